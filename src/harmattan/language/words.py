"""Words without syntax: what a language without data gets, and a sentence too long to be parsed."""

from __future__ import annotations

import re
from itertools import count

from harmattan.language.syntax import Sentence, Token

NUMBER = r"\d+(?:[.,:/]\d+)*"
ACRONYM = r"(?:[^\W\d_]\.){2,}"
WORD = r"[^\W_]+(?:[-‐‑'’&][^\W_]+)*"
ELIDED = r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w)"
PATTERNS = {
    "fr": re.compile(rf"aujourd['’]hui|{ELIDED}|{ACRONYM}|{NUMBER}|[^\W_]+(?:[-‐‑&][^\W_]+)*|\S", re.IGNORECASE),
    None: re.compile(rf"{ACRONYM}|{NUMBER}(?![^\W_])|{WORD}|\.\.\.|\S"),
}


def flat_sentence(text: str, language: str | None) -> Sentence:
    """Return the words of a text as one flat tree: the first word is the root, everything hangs on it as `dep`."""
    pattern = PATTERNS.get(language, PATTERNS[None])
    places = count()
    tokens = tuple(
        Token(i, found.group(), found.start(), "X", "dep" if i else "root", 0)
        for i, found in zip(places, pattern.finditer(text), strict=False)
    )
    if not tokens:
        return Sentence((Token(0, "", 0, "X", "root", 0),), 0, len(text))
    return Sentence(tokens, tokens[0].start, tokens[-1].end)

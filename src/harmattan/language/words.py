"""Words: the one way in which text is cut, for our own grammars and for languages without data."""

from __future__ import annotations

import re

from harmattan.language.syntax import Sentence, Token

# In order: dotted abbreviations, numbers with their marks, words held together by hyphens, runs of dots or dashes, any other mark.
ACRONYM = r"(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*"
NUMBER = r"\d+(?:[.,:]\d+)*(?:(?:st|nd|rd|th|er|ère|re|e|ème|h\d*|s|[kmb])(?![^\W_]))?(?:-[^\W_]+)*"
MARK = r"\.{2,}|-{2,}|\S"
TITLE = {
    "en": r"(?:mr|mrs|ms|dr|gen|lt|col|capt|maj|sgt|gov|sen|rep|st|no|jr|inc|ltd|corp|co|jan|feb|aug|sept|oct|nov|dec)\.(?=\s+\S)|(?<![^\W_])[A-Z]\.(?=\s+\S)",
    "fr": r"(?:mm?|mmes?|mlles?|dr|gén|col|cdt|lt|st|ste|env|etc|art)\.(?=\s+\S)|(?<![^\W_])[A-Z]\.(?=\s+\S)",
}
NEGATED = r"[^\W\d_]+(?=n['’]t(?![^\W_]))|n['’]t(?![^\W_])|can(?=not(?![^\W_]))"
CLITIC = r"['’](?:s|re|ve|ll|d|m)(?![^\W_])"
ENGLISH = r"[^\W_]+(?:[-‐‑&/][^\W_]+|['’](?!(?:s|re|ve|ll|d|m|t)(?![^\W_]))[^\W_]+)*"
ELIDED = r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu)['’](?=[^\W_])"
INVERTED = r"-(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|ce|là|ci|y|en|moi|toi|l[ea]s?|lui|leur)(?![^\W_])"
FRENCH = rf"[^\W_]+(?:(?!{INVERTED})[-‐‑&/][^\W_]+|(?!{INVERTED})-(?:[dl]['’])[^\W_]+)*"
GROUPED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:,\d+)?"
PATTERNS = {
    "en": rf"{TITLE['en']}|{NEGATED}|{CLITIC}|{ACRONYM}|{NUMBER}|{ENGLISH}|{MARK}",
    "fr": rf"{TITLE['fr']}|c['’]est-à-dire|(?:aujourd|presqu|quelqu|prud)['’][^\W_]+|{ELIDED}|{INVERTED}|{ACRONYM}|{GROUPED}|{NUMBER}|{FRENCH}|{MARK}",
    "": rf"{ACRONYM}|{NUMBER}|[^\W_]+(?:[-‐‑'’&][^\W_]+)*|{MARK}",
}
COMPILED = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in PATTERNS.items()}


def cut(text: str, language: str | None) -> tuple[list[str], list[int]]:
    """Return the words of a text and the offset of each; no word holds white space but a French number."""
    pattern = COMPILED.get(language or "", COMPILED[""])
    words, starts = [], []
    for found in pattern.finditer(text):
        words.append(found.group())
        starts.append(found.start())
    return words, starts


def flat_sentence(text: str, language: str | None) -> Sentence:
    """Return the words of a text as one flat tree: the first word is the root, everything hangs on it as `dep`."""
    words, starts = cut(text, language)
    if not words:
        return Sentence((Token(0, "", 0, "X", "root", 0),), 0, len(text))
    places = enumerate(zip(words, starts, strict=True))
    tokens = tuple(Token(i, word, start, "X", "dep" if i else "root", 0) for i, (word, start) in places)
    return Sentence(tokens, starts[0], tokens[-1].end)

"""Words: the one way in which text is cut, for our own grammars and for languages without data."""

from __future__ import annotations

import re
from functools import cache

from harmattan.language.sentences import habits_of
from harmattan.language.syntax import Sentence, Token

LETTER = r"[^\W_][\u0300-\u036f]*"
WORD = rf"(?:{LETTER})+"
END = r"(?![^\W_])"
ADDRESS = r"(?:https?://|www\.)[^\s<>\"”»)]*[^\s<>\"”»).,;:!?]|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<!\w)[@#]\w+"
ACRONYM = rf"(?:[^\W\d_]\.){{2,}}(?:-{WORD})*"
NUMBER = rf"\d+(?:[.,:]\d+)*(?:(?:st|nd|rd|th|er|ère|re|e|ème|h\d*|s|[kmb]){END})?(?:-{WORD})*"
INITIAL = r"(?<![^\W_])(?-i:[A-Z])\.(?=\s+\S)"
MARK = r"\.{2,}|-{2,}|\S"

# English: n't, 's and their like come off; French: l', qu' and -t-il do, and 2 500 is one word.
NEGATED = rf"[^\W\d_]+(?=n['’]t{END})|n['’]t{END}|can(?=not{END})"
CLITIC = rf"['’](?:s|re|ve|ll|d|m){END}"
ENGLISH = rf"{WORD}(?:[-‐‑&/]{WORD}|['’](?!(?:s|re|ve|ll|d|m|t){END}){WORD})*"
WHOLE = rf"c['’]est-à-dire|(?:aujourd|presqu|quelqu|prud)['’]{WORD}"
ELIDED = r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu)['’](?=[^\W_])"
INVERTED = rf"-(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|ce|là|ci|y|en|moi|toi|l[ea]s?|lui|leur){END}"
FRENCH = rf"{WORD}(?:(?!{INVERTED})[-‐‑&/](?:[dl]['’])?{WORD})*"
GROUPED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:,\d+)?"
ANY = rf"{WORD}(?:[-‐‑'’&]{WORD})*"
ORDERS = {
    "en": (NEGATED, CLITIC, ACRONYM, NUMBER, ENGLISH, MARK),
    "fr": (WHOLE, ELIDED, INVERTED, ACRONYM, GROUPED, NUMBER, FRENCH, MARK),
}


@cache
def pattern_of(language: str | None) -> re.Pattern[str]:
    """Return the pattern whose matches, one after another, are the words of a text in this language."""
    habits = habits_of(language)
    short = sorted(habits.titles | habits.numbered | habits.others, key=lambda term: (-len(term), term))
    listed = "|".join(re.escape(term) for term in short if "." not in term)
    abbreviated = [rf"(?<![^\W_])(?:{listed})\.(?=\s+\S)"] if listed else []
    return re.compile(
        "|".join([ADDRESS, *abbreviated, INITIAL, *ORDERS.get(language or "", (ACRONYM, NUMBER, ANY, MARK))]), re.I
    )


def cut(text: str, language: str | None) -> tuple[list[str], list[int]]:
    """Return the words of a text and the offset of each; no word holds white space but a French number."""
    words, starts = [], []
    for found in pattern_of(language).finditer(text):
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

"""The numbers that a stretch of text can be read as."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import VagueRow

_DIGITS = re.compile(r"\d{1,3}(?:[ ,.'’\u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
_SCALES = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "mille": 1e3, "millions": 1e6, "milliard": 1e9, "milliards": 1e9,
}  # fmt: skip
_SCALE = re.compile(r"\s*-?(" + "|".join(_SCALES) + r")\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
WORDED = frozenset({"en", "fr"})
"""Languages in which numbers are read from words too."""


def values_in(text: str, *, language: str | None, lexicon: Lexicon, digits_only: bool = False) -> frozenset[float]:
    """Return every value that the numbers of a text may stand for.

    Digits with thousands marks are read both ways where a mark may be a decimal one ("1.500"); number words in English
    and French, and the vague numbers of the lexicon, unless `digits_only`.
    """
    values: set[float] = set()
    _read_digits(text, values)
    if digits_only:
        return frozenset(values)
    if language in WORDED:
        from text_to_num import alpha2digit

        for spelling in {text, text.replace("-", " ")}:
            _read_digits(alpha2digit(spelling, language), values)
        values.update(value for word in _WORD.findall(text) if (value := _worded(word.lower(), language)) is not None)
    for hit in lexicon.index(language).find(text):
        for row in hit.rows:
            if isinstance(row, VagueRow):
                values.update(value for value in (row.low, row.high) if value is not None)
    return frozenset(values)


@lru_cache(maxsize=8192)
def _worded(word: str, language: str) -> float | None:
    """Return the value of one number word; alone, text2num leaves the smallest ("two") as they stand."""
    from text_to_num import text2num

    try:
        return float(text2num(word, language))
    except ValueError:
        return None


_NUMERAL: dict[str, dict[str, bool]] = {}
_KEPT, _LONGEST = 100_000, 60
"""Words of a language that are remembered, and letters that one may have to be a number."""


def has_number_word(words: Iterable[str], language: str) -> bool:
    """Return whether one of these words says a number or an ordinal by itself; a number in words has at least one such."""
    known = _NUMERAL.setdefault(language, {})
    for word in words:
        numeral = known.get(word)
        if numeral is None:
            if len(word) > _LONGEST:
                continue
            numeral = _is_numeral(word, language)
            if len(known) >= _KEPT:
                known.clear()
            known[word] = numeral
        if numeral:
            return True
    return False


def _is_numeral(word: str, language: str) -> bool:
    from text_to_num import find_numbers

    return bool(find_numbers([NumberWord(word)], language, 0))


class NumberWord:
    """A word as text2num asks for it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def text(self) -> str:
        """Return the word."""
        return self._text

    def nt_separated(self, previous: object) -> bool:
        """Return whether something other than a space stands before it."""
        return False

    def not_a_number_part(self) -> bool:
        """Return whether it can't be part of a number."""
        return False


def _read_digits(text: str, values: set[float]) -> None:
    for found in _DIGITS.finditer(text):
        raw = found.group()
        readings = {float(re.sub(r"\D", "", raw))} if re.search(r"\D\d{3}(?!\d)", raw) else set()
        if re.fullmatch(r"\d+(?:[.,]\d+)?", raw):
            readings.add(float(raw.replace(",", ".")))
        scale = _SCALE.match(text, found.end())
        if scale:
            factor = _SCALES[scale.group(1).lower()]
            values.update(value * factor for value in readings)
        values.update(readings)

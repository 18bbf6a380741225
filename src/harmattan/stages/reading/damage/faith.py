"""Keeps a restoration from saying what the text did not: no number and no negation comes or goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from harmattan.lexicons import Lexicon
from harmattan.lexicons.normal import normalise
from harmattan.lexicons.rows import CueRow, SubstitutionRow, VagueRow
from harmattan.lexicons.terms import forms_of

_DIGITS = re.compile(r"\d+")
_WORDED = frozenset({"en", "fr"})
_NOTHING: tuple[frozenset[str], bool] = frozenset(), False
_REMEMBERED = 100_000


def is_faithful(row: SubstitutionRow, meant: str, *, language: str, lexicon: Lexicon) -> bool:
    """Return whether `meant` has the numbers of the observed words, and denies just where they deny."""
    return says_the_same(row.observed, meant, language=language, lexicon=lexicon, denies=row.negation)


@lru_cache(maxsize=16_384)
def says_the_same(observed: str, meant: str, *, language: str, lexicon: Lexicon, denies: bool = False) -> bool:
    """Return whether both name the same numbers, and deny alike; `denies`: the observed words may stand for a denial."""
    numbers, denied = said(observed, language, lexicon)
    same_numbers, denies_too = said(meant, language, lexicon)
    return numbers == same_numbers and (denies or denies_too == denied)


def is_neutral(words: str, *, language: str, lexicon: Lexicon) -> bool:
    """Return whether the words neither name a number nor deny."""
    return said(words, language, lexicon) == _NOTHING


class Neutral(dict[str, bool]):
    """Whether single words neither name a number nor deny, remembered for all that were asked for: two such say the same."""

    def __init__(self, language: str, lexicon: Lexicon) -> None:
        super().__init__()
        self._language, self._lexicon = language, lexicon
        self._telling = _telling_in(language, lexicon)
        self._in_figures = _reader_for(language)

    def __missing__(self, word: str) -> bool:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[word] = self._settle(word)
        return found

    def _settle(self, word: str) -> bool:
        plain = word.isascii() and word.isalpha() and word.islower()
        if plain and word not in self._telling and self._in_figures(word) == word:
            return True
        return is_neutral(word, language=self._language, lexicon=self._lexicon)


def _telling_in(language: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the terms of a language that name a vague number or deny, as the lexicon's index spells them."""
    rows: list[VagueRow | CueRow] = [row for row in lexicon.rows(VagueRow) if _bounds(row)]
    rows += [row for row in lexicon.rows(CueRow) if row.cue == "negation"]
    told = [row for row in rows if row.language in ("und", language)]
    return frozenset(normalise(form) for row in told for form in forms_of(row, language))


def _bounds(row: VagueRow) -> bool:
    return (row.low, row.high) != (None, None)


@lru_cache(maxsize=8)
def neutral_for(language: str, lexicon: Lexicon) -> Neutral:
    """Return what is remembered of the words of a language under a lexicon."""
    return Neutral(language, lexicon)


@lru_cache(maxsize=8192)
def said(words: str, language: str, lexicon: Lexicon) -> tuple[frozenset[str], bool]:
    """Return the numbers that the words name, vague ones by their row, and whether they deny."""
    numbers = _numbers_in(words, language)
    rows = [row for hit in lexicon.index(language).find(words) for row in hit.rows]
    numbers.update(row.id for row in rows if isinstance(row, VagueRow) and _bounds(row))
    return frozenset(numbers), any(isinstance(row, CueRow) and row.cue == "negation" for row in rows)


def _numbers_in(words: str, language: str) -> set[str]:
    """Return the numbers in figures and, where they can be read in the language, in words."""
    numbers = set(_DIGITS.findall(words))
    if language in _WORDED:
        numbers.update(_DIGITS.findall(_reader_for(language)(words)))
    return numbers


@cache
def _reader_for(language: str) -> Callable[[str], str]:
    """Return what writes the numbers of a text in figures; those in words of no other language can be read."""
    if language not in _WORDED:
        return str
    from text_to_num import alpha2digit

    return lambda words: alpha2digit(words, language, 0)

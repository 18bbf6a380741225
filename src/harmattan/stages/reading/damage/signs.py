"""What a first look at the words of a text shows, and a quicker one that most texts pass."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import NamedTuple

import msgspec

from harmattan.lexicons.rows import SubstitutionRow
from harmattan.stages.reading.damage.characters import without_quotes
from harmattan.stages.reading.damage.counts import Counts
from harmattan.stages.reading.damage.fused import Splitter
from harmattan.stages.reading.damage.pieces import Pieces
from harmattan.stages.reading.damage.settings import DamageSettings
from harmattan.stages.reading.damage.table import Table

_WORD = re.compile(r"[^\W\d_]+")
_NO_LETTERS = {code: " " for code in range(128) if not chr(code).isalpha()}
_PUNCTUATION = ".,;:!?\"'()“”‘’"
_FEW_WORDS = 40
_PLENTY = 2.0
"""Pieces of so many times the weight that makes a text suspect are looked at closely at once: so many say the same twice in
no text."""
_MANY_PHRASES = 30
"""It takes about as long to look for so many phrases in a text as to look up its words."""
_REMEMBERED = 200_000


class Signs(msgspec.Struct, frozen=True, kw_only=True):
    """What a first look at the words of a text shows."""

    markers: int = 0
    """Words and phrases that no honest report has."""
    odd_share: float = 0.0
    weight: float = 0.0
    """Of the words of a language with guesses, in the mean: how much likelier each comes from a spinner, log10, where it does."""
    suspect: bool = False
    """Has a marker or many odd words: to be looked at closely."""
    fused: bool = False
    translated: bool = False


class _Said(NamedTuple):
    """What a stretch of text between blanks says beside its weight."""

    fused: int
    marked: bool
    phrases: tuple[str, ...]
    """That tell by themselves and have a word of it."""


class _Weights(dict[str, float]):
    """The weight of each piece; pieces are judged when they are first asked for."""

    def __init__(self, judge: Callable[[str], float]) -> None:
        super().__init__()
        self._judge = judge

    def __missing__(self, piece: str) -> float:
        weight = self[piece] = self._judge(piece)
        return weight


class Looker:
    """Looks for the signs of damage in the words of one language."""

    def __init__(self, counts: Counts, table: Table, splitter: Splitter, weights: Mapping[str, float] | None) -> None:
        self._counts = counts
        self._table = table
        self._splitter = splitter
        self._guessed = weights is not None
        self._weights = dict.fromkeys(table.odd, 1.0) if weights is None else weights
        """Of each odd word; where the language has guesses, how much likelier it comes from a spinner, log10."""
        self._telling = table.markers | self._weights.keys() | table.signs.keys()
        self._said: dict[str, float] = {}
        """How many phrases of translators a phrase counts as; one of spinners is enough by itself."""
        for _, row in chain.from_iterable(table.signs.values()):
            said = 1.0 if row.family == "translated" else math.inf
            self._said[row.observed] = self._said.get(row.observed, 0.0) + said
        self._weighed = _Weights(self._judge)
        self._told: dict[str, _Said] = {}
        self._marked: set[str] = set()
        """Pieces in capitals that have a marker."""

    def sees_nothing(self, text: str, pieces: Pieces, settings: DamageSettings) -> bool:
        """Return whether the text certainly has no sign: what its pieces say is counted so that it comes to no less."""
        if pieces.capitals:
            return len(self.markers_in_capitals(pieces.open)) < settings.markers
        if len(self._weighed) > _REMEMBERED:
            self._weighed.clear()
            self._told.clear()
        weight = sum(map(self._weighed.__getitem__, pieces.open))
        fused = 0
        phrases: set[str] = set()
        for piece in pieces.open & self._told.keys():
            parts, marked, told = self._told[piece]
            if marked:
                return False
            fused += parts
            phrases.update(told)
        if fused >= settings.splits:
            return False
        if len(phrases) > _MANY_PHRASES:
            words = words_of(text)
            phrases = {phrase for phrase in phrases if words.issuperset(phrase.split())}
        say = self._said.__getitem__
        if sum(map(say, phrases)) >= settings.phrases:
            # They would say enough: those that stand there are looked for.
            if sum(map(say, filter(text.__contains__, phrases))) >= settings.phrases:
                return False
        floor = self._floor(settings)
        if weight >= _PLENTY * floor * max(len(pieces.every), _FEW_WORDS):
            return False
        # A piece of letters alone is a word. Where there are enough of them, no word need be looked up.
        if weight / _FEW_WORDS < floor or pieces.has_words(weight / floor):
            return True
        return self._weight(words_of(text)) < floor

    def _floor(self, settings: DamageSettings) -> float:
        return settings.suspect_weight if self._guessed else settings.suspect_share

    def _weight(self, words: AbstractSet[str]) -> float:
        """Return the mean weight of the words of a text."""
        return sum(filter(None, map(self._weights.get, words))) / max(len(words), _FEW_WORDS)

    def _judge(self, piece: str) -> float:
        """Return the weight of a piece, and remember what else it says."""
        bare = piece if piece.isalpha() else piece.strip(_PUNCTUATION)
        words = (bare,) if bare.isalpha() else set(_WORD.findall(piece))
        weight, fused, marked = 0.0, 0, False
        phrases: tuple[str, ...] = ()
        for word in words:
            split = self._splitter[word]
            if split is not None:
                fused += split.weight
            if word in self._telling:
                weight += self._weights.get(word, 0.0)
                marked = marked or word in self._table.markers
                phrases += tuple([row.observed for _, row in self._table.signs.get(word, ())])
        if fused or marked or phrases:
            self._told[piece] = _Said(fused, marked, phrases)
        return weight

    def markers_in_capitals(self, pieces: AbstractSet[str]) -> set[str]:
        """Return the words in the pieces of a text all in capitals that no honest report has, in lower case."""
        found: set[str] = set()
        for piece in pieces:
            markers = self._table.markers.intersection(_WORD.findall(piece.lower()))
            if markers:
                self._marked.add(piece)
                found |= markers
        return found

    def silent(self, pieces: Pieces) -> set[str]:
        """Return the new pieces that say nothing, once `sees_nothing` was asked of the text."""
        if pieces.capitals:
            return set(pieces.new - self._marked)
        return {piece for piece in pieces.new if not self._weighed[piece] and piece not in self._told}

    def look(self, text: str, settings: DamageSettings) -> Signs:
        """Return the signs of damage that the words of a text give, in one pass over them."""
        words = words_of(text)
        spun, translated = _phrases_in(text, words, self._table)
        markers = len(words & self._table.markers) + spun
        weight = self._weight(words)
        return Signs(
            markers=markers,
            odd_share=0.0 if self._guessed else weight,
            weight=weight if self._guessed else 0.0,
            suspect=weight >= self._floor(settings) or markers > 0,
            fused=self._fused(words) >= settings.splits,
            translated=translated >= settings.phrases,
        )

    def _fused(self, words: AbstractSet[str]) -> int:
        """Return how much the fused ones among some words say."""
        return sum(split.weight for split in filter(None, map(self._splitter.__getitem__, words)))


def words_of(text: str) -> set[str]:
    """Return the words of a text, each once."""
    plain = without_quotes(text)
    return set(plain.translate(_NO_LETTERS).split() if plain.isascii() else _WORD.findall(text))


def _phrases_in(text: str, words: AbstractSet[str], table: Table) -> tuple[int, int]:
    """Return how many phrases of spinners, and of translators, stand in the text."""
    found: list[SubstitutionRow] = []
    for word in words & table.signs.keys():
        found += [row for phrase, row in table.signs[word] if phrase <= words and row.observed in text]
    spun = sum(row.family == "spun" for row in found)
    return spun, len(found) - spun

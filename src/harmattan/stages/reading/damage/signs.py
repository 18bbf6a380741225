"""What a first look at the words of a text shows, and a quicker one that most texts pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
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
_REMEMBERED = 200_000


class Signs(msgspec.Struct, frozen=True, kw_only=True):
    """What a first look at the words of a text shows."""

    markers: int = 0
    """Words and phrases that no honest report has."""
    odd_share: float = 0.0
    suspect: bool = False
    """Has a marker or many odd words: to be looked at closely."""
    fused: bool = False
    translated: bool = False


class _Piece(NamedTuple):
    """What a stretch of text between blanks adds to the signs of its text."""

    weight: float
    fused: int
    telling: bool
    """Has a marker, or a word of a phrase that tells."""
    marked: bool
    phrases: tuple[str, ...]


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
        self._loud: dict[str, _Piece] = {}
        self._marked: set[str] = set()
        """Pieces in capitals that have a marker."""

    def sees_nothing(self, text: str, pieces: Pieces, settings: DamageSettings) -> bool:
        """Return whether the text certainly has no sign: what its pieces say is counted so that it comes to no less."""
        if text.isupper():
            return len(self.markers_in_capitals(pieces.open)) < settings.markers
        if len(self._loud) > _REMEMBERED:
            self._loud.clear()
        weight = 0.0
        fused = 0
        for piece in pieces.open:
            if piece in self._counts.words and piece not in self._telling and piece.isalpha():
                continue
            found = self._loud.get(piece) or self._judge(piece)
            if found is None:
                continue
            weight += found[0]
            fused += found[1]
            if found[2] and (found.marked or any(phrase in text for phrase in found.phrases)):
                return False
        if fused >= settings.splits:
            return False
        floor = settings.suspect_weight if self._guessed else settings.suspect_share
        # A piece of letters alone is a word, so there are at least so many words.
        return weight / _FEW_WORDS < floor or weight / max(sum(map(str.isalpha, pieces.every)), _FEW_WORDS) < floor

    def _judge(self, piece: str) -> _Piece | None:
        """Return what a piece says, and remember it; None where it says nothing."""
        bare = piece.strip(_PUNCTUATION)
        if bare.isalpha() and bare not in self._telling and not self._fused((bare,)):
            return None
        words = set(_WORD.findall(piece))
        telling = words & self._telling
        fused = self._fused(words)
        if not telling and not fused:
            return None
        marked = not self._table.markers.isdisjoint(telling)
        phrases = tuple(row.observed for word in telling for _, row in self._table.signs.get(word, ()))
        weight = sum(self._weights.get(word, 0.0) for word in telling)
        found = self._loud[piece] = _Piece(weight, fused, marked or bool(phrases), marked, phrases)
        return found

    def markers_in_capitals(self, pieces: AbstractSet[str]) -> set[str]:
        """Return the words in the pieces of a text all in capitals that no honest report has, in lower case."""
        found: set[str] = set()
        for piece in pieces:
            markers = self._table.markers.intersection(_WORD.findall(piece.lower()))
            if markers:
                self._marked.add(piece)
                found |= markers
        return found

    def silent(self, pieces: AbstractSet[str], *, capitals: bool) -> set[str]:
        """Return the pieces that say nothing, of those that were asked for in a text all in capitals or in another."""
        return set(pieces).difference(self._marked if capitals else self._loud)

    def look(self, text: str, settings: DamageSettings) -> Signs:
        """Return the signs of damage that the words of a text give, in one pass over them."""
        words = words_of(text)
        spun, translated = _phrases_in(text, words, self._table)
        markers = len(words & self._table.markers) + spun
        weight = sum(map(self._weights.__getitem__, words & self._weights.keys())) / max(len(words), _FEW_WORDS)
        suspect = weight >= (settings.suspect_weight if self._guessed else settings.suspect_share)
        return Signs(
            markers=markers,
            odd_share=0.0 if self._guessed else weight,
            suspect=suspect or markers > 0,
            fused=self._fused(words - self._counts.words) >= settings.splits,
            translated=translated >= settings.phrases,
        )

    def _fused(self, words: Iterable[str]) -> int:
        """Return how much the fused ones among some words say."""
        found = 0
        for word in words:
            split = self._splitter.split(word)
            if split is not None:
                found += split.weight
        return found


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

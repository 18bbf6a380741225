"""Takes apart words that were glued together."""

from __future__ import annotations

import re
from collections.abc import Collection

import msgspec

from harmattan.stages.reading.damage.counts import Counts
from harmattan.stages.reading.damage.table import Table

_CAMEL = re.compile(r"([a-zà-ÿ]{4,})([A-ZÀ-Ý][a-zà-ÿ]{2,})")
_ACRONYM = re.compile(r"([A-Z]{2,})([a-z]{3,})")
_PLAIN = 3.0
_COMMON = 4.5
_SHORTEST = 3
_REMEMBERED = 100_000
_LONG_SEAM = 5


class Split(msgspec.Struct, frozen=True, kw_only=True):
    """Two words that stand as one. `weight` is how much it says about the text: 0 nothing, 1 something, 2 enough."""

    parts: tuple[str, str]
    joint: str = " "
    weight: int = 0


class Splitter(dict[str, Split | None]):
    """How the words of one language divide, None where one is a single word or where nothing says where its border is.

    Each word that was asked for is remembered, those of the language, too: they are found here sooner than in its list.
    """

    def __init__(self, counts: Counts, table: Table) -> None:
        super().__init__()
        self._counts = counts
        self._table = table

    def __missing__(self, word: str) -> Split | None:
        found = self[word] = self._divide(word) if word not in self._counts.words and word.isalpha() else None
        return found

    def known(self, word: str) -> bool:
        """Return whether a word is one of the language's, in any case."""
        return self._counts.zipf.get(word.lower(), 0.0) >= _PLAIN

    def splits(self, words: Collection[str]) -> dict[str, Split]:
        """Return the fused ones among some words, each with how it divides."""
        if len(self) > _REMEMBERED:
            self.clear()
        if not any(map(self.__getitem__, words)):
            return {}
        return {word: split for word in words if (split := self[word]) is not None}

    def _divide(self, word: str) -> Split | None:
        if word.islower():
            return None if len(word) < 2 * _SHORTEST else self._by_seam(word) or self._by_words(word)
        if word[0].isupper() and word[1:].islower():
            return None if word.lower() in self._counts.words else self._after_name(word)
        camel = _CAMEL.fullmatch(word)
        if camel and self._zipf(camel[1]) >= _PLAIN + 0.5 and self._zipf(camel[2]) >= _PLAIN:
            return Split(parts=(camel[1], camel[2]), weight=2 if camel[2].lower() in self._table.seams else 0)
        acronym = _ACRONYM.fullmatch(word)
        if acronym and self._zipf(acronym[2]) >= _COMMON:
            return Split(parts=(acronym[1], acronym[2]), weight=2 if acronym[2] in self._table.seams else 0)
        return None

    def _by_seam(self, word: str) -> Split | None:
        """Divide at the likeliest seam word: both halves known, the more frequent pair of halves first."""
        best: tuple[float, Split] | None = None
        seams, openers = self._table.seams, self._table.openers
        for at in range(2, len(word) - 1):
            left, right = word[:at], word[at:]
            seam = seams.get(right)
            if seam is None and left not in openers:
                continue
            floor = _PLAIN if len(left) > _SHORTEST else _COMMON
            if seam is not None and len(left) >= _SHORTEST and (self._zipf(left) >= floor or not seam.known):
                score = self._zipf(left) + self._zipf(right)
                weight = 2 if len(right) >= _LONG_SEAM and self._zipf(left) >= _PLAIN else 1
            else:
                seam = openers.get(left)
                if seam is None or len(right) < _SHORTEST or self._zipf(right) < _PLAIN + 1:
                    continue
                score, weight = self._zipf(left) + self._zipf(right), 1
            if best is None or score > best[0]:
                best = score, Split(parts=(left, right), joint=seam.joint, weight=weight)
        return best[1] if best else None

    def _by_words(self, word: str) -> Split | None:
        """Divide where two frequent words meet that are known neighbours."""
        best: tuple[float, Split] | None = None
        zipf = self._counts.zipf
        for at in range(_SHORTEST + 1, len(word) - _SHORTEST):
            left, right = word[:at], word[at:]
            first = zipf.get(left, 0.0)
            if first < _COMMON or (second := zipf.get(right, 0.0)) < _COMMON:
                continue
            score = first + second
            if best is not None and score <= best[0]:
                continue
            if self._counts.seen(left, right):
                best = score, Split(parts=(left, right))
        return best[1] if best else None

    def _after_name(self, word: str) -> Split | None:
        for at in range(_SHORTEST + 1, len(word) - _LONG_SEAM + 1):
            seam = self._table.seams.get(word[at:])
            if seam is not None:
                weight = 2 if self._zipf(word[:at]) >= 2.0 else 1
                return Split(parts=(word[:at], word[at:]), joint=seam.name_joint, weight=weight)
        return None

    def _zipf(self, word: str) -> float:
        return self._counts.zipf.get(word.lower(), 0.0)

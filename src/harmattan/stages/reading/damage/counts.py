"""How frequent words and pairs of words are in a language."""

from __future__ import annotations

import math
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from itertools import accumulate
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_MOST = 80
WEIGHT_STEPS = 20
_SHIFT = 17
_PAIR_TOTAL = 12.01
"""log10 of the words that the pair counts were drawn from (1.02e12)."""
_UNKNOWN_ZIPF = 0.5
_UNSEEN_CAP = -5.7
"""log10 of the probability that an unseen pair can have at most: the rarest pair listed has -5.2."""
_REMEMBERED = 100_000

_COUNTS = tuple(2.0 ** (log / 4) for log in range(256))
"""The counts of neighbours, by their logarithm as it is kept."""
_LEAST_REST = 0.02
"""The least share of a word's occurrences that is left to neighbours not listed ("able" is nearly always before "to")."""


class Pairs:
    """Counts of neighbouring words."""

    def __init__(self, packed: bytes, ranks: dict[str, int]) -> None:
        raw = zlib.decompress(packed)
        size = int.from_bytes(raw[:4], "little")
        self._logs = raw[4 : 4 + size]
        gaps = array("I")
        gaps.frombytes(raw[4 + size :])
        if sys.byteorder == "big":
            gaps.byteswap()
        self._keys = array("Q", accumulate(gaps))
        self._ranks = ranks
        self._masses: dict[str, float] = {}

    def mass(self, left: str) -> float:
        """Return log10 of how often the word is followed by a listed neighbour, among all words; -99 where never."""
        if left not in self._masses:
            first = self._ranks.get(left)
            total = 0.0
            if first is not None:
                start = bisect_left(self._keys, first << _SHIFT)
                end = bisect_left(self._keys, (first + 1) << _SHIFT)
                total = sum(map(_COUNTS.__getitem__, self._logs[start:end]))
            self._masses[left] = math.log10(total) - _PAIR_TOTAL if total else -99.0
        return self._masses[left]

    def log2(self, left: str, right: str) -> float | None:
        """Return log2 of the count of two neighbouring words, None where the pair is not listed."""
        first = self._ranks.get(left)
        second = self._ranks.get(right)
        if first is None or second is None:
            return None
        key = (first << _SHIFT) + second
        at = bisect_left(self._keys, key)
        if at < len(self._keys) and self._keys[at] == key:
            return self._logs[at] / 4
        return None


class Counts:
    """The words of a language with their Zipf frequencies (log10 of occurrences in 10^9 words)."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.zipf: dict[str, float] = {}
        lines = zlib.decompress((_DATA / f"words_{language}.z").read_bytes()).decode().split("\n")
        for number, line in enumerate(lines):
            self.zipf.update(dict.fromkeys(line.split(), (_MOST - number) / 10))
        self.words = frozenset(self.zipf)
        self._pairs: Pairs | None = None
        self._next: dict[tuple[str | None, str], float] = {}
        self._pairs_path = _DATA / f"pairs_{language}.z"
        self.has_pairs = self._pairs_path.is_file()

    def pairs(self) -> Pairs:
        """Return the pair counts; read when first asked for."""
        if self._pairs is None:
            self._pairs = Pairs(self._pairs_path.read_bytes(), {word: rank for rank, word in enumerate(self.zipf)})
        return self._pairs

    def log10(self, word: str) -> float:
        """Return log10 of the probability of a word."""
        return self.zipf.get(word, _UNKNOWN_ZIPF) - 9

    def seen(self, left: str, right: str) -> bool:
        """Return whether the two words are known neighbours."""
        return self.has_pairs and self.pairs().log2(left, right) is not None

    def next(self, left: str | None, right: str) -> float:
        """Return log10 of the probability of a word after another (None: after anything)."""
        found = self._next.get((left, right))
        if found is None:
            if len(self._next) > _REMEMBERED:
                self._next.clear()
            found = self._next[left, right] = self._after(left, right)
        return found

    def _after(self, left: str | None, right: str) -> float:
        alone = self.log10(right)
        if left is None or not self.has_pairs:
            return alone
        first = self.log10(left)
        count = self.pairs().log2(left, right)
        if count is not None:
            return min(-0.02, max(count * 0.30103 - _PAIR_TOTAL - first, alone - 1))
        rest = max(_LEAST_REST, 1 - 10 ** min(0.0, self.pairs().mass(left) - first))
        return min(alone + math.log10(rest), max(_UNSEEN_CAP - first, -9.5))


@cache
def counts_for(language: str | None) -> Counts | None:
    """Return the counts of a language, None where there are none."""
    if language is None or not (_DATA / f"words_{language}.z").is_file():
        return None
    return Counts(language)


@cache
def spun_weights(language: str) -> dict[str, float] | None:
    """Return the words that come rather from a spinner than from an honest text, with how much likelier, log10.

    None where the language has no such list; `tools/damage/derive_neighbours.py` makes it from the table of neighbours.
    """
    path = _DATA / f"spun_{language}.z"
    if not path.is_file():
        return None
    lines = zlib.decompress(path.read_bytes()).decode().split("\n")
    return {word: number / WEIGHT_STEPS for number, line in enumerate(lines) for word in line.split()}


def pack_weights(weights: Mapping[str, float]) -> bytes:
    """Return the file of a list: line n holds the words whose weight rounds to n steps."""
    lines: list[list[str]] = []
    for word, weight in sorted(weights.items()):
        step = round(weight * WEIGHT_STEPS)
        lines += [[] for _ in range(step + 1 - len(lines))]
        lines[step].append(word)
    return zlib.compress("\n".join(map(" ".join, lines)).encode(), 9)

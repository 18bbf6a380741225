"""Which texts have which keys: sorted arrays, and what came since in dictionaries."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from harmattan.stages.lineages.prints import Grams

Rows = NDArray[np.int64]
Numbers = NDArray[np.int32]

PARTS = 4
"""Bits of a key by which postings are sorted in parts."""
BESIDE = 4
"""Texts of a key that are looked at one by one before the last is searched for."""


class Postings:
    """The texts of each key of one door, by number, the oldest first as far as they came in bulk."""

    def __init__(self, age: Callable[[int], Any]) -> None:
        self._age = age
        """What texts are put in order by, the older first."""
        self.keys: Grams = np.empty(0, np.uint64)
        self.numbers: Numbers = np.empty(0, np.int32)
        self.recent: dict[int, list[int]] = defaultdict(list)
        """The texts of a key that are not in the arrays, the oldest first."""
        self.stale: set[int] = set()
        """Texts whose place in the arrays counts no more."""
        self._sizes: Numbers = np.empty(0, np.int32)
        self._recent_sizes: dict[int, int] = {}

    def fill(self, keys: Grams, numbers: Numbers, ranks: Rows) -> None:
        """Put these postings in the place of all others; `ranks` are the ages of all texts by number."""
        self.keys, self.numbers = np.empty_like(keys), np.empty_like(numbers)
        begin = 0
        # A part of the keys at a time: a sort needs several times the room of what it sorts.
        for part in range(1 << PARTS):
            at = np.flatnonzero(keys >> np.uint64(64 - PARTS) == part)
            order = at[np.lexsort((ranks[numbers[at]], keys[at]))]
            self.keys[begin : begin + len(at)] = keys[order]
            self.numbers[begin : begin + len(at)] = numbers[order]
            begin += len(at)
        self._sizes = np.bincount(numbers, minlength=len(ranks)).astype(np.int32)
        self._recent_sizes.clear()
        self.recent.clear()
        self.stale.clear()

    def size(self, number: int) -> int:
        """Return how many keys a text has."""
        recent = self._recent_sizes.get(number)
        return int(self._sizes[number]) if recent is None else recent

    def add(self, number: int, keys: Grams) -> None:
        """Post a text."""
        self._recent_sizes[number] = len(keys)
        age = self._age(number)
        for key in keys.tolist():
            held = self.recent[key]
            if held and self._age(held[-1]) > age:
                insort(held, number, key=self._age)
            else:
                held.append(number)

    def remove(self, number: int, keys: Grams) -> None:
        """Take a text away that was posted under these keys."""
        for key in keys.tolist():
            held = self.recent.get(key)
            if held is not None and number in held:
                held.remove(number)
                if not held:
                    del self.recent[key]
            else:
                self.stale.add(number)

    def all(self) -> tuple[Grams, Numbers]:
        """Return keys and texts of all postings that count."""
        kept = ~np.isin(self.numbers, np.fromiter(self.stale, np.int32, len(self.stale)))
        keys = [key for key, numbers in self.recent.items() for _ in numbers]
        numbers = [number for held in self.recent.values() for number in held]
        return (
            np.concatenate([self.keys[kept], np.array(keys, np.uint64)]),
            np.concatenate([self.numbers[kept], np.array(numbers, np.int32)]),
        )

    def alive(self, filled: Numbers) -> Iterator[int]:
        """Yield those of texts from the arrays that still count."""
        return (number for number in filled.tolist() if number not in self.stale)

    def oldest(self, recent: Sequence[int], filled: Numbers, count: int) -> list[int]:
        """Return the oldest of these that still count, the oldest first."""
        found: list[int] = []
        for begin in range(0, len(filled), 64):
            found += islice(self.alive(filled[begin : begin + 64]), count - len(found))
            if len(found) == count:
                break
        if not recent or (len(found) == count and self._age(recent[0]) > self._age(found[-1])):
            return found
        return sorted((*recent[:count], *found), key=self._age)[:count]

    def holders(self, keys: Grams) -> Iterable[tuple[Sequence[int], Numbers]]:
        """Yield for each key the recent texts that have it, and those of the arrays, both the oldest first."""
        firsts = np.searchsorted(self.keys, keys)
        lasts = firsts.copy()
        # Most keys have few texts, which lie beside each other: to go on is cheaper than to search again.
        met = np.arange(len(keys))
        for _ in range(BESIDE):
            met = met[lasts[met] < len(self.keys)]
            met = met[self.keys[lasts[met]] == keys[met]]
            if not len(met):
                break
            lasts[met] += 1
        else:
            lasts[met] = np.searchsorted(self.keys, keys[met], side="right")
        for key, first, last in zip(keys.tolist(), firsts.tolist(), lasts.tolist(), strict=True):
            yield self.recent.get(key, ()), self.numbers[first:last]

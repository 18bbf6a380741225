"""Which texts have which keys: sorted arrays, and what came since in dictionaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from harmattan.stages.lineages.prints import Grams

Rows = NDArray[np.int64]
Numbers = NDArray[np.int32]


class Postings:
    """The texts of each key of one door, by number, the oldest first as far as they came in bulk."""

    def __init__(self) -> None:
        self.keys: Grams = np.empty(0, np.uint64)
        self.numbers: Numbers = np.empty(0, np.int32)
        self.recent: dict[int, list[int]] = defaultdict(list)
        self.sizes: dict[int, int] = {}
        """How many keys a text has."""
        self.stale: set[int] = set()
        """Texts whose place in the arrays counts no more."""

    def fill(self, keys: Grams, numbers: Numbers, ranks: Rows) -> None:
        """Put these postings in the place of all others; `ranks` are the ages of all texts by number."""
        order = np.lexsort((ranks[numbers], keys))
        self.keys, self.numbers = keys[order], numbers[order]
        self.sizes = dict(zip(*(each.tolist() for each in np.unique(numbers, return_counts=True)), strict=True))
        self.recent.clear()
        self.stale.clear()

    def add(self, number: int, keys: Grams) -> None:
        """Post a text."""
        self.sizes[number] = len(keys)
        for key in keys.tolist():
            self.recent[key].append(number)

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

    def lowest(self, filled: Numbers, count: int) -> list[int]:
        """Return the first of these that still count."""
        found: list[int] = []
        for begin in range(0, len(filled), 64):
            found += islice(self.alive(filled[begin : begin + 64]), count - len(found))
            if len(found) == count:
                break
        return found

    def holders(self, keys: Grams) -> Iterable[tuple[list[int], Numbers]]:
        """Yield for each key the recent texts that have it, and those of the arrays, the oldest first."""
        firsts = np.searchsorted(self.keys, keys, side="left").tolist()
        lasts = np.searchsorted(self.keys, keys, side="right").tolist()
        for key, first, last in zip(keys.tolist(), firsts, lasts, strict=True):
            yield self.recent.get(key, []), self.numbers[first:last]

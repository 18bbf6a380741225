"""What the rest of a text says of a reading: where its word stands or is read elsewhere, and the observed one with it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from harmattan.stages.reading.damage.lattice import Lattice
from harmattan.stages.reading.damage.model import Floats, Ints

_NOWHERE = -0.2
"""Instead of how likely a reading is elsewhere, where its word stands nowhere else."""
_TEXT = 18
"""Bits of a word's number; those of its text stand before them."""


class Repeats:
    """Of each row of a lattice, how things stand elsewhere in its text. `keep` are the rows of observed words."""

    def __init__(self, lattice: Lattice, keep: Any) -> None:
        sizes = lattice.sizes
        self._lattice, self._candidate = lattice, ~keep
        texts = lattice.texts << _TEXT
        self._asked: Ints = lattice.words + texts.take(lattice.tokens)
        observed = lattice.shown + texts
        self._group, often = _alike(observed.take(lattice.tokens.take(lattice.starts)))
        self.times: Ints = (often - 1).take(self._group).repeat(sizes)
        """How often the observed word stands elsewhere among those that may have been put in."""
        self.seen: Floats = self._often(lattice.best + texts)
        """How often the rest of the text reads as the row's word, as a logarithm."""
        self.stands: Floats = self._often(observed) * self._candidate
        """How often the candidate stands in the text itself, as a logarithm: nobody swapped it there."""

    def _often(self, words: Ints) -> Floats:
        """Return how often each row's word is among the words of all other tokens."""
        lattice = self._lattice
        read, often = np.unique(words, return_counts=True)
        place = np.minimum(np.searchsorted(read, self._asked), len(read) - 1)
        known = (read.take(place) == self._asked) & (lattice.words >= 0)
        times = np.where(known, often.take(place) - (words.take(lattice.tokens) == self._asked), 0)
        found: Floats = np.log1p(times)
        return found

    @cached_property
    def _again(self) -> tuple[Ints, Ints]:
        """The rows whose observed word stands elsewhere, and which of them read it alike."""
        unknown = self._lattice.shown.take(self._lattice.tokens) < 0
        some = (~unknown & (self.times > 0)).nonzero()[0]
        same = self._group.repeat(self._lattice.sizes).take(some) * (1 << _TEXT) + self._lattice.words.take(some)
        return some, _alike(same)[0]

    def mean(self, values: Floats) -> Floats:
        """Return the mean of the values of the same reading of the same observed word elsewhere."""
        some, which = self._again
        found: Floats = np.full(len(values), _NOWHERE, np.float32)
        taken = values.take(some)
        total = np.bincount(which, taken).take(which)
        found[some] = (total - taken) / self.times.take(some)
        return found

    def expected(self, likely: Floats) -> Floats:
        """Return how often other words are expected to stand for the row's word, as a logarithm."""
        which, _ = _alike(self._asked)
        likely = likely * self._candidate
        found: Floats = np.log1p(np.maximum(np.bincount(which, likely).take(which) - likely, 0))
        return found


def _alike(values: Ints) -> tuple[Ints, Ints]:
    """Return a number for each value, the same for those that are alike, and how often each number stands."""
    order = values.argsort()
    ordered = values.take(order)
    numbers = np.cumsum(np.concatenate([[False], ordered[1:] != ordered[:-1]]))[: len(values)]
    group: Ints = np.empty(len(values), np.int64)
    group[order] = numbers
    return group, np.bincount(numbers)

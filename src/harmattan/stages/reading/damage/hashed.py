"""Where keys stand in a long list: whole arrays of them are looked up at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
"""Odd numbers whose products with a key spread over the highest bits."""
_EMPTY = np.uint64((1 << 64) - 1)
_SIFT = 23
_TO_SIFT = np.uint64(64 - _SIFT)
_BITS = np.array([1 << n for n in range(8)], np.uint8)
_ROOM = 2.2
"""So many slots a key has at least: below 2 not every key finds one (Pagh and Rodler 2001)."""
_PATIENCE = 500


class Found(NamedTuple):
    """Those of some keys that are kept, in order."""

    which: Ints
    """Their places among those that were asked for."""
    at: Ints
    """Their places in the list."""


class Hashed:
    """A cuckoo hash table (Pagh and Rodler 2001): each key stands in one of two slots, for a binary search would wait for memory
    at every step.

    A slot holds a key and its place in one number, so that one look tells both. Before that a bit tells for most keys that they
    are not there, in a map small enough to stay near the processor. Keys are different and not negative; with their places they
    fit into 64 bits, or ValueError is raised.
    """

    def __init__(self, keys: Ints) -> None:
        places = max(1, len(keys).bit_length())
        if len(keys) and int(keys.max()).bit_length() + places > 63:
            raise ValueError(f"{len(keys)} keys of up to {int(keys.max())} and their places don't fit into 64 bits")
        self._places = np.uint64(places)
        self._place_mask = np.uint64((1 << places) - 1)
        bits = max(4, int(_ROOM * len(keys)).bit_length())
        self._down = np.uint64(64 - bits)
        self._slots: NDArray[np.uint64] = np.full(1 << bits, _EMPTY)
        self._sifted: NDArray[np.uint8] = np.zeros(1 << (_SIFT - 3), np.uint8)
        numbers = keys.astype(np.uint64)
        sifted = numbers * _FIRST >> _TO_SIFT
        np.bitwise_or.at(self._sifted, sifted >> np.uint64(3), _BITS[sifted & np.uint64(7)])
        self._fill(numbers << self._places | np.arange(len(keys), dtype=np.uint64))

    def find(self, keys: Ints) -> Found:
        """Return which of the keys are kept, and where; a negative one never is."""
        numbers = keys.view(np.uint64)
        hashes = numbers * _FIRST
        sifted = hashes >> _TO_SIFT
        bits = self._sifted.take((sifted >> np.uint64(3)).view(np.int64))
        bits >>= sifted.astype(np.uint8) & np.uint8(7)
        which = (bits & np.uint8(1)).view(bool).nonzero()[0]
        numbers = numbers.take(which)
        held = self._slots.take((hashes.take(which) >> self._down).view(np.int64))
        here = (held >> self._places) == numbers
        rest = (~here).nonzero()[0]
        numbers = numbers.take(rest)
        others = self._slots.take((numbers * _SECOND >> self._down).view(np.int64))
        held[rest] = others
        here[rest] = (others >> self._places) == numbers
        kept = here.nonzero()[0]
        return Found(which.take(kept), (held.take(kept) & self._place_mask).view(np.int64))

    def _fill(self, waiting: NDArray[np.uint64]) -> None:
        """Put each into its first slot; what stood there moves to its other one, until all have one."""
        slots = self._slot(waiting, _FIRST)
        for _ in range(_PATIENCE):
            if not len(waiting):
                return
            before = self._slots.take(slots)
            self._slots[slots] = waiting
            # Of those that are put into one slot at once the last stays, and moves out what stood there.
            stays = self._slots.take(slots) == waiting
            moved = stays & (before != _EMPTY)
            out = np.concatenate([waiting[~stays], before[moved]])
            left = np.concatenate([slots[~stays], slots[moved]])
            first = self._slot(out, _FIRST)
            waiting, slots = out, np.where(first == left, self._slot(out, _SECOND), first)
        raise ValueError(f"{len(waiting)} keys have no slot: too many are alike")

    def _slot(self, held: NDArray[np.uint64], factor: np.uint64) -> Ints:
        found: Ints = ((held >> self._places) * factor >> self._down).view(np.int64)
        return found

"""Which older texts each text is to be compared with, out of joins over the keys of the doors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from harmattan.ports import Shared
from harmattan.stages.lineages.boilerplate import Boilerplate, kept_words
from harmattan.stages.lineages.doors import Door, Words, keys_of
from harmattan.stages.lineages.packs import Prints
from harmattan.stages.lineages.prints import Grams

Candidates = Iterable[tuple[int, list[int]]]
"""Texts by number, each with older ones, the oldest first."""


def postings_of(
    prints: Prints, door: Door, posted: NDArray[np.bool_], learnt: Boilerplate, sample: int
) -> tuple[Grams, NDArray[np.int32]]:
    """Return the keys at a door of the texts that are posted, without boilerplate, and the number of the text of each."""
    keys, numbers = [np.empty(0, np.uint64)], [np.empty(0, np.int32)]
    for each, first in prints.packs():
        rows = np.repeat(np.arange(first, first + len(each)), np.diff(each.bounds))
        kept = posted[rows] & kept_words(each, learnt)
        found, at = keys_of(Words(each.codes[kept], each.marks[kept], rows[kept]), door, sample)
        keys.append(found)
        numbers.append(at.astype(np.int32))
    return np.concatenate(keys), np.concatenate(numbers)


def enough(shared: Shared, door: Door, sizes: NDArray[np.int64]) -> Shared:
    """Return the pairs that share enough keys of a door; `sizes` are the keys that each row has."""
    kept = door.enough(shared.keys, sizes[shared.younger], sizes[shared.older])
    return Shared(shared.younger[kept], shared.older[kept], shared.keys[kept])


def candidates(found: Sequence[Shared], by_rank: NDArray[np.int64], tried: int) -> Iterator[tuple[int, list[int]]]:
    """Yield texts and their candidates: those with which they share most keys over all doors, at most `tried` of them.

    Rows of `found` are places by age; `by_rank` gives the number of the text at each.
    """
    pairs = np.concatenate([np.empty(0, np.int64), *((each.younger << 32) | each.older for each in found)])
    keys = np.concatenate([np.empty(0, np.int64), *(each.keys for each in found)])
    if not len(pairs):
        return
    order = np.argsort(pairs, kind="stable")
    pairs = pairs[order]
    new = np.flatnonzero(np.concatenate([[True], pairs[1:] != pairs[:-1]]))
    pairs, keys = pairs[new], np.add.reduceat(keys[order], new)
    younger = pairs >> 32
    begins = np.flatnonzero(np.concatenate([[True], younger[1:] != younger[:-1]]))
    sizes = np.diff(begins, append=len(younger))
    # Only where there are too many it matters which share most.
    kept = np.ones(len(pairs), np.bool_)
    for begin, size in zip(begins[sizes > tried].tolist(), sizes[sizes > tried].tolist(), strict=True):
        most = np.argsort(-keys[begin : begin + size], kind="stable")
        kept[begin + most[tried:]] = False
    older, children = by_rank[pairs[kept] & 0xFFFFFFFF], by_rank[younger[begins]].tolist()
    ends = np.cumsum(np.minimum(sizes, tried))
    for child, begin, end in zip(children, (ends - np.minimum(sizes, tried)).tolist(), ends.tolist(), strict=True):
        yield child, older[begin:end].tolist()

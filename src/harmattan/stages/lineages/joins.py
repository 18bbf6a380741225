"""The join that the stage brings along: in arrays of the calling process."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from harmattan.ports import Shared


class ArrayJoin:
    """Joins by sorting arrays. Needs some 60 bytes for each posting while it runs."""

    def share(self, keys: NDArray[np.uint64], rows: NDArray[np.int32], *, anchors: int, least: int) -> Shared:
        """Return the pairs of rows that share keys; see ports.BulkJoin."""
        if not len(keys):
            empty = np.empty(0, np.int64)
            return Shared(empty, empty, empty)
        order = np.lexsort((rows, keys))
        keys, rows = keys[order], rows[order].astype(np.int64)
        begins = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
        sizes = np.diff(np.append(begins, len(keys)))
        rank = np.arange(len(keys)) - np.repeat(begins, sizes)
        first = np.repeat(begins, sizes)
        counted = np.empty(0, np.int64), np.empty(0, np.int64)
        width = int(rows.max()) + 1
        # One anchor after the other: every row above it in its key is paired with it, and pairs are summed as they come.
        for anchor in range(anchors):
            above = np.flatnonzero(rank > anchor)
            pairs = rows[above] * width + rows[first[above] + anchor]
            counted = _summed(counted, pairs)
        pairs, counts = counted
        enough = counts >= least
        return Shared(pairs[enough] // width, pairs[enough] % width, counts[enough])


def _summed(
    counted: tuple[NDArray[np.int64], NDArray[np.int64]], pairs: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    new, counts = np.unique(pairs, return_counts=True)
    all_pairs = np.concatenate([counted[0], new])
    all_counts = np.concatenate([counted[1], counts])
    unique, at = np.unique(all_pairs, return_inverse=True)
    return unique, np.bincount(at, all_counts, len(unique)).astype(np.int64)

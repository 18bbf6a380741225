"""Joins of keys in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator


class InlineKeyJoin:
    """Joins two columns of keys in the calling process, by a dictionary of the right one."""

    name = "inline"

    def meet(self, left: Iterable[tuple[int, str]], right: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
        """Yield (left number, right number) of all rows that share a key, each pair once, by left number as they come."""
        bearers: dict[str, dict[int, None]] = defaultdict(dict)
        for number, key in right:
            bearers[key][number] = None
        wanted: dict[int, dict[str, None]] = defaultdict(dict)
        for number, key in left:
            if key in bearers:
                wanted[number][key] = None
        for number, keys in wanted.items():
            met: dict[int, None] = {}
            for key in keys:
                met |= bearers[key]
            for other in met:
                yield number, other

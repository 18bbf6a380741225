"""Restorations on top of restorations: what a second look finds in a text that a first one has restored."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from harmattan.records.document import Block, Restoration


class Layered:
    """A text with restorations applied, and the way between its offsets and the text's."""

    def __init__(self, text: str, restorations: Sequence[Restoration]) -> None:
        pieces: list[str] = []
        at = length = 0
        self._below = text
        self._restorations = tuple(restorations)
        self._ends = [0]
        self._starts_inside: list[int] = []
        self._ends_inside: list[int] = []
        self._shifts = [0]
        for r in restorations:
            pieces += (text[at : r.start], r.restored)
            start = length + r.start - at
            length = start + len(r.restored)
            at = r.end
            self._starts_inside.append(start)
            self._ends_inside.append(length)
            self._ends.append(r.end)
            self._shifts.append(length - r.end)
        self.text = "".join((*pieces, text[at:]))

    def inward(self, block: Block) -> Block:
        """Return the block in offsets of the restored text; no restoration crosses its borders."""
        first, last = (self._shifts[bisect_right(self._ends, at) - 1] for at in (block.start, block.end))
        return Block(start=block.start + first, end=block.end + last, kind=block.kind)

    def outward(self, found: Sequence[Restoration]) -> tuple[Restoration, ...]:
        """Return the restorations of both layers as restorations of the text, in order.

        `found` are restorations of the restored text, in order. Where one touches what was restored before, both become one:
        it reads what the second layer makes of it, its rule names both, and it is as sure as the less sure of them.
        """
        groups: list[tuple[int, int, list[Restoration]]] = []
        for restoration in found:
            first = bisect_right(self._ends_inside, restoration.start)
            last = bisect_left(self._starts_inside, restoration.end)
            if groups and first < groups[-1][1]:
                groups[-1] = groups[-1][0], max(last, groups[-1][1]), [*groups[-1][2], restoration]
            else:
                groups.append((first, last, [restoration]))
        made: list[Restoration] = []
        at = 0
        for first, last, above in groups:
            made += (*self._restorations[at:first], self._joined(first, last, above))
            at = last
        return (*made, *self._restorations[at:])

    def outward_alone(self, found: Sequence[Restoration]) -> tuple[Restoration, ...]:
        """Return the restorations of the restored text alone as restorations of the text, those that touch none below."""
        moved: list[Restoration] = []
        for each in found:
            first, last = bisect_right(self._ends_inside, each.start), bisect_left(self._starts_inside, each.end)
            if first == last:
                start, end = each.start - self._shifts[first], each.end - self._shifts[first]
                moved.append(msgspec.structs.replace(each, start=start, end=end))
        return tuple(moved)

    def _joined(self, first: int, last: int, above: Sequence[Restoration]) -> Restoration:
        below = self._restorations[first:last]
        start, end = above[0].start, above[-1].end
        if below:
            start = min(start, self._starts_inside[first])
            end = max(end, self._ends_inside[last - 1])
        pieces: list[str] = []
        at = start
        for restoration in above:
            pieces += (self.text[at : restoration.start], restoration.restored)
            at = restoration.end
        pieces.append(self.text[at:end])
        outer_start, outer_end = start - self._shifts[first], end - self._shifts[last]
        both = (*below, *above)
        return Restoration(
            start=outer_start,
            end=outer_end,
            observed=self._below[outer_start:outer_end],
            restored="".join(pieces),
            confidence=min(restoration.confidence for restoration in both),
            rule="+".join(dict.fromkeys(part for restoration in both for part in restoration.rule.split("+"))),
        )

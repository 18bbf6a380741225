"""One text beside an older one: where their words run alike."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from harmattan.records.lineage import SharedSpan
from harmattan.stages.lineages.prints import GRAM, NAME, QUOTED, Codes, Grams, Print

WINDOW = 20
"""Words of a window: about a sentence."""
OFTEN = 3
"""Times that a name may stand in the parent for its places to count."""
Places = NDArray[np.int64]


class Side:
    """A print as one side of many pairs: what is costly to look up is looked up once."""

    def __init__(self, item: Print) -> None:
        self.print = item

    @cached_property
    def order(self) -> tuple[Grams, Places]:
        """The grams in rising order, each once, and where each stands first."""
        own = self.print.grams
        places = np.argsort(own, kind="stable")
        grams = own[places]
        if len(grams):
            new = np.append(True, grams[1:] != grams[:-1])
            grams, places = grams[new], places[new]
        return grams, places

    @cached_property
    def names(self) -> Places:
        """Where names and numbers stand."""
        return np.flatnonzero(self.print.marks & NAME)


def windows(flags: NDArray[np.bool_]) -> int:
    """Return in how many windows a flag is set."""
    whole = len(flags) // WINDOW * WINDOW
    return int(flags[:whole].reshape(-1, WINDOW).any(axis=1).sum()) + bool(flags[whole:].any())


class Pair:
    """A child and a parent that is older. `taken` are grams of the child that another parent has given already."""

    def __init__(self, child: Side, parent: Side, taken: NDArray[np.bool_] | None = None) -> None:
        self.child, self.parent, self.taken = child, parent, taken

    def without(self, taken: NDArray[np.bool_]) -> Pair:
        """Return the pair as it is without grams that another parent has given."""
        rest = Pair(self.child, self.parent, taken)
        rest.at = np.where(taken, -1, self.at)
        return rest

    @cached_property
    def at(self) -> Places:
        """For each gram of the child where it stands in the parent, -1 where it doesn't. A gram that stands at several
        places there is put beside the one that goes on from the gram before, else to the first."""
        grams, places = self.parent.order
        own = self.child.print.grams
        if not len(grams) or not len(own):
            return np.full(len(own), -1, np.int64)
        near = np.minimum(np.searchsorted(grams, own), len(grams) - 1)
        at = np.where(grams[near] == own, places[near], -1)
        if len(grams) < len(self.parent.print.grams):
            _go_on(at, own, self.parent.print.grams)
        return at

    @cached_property
    def hits(self) -> Places:
        """Which grams of the child stand in the parent."""
        return np.flatnonzero(self.at >= 0)

    @cached_property
    def theirs(self) -> Places:
        """Where in the parent they stand."""
        return self.at[self.hits]

    @cached_property
    def breaks(self) -> Places:
        """Behind which of them a run ends, all but the last."""
        return np.flatnonzero((self.hits[1:] - self.hits[:-1] != 1) | (self.theirs[1:] - self.theirs[:-1] != 1))

    @cached_property
    def touched(self) -> NDArray[np.bool_]:
        """Which grams of the parent they are."""
        touched = np.zeros(len(self.parent.print.grams), np.bool_)
        touched[self.theirs] = True
        return touched

    @cached_property
    def free(self) -> int:
        """How many grams of the child no other parent has given."""
        return len(self.at) - (0 if self.taken is None else int(self.taken.sum()))

    @cached_property
    def longest(self) -> int:
        """Words of the longest run that both have."""
        if not len(self.hits):
            return 0
        ends = np.concatenate([[-1], self.breaks, [len(self.hits) - 1]])
        return int((ends[1:] - ends[:-1]).max()) + GRAM - 1

    @cached_property
    def stretches(self) -> list[tuple[int, int, int, int]]:
        """Words [first, last) of the child beside words [begin, end) of the parent, runs of three words and more."""
        if not len(self.hits):
            return []
        firsts = np.concatenate([[0], self.breaks + 1])
        sizes = np.concatenate([self.breaks, [len(self.hits) - 1]]) - firsts + GRAM
        runs = zip(self.hits[firsts].tolist(), self.theirs[firsts].tolist(), sizes.tolist(), strict=True)
        found: list[tuple[int, int, int, int]] = []
        for here, there, size in runs:
            if found and here < found[-1][1]:
                # A run that begins inside the one before: its words beyond that are its own.
                skipped = found[-1][1] - here
                here, there, size = here + skipped, there + skipped, size - skipped
            if size > 0:
                found.append((here, here + size, there, there + size))
        return found

    @cached_property
    def anchors(self) -> Places:
        """Names and numbers that both have in one order: pairs (place in the child, place in the parent), rising in both."""
        mine, theirs = self.child.names, self.parent.names
        if not len(mine) or not len(theirs):
            return np.empty((0, 2), np.int64)
        return _in_order(self.child.print.codes[mine], self.parent.print.codes[theirs], mine, theirs)

    def quoted(self) -> float:
        """Return the share of the common grams that stand inside quotation marks in both."""
        if not len(self.hits):
            return 0.0
        both = self.child.print.marks[self.hits] & self.parent.print.marks[self.theirs] & QUOTED
        return np.count_nonzero(both) / len(both)


def _go_on(at: Places, own: Grams, theirs: Grams) -> None:
    """Put grams that the parent has more than once beside the place that goes on from the gram before."""
    last = len(theirs) - 1
    for here in (np.flatnonzero((at[1:] >= 0) & (at[:-1] >= 0) & (at[1:] != at[:-1] + 1)) + 1).tolist():
        while here < len(at) and 0 <= at[here - 1] < last and theirs[at[here - 1] + 1] == own[here]:
            if at[here] == at[here - 1] + 1:
                break
            at[here] = at[here - 1] + 1
            here += 1


def _in_order(mine: Codes, theirs: Codes, here: Places, there: Places) -> Places:
    """Return the longest rising sequence of equal codes; what the parent has often says nothing about order."""
    from bisect import bisect_left

    spots: dict[int, list[int]] = {}
    for place, code in enumerate(theirs.tolist()):
        spots.setdefault(code, []).append(place)
    tops: list[int] = []
    chain: list[tuple[int, int, int]] = []
    last: list[int] = []
    for place, code in enumerate(mine.tolist()):
        found = spots.get(code, ())
        # From the right, so that one place of the child takes one step at most.
        for other in reversed(found if len(found) <= OFTEN else ()):
            at = bisect_left(tops, other)
            before = last[at - 1] if at else -1
            chain.append((place, other, before))
            if at == len(tops):
                tops.append(other)
                last.append(len(chain) - 1)
            else:
                tops[at] = other
                last[at] = len(chain) - 1
    steps: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        place, other, at = chain[at]
        steps.append((int(here[place]), int(there[other])))
    return np.array(steps[::-1], np.int64).reshape(-1, 2)


def spans_of(pair: Pair, gap: int) -> tuple[SharedSpan, ...]:
    """Return the stretches of the child that stand in the parent, in the order of the child, as document offsets.

    Runs are joined across up to `gap` words that differ on either side: a swapped word, a dropped adjective.
    """
    return placed(pair, joined(pair.stretches, gap))


def joined(stretches: list[tuple[int, int, int, int]], gap: int) -> list[tuple[int, int, int, int]]:
    """Return stretches joined across up to `gap` words on either side."""
    found: list[tuple[int, int, int, int]] = []
    for run in stretches:
        if found:
            first, last, begin, finish = found[-1]
            if run[0] - last <= gap and 0 <= run[2] - finish <= gap:
                found[-1] = (first, run[1], begin, run[3])
                continue
        found.append(run)
    return found


def placed(pair: Pair, stretches: list[tuple[int, int, int, int]]) -> tuple[SharedSpan, ...]:
    """Return stretches of words as offsets in the two documents."""
    spans = []
    for first, last, begin, finish in stretches:
        start, end = pair.child.print.span(first, last)
        parent_start, parent_end = pair.parent.print.span(begin, finish)
        spans.append(SharedSpan(start=start, end=end, parent_start=parent_start, parent_end=parent_end))
    return tuple(spans)

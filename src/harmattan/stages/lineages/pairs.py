"""One text beside an older one: where their words run alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from harmattan.records.lineage import SharedSpan
from harmattan.stages.lineages.packs import Pack
from harmattan.stages.lineages.prints import GRAM, NAME, QUOTED, Codes, Grams, Print, grams_of

WINDOW = 20
"""Words of a window: about a sentence."""
AT_ONCE = 2_000_000
"""Grams of older texts that a child is laid beside at a time."""
BITS, LONG = 16, 4096
"""Bits of a gram by which a table finds it, and grams from which a text has too many of the same bits for a table."""
OFTEN = 3
"""Times that a name may stand in the parent for its places to count."""
Places = NDArray[np.int64]
Values = NDArray[np.float64]
Runs = list[tuple[int, int, int]]


class Side:
    """A text as one side of many pairs: what is costly to look up is looked up once."""

    def __init__(self, texts: Pack, number: int, grams: Grams, slots: Places) -> None:
        self._texts, self._number, self.grams, self.slots = texts, number, grams, slots
        first, last = int(texts.bounds[number]), int(texts.bounds[number + 1])
        self.words, self.marks = last - first, texts.marks[first:last]
        self.language, self.source = texts.languages[number], texts.sources[number]
        self.moment, self.credits = texts.moments[number], texts.credits[number]

    @cached_property
    def print(self) -> Print:
        """The text."""
        return self._texts[self._number]

    @property
    def spun(self) -> bool:
        """Whether its words were swapped."""
        return self._texts.spun[self._number]

    @property
    def digest(self) -> bytes:
        """The digest of its words."""
        return self._texts.digests[self._number]

    @cached_property
    def kinds(self) -> int:
        """How many different grams it has."""
        rising = np.sort(self.grams)
        return int(np.count_nonzero(rising[1:] != rising[:-1])) + bool(len(rising))

    @cached_property
    def names(self) -> Places:
        """Where names and numbers stand."""
        return np.flatnonzero(self.marks & NAME)


def sides_of(texts: Pack) -> list[Side]:
    """Return each text as a side of pairs."""
    grams, bounds = grams_of(texts.codes), texts.bounds.tolist()
    slots = (grams >> np.uint64(64 - BITS)).astype(np.int64)
    own = [slice(first, max(first, last - GRAM + 1)) for first, last in pairwise(bounds)]
    return [Side(texts, number, grams[each], slots[each]) for number, each in enumerate(own)]


class Table:
    """Finds grams of one text in others by their first bits. One table serves many texts, one after the other."""

    def __init__(self) -> None:
        self._places = np.zeros(1 << BITS, np.int32)

    def standing(self, child: Side, older: Sequence[Side]) -> NDArray[np.int32]:
        """Return for each older text (rows) and each gram of the child (columns) where it stands first in it, -1 where not."""
        own, sizes = child.grams, [len(side.grams) for side in older]
        if len(older) > 1 and sum(sizes) > AT_ONCE:
            half = len(older) // 2
            return np.concatenate([self.standing(child, older[:half]), self.standing(child, older[half:])])
        first = np.full(len(older) * len(own), -1, np.int32)
        if len(own) and sum(sizes):
            theirs = np.concatenate([side.grams for side in older])
            column, heads = self._found(child, theirs, np.concatenate([side.slots for side in older]))
            # From the last to the first, so that the first place stays.
            met = np.flatnonzero(own.take(column) == theirs)[::-1]
            begins = np.cumsum([0, *sizes[:-1]])
            rows = np.repeat(np.arange(len(older)), sizes).take(met)
            first[rows * len(own) + column.take(met)] = met - begins.take(rows)
            return first.reshape(len(older), len(own)).take(heads, axis=1)
        return first.reshape(len(older), len(own))

    def _found(self, child: Side, theirs: Grams, slots: Places) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return which gram of the child each of theirs is, where it is one, and for each of the child where it stands first."""
        own, places = child.grams, np.arange(len(child.grams))
        if len(own) > LONG:
            order = np.argsort(own, kind="stable")
            rising = own[order]
            at = np.minimum(np.searchsorted(rising, theirs), len(own) - 1)
            return order[at], order[np.searchsorted(rising, own)]
        self._places[child.slots[::-1]] = places[::-1]
        column, heads = self._places.take(slots), self._places.take(child.slots)
        # Left as it was: what is found by bits that no gram of the child has is then its first, which is told by its gram.
        self._places[child.slots] = 0
        for place in np.flatnonzero(own.take(heads) != own).tolist():
            # Two grams of the child have the same bits: the table knows the first alone.
            heads[place] = same = int(np.flatnonzero(own == own[place])[0])
            column[theirs == own[place]] = same
        return column, heads


class Pair:
    """A child and a parent that is older. `first` is where each gram of the child stands first in the parent, -1 where it
    doesn't; `taken` are grams of the child that another parent has given already."""

    def __init__(
        self,
        child: Side,
        parent: Side,
        first: NDArray[np.int32],
        taken: NDArray[np.bool_] | None = None,
    ) -> None:
        self.child, self.parent, self.first, self.taken = child, parent, first, taken

    @cached_property
    def at(self) -> NDArray[np.int32]:
        """For each gram of the child where it stands in the parent, -1 where it doesn't. A gram that stands at several
        places there is put beside the one that goes on from the gram before, else to the first."""
        at = self.first
        if self.parent.kinds < len(self.parent.grams):
            at = at.copy()
            _go_on(at, self.child.grams, self.parent.grams)
        return at if self.taken is None else np.where(self.taken, np.int32(-1), at)

    @cached_property
    def hits(self) -> Places:
        """Which grams of the child stand in the parent."""
        return np.flatnonzero(self.at >= 0)

    @cached_property
    def theirs(self) -> NDArray[np.int32]:
        """Where in the parent they stand."""
        return self.at[self.hits]

    @cached_property
    def free(self) -> int:
        """How many grams of the child no other parent has given."""
        return len(self.first) - (0 if self.taken is None else int(np.count_nonzero(self.taken)))

    @cached_property
    def runs(self) -> Runs:
        """Grams that both have one after the other."""
        return _runs_at(heads_of(self.hits, self.theirs), self.hits, self.theirs)

    @property
    def longest(self) -> int:
        """Words of the longest run that both have."""
        return max((grams for _, _, grams in self.runs), default=1 - GRAM) + GRAM - 1

    @cached_property
    def stretches(self) -> list[tuple[int, int, int, int]]:
        """Words [first, last) of the child beside words [begin, end) of the parent, runs of three words and more."""
        found: list[tuple[int, int, int, int]] = []
        until = 0
        for here, there, grams in self.runs:
            size = grams + GRAM - 1
            if here < until:
                # A run that begins inside the one before: its words beyond that are its own.
                skipped = until - here
                here, there, size = here + skipped, there + skipped, size - skipped
            if size > 0:
                until = here + size
                found.append((here, until, there, there + size))
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
        both = self.child.marks[self.hits] & self.parent.marks[self.theirs] & QUOTED
        return np.count_nonzero(both) / len(both)


class Pairs:
    """Many pairs, whose common grams are laid end to end, so that all are measured by a few operations on arrays.

    Arrays of grams have a row for each gram of a child that stands in its parent: `of` says of which pair, `mine` where it
    stands in the child, `theirs` where in the parent. Arrays of pairs have a row for each pair.
    """

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.pairs = pairs
        sizes = [len(pair.at) for pair in pairs]
        at = np.concatenate([pair.at for pair in pairs])
        begins = np.cumsum([0, *sizes[:-1]])
        where = np.flatnonzero(at >= 0)
        self.of = np.repeat(np.arange(len(pairs)), sizes).take(where)
        self.mine = where - begins.take(self.of)
        self.theirs = at.take(where)
        self.hits = np.bincount(self.of, minlength=len(pairs))
        """How many grams each child has from its parent."""

    def __len__(self) -> int:
        return len(self.pairs)

    def of_each(self, number: Callable[[Pair], float]) -> Values:
        """Return a number for each pair."""
        return np.fromiter(map(number, self.pairs), np.float64, len(self.pairs))

    @cached_property
    def free(self) -> Values:
        """How many grams of each child no other parent has given."""
        return self.of_each(lambda pair: pair.free)

    @cached_property
    def kinds(self) -> Values:
        """How many different grams each parent has."""
        return self.of_each(lambda pair: pair.parent.kinds)

    def counted(self, places: Places, sizes: Sequence[int]) -> Places:
        """Return for each pair how many different ones of these places, a row for each gram, it has; below its size."""
        begins = np.cumsum([0, *sizes])
        seen = np.zeros(begins[-1], np.bool_)
        seen[begins.take(self.of) + places] = True
        told = np.append(0, np.cumsum(seen))[begins]
        counted: Places = told[1:] - told[:-1]
        return counted

    @cached_property
    def heads(self) -> Places:
        """At which grams a run begins."""
        return heads_of(self.mine, self.theirs, self.of)

    @cached_property
    def longest(self) -> Values:
        """Words of the longest run of each pair."""
        longest = np.zeros(len(self.pairs))
        some = np.flatnonzero(self.hits)
        if len(some):
            grams = np.diff(self.heads, append=len(self.of))
            longest[some] = np.maximum.reduceat(grams, np.searchsorted(self.of[self.heads], some)) + GRAM - 1
        return longest

    def runs_of(self, number: int) -> Runs:
        """Return the runs of a pair: where each begins in the child and in the parent, and its grams."""
        runs, bounds = self._runs
        return runs[bounds[number] : bounds[number + 1]]

    @cached_property
    def _runs(self) -> tuple[Runs, list[int]]:
        bounds = np.searchsorted(self.of[self.heads], np.arange(len(self.pairs) + 1))
        return _runs_at(self.heads, self.mine, self.theirs), bounds.tolist()


def heads_of(mine: Places, theirs: NDArray[np.int32], of: Places | None = None) -> Places:
    """Return at which of some common grams a run begins; grams of one pair where `of` doesn't part them."""
    new = np.ones(len(mine), np.bool_)
    new[1:] = (mine[1:] - mine[:-1] != 1) | (theirs[1:] - theirs[:-1] != 1)
    if of is not None:
        new[1:] |= of[1:] != of[:-1]
    return np.flatnonzero(new)


def _runs_at(heads: Places, mine: Places, theirs: NDArray[np.int32]) -> Runs:
    ends = [*heads[1:].tolist(), len(mine)]
    begins = heads.tolist()
    return [
        (here, there, end - begin)
        for here, there, begin, end in zip(mine[heads].tolist(), theirs[heads].tolist(), begins, ends, strict=False)
    ]


def _go_on(at: NDArray[np.int32], own: Grams, theirs: Grams) -> None:
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


def joined(stretches: list[tuple[int, int, int, int]], gap: int) -> list[tuple[int, int, int, int]]:
    """Return stretches joined across up to `gap` words that differ on either side: a swapped word, a dropped adjective."""
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

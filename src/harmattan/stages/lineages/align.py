"""Where two texts run alike."""

from __future__ import annotations

from collections import defaultdict

from harmattan.records.lineage import SharedSpan
from harmattan.stages.lineages.prints import Print, Triple

MOST = 8
"""Places in the parent at which a triple is tried: one that stands at more says nothing about where it came from."""

Run = tuple[int, int, int, int]
"""Words [first, last) of the child beside words [first, last) of the parent."""


def align(child: Print, parent: Print, *, gap: int) -> tuple[SharedSpan, ...]:
    """Return the stretches of the child that stand in the parent, in the order of the child, as document offsets.

    Runs of three words and more are joined across up to `gap` words that differ on either side: a swapped word, a
    dropped adjective. A stretch stands where the longest run puts it.
    """
    spans = []
    for first, last, begin, finish in _join(_runs(child, parent), gap):
        start, end = child.span(first, last)
        parent_start, parent_end = parent.span(begin, finish)
        spans.append(SharedSpan(start=start, end=end, parent_start=parent_start, parent_end=parent_end))
    return tuple(spans)


def _runs(child: Print, parent: Print) -> list[Run]:
    if child.words == parent.words:
        return [(0, len(child.words), 0, len(parent.words))] if child.words else []
    spots: dict[Triple, list[int]] = defaultdict(list)
    for at, triple in enumerate(zip(parent.words, parent.words[1:], parent.words[2:], strict=False)):
        if len(spots[triple]) <= MOST:
            spots[triple].append(at)
    runs: list[Run] = []
    at = 0
    expected = 0
    while at + 3 <= len(child.words):
        places = spots.get((child.words[at], child.words[at + 1], child.words[at + 2]), [])
        if not places or len(places) > MOST:
            at += 1
            continue
        lengths = [(_length(child, parent, at, place), -abs(place - expected), place) for place in places]
        length, _, place = max(lengths)
        runs.append((at, at + length, place, place + length))
        at += length
        expected = place + length
    return runs


def _length(child: Print, parent: Print, at: int, place: int) -> int:
    most = min(len(child.words) - at, len(parent.words) - place)
    length = 3
    while length < most and child.words[at + length] == parent.words[place + length]:
        length += 1
    return length


def _join(runs: list[Run], gap: int) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        if joined:
            first, last, begin, finish = joined[-1]
            if run[0] - last <= gap and 0 <= run[2] - finish <= gap:
                joined[-1] = (first, run[1], begin, run[3])
                continue
        joined.append(run)
    return joined

"""What a later version of a text changed."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from harmattan.records.lineage import SharedSpan
from harmattan.stages.lineages.pairs import Pair, joined, placed
from harmattan.stages.lineages.prints import NAME

SHORT = 3
"""Words up to which a change is told word for word."""
MOST = 6
"""Changes that are told."""


def changes_of(pair: Pair) -> tuple[SharedSpan, ...]:
    """Return where names or numbers were put in the place of others, as spans of the child and of the parent."""
    runs = pair.stretches
    mine, theirs = pair.child.print.marks, pair.parent.print.marks
    found = []
    for before, after in itertools.pairwise(runs):
        here, there = (before[1], after[0]), (before[3], after[2])
        if 0 < here[1] - here[0] <= SHORT and 0 < there[1] - there[0] <= SHORT:
            if (mine[here[0] : here[1]] & NAME).any() or (theirs[there[0] : there[1]] & NAME).any():
                found.append((*here, *there))
    return placed(pair, found[:MOST])


def counts_of(pair: Pair, gap: int) -> str:
    """Return how much was added and cut, in words for people."""
    runs = joined(pair.stretches, gap)
    added = len(pair.child.print.codes) - sum(last - first for first, last, _, _ in runs)
    cut = len(pair.parent.print.codes) - sum(finish - begin for _, _, begin, finish in runs)
    return f"{max(0, added)} words added, {max(0, cut)} cut"


def told(changes: tuple[SharedSpan, ...], child: str | None, parent: str | None) -> str:
    """Return changes in words for people: the words themselves where the texts are at hand, else where they stand."""
    said = []
    for span in changes:
        if child is None or parent is None:
            said.append(f"{span.parent_start}–{span.parent_end} there reads otherwise at {span.start}–{span.end} here")
        else:
            before, after = parent[span.parent_start : span.parent_end], child[span.start : span.end]
            said.append(f"“{' '.join(before.split())}” became “{' '.join(after.split())}”")
    return ", ".join(said)


Texts = Mapping[str, str]
"""Texts of documents by id, as far as they are at hand."""

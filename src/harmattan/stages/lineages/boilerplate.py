"""What a source prints under everything: blocks that say nothing about where a text comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.stages.lineages.packs import Pack, Prints
from harmattan.stages.lineages.prints import OPENS, Grams, Print, digest_of, grams_of, mix

STORIES = 3
"""Unrelated texts of one source in which a block must stand."""
TRIED = 24
"""Holders of a block that are looked at, the earliest ones."""
SHORTEST = 3
"""Words that a block must have; a shorter one opens no pair."""
OWN = 0.5
"""What a text has beside repeated blocks, as a share of these, for it to be more than a version of another text."""
KIN = 0.1
"""Share of grams from which what two texts have beside their repeated blocks is one story."""

Boilerplate = Mapping[str, NDArray[np.uint64]]
"""Sorted hashes of the blocks, by source."""


def blocks_of(item: Print) -> tuple[Grams, NDArray[np.int64], NDArray[np.int64]]:
    """Return hash, first word and end of each block of a print that is not too short."""
    begins = np.flatnonzero(item.marks & OPENS)
    if not len(begins):
        return np.empty(0, np.uint64), begins, begins
    ends = np.append(begins[1:], len(item.codes))
    places = np.arange(len(item.codes)) - np.repeat(begins, ends - begins)
    hashes = np.add.reduceat(mix(item.codes.astype(np.uint64), places.astype(np.uint64)), begins)
    long = ends - begins >= SHORTEST
    return hashes[long], begins[long], ends[long]


def learn(prints: Prints, ranks: NDArray[np.int64], kept: Iterable[int]) -> Boilerplate:
    """Return the blocks that are boilerplate, by source: those that stand in several unrelated texts of it.

    `ranks` are the places of the prints by age, `kept` the numbers of those that count. Texts are unrelated where they share
    next to nothing beside blocks that the source repeats, and have enough beside them: what versions of one story share is no
    boilerplate. The result depends on the set of prints alone.
    """
    holders: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    wanted = set(kept)
    for held, first in prints.packs():
        # A text of one block has nothing of its own beside it.
        counted = np.concatenate([[0], np.cumsum((held.marks & OPENS) > 0)])
        several = np.flatnonzero(counted[held.bounds[1:]] - counted[held.bounds[:-1]] > 1)
        for place in several.tolist():
            source = held.sources[place]
            if source is not None and first + place in wanted:
                hashes, _, _ = blocks_of(held[place])
                by_block = holders[source]
                for block in set(hashes.tolist()):
                    by_block[block].append(first + place)
    learnt: dict[str, NDArray[np.uint64]] = {}
    for source, by_block in holders.items():
        repeated = {block: numbers for block, numbers in by_block.items() if len(numbers) >= STORIES}
        if repeated:
            known = np.array(sorted(repeated), np.uint64)
            found = [block for block, numbers in repeated.items() if _unrelated(prints, ranks, numbers, known)]
            if found:
                learnt[source] = np.array(sorted(found), np.uint64)
    return learnt


def _unrelated(prints: Prints, ranks: NDArray[np.int64], numbers: Sequence[int], repeated: NDArray[np.uint64]) -> bool:
    """Return whether enough texts that hold a block tell different stories."""
    stories: list[Grams] = []
    seen: set[bytes] = set()
    for number in sorted(numbers, key=lambda n: int(ranks[n]))[:TRIED]:
        item = prints[number]
        if item.digest in seen:
            continue
        seen.add(item.digest)
        within = _within(item, repeated)
        own = grams_of(item.codes[~within])
        if len(own) < OWN * within.sum() or not len(own):
            continue
        own = np.unique(own)
        if all(np.isin(own, told, assume_unique=True).sum() < KIN * min(len(own), len(told)) for told in stories):
            stories.append(own)
            if len(stories) >= STORIES:
                return True
    return False


def drop(item: Print, learnt: Boilerplate) -> Print:
    """Return the print without the boilerplate of its source."""
    known = None if item.source is None else learnt.get(item.source)
    return item if known is None else item.without(_within(item, known))


def stripped(held: Pack, learnt: Boilerplate) -> Pack:
    """Return a pack without the boilerplate of its sources."""
    if not any(source in learnt for source in held.sources):
        return held
    kept = kept_words(held, learnt)
    counted = np.concatenate([[0], np.cumsum(kept)])
    bounds, codes = counted[held.bounds], held.codes[kept]
    return msgspec.structs.replace(
        held,
        digests=[digest_of(codes[first:last]) for first, last in pairwise(bounds.tolist())],
        bounds=bounds,
        codes=codes,
        starts=held.starts[kept],
        lengths=held.lengths[kept],
        marks=held.marks[kept],
    )


def kept_words(held: Pack, learnt: Boilerplate) -> NDArray[np.bool_]:
    """Return which words of a pack are no boilerplate of their source."""
    kept = np.ones(len(held.codes), np.bool_)
    for number, source in enumerate(held.sources):
        known = None if source is None else learnt.get(source)
        if known is not None:
            kept[held.bounds[number] : held.bounds[number + 1]] = ~_within(held[number], known)
    return kept


def _within(item: Print, known: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return which words stand in a block of these hashes."""
    within = np.zeros(len(item.codes), np.bool_)
    hashes, begins, ends = blocks_of(item)
    for at in np.flatnonzero(np.isin(hashes, known)):
        within[begins[at] : ends[at]] = True
    return within

"""Prints by the million: columns instead of objects, so that they fit in memory and travel between processes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from sys import intern
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.stages.lineages.prints import Codes, Print, Starts


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """Prints as columns. Words of print n stand at [bounds[n], bounds[n + 1]) of the four columns of words."""

    ids: list[str]
    external_ids: list[str | None]
    sources: list[str | None]
    languages: list[str | None]
    moments: list[str]
    credits: list[tuple[str, ...]]
    spun: list[bool]
    digests: list[bytes]
    bounds: NDArray[np.int64]
    codes: Codes
    starts: Starts
    lengths: NDArray[np.uint8]
    marks: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, number: int) -> Print:
        first, last = int(self.bounds[number]), int(self.bounds[number + 1])
        return Print(
            id=self.ids[number],
            external_id=self.external_ids[number],
            source=self.sources[number],
            language=self.languages[number],
            moment=self.moments[number],
            credits=self.credits[number],
            spun=self.spun[number],
            digest=self.digests[number],
            codes=self.codes[first:last],
            starts=self.starts[first:last],
            lengths=self.lengths[first:last],
            marks=self.marks[first:last],
        )


def pack(prints: Sequence[Print]) -> Pack:
    """Return prints as columns."""
    return Pack(
        ids=[item.id for item in prints],
        external_ids=[item.external_id for item in prints],
        sources=[item.source for item in prints],
        languages=[item.language for item in prints],
        moments=[item.moment for item in prints],
        credits=[item.credits for item in prints],
        spun=[item.spun for item in prints],
        digests=[item.digest for item in prints],
        bounds=np.cumsum([0, *(len(item.codes) for item in prints)]),
        codes=np.concatenate([np.empty(0, np.uint32), *(item.codes for item in prints)]),
        starts=np.concatenate([np.empty(0, np.uint16), *(item.starts for item in prints)]),
        lengths=np.concatenate([np.empty(0, np.uint8), *(item.lengths for item in prints)]),
        marks=np.concatenate([np.empty(0, np.uint8), *(item.marks for item in prints)]),
    )


def joined_packs(packs: Sequence[Pack]) -> Pack:
    """Return packs as one."""
    if len(packs) == 1:
        return packs[0]
    sizes = [np.diff(each.bounds) for each in packs]
    return Pack(
        ids=[value for each in packs for value in each.ids],
        external_ids=[value for each in packs for value in each.external_ids],
        sources=[value for each in packs for value in each.sources],
        languages=[value for each in packs for value in each.languages],
        moments=[value for each in packs for value in each.moments],
        credits=[value for each in packs for value in each.credits],
        spun=[value for each in packs for value in each.spun],
        digests=[value for each in packs for value in each.digests],
        bounds=np.cumsum(np.concatenate([[0], *sizes])),
        codes=np.concatenate([np.empty(0, np.uint32), *(each.codes for each in packs)]),
        starts=np.concatenate([np.empty(0, np.uint16), *(each.starts for each in packs)]),
        lengths=np.concatenate([np.empty(0, np.uint8), *(each.lengths for each in packs)]),
        marks=np.concatenate([np.empty(0, np.uint8), *(each.marks for each in packs)]),
    )


_WORDS = np.empty(0, np.uint32), np.empty(0, np.uint16), np.empty(0, np.uint8), np.empty(0, np.uint8)
"""Codes, starts, lengths and marks of no words."""


class Prints:
    """Prints by number, in the order in which they came. Columns are kept as they are handed over."""

    def __init__(self, packs: Iterable[Pack] = ()) -> None:
        self._packs: list[Pack] = []
        self._firsts: list[int] = []
        self._count = 0
        self._ranks: NDArray[np.int64] | None = None
        for each in packs:
            self.append(each)

    def append(self, added: Pack) -> None:
        """Add prints; they bear the next numbers."""
        if len(added):
            self._packs.append(_shared(added))
            self._firsts.append(self._count)
            self._count += len(added)
            self._ranks = None

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> Print:
        held, first = self.holding(number)
        return held[number - first]

    def pack(self, numbers: Sequence[int]) -> Pack:
        """Return some prints as one pack."""
        rows = [(held, number - first) for number in numbers for held, first in (self.holding(number),)]
        bounds = [held.bounds[at : at + 2].tolist() for held, at in rows]
        words: list[list[Any]] = [[empty] for empty in _WORDS]
        for (held, _), (first, last) in zip(rows, bounds, strict=True):
            words[0].append(held.codes[first:last])
            words[1].append(held.starts[first:last])
            words[2].append(held.lengths[first:last])
            words[3].append(held.marks[first:last])
        codes, starts, lengths, marks = map(np.concatenate, words)
        return Pack(
            ids=[held.ids[at] for held, at in rows],
            external_ids=[held.external_ids[at] for held, at in rows],
            sources=[held.sources[at] for held, at in rows],
            languages=[held.languages[at] for held, at in rows],
            moments=[held.moments[at] for held, at in rows],
            credits=[held.credits[at] for held, at in rows],
            spun=[held.spun[at] for held, at in rows],
            digests=[held.digests[at] for held, at in rows],
            bounds=np.cumsum([0, *(last - first for first, last in bounds)]),
            codes=codes,
            starts=starts,
            lengths=lengths,
            marks=marks,
        )

    def named(self, number: int) -> tuple[str, str | None]:
        """Return the id of a document, and the one that the input gave it."""
        held, first = self.holding(number)
        return held.ids[number - first], held.external_ids[number - first]

    def source(self, number: int) -> str | None:
        """Return who published a print."""
        held, first = self.holding(number)
        return held.sources[number - first]

    def age(self, number: int) -> tuple[str, int, str]:
        """Return what origins are chosen by: the earliest, then the longer, then the lesser id."""
        held, first = self.holding(number)
        at = number - first
        return held.moments[at], int(held.bounds[at] - held.bounds[at + 1]), held.ids[at]

    def digest(self, number: int) -> bytes:
        """Return the digest of a print, with whatever boilerplate it has."""
        held, first = self.holding(number)
        return held.digests[number - first]

    def words(self, number: int) -> int:
        """Return how many words a print has."""
        held, first = self.holding(number)
        return int(held.bounds[number - first + 1] - held.bounds[number - first])

    def holding(self, number: int) -> tuple[Pack, int]:
        """Return the pack that holds a print, and the number of its first one."""
        at = bisect_right(self._firsts, number) - 1
        return self._packs[at], self._firsts[at]

    def packs(self) -> Iterator[tuple[Pack, int]]:
        """Yield each pack and the number of its first print."""
        yield from zip(self._packs, self._firsts, strict=True)

    def ranks(self) -> NDArray[np.int64]:
        """Return the place of each print by age, the oldest at 0: earlier first, then longer, then the lesser id."""
        if self._ranks is None:
            self._ranks = self._ranked()
        return self._ranks

    def _ranked(self) -> NDArray[np.int64]:
        if not self._count:
            return np.empty(0, np.int64)
        ids = np.concatenate([np.asarray(each.ids) for each in self._packs])
        moments = np.concatenate([np.asarray(each.moments) for each in self._packs])
        sizes = np.concatenate([np.diff(each.bounds) for each in self._packs])
        ranks = np.empty(self._count, np.int64)
        ranks[np.lexsort((ids, -sizes, moments))] = np.arange(self._count)
        return ranks


def _shared(added: Pack) -> Pack:
    """Return the pack with one object for each text that comes again and again."""

    def once(texts: list[str | None]) -> list[str | None]:
        return [None if text is None else intern(text) for text in texts]

    return msgspec.structs.replace(added, sources=once(added.sources), languages=once(added.languages))

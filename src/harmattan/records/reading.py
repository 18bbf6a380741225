"""The restored reading of a document and the map between its offsets and the verbatim text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from harmattan.records.document import Block, Document, Restoration


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A document's text with restorations applied. Every stage reads this and cites the verbatim text."""

    text: str
    blocks: tuple[Block, ...]
    """The document's blocks in offsets of this reading."""
    restorations: tuple[Restoration, ...]
    starts: tuple[int, ...]
    """Where each restoration begins in this reading."""
    ends: tuple[int, ...]
    """Where each restoration ends in this reading."""

    def to_document(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of `Document.text` that reads text[start:end]; a touched restoration is taken whole."""
        if not self.restorations:
            return start, max(start, end)
        return self._left(start), self._right(end, start)

    def from_document(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of this reading that stands for Document.text[start:end]; a touched restoration is taken whole."""
        if not self.restorations:
            return start, max(start, end)
        first = bisect_right([r.end for r in self.restorations], start)
        shift = self._shift(first)
        begin = start + shift
        if first < len(self.restorations) and self.restorations[first].start < start:
            begin = self.starts[first]
        last = bisect_left([r.start for r in self.restorations], end)
        finish = end + self._shift(last)
        if last and self.restorations[last - 1].end > end:
            finish = self.ends[last - 1]
        return begin, max(begin, finish)

    def _shift(self, count: int) -> int:
        return 0 if count == 0 else self.ends[count - 1] - self.restorations[count - 1].end

    def _left(self, offset: int) -> int:
        index = bisect_right(self.ends, offset)
        if index < len(self.starts) and self.starts[index] <= offset:
            return self.restorations[index].start
        return offset - self._shift(index)

    def _right(self, offset: int, start: int) -> int:
        if offset <= start:
            return self._left(start)
        index = bisect_left(self.starts, offset)
        if index and self.ends[index - 1] >= offset:
            return self.restorations[index - 1].end
        return offset - self._shift(index)


@lru_cache(maxsize=64)
def reading_of(document: Document) -> Reading:
    """Return the restored reading of a document and its map of offsets.

    Raises ValueError where restorations overlap or do not stand in the text: such a document was never valid.
    """
    return _of(document, document.damage.restorations)


@lru_cache(maxsize=64)
def likely_reading_of(document: Document) -> Reading:
    """Return the restored reading with what is doubtful put in too (`Damage.doubtful`): what claims are read from.

    It is the restored reading where nothing is doubtful. Raises ValueError as `reading_of` does.
    """
    damage = document.damage
    return _of(document, (*damage.restorations, *damage.doubtful)) if damage.doubtful else reading_of(document)


def reading_with(text: str, restorations: Iterable[Restoration], blocks: tuple[Block, ...] = ()) -> Reading:
    """Return the reading of a text with some restorations, in any order.

    Raises ValueError where they overlap or do not stand in the text.
    """
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    restorations = tuple(sorted(restorations, key=lambda r: r.start))
    at = length = 0
    for item in restorations:
        if item.start < at or text[item.start : item.end] != item.observed:
            raise ValueError(f"restoration at {item.start} does not fit its text")
        kept = text[at : item.start]
        pieces += (kept, item.restored)
        starts.append(length + len(kept))
        length += len(kept) + len(item.restored)
        ends.append(length)
        at = item.end
    pieces.append(text[at:])
    bare = Reading(text="".join(pieces), blocks=(), restorations=restorations, starts=tuple(starts), ends=tuple(ends))
    if not restorations:
        return msgspec.structs.replace(bare, blocks=blocks)
    moved = []
    for block in blocks:
        start, end = bare.from_document(block.start, block.end)
        lead_in = None if block.lead_in is None else bare.from_document(*block.lead_in)
        moved.append(Block(start=start, end=end, kind=block.kind, lead_in=lead_in))
    return msgspec.structs.replace(bare, blocks=tuple(moved))


def _of(document: Document, restorations: Iterable[Restoration]) -> Reading:
    try:
        return reading_with(document.text, restorations, document.blocks)
    except ValueError as error:
        raise ValueError(f"{error}: document {document.id}") from error

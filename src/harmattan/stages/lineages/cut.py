"""Documents to prints, many at a time: text is cut into words and words are hashed by arrays over all of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from harmattan.records.document import Document
from harmattan.records.reading import Reading, reading_of
from harmattan.stages.lineages.letters import PLANE, Flags, letters
from harmattan.stages.lineages.packs import Pack, joined_packs
from harmattan.stages.lineages.prints import NAME, OPENS, QUOTED, SPUN, UNKNOWN, Codes, Grams, Print, digest_of

CHARACTERS = 100_000
"""Text that is cut at a time: enough to pay for the calls, little enough to stay near the processor. With twice as much a
quarter of the time goes to the system, which is asked for the room of every step anew."""
CAPITALS = 0.6
"""Share of capitals from which a text is set in capitals, so that they mark no names."""
_QUOTE = re.compile(r"\"(?=\S)[^\"“”]{8,2000}+\"|“[^“”]{8,2000}+”|«[^«»]{8,2000}+»")
_QUOTES = '"“«'
_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_SHIFT = np.uint64(32)
_POWERS = 256
Places = NDArray[np.int64]


class _Text(NamedTuple):
    """Readings one after the other, with a character between two."""

    points: NDArray[np.uint16]
    inside: Flags
    opening: Flags
    offsets: Places
    """Where each reading begins."""


def print_of(document: Document) -> Print:
    """Return the print of a document: of the words in its blocks, of all where it has none."""
    return pack_documents([document])[0]


def pack_documents(documents: Sequence[Document]) -> Pack:
    """Return the prints of documents as columns: work for an executor."""
    return joined_packs([_packed(part) for part in batches(documents, CHARACTERS)])


def batches(documents: Iterable[Document], characters: int) -> Iterator[tuple[Document, ...]]:
    """Yield documents in parts of some length: a few long ones are as much work as many short ones."""
    held: list[Document] = []
    weight = 0
    for document in documents:
        held.append(document)
        weight += len(document.text) + 500
        if weight >= characters:
            yield tuple(held)
            held, weight = [], 0
    if held:
        yield tuple(held)


def _packed(documents: Sequence[Document]) -> Pack:
    readings = [reading_of(document) for document in documents]
    text = _laid(readings)
    begins, lengths = _words(text)
    codes = _codes(text, begins, lengths)
    bounds = np.searchsorted(begins, np.append(text.offsets, len(text.points) + 1))
    marks = _marks(text, readings, begins, bounds)
    starts = begins - np.repeat(text.offsets, np.diff(bounds))
    for number, reading in enumerate(readings):
        if reading.restorations:
            own = slice(bounds[number], bounds[number + 1])
            starts[own], lengths[own] = _placed(reading, starts[own], lengths[own])
    return Pack(
        ids=[document.id for document in documents],
        external_ids=[document.external_id for document in documents],
        sources=[source_of(document) for document in documents],
        languages=[document.language for document in documents],
        moments=[moment_of(document.published) for document in documents],
        credits=[document.credits for document in documents],
        spun=[document.damage.kind in SPUN for document in documents],
        digests=[digest_of(codes[first:last]) for first, last in itertools.pairwise(bounds)],
        bounds=bounds,
        codes=codes,
        starts=starts.astype(np.uint16) if starts.max(initial=0) <= 0xFFFF else starts.astype(np.uint32),
        lengths=np.minimum(lengths, 0xFF).astype(np.uint8),
        marks=marks,
    )


def _laid(readings: Sequence[Reading]) -> _Text:
    raw = np.frombuffer("\n".join(reading.text for reading in readings).encode("utf-32-le", "surrogatepass"), np.uint32)
    points = np.minimum(raw, PLANE - 1).astype(np.uint16)
    sizes = [len(reading.text) + 1 for reading in readings]
    offsets = np.cumsum([0, *sizes[:-1]])
    inside = letters().inside.take(points)
    opening = np.zeros(len(points) + 1, np.bool_)
    opening[offsets] = True
    covered = np.zeros(len(points), np.bool_)
    for reading, offset, size in zip(readings, offsets.tolist(), sizes, strict=True):
        if not reading.blocks:
            covered[offset : offset + size] = True
        for block in reading.blocks:
            covered[offset + block.start : offset + block.end] = True
            opening[offset + block.start] = True
    inside &= covered
    return _Text(points, inside, opening[:-1], offsets)


def _words(text: _Text) -> tuple[Places, Places]:
    """Return where words begin, and their lengths."""
    inside, points = text.inside, text.points
    cut = text.opening.copy()
    if len(points) and points.max() >= 0x3040:
        alone = letters().alone.take(points)
        cut |= alone
        cut[1:] |= alone[:-1]
    follows = inside.copy()
    follows[1:] &= inside[:-1]
    follows[:1] = False
    begins = inside & (~follows | cut)
    ends = np.append(~inside[1:] | cut[1:], True)[: len(inside)] & inside
    first = np.flatnonzero(begins)
    return first, np.flatnonzero(ends) + 1 - first


def _codes(text: _Text, begins: Places, lengths: Places) -> Codes:
    """Return the code of each word: a hash of its characters, in lower case and without accents, and of their places."""
    if not len(begins):
        return np.empty(0, np.uint32)
    characters = _characters().take(text.points.take(np.flatnonzero(text.inside)))
    heads = np.cumsum(lengths) - lengths
    within = np.arange(len(characters), dtype=np.int32)
    within -= np.repeat(heads.astype(np.int32), lengths)
    if int(lengths.max()) > _POWERS:
        within %= _POWERS
    characters *= _powers().take(within)
    hashes = np.add.reduceat(characters, heads)
    hashes ^= hashes >> _SHIFT
    return ((hashes * _SECOND) >> _SHIFT).astype(np.uint32)


@cache
def _characters() -> Grams:
    return letters().folded.astype(np.uint64) + _FIRST


@cache
def _powers() -> Grams:
    powers = np.full(_POWERS, 0xFF51AFD7ED558CCD, np.uint64)
    powers[0] = 1
    return np.cumprod(powers, dtype=np.uint64)


def _marks(text: _Text, readings: Sequence[Reading], begins: Places, bounds: Places) -> NDArray[np.uint8]:
    marks = np.zeros(len(begins), np.uint8)
    if not len(begins):
        return marks
    known, points = letters(), text.points
    opens = np.searchsorted(begins, np.flatnonzero(text.opening))
    marks[opens[opens < len(marks)]] = OPENS
    first = points.take(begins)
    # A capital that opens no sentence: before it stand one space and what ends none.
    capital = np.flatnonzero(known.capital.take(first) & (marks == 0) & (begins > 1))
    spaced = known.space[points[begins[capital] - 1]] & ~known.closing[points[begins[capital] - 2]]
    capital = capital[spaced]
    counted = np.diff(np.searchsorted(capital, bounds))
    loud = np.flatnonzero(counted > CAPITALS * np.diff(bounds))
    for number in loud.tolist():
        capital = capital[(capital < bounds[number]) | (capital >= bounds[number + 1])]
    quotes: list[int] = []
    for reading, offset in zip(readings, text.offsets.tolist(), strict=True):
        if any(mark in reading.text for mark in _QUOTES):
            quotes += (place + offset for found in _QUOTE.finditer(reading.text) for place in found.span())
    for start, end in np.searchsorted(begins, quotes).reshape(-1, 2).tolist():
        marks[start:end] |= QUOTED
    marks[known.digit.take(first)] |= NAME
    marks[capital] |= NAME
    return marks


def _placed(reading: Reading, begins: Places, lengths: Places) -> tuple[Places, Places]:
    """Return where words of a restored reading stand in the verbatim text; a restoration is taken whole."""
    ends = begins + lengths
    starts, finishes = np.asarray(reading.starts), np.asarray(reading.ends)
    shown = np.array([each.start for each in reading.restorations])
    until = np.array([each.end for each in reading.restorations])
    shift = np.concatenate([[0], finishes - until])
    at = np.searchsorted(finishes, begins, side="right")
    near = np.minimum(at, len(starts) - 1)
    first = np.where((at < len(starts)) & (starts[near] <= begins), shown[near], begins - shift[at])
    at = np.searchsorted(starts, ends, side="left")
    near = np.maximum(at - 1, 0)
    last = np.where((at > 0) & (finishes[near] >= ends), until[near], ends - shift[at])
    return first, last - first


def source_of(document: Document) -> str | None:
    """Return who published a document: its source, else the host of its address."""
    if document.source is not None:
        return document.source
    return None if document.url is None else urlsplit(document.url).hostname


def moment_of(published: str | None) -> str:
    """Return a moment that sorts, in UTC; `~` where the text is no date."""
    if published is None:
        return UNKNOWN
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return UNKNOWN
    return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None).isoformat()

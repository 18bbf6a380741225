"""What a document is compared by: the words of its restored reading as numbers, with where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from urllib.parse import urlsplit

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.lexicons.normal import bare, normalise
from harmattan.records.document import Document
from harmattan.records.reading import Reading, reading_of

Codes = NDArray[np.uint32]
Grams = NDArray[np.uint64]

NAME, QUOTED, OPENS = 1, 2, 4
"""Marks of a word: a name or a number, inside quotation marks, the first of its block."""
GRAM = 3
"""Words in a row that make a gram."""
UNKNOWN = "~"
SPUN = ("spun", "mixed")
_LONGEST = 200
_WORD = re.compile(rf"[^\W_]{{1,{_LONGEST}}}")
# A capital that opens no sentence: before it stand a space and what ends none. Scripts without capitals have numbers alone.
_NAME = re.compile(r"(?<=[^\s.!?…:\"“”«»][ \n])[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁЄІЇҐ]|(?<![^\W_])\d")
_QUOTE = re.compile(r"\"(?=\S)[^\"“”]{8,2000}?\"|“[^“”]{8,2000}”|«[^«»]{8,2000}»")
_CAPITALS = 0.6
"""Share of capitals from which a text is set in capitals, so that they mark no names."""
_MEMORY = 1 << 19
_FIRST = np.uint64(0x9E3779B97F4A7C15)
_SECOND = np.uint64(0xC2B2AE3D27D4EB4F)
_THIRD = np.uint64(0xFF51AFD7ED558CCD)
_SHIFT = np.uint64(32)


class Print(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A document's words in order. Arrays are of one length, a row for each word inside a block.

    `codes` are hashes of the words in lower case and without accents, after restoration; `starts` and `lengths` say where each
    stands in `Document.text`; `marks` are bits. `digest` is that of the codes: two texts of the same words have one.
    """

    id: str
    external_id: str | None
    source: str | None
    language: str | None
    moment: str
    """When it was published, so that earlier sorts before later; what is not known sorts last."""
    credits: tuple[str, ...]
    spun: bool
    digest: bytes
    codes: Codes
    starts: NDArray[np.uint32]
    lengths: NDArray[np.uint16]
    marks: NDArray[np.uint8]

    @property
    def age(self) -> tuple[str, int, str]:
        """What origins are chosen by: the earliest, then the longer, then the lesser id."""
        return self.moment, -len(self.codes), self.id

    @cached_property
    def grams(self) -> Grams:
        """Every three words in a row, in order, as hashes."""
        return grams_of(self.codes)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets in Document.text of words [first, last)."""
        return int(self.starts[first]), int(self.starts[last - 1]) + int(self.lengths[last - 1])

    def without(self, dropped: NDArray[np.bool_]) -> Print:
        """Return the print without some words."""
        if not dropped.any():
            return self
        kept = ~dropped
        codes = self.codes[kept]
        return msgspec.structs.replace(
            self,
            digest=digest_of(codes),
            codes=codes,
            starts=self.starts[kept],
            lengths=self.lengths[kept],
            marks=self.marks[kept],
        )


class _Memory(dict[str, int]):
    """Codes of words. Emptied once it is full: a flood of words that never come again costs no memory."""

    def __missing__(self, word: str) -> int:
        if len(self) > _MEMORY:
            self.clear()
        code = int.from_bytes(blake2b(bare(word).encode("utf-8", "replace"), digest_size=4).digest(), "little")
        self[word] = code
        return code


_codes = _Memory()


def print_of(document: Document) -> Print:
    """Return the print of a document: of the words in its blocks, of all where it has none."""
    reading = reading_of(document)
    text = reading.text
    lower = normalise(text)
    stretches = sorted((block.start, block.end) for block in reading.blocks) or [(0, len(text))]
    found = [list(_WORD.finditer(lower, start, end)) for start, end in stretches]
    matches = list(chain.from_iterable(found))
    words = [match.group() for match in matches]
    codes = np.fromiter(map(_codes.__getitem__, words), np.uint32, len(words))
    starts = np.fromiter((match.start() for match in matches), np.uint32, len(words))
    lengths = np.fromiter(map(len, words), np.uint16, len(words))
    marks = _marks(text, starts, [len(part) for part in found])
    if reading.restorations:
        starts, lengths = _placed(reading, starts, lengths)
    return Print(
        id=document.id,
        external_id=document.external_id,
        source=source_of(document),
        language=document.language,
        moment=moment_of(document.published),
        credits=document.credits,
        spun=document.damage.kind in SPUN,
        digest=digest_of(codes),
        codes=codes,
        starts=starts,
        lengths=lengths,
        marks=marks,
    )


def prints_of(documents: Iterable[Document]) -> list[Print]:
    """Return the prints of documents, in order: work for an executor."""
    return [print_of(document) for document in documents]


def _marks(text: str, starts: NDArray[np.uint32], counts: list[int]) -> NDArray[np.uint8]:
    marks = np.zeros(len(starts), np.uint8)
    if not len(starts):
        return marks
    begins = np.cumsum([0, *counts[:-1]])
    marks[begins[np.asarray(counts) > 0]] |= OPENS
    sample = text[:4000]
    capitals = sum(map(str.isupper, sample))
    shouted = capitals > _CAPITALS * max(1, capitals + sum(map(str.islower, sample)))
    names = [found.start() for found in _NAME.finditer(text) if not shouted or found.group().isdigit()]
    if names:
        at = np.searchsorted(starts, names)
        inside = at < len(starts)
        at = at[inside]
        marks[at[starts[at] == np.asarray(names)[inside]]] |= NAME
    for found in _QUOTE.finditer(text):
        first, last = np.searchsorted(starts, found.span())
        marks[first:last] |= QUOTED
    return marks


def _placed(
    reading: Reading, starts: NDArray[np.uint32], lengths: NDArray[np.uint16]
) -> tuple[NDArray[np.uint32], NDArray[np.uint16]]:
    """Return where words of a restored reading stand in the verbatim text; a restoration is taken whole."""
    spans = [
        reading.to_document(start, start + length)
        for start, length in zip(starts.tolist(), lengths.tolist(), strict=True)
    ]
    begins = np.fromiter((start for start, _ in spans), np.uint32, len(spans))
    return begins, np.fromiter((min(end - start, 0xFFFF) for start, end in spans), np.uint16, len(spans))


def digest_of(codes: Codes) -> bytes:
    """Return the digest of words in order."""
    return blake2b(codes.tobytes(), digest_size=12).digest()


def grams_of(codes: Codes) -> Grams:
    """Return the hash of every three codes in a row; none of fewer than three."""
    if len(codes) < GRAM:
        return np.empty(0, np.uint64)
    wide = codes.astype(np.uint64)
    mixed = (wide[:-2] * _FIRST) ^ ((wide[1:-1] + _SECOND) * _SECOND)
    mixed ^= mixed >> _SHIFT
    mixed = (mixed + wide[2:]) * _THIRD
    mixed ^= mixed >> _SHIFT
    return mixed * _FIRST


def mix(codes: Grams, more: Grams) -> Grams:
    """Return the hash of two hashes, in this order."""
    mixed = (codes * _FIRST) ^ ((more + _SECOND) * _SECOND)
    mixed ^= mixed >> _SHIFT
    return mixed * _THIRD


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

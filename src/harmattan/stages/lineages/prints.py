"""What a document is compared by: the words of its restored reading as numbers, with where each stands."""

from __future__ import annotations

from functools import cached_property
from hashlib import blake2b

import msgspec
import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Grams = NDArray[np.uint64]
Starts = NDArray[np.uint16] | NDArray[np.uint32]
"""Offsets in texts, the narrower where all texts beside each other are shorter than 65,536 characters."""

NAME, QUOTED, OPENS = 1, 2, 4
"""Marks of a word: a name or a number, inside quotation marks, the first of its block."""
GRAM = 3
"""Words in a row that make a gram."""
UNKNOWN = "~"
SPUN = ("spun", "mixed")
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
    starts: Starts
    lengths: NDArray[np.uint8]
    marks: NDArray[np.uint8]

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


def digest_of(codes: Codes) -> bytes:
    """Return the digest of words in order."""
    return blake2b(codes.tobytes(), digest_size=12).digest()


def grams_of(codes: Codes) -> Grams:
    """Return the hash of every three codes in a row; none of fewer than three."""
    if len(codes) < GRAM:
        return np.empty(0, np.uint64)
    wide = codes.astype(np.uint64)
    mixed, other = wide[:-2] * _FIRST, wide[1:-1] + _SECOND
    # In place: for long texts room costs more than the sums.
    other *= _SECOND
    mixed ^= other
    mixed ^= np.right_shift(mixed, _SHIFT, out=other)
    mixed += wide[2:]
    mixed *= _THIRD
    mixed ^= np.right_shift(mixed, _SHIFT, out=other)
    mixed *= _FIRST
    return mixed


def mix(codes: Grams, more: Grams) -> Grams:
    """Return the hash of two hashes, in this order."""
    mixed = (codes * _FIRST) ^ ((more + _SECOND) * _SECOND)
    mixed ^= mixed >> _SHIFT
    return mixed * _THIRD

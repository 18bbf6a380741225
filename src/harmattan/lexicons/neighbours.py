"""What a word may have been put in for by a thesaurus spinner: WordNet's neighbours, walked backwards."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

_DATA = Path(__file__).parent / "data" / "neighbours"
TWICE = 1 << 6
"""The bit of what was put in by two steps, from synonym to synonym."""
STEPS = 32
"""A share of cases is kept as so many steps of its log10."""


class _Packed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    observed: str
    """Words, one a line."""
    meant: str
    names: str
    counts: bytes
    """How many meant words each observed word has, two bytes each."""
    at: bytes
    """Which meant words, two bytes each."""
    shares: bytes
    """-log10 of the share of cases, in steps."""
    ways: bytes


class Neighbours(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The table of one language. Row n of `starts` and n + 1 bound the meant words of `rows[word] == n`."""

    rows: dict[str, int]
    meant: tuple[str, ...]
    starts: NDArray[np.int64]
    at: NDArray[np.int64]
    """Index into `meant`."""
    shares: NDArray[np.float32]
    """log10 of how often the meant word comes out as the observed one, where it is put out at all."""
    names: frozenset[str]
    """Observed words that are names where they have a capital, be it the first word of a sentence."""
    ways: NDArray[np.int64]
    """How it is reached, a bit each: same synset, similar, pertains, hypernym, sister, antonym, twice."""


@cache
def neighbours(language: str) -> Neighbours | None:
    """Return the table of a language (ISO 639-1), None where there is none. About 60 ms when first asked for."""
    path = _DATA / f"{language}.z"
    if not path.is_file():
        return None
    packed = msgspec.msgpack.decode(zlib.decompress(path.read_bytes()), type=_Packed)
    counts = np.frombuffer(packed.counts, "<u2").astype(np.int64)
    return Neighbours(
        rows={word: number for number, word in enumerate(packed.observed.split("\n"))},
        meant=tuple(packed.meant.split("\n")),
        names=frozenset(packed.names.split("\n")),
        starts=np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]),
        at=np.frombuffer(packed.at, "<u2").astype(np.int64),
        shares=np.frombuffer(packed.shares, np.uint8).astype(np.float32) / np.float32(-STEPS),
        ways=np.frombuffer(packed.ways, np.uint8).astype(np.int64),
    )


def pack(table: Mapping[str, Mapping[str, tuple[float, int]]], names: Iterable[str]) -> bytes:
    """Return the file of a table: observed word -> meant word -> (share of cases, ways as bits). At most 65,536 meant words."""
    meant = sorted({word for found in table.values() for word in found})
    place = {word: number for number, word in enumerate(meant)}
    rows: list[tuple[int, float, int]] = [(place[w], *found[w]) for found in table.values() for w in found]
    shares: Any = np.clip(np.round(-STEPS * np.log10([share for _, share, _ in rows])), 0, 255)
    packed = _Packed(
        observed="\n".join(table),
        meant="\n".join(meant),
        names="\n".join(sorted(names)),
        counts=np.array([len(found) for found in table.values()], "<u2").tobytes(),
        at=np.array([at for at, _, _ in rows], "<u2").tobytes(),
        shares=shares.astype(np.uint8).tobytes(),
        ways=np.array([ways for _, _, ways in rows], np.uint8).tobytes(),
    )
    return zlib.compress(msgspec.msgpack.encode(packed), 9)

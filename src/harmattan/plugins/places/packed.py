"""A place index packed into one file that is mapped into memory: opening it reads the header alone.

    magic, version            8 bytes
    length of the header      8 bytes, little-endian
    header                    JSON: what the file holds, from where, and where its sections begin
    places                    32 bytes each: text offset (Q), latitude and longitude in millionths of a degree (i, i),
                              population (I), length of the text (H), feature (H, an index into the header's), country (2s)
    keys, bearers, kinds      hashes of names in order (Q), and beside each the place (I) and how it bears the name (B)
    openings, lengths         hashes of the first words of names in order (Q), words of the longest name that each opens (B)
    text                      id, name and first division of each place, parted by the unit separator

A name is found by where its hash must lie among all, for hashes are spread evenly: of a file however long a few pages are read.
Two names of one 64-bit hash are one to the index; among 40 million names the
odds that any name looked up meets a stranger's hash are 1 to 4e11.
"""

from __future__ import annotations

import mmap
import struct
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from harmattan.errors import InputError
from harmattan.plugins.places.keys import hash_of, key_of, sounds_of
from harmattan.plugins.places.rank import as_candidates, longest_of
from harmattan.ports import Bearer
from harmattan.records.claim import PlaceCandidate

MAGIC = b"HARMPLC1"
PLACE = struct.Struct("<QiiIHH2s6x")
FEATURES = (
    "capital", "city", "town", "village", "quarter", "region", "district", "country", "area", "river", "water", "island",
    "mountain", "forest", "road", "spot",
)  # fmt: skip
CALLED = ("name", "alternate", "spelling")
SEPARATOR = "\x1f"
MOST = 400
"""Bearers of one name that are looked at, the most populous first: "San Antonio" has thousands."""
_LONG = 200
_NEAR = 256
"""Hashes on either side of where one should lie that are looked at first."""
_KEPT = 1 << 27
"""Bytes of an index that may stay in memory as they are read; the pages of a longer one are given back from time to time."""
_READ = 32
"""Names and places read from a longer one before they are: each may bring in pages of two megabytes."""
_REMEMBERED = 4_000
"""Names whose bearers are remembered: a common name has hundreds."""
LONGEST = 8
"""Words of the longest name that is kept."""


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What a packed index says of itself. `sections` maps a name to offset and length in bytes; `size` is the whole file's."""

    name: str
    source: str
    places: int
    keys: int
    openings: int
    countries: dict[str, int]
    """Places of each country."""
    sections: dict[str, tuple[int, int]]
    size: int
    digest: str
    """Stands for the content: of the places' fields, in order."""


class PackedPlaces:
    """Finds the places of a packed index by any of their names, case and accents aside."""

    def __init__(self, path: Path) -> None:
        """Map a file. Raises InputError where it is none, not whole, or of another version."""
        self.path = path
        try:
            with path.open("rb") as stream:
                self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            reason = "not there" if isinstance(error, FileNotFoundError) else "can't be read"
            raise InputError(str(path), "unreadable", f"{reason}; build it again") from error
        self.header = _header(path, self._map)
        self.name = self.header.name
        view = memoryview(self._map)
        parts = {name: view[start : start + length] for name, (start, length) in self.header.sections.items()}
        if sys.byteorder != "little":
            raise InputError(str(path), "foreign", "packed indexes need a little-endian machine")
        self._places = parts["places"]
        self._text = parts["text"]
        self._keys: Sequence[int] = parts["keys"].cast("Q")
        self._bearers: Sequence[int] = parts["bearers"].cast("I")
        self._kinds: Sequence[int] = parts["kinds"]
        self._openings: Sequence[int] = parts["openings"].cast("Q")
        self._lengths: Sequence[int] = parts["lengths"]
        self._opening = lru_cache(maxsize=20_000)(self._look_up_opening)
        self._exact = lru_cache(maxsize=_REMEMBERED)(self._look_up)
        self._long = len(self._map) > _KEPT
        self._read = 0

    def __len__(self) -> int:
        """Return how many places it holds."""
        return self.header.places

    def __iter__(self) -> Iterator[Bearer]:
        """Yield every place, in the order in which they were added."""
        for number in range(self.header.places):
            yield self._place(number, "name")

    def find(self, name: str, *, spelling: bool = False) -> tuple[Bearer, ...]:
        """Return the places that bear this name (any case), in no order; with `spelling` also those that sound like it."""
        key = key_of(name)
        if not key:
            return ()
        found = self._exact(key) if len(key) <= _LONG else ()
        if spelling:
            for sound in sounds_of(key):
                known = {bearer.place_id for bearer in found}
                found += tuple(bearer for bearer in self._exact(f"~{sound}") if bearer.place_id not in known)
        return found

    def lookup(self, name: str) -> tuple[PlaceCandidate, ...]:
        """Return the places that bear this name (any case), best first; empty where none is known."""
        return as_candidates(self.find(name))

    def longest(self, words: tuple[str, ...]) -> int:
        """Return how many of the leading lower-case words form the longest known name; 0 where none does."""
        return longest_of(words, self.opens, self.knows)

    def opens(self, word: str) -> int:
        """Return how many words the longest name has that this word opens; 0 where it opens none."""
        return self._opening(word) if len(word) <= _LONG else self._look_up_opening(word)

    def knows(self, key: str) -> bool:
        """Return whether a name is kept under this key."""
        wanted = hash_of(key)
        spot = self._spot(self._keys, wanted)
        return spot < len(self._keys) and self._keys[spot] == wanted

    def _look_up_opening(self, word: str) -> int:
        wanted = hash_of(word)
        spot = self._spot(self._openings, wanted)
        if spot < len(self._openings) and self._openings[spot] == wanted:
            return self._lengths[spot]
        return 0

    def _look_up(self, key: str) -> tuple[Bearer, ...]:
        wanted = hash_of(key)
        first = spot = self._spot(self._keys, wanted)
        found: list[Bearer] = []
        while spot < len(self._keys) and self._keys[spot] == wanted and spot - first < MOST:
            found.append(self._place(self._bearers[spot], CALLED[self._kinds[spot]]))
            spot += 1
        self._give_back(len(found))
        return tuple(found)

    def _spot(self, hashes: Sequence[int], wanted: int) -> int:
        self._give_back(1)
        return _spot(hashes, wanted)

    def _give_back(self, read: int) -> None:
        """Let go of the pages read so far, once they are many: the file keeps them, and the system has them at hand if it can."""
        self._read += read
        if self._long and self._read > _READ:
            self._read = 0
            if hasattr(self._map, "madvise"):
                self._map.madvise(mmap.MADV_DONTNEED)

    def _place(self, number: int, called: str) -> Bearer:
        offset, latitude, longitude, population, length, feature, country = PLACE.unpack_from(
            self._places, number * PLACE.size
        )
        place_id, name, admin1 = bytes(self._text[offset : offset + length]).decode().split(SEPARATOR)
        return Bearer(
            place_id, name, latitude / 1e6, longitude / 1e6, country.decode().strip() or None, FEATURES[feature],
            admin1 or None, population, called,
        )  # fmt: skip


def _spot(hashes: Sequence[int], wanted: int) -> int:
    """Return where a hash stands among hashes in order, or would: as `bisect_left`, but from where it should be by its value."""
    total = len(hashes)
    guess = wanted * total >> 64
    step = _NEAR
    low, high = max(0, guess - step), min(total, guess + step)
    while low > 0 and hashes[low] >= wanted:
        step *= 4
        low = max(0, guess - step)
    while high < total and hashes[high - 1] < wanted:
        step *= 4
        high = min(total, guess + step)
    return bisect_left(hashes, wanted, low, high)


def _header(path: Path, content: mmap.mmap) -> Header:
    start = len(MAGIC) + 8
    if content[: len(MAGIC)] != MAGIC or len(content) < start:
        raise InputError(str(path), "foreign", "no packed place index of this version; build it again")
    length = int.from_bytes(content[len(MAGIC) : start], "little")
    try:
        header = msgspec.json.decode(content[start : start + length], type=Header)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InputError(str(path), "broken", "the packed place index is broken; build it again") from error
    if header.size != len(content):
        raise InputError(str(path), "broken", "the packed place index is not whole; build it again")
    return header

"""Packs places into an index file, in bounded memory however many there are."""

from __future__ import annotations

import os
import shutil
import tempfile
from array import array
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any

import msgspec
import numpy as np

from harmattan.plugins.places.keys import hash_of, key_of, sounds_of
from harmattan.plugins.places.packed import FEATURES, LONGEST, MAGIC, PLACE, SEPARATOR, Header
from harmattan.ports import Bearer

_NAMED = np.dtype([("key", "<u8"), ("people", "<u4"), ("place", "<u4"), ("kind", "u1")])
_OPENING = np.dtype([("key", "<u8"), ("length", "u1")])
DRAFTS = ".packing-"
"""How the folders begin in which an index is put together, beside where it will stand."""
_HELD = 1_000_000
"""Names that are held in memory before they go to disk."""
_BUCKETS = 64
_LONGEST_TEXT = 65_000
_CHUNK = 1 << 20
_ALIGNED = 64


class Named(msgspec.Struct, frozen=True, gc=False):
    """A place as it goes into an index, and the other names that it bears."""

    place: Bearer
    alternates: tuple[str, ...] = ()


def pack(places: Iterable[Named], path: Path, *, name: str, source: str) -> Header:
    """Write an index of the places and return its header; the file appears whole or not at all.

    Raises OSError where it can't be written to, and whatever the places raise.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=DRAFTS, dir=path.parent) as folder:
        draft = Path(folder) / "draft"
        header = _Packer(Path(folder)).pack(places, draft, name, source)
        os.replace(draft, path)
    return header


class _Packer:
    """What is packed so far: the places on disk, the names in memory until they go to buckets by their leading bits."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._keys, self._people, self._places, self._kinds = array("Q"), array("I"), array("I"), array("B")
        self._first: dict[int, int] = {}
        self._countries: dict[str, int] = {}

    def pack(self, places: Iterable[Named], draft: Path, name: str, source: str) -> Header:
        digest = blake2b(digest_size=16)
        count = 0
        with (self._folder / "places").open("wb") as records, (self._folder / "text").open("wb") as texts:
            offset = 0
            for count, item in enumerate(places, start=1):
                text = self._text(item.place)
                record = self._record(item.place, offset, len(text))
                records.write(record)
                texts.write(text)
                digest.update(record + text)
                offset += len(text)
                self._name(item, count - 1)
                if len(self._keys) >= _HELD:
                    self._spill()
        self._spill()
        keys = self._merge(_NAMED, "names", ("key", "place", "kind"), ("keys", "bearers", "kinds"))
        openings = self._merge(_OPENING, "openings", ("key", "length"), ("openings", "lengths"))
        return self._assemble(
            draft,
            Header(
                name=name, source=source, places=count, keys=keys, openings=openings, countries=self._countries, sections={},
                size=0, digest=digest.hexdigest(),
            ),
        )  # fmt: skip

    def _text(self, place: Bearer) -> bytes:
        parts = (place.place_id, place.name, place.admin1 or "")
        return SEPARATOR.join(part.replace(SEPARATOR, " ") for part in parts).encode()[:_LONGEST_TEXT]

    def _record(self, place: Bearer, offset: int, length: int) -> bytes:
        country = place.country or ""
        self._countries[country] = self._countries.get(country, 0) + 1
        return PLACE.pack(
            offset, round(place.latitude * 1e6), round(place.longitude * 1e6), min(max(0, place.population), 2**32 - 1),
            length, FEATURES.index(place.feature), country.encode().ljust(2)[:2],
        )  # fmt: skip

    def _name(self, item: Named, number: int) -> None:
        people = min(max(0, item.place.population), 2**32 - 1)
        kinds: dict[str, int] = {}
        sounds: dict[str, int] = {}
        for kind, name in ((0, item.place.name), *((1, name) for name in item.alternates)):
            key = key_of(name)
            words = key.count(" ") + 1
            if not key or words > LONGEST or key in kinds:
                continue
            kinds[key] = kind
            first = hash_of(key.partition(" ")[0])
            self._first[first] = max(words, self._first.get(first, 0))
            if item.place.feature in ("village", "town", "city", "capital"):
                sounds.update((f"~{sound}", 2) for sound in sounds_of(key))
        for key, kind in (kinds | sounds).items():
            self._keys.append(hash_of(key))
            self._people.append(people)
            self._places.append(number)
            self._kinds.append(kind)

    def _spill(self) -> None:
        """Append what is held to the buckets, and hold nothing."""
        held = np.empty(len(self._keys), dtype=_NAMED)
        columns = {"key": self._keys, "people": self._people, "place": self._places, "kind": self._kinds}
        for name, column in columns.items():
            held[name] = np.frombuffer(column, dtype=held.dtype[name]) if len(column) else 0
        opened = np.array(list(self._first.items()), dtype=_OPENING) if self._first else np.empty(0, dtype=_OPENING)
        for what, rows in (("names", held), ("openings", opened)):
            leading = (rows["key"] >> np.uint64(58)).astype(np.uint8)
            order = np.argsort(leading, kind="stable")
            rows, leading = rows[order], leading[order]
            edges = np.searchsorted(leading, np.arange(_BUCKETS + 1))
            for bucket in range(_BUCKETS):
                if edges[bucket] < edges[bucket + 1]:
                    with self._bucket(what, bucket).open("ab") as stream:
                        stream.write(rows[edges[bucket] : edges[bucket + 1]].tobytes())
        self._keys, self._people, self._places, self._kinds = array("Q"), array("I"), array("I"), array("B")
        self._first = {}

    def _bucket(self, what: str, number: int) -> Path:
        return self._folder / f"{what}.{number}"

    def _merge(self, dtype: np.dtype[Any], what: str, fields: tuple[str, ...], sections: tuple[str, ...]) -> int:
        """Sort the buckets one by one into the sections; return how many rows they have."""
        total = 0
        streams = [(self._folder / section).open("wb") for section in sections]
        for bucket in range(_BUCKETS):
            path = self._bucket(what, bucket)
            rows = np.fromfile(path, dtype=dtype) if path.exists() else np.empty(0, dtype=dtype)
            if what == "names":
                # A name's most populous bearers come first.
                rows = rows[np.lexsort((rows["place"], 2**32 - rows["people"].astype(np.int64), rows["key"]))]
            else:
                rows = rows[np.lexsort((-rows["length"].astype(np.int16), rows["key"]))]
                rows = rows[np.unique(rows["key"], return_index=True)[1]]
            for stream, field in zip(streams, fields, strict=True):
                stream.write(np.ascontiguousarray(rows[field]).tobytes())
            total += len(rows)
            path.unlink(missing_ok=True)
        for stream in streams:
            stream.close()
        return total

    def _assemble(self, draft: Path, header: Header) -> Header:
        """Put the sections behind one another and the header, with where they begin, before them."""
        names = ("places", "keys", "bearers", "kinds", "openings", "lengths", "text")
        lengths = {name: (self._folder / name).stat().st_size for name in names}
        room = len(msgspec.json.encode(header)) + 100 * len(names) + 100
        begin = _aligned(len(MAGIC) + 8 + room)
        offset, sections = begin, {}
        for name in names:
            sections[name] = (offset, lengths[name])
            offset = _aligned(offset + lengths[name])
        header = msgspec.structs.replace(header, sections=sections, size=offset)
        encoded = msgspec.json.encode(header)
        with draft.open("wb") as stream:
            stream.write(MAGIC + len(encoded).to_bytes(8, "little") + encoded)
            for name in names:
                _pad(stream, sections[name][0])
                with (self._folder / name).open("rb") as part:
                    shutil.copyfileobj(part, stream, _CHUNK)
            _pad(stream, offset)
            stream.flush()
            os.fsync(stream.fileno())
        return header


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGNED) * _ALIGNED


def _pad(stream: IO[bytes], offset: int) -> None:
    stream.write(b"\0" * (offset - stream.tell()))

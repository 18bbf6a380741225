"""Reads GeoNames dumps (`ML.txt`, `allCountries.zip`): tab-separated rows of 19 columns, described in GeoNames' readme.txt."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, BinaryIO

import msgspec

from harmattan.errors import InputError
from harmattan.plugins.places.pack import Named
from harmattan.ports import Bearer

COLUMNS = 19
_LEAST = 15
"""Columns up to the population; what follows (height, time zone, date of change) is not read."""
_MANY = 200
"""Rows after which a file that has more bad rows than good is taken for something else than a dump."""
_LONGEST_NAME = 80
_LONGEST_ROW = 1 << 20
_POPULATED = {"PPLC": "capital", "PPLX": "quarter", "PPLG": "capital"}
_GONE = frozenset({"PPLH", "PPLQ", "PPLW", "ADM1H", "ADM2H", "ADM3H", "ADM4H", "ADMDH", "PCLH"})
"""Places that are no more: a report does not mean them."""
_KINDS = {
    "H": "water",
    "L": "area",
    "P": "village",
    "R": "road",
    "S": "spot",
    "T": "mountain",
    "U": "water",
    "V": "forest",
}
_ISLANDS = ("ISL", "ATOL")
_RIVERS = ("STM", "WAD", "CNL")


class BadRow(msgspec.Struct, frozen=True):
    """A row of a dump that was not taken: its number from 1, and why."""

    line: int
    reason: str


Advance = Callable[[int], None]
"""Told how many bytes of the file have been read, from time to time."""


def read_dump(path: Path, *, refuse: Callable[[BadRow], None], advance: Advance | None = None) -> Iterator[Named]:
    """Yield the places of a dump (text, gzip or ZIP), row by row; hand each row that can't be used to `refuse`.

    Raises InputError where the file can't be read, was not downloaded whole, or is no dump.
    """
    good = bad = number = 0
    before = last = b"\n"
    try:
        with path.open("rb") as raw:
            for stream in _streams(path, raw):
                while line := stream.readline(_LONGEST_ROW):
                    number += 1
                    before, last = last, line
                    if advance is not None and number % 5000 == 0:
                        advance(raw.tell())
                    found = _place(line, number)
                    if isinstance(found, Named):
                        good += 1
                        yield found
                    elif found is not None:
                        bad += 1
                        if number >= _MANY and bad > good:
                            raise InputError(str(path), "foreign", _FOREIGN)
                        if line.endswith(b"\n"):
                            refuse(found)
    except InputError:
        raise
    except FileNotFoundError as error:
        raise InputError(str(path), "missing", "not there") from error
    except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
        raise InputError(
            str(path), "cut", f"broken or not downloaded whole ({_told(error)}); download it again"
        ) from error
    except (OSError, NotImplementedError, RuntimeError) as error:
        raise InputError(str(path), "unreadable", f"can't be read ({_told(error)})") from error
    if not last.endswith(b"\n") and _is_cut(last, before):
        raise InputError(
            str(path), "cut", "ends in the middle of a row, so it was not downloaded whole; download it again"
        )
    if not good:
        raise InputError(str(path), "foreign", "the file is empty" if not number else _FOREIGN)


def _is_cut(last: bytes, before: bytes) -> bool:
    """Return whether a last row without its line's end is no place, or has fewer cells or less of a date than the row before."""
    if isinstance(_place(last, 0), BadRow):
        return True
    cells, others = last.split(b"\t"), before.rstrip().split(b"\t")
    return len(cells) < len(others) or (len(cells) == len(others) == COLUMNS and len(cells[-1]) < len(others[-1]))


_FOREIGN = (
    "no GeoNames dump (tab-separated, 19 columns: geonameid, name, …); get one from download.geonames.org/export/dump"
)


def _told(error: Exception) -> str:
    return " ".join(str(error).split())[:120].lower().rstrip(".") or type(error).__name__


def _streams(path: Path, raw: BinaryIO) -> Iterator[IO[bytes]]:
    """Yield the rows' streams: of a ZIP archive, that of each dump in it."""
    start = raw.read(4)
    raw.seek(0)
    if start[:2] == b"\x1f\x8b":
        yield gzip.GzipFile(fileobj=raw)  # type: ignore[misc]
    elif start == b"PK\x03\x04" or path.suffix.lower() == ".zip":
        with zipfile.ZipFile(raw) as archive:
            names = [
                name for name in archive.namelist() if name.lower().endswith(".txt") and "readme" not in name.lower()
            ]
            if not names:
                raise InputError(str(path), "foreign", "the archive holds no .txt file with rows of GeoNames")
            for name in names:
                with archive.open(name) as member:
                    yield member
    else:
        yield raw


def _place(line: bytes, number: int) -> Named | BadRow | None:
    """Return the place of a row, why it is none, or None for what is passed over: blank lines, places that are no more."""
    if not line.strip():
        return None
    try:
        cells = line.decode().rstrip("\r\n").split("\t")
    except UnicodeDecodeError:
        return BadRow(number, "not in UTF-8")
    if len(cells) < _LEAST:
        return BadRow(number, f"{len(cells)} columns instead of {COLUMNS}")
    geonameid, name, plain, others = cells[:4]
    if not geonameid.isascii() or not geonameid.isdigit():
        return BadRow(number, f"the id {geonameid[:20]!r} is no number")
    if not name.strip():
        return BadRow(number, "no name")
    try:
        latitude, longitude = float(cells[4]), float(cells[5])
    except ValueError:
        return BadRow(number, f"coordinates {cells[4][:20]!r}, {cells[5][:20]!r} are no numbers")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return BadRow(number, f"coordinates {cells[4][:20]}, {cells[5][:20]} lie off the map")
    people = cells[14].strip()
    if people and not (people.isascii() and people.isdigit()):
        return BadRow(number, f"the population {people[:20]!r} is no number")
    code = cells[7]
    if code in _GONE:
        return None
    population = int(people or 0)
    country = cells[8].strip().upper()
    return Named(
        place=Bearer(
            f"gn-{int(geonameid)}", name.strip()[:_LONGEST_NAME], latitude, longitude,
            country if len(country) == 2 and country.isascii() and country.isalpha() else None,
            feature_of(cells[6], code, population), cells[10].strip() or None, population,
        ),
        alternates=(plain, *names_of(others.split(","))),
    )  # fmt: skip


def names_of(names: list[str]) -> tuple[str, ...]:
    """Return the names that can stand in a text: neither codes of airports and stations nor addresses of web pages."""
    return tuple(
        name
        for name in names
        if 2 < len(name) <= _LONGEST_NAME
        and not (len(name) <= 5 and name.isascii() and name.isupper())
        and "/" not in name
    )


def feature_of(feature_class: str, code: str, population: int) -> str:
    """Return what kind of place a feature class and code of GeoNames stand for."""
    if feature_class == "P":
        return _POPULATED.get(code) or settlement(population, seat=code.startswith("PPLA"))
    if feature_class == "A":
        if code.startswith("PCL") or code == "TERR":
            return "country"
        return "region" if code == "ADM1" else "district"
    if feature_class == "T" and code.startswith(_ISLANDS):
        return "island"
    if feature_class == "H" and code.startswith(_RIVERS):
        return "river"
    return _KINDS.get(feature_class, "area")


def settlement(population: int, *, seat: bool) -> str:
    """Return `city`, `town` or `village` by inhabitants; the seat of a division is a town at least."""
    if population >= 50_000:
        return "city"
    return "town" if seat or population >= 5_000 else "village"

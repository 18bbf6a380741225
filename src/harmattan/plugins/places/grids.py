"""Where other data sets put a place: the PRIO-GRID cell, the codes of its country, the name of its first division."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import msgspec

from harmattan.plugins.prio_grid import prio_grid
from harmattan.ports import Bearer

_DATA = Path(__file__).parent / "data"


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """A country: ISO 3166 codes, Gleditsch and Ward's number (None where the list has none), and its name."""

    iso2: str
    iso3: str
    gleditsch_ward: int | None
    name: str


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """What joins a place to other data sets. `division` is the name of the first division, where GeoNames' code is known."""

    prio_grid: int
    iso3: str | None = None
    gleditsch_ward: int | None = None
    country_name: str | None = None
    division: str | None = None


@cache
def countries() -> dict[str, Country]:
    """Return the countries of today by ISO 3166 alpha-2 code."""
    found = {}
    for line in (_DATA / "countries.tsv").read_text(encoding="utf-8").splitlines():
        iso2, iso3, number, name = line.split("\t")
        found[iso2] = Country(iso2=iso2, iso3=iso3, gleditsch_ward=int(number) if number else None, name=name.strip())
    return found


@cache
def _divisions() -> dict[tuple[str, str], str]:
    """By country and GeoNames' code, the names of first divisions."""
    with gzip.open(_DATA / "regions.tsv.gz", "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return {(country, code): name for kind, name, country, code, *_ in rows if kind == "region"}


def grid_of(place: Bearer) -> Grid:
    """Return what joins a place to other data sets."""
    country = countries().get(place.country or "")
    division = place.admin1
    if division is not None and place.country is not None:
        # The lexicon gives names, GeoNames codes.
        division = _divisions().get(
            (place.country, division), None if division.isalnum() and len(division) < 4 else division
        )
    return Grid(
        prio_grid=prio_grid(place.latitude, place.longitude),
        iso3=None if country is None else country.iso3,
        gleditsch_ward=None if country is None else country.gleditsch_ward,
        country_name=None if country is None else country.name,
        division=division,
    )

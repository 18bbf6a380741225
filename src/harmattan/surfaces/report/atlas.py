"""Country outlines: Natural Earth's, packed by tools/map. Degrees WGS 84."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import msgspec

Ring = list[tuple[float, float]]


class Shape(msgspec.Struct, frozen=True):
    """A country; `rings` are lists of arcs, an arc below zero runs backwards (~arc)."""

    name: str
    rings: list[list[int]]
    code: str | None = None


class Atlas(msgspec.Struct, frozen=True):
    """All countries. Arcs are [x, y, dx, dy, …] in steps of `step` degrees; neighbours share them."""

    notice: str
    step: float
    arcs: list[list[int]]
    countries: list[Shape]


@lru_cache(maxsize=1)
def load_atlas() -> Atlas:
    """Return the outlines that ship with the package."""
    raw = files("harmattan.surfaces.report").joinpath("data/countries.json").read_bytes()
    return msgspec.json.decode(raw, type=Atlas)


def notice() -> str:
    """Return where the outlines come from."""
    return load_atlas().notice


@lru_cache(maxsize=512)
def country_name(code: str) -> str:
    """Return a country's name; a code that is not on the map reads as itself."""
    return next((shape.name for shape in load_atlas().countries if shape.code == code), code)


@lru_cache(maxsize=4096)
def _arc(index: int) -> Ring:
    atlas = load_atlas()
    packed = atlas.arcs[index]
    points = []
    x = y = 0
    for i in range(0, len(packed), 2):
        x, y = x + packed[i], y + packed[i + 1]
        points.append((x * atlas.step, y * atlas.step))
    return points


def rings_of(shape: Shape) -> list[Ring]:
    """Return a country's rings as (longitude, latitude)."""
    rings = []
    for arcs in shape.rings:
        ring: Ring = []
        for index in arcs:
            points = _arc(index) if index >= 0 else _arc(~index)[::-1]
            ring.extend(points[1:] if ring else points)
        rings.append(ring)
    return rings


def box_of(rings: list[Ring]) -> tuple[float, float, float, float]:
    """Return (west, south, east, north)."""
    lons = [point[0] for ring in rings for point in ring]
    lats = [point[1] for ring in rings for point in ring]
    return min(lons), min(lats), max(lons), max(lats)


def neighbours(shape: Shape) -> set[str]:
    """Return the codes of the countries that share a border with this one."""
    own = {index if index >= 0 else ~index for ring in shape.rings for index in ring}
    return {
        other.code
        for other in load_atlas().countries
        if other.code and other.code != shape.code
        and any((index if index >= 0 else ~index) in own for ring in other.rings for index in ring)
    }  # fmt: skip

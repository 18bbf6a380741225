"""PRIO-GRID: cells of half a degree, numbered from the south-west corner (Tollefsen, Strand and Buhaug 2012)."""

from __future__ import annotations

import math
from collections.abc import Iterable

ROWS, COLUMNS = 360, 720


def prio_grid(latitude: float, longitude: float) -> int:
    """Return the id of the cell that holds a spot in degrees (WGS 84). Raises ValueError where the spot is off the map.

    A cell holds its south and west edges; the north pole and the antimeridian belong to the last cell before them.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"{latitude}, {longitude}: no spot on the map; latitude is -90 to 90, longitude -180 to 180")
    row = min(math.floor((latitude + 90) * 2), ROWS - 1)
    column = min(math.floor((longitude + 180) * 2), COLUMNS - 1)
    return row * COLUMNS + column + 1


def cell_of(latitude: float, longitude: float) -> int | None:
    """Return the id of the cell that holds a spot as `prio_grid` does; None for one that is off the map."""
    try:
        return prio_grid(latitude, longitude)
    except ValueError:
        return None


def centre_of(cell: int) -> tuple[float, float]:
    """Return (latitude, longitude) of the middle of a cell. Raises ValueError where there is none of this id."""
    if not 1 <= cell <= ROWS * COLUMNS:
        raise ValueError(f"{cell}: no cell of PRIO-GRID; they are numbered from 1 to {ROWS * COLUMNS}")
    row, column = divmod(cell - 1, COLUMNS)
    return row / 2 - 90 + 0.25, column / 2 - 180 + 0.25


def touching(cells: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Return for each cell those of the others that touch it, at a side or corner; the grid closes at the antimeridian."""
    known = set(cells)
    found: dict[int, tuple[int, ...]] = {}
    for cell in known:
        row, column = divmod(cell - 1, COLUMNS)
        around = (
            (row + up) * COLUMNS + (column + right) % COLUMNS + 1
            for up in (-1, 0, 1)
            for right in (-1, 0, 1)
            if (up or right) and 0 <= row + up < ROWS
        )
        found[cell] = tuple(sorted(other for other in around if other in known))
    return found

"""PRIO-GRID: cells of half a degree, numbered from the south-west corner (Tollefsen, Strand and Buhaug 2012)."""

from __future__ import annotations

import math
from collections.abc import Iterable

ROWS, COLUMNS = 360, 720


def cell_of(latitude: float, longitude: float) -> int | None:
    """Return the number of the cell of a point in degrees (WGS 84); None for a point that is nowhere on Earth.

    A cell holds its south and west edges; the north pole and the antimeridian belong to the last cell before them.
    """
    if not (math.isfinite(latitude) and math.isfinite(longitude)) or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    row = min(int((latitude + 90) * 2), ROWS - 1)
    column = min(int((longitude + 180) * 2), COLUMNS - 1)
    return row * COLUMNS + column + 1


def centre_of(cell: int) -> tuple[float, float]:
    """Return (latitude, longitude) of the middle of a cell."""
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

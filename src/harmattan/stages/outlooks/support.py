"""Distributions of a count as probabilities on a fixed grid: they pool by averaging, and every score follows from them.

Between grid points the probability is spread evenly. The grid has every count to 30, the edges of all thresholds and bins that
scores use, and steps of 7 % up to ten million, so that a quantile is off by less than that.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]

LARGEST = 10_000_000
"""More deaths than any place has had in a month; larger counts are refused when they are read."""
_EDGES = (0, 2, 5, 10, 24, 25, 50, 99, 100, 250, 500, 999, 1000)
_STEP = 1.07


def _grid() -> Ints:
    points = set(range(31)) | set(_EDGES)
    value = 30.0
    while value < LARGEST:
        value *= _STEP
        points.add(round(value))
    return np.array(sorted(points), dtype=np.int64)


POINTS = _grid()
"""Upper ends of the cells: cell j holds the counts above `POINTS[j - 1]` up to `POINTS[j]`."""
SIZE = len(POINTS)
_MIDDLES = np.concatenate([[0.0], (POINTS[:-1] + 1 + POINTS[1:]) / 2])
"""The middle of the counts of each cell."""
WIDTHS = np.diff(np.append(_MIDDLES, _MIDDLES[-1] * _STEP))
"""How far it is from the middle of a cell to that of the next."""


def cells(values: Floats) -> Ints:
    """Return the cell of each count; counts off the grid fall into its last cell."""
    found: Ints = np.minimum(np.searchsorted(POINTS, np.ceil(values - 1e-9)), SIZE - 1)
    return found


def deposit(values: Floats, weights: Floats | None = None) -> Floats:
    """Return masses (n, SIZE) of n weighted samples (n, k); rows without weight have no mass."""
    rows, size = values.shape
    weights = np.full(values.shape, 1 / max(size, 1)) if weights is None else weights
    places = np.arange(rows)[:, None] * SIZE + cells(values)
    counted: NDArray[Any] = np.bincount(places.ravel(), weights.ravel(), rows * SIZE)
    return counted.reshape(rows, SIZE)


def normalised(masses: Floats) -> Floats:
    """Return the masses with a sum of one in each row; a row without mass is zero deaths for sure."""
    total = masses.sum(-1, keepdims=True)
    sure = np.zeros(SIZE)
    sure[0] = 1.0
    return np.where(total > 0, masses / np.where(total > 0, total, 1.0), sure)


def at_zero(masses: Floats, zero: Floats) -> Floats:
    """Return the masses of positive counts scaled so that zero has the probability `zero` (one less dimension)."""
    positive = np.array(masses)
    positive[..., 0] = 0.0
    scaled: Floats = normalised(positive) * (1 - zero)[..., None]
    scaled[..., 0] = zero + np.where(positive.sum(-1) > 0, 0.0, 1 - zero)
    return scaled


def spread_kernel(sigma: float) -> Floats:
    """Return the (SIZE, SIZE) matrix that smears a mass by a lognormal factor of deviation `sigma`, more for small counts.

    Zero stays zero, and one positive count never becomes zero.
    """
    kernel = np.zeros((SIZE, SIZE))
    kernel[0, 0] = 1.0
    normal = np.linspace(-2.5, 2.5, 41)
    weights = np.exp(-normal * normal / 2)
    weights /= weights.sum()
    for cell in range(1, SIZE):
        deviation = np.sqrt(sigma**2 + 0.3 / (POINTS[cell] + 1.0))
        values = np.rint(POINTS[cell] * np.exp(normal * deviation - deviation**2 / 2))
        np.add.at(kernel[cell], cells(np.maximum(1, values)), weights)
    return kernel


def cumulative(masses: Floats) -> Floats:
    """Return P(count ≤ POINTS), the last one exactly 1."""
    total = np.cumsum(masses, axis=-1, dtype=np.float64)
    total[..., -1:] = np.maximum(total[..., -1:], 1e-12)
    scaled: Floats = np.minimum(total / total[..., -1:], 1.0)
    return scaled


def quantiles(masses: Floats, levels: Floats) -> Floats:
    """Return the counts at the levels, (..., len(levels)): whole, never falling with the level."""
    shape = masses.shape[:-1]
    below = cumulative(masses).reshape(-1, SIZE)
    rows = np.arange(len(below))[:, None]
    # One search over all rows: each row is lifted by its number, so that the flat array never falls.
    found = np.searchsorted((below + 2.0 * rows).ravel(), (2.0 * rows + np.minimum(levels, 1 - 1e-12)).ravel())
    cell = np.minimum(found.reshape(len(below), -1) - rows * SIZE, SIZE - 1)
    low = np.where(cell > 0, POINTS[np.maximum(cell - 1, 0)], 0)
    under = np.where(cell > 0, np.take_along_axis(below, np.maximum(cell - 1, 0), axis=1), 0.0)
    mass = np.maximum(np.take_along_axis(below, cell, axis=1) - under, 1e-15)
    share = np.clip((levels - under) / mass, 0.0, 1.0)
    value = np.where(cell > 0, np.maximum(low + 1, np.ceil(low + share * (POINTS[cell] - low) - 1e-9)), 0)
    return value.reshape(*shape, len(levels)).astype(np.float64)


def reach(masses: Floats, thresholds: Floats) -> Floats:
    """Return the probability that the count is at least each threshold; thresholds has the shape of masses less the last axis."""
    below = cumulative(masses)
    wanted = np.maximum(np.ceil(np.asarray(thresholds) - 1e-9), 0)
    cell = np.broadcast_to(cells(wanted), below.shape[:-1])
    low = np.where(cell > 0, POINTS[np.maximum(cell - 1, 0)], -1)
    under = np.where(cell > 0, np.take_along_axis(below, np.maximum(cell - 1, 0)[..., None], -1)[..., 0], 0.0)
    mass = np.take_along_axis(below, cell[..., None], -1)[..., 0] - under
    share = (wanted - 1 - low) / np.maximum(POINTS[cell] - low, 1)
    odds: Floats = np.clip(1 - (under + np.clip(share, 0, 1) * mass), 0.0, 1.0)
    return odds


def distances(masses: Floats, outcomes: Floats) -> Floats:
    """Return sqrt(width) (F - 1{outcome ≤ x}) on the grid: their squares sum to the CRPS, their products to what pools need."""
    return (cumulative(masses) - (outcomes[..., None] <= POINTS)) * np.sqrt(WIDTHS)


def crps(masses: Floats, outcomes: Floats) -> Floats:
    """Return the continuous ranked probability score of each row on the grid; smaller is better, in deaths."""
    score: Floats = (distances(masses, outcomes) ** 2).sum(-1)
    return score

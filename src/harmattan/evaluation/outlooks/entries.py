"""Forecasts as what scores need: from distributions on the grid, and from the draws of an ensemble."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from harmattan.evaluation.outlooks.scores import VIEWS_BINS, Floats, Forecasts
from harmattan.stages.outlooks.support import quantiles, reach

MEMBERS = 200
"""Quantiles that stand for a distribution."""
_CHUNK = 8192


def of_masses(masses: Floats, mean12: Floats) -> Forecasts:
    """Return the forecasts of distributions (n, SIZE); draws are MEMBERS quantiles, evenly spaced."""
    levels = np.concatenate([(np.arange(MEMBERS) + 0.5) / MEMBERS, [0.05, 0.95]])
    parts = [
        _part(masses[begin : begin + _CHUNK], mean12[begin : begin + _CHUNK], levels)
        for begin in range(0, len(masses), _CHUNK)
    ]
    draws, bins, reach25, doubling = (np.concatenate(found) for found in zip(*parts, strict=True))
    return Forecasts(
        draws=draws[:, :MEMBERS],
        low=draws[:, MEMBERS],
        high=draws[:, MEMBERS + 1],
        bins=bins,
        reach25=reach25,
        doubling=doubling,
    )


def _part(masses: Floats, mean12: Floats, levels: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    above = np.stack(
        [reach(masses, np.full(len(masses), np.ceil(edge))) for edge in VIEWS_BINS] + [np.zeros(len(masses))], axis=1
    )
    return (
        quantiles(masses, levels).astype(np.float32),
        -np.diff(above, axis=1),
        reach(masses, np.full(len(masses), 25.0)),
        reach(masses, np.maximum(2 * mean12, 25)),
    )


def of_draws(draws: Floats, mean12: Floats) -> Forecasts:
    """Return the forecasts of ensembles (n, members), each member as likely; quantiles are those of the ensemble."""
    ordered = np.sort(draws, axis=1)
    members = ordered.shape[1]
    index: NDArray[np.integer[Any]] = np.digitize(ordered, VIEWS_BINS[1:])
    bins = np.stack([(index == one).mean(1) for one in range(len(VIEWS_BINS))], axis=1)
    return Forecasts(
        draws=ordered,
        low=ordered[:, max(int(np.ceil(0.05 * members)) - 1, 0)],
        high=ordered[:, int(np.ceil(0.95 * members)) - 1],
        bins=bins,
        reach25=(ordered >= 25).mean(1),
        doubling=(ordered >= np.maximum(2 * mean12, 25)[:, None]).mean(1),
    )

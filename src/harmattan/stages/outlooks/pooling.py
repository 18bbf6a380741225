"""Pools: models weighed by how they did, for each regime and stretch of horizons, and recalibrated by where outcomes fell."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.stages.outlooks.features import REGIME_NAMES
from harmattan.stages.outlooks.models import Target
from harmattan.stages.outlooks.models.prior import prior
from harmattan.stages.outlooks.support import Floats, cells, cumulative, distances

STRETCHES = (2, 6, 12)
"""Last horizons of the first stretches; weights and recalibration are learned for each stretch."""
STRETCH_NAMES = ("1-2", "3-6", "7-12", "13-36", "worst")
KNOTS = np.linspace(0.0, 1.0, 101)
_TRUSTED = 50.0
"""Past forecasts for which the uncorrected distribution counts, beside where outcomes fell."""
_ONE = 1e4
"""Weight of the demand that weights sum to one."""


def stretch_of(target: Target) -> int:
    """Return the index into STRETCH_NAMES of a target."""
    return len(STRETCHES) + 1 if target.worst else int(np.searchsorted(STRETCHES, target.horizon))


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """How past forecasts of one stretch did, one row each (a place at an origin, for a target).

    `products` (n, models, models) are the integrals of pairs of distances to the outcome, the CRPS on the diagonal;
    `under` and `upto` (n, models) the probabilities below the outcome and up to it; `known` the panel row at which the outcome
    is known; `regime` the regime at the origin.
    """

    products: Floats
    under: Floats
    upto: Floats
    known: NDArray[np.integer[Any]]
    regime: NDArray[np.integer[Any]]


def record_of(
    masses: Floats, outcomes: Floats, known: NDArray[np.integer[Any]], regime: NDArray[np.integer[Any]]
) -> Record:
    """Return the record of forecasts (models, n, SIZE) with outcomes (n)."""
    away = np.stack([distances(one, outcomes) for one in masses], axis=1).astype(np.float32)
    below = cumulative(masses)
    cell = cells(outcomes)
    upto = np.take_along_axis(below, cell[None, :, None], axis=2)[..., 0]
    under = np.where(cell > 0, np.take_along_axis(below, np.maximum(cell - 1, 0)[None, :, None], axis=2)[..., 0], 0.0)
    products = np.einsum("nks,nls->nkl", away, away, optimize=True).astype(np.float32)
    return Record(
        products=products,
        under=under.T.astype(np.float32),
        upto=upto.T.astype(np.float32),
        known=known,
        regime=regime,
    )


def joined(records: list[Record]) -> Record | None:
    """Return the records as one; None of none."""
    if not records:
        return None
    return Record(
        products=np.concatenate([one.products for one in records]),
        under=np.concatenate([one.under for one in records]),
        upto=np.concatenate([one.upto for one in records]),
        known=np.concatenate([one.known for one in records]),
        regime=np.concatenate([one.regime for one in records]),
    )


class Pool(msgspec.Struct, frozen=True, kw_only=True):
    """What was learned for one stretch: weights (regimes, models) and the recalibration (regimes, len(KNOTS))."""

    weights: Floats
    corrected: Floats
    forecasts: NDArray[np.int64]
    """Past forecasts by regime that it rests on."""

    def apply(self, masses: Floats, regime: NDArray[np.integer[Any]]) -> Floats:
        """Return pooled and recalibrated masses (n, SIZE) of models' masses (models, n, SIZE)."""
        pooled = np.einsum("nk,kns->ns", self.weights[regime], masses, optimize=True)
        below = cumulative(pooled)
        for one in np.unique(regime):
            rows = regime == one
            below[rows] = np.interp(below[rows], KNOTS, self.corrected[one])
        return np.diff(below, axis=1, prepend=0.0)


def learn_pool(record: Record | None, stretch: int, *, until: int, since: int, shy: float) -> Pool:
    """Return the pool of a stretch from the past forecasts whose outcome was known between rows `since` and `until`."""
    usual = np.array(prior().weights[STRETCH_NAMES[stretch]])
    weights, corrected = [], []
    forecasts = np.zeros(len(REGIME_NAMES), dtype=np.int64)
    for regime in range(len(REGIME_NAMES)):
        chosen = usual[regime]
        curve: Floats = KNOTS
        if record is not None:
            rows = (record.regime == regime) & (record.known <= until) & (record.known > since)
            forecasts[regime] = rows.sum()
            if rows.any():
                chosen = stack(record.products[rows].mean(0, dtype=np.float64), int(rows.sum()), usual[regime], shy)
                curve = _where_outcomes_fell(record.under[rows] @ chosen, record.upto[rows] @ chosen)
        weights.append(chosen)
        corrected.append(curve)
    return Pool(weights=np.stack(weights), corrected=np.stack(corrected), forecasts=forecasts)


def stack(products: Floats, count: int, usual: Floats, shy: float) -> Floats:
    """Return the weights on the simplex with the least CRPS of the pool, drawn to the usual ones where forecasts are few.

    The CRPS of a pool of distributions is a quadratic form in its weights: with products P (models, models) it is w'Pw.
    """
    from scipy.optimize import nnls

    scale = max(float(np.trace(products)) / len(usual), 1e-12)
    form = (count * products / scale + shy * np.eye(len(usual))) / (count + shy)
    lean = shy * usual / (count + shy)
    lower = np.linalg.cholesky(form + 1e-9 * np.eye(len(usual)))
    matrix = np.concatenate([lower.T, np.full((1, len(usual)), np.sqrt(_ONE))])
    wanted = np.concatenate([np.linalg.solve(lower, lean), [np.sqrt(_ONE)]])
    weights, _ = nnls(matrix, wanted)
    found: Floats = weights / weights.sum()
    return found


def _where_outcomes_fell(under: Floats, upto: Floats) -> Floats:
    """Return the mean distribution of the probability integral transform at KNOTS, drawn to the even one.

    Counts have no single value of it: each is spread evenly over [under, upto] (Czado, Gneiting and Held 2009). Using it as
    a correction is distributional conformal prediction (Chernozhukov, Wüthrich and Zhu 2021).
    """
    width = np.maximum(upto - under, 1e-9)
    seen = np.array([np.clip((knot - under) / width, 0, 1).mean() for knot in KNOTS])
    seen[0], seen[-1] = 0.0, 1.0
    count = len(under)
    drawn: Floats = (count * seen + _TRUSTED * KNOTS) / (count + _TRUSTED)
    return drawn

"""A self-exciting rate: violence begets violence at several speeds, a place's own and its neighbours'."""

from __future__ import annotations

import numpy as np

from harmattan.stages.outlooks.models.sizes import Spread
from harmattan.stages.outlooks.models.task import Target, Task, gathered, pairs_of
from harmattan.stages.outlooks.support import Floats, at_zero, deposit

_FEWEST = 200
_HALF_LIFE = 240.0
_CAP = 5.0
"""Multiples of the recent level (and 300 deaths) at which outcomes are capped, so that one genocide does not make the rate."""
_FLOOR = 300.0
_CALM = 5.0
_CLASSES = 40


def excitation(task: Task) -> Floats:
    """Return what excites, (months, places, 8): a constant, own averages from a month to the whole past, neighbours' means."""
    of = task.features
    around12 = np.expm1(of.columns[..., of.names.index("neighbours, 12 months")])
    parts = [np.ones_like(of.now), of.fast, of.middle, of.slow, of.mean36, of.mean_all, of.around, around12]
    return np.stack(parts, axis=-1)


def self_exciting(task: Task) -> Floats | None:
    """A rate that is a sum of parts, none negative, each fading at its own speed (a discrete Hawkes process).

    Least squares in relative deviations give the parts; around the rate the spread follows level and volatility, and the
    odds of no deaths at all are those seen at such rates.
    """
    from scipy.optimize import nnls

    parts = excitation(task)
    asked = parts[task.origins].reshape(-1, parts.shape[-1])

    def one(target: Target) -> Floats | None:
        pairs = pairs_of(task, target)
        violent = pairs.outcomes > 0
        if violent.sum() < _FEWEST:
            return None
        level = task.features.level[pairs.months, pairs.places]
        weight = 0.5 ** ((task.until - pairs.months) / _HALF_LIFE) / (level + _CALM)
        rows = parts[pairs.months, pairs.places]
        capped = np.minimum(pairs.outcomes, _CAP * level + _FLOOR)
        # Quiet states tell little beyond the constant: a fifth of them is enough.
        told = (rows[:, 1:6].sum(1) > 0) | (np.arange(len(rows)) % 5 == 0)
        strengths, _ = nnls(rows[told] * weight[told, None], capped[told] * weight[told])
        rate = np.maximum(rows @ strengths, 1e-4)
        coming = np.maximum(asked @ strengths, 1e-4)
        expected = np.log1p(rate)
        volatility = task.features.volatility
        spread = Spread(
            expected[violent],
            np.log(pairs.outcomes[violent]) - expected[violent],
            volatility[pairs.months[violent], pairs.places[violent]],
        )
        edges = np.unique(np.quantile(expected, np.linspace(0, 1, _CLASSES + 1)[1:-1]))
        classes = np.digitize(expected, edges)
        seen = np.bincount(classes, minlength=len(edges) + 1)
        calm = np.bincount(classes, ~violent, len(edges) + 1)
        zero = ((calm + 0.5) / (seen + 1))[np.digitize(np.log1p(coming), edges)]
        counts = spread.counts(np.log1p(coming), volatility[task.origins].ravel())
        return at_zero(deposit(counts), zero)

    return gathered(task, one)

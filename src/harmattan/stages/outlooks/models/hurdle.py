"""Hierarchical zero-inflated counts: whether there are deaths at all, then how many, with places partly pooled."""

from __future__ import annotations

import numpy as np

from harmattan.stages.outlooks.models.sizes import Spread
from harmattan.stages.outlooks.models.task import Target, Task, gathered, pairs_of
from harmattan.stages.outlooks.models.thresholds import Design, ladder_odds
from harmattan.stages.outlooks.support import Floats, at_zero, deposit

_FEWEST = 200
_HALF_LIFE = 180.0
_PENALTY = 5.0
_POOLING = 60.0
"""Violent months for which the mean of all places counts, beside a place's own, in the level of that place."""


def hurdle_counts(task: Task) -> Floats | None:
    """A logistic hurdle for zero; above it a log-linear level with a partly pooled effect of each place.

    The spread around the level follows level and volatility (`sizes.Spread`); months count half after fifteen years.
    """
    design = Design(task)
    asked = design.at(task)
    where = np.tile(np.arange(task.places), len(task.origins))

    def one(target: Target) -> Floats | None:
        pairs = pairs_of(task, target)
        violent = pairs.outcomes > 0
        if violent.sum() < _FEWEST:
            return None
        rows = design.rows(pairs.months, pairs.places)
        zero = ladder_odds(rows, np.minimum(pairs.outcomes, 2.0), asked)
        if zero is None:
            return None
        rows = _with_one(rows[violent])
        logs = np.log(pairs.outcomes[violent])
        weights = 0.5 ** ((task.until - pairs.months[violent]) / _HALF_LIFE)
        slopes = np.linalg.solve(
            (rows * weights[:, None]).T @ rows + _PENALTY * np.eye(rows.shape[1]), (rows * weights[:, None]).T @ logs
        )
        places = pairs.places[violent]
        residuals = logs - rows @ slopes
        effect = np.bincount(places, residuals * weights, task.places) / (
            np.bincount(places, weights, task.places) + _POOLING
        )
        expected = rows @ slopes + effect[places]
        volatility = task.features.volatility
        spread = Spread(expected, logs - expected, volatility[pairs.months[violent], places])
        counts = spread.counts(_with_one(asked) @ slopes + effect[where], volatility[task.origins].ravel())
        return at_zero(deposit(counts), 1 - zero[1][:, 0])

    return gathered(task, one)


def _with_one(rows: Floats) -> Floats:
    return np.concatenate([rows, np.ones((len(rows), 1))], axis=1)

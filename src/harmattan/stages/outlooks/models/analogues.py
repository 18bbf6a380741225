"""Analogues: the most similar states that any place was ever in, and what followed them, scaled to today's level."""

from __future__ import annotations

from functools import cache

import numpy as np

from harmattan.stages.outlooks.features import BURN_IN
from harmattan.stages.outlooks.models.task import Target, Task, gathered
from harmattan.stages.outlooks.support import SIZE, Floats, deposit, normalised, spread_kernel

NEAREST = 150
_FEWEST = 1000
"""States to choose from below which there are no analogues worth the name."""


def states(task: Task) -> Floats:
    """Return the coordinates of every state, (months, places, 10): levels, trends, rests, neighbours, volatility.

    Their weights were set by hand on forecasts of 2008 to 2017: what is recent and own counts most.
    """
    of = task.features
    parts = [
        np.log1p(of.level),
        np.log1p(of.now),
        np.log1p(of.mean12),
        0.5 * np.log1p(of.mean36),
        0.7 * np.log1p(of.mean120),
        0.5 * of.rest1,
        0.4 * of.rest25,
        0.4 * of.around_log,
        0.3 * of.around_most,
        of.volatility,
    ]
    return np.stack(parts, axis=-1)


@cache
def smear() -> Floats:
    """Return the kernel that fills the gaps between 150 samples."""
    return spread_kernel(0.12)


def analogues(task: Task) -> Floats | None:
    """The 150 nearest states of all places, nearer ones weighing more; what followed them times today's level over theirs."""
    from scipy.spatial import cKDTree

    where = states(task)
    farthest = max(target.horizon for target in task.targets)
    months = np.arange(BURN_IN, task.until - farthest + 1)
    if len(months) * task.places < _FEWEST:
        return None
    size = where.shape[-1]
    tree = cKDTree(where[months].reshape(-1, size))
    distance, found = tree.query(where[task.origins].reshape(-1, size), k=NEAREST)
    weights = 1 / (1 + (distance / (distance[:, [NEAREST // 2]] + 1e-9)) ** 2)
    level = task.features.level
    ratio = (level[task.origins].reshape(-1)[:, None] + 1) / (level[months].reshape(-1)[found] + 1)

    def one(target: Target) -> Floats:
        followed = target.ends[months + target.horizon].reshape(-1)[found]
        known = ~np.isnan(followed)
        scaled = np.where(followed > 0, np.maximum(1.0, np.rint(np.nan_to_num(followed) * ratio)), 0.0)
        masses = deposit(np.where(known, scaled, 0.0), weights * known)
        return (normalised(masses) @ smear()).reshape(-1, SIZE)

    return gathered(task, one)

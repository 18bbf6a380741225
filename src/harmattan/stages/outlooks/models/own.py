"""A place's own past, taken as it is: the baselines, and recent months weighed by how recent they are."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from harmattan.stages.outlooks.models.task import Target, Task, gathered
from harmattan.stages.outlooks.support import SIZE, Floats, deposit, normalised, spread_kernel

WINDOW = 12
LONG = 36


def conflictology(task: Task) -> Floats | None:
    """Each of the last twelve months is as likely as another to come again: the benchmark of VIEWS (Hegre et al. 2025)."""
    return gathered(task, lambda target: _resampled(task, target, np.ones(WINDOW)))


def recent_months(half_life: float, task: Task) -> Floats | None:
    """The last three years come again, recent months more likely than old ones, each smeared by a third."""
    weights = 0.5 ** (np.arange(LONG)[::-1] / half_life)

    def one(target: Target) -> Floats:
        return _resampled(task, target, weights) @ smear()

    return gathered(task, one)


@cache
def smear() -> Floats:
    """Return the kernel of `recent_months`; 0.35 was tuned on 2008 to 2017."""
    return spread_kernel(0.35)


def _resampled(task: Task, target: Target, weights: Floats) -> Floats:
    """Return the weighted histogram of the outcomes known at each origin; of all places where a place has none."""
    found = []
    for origin in task.origins:
        past = target.ends[max(0, origin - len(weights) + 1) : origin + 1].T
        weight = np.broadcast_to(weights[len(weights) - past.shape[1] :], past.shape)
        known = ~np.isnan(past)
        masses = deposit(np.where(known, past, 0.0), weight * known)
        nothing = ~known.any(1)
        if nothing.any():
            masses[nothing] = masses[~nothing].sum(0) if (~nothing).any() else 0.0
        found.append(normalised(masses))
    return np.stack(found)


def zeros(task: Task) -> Floats | None:
    """No deaths, for sure."""
    masses = np.zeros((len(task.origins), len(task.targets), task.places, SIZE), dtype=np.float32)
    masses[..., 0] = 1.0
    return masses


def last_value(task: Task) -> Floats | None:
    """The last month (or the worst of the last ones) again, for sure."""
    return gathered(task, lambda target: _resampled(task, target, np.ones(1)))


def neighbourhood(borders: NDArray[np.bool_], task: Task) -> Floats | None:
    """The last twelve months of the place and its neighbours, each as likely: `borders` is (places, places)."""
    reach = np.eye(task.places) + borders
    return gathered(task, lambda target: normalised(reach @ _resampled(task, target, np.ones(WINDOW))))


def global_bootstrap(task: Task) -> Floats | None:
    """The last twelve months of all places together, each as likely."""

    def one(target: Target) -> Floats:
        own = _resampled(task, target, np.ones(WINDOW))
        return np.broadcast_to(own.mean(1, keepdims=True), own.shape)

    return gathered(task, one)

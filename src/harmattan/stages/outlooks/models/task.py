"""What every model is asked: from these months, for these targets, knowing nothing after `until`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.stages.outlooks.features import BURN_IN, Features
from harmattan.stages.outlooks.support import SIZE, Floats

Ints = NDArray[np.integer[Any]]


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What is forecast `horizon` months ahead: the count of that month, or the worst month up to it.

    `ends` is (months, places): the outcome by the month in which it is complete, NaN where unknown.
    """

    horizon: int
    worst: bool
    ends: Floats

    @property
    def name(self) -> str:
        """`deaths` or `worst_month`."""
        return "worst_month" if self.worst else "deaths"


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """Forecast each target at each origin (rows, at or after `until`), with parameters from outcomes up to `until` alone."""

    features: Features
    targets: tuple[Target, ...]
    until: int
    origins: Ints

    @property
    def places(self) -> int:
        """How many places there are."""
        return int(self.features.now.shape[1])


Model = Callable[[Task], Floats | None]
"""Returns masses (origins, targets, places, SIZE) that sum to one, or None where there is too little to learn from."""


def make_target(values: Floats, horizon: int, *, worst: bool = False) -> Target:
    """Return the target of the months of `values`, or of the worst of the `horizon` months up to each."""
    if not worst:
        return Target(horizon=horizon, worst=False, ends=values)
    ends = np.full(values.shape, np.nan)
    if len(values) >= horizon:
        ends[horizon - 1 :] = np.lib.stride_tricks.sliding_window_view(values, horizon, axis=0).max(-1)
    return Target(horizon=horizon, worst=True, ends=ends)


class Pairs(msgspec.Struct, frozen=True, kw_only=True):
    """States and what followed: flat indexes (month, place) and outcomes, all of them known at `until`."""

    months: Ints
    places: Ints
    outcomes: Floats


def pairs_of(task: Task, target: Target, *, burn_in: int = BURN_IN) -> Pairs:
    """Return every state from `burn_in` on whose outcome was known at `until`."""
    begin = min(burn_in, max(task.until - target.horizon, 0))
    months = np.arange(begin, task.until - target.horizon + 1)
    if len(months) == 0:
        empty = np.zeros(0, dtype=np.int64)
        return Pairs(months=empty, places=empty, outcomes=np.zeros(0))
    outcomes = target.ends[months + target.horizon]
    rows, places = np.nonzero(~np.isnan(outcomes))
    return Pairs(months=months[rows], places=places, outcomes=outcomes[rows, places])


def gathered(task: Task, of_target: Callable[[Target], Floats | None]) -> Floats | None:
    """Return the masses of all targets, (origins, targets, places, SIZE); None where one of them has none."""
    found = []
    for target in task.targets:
        masses = of_target(target)
        if masses is None:
            return None
        found.append(masses.reshape(len(task.origins), task.places, SIZE).astype(np.float32))
    return np.stack(found, axis=1)

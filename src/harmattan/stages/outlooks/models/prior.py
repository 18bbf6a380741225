"""The usual course of violence: what followed a level and a volatility in the wars of 1989 to 2017, as shipped with the package.

It asks nothing of the series but its recent level, so that a short or lonely one gets a wide forecast instead of none.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import numpy as np

from harmattan.stages.outlooks.models.task import Target, Task, gathered
from harmattan.stages.outlooks.support import Floats, at_zero, deposit

DATA = Path(__file__).parent.parent / "data" / "prior.json"
LEVELS = (0.01, 0.05, 0.2, 0.6, 1.5, 4, 10, 25, 60, 150, 400, 1200)
"""Deaths a month that part the classes of recent levels."""
VOLATILITIES = (0.4, 0.8)
"""Mean absolute change of the logarithm from month to month that parts calm, usual and wild series."""
HORIZONS = (1, 2, 3, 6, 12, 24, 36)
RANKS = tuple(round(0.01 + 0.02 * step, 2) for step in range(50))


class Course(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What followed a class of states at a horizon: odds of no deaths, and logarithms of deaths over one more than the level."""

    zero: float
    ratios: tuple[float, ...]


class Prior(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file `data/prior.json`. `courses` by target name, then horizon, level class and volatility class.

    `weights` are those of the pool by horizon class and regime, in the order of the models.
    """

    notice: str
    courses: dict[str, list[list[list[Course]]]]
    weights: dict[str, list[list[float]]]


@cache
def prior() -> Prior:
    """Return the shipped file. `tools/outlooks/fit_prior.py` makes it."""
    return msgspec.json.decode(DATA.read_bytes(), type=Prior)


@cache
def _tables(name: str) -> tuple[Floats, Floats]:
    """Return odds of zero (horizons, levels, volatilities) and ratios (…, ranks) of a target."""
    courses = prior().courses[name]
    zero = np.array([[[cell.zero for cell in row] for row in table] for table in courses])
    ratios = np.array([[[cell.ratios for cell in row] for row in table] for table in courses])
    return zero, ratios


def usual_course(task: Task) -> Floats | None:
    """Deaths relative to the recent level, as they followed such levels and volatilities elsewhere."""
    of = task.features
    level = of.level[task.origins].ravel()
    level_class = np.digitize(level, LEVELS)
    volatility = np.digitize(of.volatility[task.origins].ravel(), VOLATILITIES)

    def one(target: Target) -> Floats:
        zero, ratios = _tables(target.name)
        place = float(np.interp(np.log(target.horizon), np.log(HORIZONS), np.arange(len(HORIZONS))))
        low, share = int(place), place - int(place)
        high = min(low + 1, len(HORIZONS) - 1)
        odds = (1 - share) * zero[low] + share * zero[high]
        ratio = (1 - share) * ratios[low] + share * ratios[high]
        logs = np.log1p(level)[:, None] + ratio[level_class, volatility]
        counts = np.maximum(1.0, np.rint(np.exp(np.minimum(logs, 16.0))))
        return at_zero(deposit(counts), odds[level_class, volatility])

    return gathered(task, one)

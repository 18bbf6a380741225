"""Distribution regression: the odds of reaching each of a ladder of thresholds (Foresi and Peracchi 1995)."""

from __future__ import annotations

import warnings

import numpy as np

from harmattan.stages.outlooks.models.task import Ints, Pairs, Target, Task, gathered, pairs_of
from harmattan.stages.outlooks.support import POINTS, Floats

LADDER = (1, 2, 3, 5, 8, 12, 18, 25, 40, 60, 100, 160, 250, 400, 640, 1000, 2000, 4000)
_FEWEST = 30
"""Outcomes on either side of a threshold below which no odds are learned for it."""
_TAIL = 1.5
"""How fast the odds fall above the last threshold, as a power of the count."""
_PENALTY = 3.0
_SQUARED = (0, 1, 2, 4, 13)
"""Features whose squares help: levels and neighbours."""


class Design:
    """Features in units of their own spread, with some squares, as known at `until`."""

    def __init__(self, task: Task) -> None:
        self._columns = task.features.columns
        seen = self._columns[: task.until + 1].reshape(-1, self._columns.shape[-1])
        self._mean, self._deviation = seen.mean(0), seen.std(0) + 1e-9

    def rows(self, months: Ints, places: Ints) -> Floats:
        """Return the (n, features) design of states."""
        plain = np.clip((self._columns[months, places] - self._mean) / self._deviation, -6, 6)
        return np.concatenate([plain, plain[:, _SQUARED] ** 2], axis=1)

    def at(self, task: Task) -> Floats:
        """Return the design of all origins and places, (origins · places, features)."""
        months, places = np.meshgrid(task.origins, np.arange(task.places), indexing="ij")
        return self.rows(months.ravel(), places.ravel())


def ladder_odds(design: Floats, outcomes: Floats, asked: Floats) -> tuple[Floats, Floats] | None:
    """Return the thresholds that could be learned and the odds (n, thresholds) of reaching each, never rising; or None."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1 / _PENALTY, solver="newton-cholesky", tol=1e-3, max_iter=50, warm_start=True)
    odds, learned = [], []
    for threshold in LADDER:
        reached = outcomes >= threshold
        if min(reached.sum(), (~reached).sum()) < _FEWEST:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model.fit(design, reached)
        odds.append(model.predict_proba(asked)[:, 1])
        learned.append(threshold)
    if len(learned) < 2 or learned[0] != 1:
        return None
    return np.array(learned, dtype=np.float64), np.minimum.accumulate(np.stack(odds, axis=1), axis=1)


def threshold_odds(task: Task) -> Floats | None:
    """Odds for each threshold from levels, rests, volatility and neighbours; straight in logarithms between thresholds."""
    design = Design(task)
    asked = design.at(task)

    def one(target: Target) -> Floats | None:
        pairs: Pairs = pairs_of(task, target)
        found = ladder_odds(design.rows(pairs.months, pairs.places), pairs.outcomes, asked)
        return None if found is None else _masses(*found)

    return gathered(task, one)


def _masses(ladder: Floats, odds: Floats) -> Floats:
    """Return masses whose odds of reaching the ladder are `odds`."""
    logs, steps = np.log(odds + 1e-12), np.log(ladder)
    asked = np.log(POINTS + 1.0)
    step = np.clip(np.searchsorted(steps, asked, side="right") - 1, 0, len(ladder) - 2)
    share = (asked - steps[step]) / (steps[step + 1] - steps[step])
    above = np.exp(logs[:, step] * (1 - share) + logs[:, step + 1] * share)
    beyond = asked > steps[-1]
    above[:, beyond] = np.exp(logs[:, -1:] - _TAIL * (asked[beyond] - steps[-1]))
    above[:, -1] = 0.0
    below = np.maximum.accumulate(1 - np.minimum(above, 1.0), axis=1)
    return np.diff(below, axis=1, prepend=0.0)

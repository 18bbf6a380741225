"""What moves an outlook: groups of features, and by how much each shifts the odds of 25 deaths from those of a usual place."""

from __future__ import annotations

import warnings

import numpy as np

from harmattan.records.outlook import Driver
from harmattan.stages.outlooks.features import Features
from harmattan.stages.outlooks.models import Target, Task
from harmattan.stages.outlooks.models.task import pairs_of
from harmattan.stages.outlooks.panel import Panel
from harmattan.stages.outlooks.support import Floats

GROUPS = {
    "recent": ("recent level", "last month", "last 3 months", "last 6 months"),
    "year": ("last 12 months", "share of violent months in a year", "worst month of a year"),
    "long_past": (
        "last 3 years", "last 10 years", "whole past", "share of violent months in 5 years", "worst month of 5 years",
    ),
    "rest": ("months since a death", "months since 25 deaths", "months since 100 deaths"),
    "neighbours": ("neighbours, 3 months", "worst neighbour", "neighbours, 12 months"),
    "volatility": ("volatility",),
}  # fmt: skip
_FEWEST = 30
_LEAST = 0.05


class Drivers:
    """Explains by a logistic regression, linear in standardised features, of whether the last horizon reaches 25 deaths."""

    def __init__(self, panel: Panel, features: Features, target: Target, row: int) -> None:
        self._panel, self._features, self._row = panel, features, row
        self._shares = self._learn(target)

    def _learn(self, target: Target) -> Floats | None:
        """Return the shift of the log odds by place and feature; None where there is too little to learn from."""
        from sklearn.linear_model import LogisticRegression

        task = Task(features=self._features, targets=(target,), until=self._row, origins=np.array([self._row]))
        pairs = pairs_of(task, target)
        reached = pairs.outcomes >= 25
        if min(reached.sum(), (~reached).sum()) < _FEWEST:
            return None
        rows = self._features.columns[pairs.months, pairs.places]
        mean, deviation = rows.mean(0), rows.std(0) + 1e-9
        model = LogisticRegression(C=0.1, solver="newton-cholesky", tol=1e-3)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model.fit((rows - mean) / deviation, reached)
        now: Floats = (self._features.columns[self._row] - mean) / deviation * model.coef_[0]
        return now

    def of(self, place: int, mean12: float) -> tuple[Driver, ...]:
        """Return the drivers of a place, strongest first; weights are shifts of the log odds, 0 where none could be learned."""
        found = []
        for code, names in GROUPS.items():
            columns = [self._features.names.index(name) for name in names]
            weight = 0.0 if self._shares is None else float(self._shares[place, columns].sum())
            if self._shares is not None and abs(weight) < _LEAST:
                continue
            found.append(Driver(code=code, detail=self._detail(code, place, mean12), weight=round(weight, 3)))
        return tuple(sorted(found, key=lambda driver: -abs(driver.weight)))

    def _detail(self, code: str, place: int, mean12: float) -> str:
        of, row = self._features, self._row
        if code == "recent":
            return (
                f"{of.now[row, place]:,.0f} deaths in the last month, {_three(of, row, place):,.1f} a month over three"
            )
        if code == "year":
            return f"{12 * mean12:,.0f} deaths in the last twelve months"
        if code == "long_past":
            return f"{of.mean120[row, place]:,.1f} deaths a month over ten years, {of.mean_all[row, place]:,.1f} over all known"
        if code == "rest":
            return (
                f"{_months(of.rest1[row, place])} since a death, {_months(of.rest25[row, place])} since 25 in one month"
            )
        if code == "neighbours":
            count = int(self._panel.borders[place].sum())
            if not count:
                return "no neighbour in the series"
            around = "its neighbour" if count == 1 else f"its {count} neighbours"
            return f"{of.around[row, place]:,.1f} deaths a month in {around} on average, over three months"
        return f"deaths change by a factor of {np.exp(of.volatility[row, place]):,.1f} from month to month"


def _three(features: Features, row: int, place: int) -> float:
    return float(np.expm1(features.columns[row, place, features.names.index("last 3 months")]))


def _months(logarithm: float) -> str:
    months = round(float(np.expm1(logarithm)))
    return f"{months} month" if months == 1 else f"{months} months"

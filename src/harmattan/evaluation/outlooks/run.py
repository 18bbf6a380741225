"""Forecasts of a panel from rolling origins, as they would have been made, and those of baselines and red team beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.errors import SettingsError
from harmattan.evaluation.outlooks.entries import of_draws, of_masses
from harmattan.evaluation.outlooks.red_team import red_team
from harmattan.evaluation.outlooks.scores import Cases, Floats, Forecasts
from harmattan.stages.outlooks.features import Features, make_features
from harmattan.stages.outlooks.models import NAMES, make_target
from harmattan.stages.outlooks.months import month_text
from harmattan.stages.outlooks.panel import Panel
from harmattan.stages.outlooks.rolling import Made, Step, baselines, roll
from harmattan.stages.outlooks.settings import ACTIVE, OutlookSettings
from harmattan.stages.outlooks.support import crps

OURS = "outlook"
BASELINE = "conflictology"
Tell = Callable[[str, int], None]
T = TypeVar("T", Cases, Forecasts)
_YEARS_TO_LEARN = 8
"""Years before the first origin from which on past forecasts are made, where the panel has them."""
_YEARS_OF_STATES = 8
"""Years of a panel that models learn from before the first of those."""


class Evaluated(msgspec.Struct, frozen=True, kw_only=True):
    """What was forecast and what came. `methods` has OURS, the baselines and the red team; `climatology` the odds of onset."""

    cases: Cases
    methods: dict[str, Forecasts]
    alone: dict[str, Floats]
    """CRPS, on the grid, of each model of the pool alone."""
    climatology: Floats
    """Share of a place's past quiet states that were followed by 25 deaths, (n,)."""
    first: str
    last: str
    places: tuple[str, ...]


def evaluate(
    panel: Panel,
    *,
    first: int,
    horizons: tuple[int, ...] = (1, 2, 3, 4, 5, 6),
    settings: OutlookSettings | None = None,
    tell: Tell | None = None,
) -> Evaluated:
    """Return the forecasts from every origin whose next month is `first` or later, with all outcomes that the panel knows.

    Parameters are learned anew each January, pools from the forecasts whose outcome was known then. Raises SettingsError where
    the panel begins too late to learn anything before `first`.
    """
    settings = settings or OutlookSettings()
    begin = first - 1 - panel.first
    rows = len(panel.values)
    learning = max(begin - 12 * _YEARS_TO_LEARN, min(12 * _YEARS_OF_STATES, begin - 24))
    if learning < 24 or begin >= rows - 1:
        raise SettingsError(
            f"the series runs from {month_text(panel.first)} to {month_text(panel.last)}: forecasts from {month_text(first)} on "
            "need four years before it and a month after it; give another --from"
        )
    features = make_features(panel)
    targets = [make_target(panel.values, horizon) for horizon in horizons]
    steps = _steps(learning, begin, rows - 2)
    parts: list[_Part] = []
    for made in roll(features, targets, steps, settings, tell=tell):
        if made.step.origins[0] >= begin:
            parts.append(_part(panel, features, made))
    if tell is not None:
        tell("scores", len(steps))
    return _evaluated(panel, features, parts, first)


def _steps(learning: int, begin: int, last: int) -> list[Step]:
    """Return steps of a year each: every third month while pools learn, every month from `begin` on."""
    steps = []
    start = begin - 12 * -(-(begin - learning) // 12)
    for until in range(start, last + 1, 12):
        pace = 1 if until >= begin else 3
        origins = tuple(range(max(until, 24), min(until + 12, last + 1), pace))
        if origins:
            steps.append(Step(until=until, origins=origins))
    return steps


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    cases: Cases
    ours: Forecasts
    naive: dict[str, Forecasts]
    draws: Floats
    alone: dict[str, Floats]


def _part(panel: Panel, features: Features, made: Made) -> _Part:
    """Return the cases of a step whose outcome is known, flat, with ours and the naive forecasts of them."""
    origins = np.array(made.step.origins)
    index = []
    for number, target in enumerate(made.targets):
        ends = origins + target.horizon
        for known in np.nonzero(ends < len(panel.values))[0]:
            places = np.nonzero(~np.isnan(target.ends[ends[known]]))[0]
            index.append(np.stack([np.full(len(places), known), np.full(len(places), number), places], axis=1))
    flat = np.concatenate(index) if index else np.zeros((0, 3), dtype=np.int64)
    row, position, place = flat.T
    horizons = np.array([target.horizon for target in made.targets])[position]
    origin = origins[row]
    mean12 = features.mean12[origin, place]
    cases = Cases(
        outcomes=panel.values[origin + horizons, place],
        origins=origin,
        horizons=horizons,
        places=place,
        active=mean12 * 12 >= ACTIVE,
        mean12=mean12,
    )
    naive = {
        name: of_masses(masses[row, position, place], mean12)
        for name, masses in baselines(features, made.targets, made.step.origins, panel.borders).items()
        if name != BASELINE
    }
    alone = {name: crps(made.single[name][row, position, place], cases.outcomes) for name in NAMES}
    return _Part(
        cases=cases,
        ours=of_masses(made.pooled[row, position, place], mean12),
        naive=naive,
        draws=_last_twelve(panel, features, origin, place),
        alone=alone,
    )


def _last_twelve(panel: Panel, features: Features, origin: NDArray[np.int64], place: NDArray[np.int64]) -> Floats:
    """Return conflictology's draws themselves, (n, 12): the last twelve months, unknown ones as the mean of the rest."""
    back = np.maximum(origin[:, None] - np.arange(12), 0)
    found = panel.values[back, place[:, None]]
    return np.where(np.isnan(found), np.rint(features.mean12[origin, place])[:, None], found)


def _evaluated(panel: Panel, features: Features, parts: list[_Part], first: int) -> Evaluated:
    cases = _stacked([part.cases for part in parts])
    draws = np.concatenate([part.draws for part in parts])
    methods = {OURS: _stacked([part.ours for part in parts]), BASELINE: of_draws(draws, cases.mean12)}
    for name in parts[0].naive:
        methods[name] = _stacked([part.naive[name] for part in parts])
    methods.update(red_team(cases, draws))
    return Evaluated(
        cases=cases,
        methods=methods,
        alone={name: np.concatenate([part.alone[name] for part in parts]) for name in NAMES},
        climatology=_climatology(panel, features, cases),
        first=month_text(first),
        last=month_text(panel.last),
        places=panel.places,
    )


def _stacked(parts: list[T]) -> T:
    kind = type(parts[0])
    return kind(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in kind.__struct_fields__})


def _climatology(panel: Panel, features: Features, cases: Cases) -> Floats:
    """Return the share of quiet months, before each origin and in its place, that a month with 25 deaths followed."""
    quiet = features.mean12[:-1] * 12 < ACTIVE
    followed = quiet & (np.nan_to_num(panel.values[1:]) >= 25)
    seen = np.concatenate([np.zeros((1, quiet.shape[1])), np.cumsum(quiet, 0)])
    came = np.concatenate([np.zeros((1, quiet.shape[1])), np.cumsum(followed, 0)])
    # Each place begins with one quiet month of the usual kind, so that none has odds of zero.
    everywhere = (came.sum(1, keepdims=True) + 1) / (seen.sum(1, keepdims=True) + 100)
    came, seen = came + everywhere, seen + 1
    odds: Floats = came[cases.origins, cases.places] / seen[cases.origins, cases.places]
    return odds

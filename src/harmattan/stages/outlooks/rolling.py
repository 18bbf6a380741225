"""Forecasts as they would have been made: at each origin with what was known then, pooled by what was known of past ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.stages.outlooks.features import Features
from harmattan.stages.outlooks.models import Model, Target, Task, conflictology, models
from harmattan.stages.outlooks.models.own import global_bootstrap, last_value, neighbourhood, zeros
from harmattan.stages.outlooks.pooling import Pool, Record, joined, learn_pool, record_of, stretch_of
from harmattan.stages.outlooks.settings import OutlookSettings
from harmattan.stages.outlooks.support import Floats

Ints = NDArray[np.integer[Any]]
Tell = Callable[[str, int], None]
ALWAYS = ("conflictology", "recent_months", "usual_course")
"""Models that need no past but a place's own."""
_SHORT = 24
"""Known months below which a place's own past is too thin to stand in for a model."""
BASELINES = ("conflictology", "neighbours", "global", "last value", "zeros")


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Forecast from these origins with parameters learned up to `until` (all rows of the panel)."""

    until: int
    origins: tuple[int, ...]


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What one step forecast: pooled masses (origins, targets, places, SIZE) and what they came of."""

    step: Step
    targets: tuple[Target, ...]
    pooled: Floats
    single: dict[str, Floats]
    """Masses of each model."""
    pools: dict[int, Pool]
    """What was learned, by stretch."""


def schedule(first: int, last: int, *, stride: int, dense: int) -> list[Step]:
    """Return yearly steps whose origins run from `first` to before `last`, every `stride` months, each month from `dense` on."""
    steps = []
    begin = last - 12 * -(-(last - first) // 12)
    for until in range(begin, last, 12):
        origins = [
            row for row in range(max(until, first), min(until + 12, last)) if row >= dense or (last - row) % stride == 0
        ]
        if origins:
            steps.append(Step(until=until, origins=tuple(origins)))
    return steps


def roll(
    features: Features,
    targets: Sequence[Target],
    steps: Sequence[Step],
    settings: OutlookSettings,
    *,
    tell: Tell | None = None,
) -> Iterator[Made]:
    """Yield what each step forecasts. Records of earlier steps, and nothing later, make the pools of a step."""
    records: dict[int, list[Record]] = {stretch_of(target): [] for target in targets}
    for number, step in enumerate(steps):
        if tell is not None:
            tell("past forecasts", number)
        made = forecast(features, targets, step, pools(records, step.until, settings), settings)
        yield made
        for position, target in enumerate(targets):
            found = record(features, target, made, position)
            if found is not None:
                records[stretch_of(target)].append(found)


def pools(records: dict[int, list[Record]], until: int, settings: OutlookSettings) -> dict[int, Pool]:
    """Return what past forecasts teach by stretch, of those whose outcome was known at row `until`."""
    since = until - 12 * settings.years
    return {
        stretch: learn_pool(joined(found), stretch, until=until, since=since, shy=settings.shy)
        for stretch, found in records.items()
    }


def forecast(
    features: Features, targets: Sequence[Target], step: Step, learned: dict[int, Pool], settings: OutlookSettings
) -> Made:
    """Return the forecasts of one step with pools that are given."""
    task = Task(features=features, targets=tuple(targets), until=step.until, origins=np.array(step.origins))
    single: dict[str, Floats] = {}
    for name, model in models(settings.memory).items():
        masses = model(task)
        single[name] = _stand_in(features, task, single) if masses is None else masses
    regime = features.regimes[task.origins]
    shape = (len(step.origins), task.places, -1)
    pooled = []
    for position, target in enumerate(targets):
        every = np.stack([masses[:, position].reshape(-1, masses.shape[-1]) for masses in single.values()])
        pooled.append(learned[stretch_of(target)].apply(every, regime.ravel()).reshape(shape))
    return Made(
        step=step,
        targets=tuple(targets),
        pooled=np.stack(pooled, axis=1).astype(np.float32),
        single=single,
        pools=learned,
    )


def _stand_in(features: Features, task: Task, single: dict[str, Floats]) -> Floats:
    """Return what a model says that can't learn yet: the mean of those that need not, for a short past the usual course alone."""
    known = np.cumsum(~np.isnan(features.values), axis=0)[task.origins]
    mean = np.mean([single[name] for name in ALWAYS], axis=0)
    return np.where((known < _SHORT)[:, None, :, None], single["usual_course"], mean)


def baselines(
    features: Features, targets: Sequence[Target], origins: Sequence[int], borders: NDArray[np.bool_]
) -> dict[str, Floats]:
    """Return the masses of the naive forecasts, (origins, targets, places, SIZE), by the names of BASELINES."""
    task = Task(features=features, targets=tuple(targets), until=max(origins), origins=np.array(origins))
    makers: tuple[Model, ...] = (conflictology, partial(neighbourhood, borders), global_bootstrap, last_value, zeros)
    found = {}
    for name, maker in zip(BASELINES, makers, strict=True):
        masses = maker(task)
        if masses is not None:
            found[name] = masses
    return found


def record(features: Features, target: Target, made: Made, position: int) -> Record | None:
    """Return how the forecasts of a step for one target did; None where no outcome is known."""
    origins = np.array(made.step.origins)
    ends = origins + target.horizon
    inside = ends < len(target.ends)
    if not inside.any():
        return None
    outcomes = target.ends[ends[inside]]
    rows, places = np.nonzero(~np.isnan(outcomes))
    if len(rows) == 0:
        return None
    kept = np.nonzero(inside)[0][rows]
    every = np.stack([masses[kept, position, places] for masses in made.single.values()])
    return record_of(every, outcomes[rows, places], ends[kept], features.regimes[origins[kept], places])

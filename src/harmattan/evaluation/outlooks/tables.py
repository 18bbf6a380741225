"""The whole table: every method under every score, what the red team wins, and skill with its intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec
import numpy as np

from harmattan.evaluation.outlooks.run import BASELINE, OURS, Evaluated
from harmattan.evaluation.outlooks.scores import (
    DRAWS,
    METRICS,
    Bools,
    Cases,
    Floats,
    Forecasts,
    Interval,
    average_precision,
    covered,
    crps,
    escalation_of,
    ignorance,
    interval,
    off_even,
    onset_of,
    randomised_pit,
    skill,
)
from harmattan.stages.outlooks.months import month_number

RED_TEAM = ("all zero", "huge spread", "baseline's copy", "timid")
CLIMATOLOGY = "climatology"
T = TypeVar("T", Cases, Forecasts)


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the cases: scores by method and metric, null where a metric says nothing of it."""

    title: str
    forecasts: int
    active: int
    onsets: int
    escalations: int
    scores: dict[str, dict[str, float | None]]
    skill: Interval
    """Of the CRPS, over conflictology."""
    beaten_by: dict[str, tuple[str, ...]]
    """Degenerate forecasts that a metric prefers to ours."""
    alone: dict[str, float]
    """CRPS of each model alone, on the grid."""
    pool: float
    """CRPS of ours where each model's is given."""


class OutlookScores(msgspec.Struct, frozen=True, kw_only=True):
    """What `harmattan evaluate outlook` prints."""

    series: str
    parts: tuple[Scores, ...]


def score_part(evaluated: Evaluated, chosen: Bools, title: str) -> Scores:
    """Return every score of every method over the chosen cases (n,). At least one case must be chosen."""
    cases = _taken(evaluated.cases, chosen)
    methods = {name: _taken(method, chosen) for name, method in evaluated.methods.items()}
    crps_of = {name: crps(method, cases.outcomes) for name, method in methods.items()}
    table = {name: _scores(method, cases, crps_of[name]) for name, method in methods.items()}
    possible, came = onset_of(cases)
    climate = evaluated.climatology[chosen]
    table[CLIMATOLOGY] = dict.fromkeys(METRICS) | {"onset": average_precision(came[possible], climate[possible])}
    could, rose = escalation_of(cases)
    return Scores(
        title=title,
        forecasts=len(cases.outcomes),
        active=int(cases.active.sum()),
        onsets=int(came[possible].sum()),
        escalations=int(rose[could].sum()),
        scores=table,
        skill=skill(crps_of[OURS], crps_of[BASELINE], cases),
        beaten_by=_beaten_by(table),
        alone={name: float(score[chosen].mean()) for name, score in evaluated.alone.items()},
        pool=float(crps_of[OURS].mean()),
    )


def _taken(of: T, chosen: Bools) -> T:
    """Return the arrays of the chosen cases alone."""
    return type(of)(**{name: getattr(of, name)[chosen] for name in of.__struct_fields__})


def _scores(method: Forecasts, cases: Cases, score: Floats) -> dict[str, float | None]:
    possible, came = onset_of(cases)
    could, rose = escalation_of(cases)
    inside = covered(method, cases.outcomes)
    return {
        "crps": float(score.mean()),
        "ignorance": float(ignorance(method, cases.outcomes, DRAWS).mean()),
        "interval": float(interval(method, cases.outcomes).mean()),
        "coverage": float(inside[cases.active].mean()) if cases.active.any() else None,
        "pit": off_even(randomised_pit(method, cases.outcomes)),
        "onset": average_precision(came[possible], method.reach25[possible]),
        "escalation": average_precision(rose[could], method.doubling[could]),
        "brier25": float(((method.reach25 - (cases.outcomes >= 25)) ** 2).mean()),
    }


def _beaten_by(table: dict[str, dict[str, float | None]]) -> dict[str, tuple[str, ...]]:
    """Return the degenerate forecasts that each metric prefers to ours."""
    found: dict[str, tuple[str, ...]] = {}
    for metric in METRICS:
        ours = table[OURS][metric]
        if ours is None:
            continue
        better = []
        for name in RED_TEAM:
            theirs = table[name][metric]
            if theirs is not None and _loss(theirs, metric) < _loss(ours, metric):
                better.append(name)
        if better:
            found[metric] = tuple(better)
    return found


def _loss(value: float, metric: str) -> float:
    rule = METRICS[metric]
    if rule.better == "near":
        return abs(value - rule.wanted)
    return value if rule.better == "less" else -value


def score_table(
    evaluated: Evaluated,
    series: str,
    first_month: int,
    regions: dict[str, list[str]],
    splits: Sequence[tuple[str, str]],
) -> OutlookScores:
    """Return the scores of every split (YYYY-MM, YYYY-MM) and of all months, each with its regions apart.

    `first_month` is the number of the panel's first month.
    """
    spans = [(f"{begin} to {end}", begin, end) for begin, end in splits]
    if (evaluated.first, evaluated.last) not in splits:
        spans.append((f"{evaluated.first} to {evaluated.last}", evaluated.first, evaluated.last))
    rows = [
        (title, (month_number(begin) or 0) - first_month, (month_number(end) or 0) - first_month)
        for title, begin, end in spans
    ]
    return OutlookScores(series=series, parts=tuple(parts_of(evaluated, regions, rows)))


def parts_of(
    evaluated: Evaluated, regions: Mapping[str, Sequence[str]], splits: Sequence[tuple[str, int, int]]
) -> list[Scores]:
    """Return the scores of all cases, of each split (title, first and last row of the month forecast) and region in it."""
    months = evaluated.cases.origins + evaluated.cases.horizons
    everywhere = np.ones(len(months), dtype=bool)
    found = []
    for title, begin, end in splits:
        when = (months >= begin) & (months <= end)
        for region, places in {"": (), **regions}.items():
            columns = [column for column, place in enumerate(evaluated.places) if place in places]
            where = np.isin(evaluated.cases.places, columns) if region else everywhere
            if (when & where).any():
                found.append(score_part(evaluated, when & where, ", ".join(filter(None, (region, title)))))
    return found

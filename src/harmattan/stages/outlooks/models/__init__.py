"""A small set of well-understood models. Each takes a Task and returns distributions, or None where it can't learn."""

from __future__ import annotations

from functools import partial

from harmattan.stages.outlooks.models.analogues import analogues
from harmattan.stages.outlooks.models.exciting import self_exciting
from harmattan.stages.outlooks.models.hurdle import hurdle_counts
from harmattan.stages.outlooks.models.own import conflictology, recent_months
from harmattan.stages.outlooks.models.prior import usual_course
from harmattan.stages.outlooks.models.task import Model, Target, Task, make_target
from harmattan.stages.outlooks.models.thresholds import threshold_odds
from harmattan.stages.outlooks.models.transitions import transitions

VERSION = "1"
NAMES = (
    "conflictology",
    "recent_months",
    "usual_course",
    "analogues",
    "self_exciting",
    "transitions",
    "threshold_odds",
    "hurdle_counts",
)


def models(memory: float) -> dict[str, Model]:
    """Return the models by name, in the order of NAMES; `memory` is the half-life of a place's own past in months."""
    found: tuple[Model, ...] = (
        conflictology,
        partial(recent_months, memory),
        usual_course,
        analogues,
        self_exciting,
        transitions,
        threshold_odds,
        hurdle_counts,
    )
    return dict(zip(NAMES, found, strict=True))


__all__ = ["NAMES", "VERSION", "Model", "Target", "Task", "conflictology", "make_target", "models"]

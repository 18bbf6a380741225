"""The past calls of a panel: what would have been said, what came, and what that teaches."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.records.outlook import PastCall
from harmattan.stages.outlooks.features import Features
from harmattan.stages.outlooks.models import Target, Task, conflictology
from harmattan.stages.outlooks.months import month_text
from harmattan.stages.outlooks.panel import Panel
from harmattan.stages.outlooks.pooling import Record, joined, stretch_of
from harmattan.stages.outlooks.rolling import Made, Step, record, roll
from harmattan.stages.outlooks.settings import ACTIVE, OutlookSettings
from harmattan.stages.outlooks.support import Floats, crps, quantiles

SHOWN = 24
"""Past calls of a place and horizon that an outlook shows at most."""
_LEVELS = np.array([0.05, 0.5, 0.95])


class Calls(msgspec.Struct, frozen=True, kw_only=True):
    """Past forecasts of one target: arrays (origins, places), NaN where the outcome is unknown; `spans` (…, 3)."""

    origins: NDArray[np.int64]
    outcomes: Floats
    spans: Floats
    score: Floats
    baseline: Floats
    active: NDArray[np.bool_]


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """Records by stretch, for pools, and calls by target name and horizon, for readers."""

    records: dict[int, Record]
    made: dict[tuple[str, int], Calls]

    def scores(self, name: str, horizon: int, place: int) -> dict[str, float]:
        """Return mean CRPS, ours and the baseline's, here and of all places, and coverage of active ones; empty without calls."""
        calls = self.made.get((name, horizon))
        if calls is None:
            return {}
        known = ~np.isnan(calls.outcomes)
        here = known[:, place]
        inside = (calls.outcomes >= calls.spans[..., 0]) & (calls.outcomes <= calls.spans[..., 2])
        busy = known & calls.active
        found: dict[str, float] = {"forecasts": float(here.sum()), "forecasts_all": float(known.sum())}
        for label, rows in (("", here), ("_all", known)):
            ours = calls.score[:, place][rows] if not label else calls.score[rows]
            naive = calls.baseline[:, place][rows] if not label else calls.baseline[rows]
            if len(ours):
                found[f"crps{label}"] = round(float(ours.mean()), 3)
                found[f"baseline_crps{label}"] = round(float(naive.mean()), 3)
        if here.any():
            found["inside_90"] = round(float(inside[:, place][here].mean()), 3)
        if busy.any():
            found["inside_90_active"] = round(float(inside[busy].mean()), 3)
        return found

    def calls(self, name: str, horizon: int, place: int, first: int) -> tuple[PastCall, ...]:
        """Return the last calls of a place whose outcome is known, oldest first."""
        calls = self.made.get((name, horizon))
        if calls is None:
            return ()
        rows = np.nonzero(~np.isnan(calls.outcomes[:, place]))[0][-SHOWN:]
        return tuple(
            PastCall(
                issued=month_text(first + int(calls.origins[row])),
                month=month_text(first + int(calls.origins[row]) + horizon),
                low=float(calls.spans[row, place, 0]),
                middle=float(calls.spans[row, place, 1]),
                high=float(calls.spans[row, place, 2]),
                actual=float(calls.outcomes[row, place]),
                score=round(float(calls.score[row, place]), 3),
                baseline_score=round(float(calls.baseline[row, place]), 3),
            )
            for row in rows
        )


def remember(
    panel: Panel,
    features: Features,
    targets: Sequence[Target],
    steps: Sequence[Step],
    settings: OutlookSettings,
    tell: Callable[[str, int], None] | None = None,
) -> Past:
    """Return what would have been forecast at the steps and how it did; nothing without steps."""
    records: dict[int, list[Record]] = {}
    calls: dict[tuple[str, int], list[Calls]] = {}
    for made in roll(features, targets, steps, settings, tell=tell):
        for position, target in enumerate(targets):
            found = record(features, target, made, position)
            if found is not None:
                records.setdefault(stretch_of(target), []).append(found)
            calls.setdefault((target.name, target.horizon), []).append(_calls(panel, features, target, made, position))
    joint = {stretch: joined(found) for stretch, found in records.items()}
    return Past(
        records={stretch: found for stretch, found in joint.items() if found is not None},
        made={key: _together(found) for key, found in calls.items()},
    )


def _calls(panel: Panel, features: Features, target: Target, made: Made, position: int) -> Calls:
    origins = np.array(made.step.origins)
    naive = conflictology(Task(features=features, targets=(target,), until=int(origins.max()), origins=origins))
    assert naive is not None
    ends = origins + target.horizon
    outcomes = np.full((len(origins), len(panel.places)), np.nan)
    inside = ends < len(target.ends)
    outcomes[inside] = target.ends[ends[inside]]
    filled = np.nan_to_num(outcomes)
    return Calls(
        origins=origins,
        outcomes=outcomes,
        spans=quantiles(made.pooled[:, position], _LEVELS),
        score=crps(made.pooled[:, position], filled),
        baseline=crps(naive[:, 0], filled),
        active=features.mean12[origins] * 12 >= ACTIVE,
    )


def _together(parts: Sequence[Calls]) -> Calls:
    return Calls(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in Calls.__struct_fields__})

"""From a panel to outlooks: forecasts of every place beside the baseline, with what drives them and how past ones did."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.errors import SettingsError
from harmattan.records.base import MadeBy, record_id
from harmattan.records.outlook import MonthCount, Outlook, PastCall
from harmattan.stages.outlooks.drivers import Drivers
from harmattan.stages.outlooks.features import REGIME_NAMES, Features, make_features
from harmattan.stages.outlooks.models import NAMES, VERSION, Target, Task, conflictology, make_target
from harmattan.stages.outlooks.months import month_text
from harmattan.stages.outlooks.panel import Panel
from harmattan.stages.outlooks.past import Past, remember
from harmattan.stages.outlooks.pooling import learn_pool, stretch_of
from harmattan.stages.outlooks.rolling import Step, forecast, schedule
from harmattan.stages.outlooks.settings import ACTIVE, FARTHEST, OutlookSettings
from harmattan.stages.outlooks.support import Floats, quantiles, reach

STAGE = "outlooks"
HISTORY = 60
"""Months of history that an outlook shows."""
_NODES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 21, 24, 30, 36)
"""Horizons that are forecast; those between are interpolated."""
_PAST = (1, 3, 6, 12, 24, 36)
"""Horizons for which past forecasts are made."""
_ROWS_TO_LEARN = 72
"""Months that a panel needs before past forecasts teach more than the package knows."""
Tell = Callable[[str, int], None]


class Declined(msgspec.Struct, frozen=True, kw_only=True):
    """A place without an outlook, and why: `code` is short and stable."""

    place: str
    code: str
    reason: str


class Foresight(msgspec.Struct, frozen=True, kw_only=True):
    """Outlooks of all places and horizons, and the places that have none."""

    outlooks: tuple[Outlook, ...]
    declined: tuple[Declined, ...]


def foresee(
    panel: Panel,
    *,
    as_of: int | None = None,
    settings: OutlookSettings | None = None,
    notes: Mapping[str, str] | None = None,
    tell: Tell | None = None,
) -> Foresight:
    """Return outlooks for the months after `as_of` (the last month of the panel without it), by place, then horizon.

    Nothing after `as_of` is looked at. A place with fewer known months than `settings.fewest`, or whose last known month is
    longer ago than `settings.stalest`, is declined with the reason; one whose last months are unknown is forecast from farther
    away. `notes` hold what a reader must know of a place. Raises SettingsError for months outside 1 to 36 or an empty panel.
    """
    settings = settings or OutlookSettings()
    if not 1 <= settings.months <= FARTHEST:
        raise SettingsError(f"{settings.months} months ahead: outlooks go from 1 to {FARTHEST} months")
    if not panel.places:
        raise SettingsError("the series has no month with a count; there is nothing to look ahead from")
    issued = panel.last if as_of is None else as_of
    if issued < panel.first:
        raise SettingsError(f"{month_text(issued)} lies before the series, which begins in {month_text(panel.first)}")
    panel = panel.until(issued)
    gaps, declined = _gaps(panel, settings)
    kept = np.nonzero(gaps >= 0)[0]
    if len(kept) == 0:
        return Foresight(outlooks=(), declined=tuple(declined))
    panel, gaps = panel.of(kept), gaps[kept]
    features = make_features(panel)
    past = remember(panel, features, _past_targets(panel, settings), _steps(panel, settings), settings, tell)
    if tell is not None:
        tell("outlooks", 0)
    made = _Making(panel, features, past, settings, gaps)
    outlooks = [outlook for place in range(len(panel.places)) for outlook in made.of_place(place, notes or {})]
    return Foresight(outlooks=tuple(outlooks), declined=tuple(declined))


def _gaps(panel: Panel, settings: OutlookSettings) -> tuple[NDArray[np.int64], list[Declined]]:
    """Return months since the last known one by place, -1 for a place without outlook, and why those have none."""
    known = (~np.isnan(panel.values)).sum(0)
    gaps = len(panel.values) - 1 - panel.known_until
    declined = []
    for column, place in enumerate(panel.places):
        if known[column] < settings.fewest:
            months = "1 month is" if known[column] == 1 else f"{known[column]} months are"
            reason = f"{months} known to {month_text(panel.last)}; at least {settings.fewest} are needed"
            declined.append(Declined(place=place, code="too_short", reason=reason))
        elif gaps[column] > settings.stalest:
            last = month_text(panel.last - int(gaps[column]))
            reason = f"nothing is known after {last}, {gaps[column]} months before {month_text(panel.last)}"
            declined.append(Declined(place=place, code="stale", reason=reason))
        else:
            continue
        gaps[column] = -1
    return gaps, declined


def _past_targets(panel: Panel, settings: OutlookSettings) -> tuple[Target, ...]:
    horizons = sorted({horizon for horizon in _PAST if horizon < settings.months} | {settings.months})
    targets = [make_target(panel.values, horizon) for horizon in horizons]
    return (*targets, make_target(panel.values, settings.months, worst=True))


def _steps(panel: Panel, settings: OutlookSettings) -> list[Step]:
    """Return the steps of past forecasts; none where the panel is too short to learn from."""
    last = len(panel.values) - 1
    if last < _ROWS_TO_LEARN:
        return []
    first = max(last - 12 * (settings.years + 1) - settings.months, _ROWS_TO_LEARN // 2)
    return schedule(first, last, stride=settings.stride, dense=last - 23 - settings.months)


class _Making:
    """All forecasts of one panel at its last month, and the outlook of each place made of them."""

    def __init__(
        self, panel: Panel, features: Features, past: Past, settings: OutlookSettings, gaps: NDArray[np.int64]
    ) -> None:
        self._panel, self._features, self._past, self._settings, self._gaps = panel, features, past, settings, gaps
        self._last = len(panel.values) - 1
        self._regime = features.regimes[self._last]
        self._months = list(range(1, settings.months + 1))
        self._pools = {
            stretch: learn_pool(
                past.records.get(stretch),
                stretch,
                until=self._last,
                since=self._last - 12 * settings.years,
                shy=settings.shy,
            )
            for stretch in range(5)
        }
        size = (len(self._months) + 1, len(panel.places))
        self._masses: list[list[Floats | None]] = [[None] * size[1] for _ in range(size[0])]
        self._baseline: list[list[Floats | None]] = [[None] * size[1] for _ in range(size[0])]
        for gap in np.unique(gaps):
            self._fill(int(gap), np.nonzero(gaps == gap)[0])
        self._drivers = Drivers(panel, features, make_target(panel.values, settings.months), self._last)

    def _fill(self, gap: int, places: NDArray[np.int64]) -> None:
        """Forecast from `gap` months back for the places whose last known month that is."""
        months = self._settings.months
        nodes = [node for node in _NODES if node < months] + [months]
        targets = [make_target(self._panel.values, node + gap) for node in nodes]
        targets.append(make_target(self._panel.values, months + gap, worst=True))
        step = Step(until=self._last, origins=(self._last - gap,))
        made = forecast(self._features, targets, step, self._pools, self._settings)
        task = Task(
            features=self._features, targets=tuple(targets), until=self._last, origins=np.array([self._last - gap])
        )
        naive = conflictology(task)
        assert naive is not None
        for found, kept in ((made.pooled[0], self._masses), (naive[0], self._baseline)):
            for row, month in enumerate(self._months):
                high = int(np.searchsorted(nodes, month))
                low = max(high - 1, 0) if nodes[high] != month else high
                share = 0.0 if low == high else (month - nodes[low]) / (nodes[high] - nodes[low])
                between = (1 - share) * found[low] + share * found[high]
                for place in places:
                    kept[row][place] = between[place].astype(np.float64)
            for place in places:
                kept[len(self._months)][place] = found[-1][place].astype(np.float64)

    def of_place(self, place: int, notes: Mapping[str, str]) -> list[Outlook]:
        """Return the outlooks of one place: one a month, then that of the worst month."""
        horizons = [(row, month, False) for row, month in enumerate(self._months)]
        if self._settings.months > 1:
            horizons.append((len(self._months), self._settings.months, True))
        return [self._outlook(place, row, month, worst, notes) for row, month, worst in horizons]

    def _outlook(self, place: int, row: int, month: int, worst: bool, notes: Mapping[str, str]) -> Outlook:
        panel, settings = self._panel, self._settings
        name = panel.places[place]
        masses, baseline = self._masses[row][place], self._baseline[row][place]
        assert masses is not None
        assert baseline is not None
        target = Target(horizon=month + int(self._gaps[place]), worst=worst, ends=panel.values)
        mean12 = float(self._features.mean12[self._last, place])
        active = 12 * mean12 >= ACTIVE
        made_by = MadeBy(
            stage=STAGE, version=VERSION, settings=record_id("settings", msgspec.json.encode(settings)).split("-")[1]
        )
        issued = month_text(panel.last)
        pool = self._pools[stretch_of(target)]
        weights = pool.weights[self._regime[place]]
        first = row == 0
        return Outlook(
            id=record_id("outlook", name, issued, month, target.name, made_by, panel.values[:, place].tobytes()),
            made_by=made_by,
            place=name,
            issued=issued,
            horizon=month,
            target=target.name,
            distribution=_distribution(masses, settings),
            exceeds=_exceeds(masses, settings),
            baseline=_distribution(baseline, settings),
            baseline_exceeds=_exceeds(baseline, settings),
            scores=self._past.scores(target.name, month, place),
            onset=None if active else _odds(masses, 25),
            doubling=_odds(masses, max(2 * mean12, 25)) if active else None,
            baseline_onset=None if active else _odds(baseline, 25),
            baseline_doubling=_odds(baseline, max(2 * mean12, 25)) if active else None,
            regime=REGIME_NAMES[self._regime[place]],
            weights={
                model: round(float(weight), 4) for model, weight in zip(NAMES, weights, strict=True) if weight > 5e-4
            },
            history=self._history(place) if first else (),
            past=self._calls(target.name, month, place),
            notes=self._notes(place, notes) if first else (),
            drivers=self._drivers.of(place, mean12) if first else (),
            inputs_as_of=month_text(panel.last - int(self._gaps[place])),
        )

    def _history(self, place: int) -> tuple[MonthCount, ...]:
        rows = range(max(0, self._last - HISTORY + 1), self._last + 1)
        values = self._panel.values[:, place]
        return tuple(
            MonthCount(
                month=month_text(self._panel.first + row),
                deaths=None if np.isnan(values[row]) else float(values[row]),
            )
            for row in rows
        )

    def _calls(self, name: str, month: int, place: int) -> tuple[PastCall, ...]:
        return self._past.calls(name, month, place, self._panel.first)

    def _notes(self, place: int, notes: Mapping[str, str]) -> tuple[str, ...]:
        found = [notes[self._panel.places[place]]] if self._panel.places[place] in notes else []
        gap = int(self._gaps[place])
        if gap:
            months = "month is" if gap == 1 else f"{gap} months are"
            found.append(f"The last {months} not known, so this looks from {month_text(self._panel.last - gap)} on.")
        known = ~np.isnan(self._panel.values[:, place])
        begin = int(np.argmax(known))
        missing = int((~known[begin : self._last - gap + 1]).sum())
        if missing:
            found.append(f"{missing} months of the series are unknown; none was taken for zero.")
        if known.sum() < 36:
            found.append(f"Only {int(known.sum())} months are known: this rests on how violence went elsewhere.")
        if not self._past.records:
            found.append(
                "The series is too short for a record of past forecasts; the weights are those of the package."
            )
        return tuple(found)


def _odds(masses: Floats, threshold: float) -> float:
    return round(float(reach(masses, np.array(float(threshold)))), 4)


def _exceeds(masses: Floats, settings: OutlookSettings) -> dict[str, float]:
    return {str(threshold): _odds(masses, threshold) for threshold in settings.thresholds}


def _distribution(masses: Floats, settings: OutlookSettings) -> dict[str, float]:
    """Return the count at each level, called as it is written with two decimals or more."""
    found = quantiles(masses, np.array(settings.levels))
    return {_level(level): float(value) for level, value in zip(settings.levels, found, strict=True)}


def _level(level: float) -> str:
    text = f"{level:.4f}".rstrip("0")
    return text if len(text) >= 4 else f"{level:.2f}"

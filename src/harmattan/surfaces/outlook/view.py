"""What an outlook shows, the same in every form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

import msgspec

from harmattan.records.outlook import Outlook, PastCall
from harmattan.surfaces.outlook import words

SKILL_NEEDS = 12
"""Past calls of a place below which no comparison is stated for it."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One month of the forecast, as text."""

    month: str
    middle: str
    span: str
    baseline_middle: str
    baseline_span: str
    reach: tuple[tuple[str, str], ...]
    """Ours and the baseline's odds of each threshold."""


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """One line of odds: what, ours in words and number, and the baseline's."""

    what: str
    ours: str
    baseline: str | None


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """What moves the outlook."""

    title: str
    detail: str
    way: str


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is shown of one place."""

    place: str
    title: str
    lede: str
    months: tuple[Outlook, ...]
    """The outlooks of single months, by horizon."""
    worst: Outlook | None
    odds: tuple[Reach, ...]
    thresholds: tuple[str, ...]
    rows: tuple[Row, ...]
    drivers: tuple[Why, ...]
    record: tuple[str, ...]
    calls: tuple[PastCall, ...]
    calls_title: str
    models: str
    notes: tuple[str, ...]


def sheets(outlooks: Iterable[Outlook], name_of: Callable[[str], str]) -> list[Sheet]:
    """Return a sheet for each place, in the order given; `name_of` says what a place is called."""
    return [
        _sheet(place, tuple(found), name_of(place)) for place, found in groupby(outlooks, key=lambda one: one.place)
    ]


def _sheet(place: str, found: Sequence[Outlook], name: str) -> Sheet:
    months = tuple(one for one in found if one.target == "deaths")
    worst = next((one for one in found if one.target == "worst_month"), None)
    first, last = months[0], months[-1]
    thresholds = tuple(first.exceeds)
    return Sheet(
        place=place,
        title=f"Outlook: {name}",
        lede=_lede(first, last),
        months=months,
        worst=worst,
        odds=tuple(_odds(months, worst)),
        thresholds=tuple(f"{int(level):,}" for level in thresholds),
        rows=tuple(_row(one, thresholds) for one in months),
        drivers=tuple(
            Why(title=words.driver(one)[0], detail=one.detail, way=words.driver(one)[1]) for one in first.drivers
        ),
        record=tuple(_record(months, worst)),
        calls=_calls(months),
        calls_title=_calls_title(months),
        models=_models(last),
        notes=first.notes,
    )


def _lede(first: Outlook, last: Outlook) -> str:
    state = words.REGIMES.get(first.regime or "", "")
    until = month_after(last.issued, last.horizon)
    reach = f"{month_after(first.issued, 1)} to {until}" if last.horizon > 1 else until
    stand = f", {state}" if state else ""
    return f"Deaths a month, {reach}, from what was known at the end of {first.inputs_as_of or first.issued}{stand}."


def month_after(month: str, ahead: int) -> str:
    """Return YYYY-MM so many months after another."""
    number = int(month[:4]) * 12 + int(month[5:7]) - 1 + ahead
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _odds(months: Sequence[Outlook], worst: Outlook | None) -> Iterable[Reach]:
    """Yield the odds that matter: thresholds in the worst month of the window, an onset, a doubling."""
    last = worst or months[-1]
    window = f"in some month of the next {last.horizon}" if worst is not None else "next month"
    for level, chance in last.exceeds.items():
        what = f"{'a death' if level == '1' else f'{int(level):,} deaths or more'} {window}"
        yield Reach(what=what, ours=words.odds(chance), baseline=words.percent(last.baseline_exceeds[level]))
    for what, ours, naive in (
        ("an onset (25 deaths after a quiet year)", last.onset, last.baseline_onset),
        ("at least twice the monthly mean of the last year", last.doubling, last.baseline_doubling),
    ):
        if ours is not None:
            yield Reach(
                what=f"{what} {window}",
                ours=words.odds(ours),
                baseline=None if naive is None else words.percent(naive),
            )


def _row(one: Outlook, thresholds: Sequence[str]) -> Row:
    return Row(
        month=month_after(one.issued, one.horizon),
        middle=words.deaths(_at(one.distribution, 0.5)),
        span=_span(one.distribution),
        baseline_middle=words.deaths(_at(one.baseline, 0.5)),
        baseline_span=_span(one.baseline),
        reach=tuple(
            (words.percent(one.exceeds[level]), words.percent(one.baseline_exceeds[level])) for level in thresholds
        ),
    )


def _span(distribution: dict[str, float]) -> str:
    return f"{words.deaths(_at(distribution, 0.05))} to {words.deaths(_at(distribution, 0.95))}"


def _at(distribution: dict[str, float], level: float) -> float:
    """Return the count at the level nearest to the wanted one."""
    return distribution[min(distribution, key=lambda key: abs(float(key) - level))]


def _record(months: Sequence[Outlook], worst: Outlook | None) -> Iterable[str]:
    """Yield how past forecasts did beside the baseline: of this place where there are enough, and of all places."""
    for one in months:
        scores = one.scores
        if "crps_all" not in scores:
            continue
        ahead = "1 month" if one.horizon == 1 else f"{one.horizon} months"
        if scores.get("forecasts", 0) >= SKILL_NEEDS and "crps" in scores:
            ours, naive = scores["crps"], scores["baseline_crps"]
            yield (
                f"{ahead} ahead, here: mean error (CRPS) {ours:,.1f} deaths, the baseline's {naive:,.1f} "
                f"({_compared(ours, naive)}); {words.percent(scores['inside_90'])} of {scores['forecasts']:.0f} outcomes "
                "fell into the 90 % range"
            )
        ours, naive = scores["crps_all"], scores["baseline_crps_all"]
        inside = (
            f"; {words.percent(scores['inside_90_active'])} in range where there was fighting"
            if "inside_90_active" in scores
            else ""
        )
        yield f"{ahead} ahead, all places: {ours:,.1f}, the baseline's {naive:,.1f} ({_compared(ours, naive)}){inside}"


def _compared(ours: float, naive: float) -> str:
    if naive <= 0:
        return "no comparison"
    change = 1 - ours / naive
    return (
        f"{100 * abs(change):.0f} % {'better' if change >= 0 else 'worse'}"
        if abs(change) >= 0.005
        else "no better, no worse"
    )


def _calls(months: Sequence[Outlook]) -> tuple[PastCall, ...]:
    """Return the past calls of the longest horizon that has any."""
    return next((one.past for one in reversed(months) if one.past), ())


def _calls_title(months: Sequence[Outlook]) -> str:
    horizon = next((one.horizon for one in reversed(months) if one.past), 0)
    return f"Past calls, {'1 month' if horizon == 1 else f'{horizon} months'} ahead, as they would have been made"


def _models(one: Outlook) -> str:
    shares = sorted(one.weights.items(), key=lambda item: -item[1])
    return ", ".join(f"{words.MODELS.get(name, name)} {100 * share:.0f} %" for name, share in shares if share >= 0.005)

"""What the words of a distance mean: how long ago, since, until or for how long, told from a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from harmattan.plugins.extractors.rules.calendar import Days, month_of, months_from, week_of, year_of
from harmattan.plugins.extractors.rules.feasts import words
from harmattan.plugins.extractors.rules.time_readers import Match, Reading, Told, part
from harmattan.records.claim import TimePrecision

_PRECISION: dict[str, TimePrecision] = {
    "hour": "day", "day": "day", "week": "week", "fortnight": "week", "month": "month", "year": "year", "decade": "year",
}  # fmt: skip
_ORDER: tuple[TimePrecision, ...] = ("day", "week", "month", "year")
_MOST = 1000
"""Units of the longest distance that is read as one."""


def _unit(match: Match) -> str:
    said, known = (part(match, "u") or "").removesuffix("-long"), words().units
    return known[said] if said in known else known[said.removesuffix("s")]


def _count(match: Match, told: Told) -> int | None:
    """How many units: None where the words don't say ("several")."""
    from text_to_num import text2num

    said = part(match, "n")
    if said is None:
        return 1
    if said.isdigit():
        return int(said)
    said = re.sub(r" (?:de|d')$", "", said)
    known = {
        "a": 1,
        "an": 1,
        "un": 1,
        "une": 1,
        "une dizaine": 10,
        "une quinzaine": 15,
        "une vingtaine": 20,
        "une trentaine": 30,
    }
    if said in known:
        return known[said]
    try:
        return int(text2num(said, told.language))
    except ValueError:
        return None


def _shifted(day: date, unit: str, count: int) -> date:
    """Return the day so many units later, months and years by the calendar."""
    if unit in ("month", "year", "decade"):
        return months_from(day, count * {"month": 1, "year": 12, "decade": 120}[unit])
    if unit == "hour":
        return day + timedelta(days=int(count / 24))
    return day + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])


def _around(day: date, precision: TimePrecision) -> Days:
    """Return the day, or the calendar's week, month or year around it."""
    if precision == "week":
        return week_of(day)
    if precision == "month":
        return month_of(day.year, day.month)
    return year_of(day.year) if precision == "year" else (day, day)


def _far(match: Match, told: Told, origin: date | None, sign: int) -> Reading:
    """The calendar unit so far from a day."""
    unit, number = _unit(match), _count(match, told)
    if number is None:
        return Reading(days=None, precision="unknown")
    precision = _PRECISION[unit]
    if origin is None or number > _MOST:
        return Reading(days=None, precision=precision)
    try:
        return Reading(days=_around(_shifted(origin, unit, sign * number), precision), precision=precision)
    except (OverflowError, ValueError):
        return Reading(days=None, precision=precision)


def read_ago(match: Match, told: Told) -> Reading | None:
    """Read a time so long before publication."""
    return _far(match, told, told.day, -1)


def read_ahead(match: Match, told: Told) -> Reading | None:
    """Read a time so long after publication ("in two months"), in a sentence of the future; elsewhere it is a length of time."""
    return _far(match, told, told.day, 1) if told.ahead else read_duration(match, told)


def read_recent(match: Match, told: Told) -> Reading | None:
    """ "The past two weeks": the days up to publication, or with "since" from there on."""
    return _reaching(match, told, -1)


def read_coming(match: Match, told: Told) -> Reading | None:
    """ "The next two weeks": the days from publication."""
    return _reaching(match, told, 1)


def _reaching(match: Match, told: Told, sign: int) -> Reading:
    unit, number = _unit(match), _count(match, told)
    since = bool(match.groupdict().get("since"))
    if number is None or number > _MOST:
        return Reading(days=None, precision="unknown", since=since)
    precision = _PRECISION[unit]
    if told.day is None:
        return Reading(days=None, precision=precision, since=since)
    try:
        other = _shifted(told.day, unit, sign * number)
    except (OverflowError, ValueError):
        return Reading(days=None, precision=precision, since=since)
    return Reading(days=(min(other, told.day), max(other, told.day)), precision=precision, since=since)


def read_duration(match: Match, told: Told) -> Reading | None:
    """Read a length of time; None where it is an age."""
    rest = match.string[match.end() : match.end() + 12].lower()
    if told.language == "en" and re.match(r"[-\s]*(?:old\b|of age)", rest):
        return None
    if told.language == "fr" and match["u"].lower() in ("an", "ans") and not match.groupdict().get("lead"):
        return None  # "un homme de 30 ans"
    return Reading(days=None, precision="unknown", duration=True)


def read_named_before(match: Match, told: Told) -> Reading | None:
    """ "The next day", "la semaine suivante": from the last time before it that is told at least as closely."""
    unit, count = words().named_before[told.language][part(match, "t") or ""]
    precision = _PRECISION[unit]
    origin = _origin(told, precision, last=count >= 0)
    if origin is None:
        return Reading(days=None, precision=precision)
    try:
        return Reading(days=_around(_shifted(origin, unit, count), precision), precision=precision)
    except (OverflowError, ValueError):
        return Reading(days=None, precision=precision)


def read_later(match: Match, told: Told) -> Reading | None:
    """ "Two days later": from the last time before it; what is told from a happening ("a day after the talks") has no days."""
    unit = _unit(match)
    if part(match, "of"):
        return Reading(days=None, precision=_PRECISION[unit] if _count(match, told) else "unknown")
    later = part(match, "way") in ("later", "after", "afterwards", "plus tard", "après")
    return _far(match, told, _origin(told, _PRECISION[unit], last=later), 1 if later else -1)


def _origin(told: Told, precision: TimePrecision, *, last: bool) -> date | None:
    """The day from which a distance is told: of the last time before it that is at least as close as its unit."""
    for days, known in reversed(told.before):
        if known in _ORDER and _ORDER.index(known) <= _ORDER.index(precision):
            return days[1] if last else days[0]
    return None

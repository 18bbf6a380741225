"""What the words of a distance mean: how long ago, since, until or for how long, told from a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from harmattan.plugins.extractors.rules.calendar import (
    WEEKDAYS,
    Days,
    month_number,
    month_of,
    months_from,
    week_of,
    weekday_after,
    weekday_before,
    year_of,
)
from harmattan.plugins.extractors.rules.feasts import words
from harmattan.plugins.extractors.rules.time_readers import Match, Reading, Told, part
from harmattan.records.claim import TimePrecision

_PRECISION: dict[str, TimePrecision] = {
    "hour": "day", "day": "day", "week": "week", "fortnight": "week", "month": "month", "year": "year", "decade": "year",
}  # fmt: skip
_ORDER: tuple[TimePrecision, ...] = ("day", "week", "month", "year")
_MOST = 1000
"""Units of the longest distance that is read as one."""


def unit_of(match: Match) -> str:
    """Return the unit of a distance: `hour`, `day`, `week`, `fortnight`, `month`, `year` or `decade`."""
    said, known = (part(match, "u") or "").removesuffix("-long"), words().units
    return known[said] if said in known else known[said.removesuffix("s")]


def count_of(match: Match, told: Told) -> int | None:
    """Return how many units; None where the words don't say ("several")."""
    from text_to_num import text2num

    said = part(match, "n")
    if said is None:
        return 1
    if said.isdigit():
        return int(said)
    said = re.sub(r" (?:de|d')$", "", said)
    known = words().numbers.get(said)
    if known is not None:
        return known
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
    """The calendar unit so far from a day; half a year is six months."""
    unit, number = unit_of(match), count_of(match, told)
    if unit == "year" and number is not None and (part(match, "half") or part(match, "half2")):
        months = 12 * number + 6 if part(match, "n") else 6
        day = None if origin is None or number > _MOST else months_from(origin, sign * months)
        precision: TimePrecision = "year" if part(match, "n") else "month"
        return Reading(days=None if day is None else _around(day, precision), precision=precision)
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
    unit, number = unit_of(match), count_of(match, told)
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
    if told.beside is not None:
        origin = told.beside[0][1 if count > 0 else 0]
    if origin is None:
        return Reading(days=None, precision=precision)
    try:
        return Reading(days=_around(_shifted(origin, unit, count), precision), precision=precision)
    except (OverflowError, ValueError):
        return Reading(days=None, precision=precision)


def read_later(match: Match, told: Told) -> Reading | None:
    """ "Two days later": from the last time before it; what is told from a happening ("a day after the talks") has no days."""
    unit = unit_of(match)
    later = words().ways[part(match, "way") or ""] > 0
    if told.beside is not None:
        return _far(match, told, told.beside[0][1 if later else 0], 1 if later else -1)
    if part(match, "of"):
        return Reading(days=None, precision=_PRECISION[unit] if count_of(match, told) else "unknown")
    return _far(match, told, _origin(told, _PRECISION[unit], last=later), 1 if later else -1)


def _origin(told: Told, precision: TimePrecision, *, last: bool) -> date | None:
    """The day from which a distance is told: of the last time before it that is at least as close as its unit."""
    for days, known in reversed(told.before):
        if known in _ORDER and _ORDER.index(known) <= _ORDER.index(precision):
            return days[1] if last else days[0]
    return None


def read_day_beside(match: Match, told: Told) -> Reading | None:
    """Read a day told from what it names: a date or feast ("la veille de Noël"); a happening ("au lendemain du coup d'État")
    has no day.
    """
    if told.beside is None:
        return Reading(days=None, precision="day")
    count = words().ways[part(match, "way") or part(match, "way2") or ""]
    meant = told.beside[0][1 if count > 0 else 0] + timedelta(days=count)
    return Reading(days=(meant, meant), precision="day")


def read_from_now(match: Match, told: Told) -> Reading | None:
    """Read a time so long after publication, whatever the tense ("two weeks from now")."""
    return _far(match, told, told.day, 1)


def read_named_beside(match: Match, told: Told) -> Reading | None:
    """ "The following Monday", "le mois de mai suivant": the next or last of its name from the date that stands before it."""
    shift = words().beside[part(match, "beside") or ""]
    name, weekday = part(match, "m"), part(match, "w")
    precision: TimePrecision = "day" if name is None else "month"
    origin = _origin(told, precision, last=shift > 0)
    if origin is None:
        return Reading(days=None, precision=precision)
    if weekday is not None:
        number = WEEKDAYS[told.language].index(weekday)
        meant = weekday_after(origin, number) if shift > 0 else weekday_before(origin, number, strictly=True)
        return Reading(days=(meant, meant), precision="day")
    month = month_number(name or "", told.language)
    year = origin.year + (shift if (month - origin.month) * shift <= 0 else 0)
    return Reading(days=month_of(year, month), precision="month")

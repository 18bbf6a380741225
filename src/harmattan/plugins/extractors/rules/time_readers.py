"""What the words of a time mean: each reader turns a match of a pattern into days, or into none where these can't be known."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from harmattan.plugins.extractors.rules.calendar import (
    WEEKDAYS,
    Days,
    day_of,
    full_year,
    month_number,
    month_of,
    months_before,
    week_of,
    weekday_after,
    weekday_before,
    year_for,
    year_of,
)
from harmattan.records.claim import TimePrecision


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a pattern makes of its words: the days meant (None where they can't be known), how precisely, and of what sort."""

    days: Days | None
    precision: TimePrecision
    duration: bool = False
    since: bool = False


Match = re.Match[str]
Reader = Callable[[Match, "date | None", str], "Reading | None"]
_UNITS: dict[str, TimePrecision] = {"day": "day", "week": "week", "month": "month", "year": "year"}
_FRENCH_UNITS = {"jour": "day", "journée": "day", "semaine": "week", "mois": "month", "an": "year", "année": "year"}


def _pair(first: date | None, second: date | None) -> Days | None:
    if first is None or second is None:
        return None
    return (first, second) if first <= second else (second, first)


def _year(match: Match, anchor: date | None, month: int, day: int = 1, name: str = "y") -> int | None:
    digits = match.groupdict().get(name)
    if digits:
        return full_year(digits)
    return None if anchor is None else year_for(anchor, month, day)


def read_day(match: Match, anchor: date | None, language: str) -> Reading | None:
    """Read a day and month, with or without a year."""
    month, day = month_number(match["m"].lower(), language), int(match["d"])
    year = _year(match, anchor, month, day)
    if not 1 <= day <= 31:
        return None
    meant = None if year is None else day_of(year, month, day)
    since = bool(match.groupdict().get("since"))
    return Reading(days=_pair(meant, meant), precision="day", since=since)


def read_day_range(match: Match, anchor: date | None, language: str) -> Reading | None:
    """Read two days of one month or of two."""
    last_month = month_number((match.groupdict().get("m2") or match["m"]).lower(), language)
    month = month_number((match["m"] or match["m2"]).lower(), language)
    first, last = int(match["d"]), int(match["d2"])
    if not (1 <= first <= 31 and 1 <= last <= 31):
        return None
    year = _year(match, anchor, last_month, last)
    if year is None:
        return Reading(days=None, precision="day")
    days = _pair(day_of(year if month <= last_month else year - 1, month, first), day_of(year, last_month, last))
    return Reading(days=days, precision="day")


def read_iso(match: Match, anchor: date | None, language: str) -> Reading | None:
    """Read an ISO 8601 date."""
    if not 1 <= int(match["month"]) <= 12:
        return None
    meant = day_of(int(match["y"]), int(match["month"]), int(match["d"]))
    return None if meant is None else Reading(days=(meant, meant), precision="day")


def read_numeric(match: Match, anchor: date | None, language: str) -> Reading | None:
    """Read a date in digits; only its year where day and month can't be told apart."""
    first, second, year = int(match["a"]), int(match["b"]), full_year(match["y"])
    if language == "en" and first <= 12 and second <= 12 and first != second:
        return Reading(days=year_of(year), precision="year")  # day and month can't be told apart
    day, month = (first, second) if second <= 12 else (second, first)
    meant = day_of(year, month, day) if 1 <= month <= 12 else None
    return None if meant is None else Reading(days=(meant, meant), precision="day")


def read_month(match: Match, anchor: date | None, language: str) -> Reading | None:
    """Read a month, or a third of it ("early March")."""
    month = month_number(match["m"].lower(), language)
    year = _year(match, anchor, month)
    since = bool(match.groupdict().get("since"))
    days = None if year is None else _narrowed(month_of(year, month), match.groupdict().get("part"))
    return Reading(days=days, precision="month", since=since)


def read_month_range(match: Match, anchor: date | None, language: str) -> Reading | None:
    """Read a stretch from month to month."""
    first, last = month_number(match["m"].lower(), language), month_number(match["m2"].lower(), language)
    year = _year(match, anchor, last)
    if year is None:
        return Reading(days=None, precision="month")
    own = match.groupdict().get("y0")
    begin = full_year(own) if own else (year if first <= last else year - 1)
    return Reading(days=(month_of(begin, first)[0], month_of(year, last)[1]), precision="month")


def _narrowed(days: Days, part: str | None) -> Days:
    """The third of a period that "early", "mid" or "late" means."""
    if part is None:
        return days
    length = (days[1] - days[0]).days + 1
    third = length // 3
    word = part.lower().split()[-1].strip("-")
    if word in ("early", "beginning", "start", "début", "debut"):
        return days[0], days[0] + timedelta(days=third)
    if word in ("mid", "middle", "mi", "milieu"):
        return days[0] + timedelta(days=third), days[1] - timedelta(days=third)
    return days[1] - timedelta(days=third), days[1]


def read_one_year(match: Match, anchor: date | None, language: str) -> Reading | None:
    """Read a year, or a third of it ("late 2024")."""
    days = _narrowed(year_of(int(match["y"])), match.groupdict().get("part"))
    return Reading(days=days, precision="year", since=bool(match.groupdict().get("since")))


def read_year_range(match: Match, anchor: date | None, language: str) -> Reading | None:
    """Read a stretch from year to year."""
    first, last = int(match["y"]), int(match["y2"])
    return Reading(days=(date(first, 1, 1), date(last, 12, 31)), precision="year") if first < last else None


def read_weekday(match: Match, anchor: date | None, language: str) -> Reading | None:
    """Read the weekday meant from the day of publication."""
    if anchor is None:
        return Reading(days=None, precision="day", since=bool(match.groupdict().get("since")))
    weekday = WEEKDAYS[language].index(match["w"].lower())
    which = (match.groupdict().get("which") or match.groupdict().get("which2") or "").lower()
    if which in ("next", "coming", "prochain"):
        meant = weekday_after(anchor, weekday)
    else:
        meant = weekday_before(anchor, weekday, strictly=which in ("last", "dernier"))
    return Reading(days=(meant, meant), precision="day", since=bool(match.groupdict().get("since")))


def read_weekdays(match: Match, anchor: date | None, language: str) -> Reading | None:
    """Read a stretch or night from weekday to weekday."""
    if anchor is None:
        return Reading(days=None, precision="day")
    last = weekday_before(anchor, WEEKDAYS[language].index(match["w2"].lower()))
    first = weekday_before(last, WEEKDAYS[language].index(match["w"].lower()))
    return Reading(days=(first, last), precision="day")


_NEAR_DAYS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": -1,
    "last night": -1, "overnight": -1, "tomorrow": 1, "the day before yesterday": -2, "aujourd'hui": 0, "hier": -1,
    "avant-hier": -2, "demain": 1, "ce matin": 0, "ce soir": 0, "cet après-midi": 0, "cette nuit": -1,
    "hier soir": -1, "hier matin": -1, "la nuit dernière": -1,
}  # fmt: skip


def read_near_day(match: Match, anchor: date | None, language: str) -> Reading | None:
    """Read a day told from publication ("yesterday")."""
    words = " ".join(match["t"].lower().replace("’", "'").split())
    known = next((shift for phrase, shift in _NEAR_DAYS.items() if words == phrase), None)
    if known is None:
        known = next((shift for phrase, shift in _NEAR_DAYS.items() if words.startswith(phrase)), 0)
    if anchor is None:
        return Reading(days=None, precision="day")
    meant = anchor + timedelta(days=known)
    return Reading(days=(meant, meant), precision="day")


def read_near_period(match: Match, anchor: date | None, language: str) -> Reading | None:
    """Read a week, month or year told from publication ("last week")."""
    unit = match["u"].lower()
    unit = _FRENCH_UNITS.get(unit, unit)
    which = match["which"].lower() if match.groupdict().get("which") else ""
    which = (match.groupdict().get("which2") or which).lower()
    back = {"last": 1, "past": 1, "previous": 1, "dernier": 1, "dernière": 1, "derniere": 1, "passé": 1, "passée": 1,
            "next": -1, "coming": -1, "prochain": -1, "prochaine": -1}.get(which, 0)  # fmt: skip
    precision = "day" if unit == "weekend" else _UNITS[unit]
    if anchor is None:
        return Reading(days=None, precision=precision)
    if unit == "weekend":
        saturday = weekday_before(anchor, 5, strictly=False) if back >= 0 else weekday_after(anchor, 5)
        return Reading(days=(saturday, saturday + timedelta(days=1)), precision="day")
    if unit == "week":
        return Reading(days=week_of(anchor, -back), precision="week")
    if unit == "month":
        return Reading(days=months_before(anchor, back), precision="month")
    return Reading(days=year_of(anchor.year - back), precision="year")


def _count(words: str, language: str) -> int | None:
    from text_to_num import text2num

    if words.isdigit():
        return int(words)
    try:
        return int(text2num(words.lower(), language))
    except ValueError:
        return 1 if words.lower() in ("a", "an", "un", "une") else None


def read_ago(match: Match, anchor: date | None, language: str) -> Reading | None:
    """Read a time so long before publication."""
    unit = match["u"].lower()
    unit = unit.rstrip("s") if unit != "mois" else unit
    unit = _FRENCH_UNITS.get(unit, unit)
    number = _count(match["n"], language)
    precision: TimePrecision = "day" if unit in ("hour", "heure", "minute") else _UNITS[unit]
    if anchor is None or number is None or number > 1000:
        return Reading(days=None, precision=precision)
    if unit == "month":
        return Reading(days=months_before(anchor, number), precision="month")
    if unit == "year":
        return Reading(days=year_of(anchor.year - number), precision="year")
    back = {"week": 7 * number, "day": number}.get(unit, 0)
    meant = anchor - timedelta(days=back)
    return Reading(days=week_of(meant) if unit == "week" else (meant, meant), precision=precision)


def read_recent(match: Match, anchor: date | None, language: str) -> Reading | None:
    """ "The past two weeks": the days up to publication."""
    unit = match["u"].lower()
    unit = unit.rstrip("s") if unit != "mois" else unit
    unit = _FRENCH_UNITS.get(unit, unit)
    number = _count(match["n"], language) if match.groupdict().get("n") else None
    precision: TimePrecision = "day" if unit in ("hour", "heure") else _UNITS.get(unit, "unknown")
    if anchor is None or number is None or number > 1000:
        return Reading(days=None, precision="unknown" if number is None else precision)
    back = {"hour": number // 24, "heure": number // 24, "day": number, "week": 7 * number, "month": 30 * number,
            "year": 365 * number}.get(unit, 0)  # fmt: skip
    return Reading(days=(anchor - timedelta(days=back), anchor), precision=precision)


def read_vague(match: Match, anchor: date | None, language: str) -> Reading | None:
    """Read a time that nothing dates ("in recent months")."""
    return Reading(days=None, precision="unknown", since=bool(match.groupdict().get("since")))


def read_duration(match: Match, anchor: date | None, language: str) -> Reading | None:
    """Read a length of time; None where it is an age."""
    rest = match.string[match.end() : match.end() + 12].lower()
    if language == "en" and re.match(r"[-\s]*(?:old\b|of age)", rest):
        return None
    if language == "fr" and match["u"].lower() in ("an", "ans") and not match.groupdict().get("lead"):
        return None  # "un homme de 30 ans"
    return Reading(days=None, precision="unknown", duration=True)


def read_month_since(match: Match, anchor: date | None, language: str) -> Reading | None:
    """Read a month after a preposition, which may be "since"."""
    reading = read_month(match, anchor, language)
    since = match.group().lower().startswith(("since", "depuis"))
    return None if reading is None else msgspec.structs.replace(reading, since=since)


def read_near_weekend(match: Match, anchor: date | None, language: str) -> Reading | None:
    """Read a weekend or other French period told from publication."""
    if match["u"].lower() in ("weekend", "week-end"):
        saturday = None if anchor is None else weekday_before(anchor, 5)
        return Reading(
            days=_pair(saturday, None if saturday is None else saturday + timedelta(days=1)), precision="day"
        )
    return read_near_period(match, anchor, language)

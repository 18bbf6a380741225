"""What the words of a date mean: each reader turns a match of a pattern into days, or into none where these can't be known."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
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
    months_from,
    third_of,
    week_of,
    weekday_after,
    weekday_before,
    year_for,
    year_of,
)
from harmattan.plugins.extractors.rules.feasts import days_in, feast_named, words
from harmattan.records.claim import TimePrecision


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a time is told from."""

    day: date | None
    """The day of the dateline or of publication, None where neither is known."""
    language: str
    ahead: bool | None = None
    """Whether its clause speaks of what is to come; None where it does not say."""
    before: Sequence[tuple[Days, TimePrecision]] = ()
    """The dated times that stand before it in the text, in order."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a pattern makes of its words: the days meant (None where they can't be known), how precisely, and of what sort."""

    days: Days | None
    precision: TimePrecision
    duration: bool = False
    since: bool = False


Match = re.Match[str]
Reader = Callable[[Match, Told], "Reading | None"]


def part(match: Match, name: str) -> str | None:
    """Return a group of a match in lower case with plain spaces and apostrophes, None where it is not there."""
    found = match.groupdict().get(name)
    return None if found is None else " ".join(found.lower().replace("’", "'").split())


def which_of(match: Match) -> int | None:
    """Return which period is meant: -1 the last, 0 this one, 1 the next; None where the words don't say."""
    word = part(match, "which") or part(match, "which2")
    return None if word is None else words().which.get(word.removeprefix("de ").removeprefix("l'"))


def _pair(first: date | None, second: date | None) -> Days | None:
    if first is None or second is None:
        return None
    return (first, second) if first <= second else (second, first)


def _is_since(match: Match) -> bool:
    return bool(match.groupdict().get("since"))


def _year_shift(match: Match) -> int | None:
    word = part(match, "of_year") or part(match, "of_year2")
    return None if word is None else words().which[word]


def _year(match: Match, told: Told, month: int, day: int = 1, name: str = "y") -> int | None:
    """The year of a day or month: the one that stands there, that of "last year", else by where the day lies."""
    digits = match.groupdict().get(name)
    if digits:
        return full_year(digits)
    if told.day is None:
        return None
    shift = _year_shift(match)
    if shift is not None:
        return told.day.year + shift
    return year_for(told.day, month, day, ahead=told.ahead)


def read_nothing(match: Match, told: Told) -> Reading | None:
    """Read what is no date though it looks like one (a time of day)."""
    return None


def read_undated(match: Match, told: Told) -> Reading | None:
    """Read what nothing dates ("every Friday", "in recent months")."""
    return Reading(days=None, precision="unknown", since=_is_since(match))


def read_day(match: Match, told: Told) -> Reading | None:
    """Read a day and month, with or without a year."""
    month, day = month_number(match["m"].lower(), told.language), int(match["d"])
    if not 1 <= day <= 31:
        return None
    year = _year(match, told, month, day)
    if which_of(match) == -1 and told.day is not None:
        year = year_for(told.day - timedelta(days=1), month, day, ahead=False)
    meant = None if year is None else day_of(year, month, day)
    return Reading(days=_pair(meant, meant), precision="day", since=_is_since(match))


def read_week_around(match: Match, told: Told) -> Reading | None:
    """ "The week of 9 June": its Monday to Sunday."""
    reading = read_day(match, told)
    if reading is None:
        return None
    return Reading(days=None if reading.days is None else week_of(reading.days[0]), precision="week")


def read_day_of_month(match: Match, told: Told) -> Reading | None:
    """ "On the 14th": of this month, or of the one before or after."""
    day = int(match["d"])
    if not 1 <= day <= 31 or told.day is None:
        return Reading(days=None, precision="day")
    step = 1 if told.ahead else -1
    index = told.day.year * 12 + told.day.month - 1
    for count in range(3):
        meant = day_of((index + step * count) // 12, (index + step * count) % 12 + 1, day)
        if meant is not None and (meant - told.day).days * step >= 0:
            return Reading(days=(meant, meant), precision="day")
    return Reading(days=None, precision="day")


def read_day_range(match: Match, told: Told) -> Reading | None:
    """Read two days of one month or of two."""
    last_month = month_number((match.groupdict().get("m2") or match["m"]).lower(), told.language)
    month = month_number((match["m"] or match["m2"]).lower(), told.language)
    first, last = int(match["d"]), int(match["d2"])
    if not (1 <= first <= 31 and 1 <= last <= 31):
        return None
    year = _year(match, told, last_month, last)
    if year is None:
        return Reading(days=None, precision="day")
    own = match.groupdict().get("y0")
    begin = full_year(own) if own else year if month <= last_month else year - 1
    return Reading(days=_pair(day_of(begin, month, first), day_of(year, last_month, last)), precision="day")


def read_iso(match: Match, told: Told) -> Reading | None:
    """Read an ISO 8601 date."""
    if not 1 <= int(match["month"]) <= 12:
        return None
    meant = day_of(int(match["y"]), int(match["month"]), int(match["d"]))
    return None if meant is None else Reading(days=(meant, meant), precision="day")


def read_numeric(match: Match, told: Told) -> Reading | None:
    """Read a date in digits; only its year where day and month can't be told apart."""
    first, second, year = int(match["a"]), int(match["b"]), full_year(match["y"])
    if told.language == "en" and first <= 12 and second <= 12 and first != second:
        return Reading(days=year_of(year), precision="year")  # day and month can't be told apart
    day, month = (first, second) if second <= 12 else (second, first)
    meant = day_of(year, month, day) if 1 <= month <= 12 else None
    return None if meant is None else Reading(days=(meant, meant), precision="day")


def _narrowed(days: Days | None, word: str | None) -> Days | None:
    """The third of a period that "early", "mid" or "late" means."""
    third = None if word is None else words().parts.get(word.strip("- "))
    return days if days is None or third is None else third_of(days, third)


def read_month(match: Match, told: Told) -> Reading | None:
    """Read a month, or a third of it ("early March"), since which something holds where the words say so."""
    month = month_number(match["m"].lower(), told.language)
    year = _year(match, told, month)
    which = which_of(match)
    if which and told.day is not None:
        # "Last March" is over; "next March" has not begun.
        year = year_for(told.day, month, ahead=which > 0)
        if (year, month) == (told.day.year, told.day.month):
            year += which
    if (
        year is not None
        and told.ahead
        and told.day is not None
        and month == told.day.month
        and not match.groupdict().get("y")
    ):
        year = told.day.year if which is None else year
    days = None if year is None else _narrowed(month_of(year, month), part(match, "part"))
    since = _is_since(match) or match.group().lower().startswith(("since", "depuis"))
    return Reading(days=days, precision="month", since=since)


def read_month_range(match: Match, told: Told) -> Reading | None:
    """Read a stretch from month to month."""
    first, last = month_number(match["m"].lower(), told.language), month_number(match["m2"].lower(), told.language)
    year = _year(match, told, last)
    if year is None:
        return Reading(days=None, precision="month")
    own = match.groupdict().get("y0")
    begin = full_year(own) if own else (year if first <= last else year - 1)
    opening, closing = (
        _narrowed(month_of(begin, first), part(match, "part")),
        _narrowed(month_of(year, last), part(match, "part2")),
    )
    if opening is None or closing is None or opening[0] > closing[1]:
        return None
    return Reading(days=(opening[0], closing[1]), precision="month")


def read_week_of_month(match: Match, told: Told) -> Reading | None:
    """ "The first week of May": days 1–7, 8–14, …, the last seven."""
    month = month_number(match["m"].lower(), told.language)
    year = _year(match, told, month)
    order = words().order[match["o"].lower()]
    if year is None:
        return Reading(days=None, precision="week")
    first, last = month_of(year, month)
    begin = last - timedelta(days=6) if order < 0 else first + timedelta(days=7 * order)
    return Reading(days=(begin, begin + timedelta(days=6)), precision="week")


def read_half_of_month(match: Match, told: Told) -> Reading | None:
    """ "The second half of May": from the 16th."""
    month = month_number(match["m"].lower(), told.language)
    year = _year(match, told, month)
    if year is None:
        return Reading(days=None, precision="month")
    first, last = month_of(year, month)
    days = (first, first.replace(day=15)) if words().order[match["o"].lower()] == 0 else (first.replace(day=16), last)
    return Reading(days=days, precision="month")


def read_share_of_year(match: Match, told: Told) -> Reading | None:
    """ "The first quarter of 2022", "le second semestre 2021"."""
    order, months = words().order[match["o"].lower()], 3 if match["share"].lower() in ("quarter", "trimestre") else 6
    if match.groupdict().get("y"):
        year: int | None = full_year(match["y"])
    else:
        year = None if told.day is None else told.day.year + (which_of(match) or 0)
    if order < 0:
        order = 12 // months - 1
    if year is None or order >= 12 // months:
        return Reading(days=None, precision="month")
    first = months * order + 1
    return Reading(days=(date(year, first, 1), month_of(year, first + months - 1)[1]), precision="month")


def read_season(match: Match, told: Told) -> Reading | None:
    """Read a season of the north; winter begins in December of its year."""
    begin, which = words().seasons[told.language][match["s"].lower()], which_of(match)

    def season(year: int) -> Days:
        first = date(year, begin, 1)
        return first, months_from(first, 3) - timedelta(days=1)

    if match.groupdict().get("y"):
        return Reading(days=season(full_year(match["y"])), precision="month", since=_is_since(match))
    if told.day is None:
        return Reading(days=None, precision="month")
    day = told.day
    known = [season(day.year + shift) for shift in (-2, -1, 0, 1)]
    if which == 1:
        days = next(item for item in known if item[0] > day)
    elif which == -1:
        days = [item for item in known if item[1] < day][-1]
    else:
        days = [item for item in known if item[0] <= day][-1]
    return Reading(days=days, precision="month", since=_is_since(match))


def read_one_year(match: Match, told: Told) -> Reading | None:
    """Read a year, or a third of it ("late 2024")."""
    days = _narrowed(year_of(int(match["y"])), part(match, "part"))
    return Reading(days=days, precision="year", since=_is_since(match) or bool(match.groupdict().get("on")))


def read_year_range(match: Match, told: Told) -> Reading | None:
    """Read a stretch from year to year."""
    first, last = int(match["y"]), int(match["y2"])
    return Reading(days=(date(first, 1, 1), date(last, 12, 31)), precision="year") if first < last else None


def read_decade(match: Match, told: Told) -> Reading | None:
    """Read a decade, or a third of it ("the early 2000s", "les années 80")."""
    digits = int(match["y"])
    first = digits if digits > 99 else 1900 + digits if digits >= 30 else 2000 + digits
    if first % 10:
        return None
    days = _narrowed((date(first, 1, 1), date(first + 9, 12, 31)), part(match, "part"))
    return Reading(days=days, precision="year", since=_is_since(match))


def read_weekday(match: Match, told: Told) -> Reading | None:
    """Read the weekday meant from the day of publication."""
    if told.day is None:
        return Reading(days=None, precision="day", since=_is_since(match))
    weekday, which = WEEKDAYS[told.language].index(match["w"].lower()), which_of(match)
    if match.groupdict().get("week"):
        word = match.groupdict().get("of_week") or ""
        monday = week_of(told.day, words().which.get(word.lower(), 0))[0]
        meant = monday + timedelta(days=weekday)
    elif which == 1 or (which is None and told.ahead):
        meant = weekday_after(told.day, weekday, strictly=which == 1)
    else:
        meant = weekday_before(told.day, weekday, strictly=which == -1)
    return Reading(days=(meant, meant), precision="day", since=_is_since(match))


def read_weekdays(match: Match, told: Told) -> Reading | None:
    """Read a stretch or night from weekday to weekday."""
    if told.day is None:
        return Reading(days=None, precision="day")
    first, last = (WEEKDAYS[told.language].index(match[name].lower()) for name in ("w", "w2"))
    if told.ahead:
        begin = weekday_after(told.day, first, strictly=False)
        return Reading(days=(begin, weekday_after(begin, last, strictly=False)), precision="day")
    end = weekday_before(told.day, last)
    return Reading(days=(weekday_before(end, first), end), precision="day")


def read_feast(match: Match, told: Told) -> Reading | None:
    """Read a feast or Ramadan, of the year that is named, else the last one or, of what is to come, the next."""
    feast = feast_named(part(match, "f") or "")
    if feast is None:
        return None
    whole = feast.rule == "hijri" and not feast.day
    precision: TimePrecision = "month" if whole and not match.groupdict().get("o") else "day"
    days: Days | None = None
    if match.groupdict().get("y"):
        days = next(days_in(feast, full_year(match["y"])), None)
    elif told.day is not None and (_year_shift(match) is not None or which_of(match) == 0):
        days = next(days_in(feast, told.day.year + (_year_shift(match) or 0)), None)
    elif told.day is not None:
        known = [found for year in range(told.day.year - 1, told.day.year + 2) for found in days_in(feast, year)]
        if which_of(match) == 1 or told.ahead:
            days = next((found for found in known if found[1] >= told.day), None)
        else:
            days = next((found for found in reversed(known) if found[0] <= told.day), None)
    if days is not None and match.groupdict().get("o"):
        days = (days[1], days[1]) if words().order[match["o"].lower()] < 0 else (days[0], days[0])
    return Reading(days=days, precision=precision, since=_is_since(match))


def read_near_day(match: Match, told: Told) -> Reading | None:
    """Read a day told from publication ("yesterday"), its mornings and evenings too."""
    said = part(match, "t") or ""
    known = words().near_days
    name = max((name for name in known if said.startswith(name)), key=len, default=None)
    if told.day is None or name is None:
        return Reading(days=None, precision="day")
    first, last = known[name]
    return Reading(days=(told.day + timedelta(days=first), told.day + timedelta(days=last)), precision="day")


def read_day_beside(match: Match, told: Told) -> Reading | None:
    """Read a day told from a happening that has no date of its own ("au lendemain du coup d'État")."""
    return Reading(days=None, precision="day")


def read_week_twice(match: Match, told: Told) -> Reading | None:
    """ "The week before last", "the week after next"."""
    which = 2 * (which_of(match) or 0)
    return Reading(days=None if told.day is None else week_of(told.day, which), precision="week")


def read_near_period(match: Match, told: Told) -> Reading | None:
    """Read a week, month, year or weekend told from publication ("last week"), or a part of it ("earlier this month")."""
    said = part(match, "u") or ""
    weekend = said in ("weekend", "week-end")
    unit = "day" if weekend else words().units[said]
    precision: TimePrecision = (
        "week" if unit == "week" else "month" if unit == "month" else "year" if unit == "year" else "day"
    )
    if told.day is None:
        return Reading(days=None, precision=precision, since=_is_since(match))
    which, day = which_of(match) or 0, told.day
    if weekend:
        ahead = which > 0 or (told.ahead and match.groupdict().get("which") is None)
        saturday = weekday_after(day, 5) if ahead else weekday_before(day, 5)
        return Reading(days=(saturday, saturday + timedelta(days=1)), precision="day")
    if unit == "week":
        days: Days | None = week_of(day, which)
    elif unit == "month":
        days = _narrowed(months_before(day, -which), part(match, "part"))
    else:
        days = _narrowed(year_of(day.year + which), part(match, "part"))
    edge = part(match, "edge")
    if edge in ("earlier", "plus tôt") and days is not None:
        days = (days[0], day)
    elif edge in ("later", "plus tard") and days is not None:
        days = (day, days[1])
    return Reading(days=days, precision=precision, since=_is_since(match))

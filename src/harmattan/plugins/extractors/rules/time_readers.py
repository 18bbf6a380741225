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
    beside: tuple[Days, TimePrecision] | None = None
    """The time that it names and is told from ("the day after Christmas")."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a pattern makes of its words: the days meant (None where they can't be known), how precisely, and of what sort."""

    days: Days | None
    precision: TimePrecision
    duration: bool = False
    since: bool = False
    """It begins with these days and is still open."""
    until: bool = False
    """It ends with these days; its beginning is not told."""


_FEW_MONTHS = 12
"""Months among which a day without its month is looked for."""
Match = re.Match[str]
Reader = Callable[[Match, Told], "Reading | None"]


def part(match: Match, name: str) -> str | None:
    """Return a group of a match in lower case with plain spaces and apostrophes, None where it is not there."""
    found = match.groupdict().get(name)
    return None if found is None else " ".join(found.lower().replace("’", "'").split())


def which_of(match: Match) -> int | None:
    """Return which period is meant: -1 the last, 0 this one, 1 the next; None where the words don't say."""
    word = part(match, "which") or part(match, "which2") or part(match, "which3")
    return None if word is None else words().which.get(word.removeprefix("de ").removeprefix("l'"))


def pair(first: date | None, second: date | None) -> Days | None:
    """Return two days in order, None where one is missing."""
    if first is None or second is None:
        return None
    return (first, second) if first <= second else (second, first)


def _is_since(match: Match) -> bool:
    return bool(match.groupdict().get("since"))


def _named_year(match: Match, told: Told) -> tuple[bool, int | None]:
    """Whether a year is named by its place ("last year", "that year"), and which; None where it can't be known."""
    word = part(match, "of_year") or part(match, "of_year2")
    if word is not None:
        return True, None if told.day is None else told.day.year + words().which[word]
    word = part(match, "year_then") or part(match, "year_then2")
    if word is not None:
        return True, told.before[-1][0][1].year + words().beside[word] if told.before else None
    return False, None


def year_meant(match: Match, told: Told, month: int, day: int = 1) -> int | None:
    """Return the year of a day or month: the one that stands there, that of "last year", else by where the day lies."""
    digits = match.groupdict().get("y") or match.groupdict().get("y4")
    if digits:
        return full_year(digits)
    named, year = _named_year(match, told)
    if named or told.day is None:
        return year
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
    year = year_meant(match, told, month, day)
    if which_of(match) == -1 and told.day is not None:
        year = year_for(told.day - timedelta(days=1), month, day, ahead=False)
    meant = None if year is None else day_of(year, month, day)
    return Reading(days=pair(meant, meant), precision="day", since=_is_since(match))


def read_week_around(match: Match, told: Told) -> Reading | None:
    """ "The week of 9 June": its Monday to Sunday; "the week ending 9 June": the seven days up to it."""
    reading = read_day(match, told)
    if reading is None or reading.days is None:
        return reading if reading is None else Reading(days=None, precision="week")
    day = reading.days[0]
    ending = part(match, "way") == "end"
    return Reading(days=(day - timedelta(days=6), day) if ending else week_of(day), precision="week")


def read_day_of_month(match: Match, told: Told) -> Reading | None:
    """ "On the 14th": of this month, or of the one before or after; "Friday 14": the last or next that is a Friday."""
    day = int(match["d"])
    if not 1 <= day <= 31:
        return None
    if told.day is None:
        return Reading(days=None, precision="day")
    which, name = which_of(match), part(match, "w")
    weekday = None if name is None else WEEKDAYS[told.language].index(name)
    step = 1 if told.ahead else -1
    index = told.day.year * 12 + told.day.month - 1
    for count in range(_FEW_MONTHS) if which is None else (which * step,):
        meant = day_of((index + step * count) // 12, (index + step * count) % 12 + 1, day)
        if meant is None or (which is None and (meant - told.day).days * step < 0):
            continue
        if weekday is None or meant.weekday() == weekday:
            return Reading(days=(meant, meant), precision="day")
    return Reading(days=None, precision="day")


def read_day_range(match: Match, told: Told) -> Reading | None:
    """Read two days of one month or of two."""
    last_month = month_number((match.groupdict().get("m2") or match["m"]).lower(), told.language)
    month = month_number((match["m"] or match["m2"]).lower(), told.language)
    first, last = int(match["d"]), int(match["d2"])
    if not (1 <= first <= 31 and 1 <= last <= 31):
        return None
    year = year_meant(match, told, last_month, last)
    if year is None:
        return Reading(days=None, precision="day")
    own = match.groupdict().get("y0")
    begin = full_year(own) if own else year if month <= last_month else year - 1
    return Reading(days=pair(day_of(begin, month, first), day_of(year, last_month, last)), precision="day")


def read_iso(match: Match, told: Told) -> Reading | None:
    """Read an ISO 8601 date."""
    month = int(match["month"] or match["month2"])
    if not 1 <= month <= 12:
        return None
    meant = day_of(int(match["y"]), month, int(match["d"]))
    return None if meant is None else Reading(days=(meant, meant), precision="day")


def read_numeric(match: Match, told: Told) -> Reading | None:
    """Read a date in digits: day, then month, unless the second number can be no month."""
    first, second = int(match["a"]), int(match["b"])
    day, month = (first, second) if second <= 12 else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    digits = match.groupdict().get("y")
    if digits is None and told.day is None:
        return Reading(days=None, precision="day")
    meant = day_of(full_year(digits) if digits else year_for(told.day, month, day, ahead=told.ahead), month, day)  # type: ignore[arg-type]
    return None if meant is None else Reading(days=(meant, meant), precision="day")


def narrowed(days: Days | None, word: str | None) -> Days | None:
    """The third of a period that "early", "mid" or "late" means."""
    third = None if word is None else words().parts.get(word.strip("- "))
    return days if days is None or third is None else third_of(days, third)


def read_month(match: Match, told: Told) -> Reading | None:
    """Read a month, or a third of it ("early March"), since which something holds where the words say so."""
    month = month_number(match["m"].lower(), told.language)
    year = year_meant(match, told, month)
    which = which_of(match)
    if which and told.day is not None:
        # "Last March" is over; "next March" has not begun.
        year = year_for(told.day, month, ahead=which > 0)
        if (year, month) == (told.day.year, told.day.month):
            year += which
    named = match.groupdict().get("y") or match.groupdict().get("y4") or _named_year(match, told)[0]
    if told.ahead and told.day is not None and month == told.day.month and which is None and not named:
        year = told.day.year
    days = None if year is None else narrowed(month_of(year, month), part(match, "part"))
    return Reading(days=days, precision="month", since=_is_since(match))


def read_month_range(match: Match, told: Told) -> Reading | None:
    """Read a stretch from month to month."""
    first, last = month_number(match["m"].lower(), told.language), month_number(match["m2"].lower(), told.language)
    year = year_meant(match, told, last)
    if year is None:
        return Reading(days=None, precision="month")
    own = match.groupdict().get("y0")
    begin = full_year(own) if own else (year if first <= last else year - 1)
    opening, closing = (
        narrowed(month_of(begin, first), part(match, "part")),
        narrowed(month_of(year, last), part(match, "part2")),
    )
    if opening is None or closing is None or opening[0] > closing[1]:
        return None
    return Reading(days=(opening[0], closing[1]), precision="month")


def read_season(match: Match, told: Told) -> Reading | None:
    """Read a season of the north; winter begins in December of its year."""
    begin, which = words().seasons[told.language][match["s"].lower()], which_of(match)

    third = words().parts.get(part(match, "part") or "")

    def season(year: int) -> Days:
        first = months_from(date(year, begin, 1), third or 0)
        return first, months_from(first, 3 if third is None else 1) - timedelta(days=1)

    if match.groupdict().get("y"):
        return Reading(days=season(full_year(match["y"])), precision="month", since=_is_since(match))
    if told.day is None:
        return Reading(days=None, precision="month")
    day = told.day
    known = [season(day.year + shift) for shift in (-2, -1, 0, 1)]
    if which == 1:
        days = next(item for item in known if item[0] > day)
    elif which != -1 and told.ahead:
        days = next(item for item in known if item[1] >= day)
    elif which == -1:
        days = [item for item in known if item[1] < day][-1]
    else:
        days = [item for item in known if item[0] <= day][-1]
    return Reading(days=days, precision="month", since=_is_since(match))


def read_one_year(match: Match, told: Told) -> Reading | None:
    """Read a year, or a third of it ("late 2024")."""
    days = narrowed(year_of(int(match["y"])), part(match, "part"))
    return Reading(days=days, precision="year", since=_is_since(match) or bool(match.groupdict().get("on")))


def read_year_range(match: Match, told: Told) -> Reading | None:
    """Read a stretch from year to year ("2014 to 2018", "2014-15"); "2014-03" is a month."""
    first, last = int(match["y"]), int(match["y2"] or part(match, "y5") or 0)
    if last < 100:
        if 1 <= last <= 12 and last != (first + 1) % 100:
            return Reading(days=month_of(first, last), precision="month")
        last += first - first % 100
    return Reading(days=(date(first, 1, 1), date(last, 12, 31)), precision="year") if first < last else None


def read_decade(match: Match, told: Told) -> Reading | None:
    """Read a decade, or a third of it ("the early 2000s", "les années 80")."""
    said = part(match, "y") or ""
    digits = int(said) if said.isdigit() else words().decades[said]
    first = digits if digits > 99 else 1900 + digits if digits >= 30 else 2000 + digits
    if first % 10:
        return None
    days = narrowed((date(first, 1, 1), date(first + 9, 12, 31)), part(match, "part"))
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


def read_night_into(match: Match, told: Told) -> Reading | None:
    """ "Overnight into Monday": Sunday and Monday."""
    reading = read_weekday(match, told)
    if reading is None or reading.days is None:
        return reading
    day = reading.days[0]
    return Reading(days=(day - timedelta(days=1), day), precision="day")


def read_climate(match: Match, told: Told) -> Reading | None:
    """Read a rainy or dry season: its months differ by place, so that only a year that stands there is known."""
    digits = match.groupdict().get("y") or match.groupdict().get("y2")
    return Reading(days=year_of(int(digits)), precision="year") if digits else Reading(days=None, precision="unknown")


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
    elif _named_year(match, told)[0]:
        year = _named_year(match, told)[1]
        days = None if year is None else next(days_in(feast, year), None)
    elif told.day is not None and which_of(match) == 0:
        days = next(days_in(feast, told.day.year), None)
    elif told.day is not None:
        known = [found for year in range(told.day.year - 1, told.day.year + 2) for found in days_in(feast, year)]
        if which_of(match) == 1 or told.ahead:
            days = next((found for found in known if found[1] >= told.day), None)
        else:
            days = next((found for found in reversed(known) if found[0] <= told.day), None)
    third = words().parts.get(part(match, "part") or "")
    if days is not None and third is not None and whole:
        days = days[0] + timedelta(days=10 * third), days[1] if third == 2 else days[0] + timedelta(days=10 * third + 9)
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


def read_week_twice(match: Match, told: Told) -> Reading | None:
    """ "The week before last", "the week after next"."""
    which = 2 * (which_of(match) or 0)
    return Reading(days=None if told.day is None else week_of(told.day, which), precision="week")


_OF_UNIT: dict[str, TimePrecision] = {
    "week": "week", "month": "month", "year": "year", "quarter": "month", "half": "month",
}  # fmt: skip


def read_near_period(match: Match, told: Told) -> Reading | None:
    """Read a week, month, year or weekend told from publication ("last week"), or a part of it ("earlier this month")."""
    said = part(match, "u") or ""
    weekend = said in ("weekend", "week-end", "week end")
    unit = "day" if weekend else words().units[said]
    precision: TimePrecision = _OF_UNIT.get(unit, "day")
    if told.day is None:
        return Reading(days=None, precision=precision, since=_is_since(match))
    which, day = which_of(match) or 0, told.day
    if weekend:
        ahead = which > 0 or (told.ahead and match.groupdict().get("which") is None)
        saturday = weekday_after(day, 5) if ahead else weekday_before(day, 5)
        return Reading(days=(saturday, saturday + timedelta(days=1)), precision="day")
    if unit == "week":
        days: Days | None = week_of(day, which)
    elif unit == "day":
        days = (day, day)
    elif unit in ("quarter", "half"):
        months = 3 if unit == "quarter" else 6
        first = months_from(date(day.year, months * ((day.month - 1) // months) + 1, 1), which * months)
        days = first, months_from(first, months) - timedelta(days=1)
    elif unit == "month":
        days = narrowed(months_before(day, -which), part(match, "part"))
    else:
        days = narrowed(year_of(day.year + which), part(match, "part"))
    edge = part(match, "edge") or part(match, "edge2")
    if edge is not None and days is not None:
        days = (day, days[1]) if words().edges[edge] else (days[0], day)
    return Reading(days=days, precision=precision, since=_is_since(match))

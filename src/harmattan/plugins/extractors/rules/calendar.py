"""Dates as people write them: month and weekday names, and the arithmetic between a date of publication and a word."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import msgspec

from harmattan.records.claim import Time, TimePrecision

MONTHS = {
    "en": [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
}
SHORT_MONTHS = {
    "en": {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
           "nov": 11, "dec": 12},
    "fr": {"janv": 1, "févr": 2, "fevrier": 2, "avr": 4, "juil": 7, "aout": 8, "sept": 9, "oct": 10, "nov": 11,
           "déc": 12, "decembre": 12},
}  # fmt: skip
WEEKDAYS = {
    "en": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
}
Days = tuple[date, date]


def month_number(word: str, language: str) -> int:
    """Return 1–12 for the name of a month in lower case, shortened or not."""
    word = word.rstrip(".")
    names = MONTHS[language]
    return names.index(word) + 1 if word in names else SHORT_MONTHS[language][word]


def anchor_of(published: str | None) -> date | None:
    """Return the day of an ISO 8601 date or time; None where there is none or it names no day."""
    try:
        return None if published is None else date.fromisoformat(published[:10])
    except ValueError:
        return None


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a date, or None where the calendar has no such day."""
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def month_of(year: int, month: int) -> Days:
    """Return the first and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_of(year: int) -> Days:
    """Return the first and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def full_year(digits: str) -> int:
    """Return the year of two or four digits; two digits above 50 are of the last century."""
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year > 50 else 2000)


def year_for(anchor: date, month: int, day: int = 1, *, ahead: bool | None = None) -> int:
    """Return the year that a day and month without one mean: the last up to the anchor, or where they are `ahead` the next.

    Where it is not known whether they are, the last up to a month after the anchor.
    """
    meant = date(anchor.year, month, min(day, calendar.monthrange(anchor.year, month)[1]))
    if ahead:
        return anchor.year if (meant.month, meant.day) >= (anchor.month, anchor.day) else anchor.year + 1
    slack = timedelta(days=31 if ahead is None else 0)
    return anchor.year - 1 if meant > anchor + slack else anchor.year


def months_from(day: date, count: int) -> date:
    """Return the day of the same number so many months later, or the last of that month where it has no such day."""
    index = day.year * 12 + day.month - 1 + count
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def third_of(days: Days, part: int) -> Days:
    """Return the first, second or last third (0, 1, 2) of a month, year or decade.

    Days 1–10, 11–20 and from 21; four months each; years 0–3, 4–6 and 7–9.
    """
    first, last = days
    if first.year != last.year:
        years = ((0, 3), (4, 6), (7, 9))[part]
        return date(first.year + years[0], 1, 1), date(first.year + years[1], 12, 31)
    if first.month != last.month:
        return date(first.year, 4 * part + 1, 1), month_of(first.year, 4 * part + 4)[1]
    return first.replace(day=10 * part + 1), last if part == 2 else first.replace(day=10 * part + 10)


def weekday_before(anchor: date, weekday: int, *, strictly: bool = False) -> date:
    """Return the last such weekday (0 is Monday) up to the anchor, the anchor itself only where not `strictly`."""
    back = (anchor.weekday() - weekday) % 7
    return anchor - timedelta(days=back or (7 if strictly else 0))


def weekday_after(anchor: date, weekday: int, *, strictly: bool = True) -> date:
    """Return the next such weekday after the anchor, the anchor itself only where not `strictly`."""
    ahead = (weekday - anchor.weekday()) % 7
    return anchor + timedelta(days=ahead or (7 if strictly else 0))


def months_before(anchor: date, count: int) -> Days:
    """Return the first and last day of the month `count` months before the anchor's."""
    index = anchor.year * 12 + anchor.month - 1 - count
    return month_of(index // 12, index % 12 + 1)


def week_of(anchor: date, shift: int = 0) -> Days:
    """Return Monday and Sunday of the anchor's week, or of the week so many weeks later."""
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=shift)
    return monday, monday + timedelta(days=6)


def closed(time: Time) -> Time:
    """Return a time that is open ("since May 2024") as the day, month or year that it begins with."""
    if time.start is None or time.end is not None:
        return time
    start = date.fromisoformat(time.start)
    last = {"day": (start, start), "month": month_of(start.year, start.month), "year": year_of(start.year)}
    days = last.get(time.precision)
    return time if days is None else msgspec.structs.replace(time, end=days[1].isoformat())


def time_of(
    days: Days | None, precision: TimePrecision, text: str, *, open_start: bool = False, open_end: bool = False
) -> Time:
    """Return the Time of the first and last day, either side null where it is open; both where they are not known."""
    if days is None:
        return Time(start=None, end=None, precision=precision, text=text)
    end = None if open_end else days[1].isoformat()
    return Time(start=None if open_start else days[0].isoformat(), end=end, precision=precision, text=text)

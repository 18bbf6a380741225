"""What the words of a share of a longer time mean: a quarter or half of a year, weeks of a month, its first days."""

from __future__ import annotations

from datetime import date, timedelta

from harmattan.plugins.extractors.rules.calendar import (
    Days,
    full_year,
    month_number,
    month_of,
    months_from,
    third_of,
    year_of,
)
from harmattan.plugins.extractors.rules.feasts import words
from harmattan.plugins.extractors.rules.time_distances import count_of, unit_of
from harmattan.plugins.extractors.rules.time_readers import Match, Reading, Told, part, which_of, year_meant
from harmattan.records.claim import TimePrecision


def _whole(match: Match, told: Told) -> tuple[Days | None, TimePrecision]:
    """The month or year of which a share is told, None where it can't be known, and which of the two it is."""
    name = part(match, "m")
    if name is not None:
        month = month_number(name, told.language)
        year = year_meant(match, told, month)
        return None if year is None else month_of(year, month), "month"
    digits = part(match, "y3")
    if digits is not None:
        return year_of(full_year(digits)), "year"
    precision: TimePrecision = "month" if words().units[part(match, "whole") or "year"] == "month" else "year"
    if told.day is None:
        return None, precision
    shift = which_of(match) or 0
    if precision == "year":
        return year_of(told.day.year + shift), precision
    first = months_from(told.day.replace(day=1), shift)
    return month_of(first.year, first.month), precision


def _order(match: Match) -> int:
    return words().order[part(match, "o") or ""]


def read_week_of_month(match: Match, told: Told) -> Reading | None:
    """ "The first week of May": days 1-7, 8-14, …, the last seven; of a year its weeks from 1 January."""
    days, _ = _whole(match, told)
    if days is None:
        return Reading(days=None, precision="week")
    order = _order(match)
    begin = days[1] - timedelta(days=6) if order < 0 else days[0] + timedelta(days=7 * order)
    return Reading(days=(begin, begin + timedelta(days=6)), precision="week")


def read_half(match: Match, told: Told) -> Reading | None:
    """ "The second half of May": from the 16th; "the first half of 2023": January to June."""
    days, precision = _whole(match, told)
    if days is None:
        return Reading(days=None, precision="month")
    middle = days[0].replace(day=16) if precision == "month" else days[0].replace(month=7)
    found = (days[0], middle - timedelta(days=1)) if _order(match) == 0 else (middle, days[1])
    return Reading(days=found, precision="month")


def read_share_of_year(match: Match, told: Told) -> Reading | None:
    """ "The first quarter of 2022", "le second semestre 2021", "Q3"; without its year the last one begun, or the next."""
    short = part(match, "q")
    if short is not None:
        months, order = words().shares[short[0]], int(short[1]) - 1
    else:
        months, order = words().shares[part(match, "share") or ""], _order(match)
    parts = 12 // months
    order = parts - 1 if order < 0 else order
    if order >= parts:
        return None
    if part(match, "y3") is not None or part(match, "whole") is not None:
        days, _ = _whole(match, told)
        return Reading(days=None if days is None else _share(days[0].year, months, order), precision="month")
    if told.day is None:
        return Reading(days=None, precision="month")
    year = told.day.year
    if told.ahead and _share(year, months, order)[1] < told.day:
        year += 1
    elif not told.ahead and _share(year, months, order)[0] > told.day:
        year -= 1
    return Reading(days=_share(year, months, order), precision="month")


def _share(year: int, months: int, order: int) -> Days:
    first = months * order + 1
    return date(year, first, 1), month_of(year, first + months - 1)[1]


def read_edge_of(match: Match, told: Told) -> Reading | None:
    """ "The first six months of 2023", "the last ten days of May"; where no number is told ("the first days of May") a third."""
    days, precision = _whole(match, told)
    unit, number = unit_of(match), None if part(match, "n") is None else count_of(match, told)
    last = _order(match) < 0
    if number is None:
        return Reading(days=None if days is None else third_of(days, 2 if last else 0), precision=precision)
    unit_precision: TimePrecision = "day" if unit == "day" else "week" if unit == "week" else "month"
    if days is None or unit not in ("day", "week", "month") or (unit == "month" and precision == "month"):
        return Reading(days=None, precision=unit_precision)
    if unit == "month":
        first = months_from(days[1] + timedelta(days=1), -number) if last else days[0]
        found = first, months_from(first, number) - timedelta(days=1)
    else:
        length = timedelta(days=number * (7 if unit == "week" else 1) - 1)
        found = (days[1] - length, days[1]) if last else (days[0], days[0] + length)
    return Reading(days=found if days[0] <= found[0] and found[1] <= days[1] else None, precision=unit_precision)

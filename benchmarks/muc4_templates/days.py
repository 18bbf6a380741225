"""Dates as the keys write them."""

from __future__ import annotations

from datetime import date

from harmattan.records.claim import Time

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def written(day: date) -> str:
    """Return a day as `03 JAN 90`."""
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year % 100:02d}"


def default(day: date | None) -> str | None:
    """Return the date of something of which only the report's own day is known: on it or before."""
    return None if day is None else "- " + written(day)


def span(time: Time | None) -> tuple[date, date] | None:
    """Return the first and last day of a time, or None where a side is open."""
    if time is None or time.start is None or time.end is None:
        return None
    return date.fromisoformat(time.start[:10]), date.fromisoformat(time.end[:10])


def fill(days: tuple[date, date] | None, published: date | None) -> str | None:
    """Return the date slot: a day, first and last day, or the report's day as the latest."""
    if days is None:
        return default(published)
    first, last = days
    if published is not None and last > published:
        last = published
    if first >= last:
        return written(min(first, last))
    if published is not None and (last - first).days > 1:
        return default(published)
    return f"{written(first)} - {written(last)}"

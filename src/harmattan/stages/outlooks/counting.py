"""From events to counts by place and month."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

import msgspec

from harmattan.records.base import MadeBy, record_id
from harmattan.records.outlook import ReferenceEvent, SeriesPoint
from harmattan.stages.outlooks.months import month_number, month_text

Unit = Literal["country", "admin1", "cell"]
Share = Literal["days", "end"]
_MADE_BY = MadeBy(stage="outlooks", version="1")


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """The points of events, without the silent months, and how many events have no such place."""

    points: tuple[SeriesPoint, ...]
    first: int
    """Number of the first month of any event."""
    last: int
    nowhere: int


def count(events: Iterable[ReferenceEvent], *, unit: Unit = "country", share: Share = "days") -> Counted:
    """Return deaths by place and month of events, best counts, or low ones where there is no best.

    An event over several months gives each the share of its days; with `end` all of it falls into the last one, as in VIEWS'
    data until October 2025. A place is a country's code, `code/district` or `code/cell`; events without one are counted.
    """
    total: dict[tuple[str, int], float] = defaultdict(float)
    first, last, nowhere = 10**6, -1, 0
    for event in events:
        begin, end = month_number(event.date_start or ""), month_number(event.date_end or event.date_start or "")
        if begin is None or end is None:
            nowhere += 1
            continue
        first, last = min(first, begin), max(last, end)
        place = _place(event, unit)
        if place is None:
            nowhere += 1
            continue
        deaths = event.deaths_best if event.deaths_best is not None else event.deaths_low or 0.0
        if share == "end" or begin == end:
            total[place, end] += deaths
            continue
        for month, part in _days(event.date_start or "", event.date_end or "").items():
            total[place, month] += deaths * part
    points = tuple(
        SeriesPoint(
            id=record_id("point", place, month, value),
            made_by=_MADE_BY,
            place=place,
            month=month_text(month),
            target="deaths",
            value=round(value, 3),
        )
        for (place, month), value in sorted(total.items())
    )
    return Counted(points=points, first=first, last=last, nowhere=nowhere)


def _place(event: ReferenceEvent, unit: Unit) -> str | None:
    if unit == "country":
        return event.country
    if unit == "admin1":
        return f"{event.country}/{event.admin1}" if event.country and event.admin1 else None
    return f"{event.country}/{event.cell}" if event.country and event.cell else None


def _days(start: str, end: str) -> dict[int, float]:
    """Return the share of the days from start to end (ISO 8601, both included) that lie in each month."""
    first, last = datetime.date.fromisoformat(start[:10]), datetime.date.fromisoformat(end[:10])
    length = (last - first).days + 1
    shares: dict[int, float] = {}
    day = first
    while day <= last:
        month = day.year * 12 + day.month - 1
        following = datetime.date((month + 1) // 12, (month + 1) % 12 + 1, 1)
        upto = min(last, following - datetime.timedelta(days=1))
        shares[month] = ((upto - day).days + 1) / length
        day = following
    return shares

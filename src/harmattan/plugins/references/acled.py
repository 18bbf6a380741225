"""Events that ACLED coded, from a file that its user is licensed for; columns as in its codebook of 2023."""

from __future__ import annotations

import datetime
import re

from harmattan.plugins.prio_grid import cell_of
from harmattan.plugins.references.base import MADE_BY, RowError, number_of, point_of, whole_of
from harmattan.plugins.references.countries import Countries
from harmattan.plugins.references.tables import Row
from harmattan.records.base import record_id
from harmattan.records.claim import EventType, TimePrecision
from harmattan.records.outlook import ReferenceEvent
from harmattan.records.precision import place_of_acled

ACLED_COLUMNS = frozenset({"event_id_cnty", "event_date", "sub_event_type", "fatalities"})
_WIDER_THAN_A_CELL = 3
_FORMS = ("%Y-%m-%d", "%d %B %Y", "%d-%m-%Y")
"""As ACLED's interface, its download page and its older codebook write days."""
_TIMES: dict[int, TimePrecision] = {1: "day", 2: "week", 3: "month"}
_HALF_A_WEEK = datetime.timedelta(days=3)


def acled_event(row: Row, countries: Countries) -> ReferenceEvent:
    """Return the event of a row. A day that stands for its week or month becomes all the days of it. Raises RowError."""
    external_id = row.get("event_id_cnty", "")
    if not external_id:
        raise RowError("no_id", "no event_id_cnty")
    precision = whole_of(row.get("time_precision", ""), "time_precision")
    if precision is not None and precision not in _TIMES:
        raise RowError("precision", f"time_precision {precision} is none of 1, 2, 3")
    told: TimePrecision = "day" if precision is None else _TIMES[precision]
    start, end = _days(_day(row.get("event_date", "")), told)
    where = whole_of(row.get("geo_precision", ""), "geo_precision")
    if where is not None and not 1 <= where <= 3:
        raise RowError("precision", f"geo_precision {where} is none of 1, 2, 3")
    latitude, longitude = point_of(row)
    exact = latitude is not None and longitude is not None and (where is None or where < _WIDER_THAN_A_CELL)
    kind = row.get("sub_event_type", "")
    name = row.get("country", "")
    sides = (row.get(column, "") for column in ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2"))
    return ReferenceEvent(
        id=record_id("reference", "acled", external_id),
        made_by=MADE_BY,
        external_id=external_id,
        date_start=start.isoformat(),
        date_end=end.isoformat(),
        location=row.get("location") or None,
        latitude=latitude,
        longitude=longitude,
        actors=tuple(dict.fromkeys(part.strip() for side in sides for part in side.split(";") if part.strip())),
        deaths_best=number_of(row.get("fatalities", ""), "fatalities"),
        context=kind or None,
        source=row.get("source") or None,
        publisher="ACLED",
        country=countries.find(name) or name or None,
        admin1=row.get("admin1") or None,
        admin2=row.get("admin2") or None,
        cell=cell_of(latitude, longitude) if exact and latitude is not None and longitude is not None else None,
        event_type=EventType(acled=kind) if kind else None,
        place_precision=None if where is None else place_of_acled(where),
        date_precision=told,
    )


def _day(text: str) -> datetime.date:
    head = re.split(r"[T ]\d{1,2}:", text.strip())[0]
    for form in _FORMS:
        try:
            return datetime.datetime.strptime(head, form).date()
        except ValueError:
            continue
    raise RowError("no_date", f"event_date {text[:40]!r} is no date such as 2023-05-31 or 31 May 2023")


def _days(day: datetime.date, told: TimePrecision) -> tuple[datetime.date, datetime.date]:
    if told == "day":
        return day, day
    first = day.replace(day=1)
    try:
        if told == "week":
            return day - _HALF_A_WEEK, day + _HALF_A_WEEK
        return first, (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
    except OverflowError as error:
        raise RowError("no_date", f"event_date {day} lies at the end of the calendar") from error

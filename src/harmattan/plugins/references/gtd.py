"""Events of the Global Terrorism Database, from a file that its user is licensed for; columns as in its codebook of 2021."""

from __future__ import annotations

import calendar
import datetime

from harmattan.plugins.prio_grid import cell_of
from harmattan.plugins.references.base import MADE_BY, RowError, date_of, number_of, point_of, whole_of
from harmattan.plugins.references.countries import Countries
from harmattan.plugins.references.tables import Row
from harmattan.records.base import record_id
from harmattan.records.claim import EventType, Precision, TimePrecision
from harmattan.records.outlook import ReferenceEvent

GTD_COLUMNS = frozenset({"eventid", "iyear", "imonth", "iday"})
_PLACES: dict[int, Precision] = {1: "exact", 2: "adm2", 3: "adm2", 4: "adm1", 5: "country"}
"""`specificity`: 1 the town, 2 and 3 the middle of its smallest division, 4 of the first division, 5 of the country."""
_IN_A_CELL = ("exact", "near", "adm2")


def gtd_event(row: Row, countries: Countries) -> ReferenceEvent:
    """Return the event of a row. A day or month of 0 is not known: all days of the month or year stand. Raises RowError."""
    external_id = row.get("eventid", "").removesuffix(".0")
    if not external_id:
        raise RowError("no_id", "no eventid")
    start, end, told = _days(row)
    precision = _precision(row)
    latitude, longitude = point_of(row)
    exact = latitude is not None and longitude is not None and (precision is None or precision in _IN_A_CELL)
    name = row.get("country_txt", "")
    city = row.get("city", "")
    return ReferenceEvent(
        id=record_id("reference", "gtd", external_id),
        made_by=MADE_BY,
        external_id=external_id,
        date_start=start,
        date_end=end,
        city=None if city.casefold() == "unknown" else city or None,
        location=row.get("location") or None,
        latitude=latitude,
        longitude=longitude,
        actors=tuple(
            dict.fromkeys(found for column in ("gname", "gname2", "gname3") if (found := row.get(column, "")))
        ),
        deaths_best=number_of(row.get("nkill", ""), "nkill"),
        injuries_best=number_of(row.get("nwound", ""), "nwound"),
        context=row.get("attacktype1_txt") or None,
        target=row.get("targtype1_txt") or None,
        source=row.get("scite1") or None,
        publisher="GTD",
        country=countries.find(name) or name or None,
        admin1=row.get("provstate") or None,
        cell=cell_of(latitude, longitude) if exact and latitude is not None and longitude is not None else None,
        event_type=EventType(plover="ASSAULT"),
        place_precision=precision,
        date_precision=told,
    )


def _days(row: Row) -> tuple[str, str, TimePrecision]:
    year, month, day = (whole_of(row.get(column, ""), column) for column in ("iyear", "imonth", "iday"))
    if year is None:
        raise RowError("no_date", "iyear is empty")
    shown = f"{year}-{month}-{day}"
    if not month and day:
        raise RowError("no_date", f"{shown}: a day of no month")
    try:
        first = datetime.date(year, month or 1, day or 1)
        last = first
        if not month:
            last = datetime.date(year, 12, 31)
        elif not day:
            last = datetime.date(year, month, calendar.monthrange(year, month)[1])
    except (ValueError, OverflowError) as error:
        raise RowError("no_date", f"{shown} is on no calendar; iyear, imonth and iday make the date") from error
    told: TimePrecision = "day" if day else "month" if month else "year"
    resolved = row.get("resolution", "")
    if resolved and row.get("extended", "") in ("1", "1.0"):
        end = date_of(resolved, "resolution")
        if end < first.isoformat():
            raise RowError("no_date", f"resolution {end} lies before {first}")
        return first.isoformat(), max(end, last.isoformat()), told
    return first.isoformat(), last.isoformat(), told


def _precision(row: Row) -> Precision | None:
    code = whole_of(row.get("specificity", ""), "specificity")
    if code is None:
        return None
    if code not in _PLACES:
        raise RowError("precision", f"specificity {code} is none of 1 to 5")
    return "near" if code == 1 and row.get("vicinity", "") in ("1", "1.0") else _PLACES[code]

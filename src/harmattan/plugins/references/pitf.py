"""Killings of the PITF Worldwide Atrocities Dataset, whose rows have neither an id nor degrees in decimals."""

from __future__ import annotations

import calendar
import datetime
import re

from harmattan.plugins.prio_grid import cell_of
from harmattan.plugins.references.base import MADE_BY, RowError, number_of
from harmattan.plugins.references.countries import Countries
from harmattan.plugins.references.tables import Row
from harmattan.records.base import record_id
from harmattan.records.claim import EventType, Precision, TimePrecision
from harmattan.records.outlook import ReferenceEvent

PITF_COLUMNS = frozenset({"event type", "start day", "start month", "start year", "deaths number", "deaths scale"})
_UNKNOWN = ("", "99", "9999")
_SCALE = re.compile(r"(\d+)(?:-(\d+)|(\+))?")
_MARKS = re.compile(r"[\\\"`]+|''")
"""What the coders' program left around words."""
_IN_A_CELL = ("exact", "near", "adm2")
_SIXTY = 60


def pitf_event(row: Row, countries: Countries) -> ReferenceEvent:
    """Return the event of a row; its id is made of all that the row says. Raises RowError.

    An unknown day stands for all days of its month. Where a number is given in words ("dozens"), the scale gives low and
    high. A point that lies off its place by a distance in kilometres is near it.
    """
    external_id = record_id("pitf", sorted((column, cell) for column, cell in row.items() if cell))
    start, end, told = _days(row)
    low, best, high = _count(row, "deaths")
    _, wounded, _ = _count(row, "injured")
    latitude = _degrees(row, "", ("N", "S"), 90)
    longitude = _degrees(row, "_2", ("E", "W"), 180)
    precision = _precision(row)
    name = _said(row, "country")
    located = latitude is not None and longitude is not None
    return ReferenceEvent(
        id=record_id("reference", "pitf", external_id),
        made_by=MADE_BY,
        external_id=external_id,
        date_start=start,
        date_end=end,
        city=_said(row, "locality") or None,
        latitude=latitude if located else None,
        longitude=longitude if located else None,
        actors=_perpetrators(row),
        deaths_low=low,
        deaths_best=best,
        deaths_high=high,
        injuries_best=wounded,
        context=_said(row, "event type") or None,
        target=_victims(row),
        source=_said(row, "primary source") or None,
        publisher="PITF",
        country=countries.find(name) or name or None,
        admin1=_said(row, "region") or None,
        admin2=_said(row, "district") or None,
        cell=cell_of(latitude, longitude)
        if latitude is not None and longitude is not None and precision in _IN_A_CELL
        else None,
        event_type=EventType(plover="ASSAULT"),
        place_precision=precision,
        date_precision=told,
    )


def _said(row: Row, column: str) -> str:
    return " ".join(_MARKS.sub(" ", row.get(column, "")).split())


def _perpetrators(row: Row) -> tuple[str, ...]:
    columns = (column for column in row if column.startswith("perp ") and column != "perp state role")
    return tuple(dict.fromkeys(said for column in columns if (said := _said(row, column))))


def _victims(row: Row) -> str | None:
    columns = (column for column in row if column.startswith("victim identity"))
    return "; ".join(dict.fromkeys(said for column in columns if (said := _said(row, column)))) or None


def _days(row: Row) -> tuple[str, str, TimePrecision]:
    first, told = _date(row, "start", last=False)
    if first is None:
        raise RowError("no_date", "start day, month and year name no day")
    end, _ = _date(row, "end", last=True)
    if end is None:
        end, _ = _date(row, "start", last=True)
    assert end is not None
    if end < first:
        raise RowError("no_date", f"the end {end} lies before the start {first}")
    return first.isoformat(), end.isoformat(), told


def _date(row: Row, which: str, *, last: bool) -> tuple[datetime.date | None, TimePrecision]:
    """Return the first or last day that the three cells of a date leave, and how closely they tell it; None for none."""
    cells = [row.get(f"{which} {part}", "") for part in ("year", "month", "day")]
    if cells[0] in _UNKNOWN:
        return None, "unknown"
    shown = "-".join(cells)
    try:
        year, month, day = (0 if cell in _UNKNOWN else int(cell) for cell in cells)
        if not month:
            return datetime.date(year, 12 if last else 1, 31 if last else 1), "year"
        ends = calendar.monthrange(year, month)[1]
        return datetime.date(year, month, day or (ends if last else 1)), "day" if day else "month"
    except (ValueError, calendar.IllegalMonthError) as error:
        raise RowError(
            "no_date", f"{which} {shown[:40]} is on no calendar; year, month and day make the date"
        ) from error


def _count(row: Row, what: str) -> tuple[float | None, float | None, float | None]:
    """Return low, best and high of a count; the scale alone gives no best."""
    said = _said(row, f"{what} number")
    if re.fullmatch(r"-?\d+(?:\.\d+)?", said):
        best = number_of(said, f"{what} number")
        return best, best, best
    scale = _SCALE.fullmatch(_said(row, f"{what} scale"))
    if scale is None:
        return None, None, None
    low = float(scale[1])
    high = None if scale[3] else float(scale[2] or low)
    if high is not None and high < low:
        raise RowError("no_number", f"{what} scale {scale[0]} falls")
    return low, None, high


def _degrees(row: Row, suffix: str, ways: tuple[str, str], most: int) -> float | None:
    """Return degrees in decimals, below zero for the second way; None where they are not given."""
    cells = [row.get(f"{part}{suffix}", "") for part in ("degrees", "minutes", "seconds")]
    if not cells[0]:
        return None
    way = row.get(f"direction{suffix}", "").upper()
    degrees, minutes, seconds = (
        number_of(cell or "0", part, signed=True) or 0.0
        for cell, part in zip(cells, ("degrees", "minutes", "seconds"), strict=True)
    )
    shown = f"{cells[0]}° {cells[1]}′ {cells[2]}″ {way}"
    if way not in ways:
        raise RowError("nowhere", f"{shown}: the direction is neither {ways[0]} nor {ways[1]}")
    if min(degrees, minutes, seconds) < 0 or minutes >= _SIXTY or seconds >= _SIXTY:
        raise RowError("nowhere", f"{shown} is no point on Earth: minutes and seconds run from 0 to 59")
    value = degrees + minutes / _SIXTY + seconds / _SIXTY**2
    if value > most:
        raise RowError("nowhere", f"{shown} is no point on Earth")
    return -value if way == ways[1] else value


def _precision(row: Row) -> Precision | None:
    if _said(row, "locality"):
        away = row.get("distance (km)", "")
        return "near" if away.isdecimal() and int(away) else "exact"
    if _said(row, "district"):
        return "adm2"
    if _said(row, "region"):
        return "adm1"
    return "country" if _said(row, "country") else None

"""Counts by place and month: a column for each country, a row for each month of a country, and VIEWS' tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from harmattan.plugins.prio_grid import COLUMNS, ROWS
from harmattan.plugins.references.base import MADE_BY, Item, RowError, date_of, number_of, refuse, whole_of
from harmattan.plugins.references.countries import Countries
from harmattan.plugins.references.tables import Row, Table
from harmattan.records.base import record_id
from harmattan.records.outlook import SeriesPoint
from harmattan.stages.outlooks.months import VIEWS_EPOCH, month_number, month_text

_MONTHS = ("month", "date", "month_id", "month_start", "period", "time")
_NAMES = ("country", "place", "country_name", "name", "iso", "iso2", "iso3", "isoab", "location", "region", "admin1")
_GW = ("gwcode", "gwno", "gw", "gwno_loc")
_CELLS = ("priogrid_gid", "priogrid_id", "pg_id", "gid", "cell")
_VALUES = {
    "deaths": "deaths",
    "fatalities": "deaths",
    "value": "deaths",
    "count": "deaths",
    "best": "deaths",
    "outcome": "deaths",
    "ged_best": "deaths",
    "ged_best_sb": "deaths_state_based",
    "ged_best_ns": "deaths_non_state",
    "ged_best_os": "deaths_one_sided",
    "ged_sb": "deaths_state_based",
    "ged_ns": "deaths_non_state",
    "ged_os": "deaths_one_sided",
}
_EARLIEST, _LATEST = 1800 * 12, 2200 * 12


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """Where a table keeps month, place and counts."""

    month: str
    place: str
    values: dict[str, str]
    """Target by column."""


def columns_of(table: Table) -> Columns | None:
    """Return where a table with a row for each month keeps what; None where it is no such table."""
    lower = {column.casefold(): column for column in table.columns}
    month = next((lower[name] for name in _MONTHS if name in lower), None)
    named = next((lower[name] for name in (*_CELLS, *_NAMES, *_GW, "country_id") if name in lower), None)
    values = {lower[name]: target for name, target in _VALUES.items() if name in lower}
    if month is None or named is None or not values:
        return None
    return Columns(month=month, place=named, values=values)


def is_wide(table: Table) -> bool:
    """Say whether a table has a column for each place: its first is empty or the month, and none is a count."""
    first = table.columns[0].casefold() if table.columns else ""
    return len(table.columns) > 1 and first in ("", *_MONTHS) and columns_of(table) is None


def long_series(
    path: str, table: Table, countries: Countries, *, keep_names: bool, known_by: str | None = None
) -> Iterator[Item]:
    """Yield the points of a table with a row for each place and month; bad rows are refusals with their numbers.

    With `keep_names` places are called as in the file; else by ISO code where they are known. A place and month that comes
    twice is refused, unless two numbers of VIEWS stand for parts of one state: these are added.
    """
    columns = columns_of(table)
    assert columns is not None
    place_of = _place_reader(columns, countries, keep_names)
    found: dict[tuple[str, str, str], tuple[float, str, int, str | None]] = {}
    for number, row in table.rows:
        if isinstance(row, str):
            yield refuse(path, "no_row", row, number)
            continue
        try:
            month = _month(row, columns)
            place = place_of(row)
            known_at = date_of(row["known_at"], "known_at") if row.get("known_at") else None
            counts = {
                (row.get("target") or target): number_of(row.get(column, ""), column)
                for column, target in columns.values.items()
            }
        except RowError as error:
            yield refuse(path, error.code, str(error), number)
            continue
        if known_by is not None and known_at is not None and known_at > known_by:
            continue
        if all(count is None for count in counts.values()):
            yield refuse(path, "no_number", f"no count for {place}, {month}; the month stays unknown", number)
            continue
        raw = row.get("country_id") or row.get(columns.place, "")
        for target, count in counts.items():
            if count is None:
                continue
            key = (place, month, target)
            before = found.get(key)
            if before is None or (known_at is not None and (before[3] or "") < known_at):
                found[key] = (count, raw, number, known_at)
            elif before[1] != raw:
                found[key] = (before[0] + count, before[1], number, known_at)
            elif before[0] != count and before[3] == known_at:
                yield refuse(
                    path,
                    "twice",
                    f"{place}, {month} stands in row {before[2]} with {before[0]:g}, here {count:g}",
                    number,
                )
    for (place, month, target), (count, _, _, known_at) in found.items():
        yield make_point(place, month, target, count, known_at)


def wide_series(path: str, table: Table, countries: Countries, *, keep_names: bool) -> Iterator[Item]:
    """Yield the points of a table with a column for each place; a column without a name is refused as a whole."""
    places: dict[str, str] = {}
    for position, column in enumerate(table.columns[1:], start=2):
        if not column or column.casefold().startswith("unnamed"):
            yield refuse(path, "no_place", f"column {position} has no name of a place; it is left out")
            continue
        places[column] = column if keep_names else countries.find(column) or column
    months: dict[str, int] = {}
    for number, row in table.rows:
        if isinstance(row, str):
            yield refuse(path, "no_row", row, number)
            continue
        month = month_number(row[table.columns[0]])
        if month is None or not _EARLIEST <= month <= _LATEST:
            yield refuse(path, "no_month", f"{row[table.columns[0]][:40]!r} is no month such as 2023-05", number)
            continue
        text = month_text(month)
        if text in months:
            yield refuse(path, "twice", f"{text} stands in row {months[text]}, too", number)
            continue
        months[text] = number
        for column, place in places.items():
            try:
                count = number_of(row[column], f"{column} in {text}:")
            except RowError as error:
                yield refuse(path, error.code, str(error), number)
                continue
            if count is not None:
                yield make_point(place, text, "deaths", count, None)


def make_point(place: str, month: str, target: str, value: float, known_at: str | None) -> SeriesPoint:
    """Return the point of a place and month."""
    return SeriesPoint(
        id=record_id("point", place, month, target, value, known_at),
        made_by=MADE_BY,
        place=place,
        month=month,
        target=target,
        value=value,
        known_at=known_at,
    )


def _month(row: Row, columns: Columns) -> str:
    text = row.get(columns.month, "")
    if columns.month.casefold() == "month_id":
        number = whole_of(text, "month_id")
        if number is None:
            raise RowError("no_month", "month_id is empty")
        month: int | None = number + VIEWS_EPOCH
    elif text.isdecimal() and len(text) <= 2 and row.get("year", "").isdecimal():
        month = month_number(f"{row['year']}-{int(text):02d}")
    else:
        month = month_number(text)
    if month is None or not _EARLIEST <= month <= _LATEST:
        raise RowError("no_month", f"{text[:40]!r} is no month such as 2023-05")
    return month_text(month)


def _place_reader(columns: Columns, countries: Countries, keep_names: bool) -> Callable[[Row], str]:
    """Return what reads the place of a row: a cell, a number of Gleditsch and Ward or VIEWS, or a name."""
    column, low = columns.place, columns.place.casefold()
    views = columns.month.casefold() == "month_id"

    def by_cell(row: Row) -> str:
        number = whole_of(row.get(column, ""), column)
        if number is None or not 1 <= number <= ROWS * COLUMNS:
            raise RowError("no_place", f"{row.get(column, '')[:40]!r} is no PRIO-GRID cell")
        return str(number)

    def by_number(row: Row) -> str:
        number = whole_of(row.get(column, ""), column)
        if number is None:
            raise RowError("no_place", "no country")
        code = countries.of_views(number) if views and low == "country_id" else countries.of_gw(number)
        if code is None:
            raise RowError("no_place", f"{column} {number} is no country that is known")
        return code

    def by_name(row: Row) -> str:
        name = row.get(column, "")
        if not name:
            raise RowError("no_place", "no place")
        if not keep_names and "country_id" in row and views:
            number = whole_of(row["country_id"], "country_id")
            known = countries.of_views(number) if number is not None else None
            if known is not None:
                return known
        return name if keep_names else countries.find(name) or name

    if low in _CELLS:
        return by_cell
    return by_number if low in (*_GW, "country_id") else by_name

"""Events that others coded: UCDP's Georeferenced Event Dataset and Candidate events, and tables in our own columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from harmattan.plugins.prio_grid import cell_of
from harmattan.plugins.references.base import MADE_BY, Item, RowError, date_of, number_of, point_of, refuse, whole_of
from harmattan.plugins.references.countries import Countries
from harmattan.plugins.references.tables import Row, Table
from harmattan.records.base import record_id
from harmattan.records.claim import EventType
from harmattan.records.outlook import ReferenceEvent
from harmattan.records.precision import place_of_ucdp, time_of_ucdp

_VIOLENCE = {1: "state_based", 2: "non_state", 3: "one_sided"}
_WIDER_THAN_A_CELL = 4
"""UCDP's precision from which a point stands for more than a half-degree cell: a province, a line, a country, a sea."""
UCDP_COLUMNS = frozenset({"id", "type_of_violence", "date_start", "date_end", "best"})
CODED_COLUMNS = frozenset({"id", "date_start", "deaths_best"})


def events_of(
    path: str, table: Table, countries: Countries, make: Callable[[Row, Countries], ReferenceEvent]
) -> Iterator[Item]:
    """Yield the events that `make` reads of the rows of a table, by columns in lower case.

    A row that can't be used, or whose id an earlier one has, is a refusal with its number.
    """
    seen: dict[str | None, int] = {}
    for number, row in table.rows:
        if isinstance(row, str):
            yield refuse(path, "no_row", row, number)
            continue
        try:
            event = make({column.casefold(): cell for column, cell in row.items()}, countries)
        except RowError as error:
            yield refuse(path, error.code, str(error), number)
            continue
        if event.external_id in seen:
            yield refuse(path, "twice", f"id {event.external_id} stands in row {seen[event.external_id]}, too", number)
            continue
        seen[event.external_id] = number
        yield event


def ucdp_event(row: Row, countries: Countries) -> ReferenceEvent:
    """Return the event of a row of UCDP GED or of its candidate events. Raises RowError.

    Its low, best and high are taken as they are: in some hundred rows of GED they do not rise.
    """
    external_id = _id(row)
    start, end = _dates(row)
    kind = whole_of(row.get("type_of_violence", ""), "type of violence")
    if kind not in _VIOLENCE:
        raise RowError("violence", f"type of violence {row.get('type_of_violence')!r} is none of 1, 2, 3")
    gw = whole_of(row.get("country_id", ""), "country_id")
    name = row.get("country", "")
    country = (countries.of_gw(gw) if gw is not None else None) or countries.find(name) or name or None
    latitude, longitude = point_of(row)
    precision = whole_of(row.get("where_prec", ""), "where_prec")
    exact = latitude is not None and longitude is not None and (precision is None or precision < _WIDER_THAN_A_CELL)
    told = whole_of(row.get("date_prec", ""), "date_prec")
    best = number_of(row.get("best", ""), "best")
    if best is None:
        raise RowError("no_number", "best is empty; a count of the dead is needed")
    return ReferenceEvent(
        id=record_id("reference", "ucdp", external_id, row.get("relid", "")),
        made_by=MADE_BY,
        external_id=external_id,
        date_start=start,
        date_end=end,
        location=row.get("where_coordinates") or None,
        latitude=latitude,
        longitude=longitude,
        actors=tuple(side for side in (row.get("side_a", ""), row.get("side_b", "")) if side),
        deaths_low=number_of(row.get("low", ""), "low"),
        deaths_best=best,
        deaths_high=number_of(row.get("high", ""), "high"),
        context=row.get("conflict_name") or None,
        source=row.get("source_office") or None,
        publisher="UCDP",
        country=country,
        admin1=row.get("adm_1") or None,
        admin2=row.get("adm_2") or None,
        cell=cell_of(latitude, longitude) if exact and latitude is not None and longitude is not None else None,
        violence=_VIOLENCE[kind],  # type: ignore[arg-type]
        event_type=EventType(plover="ASSAULT", ucdp=kind),
        place_precision=None if precision is None else place_of_ucdp(precision),
        date_precision=None if told is None else time_of_ucdp(told),
    )


def coded_event(row: Row, countries: Countries) -> ReferenceEvent:
    """Return the event of a row with the columns of ReferenceEvent. Raises RowError."""
    external_id = _id(row)
    start, end = _dates(row)
    latitude, longitude = point_of(row)
    name = row.get("country", "")
    best = number_of(row.get("deaths_best", ""), "deaths_best")
    low = number_of(row.get("deaths_low", ""), "deaths_low")
    if best is None and low is None:
        raise RowError("no_number", "neither deaths_best nor deaths_low is given")
    return ReferenceEvent(
        id=record_id("reference", "coded", external_id),
        made_by=MADE_BY,
        external_id=external_id,
        date_start=start,
        date_end=end,
        city=row.get("city") or None,
        location=row.get("location") or None,
        latitude=latitude,
        longitude=longitude,
        actors=tuple(actor.strip() for actor in row.get("actors", "").split(";") if actor.strip()),
        deaths_low=low,
        deaths_best=best,
        deaths_high=number_of(row.get("deaths_high", ""), "deaths_high"),
        injuries_best=number_of(row.get("injuries_best", ""), "injuries_best"),
        context=row.get("context") or None,
        target=row.get("target") or None,
        source=row.get("source") or None,
        publisher=row.get("publisher") or None,
        country=countries.find(name) or name or None,
        admin1=row.get("admin1") or None,
        admin2=row.get("admin2") or None,
        cell=cell_of(latitude, longitude) if latitude is not None and longitude is not None else None,
    )


def _id(row: Row) -> str:
    text = row.get("id", "")
    if not text:
        raise RowError("no_id", "no id")
    return text.removesuffix(".0")


def _dates(row: Row) -> tuple[str, str]:
    start = date_of(row.get("date_start", ""), "date_start")
    end = date_of(row.get("date_end") or start, "date_end")
    if end < start:
        raise RowError("no_date", f"date_end {end} lies before date_start {start}")
    return start, end

"""What every reader of reference data shares: its result, its refusals, and how numbers and dates are checked."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping

import msgspec

from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import Refusal
from harmattan.records.outlook import ReferenceEvent, SeriesPoint

STAGE = "references"
VERSION = "1"
MADE_BY = MadeBy(stage=STAGE, version=VERSION)
MOST_DEATHS = 10_000_000
"""More than any place has had in a month."""

Item = ReferenceEvent | SeriesPoint | Refusal


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """One file of reference data: what it is, and its records or refusals row by row."""

    path: str
    form: str
    """`ucdp`, `acled`, `gtd`, `pitf`, `series`, `wide`, `views`, `coded` or `assessed`."""
    series: str
    """The series that it is a vintage of, unless the user names another."""
    items: Iterator[Item]


class RowError(Exception):
    """A row that can't be used: `code` is short and stable, `str()` the reason."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def refuse(path: str, code: str, reason: str, row: int | None = None) -> Refusal:
    """Return the refusal of a row, or of a whole column or file."""
    where = "" if row is None else f"row {row}: "
    return Refusal(
        id=record_id("refusal", STAGE, path, code, row, reason),
        made_by=MADE_BY,
        path=path,
        stage=STAGE,
        code=code,
        reason=where + reason,
    )


def number_of(text: str, what: str, *, signed: bool = False) -> float | None:
    """Return the number of a cell, None for an empty one. Raises RowError for text, the infinite and the impossible."""
    if text == "" or text.casefold() in ("na", "nan", "null", "none"):
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise RowError("no_number", f"{what} {text[:40]!r} is no number") from error
    if not math.isfinite(value):
        raise RowError("no_number", f"{what} {text[:40]!r} is no number")
    if not signed and value < 0:
        raise RowError("negative", f"{what} {text[:40]} is negative; deaths are counted from 0")
    if not signed and value > MOST_DEATHS:
        raise RowError("absurd", f"{what} {text[:40]} is above {MOST_DEATHS:,}, more than any place has had in a month")
    return value


def whole_of(text: str, what: str) -> int | None:
    """Return the whole number of a cell (`300380.0` is 300380), None for an empty one. Raises RowError for another."""
    value = number_of(text, what, signed=True)
    if value is None:
        return None
    if value != int(value):
        raise RowError("no_number", f"{what} {text[:40]!r} is no whole number")
    return int(value)


def date_of(text: str, what: str) -> str:
    """Return the ISO 8601 date of a cell that may have a time after it. Raises RowError where there is none."""
    head = text.strip()[:10]
    try:
        return datetime.date.fromisoformat(head).isoformat()
    except ValueError as error:
        raise RowError("no_date", f"{what} {text[:40]!r} is no date such as 2023-05-31") from error


def point_of(row: Mapping[str, str]) -> tuple[float | None, float | None]:
    """Return latitude and longitude of a row, None for both where one is empty. Raises RowError for what is off the map."""
    latitude = number_of(row.get("latitude", ""), "latitude", signed=True)
    longitude = number_of(row.get("longitude", ""), "longitude", signed=True)
    if latitude is None or longitude is None:
        return None, None
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise RowError("nowhere", f"{latitude}, {longitude} is no point on Earth")
    return latitude, longitude

"""One row of a data set to a reference event, or to the reason why it is none."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import Refusal
from harmattan.records.outlook import ReferenceEvent

STAGE = "references"
VERSION = "1"
CODES = frozenset({"made_by", "external_id", "event_type", "place_precision", "date_precision"})
"""What a reader of a known data set fills in."""
COLUMNS = frozenset(ReferenceEvent.__struct_fields__) - CODES
"""What a row may hold; other columns are passed over."""
NO_RECORD = "no record; a record is an object with keys such as date_start and location"
MISSING = frozenset(("", "na", "n/a", "nan", "none", "null"))
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?")


class _FaultError(ValueError):
    """What is wrong with a row; the code comes first."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class Unique:
    """Sees that no two records bear one id."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def check(self, found: ReferenceEvent | Refusal, path: str, number: int) -> ReferenceEvent | Refusal:
        """Return what was found in a row of an input or, where its id has been seen, the refusal of it."""
        if isinstance(found, Refusal):
            return found
        key, here = found.external_id or found.id, f"{path}, row {number}"
        first = self._seen.setdefault(key, here)
        if first == here:
            return found
        reason = f"id {key!r} stands in {first} already; give each record an id of its own"
        return refuse(path, number, "duplicate_id", reason)


def records_of(rows: Iterable[Mapping[str, Any]], *, path: str = "record") -> Iterator[ReferenceEvent | Refusal]:
    """Yield for each row its event, or why it makes none; of two rows with one id the later is refused.

    A row may hold id, date_start, date_end (ISO 8601; a month or year alone stands for all its days), city, location,
    latitude, longitude (degrees, WGS 84), actors (a list, or text parted by semicolons), deaths_low, deaths_best,
    deaths_high, injuries_best (counts of people), context, target, source and publisher, each as text or number; any of
    them may be missing. One without an id goes by its number. Other keys are passed over.
    """
    unique = Unique()
    for number, row in enumerate(rows, start=1):
        yield unique.check(record_of(row, number, path=path), path, number)


def record_of(row: Mapping[str, Any], number: int, *, path: str) -> ReferenceEvent | Refusal:
    """Return the event of a row, or a refusal that names the row by its number and says what is wrong in which column."""
    try:
        if not isinstance(row, Mapping):
            raise _FaultError("invalid_record", NO_RECORD)
        return _record({key: row[key] for key in COLUMNS if key in row}, number, path)
    except _FaultError as fault:
        return refuse(path, number, fault.code, str(fault))


def refuse(path: str, number: int, code: str, reason: str) -> Refusal:
    """Return the refusal of a row."""
    return Refusal(
        id=record_id("ref", path, number, code, reason), made_by=MadeBy(stage=STAGE, version=VERSION),
        path=f"{path}, row {number}", stage=STAGE, code=code, reason=reason,
    )  # fmt: skip


def _record(row: Mapping[str, Any], number: int, path: str) -> ReferenceEvent:
    low, best, high = (_count(row, key) for key in ("deaths_low", "deaths_best", "deaths_high"))
    ordered = [count for count in (low, best, high) if count is not None]
    if ordered != sorted(ordered):
        raise _FaultError("impossible_count", "deaths_low, deaths_best and deaths_high do not rise; put them in order")
    latitude, longitude = _degrees(row, "latitude", 90.0), _degrees(row, "longitude", 180.0)
    if (latitude is None) != (longitude is None):
        raise _FaultError("impossible_place", "latitude and longitude go together; give both or neither")
    known = _text(row, "id")
    return ReferenceEvent(
        id=record_id("rev", path, known or number),
        made_by=MadeBy(stage=STAGE, version=VERSION),
        external_id=known or f"row {number}",
        date_start=_day(row, "date_start", last=False),
        date_end=_day(row, "date_end", last=True),
        latitude=latitude,
        longitude=longitude,
        actors=_actors(row),
        deaths_low=low,
        deaths_best=best,
        deaths_high=high,
        injuries_best=_count(row, "injuries_best"),
        city=_text(row, "city"),
        location=_text(row, "location"),
        context=_text(row, "context"),
        target=_text(row, "target"),
        source=_text(row, "source"),
        publisher=_text(row, "publisher"),
    )


def _text(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise _FaultError("invalid_text", f"{key} is no text; give words in quotation marks")
    said = " ".join(str(value).split())
    return None if said.casefold() in MISSING else said


def _number(row: Mapping[str, Any], key: str) -> float | None:
    said = _text(row, key)
    if said is None:
        return None
    try:
        value = float(said)
    except ValueError:
        raise _FaultError(
            "invalid_number", f"{key} {said!r} is no number; give digits, with a point for decimals"
        ) from None
    if not math.isfinite(value):
        raise _FaultError("invalid_number", f"{key} {said!r} is no number that can be counted to")
    return value


def _count(row: Mapping[str, Any], key: str) -> float | None:
    value = _number(row, key)
    if value is not None and value < 0:
        raise _FaultError("impossible_count", f"{key} {value:g} is below zero; leave it out where it is not known")
    return value


def _degrees(row: Mapping[str, Any], key: str, limit: float) -> float | None:
    value = _number(row, key)
    if value is not None and abs(value) > limit:
        raise _FaultError(
            "impossible_place", f"{key} {value:g} lies off the map; degrees run from -{limit:g} to {limit:g}"
        )
    return value


def _day(row: Mapping[str, Any], key: str, *, last: bool) -> str | None:
    said = _text(row, key)
    if said is None:
        return None
    found = _DATE.fullmatch(said)
    if found is None:
        raise _FaultError("invalid_date", f"{key} {said!r} is no date; give YYYY-MM-DD")
    year = int(found[1])
    month = int(found[2] or (12 if last else 1))
    try:
        ends = calendar.monthrange(year, month)[1]
        return date(year, month, int(found[3] or (ends if last else 1))).isoformat()
    except ValueError:
        raise _FaultError("impossible_date", f"{key} {said!r} is on no calendar; give YYYY-MM-DD") from None


def _actors(row: Mapping[str, Any]) -> tuple[str, ...]:
    value = row.get("actors")
    if isinstance(value, str) and value.lstrip().startswith("["):
        # A list that was written into one cell of a table.
        try:
            value = msgspec.json.decode(value)
        except msgspec.DecodeError:
            raise _FaultError("invalid_actors", "actors opens a list that is none; part names by semicolons") from None
    if isinstance(value, (list, tuple)):
        said = [_text({"actors": each}, "actors") for each in value]
    else:
        whole = _text(row, "actors")
        said = [" ".join(name.split()) for name in (whole or "").split(";")]
    return tuple(dict.fromkeys(name for name in said if name))

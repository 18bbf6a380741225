"""Files of pins: what people decided about pairs of event records, as CSV or JSON Lines."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from harmattan.errors import InputError
from harmattan.plugins.references.base import MADE_BY, RowError, refuse
from harmattan.plugins.references.tables import Row, read_table
from harmattan.records.assessment import Decision
from harmattan.records.base import record_id
from harmattan.records.claim import Refusal
from harmattan.records.joining import Pin

NEEDED = ("one", "other", "what", "who", "when", "why")
WORDS = ("together", "apart", "open")


def read_pins(path: Path) -> Iterator[Pin | Refusal]:
    """Yield the pins of a file, a row that is none as a refusal with its number.

    A row has `one` and `other` (ids of records), `what` (`together`, `apart`, or `open`: leave it to the scores again),
    `who`, `when` (ISO 8601) and `why`; it may have an `id`, else it gets one, and `supersedes`, ids of decisions above it,
    parted by semicolons. Raises InputError for a file that can't be read or lacks a column.
    """
    table = read_table(path)
    columns = {column.casefold() for column in table.columns}
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        raise InputError(
            str(path), "no_columns", f"no pins: it lacks {', '.join(missing)}; a pin has {', '.join(NEEDED)}"
        )
    for number, row in table.rows:
        if isinstance(row, str):
            yield refuse(str(path), "no_row", row, number)
            continue
        try:
            yield _pin({column.casefold(): cell for column, cell in row.items()})
        except RowError as error:
            yield refuse(str(path), error.code, str(error), number)


def _pin(row: Row) -> Pin:
    for column in NEEDED:
        if not row.get(column):
            raise RowError("incomplete", f"{column} is empty; a pin has {', '.join(NEEDED)}")
    one, other, what = row["one"], row["other"], row["what"].casefold()
    if what not in WORDS:
        raise RowError("no_decision", f"what {row['what'][:40]!r} is none of {', '.join(WORDS)}")
    try:
        datetime.datetime.fromisoformat(row["when"])
    except ValueError as error:
        raise RowError("no_date", f"when {row['when'][:40]!r} is no date such as 2026-03-05") from error
    on = record_id("pair", *sorted((one, other)))
    supersedes = tuple(key.strip() for key in row.get("supersedes", "").split(";") if key.strip())
    return Pin(
        one=one,
        other=other,
        decision=Decision(
            id=row.get("id") or record_id("dec", on, what, row["who"], row["when"], row["why"]),
            made_by=MADE_BY,
            who=row["who"],
            when=row["when"],
            what=what,
            why=row["why"],
            on=on,
            supersedes=supersedes,
        ),
    )

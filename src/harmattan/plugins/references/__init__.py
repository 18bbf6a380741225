"""Built-in readers of reference data: what others coded or counted, and what we assessed ourselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from harmattan.errors import InputError
from harmattan.lexicons import Lexicon
from harmattan.plugins.references.acled import ACLED_COLUMNS, acled_event
from harmattan.plugins.references.assessed import assessed_events, is_situation, read_situation
from harmattan.plugins.references.base import Item, Reference
from harmattan.plugins.references.countries import Countries
from harmattan.plugins.references.events import CODED_COLUMNS, UCDP_COLUMNS, coded_event, events_of, ucdp_event
from harmattan.plugins.references.files import read_records
from harmattan.plugins.references.gtd import GTD_COLUMNS, gtd_event
from harmattan.plugins.references.pins import read_pins
from harmattan.plugins.references.pitf import PITF_COLUMNS, pitf_event
from harmattan.plugins.references.rows import record_of, records_of
from harmattan.plugins.references.series import columns_of, is_wide, long_series, wide_series
from harmattan.plugins.references.tables import read_table, table_of

KINDS = (
    "events of UCDP GED or its candidates, ACLED, GTD or PITF Worldwide Atrocities; a table with a month, a country or place and "
    "deaths in each row, or with a column for each country; VIEWS' tables; the JSON of `harmattan report`"
)

_EVENTS = (
    ("ucdp", UCDP_COLUMNS, ucdp_event),
    ("acled", ACLED_COLUMNS, acled_event),
    ("gtd", GTD_COLUMNS, gtd_event),
    ("pitf", PITF_COLUMNS, pitf_event),
    ("coded", CODED_COLUMNS, coded_event),
)
"""Data sets of events: what they are called here, columns by which their tables are known, and how a row is read."""


def open_reference(path: Path, *, lexicon: Lexicon, keep_names: bool = False, known_by: str | None = None) -> Reference:
    """Return what a file of reference data is and its records, bad rows as refusals.

    With `keep_names` the places of a series are called as in the file, else by ISO code where they are known. Rows of a
    series that were known only after `known_by` (ISO 8601) are passed over. Raises InputError where the file can't be read
    or is of no known kind.
    """
    countries = Countries(lexicon)
    name = str(path)
    try:
        with path.open("rb") as stream:
            head = stream.read(200)
    except FileNotFoundError as error:
        raise InputError(name, "not_there", "not there; give a file of events or of counts by month") from error
    except OSError as error:
        raise InputError(name, "unreadable", f"can't be read ({(error.strerror or str(error)).lower()})") from error
    if is_situation(head):
        return Reference(path=name, form="assessed", series="assessed", items=assessed_events(name, path.read_bytes()))
    table = read_table(path)
    columns = frozenset(column.casefold() for column in table.columns)
    stem = path.name.split(".")[0]
    for form, needed, make in _EVENTS:
        if columns >= needed:
            items = events_of(name, table, countries, make)
            return Reference(path=name, form=form, series=stem if form == "coded" else form, items=items)
    if columns_of(table) is not None:
        form = "views" if "month_id" in columns else "series"
        items = long_series(name, table, countries, keep_names=keep_names, known_by=known_by)
        return Reference(path=name, form=form, series=stem, items=items)
    if is_wide(table):
        items = wide_series(name, table, countries, keep_names=keep_names)
        return Reference(path=name, form="wide", series=stem, items=items)
    shown = ", ".join(table.columns[:8])
    raise InputError(name, "no_kind", f"its columns ({shown[:200]}) are of no known kind; give {KINDS}")


def reference_of_rows(
    rows: Iterable[Mapping[str, object]], *, lexicon: Lexicon, known_by: str | None = None
) -> Reference:
    """Return rows in memory (`country` or `place`, `month`, `deaths`) as reference data, places called as they are.

    Raises InputError where the rows have no such columns.
    """
    table = table_of(rows)
    if columns_of(table) is None:
        shown = ", ".join(table.columns[:8]) or "none"
        raise InputError("series", "no_kind", f"rows need country (or place), month and deaths; they have {shown}")
    items = long_series("series", table, Countries(lexicon), keep_names=True, known_by=known_by)
    return Reference(path="series", form="series", series="series", items=items)


__all__ = [
    "Countries",
    "Item",
    "Reference",
    "open_reference",
    "read_pins",
    "read_records",
    "read_situation",
    "record_of",
    "records_of",
    "reference_of_rows",
]

"""Checks every row and counts what there is: `harmattan lexicons check`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from harmattan.lexicons.rows import TABLES, ActorRow, ConfusionRow, OfficeRow, Row, SubstitutionRow, TermRow
from harmattan.lexicons.sources import DATA, Fault, check_rows, read_layer

UNCHECKED = "unchecked"


class TableCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many rows a table has, by language (`-` where rows have none), and how many state a fact that nobody checked."""

    table: str
    rows: int
    languages: dict[str, int]
    unchecked: int


class CheckReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was read and all that is wrong with it; nothing is wrong where `faults` is empty."""

    folders: tuple[str, ...]
    tables: tuple[TableCount, ...]
    faults: tuple[Fault, ...]

    @property
    def rows(self) -> int:
        """The number of rows of all tables."""
        return sum(table.rows for table in self.tables)

    @property
    def unchecked(self) -> int:
        """The number of rows that state a fact that nobody checked."""
        return sum(table.unchecked for table in self.tables)


def check(paths: Sequence[Path] = ()) -> CheckReport:
    """Return the counts and every fault of the package's rows with those of the user's folders over them.

    Raises LexiconError only where a folder is not there.
    """
    rows, origins, faults = _read(paths)
    faults += check_rows(rows, origins)
    tables = tuple(_count(table, list(rows[table].values())) for table in TABLES)
    return CheckReport(folders=tuple(str(folder) for folder in (DATA, *paths)), tables=tables, faults=tuple(faults))


def language_of(row: Row) -> str:
    """Return the language of a row, `-` where it has none."""
    return row.language if isinstance(row, TermRow | OfficeRow | SubstitutionRow | ConfusionRow) else "-"


def _read(paths: Sequence[Path]) -> tuple[dict[str, dict[str, Row]], dict[tuple[str, str], str], list[Fault]]:
    rows: dict[str, dict[str, Row]] = {table: {} for table in TABLES}
    origins: dict[tuple[str, str], str] = {}
    faults: list[Fault] = []
    for folder in (DATA, *paths):
        layer = read_layer(folder, overlay=folder != DATA)
        for table, known in layer.rows.items():
            rows[table] |= known
        origins |= layer.paths
        faults += layer.faults
    return rows, origins, faults


def _count(table: str, rows: Sequence[Row]) -> TableCount:
    return TableCount(
        table=table,
        rows=len(rows),
        languages=dict(sorted(Counter(language_of(row) for row in rows).items())),
        unchecked=sum(_is_unchecked(row) for row in rows),
    )


def _is_unchecked(row: Row) -> bool:
    ties = (*row.parents, *row.leaders, *row.patrons) if isinstance(row, ActorRow) else ()
    return row.source == UNCHECKED or any(tie.source == UNCHECKED for tie in ties)

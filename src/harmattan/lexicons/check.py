"""Checks every row and counts what there is: `harmattan lexicons check`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from harmattan.lexicons.rows import TABLES, ConfusionRow, OfficeRow, Row, SubstitutionRow, TermRow
from harmattan.lexicons.sources import DATA, Fault, check_rows, read_layer

UNCHECKED = "unchecked"


class Unchecked(msgspec.Struct, frozen=True, kw_only=True):
    """A row with facts that nobody checked: the row itself, or only ties of it (`leaders iyad-ag-ghaly`)."""

    path: str
    table: str
    row: str
    ties: tuple[str, ...]
    """The ties that nobody checked, as `field actor`."""
    itself: bool
    """Whether the row's own source is missing."""

    def __str__(self) -> str:
        what = (*(("the row",) if self.itself else ()), *self.ties)
        return f"{self.path}: {self.row}: {', '.join(what)}"


class TableCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many rows a table has, by language (`-` where rows have none), and how many state a fact that nobody checked.

    `unchecked` counts rows, `unchecked_ties` the parents, leaders and patrons without a source of their own.
    """

    table: str
    rows: int
    languages: dict[str, int]
    unchecked: int
    unchecked_ties: int


class CheckReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was read and all that is wrong with it; nothing is wrong where `faults` is empty."""

    folders: tuple[str, ...]
    tables: tuple[TableCount, ...]
    faults: tuple[Fault, ...]
    to_check: tuple[Unchecked, ...]

    @property
    def rows(self) -> int:
        """The number of rows of all tables."""
        return sum(table.rows for table in self.tables)

    @property
    def unchecked(self) -> int:
        """The number of rows that state a fact that nobody checked."""
        return sum(table.unchecked for table in self.tables)

    @property
    def unchecked_ties(self) -> int:
        """The number of parents, leaders and patrons that nobody checked."""
        return sum(table.unchecked_ties for table in self.tables)


def check(paths: Sequence[Path] = ()) -> CheckReport:
    """Return the counts and every fault of the package's rows with those of the user's folders over them.

    Raises LexiconError only where a folder is not there.
    """
    rows, origins, faults = _read(paths)
    faults += check_rows(rows, origins)
    to_check = tuple(
        open_facts
        for table in TABLES
        for row in rows[table].values()
        if (open_facts := _unchecked(table, row, origins[table, row.id])) is not None
    )
    tables = tuple(_count(table, list(rows[table].values()), to_check) for table in TABLES)
    folders = tuple(str(folder) for folder in (DATA, *paths))
    return CheckReport(folders=folders, tables=tables, faults=tuple(faults), to_check=to_check)


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


def _count(table: str, rows: Sequence[Row], to_check: Sequence[Unchecked]) -> TableCount:
    here = [facts for facts in to_check if facts.table == table]
    return TableCount(
        table=table,
        rows=len(rows),
        languages=dict(sorted(Counter(language_of(row) for row in rows).items())),
        unchecked=sum(facts.itself for facts in here),
        unchecked_ties=sum(len(facts.ties) for facts in here),
    )


def _unchecked(table: str, row: Row, path: str) -> Unchecked | None:
    ties = tuple(
        f"{field} {tie.actor}"
        for field in ("parents", "leaders", "patrons")
        for tie in getattr(row, field, ())
        if tie.source == UNCHECKED
    )
    itself = row.source == UNCHECKED
    return Unchecked(path=path, table=table, row=row.id, ties=ties, itself=itself) if itself or ties else None

"""Reference data, every vintage of it: which file said what, and from when that was known."""

from __future__ import annotations

import calendar
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from harmattan.errors import OutputError, SettingsError
from harmattan.records.base import MadeBy, record_id
from harmattan.records.outlook import ReferenceEvent, SeriesPoint

FILE = "reference.sqlite"
VARIABLE = "HARMATTAN_STORE"
_VERSION = 1
_STAGE = MadeBy(stage="references", version="1")
_TABLES = """
CREATE TABLE vintage (
    id INTEGER PRIMARY KEY, series TEXT NOT NULL, kind TEXT NOT NULL, file TEXT NOT NULL, digest TEXT NOT NULL,
    known_at TEXT NOT NULL, final INTEGER NOT NULL, records INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
    UNIQUE (series, digest)
);
CREATE TABLE point (
    vintage INTEGER NOT NULL, target TEXT NOT NULL, place TEXT NOT NULL, month TEXT NOT NULL, value REAL NOT NULL,
    known_at TEXT NOT NULL, PRIMARY KEY (vintage, target, place, month, known_at)
) WITHOUT ROWID;
CREATE TABLE event (
    vintage INTEGER NOT NULL, external_id TEXT NOT NULL, month TEXT NOT NULL, country TEXT, record BLOB NOT NULL,
    PRIMARY KEY (vintage, external_id)
) WITHOUT ROWID;
"""


class Vintage(msgspec.Struct, frozen=True, kw_only=True):
    """One file as it was added. `first` and `last` are YYYY-MM; `kind` is `events` or `series`."""

    id: int
    series: str
    kind: str
    file: str
    known_at: str
    """ISO 8601 date from which it counts as known."""
    final: bool
    """False for events that are still candidates: a final file of the same months and countries takes their place."""
    records: int
    first: str
    last: str


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """How a file is kept: the series that it is a vintage of, name and digest, from when it was known, whether it is final."""

    series: str
    file: str
    digest: str
    known_at: str | None = None
    final: bool = True


def default_place() -> Path:
    """Return the folder of the store: HARMATTAN_STORE, else the user's data folder."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "harmattan"


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """The months (YYYY-MM) from the first to the last event of a file, and the countries of its events."""

    first: str
    last: str
    countries: frozenset[str]


def _last_day(month: str) -> str:
    """Return the ISO 8601 date of the last day of YYYY-MM."""
    return f"{month}-{calendar.monthrange(int(month[:4]), int(month[5:7]))[1]:02d}"


class ReferenceStore:
    """The reference data in one folder. Nothing is written but by `add`; use it as a context manager."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self._path = folder / FILE
        if not create and not self._path.exists():
            raise SettingsError(
                f"no reference data in {folder}; add a file first: harmattan reference add PATH "
                "(for example UCDP's country-months or GED, from https://ucdp.uu.se/downloads)"
            )
        try:
            if create:
                folder.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(self._path)
            version = self._base.execute("PRAGMA user_version").fetchone()[0]
            if version == 0 and create:
                with self._base:
                    self._base.executescript(_TABLES + f"PRAGMA user_version = {_VERSION};")
            elif version != _VERSION:
                raise SettingsError(
                    f"{self._path}: not reference data of this version; move it away and add the files anew"
                )
        except (OSError, sqlite3.Error) as error:
            raise OutputError(f"{self._path}: can't be used ({error}); choose another place with --store") from error

    def __enter__(self) -> ReferenceStore:
        return self

    def __exit__(self, *error: object) -> None:
        self._base.close()

    def add(self, records: Iterable[ReferenceEvent | SeriesPoint], filing: Filing) -> tuple[Vintage, bool]:
        """Keep the records of a file as a vintage of a series; return it and whether it is new.

        Without `filing.known_at` the last day that the records speak of is taken: they can't have been known before. Raises
        SettingsError where there is no record, or where a series would hold both events and counts.
        """
        series, file = filing.series, filing.file
        known = self._one("series = ? AND digest = ?", series, filing.digest)
        if known is not None:
            return known, False
        found = list(records)
        if not found:
            raise SettingsError(f"{file}: not one usable record in it; nothing was added")
        events = [record for record in found if isinstance(record, ReferenceEvent)]
        points = [record for record in found if isinstance(record, SeriesPoint)]
        kind = "events" if events else "series"
        others = {vintage.kind for vintage in self.vintages() if vintage.series == series}
        if others - {kind}:
            raise SettingsError(
                f"series {series!r} holds {others.pop()}, {file} holds {kind}; give it a name with --series"
            )
        months = sorted(record.month for record in points) or sorted((record.date_end or "")[:7] for record in events)
        last_day = max((record.date_end or "" for record in events), default=_last_day(months[-1]))
        with self._base:
            cursor = self._base.execute(
                "INSERT INTO vintage (series, kind, file, digest, known_at, final, records, first, last) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    series,
                    kind,
                    file,
                    filing.digest,
                    filing.known_at or last_day,
                    filing.final,
                    len(found),
                    months[0],
                    months[-1],
                ),
            )
            vintage = cursor.lastrowid
            self._base.executemany(
                "INSERT INTO point VALUES (?, ?, ?, ?, ?, ?)",
                ((vintage, one.target, one.place, one.month, one.value, one.known_at or "") for one in points),
            )
            self._base.executemany(
                "INSERT INTO event VALUES (?, ?, ?, ?, ?)",
                (
                    (vintage, one.external_id, (one.date_end or "")[:7], one.country, msgspec.json.encode(one))
                    for one in events
                ),
            )
        added = self._one("id = ?", vintage)
        assert added is not None
        return added, True

    def vintages(self) -> list[Vintage]:
        """Return every vintage, by series, then from when it was known."""
        return self._many("1 ORDER BY series, known_at, id")

    def newest(self, series: str, as_of: str | None = None) -> Vintage | None:
        """Return the newest vintage of a series that was known on a day (ISO 8601)."""
        return self._one("series = ? AND known_at <= ? ORDER BY known_at DESC, id DESC", series, as_of or "9999")

    def targets(self, vintage: Vintage) -> list[str]:
        """Return what a vintage of counts counts."""
        rows = self._base.execute("SELECT DISTINCT target FROM point WHERE vintage = ? ORDER BY target", (vintage.id,))
        return [row[0] for row in rows]

    def points(self, vintage: Vintage, targets: Sequence[str], as_of: str | None = None) -> Iterator[SeriesPoint]:
        """Yield the counts of one vintage, summed over targets; of a row's several versions the newest known on the day."""
        marks = ", ".join("?" * len(targets))
        # The row with the greatest known_at gives the value: SQLite takes bare columns of a max() from that row.
        query = (
            "SELECT place, month, sum(value), max(known) FROM (SELECT place, month, target, value, max(known_at) AS known "
            f"FROM point WHERE vintage = ? AND target IN ({marks}) AND known_at <= ? GROUP BY place, month, target) "
            "GROUP BY place, month HAVING count(*) = ?"
        )
        for place, month, value, known in self._base.execute(
            query, (vintage.id, *targets, as_of or "9999", len(targets))
        ):
            yield SeriesPoint(
                id=record_id("point", place, month, list(targets), value, known),
                made_by=_STAGE,
                place=place,
                month=month,
                target="+".join(targets),
                value=value,
                known_at=known or vintage.known_at,
            )

    def events(self, series: str, as_of: str | None = None) -> Iterator[ReferenceEvent]:
        """Yield the events of a series as known on a day: each id once, its newest version.

        Candidates of a month and country that a final file covers are left out: final files may give them other ids.
        """
        vintages = self._many("series = ? ORDER BY known_at DESC, id DESC", series)
        usable = [one for one in vintages if one.known_at <= (as_of or "9999")]
        covered: dict[str, str] = {}
        for vintage in usable:
            if vintage.final:
                for country, last in self._base.execute(
                    "SELECT ifnull(country, ''), max(month) FROM event WHERE vintage = ? GROUP BY country",
                    (vintage.id,),
                ):
                    covered[country] = max(covered.get(country, ""), last)
        seen: set[str] = set()
        for vintage in usable:
            rows = self._base.execute(
                "SELECT external_id, month, ifnull(country, ''), record FROM event WHERE vintage = ?", (vintage.id,)
            )
            for external_id, month, country, record in rows:
                if external_id in seen or (not vintage.final and month <= covered.get(country, "")):
                    continue
                seen.add(external_id)
                event = msgspec.json.decode(record, type=ReferenceEvent)
                yield msgspec.structs.replace(event, known_at=event.known_at or vintage.known_at)

    def coverage(self, series: str, as_of: str | None = None) -> list[Coverage]:
        """Return what each file of events known on a day speaks of: its months, and the countries that it names."""
        found = []
        for vintage in self._many("series = ? AND known_at <= ?", series, as_of or "9999"):
            rows = self._base.execute("SELECT DISTINCT country FROM event WHERE vintage = ?", (vintage.id,))
            countries = frozenset(row[0] for row in rows if row[0])
            found.append(Coverage(first=vintage.first, last=vintage.last, countries=countries))
        return found

    def forget(self, vintage: int) -> bool:
        """Delete a vintage and all that it holds; say whether there was one."""
        with self._base:
            gone = self._base.execute("DELETE FROM vintage WHERE id = ?", (vintage,)).rowcount > 0
            self._base.execute("DELETE FROM point WHERE vintage = ?", (vintage,))
            self._base.execute("DELETE FROM event WHERE vintage = ?", (vintage,))
        return gone

    def _one(self, where: str, *values: object) -> Vintage | None:
        found = self._many(f"{where} LIMIT 1", *values)
        return found[0] if found else None

    def _many(self, where: str, *values: object) -> list[Vintage]:
        rows = self._base.execute(
            f"SELECT id, series, kind, file, known_at, final, records, first, last FROM vintage WHERE {where}", values
        )
        names = Vintage.__struct_fields__
        return [Vintage(**dict(zip(names, (*row[:5], bool(row[5]), *row[6:]), strict=True))) for row in rows]

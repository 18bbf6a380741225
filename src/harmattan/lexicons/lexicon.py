"""The lexicon: every row of every table, and the index of its terms."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast, overload

import msgspec

from harmattan.lexicons.compiled import (
    COMPILED,
    Compiled,
    compile_rows,
    digest_of,
    fingerprint,
    inflected,
    keep,
    read_compiled,
    stop_at,
)
from harmattan.lexicons.index import TermIndex
from harmattan.lexicons.inflect import Inflector
from harmattan.lexicons.rows import TABLES, Row
from harmattan.lexicons.sources import check_rows, read_layer
from harmattan.lexicons.terms import Terms, grouped, serves, terms_of

R = TypeVar("R", bound=Row)
_TABLE_OF = {row_type: table for table, row_type in TABLES.items()}
_log = logging.getLogger(__name__)


class Lexicon:
    """Curated vocabulary: rows by table, the terms of each language in one index.

    `digest` changes with any row; `origins` gives the file that each row was read in, by table and id. Built from rows
    in memory; `_Ready` reads them, when they are asked for, from what the build compiled.
    """

    def __init__(
        self,
        rows: Mapping[str, Sequence[Row]],
        *,
        digest: str,
        origins: Mapping[str, Mapping[str, str]],
        ordinary: frozenset[str] = frozenset(),
    ) -> None:
        self.digest = digest
        self._origins = origins
        self._ordinary = ordinary
        self._groups: Mapping[str, Sequence[Row]] = grouped(rows)
        self._tables: dict[str, tuple[Row, ...]] = {}
        self._ids: dict[str, dict[str, Row]] = {}
        self._indexes: dict[tuple[str | None, type[Row] | None], TermIndex] = {}

    @property
    def origins(self) -> Mapping[str, Mapping[str, str]]:
        """The file that each row was read in, by table and id."""
        return self._origins

    def rows(self, row_type: type[R]) -> tuple[R, ...]:
        """Return the rows of one table, language by language; the row type picks the table."""
        return cast("tuple[R, ...]", self._table(_TABLE_OF[row_type]))

    def get(self, row_type: type[R], row_id: str) -> R | None:
        """Return the row of this id, or None where the table has none."""
        table = _TABLE_OF[row_type]
        known = self._ids.get(table)
        if known is None:
            known = self._ids[table] = {row.id: row for row in self._table(table)}
        return cast("R | None", known.get(row_id))

    def index(self, language: str | None, only: type[Row] | None = None) -> TermIndex:
        """Return the index of the terms of a language and of those that serve every language; made once.

        `only`: of one table's alone, quicker for who asks for no others; it is put together when first asked for.
        """
        known = self._indexes.get((language, only))
        if known is None:
            rows_of: Callable[[str], Sequence[Row]] = self._groups.__getitem__
            terms = self._terms(language) if only is None else self._terms_of(language, _TABLE_OF[only])
            known = self._indexes[language, only] = TermIndex(terms, rows_of, ordinary=self._ordinary)
        return known

    def _table(self, table: str) -> tuple[Row, ...]:
        known = self._tables.get(table)
        if known is None:
            groups = [group for group in self._groups if group.partition("/")[0] == table]
            known = self._tables[table] = tuple(row for group in groups for row in self._groups[group])
        return known

    def _terms(self, language: str | None) -> Terms:
        return terms_of({group: self._groups[group] for group in self._groups if serves(group, language)}, language)

    def _terms_of(self, language: str | None, table: str) -> Terms:
        groups = [group for group in self._groups if group.partition("/")[0] == table and serves(group, language)]
        return terms_of({group: self._groups[group] for group in groups}, language)

    def __repr__(self) -> str:
        return f"Lexicon({self.digest})"


class _Ready(Lexicon):
    """A lexicon that decodes the rows of a table and language when they are first asked for."""

    def __init__(self, compiled: Compiled) -> None:
        super().__init__({}, digest=compiled.digest, origins={}, ordinary=compiled.ordinary)
        self._groups = {group: _Group(TABLES[group.partition("/")[0]], part) for group, part in compiled.groups.items()}
        self._spellings = compiled.terms
        self._paths = compiled.paths

    @property
    def origins(self) -> Mapping[str, Mapping[str, str]]:
        """The file that each row was read in, by table and id."""
        if not self._origins:
            self._origins = msgspec.json.decode(self._paths, type=dict[str, dict[str, str]])
        return self._origins

    def _terms(self, language: str | None) -> Terms:
        ready = self._spellings.get(language or "")
        return super()._terms(language) if ready is None else msgspec.msgpack.decode(ready, type=Terms)


class _Group(Sequence[Row]):
    """The rows of a table and language, each decoded when it is first asked for: a text meets few of them."""

    def __init__(self, row_type: type[Row], part: memoryview) -> None:
        self._row_type = row_type
        self._part = part
        self._known: dict[int, Row] = {}
        self._whole: tuple[Row, ...] | None = None

    @cached_property
    def _raw(self) -> list[msgspec.Raw]:
        return msgspec.json.decode(self._part, type=list[msgspec.Raw])

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice) or at < 0 or self._whole is not None:
            return self._all()[at]
        known = self._known.get(at)
        if known is None:
            known = self._known[at] = msgspec.json.decode(self._raw[at], type=self._row_type)
        return known

    def __iter__(self) -> Iterator[Row]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._raw) if self._whole is None else len(self._whole)

    def _all(self) -> tuple[Row, ...]:
        """Return every row: those that were met before as the objects that they are."""
        if self._whole is None:
            row_type: Any = self._row_type
            rows: list[Row] = msgspec.json.decode(self._part, type=list[row_type])
            for at, row in self._known.items():
                rows[at] = row
            self._whole = tuple(rows)
        return self._whole


def load(overlays: Sequence[Path] = ()) -> Lexicon:
    """Return the lexicon of the package with the rows of the user's folders over it: a later row of an id stands.

    Raises LexiconError (file, row, reason) where any row breaks the rules.
    """
    return _load(tuple((str(path), _stamp(path)) for path in overlays))


@lru_cache(maxsize=8)
def _load(stamps: tuple[tuple[str, str], ...]) -> Lexicon:
    base = _base()
    if not stamps:
        return base
    rows: dict[str, dict[str, Row]] = {t: {row.id: row for row in base.rows(kind)} for t, kind in TABLES.items()}
    origins = {table: dict(base.origins.get(table, {})) for table in TABLES}
    inflector = Inflector(tables=False)
    for name, _ in stamps:
        layer = read_layer(Path(name), overlay=True)
        for table, added in layer.rows.items():
            rows[table] |= {key: inflected(row, inflector) for key, row in added.items()}
            origins[table] |= {key: layer.paths[table, key] for key in added}
        paths = {(table, key): path for table, known in origins.items() for key, path in known.items()}
        stop_at(layer.faults or check_rows(rows, paths))
    merged = {table: list(known.values()) for table, known in rows.items()}
    return Lexicon(merged, digest=digest_of(merged), origins=origins, ordinary=base._ordinary)


@cache
def _base() -> Lexicon:
    """Return the rows that come with the package: as compiled at build, or compiled now where that is out of date."""
    if COMPILED.is_file():
        try:
            compiled = read_compiled(COMPILED)
            if compiled.made_from == fingerprint():
                return _Ready(compiled)
        except (ValueError, msgspec.DecodeError):
            _log.info("%s was left by another version: compiling the lexicon anew", COMPILED)
    try:
        compiled = compile_rows(Inflector(tables=True))
    except ImportError as error:
        _log.warning("the lexicon is not compiled and %s is not installed: only regular forms are known", error.name)
        return _Ready(compile_rows(Inflector(tables=False)))
    # Rows were edited in the source tree: compile them once and not at every start. A folder that is read-only stays as it is.
    with suppress(OSError):
        keep(compiled, COMPILED)
    return _Ready(compiled)


def _stamp(folder: Path) -> str:
    """Return what changes when a file of a folder does, so that no lexicon is kept past its sources."""
    if not folder.is_dir():
        return ""
    stats = [(path, path.stat()) for path in sorted(folder.rglob("*.yaml"))]
    return ";".join(f"{path}:{stat.st_size}:{stat.st_mtime_ns}" for path, stat in stats)

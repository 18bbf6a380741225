"""The lexicon: every row of every table, and the index of its terms."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar, cast

import msgspec

from harmattan.lexicons.compiled import COMPILED, Compiled, compile_rows, digest_of, fingerprint, inflected, stop_at
from harmattan.lexicons.index import TermIndex
from harmattan.lexicons.inflect import Inflector
from harmattan.lexicons.rows import TABLES, Row
from harmattan.lexicons.sources import check_rows, codes, read_layer

R = TypeVar("R", bound=Row)
_TABLE_OF = {row_type: table for table, row_type in TABLES.items()}
_log = logging.getLogger(__name__)


_Rows = msgspec.defstruct("_Rows", [(t, tuple[row_type, ...], ()) for t, row_type in TABLES.items()])  # type: ignore[valid-type]


class Lexicon:
    """Curated vocabulary: rows by table, the terms of each language in one index.

    `digest` changes with any row; `origins` gives the file that each row was read in, by table and id.
    """

    def __init__(
        self, rows: Mapping[str, Sequence[Row]], *, digest: str, origins: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.digest = digest
        self.origins = origins
        self._rows = {table: tuple(rows.get(table, ())) for table in TABLES}
        self._ids: dict[str, dict[str, Row]] = {}
        self._indexes: dict[str | None, TermIndex] = {}

    def rows(self, row_type: type[R]) -> tuple[R, ...]:
        """Return the rows of one table; the row type picks it."""
        return cast(tuple[R, ...], self._rows[_TABLE_OF[row_type]])

    def get(self, row_type: type[R], row_id: str) -> R | None:
        """Return the row of this id, or None where the table has none."""
        table = _TABLE_OF[row_type]
        known = self._ids.get(table)
        if known is None:
            known = self._ids[table] = {row.id: row for row in self._rows[table]}
        return cast("R | None", known.get(row_id))

    def index(self, language: str | None) -> TermIndex:
        """Return the index of the terms of a language and of those that serve every language; made once."""
        known = self._indexes.get(language)
        if known is None:
            every = (row for table in TABLES for row in self._rows[table])
            known = self._indexes[language] = TermIndex(every, language, codes().ordinary)
        return known

    def __repr__(self) -> str:
        return f"Lexicon({sum(map(len, self._rows.values()))} rows, {self.digest})"


def load(overlays: Sequence[Path] = ()) -> Lexicon:
    """Return the lexicon of the package with the rows of the user's folders over it: a later row of an id stands.

    Raises LexiconError (file, row, reason) where any row breaks the rules.
    """
    stamps = tuple((str(path), _stamp(path)) for path in overlays)
    return _load(stamps)


@lru_cache(maxsize=8)
def _load(stamps: tuple[tuple[str, str], ...]) -> Lexicon:
    base = _base()
    if not stamps:
        return base
    rows: dict[str, dict[str, Row]] = {table: {row.id: row for row in base._rows[table]} for table in TABLES}
    origins = {table: dict(base.origins.get(table, {})) for table in TABLES}
    inflector = Inflector(tables=False)
    for name, _ in stamps:
        layer = read_layer(Path(name), overlay=True)
        faults = list(layer.faults)
        for table, added in layer.rows.items():
            rows[table] |= {key: inflected(row, inflector) for key, row in added.items()}
            origins[table] |= {key: layer.paths[table, key] for key in added}
        paths = {(table, key): path for table, known in origins.items() for key, path in known.items()}
        stop_at(faults or check_rows(rows, paths))
    merged = {table: list(known.values()) for table, known in rows.items()}
    return Lexicon(merged, digest=digest_of(merged), origins=origins)


@cache
def _base() -> Lexicon:
    """The rows that come with the package: as the build compiled them, or compiled now where that is out of date."""
    if COMPILED.is_file():
        try:
            compiled = msgspec.json.decode(COMPILED.read_bytes(), type=Compiled)
            if compiled.made_from == fingerprint():
                return _unpack(compiled)
        except msgspec.DecodeError as error:
            _log.warning("%s is damaged (%s): compiling the lexicon anew", COMPILED, error)
    try:
        inflector = Inflector(tables=True)
    except ImportError as error:
        _log.warning("the lexicon is not compiled and %s is not installed: only regular forms are known", error.name)
        inflector = Inflector(tables=False)
    return _unpack(compile_rows(inflector))


def _unpack(compiled: Compiled) -> Lexicon:
    decoded = msgspec.json.decode(compiled.rows, type=_Rows)
    rows = {table: getattr(decoded, table) for table in TABLES}
    return Lexicon(rows, digest=compiled.digest, origins=compiled.paths)


def _stamp(folder: Path) -> str:
    """What changes when a file of a folder does, so that a lexicon is not kept past its sources."""
    if not folder.is_dir():
        return ""
    stats = [(path, path.stat()) for path in sorted(folder.rglob("*.yaml"))]
    return ";".join(f"{path}:{stat.st_size}:{stat.st_mtime_ns}" for path, stat in stats)

"""Rows of a table file (CSV, JSON Lines, Parquet; gzip too) as dictionaries of text, with their numbers."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from harmattan.errors import InputError

Row = Mapping[str, str]
_DELIMITERS = ",;\t|"
_MOST_BYTES = 4 << 30
_LONGEST_CELL = 16 << 20


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The header of a file and its rows with their numbers, the first below the header being 2 (1 in JSON Lines)."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[int, Row | str]]
    """A row, or the reason why it is none."""


def read_table(path: Path) -> Table:
    """Return the table of a file. Raises InputError where it can't be read or is none."""
    data = _bytes(path)
    name = path.name.lower().removesuffix(".gz")
    if data[:4] == b"PAR1":
        return _parquet(path, data)
    text = _text(path, data)
    if name.endswith((".jsonl", ".ndjson", ".json")) or text.lstrip()[:1] in ("{", "["):
        return _json_lines(path, text)
    return _delimited(path, text)


def table_of(rows: Iterable[Mapping[str, object]]) -> Table:
    """Return rows in memory as a table; numbers are counted from 1."""
    items: list[tuple[int, Any]] = [(number, dict(row)) for number, row in enumerate(rows, start=1)]
    columns = dict.fromkeys(str(key) for _, item in items for key in item)
    return Table(columns=tuple(columns), rows=_objects(items))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(str(path), "too_large", "larger than 4 GiB; give the years that are needed")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(str(path), "not_there", "not there; give a file of events or of counts by month") from error
    except OSError as error:
        raise InputError(
            str(path), "unreadable", f"can't be read ({(error.strerror or str(error)).lower()})"
        ) from error
    if data[:2] == b"\x1f\x8b":
        try:
            with gzip.open(io.BytesIO(data)) as stream:
                data = stream.read(_MOST_BYTES)
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(str(path), "broken_archive", "the gzip file is broken; fetch it again") from error
    if not data.strip():
        raise InputError(str(path), "empty", "the file is empty")
    return data


def _text(path: Path, data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputError(str(path), "no_table", "no table: neither CSV, JSON Lines nor Parquet")


def _delimited(path: Path, text: str) -> Table:
    header = text[: text.find("\n") if "\n" in text else len(text)]
    delimiter = max(_DELIMITERS, key=header.count)
    if delimiter not in header:
        raise InputError(str(path), "no_table", "its first line has one column; give CSV with a header, or JSON Lines")
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = tuple(cell.strip() for cell in next(reader))
    return Table(columns=columns, rows=_rows(reader, columns))


def _rows(reader: Any, columns: Sequence[str]) -> Iterator[tuple[int, Row | str]]:
    number = 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, f"no row of a table ({error})"
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            yield number, f"{len(cells)} columns where the header has {len(columns)}"
            continue
        yield number, {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}


def _json_lines(path: Path, text: str) -> Table:
    if text.lstrip().startswith("["):
        try:
            found = msgspec.json.decode(text)
        except msgspec.DecodeError as error:
            raise InputError(str(path), "no_json", f"no JSON ({error})") from error
        items: list[tuple[int, Any]] = list(enumerate(found, start=1))
    else:
        items = list(_decoded(text))
    columns = dict.fromkeys(str(key) for _, item in items if isinstance(item, dict) for key in item)
    if not columns:
        raise InputError(str(path), "no_table", "no JSON object in it; give one a line")
    return Table(columns=tuple(columns), rows=_objects(items))


def _decoded(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, msgspec.json.decode(line)
            except msgspec.DecodeError as error:
                yield number, f"no JSON ({error})"


def _objects(items: Sequence[tuple[int, Any]]) -> Iterator[tuple[int, Row | str]]:
    for number, item in items:
        if isinstance(item, dict):
            yield number, {str(key): _cell(value) for key, value in item.items()}
        else:
            yield number, item if isinstance(item, str) and item.startswith("no JSON") else "no JSON object"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(_cell(item) for item in value)
    return str(value).strip()


def _parquet(path: Path, data: bytes) -> Table:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError as error:
        raise InputError(
            str(path), "no_arrow", "Parquet needs pyarrow; pip install 'harmattan[arrow]', or give the table as CSV"
        ) from error
    try:
        table = parquet.read_table(arrow.BufferReader(data))
    except arrow.ArrowException as error:
        raise InputError(str(path), "broken_parquet", "no readable Parquet file; fetch it again") from error
    columns = tuple(str(name) for name in table.schema.names)

    def rows() -> Iterator[tuple[int, Row | str]]:
        number = 1
        for batch in table.to_batches(max_chunksize=50_000):
            for item in batch.to_pylist():
                number += 1
                yield number, {column: _cell(item[column]) for column in columns}

    return Table(columns=columns, rows=rows())

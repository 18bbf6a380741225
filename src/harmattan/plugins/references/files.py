"""Files of event records: JSON Lines, a JSON array, or CSV with a header."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from harmattan.plugins.references.rows import COLUMNS, NO_RECORD, STAGE, VERSION, Unique, record_of, refuse
from harmattan.plugins.sources.files import Files
from harmattan.ports import Blob, Unreadable
from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import Refusal
from harmattan.records.outlook import ReferenceEvent
from harmattan.stages.reading.streams import stream_of

SUFFIXES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv")
LONGEST = 1024 * 1024
"""Bytes of one row; a record has some hundred."""
DELIMITERS = (",", ";", "\t", "|")
FEWEST = 2
"""Known columns that a header must name: one alone may be any table's."""
MARK = b"\xef\xbb\xbf"


def read_records(paths: Sequence[str | os.PathLike[str]]) -> Iterator[ReferenceEvent | Refusal]:
    """Yield the events of files, folders of these, or `-`, in order; a row or file that can't be used is a Refusal.

    What a row may hold is told in `records_of`; rows are counted without the header. Of two records with one id, in
    one file or two, the later is refused.
    """
    unique = Unique()
    for blob in Files([os.fspath(path) for path in paths], suffixes=SUFFIXES).blobs():
        if isinstance(blob, Unreadable):
            yield _refused(blob.path, blob.code, blob.reason)
            continue
        number = 0
        for number, row in enumerate(_rows(blob), start=1):
            if isinstance(row, Refusal):
                yield row
            elif isinstance(row, _Broken):
                yield refuse(blob.path, number, row.code, row.reason)
            else:
                yield unique.check(record_of(row, number, path=blob.path), blob.path, number)
        if not number:
            yield _refused(blob.path, "empty", "no records in it")


class _Broken(msgspec.Struct, frozen=True, kw_only=True):
    """A row that could not be read."""

    code: str
    reason: str


Row = dict[str, Any] | _Broken | Refusal
"""A Refusal where the whole file can't be used."""


def _rows(blob: Blob) -> Iterator[Row]:
    opening = blob.data.removeprefix(MARK).lstrip()
    if opening.startswith(b"["):
        yield from _array(blob)
    elif opening.startswith(b"{"):
        yield from _lines(blob)
    elif opening:
        yield from _table(blob)


def _lines(blob: Blob) -> Iterator[Row]:
    stream = stream_of(blob)
    first = True
    while line := stream.readline(LONGEST + 1):
        if len(line) > LONGEST and not line.endswith(b"\n"):
            while (rest := stream.readline(LONGEST)) and not rest.endswith(b"\n"):
                pass
            yield _Broken(
                code="too_large", reason=f"longer than {LONGEST // 1024} KiB; a record holds codes, not texts"
            )
            continue
        bare = line.removeprefix(MARK).strip() if first else line.strip()
        first = False
        if bare:
            yield _decoded(bare)


def _decoded(raw: bytes) -> Row:
    try:
        row = msgspec.json.decode(raw)
    except (ValueError, RecursionError) as error:
        return _Broken(code="invalid_json", reason=f"not valid JSON ({_plain(error)}); mend or leave it out")
    if not isinstance(row, dict):
        return _Broken(code="invalid_record", reason=NO_RECORD)
    return row


def _array(blob: Blob) -> Iterator[Row]:
    try:
        rows = msgspec.json.decode(stream_of(blob).read().removeprefix(MARK), type=list[msgspec.Raw])
    except (ValueError, RecursionError) as error:
        reason = f"not valid JSON ({_plain(error)}); one object a line is safer"
        yield _refused(blob.path, "invalid_json", reason)
        return
    yield from (_decoded(bytes(row)) for row in rows)


def _table(blob: Blob) -> Iterator[Row]:
    text = io.TextIOWrapper(stream_of(blob), "utf-8-sig", errors="replace", newline="")
    header = text.readline(LONGEST)
    names: list[str] = []
    mark = ","
    for delimiter in DELIMITERS:
        cells = [cell.strip().casefold() for cell in next(csv.reader([header], delimiter=delimiter), [])]
        if len(COLUMNS.intersection(cells)) > len(COLUMNS.intersection(names)):
            names, mark = cells, delimiter
    if len(COLUMNS.intersection(names)) < FEWEST:
        shown = ", ".join(sorted(COLUMNS))
        yield _refused(
            blob.path, "no_columns", f"no event records: the first line does not name columns such as {shown}"
        )
        return
    rows = csv.reader(text, delimiter=mark, strict=True)
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield _Broken(code="invalid_csv", reason=f"can't be made out ({_plain(error)}); mend or leave it out")
            continue
        if row is None:
            return
        if len(row) > len(names):
            reason = f"{len(row)} cells under {len(names)} columns; quote the cells that hold a “{mark}”"
            yield _Broken(code="invalid_csv", reason=reason)
        elif any(cell.strip() for cell in row):
            yield dict(zip(names, row, strict=False))


def _plain(error: Exception) -> str:
    return " ".join(str(error).split())[:120]


def _refused(path: str, code: str, reason: str) -> Refusal:
    return Refusal(
        id=record_id("ref", path, code, reason), made_by=MadeBy(stage=STAGE, version=VERSION),
        path=path, stage=STAGE, code=code, reason=reason,
    )  # fmt: skip

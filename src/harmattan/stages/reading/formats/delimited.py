"""CSV of documents: a header that names a column `text`, and a document in each row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping

from harmattan.ports import Blob
from harmattan.records.document import OriginSpan
from harmattan.stages.reading.draft import Decoded, Draft, Fault, Format, ReadingSettings, in_mib
from harmattan.stages.reading.encoding import decode

_KEYS = frozenset(("text", "id", "title", "source", "url", "author", "published", "language"))
_DELIMITERS = (",", ";", "\t", "|")
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?([^\r\n]{1,4000})\r?\n")
_LONGEST_HEADER = 4000
_SHOWN = 8


class _Lines:
    """The lines of a text one by one, and how many bytes of the input were handed out."""

    def __init__(self, decoded: Decoded) -> None:
        self._lines = io.StringIO(decoded.text, newline="")
        self._encoding = decoded.encoding
        self.at = decoded.skipped

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.at += len(line.encode(self._encoding, "replace"))
            yield line


def parse(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    """Yield the document of each row; a row that is none is a fault with its number, the header being row 1."""
    decoded = decode(blob.data)
    if isinstance(decoded, Fault):
        yield decoded
        return
    opening = decoded.text[:_LONGEST_HEADER].lstrip("\r\n").partition("\n")[0]
    delimiter = _delimiter(opening)
    if delimiter is None:
        columns = ", ".join(_cells(opening, max(_DELIMITERS, key=opening.count))[:_SHOWN])
        yield Fault(
            code="no_text_column",
            reason=f'no column "text" in the header ({columns[:200]}); rename the one that holds it',
        )
        return
    # The limit is one for the whole process, and lower than a long report; it is only ever raised here.
    csv.field_size_limit(max(csv.field_size_limit(), settings.max_bytes))
    lines = _Lines(decoded)
    rows = csv.reader(iter(lines), delimiter=delimiter)
    names: list[str] = []
    number = 0
    start = lines.at
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            number += 1
            start = lines.at
            yield Fault(code="invalid_csv", reason=f"row {number}: can't be made out ({error})")
            continue
        if row is None:
            return
        number += 1
        end = lines.at
        if not names:
            names = [name.strip().lower() for name in row]
        elif any(cell.strip() for cell in row):
            fields = {name: cell for name, cell in zip(names, row, strict=False) if name in _KEYS and cell.strip()}
            span = (start, end) if decoded.exact else (0, len(blob.data))
            yield _draft(fields, number, span, settings)
        start = end


def _draft(fields: Mapping[str, str], number: int, span: tuple[int, int], settings: ReadingSettings) -> Draft | Fault:
    text = fields.get("text", "")
    if not text:
        return Fault(code="empty", reason=f"row {number}: the text is empty")
    raw = text.encode("utf-8", "replace")
    if len(raw) > settings.max_bytes:
        limit = in_mib(settings.max_bytes)
        return Fault(code="too_large", reason=f"row {number}: longer than the limit of {limit} for one document")
    rest = {name: value.strip() for name, value in fields.items() if name != "text"}
    return Draft(
        raw=raw,
        text=text,
        media_type="text/csv",
        origin_map=(OriginSpan(start=0, end=len(text), byte_start=span[0], byte_end=span[1]),),
        external_id=rest.get("id"),
        source=rest.get("source"),
        url=rest.get("url"),
        title=rest.get("title"),
        author=rest.get("author"),
        published=rest.get("published"),
        language=rest.get("language"),
    )


def _delimiter(header: str) -> str | None:
    """Return the character that parts a header into columns of which one is the text."""
    return next((mark for mark in _DELIMITERS if "text" in _cells(header, mark)), None)


def _cells(header: str, delimiter: str) -> list[str]:
    try:
        row = next(csv.reader([header.lstrip("\ufeff")], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [cell.strip().lower() for cell in row]


def _looks(head: bytes) -> bool:
    """Return whether the first line names a text column and another one that is known."""
    line = _HEADER.match(head)
    if line is None:
        return False
    header = line[1].decode("utf-8", "replace")
    return any(
        "text" in cells and len(_KEYS.intersection(cells)) > 1
        for cells in (_cells(header, delimiter) for delimiter in _DELIMITERS)
    )


FORMAT = Format(
    name="csv",
    suffixes=(".csv", ".tsv"),
    media_types=("text/csv", "text/tab-separated-values"),
    looks=_looks,
    parse=parse,
)

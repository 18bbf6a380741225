"""CSV of documents: a header that names a column `text`, and a document in each row."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping

from harmattan.ports import Blob
from harmattan.records.document import OriginSpan
from harmattan.stages.reading.draft import Decoded, Draft, Fault, Format, ReadingSettings, in_mib
from harmattan.stages.reading.encoding import decode
from harmattan.stages.reading.streams import stream_of

_KEYS = frozenset(("text", "id", "title", "source", "url", "author", "published", "language"))
_DELIMITERS = (",", ";", "\t", "|")
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?([^\r\n]{1,4000})\r?\n")
_LONGEST_HEADER = 4000
_SHOWN = 8
_MOST_MARKS = 2_000_000
"""Delimiters in one row: each may part two cells that take memory, and prose has one comma in eighty characters."""


class _TooLong(csv.Error):
    """A line that is no row of documents."""


class _Open(csv.Error):
    """A quotation mark that is opened and not closed: nobody knows where the next row begins."""


class _Lines:
    """The lines of a text one by one, and how many bytes of the input were handed out.

    A line above its bound is passed over and raises `_TooLong`; a row of several lines above it raises `_Open`.
    """

    def __init__(self, blob: Blob, decoded: Decoded, delimiter: str, max_bytes: int) -> None:
        stream = stream_of(blob)
        stream.read(decoded.skipped)
        # A byte that the encoding does not know comes through as half a surrogate pair, and goes back as itself.
        wide = decoded.encoding.startswith(("utf-16", "utf-32"))
        self._errors = "replace" if wide else "surrogateescape"
        self._lines = io.TextIOWrapper(stream, decoded.encoding, self._errors, newline="")
        self._encoding = decoded.encoding
        self._delimiter = delimiter
        self._max_bytes = max_bytes
        self.at = decoded.skipped
        self._row = self._marks = self._quotes = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._lines.readline(self._max_bytes + 1)
        if not line:
            if self._quotes % 2:
                raise _Open
            raise StopIteration
        self._count(line)
        if len(line) > self._max_bytes:
            del line
            while (line := self._lines.readline(self._max_bytes)) and not line.endswith(("\n", "\r")):
                self._count(line)
            self._count(line)
            raise _TooLong(f"longer than the limit of {in_mib(self._max_bytes)} for one document")
        if self._row > self._max_bytes:
            raise _Open
        if self._marks > _MOST_MARKS:
            raise _TooLong(f"more than {_MOST_MARKS} columns")
        return line

    def ended(self) -> None:
        """Begin to count a new row."""
        self._row = self._marks = self._quotes = 0

    def _count(self, line: str) -> None:
        size = len(line.encode(self._encoding, self._errors))
        self.at += size
        self._row += size
        self._marks += line.count(self._delimiter)
        self._quotes += line.count('"')


def parse(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    """Yield the document of each row; a row that is none is a fault with its number, the header being row 1."""
    beginning = blob.data if blob.rest is None else _whole_characters(blob.data)
    decoded = decode(beginning)
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
    lines = _Lines(blob, decoded, delimiter, settings.max_bytes)
    rows = csv.reader(lines, delimiter=delimiter)
    traced = _goes_back(decoded, beginning)
    names: list[str] = []
    number = 0
    start = lines.at
    while True:
        lines.ended()
        try:
            row = next(rows, None)
        except _Open:
            reason = f"row {number + 1}: a quotation mark is opened and not closed; close it, what follows is not read"
            yield Fault(code="invalid_csv", reason=reason)
            return
        except csv.Error as error:
            number += 1
            start = lines.at
            code = "too_large" if isinstance(error, _TooLong) else "invalid_csv"
            yield Fault(code=code, reason=f"row {number}: can't be made out ({error}); mend or leave it out")
            continue
        if row is None:
            return
        number += 1
        end = lines.at
        if not names:
            names = [name.strip().lower() for name in row]
        elif any(cell.strip() for cell in row):
            fields = {name: cell for name, cell in zip(names, row, strict=False) if name in _KEYS and cell.strip()}
            yield _draft(fields, number, (start, end) if traced else (None, None))
        start = end


def _draft(fields: Mapping[str, str], number: int, span: tuple[int | None, int | None]) -> Draft | Fault:
    text = fields.get("text", "")
    if not text:
        return Fault(code="empty", reason=f"row {number}: the text is empty")
    rest = {name: value.strip() for name, value in fields.items() if name != "text"}
    return Draft(
        raw=text.encode("utf-8", "replace"),
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


def _whole_characters(data: bytes) -> bytes:
    """Return the beginning of a file without the character that its end may cut; it tells the encoding."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data[: len(data) // 4 * 4]
    return data[: data.rfind(b"\n") + 1] or data


def _goes_back(decoded: Decoded, data: bytes) -> bool:
    """Return whether characters give back the bytes that they came from, as those of stateful encodings do not."""
    if decoded.encoding == "utf-8":
        return True
    try:
        return decoded.text.encode(decoded.encoding) == data[decoded.skipped :]
    except UnicodeError:
        return False


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
    streams=True,
)

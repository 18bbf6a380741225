"""JSON Lines of documents, or one JSON array or object of them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import msgspec

from harmattan.ports import Blob
from harmattan.records.document import OriginSpan
from harmattan.stages.reading.draft import Draft, Fault, Format, ReadingSettings, in_mib
from harmattan.stages.reading.elements import as_record, elements, plain, without_mark
from harmattan.stages.reading.streams import STEP, stream_of, whole

MEDIA_TYPE = "application/x-ndjson"
_OPENING = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(?:\{\s*\"|\{\s*\}|\[\s*\{|\[\s*\])")
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Entry(msgspec.Struct, frozen=True):
    """One document of the file; other keys are ignored."""

    text: str
    id: str | int | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None
    published: str | int | float | None = None
    language: str | None = None


_ENTRY = msgspec.json.Decoder(_Entry)


def parse(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    """Yield the document of each line or entry; one that is none, or too long, is a fault with its number."""
    opening = without_mark(blob.data).lstrip()
    if _is_lines(opening, goes_on=blob.rest is not None):
        yield from _lines(blob, settings)
    elif opening.startswith(b"["):
        yield from _entries(blob, settings)
    else:
        alone = whole(blob, settings.max_bytes)
        yield alone if isinstance(alone, Fault) else _draft(without_mark(alone.data), "", 0, len(alone.data))


def _is_lines(head: bytes, *, goes_on: bool) -> bool:
    """Return whether the first line is a value by itself, and no array with nothing after it."""
    first, newline, rest = head.partition(b"\n")
    if first[:1] not in (b"[", b"{"):
        return True
    if first.startswith(b"[") and not rest.strip():
        return False
    if goes_on and not newline:
        return True
    try:
        msgspec.json.decode(first)
    except (ValueError, RecursionError):
        # A first line that is broken in itself, among others that are not, is still a line.
        return first.rstrip().endswith(b"}") or rest.lstrip().startswith(b'{"')
    return True


def _lines(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    stream = stream_of(blob)
    number = start = 0
    while line := stream.readline(settings.max_bytes + 2):
        number += 1
        length = len(line)
        if length > settings.max_bytes and not line.endswith(b"\n"):
            del line
            length += _skip_line(stream)
            yield _too_long(f"line {number}", settings)
        else:
            bare = without_mark(line) if start == 0 else line
            if bare.strip():
                begin = start + len(line) - len(bare)
                yield _draft(bare.rstrip(b"\n"), f"line {number}", begin, start + len(line.rstrip(b"\n")))
        start += length


def _skip_line(stream: io.BufferedReader) -> int:
    """Read to the end of the line; return how many bytes that were."""
    skipped = 0
    while piece := stream.readline(STEP):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped


def _entries(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    number = 0
    try:
        for element in elements(stream_of(blob), None, limit=settings.max_bytes):
            number = element.number
            if element.raw is None:
                yield _too_long(f"entry {number}", settings)
            else:
                end = element.start + len(element.raw)
                yield _draft(element.raw, f"entry {number}", element.start, end)
    except ValueError as error:
        reason = f"not valid JSON after entry {number} ({plain(error)}); one object a line is safer"
        yield Fault(code="invalid_json", reason=reason)


def _too_long(where: str, settings: ReadingSettings) -> Fault:
    limit = in_mib(settings.max_bytes)
    return Fault(code="too_large", reason=f"{where}: longer than the limit of {limit} for one document; split it")


def _draft(raw: bytes, where: str, start: int, end: int) -> Draft | Fault:
    lead = f"{where}: " if where else ""
    try:
        entry = as_record(raw, _ENTRY, _Entry)
    except msgspec.ValidationError as error:
        return Fault(
            code="invalid_document",
            reason=f'{lead}no document ({plain(error)}); a document is an object with a key "text"',
        )
    except (ValueError, RecursionError) as error:
        return Fault(code="invalid_json", reason=f"{lead}not valid JSON ({plain(error)}); mend or leave out this entry")
    text = _SURROGATE.sub("\ufffd", entry.text)
    if not text.strip():
        return Fault(code="empty", reason=f"{lead}the text is empty")
    return Draft(
        raw=text.encode(),
        text=text,
        media_type="application/json",
        origin_map=(OriginSpan(start=0, end=len(text), byte_start=start, byte_end=end),),
        external_id=None if entry.id is None else str(entry.id),
        source=entry.source or None,
        url=entry.url or None,
        title=entry.title or None,
        author=entry.author or None,
        published=None if entry.published is None else str(entry.published),
        language=entry.language or None,
    )


FORMAT = Format(
    name="jsonl",
    suffixes=(".jsonl", ".ndjson", ".json"),
    media_types=(MEDIA_TYPE, "application/json"),
    looks=lambda head: _OPENING.match(head) is not None,
    parse=parse,
    streams=True,
)

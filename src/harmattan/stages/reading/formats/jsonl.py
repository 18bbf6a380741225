"""JSON Lines of documents, or one JSON array or object of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import msgspec

from harmattan.ports import Blob
from harmattan.records.document import OriginSpan
from harmattan.stages.reading.draft import Draft, Fault, Format, ReadingSettings, in_mib

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
_RAWS = msgspec.json.Decoder(list[msgspec.Raw])


def parse(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    """Yield the document of each line; a line that is none, or too long, is a fault with its number."""
    data = blob.data
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        yield from _array(blob)
        return
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b"\n" in data:
        whole = _whole(blob)
        if whole is not None:
            yield whole
            return
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    number = blob.line - 1
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        number += 1
        if end - start > settings.max_bytes:
            yield too_long(number, settings.max_bytes)
        else:
            line = data[start:end]
            if line.strip():
                yield _draft(line, f"line {number}", blob.offset + start, blob.offset + end)
        start = end + 1


def too_long(number: int, max_bytes: int) -> Fault:
    """Return the fault of a line above the limit."""
    return Fault(
        code="too_large", reason=f"line {number}: longer than the limit of {in_mib(max_bytes)} for one document"
    )


def _whole(blob: Blob) -> Draft | None:
    """Return the document of a file that is one JSON object over several lines; None where its lines are objects."""
    first = blob.data.find(b"\n")
    try:
        msgspec.json.decode(blob.data[:first])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = _draft(blob.data, "", blob.offset, blob.offset + len(blob.data))
        return found if isinstance(found, Draft) else None
    return None


def _array(blob: Blob) -> Iterator[Draft | Fault]:
    try:
        raws = _RAWS.decode(blob.data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield Fault(code="invalid_json", reason=f"not valid JSON ({_plain(error)}); one object a line is safer")
        return
    for number, raw in enumerate(raws, start=1):
        yield _draft(bytes(raw), f"entry {number}", None, None)


def _draft(line: bytes, where: str, start: int | None, end: int | None) -> Draft | Fault:
    lead = f"{where}: " if where else ""
    try:
        entry = _entry(line)
    except msgspec.ValidationError as error:
        return Fault(code="invalid_document", reason=f'{lead}no document ({_plain(error)}); it needs a key "text"')
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Fault(code="invalid_json", reason=f"{lead}not valid JSON ({_plain(error)})")
    text = _SURROGATE.sub("\ufffd", entry.text)
    if not text.strip():
        return Fault(code="empty", reason=f"{lead}the text is empty")
    origin = OriginSpan(start=0, end=len(text), byte_start=start, byte_end=end)
    return Draft(
        raw=text.encode(),
        text=text,
        media_type="application/json",
        origin_map=(origin,),
        external_id=None if entry.id is None else str(entry.id),
        source=entry.source or None,
        url=entry.url or None,
        title=entry.title or None,
        author=entry.author or None,
        published=None if entry.published is None else str(entry.published),
        language=entry.language or None,
    )


def _entry(line: bytes) -> _Entry:
    """Decode a line; half a surrogate pair, which msgspec takes for a cut line, becomes U+FFFD later."""
    try:
        return _ENTRY.decode(line)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        if rb"\u" not in line:
            raise
        try:
            loose = json.loads(line)
        except ValueError:
            pass
        else:
            return msgspec.convert(loose, _Entry)
        raise


def _plain(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deep"
    return str(error).replace("JSON is malformed: ", "").replace("\n", " ")


FORMAT = Format(
    name="jsonl",
    suffixes=(".jsonl", ".ndjson", ".json"),
    media_types=(MEDIA_TYPE, "application/json"),
    looks=lambda head: _OPENING.match(head) is not None,
    parse=parse,
)

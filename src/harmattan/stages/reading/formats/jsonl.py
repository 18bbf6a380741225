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
_MARK = b"\xef\xbb\xbf"
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
    if blob.offset == 0 and not _is_lines(data):
        yield from _whole(blob)
        return
    start = len(_MARK) if blob.offset == 0 and data.startswith(_MARK) else 0
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


def _is_lines(data: bytes) -> bool:
    """Return whether the first line is a value by itself, and no array with nothing after it."""
    first, _, rest = data.removeprefix(_MARK).lstrip().partition(b"\n")
    if first[:1] not in (b"[", b"{"):
        return True
    if first.startswith(b"[") and not rest.strip():
        return False
    try:
        msgspec.json.decode(first)
    except (ValueError, RecursionError):
        # A first line that is broken in itself, among others that are not, is still a line.
        return first.rstrip().endswith(b"}") or rest.lstrip().startswith(b'{"')
    return True


def _whole(blob: Blob) -> Iterator[Draft | Fault]:
    """Yield the documents of a file that is one JSON value: an array of them, or one alone."""
    data = blob.data.removeprefix(_MARK)
    if data.lstrip().startswith(b"{"):
        yield _draft(data, "", 0, len(blob.data))
        return
    try:
        raws = _RAWS.decode(data)
    except (ValueError, RecursionError) as error:
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
    except (ValueError, RecursionError) as error:
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

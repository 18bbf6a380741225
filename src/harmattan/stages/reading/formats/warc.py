"""WARC: the pages of a web archive, one by one, with fastwarc (the extra `warc`)."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec

from harmattan.ports import Blob
from harmattan.records.document import OriginSpan
from harmattan.stages.reading.archives import WARC_TYPE
from harmattan.stages.reading.draft import Draft, Fault, Format, ReadingSettings, in_mib
from harmattan.stages.reading.encoding import decode
from harmattan.stages.reading.formats.html import page_of

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES = ("text/html", "application/xhtml+xml")
_STEP = 256 * 1024
_RATIO = 200
"""Bytes that the records claim for each byte of a packed file from which no crawl made it (pages pack to a tenth)."""
_RATIO_FROM = 64 * 1024 * 1024


def parse(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    """Yield the report of each page that was answered with; where the file is cut or broken, what came before."""
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        reason = "reading WARC needs the package fastwarc; install harmattan[warc]"
        yield Fault(code="missing_extra", reason=reason)
        return
    some = False
    claimed = 0
    number = last = 0
    held: Draft | Fault | None = None
    packed = not blob.data.startswith(b"WARC/")
    try:
        for record in ArchiveIterator(BytesIO(blob.data), parse_http=False):
            yield from _ended(held, record.stream_pos)
            held = None
            number += 1
            last = record.stream_pos
            claimed += record.content_length
            if packed and claimed > max(_RATIO_FROM, _RATIO * len(blob.data)):
                reason = f"record {number}: unpacks to more than {_RATIO} times its size; the rest is not read"
                yield Fault(code="archive_bomb", reason=reason)
                return
            held = _draft(record, number, settings)
            some = some or held is not None
            if isinstance(held, Fault) and held.code == "cut_archive":
                yield held
                return
    except Exception as error:  # fastwarc raises OSError and others, by where the file is broken
        yield from _ended(held, len(blob.data))
        reason = f"broken after record {number} ({_plain(error)}); what follows is not read"
        yield Fault(code="broken_archive", reason=reason)
        return
    cut = _is_cut(blob.data, last)
    if not (cut and isinstance(held, Fault)):
        yield from _ended(held, len(blob.data))
    if cut:
        yield Fault(code="cut_archive", reason=f"the file is cut after record {number}; what came before is read")
    elif not some:
        yield Fault(code="no_text", reason="no page in this web archive")


def _is_cut(data: bytes, last: int) -> bool:
    """Return whether a file ends before its last record does; fastwarc takes half a header for a whole one."""
    if data.startswith(b"WARC/"):
        return not data.endswith((b"\r\n\r\n", b"\n\n"))
    if not data.startswith(b"\x1f\x8b"):
        return False
    stream = gzip.GzipFile(fileobj=BytesIO(data[last:]))
    length = 0
    try:
        while length < _RATIO_FROM and (piece := stream.read1(_STEP)):
            length += len(piece)
    except (EOFError, OSError, zlib.error):
        return True
    return False


def _ended(held: Draft | Fault | None, end: int) -> Iterator[Draft | Fault]:
    """Yield what a record gave, now that the byte is known at which it ends."""
    if isinstance(held, Draft):
        spans = tuple(msgspec.structs.replace(span, byte_end=end) for span in held.origin_map)
        held = msgspec.structs.replace(held, origin_map=spans)
    if held is not None:
        yield held


def _draft(record: WarcRecord, number: int, settings: ReadingSettings) -> Draft | Fault | None:
    """Return the report of a record; None for one that is no page or no answer, and for pages of an error."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    # A record of any kind that the file ends in is cut, also one that would have been left out.
    block = _read(record, settings.max_bytes)
    too_long = len(block) > settings.max_bytes
    if not too_long and len(block) < record.content_length:
        return Fault(code="cut_archive", reason=f"record {number}: the file is cut here; what came before is read")
    if record.record_type != WarcRecordType.response or not record.is_http:
        return None
    if too_long:
        limit = in_mib(settings.max_bytes)
        return Fault(code="too_large", reason=f"record {number}: larger than the limit of {limit} for one document")
    answer = WarcRecord()
    answer.init_headers(WarcRecordType.response)
    answer.is_http = True
    answer.set_bytes_content(block)
    try:
        answer.parse_http(auto_decode="all")
        status = answer.http_headers.status_code
        kind = (answer.http_content_type or "text/html").lower()
        if (status is not None and status != 200) or kind not in _PAGES:
            return None
        body = _read(answer, settings.max_bytes)
    except Exception as error:
        return Fault(code="broken_record", reason=f"record {number}: can't be made out ({_plain(error)})")
    if len(body) > settings.max_bytes:
        limit = in_mib(settings.max_bytes)
        return Fault(code="too_large", reason=f"record {number}: larger than the limit of {limit} for one document")
    decoded = decode(body, declared=answer.http_charset)
    page = decoded if isinstance(decoded, Fault) else page_of(decoded.text)
    if isinstance(page, Fault):
        return msgspec.structs.replace(page, reason=f"record {number}: {page.reason}")
    return Draft(
        raw=body,
        text=page.text,
        media_type="text/html",
        blocks=page.blocks,
        origin_map=(OriginSpan(start=0, end=len(page.text), byte_start=record.stream_pos),),
        external_id=record.headers.get("WARC-Record-ID"),
        source=page.publisher,
        url=page.url or record.headers.get("WARC-Target-URI"),
        title=page.title,
        author=page.author,
        published=page.published,
        retrieved=record.headers.get("WARC-Date"),
        language=page.language,
    )


def _read(record: WarcRecord, limit: int) -> bytes:
    """Return what a record holds, or one byte more than the limit, so that no claim of a length is believed."""
    pieces: list[bytes] = []
    length = 0
    while length <= limit and (piece := record.reader.read(min(_STEP, limit + 1 - length))):
        pieces.append(piece)
        length += len(piece)
    return b"".join(pieces)


def _plain(error: Exception) -> str:
    return str(error).partition("\n")[0][:120] or type(error).__name__


FORMAT = Format(
    name="warc",
    suffixes=(".warc",),
    media_types=(WARC_TYPE,),
    looks=lambda head: head.startswith(b"WARC/"),
    parse=parse,
)

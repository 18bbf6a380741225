"""WARC: the pages of a web archive, one by one, with fastwarc (the extra `warc`)."""

from __future__ import annotations

import gzip
import io
import zlib
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

import msgspec

from harmattan.ports import Blob
from harmattan.records.document import OriginSpan
from harmattan.stages.reading.archives import WARC_TYPE
from harmattan.stages.reading.draft import Draft, Fault, Format, ReadingSettings, in_mib
from harmattan.stages.reading.encoding import decode
from harmattan.stages.reading.formats.html import page_of
from harmattan.stages.reading.streams import stream_of

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES = ("text/html", "application/xhtml+xml")
_STEP = 256 * 1024
_RATIO = 200
"""Bytes that come out for each byte of a packed record from which no crawl made it (pages pack to a tenth)."""
_RATIO_FROM = 8 * 1024 * 1024
_TAIL = 1024 * 1024
"""Bytes at the end of a file that are kept to see whether its last record is whole."""
_HTTP_HEAD = 64 * 1024


class _Tape:
    """The bytes of the archive as they are read, how many they were, and the last of them."""

    def __init__(self, stream: BinaryIO) -> None:
        self.count = 0
        self._stream = stream
        self._last: deque[bytes] = deque()
        self._kept = 0

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self.count

    def read(self, size: int = -1) -> bytes:
        """Return what comes next."""
        piece = self._stream.read(size)
        self.count += len(piece)
        self._last.append(piece)
        self._kept += len(piece)
        while self._kept - len(self._last[0]) >= _TAIL:
            self._kept -= len(self._last.popleft())
        return piece

    def since(self, start: int) -> bytes | None:
        """Return the bytes from a position on; None where they are no longer held."""
        tail = b"".join(self._last)
        at = start - (self.count - len(tail))
        return None if at < 0 else tail[at:]


def parse(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    """Yield the report of each page that was answered with; where the file is cut or broken, what came before."""
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        reason = "reading WARC needs the package fastwarc; install harmattan[warc]"
        yield Fault(code="missing_extra", reason=reason)
        return
    some = False
    number = last = 0
    held: Draft | Fault | None = None
    packed = not blob.data.startswith(b"WARC/")
    tape = _Tape(stream_of(blob))
    try:
        for record in ArchiveIterator(cast(BinaryIO, tape), parse_http=False):
            yield from _ended(held, record.stream_pos)
            held = None
            number += 1
            last = record.stream_pos
            block = _read(record, settings.max_bytes)
            if packed and len(block) > max(_RATIO_FROM, _RATIO * (tape.count - last)):
                reason = f"record {number}: unpacks to more than {_RATIO} times its size; the rest is not read"
                yield Fault(code="archive_bomb", reason=reason)
                return
            held = _draft(record, block, number, settings)
            some = some or held is not None
            if isinstance(held, Fault) and held.code == "cut_archive":
                yield held
                return
    except Exception as error:  # fastwarc raises OSError and others, by where the file is broken
        yield from _ended(held, tape.count)
        reason = f"broken after record {number} ({_plain(error)}); what follows is not read"
        yield Fault(code="broken_archive", reason=reason)
        return
    cut = _is_cut(tape.since(last), packed)
    if not (cut and isinstance(held, Fault)):
        yield from _ended(held, tape.count)
    if cut:
        yield Fault(code="cut_archive", reason=f"the file is cut after record {number}; what came before is read")
    elif not some:
        yield Fault(code="no_text", reason="no page in this web archive")


def _is_cut(tail: bytes | None, packed: bool) -> bool:
    """Return whether a file ends before its last record does; fastwarc takes half a header for a whole one.

    Of a last record so long that its beginning is no longer held, the length was seen to be whole.
    """
    if not packed:
        return tail is not None and not tail.endswith((b"\r\n\r\n", b"\n\n"))
    if tail is None or not tail.startswith(b"\x1f\x8b"):
        return False
    stream = gzip.GzipFile(fileobj=io.BytesIO(tail))
    length = 0
    try:
        while length < _RATIO * _TAIL and (piece := stream.read1(_STEP)):
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


def _draft(record: WarcRecord, block: bytes, number: int, settings: ReadingSettings) -> Draft | Fault | None:
    """Return the report of a record; None for one that is no page or no answer, and for pages of an error."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    # A record of any kind that the file ends in is cut, also one that would have been left out.
    too_long = len(block) > settings.max_bytes
    if not too_long and len(block) < record.content_length:
        return Fault(code="cut_archive", reason=f"record {number}: the file is cut here; what came before is read")
    if record.record_type != WarcRecordType.response or not record.is_http:
        return None
    answer = WarcRecord()
    answer.init_headers(WarcRecordType.response)
    answer.is_http = True
    answer.set_bytes_content(block[:_HTTP_HEAD] if too_long else block)
    try:
        answer.parse_http(auto_decode="none" if too_long else "all")
        status = answer.http_headers.status_code
        kind = (answer.http_content_type or "text/html").lower()
        if (status is not None and status != 200) or kind not in _PAGES:
            return None
        if too_long:
            return _too_large(number, settings)
        body = _read(answer, settings.max_bytes)
    except Exception as error:
        return Fault(code="broken_record", reason=f"record {number}: can't be made out ({_plain(error)})")
    if len(body) > settings.max_bytes:
        return _too_large(number, settings)
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
        updated=page.updated,
        retrieved=record.headers.get("WARC-Date"),
        language=page.language,
    )


def _too_large(number: int, settings: ReadingSettings) -> Fault:
    limit = in_mib(settings.max_bytes)
    return Fault(
        code="too_large", reason=f"record {number}: larger than the limit of {limit} for one document; save it as text"
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
    streams=True,
)

"""MHTML: a page as a browser saves it, with all it needs, in the form of a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message

from harmattan.ports import Blob
from harmattan.records.document import OriginSpan
from harmattan.stages.reading.draft import Draft, Fault, Format, ReadingSettings
from harmattan.stages.reading.encoding import decode
from harmattan.stages.reading.formats.eml import MOST_LINES
from harmattan.stages.reading.formats.html import page_of

_LOOKS = re.compile(
    rb"\s*(?:[\w-]{1,80}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*){0,30}?"
    rb"(?:snapshot-content-location:|from:[ \t]*\"?<?saved by\b)",
    re.IGNORECASE,
)
_MOST_PARTS = 10_000
_PAGES = ("text/html", "application/xhtml+xml")


def parse(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    """Yield the report of the saved page; pictures, frames and styles beside it are left out."""
    if blob.data.count(b"\n") > MOST_LINES:
        yield Fault(code="too_large", reason=f"more than {MOST_LINES:,} lines in this page; save it as HTML")
        return
    if blob.data.count(b"\n--") > 2 * _MOST_PARTS:
        yield Fault(code="too_many_parts", reason=f"more than {_MOST_PARTS} parts in this page; save it as HTML")
        return
    try:
        found = _draft(blob)
    except Exception as error:  # the header parser of the standard library raises all sorts on broken headers
        found = Fault(
            code="broken_mhtml", reason=f"this page can't be made out ({type(error).__name__}); save it as HTML"
        )
    yield found


def _draft(blob: Blob) -> Draft | Fault:
    message = message_from_bytes(blob.data, policy=policy.compat32)
    part = _page_part(message)
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes) or not payload.strip():
        return Fault(code="no_text", reason="no page in this MHTML file; save it as HTML")
    decoded = decode(payload, declared=part.get_content_charset())
    if isinstance(decoded, Fault):
        return decoded
    page = page_of(decoded.text)
    if isinstance(page, Fault):
        return page
    saved_from = _header(message, "snapshot-content-location") or _header(part, "content-location")
    return Draft(
        raw=blob.data,
        text=page.text,
        media_type="multipart/related",
        blocks=page.blocks,
        origin_map=(OriginSpan(start=0, end=len(page.text), byte_start=0, byte_end=len(blob.data)),),
        source=page.publisher,
        url=page.url or (saved_from if saved_from and saved_from.startswith("http") else None),
        title=page.title,
        author=page.author,
        published=page.published,
        updated=page.updated,
        # Browsers write UTC with the zone that stands for an unknown one.
        retrieved=(_header(message, "date") or "").replace(" -0000", " +0000"),
        language=page.language,
    )


def _page_part(message: Message) -> Message | None:
    """Return the part that is the page: the one named as the start, else the first that is HTML."""
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    start = message.get_param("start")
    named = [part for part in pages if isinstance(start, str) and _header(part, "content-id") == start]
    return next(iter(named or pages), None)


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    return " ".join(str(value).split()) or None if value is not None else None


FORMAT = Format(
    name="mhtml",
    suffixes=(".mhtml", ".mht"),
    media_types=("multipart/related", "application/x-mimearchive"),
    looks=lambda head: _LOOKS.match(head) is not None,
    parse=parse,
)

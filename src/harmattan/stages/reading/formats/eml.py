"""EML: a mail, its headers and the text that it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

import msgspec

from harmattan.ports import Blob
from harmattan.records.document import OriginSpan
from harmattan.stages.reading.draft import Draft, Fault, Format, ReadingSettings
from harmattan.stages.reading.encoding import decode
from harmattan.stages.reading.formats.html import page_of

_HEADERS = re.compile(
    rb"(?:(?:from|to|cc|date|subject|received|return-path|delivered-to|message-id|mime-version|content-type|reply-to|"
    rb"x-[\w-]+|dkim-signature|sender|list-id|organization|arc-[\w-]+):[^\n]*\n(?:[ \t][^\n]*\n)*"
    rb"){3,}",
    re.IGNORECASE,
)
MOST_LINES = 2_000_000
"""The parser holds each line by itself; the largest mail within the limit has half as many, its pictures included."""
_SIGNATURE = re.compile(r"^-- {0,2}\r?$", re.MULTILINE)


def parse(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    """Yield the text of the mail, plain where it has one, else from its HTML."""
    if blob.data.count(b"\n") > MOST_LINES:
        yield Fault(code="too_large", reason=f"more than {MOST_LINES:,} lines in this mail; save its text")
        return
    try:
        message = message_from_bytes(blob.data, policy=policy.default)
        part = message.get_body(preferencelist=("plain", "html")) if isinstance(message, EmailMessage) else None
        draft = _draft(blob, message, part) if isinstance(part, EmailMessage) else None
    except Exception as error:  # the header parser of the standard library raises all sorts on broken headers
        why = "mails in mails too deep" if isinstance(error, RecursionError) else type(error).__name__
        yield Fault(code="broken_mail", reason=f"this mail can't be made out ({why}); save its text")
        return
    yield draft or Fault(code="no_text", reason="no text in this mail (attachments are not read)")


def _draft(blob: Blob, message: EmailMessage, part: EmailMessage) -> Draft | Fault | None:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return None
    decoded = decode(payload, declared=part.get_content_charset())
    if isinstance(decoded, Fault):
        return decoded
    name, address = parseaddr(_header(message, "from") or "")
    draft = Draft(
        raw=blob.data,
        text=decoded.text,
        media_type="message/rfc822",
        external_id=(_header(message, "message-id") or "").strip("<> ") or None,
        source=_header(message, "organization") or name or address or None,
        title=_header(message, "subject"),
        author=name or None,
        published=_header(message, "date"),
        language=_header(message, "content-language"),
    )
    skipped: tuple[tuple[int, int], ...] = ()
    text, blocks = decoded.text, None
    if part.get_content_subtype() == "html":
        page = page_of(decoded.text)
        if isinstance(page, Fault):
            return page
        text, blocks = page.text, page.blocks
    else:
        signature = _SIGNATURE.search(text)
        skipped = ((signature.start(), len(text)),) if signature else ()
    origin = (OriginSpan(start=0, end=len(text), byte_start=0, byte_end=len(blob.data)),)
    return msgspec.structs.replace(draft, text=text, blocks=blocks, skipped=skipped, origin_map=origin)


def _header(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return " ".join(str(value).split()) or None if value is not None else None


FORMAT = Format(
    name="eml",
    suffixes=(".eml",),
    media_types=("message/rfc822",),
    looks=lambda head: _HEADERS.match(head) is not None,
    parse=parse,
)

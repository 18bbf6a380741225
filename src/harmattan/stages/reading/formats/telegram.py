"""Telegram's JSON export: each message that has a text is a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from harmattan.ports import Blob
from harmattan.records.document import OriginSpan
from harmattan.stages.reading.draft import Draft, Fault, Format, ReadingSettings
from harmattan.stages.reading.elements import Element, as_record, elements, plain
from harmattan.stages.reading.streams import stream_of

_CHAT = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*\{(?=.{0,4000}?\"type\"\s*:\s*\"(?:public|private|personal|saved|bot)_?\w{0,20}\")"
    rb".{0,4000}?\"messages\"\s*:\s*\[",
    re.DOTALL,
)
_ACCOUNT = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*\{.{0,4000}?\"chats\"\s*:\s*\{.{0,1000}?\"list\"\s*:\s*\[", re.DOTALL)
_LONGEST = 8 * 1024 * 1024
"""Bytes of a message with all that the app writes of it; the app itself takes 4,096 characters of text."""


class _Part(msgspec.Struct, frozen=True):
    """A stretch of a message with a mark of its own: bold, a link, a mention."""

    text: str = ""


class _Message(msgspec.Struct, frozen=True, rename={"sender": "from"}):
    """One message; other keys are ignored."""

    text: str | list[str | _Part] = ""
    type: str = "message"
    id: int | str | None = None
    date: str | None = None
    date_unixtime: str | int | None = None
    sender: str | None = None
    author: str | None = None
    edited: str | None = None
    edited_unixtime: str | int | None = None
    forwarded_from: str | None = None
    forwarded_from_id: str | None = None
    saved_from: str | None = None


_MESSAGE = msgspec.json.Decoder(_Message)


def parse(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    """Yield the text of each message; what the app wrote itself and pictures without words are no documents.

    A chat's name counts where it stands before its messages, as the app writes it.
    """
    some = False
    number = 0
    try:
        for message in elements(stream_of(blob), "messages", limit=min(settings.max_bytes, _LONGEST)):
            number = message.number
            found = _draft(message)
            if found is not None:
                some = True
                yield found
    except ValueError as error:
        reason = f"broken after message {number} ({plain(error)}); what follows is not read, export the chat again"
        yield Fault(code="invalid_json", reason=reason)
        return
    if not some:
        yield Fault(code="empty", reason="no message with a text in this Telegram export")


def _draft(element: Element) -> Draft | Fault | None:
    where = f"message {element.number}"
    if element.raw is None:
        return Fault(code="too_large", reason=f"{where}: longer than any message is; leave it out")
    try:
        message = as_record(element.raw, _MESSAGE, _Message)
    except (ValueError, RecursionError) as error:
        return Fault(code="invalid_document", reason=f"{where}: can't be made out ({plain(error)}); leave it out")
    text = message.text
    if not isinstance(text, str):
        text = "".join(part if isinstance(part, str) else part.text for part in text)
    if message.type == "service" or not text.strip():
        return None
    channel = element.fields.get("name")
    author = message.author or message.sender
    end = element.start + len(element.raw)
    return Draft(
        raw=text.encode("utf-8", "replace"),
        text=text,
        media_type="application/json",
        origin_map=(OriginSpan(start=0, end=len(text), byte_start=element.start, byte_end=end),),
        external_id=None if message.id is None else str(message.id),
        source=channel or None,
        author=author if author != channel else None,
        published=_moment(message.date_unixtime) or message.date,
        updated=_moment(message.edited_unixtime) or message.edited,
        forwarded_from=message.forwarded_from or message.saved_from or message.forwarded_from_id or None,
    )


def _moment(seconds: str | int | None) -> str | None:
    """Return a Unix time as ISO 8601; the export's plain date is in whatever zone it was made in."""
    try:
        return None if seconds is None else datetime.fromtimestamp(int(seconds), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


FORMAT = Format(
    name="telegram",
    suffixes=(".json",),
    media_types=(),
    looks=lambda head: _CHAT.match(head) is not None or _ACCOUNT.match(head) is not None,
    parse=parse,
    streams=True,
)

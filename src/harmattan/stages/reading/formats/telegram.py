"""Telegram's JSON export: each message that has a text is a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from harmattan.ports import Blob
from harmattan.records.document import OriginSpan
from harmattan.stages.reading.draft import Draft, Fault, Format, ReadingSettings

_CHAT = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*\{(?=.{0,4000}?\"type\"\s*:\s*\"(?:public|private|personal|saved|bot)_?\w{0,20}\")"
    rb".{0,4000}?\"messages\"\s*:\s*\[",
    re.DOTALL,
)
_ACCOUNT = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*\{.{0,4000}?\"chats\"\s*:\s*\{.{0,1000}?\"list\"\s*:\s*\[", re.DOTALL)
_MARK = b"\xef\xbb\xbf"
_MOST_COMMAS = 8_000_000
"""A file of nothing but short values costs some 70 bytes of memory for each; an export has one in 20 bytes or fewer."""


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
    forwarded_from: str | None = None


class _Chat(msgspec.Struct, frozen=True):
    """A channel, group or talk. The messages stay bytes, so that a broken one costs no other."""

    name: str | None = None
    messages: list[msgspec.Raw] = []


class _Chats(msgspec.Struct, frozen=True, rename={"all": "list"}):
    all: list[_Chat] = []


class _Export(msgspec.Struct, frozen=True):
    """A whole account (`chats`), or one chat of it."""

    name: str | None = None
    messages: list[msgspec.Raw] = []
    chats: _Chats | None = None


_EXPORT = msgspec.json.Decoder(_Export)
_MESSAGE = msgspec.json.Decoder(_Message)


def parse(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    """Yield the text of each message; what the app wrote itself and pictures without words are no documents."""
    data = blob.data.removeprefix(_MARK)
    if data.count(b",") > _MOST_COMMAS:
        yield Fault(code="too_large", reason=f"more than {_MOST_COMMAS} values in this export; export a shorter time")
        return
    try:
        export = _EXPORT.decode(data)
    except msgspec.ValidationError as error:
        yield Fault(code="invalid_document", reason=f"no Telegram export ({_plain(error)})")
        return
    except (ValueError, RecursionError) as error:
        yield Fault(code="invalid_json", reason=f"not valid JSON ({_plain(error)}); export the chat again")
        return
    chats = [_Chat(name=export.name, messages=export.messages), *(export.chats.all if export.chats else [])]
    at = len(blob.data) - len(data)
    some = False
    for chat in chats:
        for number, raw in enumerate(chat.messages, start=1):
            message = bytes(raw)
            start = blob.data.find(message, at)
            at = start + len(message)
            found = _draft(message, chat, number, (start, at))
            if found is not None:
                some = True
                yield found
    if not some:
        yield Fault(code="empty", reason="no message with a text in this Telegram export")


def _draft(raw: bytes, chat: _Chat, number: int, span: tuple[int, int]) -> Draft | Fault | None:
    try:
        message = _MESSAGE.decode(raw)
    except (ValueError, RecursionError) as error:
        return Fault(code="invalid_document", reason=f"message {number}: can't be made out ({_plain(error)})")
    text = message.text
    if not isinstance(text, str):
        text = "".join(part if isinstance(part, str) else part.text for part in text)
    if message.type == "service" or not text.strip():
        return None
    author = message.author or message.sender
    return Draft(
        raw=text.encode("utf-8", "replace"),
        text=text,
        media_type="application/json",
        origin_map=(OriginSpan(start=0, end=len(text), byte_start=span[0], byte_end=span[1]),),
        external_id=None if message.id is None else str(message.id),
        source=chat.name or None,
        author=author if author != chat.name else None,
        published=_moment(message.date_unixtime) or message.date,
        forwarded_from=message.forwarded_from or None,
    )


def _moment(seconds: str | int | None) -> str | None:
    """Return a Unix time as ISO 8601; the export's plain date is in whatever zone it was made in."""
    try:
        return None if seconds is None else datetime.fromtimestamp(int(seconds), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _plain(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deep"
    return str(error).replace("JSON is malformed: ", "").replace("\n", " ")


FORMAT = Format(
    name="telegram",
    suffixes=(".json",),
    media_types=(),
    looks=lambda head: _CHAT.match(head) is not None or _ACCOUNT.match(head) is not None,
    parse=parse,
)

"""What a format gives before it becomes a document: its text and what it knows of it, or a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from harmattan.ports import Blob
from harmattan.records.document import Block, OriginSpan


class ReadingSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What shapes a reading.

    `max_bytes` bounds one document as it came, `max_characters` the text of it, which costs later stages some 250 bytes a
    character; a larger one is refused. `language` (ISO 639-1), `source` and `published`
    (ISO 8601) are taken for documents that do not say so themselves; `language` also stops the guessing. `quick`: spun words are
    read by what stands beside each of them alone.
    """

    max_bytes: int = 64 * 1024 * 1024
    max_characters: int = 2_000_000
    language: str | None = None
    source: str | None = None
    published: str | None = None
    quick: bool = False


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """Characters, the encoding they came in, and how many bytes of mark stood before them."""

    text: str
    encoding: str
    skipped: int = 0
    exact: bool = True
    """False where bytes were lost: text.encode(encoding) is not what was read."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A text as it was found. `raw` is what the document's id stands for; `blocks` is None where the lines alone tell.

    `decoded` is set where the text is the whole of `raw`, so that each block's way back to bytes is known.
    `skipped` are stretches that are no text of the report (running heads, signatures), where blocks are still to be
    told; `ragged` says that lines were broken at a width on paper, not at a count of characters.
    """

    raw: bytes
    text: str
    media_type: str
    blocks: tuple[Block, ...] | None = None
    origin_map: tuple[OriginSpan, ...] = ()
    decoded: Decoded | None = None
    skipped: tuple[tuple[int, int], ...] = ()
    ragged: bool = False
    external_id: str | None = None
    source: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    retrieved: str | None = None
    language: str | None = None
    forwarded_from: str | None = None


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Why something was not read. `code` is short and stable, `reason` one line: what is wrong and what to do."""

    code: str
    reason: str


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of file, told by its name (`suffixes`) or first bytes (`looks`). `parse` never raises for bad bytes.

    A format of one document a file is handed the whole file in `Blob.data`, within the limit for one document. One that
    `streams` is handed the file as it came, and reads it document by document in bounded memory.
    """

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    looks: Callable[[bytes], bool]
    parse: Callable[[Blob, ReadingSettings], Iterator[Draft | Fault]]
    streams: bool = False


def too_long(text: str, settings: ReadingSettings) -> Fault | None:
    """Return the fault of a text above the limit, None for one within it; to be asked before the text is taken apart."""
    if len(text) <= settings.max_characters:
        return None
    reason = f"a text of more than {settings.max_characters:,} characters is no document; split it"
    return Fault(code="too_large", reason=reason)


def in_mib(count: int) -> str:
    """Return a number of bytes for a reader."""
    return f"{count / (1024 * 1024):g} MiB"

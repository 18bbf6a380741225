"""Plain text: the text is the file, character for character."""

from __future__ import annotations

from collections.abc import Iterator

from harmattan.ports import Blob
from harmattan.stages.reading.draft import Draft, Fault, Format, ReadingSettings
from harmattan.stages.reading.encoding import decode


def parse(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    """Yield the one text of the file; its blocks follow from its lines."""
    decoded = decode(blob.data)
    if isinstance(decoded, Fault):
        yield decoded
        return
    yield Draft(raw=blob.data, text=decoded.text, media_type="text/plain", decoded=decoded)


FORMAT = Format(
    name="text",
    suffixes=(".txt", ".text", ".log"),
    media_types=("text/plain",),
    looks=lambda head: False,
    parse=parse,
)

"""An input as one stream, or whole where it is short enough."""

from __future__ import annotations

import io
from typing import BinaryIO

import msgspec

from harmattan.ports import Blob
from harmattan.stages.reading.draft import Fault, in_mib

STEP = 1024 * 1024
"""Bytes that are read at a time."""


def stream_of(blob: Blob) -> io.BufferedReader:
    """Return the bytes of an input from the first to the last, wherever they lie; read once."""
    return io.BufferedReader(_Joined(blob), STEP)


def begun(blob: Blob) -> Blob:
    """Return an input with at least `STEP` bytes of it, or all, in `data`: a pipe may give less at first."""
    if blob.rest is None or len(blob.data) >= STEP:
        return blob
    pieces = [blob.data]
    length = len(blob.data)
    while length < STEP:
        piece = blob.rest.read(STEP - length)
        if not piece:
            return msgspec.structs.replace(blob, data=b"".join(pieces), rest=None)
        pieces.append(piece)
        length += len(piece)
    return msgspec.structs.replace(blob, data=b"".join(pieces))


def whole(blob: Blob, max_bytes: int) -> Blob | Fault:
    """Return an input with all its bytes in `data`; one of more than `max_bytes` is a fault `too_large`."""
    data = blob.data if blob.rest is None else stream_of(blob).read(max_bytes + 1)
    if len(data) > max_bytes:
        reason = f"larger than the limit of {in_mib(max_bytes)} for one document; split it, or give it as JSON Lines"
        return Fault(code="too_large", reason=reason)
    return blob if blob.rest is None else msgspec.structs.replace(blob, data=data, rest=None)


class _Joined(io.RawIOBase):
    """What was read of an input already, and then the rest of it."""

    def __init__(self, blob: Blob) -> None:
        self._data = memoryview(blob.data)
        self._rest: BinaryIO | None = blob.rest

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer, or a part of it, with what comes next; return how many bytes that were."""
        piece: memoryview | bytes = self._data[: len(buffer)]
        self._data = self._data[len(piece) :]
        if not piece and self._rest is not None:
            piece = self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

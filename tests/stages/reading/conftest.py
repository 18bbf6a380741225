"""What the tests of reading share."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from harmattan.lexicons import Lexicon, load
from harmattan.ports import Blob
from harmattan.records.claim import Refusal
from harmattan.records.document import Document
from harmattan.stages.reading import ReadingSettings, read, streams

ReadOne = Callable[..., Document]
ReadAll = Callable[..., list[Document | Refusal]]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load()


@pytest.fixture
def read_all(lexicon: Lexicon) -> ReadAll:
    def run(data: bytes | str, path: str = "a.txt", **settings: object) -> list[Document | Refusal]:
        raw = data.encode() if isinstance(data, str) else data
        return list(read([Blob(path=path, data=raw)], lexicon=lexicon, settings=ReadingSettings(**settings)))

    return run


@pytest.fixture
def read_long(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> ReadAll:
    """Read bytes as those of an input that goes on after its first `head` bytes."""

    def run(data: bytes, path: str, head: int, **settings: object) -> list[Document | Refusal]:
        monkeypatch.setattr(streams, "STEP", head)
        blob = Blob(path=path, data=data[:1], rest=Rest(data, 1))
        return list(read([blob], lexicon=lexicon, settings=ReadingSettings(**settings)))

    return run


class Rest(io.RawIOBase):
    """What follows the head of an input, in small pieces, as a pipe gives it."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        piece = self.data[self.at : self.at + min(len(buffer), 50)]
        buffer[: len(piece)] = piece
        self.at += len(piece)
        return len(piece)


@pytest.fixture
def read_one(read_all: ReadAll) -> ReadOne:
    def run(data: bytes | str, path: str = "a.txt", **settings: object) -> Document:
        (found,) = read_all(data, path, **settings)
        assert isinstance(found, Document), found
        return found

    return run

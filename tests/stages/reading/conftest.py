"""What the tests of reading share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harmattan.lexicons import Lexicon, load
from harmattan.ports import Blob
from harmattan.records.claim import Refusal
from harmattan.records.document import Document
from harmattan.stages.reading import ReadingSettings, read

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
def read_one(read_all: ReadAll) -> ReadOne:
    def run(data: bytes | str, path: str = "a.txt", **settings: object) -> Document:
        (found,) = read_all(data, path, **settings)
        assert isinstance(found, Document), found
        return found

    return run

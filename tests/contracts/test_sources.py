"""What every source keeps, wherever the bytes come from."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from harmattan.pipeline import Texts
from harmattan.plugins.sources import open_source
from harmattan.ports import Blob, Source, Unreadable

PLAIN = [f"Gunmen killed {number} soldiers in Gao." for number in ("two", "three", "nine")]
Make = Callable[[list[str], Path, pytest.MonkeyPatch], Source]


class Held:
    """The smallest source: bytes held in memory."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts

    def blobs(self) -> Iterator[Blob | Unreadable]:
        for number, text in enumerate(self.texts):
            yield Blob(path=f"held {number}", data=text.encode())


def _files(texts: list[str], folder: Path, patch: pytest.MonkeyPatch) -> Source:
    paths = [folder / f"{number}.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text)
    return open_source(paths)


def _folder(texts: list[str], folder: Path, patch: pytest.MonkeyPatch) -> Source:
    _files(texts, folder, patch)
    return open_source([folder])


def _lines(texts: list[str], folder: Path, patch: pytest.MonkeyPatch) -> Source:
    (folder / "feed.jsonl").write_text("".join(f'{{"text": "{text}"}}\n' for text in texts))
    return open_source([folder / "feed.jsonl"])


def _standard_input(texts: list[str], folder: Path, patch: pytest.MonkeyPatch) -> Source:
    patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\n".join(texts).encode())))
    return open_source(["-"])


SOURCES: dict[str, Make] = {
    "files": _files,
    "folder": _folder,
    "json lines": _lines,
    "standard input": _standard_input,
    "texts": lambda texts, folder, patch: Texts(texts),
    "fake": lambda texts, folder, patch: Held(texts),
}


@pytest.fixture(params=sorted(SOURCES))
def make(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[list[str]], Source]:
    return lambda texts: SOURCES[request.param](texts, tmp_path, monkeypatch)


def test_each_text_comes_once_and_in_order(make: Callable[[list[str]], Source]) -> None:
    blobs = list(make(PLAIN).blobs())
    assert all(isinstance(blob, Blob) for blob in blobs)
    data = b"".join(blob.data for blob in blobs if isinstance(blob, Blob)).decode()
    places = [data.find(text) for text in PLAIN]
    assert -1 not in places
    assert places == sorted(places)
    assert all(data.count(text) == 1 for text in PLAIN)


def test_each_blob_says_what_the_user_named(make: Callable[[list[str]], Source]) -> None:
    for blob in make(PLAIN).blobs():
        assert blob.path
        assert isinstance(blob, Blob)


def test_what_a_long_input_begins_with_and_the_rest_of_it_make_the_whole(tmp_path: Path) -> None:
    data = "\n".join(f"Gunmen killed soldier {number} in Gao." for number in range(200_000)).encode()
    (tmp_path / "long.txt").write_bytes(data)
    (tmp_path / "short.txt").write_bytes(b"The army left.")
    for blob in open_source([tmp_path]).blobs():
        assert isinstance(blob, Blob)
        if blob.rest is None:
            assert blob.data == b"The army left."
        else:
            assert len(blob.data) < len(data)
            assert blob.data + blob.rest.read() == data
            assert blob.rest.seekable()
            blob.rest.seek(0)
            assert blob.rest.read() == data


def test_nothing_is_read_before_it_is_asked_for(make: Callable[[list[str]], Source]) -> None:
    blobs = make(PLAIN).blobs()
    assert iter(blobs) is blobs
    assert isinstance(next(blobs), Blob)


HOSTILE: dict[str, Callable[[Path], Path | str]] = {
    "missing": lambda folder: folder / "no.txt",
    "empty name": lambda folder: "",
    "zero byte in the name": lambda folder: f"{folder}/a\x00b.txt",
    "a name too long": lambda folder: folder / ("a" * 5_000),
    "a link to nowhere": lambda folder: _link(folder / "link.txt", folder / "gone.txt"),
    "a link to itself": lambda folder: _link(folder / "ring.txt", folder / "ring.txt"),
    "empty folder": lambda folder: _made(folder / "none"),
    "folder with a link to itself": lambda folder: _link(_made(folder / "loop") / "again", folder / "loop").parent,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_an_input_that_fails_is_named_and_the_others_come(tmp_path: Path, name: str) -> None:
    good = tmp_path / "good.txt"
    good.write_text(PLAIN[0])
    first, second = open_source([str(HOSTILE[name](tmp_path)), good]).blobs()
    assert isinstance(first, Unreadable)
    assert first.code
    assert first.reason
    assert "\n" not in first.reason
    assert isinstance(second, Blob)
    assert second.data.decode() == PLAIN[0]


def _link(path: Path, target: Path) -> Path:
    os.symlink(target, path)
    return path


def _made(path: Path) -> Path:
    path.mkdir()
    return path

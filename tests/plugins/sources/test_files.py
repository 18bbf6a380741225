import io
import os
import sys

import pytest

from harmattan.plugins.sources import STDIN, Files, open_source
from harmattan.ports import Blob, Unreadable


def blobs(*paths):
    return list(open_source([str(path) for path in paths]).blobs())


def test_a_folder_gives_its_known_files_in_order_and_no_hidden_ones_or_readmes(tmp_path):
    for name in ("b.txt", "a.md", "c/d.HTML", ".hidden.txt", ".git/x.txt", "picture.png", "c/e.jsonl", "README.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("The army took the bridge.")
    names = [os.path.relpath(blob.path, tmp_path) for blob in blobs(tmp_path)]
    assert names == ["a.md", "b.txt", "c/d.HTML", "c/e.jsonl"]


def test_a_file_named_outright_is_taken_whatever_its_name(tmp_path):
    path = tmp_path / ".odd.name"
    path.write_bytes(b"text")
    assert [blob.data for blob in blobs(path)] == [b"text"]


def test_a_file_named_twice_is_read_once(tmp_path):
    (tmp_path / "a.txt").write_text("text")
    assert len(blobs(tmp_path / "a.txt", tmp_path, tmp_path)) == 1


def test_a_name_that_is_no_text_can_still_be_written_down(tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")
    with open(path, "wb") as stream:
        stream.write(b"text")
    (blob,) = blobs(os.fsdecode(path))
    assert blob.data == b"text"
    blob.path.encode()


def test_what_is_not_there_is_named_and_the_rest_goes_on(tmp_path):
    (tmp_path / "a.txt").write_text("text")
    missing, blob = blobs(tmp_path / "no.txt", tmp_path / "a.txt")
    assert isinstance(missing, Unreadable)
    assert missing.reason == "no such file or folder"
    assert isinstance(blob, Blob)


def test_a_folder_without_readable_files_says_so(tmp_path):
    (found,) = blobs(tmp_path)
    assert isinstance(found, Unreadable)
    assert found.code == "empty_folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything: run the tests as another user")
def test_a_file_without_permission_is_named(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("text")
    path.chmod(0)
    (found,) = blobs(path)
    assert isinstance(found, Unreadable)
    assert "permission" in found.reason


class _Stdin:
    def __init__(self, data):
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize("data", [b"The army took the bridge.", b'{"text": "one"}\n{"text": "two"}\n', b""])
def test_standard_input_is_read_as_it_is(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", _Stdin(data))
    found = list(Files([STDIN], suffixes=()).blobs())
    assert b"".join(blob.data for blob in found) == data
    assert {blob.path for blob in found} == {"-"}

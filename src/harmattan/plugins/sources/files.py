"""Files, folders and standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from harmattan.ports import Blob, Unreadable

STDIN = "-"
_ABOUT = "readme"
"""The name of a file that speaks of the folder it lies in."""
_JSON_LINES = (".jsonl", ".ndjson")
_JSON_LINES_TYPE = "application/x-ndjson"
_CHUNK = 1024 * 1024
_SLICE = 8 * 1024 * 1024
"""Bytes of a JSON Lines file that are handed on at a time, so that its length costs no memory."""


class Files:
    """The files that paths stand for: a file, a folder (searched for known suffixes), or `-` for standard input.

    `suffixes` are those that a folder is searched for, lower case with the dot; a file named outright is always taken.
    `max_bytes` bounds a file, or a line of a JSON Lines file.
    """

    def __init__(self, paths: Sequence[str], *, suffixes: Collection[str], max_bytes: int = 64 * 1024 * 1024) -> None:
        self._paths = list(paths)
        self._suffixes = frozenset(suffixes)
        self._max_bytes = max_bytes

    def blobs(self) -> Iterator[Blob | Unreadable]:
        """Yield the bytes of each file once, folders in sorted order; what can't be opened is an Unreadable."""
        for path in self.found():
            if isinstance(path, Unreadable):
                yield path
            elif path == STDIN:
                yield from self._standard_input()
            else:
                yield from self._file(path)

    def found(self) -> Iterator[str | Unreadable]:
        """Yield the paths of the files, each once, before any is opened."""
        seen: set[str] = set()
        for path in self._paths:
            if path == STDIN:
                yield path
                continue
            if "\0" in path:  # no system has such a name, and asking for it raises
                yield Unreadable(path=path, code="unreadable", reason="no such file or folder")
                continue
            if os.path.isdir(path):
                inside = list(self._walk(path))
                if not inside:
                    reason = f"no readable file in this folder ({', '.join(sorted(self._suffixes))})"
                    yield Unreadable(path=path, code="empty_folder", reason=reason)
                names = inside
            else:
                names = [path]
            for name in names:
                if isinstance(name, Unreadable):
                    yield name
                    continue
                real = os.path.realpath(name)
                if real not in seen:
                    seen.add(real)
                    yield name

    def _walk(self, folder: str) -> Iterator[str | Unreadable]:
        """Yield the files of a folder and of the folders in it, hidden ones and readmes left out."""
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Unreadable(path=folder, code="unreadable", reason=_why(error))
            return
        for entry in entries:
            if entry.name.startswith(".") or Path(entry.name).stem.lower() == _ABOUT:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(entry.path)
            elif Path(entry.name).suffix.lower() in self._suffixes:
                yield entry.path

    def _file(self, path: str) -> Iterator[Blob | Unreadable]:
        # A name whose bytes are no characters can be opened, but not written down.
        shown = os.fsencode(path).decode("utf-8", "replace")
        try:
            with open(path, "rb") as stream:
                if Path(path).suffix.lower() in _JSON_LINES:
                    yield from self._lines(shown, stream, b"")
                else:
                    yield self._whole(shown, stream, b"")
        except OSError as error:
            yield Unreadable(path=shown, code="unreadable", reason=_why(error))

    def _standard_input(self) -> Iterator[Blob | Unreadable]:
        stream = sys.stdin.buffer
        try:
            head = stream.read(_CHUNK)
            if _is_json_lines(head):
                yield from self._lines(STDIN, stream, head)
            else:
                yield self._whole(STDIN, stream, head)
        except OSError as error:
            yield Unreadable(path=STDIN, code="unreadable", reason=_why(error))

    def _whole(self, path: str, stream: BinaryIO, head: bytes) -> Blob | Unreadable:
        data = head + stream.read(self._max_bytes + 1 - len(head))
        if len(data) > self._max_bytes:
            reason = f"larger than the limit of {self._max_bytes / (1024 * 1024):g} MiB for one document"
            return Unreadable(path=path, code="too_large", reason=f"{reason}; split it, or give it as JSON Lines")
        return Blob(path=path, data=data)

    def _lines(self, path: str, stream: BinaryIO, head: bytes) -> Iterator[Blob | Unreadable]:
        """Yield slices of whole lines; a line above the limit is skipped without being kept."""
        kept = bytearray(head)
        offset = 0
        line = 1
        first = True
        while True:
            chunk = stream.read(_CHUNK)
            kept += chunk
            cut = len(kept) if not chunk else kept.rfind(b"\n") + 1
            if cut == 0 and len(kept) > self._max_bytes:
                reason = (
                    f"line {line}: longer than the limit of {self._max_bytes / (1024 * 1024):g} MiB for one document"
                )
                yield Unreadable(path=path, code="too_large", reason=f"{reason}; split it")
                skipped, rest = _skip_line(stream)
                offset += len(kept) + skipped
                line += 1
                kept = bytearray(rest)
                first = False
                continue
            if cut and (not chunk or len(kept) >= _SLICE):
                yield Blob(path=path, data=bytes(kept[:cut]), media_type=_JSON_LINES_TYPE, offset=offset, line=line)
                offset += cut
                line += kept.count(b"\n", 0, cut)
                del kept[:cut]
                first = False
            if not chunk:
                if first:
                    yield Blob(path=path, data=b"", media_type=_JSON_LINES_TYPE)
                return


def _is_json_lines(head: bytes) -> bool:
    first, newline, _ = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    return first.startswith(b"{") and (first.rstrip().endswith(b"}") if newline else len(head) == _CHUNK)


def _skip_line(stream: BinaryIO) -> tuple[int, bytes]:
    """Read to the end of the line; return how many bytes of it there were and what was read beyond."""
    skipped = 0
    while chunk := stream.read(_CHUNK):
        end = chunk.find(b"\n")
        if end >= 0:
            return skipped + end + 1, chunk[end + 1 :]
        skipped += len(chunk)
    return skipped, b""


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "not allowed to read it; check its permissions"
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    return f"can't be read ({(error.strerror or str(error)).lower()})"

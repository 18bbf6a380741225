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
HEAD = 1024 * 1024
"""Bytes of an input that are read at once; what follows is read by whoever needs it."""


class Files:
    """The files that paths stand for: a file, a folder (searched for known suffixes), or `-` for standard input.

    `suffixes` are those that a folder is searched for, lower case with the dot; a file named outright is always taken.
    """

    def __init__(self, paths: Sequence[str], *, suffixes: Collection[str]) -> None:
        self._paths = list(paths)
        self._suffixes = frozenset(suffixes)

    def blobs(self) -> Iterator[Blob | Unreadable]:
        """Yield each file once, folders in sorted order; what can't be opened is an Unreadable."""
        for path in self.found():
            if isinstance(path, Unreadable):
                yield path
            elif path == STDIN:
                yield _blob(STDIN, sys.stdin.buffer)
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
            stream = open(path, "rb")  # noqa: SIM115 - closed below, after what is read of it has been used
        except OSError as error:
            yield Unreadable(path=shown, code="unreadable", reason=_why(error))
            return
        with stream:
            yield _blob(shown, stream)


def _blob(path: str, stream: BinaryIO) -> Blob | Unreadable:
    """Return what a stream begins with, and the stream where it goes on."""
    try:
        data = stream.read(HEAD)
    except OSError as error:
        return Unreadable(path=path, code="unreadable", reason=_why(error))
    return Blob(path=path, data=data, rest=stream if len(data) == HEAD else None)


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "not allowed to read it; check its permissions"
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    return f"can't be read ({(error.strerror or str(error)).lower()})"

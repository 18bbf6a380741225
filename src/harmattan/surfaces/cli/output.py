"""Where results go: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from typing import BinaryIO

from harmattan.errors import OutputError

STDOUT = "standard output"


class PipeClosedError(Exception):
    """Whoever read standard output has gone; there is nobody to tell."""


@contextlib.contextmanager
def opened(path: str | None) -> Iterator[BinaryIO]:
    """Open the place for results before any work is done, and put a file in its place once all is written.

    Raises OutputError where it can't be written to. Whatever else is raised leaves what was there before.
    """
    if path is None or path == "-":
        yield sys.stdout.buffer
        with _refusing(STDOUT):
            sys.stdout.flush()
        return
    if not path:
        raise OutputError("the output has no name; give a file, or leave --output out")
    if os.path.exists(path) and not os.path.isfile(path):
        if os.path.isdir(path):
            raise OutputError(f"{path}: it is a folder; name a file in it")
        with _refusing(path), open(path, "wb") as stream:
            yield stream
        return
    path = os.path.realpath(path)
    with _refusing(path):
        if os.path.exists(path) and not os.access(path, os.W_OK):
            raise PermissionError
        descriptor, draft = tempfile.mkstemp(prefix=f".{os.path.basename(path)[:40]}.", dir=os.path.dirname(path))
    try:
        with os.fdopen(descriptor, "wb") as stream:
            with _refusing(path):
                os.chmod(draft, _mode(path))
            yield stream
            with _refusing(path):
                stream.flush()
                os.fsync(stream.fileno())
        with _refusing(path):
            os.replace(draft, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(draft)
        raise


def write(stream: BinaryIO, data: bytes, path: str | None) -> None:
    """Write to an opened place. Raises OutputError where it is full or gone, PipeClosedError where nobody reads."""
    with _refusing(path or STDOUT):
        stream.write(data)


@contextlib.contextmanager
def _refusing(path: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        silence()
        raise PipeClosedError from error
    except OSError as error:
        if path == STDOUT:
            silence()
        raise OutputError(f"{path}: can't be written to ({_why(error)})") from error


def silence() -> None:
    """Let what is left in standard output flow into nothing: the interpreter flushes at its end and would complain."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _why(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "not allowed; choose another place"
    if isinstance(error, FileNotFoundError):
        return "its folder is not there; make it first"
    return (error.strerror or str(error)).lower()


def _mode(path: str) -> int:
    """Return the mode of the file that is replaced, or that of a new one."""
    with contextlib.suppress(OSError):
        return stat.S_IMODE(os.stat(path).st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask

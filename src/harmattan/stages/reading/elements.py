"""The elements of a JSON array one by one, each with the bytes it stands in, however long the array is.

Scanned by our own few lines: a streaming JSON library gives values without the bytes they were read from, and one
broken value costs it all that follow.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple, TypeVar

import msgspec

from harmattan.stages.reading.streams import STEP

T = TypeVar("T")
_MARK = b"\xef\xbb\xbf"
_OUTSIDE = re.compile(rb"[\"\[\]{}:,]")
_INSIDE = re.compile(rb"[\"\[\]{}]")
_STRING = re.compile(rb"[^\"\\]*+(?:\\.[^\"\\]*+)*+", re.DOTALL)
_FIRST = re.compile(rb"[^\s]")
_DEEPEST = 100
"""Arrays and objects around the array that is wanted; an export has three."""
_LONGEST_FIELD = 4096
_MOST_FIELDS = 100
_OPENED: Mapping[bytes, bytes] = {b"]": b"[", b"}": b"{"}


class Element(NamedTuple):
    """One element: its bytes, or None where it is too long, and where in the input they begin.

    `number` counts from 1 in its array; `fields` are the strings that stood before the array in the object around it.
    """

    raw: bytes | None
    start: int
    number: int
    fields: Mapping[str, str]


class _Holder:
    """An object or array around what is wanted."""

    def __init__(self, mark: bytes, key: str | None) -> None:
        self.mark = mark
        self.key = key
        self.fields: dict[str, str] = {}


def elements(stream: BinaryIO, key: str | None, *, limit: int) -> Iterator[Element]:
    """Yield the elements of each array that stands under `key`, or of the one that is the whole input (None).

    `limit` bounds the bytes of one element. Raises ValueError, after the elements before, where the JSON is cut or its
    brackets don't match.
    """
    scan = _Scan(stream)
    holders: list[_Holder] = []
    name: str | None = None
    string: str | None = None
    while (token := scan.mark(_OUTSIDE)) is not None:
        inner = holders[-1] if holders else None
        if token == b'"':
            string = _text(scan.string())
        elif token == b":":
            name, string = string, None
        elif token in (b"[", b"{"):
            if token == b"[" and (name == key if key is not None else not holders):
                fields = {} if inner is None else inner.fields
                yield from scan.elements(limit, fields)
                name = string = None
                continue
            if len(holders) >= _DEEPEST:
                raise ValueError("nested too deep")
            holders.append(_Holder(token, name))
            name = string = None
        else:  # a comma, or the end of an object or array
            if inner is not None and name is not None and string is not None and len(inner.fields) < _MOST_FIELDS:
                inner.fields.setdefault(name, string)
            name = string = None
            if token != b",":
                if inner is None or inner.mark != _OPENED[token]:
                    raise ValueError("the brackets don't match")
                holders.pop()
    if holders:
        raise ValueError("the file is cut")


class _Scan:
    """Reads a stream mark by mark and holds no more of it than is kept for somebody, within a bound."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = b""
        self._base = 0
        self._at = 0
        self._kept: int | None = None
        """Where what is kept begins, in what is held."""
        self._longest = 0

    def token(self, marks: re.Pattern[bytes]) -> bytes | None:
        """Return the next mark outside strings, a whole string counting as its quotation mark; None at the end."""
        token = self.mark(marks)
        if token == b'"':
            self._pass_string()
        return token

    def mark(self, marks: re.Pattern[bytes]) -> bytes | None:
        """Return the next mark, a string only begun; None at the end."""
        while (found := marks.search(self._held, self._at)) is None:
            self._at = len(self._held)
            if not self._more():
                return None
        self._at = found.end()
        return found.group()

    def string(self) -> bytes | None:
        """Return the string that is begun, with its quotation marks; None where it is too long to be a name."""
        self._keep(self._at - 1, _LONGEST_FIELD)
        self._pass_string()
        return self._taken(self._at)

    def _pass_string(self) -> None:
        while True:
            passed = _STRING.match(self._held, self._at)
            self._at = passed.end() if passed is not None else self._at
            if self._held[self._at : self._at + 1] == b'"':
                self._at += 1
                return
            if not self._more():
                raise ValueError("the file is cut")

    def elements(self, limit: int, fields: Mapping[str, str]) -> Iterator[Element]:
        """Yield the elements of the array whose bracket was just passed, up to its end."""
        number = 0
        while True:
            while (first := _FIRST.search(self._held, self._at)) is None:
                self._at = len(self._held)
                if not self._more():
                    raise ValueError("the file is cut")
            self._at = first.start()
            if first.group() == b"]":
                self._at += 1
                return
            number += 1
            raw, start, end = self._element(limit)
            yield Element(raw, start, number, fields)
            if end == b"]":
                return

    def _element(self, limit: int) -> tuple[bytes | None, int, bytes]:
        """Return an element's bytes, where it began, and the mark after it."""
        self._keep(self._at, limit)
        start = self._base + self._at
        depth = 0
        while (token := self.token(_INSIDE if depth else _OUTSIDE)) is not None:
            if token in (b"[", b"{"):
                depth += 1
            elif token in (b"]", b"}") and depth:
                depth -= 1
            elif token in (b",", b"]"):
                return self._taken(self._at - 1), start, token
            elif token == b"}":
                raise ValueError("the brackets don't match")
        raise ValueError("the file is cut")

    def _keep(self, start: int, longest: int) -> None:
        self._kept, self._longest = start, longest

    def _taken(self, end: int) -> bytes | None:
        """Return what was kept, up to an end; None where it was too long."""
        start, self._kept = self._kept, None
        return None if start is None or end - start > self._longest else self._held[start:end]

    def _more(self) -> bool:
        """Read on, and forget what nobody needs any more."""
        if self._kept is not None and self._at - self._kept > self._longest:
            self._kept = None
        gone = self._at if self._kept is None else self._kept
        piece = self._stream.read(max(STEP, len(self._held) - gone))
        self._held = self._held[gone:] + piece
        self._base += gone
        self._at -= gone
        if self._kept is not None:
            self._kept = 0
        return bool(piece)


def _text(raw: bytes | None) -> str | None:
    try:
        value = None if raw is None else json.loads(raw)
    except ValueError:
        return None
    return value if isinstance(value, str) else None


def as_record(raw: bytes, decoder: msgspec.json.Decoder[T], form: type[T]) -> T:
    """Return the record that a JSON value is.

    Bytes that are no UTF-8 become U+FFFD, and half a surrogate pair stays one. Raises msgspec.ValidationError where it
    is another thing, ValueError or RecursionError where it is no JSON.
    """
    try:
        return decoder.decode(raw)
    except msgspec.ValidationError:
        raise
    except (msgspec.DecodeError, UnicodeDecodeError):
        try:
            loose = json.loads(raw.decode("utf-8", "replace"))
        except ValueError:
            pass
        else:
            return msgspec.convert(loose, form)
        raise


def plain(error: Exception) -> str:
    """Return what a JSON value that can't be read suffers from, in a few words."""
    if isinstance(error, RecursionError):
        return "nested too deep"
    return str(error).replace("JSON is malformed: ", "").replace("\n", " ")[:200]


def without_mark(data: bytes) -> bytes:
    """Return bytes without the byte order mark of UTF-8."""
    return data.removeprefix(_MARK)

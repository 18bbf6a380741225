"""Lines of a text with their offsets, and the residue among them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from harmattan.lexicons.rows import ResidueRow

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*")
_LONGEST = 300
"""Characters; a longer line is prose, whatever it says (the longest residue line seen has some 200)."""


class Line(NamedTuple):
    """text[start:end] is the line without the white space around it; `indent` counts the white space before it."""

    start: int
    end: int
    indent: int
    text: str


def lines_of(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """Return the lines of text[start:end]; blank ones too (with start == end)."""
    end = len(text) if end is None else end
    found = []
    at = start
    for brk in _BREAK.finditer(text, start, end):
        found.append(_line(text, at, brk.start()))
        at = brk.end()
    found.append(_line(text, at, end))
    return found


def _line(text: str, start: int, end: int) -> Line:
    raw = text[start:end]
    bare = raw.lstrip()
    indent = len(raw) - len(bare)
    bare = bare.rstrip()
    if not bare:
        return Line(start, start, 0, "")
    return Line(start + indent, start + indent + len(bare), indent, bare)


class Residues:
    """Tells lines of a page that are no text of the report: language switches, share bars, cookie notes."""

    def __init__(self, rows: Iterable[ResidueRow]) -> None:
        patterns = [row.pattern for row in rows]
        self._pattern = re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE) if patterns else None

    def holds(self, line: str) -> bool:
        """Return whether the whole line is residue."""
        return self._pattern is not None and len(line) <= _LONGEST and self._pattern.fullmatch(line) is not None

    def tail(self, line: str) -> int | None:
        """Return where residue begins that was glued to the last line after a sentence; None where there is none."""
        if self._pattern is None:
            return None
        start = max(0, len(line) - _LONGEST)
        for stop in _SENTENCE_END.finditer(line, start):
            if stop.end() < len(line) and self._pattern.fullmatch(line, stop.end()):
                return stop.start() + len(stop.group().rstrip())
        return None

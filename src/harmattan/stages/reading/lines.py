"""Lines of a text with their offsets, and the residue among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from harmattan.lexicons.rows import ResidueRow
from harmattan.records.document import Block

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*")
_ESCAPED = re.compile(r"\\.")
_SPELT_OUT = re.compile(r"\(\?[a-z]*-[a-z]*i|\\[xuUN0-9]")
"""Cases that hold for themselves, and characters by their number."""
_NEVER = "(?!)"
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


class LinePatterns:
    """Patterns that a line is to match from end to end, whatever its case.

    Few lines match any, and to try many words in any case at once takes long: a line of ASCII is tried in small letters,
    where the patterns are in small letters, too.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._all = _one_of(patterns, re.IGNORECASE)
        self._small = _one_of([pattern for pattern in patterns if _is_small(pattern)])
        others = [pattern for pattern in patterns if not _is_small(pattern)]
        self._others = _one_of(others, re.IGNORECASE) if others else None

    def match(self, line: str) -> bool:
        """Return whether the whole line matches a pattern."""
        if not line.isascii():
            return self._all.fullmatch(line) is not None
        if self._small.fullmatch(line.lower()) is not None:
            return True
        return self._others is not None and self._others.fullmatch(line) is not None


def _one_of(patterns: Sequence[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or _NEVER, flags)


def _is_small(pattern: str) -> bool:
    """Return whether a pattern matches an ASCII line in any case just where it matches that in small letters."""
    if _SPELT_OUT.search(pattern):
        return False
    # Some letters beyond ASCII are an ASCII one in the other case ("ı", "ſ").
    return not any(
        char.isupper() or (not char.isascii() and (char.upper().isascii() or char.lower().isascii()))
        for char in _ESCAPED.sub("", pattern)
    )


class Residues:
    """Tells lines of a page that are no text of the report: language switches, share bars, cookie notes."""

    def __init__(self, rows: Iterable[ResidueRow]) -> None:
        self._patterns = LinePatterns([row.pattern for row in rows])

    def holds(self, line: str) -> bool:
        """Return whether the whole line is residue."""
        return len(line) <= _LONGEST and self._patterns.match(line)

    def without(self, text: str, blocks: Iterable[Block]) -> list[Block]:
        """Return the blocks of a text that are not residue as a whole."""
        match = self._patterns.match
        return [
            block for block in blocks if block.end - block.start > _LONGEST or not match(text[block.start : block.end])
        ]

    def tail(self, line: str) -> int | None:
        """Return where residue begins that was glued to the last line after a sentence; None where there is none."""
        start = max(0, len(line) - _LONGEST)
        for stop in _SENTENCE_END.finditer(line, start):
            if stop.end() < len(line) and self._patterns.match(line[stop.end() :]):
                return stop.start() + len(stop.group().rstrip())
        return None

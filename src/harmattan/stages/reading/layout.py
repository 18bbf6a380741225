"""Blocks of a plain text: paragraphs, headings, list items, quotes and tables, told by its lines alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

import msgspec

from harmattan.records.document import Block, BlockKind
from harmattan.stages.reading.lines import Line, Residues, lines_of

_BULLET = re.compile(r"(?:[•▪▫‣◦●○■□►➢➤✓✔❖\uf0b7]\s*|[-–—*·+]\s+|[-–—](?=[^\W\d_]))(?=\S)")
_NUMBERED = re.compile(r"\(?(?:(\d{1,2})[.)]|([A-Za-z])\))\s+(?=\S)")
_QUOTED = re.compile(r"(?:>\s*)+")
_CLOSING = "'\"”’»)]"
_CLOSED_BY = tuple('.!?…:;"”»)]')
_STOPPED_BY = tuple(".!…;,:")
_LEAD_START = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(]?[^\W\d_a-z])")
_WORD = re.compile(r"\S+")
_HEADING_WORDS = 14
_HEADING_CHARACTERS = 110
_WRAP_WIDTH = 120
"""Characters; text whose longest line is longer was not wrapped by hand (terminals and wires use 65 to 100)."""
_NARROWEST = 40
"""Characters; shorter lines are short paragraphs, and columns so narrow are of no use to print in."""
_WRAP_SLACK = 10
"""Characters by which a wrapped line may fall short though its next word had fitted (wires are re-edited)."""
_WRAP_SHARE = 0.5
"""Share of line breaks inside chunks that must be at full width and inside a sentence (muc4/dev: .60 and up)."""
_WIDEST = 0.98
"""Of the line lengths of a text, the quantile that is its width, so that a stray long line does not decide."""
_RAGGED_SLACK = 0.25
"""The same as a share of the width, for lines broken by printed width: letters differ in breadth."""


class _Piece(msgspec.Struct):
    start: int
    end: int
    kind: BlockKind
    lines: int
    blank_before: bool
    closed: bool


def blocks_of(
    text: str, *, residues: Residues, skipped: Sequence[tuple[int, int]] = (), ragged: bool = False
) -> tuple[Block, ...]:
    """Return the blocks of a text in order; residue, the stretches `skipped` and white space lie in none.

    Hard-wrapped lines are one paragraph; `ragged` allows for lines broken by printed width. An item begins after its
    bullet, and bears the span of its lead-in.
    """
    lines = lines_of(text)
    for start, end in skipped:
        lines = [_blank(line) if start <= line.start < end else line for line in lines]
    at = _wrap_at(lines, ragged)
    pieces = _pieces(_without_residues(lines, residues, at), at)
    _mark_unbulleted(text, pieces)
    _mark_headings(text, pieces)
    return with_lead_ins(text, [Block(start=p.start, end=p.end, kind=p.kind) for p in pieces])


def with_lead_ins(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks, each item with the [start, end) of the sentence ending in a colon that its list follows."""
    found = []
    lead_in: tuple[int, int] | None = None
    for index, block in enumerate(blocks):
        if block.kind != "item":
            lead_in = None
            follows = index + 1 < len(blocks) and blocks[index + 1].kind == "item"
            if follows and block.kind in ("paragraph", "heading", "quote"):
                lead_in = _lead_in(text, block)
        elif block.lead_in is None and lead_in is not None:
            block = msgspec.structs.replace(block, lead_in=lead_in)
        found.append(block)
    return tuple(found)


def _lead_in(text: str, block: Block) -> tuple[int, int] | None:
    stretch = text[block.start : block.end]
    if not stretch.endswith((":", "：")):
        return None
    start = 0
    for stop in _LEAD_START.finditer(stretch):
        start = stop.end()
    return block.start + start, block.end


def _without_residues(lines: Sequence[Line], residues: Residues, at: int | None) -> list[Line]:
    """Return the lines with residue made blank, and cut off the tail that was glued to the last one.

    A line wrapped at `at` is prose and not asked about: most lines of a wire are.
    """
    kept = []
    for line, following in zip_longest(lines, lines[1:]):
        prose = at is not None and following is not None and following.text and _is_full(line, following, at)
        kept.append(_blank(line) if line.text and not prose and residues.holds(line.text) else line)
    last = next((index for index in range(len(kept) - 1, -1, -1) if kept[index].text), None)
    if last is not None:
        line = kept[last]
        cut = residues.tail(line.text)
        if cut is not None:
            kept[last] = Line(line.start, line.start + cut, line.indent, line.text[:cut])
    return kept


def _blank(line: Line) -> Line:
    return Line(line.start, line.start, 0, "")


def _wrap_at(lines: Sequence[Line], ragged: bool) -> int | None:
    """Return the length from which a line is full; None where lines were not wrapped by hand and are paragraphs."""
    pairs = [(one, two) for one, two in pairwise(lines) if one.text and two.text]
    if len(pairs) < 2:
        return None
    lengths = sorted(len(line.text) + line.indent for line in lines if line.text)
    width = lengths[-1]
    if ragged or width > _WRAP_WIDTH:
        width = lengths[int(_WIDEST * (len(lengths) - 1))]
    if not _NARROWEST <= width <= _WRAP_WIDTH:
        return None
    at = int(width * (1 - _RAGGED_SLACK)) if ragged else width - _WRAP_SLACK
    full = sum(_is_full(one, two, at) and not _is_closed(one.text) for one, two in pairs)
    return at if full >= _WRAP_SHARE * len(pairs) else None


def _is_closed(text: str) -> bool:
    """Return whether a line ends as a sentence does, in quotation marks or brackets, too."""
    return text.endswith(_CLOSED_BY) or text.rstrip(_CLOSING).endswith(_CLOSED_BY)


def _is_full(line: Line, following: Line, at: int) -> bool:
    word = following.text.find(" ")
    needed = len(following.text) if word < 0 else word
    return line.indent + len(line.text) + 1 + needed > at


def _pieces(lines: Sequence[Line], at: int | None) -> list[_Piece]:
    pieces: list[_Piece] = []
    previous: Line | None = None
    number = 0
    blank = True
    for line in lines:
        if not line.text:
            previous = None
            blank = True
            continue
        quoted = _QUOTED.match(line.text)
        bullet, number = (None, number) if quoted else _bullet(line.text, number)
        if quoted is not None:
            shift = quoted.end()
            last = pieces[-1] if pieces else None
            if shift == len(line.text):
                previous = None
                continue
            if last is not None and last.kind == "quote" and previous is not None:
                last.end = line.end
                last.lines += 1
            else:
                pieces.append(_piece(line, "quote", shift, blank))
        elif bullet is not None:
            pieces.append(_piece(line, "item", bullet, blank))
        elif line.text.count("\t") >= 2 or _is_bar_row(line.text):
            last = pieces[-1] if pieces else None
            if last is not None and last.kind == "table" and previous is not None:
                last.end = line.end
                last.lines += 1
            else:
                pieces.append(_piece(line, "table", 0, blank))
        elif previous is not None and pieces[-1].kind in ("paragraph", "item") and _goes_on(previous, line, at):
            pieces[-1].end = line.end
            pieces[-1].lines += 1
            pieces[-1].closed = _is_closed(line.text)
        else:
            pieces.append(_piece(line, "paragraph", 0, blank))
        previous = line
        blank = False
    return pieces


def _piece(line: Line, kind: BlockKind, shift: int, blank: bool) -> _Piece:
    closed = _is_closed(line.text)
    return _Piece(start=line.start + shift, end=line.end, kind=kind, lines=1, blank_before=blank, closed=closed)


def _bullet(text: str, number: int) -> tuple[int | None, int]:
    """Return how many characters of bullet the line begins with, and the running number of its list."""
    match = _BULLET.match(text)
    if match is not None:
        return match.end(), 0
    counted = _NUMBERED.match(text)
    if counted is not None:
        value = int(counted[1]) if counted[1] else ord(counted[2].lower()) - ord("a") + 1
        if value in (1, number + 1):
            return counted.end(), value
    return None, number


def _is_bar_row(text: str) -> bool:
    return len(text) > 2 and text[0] == text[-1] == "|"


def _goes_on(line: Line, following: Line, at: int | None) -> bool:
    """Return whether the second line goes on with the sentence of the first."""
    closed = _is_closed(line.text)
    if at is None:
        return not closed and following.text[0].islower()
    if following.indent > line.indent + 1 and closed:
        return False
    return _is_full(line, following, at) or (not closed and following.text[0].islower())


def _mark_unbulleted(text: str, pieces: list[_Piece]) -> None:
    """Make items of lines ending in semicolons after a line ending in a colon, and of the line that closes them."""
    inside = False
    for index, piece in enumerate(pieces):
        if piece.kind != "paragraph":
            inside = False
            continue
        opened = index > 0 and text[pieces[index - 1].end - 1] == ":" and pieces[index - 1].kind == "paragraph"
        if text[piece.end - 1] == ";" and (opened or inside):
            inside = piece.closed = True
            piece.kind = "item"
        elif inside:
            piece.kind = "item"
            inside = False


def _mark_headings(text: str, pieces: list[_Piece]) -> None:
    """Make headings of short lines without a full stop that text follows, unless most of the text would be headings."""
    marked = []
    for index, piece in enumerate(pieces[:-1]):
        after = pieces[index + 1]
        if piece.kind == "paragraph" and piece.lines == 1 and after.kind in ("paragraph", "quote", "item"):
            if _reads_as_heading(text[piece.start : piece.end]):
                marked.append(piece)
    words = sum(len(_WORD.findall(text, piece.start, piece.end)) for piece in marked)
    if words * 2 > sum(len(_WORD.findall(text, piece.start, piece.end)) for piece in pieces):
        return
    for piece in marked:
        piece.kind = "heading"


def _reads_as_heading(line: str) -> bool:
    if len(line) > _HEADING_CHARACTERS or line.rstrip(_CLOSING).endswith(_STOPPED_BY):
        return False
    if len(line.split()) > _HEADING_WORDS:
        return False
    first = next((character for character in line if character.isalnum()), "")
    return bool(first) and not first.islower() and any(character.isalpha() for character in line)

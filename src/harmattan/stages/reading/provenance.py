"""Where a text says it comes from: dates, credits and a title that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import (
    ActorKindRow,
    ActorRow,
    CreditRow,
    DemonymRow,
    HeadRow,
    OutletRow,
    PlaceRow,
    QualifierRow,
    TriggerRow,
)
from harmattan.records.document import Block
from harmattan.stages.reading.lines import LinePatterns, lines_of

_HEAD = 160
"""Characters at the head of a text in which a dateline may stand."""
_TAIL = 240
"""Characters at its end in which an agency may be credited."""
_CREDIT_WORDS = 7
"""A closing line with more words is a sentence that may name an agency for any reason."""
_CREDIT_BLOCKS = 3
"""Blocks at either end among which a line of credit may stand."""
_LONGEST_CREDIT = 300
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?")
_ZEROS = ("0001-01-01", "1900-01-01T00:00", "1970-01-01T00:00")
_CLOCK = re.compile(r"\d:\d\d")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DATELINE = re.compile(r"[^\n]{0,140}?\s(?:--?|[–—])\s")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er)?\s+([^\W\d_]{3,})\.?,?\s+(\d{4}|\d{2})\b")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,\s+(\d{4})\b")
_BRACKETED = re.compile(r"[(\[]([^()\[\]\n]{2,60})[)\]]")
_WORD = re.compile(r"[^\W_]+")
_TITLE_WORDS = 3
_LETTERHEAD_LINES = 3
_LINK_LETTERS = 3
"""Words up to this long join the others of an institution's name: "of", "the", "de", "des"."""
_STATEMENT = "statement"
_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv févr mars avr mai juin juil aout sept oct nov déc",
    )
    for number, name in enumerate(names.split(), start=1)
}


@lru_cache(maxsize=1024)
def iso_date(value: str | None) -> str | None:
    """Return a date or time as ISO 8601 (`2024-05-12`, `2024-05-12T10:30:00+00:00`); null where it is no full date.

    Reads ISO 8601, RFC 2822, `20240512`, `12 May 2024` and `May 12, 2024`. The zero of a clock, which programs write where
    they know no date, is none.
    """
    found = _read_date(value)
    return None if found is None or found.startswith(_ZEROS) else found


def _read_date(value: str | None) -> str | None:
    if not value or len(value) > 80:
        return None
    value = value.strip()
    compact = _COMPACT.fullmatch(value)
    if compact is not None:
        return _day(int(compact[1]), int(compact[2]), int(compact[3]))
    if _ISO.fullmatch(value):
        try:
            if len(value) == len("2024-05-12"):
                return date.fromisoformat(value).isoformat()
            return datetime.fromisoformat(value.replace(" Z", "Z").replace(" +", "+").replace(" -", "-")).isoformat()
        except ValueError:
            return None
    return _mailed(value) if _CLOCK.search(value) else written_date(value)


def dateline(text: str, blocks: tuple[Block, ...]) -> str | None:
    """Return the full date that a text opens with, in a heading before its first paragraph or in the dateline of that."""
    for block in blocks:
        if block.kind == "heading":
            found = written_date(text[block.start : block.end])
            if found is not None:
                return found
        elif block.kind == "paragraph":
            opening = _DATELINE.match(" ".join(text[block.start : min(block.end, block.start + _HEAD)].split()) + " ")
            return None if opening is None else written_date(opening.group())
    return None


class Agencies:
    """Finds the agencies that a document credits."""

    def __init__(self, rows: Iterable[OutletRow], lines: Iterable[CreditRow] = ()) -> None:
        self._names = {name: row.name for row in rows if row.agency for name in (row.name, *row.names)}
        self._pattern = _any_of(self._names) if self._names else None
        self._lines = LinePatterns([line.pattern for line in lines])

    def credited(self, text: str, blocks: tuple[Block, ...], bylines: Iterable[str | None] = ()) -> tuple[str, ...]:
        """Return the agencies that stand where credits do.

        That is in the dateline, in brackets near either end, on a short closing line, on a line above or below the story
        that is nothing but a credit, and in `bylines`, what the document says of its author and outlet.
        """
        if self._pattern is None:
            return ()
        spots = [line for line in bylines if line]
        if blocks:
            spots += self._spots(text, blocks)
        found = (self._names[name.group()] for spot in spots for name in self._pattern.finditer(spot))
        return tuple(dict.fromkeys(found))

    def _spots(self, text: str, blocks: tuple[Block, ...]) -> list[str]:
        first, last = next((block for block in blocks if block.kind == "paragraph"), blocks[0]), blocks[-1]
        head = text[first.start : min(first.end, first.start + _HEAD)]
        opening = _DATELINE.match(head)
        spots = [] if opening is None else [opening.group()]
        for stretch in (head, text[max(first.start, last.end - _TAIL) : last.end]):
            if "(" in stretch or "[" in stretch:
                spots += _BRACKETED.findall(stretch)
        closing = text[last.start : last.end]
        if len(closing.split(None, _CREDIT_WORDS)) <= _CREDIT_WORDS:
            spots.append(closing)
        outer = blocks if len(blocks) <= 2 * _CREDIT_BLOCKS else (*blocks[:_CREDIT_BLOCKS], *blocks[-_CREDIT_BLOCKS:])
        lines = [_line_of(text, block) for block in outer]
        if last.end < len(text):
            # A notice of rights is no block of the story, but may still name whose it is.
            lines += [line.text for line in lines_of(text, last.end)[: _CREDIT_BLOCKS + 1]]
        return spots + [line for line in dict.fromkeys(lines) if self._is_credit(line)]

    def _is_credit(self, line: str) -> bool:
        if self._names.get(line.strip(" .-–—()")) is not None:
            return True
        return len(line) <= _LONGEST_CREDIT and self._lines.match(line)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of whole names, the longest first; the engine skips to where one may begin by its first letter alone."""
    rests: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        rests.setdefault(name[0], []).append(re.escape(name[1:]))
    alternatives = (
        rf"{letter}(?<!\w{letter})(?:{'|'.join(found)})"
        for letter, found in ((re.escape(first), found) for first, found in rests.items())
    )
    return re.compile(rf"(?:{'|'.join(alternatives)})(?!\w)")


def _line_of(text: str, block: Block) -> str:
    raw = text[block.start : min(block.end, block.start + _LONGEST_CREDIT + 1)]
    # What is printable has no white space but blanks.
    return raw.strip() if "  " not in raw and raw.isprintable() else " ".join(raw.split())


def opening_title(text: str, blocks: tuple[Block, ...]) -> str | None:
    """Return the heading that a plain text opens with; null where no paragraph follows it at once."""
    if len(blocks) < 2 or blocks[0].kind != "heading" or blocks[1].kind != "paragraph":
        return None
    title = " ".join(text[blocks[0].start : blocks[0].end].split())
    return title if len(title.split()) >= _TITLE_WORDS else None


def letterhead(text: str, blocks: tuple[Block, ...], language: str | None, lexicon: Lexicon) -> str | None:
    """Return the institution in whose name a text opens; null where its headings are those of a report.

    Such a heading holds nothing but the name of a body of a state, and either stands over one that calls the text a
    statement or is set in capitals and names the country. An armed group is taken at its name over a statement alone:
    its name in capitals may as well head a chapter about it.
    """
    index = lexicon.index(language)
    headings = []
    for block in blocks[:_LETTERHEAD_LINES]:
        if block.kind != "heading":
            break
        headings.append(" ".join(text[block.start : block.end].split()))
    if len(headings) == len(blocks):
        return None
    for place, heading in enumerate(headings):
        rows = [row for hit in index.find(heading) for row in hit.rows]
        bodies = [row for row in rows if isinstance(row, HeadRow) and row.speaks and _is_armed(row.kind, lexicon)]
        countries = [row for row in rows if isinstance(row, PlaceRow | DemonymRow)]
        towns = {row.id for row in rows if isinstance(row, PlaceRow)}
        actors = [
            row
            for row in rows
            if isinstance(row, ActorRow)
            and _is_armed(row.kind, lexicon)
            and row.kind != "state"
            and row.id not in towns
        ]
        if not (bodies or actors) or not _is_name(heading, lexicon, language):
            continue
        stated = any(
            isinstance(row, TriggerRow) and row.event_type == _STATEMENT
            for line in headings[place + 1 :]
            for hit in index.find(line)
            for row in hit.rows
        )
        if stated or (bodies and countries and heading.isupper()):
            return heading
    return None


def _is_armed(kind: str, lexicon: Lexicon) -> bool:
    row = lexicon.get(ActorKindRow, kind)
    return row is not None and row.side in ("state", "group")


def _is_name(heading: str, lexicon: Lexicon, language: str | None) -> bool:
    """Return whether a heading names and says nothing: every longer word belongs to a name, a people or a body."""
    spans = [
        (hit.start, hit.end)
        for hit in lexicon.index(language).find(heading)
        if any(isinstance(row, ActorRow | PlaceRow | DemonymRow | HeadRow | QualifierRow) for row in hit.rows)
    ]
    return all(
        len(word.group()) <= _LINK_LETTERS or any(start <= word.start() and word.end() <= end for start, end in spans)
        for word in _WORD.finditer(heading)
    )


def written_date(value: str) -> str | None:
    """Return the first full date that is written out in a line, in English or French, as ISO 8601; null without one."""
    for match in _DAY_FIRST.finditer(value):
        month = _MONTHS.get(match[2].lower())
        if month is not None:
            return _day(_year(match[3]), month, int(match[1]))
    for match in _MONTH_FIRST.finditer(value):
        month = _MONTHS.get(match[1].lower())
        if month is not None:
            return _day(int(match[3]), month, int(match[2]))
    return None


def _mailed(value: str) -> str | None:
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _year(digits: str) -> int:
    """Return the year; two digits are read as POSIX does (69–99 are the 1900s)."""
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= 69 else 2000)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None

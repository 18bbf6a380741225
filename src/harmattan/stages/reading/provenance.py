"""Where a text says it comes from: dates, credits and a title that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from harmattan.lexicons.rows import OutletRow
from harmattan.records.document import Block

_HEAD = 160
"""Characters at the head of a text in which a dateline may stand."""
_TAIL = 240
"""Characters at its end in which an agency may be credited."""
_CREDIT_WORDS = 7
"""A closing line with more words is a sentence that may name an agency for any reason."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?")
_CLOCK = re.compile(r"\d:\d\d")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DATELINE = re.compile(r"[^\n]{0,140}?\s(?:--?|[–—])\s")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er)?\s+([^\W\d_]{3,})\.?,?\s+(\d{4}|\d{2})\b")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,\s+(\d{4})\b")
_BRACKETED = re.compile(r"[(\[]([^()\[\]\n]{2,60})[)\]]")
_TITLE_WORDS = 3
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


def iso_date(value: str | None) -> str | None:
    """Return a date or time as ISO 8601 (`2024-05-12`, `2024-05-12T10:30:00+00:00`); null where it is no full date.

    Reads ISO 8601, RFC 2822, `20240512`, `12 May 2024` and `May 12, 2024`.
    """
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
    return _mailed(value) if _CLOCK.search(value) else _written(value)


def dateline(text: str, blocks: tuple[Block, ...]) -> str | None:
    """Return the full date that a text opens with, in a heading before its first paragraph or in the dateline of that."""
    for block in blocks:
        if block.kind == "heading":
            found = _written(text[block.start : block.end])
            if found is not None:
                return found
        elif block.kind == "paragraph":
            opening = _DATELINE.match(" ".join(text[block.start : min(block.end, block.start + _HEAD)].split()) + " ")
            return None if opening is None else _written(opening.group())
    return None


class Agencies:
    """Finds the agencies that a text credits."""

    def __init__(self, rows: Iterable[OutletRow]) -> None:
        self._names = {name: row.name for row in rows if row.agency for name in (row.name, *row.names)}
        ordered = sorted(self._names, key=len, reverse=True)
        alternatives = "|".join(re.escape(name) for name in ordered)
        self._pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)") if ordered else None

    def credited(self, text: str, blocks: tuple[Block, ...]) -> tuple[str, ...]:
        """Return the agencies named in the dateline, in brackets near either end, or on a short closing line."""
        if self._pattern is None or not blocks:
            return ()
        first = next((block for block in blocks if block.kind == "paragraph"), blocks[0])
        head = text[first.start : min(first.end, first.start + _HEAD)]
        opening = _DATELINE.match(head)
        tail = text[max(first.start, blocks[-1].end - _TAIL) : blocks[-1].end]
        spots = [] if opening is None else [opening.group()]
        spots += [match.group() for match in _BRACKETED.finditer(head)]
        spots += [match.group() for match in _BRACKETED.finditer(tail)]
        closing = text[blocks[-1].start : blocks[-1].end]
        if len(closing.split()) <= _CREDIT_WORDS:
            spots.append(closing)
        found = (self._names[name.group()] for spot in spots for name in self._pattern.finditer(spot))
        return tuple(dict.fromkeys(found))


def opening_title(text: str, blocks: tuple[Block, ...]) -> str | None:
    """Return the heading that a plain text opens with; null where no paragraph follows it at once."""
    if len(blocks) < 2 or blocks[0].kind != "heading" or blocks[1].kind != "paragraph":
        return None
    title = " ".join(text[blocks[0].start : blocks[0].end].split())
    return title if len(title.split()) >= _TITLE_WORDS else None


def _written(value: str) -> str | None:
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

"""Pieces that the patterns of every language are made of, and the patterns of dates in digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from harmattan.plugins.extractors.rules.feasts import words
from harmattan.plugins.extractors.rules.time_readers import Reader, read_iso, read_numeric

Rule = tuple[str, str, Reader]
"""The kinds of words that a text must have for a pattern to match ("month number": both; "ago|later": either), the pattern,
and the reader of what it finds."""
D = r"(?P<d>[0-3]?\d)"
D2 = r"(?P<d2>[0-3]?\d)"
Y = r"(?P<y>(?:19|20)\d\d)\b"
OLD = r"(?P<y>(?:1\d|20)\d\d)\b"
"""A year that a month or "in" stands before: history, too."""
Y0 = r"(?P<y0>(?:1\d|20)\d\d)"
Y3 = r"(?P<y3>(?:19|20)\d\d)\b"
DASH = r"\s*[-/]\s*"


def any_of(names: Iterable[str]) -> str:
    """Return a pattern of any of these, the longest first, with any spaces."""
    known = sorted(set(names), key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in known) or "(?!)"


def feasts() -> list[str]:
    """Return the names of feasts."""
    return [name for feast in words().feasts for name in feast.names]


def digits() -> Iterator[Rule]:
    """Yield the patterns of dates in digits, which every language has."""
    yield (
        "year hyphen|slash",
        r"\b(?P<t>(?P<y>(?:19|20)\d\d)(?:-(?P<month>\d\d)-|/(?P<month2>\d\d)/)(?P<d>\d\d))(?:t\d\d:\d\d\S*)?(?![-/\w])",
        read_iso,
    )
    yield (
        "year slash|point|hyphen",
        r"(?<![\w./-])(?P<t>(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)(?P<y>(?:19|20)\d\d))(?![-/\w])",
        read_numeric,
    )

"""Months as numbers: YYYY-MM to months since year 0 and back."""

from __future__ import annotations

import re

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-\d{2}(?:[T ].*)?)?$")
VIEWS_EPOCH = 1980 * 12 - 1
"""VIEWS counts months from January 1980, which is 1."""


def month_number(text: str) -> int | None:
    """Return the months since January of year 0 of YYYY-MM (a day or time after it is passed over); None for other text."""
    found = _MONTH.match(text.strip())
    return None if found is None else int(found[1]) * 12 + int(found[2]) - 1


def month_text(number: int) -> str:
    """Return YYYY-MM of the months since January of year 0."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"

"""The head of a wire story: a place, a day, an agency and a dash, and the day from which its times are told."""

from __future__ import annotations

import re
from datetime import date

from harmattan.plugins.extractors.rules.calendar import MONTHS, SHORT_MONTHS, anchor_of, day_of, month_number, year_for

_MONTHS = "|".join(
    sorted({name for names in (*MONTHS.values(), *SHORT_MONTHS.values()) for name in names}, key=len, reverse=True)
)
_DATE = rf"(?:\d{{1,2}}(?:er)?\s+(?:{_MONTHS})\.?|(?:{_MONTHS})\.?\s+\d{{1,2}})(?:,?\s+(?:19|20)\d\d)?"
_DATELINE = re.compile(
    r"(?=[^\n]{0,120}?\s(?:–|—|--?)\s)"
    rf"[A-ZÀ-Þ](?:[^.!?:;\n]{{1,60}}?)(?:,\s*(?:{_DATE}|[^.!?:;\n]{{1,30}}?))?\s*"
    rf"(?:\([^)\n]{{1,60}}\),?\s*(?:{_DATE}\s*)?|(?<=\d)\s+)(?:–|—|--?)\s+(?:\[[^\]\n]{{1,80}}\]\s*)*",
    re.IGNORECASE,
)
"""A place, perhaps a date, an agency in brackets or a day's number, and a dash: the head of a wire story."""
_BARE = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2} [–—] (?=[A-ZÀ-Þ«“\"])")
_DAY = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})(?:er)?\s+(?P<m>{_MONTHS})\b\.?|(?P<m2>{_MONTHS})\b\.?\s+(?P<d2>\d{{1,2}}))(?:,?\s+(?P<y>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_SEARCHED = 400
"""Characters at the head of a text in which its dateline is looked for."""


def dateline(sentence: str, *, placed: bool) -> str:
    """Return the dateline that opens a sentence ("BAMAKO, 3 March (Agency) – "), wire marks after it included; else nothing.

    `placed` says that a known place opens the sentence; else its place must be in capitals.
    """
    bare = _BARE.match(sentence) if placed else None
    if bare:
        return bare.group()
    found = _DATELINE.match(sentence) if sentence[:1].isupper() else None
    return found.group() if found and (placed or sentence.split(",")[0].split("(")[0].isupper()) else ""


def told_day(text: str, published: str | None) -> date | None:
    """Return the day from which a text tells its times: of its dateline, else of publication.

    A day without a year in a dateline is the last one up to publication; without that either it is not known.
    """
    day = anchor_of(published)
    for line in text[:_SEARCHED].splitlines():
        head = dateline(line, placed=True)
        found = _DAY.search(head) if head else None
        if found is None:
            continue
        name = (found["m"] or found["m2"]).lower()
        language = next(code for code in MONTHS if name in MONTHS[code] or name in SHORT_MONTHS[code])
        month, number = month_number(name, language), int(found["d"] or found["d2"])
        if found["y"]:
            return day_of(int(found["y"]), month, number) or day
        if day is not None and 1 <= number <= 31:
            return day_of(year_for(day, month, number, ahead=False), month, number) or day
    return day

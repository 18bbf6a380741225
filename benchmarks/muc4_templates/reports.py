"""Reports of the MUC-4 archive: what stands in a file, with the dateline read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from corpora import as_document
from harmattan.records.document import Document

MESSAGE = re.compile(r"^([A-Z]+\d?-MUC\d-\d{4})\b.*$", re.MULTILINE)
DATELINE = re.compile(
    r"\A\s*(?P<place>[^\n]*?(?:\([A-Z .]+\))?),?\s+"
    r"(?:(?P<day>\d{1,2})\s+(?P<month>[A-Z]{3})[A-Z]*\.?(?:\s+(?P<year>\d{2,4}))?|NO DATE)"
    r"\b[^\n]*?(?:--|\n)"
)
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


class Report(NamedTuple):
    """A report: its id, text, the place and day of its dateline, and where its body begins."""

    id: str
    text: str
    place: str
    day: date | None
    body: int

    def as_document(self) -> Document:
        """Return the report as a document published on the day of its dateline."""
        document = as_document(self.id, self.text)
        if self.body and document.blocks:
            # The dateline is no part of the sentence behind it.
            first, *others = document.blocks
            head = msgspec.structs.replace(first, end=self.body, kind="heading")
            rest = msgspec.structs.replace(first, start=min(self.body, first.end))
            kept = [rest] if self.text[rest.start : rest.end].strip() else []
            document = msgspec.structs.replace(document, blocks=(head, *kept, *others))
        return document if self.day is None else msgspec.structs.replace(document, published=self.day.isoformat())


def read_reports(path: Path) -> list[Report]:
    """Return the reports of a file in the archive's format, in its order."""
    raw = path.read_text(encoding="latin-1")
    starts = list(MESSAGE.finditer(raw))
    ends = [found.start() for found in starts[1:]] + [len(raw)]
    return [as_report(found.group(1), raw[found.end() : end].strip()) for found, end in zip(starts, ends, strict=True)]


def as_report(message_id: str, text: str) -> Report:
    """Return a report of its id and text; place empty and day null where the dateline gives none."""
    found = DATELINE.match(text)
    if found is None:
        return Report(message_id, text, "", None, 0)
    bodies = list(re.finditer(r"\[(?:TEXT|SUMMARY|EXCERPTS?)\]", text[:600]))
    body = bodies[0].end() if bodies else found.end()
    day = None
    if found["day"] and found["month"] in MONTHS:
        # The archive is of 1988 to 1990; a dateline without a year is of the year that most are of.
        year = int(found["year"] or 89)
        with_century = year if year > 99 else 1900 + year
        try:
            day = date(with_century, MONTHS.index(found["month"]) + 1, int(found["day"]))
        except ValueError:
            day = None
    while body < len(text) and text[body].isspace():
        body += 1
    return Report(message_id, text, " ".join(found["place"].split()), day, body)

"""When an incident was: the days that a report names near it, and what speaks for each."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from typing import NamedTuple

from harmattan.lexicons import Lexicon
from harmattan.plugins.extractors.rules.found import FoundTime
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.plugins.extractors.rules.times import find_times
from harmattan.records.reading import Reading
from muc4_templates import days
from muc4_templates.incidents import Incident
from muc4_templates.page import Page
from muc4_templates.reports import Report
from muc4_templates.targets import merge
from muc4_templates.weights import Features

TODAY = re.compile(
    r"\b(?:TODAY|TONIGHT|THIS\s+(?:MORNING|AFTERNOON|EVENING)|EARLY\s+TODAY|DAWN\s+TODAY|A\s+FEW\s+HOURS\s+AGO)\b"
)
MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*")
WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")


class Named(NamedTuple):
    """Days that a sentence names: where, which, and in which words, numbers and names of months and weekdays left out."""

    line: int
    start: int
    days: tuple[date, date]
    words: str


def named_days(page: Page, report: Report, lexicon: Lexicon) -> list[Named]:
    """Return the days that a report names, in its order."""
    found: list[Named] = []
    told: list[FoundTime] = []
    reading = Reading(text=report.text, blocks=(), restorations=(), starts=(), ends=())
    for number, line in enumerate(page.lines):
        text = page.text[line.start : line.start + line.sentence.end]
        passage = Passage(
            line.sentence,
            text,
            [(0, line.start)],
            index=lexicon.index("en"),
            reading=reading,
            kind="paragraph",
            number=number,
        )
        times = find_times(passage, language="en", day=report.day, before=told)
        told += times
        for time in times:
            span = days.span(time.time)
            if span is not None and not time.duration:
                start = line.start + line.sentence.tokens[time.first].start
                found.append(Named(number, start, span, shape(time.time.text or "")))
    return found


def shape(text: str) -> str:
    """Return the words of a time without its numbers and names."""
    text = WEEKDAY.sub("weekday", MONTH.sub("month", text.lower()))
    return " ".join(re.sub(r"\d+", "0", text).split())


def candidates(
    incident: Incident, own: tuple[date, date] | None, named: list[Named], page: Page, report: Report
) -> dict[str, Features]:
    """Return what speaks for each date that an incident may be written with; `own` is that of its claims or their sentences."""
    found: dict[str, Features] = defaultdict(dict)
    lines = {mention.line for mention in incident.mentions}
    starts = [mention.start for mention in incident.mentions]
    paragraphs = {mention.paragraph for mention in incident.mentions}
    near = " ".join(
        page.text[page.lines[number].start : page.lines[number].start + page.lines[number].sentence.end]
        for number in sorted(lines)
    ).upper()
    opening = report.text[report.body : report.body + 500].upper()
    bare = {
        "today near": float(bool(TODAY.search(near))),
        "today opening": float(bool(TODAY.search(opening))),
        "undated": float(own is None),
        "nothing named": float(not named),
        f"kind:{incident.kind}": 1.0,
    }
    default = days.default(report.day)
    if default is not None and report.day is not None:
        found[default] = {"default": 1.0, **{f"default {name}": value for name, value in bare.items()}}
        found[days.written(report.day)] = {"day": 1.0, **{f"day {name}": value for name, value in bare.items()}}
    counts: dict[str, int] = defaultdict(int)
    for each in named:
        counts[days.fill(each.days, report.day) or ""] += 1
    if own is not None:
        merge(found[days.fill(own, report.day) or ""], {"own": 1.0, "claimed": float(own == incident.days)})
    for order, each in enumerate(named):
        text = days.fill(each.days, report.day)
        if not text:
            continue
        away = min(abs(each.line - line) for line in lines)
        role = (
            "line"
            if each.line in lines
            else "paragraph"
            if page.lines[each.line].paragraph in paragraphs
            else "near"
            if away <= 3
            else "far"
        )
        behind = any(each.line > line for line in lines)
        merge(
            found[text],
            {
                f"role:{role}": 1.0,
                f"{role} {'behind' if behind else 'before'}": 1.0,
                "close": 1.0 if min(abs(each.start - start) for start in starts) < 60 else 0.0,
                "lines away": -min(6.0, float(away)),
                f"says:{each.words}": 1.0,
                f"{role} says:{each.words}": 1.0,
                "first named": float(order == 0),
                "first of line": float(order == 0 or named[order - 1].line != each.line),
                "times": min(4.0, float(counts[text])),
                "most": float(counts[text] == max(counts.values())),
            },
        )
    for text, features in found.items():
        day = text.removeprefix("- ")
        features["open"] = float(text.startswith("- "))
        features["span"] = float(" - " in text)
        features["of report"] = float(report.day is not None and day == days.written(report.day))
    found.pop("", None)
    return found

"""Drawings along time: moments in lanes, and who is said to have held what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from html import escape

import msgspec

from harmattan.surfaces.report import words
from harmattan.surfaces.report.drawing import Fragment, reference, tag, text, width_of
from harmattan.surfaces.report.over_time import ControlRow, Holding, Moment

EDGE, TOP, BAR, NAME = 14.0, 26.0, 9.0, 15.0
HUES = 6
"""Colours for holders; those beyond share the last one."""
STEPS = (1, 2, 7, 14, 31, 61, 92, 183, 365, 730, 1826, 3652)
CROWDED = 8.5
"""Drawing units that two dots need between their middles."""


class Scale(msgspec.Struct, frozen=True):
    """Days along a line: `first` at `left`, `last` at `right`, in drawing units."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Return where a day lies."""
        span = max(1, (self.last - self.first).days)
        share = (min(max(day, self.first), self.last) - self.first).days / span
        return self.left + share * (self.right - self.left)

    def ticks(self) -> list[tuple[float, str]]:
        """Return the marks of the axis with their words, as many as there is room for."""
        room = max(2, int((self.right - self.left) / 92))
        span = max(1, (self.last - self.first).days)
        step = next((step for step in STEPS if span / step <= room), span)
        days = [self.first + timedelta(days=n) for n in range(0, span + 1, step)]
        fine = "day" if step < 28 else "month" if step < 365 else "year"
        return [(self.at(day), words.day(day.isoformat(), fine)) for day in days]


def hues_of(rows: Iterable[ControlRow]) -> dict[str, int]:
    """Return a colour for each holder, those with most evidence first."""
    seen: dict[str, int] = {}
    for row in rows:
        for holding in row.holdings:
            if holding.key is not None:
                seen[holding.holder] = seen.get(holding.holder, 0) + len(holding.refs)
    ordered = sorted(seen, key=lambda name: (-seen[name], name))
    return {name: min(number, HUES - 1) for number, name in enumerate(ordered)}


def timeline_svg(moments: Sequence[Moment], width: float, prefix: str) -> Fragment:
    """Return moments as dots in lanes: larger the more were killed, hollow where the status is no support."""
    lanes = list(dict.fromkeys(moment.lane for moment in sorted(moments, key=lambda m: m.lane)))
    scale = Scale(_day(min(m.day for m in moments)), _day(max(m.last for m in moments)), EDGE + 6, width - EDGE - 6)
    pieces, top = [], TOP
    for lane in lanes:
        pieces.append(text(lane, EDGE, top + 2, class_="lane-name", font_size=12.0))
        held = [moment for moment in moments if moment.lane == lane]
        drawn, tall = _dots(held, scale, top + 12)
        pieces += drawn
        top += tall + 26
    axis = _axis(scale, top, TOP - 12)
    title = tag("title", "What is told to have happened, by day", id=f"{prefix}-title")
    return tag(
        "svg", title + axis + "".join(pieces), viewBox=f"0 0 {width:.0f} {top + 24:.0f}", role="group",
        class_="time-svg", aria_labelledby=f"{prefix}-title",
    )  # fmt: skip


def _dots(moments: Sequence[Moment], scale: Scale, top: float) -> tuple[list[Fragment], float]:
    """Return dots that stand beside each other where they would meet, and how tall they are together."""
    rows: list[float] = []
    placed = []
    for moment in moments:
        radius = 4.0 + min(7.0, moment.weight**0.5)
        x = scale.at(_day(moment.day))
        row = next((n for n, end in enumerate(rows) if x - radius >= end), len(rows))
        if row == len(rows):
            rows.append(0.0)
        rows[row] = x + radius + 1.5
        placed.append((moment, x, row, radius))
    out = []
    for moment, x, row, radius in placed:
        y = top + row * (2 * CROWDED) + CROWDED
        shape = "dot" if moment.status in ("confirmed", "corroborated", "single_origin") else "dot hollow"
        body = tag("title", escape(f"{moment.words}: {moment.text}"))
        last = scale.at(_day(moment.last))
        if last - x > 3:
            body += tag("line", x1=x, y1=y, x2=last, y2=y, class_="spell")
        body += tag("circle", cx=x, cy=y, r=radius, class_=f"{shape} {moment.status}")
        out.append(tag("a", body, href=reference(moment.refs)) if moment.refs else body)
    return out, len(rows) * 2 * CROWDED + 6


def holdings_svg(rows: Sequence[ControlRow], until: str, width: float, prefix: str) -> Fragment:
    """Return a row for each place: solid from the first word to the latest report, then thin and dashed, for it only ages."""
    hues = hues_of(rows)
    first = min(_day(each.first) for row in rows for each in row.holdings)
    scale = Scale(first, max(_day(until), first + timedelta(days=1)), EDGE, width - EDGE)
    pieces, top = [], TOP
    for row in rows:
        pieces.append(text(row.place, EDGE, top + 2, class_="lane-name", font_size=12.5))
        top += 7
        for holding in row.holdings:
            pieces.append(_bar(holding, scale, top, hues, width))
            top += NAME + BAR + 5
        top += 16
    axis = _axis(scale, top, TOP - 12)
    title = tag("title", "Who is said to have held what, from when to when", id=f"{prefix}-title")
    return tag(
        "svg", title + axis + "".join(pieces), viewBox=f"0 0 {width:.0f} {top + 24:.0f}", role="group",
        class_="time-svg", aria_labelledby=f"{prefix}-title",
    )  # fmt: skip


def _bar(holding: Holding, scale: Scale, top: float, hues: dict[str, int], width: float) -> Fragment:
    hue = f"hue{hues.get(holding.holder, HUES)}"
    x = scale.at(_day(holding.first))
    end = scale.at(_day(holding.end)) if holding.end else None
    known = scale.at(_day(holding.last))
    solid = max(x + 5, min(known, end) if end is not None else known)
    until = end if end is not None else scale.right
    # The words stand above their bar, where no line runs through them.
    label = holding.words + (" · contested" if holding.contested else "")
    left = max(EDGE, min(x, width - 6 - width_of(label, 11)))
    words_ = text(label, left, top + 11, font_size=11.0, class_="bar-label")
    top += NAME
    middle = top + BAR / 2
    body = tag("title", escape(f"{holding.words}; last reported {words.day(holding.last)}"))
    if until > solid + 1:
        body += tag("line", x1=solid, y1=middle, x2=until, y2=middle, class_=f"aging {hue}")
    shape = "held" if holding.state in ("held", "seized") else "other"
    body += tag("rect", x=x, y=top, width=solid - x, height=BAR, rx=2.0, class_=f"hold {shape} {hue}")
    for report in holding.reports:
        at = scale.at(_day(report))
        if x <= at <= solid + 1:
            body += tag("line", x1=at, y1=top, x2=at, y2=top + BAR, class_="report")
    if end is not None:
        body += tag("line", x1=end, y1=top - 2, x2=end, y2=top + BAR + 2, class_=f"stop {hue}")
    body += words_
    return tag("a", body, href=reference(holding.refs)) if holding.refs else body


def _axis(scale: Scale, bottom: float, top: float) -> Fragment:
    pieces = []
    for x, label in scale.ticks():
        wide = width_of(label, 10.5)
        pieces.append(tag("line", x1=x, y1=top, x2=x, y2=bottom, class_="tick"))
        left = min(max(2.0, x - wide / 2), scale.right + EDGE - wide)
        pieces.append(text(label, left, bottom + 15, font_size=10.5, class_="tick-label"))
    return "".join(pieces)


def _day(value: str) -> date:
    return date.fromisoformat(value[:10])

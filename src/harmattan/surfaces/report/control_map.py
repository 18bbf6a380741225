"""Who is said to hold what, on a map, day by day: the younger the word, the fuller the mark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import msgspec

from harmattan.surfaces.report import words
from harmattan.surfaces.report.drawing import Box, Fragment, reference, tag
from harmattan.surfaces.report.lanes import HUES, hues_of
from harmattan.surfaces.report.map import (
    area,
    chart_of,
    country_label,
    frame_of,
    label_of,
    land_of,
    scale_bar,
    shapes_in,
)
from harmattan.surfaces.report.over_time import ControlRow, Holding
from harmattan.surfaces.report.view import Spot

MOST_DAYS = 8
"""Days that the map can be turned to: all on which something changes, or as many spread over them."""
YOUNG, OLD = 7, 30
"""Days since the latest report up to which a word is drawn full, and beyond which only its outline is left."""
MOST_WORDS = 4
"""States of a place that its line names, those told at one time first, then the youngest."""
RADIUS = 8.0
FLAT = 0.62
"""Height of the map by its width where the page is wide: marks are few, and the days above should stay in sight."""
HELD = ("held", "seized")


class Turn(msgspec.Struct, frozen=True):
    """A day that the map can be turned to."""

    number: int
    day: str
    label: str
    lines: tuple[tuple[str, tuple[int, ...]], ...]
    """What the map shows that day, in words, with evidence."""


def turns_of(rows: Sequence[ControlRow], until: str) -> tuple[Turn, ...]:
    """Return the days that the map shows, in order; the last is that of the latest report."""
    days = {until}
    for row in rows:
        for each in row.holdings:
            days |= {each.first, each.end or each.first}
    ordered = sorted(day for day in days if day <= until)
    if len(ordered) > MOST_DAYS:
        step = (len(ordered) - 1) / (MOST_DAYS - 1)
        ordered = [ordered[round(n * step)] for n in range(MOST_DAYS)]
    return tuple(
        Turn(number, day, words.day(day), tuple(line for row in rows for line in _line(row, day)))
        for number, day in enumerate(ordered)
    )


def standing_on(row: ControlRow, day: str) -> tuple[Holding, ...]:
    """Return what is said of a place on a day: told by then and not ended, whatever its age."""
    return tuple(each for each in row.holdings if each.first <= day and (each.end is None or day < each.end))


def age_on(holding: Holding, day: str) -> int:
    """Return the days from the latest report up to a day, or from the day that its words give."""
    told = max((report for report in (*holding.reports, holding.first) if report <= day), default=holding.first)
    return (date.fromisoformat(day) - date.fromisoformat(told)).days


def told_at_once(row: ControlRow, day: str) -> tuple[Holding, ...]:
    """Return the holders whose latest word on a day is of about the same time as the newest one of any; none is chosen.

    What was last said long before that is no word on the same days, though nobody took it back.
    """
    held = [each for each in standing_on(row, day) if each.state in HELD]
    newest = min((age_on(each, day) for each in held), default=0)
    latest: dict[str, Holding] = {}
    for each in sorted(held, key=lambda each: age_on(each, day)):
        if age_on(each, day) - newest <= OLD:
            latest.setdefault(each.side, each)
    return tuple(latest.values())


def _line(row: ControlRow, day: str) -> list[tuple[str, tuple[int, ...]]]:
    standing = sorted(standing_on(row, day), key=lambda each: age_on(each, day))
    if not standing:
        return []
    now = told_at_once(row, day)
    ordered = [*now, *(each for each in standing if each not in now)][:MOST_WORDS]
    said = "; ".join(f"{each.words} (word of {_ago(age_on(each, day))})" for each in ordered)
    mark = "contested: " if len(now) > 1 else ""
    return [(f"{row.place}: {mark}{said}", tuple(sorted({ref for each in ordered for ref in each.refs})))]


def _ago(days: int) -> str:
    return "that day" if days == 0 else f"{words.counted(days, 'day')} before"


def control_map_svg(rows: Sequence[ControlRow], turns: Sequence[Turn], width: float, prefix: str) -> Fragment | None:
    """Return the map with a layer for each day (class `at` and `at0`, `at1`, …); None where no place has coordinates."""
    spots = tuple(_spot(row) for row in rows if row.latitude is not None and row.longitude is not None)
    chart = chart_of(spots)
    if chart is None:
        return None
    frame = frame_of(chart.box, width, FLAT if width > 500 else 1.0)
    whole = Box(0.0, 0.0, frame.width, frame.height)
    size = 12.5 if width > 500 else 11.0
    hues = hues_of(rows)
    shapes = shapes_in(frame)
    land = "".join(land_of(shape, rings, set()) for shape, rings in shapes)
    bar, bar_box = scale_bar(frame, size)
    kept = [bar_box]
    for spot in spots:
        x, y = frame.place(spot.longitude, spot.latitude)
        kept.append(Box(x - RADIUS, y - RADIUS, x + RADIUS + 90, y + RADIUS))
    land += "".join(
        country_label(shape, max(rings, key=lambda ring: abs(area(ring))), size, kept, whole, False)
        for shape, rings in shapes
    )
    layers = []
    for turn in turns:
        taken = [bar_box]
        marks, shown = [], []
        for row, spot in zip(
            (r for r in rows if r.latitude is not None and r.longitude is not None), spots, strict=True
        ):
            standing = standing_on(row, turn.day)
            if standing and spot in chart.spots:
                x, y = frame.place(spot.longitude, spot.latitude)
                taken.append(Box(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS))
                marks.append(_mark(row, standing, turn.day, (x, y), hues))
                shown.append(spot)
        names = [label_of(spot, frame, size, taken, whole) for spot in shown]
        layers.append(
            tag("g", "".join((*marks, *names)) or tag("desc", "nothing told yet"), class_=f"at at{turn.number}")
        )
    title = tag("title", "Who is said to hold what", id=f"{prefix}-title")
    water = tag("rect", width=frame.width, height=frame.height, class_="water")
    return tag(
        "svg", title + water + land + "".join(layers) + bar,
        viewBox=f"0 0 {frame.width:.0f} {frame.height:.0f}", role="group", class_="map-svg control-svg",
        aria_labelledby=f"{prefix}-title",
    )  # fmt: skip


def _spot(row: ControlRow) -> Spot:
    refs = tuple(sorted({ref for each in row.holdings for ref in each.refs}))
    return Spot(
        key=row.place, name=row.place, latitude=row.latitude or 0.0, longitude=row.longitude or 0.0, country=row.country,
        precision="exact", refs=refs,
    )  # fmt: skip


def _mark(
    row: ControlRow, standing: Sequence[Holding], day: str, at: tuple[float, float], hues: dict[str, int]
) -> Fragment:
    x, y = at
    line = _line(row, day)[0][0]
    held = told_at_once(row, day)
    shown = list(held or standing[:1])
    body = tag("title", escape(line))
    if len(shown) == 1:
        each = shown[0]
        shape = _aged(each, day) if held else "old"
        body += tag("circle", cx=x, cy=y, r=RADIUS, class_=f"hold {shape} hue{hues.get(each.holder, HUES)}")
    else:
        # Two or more are told at one time: a sector for each, none before the other.
        for n, each in enumerate(shown[:4]):
            body += tag(
                "path", d=_sector(x, y, n, min(4, len(shown))),
                class_=f"hold {_aged(each, day)} hue{hues.get(each.holder, HUES)}",
            )  # fmt: skip
        body += tag("circle", cx=x, cy=y, r=RADIUS + 3, class_="contested-ring")
    refs = tuple(sorted({ref for each in standing for ref in each.refs}))
    return tag("a", body, href=reference(refs)) if refs else body


def _aged(holding: Holding, day: str) -> str:
    age = age_on(holding, day)
    return "young" if age <= YOUNG else "middle" if age <= OLD else "old"


def _sector(x: float, y: float, number: int, count: int) -> str:
    from math import cos, pi, sin

    a, b = (2 * pi * n / count - pi / 2 for n in (number, number + 1))
    points = [(x + RADIUS * cos(angle), y + RADIUS * sin(angle)) for angle in (a, b)]
    large = 1 if count == 1 else 0
    (x1, y1), (x2, y2) = points
    return f"M{x:.1f} {y:.1f}L{x1:.1f} {y1:.1f}A{RADIUS:.1f} {RADIUS:.1f} 0 {large} 1 {x2:.1f} {y2:.1f}Z"

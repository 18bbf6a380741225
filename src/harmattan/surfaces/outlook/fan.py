"""The fan chart: history, what may come in three bands, the baseline over it, from none to thousands on one scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from math import log1p

from harmattan.records.outlook import MonthCount, Outlook
from harmattan.surfaces.outlook.view import Sheet, month_after
from harmattan.surfaces.report.drawing import Fragment, path, tag, text

WIDE, TALL = 880.0, 330.0
LEFT, RIGHT, TOP, BOTTOM = 62.0, 14.0, 16.0, 34.0
BANDS = ((0.05, 0.95, "band b90"), (0.1, 0.9, "band b80"), (0.25, 0.75, "band b50"))
_TICKS = (0, 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)
_SHOWN = 36
_WIDER = 2


def fan_svg(sheet: Sheet) -> Fragment:
    """Return the chart of a sheet as one SVG; the words under it say the same."""
    history = list(sheet.months[0].history)[-_SHOWN:]
    # A month ahead is as wide as two behind: it is what is looked at.
    count = len(history) + _WIDER * len(sheet.months)
    tops = [one.deaths for one in history if one.deaths is not None]
    tops += [_at(one.distribution, 0.95) for one in sheet.months] + [_at(one.baseline, 0.95) for one in sheet.months]
    highest = max(10.0, *tops) * 1.15

    def x(column: float) -> float:
        return LEFT + (WIDE - LEFT - RIGHT) * (column + 0.5) / max(count, 1)

    def y(deaths: float) -> float:
        return TALL - BOTTOM - (TALL - TOP - BOTTOM) * log1p(max(deaths, 0.0)) / log1p(highest)

    pieces = [_frame(highest, y), _years(history, sheet.months, x)]
    pieces.append(_bars(history, x, y, (WIDE - LEFT - RIGHT) / max(count, 1)))
    ahead = [x(len(history) + _WIDER * position + 0.5) for position in range(len(sheet.months))]
    pieces += [_band(sheet.months, low, high, kind, ahead, y) for low, high, kind in BANDS]
    for low in (0.05, 0.95):
        pieces.append(
            _line([(at, y(_at(one.baseline, low))) for at, one in zip(ahead, sheet.months, strict=True)], "naive edge")
        )
    pieces.append(
        _line([(at, y(_at(one.baseline, 0.5))) for at, one in zip(ahead, sheet.months, strict=True)], "naive")
    )
    middle = [(at, y(_at(one.distribution, 0.5))) for at, one in zip(ahead, sheet.months, strict=True)]
    pieces.append(_line(middle, "half"))
    pieces += [tag("circle", cx=at, cy=height, r=3, class_="half") for at, height in middle]
    edge = x(len(history) - 0.5)
    pieces.append(tag("line", x1=edge, y1=TOP, x2=edge, y2=TALL - BOTTOM, class_="now"))
    title = tag("title", escape(f"{sheet.title}: deaths a month, history and forecast with 50, 80 and 90 % ranges"))
    return tag("svg", title + "".join(pieces), viewBox=f"0 0 {WIDE:.0f} {TALL:.0f}", role="img", class_="fan")


def _at(distribution: dict[str, float], level: float) -> float:
    return distribution[min(distribution, key=lambda key: abs(float(key) - level))]


def _frame(highest: float, y: Callable[[float], float]) -> Fragment:
    pieces = []
    for value in _TICKS:
        if value <= highest:
            pieces.append(tag("line", x1=LEFT, y1=y(value), x2=WIDE - RIGHT, y2=y(value), class_="grid"))
            pieces.append(text(f"{value:,}", LEFT - 8, y(value) + 4, text_anchor="end", class_="tick"))
    return "".join(pieces)


def _years(history: Sequence[MonthCount], months: Sequence[Outlook], x: Callable[[float], float]) -> Fragment:
    """Return the marks of the first month of each year, and of the last month ahead."""
    names = [one.month for one in history]
    for one in months:
        names += [month_after(one.issued, one.horizon), *[""] * (_WIDER - 1)]
    marked = [column for column, name in enumerate(names) if name.endswith("-01")]
    if not marked:
        marked = [0, len(names) - _WIDER]
    return "".join(
        text(
            names[column] if not names[column].endswith("-01") else names[column][:4],
            x(column),
            TALL - 12,
            text_anchor="middle",
            class_="tick",
        )
        for column in marked
    )


def _bars(
    history: Sequence[MonthCount], x: Callable[[float], float], y: Callable[[float], float], step: float
) -> Fragment:
    pieces = []
    for column, one in enumerate(history):
        month, value = one.month, one.deaths
        if value is None:
            pieces.append(text("?", x(column), TALL - BOTTOM - 4, text_anchor="middle", class_="tick"))
            continue
        name = tag("title", escape(f"{month}: {value:,.0f}"))
        height = max(y(0) - y(value), 0.8)
        pieces.append(
            tag(
                "rect", name, x=x(column) - step * 0.36, y=y(0) - height, width=step * 0.72, height=height, class_="bar"
            )
        )
    return "".join(pieces)


def _band(
    months: Sequence[Outlook], low: float, high: float, kind: str, ahead: Sequence[float], y: Callable[[float], float]
) -> Fragment:
    upper = [(at, y(_at(one.distribution, high))) for at, one in zip(ahead, months, strict=True)]
    lower = [(at, y(_at(one.distribution, low))) for at, one in zip(ahead, months, strict=True)]
    if len(ahead) == 1:
        (at, top), (_, bottom) = upper[0], lower[0]
        upper, lower = [(at - 6, top), (at + 6, top)], [(at - 6, bottom), (at + 6, bottom)]
    return tag("path", d=path([*upper, *reversed(lower)], closed=True), class_=kind)


def _line(points: Sequence[tuple[float, float]], kind: str) -> Fragment:
    if len(points) == 1:
        (at, height) = points[0]
        points = [(at - 6, height), (at + 6, height)]
    return tag("path", d=path(points), class_=kind)

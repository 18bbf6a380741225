"""An outlook for a terminal: plain lines that wrap at the width of the console."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from harmattan.surfaces.outlook.view import Sheet
from harmattan.surfaces.outlook.words import NAIVE
from harmattan.surfaces.report.plain import safe

_BARS = " ▁▂▃▄▅▆▇█"
_CALLS = 8


def render_terminal(sheets: Sequence[Sheet], width: int, *, full: bool = True) -> str:
    """Return the sheets as text; with `full` false what moves them and how past calls did is left out."""
    lines: list[str] = []
    for sheet in sheets:
        lines += [*_sheet(sheet, width, full=full), ""]
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _sheet(sheet: Sheet, width: int, *, full: bool) -> Iterable[str]:
    title = safe(sheet.title)
    yield title
    yield "─" * min(len(title), width)
    yield from _wrapped(sheet.lede, width)
    for note in sheet.notes:
        yield from _wrapped(f"Note: {note}", width)
    yield ""
    history = sheet.months[0].history[-36:]
    if history:
        yield f"  {history[0].month} {_spark([one.deaths for one in history])} {history[-1].month}  (logarithmic; ? unknown)"
    yield ""
    yield from _table(sheet, width)
    yield ""
    yield "Odds"
    for one in sheet.odds:
        naive = "" if one.baseline is None else f"; baseline {one.baseline}"
        yield from _wrapped(f"- {one.what}: {one.ours}{naive}", width, "    ")
    yield from _wrapped(NAIVE, width)
    if not full:
        return
    if sheet.drivers:
        yield ""
        yield "What moves it (compared with a usual place, odds of 25 deaths in the last month ahead)"
        for why in sheet.drivers:
            yield from _wrapped(f"- {why.title}: {why.detail}; {why.way}", width, "    ")
    yield ""
    yield "How past calls did"
    for line in sheet.record or ("No past calls: the series is too short.",):
        yield from _wrapped(f"- {line}", width, "    ")
    if sheet.calls:
        yield ""
        yield sheet.calls_title
        for call in sheet.calls[-_CALLS:]:
            missed = "" if call.low <= call.actual <= call.high else "  outside"
            span = f"{call.low:,.0f} to {call.high:,.0f}, middle {call.middle:,.0f}"
            yield f"  {call.month}: {span}; came {call.actual:,.0f}{missed}"
    yield ""
    yield from _wrapped(f"Pool: {sheet.models}", width)


def _table(sheet: Sheet, width: int) -> Iterable[str]:
    """Yield a line for each month; columns of odds that do not fit are left to the odds below."""
    header = ["month", "middle", "90 % range", "baseline (90 %)", *(f"≥ {level}" for level in sheet.thresholds)]
    rows = [
        [
            one.month,
            one.middle,
            one.span,
            f"{one.baseline_middle} ({one.baseline_span})",
            *(f"{ours} ({naive})" for ours, naive in one.reach),
        ]
        for one in sheet.rows
    ]
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]
    while len(widths) > 4 and sum(widths) + 2 * len(widths) > width:
        widths.pop()
    for row in (header, *rows):
        yield "  " + "  ".join(cell.rjust(size) for cell, size in zip(row, widths, strict=False)).rstrip()


def _spark(values: Sequence[float | None]) -> str:
    from math import log1p

    top = max((value for value in values if value is not None), default=0.0)
    scale = log1p(top) or 1.0
    return "".join("?" if value is None else _BARS[round(log1p(value) / scale * (len(_BARS) - 1))] for value in values)


def _wrapped(line: str, width: int, indent: str = "") -> Iterable[str]:
    return textwrap.wrap(line, max(width, 30), subsequent_indent=indent) or [""]

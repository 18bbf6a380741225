"""What the two text forms share: strips drawn in characters, and text that cannot take over a terminal."""

from __future__ import annotations

from math import log10
from unicodedata import category

from harmattan.surfaces.report.view import Strip, StripGroup

BEST, ABOUT, LEFT, RIGHT, OPEN, CLOSED, RULE = "●", "○", "◄", "►", "├", "┤", "·"


def safe(text: str) -> str:
    """Return a text on one line, every control and direction-changing character made visible as U+FFFD."""
    line = " ".join(text.split())
    return "".join("\ufffd" if category(c) in ("Cc", "Cf", "Cs") and c not in "\u00ad\u200c\u200d" else c for c in line)


def drawn(strip: Strip, group: StripGroup, width: int) -> str:
    """Return a strip in `width` characters on the group's logarithmic scale; an open side is an arrow, never a dot."""

    def at(value: float) -> int:
        share = (log10(max(value, group.least)) - log10(group.least)) / (log10(group.most) - log10(group.least))
        # The first and the last character are left free for the tip of an arrow.
        return 3 + round(max(0.0, min(1.0, share)) * (width - 7))

    cells = [RULE] * width
    low, best, high = strip.low, strip.best, strip.high
    ends = [at(value) for value in (low, best, high) if value is not None]
    if ends:
        cells[min(ends) : max(ends) + 1] = "─" * (max(ends) - min(ends) + 1)
    if best is None and low is None and high is not None:
        cells[at(high) - 3 : at(high)] = [LEFT, "─", "─"]
    if best is None and high is None and low is not None:
        cells[at(low) + 1 : at(low) + 4] = ["─", "─", RIGHT]
    if low is not None and low != best:
        cells[at(low)] = OPEN
    if high is not None and high != best:
        cells[at(high)] = CLOSED
    if best is not None:
        cells[at(best)] = ABOUT if strip.approximate else BEST
    return "".join(cells)

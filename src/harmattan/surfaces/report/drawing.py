"""What all drawings share: escaped SVG, boxes that must not meet, and the number strips."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from math import log10

import msgspec

from harmattan.surfaces.report import words
from harmattan.surfaces.report.view import Strip, StripGroup

Point = tuple[float, float]
Fragment = str
"""A piece of SVG whose text is escaped already."""


class Box(msgspec.Struct, frozen=True):
    """A rectangle in drawing units, y downward."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether the two share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Tell whether this one lies wholly inside the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def tag(name: str, content: Fragment = "", **attributes: str | float | None) -> Fragment:
    """Return an SVG element; attribute values are escaped, content is SVG already. `class_` is class, `_` is `-`."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_figure(value), quote=True)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{pairs}>{content}</{name}>" if content else f"<{name}{pairs}/>"


def _figure(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def text(words_: str, x: float, y: float, **attributes: str | float | None) -> Fragment:
    """Return a line of text at a point."""
    return tag("text", escape(words_), x=x, y=y, **attributes)


def path(points: Iterable[Point], closed: bool = False) -> str:
    """Return the `d` of a line through points."""
    return "M" + "L".join(f"{_figure(x)} {_figure(y)}" for x, y in points) + ("Z" if closed else "")


def width_of(line: str, size: float) -> float:
    """Return a cautious estimate of a line's width in a sans-serif face, in drawing units."""
    return sum(1.0 if ord(c) > 0x2E7F else 0.34 if c in "iljtfI.,'| " else 0.62 for c in line) * size


def reference(refs: tuple[int, ...]) -> str | None:
    """Return the address of the first evidence."""
    return f"#e{refs[0]}" if refs else None


WIDE, TALL, EDGE, MIDDLE = 320.0, 30.0, 12.0, 15.0
REACH = 54.0
"""How far an open side's arrow runs, in drawing units; the bound is where it starts, and nothing is where it ends."""


def position(value: float, group: StripGroup) -> float:
    """Return where a number stands on the group's logarithmic scale, in drawing units from the left."""
    share = (log10(max(value, group.least)) - log10(group.least)) / (log10(group.most) - log10(group.least))
    return EDGE + max(0.0, min(1.0, share)) * (WIDE - 2 * EDGE)


def strip_svg(strip: Strip, group: StripGroup) -> Fragment:
    """Return a strip: a dot only for a number given as such, an arrow for every open side."""
    low, best, high = strip.low, strip.best, strip.high
    pieces = [tag("line", x1=EDGE, y1=MIDDLE, x2=WIDE - EDGE, y2=MIDDLE, class_="rule")]
    pieces += [
        tag("line", x1=position(t, group), y1=MIDDLE - 3, x2=position(t, group), y2=MIDDLE + 3, class_="rule")
        for t in decades(group)
    ]
    solid = [position(value, group) for value in (low, best, high) if value is not None]
    if solid and max(solid) > min(solid):
        pieces.append(tag("line", x1=min(solid), y1=MIDDLE, x2=max(solid), y2=MIDDLE, class_="range"))
    for value in (low, high):
        if value is not None and value != best:
            x = position(value, group)
            pieces.append(tag("line", x1=x, y1=MIDDLE - 8, x2=x, y2=MIDDLE + 8, class_="bound"))
    if best is None and low is None and high is not None:
        pieces.append(_arrow(position(high, group), -1))
    if best is None and high is None and low is not None:
        pieces.append(_arrow(position(low, group), 1))
    if best is not None:
        shape = "best hollow" if strip.approximate else "best"
        pieces.append(tag("circle", cx=position(best, group), cy=MIDDLE, r=5.5, class_=shape))
    label = tag("title", escape(strip.words))
    return tag("svg", label + "".join(pieces), viewBox=f"0 0 {WIDE:.0f} {TALL:.0f}", role="img", class_="strip-svg")


def _arrow(x: float, way: int) -> Fragment:
    # Beside the edge there may be less room than an arrow wants; it still points the right way.
    tip = max(2.0, min(WIDE - 2.0, x + way * REACH))
    shaft = tag("line", x1=x, y1=MIDDLE, x2=tip - way * 6, y2=MIDDLE, class_="range open")
    head = tag(
        "path", d=path([(tip, MIDDLE), (tip - way * 10, MIDDLE - 5.5), (tip - way * 10, MIDDLE + 5.5)], closed=True)
    )
    return tag("g", shaft + head, class_="arrow", data_direction="left" if way < 0 else "right")


def decades(group: StripGroup) -> list[float]:
    """Return the powers of ten on the group's scale."""
    first, last = round(log10(group.least)), round(log10(group.most))
    return [10.0**power for power in range(first, last + 1)]


def scale_svg(group: StripGroup) -> Fragment:
    """Return the scale that the group's strips stand on."""
    ticks = decades(group)
    pieces = []
    for i, value in enumerate(ticks):
        anchor = "start" if i == 0 else "end" if i == len(ticks) - 1 else "middle"
        x = position(value, group) + (-EDGE + 2 if i == 0 else EDGE - 2 if i == len(ticks) - 1 else 0)
        pieces.append(text(words.number(value), x, 12, text_anchor=anchor))
    return tag("svg", "".join(pieces), viewBox=f"0 0 {WIDE:.0f} 16", class_="strip-svg scale", aria_hidden="true")

"""The map: real outlines, places with how precisely they are known, labels that do not meet."""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from math import cos, radians

import msgspec

from harmattan.surfaces.report import atlas, words
from harmattan.surfaces.report.atlas import Ring, Shape
from harmattan.surfaces.report.drawing import Box, Fragment, Point, path, reference, tag, text, width_of
from harmattan.surfaces.report.view import Spot

KILOMETRES = {"exact": 0.0, "near": 25.0, "adm2": 50.0, "adm1": 130.0, "country": 450.0, "region": 600.0}
"""How far off a place may be, by precision: half the width of what is usual for such a division."""
LEAST = {"exact": 4.0, "near": 8.0, "adm2": 12.0, "adm1": 17.0, "country": 23.0, "region": 29.0}
"""Drawing units below which a radius may not shrink, so that the order of precisions stays visible on any scale."""
DEGREE = 111.2
"""Kilometres in a degree of latitude."""
LARGE = 25.0
"""Degrees: a country wider than this is not fitted whole."""
FAR = 12.0
"""Degrees from the core beyond which a place is listed, not drawn."""
CONTEXT = 0.55
"""Share of a country's extent that the map shows at least: enough to know where one is.

All of it is shown where claims speak of the country as such.
"""
Window = tuple[float, float, float, float]
"""(west, south, east, north) in degrees."""
ORDER = ("region", "country", "adm1", "adm2", "near", "exact")


class Frame(msgspec.Struct, frozen=True):
    """An equirectangular window, true to scale at its middle latitude."""

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Drawing units in a degree of latitude."""
        return self.height / (self.north - self.south)

    def place(self, longitude: float, latitude: float) -> Point:
        """Return where a place lies in the drawing."""
        x = (longitude - self.west) / (self.east - self.west) * self.width
        return x, (self.north - latitude) * self.scale

    def radius(self, precision: str) -> float:
        """Return the radius of a precision in drawing units; a coarser one is always larger."""
        return max(LEAST[precision], KILOMETRES[precision] / DEGREE * self.scale)


class Chart(msgspec.Struct, frozen=True):
    """What is drawn and what lies too far away to be."""

    spots: tuple[Spot, ...]
    off: tuple[Spot, ...]
    box: Window


def chart_of(spots: tuple[Spot, ...]) -> Chart | None:
    """Return the part of the world that the places are about; None where nothing has coordinates.

    The country with most evidence, its neighbours and what lies close to them are drawn; the rest is listed beside.
    """
    if not spots:
        return None
    weights: dict[str, int] = {}
    for spot in spots:
        if spot.country:
            finer = 0 if spot.precision == "country" else 1
            weights[spot.country] = weights.get(spot.country, 0) + 2 * len(spot.refs) + finer
    shapes = {shape.code: shape for shape in atlas.load_atlas().countries if shape.code}
    top = max((code for code in weights if code in shapes), key=lambda code: (weights[code], code), default=None)
    if top is None:
        fine = [spot for spot in spots if spot.precision != "country"] or list(spots)
        return Chart(tuple(fine), tuple(spot for spot in spots if spot not in fine), _around(fine))
    near = {top} | atlas.neighbours(shapes[top])
    box = atlas.box_of(_main_rings(shapes[top]))
    inner = [spot for spot in spots if spot.country == top and spot.precision != "country"]
    if box[2] - box[0] > LARGE and inner:
        box = _around(inner)
    drawn: list[Spot] = []
    off: list[Spot] = []
    for spot in spots:
        close = box[0] - FAR <= spot.longitude <= box[2] + FAR and box[1] - FAR <= spot.latitude <= box[3] + FAR
        if spot.precision == "country":
            (drawn if spot.country in near else off).append(spot)
        else:
            (drawn if close else off).append(spot)
    fine = [spot for spot in drawn if spot.precision != "country"]
    whole = any(spot.precision == "country" and spot.country == top for spot in drawn)
    return Chart(tuple(drawn), tuple(off), _zoom(box, _around(fine), 1.0 if whole else CONTEXT) if fine else box)


def _main_rings(shape: Shape) -> list[Ring]:
    rings = atlas.rings_of(shape)
    sizes = [abs(area(ring)) for ring in rings]
    return [ring for ring, size in zip(rings, sizes, strict=True) if size >= 0.05 * max(sizes)]


def area(ring: Ring) -> float:
    """Return the signed area of a ring."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _around(spots: list[Spot]) -> Window:
    # A wide area has no edge that could be shown whole.
    reach = [0.6 if spot.precision == "region" else KILOMETRES[spot.precision] / DEGREE + 0.6 for spot in spots]
    return (
        min(s.longitude - r for s, r in zip(spots, reach, strict=True)),
        min(s.latitude - r for s, r in zip(spots, reach, strict=True)),
        max(s.longitude + r for s, r in zip(spots, reach, strict=True)),
        max(s.latitude + r for s, r in zip(spots, reach, strict=True)),
    )


def _zoom(country: Window, places: Window, context: float) -> Window:
    """Return a window on the places that still shows this share of the country's width and height around them."""
    west, south, east, north = places
    across = max(east - west, context * (country[2] - country[0])) / 2
    up = max(north - south, context * (country[3] - country[1])) / 2
    # The window slides back over the country where it would show more of what lies outside than it must.
    x = _slide((west + east) / 2, across, (country[0], country[2]), (west, east))
    y = _slide((south + north) / 2, up, (country[1], country[3]), (south, north))
    return x - across, y - up, x + across, y + up


def _slide(middle: float, half: float, country: tuple[float, float], places: tuple[float, float]) -> float:
    low, high = country[0] + half, country[1] - half
    wanted = min(max(middle, low), high) if low <= high else (country[0] + country[1]) / 2
    return min(max(wanted, places[1] - half), places[0] + half)


def frame_of(box: Window, width: float, tallest: float = 1.05) -> Frame:
    """Return the window on a box with a margin; its height is between 0.6 and `tallest` of its width."""
    west, south, east, north = box
    margin = 0.08 * max(east - west, north - south) + 0.2
    west, south, east, north = west - margin, max(-89.0, south - margin), east + margin, min(89.0, north + margin)
    stretch = cos(radians((south + north) / 2))
    across, up = (east - west) * stretch, north - south
    height = width * min(tallest, max(0.6, up / across))
    if up / across < height / width:
        more = (across * height / width - up) / 2
        south, north = south - more, north + more
    else:
        more = (up * width / height - across) / 2 / stretch
        west, east = west - more, east + more
    return Frame(west, south, east, north, width, height)


def map_svg(chart: Chart, width: float, prefix: str, title: str) -> Fragment:
    """Return the map as SVG; `prefix` keeps ids apart where a page holds several."""
    frame = frame_of(chart.box, width)
    whole = Box(0.0, 0.0, frame.width, frame.height)
    size = 12.5 if width > 500 else 11.0
    marked = {spot.country for spot in chart.spots if spot.precision == "country"}
    involved = {spot.country for spot in chart.spots if spot.country}
    land, names = [], []
    for shape, rings in shapes_in(frame):
        outline = "".join(path(ring, closed=True) for ring in rings)
        land.append(land_of(shape, rings, involved))
        if shape.code in marked:
            land.append(tag("path", d=outline, class_="hatch", fill=f"url(#{prefix}-hatch)"))
        names.append((shape, max(rings, key=lambda ring: abs(area(ring)))))
    outlined = {shape.code for shape, _ in names}
    hatched = {spot for spot in chart.spots if spot.precision == "country" and spot.country in outlined}
    taken: list[Box] = []
    marks, labels = [], []
    spots = sorted(chart.spots, key=lambda spot: (ORDER.index(spot.precision), -len(spot.refs)))
    for spot in spots:
        if spot not in hatched:
            marks.append(_mark(spot, frame))
            x, y = frame.place(spot.longitude, spot.latitude)
            taken.append(Box(x - 5, y - 5, x + 5, y + 5))
    bar, bar_box = scale_bar(frame, size)
    taken.append(bar_box)
    for spot in reversed(spots):
        if spot not in hatched:
            labels.append(label_of(spot, frame, size, taken, whole))
    for shape, ring in sorted(names, key=lambda item: -abs(area(item[1]))):
        labels.append(country_label(shape, ring, size, taken, whole, shape.code in involved))
    hatch = tag(
        "pattern",
        tag("path", d="M-2 2L2 -2M0 8L8 0M6 10L10 6", class_="hatch-line"),
        id=f"{prefix}-hatch", width=8.0, height=8.0, patternUnits="userSpaceOnUse",
    )  # fmt: skip
    body = (
        tag("title", escape(title), id=f"{prefix}-title")
        + tag("defs", hatch)
        + tag("rect", width=frame.width, height=frame.height, class_="water")
        + "".join(land) + "".join(marks) + "".join(labels) + bar
    )  # fmt: skip
    return tag(
        "svg", body, viewBox=f"0 0 {frame.width:.0f} {frame.height:.0f}", role="group", class_="map-svg",
        aria_labelledby=f"{prefix}-title",
    )  # fmt: skip


def shapes_in(frame: Frame) -> list[tuple[Shape, list[Ring]]]:
    """Return the countries that a window shows, each with its outlines in drawing units, cut a little outside the edge."""
    found = []
    for shape in atlas.load_atlas().countries:
        rings = [clipped for ring in atlas.rings_of(shape) if (clipped := _clip(ring, frame))]
        if rings:
            found.append((shape, rings))
    return found


def land_of(shape: Shape, rings: list[Ring], involved: Collection[str]) -> Fragment:
    """Return a country as drawn; one that claims name stands out."""
    outline = "".join(path(ring, closed=True) for ring in rings)
    return tag("path", d=outline, class_="land home" if shape.code in involved else "land")


def _mark(spot: Spot, frame: Frame) -> Fragment:
    x, y = frame.place(spot.longitude, spot.latitude)
    radius = frame.radius(spot.precision)
    tip = tag("title", escape(f"{spot.name}: {words.PRECISIONS[spot.precision]}"))
    pieces = tip + tag("circle", cx=x, cy=y, r=radius, class_=f"spot {spot.precision}", data_precision=spot.precision)
    if spot.precision != "exact":
        pieces += tag("circle", cx=x, cy=y, r=1.8, class_="pin")
    return tag("a", pieces, href=reference(spot.refs)) if spot.refs else pieces


def label_of(spot: Spot, frame: Frame, size: float, taken: list[Box], whole: Box) -> Fragment:
    """Return a place's name where it meets nothing that is taken, which it then takes; nothing where there is no room."""
    x, y = frame.place(spot.longitude, spot.latitude)
    wide, tall = width_of(spot.name, size), size * 1.15
    for gap in (7.0, 14.0, 24.0, 38.0):
        for dx, dy in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
            left = x + gap if dx > 0 else x - gap - wide if dx < 0 else x - wide / 2
            top = y - tall / 2 if dy == 0 else y + gap - 2 if dy > 0 else y - gap - tall + 2
            box = Box(left, top, left + wide, top + tall)
            if box.within(whole) and not any(box.meets(other) for other in taken):
                taken.append(box)
                name = text(spot.name, left, top + size * 0.92, font_size=size, class_="place")
                if gap > 14:
                    end = (max(left, min(x, left + wide)), max(top, min(y, top + tall)))
                    name = tag("path", d=path([(x, y), end]), class_="leader") + name
                return name
    return ""


def country_label(shape: Shape, ring: Ring, size: float, taken: list[Box], whole: Box, strong: bool) -> Fragment:
    """Return a country's name inside its outline where it meets nothing that is taken, which it then takes."""
    name = shape.name.upper()
    wide, tall = width_of(name, size * 0.86) * 1.16, size
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    best: tuple[float, Box] | None = None
    for i in range(1, 12):
        for j in range(1, 12):
            x = min(xs) + (max(xs) - min(xs)) * i / 12
            y = min(ys) + (max(ys) - min(ys)) * j / 12
            box = Box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
            if not box.within(whole) or any(box.meets(other) for other in taken):
                continue
            corners = [(edge, line) for edge in (box.left, x, box.right) for line in (box.top, box.bottom)]
            if not all(_inside(corner, ring) for corner in corners):
                continue
            # Off the middle costs; a label sits where the country is.
            cost = abs(i - 6) + abs(j - 6)
            if best is None or cost < best[0]:
                best = (cost, box)
    if best is None:
        return ""
    taken.append(best[1])
    kind = "country strong" if strong else "country"
    return text(name, best[1].left, best[1].bottom - size * 0.12, font_size=size * 0.86, class_=kind, textLength=wide)


def _inside(point: Point, ring: Ring) -> bool:
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _clip(ring: Ring, frame: Frame) -> Ring:
    """Return the ring in drawing units, cut at the window's edge a little outside the frame (Sutherland–Hodgman)."""
    lons, lats = [p[0] for p in ring], [p[1] for p in ring]
    if max(lons) < frame.west or min(lons) > frame.east or max(lats) < frame.south or min(lats) > frame.north:
        return []
    points: Ring = [frame.place(*point) for point in ring]
    out = 4.0
    for axis, limit, sign in ((0, -out, 1), (0, frame.width + out, -1), (1, -out, 1), (1, frame.height + out, -1)):
        cut: Ring = []
        for a, b in zip(points, points[1:] + points[:1], strict=True):
            a_in, b_in = sign * (a[axis] - limit) >= 0, sign * (b[axis] - limit) >= 0
            if a_in:
                cut.append(a)
            if a_in != b_in:
                share = (limit - a[axis]) / (b[axis] - a[axis])
                cut.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
        points = cut
        if not points:
            return []
    kept = [points[0]]
    for point in points[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= 0.6:
            kept.append(point)
    return kept if len(kept) > 2 else []


def scale_bar(frame: Frame, size: float) -> tuple[Fragment, Box]:
    """Return a bar of a round length, and where it stands."""
    for kilometres in (2000, 1000, 500, 200, 100, 50, 20, 10, 5):
        wide = kilometres / DEGREE * frame.scale
        if wide <= frame.width / 4:
            break
    x, y = 14.0, frame.height - 12
    pieces = tag("path", d=path([(x, y - 5), (x, y), (x + wide, y), (x + wide, y - 5)]), class_="bar")
    pieces += text(
        f"{kilometres:,} km", x + wide / 2, y - 6, font_size=size * 0.86, text_anchor="middle", class_="bar-text"
    )
    return tag("g", pieces, aria_hidden="true"), Box(x - 4, y - size - 8, x + wide + 4, y + 6)

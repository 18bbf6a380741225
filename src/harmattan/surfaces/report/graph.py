"""The graph of relations: a small layout of our own, boxes that do not meet, and edges that lead to their evidence."""

from __future__ import annotations

from html import escape
from math import cos, hypot, pi, sin

import msgspec

from harmattan.surfaces.report.drawing import Box, Fragment, Point, path, reference, tag, text, width_of
from harmattan.surfaces.report.view import Edge, Node

ROUNDS = 240
STRIDE = (170.0, 96.0)
"""Drawing units that an edge spans across and down; labels are wide, so that across is longer."""
GAP = 20.0
SIZE = 12.5
LINE = 15.0
MOST_DRAWN = 26
"""Actors that a drawing holds before its lines can't be told apart any more; by looking at it."""
BOTH_WAYS = frozenset({"ally", "rival"})


def core_of(edges: tuple[Edge, ...], most: int = MOST_DRAWN) -> tuple[Edge, ...]:
    """Return the edges with most evidence, in order, as many as `most` actors have between them; the rest is for a table."""
    kept: set[int] = set()
    actors: set[str] = set()
    for at in sorted(range(len(edges)), key=lambda at: (-len(edges[at].refs), not edges[at].certain, at)):
        both = {edges[at].subject, edges[at].object}
        if len(actors | both) <= most:
            actors |= both
            kept.add(at)
    return tuple(edge for at, edge in enumerate(edges) if at in kept)


class Sheet(msgspec.Struct):
    """A layout under way: middles and half-sizes of the boxes, in drawing units."""

    width: float
    middles: list[list[float]]
    halves: list[Point]
    lines: list[list[str]]


def graph_svg(nodes: tuple[Node, ...], edges: tuple[Edge, ...], width: float, prefix: str) -> Fragment:
    """Return the graph as SVG: the same nodes and edges always give the same drawing. `prefix` keeps ids apart."""
    sheet = _layout(nodes, edges, width)
    index = {node.key: i for i, node in enumerate(nodes)}
    boxes = [Box(x - w, y - h, x + w, y + h) for (x, y), (w, h) in zip(sheet.middles, sheet.halves, strict=True)]
    height = max((box.bottom for box in boxes), default=0.0) + GAP
    taken = list(boxes)
    lines, badges = [], []
    twins: dict[tuple[int, int], int] = {}
    for edge in edges:
        a, b = index[edge.subject], index[edge.object]
        if a == b:
            continue
        pair = (min(a, b), max(a, b))
        turn = twins.get(pair, 0)
        twins[pair] = turn + 1
        # Twin edges bend to either side in turn; one side is the same for both directions.
        bend = (0.0, 34.0, -34.0, 62.0, -62.0)[turn % 5] * (1 if a < b else -1)
        line, badge = _edge(edge, sheet, boxes, taken, (a, b, bend), prefix, width)
        lines.append(line)
        badges.append(badge)
    drawn = "".join(_node(node, sheet, i) for i, node in enumerate(nodes))
    kinds = sorted({edge.kind for edge in edges})
    body = tag("title", "What is said to hold between the actors", id=f"{prefix}-title")
    body += tag("defs", "".join(_marker(f"{prefix}-{kind}", kind) for kind in kinds))
    body += "".join(lines) + drawn + "".join(badges)
    return tag(
        "svg", body, viewBox=f"0 0 {width:.0f} {height:.0f}", role="group", class_="graph-svg",
        aria_labelledby=f"{prefix}-title",
    )  # fmt: skip


def _layout(nodes: tuple[Node, ...], edges: tuple[Edge, ...], width: float) -> Sheet:
    """Place the boxes: each connected group by springs on its own, then the groups in rows, the largest first."""
    lines = [_fold(node.label, 18 if width > 500 else 14) for node in nodes]
    halves = [(max(width_of(line, SIZE) for line in fold) / 2 + 11, len(fold) * LINE / 2 + 7) for fold in lines]
    middles = [[0.0, 0.0] for _ in nodes]
    index = {node.key: i for i, node in enumerate(nodes)}
    pairs = {(index[edge.subject], index[edge.object]) for edge in edges if edge.subject != edge.object}
    left = top = tallest = GAP
    row: list[int] = []
    for group in _groups(len(nodes), pairs):
        _spring(group, middles, pairs, (STRIDE[0] if width > 500 else STRIDE[0] * 0.7, STRIDE[1]))
        _fit(group, middles, halves, width)
        _part(group, middles, halves, width, pairs)
        box = _hull(group, middles, halves)
        if row and left + box.right - box.left > width - GAP:
            _centre(row, middles, halves, width)
            left, top, row = GAP, tallest + 2 * GAP, []
        for i in group:
            middles[i][0] += left - box.left
            middles[i][1] += top - box.top
        left += box.right - box.left + 2 * GAP
        tallest = max(tallest, top + box.bottom - box.top)
        row += group
    _centre(row, middles, halves, width)
    return Sheet(width, middles, halves, lines)


def _groups(count: int, pairs: set[tuple[int, int]]) -> list[list[int]]:
    """Return the connected groups of nodes, the largest first."""
    root = list(range(count))
    for a, b in sorted(pairs):
        old, new = root[a], root[b]
        root = [new if at == old else at for at in root]
    found = [[i for i in range(count) if root[i] == name] for name in dict.fromkeys(root)]
    return sorted(found, key=lambda group: (-len(group), group))


def _spring(group: list[int], middles: list[list[float]], pairs: set[tuple[int, int]], stride: Point) -> None:
    """Spread a group on a plane without walls (Fruchterman–Reingold from a circle); `stride` is the length of an edge."""
    count = len(group)
    spots = [[cos(2 * pi * n / count) * count / 4, sin(2 * pi * n / count) * count / 4] for n in range(count)]
    at = {i: n for n, i in enumerate(group)}
    ties = [(at[a], at[b]) for a, b in sorted(pairs) if a in at]
    for turn in range(ROUNDS):
        push = [[-0.06 * x, -0.06 * y] for x, y in spots]
        for i in range(count):
            for j in range(i + 1, count):
                dx, dy = spots[i][0] - spots[j][0], spots[i][1] - spots[j][1]
                far = max(0.01, dx * dx + dy * dy)
                for n, sign in ((i, 1), (j, -1)):
                    push[n][0] += sign * dx / far
                    push[n][1] += sign * dy / far
        for i, j in ties:
            dx, dy = spots[i][0] - spots[j][0], spots[i][1] - spots[j][1]
            pull = hypot(dx, dy)
            for n, sign in ((i, -1), (j, 1)):
                push[n][0] += sign * dx * pull
                push[n][1] += sign * dy * pull
        for n in range(count):
            size = hypot(*push[n]) or 1.0
            step = min(size, 0.3 * (1 - turn / ROUNDS) + 0.01) / size
            spots[n][0] += push[n][0] * step
            spots[n][1] += push[n][1] * step
    for i, n in at.items():
        middles[i][0], middles[i][1] = spots[n][0] * stride[0], spots[n][1] * stride[1]


def _fit(group: list[int], middles: list[list[float]], halves: list[Point], width: float) -> None:
    """Squeeze a group sideways until it fits between the walls."""
    widest = max(halves[i][0] for i in group)
    left, right = min(middles[i][0] for i in group), max(middles[i][0] for i in group)
    room = width - 2 * GAP - 2 * widest
    share = min(1.0, room / (right - left)) if right > left else 1.0
    for i in group:
        middles[i][0] = GAP + widest + (middles[i][0] - left) * share


def _hull(group: list[int], middles: list[list[float]], halves: list[Point]) -> Box:
    return Box(
        min(middles[i][0] - halves[i][0] for i in group),
        min(middles[i][1] - halves[i][1] for i in group),
        max(middles[i][0] + halves[i][0] for i in group),
        max(middles[i][1] + halves[i][1] for i in group),
    )


def _centre(row: list[int], middles: list[list[float]], halves: list[Point], width: float) -> None:
    if row:
        hull = _hull(row, middles, halves)
        for i in row:
            middles[i][0] += (width - hull.right - hull.left) / 2


def _part(
    group: list[int], middles: list[list[float]], halves: list[Point], width: float, pairs: set[tuple[int, int]]
) -> None:
    """Push boxes apart until none meets another; joined ones keep room for an arrow and its number."""
    for _ in range(400):
        moved = False
        for n, i in enumerate(group):
            for j in group[n + 1 :]:
                joined = (i, j) in pairs or (j, i) in pairs
                air_x, air_y = (70.0, 44.0) if joined else (14.0, 14.0)
                dx, dy = middles[j][0] - middles[i][0], middles[j][1] - middles[i][1]
                over_x = halves[i][0] + halves[j][0] + air_x - abs(dx)
                over_y = halves[i][1] + halves[j][1] + air_y - abs(dy)
                if over_x <= 0 or over_y <= 0:
                    continue
                moved = True
                # There is no wall below, so down is always a way out.
                if over_y <= over_x or width < 500:
                    shift = over_y / 2 + 0.5
                    sign = 1 if dy >= 0 else -1
                    middles[i][1] -= sign * shift
                    middles[j][1] += sign * shift
                else:
                    shift = over_x / 2 + 0.5
                    sign = 1 if dx >= 0 else -1
                    for at, way in ((i, -sign), (j, sign)):
                        before = middles[at][0]
                        middles[at][0] = min(
                            width - halves[at][0] - GAP, max(halves[at][0] + GAP, before + way * shift)
                        )
                        if abs(middles[at][0] - before) < shift / 2:
                            middles[at][1] += shift * (1 if at == j else -1)
        if not moved:
            return


def _fold(label: str, most: int) -> list[str]:
    lines: list[str] = []
    for word in label.split() or [label]:
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word if len(word) <= most + 8 else word[: most + 7] + "…")
    if len(lines) > 3:
        lines = [*lines[:2], lines[2].rstrip("…") + "…"]
    return lines


def _node(node: Node, sheet: Sheet, i: int) -> Fragment:
    (x, y), (w, h) = sheet.middles[i], sheet.halves[i]
    lines = sheet.lines[i]
    body = tag("title", escape(node.label))
    body += tag("rect", x=x - w, y=y - h, width=2 * w, height=2 * h, rx=5.0, class_=f"node {node.group}")
    for n, line in enumerate(lines):
        body += text(line, x, y + (n - (len(lines) - 1) / 2) * LINE + SIZE * 0.35, text_anchor="middle", font_size=SIZE)
    return tag("g", body)


def _edge(
    edge: Edge,
    sheet: Sheet,
    boxes: list[Box],
    taken: list[Box],
    ends: tuple[int, int, float],
    prefix: str,
    width: float,
) -> tuple[Fragment, Fragment]:
    a, b, bend = ends
    start, end = sheet.middles[a], sheet.middles[b]
    mid, normal = _bend(start, end, bend)
    blocked = [box for i, box in enumerate(boxes) if i not in (a, b)]
    # An edge that would run through a third box goes round it.
    for extra in (0.0, 45.0, -45.0, 90.0, -90.0, 140.0, -140.0):
        control = (mid[0] + normal[0] * extra, mid[1] + normal[1] * extra)
        curve = [_on(start, control, end, t / 24) for t in range(25)]
        if all(4 <= x <= width - 4 and y >= 4 for x, y in curve) and not any(
            box.left - 3 < x < box.right + 3 and box.top - 3 < y < box.bottom + 3 for box in blocked for x, y in curve
        ):
            break
    else:
        control = mid
        curve = [_on(start, control, end, t / 24) for t in range(25)]
    gap = 5.0
    inside = [
        not _in(boxes[a], p, 0.0) and not _in(boxes[b], p, gap)
        for p in (_on(start, control, end, t / 96) for t in range(97))
    ]
    fine = [_on(start, control, end, t / 96) for t in range(97)]
    shown = [point for point, keep in zip(fine, inside, strict=True) if keep] or curve
    kind = f"edge {edge.kind}" + ("" if edge.certain else " unsure")
    ends_at = f"url(#{prefix}-{edge.kind})"
    words_ = f"{edge.subject_name} {edge.words} {edge.object_name}" + ("" if edge.certain else " (not established)")
    line = tag(
        "path", tag("title", escape(words_)), d=path(shown), class_=kind, marker_end=ends_at,
        marker_start=ends_at if edge.kind in BOTH_WAYS else None,
    )  # fmt: skip
    label = ", ".join(str(ref) for ref in edge.refs[:2]) + ("…" if len(edge.refs) > 2 else "")
    if not label:
        return line, ""
    wide = width_of(label, 11) / 2 + 6
    spots = sorted(range(len(shown)), key=lambda i: abs(i - len(shown) / 2))
    for i in spots:
        x, y = shown[i]
        box = Box(x - wide, y - 9, x + wide, y + 9)
        if not any(box.meets(other) for other in taken):
            break
    else:
        x, y = shown[len(shown) // 2]
        box = Box(x - wide, y - 9, x + wide, y + 9)
    taken.append(box)
    body = tag("title", escape(words_))
    body += tag("rect", x=box.left, y=box.top, width=2 * wide, height=18.0, rx=9.0, class_="badge")
    body += text(label, x, y + 4, text_anchor="middle", font_size=11.0, class_="badge-text")
    return line, tag("a", body, href=reference(edge.refs), aria_label=f"Evidence {label}: {words_}")


def _bend(start: list[float], end: list[float], bend: float) -> tuple[Point, Point]:
    dx, dy = end[0] - start[0], end[1] - start[1]
    far = hypot(dx, dy) or 1.0
    normal = (-dy / far, dx / far)
    # A quadratic curve reaches half-way to its control point.
    return ((start[0] + end[0]) / 2 + normal[0] * bend * 2, (start[1] + end[1]) / 2 + normal[1] * bend * 2), normal


def _on(start: list[float], control: Point, end: list[float], t: float) -> Point:
    u = 1 - t
    return (
        u * u * start[0] + 2 * u * t * control[0] + t * t * end[0],
        u * u * start[1] + 2 * u * t * control[1] + t * t * end[1],
    )


def _in(box: Box, point: Point, gap: float) -> bool:
    return box.left - gap < point[0] < box.right + gap and box.top - gap < point[1] < box.bottom + gap


def _marker(name: str, kind: str) -> Fragment:
    match kind:
        case "rival":
            shape = tag("path", d="M2 1L2 9", class_=f"head line {kind}")
        case "ally":
            shape = tag("circle", cx=5.0, cy=5.0, r=3.2, class_=f"head {kind}")
        case "part_of":
            shape = tag("path", d="M1 5L5 1L9 5L5 9Z", class_=f"head hollow {kind}")
        case _:
            shape = tag("path", d="M1 1L9 5L1 9Z", class_=f"head {kind}")
    refx = 2.0 if kind == "rival" else 5.0 if kind == "ally" else 8.0
    return tag(
        "marker", shape, id=name, viewBox="0 0 10 10", refX=refx, refY=5.0, markerWidth=9.0, markerHeight=9.0,
        markerUnits="userSpaceOnUse", orient="auto-start-reverse",
    )  # fmt: skip


def edge_key(kind: str | None) -> Fragment:
    """Return a short sample of an edge for the legend; None for one that is not established."""
    if kind is None:
        return tag("svg", tag("path", d="M2 6L42 6", class_="edge unsure"), viewBox="0 0 44 12", aria_hidden="true")
    marks = {"rival": "M38 1L38 11", "part_of": "M31 6L36 2L41 6L36 10Z"}.get(kind, "M33 1L42 6L33 11Z")
    if kind == "ally":
        head = tag("circle", cx=38.0, cy=6.0, r=3.5, class_="head ally")
    else:
        shape = "line" if kind == "rival" else "hollow" if kind == "part_of" else ""
        head = tag("path", d=marks, class_=f"head {shape} {kind}")
    line = tag("path", d="M2 6L36 6" if kind != "part_of" else "M2 6L31 6", class_=f"edge {kind}")
    if kind in BOTH_WAYS:
        line = tag("path", d="M6 6L38 6", class_=f"edge {kind}") + (
            tag("circle", cx=6.0, cy=6.0, r=3.5, class_="head ally")
            if kind == "ally"
            else tag("path", d="M6 1L6 11", class_="head line rival")
        )
    return tag("svg", line + head, viewBox="0 0 44 12", aria_hidden="true")

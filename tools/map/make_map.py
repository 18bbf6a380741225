"""Make the report's country outlines from the npm packages world-atlas and i18n-iso-countries.

    cd tools/map && npm pack world-atlas@2.0.2 i18n-iso-countries@7.14.0
    python make_map.py world-atlas-2.0.2.tgz i18n-iso-countries-7.14.0.tgz ../../src/harmattan/surfaces/report/data/countries.json

world-atlas holds Natural Earth's 1:50m country outlines (public domain) as topojson; i18n-iso-countries gives ISO 3166
alpha-2 codes for the numeric ones. Borders stay shared: arcs are simplified, never rings. The result depends on the two
packages and the constants below alone.
"""

from __future__ import annotations

import argparse
import json
import tarfile
from pathlib import Path
from typing import Any

STEP = 0.01
"""Degrees: the grid that coordinates are rounded to, some 1.1 km."""
TOLERANCE = 0.02
"""Degrees: how far a simplified border may lie from the given one; below one pixel on a map of one country."""
NOTICE = "Made with Natural Earth (public domain), by way of world-atlas 2.0.2; outlines are no statement on borders."
CODES = {"Kosovo": "XK"}
"""Codes in common use for outlines that bear no ISO number."""

Point = tuple[float, float]


def member(package: Path, name: str) -> Any:
    """Return one JSON file of an npm package."""
    with tarfile.open(package) as archive:
        handle = archive.extractfile(f"package/{name}")
        if handle is None:
            raise SystemExit(f"{package}: no {name} in it; is it the right package?")
        return json.load(handle)


def unpack(arc: list[list[int]], scale: list[float], translate: list[float]) -> list[Point]:
    """Return a topojson arc in degrees."""
    points, x, y = [], 0, 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
    return points


def distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point lies from a stretch, in degrees."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    share = min(1.0, max(0.0, share))
    return ((point[0] - start[0] - share * dx) ** 2 + (point[1] - start[1] - share * dy) ** 2) ** 0.5


def simplify(points: list[Point], tolerance: float) -> list[Point]:
    """Return the Douglas–Peucker simplification; both ends stay, and so does a third point of a closed arc."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        far, at = 0.0, 0
        for i in range(first + 1, last):
            d = distance(points[i], points[first], points[last])
            if d > far:
                far, at = d, i
        closed = points[first] == points[last]
        if at and (far > tolerance or closed):
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def pack(points: list[Point]) -> list[int]:
    """Return [x, y, dx, dy, …] in steps, repeated points dropped."""
    packed: list[int] = []
    x = y = 0
    for i, (lon, lat) in enumerate(points):
        nx, ny = round(lon / STEP), round(lat / STEP)
        if i and (nx, ny) == (x, y):
            continue
        packed += [nx - x, ny - y]
        x, y = nx, ny
    return packed


def main() -> None:
    """Read both packages and write the outlines."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("atlas", type=Path)
    parser.add_argument("codes", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    atlas = member(args.atlas, "countries-50m.json")
    alpha2 = {row[2]: row[0] for row in member(args.codes, "codes.json")}
    english = member(args.codes, "langs/en.json")["countries"]
    transform = atlas["transform"]
    arcs = [pack(simplify(unpack(arc, transform["scale"], transform["translate"]), TOLERANCE)) for arc in atlas["arcs"]]
    countries = []
    for shape in atlas["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        code = CODES.get(name) or alpha2.get(shape.get("id", ""))
        if "." in name and code in english:
            full = english[code]
            name = full if isinstance(full, str) else full[0]
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        countries.append({"code": code, "name": name, "rings": [ring for polygon in polygons for ring in polygon]})
    countries.sort(key=lambda country: (country["code"] or "~", country["name"]))
    body = {"notice": NOTICE, "step": STEP, "arcs": arcs, "countries": countries}
    args.out.write_text(json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{args.out}: {len(countries)} countries, {sum(map(len, arcs)) // 2} points, {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()

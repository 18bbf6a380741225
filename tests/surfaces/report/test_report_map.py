"""The map: real outlines, honest radii, labels apart."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from harmattan.surfaces.report import atlas
from harmattan.surfaces.report.map import KILOMETRES, ORDER, chart_of, frame_of, map_svg
from harmattan.surfaces.report.view import Spot


def spot(name, latitude, longitude, country, precision, refs=(1,)):
    return Spot(
        key=name, name=name, latitude=latitude, longitude=longitude, country=country, precision=precision, refs=refs
    )


def drawing(spots, width=860.0):
    chart = chart_of(tuple(spots))
    assert chart is not None
    return etree.fromstring(map_svg(chart, width, "m", "places"))


@pytest.mark.parametrize("box", [(0.0, 10.0, 0.5, 10.4), (-5.0, 10.0, 12.0, 24.0), (-120.0, -40.0, 140.0, 70.0)])
@pytest.mark.parametrize("width", [350.0, 860.0])
def test_less_precise_place_has_a_larger_radius_on_every_scale(box, width):
    frame = frame_of(box, width)
    radii = [frame.radius(precision) for precision in ORDER]
    assert radii == sorted(radii, reverse=True)
    assert len(set(radii)) == len(radii)
    assert set(ORDER) == set(KILOMETRES)


def test_ring_is_as_wide_as_the_place_is_uncertain():
    frame = frame_of((0.0, 10.0, 6.0, 16.0), 860.0)
    degree = frame.place(0, 11)[1] - frame.place(0, 12)[1]
    assert frame.radius("adm1") == pytest.approx(KILOMETRES["adm1"] / 111.2 * degree)


def test_country_is_hatched_and_not_pinned_to_its_middle():
    root = drawing([spot("Benin", 9.5, 2.2, "BJ", "country"), spot("Parakou", 9.34, 2.63, "BJ", "exact")])
    assert len(root.xpath("//path[@class='hatch']")) == 1
    assert root.xpath("//circle[contains(@class,'spot')]/@data-precision") == ["exact"]


def test_labels_never_meet_each_other_or_leave_the_map():
    places = [spot(f"Place {n}", 13.5 + (n % 5) * 0.06, 1.0 + (n // 5) * 0.09, "NE", "exact") for n in range(20)]
    for width in (350.0, 860.0):
        root = drawing(places, width)
        _, _, wide, tall = map(float, root.get("viewBox").split())
        boxes = []
        for label in root.xpath("//text[@class='place']"):
            x, y, size = float(label.get("x")), float(label.get("y")), float(label.get("font-size"))
            boxes.append((x, y - size, x + 0.5 * size * len(label.text), y))
        assert boxes
        for i, (left, top, right, bottom) in enumerate(boxes):
            assert left >= 0
            assert right <= wide
            assert top >= 0
            assert bottom <= tall
            for other in boxes[i + 1 :]:
                assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def test_map_fits_its_places_and_lists_what_is_far_away():
    near = [spot("Ayorou", 14.7, 0.9, "NE", "exact", refs=(1, 2)), spot("Gao", 16.3, 0.0, "ML", "exact")]
    chart = chart_of((*near, spot("Dover", 51.1, 1.3, "GB", "exact"), spot("France", 46.0, 2.0, "FR", "country")))
    assert chart is not None
    assert [s.name for s in chart.spots] == ["Ayorou", "Gao"]
    assert [s.name for s in chart.off] == ["Dover", "France"]
    frame = frame_of(chart.box, 860.0)
    for place in chart.spots:
        x, y = frame.place(place.longitude, place.latitude)
        assert 0.04 * frame.width < x < 0.96 * frame.width
        assert 0.04 * frame.height < y < 0.96 * frame.height


def test_place_in_no_known_country_is_still_drawn():
    root = drawing([spot("Somewhere", 30.0, -40.0, None, "exact")])
    assert len(root.xpath("//circle[contains(@class,'spot')]")) == 1


def test_no_place_no_map():
    assert chart_of(()) is None


def test_outlines_know_their_neighbours_and_names():
    shapes = {shape.code: shape for shape in atlas.load_atlas().countries}
    assert {"DZ", "NE", "BF", "SN"} <= atlas.neighbours(shapes["ML"])
    assert "FR" not in atlas.neighbours(shapes["ML"])
    assert atlas.country_name("CD") == "Democratic Republic of the Congo"
    assert atlas.country_name("ZZ") == "ZZ"


def test_outlines_are_closed_and_where_they_should_be():
    shape = next(shape for shape in atlas.load_atlas().countries if shape.code == "NE")
    rings = atlas.rings_of(shape)
    assert all(ring[0] == pytest.approx(ring[-1], abs=0.02) for ring in rings)
    west, south, east, north = atlas.box_of(rings)
    assert (west, south, east, north) == pytest.approx((0.15, 11.7, 15.97, 23.5), abs=0.3)


def test_outlines_stay_small_enough_to_ship():
    from importlib.resources import files

    assert len(files("harmattan.surfaces.report").joinpath("data/countries.json").read_bytes()) <= 400_000


def test_only_what_can_be_seen_is_drawn():
    svg = etree.tostring(drawing([spot("Ayorou", 14.7, 0.9, "NE", "exact")])).decode()
    numbers = [abs(float(n)) for d in re.findall(r'd="(M[^"]+)"', svg) for n in re.findall(r"-?\d+\.?\d*", d)]
    assert max(numbers) < 1000

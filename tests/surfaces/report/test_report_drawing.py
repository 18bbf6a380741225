"""Strips: a bound is an arrow, never a dot."""

from __future__ import annotations

import pytest
from lxml import etree

from harmattan.surfaces.report.drawing import position, scale_svg, strip_svg
from harmattan.surfaces.report.plain import ABOUT, BEST, LEFT, RIGHT, drawn
from harmattan.surfaces.report.view import Strip, StripGroup


def strip(low=None, best=None, high=None, approximate=False):
    return Strip(label="x", words="x & y", low=low, best=best, high=high, approximate=approximate)


def group(*strips, least=1.0, most=100_000.0):
    return StripGroup(title="Killed", strips=strips, least=least, most=most)


def drawing(item):
    return etree.fromstring(strip_svg(item, group(item)))


@pytest.mark.parametrize(
    ("item", "way"), [(strip(high=12_000.0), "left"), (strip(low=2_100.0), "right"), (strip(low=0.0), "right")]
)
def test_bound_is_an_arrow_that_points_away_from_it_and_no_dot(item, way):
    root = drawing(item)
    assert root.xpath("//g[@class='arrow']/@data-direction") == [way]
    assert root.xpath("//circle") == []
    bound = float(root.xpath("//line[@class='bound']/@x1")[0])
    tip = float(root.xpath("//g[@class='arrow']/path/@d")[0][1:].split()[0])
    assert tip < bound if way == "left" else tip > bound


@pytest.mark.parametrize("value", [1.0, 100_000.0])
def test_arrow_at_the_edge_of_the_scale_stays_inside_the_drawing(value):
    for item in (strip(high=value), strip(low=value)):
        root = drawing(item)
        tip = float(root.xpath("//g[@class='arrow']/path/@d")[0][1:].split()[0])
        assert 0 <= tip <= 320


def test_number_given_as_such_is_a_dot_and_no_arrow():
    root = drawing(strip(low=7.0, best=7.0, high=7.0))
    assert root.xpath("//circle/@class") == ["best"]
    assert root.xpath("//g[@class='arrow']") == []


def test_about_so_many_is_hollow():
    assert drawing(strip(low=30.0, best=30.0, high=30.0, approximate=True)).xpath("//circle/@class") == ["best hollow"]


def test_range_has_two_ends_and_no_dot_of_its_own():
    root = drawing(strip(low=10.0, high=20.0))
    assert len(root.xpath("//line[@class='bound']")) == 2
    assert root.xpath("//circle | //g[@class='arrow']") == []


def test_larger_numbers_stand_further_right():
    spots = [position(value, group()) for value in (1, 3, 40, 900, 12_000)]
    assert spots == sorted(set(spots))


def test_drawing_carries_its_number_in_words():
    assert drawing(strip(high=5.0)).xpath("string(//title)") == "x & y"


def test_scale_names_its_ends():
    text = etree.fromstring(scale_svg(group())).xpath("//text/text()")
    assert (text[0], text[-1]) == ("1", "100,000")


def test_strip_of_characters_keeps_a_bound_an_arrow():
    for width in (18, 34):
        most = drawn(strip(high=12_000.0), group(), width)
        least = drawn(strip(low=2_100.0), group(), width)
        assert LEFT in most
        assert RIGHT in least
        assert not {BEST, ABOUT} & set(most + least)
        assert BEST in drawn(strip(best=3.0), group(), width)
        assert len(most) == len(least) == width


def test_strip_of_characters_fits_at_both_ends_of_the_scale():
    for value in (1.0, 100_000.0):
        for item in (strip(low=value), strip(high=value), strip(best=value)):
            assert len(drawn(item, group(), 18)) == 18

from __future__ import annotations

from harmattan.lexicons import load
from harmattan.lexicons.rows import PlaceRow
from harmattan.plugins.places import LexiconPlaces


def test_every_spelling_of_a_place_leads_to_it():
    index = LexiconPlaces(load())
    assert {index.lookup(name)[0].place_id for name in ("Tinzaouaten", "tin zaouatine", "TINZAWATEN")} == {"gn-2476086"}
    assert index.lookup("Nowhere at all") == ()


def test_bearers_of_one_name_share_the_score():
    found = LexiconPlaces(load()).lookup("Congo")
    assert {place.country for place in found} == {"CD", "CG"}
    assert abs(sum(place.score for place in found) - 1) < 0.01


def test_the_longest_name_wins():
    index = LexiconPlaces(load())
    assert index.longest(("burkina", "faso", "said")) == 2
    assert index.longest(("adrar", "des", "ifoghas", "is")) == 3
    assert index.longest(("nothing",)) == 0
    assert index.longest(()) == 0


def test_coordinates_lie_on_the_map():
    for row in load().rows(PlaceRow):
        assert -90 <= row.latitude <= 90, row.id
        assert -180 <= row.longitude <= 180, row.id

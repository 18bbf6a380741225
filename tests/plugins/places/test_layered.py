from __future__ import annotations

from dumps import named

from harmattan.lexicons import load
from harmattan.plugins.places import LayeredPlaces, LexiconPlaces, PackedPlaces
from harmattan.plugins.places.pack import pack


def layered(folder, *items):
    pack(items, folder / "x.places", name="x", source="test")
    return LayeredPlaces([LexiconPlaces(load()), PackedPlaces(folder / "x.places")])


def test_the_lexicon_wins_over_a_gazetteer(tmp_path):
    places = layered(tmp_path, named("Kidal", country="US", at=(40.0, -90.0), population=5_000_000))
    assert [found.country for found in places.lookup("Kidal")] == ["ML", "US"]


def test_a_place_that_both_know_is_there_once(tmp_path):
    places = layered(tmp_path, named("Kidal", at=(18.45, 1.41)))
    (found,) = places.find("Kidal")
    assert found.curated


def test_names_of_any_layer_are_the_longest(tmp_path):
    places = layered(tmp_path, named("Kidal Old Town"))
    assert places.longest(("kidal", "old", "town")) == 3
    assert places.longest(("kidal", "is")) == 1

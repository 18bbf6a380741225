"""What every place index keeps, whatever it looks places up in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from harmattan.lexicons import load
from harmattan.plugins.places import LayeredPlaces, LexiconPlaces, PackedPlaces
from harmattan.plugins.places.pack import Named, pack
from harmattan.ports import Bearer, PlaceIndex
from harmattan.records.claim import PlaceCandidate

SAHARA = {"lake chad": ("lake-chad", 13.0, 14.0), "chad": ("chad", 15.0, 19.0), "gao": ("gao", 16.3, -0.04)}


class Few:
    """The smallest place index: three places, one name each."""

    name = "few"

    def find(self, name: str, *, spelling: bool = False) -> tuple[Bearer, ...]:
        return tuple(
            Bearer(found.place_id, found.name, found.latitude or 0.0, found.longitude or 0.0, None, "town")
            for found in self.lookup(name)
        )

    def lookup(self, name: str) -> tuple[PlaceCandidate, ...]:
        known = SAHARA.get(name.lower())
        if known is None:
            return ()
        place_id, latitude, longitude = known
        return (
            PlaceCandidate(
                place_id=place_id, name=name, latitude=latitude, longitude=longitude, country=None, score=1.0
            ),
        )

    def longest(self, words: tuple[str, ...]) -> int:
        return next((length for length in (2, 1) if " ".join(words[:length]) in SAHARA and len(words) >= length), 0)


def packed() -> PackedPlaces:
    """An index with the three places and their likes, packed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "few.places"
        places = (Bearer(found[0], name, found[1], found[2], None, "area") for name, found in SAHARA.items())
        niger = Bearer("niger", "Niger", 17.0, 10.0, "NE", "country")
        pack((Named(place=place) for place in (*places, niger)), path, name="few", source="test")
        return PackedPlaces(path)


PLACES: dict[str, Callable[[], PlaceIndex]] = {
    "lexicon": lambda: LexiconPlaces(load()),
    "packed": packed,
    "layered": lambda: LayeredPlaces([LexiconPlaces(load()), packed()]),
    "fake": Few,
}
HOSTILE = [
    "",
    " ",
    "\x00",
    "\ud800",
    "a" * 1_000_000,
    "gao\n",
    ".*",
    "../../gao",
    "Gao; DROP",
    "٣",
    "e" + "\u0301" * 1_000,
]


@pytest.fixture(scope="module", params=sorted(PLACES))
def places(request: pytest.FixtureRequest) -> PlaceIndex:
    return PLACES[request.param]()


def test_a_place_index_says_who_it_is(places: PlaceIndex) -> None:
    assert places.name


@pytest.mark.parametrize("name", ["Gao", "gao", "GAO"])
def test_a_place_is_found_in_any_case(places: PlaceIndex, name: str) -> None:
    assert [found.place_id for found in places.lookup(name)] == [found.place_id for found in places.lookup("Gao")]
    assert places.lookup(name)


def test_candidates_come_best_first_with_scores_and_coordinates_on_the_map(places: PlaceIndex) -> None:
    for name in ("Gao", "Chad", "Niger"):
        found = places.lookup(name)
        scores = [candidate.score for candidate in found]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
        assert len({candidate.place_id for candidate in found}) == len(found)
        for candidate in found:
            assert candidate.latitude is None or -90 <= candidate.latitude <= 90
            assert candidate.longitude is None or -180 <= candidate.longitude <= 180
            assert (candidate.latitude is None) == (candidate.longitude is None)


@pytest.mark.parametrize("name", ["Gao", "gao", "Lake Chad", "Niger"])
def test_what_is_looked_up_is_what_is_found(places: PlaceIndex, name: str) -> None:
    assert {found.place_id for found in places.find(name)} == {found.place_id for found in places.lookup(name)}
    assert {found.place_id for found in places.find(name)} <= {
        found.place_id for found in places.find(name, spelling=True)
    }


def test_the_longest_name_that_opens_the_words_counts(places: PlaceIndex) -> None:
    assert places.longest(("lake", "chad", "lies")) == 2
    assert places.longest(("chad", "lies")) == 1
    assert places.longest(("near", "chad")) == 0
    assert places.longest(("lake",)) == 0
    assert places.longest(()) == 0


def test_what_is_the_longest_can_be_looked_up(places: PlaceIndex) -> None:
    assert places.lookup("lake chad")


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_the_index(places: PlaceIndex, name: str) -> None:
    assert isinstance(places.lookup(name), tuple)
    assert isinstance(places.find(name, spelling=True), tuple)
    assert 0 <= places.longest((name,)) <= 1
    assert 0 <= places.longest(tuple(name.lower().split())) <= len(name.split())


def test_an_unknown_name_gives_nothing(places: PlaceIndex) -> None:
    assert places.lookup("Qqxyzzy") == ()
    assert places.longest(("qqxyzzy", "gao")) == 0


def test_the_same_name_gives_the_same(places: PlaceIndex) -> None:
    assert places.lookup("Niger") == places.lookup("Niger")

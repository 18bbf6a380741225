from __future__ import annotations

import pytest
from parsed import passage_of

from harmattan.lexicons import load
from harmattan.plugins.extractors.rules.found import FoundPlace
from harmattan.plugins.extractors.rules.places import find_places
from harmattan.plugins.extractors.rules.toponyms import find_toponyms
from harmattan.plugins.places import LexiconPlaces
from harmattan.plugins.places.rank import as_candidates
from harmattan.ports import Bearer, PlaceIndex
from harmattan.records.claim import PlaceCandidate


def places(
    text: str, language: str = "en", country: str | None = "ML", index: PlaceIndex | None = None
) -> tuple[FoundPlace, ...]:
    index = index or LexiconPlaces(load())
    countries = {} if country is None else {country: 1.0}
    toponyms = find_toponyms(text, places=index, language=language, countries=countries)
    return find_places(
        passage_of(text, language), language=language, published=None, toponyms=toponyms, places=index, lexicon=load()
    )


@pytest.mark.parametrize(
    ("text", "language", "name", "country", "precision"),
    [
        ("Fighters entered Ménaka at dawn.", "en", "Ménaka", "ML", "exact"),
        ("A convoy was hit near Hombori.", "en", "Hombori", "ML", "near"),
        ("The camp lies 20 km north of Gao.", "en", "Gao", "ML", "near"),
        ("The convoy left from Gao.", "en", "Gao", "ML", "exact"),
        ("Fighting spread in the Mopti region.", "en", "Mopti region", "ML", "adm1"),
        ("Fighting spread in Niger.", "en", "Niger", "NE", "country"),
        ("The Sahel is unstable.", "en", "The Sahel", None, "region"),
        ("Des combats ont eu lieu à Djibo.", "fr", "Djibo", "BF", "exact"),
        ("Une attaque a eu lieu près de Tessalit.", "fr", "Tessalit", "ML", "near"),
        ("FIGHTING SPREAD TO KIDAL.", "en", "KIDAL", "ML", "exact"),
        ("They hold Tin Zaouatine now.", "en", "Tin Zaouatine", "ML", "exact"),
    ],
)
def test_a_place_is_no_more_precise_than_its_words(text, language, name, country, precision):
    (found,) = places(text, language)
    assert (found.name, found.country, found.precision) == (name, country, precision)


def test_an_adjective_says_which_country_and_not_where():
    (found,) = places("A Malian convoy was hit.")
    assert found.adjective
    assert found.country == "ML"


def test_the_capital_is_that_of_the_document_unless_a_country_is_named():
    assert [place.name for place in places("They advanced on the capital.", country="BF")] == ["Ouagadougou"]
    assert [place.name for place in places("They advanced on the capital of Niger.", country="BF")] == [
        "Niamey",
        "Niger",
    ]
    assert [place.name for place in places("They advanced on the capital, Bamako.", country="BF")] == ["Bamako"]
    assert places("They advanced on the capital.", country=None) == ()


def test_the_name_of_a_group_holds_no_place():
    assert places("Islamic State Sahel Province struck again.") == ()


class _TwoTowns:
    name = "two"

    def find(self, name: str, *, spelling: bool = False) -> tuple[Bearer, ...]:
        return tuple(Bearer(f"p{n}", name, 1.0, n, code, "town") for n, code in enumerate(("NG", "TD")))

    def lookup(self, name: str) -> tuple[PlaceCandidate, ...]:
        return as_candidates(self.find(name))

    def longest(self, words: tuple[str, ...]) -> int:
        return int(words[:1] == ("barkewa",))


def test_a_name_of_two_places_is_decided_by_the_documents_country_or_not_at_all():
    def find(country: str | None) -> FoundPlace:
        return places("Gunmen entered Barkewa.", country=country, index=_TwoTowns())[0]

    assert find("TD").place_id == "p1"
    undecided = find(None)
    assert undecided.place_id is None
    assert undecided.latitude is None
    assert {item.country for item in undecided.candidates} == {"NG", "TD"}

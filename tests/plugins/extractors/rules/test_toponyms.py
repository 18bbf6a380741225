from __future__ import annotations

from functools import cache

import pytest

from harmattan.lexicons import load
from harmattan.plugins.extractors.rules import RuleExtractor, RuleSettings
from harmattan.plugins.extractors.rules.settling import kilometres, moved
from harmattan.plugins.places import standard_places
from harmattan.ports import Bearer
from harmattan.records.base import MadeBy
from harmattan.records.document import Block, Document
from harmattan.records.mention import PlaceMention


@cache
def extractor() -> RuleExtractor:
    lexicon = load()
    return RuleExtractor(lexicon=lexicon, places=standard_places(lexicon), settings=RuleSettings(screen=False))


def document(text: str, language: str = "en") -> Document:
    return Document(
        id="doc-1", made_by=MadeBy(stage="reading", version="test"), language=language, text=text, media_type="text/plain",
        blocks=(Block(start=0, end=len(text), kind="paragraph"),),
    )  # fmt: skip


def places(text: str, language: str = "en") -> dict[str, PlaceMention]:
    (found,) = extractor().propose([document(text, language)])
    mentions = [mention for mention in found.mentions if isinstance(mention, PlaceMention)]
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    return {mention.text: mention for mention in mentions}


def where(mention: PlaceMention) -> tuple[str | None, str | None]:
    place = mention.resolved
    return (None, None) if place is None else (place.country, place.precision)


@pytest.mark.parametrize(
    ("text", "language", "name", "country", "precision"),
    [
        ("A bomb went off in Nice, France, on 14 July.", "en", "Nice", "FR", "exact"),
        ("Police arrested four people in Marseille on Friday.", "en", "Marseille", "FR", "exact"),
        ("Marseille's mayor condemned the attack.", "en", "Marseille", "FR", "exact"),
        ("L'explosion a eu lieu à Kharkiv, en Ukraine.", "fr", "Kharkiv", "UA", "exact"),
        ("Troops entered Bavaria.", "en", "Bavaria", "DE", "adm1"),
        ("Shells fell 10 km east of Kharkiv in Ukraine.", "en", "Kharkiv", "UA", "near"),
        ("Shells fell in the outskirts of Kharkiv in Ukraine.", "en", "Kharkiv", "UA", "near"),
    ],
)
def test_places_of_the_world_are_found_though_no_lexicon_has_them(text, language, name, country, precision):
    assert where(places(text, language)[name]) == (country, precision)


@pytest.mark.parametrize(
    "text",
    [
        "Nice people walked Along the road in March.",
        "Of all things, Police found Reading hard.",
        "\"We saw nothing,\" Colonel Lincoln told reporters. Lincoln then left.",
        "Mr Lincoln Burton met Ms Florence Kingston.",
        "Le colonel Martin a parlé. Selon Martin, rien ne presse.",
    ],
)  # fmt: skip
def test_common_words_and_persons_are_no_places(text):
    assert places(text, "fr" if text.startswith("Le ") else "en") == {}


def test_what_the_text_says_of_where_a_place_lies_goes_before_fame_and_lexicon():
    found = places("A storm hit Paris, Texas, on Monday.")
    assert where(found["Paris"]) == ("US", "exact")
    assert "said to be in Texas" in found["Paris"].candidates[0].reasons
    assert where(places("A storm hit Paris on Monday.")["Paris"]) == ("FR", "exact")
    assert where(places("The mayor of London, Ontario, spoke.")["London"]) == ("CA", "exact")


def test_a_name_that_several_bear_stays_open_with_scored_candidates_and_reasons():
    mention = places("The flood reached Springfield.")["Springfield"]
    assert mention.resolved is None
    assert len(mention.candidates) > 2
    assert all(candidate.reasons for candidate in mention.candidates)
    scores = [candidate.score for candidate in mention.candidates]
    assert scores == sorted(scores, reverse=True)
    assert where(places("The flood reached Springfield, Illinois.")["Springfield"]) == ("US", "exact")


def test_places_named_beside_it_decide():
    found = places("Trucks from Worcester and Holyoke in Massachusetts were stopped at Springfield.")
    place = found["Springfield"].resolved
    assert place is not None
    assert abs(place.latitude - 42.1) < 0.2


def test_a_distance_and_a_direction_move_the_place_that_they_start_from():
    place = places("The camp lies 20 km north of Gao in Mali.")["Gao"].resolved
    assert place is not None
    assert place.precision == "near"
    assert place.latitude == pytest.approx(16.27167 + 20 / 111.2, abs=0.01)


@pytest.mark.parametrize(
    "text", ["An ambush on the Kidal-Gao road in Mali.", "An ambush between Kidal and Gao in Mali killed two."]
)
def test_what_happened_on_a_long_way_lies_somewhere_along_it(text):
    found = places(text)
    assert where(found["Kidal"]) == where(found["Gao"]) == ("ML", "region")
    spots = {(place.latitude, place.longitude) for place in (found["Kidal"].resolved, found["Gao"].resolved) if place}
    ((latitude, longitude),) = spots
    assert 16.3 < latitude < 18.4
    assert -0.04 < longitude < 1.41


def test_the_middle_of_a_short_way_is_near_all_of_it():
    found = places("Shots were fired between Bamako and Kati in Mali.")
    assert where(found["Bamako"]) == where(found["Kati"]) == ("ML", "near")


def claimed(text: str, language: str = "en") -> set[tuple[str, str, bool]]:
    """Name, precision and whether there are coordinates, of the places of the tolls of a text."""
    (found,) = extractor().propose([document(text, language)])
    tolls = [claim for claim in found.proposals if claim.kind == "toll"]
    assert tolls
    return {(place.name, place.precision, place.latitude is not None) for claim in tolls for place in claim.places}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said in Bamako that gunmen had killed 12 soldiers.", "en"),
        ("Residents of Gao said gunmen had killed 12 soldiers.", "en"),
        ("Speaking in Niamey on Monday, the general said 12 soldiers were killed on Sunday.", "en"),
        ("Le ministre a déclaré à Bamako que des hommes armés avaient tué 12 soldats.", "fr"),
        ("The Niamey government condemned the killing of 12 soldiers.", "en"),
        ("Le gouvernement de Bamako a condamné la mort de 12 soldats.", "fr"),
        ("BAMAKO, 12 November (Wire) - Gunmen killed 12 soldiers on Tuesday.", "en"),
    ],
)
def test_where_somebody_speaks_or_rules_or_files_from_is_not_where_it_happened(text, language):
    assert claimed(text, language) == set()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In Gao, the army said, gunmen killed 12 soldiers.", "en"),
        ("Gunmen killed 12 soldiers in Gao, the army said in Bamako.", "en"),
        ("The minister said in Bamako that gunmen had killed 12 soldiers in Gao.", "en"),
        ("BAMAKO, 12 November (Wire) - Gunmen killed 12 soldiers in Gao.", "en"),
        ("Gunmen from Niger killed 12 soldiers in Gao, residents reached by phone from Kidal said.", "en"),
    ],
)
def test_where_it_happened_is_told_from_places_in_passing(text, language):
    assert claimed(text, language) == {("Gao", "exact", True)}


def test_near_a_border_is_in_no_country_for_sure_and_no_spot():
    assert claimed("Gunmen killed 12 villagers near the Niger border.") == {("Niger", "region", False)}
    french = "Des hommes armés ont tué 12 villageois près de la frontière avec le Niger."
    assert claimed(french, "fr") == {("Niger", "region", False)}
    both = "Gunmen killed 12 villagers in Mali near the border with Niger."
    assert claimed(both) == {("Mali", "country", True)}


def test_an_area_without_capitals_is_a_place_where_the_lexicon_has_it():
    assert claimed("12 soldiers were killed in the tri-border area.") == {("tri-border area", "region", True)}
    french = "12 soldats ont été tués dans la zone des trois frontières."
    assert claimed(french, "fr") == {("zone des trois frontières", "region", True)}


@pytest.mark.parametrize("name", ["Tinzaouaten", "Tinzawaten", "Tin Zaouatine"])
def test_transliterations_are_one_place(name):
    mention = places(f"In northern Mali, rebels attacked {name}.")[name]
    assert mention.resolved is not None
    assert mention.resolved.latitude == pytest.approx(19.96, abs=0.01)


def test_a_region_is_told_from_the_town_of_its_name():
    found = places("Fighting spread in the province of Zaporizhzhia in Ukraine.")
    assert where(found["Zaporizhzhia"]) == ("UA", "adm1")


def test_a_spelling_that_no_index_has_is_known_by_its_sound_in_the_countries_of_the_text():
    assert where(places("In Mali, rebels attacked Tesallit.")["Tesallit"]) == ("ML", "exact")
    assert "Tesallit" not in places("Rebels attacked Tesallit in Norway.")


def test_a_capital_that_speaks_is_an_actor():
    (found,) = extractor().propose([document("Bamako said that its army had killed 12 rebels in Gao.")])
    claims = [claim for claim in found.proposals if claim.kind == "toll"]
    assert claims
    assert {place.name for claim in claims for place in claim.places} == {"Gao"}


def test_sentences_without_any_word_of_conflict_are_read_for_places():
    assert "Marseille" in places("The harvest was good. Trees are in bloom in Marseille.")


def test_the_distance_of_places_and_the_way_back():
    gao = Bearer("a", "Gao", 16.27, -0.04, "ML", "city")
    latitude, longitude = moved(gao, 100, 90)
    there = Bearer("b", "There", latitude, longitude, "ML", "village")
    assert kilometres(gao, there) == pytest.approx(100, abs=0.1)
    assert there.longitude > gao.longitude

"""Whom a document means: names that no lexicon has, acronyms, other spellings, "the group", "they"."""

from __future__ import annotations

import pytest
from parsed import passage_of

from harmattan.lexicons import load
from harmattan.plugins.extractors.rules.actors import find_actors
from harmattan.plugins.extractors.rules.cast import Cast, new_id
from harmattan.plugins.extractors.rules.found import FoundActor
from harmattan.plugins.extractors.rules.references import pronouns

DATE = "2026-04-29"


def read(
    *sentences: str, language: str = "en", country: str | None = None, published: str | None = DATE
) -> dict[str, FoundActor]:
    """Return the actors of a document by their words, pronouns too, in lower case; the last of each."""
    cast = Cast(country)
    found: dict[str, FoundActor] = {}
    for sentence in sentences:
        passage = passage_of(sentence, language)
        actors = find_actors(passage, language=language, published=published, lexicon=load(), cast=cast)
        standing = pronouns(passage, actors, cast)
        cast.add(passage, actors)
        found |= {actor.name.lower(): actor for actor in (*actors, *standing)}
    return found


def test_an_acronym_is_the_name_that_it_was_explained_by():
    found = read("The Front for the Liberation of Zandu (FLZ) took the town.", "The FLZ denied it.")
    assert found["flz"].actor_id == found["front for the liberation of zandu"].actor_id
    assert found["flz"].actor_id == new_id("Front for the Liberation of Zandu")


def test_a_french_name_has_one_capital_and_ends_where_its_nouns_do():
    found = read("Le Front de libération du Zandou (FLZ) a pris la ville.", "Le FLZ a démenti.", language="fr")
    assert found["flz"].actor_id == new_id("Front de libération du Zandou")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Soldiers fought Zandullah insurgents near the base.", "Zandullah"),
        ("The militant group Zandullah claimed responsibility for the attack.", "Zandullah"),
        ("Activists of the ZQM [Zandu Quami Movement] were killed.", "Zandu Quami Movement"),
        ("Soldiers fought JNIM and Katiba Zandu near Kidal.", "Katiba Zandu"),
        ("The Ministry of Harbours of Zandu denied the report.", "Ministry of Harbours of Zandu"),
    ],
)
def test_a_group_that_no_lexicon_has_goes_by_its_name(text, name):
    assert new_id(name) in [actor.actor_id for actor in read(text).values()]


@pytest.mark.parametrize(
    "text",
    [
        "Militants Attacked Army Base In Zandu State",
        "The Federal Government denied it.",
        "The attack took place in Zandu Local Government Area.",
    ],
)
def test_headlines_plain_bodies_and_areas_are_no_names(text):
    assert not [actor for actor in read(text).values() if actor.called is not None]


@pytest.mark.parametrize(
    ("sentences", "language", "words", "expected"),
    [
        (("JNIM attacked Boni.", "The group burned the market."), "en", "group", "jnim"),
        (("JNIM attacked Boni.", "The militants burned the market.", "They left."), "en", "they", "jnim"),
        (("The FLA denied that it had attacked Ber.",), "en", "it", "fla"),
        (("Le Jnim a attaqué Boni.", "Les jihadistes ont brûlé le marché.", "Ils se sont retirés."), "fr", "ils", "jnim"),
        (("Le Jnim affirme que ses combattants ont tué dix soldats.",), "fr", "combattants", "jnim"),
        (("The Malian army struck Kidal.", "The army denied it."), "en", "army", "fama"),
        (("L'armée malienne a bombardé Kidal.", "Elle a démenti."), "fr", "elle", "fama"),
        (("JNIM attacked Boni.", "The al-Qaeda affiliate claimed the raid."), "en", "al-qaeda affiliate", "jnim"),
        (
            ("The Islamic State in the Sahel attacked Boni.", "The Islamic State claimed the raid."),
            "en", "islamic state", "issp",
        ),
    ],
)  # fmt: skip
def test_a_reference_is_the_actor_named_before(sentences, language, words, expected):
    actor = read(*sentences, language=language)[words]
    assert actor.actor_id == expected
    assert actor.candidates
    assert actor.candidates[0].score <= 0.9
    assert actor.candidates[0].reasons


@pytest.mark.parametrize(
    ("sentences", "words"),
    [
        (("JNIM and the FLA attacked Kidal.", "The group withdrew."), "group"),
        (("JNIM attacked Boni.", "Gunmen burned the market.", "The militants withdrew."), "militants"),
        (("The army denied it.",), "army"),
        (("The al-Qaeda affiliate claimed the raid.",), "al-qaeda affiliate"),
    ],
)
def test_a_reference_that_may_be_several_stays_open(sentences, words):
    assert read(*sentences)[words].actor_id is None


def test_several_antecedents_are_candidates_with_a_share_each():
    candidates = read("JNIM and the FLA attacked Kidal.", "The group withdrew.")["group"].candidates
    assert {item.actor_id: item.score for item in candidates} == {"jnim": 0.5, "fla": 0.5}


def test_they_is_open_where_the_losses_may_be_meant():
    assert "they" not in read("JNIM killed forty soldiers.", "They were buried.")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The army said reinforcements had been sent.", "army", "fama"),
        ("The junta said reinforcements had been sent.", "junta", "ml-junta"),
        ("The soldier was killed.", "soldier", None),
    ],
)
def test_a_body_is_that_of_the_country_that_the_text_is_about(text, words, expected):
    assert read(text, country="ML")[words].actor_id == expected


def test_a_sentence_that_names_another_country_leaves_the_army_open():
    actor = read("The army said Algerian drones were shot down.", country="ML")["army"]
    assert actor.actor_id is None
    assert {item.actor_id for item in actor.candidates} == {"fama", "dz-army"}


def test_another_spelling_of_a_long_name_is_that_actor_with_its_likeness():
    actor = read("Jama'at Nusrat al-Islam wa al-Muslimeen claimed the attack.")[
        "jama'at nusrat al-islam wa al-muslimeen"
    ]
    assert actor.actor_id == "jnim"
    assert 0.88 <= actor.candidates[0].score < 1
    assert actor.candidates[0].reasons[0].startswith("spelt almost as")


def test_names_that_differ_in_a_word_are_different_groups():
    actor = read("The Patriotic Front for Progress attacked Agadez.")["patriotic front for progress"]
    assert actor.actor_id == new_id("Patriotic Front for Progress")  # not the Patriotic Front for Justice


def test_a_person_by_another_spelling_needs_an_office_or_country_to_be_one():
    found = read("Abdoulay Diopp visited Kidal.")["abdoulay diopp"]
    assert found.actor_id is None
    found = read("Foreign minister Abdoulay Diopp visited Kidal.", country="ML")["abdoulay diopp"]
    assert found.actor_id == "abdoulaye-diop"
    assert "holds that office" in found.candidates[0].reasons


def test_a_surname_goes_back_to_the_person():
    found = read("General Zandu Moroko left.", "Moroko flew to Paris.")
    assert found["moroko"].kind == "person"


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen in Nigeria's Borno state killed ten people.",
        "Gunmen attacked a church in the northern state of Nuevo Zandu.",
        "Police officials in Bamako said two people died.",
    ],
)
def test_land_is_neither_a_state_that_acts_nor_a_person(text):
    assert not [actor for actor in read(text).values() if actor.kind in ("state", "person")]

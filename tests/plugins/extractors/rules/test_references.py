"""Whom a document means: names that no lexicon has, acronyms, other spellings, "the group", "they"."""

from __future__ import annotations

import pytest
from parsed import passage_of

from harmattan.lexicons import load
from harmattan.lexicons.index import Hit
from harmattan.lexicons.rows import ActorRow
from harmattan.plugins.extractors.rules.about import short_of
from harmattan.plugins.extractors.rules.actors import find_actors
from harmattan.plugins.extractors.rules.cast import Cast, new_id
from harmattan.plugins.extractors.rules.found import FoundActor
from harmattan.plugins.extractors.rules.references import pronouns

DATE = "2026-04-29"


def read(
    *sentences: str,
    language: str = "en",
    country: str | None = None,
    published: str | None = DATE,
    short: dict[str, ActorRow] | None = None,
) -> dict[str, FoundActor]:
    """Return the actors of a document by their words, pronouns too, in lower case; the last of each."""
    cast = Cast(country, short)
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
        ("Zandu said al-Moroko had attacked a base.", "al-Moroko"),
        ("M88 rebels backed by Rwanda took Masisi.", "M88"),
        ("Soldiers attacked Zandullah and JNIM near Kidal.", "Zandullah"),
        ("The drones were sold by ZQF.", "ZQF"),
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
        (("JNIM attacked Boni.", "The jihadist group denied it."), "en", "jihadist group", "jnim"),
        (("Le Jnim a attaqué Boni.", "Le groupe jihadiste a démenti."), "fr", "groupe jihadiste", "jnim"),
        (("JNIM said its men had left.",), "en", "men", "jnim"),
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
        (("JNIM and its allies attacked Boni.",), "allies"),
        (("Opponents of Boko Haram burned the market.",), "opponents of boko haram"),
        (("JNIM attacked Boni.", "Supporters of the FLA cheered."), "supporters of the fla"),
        (("The VDP attacked a camp.", "The terrorists fled."), "terrorists"),
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


def test_an_affiliate_is_sought_in_the_country_that_the_text_is_about():
    actor = read("Fighters of the al-Qaeda affiliate attacked Boni.", country="ML")[
        "fighters of the al-qaeda affiliate"
    ]
    assert {item.actor_id for item in actor.candidates} == {"jnim", "aqim"}  # and not Ansaru, which is Nigerian
    actor = read("Fighters of the al-Qaeda affiliate attacked Boni.", country="NG")[
        "fighters of the al-qaeda affiliate"
    ]
    assert actor.actor_id == "ansaru"


@pytest.mark.parametrize(("published", "expected"), [("2024-03-01", "wagner"), ("2025-09-01", "africa-corps")])
def test_a_force_that_only_its_country_tells_is_a_candidate_at_its_date(published, expected):
    actor = read("The junta's Russian allies left Ber.", country="ML", published=published)["russian allies"]
    assert actor.actor_id == "generic:russian-allies"
    assert [item.actor_id for item in actor.candidates] == [expected]


def test_an_acronym_is_whose_name_has_its_letters_in_the_same_text():
    row = load().get(ActorRow, "rsf")
    assert read("The RSF denied it.", short={"RSF": row})["rsf"].actor_id == "rsf"
    assert read("The RSF denied it.")["rsf"].actor_id == new_id("RSF")


def test_letters_of_two_names_are_nobody_s():
    text = "The Rapid Support Forces fought the Army of Mali."
    rsf, other = load().get(ActorRow, "rsf"), load().get(ActorRow, "fama")
    hits = [Hit(4, 24, (rsf,)), Hit(36, 48, (other,))]
    assert short_of(text, hits) == {"RSF": rsf}
    assert short_of(text, [*hits, Hit(4, 24, (other,))]) == {}


def test_a_spokesman_of_a_country_is_not_that_of_a_group_there():
    assert read("A Malian army spokesman denied it.")["army spokesman"].candidates == ()


def test_the_border_with_a_country_is_land():
    found = read("The conflict risks spreading, and clashes on the border with Niger may increase.")
    assert "niger" not in found


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Chinese State Councillor and Foreign Minister Wang Zandu met them in Moscow.", "en", "wang zandu"),
        ("Le général de Zandouffet a attaqué la ville.", "fr", "de zandouffet"),
        ("Moroko visited the wounded.", "en", "moroko"),
    ],
)
def test_persons_by_their_title_or_by_what_people_do(text, language, name):
    assert read(text, language=language)[name].kind == "person"


def test_a_lone_name_that_attacks_is_no_person():
    assert "moroko" not in read("Moroko attacked the base.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One of the suicide bombers entered a house.", "suicide bombers"),
        ("Militant bombings killed ten people.", "militant"),
        ("A clash between two groups broke out.", "groups"),
        ("The commander denied it.", "commander"),
        ("A patrol hit a mine and burned.", "patrol"),
    ],
)
def test_generic_actors_that_a_tagger_or_a_weapon_could_hide(text, words):
    assert words in read(text)

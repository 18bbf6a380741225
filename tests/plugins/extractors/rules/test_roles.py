from __future__ import annotations

import pytest
from test_actors import actors


def named(text: str, language: str = "en") -> list[str]:
    return [actor.name for actor in actors(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("The chairman of Brantel Mines denied the report.", "en", "Brantel Mines"),
        ("Three employees of Sahelor were killed near Gao.", "en", "Sahelor"),
        ("Des partisans du Korobor ont attaqué la ville.", "fr", "Korobor"),
        ("Brantel, a mining company, said its convoy was attacked.", "en", "Brantel"),
        ("La Sogerem, filiale d'un groupe public, a dénoncé l'attaque.", "fr", "Sogerem"),
        ("Sogerem est la première entreprise de la région, selon le ministre.", "fr", "Sogerem"),
        ("Two MRPN members were killed in Gao.", "en", "MRPN"),
        ("Rebels attacked the group's ally, Brantel, in Gao.", "en", None),
        ("Officials met members of the party, Adamka, in Gao.", "en", "Adamka"),
    ],
)
def test_a_body_is_known_by_the_part_that_it_plays(text, language, name):
    if name is None:
        assert "Brantel" not in named(text, language)
    else:
        assert name in named(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "Several members of the Union rejected the draft.",  # a noun for a body alone is no name
        "Residents of Bamako attacked the army.",
        "Gunmen attacked Sarkala, a fishing community, on Friday.",
        "The chairman of Korsimoro Local Government Area said so.",
    ],
)
def test_what_is_a_place_or_a_mere_noun_is_no_body(text):
    assert not any(actor.kind == "unknown" and actor.called for actor in actors(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The minister accused Bagayoka of treason.", "Bagayoka"),
        ("“We were attacked,” Bagayoka said.", "Bagayoka"),
        ("Police said 34-year-old Oumar Bagayoka was killed.", "Oumar Bagayoka"),
    ],
)
def test_a_lone_surname_is_a_person_where_only_people_can_stand(text, name):
    assert name in [actor.name for actor in actors(text) if actor.kind == "person"]


def test_a_noun_that_opens_a_sentence_is_no_surname():
    assert not [actor for actor in actors("Shelling killed three people in Gao.") if actor.kind == "person"]


def test_people_who_strike_are_an_actor_and_people_who_are_struck_are_none():
    assert named("Youths attacked the convoy.") == ["Youths"]
    assert named("Three youths were killed in Gao.") == []


def test_a_group_of_a_sort_is_an_actor():
    assert "group" in named("Gunmen killed five members of the opposition group.")
    assert "group" not in named("Gunmen killed a group of farmers.")

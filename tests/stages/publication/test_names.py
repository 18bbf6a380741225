"""Whose names stand in a document."""

from __future__ import annotations

import pytest

import harmattan
from harmattan.lexicons import load
from harmattan.records.bundle import Extraction
from harmattan.stages.publication.names import Persons, persons_of


def persons(text: str, **fields: str) -> Persons:
    (found,) = harmattan.extract({"text": text, "published": "2026-03-03", **fields})
    assert isinstance(found, Extraction)
    return persons_of(found.document, found.mentions, found.claims, lexicon=load())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Colonel Moussa Sanogo said 12 soldiers were killed.", "Moussa Sanogo"),
        ("The defence minister, Kassoum Sangaré, spoke in Gao.", "Kassoum Sangaré"),
        ("Kassoum Sangaré, Mali's former defence minister, spoke in Gao.", "Kassoum Sangaré"),
        ("Le général Kassoum Sangaré a parlé à Gao.", "Kassoum Sangaré"),
        ("Kassoum Sangaré, ministre de la Défense, a parlé à Gao.", "Kassoum Sangaré"),
        ("Assimi Goïta condemned the attack.", "Assimi Goïta"),
    ],
)
def test_public_figures_and_titled_persons_are_public(text: str, name: str) -> None:
    found = persons(text, language="fr" if " a parlé " in text else "en")
    assert name in found.public_names
    assert name not in found.private_names


@pytest.mark.parametrize(
    "text",
    [
        "Kassoum Sangaré, a shepherd, spoke in Gao.",
        "Mr Kassoum Sangaré spoke in Gao.",
        "Dr. Kassoum Sangaré spoke in Gao.",
        "The colonel's driver, Kassoum Sangaré, was killed.",
        "Kassoum Sangaré, a friend of the defence minister, was killed.",
        "Kassoum Sangaré, brother of Colonel Sadio Camara, was killed.",
        "His father Kassoum Sangaré was killed.",
        "The mayor's son Kassoum Sangaré was killed.",
    ],
)
def test_a_title_that_is_somebody_elses_makes_nobody_public(text: str) -> None:
    found = persons(text)
    assert any("Kassoum Sangaré" in name for name in found.private_names)
    assert "Kassoum Sangaré" not in found.public_names


def test_a_bearer_of_a_known_surname_is_private() -> None:
    found = persons("Oumar Goïta, a farmer, was abducted near Koro. President Goïta condemned it.")
    assert found.private_names == ("Oumar Goïta",)
    assert "Goïta" in found.public_names


@pytest.mark.parametrize(
    "text",
    [
        "The Red Cross and Human Rights Watch said so on Monday.",
        "The army holds Hombori and Gao, the Ministry of Defence of Mali said.",
        "The Islamic State in the Sahel attacked Tessit in March.",
        "Residents of Timbuktu fled to Burkina Faso on Tuesday.",
    ],
)
def test_bodies_places_and_days_are_no_persons(text: str) -> None:
    assert persons(text).private_names == ()


def test_byline_and_title_are_looked_at_too() -> None:
    found = persons("Gunmen killed 12 villagers.", author="Fatimata Koné", title="Mariam Coulibaly tells")
    assert set(found.private_names) == {"Fatimata Koné", "Mariam Coulibaly"}
    assert persons("Gunmen killed 12 villagers.", author="AFP").private_names == ()


def test_in_a_line_of_capitals_a_given_name_begins_a_name() -> None:
    found = persons("GUNMEN KILLED AMADOU DIALLO IN GAO", language="en")
    assert found.private_names == ("AMADOU DIALLO",)

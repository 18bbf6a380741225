"""Who died: counts in any order of words, single victims, and deaths that nobody reports."""

from __future__ import annotations

import re
from functools import cache

import pytest

from harmattan.lexicons import load
from harmattan.plugins.extractors.rules import RuleExtractor
from harmattan.plugins.places import LexiconPlaces
from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import Claim
from harmattan.records.document import Block, Document
from harmattan.stages.claims import extract


@cache
def extractor() -> RuleExtractor:
    lexicon = load()
    return RuleExtractor(lexicon=lexicon, places=LexiconPlaces(lexicon))


def tolls(text: str, language: str = "en", unit: str = "killed") -> list[Claim]:
    document = Document(
        id=record_id("doc", text), made_by=MadeBy(stage="reading", version="1"), text=text, language=language,
        media_type="text/plain", blocks=(Block(start=0, end=len(text), kind="paragraph"),),
    )  # fmt: skip
    found = next(iter(extract([document], extractor=extractor(), lexicon=load())))
    return [claim for claim in found.claims if claim.kind == "toll" and claim.quantity and claim.quantity.unit == unit]


def numbers(claims: list[Claim]) -> list[tuple[float | None, float | None]]:
    return [(claim.quantity.low, claim.quantity.high) for claim in claims if claim.quantity is not None]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("A suicide bombing at the gate of a mosque killed 14 and wounded 32.", "en", [(14, 14)]),
        ("Gunmen opened fire on mourners and killed at least 8.", "en", [(8, None)]),
        ("At least seven people, including two activists, were gunned down on Sunday.", "en", [(7, None), (2, 2)]),
        ("Eleven traders were on Thursday night killed when robbers stormed the inn.", "en", [(11, 11)]),
        ("No fewer than nine porters had been killed and 10 huts torched.", "en", [(9, None)]),
        ("The death toll from the raid has risen to 59.", "en", [(59, 59)]),
        ("Six people were reported killed in a blast near the port.", "en", [(6, 6)]),
        ("Three policemen and five rebels died in the assault.", "en", [(3, 3), (5, 5)]),
        ("The fighting has claimed 22 lives.", "en", [(22, 22)]),
        ("The mayor was killed along with 13 other people.", "en", [(1, 1), (13, 13)]),
        ("Une attaque a fait 12 morts et 30 blessés à Gao.", "fr", [(12, 12)]),
        ("L'attaque aurait fait 30 morts.", "fr", [(30, 30)]),
    ],
)
def test_the_dead_are_counted(text: str, language: str, expected: list[tuple[float, float | None]]) -> None:
    assert sorted(numbers(tolls(text, language)), key=str) == sorted(expected, key=str)


def test_what_stands_before_another_passive_is_its_own() -> None:
    text = "At least five people were killed and 50 others, including women, were injured when a bomb exploded."
    assert numbers(tolls(text)) == [(5, None)]


@pytest.mark.parametrize(
    ("text", "language", "who"),
    [
        ("Unknown gunmen killed a Catholic priest outside his church.", "en", ["a Catholic priest"]),
        ("Gunmen shot dead Usman Gwandu in Kano.", "en", ["Usman Gwandu"]),
        ("The governor was assassinated on Friday.", "en", ["The governor"]),
        ("The bomb killed him and a bodyguard.", "en", ["him", "a bodyguard"]),
        ("Un enseignant a été tué par des hommes armés.", "fr", ["Un enseignant"]),
    ],
)
def test_a_single_victim_is_a_toll_of_one(text: str, language: str, who: list[str]) -> None:
    found = tolls(text, language)
    assert numbers(found) == [(1, 1)] * len(who)
    units = [part.text for claim in found for part in claim.parts if part.role == "unit"]
    assert sorted(units) == sorted(who)


@pytest.mark.parametrize(
    "text",
    [
        "A young journalist, Rahma Adan, was gunned down in the street.",
        "At least 61 people were killed and 120 others wounded Friday in clashes.",
    ],
)
def test_nobody_is_counted_twice(text: str) -> None:
    assert len(tolls(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The army lost the battle for the town.",
        "The raid killed the peace process.",
        "Gunmen killed a family in the village.",
        "Militants killed villagers in the valley.",
    ],
)
def test_a_thing_or_several_people_are_no_single_victim(text: str) -> None:
    assert (1, 1) not in numbers(tolls(text))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Police arrested two brothers over an alleged plot to murder nine members of the council.", "en"),
        ("The device was powerful enough to kill the 120 children at the school.", "en"),
        ("A notebook listed the names of 17 chiefs to be killed before the harvest.", "en"),
        ("In the director's new film, a lone sniper kills 30 soldiers from a tower.", "en"),
        ("The ministry corrected its statement that 14 soldiers had been killed.", "en"),
        ("There is no truth in the rumour that seven students were shot dead.", "en"),
        ("The ministry called reports of 22 soldiers killed a pure invention.", "en"),
        ("The police denied killing 8 protesters.", "en"),
        ("None of the 12 passengers was killed.", "en"),
        ("The group threatened to execute its 14 hostages.", "en"),
        ("Parliament voted compensation for 86 survivors of the massacre.", "en"),
        ("L'état-major dément catégoriquement la mort de 14 de ses hommes.", "fr"),
        ("Trois otages seront exécutés lundi.", "fr"),
        ("Aucun des 40 passagers n'a été tué.", "fr"),
        ("L'exercice, qui simulait un attentat faisant 15 morts, a mobilisé les secours.", "fr"),
        ("Si la digue avait cédé, 500 habitants auraient péri.", "fr"),
    ],
)
def test_a_death_that_nobody_reports_is_no_toll(text: str, language: str) -> None:
    for claim in tolls(text, language):
        told = claim.realis == "actual" and re.match(r"CT\+|PR\+", claim.certainty.value)
        assert not told, (claim.statement, claim.certainty.value, claim.realis)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("The film tells the true story of a column in which 36 conscripts were slaughtered.", 36),
        ("The mayor was the third official to be killed this year.", 1),
        ("No group has claimed the attack that killed nine traders.", 9),
        ("A second charge could have killed dozens; the first killed six soldiers.", 6),
    ],
)
def test_a_real_death_beside_an_unreal_one_stays(text: str, dead: int) -> None:
    found = [claim for claim in tolls(text) if claim.realis == "actual" and claim.certainty.value == "CT+"]
    assert dead in [claim.quantity.low for claim in found if claim.quantity is not None]


@pytest.mark.parametrize(
    ("text", "language", "dead"),
    [
        ("The toll from Monday's attack, rising to 34, was confirmed.", "en", 34),
        ("Officials raised the toll from the attack to 34.", "en", 34),
        ("The toll from the blast was revised upward to 34.", "en", 34),
        ("The number of dead has climbed to 34 from 21.", "en", 34),
        ("The death toll rose from 21 to 34 after the blast.", "en", 34),
        ("The attack left 34 dead, up from an earlier toll of 21.", "en", 34),
        ("Le bilan de l'attaque est passé de 21 à 34 morts.", "fr", 34),
    ],
)
def test_a_revised_toll_is_its_last_number(text: str, language: str, dead: int) -> None:
    (claim,) = tolls(text, language)
    assert numbers([claim]) == [(dead, dead)]
    assert str(dead) in claim.statement


@pytest.mark.parametrize(
    "text",
    [
        "A member of the Zandu group was killed.",
        "The head of the Association of Zandu Students, Ali Moroko, was killed by gunmen.",
    ],
)
def test_one_of_a_group_is_one_victim(text: str) -> None:
    assert numbers(tolls(text)) == [(1.0, 1.0)]

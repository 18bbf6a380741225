"""Ties told in passing: by participles, compounds, appositions and possessors, also of names that no lexicon has."""

from __future__ import annotations

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


def claims(text: str, kind: str, language: str = "en") -> list[Claim]:
    document = Document(
        id=record_id("doc", text), made_by=MadeBy(stage="reading", version="1"), text=text, language=language,
        media_type="text/plain", blocks=(Block(start=0, end=len(text), kind="paragraph"),),
    )  # fmt: skip
    found = next(iter(extract([document], extractor=extractor(), lexicon=load())))
    assert not found.refusals
    return [claim for claim in found.claims if claim.kind == kind]


def ends(claim: Claim) -> dict[str, list[str]]:
    roles: dict[str, list[str]] = {}
    for actor in claim.actors:
        roles.setdefault(actor.role, []).append(actor.name)
    return roles


@pytest.mark.parametrize(
    ("text", "language", "supporter", "supported"),
    [
        ("Wagner, backed by Moscow, attacked Gao.", "en", "Moscow", "Wagner"),
        ("Wagner is backed by Moscow.", "en", "Moscow", "Wagner"),
        ("Moscow has backed Wagner for years.", "en", "Moscow", "Wagner"),
        ("Rwandan-backed M23 rebels shelled the port.", "en", "Rwandan", "Rwandan-backed M23 rebels"),
        ("The militia, which Ankara has armed for years, took the airport.", "en", "Ankara", "militia"),
        ("The UAE is accused of supplying weapons to the RSF.", "en", "UAE", "RSF"),
        ("Turkey sold six combat drones to Mali last year.", "en", "Turkey", "Mali"),
        ("Le MPJ, soutenu par Tripoli, a attaqué le camp.", "fr", "Tripoli", "MPJ"),
    ],
)
def test_who_backs_whom(text: str, language: str, supporter: str, supported: str) -> None:
    (claim,) = claims(text, "support", language)
    assert ends(claim) == {"supporter": [supporter], "supported": [supported]}


@pytest.mark.parametrize(
    ("text", "language", "subject", "other"),
    [
        ("The junta's Russian allies withdrew from Kidal.", "en", "Russian", "junta"),
        ("Katiba Macina, JNIM's most active branch, attacked a convoy.", "en", "Katiba Macina", "JNIM"),
        ("Al-Qaeda-linked JNIM attacked a base.", "en", "JNIM", "Al-Qaeda"),
        ("The Macina Front, an offshoot of Ansar Dine, burned the mill.", "en", "Macina Front", "Ansar Dine"),
        ("JNIM's emir, Iyad Ag Ghaly, has not been seen since March.", "en", "Iyad Ag Ghaly", "JNIM"),
        ("JNIM and the FLA, sworn enemies, fought near Tessit.", "en", "JNIM", "FLA"),
        ("The group pledged allegiance to the Islamic State in 2019.", "en", "group", "Islamic State"),
        ("La Force conjointe, alliée à l'armée soudanaise, a tiré sur le convoi.", "fr", "Force conjointe", "armée soudanaise"),
    ],
)  # fmt: skip
def test_who_stands_where_to_whom(text: str, language: str, subject: str, other: str) -> None:
    found = [ends(claim) for claim in claims(text, "relation", language)]
    assert {"subject": [subject], "object": [other]} in found


def test_a_clause_that_denies_something_else_denies_no_tie() -> None:
    (claim,) = claims("JNIM's emir, Iyad Ag Ghaly, has not been seen since March.", "relation")
    assert claim.certainty.value == "CT+"
    (claim,) = claims("The front is no ally of Bamako.", "relation")
    assert claim.certainty.value == "CT-"


@pytest.mark.parametrize(
    ("text", "holder", "place"),
    [
        ("The rebels fled from Kidal, which the army has held since 2012.", "army", "Kidal"),
        ("The army shelled the rebel-held town of Rutshuru.", "rebel", "Rutshuru"),
        ("Fighting went on near Babanusa, long besieged by the RSF.", "RSF", "Babanusa"),
        ("The Sambisa forest, a stronghold of Boko Haram, was bombed.", "Boko Haram", "Sambisa forest"),
        ("The junta lost control of Ménaka.", "junta", "Ménaka"),
        ("Most of Kordofan is now held by the RSF.", "RSF", "Kordofan"),
        ("The jihadists control most of the countryside around Djibo.", "jihadists", "Djibo"),
        ("Tessalit remains under army control.", "army", "Tessalit"),
    ],
)
def test_who_holds_what(text: str, holder: str, place: str) -> None:
    found = [(ends(claim).get("subject"), [spot.name for spot in claim.places]) for claim in claims(text, "control")]
    assert ([holder], [place]) in found


def test_a_line_on_control_names_who_holds() -> None:
    (claim,) = claims("Hombori is under the full control of the Malian Armed Forces.", "control")
    assert claim.statement == "Hombori is under the full control of the Malian Armed Forces"


@pytest.mark.parametrize(
    "text",
    [
        "Some 3,200 people have fled Hombori since Tuesday.",
        "The fall of Gao would cut the country in two.",
        "The army held a meeting in Gao.",
        "The rebels lost Colonel Bah near Kidal.",
    ],
)
def test_who_holds_nothing(text: str) -> None:
    assert not claims(text, "control")


def test_whose_fighters_are_counted_is_their_strength() -> None:
    (claim,) = claims("JNIM's 6,000 fighters live mostly off cattle and ransoms.", "strength")
    assert claim.quantity is not None
    assert claim.quantity.low == 6000


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ali Moroko, a JNIM commander, was killed.", "en"),
        ("Ali Moroko, commandant du JNIM, a été tué.", "fr"),
    ],
)
def test_a_person_is_tied_to_the_group_by_the_office(text: str, language: str) -> None:
    (claim,) = claims(text, "relation", language)
    assert ends(claim) == {"subject": ["Ali Moroko"], "object": ["JNIM"]}

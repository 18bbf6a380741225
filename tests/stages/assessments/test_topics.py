from __future__ import annotations

from types import SimpleNamespace

import pytest

from harmattan.records.assessment import Reason
from harmattan.records.claim import Claim
from harmattan.stages.assessments.grades import stand, trust
from harmattan.stages.assessments.settings import AssessmentSettings
from harmattan.stages.assessments.topics import Topic, topics_of
from harmattan.stages.assessments.world import World
from harmattan.stages.events import assemble, identify
from invented import attack, document, lexicon, toll

FIRST, COPY = document("a", "first"), document("a", "copy")


def descended(**origins: tuple[str, str]) -> dict:
    return {key: SimpleNamespace(repeats=repeats, origin=origin) for key, (repeats, origin) in origins.items()}


def topic_of(said: list[Claim], descents: dict) -> Topic:
    (event,) = assemble(said[:1], lexicon=lexicon())
    joined = event.__class__(
        id=event.id, made_by=event.made_by, claim_ids=tuple(item.id for item in said), event_type=event.event_type
    )
    return topics_of([joined], said, descents)[0]


def test_what_a_copy_adds_to_a_story_makes_it_no_second_origin_of_the_story() -> None:
    said = attack(document_id=FIRST.id)
    repeated, headline = attack(document_id=COPY.id), attack(document_id=COPY.id, at=400)
    quoted = attack(document_id=COPY.id, at=500, said_by="x:army")
    descents = descended(**{
        said.id: (said.id, FIRST.id), repeated.id: (said.id, FIRST.id),
        headline.id: (headline.id, COPY.id), quoted.id: (quoted.id, COPY.id),
    })  # fmt: skip
    topic = topic_of([said, repeated, headline, quoted], descents)
    assert topic.origins == 1
    assert {item.id for item in topic.firsts} == {said.id, quoted.id}


def test_an_anonymous_story_is_not_made_firmer_by_a_copier_s_headline() -> None:
    said, repeated = (attack(document_id=each.id, anonymous="two sources") for each in (FIRST, COPY))
    headline = attack(document_id=COPY.id, at=400)
    descents = descended(**{
        said.id: (said.id, FIRST.id), repeated.id: (said.id, FIRST.id), headline.id: (headline.id, COPY.id)
    })  # fmt: skip
    topic = topic_of([said, repeated, headline], descents)
    assert stand(topic, World([FIRST, COPY], (), lexicon())) == "unverified"


def test_two_documents_that_share_nothing_are_two_origins() -> None:
    said, other = attack(document_id=FIRST.id), attack(document_id=COPY.id)
    descents = descended(**{said.id: (said.id, FIRST.id), other.id: (other.id, COPY.id)})
    assert topic_of([said, other], descents).origins == 2


@pytest.mark.parametrize(("code", "confidence"), [("x", "moderate"), ("corroborated_by", "high")])
def test_a_single_voice_is_never_worth_more_than_moderate(code: str, confidence: str) -> None:
    reasons = [Reason(code=code, detail="much speaks for it", weight=5.0)]
    assert trust(reasons, AssessmentSettings()) == confidence


@pytest.mark.parametrize(
    ("speaker", "victim", "concern"),
    [
        ("x:army", "x:guard", "own"),
        ("x:army", "x:squad", "own"),
        ("x:guard", "x:squad", "own"),
        ("x:army", "y:army", "enemy"),
        ("x:army", "x:front", "enemy"),
        ("x:front", "x:katiba", "own"),
        ("x:front", "x:league", "enemy"),
        ("x:army", "villagers", "none"),
        ("a nurse", "x:army", "none"),
    ],
)
def test_whose_losses_a_party_speaks_about(speaker: str, victim: str, concern: str) -> None:
    said = toll(3, 3, document_id=FIRST.id, on=[victim], said_by=speaker)
    world = World([FIRST], identify([said], lexicon=lexicon()), lexicon())
    assert world.concern(said) == concern


def test_a_communique_is_the_word_of_the_party_that_published_it() -> None:
    communique = document("a", "communique", source="Army of Xanadu")
    boast = toll(30, None, "at_least", document_id=communique.id, on=["x:front"])
    admission = toll(4, 4, document_id=communique.id, on=["x:guard"], at=100)
    world = World([communique], identify([boast, admission], lexicon=lexicon()), lexicon())
    assert (world.concern(boast), world.concern(admission)) == ("enemy", "own")


@pytest.mark.parametrize(
    ("doer", "concern"), [("x:katiba", "enemy"), ("our fighters", "enemy"), ("x:army", "none"), ("x:league", "none")]
)
def test_those_whom_a_party_says_its_own_captured_are_the_enemys(doer: str, concern: str) -> None:
    said = toll(11, 11, unit="captured", document_id=FIRST.id, by=[doer], said_by="x:front")
    assert World([FIRST], identify([said], lexicon=lexicon()), lexicon()).concern(said) == concern

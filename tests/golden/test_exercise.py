"""Fifteen reports on an invented week: copies, a spun copy, two parties that contradict each other, doubts and a tally."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from harmattan.records.bundle import Situation
from harmattan.records.claim import Claim
from harmattan.records.document import Document
from harmattan.records.event import Event
from harmattan.surfaces.report import render

Find = Callable[..., list[Claim]]
WIRE = "BAMAKO, 3 March 2026"


def document_of(situation: Situation, words: str) -> Document:
    found = [document for document in situation.documents if words in document.text]
    assert len(found) == 1, [document.title for document in found]
    return found[0]


@pytest.fixture
def find(exercise: Situation, read_of: Callable[[Situation, Claim], str]) -> Find:
    """Returns the claims of a kind whose quote, as it was meant, holds all the words."""

    def found(kind: str | None, *words: str) -> list[Claim]:
        return [
            claim
            for claim in exercise.claims
            if (kind is None or claim.kind == kind) and all(word in read_of(exercise, claim) for word in words)
        ]

    return found


def copies(situation: Situation) -> set[str]:
    """The wire story, two reprints and the spun copy, told apart by what each alone has."""
    marks = (
        WIRE,
        "(With Sahel Wire Exchange)",
        "Hombori lies on the road",
        "sidesplitting",
    )
    return {document_of(situation, mark).id for mark in marks}


def test_all_fifteen_reports_are_read_and_nothing_is_refused_for_its_file(exercise: Situation) -> None:
    assert len(exercise.documents) == 15
    assert [refusal for refusal in exercise.refusals if refusal.path is not None] == []
    assert {document.language for document in exercise.documents} == {"en", "fr"}


def test_reprints_and_the_spun_copy_are_one_origin(exercise: Situation) -> None:
    wire = document_of(exercise, WIRE).id
    (lineage,) = [
        lineage for lineage in exercise.lineages if wire in {member.document_id for member in lineage.members}
    ]
    assert {member.document_id for member in lineage.members} == copies(exercise)
    relations = {member.document_id: member.relation for member in lineage.members}
    assert lineage.origin == wire
    assert relations[wire] == "origin"
    assert relations[document_of(exercise, "sidesplitting").id] == "spun"


def test_a_copy_is_no_witness(exercise: Situation) -> None:
    where = {claim.id: claim.document_id for claim in exercise.claims}
    copied = copies(exercise)
    counted = 0
    for assessment in exercise.assessments:
        documents = {where[claim_id] for claim_id in assessment.claim_ids}
        if documents <= copied:
            counted += len(documents) > 1
            assert assessment.origins == 1, assessment.statement
            assert assessment.status not in ("corroborated", "confirmed"), assessment.statement
    assert counted >= 3


def test_at_least_twelve_is_never_a_plain_twelve(exercise: Situation, find: Find) -> None:
    bounded = [
        claim
        for claim in find("toll", "at least 12")
        if claim.quantity and 12 in (claim.quantity.low, claim.quantity.high)
    ]
    assert {claim.document_id for claim in bounded} >= copies(exercise)
    for claim in bounded:
        assert claim.quantity is not None
        assert (claim.quantity.low, claim.quantity.high, claim.quantity.bound) == (12, None, "at_least")
        assert claim.quantity.group == "soldiers"
    ranges = [
        number for assessment in exercise.assessments for number in assessment.numbers if number.group == "soldiers"
    ]
    # The ministry's four is the lowest word on the same attack, the agency's corrected seventeen the highest.
    assert [(n.low, n.best, n.high) for n in ranges if n.unit == "killed"] == [(4, None, 17)]
    assert 12 not in {number.best for number in ranges} | {number.high for number in ranges}


TELLERS = (
    WIRE,
    "MINISTRY OF DEFENCE OF MALI",
    "hands of the mujahideen",
    "This story replaces a version",
    "L'attaque aurait fait",
    "counted 15 bodies",
)
"""A mark of each story of the attack on the camp; the wire's stands for its copies."""


def attack_of(situation: Situation) -> tuple[Event, set[str]]:
    """The event that the wire's toll is in, and the documents that tell of it."""
    claims = {claim.id: claim for claim in situation.claims}
    wire = document_of(situation, WIRE).id
    (event,) = [
        event
        for event in situation.events
        if any(claims[key].document_id == wire and claims[key].kind == "toll" for key in event.claim_ids)
    ]
    return event, {claims[key].document_id for key in event.claim_ids}


def test_what_six_stories_tell_of_the_attack_is_one_event_that_can_be_taken_apart(exercise: Situation) -> None:
    event, documents = attack_of(exercise)
    assert documents == copies(exercise) | {document_of(exercise, mark).id for mark in TELLERS}
    assert len(event.supersedes) == len(documents) - 1
    assert not {other.id for other in exercise.events} & set(event.supersedes)


def test_the_attack_is_confirmed_by_both_sides_and_its_toll_contested(exercise: Situation) -> None:
    event, _ = attack_of(exercise)
    found = {item.subject.attribute: item for item in exercise.assessments if item.subject.event_id == event.id}
    assert (found["occurrence"].status, found["occurrence"].origins) == ("confirmed", len(TELLERS))
    codes = {reason.code for reason in found["occurrence"].reasons}
    assert {"confirmed_by_both_sides", "same_happening"} <= codes
    assert found["toll"].status == "contested"
    assert "counts_differ" in {reason.code for reason in found["toll"].reasons}


@pytest.mark.parametrize(("mark", "count"), [("MINISTRY OF DEFENCE OF MALI", 30), ("hands of the mujahideen", 40)])
def test_what_a_party_says_of_its_enemys_losses_is_never_the_best_number(
    exercise: Situation, find: Find, mark: str, count: int
) -> None:
    party = document_of(exercise, mark).id
    tolls = [claim for claim in find("toll", str(count)) if claim.document_id == party and claim.quantity]
    assert [claim for claim in tolls if claim.quantity is not None and claim.quantity.low == count]
    assert count not in {number.best for assessment in exercise.assessments for number in assessment.numbers}


def test_who_holds_the_town_is_contested_and_both_stand(exercise: Situation, find: Find) -> None:
    held = find("control", "hombori")
    assert len({claim.document_id for claim in held}) == 2
    status = {
        claim_id: a.status for a in exercise.assessments if a.subject.attribute == "control" for claim_id in a.claim_ids
    }
    assert {status[claim.id] for claim in held} == {"contested"}
    assert {
        control.holder for control in exercise.control if {claim.id for claim in held} & set(control.claim_ids)
    } >= {"fama"}


@pytest.mark.parametrize(
    ("mark", "speaker"),
    [
        ("taken off from its territory", "state-DZ"),
        ("denied any role", "hur"),
        ("denied that it had joined the fighting", "fla"),
        ("denied that its fighters had burned the market", "jnim"),
    ],
)
def test_a_denial_has_its_speaker(exercise: Situation, find: Find, mark: str, speaker: str) -> None:
    claims = find("position", mark)
    assert claims
    named = {actor.actor_id for claim in claims for actor in claim.actors if actor.role == "speaker"}
    named |= {claim.attribution.actor_id for claim in claims}
    assert speaker in named
    assert {claim.attribution.kind for claim in claims} == {"named"}


def test_what_is_denied_is_not_stated(find: Find) -> None:
    for words, trigger in (
        ("joined the fighting", "joined"),
        ("burned the market", "burned"),
        ("taken off", "taken off"),
    ):
        for claim in find("event", words):
            if any(part.role == "trigger" and trigger in part.text for part in claim.parts):
                assert claim.certainty.value.endswith("-") or claim.certainty.value == "Uu", claim.statement


def test_a_denied_detail_does_not_deny_the_attack(exercise: Situation) -> None:
    algeria = document_of(exercise, "taken off from its territory").id
    where = {claim.id: claim for claim in exercise.claims}
    for assessment in exercise.assessments:
        claims = [where[claim_id] for claim_id in assessment.claim_ids]
        if assessment.subject.attribute == "occurrence" and {claim.document_id for claim in claims} == {algeria}:
            triggers = {part.text for claim in claims for part in claim.parts if part.role == "trigger"}
            assert assessment.status != "denied" or "attack" not in triggers, assessment.statement


def test_nothing_is_claimed_from_menus_footers_and_stamps(exercise: Situation) -> None:
    residue = ("English (US)", "Follow us", "All rights reserved", "Home World", "EXERCISE EXERCISE", "EXERCICE")
    assert [
        claim.statement for claim in exercise.claims if any(words in claim.evidence.quote for words in residue)
    ] == []


def test_the_french_conditional_is_not_certain(exercise: Situation, find: Find) -> None:
    claims = [claim for claim in find(None, "aurait fait") if claim.kind in ("toll", "event")]
    assert claims
    for claim in claims:
        # It is the author who keeps a distance; what the source itself commits to is another value.
        assert claim.certainty.author_value == "Uu", claim.statement
        assert claim.certainty.holder == "source" or claim.certainty.value == "Uu"
    ids = {claim.id for claim in claims}
    # On the same attack others say otherwise; what keeps its distance stays at the upper end of it, and is no number.
    (toll,) = [a for a in exercise.assessments if a.subject.attribute == "toll" and ids & set(a.claim_ids)]
    assert toll.status == "contested"
    assert 30 not in {value for number in toll.numbers for value in (number.low, number.best)}
    wounded = {
        claim.quantity.bound: claim
        for claim in claims
        if claim.quantity is not None and claim.quantity.unit == "wounded"
    }
    assert set(wounded) == {"about", "exactly"}
    assert [(link.kind, link.claim_id) for link in wounded["exactly"].links] == [("part_of", wounded["about"].id)]
    assert wounded["about"].certainty.unconfirmed


def test_the_tally_of_many_months_is_part_of_no_event(exercise: Situation, find: Find) -> None:
    (tally,) = find("toll", "at least 640")
    assert tally.aggregate
    assert tally.quantity is not None
    assert (tally.quantity.low, tally.quantity.high, tally.quantity.bound) == (640, None, "at_least")
    assert [event.id for event in exercise.events if tally.id in event.claim_ids] == []
    for assessment in exercise.assessments:
        if tally.id not in assessment.claim_ids:
            assert 640 not in {
                value for number in assessment.numbers for value in (number.low, number.best, number.high)
            }


def test_foreign_help_that_nobody_confirms_is_possible_and_unconfirmed(exercise: Situation, find: Find) -> None:
    (claim,) = find("support", "foreign instructors")
    assert claim.certainty.value in ("PS+", "Uu")
    assert claim.certainty.unconfirmed
    doubting = {
        other.id
        for other in exercise.claims
        for link in other.links
        if link.claim_id == claim.id and link.kind == "doubts"
    }
    said = {other.id for other in find(None, "no official confirmation")}
    assert said
    assert said <= doubting
    (assessment,) = [a for a in exercise.assessments if claim.id in a.claim_ids and a.subject.attribute == "support"]
    assert assessment.status == "unverified"


def test_the_correction_gives_the_new_toll_and_no_claim_of_the_old_one(exercise: Situation, find: Find) -> None:
    correction = document_of(exercise, "This story replaces a version").id
    tolls = [
        claim.quantity for claim in exercise.claims if claim.document_id == correction and claim.quantity is not None
    ]
    assert (17, 17, "exactly") in {(toll.low, toll.high, toll.bound) for toll in tolls}
    assert 12 not in {value for toll in tolls for value in (toll.low, toll.high)}


def test_planned_and_feared_attacks_have_not_happened(exercise: Situation, find: Find) -> None:
    happened = {claim_id for event in exercise.events for claim_id in event.claim_ids}
    ahead = [
        claim
        for claim in exercise.claims
        if claim.kind == "outlook" or claim.realis in ("planned", "threatened", "hypothetical")
    ]
    assert [claim for claim in ahead if claim.kind == "outlook"]
    assert [claim.statement for claim in ahead if claim.id in happened] == []


def test_every_quote_and_part_is_verbatim(exercise: Situation) -> None:
    texts = {document.id: document.text for document in exercise.documents}
    for claim in exercise.claims:
        text, evidence = texts[claim.document_id], claim.evidence
        assert text[evidence.start : evidence.end] == evidence.quote
        for part in claim.parts:
            assert text[part.start : part.end] == part.text
            assert evidence.start <= part.start < part.end <= evidence.end


@pytest.mark.parametrize("form", ["terminal", "html", "markdown", "json"])
def test_every_form_of_the_report_holds_both_sides(exercise: Situation, form: str) -> None:
    plain = " ".join(re.sub(r"<[^>]+>|\s+", " ", render(exercise, form)).split())  # type: ignore[arg-type]
    for words in ("Hombori", "mujahideen", "Africa Corps", "Foreign instructors", "contested"):
        assert words in plain, words

"""Status, confidence and Admiralty grade."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from harmattan.records.assessment import Admiralty, Reason, Status
from harmattan.records.claim import Claim
from harmattan.stages.assessments.ballot import source_of
from harmattan.stages.assessments.numbers import at_odds
from harmattan.stages.assessments.settings import AssessmentSettings
from harmattan.stages.assessments.topics import Topic
from harmattan.stages.assessments.voices import support_of
from harmattan.stages.assessments.weigh import differs, is_anonymous, is_supported, is_weak, speaker_of
from harmattan.stages.assessments.world import TOUCHED, World
from harmattan.stages.assessments.worths import Record, Worths

Confidence = Literal["low", "moderate", "high"]
Letter = Literal["A", "B", "C", "D", "E", "F"]


def stand(topic: Topic, world: World) -> Status:
    """Return where a topic stands.

    Denied where nobody affirms it, or only in order to deny it; contested where others say otherwise, with a name or in
    the report's own voice; unverified where all that affirm it are unconfirmed, hedged or anonymous, or where it is
    doubted; else a single origin. Contested, too, are counts that can't both be so. Corroborated or confirmed takes
    voices that are independent of each other (`support_of`), which one story and its copies never have.
    """
    affirmed = topic.affirmed
    if not affirmed:
        return "denied"
    if topic.denied:
        deniers = {speaker_of(claim, world) for claim in topic.denied}
        others = [claim for claim in affirmed if speaker_of(claim, world) not in deniers]
        refuted = all(claim.certainty.author_value == "CT-" for claim in affirmed)
        return "contested" if others and not refuted else "denied"
    if topic.rivals or differs(topic, world):
        return "contested"
    tellers = {speaker_of(claim, world) for claim in affirmed}
    named = [claim for claim in topic.doubts if claim.attribution.kind == "named" and not is_anonymous(claim)]
    if any(speaker_of(claim, world) not in tellers for claim in named):
        return "contested"
    if topic.attribute == "toll" and at_odds(topic, world):
        return "contested"
    support = support_of(topic, world)
    if support is not None:
        return support.status
    if topic.doubts or all(is_weak(claim) for claim in affirmed):
        return "unverified"
    return "single_origin"


def trust(reasons: Iterable[Reason], settings: AssessmentSettings) -> Confidence:
    """Return the confidence that the reasons add up to; a single voice is never worth more than moderate."""
    reasons = tuple(reasons)
    total = sum(reason.weight for reason in reasons)
    if total >= settings.high and is_supported(reasons):
        return "high"
    return "moderate" if total >= settings.moderate else "low"


INFORMATION: dict[Status, Literal[1, 2, 3, 4, 5, 6]] = {
    "confirmed": 1, "corroborated": 2, "single_origin": 3, "contested": 4, "denied": 5, "unverified": 6, "judgement": 6,
}  # fmt: skip


RECORDED: tuple[tuple[float, Letter], ...] = ((0.9, "A"), (0.75, "B"), (0.5, "C"), (0.25, "D"))
"""Share of decided claims, from which on a record earns a letter; STIX puts A to E at 100, 75, 50, 25 and 0."""
ENOUGH_DECIDED = 10
"""Decisions about a source's claims from which on its letter is its record's. With fewer, one more or less would move it."""


def grade(topic: Topic, status: Status, world: World, worths: Worths) -> Admiralty:
    """Return the Admiralty grade: the letter of the best source, and a digit that follows the status.

    Letters go by the source's record: the one that a lexicon row gives its outlet, or, from ten decisions on, the share of
    its claims that people upheld. Without either: B where a known news agency speaks; C where a known outlet does, or a
    party of its own losses; D where a party speaks about its enemy; F, cannot be judged, for all others, for the unnamed,
    and for any text whose words were swapped, since nobody knows who last touched them.
    """
    letters = sorted(letter(claim, world, worths) for claim in topic.affirmed or topic.firsts)
    return Admiralty(source=letters[0] if letters else "F", information=INFORMATION[status])


def letter(claim: Claim, world: World, worths: Worths) -> Letter:
    """Return the grade of the source of one claim."""
    document = world.documents[claim.document_id]
    if document.damage.kind in TOUCHED:
        return "F"
    attribution = claim.attribution
    if attribution.kind == "anonymous":
        return "F"
    learned = _recorded(worths.records.get(source_of(claim, world) or ""))
    if learned is not None:
        return learned
    speaks = document.source if attribution.kind == "author" else attribution.actor_id or attribution.text
    row = world.outlet(speaks)
    if row is not None and row.reliability is not None:
        return row.reliability
    concern = world.concern(claim)
    if attribution.kind == "author" and concern == "none":
        if world.is_agency(claim):
            return "B"
        return "F" if world.outlet(document.source) is None else "C"
    outlet = world.outlet(attribution.actor_id) or world.outlet(attribution.text)
    if outlet is not None:
        return "B" if outlet.agency else "C"
    match concern:
        case "own":
            return "C" if claim.kind == "toll" else "F"
        case "enemy":
            return "D"
        case "none":
            return "F"


def _recorded(record: Record | None) -> Letter | None:
    """Return the letter that a source's record earns; None where too little was decided."""
    if record is None or record.right + record.wrong < ENOUGH_DECIDED:
        return None
    share = record.right / (record.right + record.wrong)
    return next((letter for least, letter in RECORDED if share >= least), "E")

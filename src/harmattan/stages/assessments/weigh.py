"""What moves an assessment. Each feature is a pure function of a topic and returns its reason, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from harmattan.records.assessment import Reason
from harmattan.records.claim import Claim
from harmattan.stages.assessments.blame import Standing, doers, standing
from harmattan.stages.assessments.numbers import at_odds, is_bound
from harmattan.stages.assessments.settings import AssessmentSettings
from harmattan.stages.assessments.topics import Topic
from harmattan.stages.assessments.voices import ENOUGH, support_of
from harmattan.stages.assessments.world import World

COUNTED = ("toll", "strength")
UNNAMED = "unnamed sources"
MOST_DETAILS = 6
"""Reasons for a joining that a line holds; the strongest come first."""
Feature = Callable[[Topic, World, AssessmentSettings], Reason | None]


def is_anonymous(claim: Claim) -> bool:
    """Return whether nobody with a name says it."""
    return claim.attribution.kind == "anonymous"


def is_hedged(claim: Claim) -> bool:
    """Return whether its holder does not commit to it."""
    return claim.certainty.value not in ("CT+", "CT-")


def is_weak(claim: Claim) -> bool:
    """Return whether a claim alone supports nothing: unconfirmed by its own words, hedged, or said by nobody named."""
    return claim.certainty.unconfirmed or is_hedged(claim) or is_anonymous(claim)


def speaker_of(claim: Claim, world: World) -> str:
    """Return who says it, for a reader."""
    attribution = claim.attribution
    if attribution.kind == "named":
        said = attribution.text or attribution.actor_id or "a named source"
        name = world.name(attribution.actor_id)
        # "The group" tells a reader nothing where its sentence is not at hand.
        return f"{said} ({name})" if name is not None and said[1:] == said[1:].lower() else said
    if attribution.kind == "anonymous":
        return f"unnamed “{attribution.text}”" if attribution.text else UNNAMED
    return world.documents[claim.document_id].source or "the report itself"


def speakers(claims: Iterable[Claim], world: World) -> str:
    """Return who says it, each once, as a list for a reader."""
    names = list(dict.fromkeys(speaker_of(claim, world) for claim in claims))
    if len(names) > 1:
        names = [name for name in names if name != UNNAMED]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(claim.id for claim in claims)


def origins(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """One origin is one witness, and so is one speaker in many reports."""
    if topic.origins > 1:
        if support_of(topic, world) is not None:
            return None
        detail = f"{topic.origins} origins say it, and no two of them stand by the same with voices of their own"
        return Reason(code="single_voice", detail=detail, weight=settings.single_origin, claim_ids=_ids(topic.firsts))
    return Reason(
        code="single_origin", detail="it goes back to a single origin", weight=settings.single_origin,
        claim_ids=_ids(topic.firsts),
    )  # fmt: skip


def supported(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """Voices that share neither origin nor speaker; what each of them moves is told, too."""
    support = support_of(topic, world)
    if support is None:
        return None
    names = speakers(support.claims, world)
    rests = "; without one of them it would be less" if support.voices == ENOUGH else ""
    if support.both_sides:
        code, detail = "confirmed_by_both_sides", f"parties that fight each other both say so: {names}{rests}"
    elif support.admitted:
        code, detail = "confirmed_by_admission", f"said independently, by a party of its own losses too: {names}{rests}"
    else:
        code, detail = "corroborated_by", f"said independently by {names}{rests}"
    weight = settings.confirmed if support.status == "confirmed" else settings.corroborated
    return Reason(code=code, detail=detail, weight=weight, claim_ids=_ids(support.claims))


def joined(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """What several stories tell was taken for one happening, for reasons."""
    if topic.attribute != "occurrence" or not topic.bonds:
        return None
    shared = dict.fromkeys(reason.detail for bond in topic.bonds for reason in bond.reasons if reason.weight > 0)
    stories = len(topic.bonds) + 1
    detail = f"what {stories} stories tell is taken for one happening: {'; '.join(list(shared)[:MOST_DETAILS])}"
    return Reason(code="same_happening", detail=detail, weight=0.0, claim_ids=_ids(topic.firsts))


def at_variance(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """Two counts of one loss that can't both be so."""
    found = at_odds(topic, world) if topic.attribute == "toll" else ()
    if not found:
        return None
    detail = f"counts that can't all be so: {counts(found)}, by {speakers(found, world)}"
    return Reason(code="counts_differ", detail=detail, weight=settings.disputed, claim_ids=_ids(found))


def copies(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """A copy is not a witness."""
    documents = {claim.document_id for claim in topic.said}
    if len(documents) <= topic.origins:
        return None
    first = {claim.id for claim in topic.firsts}
    many = f"{len(documents)} documents say it and go back to {topic.origins} origin{'s' * (topic.origins > 1)}"
    repeated = _ids(claim for claim in topic.said if claim.id not in first)
    return Reason(code="copy_not_counted", detail=f"{many}: copies count for nothing", weight=0.0, claim_ids=repeated)


def named(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """Someone stands by it with a name."""
    found = [claim for claim in topic.affirmed if claim.attribution.kind == "named"]
    if not found:
        return None
    detail = f"said by {speakers(found, world)}"
    return Reason(code="named_source", detail=detail, weight=settings.named_source, claim_ids=_ids(found))


def anonymous(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """Nobody stands by it with a name."""
    if not topic.affirmed or not all(is_anonymous(claim) for claim in topic.affirmed):
        return None
    detail = f"nobody with a name says it, only {speakers(topic.affirmed, world)}"
    return Reason(
        code="anonymous_source", detail=detail, weight=settings.anonymous_source, claim_ids=_ids(topic.affirmed)
    )


def agency(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """A news agency checks before it sends."""
    found = [claim for claim in topic.affirmed if world.is_agency(claim)]
    if not found:
        return None
    detail = "a known news agency published it or is credited"
    return Reason(code="known_agency", detail=detail, weight=settings.known_agency, claim_ids=_ids(found))


def hedged(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """It is said to be probable or possible only."""
    if not topic.affirmed or not all(is_hedged(claim) for claim in topic.affirmed):
        return None
    probable = any(claim.certainty.value == "PR+" for claim in topic.affirmed)
    words = dict.fromkeys(
        cue.text for claim in topic.affirmed for cue in claim.certainty.cues if cue.effect != "out_of_scope"
    )
    by = f" (“{'”, “'.join(words)}”)" if words else ""
    return Reason(
        code="hedged",
        detail=f"said to be {'probable' if probable else 'possible'} only{by}",
        weight=settings.probable if probable else settings.possible,
        claim_ids=_ids(topic.affirmed),
    )


def unconfirmed(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """The text itself says that nobody confirms it."""
    found = [claim for claim in topic.affirmed if claim.certainty.unconfirmed]
    if not found:
        return None
    detail = "the text says outright that it is unconfirmed"
    return Reason(code="unconfirmed_outright", detail=detail, weight=settings.unconfirmed, claim_ids=_ids(found))


def bounded(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """A bound is no number."""
    if topic.attribute not in COUNTED:
        return None
    counted = [claim for claim in topic.affirmed if claim.quantity is not None]
    if not counted or not all(is_bound(claim) for claim in counted):
        return None
    words = ", ".join(dict.fromkeys(f"“{claim.quantity.text}”" for claim in counted if claim.quantity is not None))
    detail = f"no plain number is given, only {words}"
    return Reason(code="bound_only", detail=detail, weight=settings.bound_only, claim_ids=_ids(counted))


def damaged(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """What was swapped or mistranslated on the way may have said something else."""
    documents = [world.documents[claim.document_id] for claim in topic.firsts]
    if not documents or any(document.damage.kind == "none" for document in documents):
        return None
    kinds = ", ".join(sorted({document.damage.kind for document in documents}))
    share = max(document.damage.share for document in documents)
    touched = sum(_restored(claim) for claim in topic.firsts)
    detail = f"the text is damaged ({kinds}, {share:.0%} of its words)"
    weight = settings.damaged_text
    if all(_is_doubtful(claim, world) for claim in topic.firsts):
        detail += "; words that state this are read as what they likely were"
        weight += settings.doubtful_words
    elif touched:
        detail += "; words that state this were restored"
    return Reason(code="damaged_text", detail=detail, weight=weight, claim_ids=_ids(topic.firsts))


def _is_doubtful(claim: Claim, world: World) -> bool:
    """Return whether what states a claim was read as what it likely was, and not surely enough to be put back."""
    doubtful = world.documents[claim.document_id].damage.doubtful
    read = [part for part in claim.parts if part.restored is not None]
    return any(part.start < each.end and each.start < part.end for part in read for each in doubtful)


def _restored(claim: Claim) -> bool:
    return any(part.restored is not None and part.restored != part.text for part in claim.parts)


def enemy(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """A party has an interest in what it says of its enemy."""
    if topic.attribute == "position":
        return None
    found = [claim for claim in topic.affirmed if world.concern(claim) == "enemy"]
    if not found:
        return None
    detail = f"{speakers(found, world)} is a party and speaks about its enemy"
    return Reason(code="party_on_enemy", detail=detail, weight=settings.party_on_enemy, claim_ids=_ids(found))


def admitted(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """Who admits a loss has no interest in it."""
    found = [
        claim
        for claim in topic.affirmed
        if claim.kind == "toll" and topic.attribute in ("toll", "occurrence") and world.concern(claim) == "own"
    ]
    if not found:
        return None
    detail = f"{speakers(found, world)} speaks of its own losses, against its interest"
    return Reason(
        code="admission_against_interest", detail=detail, weight=settings.against_interest, claim_ids=_ids(found)
    )


def denied(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """Someone says that it is not so."""
    if not topic.denied:
        return None
    detail = f"denied by {speakers(topic.denied, world)}"
    return Reason(code="denied_by", detail=detail, weight=settings.denied, claim_ids=_ids(topic.denied))


def doubted(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """Someone says that it may not be so."""
    if not topic.doubts:
        return None
    detail = f"doubted by {speakers(topic.doubts, world)}"
    return Reason(code="doubted_by", detail=detail, weight=settings.doubted, claim_ids=_ids(topic.doubts))


def corrected(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """What was corrected is not what is supported."""
    if not topic.corrections:
        return None
    detail = f"corrected by {speakers(topic.corrections, world)}: the earlier word is left out"
    return Reason(code="corrected_by", detail=detail, weight=0.0, claim_ids=_ids(topic.corrections))


def blamed_twice(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """Different speakers name different perpetrators."""
    if not differs(topic, world):
        return None
    detail = f"different perpetrators are named by {speakers(topic.affirmed, world)}"
    return Reason(code="perpetrators_differ", detail=detail, weight=settings.disputed, claim_ids=_ids(topic.affirmed))


def claimed(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """Those who did it say so themselves."""
    found = _held(topic, world, "claimed")
    if not found:
        return None
    detail = f"claimed by {names_of(found)}"
    return Reason(code="claimed_by", detail=detail, weight=settings.claimed, claim_ids=_ids(found))


def accused(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """Somebody accuses, and proves nothing by it."""
    found = _held(topic, world, "accused")
    if not found:
        return None
    detail = f"{names_of(found)} accused by {speakers(found, world)}"
    return Reason(code="accused_by", detail=detail, weight=0.0, claim_ids=_ids(found))


def suspected(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """Nobody is said to have done it, only suspected."""
    found = _held(topic, world, "suspected")
    if not found or len(found) < len(topic.affirmed):
        return None
    detail = f"{names_of(found)}: suspected only"
    return Reason(code="suspected_only", detail=detail, weight=settings.suspected, claim_ids=_ids(found))


def _held(topic: Topic, world: World, wanted: Standing) -> tuple[Claim, ...]:
    """Return the claims that hold somebody to have done it in the way that is wanted."""
    if topic.attribute != "perpetrator":
        return ()
    return tuple(
        claim
        for claim in topic.affirmed
        if any(standing(claim, doer, topic.said, world) == wanted for doer in doers(claim))
    )


def names_of(claims: Iterable[Claim]) -> str:
    """Return those whom claims hold to have done it, each once, as a list for a reader."""
    names = list({doer.name.casefold(): doer.name for claim in claims for doer in doers(claim)}.values())
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def held_by_others(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """Somebody says that another side holds the place."""
    if not topic.rivals:
        return None
    detail = f"{speakers(topic.rivals, world)} names another side as the holder of the same place at the same time"
    return Reason(code="other_holder", detail=detail, weight=settings.disputed, claim_ids=_ids(topic.rivals))


def revised(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """An outlet's later word goes before its earlier one; both stay to be seen."""
    if not topic.revisions:
        return None
    names = speakers_of(topic.revisions, world)
    detail = f"{names} later gave another number for the same loss: {counts(topic.revisions)}"
    return Reason(code="revised_by", detail=detail, weight=settings.revised, claim_ids=_ids(topic.revisions))


def speakers_of(claims: Iterable[Claim], world: World) -> str:
    """Return the outlets of claims, each once."""
    return " and ".join(dict.fromkeys(world.documents[claim.document_id].source or "the report" for claim in claims))


def counts(claims: Iterable[Claim]) -> str:
    """Return the counts of claims in their sources' words, each once."""
    said = (claim.quantity for claim in claims if claim.quantity is not None)
    return ", ".join(dict.fromkeys(f"“{each.text}” {each.unit or ''}".strip() for each in said))


def differs(topic: Topic, world: World) -> bool:
    """Return whether speakers of an attack name perpetrators that have nothing in common.

    Whom another account has for the attacked is no other perpetrator: the two sides of a fight each tell what they did.
    """
    if topic.attribute != "perpetrator":
        return False
    met = {actor.actor_id for claim in topic.said for actor in claim.actors if actor.role == "target"}
    blamed: dict[str, set[str]] = {}
    for claim in topic.affirmed:
        known = {
            actor.actor_id for actor in claim.actors if actor.role == "initiator" and actor.actor_id is not None
        } - met
        if known:
            blamed.setdefault(speaker_of(claim, world), set()).update(known)
    sets = list(blamed.values())
    return any(not one & other for place, one in enumerate(sets) for other in sets[place + 1 :])


def unresolved(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """A name that no place or several places bear is no place on a map."""
    places = [place for claim in topic.affirmed for place in claim.places]
    if topic.attribute != "place" or any(place.latitude is not None for place in places):
        return None
    names = ", ".join(dict.fromkeys(place.name for place in places))
    detail = f"no one place could be told for {names}"
    return Reason(
        code="place_unresolved", detail=detail, weight=settings.unresolved_place, claim_ids=_ids(topic.affirmed)
    )


def summed(topic: Topic, world: World, settings: AssessmentSettings) -> Reason | None:
    """A sum over many incidents is about none of them."""
    found = [claim for claim in topic.affirmed if claim.aggregate]
    if not found:
        return None
    detail = "it sums many incidents and is joined to none of them"
    return Reason(code="aggregate", detail=detail, weight=0.0, claim_ids=_ids(found))


FEATURES: tuple[Feature, ...] = (
    origins, supported, joined, copies, named, anonymous, agency, hedged, unconfirmed, bounded, damaged, enemy, admitted,
    denied, doubted, corrected, claimed, accused, suspected, held_by_others, revised, at_variance, blamed_twice, unresolved,
    summed,
)  # fmt: skip
OUTWEIGHED = ("unconfirmed_outright", "doubted_by", "party_on_enemy")
"""What one report lacks, where independent ones stand without it, is worth a note."""


def is_supported(reasons: Iterable[Reason]) -> bool:
    """Return whether independent voices are among the reasons."""
    return any(reason.code.startswith(("corroborated_", "confirmed_")) for reason in reasons)


def weigh(topic: Topic, world: World, settings: AssessmentSettings) -> tuple[Reason, ...]:
    """Return every reason that bears on a topic, the weightiest first."""
    reasons = [reason for feature in FEATURES if (reason := feature(topic, world, settings)) is not None]
    if is_supported(reasons):
        reasons = [
            msgspec.structs.replace(reason, weight=0.0) if reason.code in OUTWEIGHED else reason for reason in reasons
        ]
    return tuple(sorted(reasons, key=lambda reason: (-abs(reason.weight), reason.code)))

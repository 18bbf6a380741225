"""How a claim holds somebody to have done it: told as a fact, claimed by themselves, accused by others, suspected only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from harmattan.language.classes import classes
from harmattan.records.claim import ActorRef, Claim
from harmattan.stages.assessments.world import World

Standing = Literal["reported", "claimed", "accused", "suspected"]
BEFORE = 24
"""Characters before an actor in which a word that only suspects it ("suspected", "présumés") stands."""


def doers(claim: Claim) -> tuple[ActorRef, ...]:
    """Return those whom a claim holds to have done something."""
    return tuple(actor for actor in claim.actors if actor.role == "initiator")


def standing(claim: Claim, doer: ActorRef, claims: Iterable[Claim], world: World) -> Standing:
    """Return how a claim, one of `claims` about one happening, holds `doer` to have done it.

    Claimed where the doer says so itself; accused where a position does or where somebody speaks of an enemy; suspected
    where a word or the claim's own doubt says so; else reported as a fact.
    """
    if claim.kind == "position":
        own = any(
            actor.role == "speaker" and (actor.start, actor.end) == (doer.start, doer.end) for actor in claim.actors
        )
        return "claimed" if own else "accused"
    if is_suspected(claim, doer, world) or claim.certainty.value in ("PR+", "PS+", "Uu"):
        return "suspected"
    if _is_laid_to(claim, doer) or _told_as_accusation(claim, claims):
        return "accused"
    match world.concern(claim) if claim.kind == "event" else _concern_of_doer(claim, doer, world):
        case "own":
            return "claimed"
        case "enemy":
            return "accused"
        case _:
            return "reported"


def is_suspected(claim: Claim, doer: ActorRef, world: World) -> bool:
    """Return whether a word in or right before the name says that somebody is only suspected."""
    start = max(0, doer.start - claim.evidence.start)
    words = claim.evidence.quote[max(0, start - BEFORE) : max(0, doer.end - claim.evidence.start)]
    gap = start - max(0, start - BEFORE)
    return any(end >= gap - 1 for end in world.suspicions(words, claim.statement_language))


def _is_laid_to(claim: Claim, doer: ActorRef) -> bool:
    """Return whether words right before the name lay the deed to it ("blamed on", "attribuée au")."""
    start = max(0, doer.start - claim.evidence.start)
    before = claim.evidence.quote[max(0, start - BEFORE) : start].casefold().split()
    return any(word in classes().blamed for word in before)


def _told_as_accusation(claim: Claim, claims: Iterable[Claim]) -> bool:
    """Return whether an accusation among the claims holds this one for its content."""
    return any(
        other.kind == "position"
        and any(link.claim_id == claim.id and link.kind == "about" for link in other.links)
        and other.evidence == claim.evidence
        and any(actor.role == "target" for actor in other.actors)
        and other.attribution.text == claim.attribution.text
        for other in claims
    )


def _concern_of_doer(claim: Claim, doer: ActorRef, world: World) -> str:
    """Return whose deed a party tells: of a toll, what matters here is who did it, not who bore it."""
    speaker = world.actor(claim.attribution.actor_id, claim.attribution.text)
    if claim.attribution.kind != "named" or speaker is None or world.side(speaker) not in ("state", "group"):
        return "none"
    actor = world.actor(doer.actor_id, doer.name)
    if actor is not None and world.together(speaker, actor):
        return "own"
    return "enemy" if world.side(actor) in ("state", "group") else "none"

"""How many voices stand behind a claim that are independent of each other, and whether they are more than that."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal

import msgspec

from harmattan.records.actor import Actor
from harmattan.records.claim import Claim
from harmattan.stages.assessments.blame import doers, standing
from harmattan.stages.assessments.numbers import Bounds, bounds_of, meet
from harmattan.stages.assessments.topics import Topic
from harmattan.stages.assessments.world import World

FINE = ("exact", "near", "adm2")
ENOUGH = 2
"""Voices that corroborate each other."""


class Support(msgspec.Struct, frozen=True, kw_only=True):
    """What independent voices make of a topic, and by which claims."""

    status: Literal["corroborated", "confirmed"]
    claims: tuple[Claim, ...]
    voices: int
    both_sides: bool = False
    """Whether parties that fight each other say the same."""
    admitted: bool = False
    """Whether a party is among them that speaks of its own losses."""


def support_of(topic: Topic, world: World) -> Support | None:
    """Return what stands behind a topic beyond a single origin; None where nothing does.

    Corroborated is what two voices say that share neither origin nor speaker: one story is one voice however many copy
    it, and a speaker, with its allies and all who are of one side with it, is one however many quote it. Hedged,
    unconfirmed, doubted and unnamed words are no voice, nor is what a party says of its enemy. Confirmed is what such
    voices say where one of them speaks of its own losses, and what parties that fight each other both say. Voices must
    agree on what is assessed: the number, the place, the perpetrator.
    """
    if topic.origins < ENOUGH:
        return None
    doubted = {link.claim_id for doubt in topic.doubts for link in doubt.links if link.kind == "doubts"}
    flat = [
        claim
        for claim in topic.affirmed
        if not claim.certainty.unconfirmed and claim.certainty.value == "CT+" and claim.id not in doubted
        and claim.attribution.kind != "anonymous"
    ]  # fmt: skip
    found = [backed for group in agreeing(flat, topic, world) if (backed := _backed(group, topic, world)) is not None]
    return max(found, key=lambda each: (each.status == "confirmed", each.voices), default=None)


def _backed(claims: Sequence[Claim], topic: Topic, world: World) -> Support | None:
    own = [claim for claim in claims if world.concern(claim) != "enemy"]
    voices = independent(own, topic, world)
    admitted = voices >= ENOUGH and any(claim.kind == "toll" and world.concern(claim) == "own" for claim in own)
    both = _on_both_sides(claims, topic, world)
    if voices < ENOUGH and not both:
        return None
    return Support(
        status="confirmed" if admitted or both else "corroborated",
        claims=tuple(claims if both else own),
        voices=max(voices, ENOUGH),
        both_sides=both,
        admitted=admitted,
    )


def agreeing(claims: Sequence[Claim], topic: Topic, world: World) -> list[list[Claim]]:
    """Return the claims that say the same of what is assessed, group by group; one may stand in several."""
    groups: dict[Hashable, list[Claim]] = {}
    match topic.attribute:
        case "place":
            for claim in claims:
                for place in claim.places:
                    if place.precision in FINE:
                        groups.setdefault(place.place_id or place.name.casefold(), []).append(claim)
        case "perpetrator":
            sides = Sides(world.together)
            for claim in claims:
                for doer in doers(claim):
                    if standing(claim, doer, topic.said, world) in ("reported", "claimed"):
                        groups.setdefault(sides.key(world.actor(doer.actor_id, doer.name), doer.name), []).append(claim)
        case "toll":
            counted = [(claim, bounds_of(claim, world)) for claim in claims if claim.id not in topic.outdated]
            for claim, bounds in counted:
                if bounds != Bounds():
                    groups[claim.id] = [
                        other
                        for other, theirs in counted
                        if _same_count(claim, other) and theirs != Bounds() and meet(bounds, theirs)
                    ]
        case _:
            groups[None] = list(claims)
    return list(groups.values())


def _same_count(one: Claim, other: Claim) -> bool:
    first, second = one.quantity, other.quantity
    return first is not None and second is not None and (first.unit, first.group) == (second.unit, second.group)


def _on_both_sides(claims: Iterable[Claim], topic: Topic, world: World) -> bool:
    """Return whether two parties that are neither of one side nor allies say so, each in a story of its own."""
    parties = [(claim, speaker) for claim in claims if (speaker := world.party(claim)) is not None]
    return any(
        not world.allied(one, other) and not topic.roots_of(claim) & topic.roots_of(second)
        for place, (claim, one) in enumerate(parties)
        for second, other in parties[place + 1 :]
    )


def independent(claims: Iterable[Claim], topic: Topic, world: World) -> int:
    """Return how many claims can be chosen so that no two share an origin or a speaker.

    That is a maximum matching of origins and speakers, found by augmenting paths (Kuhn 1955): a speaker whom five
    reports quote counts once, and so does a report that quotes five.
    """
    sides = Sides(world.allied)
    heard: dict[Hashable, dict[Hashable, None]] = {}
    for claim in claims:
        heard.setdefault(topic.roots_of(claim), {})[_speaker(claim, sides, world)] = None
    taken: dict[Hashable, Hashable] = {}

    def place(origin: Hashable, tried: set[Hashable]) -> bool:
        for speaker in heard[origin]:
            if speaker not in tried:
                tried.add(speaker)
                if speaker not in taken or place(taken[speaker], tried):
                    taken[speaker] = origin
                    return True
        return False

    return sum(place(origin, set()) for origin in heard)


class Sides:
    """Names the side of each actor by the first of it that was met; `same` says whether two are of one."""

    def __init__(self, same: Callable[[Actor, Actor], bool]) -> None:
        self._same = same
        self._known: list[Actor] = []

    def key(self, actor: Actor | None, name: str) -> Hashable:
        """Return what all of one side share; an actor that nothing is known of goes by its name."""
        if actor is None or not actor.id:
            return " ".join(name.casefold().split())
        for known in self._known:
            if self._same(known, actor):
                return known.id
        self._known.append(actor)
        return actor.id


def _speaker(claim: Claim, sides: Sides, world: World) -> Hashable:
    """Return whose word a claim is: a speaker's, an agency's that is credited, else the publisher's or its owner's."""
    attribution = claim.attribution
    if attribution.kind == "named":
        said = attribution.text or attribution.actor_id or ""
        return sides.key(world.actor(attribution.actor_id, attribution.text), said)
    document = world.documents[claim.document_id]
    party = world.party(claim)
    if party is not None:
        return sides.key(party, document.source or document.id)
    for name in (*document.credits, document.source):
        outlet = world.outlet(name)
        if outlet is not None and (outlet.agency or name == document.source):
            # who mostly carries another's stories is no voice beside it
            carried = world.outlet(outlet.syndicates[0]) if outlet.syndicates else None
            outlet = outlet if carried is None else carried
            return outlet.owner or outlet.id
    return " ".join((document.source or document.id).casefold().split())

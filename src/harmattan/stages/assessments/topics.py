"""What there is to assess: an attribute of an event, or a claim about none, with all that is said for and against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from harmattan.records.assessment import Attribute
from harmattan.records.claim import Claim, ClaimKind
from harmattan.records.event import Event
from harmattan.records.joining import Bond

ALONE: dict[ClaimKind, Attribute] = {
    "event": "occurrence",
    "toll": "toll",
    "strength": "strength",
    "control": "control",
    "relation": "relation",
    "support": "support",
    "position": "position",
}
"""The attribute that a claim about no event is assessed for. Judgements and outlooks are the author's and are none."""
DONE = ("actual", "attempted", "failed")


class Descent(Protocol):
    """Where a claim comes from: the claim that it repeats (its own where none), and the document that said it first."""

    @property
    def repeats(self) -> str:
        """The id of the claim that said it first."""
        ...

    @property
    def origin(self) -> str:
        """The id of the document that said it first."""
        ...


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """What is assessed. `said` holds every claim, `firsts` those that repeat no other, as do all after it."""

    event_id: str | None
    attribute: Attribute
    said: tuple[Claim, ...]
    firsts: tuple[Claim, ...]
    denials: tuple[Claim, ...] = ()
    doubts: tuple[Claim, ...] = ()
    corrections: tuple[Claim, ...] = ()
    rivals: tuple[Claim, ...] = ()
    """Claims by which another side holds the same place."""
    revisions: tuple[Claim, ...] = ()
    """Claims by which the same outlet later counts otherwise."""
    outdated: frozenset[str] = frozenset()
    """Ids of the claims here that another of them, by the same outlet, took the place of."""
    bonds: tuple[Bond, ...] = ()
    """Why what several stories tell is held to be this one happening."""
    roots: Mapping[str, frozenset[str]] = {}
    """Documents that each document here goes back to."""
    origins: int

    def roots_of(self, claim: Claim) -> frozenset[str]:
        """Return the documents that the document of a claim goes back to, itself where it is no copy."""
        return self.roots.get(claim.document_id, frozenset((claim.document_id,)))

    @property
    def affirmed(self) -> tuple[Claim, ...]:
        """The first claims that say it is so."""
        return tuple(claim for claim in self.firsts if not claim.certainty.value.endswith("-"))

    @property
    def denied(self) -> tuple[Claim, ...]:
        """The first claims that say it is not so."""
        against = (*self.denials, *(claim for claim in self.firsts if claim.certainty.value.endswith("-")))
        return tuple({claim.id: claim for claim in against}.values())


def topics_of(events: Iterable[Event], claims: Iterable[Claim], descents: Mapping[str, Descent]) -> tuple[Topic, ...]:
    """Return all that is to assess: the attributes of each event, then what belongs to none, as the claims come."""
    by_id = {claim.id: claim for claim in claims}
    against = _against(by_id.values())
    topics = []
    placed: set[str] = set()
    for event in events:
        told = tuple(by_id[claim_id] for claim_id in event.claim_ids if claim_id in by_id)
        placed |= {claim.id for claim in told if claim.kind != "position"}
        for attribute, bearing in _attributes(told):
            topics.append(_topic(event.id, attribute, bearing, against, by_id, descents))
    alone: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in by_id.values():
        if claim.id not in placed and _stands_alone(claim, against):
            first = by_id.get(_first(claim, descents), claim)
            alone[_signature(first, descents)].append(claim)
    for said in alone.values():
        topics.append(_topic(None, ALONE[said[0].kind], tuple(said), against, by_id, descents))
    return tuple(topics)


def _attributes(told: Sequence[Claim]) -> list[tuple[Attribute, tuple[Claim, ...]]]:
    by_whom = tuple(claim for claim in told if any(actor.role == "initiator" for actor in claim.actors))
    # Who claims or blames is heard on who did it; that it happened others have told.
    told = tuple(claim for claim in told if claim.kind != "position")
    found: list[tuple[Attribute, tuple[Claim, ...]]] = [("occurrence", told)]
    where = tuple(claim for claim in told if claim.places)
    lost = tuple(claim for claim in told if claim.kind == "toll")
    held = tuple(claim for claim in told if claim.kind == "control")
    attributes: tuple[tuple[Attribute, tuple[Claim, ...]], ...] = (
        ("perpetrator", by_whom), ("place", where), ("toll", lost), ("control", held)
    )  # fmt: skip
    found += [(attribute, bearing) for attribute, bearing in attributes if bearing]
    return found


def _against(claims: Iterable[Claim]) -> dict[str, dict[str, list[str]]]:
    """Return, for each kind of link, the ids of the claims that are linked to a claim."""
    against: dict[str, dict[str, list[str]]] = {kind: defaultdict(list) for kind in ("denies", "doubts", "corrects")}
    for claim in claims:
        for link in claim.links:
            if link.kind in against:
                against[link.kind][link.claim_id].append(claim.id)
    return against


def _stands_alone(claim: Claim, against: Mapping[str, Mapping[str, list[str]]]) -> bool:
    """Whether a claim in no event is assessed: not if it only denies or doubts another, or is planned or feared."""
    if claim.kind not in ALONE:
        return False
    if claim.kind in ("event", "toll") and claim.realis not in DONE:
        return False
    return not (claim.kind in ("event", "toll") and any(link.kind in against for link in claim.links))


def _first(claim: Claim, descents: Mapping[str, Descent]) -> str:
    return descents[claim.id].repeats if claim.id in descents else claim.id


def _signature(claim: Claim, descents: Mapping[str, Descent]) -> tuple[object, ...]:
    """Return what two claims of one origin must share for the second to be the first said again."""
    origin = descents[claim.id].origin if claim.id in descents else claim.document_id
    quantity = claim.quantity
    count = None if quantity is None else (quantity.low, quantity.high, quantity.bound, quantity.unit, quantity.group)
    actors = frozenset((actor.role, actor.actor_id or actor.name.casefold()) for actor in claim.actors)
    places = frozenset(place.place_id or place.name.casefold() for place in claim.places)
    words = None
    if not actors or claim.kind not in ("strength", "toll"):
        words = tuple((part.restored or part.text).casefold() for part in claim.parts if part.role == "trigger")
    apart = claim.id if claim.kind == "position" or (not actors and not count) else None
    return claim.kind, origin, claim.certainty.value.endswith("-"), count, actors, places, words, apart


def _topic(
    event_id: str | None,
    attribute: Attribute,
    said: tuple[Claim, ...],
    against: Mapping[str, Mapping[str, list[str]]],
    by_id: Mapping[str, Claim],
    descents: Mapping[str, Descent],
) -> Topic:
    def opposing(kind: str) -> tuple[Claim, ...]:
        linked = dict.fromkeys(key for claim in said for key in against[kind].get(claim.id, ()))
        return _unrepeated([by_id[key] for key in linked], by_id, descents)

    roots = _roots(said, descents)
    return Topic(
        event_id=event_id,
        attribute=attribute,
        said=said,
        firsts=_witnesses(_unrepeated(said, by_id, descents), said, descents),
        denials=opposing("denies"),
        doubts=opposing("doubts"),
        corrections=opposing("corrects"),
        roots=roots,
        origins=len(frozenset[str]().union(*roots.values())),
    )


def _unrepeated(
    claims: Iterable[Claim], by_id: Mapping[str, Claim], descents: Mapping[str, Descent]
) -> tuple[Claim, ...]:
    """Return the claims that the given ones go back to, each once."""
    firsts: dict[str, Claim] = {}
    for claim in claims:
        first = by_id.get(_first(claim, descents), claim)
        firsts.setdefault(first.id, first)
    return tuple(firsts.values())


def _witnesses(firsts: tuple[Claim, ...], said: Iterable[Claim], descents: Mapping[str, Descent]) -> tuple[Claim, ...]:
    """Return the claims without what a copier's own author tells of the story, a headline mostly: it adds no voice.

    A count of the copier's own stays, for it may differ.
    """
    borrowers = {
        claim.document_id for claim in said if claim.id in descents and descents[claim.id].origin != claim.document_id
    }
    kept = tuple(
        claim
        for claim in firsts
        if claim.kind != "event" or claim.attribution.kind != "author" or claim.document_id not in borrowers
    )
    return kept or firsts


def _roots(claims: Iterable[Claim], descents: Mapping[str, Descent]) -> dict[str, frozenset[str]]:
    """Return which documents each document goes back to. Who took part of a story from another is no witness to the rest."""
    lent: dict[str, set[str]] = {}
    for claim in claims:
        origin = descents[claim.id].origin if claim.id in descents else claim.document_id
        lent.setdefault(claim.document_id, set())
        if origin != claim.document_id:
            lent[claim.document_id].add(origin)
    return {key: frozenset(_sources(key, lent)) for key in lent}


def _sources(document: str, lent: Mapping[str, set[str]]) -> set[str]:
    """Return the documents at the far end of what a document took from others, itself where it took nothing."""
    found: set[str] = set()
    seen = {document}
    waiting = [document]
    while waiting:
        one = waiting.pop()
        others = lent.get(one, set()) - seen
        seen |= others
        waiting += others
        if not others and not lent.get(one):
            found.add(one)
    return found or {document}

"""Scope of attacks, and the response: what happened, sorted by who began it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from harmattan.records.claim import Claim, EventType, PlaceRef, Time
from harmattan.surfaces.report import words
from harmattan.surfaces.report.sections.indexed import Indexed, merge, tags_of, when
from harmattan.surfaces.report.sections.numbers import copies_of, strip_groups
from harmattan.surfaces.report.view import Count, Facet, Line, Response, Scope, in_own_words

BREAK = re.compile(r"\s*[,;:.!?–—]")


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """An event, or a claim of one that no event holds."""

    lead: Claim
    claims: tuple[Claim, ...]
    event_id: str | None
    event_type: EventType | None
    places: tuple[PlaceRef, ...]
    time: Time | None


def happenings_of(indexed: Indexed) -> tuple[Happening, ...]:
    """Return what is claimed to have happened, in order; losses without a deed are not in it."""
    found = []
    held: set[str] = set()
    for event in indexed.situation.events:
        claims = sorted(
            (indexed.by_id[claim_id] for claim_id in event.claim_ids if claim_id in indexed.by_id),
            key=lambda claim: indexed.numbers[claim.id],
        )
        lead = next((claim for claim in claims if claim.kind == "event"), None)
        if lead is None:
            continue
        held.update(claim.id for claim in claims)
        found.append(
            Happening(
                lead=lead,
                claims=tuple(claims),
                event_id=event.id,
                event_type=event.event_type,
                places=event.places,
                time=event.time,
            )
        )
    for claim in indexed.claims:
        if claim.kind == "event" and claim.id not in held:
            found.append(
                Happening(
                    lead=claim,
                    claims=(claim,),
                    event_id=None,
                    event_type=claim.event_type,
                    places=claim.places,
                    time=claim.time,
                )
            )
    # One document tells its story in order; of many, what most claims speak of comes first. What is past comes last.
    many = len(indexed.documents) > 1
    return tuple(
        sorted(
            found,
            key=lambda h: (
                h.event_id in indexed.background, -len(h.claims) if many else 0, indexed.numbers[h.lead.id],
            ),
        )
    )  # fmt: skip


def split_happenings(indexed: Indexed) -> tuple[tuple[Happening, ...], tuple[Happening, ...]]:
    """Return (scope, response): what states and their forces did, save to civilians, is response.

    Where no armed group does anything (a war between states), what states did to anybody is scope.
    """
    found = happenings_of(indexed)
    sides = {indexed.numbers[h.lead.id]: _sides(indexed, h, "initiator") for h in found}
    groups = any("group" in side for side in sides.values())
    scope, response = [], []
    for happening in found:
        by_state = sides[indexed.numbers[happening.lead.id]] == {"state"}
        on_civilians = "civilians" in _sides(indexed, happening, "target")
        violent = happening.event_type is not None and happening.event_type.plover == "ASSAULT"
        if by_state and not on_civilians and (groups or not violent):
            response.append(happening)
        else:
            scope.append(happening)
    return tuple(scope), tuple(response)


def _sides(indexed: Indexed, happening: Happening, role: str) -> set[str]:
    refs = [ref for claim in happening.claims if claim.kind == "event" for ref in claim.actors if ref.role == role]
    return {side for side in (indexed.side(indexed.key(ref)) for ref in refs) if side != "none"}


def scope_of(indexed: Indexed) -> Scope:
    """Return what happened, where, to whom, by what means, and how much."""
    scope, _ = split_happenings(indexed)
    claims = tuple(
        {claim.id: claim for h in scope for claim in h.claims}
        | {claim.id: claim for claim in indexed.claims if claim.kind == "toll"}
    )
    told = [indexed.by_id[claim_id] for claim_id in claims]
    return Scope(
        happenings=merge(_line(indexed, happening) for happening in scope),
        facets=_facets(indexed, told, scope),
        strength=strip_groups(indexed, "strength"),
        losses=strip_groups(indexed, "toll"),
        uncounted=merge(
            indexed.line(claim, claim.kind, note=when(claim))
            for claim in indexed.originals
            if claim.kind in ("toll", "strength") and claim.quantity is None
        ),
    )


def response_of(indexed: Indexed) -> Response:
    """Return what states and their forces did, and every statement, demand, denial and admission."""
    _, response = split_happenings(indexed)
    return Response(
        deeds=merge(_line(indexed, happening) for happening in response),
        words=merge(
            indexed.line(claim, "position", note=when(claim)) for claim in indexed.originals if claim.kind == "position"
        ),
    )


def _line(indexed: Indexed, happening: Happening) -> Line:
    lead = happening.lead
    assessment = indexed.occurrences.get(happening.event_id or "") or indexed.status(lead, "occurrence")
    # Who copies it is no other source, whatever headline it puts above.
    copiers = {indexed.by_id[key].document_id for key in copies_of(assessment) if key in indexed.by_id}
    told = [claim for claim in happening.claims if claim.document_id not in copiers]
    others = {_voice(indexed, claim) for claim in told} - {_voice(indexed, lead)}
    by = _voice(indexed, lead)
    if others:
        by += f" and {words.counted(len(others), 'other source')}"
    notes = [
        indexed.vocabulary.event_label(happening.event_type),
        ", ".join(dict.fromkeys(place.name for place in happening.places)),
        None if happening.time is None else words.time(happening.time),
        _blame(indexed, happening),
        "told as background" if happening.event_id in indexed.background else None,
    ]
    return Line(
        text=lead.statement,
        language=lead.statement_language,
        tags=tags_of(lead, assessment),
        refs=indexed.refs(claim.id for claim in happening.claims),
        by=by,
        note=" · ".join(note for note in notes if note) or None,
    )


COPIES = re.compile(r"\d+ documents?, \d+ origins?")
HELD = frozenset({"claimed_by", "accused_by", "suspected_only", "denied_by", "perpetrators_differ"})
"""Reasons by which who did it is more or less than a fact of the report."""


def _blame(indexed: Indexed, happening: Happening) -> str | None:
    """Return who did it, where somebody claims it, is accused or suspected, or denies it."""
    found = indexed.perpetrators.get(happening.event_id or "")
    if found is None or not any(reason.code in HELD for reason in found.reasons):
        return None
    # How many documents carry it stands beside the happening already.
    line = "; ".join(part for part in found.statement.split("; ") if not COPIES.fullmatch(part))
    return line[:1].lower() + line[1:] if line[1:2].islower() else line


def _voice(indexed: Indexed, claim: Claim) -> str:
    own = indexed.own(claim)
    return in_own_words(own) if own else words.speaker(claim.attribution)


def _facets(indexed: Indexed, claims: list[Claim], scope: tuple[Happening, ...]) -> tuple[Facet, ...]:
    where: list[tuple[str, Claim]] = []
    whom: list[tuple[str, Claim]] = []
    means: list[tuple[str, Claim]] = []
    kinds: list[tuple[str, Claim]] = []
    for claim in claims:
        where += [(place.name, claim) for place in claim.places]
        whom += [(indexed.name(indexed.key(ref)), claim) for ref in claim.actors if ref.role == "target"]
        whom += [(thing, claim) for thing in _things(claim)]
        means += [(ref.name, claim) for ref in claim.means]
    for happening in scope:
        label = indexed.vocabulary.event_label(happening.event_type)
        if label:
            kinds += [(label, claim) for claim in happening.claims]
    return (
        Facet(title="Where", none="No place is named.", counts=_counts(indexed, where)),
        Facet(title="Targets", none="No target is named.", counts=_counts(indexed, whom)),
        Facet(title="Means", none="No weapon or method is named.", counts=_counts(indexed, means)),
        Facet(title="Kinds of event", none="No kind of event is coded.", counts=_counts(indexed, kinds)),
    )


def _things(claim: Claim) -> list[str]:
    """Return the targets of a claim that are no actors, each without what a fused word brought along."""
    actors = [ref for ref in claim.actors if ref.role == "target"]
    return [
        BREAK.split(part.restored or part.text, maxsplit=1)[0]
        for part in claim.parts
        if part.role == "target" and not any(ref.start < part.end and part.start < ref.end for ref in actors)
    ]


def _counts(indexed: Indexed, found: Iterable[tuple[str, Claim]]) -> tuple[Count, ...]:
    labels: dict[str, str] = {}
    claims: dict[str, set[str]] = {}
    for label, claim in found:
        key = " ".join(label.lower().split()).removeprefix("the ")
        labels.setdefault(key, " ".join(label.split()))
        claims.setdefault(key, set()).add(claim.id)
    counts = [Count(label=labels[key], refs=indexed.refs(ids)) for key, ids in claims.items()]
    return tuple(sorted(counts, key=lambda count: (-len(count.refs), count.refs)))

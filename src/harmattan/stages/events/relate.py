"""Who stands where to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product

from harmattan.lexicons import Lexicon
from harmattan.records.actor import Relation, RelationKind
from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import Claim
from harmattan.stages.events.identify import STAGE, VERSION, identity
from harmattan.stages.events.triggers import trigger_of

MUTUAL: tuple[RelationKind, ...] = ("ally", "rival")


def relate(claims: Iterable[Claim], *, lexicon: Lexicon) -> tuple[Relation, ...]:
    """Return each relation between two actors that claims affirm, once, with all claims that do so, by subject.

    What a relation is comes from the lexicon's row of the claim's trigger; support makes `backs`. A relation that is
    only possible or unconfirmed is here too, for its claims say so; one that is denied is not.
    """
    made_by = MadeBy(stage=STAGE, version=VERSION, lexicon=lexicon.digest)
    found: dict[tuple[str, RelationKind, str], list[Claim]] = {}
    for claim in claims:
        if claim.kind not in ("relation", "support") or claim.certainty.value.endswith("-"):
            continue
        kind = _kind(claim, lexicon)
        if kind is None:
            continue
        for subject, other in _pairs(claim, kind, lexicon):
            if subject != other:
                found.setdefault((subject, kind, other), []).append(claim)
    relations = []
    for (subject, kind, other), told in sorted(found.items()):
        starts = sorted(claim.time.start for claim in told if claim.time is not None and claim.time.start is not None)
        relations.append(
            Relation(
                id=record_id("rel", subject, kind, other),
                made_by=made_by,
                subject=subject,
                object=other,
                kind=kind,
                start=starts[0] if starts else None,
                claim_ids=tuple(sorted({claim.id for claim in told})),
            )
        )
    return tuple(relations)


def _kind(claim: Claim, lexicon: Lexicon) -> RelationKind | None:
    row = trigger_of(claim, lexicon)
    if row is not None and row.relation is not None:
        return row.relation
    return "backs" if claim.kind == "support" else None


def _pairs(claim: Claim, kind: RelationKind, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    roles = ("supporter", "supported") if claim.kind == "support" else ("subject", "object")
    subjects, objects = (
        [
            identity(actor.actor_id, actor.name, language=claim.statement_language, lexicon=lexicon)
            for actor in claim.actors
            if actor.role == role
        ]
        for role in roles
    )
    if kind in MUTUAL:
        # "Two groups are rivals": both are subjects. The order says nothing, so that both ways are one edge.
        pairs = product(subjects, objects) if objects else combinations(subjects, 2)
        for one, other in pairs:
            yield min(one, other), max(one, other)
    else:
        yield from product(subjects, objects)

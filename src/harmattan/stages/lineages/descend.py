"""Which claims were said first elsewhere: what a copy says is what its origin said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from harmattan.records.claim import Claim
from harmattan.records.lineage import Lineage, Parent, SharedSpan

HALF = 0.5
"""Share of a quote that must stand in the parent, for the claim to be the parent's."""


class Descent(msgspec.Struct, frozen=True, kw_only=True):
    """Where a claim comes from: the claim that it repeats (its own where none), and the document that said it first."""

    claim_id: str
    repeats: str
    origin: str


def descend(claims: Iterable[Claim], lineages: Iterable[Lineage]) -> dict[str, Descent]:
    """Return the descent of each claim, by its id.

    A claim whose quote stands in a passage that its document shares with a parent has the parent's origin; it repeats
    the parent's claim of the same kind, type and number that stands there, if there is one. So does one in a passage that
    reports otherwise their own have from one source. An update by the same source has that source's origin throughout.
    Origins are thus counted for each quote, not for each document.
    """
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document_id].append(claim)
    parents = _parents(lineages)
    found: dict[str, Descent] = {}
    for document_id in _parents_first(by_document, parents):
        for claim in by_document.get(document_id, ()):
            found[claim.id] = _descent(claim, parents, by_document, found)
    return {key: found[key] for key in found}


def _parents(lineages: Iterable[Lineage]) -> dict[str, tuple[Parent, ...]]:
    """Return the parents of each document over all its lineages: of its text first, then of passages that it relays."""
    found: dict[str, dict[Parent, None]] = defaultdict(dict)
    for lineage in sorted(lineages, key=lambda each: each.kind != "text"):
        for member in lineage.members:
            found[member.document_id] |= dict.fromkeys(member.parents)
    return {document_id: tuple(parents) for document_id, parents in found.items()}


def _parents_first(documents: Iterable[str], parents: Mapping[str, tuple[Parent, ...]]) -> list[str]:
    ordered: dict[str, None] = {}
    stack = sorted(documents, reverse=True)
    while stack:
        document_id = stack[-1]
        missing = [each.document_id for each in parents.get(document_id, ()) if each.document_id not in ordered]
        if missing:
            stack.extend(missing)
            continue
        ordered.setdefault(stack.pop())
    return list(ordered)


def _descent(
    claim: Claim,
    parents: Mapping[str, tuple[Parent, ...]],
    by_document: Mapping[str, list[Claim]],
    found: Mapping[str, Descent],
) -> Descent:
    origin = claim.document_id
    repeats = claim.id
    seen = {claim.document_id}
    start, end = claim.evidence.start, claim.evidence.end
    document_id = claim.document_id
    while (step := _step(parents.get(document_id, ()), start, end)) is not None:
        parent, start, end = step
        document_id = parent.document_id
        if document_id in seen:
            break
        seen.add(document_id)
        origin = document_id
        twin = _twin(claim, by_document.get(document_id, ()), start, end)
        if twin is not None:
            return Descent(claim_id=claim.id, repeats=found[twin.id].repeats, origin=found[twin.id].origin)
    return Descent(claim_id=claim.id, repeats=repeats, origin=origin)


def _step(parents: Iterable[Parent], start: int, end: int) -> tuple[Parent, int, int] | None:
    """Return the parent that the passage [start, end) was taken from and where it stands there."""
    best: tuple[float, Parent, int, int] | None = None
    for parent in parents:
        inside = [span for span in parent.shared if span.start < end and span.end > start]
        covered = sum(min(span.end, end) - max(span.start, start) for span in inside) / max(1, end - start)
        if inside and covered >= HALF and (best is None or covered > best[0]):
            begin, finish = _carry(inside[0], start), _carry(inside[-1], end)
            best = (covered, parent, min(begin, finish), max(begin, finish))
        elif parent.relation == "update" and best is None:
            best = (0.0, parent, -1, -1)
    return None if best is None else best[1:]


def _carry(span: SharedSpan, offset: int) -> int:
    """Return where a document's offset stands in the parent, by proportion within a shared stretch."""
    share = (offset - span.start) / max(1, span.end - span.start)
    place = span.parent_start + share * (span.parent_end - span.parent_start)
    return round(place)


def _twin(claim: Claim, others: Iterable[Claim], start: int, end: int) -> Claim | None:
    scored = []
    for other in others:
        shared = min(end, other.evidence.end) - max(start, other.evidence.start)
        if other.kind != claim.kind or shared <= 0 or not _alike(claim, other):
            continue
        same = _trigger(claim) == _trigger(other)
        reach = max(end, other.evidence.end) - min(start, other.evidence.start)
        scored.append((same + shared / reach, other.id, other))
    return max(scored)[2] if scored else None


def _alike(claim: Claim, other: Claim) -> bool:
    """Two claims that differ in what they count or in whether they affirm are two claims, wherever they stand."""
    if claim.event_type != other.event_type or claim.certainty.value[-1] != other.certainty.value[-1]:
        return False
    mine, theirs = claim.quantity, other.quantity
    if mine is None or theirs is None:
        return mine is theirs
    return (mine.low, mine.high, mine.bound, mine.unit, mine.group) == (
        theirs.low, theirs.high, theirs.bound, theirs.unit, theirs.group
    )  # fmt: skip


def _trigger(claim: Claim) -> str:
    words = [(part.restored or part.text).casefold() for part in claim.parts if part.role == "trigger"]
    return " ".join(words)

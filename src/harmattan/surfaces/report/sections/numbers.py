"""Losses and strengths as strips: low, best and high, where an open side stays open."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor, log10

import msgspec

from harmattan.records.assessment import Assessment, NumberRange
from harmattan.records.claim import Claim, Quantity
from harmattan.surfaces.report import words
from harmattan.surfaces.report.sections.indexed import Indexed, status_tag, tags_of, when
from harmattan.surfaces.report.view import Strip, StripGroup

VAGUE = ("about", "vague")


def strip_groups(indexed: Indexed, kind: str) -> tuple[StripGroup, ...]:
    """Return the strips of all counted claims of a kind (`toll`, `strength`), by unit, the unit most claimed first."""
    counted = [claim for claim in indexed.claims if claim.kind == kind and claim.quantity is not None]
    strips: dict[str, list[Strip]] = {}
    done: set[str] = set()
    for assessment in indexed.situation.assessments:
        if assessment.subject.attribute != kind:
            continue
        for numbers in assessment.numbers:
            own = [
                claim
                for claim in counted
                if claim.id in assessment.claim_ids and claim.id not in done and _same(numbers, claim.quantity)
            ]
            row = strips.setdefault(numbers.unit, [])
            if len(own) != 1:
                row.append(_assessed(indexed, assessment, numbers, own))
            row.extend(_claimed(indexed, claim, kind) for claim in own)
            done.update(claim.id for claim in own)
    for claim in counted:
        if claim.id not in done and claim.quantity is not None:
            strips.setdefault(claim.quantity.unit or "people", []).append(_claimed(indexed, claim, kind))
    groups = [_group(unit, found) for unit, found in strips.items()]
    return tuple(sorted(groups, key=lambda group: -len(group.strips)))


def _same(numbers: NumberRange, quantity: Quantity | None) -> bool:
    return quantity is not None and quantity.unit == numbers.unit and (numbers.group in (None, quantity.group))


def _assessed(indexed: Indexed, assessment: Assessment, numbers: NumberRange, own: list[Claim]) -> Strip:
    label = " ".join(part for part in (numbers.group, numbers.unit, numbers.side and f"({numbers.side})") if part)
    best = numbers.best
    if best is None and numbers.low is not None and numbers.low == numbers.high:
        best = numbers.low
    said = words.bounded(numbers.low, best, numbers.high)
    about = bool(own) and all(c.quantity is not None and c.quantity.bound in VAGUE for c in own)
    return Strip(
        label=f"{label}, all claims read together ({words.counted(assessment.origins, 'origin')})".strip(),
        words=f"about {said}" if about and best is not None else said,
        low=numbers.low,
        best=best,
        high=numbers.high,
        approximate=about,
        tags=(status_tag(assessment),),
        refs=indexed.refs(assessment.claim_ids),
        level="assessment",
    )


def _claimed(indexed: Indexed, claim: Claim, kind: str) -> Strip:
    quantity = claim.quantity
    if quantity is None:
        raise ValueError(f"claim {claim.id} counts nothing")
    low, high = quantity.low, quantity.high
    if quantity.bound == "at_most":
        low = None
    elif quantity.bound == "at_least":
        high = None
    best = low if low is not None and low == high else None
    period = when(claim)
    if claim.aggregate:
        period = f"a sum over many incidents, {period}" if period else "a sum over many incidents, period not given"
    return Strip(
        label=claim.statement,
        words=words.quantity(quantity),
        low=low,
        best=best,
        high=high,
        approximate=quantity.bound in VAGUE,
        tags=tags_of(claim, indexed.status(claim, kind)),
        by=words.speaker(claim.attribution),
        own=indexed.own(claim),
        note=period,
        refs=(indexed.numbers[claim.id],),
    )


def _group(unit: str, strips: Iterable[Strip]) -> StripGroup:
    # A reprint of a number adds evidence to it, not a second strip.
    merged: dict[Strip, Strip] = {}
    for strip in strips:
        bare = msgspec.structs.replace(strip, refs=(), own=())
        first = merged.get(bare, strip)
        merged[bare] = msgspec.structs.replace(
            strip,
            refs=tuple(sorted({*first.refs, *strip.refs})),
            own=tuple(dict.fromkeys((*first.own, *strip.own))),
        )
    strips = tuple(merged.values())
    values = [value for strip in strips for value in (strip.low, strip.best, strip.high) if value is not None]
    # One decade of air on both sides where it can be: an arrow needs room to point into.
    least = 10.0 ** max(0, floor(log10(max(1.0, min(values, default=1.0)) / 1.5)))
    most = 10.0 ** (floor(log10(max(1.0, max(values, default=1.0)) * 1.5)) + 1)
    return StripGroup(title=unit.capitalize(), strips=strips, least=least, most=max(most, least * 10))

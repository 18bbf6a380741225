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
    """Return the strips of all counted claims of a kind (`toll`, `strength`), by unit and by whose loss or strength it is.

    The unit most claimed comes first; all groups of one unit stand on one scale, so that sides can be compared.
    """
    counted = [claim for claim in indexed.claims if claim.kind == kind and claim.quantity is not None]
    known = {claim.id for claim in counted}
    strips: dict[tuple[str, str], list[Strip]] = {}
    done: set[str] = set()
    for assessment in indexed.situation.assessments:
        if assessment.subject.attribute != kind:
            continue
        copies = copies_of(assessment)
        for numbers in assessment.numbers:
            told = (indexed.by_id[key] for key in assessment.claim_ids if key in known)
            own = sorted(
                (claim for claim in told if claim.id not in done and _same(numbers, claim.quantity)),
                key=lambda claim: indexed.numbers[claim.id],
            )
            firsts = [claim for claim in own if claim.id not in copies] or own[:1]
            row = strips.setdefault((numbers.unit, (numbers.group or "") if kind == "toll" else ""), [])
            if len(firsts) != 1:
                row.append(_assessed(indexed, assessment, numbers, own))
            row.extend(_claimed(indexed, claim, kind, _repeats(claim, own, firsts)) for claim in firsts)
            done.update(claim.id for claim in own)
    for claim in counted:
        if claim.id not in done and claim.quantity is not None:
            key = claim.quantity.unit or "people", (claim.quantity.group or "") if kind == "toll" else ""
            strips.setdefault(key, []).append(_claimed(indexed, claim, kind, ()))
    rows = {key: _merged(found) for key, found in strips.items() if found}
    units = list(dict.fromkeys(unit for unit, _ in rows))
    size = {unit: sum(len(found) for key, found in rows.items() if key[0] == unit) for unit in units}
    groups = []
    for unit in sorted(units, key=lambda unit: -size[unit]):
        mine = [(group, found) for (key, group), found in rows.items() if key == unit]
        least, most = _scale(strip for _, found in mine for strip in found)
        for group, found in sorted(mine, key=lambda item: -len(item[1])):
            title = f"{unit}: {group or 'not said who'}" if len(mine) > 1 or (group and kind == "toll") else unit
            title = title[:1].upper() + title[1:]
            groups.append(StripGroup(title=title, strips=found, least=least, most=most))
    return tuple(groups)


def copies_of(assessment: Assessment | None) -> set[str]:
    """Return the claims of an assessment that repeat others of it: they add evidence and no strip."""
    if assessment is None:
        return set()
    return {key for reason in assessment.reasons if reason.code == "copy_not_counted" for key in reason.claim_ids}


def _repeats(claim: Claim, own: list[Claim], firsts: list[Claim]) -> list[Claim]:
    """Return the copies of a claim: those that count the same."""
    return [
        each
        for each in own
        if each not in firsts
        and each.quantity is not None
        and claim.quantity is not None
        and (each.quantity.low, each.quantity.high) == (claim.quantity.low, claim.quantity.high)
    ]


def _same(numbers: NumberRange, quantity: Quantity | None) -> bool:
    return quantity is not None and (quantity.unit, quantity.group) == (numbers.unit, numbers.group)


def _assessed(indexed: Indexed, assessment: Assessment, numbers: NumberRange, own: list[Claim]) -> Strip:
    label = " ".join(part for part in (numbers.group, numbers.unit) if part)
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


def _claimed(indexed: Indexed, claim: Claim, kind: str, told: Iterable[Claim]) -> Strip:
    quantity = claim.quantity
    told = (claim, *told)
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
    documents = len({each.document_id for each in told})
    copied = f"one origin, in {documents} documents" if documents > 1 else None
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
        note=" · ".join(note for note in (_stake(indexed, claim), period, copied) if note) or None,
        refs=indexed.refs(each.id for each in told),
    )


STAKES = {
    "party_on_enemy": "a party about its enemy",
    "admission_against_interest": "a party about its own losses",
}
"""What a reason says of who counts."""


def _stake(indexed: Indexed, claim: Claim) -> str | None:
    for assessment in indexed.assessed.get(claim.id, []):
        for reason in assessment.reasons:
            if reason.code in STAKES and claim.id in reason.claim_ids:
                return STAKES[reason.code]
            if reason.code == "revised_by":
                later = [indexed.by_id[key] for key in reason.claim_ids if key in indexed.by_id]
                same = indexed.refs(each.id for each in later if _unit(each) == _unit(claim))
                return f"revised later: {', '.join(f'[{ref}]' for ref in same)}" if same else None
    return None


def _unit(claim: Claim) -> str | None:
    return None if claim.quantity is None else claim.quantity.unit


def _merged(strips: Iterable[Strip]) -> tuple[Strip, ...]:
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
    return tuple(merged.values())


def _scale(strips: Iterable[Strip]) -> tuple[float, float]:
    """Return the ends of a logarithmic scale that holds all strips."""
    values = [value for strip in strips for value in (strip.low, strip.best, strip.high) if value is not None]
    # One decade of air on both sides where it can be: an arrow needs room to point into.
    least = 10.0 ** max(0, floor(log10(max(1.0, min(values, default=1.0)) / 1.5)))
    most = 10.0 ** (floor(log10(max(1.0, max(values, default=1.0)) * 1.5)) + 1)
    return least, max(most, least * 10)

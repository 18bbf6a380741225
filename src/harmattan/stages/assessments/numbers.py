"""Low, best and high by UCDP practice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from harmattan.records.assessment import NumberRange
from harmattan.records.claim import Claim
from harmattan.stages.assessments.topics import Topic
from harmattan.stages.assessments.world import World

NAMED_EXACTLY = ("exactly", "about")
Key = tuple[str, str | None, str | None]


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """What one claim lets be said of a number."""

    low: float | None = None
    best: float | None = None
    high: float | None = None


def count(topic: Topic, world: World) -> tuple[NumberRange, ...]:
    """Return the range of each unit, group and side that the claims of a topic count; empty where nothing is counted.

    A plain number sets all three. "At most" sets high alone, "at least" low alone, and bounds alone leave best null.
    What is unconfirmed or only possible, and what a party says of its enemy, sets high and never best; an "at least" of
    that kind sets nothing, and what sets nothing gives no range. Of plain numbers that differ the lowest is low and the
    highest high, and best is null: no one of them is chosen, nor their mean. A part of a total has a range of its own
    where it counts another group, else none, and is never added to the total. Numbers that were corrected, or
    that the same outlet replaced by later ones, are left out. Repetitions count once.
    """
    corrected = {link.claim_id for claim in topic.corrections for link in claim.links if link.kind == "corrects"}
    gone = corrected | topic.outdated
    kept = [claim for claim in topic.affirmed if claim.quantity is not None and claim.id not in gone]
    wholes = {_key(claim, world) for claim in kept if not _is_part(claim)}
    ranges: dict[Key, list[Bounds]] = defaultdict(list)
    for claim in kept:
        key = _key(claim, world)
        if not (_is_part(claim) and key in wholes):
            ranges[key].append(bounds_of(claim, world))
    found = []
    for (unit, group, side), bounds in sorted(ranges.items(), key=lambda item: tuple(part or "" for part in item[0])):
        merged = merge(bounds)
        if merged == Bounds():
            continue
        found.append(NumberRange(unit=unit, group=group, side=side, low=merged.low, best=merged.best, high=merged.high))
    return tuple(found)


def is_bound(claim: Claim) -> bool:
    """Return whether a claim gives no number, only a bound or a vague word."""
    return claim.quantity is not None and claim.quantity.bound not in NAMED_EXACTLY


def bounds_of(claim: Claim, world: World) -> Bounds:
    """Return what one claim lets be said of its number."""
    quantity = claim.quantity
    if quantity is None:
        return Bounds()
    low, high = quantity.low, quantity.high
    doubtful = claim.certainty.unconfirmed or claim.certainty.value != "CT+" or claim.realis != "actual"
    if doubtful or world.concern(claim) == "enemy":
        return Bounds(high=None if quantity.bound == "at_least" else high)
    match quantity.bound:
        case "exactly" | "about":
            value = low if low is not None else high
            return Bounds(low=low if low is not None else value, best=value, high=high if high is not None else value)
        case "at_least":
            return Bounds(low=low)
        case "at_most":
            return Bounds(high=high)
        case "between" | "vague":
            return Bounds(low=low, high=high)


def merge(bounds: Iterable[Bounds]) -> Bounds:
    """Return the bounds that several claims set together."""
    bounds = tuple(bounds)
    lows = [item.low for item in bounds if item.low is not None]
    highs = [item.high for item in bounds if item.high is not None]
    bests = {item.best for item in bounds if item.best is not None}
    best = bests.pop() if len(bests) == 1 else None
    if lows and highs and max(lows) > min(highs):
        # "At least 40" and "at most 30", or 12 and 15: they do not meet, and both stay to be seen.
        return Bounds(low=min(lows + highs), high=max(lows + highs))
    return Bounds(low=min(lows, default=None), best=best, high=max(highs, default=None))


def meet(one: Bounds, other: Bounds) -> bool:
    """Return whether one number can lie within two bounds; an open side is open."""
    low = max((bounds.low for bounds in (one, other) if bounds.low is not None), default=None)
    high = min((bounds.high for bounds in (one, other) if bounds.high is not None), default=None)
    return low is None or high is None or low <= high


def at_odds(topic: Topic, world: World) -> tuple[Claim, ...]:
    """Return the claims of a topic whose counts can't both be so, in order; empty where none contradict each other.

    Two counts do where they are of the same unit and group, come from different stories and outlets, are no part of a
    total, and their bounds don't meet. A higher count that was published later is no contradiction: tolls rise.
    """
    counted = [
        (claim, bounds)
        for claim in topic.affirmed
        if claim.quantity is not None and not _is_part(claim) and not claim.certainty.unconfirmed
        and claim.certainty.value == "CT+" and (bounds := bounds_of(claim, world)) != Bounds()
    ]  # fmt: skip
    found: dict[str, Claim] = {}
    for place, (one, ours) in enumerate(counted):
        for other, theirs in counted[place + 1 :]:
            if _could_be_one(one, other, topic, world) and not meet(ours, theirs):
                lower, higher = (one, other) if (ours.low or 0.0) < (theirs.low or 0.0) else (other, one)
                before, after = (world.documents[claim.document_id].published for claim in (lower, higher))
                if before is None or after is None or after <= before:
                    found |= {one.id: one, other.id: other}
    return tuple(claim for claim, _ in counted if claim.id in found)


def _could_be_one(one: Claim, other: Claim, topic: Topic, world: World) -> bool:
    """Return whether two counts are of the same loss, by stories and outlets of their own."""
    first, second = one.quantity, other.quantity
    if first is None or second is None or (first.unit, first.group) != (second.unit, second.group):
        return False
    sources = [world.documents[claim.document_id].source for claim in (one, other)]
    same = sources[0] is not None and sources[0] == sources[1]
    return not same and not topic.roots_of(one) & topic.roots_of(other)


def _is_part(claim: Claim) -> bool:
    return any(link.kind == "part_of" for link in claim.links)


def _key(claim: Claim, world: World) -> Key:
    quantity = claim.quantity
    unit = (None if quantity is None else quantity.unit) or "people"
    roles = ("target", "object") if claim.kind == "toll" else ("subject", "initiator")
    bearers = [world.actor(actor.actor_id, actor.name) for actor in claim.actors if actor.role in roles]
    side = next((actor.id for actor in bearers if actor is not None), None)
    return unit, None if quantity is None else quantity.group, side

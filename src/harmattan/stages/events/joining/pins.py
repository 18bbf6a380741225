"""What people decided about pairs, as far as it can hold together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import Refusal
from harmattan.records.joining import Pin
from harmattan.stages.events.identify import STAGE, VERSION

TOGETHER, APART, OPEN = "together", "apart", "open"
Ids = tuple[str, str]
"""Two ids of accounts, the one that sorts first first."""


class Settled(NamedTuple):
    """Pins that hold, by the ids of their pair, and those that do not, with the reason."""

    pins: dict[Ids, Pin]
    refusals: tuple[Refusal, ...]


def pair_of(pin: Pin) -> Ids:
    """Return the ids of a pin's pair in order."""
    return (pin.one, pin.other) if pin.one < pin.other else (pin.other, pin.one)


def settle(pins: Iterable[Pin], known: Set[str]) -> Settled:
    """Return which pins hold, of decisions in the order in which they were made; `known` are the ids that there are.

    A pin takes the place of those that it supersedes, which must stand before it. One that names no account, that says of
    a pair what another does not, or that keeps apart what others put together (over third ones, too) is refused.
    """
    given = list(pins)
    refusals: list[Refusal] = []
    earlier: dict[str, Pin] = {}
    for pin in given:
        reason = _why_not(pin, known, earlier)
        if reason is not None:
            refusals.append(_refuse(pin, *reason))
        else:
            earlier[pin.decision.id] = pin
    gone = {key for pin in earlier.values() for key in pin.decision.supersedes}
    held: dict[Ids, Pin] = {}
    for key, pin in earlier.items():
        if key in gone or pin.decision.what == OPEN:
            continue
        other = held.get(pair_of(pin))
        if other is not None and other.decision.what != pin.decision.what:
            detail = f"decision {other.decision.id} says {other.decision.what} of this pair; name it in supersedes"
            refusals.append(_refuse(pin, "contradicts", detail))
            continue
        clash = _clash(held, pin)
        if clash is not None:
            refusals.append(_refuse(pin, "contradicts", clash))
            continue
        held.setdefault(pair_of(pin), pin)
    return Settled(held, tuple(refusals))


def sides(pins: Iterable[Pin]) -> dict[str, str]:
    """Return by id of account the lowest id of all that are pinned together with it, over third ones too."""
    leads: dict[str, str] = {}

    def lead(key: str) -> str:
        while leads.setdefault(key, key) != key:
            key = leads[key]
        return key

    for pin in pins:
        if pin.decision.what == TOGETHER:
            first, second = sorted((lead(pin.one), lead(pin.other)))
            leads[second] = first
    return {key: lead(key) for key in leads}


def _clash(held: dict[Ids, Pin], pin: Pin) -> str | None:
    """Return why a pin can't hold beside those that do: the ones together, the ones apart."""
    leads = sides((*held.values(), pin))
    for each in (*held.values(), pin):
        one, other = (leads.get(key, key) for key in (each.one, each.other))
        if each.decision.what == APART and one == other:
            return f"{each.one} and {each.other} are to be apart, and other decisions put both together"
    return None


def _why_not(pin: Pin, known: Set[str], earlier: dict[str, Pin]) -> tuple[str, str] | None:
    if pin.one == pin.other:
        return "one_record", f"{pin.one} twice; a pin is about two records"
    for key in (pin.one, pin.other):
        if key not in known:
            return "no_record", f"no record has the id {key!r}"
    if pin.decision.id in earlier:
        return "duplicate_id", f"another decision has the id {pin.decision.id!r} already"
    for key in pin.decision.supersedes:
        if key not in earlier:
            return "no_decision", f"it supersedes {key!r}, which is no decision before it"
    return None


def _refuse(pin: Pin, code: str, reason: str) -> Refusal:
    return Refusal(
        id=record_id("ref", pin.decision.id, pin.one, pin.other, code),
        made_by=MadeBy(stage=STAGE, version=VERSION),
        path=f"pin {pin.decision.id}",
        stage=STAGE,
        code=code,
        reason=reason,
    )


def overrides(pins: Mapping[Ids, Pin]) -> Iterator[tuple[Ids, bool]]:
    """Yield every pair on which decisions bear and whether it is together, those over third accounts included."""
    leads = sides(pins.values())
    groups: dict[str, list[str]] = {}
    for key, lead in sorted(leads.items()):
        groups.setdefault(lead, []).append(key)
    for members in groups.values():
        for place, one in enumerate(members):
            for other in members[place + 1 :]:
                yield (one, other), True
    for pair, pin in pins.items():
        if pin.decision.what == APART:
            yield pair, False

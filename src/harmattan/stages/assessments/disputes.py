"""What stands against a claim although no text links the two: another holder of a place, the same outlet's later number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from harmattan.records.actor import Control
from harmattan.records.claim import Claim
from harmattan.records.event import Event
from harmattan.stages.assessments.world import World

HELD = ("held", "seized")
SAME_DAYS = 3
"""Days that two undated reports on one place may lie apart and still speak of the same days."""


class Disputes:
    """Answers which claims contradict or revise one; knows only what it is handed."""

    def __init__(
        self, events: Iterable[Event], claims: Iterable[Claim], control: Iterable[Control], world: World
    ) -> None:
        self.world = world
        self.by_id = {claim.id: claim for claim in claims}
        self.places: dict[str, set[str]] = defaultdict(set)
        self.holders: dict[str, list[tuple[Control, Claim]]] = defaultdict(list)
        for each in control:
            for claim_id in each.claim_ids:
                if claim_id in self.by_id:
                    self.holders[each.place_id].append((each, self.by_id[claim_id]))
                    self.places[claim_id].add(each.place_id)
        self.told: dict[str, Event] = {claim_id: event for event in events for claim_id in event.claim_ids}
        self.counts: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
        for claim in self.by_id.values():
            key = self._loss(claim)
            if key is not None:
                self.counts[key].append(claim)

    def other_holders(self, claim: Claim) -> tuple[Claim, ...]:
        """Return the claims by which another side holds, at the same time, a place that this claim says is held.

        Two holders are of two sides where neither is part of the other or of the same state. A holder who is not named
        contradicts nobody.
        """
        found: dict[str, Claim] = {}
        for place_id in sorted(self.places.get(claim.id, ())):
            mine = [each for each, told in self.holders[place_id] if told.id == claim.id and each.state in HELD]
            for other, told in self.holders[place_id]:
                if other.state in HELD and any(self._apart(one, other) for one in mine) and self._at_once(claim, told):
                    found.setdefault(told.id, told)
        return tuple(found.values())

    def _apart(self, one: Control, other: Control) -> bool:
        first, second = (self.world.actor(each.holder, None) for each in (one, other))
        if first is None or second is None or self.world.together(first, second):
            return False
        sides = self.world.side(first), self.world.side(second)
        # "Our fighters" may well be the group that another sentence names; "the army" and "the fighters" are two sides.
        known = all(self.world.is_known(actor) for actor in (first, second))
        return "none" not in sides and (known or sides[0] != sides[1])

    def _at_once(self, one: Claim, other: Claim) -> bool:
        (start, end), (begin, finish) = self._days(one), self._days(other)
        if start is None or end is None or begin is None or finish is None:
            return False
        air = timedelta(days=SAME_DAYS)
        return start <= finish + air and begin <= end + air

    def _days(self, claim: Claim) -> tuple[date | None, date | None]:
        """Return the days that a claim of control is about: its own, from which on it holds, else that of its report."""
        published = _day(self.world.documents[claim.document_id].published)
        if claim.time is not None and claim.time.start is not None:
            return _day(claim.time.start), published or _day(claim.time.end)
        return published, published

    def later_counts(self, claim: Claim) -> tuple[Claim, ...]:
        """Return the claims by which the same outlet later gives another number for the same loss.

        The same loss has the same unit, no other victims, and an event on the same day at the same place.
        """
        quantity = claim.quantity
        document = self.world.documents[claim.document_id]
        key = self._loss(claim)
        if quantity is None or key is None or document.published is None:
            return ()
        found = []
        for other in self.counts[key]:
            published = self.world.documents[other.document_id].published
            if published is None or published <= document.published or other.quantity is None:
                continue
            differs = (other.quantity.low, other.quantity.high) != (quantity.low, quantity.high)
            groups = {other.quantity.group, quantity.group} - {None}
            if differs and len(groups) < 2 and self._same_place(claim, other):
                found.append(other)
        return tuple(found)

    def _loss(self, claim: Claim) -> tuple[str, str, str] | None:
        """Return the outlet, unit and day by which two counts can be of one loss; None for a sum or an undated one."""
        source = self.world.documents[claim.document_id].source
        event = self.told.get(claim.id)
        if claim.kind != "toll" or claim.quantity is None or claim.aggregate or source is None:
            return None
        if event is None or event.time is None or event.time.precision != "day" or event.time.start is None:
            return None
        return source, claim.quantity.unit or "", event.time.start[:10]

    def _same_place(self, one: Claim, other: Claim) -> bool:
        events = (self.told[claim.id] for claim in (one, other))
        places = ({place.place_id or place.name.casefold() for place in event.places} for event in events)
        return bool(set.intersection(*places))


def _day(value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value[:10])
    except ValueError:
        return None

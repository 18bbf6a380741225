"""The stage: claims in, the happenings that they are about out."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import ActorRef, Claim, PlaceRef, Time
from harmattan.records.event import Event
from harmattan.stages.events.coding import code
from harmattan.stages.events.features import AGAINST, Facts, distance, facts_of, is_damage, merged, score
from harmattan.stages.events.identify import STAGE, VERSION, identity
from harmattan.stages.events.triggers import trigger_of

HAPPENED = ("actual", "attempted", "failed")
VIOLENT = "ASSAULT"
PRECISIONS = ("exact", "near", "adm2", "adm1", "country", "region")
TIME_PRECISIONS = ("day", "week", "month", "year", "unknown")


class EventSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the assembling.

    `join` is the score (see `features`) from which two claims of one document are about one happening; `reach` the
    number of characters within which a loss belongs to an attack that stands in another sentence; `window` how many
    happenings around a claim are looked at, so that a book takes no longer a page than a page does.
    """

    join: float = 1.0
    reach: int = 400
    window: int = 200


def assemble(claims: Iterable[Claim], *, lexicon: Lexicon, settings: EventSettings | None = None) -> tuple[Event, ...]:
    """Return the happenings that claims are about, each document by itself, in the order of the text.

    Claims of kind `event` that affirm something done, tried or failed make events; losses and seizures join the event
    that they belong to, and those that no happening in reach explains make one of their own. Sums over many incidents,
    denials, plans, threats and judgements make none. The order of the claims does not matter.
    """
    settings = settings or EventSettings()
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document_id].append(claim)
    made_by = MadeBy(stage=STAGE, version=VERSION, settings=record_id("set", settings), lexicon=lexicon.digest)
    found: list[Event] = []
    for document_id in sorted(by_document):
        ordered = sorted(by_document[document_id], key=_order)
        happenings = sorted(_happenings(ordered, settings), key=lambda happening: _order(happening[0]))
        found.extend(_event(sorted(happening, key=_order), lexicon, made_by) for happening in happenings)
    return tuple(found)


def _order(claim: Claim) -> tuple[int, int, str]:
    trigger = min((part.start for part in claim.parts if part.role == "trigger"), default=claim.evidence.start)
    return trigger, claim.evidence.start, claim.id


def _affirmed(claim: Claim) -> bool:
    if claim.aggregate or claim.realis not in HAPPENED or claim.certainty.value.endswith("-"):
        return False
    # "Clashes since 2019" are many happenings, and none of them; what went on until Friday had ended by then.
    return claim.time is None or claim.time.start is None or claim.time.end is not None


class _Happening:
    """Claims put together so far, and what they say, kept up as they come so that long documents take no longer."""

    def __init__(self, claim: Claim) -> None:
        self.claims = [claim]
        self.facts = facts_of((claim,))
        self.first = _order(claim)
        self.starts = [self.first[0]]

    def take(self, claim: Claim) -> None:
        self.claims.append(claim)
        self.facts = merged(self.facts, facts_of((claim,)))
        self.first = min(self.first, _order(claim))
        insort(self.starts, _order(claim)[0])

    def apart(self, claim: Claim) -> int:
        """Return the characters between a claim's trigger and the nearest one of these claims."""
        at = _order(claim)[0]
        after = bisect_left(self.starts, at)
        return min(abs(at - start) for start in self.starts[max(0, after - 1) : after + 1])


def _happenings(claims: list[Claim], settings: EventSettings) -> list[list[Claim]]:
    happenings: list[_Happening] = []
    affirmed = [claim for claim in claims if _affirmed(claim)]
    for claim in affirmed:
        if claim.kind == "event":
            found = _same(claim, happenings[-settings.window :], settings)
            found.take(claim) if found is not None else happenings.append(_Happening(claim))
    for claim in affirmed:
        if claim.kind == "toll":
            found = _suffered_in(claim, _near(claim, happenings, settings), settings)
            if found is not None:
                found.take(claim)
            elif _tells_of_violence(claim):
                insort(happenings, _Happening(claim), key=_opening)
    for claim in affirmed:
        if claim.kind == "control":
            found = _taken_in(claim, _near(claim, happenings, settings), settings)
            if found is not None:
                found.take(claim)
            elif claim.event_type is not None and claim.places:
                # A town that changes hands is a happening of its own, as the fighting for it is.
                insort(happenings, _Happening(claim), key=_opening)
    _hold_responsible(claims, happenings)
    return [happening.claims for happening in happenings]


def _hold_responsible(claims: Iterable[Claim], happenings: Iterable[_Happening]) -> None:
    """Put each position that holds somebody to have done something to the happenings whose claims it is about."""
    told = {claim.id: happening for happening in happenings for claim in happening.claims}
    for claim in claims:
        if claim.kind != "position" or not any(actor.role == "initiator" for actor in claim.actors):
            continue
        about = [told[link.claim_id] for link in claim.links if link.kind == "about" and link.claim_id in told]
        for happening in dict.fromkeys(about):
            happening.take(claim)


def _opening(happening: _Happening) -> tuple[int, int, str]:
    return happening.first


def _near(claim: Claim, happenings: list[_Happening], settings: EventSettings) -> list[_Happening]:
    """Return the happenings told nearest to a claim, at most `window` of them."""
    at = bisect_left(happenings, _order(claim), key=_opening)
    half = settings.window // 2
    return happenings[max(0, at - half) : at + half]


def _same(claim: Claim, happenings: list[_Happening], settings: EventSettings) -> _Happening | None:
    """Return which happening a claim goes on about: the one that fits best, of equal ones the nearest."""
    new = facts_of((claim,))
    best: tuple[float, int, int] | None = None
    for place, happening in enumerate(happenings):
        total = score(new, happening.facts)
        if total >= settings.join:
            best = max(best or (AGAINST, 0, 0), (total, -distance(new, happening.facts), place))
    return None if best is None else happenings[best[2]]


def _suffered_in(claim: Claim, happenings: list[_Happening], settings: EventSettings) -> _Happening | None:
    """Return in which happening a loss was suffered: one of its sentence before one nearby, none that conflicts."""
    # "The blast killed 12": that killing is another kind of act than a blast speaks against nothing here.
    new = msgspec.structs.replace(facts_of((claim,)), types=())
    best: tuple[bool, bool, float, bool, int, int] | None = None
    for place, happening in enumerate(happenings):
        old = happening.facts
        # Who was lost need not be what was attacked.
        total = score(msgspec.structs.replace(new, targets=new.targets & old.targets), old)
        if total <= AGAINST or not _can_cost(claim, old):
            continue
        gap = distance(new, old)
        if gap > settings.reach and total < settings.join:
            continue
        if gap and total < settings.join / 2:
            continue
        # Losses are told after the attack rather than before it.
        told = happening.first <= _order(claim)
        rank = (gap == 0, not is_damage(old), total, told, -happening.apart(claim), place)
        best = max(best or (False, False, AGAINST, False, 0, 0), rank)
    return None if best is None else happenings[best[5]]


def _can_cost(claim: Claim, facts: Facts) -> bool:
    """An attack costs lives and liberty, an arrest liberty alone; a visit neither."""
    violent = any(kind.plover == VIOLENT for kind in facts.types)
    unit = None if claim.quantity is None else claim.quantity.unit
    coercive = any(kind.plover == "COERCE" for kind in facts.types)
    return violent or (coercive and unit in ("captured", "displaced", "missing")) or not facts.types


def _tells_of_violence(claim: Claim) -> bool:
    """Someone killed or wounded was killed in something, even where the text does not say in what."""
    unit = None if claim.quantity is None else claim.quantity.unit
    return claim.certainty.value in ("CT+", "PR+", "Uu") and unit in ("killed", "wounded", "captured")


def _taken_in(claim: Claim, happenings: list[_Happening], settings: EventSettings) -> _Happening | None:
    """Return in which happening a place was taken or lost: one of the same place and no other time."""
    if claim.event_type is None:
        return None
    new = facts_of((claim,))
    best: tuple[float, int, int] | None = None
    for place, happening in enumerate(happenings):
        old = happening.facts
        total = score(new, old)
        if total >= settings.join and any(kind == claim.event_type for kind in old.types):
            best = max(best or (AGAINST, 0, 0), (total, -distance(new, old), place))
    return None if best is None else happenings[best[2]]


def _event(claims: list[Claim], lexicon: Lexicon, made_by: MadeBy) -> Event:
    told = [claim for claim in claims if claim.kind == "event"] or claims
    return Event(
        id=record_id("evt", claims[0].id),
        made_by=made_by,
        claim_ids=tuple(claim.id for claim in claims),
        event_type=code(claims, lexicon),
        actors=_actors(claims, lexicon),
        places=_places(claims),
        time=_time(told) or _time(claims),
    )


def _actors(claims: Iterable[Claim], lexicon: Lexicon) -> tuple[ActorRef, ...]:
    found: dict[tuple[str, str], ActorRef] = {}
    for claim in claims:
        for actor in claim.actors:
            if claim.kind == "control" and actor.role == "subject":
                # Who takes a place does it; who loses it suffers it.
                row = trigger_of(claim, lexicon)
                lost = row is not None and row.state == "lost" and row.kind == "control"
                actor = msgspec.structs.replace(actor, role="target" if lost else "initiator")
            # Whom an accusation is aimed at is no target of the happening.
            if actor.role != "speaker" and (claim.kind != "position" or actor.role == "initiator"):
                key = identity(actor.actor_id, actor.name, language=claim.statement_language, lexicon=lexicon)
                found.setdefault((actor.role, key), actor)
    return tuple(found.values())


def _places(claims: Iterable[Claim]) -> tuple[PlaceRef, ...]:
    """Return each place once, the most precise first, without the countries and regions that lie around these."""
    found: dict[str, PlaceRef] = {}
    for claim in claims:
        for place in claim.places:
            found.setdefault(place.place_id or place.name.casefold(), place)
    ordered = sorted(found.values(), key=lambda place: PRECISIONS.index(place.precision))
    fine = {place.country for place in ordered if place.precision not in ("country", "region")}
    return tuple(
        place for place in ordered if place.precision not in ("country", "region") or place.country not in fine
    )


def _time(claims: Iterable[Claim]) -> Time | None:
    times = [claim.time for claim in claims if claim.time is not None]
    return min(times, key=lambda time: TIME_PRECISIONS.index(time.precision), default=None)

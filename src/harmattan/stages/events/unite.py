"""Happenings of independent reports: those that tell of one become one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.ports import KeyJoin
from harmattan.records.claim import ActorRef, Claim, EventType, PlaceRef
from harmattan.records.document import Document
from harmattan.records.event import Event
from harmattan.records.joining import Bond
from harmattan.records.lineage import Lineage
from harmattan.stages.events.assemble import PRECISIONS, TIME_PRECISIONS
from harmattan.stages.events.joining.account import Account
from harmattan.stages.events.joining.join import Joined, JoinSettings, join_accounts
from harmattan.stages.events.joining.reports import account_of_event

REPORTS = JoinSettings(join=1.0)
"""Reports are scored as coded records are, and more is asked of them: two attacks held for one corroborate what is not so."""


class United(msgspec.Struct, frozen=True, kw_only=True):
    """Happenings, and by the id of each that was joined from several why these are held to be one.

    `joined` answers why any two of the events that took part were joined or kept apart.
    """

    events: tuple[Event, ...]
    bonds: Mapping[str, tuple[Bond, ...]]
    joined: Joined


def unite(
    events: Iterable[Event],
    claims: Iterable[Claim],
    documents: Iterable[Document],
    lineages: Iterable[Lineage],
    *,
    lexicon: Lexicon,
    bulk: KeyJoin,
    settings: JoinSettings = REPORTS,
) -> United:
    """Return the events with those of different stories joined that tell of one happening, in the order of their first.

    Takes part what a story's origin tells; what only its copies tell stays as it is, and two events of one story are
    never joined. A joined event keeps the id of the one that comes first, has the actors, places and claims of all, the
    most telling type and the most exact time; the ids that went into it are its `supersedes`, by which it can be taken
    apart again.
    """
    events = tuple(events)
    by_id = {claim.id: claim for claim in claims}
    known = {document.id: document for document in documents}
    origin = {
        member.document_id: lineage.origin
        for lineage in lineages
        if lineage.kind == "text"
        for member in lineage.members
    }
    accounts: list[Account] = []
    for event in events:
        told = [by_id[key] for key in event.claim_ids if key in by_id]
        sources = [
            claim.document_id for claim in told if origin.get(claim.document_id, claim.document_id) == claim.document_id
        ]
        if not sources:
            continue
        own = [claim for claim in told if claim.document_id == sources[0]]
        accounts.append(account_of_event(event, own, known[sources[0]], text=sources[0], lexicon=lexicon))
    joined = join_accounts(accounts, bulk=bulk, settings=settings)
    lead = {key: group for group in joined.groups for key in group}
    members: dict[str, list[Event]] = defaultdict(list)
    firsts: dict[tuple[str, ...], str] = {}
    for event in events:
        group = lead.get(event.id, (event.id,))
        members[firsts.setdefault(group, event.id)].append(event)
    united = tuple(_merged(group) for group in members.values())
    bonds = {
        group[0].id: tuple(joined.explain(group[0].id, other.id) for other in group[1:])
        for group in members.values()
        if len(group) > 1
    }
    return United(events=united, bonds=bonds, joined=joined)


def _merged(events: Sequence[Event]) -> Event:
    first = events[0]
    if len(events) == 1:
        return first
    actors: dict[tuple[str, str], ActorRef] = {}
    places: dict[str, PlaceRef] = {}
    for event in events:
        for actor in event.actors:
            actors.setdefault((actor.role, actor.actor_id or actor.name.casefold()), actor)
        for place in event.places:
            places.setdefault(place.place_id or place.name.casefold(), place)
    times = [event.time for event in events if event.time is not None]
    later = dict.fromkeys(key for event in events[1:] for key in (event.id, *event.supersedes))
    return msgspec.structs.replace(
        first,
        claim_ids=tuple(dict.fromkeys(key for event in events for key in event.claim_ids)),
        event_type=max((event.event_type for event in events), key=_telling),
        actors=tuple(actors.values()),
        places=tuple(sorted(places.values(), key=lambda place: PRECISIONS.index(place.precision))),
        time=min(times, key=lambda time: TIME_PRECISIONS.index(time.precision), default=None),
        supersedes=(*first.supersedes, *later),
    )


def _telling(kind: EventType) -> int:
    return sum(value is not None for value in (kind.plover, kind.mode, kind.acled, kind.ucdp))

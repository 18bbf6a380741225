"""Happenings of copies: what a copy tells is what its origin told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol

import msgspec

from harmattan.records.event import Event


class Repetition(Protocol):
    """That a claim repeats another: `repeats` is the claim that was first, its own id where it repeats none."""

    @property
    def repeats(self) -> str:
        """The id of the claim that said it first."""
        ...


def join(events: Iterable[Event], repetitions: Mapping[str, Repetition]) -> tuple[Event, ...]:
    """Return the events with those of copies joined to the ones that their origins told, in the order of their origins.

    An event joins the one that told most of the claims that it repeats first; of two alike the one that tells more of them,
    first or not (a copy of an update repeats what the origin said and what the update added). It keeps the id, the actors and
    the places of the origin's event; the ids that went into it are its `supersedes`. Independent reports of one happening stay
    apart.
    """
    events = tuple(events)
    owners: dict[str, list[str]] = {}
    for event in events:
        for claim_id in event.claim_ids:
            owners.setdefault(claim_id, []).append(event.id)
    # Who claims two attacks at once ties neither to the other.
    told = {claim_id: ids[0] for claim_id, ids in owners.items() if len(ids) == 1}
    said = {
        event.id: {repetitions[key].repeats if key in repetitions else key for key in event.claim_ids}
        for event in events
    }
    leads: dict[str, str] = {}
    for event in events:
        origins = Counter(
            told[repetitions[claim_id].repeats]
            for claim_id in event.claim_ids
            if claim_id in repetitions and repetitions[claim_id].repeats in told
        )
        first = max(
            sorted(origins),
            key=lambda key: (origins[key], key == event.id, len(said[key] & said[event.id])),
            default=event.id,
        )
        leads[event.id] = first
    joined: dict[str, list[Event]] = {}
    for event in events:
        joined.setdefault(_follow(event.id, leads), []).append(event)
    by_id = {event.id: event for event in events}
    return tuple(_merge(by_id[first], members) for first, members in joined.items())


def _follow(event_id: str, leads: Mapping[str, str]) -> str:
    seen = {event_id}
    while (first := leads[event_id]) not in seen:
        seen.add(first)
        event_id = first
    return event_id


def _merge(first: Event, members: Iterable[Event]) -> Event:
    later = sorted((event for event in members if event.id != first.id), key=lambda event: event.id)
    if not later:
        return first
    claims = dict.fromkeys((*first.claim_ids, *(claim_id for event in later for claim_id in event.claim_ids)))
    return msgspec.structs.replace(
        first, claim_ids=tuple(claims), supersedes=(*first.supersedes, *(event.id for event in later))
    )

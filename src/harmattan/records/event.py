"""Events: what is claimed to have happened, nothing judged."""

from __future__ import annotations

import msgspec

from harmattan.records.base import MadeBy
from harmattan.records.claim import ActorRef, EventType, PlaceRef, Time


class Event(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Claims about one happening. The id is born with its first claim and kept."""

    id: str
    made_by: MadeBy
    claim_ids: tuple[str, ...]
    event_type: EventType
    actors: tuple[ActorRef, ...] = ()
    places: tuple[PlaceRef, ...] = ()
    time: Time | None = None
    supersedes: tuple[str, ...] = ()

"""Events: what is claimed to have happened, nothing judged."""

from __future__ import annotations

import msgspec

from harmattan.records.base import MadeBy
from harmattan.records.claim import ActorRef, EventType, PlaceRef, Time


class Event(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Claims about one happening. The id is born with its first claim and kept."""

    id: str
    """Born with its first claim and kept."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    claim_ids: tuple[str, ...]
    """Claims about it."""
    event_type: EventType
    """Type codes, the most exact that its claims give."""
    actors: tuple[ActorRef, ...] = ()
    """Actors by role."""
    places: tuple[PlaceRef, ...] = ()
    """Where."""
    time: Time | None = None
    """When."""
    supersedes: tuple[str, ...] = ()
    """Ids of events that it replaces."""

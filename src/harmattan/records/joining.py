"""Which accounts tell of one happening, and why."""

from __future__ import annotations

import msgspec

from harmattan.records.assessment import Decision, Reason


class Membership(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The happening that an event record belongs to; records that share an event tell of one happening."""

    id: str
    """Id of the record in its data set."""
    event_id: str
    """Id of the happening, born with its first record."""


class Bond(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why two accounts are held to tell of one happening, or of two. `one` sorts before `other`."""

    one: str
    """Id of an event or record."""
    other: str
    """Id of the other one."""
    joined: bool
    """Whether they were joined."""
    score: float
    """Sum of the weights of all reasons that lie in the pair itself: log-odds by the fitted weights; 99 or -99 where a person
    decided."""
    reasons: tuple[Reason, ...]
    """All that speaks for and against it, the weightiest first."""


class Pin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That a person decided whether two accounts tell of one happening. It goes before every score."""

    one: str
    """Id of an event or record."""
    other: str
    """Id of the other one."""
    decision: Decision
    """Who decided what and why: `together`, `apart`, or `open`, which leaves it to the scores again."""

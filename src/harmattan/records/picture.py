"""The picture over time that many reports make: numbers a side, and how far violence reaches week by week."""

from __future__ import annotations

from typing import Literal

import msgspec

from harmattan.records.actor import Control, Relation


class SideNumber(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one assessment gives for one side: its low, best and high, unaltered."""

    assessment_id: str
    """The assessment."""
    event_id: str | None
    """The event that it is about; null where it is about none."""
    status: str
    """Where it stands on the ladder of support."""
    low: float | None
    """Lowest supported."""
    best: float | None
    """Best supported; null where only bounds are known or values differ."""
    high: float | None
    """Highest supported."""
    as_of: str | None
    """ISO 8601 date of the latest document weighed."""
    claim_ids: tuple[str, ...]
    """Evidence."""


class SideCount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Strength or losses of a side in one unit and group, value by value; losses of several events are also added up.

    `low` adds up what is known at least, an unknown side counting nothing; `best` and `high` are null where any event leaves
    its own open. Strengths, sums over many incidents and losses of no event are never added.
    """

    side: str | None
    """Actor id; null where nobody says whose it is."""
    measure: Literal["strength", "losses"]
    """What is counted."""
    unit: str
    """What is counted, or what befell the counted."""
    group: str | None = None
    """Whose loss or strength within the side (`soldiers`, `civilians`)."""
    values: tuple[SideNumber, ...]
    """Each value, the latest first."""
    events: int = 0
    """How many events are added up."""
    low: float | None = None
    """Least of all events together."""
    best: float | None = None
    """Best of all events together."""
    high: float | None = None
    """Most of all events together."""


class DistrictReach(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Violence that is told of one district in one week."""

    district_id: str
    """Id of the district, or of the country where no index knows the district."""
    name: str
    """Its name."""
    country: str | None
    """ISO 3166 alpha-2."""
    events: int
    """How many events are told."""
    new: bool
    """Whether none was told there in an earlier week."""
    claim_ids: tuple[str, ...]
    """Evidence."""


class Crossing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two countries that one event of violence touches, or that have it on both sides of their border in one week."""

    countries: tuple[str, str]
    """ISO 3166 alpha-2, in order."""
    same_event: bool
    """Whether one event touches both."""
    claim_ids: tuple[str, ...]
    """Evidence."""


class Reach(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far violence reaches in one week, as it is told. A week without reports is no week without violence: it is not here."""

    week: str
    """ISO 8601 date of its Monday."""
    events: int
    """Events told of that week."""
    districts: tuple[DistrictReach, ...]
    """Where, the most events first."""
    crossings: tuple[Crossing, ...] = ()
    """Over which borders."""


class Picture(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What many reports, read together, show of a conflict over time."""

    relations: tuple[Relation, ...] = ()
    """Who stands where to whom, and when."""
    control: tuple[Control, ...] = ()
    """Who is said to hold what, and when."""
    sides: tuple[SideCount, ...] = ()
    """Strength and losses, side by side."""
    reach: tuple[Reach, ...] = ()
    """Districts and borders, week by week."""
    undated: int = 0
    """Events of violence that no week could be told for, or that no place could: they are in no week."""

"""Actors, sources, places, and what holds between them over time."""

from __future__ import annotations

from typing import Literal

import msgspec

from harmattan.records.base import MadeBy

RelationKind = Literal["ally", "rival", "successor", "part_of", "leads", "backs"]


class Name(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name, its language (ISO 639-1, `und` for any) and the ISO 8601 dates between which it was borne."""

    text: str
    """The name."""
    language: str
    """ISO 639-1, `und` for any."""
    valid_from: str | None = None
    """ISO 8601 date."""
    valid_to: str | None = None
    """ISO 8601 date."""


class Tie(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A parent, leader or patron, with dates and the page that says so."""

    actor_id: str
    """The other actor."""
    valid_from: str | None = None
    """ISO 8601 date."""
    valid_to: str | None = None
    """ISO 8601 date."""
    source: str
    """Page that says so, or `unchecked`."""


class Actor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who acts. `kind` is one of the actor kinds of the lexicon (`state`, `military`, `rebel`, …)."""

    id: str
    """Id in the lexicon, or made from the words."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    names: tuple[Name, ...]
    """Names, the one to show first."""
    kind: str
    """Actor kind of the lexicon."""
    parents: tuple[Tie, ...] = ()
    """What it is part of."""
    leaders: tuple[Tie, ...] = ()
    """Who leads it."""
    patrons: tuple[Tie, ...] = ()
    """Who backs it."""


class Relation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """subject –kind→ object, as claimed. `ally` and `rival` go both ways; `successor`: the subject took the object's place."""

    id: str
    """Stable id, derived from what the record says."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    subject: str
    """Actor id."""
    object: str
    """Actor id."""
    kind: RelationKind
    """What holds between them."""
    start: str | None = None
    """ISO 8601 date from which it is said to hold."""
    end: str | None = None
    """ISO 8601 date until which it is said to hold."""
    claim_ids: tuple[str, ...]
    """Evidence."""


class Control(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is said to hold a place. Silence is not control: `last_reported` says how old the word is."""

    id: str
    """Stable id, derived from what the record says."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    place_id: str
    """The place."""
    holder: str | None
    """Actor id; null where nobody is named."""
    state: Literal["held", "seized", "lost", "contested", "besieged"]
    """What is said of it."""
    start: str | None = None
    """ISO 8601 date."""
    end: str | None = None
    """ISO 8601 date."""
    claim_ids: tuple[str, ...]
    """Evidence."""
    last_reported: str | None = None
    """ISO 8601 date of the latest report."""


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An outlet or speaker. `record` is free text on how it has fared."""

    id: str
    """Stable id, derived from what the record says."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    name: str
    """Its name."""
    owner: str | None = None
    """Who owns it."""
    syndicates: tuple[str, ...] = ()
    """Whom it carries."""
    stance: Literal["party", "ally", "neutral", "unknown"] = "unknown"
    """Where it stands in the conflict."""
    record: str | None = None
    """How it has fared."""


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place of a gazetteer. Degrees WGS 84; `admin` runs from the widest to the narrowest division."""

    id: str
    """Id in its gazetteer."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    names: tuple[Name, ...]
    """Names, the one to show first."""
    latitude: float
    """Degrees north, WGS 84."""
    longitude: float
    """Degrees east, WGS 84."""
    country: str | None = None
    """ISO 3166 alpha-2."""
    admin: tuple[str, ...] = ()
    """Divisions, widest first."""
    feature: str | None = None
    """Feature class."""
    population: int | None = None
    """Inhabitants."""

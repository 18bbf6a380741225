"""Actors, sources, places, and what holds between them over time."""

from __future__ import annotations

from typing import Literal

import msgspec

from harmattan.records.base import MadeBy

RelationKind = Literal["ally", "rival", "successor", "part_of", "leads", "backs"]


class Name(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name, its language (ISO 639-1, `und` for any) and the ISO 8601 dates between which it was borne."""

    text: str
    language: str
    valid_from: str | None = None
    valid_to: str | None = None


class Tie(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A parent, leader or patron, with dates and the page that says so."""

    actor_id: str
    valid_from: str | None = None
    valid_to: str | None = None
    source: str


class Actor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who acts. `kind` is one of the actor kinds of the lexicon (`state`, `military`, `rebel`, …)."""

    id: str
    made_by: MadeBy
    names: tuple[Name, ...]
    kind: str
    parents: tuple[Tie, ...] = ()
    leaders: tuple[Tie, ...] = ()
    patrons: tuple[Tie, ...] = ()


class Relation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """subject –kind→ object, as claimed. `ally` and `rival` go both ways; `successor`: the subject took the object's place."""

    id: str
    made_by: MadeBy
    subject: str
    object: str
    kind: RelationKind
    start: str | None = None
    end: str | None = None
    claim_ids: tuple[str, ...]


class Control(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is said to hold a place. Silence is not control: `last_reported` says how old the word is."""

    id: str
    made_by: MadeBy
    place_id: str
    holder: str | None
    state: Literal["held", "seized", "lost", "contested", "besieged"]
    start: str | None = None
    end: str | None = None
    claim_ids: tuple[str, ...]
    last_reported: str | None = None


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An outlet or speaker. `record` is free text on how it has fared."""

    id: str
    made_by: MadeBy
    name: str
    owner: str | None = None
    syndicates: tuple[str, ...] = ()
    stance: Literal["party", "ally", "neutral", "unknown"] = "unknown"
    record: str | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place of a gazetteer. Degrees WGS 84; `admin` runs from the widest to the narrowest division."""

    id: str
    made_by: MadeBy
    names: tuple[Name, ...]
    latitude: float
    longitude: float
    country: str | None = None
    admin: tuple[str, ...] = ()
    feature: str | None = None
    population: int | None = None

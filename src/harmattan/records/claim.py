"""Claims: one statement of one source, anchored in its characters; proposals for them; refusals."""

from __future__ import annotations

from typing import Literal

import msgspec

from harmattan.records.base import MadeBy

ClaimKind = Literal["event", "toll", "strength", "control", "relation", "support", "position", "judgement", "outlook"]
PartRole = Literal[
    "trigger", "source", "cue", "content", "hedge", "negation", "number", "unit", "actor", "target", "place", "time", "means"
]  # fmt: skip
ActorRole = Literal["initiator", "target", "subject", "object", "supporter", "supported", "speaker"]
Precision = Literal["exact", "near", "adm2", "adm1", "country", "region"]
TimePrecision = Literal["day", "week", "month", "year", "unknown"]
Bound = Literal["exactly", "about", "at_least", "at_most", "between", "vague"]
FactValue = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu"]
Realis = Literal["actual", "planned", "threatened", "attempted", "failed", "hypothetical"]
Tense = Literal["past", "present", "future"]
LinkKind = Literal["denies", "doubts", "corrects", "part_of", "about", "responds_to"]
Stance = Literal["party", "ally", "neutral", "unknown"]


class Evidence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Document.text[start:end] == quote, always."""

    start: int
    """Where it begins, in code points of `Document.text`."""
    end: int
    """Where it ends, exclusive."""
    quote: str
    """The words, verbatim."""


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A span that bears one role in the statement; `restored` is its restored reading where that differs."""

    role: PartRole
    """What the span does in the statement."""
    start: int
    """Where it begins, in code points of `Document.text`."""
    end: int
    """Where it ends, exclusive."""
    text: str
    """The words, verbatim."""
    restored: str | None = None
    """Their restored reading, where it differs."""


class ActorRef(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An actor in its role. `actor_id` is null for an actor that nothing known stands for."""

    role: ActorRole
    """Its part in what is claimed."""
    actor_id: str | None
    """Id of the actor; null where nothing known stands for it."""
    name: str
    """As the source has it, restored."""
    start: int
    """Where it begins, in code points of `Document.text`."""
    end: int
    """Where it ends, exclusive."""


class EventType(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """PLOVER type and mode, ACLED sub-type, UCDP type of violence (1 state-based, 2 non-state, 3 one-sided)."""

    plover: str | None = None
    """PLOVER type."""
    mode: str | None = None
    """PLOVER mode."""
    acled: str | None = None
    """ACLED sub-event type."""
    ucdp: int | None = None
    """UCDP type of violence, from actors and intent."""


class MeansRef(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A weapon or method used."""

    means_id: str
    """Id of the weapon or method."""
    name: str
    """Its plain name."""
    start: int
    """Where it begins, in code points of `Document.text`."""
    end: int
    """Where it ends, exclusive."""


class PlaceCandidate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place that a name may stand for. Degrees WGS 84; `score` in [0, 1]."""

    place_id: str
    """Id of the place."""
    name: str
    """Its name."""
    latitude: float | None
    """Degrees north, WGS 84."""
    longitude: float | None
    """Degrees east, WGS 84."""
    country: str | None
    """ISO 3166 alpha-2."""
    score: float
    """How well it fits, in [0, 1]."""
    reasons: tuple[str, ...] = ()
    """Why."""


class PlaceRef(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place as claimed. Degrees WGS 84, `country` ISO 3166 alpha-2; null coordinates where it is not resolved."""

    place_id: str | None
    """Id of the place; null where it is not resolved."""
    name: str
    """As the source has it."""
    latitude: float | None
    """Degrees north, WGS 84."""
    longitude: float | None
    """Degrees east, WGS 84."""
    country: str | None
    """ISO 3166 alpha-2."""
    precision: Precision
    """How closely the words locate it."""
    start: int
    """Where it begins, in code points of `Document.text`."""
    end: int
    """Where it ends, exclusive."""
    candidates: tuple[PlaceCandidate, ...] = ()
    """What else it may be, best first, with reasons."""


class Time(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """ISO 8601 dates, both inclusive; an open or unknown side is null."""

    start: str | None
    """First day, ISO 8601; null where open or unknown."""
    end: str | None
    """Last day, inclusive; null where open or unknown."""
    precision: TimePrecision
    """How closely the words date it."""
    text: str
    """The words."""


class Quantity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A count with its bound. An open side is null: "up to 12,000" is low null, high 12000, bound `at_most`."""

    low: float | None
    """Lowest number that the words allow; null where open."""
    high: float | None
    """Highest number that the words allow; null where open."""
    bound: Bound
    """How the words bound it."""
    unit: str | None
    """What is counted, or what befell the counted."""
    group: str | None = None
    """Whose loss it is."""
    text: str
    """The words."""


class SourceRef(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An outer source of a nested attribution."""

    text: str
    """The words."""
    actor_id: str | None
    """Id of the actor, or null."""
    start: int
    """Where it begins, in code points of `Document.text`."""
    end: int
    """Where it ends, exclusive."""


class Attribution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who says it. start and end are the source's span, null where the author speaks."""

    kind: Literal["author", "named", "anonymous"]
    """Whether the author, a named or an unnamed source speaks."""
    text: str | None = None
    """The source's words."""
    actor_id: str | None = None
    """Id of the source's actor."""
    stance: Stance = "unknown"
    """Where the source stands in the conflict."""
    start: int | None = None
    """Where it begins, in code points of `Document.text`."""
    end: int | None = None
    """Where it ends, exclusive."""
    chain: tuple[SourceRef, ...] = ()
    """Outer sources, outermost first."""


class CertaintyCue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word that moves certainty, and how: `negation`, `possible`, `unconfirmed`, …, or `out_of_scope`."""

    start: int
    """Where it begins, in code points of `Document.text`."""
    end: int
    """Where it ends, exclusive."""
    text: str
    """The words."""
    effect: str
    """What they do to certainty."""


class Certainty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """FactBank value as the holder commits to it; `author_value` is the author's own commitment."""

    holder: Literal["author", "source"]
    """Whose certainty `value` is."""
    value: FactValue
    """FactBank value as the holder commits to it."""
    author_value: FactValue
    """The author's own commitment."""
    unconfirmed: bool = False
    """Whether the text says outright that nobody confirms it."""
    cues: tuple[CertaintyCue, ...] = ()
    """The words that decided."""


class Link(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How this claim bears on another of the same set."""

    claim_id: str
    """The other claim."""
    kind: LinkKind
    """How this claim bears on it."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an extractor thinks a document claims. `key` is unique within the document; links name keys."""

    key: str
    """Names the proposal within its document."""
    kind: ClaimKind
    """Kind of claim."""
    statement: str
    """One plain line for a reader."""
    statement_language: str
    """Language of the statement."""
    evidence: Evidence
    """The quote that holds all of it."""
    parts: tuple[Part, ...]
    """Spans by role."""
    actors: tuple[ActorRef, ...] = ()
    """Actors by role."""
    event_type: EventType | None = None
    """Type codes."""
    means: tuple[MeansRef, ...] = ()
    """Weapons and methods."""
    places: tuple[PlaceRef, ...] = ()
    """Where."""
    time: Time | None = None
    """When."""
    quantity: Quantity | None = None
    """How many."""
    attribution: Attribution
    """Who says so."""
    certainty: Certainty
    """How sure they are."""
    realis: Realis = "actual"
    """Whether it is real, planned, threatened, …"""
    tense: Tense = "past"
    """Past, present or future."""
    aggregate: bool = False
    """Whether it sums many incidents."""
    links: tuple[Link, ...] = ()
    """Other proposals that it bears on, by key."""


class Claim(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A proposal that passed the evidence gate."""

    id: str
    """Stable id, derived from what the record says."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    document_id: str
    """The document it stands in."""
    kind: ClaimKind
    """Kind of claim."""
    statement: str
    """One plain line for a reader."""
    statement_language: str
    """Language of the statement."""
    evidence: Evidence
    """The quote that holds all of it."""
    parts: tuple[Part, ...]
    """Spans by role."""
    actors: tuple[ActorRef, ...] = ()
    """Actors by role."""
    event_type: EventType | None = None
    """Type codes."""
    means: tuple[MeansRef, ...] = ()
    """Weapons and methods."""
    places: tuple[PlaceRef, ...] = ()
    """Where."""
    time: Time | None = None
    """When."""
    quantity: Quantity | None = None
    """How many."""
    attribution: Attribution
    """Who says so."""
    certainty: Certainty
    """How sure they are."""
    realis: Realis = "actual"
    """Whether it is real, planned, threatened, …"""
    tense: Tense = "past"
    """Past, present or future."""
    aggregate: bool = False
    """Whether it sums many incidents."""
    links: tuple[Link, ...] = ()
    """Other claims of the document that it bears on."""


class Refusal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that was not taken, and why. `code` is short and stable, `reason` one line for a reader."""

    id: str
    """Stable id, derived from what the record says."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    document_id: str | None = None
    """The document, where there is one."""
    path: str | None = None
    """The input, where there is no document."""
    stage: str
    """Stage that refused."""
    code: str
    """Short and stable."""
    reason: str
    """One line for a reader."""
    start: int | None = None
    """Where it begins, in code points of `Document.text`."""
    end: int | None = None
    """Where it ends, exclusive."""

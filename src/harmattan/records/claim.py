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
    end: int
    quote: str


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A span that bears one role in the statement; `restored` is its restored reading where that differs."""

    role: PartRole
    start: int
    end: int
    text: str
    restored: str | None = None


class ActorRef(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An actor in its role. `actor_id` is null for an actor that nothing known stands for."""

    role: ActorRole
    actor_id: str | None
    name: str
    start: int
    end: int


class EventType(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """PLOVER type and mode, ACLED sub-type, UCDP type of violence (1 state-based, 2 non-state, 3 one-sided)."""

    plover: str | None = None
    mode: str | None = None
    acled: str | None = None
    ucdp: int | None = None


class MeansRef(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A weapon or method used."""

    means_id: str
    name: str
    start: int
    end: int


class PlaceCandidate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place that a name may stand for. Degrees WGS 84; `score` in [0, 1]."""

    place_id: str
    name: str
    latitude: float | None
    longitude: float | None
    country: str | None
    score: float
    reasons: tuple[str, ...] = ()


class PlaceRef(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place as claimed. Degrees WGS 84, `country` ISO 3166 alpha-2; null coordinates where it is not resolved."""

    place_id: str | None
    name: str
    latitude: float | None
    longitude: float | None
    country: str | None
    precision: Precision
    start: int
    end: int
    candidates: tuple[PlaceCandidate, ...] = ()


class Time(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """ISO 8601 dates, both inclusive; an open or unknown side is null."""

    start: str | None
    end: str | None
    precision: TimePrecision
    text: str


class Quantity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A count with its bound. An open side is null: "up to 12,000" is low null, high 12000, bound `at_most`."""

    low: float | None
    high: float | None
    bound: Bound
    unit: str | None
    group: str | None = None
    text: str


class SourceRef(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An outer source of a nested attribution."""

    text: str
    actor_id: str | None
    start: int
    end: int


class Attribution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who says it. start and end are the source's span, null where the author speaks; `chain` holds outer sources, outermost first."""

    kind: Literal["author", "named", "anonymous"]
    text: str | None = None
    actor_id: str | None = None
    stance: Stance = "unknown"
    start: int | None = None
    end: int | None = None
    chain: tuple[SourceRef, ...] = ()


class CertaintyCue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word that moves certainty, and how (`negation`, `possible`, `probable`, `unconfirmed`, `reported`, …, or `out_of_scope`)."""

    start: int
    end: int
    text: str
    effect: str


class Certainty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """FactBank value as the holder commits to it; `author_value` is the author's own commitment."""

    holder: Literal["author", "source"]
    value: FactValue
    author_value: FactValue
    unconfirmed: bool = False
    cues: tuple[CertaintyCue, ...] = ()


class Link(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How this claim bears on another of the same set."""

    claim_id: str
    kind: LinkKind


class Proposal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an extractor thinks a document claims. `key` is unique within the document; links name keys."""

    key: str
    kind: ClaimKind
    statement: str
    statement_language: str
    evidence: Evidence
    parts: tuple[Part, ...]
    actors: tuple[ActorRef, ...] = ()
    event_type: EventType | None = None
    means: tuple[MeansRef, ...] = ()
    places: tuple[PlaceRef, ...] = ()
    time: Time | None = None
    quantity: Quantity | None = None
    attribution: Attribution
    certainty: Certainty
    realis: Realis = "actual"
    tense: Tense = "past"
    aggregate: bool = False
    links: tuple[Link, ...] = ()


class Claim(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A proposal that passed the evidence gate."""

    id: str
    made_by: MadeBy
    document_id: str
    kind: ClaimKind
    statement: str
    statement_language: str
    evidence: Evidence
    parts: tuple[Part, ...]
    actors: tuple[ActorRef, ...] = ()
    event_type: EventType | None = None
    means: tuple[MeansRef, ...] = ()
    places: tuple[PlaceRef, ...] = ()
    time: Time | None = None
    quantity: Quantity | None = None
    attribution: Attribution
    certainty: Certainty
    realis: Realis = "actual"
    tense: Tense = "past"
    aggregate: bool = False
    links: tuple[Link, ...] = ()


class Refusal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that was not taken, and why. `code` is short and stable, `reason` one line for a reader."""

    id: str
    made_by: MadeBy
    document_id: str | None = None
    path: str | None = None
    stage: str
    code: str
    reason: str
    start: int | None = None
    end: int | None = None

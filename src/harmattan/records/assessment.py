"""Assessments: what the claims, read together, support; and the decisions of those who use them."""

from __future__ import annotations

from typing import Literal

import msgspec

from harmattan.records.base import MadeBy

Attribute = Literal[
    "occurrence", "perpetrator", "toll", "place", "control", "relation", "support", "strength", "position"
]
Status = Literal["confirmed", "corroborated", "single_origin", "contested", "denied", "unverified", "judgement"]
Likelihood = Literal[
    "almost no chance", "very unlikely", "unlikely", "roughly even", "likely", "very likely", "almost certain"
]


class Subject(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is assessed: an attribute of an event, or of no event."""

    event_id: str | None
    attribute: Attribute


class Admiralty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """NATO Admiralty grades: source A–F, information 1–6."""

    source: Literal["A", "B", "C", "D", "E", "F"]
    information: Literal[1, 2, 3, 4, 5, 6]


class NumberRange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Low, best and high by UCDP practice; not a confidence interval. A bound alone leaves `best` null."""

    unit: str
    group: str | None = None
    side: str | None = None
    low: float | None = None
    best: float | None = None
    high: float | None = None


class Reason(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What moved an assessment. `weight` is positive for, negative against, 0 for a note."""

    code: str
    detail: str
    weight: float
    claim_ids: tuple[str, ...] = ()


class Assessment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A judgement with its reasons. `documents` and `origins` are counts; `probability` in [0, 1] or null until earned."""

    id: str
    made_by: MadeBy
    subject: Subject
    claim_ids: tuple[str, ...]
    statement: str
    status: Status
    probability: float | None = None
    likelihood: Likelihood | None = None
    confidence: Literal["low", "moderate", "high"]
    admiralty: Admiralty
    documents: int
    origins: int
    numbers: tuple[NumberRange, ...] = ()
    as_of: str | None = None
    supersedes: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person decided about a record, and why. `when` is ISO 8601; `on` is a record's id."""

    id: str
    made_by: MadeBy
    who: str
    when: str
    what: str
    why: str
    on: str

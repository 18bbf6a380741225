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
    """The event; null where there is none."""
    attribute: Attribute
    """What about it is assessed."""


class Admiralty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """NATO Admiralty grades: source A–F, information 1–6."""

    source: Literal["A", "B", "C", "D", "E", "F"]
    """Reliability of the source, A–F."""
    information: Literal[1, 2, 3, 4, 5, 6]
    """Credibility of the information, 1–6."""


class NumberRange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Low, best and high by UCDP practice; not a confidence interval. A bound alone leaves `best` null."""

    unit: str
    """What is counted."""
    group: str | None = None
    """Whose loss or strength."""
    side: str | None = None
    """Side of the conflict."""
    low: float | None = None
    """Lowest supported."""
    best: float | None = None
    """Best supported; null where only bounds are known."""
    high: float | None = None
    """Highest supported."""


class Reason(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What moved an assessment. `weight` is in log-odds: positive for, negative against, 0 for a note."""

    code: str
    """Short and stable."""
    detail: str
    """One line for a reader."""
    weight: float
    """Log-odds by which it speaks for (positive) or against (negative)."""
    claim_ids: tuple[str, ...] = ()
    """Claims that it rests on."""


class Assessment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A judgement with its reasons. `documents` and `origins` are counts; `probability` in [0, 1] or null."""

    id: str
    """Stable id, derived from what the record says."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    subject: Subject
    """What is assessed."""
    claim_ids: tuple[str, ...]
    """Claims that it weighs."""
    statement: str
    """One plain line for a reader."""
    status: Status
    """Where it stands on the ladder of support."""
    probability: float | None = None
    """In [0, 1], by a model that was calibrated by simulation; null unless it was asked for."""
    likelihood: Likelihood | None = None
    """ICD 203 words for the probability."""
    confidence: Literal["low", "moderate", "high"]
    """ICD 203 confidence; another axis than likelihood."""
    admiralty: Admiralty
    """Admiralty grades."""
    documents: int
    """How many documents carry it."""
    origins: int
    """How many independent origins stand behind them."""
    numbers: tuple[NumberRange, ...] = ()
    """Counts with bounds."""
    as_of: str | None = None
    """ISO 8601 date of the latest document weighed."""
    supersedes: tuple[str, ...] = ()
    """Ids of assessments that it replaces."""
    reasons: tuple[Reason, ...] = ()
    """All that moved it."""


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person decided about a record, and why. `when` is ISO 8601; `on` is a record's id.

    About an assessment `what` is `upheld` or `rejected`: whether what is assessed holds.
    """

    id: str
    """Stable id, derived from what the record says."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    who: str
    """Who decided."""
    when: str
    """ISO 8601 time."""
    what: str
    """What was decided."""
    why: str
    """The reason given."""
    on: str
    """Id of the record decided on."""
    supersedes: tuple[str, ...] = ()
    """Ids of earlier decisions that it takes the place of."""

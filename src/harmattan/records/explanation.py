"""Why a record is there: its evidence, who says it, what was joined, every reason with its weight, and what would change it."""

from __future__ import annotations

from typing import Literal

import msgspec

from harmattan.records.assessment import Admiralty, NumberRange, Reason
from harmattan.records.joining import Bond

ExplainedKind = Literal["claim", "event", "assessment", "lineage", "document", "control", "relation"]


class Witness(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim with its characters, who says it, and where its document comes from."""

    claim_id: str
    """The claim."""
    statement: str
    """One plain line for a reader."""
    speaker: str
    """Who says it, and through whom."""
    certainty: str
    """FactBank value, with the words that decided."""
    document_id: str
    """The document."""
    source: str | None
    """Its publisher."""
    published: str | None
    """ISO 8601 date or time of publication."""
    start: int
    """Where the quote begins, in code points of `Document.text`."""
    end: int
    """Where it ends, exclusive."""
    quote: str
    """The words, verbatim."""
    before: str
    """What stands before it."""
    after: str
    """What stands after it."""
    origins: tuple[str, ...]
    """Ids of the documents that this document goes back to, itself where it is no copy."""
    says: Literal["for", "against"] = "for"
    """Whether it stands for what is explained or against it."""
    copy: bool = False
    """Whether it only repeats another claim and counts for nothing."""


class Descent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document in a lineage."""

    lineage_id: str
    """The lineage."""
    kind: Literal["text", "source"]
    """A shared text, or one source relayed."""
    document_id: str
    """The member."""
    source: str | None
    """Its publisher."""
    relation: str
    """What it is to the origin."""
    similarity: float
    """To its closest parent, in [0, 1]."""
    parents: tuple[str, ...]
    """Whom it took text from."""
    reasons: tuple[str, ...]
    """Why it is a member."""


class Change(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What would move it. A test left out an origin and judged anew; the rest follows from the reasons."""

    when: str
    """What would have to be so."""
    then: str
    """What would follow."""
    tested: bool
    """Whether it was judged anew without the origin, or only follows from a reason."""


class Related(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another record that this one belongs to or holds."""

    record_id: str
    """Its id."""
    kind: str
    """What it is."""
    what: str
    """One line for a reader."""


class Explanation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a record is there. What its kind does not have is empty or null."""

    id: str
    """The record that is explained."""
    kind: ExplainedKind
    """What it is."""
    what: str
    """One line for a reader."""
    why: tuple[str, ...]
    """Why it is there, line by line."""
    status: str | None = None
    """Where an assessment stands on the ladder of support."""
    confidence: str | None = None
    """ICD 203 confidence."""
    probability: float | None = None
    """In [0, 1]; null until earned."""
    likelihood: str | None = None
    """ICD 203 words for the probability."""
    admiralty: Admiralty | None = None
    """Admiralty grades."""
    numbers: tuple[NumberRange, ...] = ()
    """Counts with bounds."""
    sides: dict[str, str] = {}
    """Names of the sides of its counts, by actor id."""
    reasons: tuple[Reason, ...] = ()
    """All that moved it, the weightiest first."""
    witnesses: tuple[Witness, ...] = ()
    """Evidence for and against, originals before copies."""
    lineages: tuple[Descent, ...] = ()
    """Where its documents come from."""
    joined: tuple[Bond, ...] = ()
    """Why what several stories tell was taken for one happening."""
    apart: tuple[Bond, ...] = ()
    """What came nearest to being joined and was kept apart, and why."""
    changes: tuple[Change, ...] = ()
    """What would change it."""
    related: tuple[Related, ...] = ()
    """What it belongs to and what it holds."""

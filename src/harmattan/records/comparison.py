"""What others coded beside what we have: where both agree, where they differ, and what one of them lacks."""

from __future__ import annotations

from typing import Literal

import msgspec

from harmattan.records.assessment import Reason
from harmattan.records.base import MadeBy

Verdict = Literal["match", "differ", "ours_only", "theirs_only"]


class Difference(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing in which two descriptions of one happening can't both be so."""

    what: Literal["date", "place", "actors", "toll"]
    """In what they differ."""
    ours: str
    """What we have."""
    theirs: str
    """What they have."""
    detail: str
    """One line for a reader: how far they are apart."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event of ours, an event that others coded, or one of each that tell of one happening."""

    id: str
    """Stable id, derived from the two."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    verdict: Verdict
    """Whether both agree, both have it and differ, or one alone has it."""
    event_id: str | None = None
    """Our event; null where we have none."""
    reference_id: str | None = None
    """Id of the other event in its data set; null where it has none."""
    publisher: str | None = None
    """Who coded the other event, or would have; null where the data set does not say."""
    statement: str
    """One plain line for a reader: what happened, where and when."""
    differences: tuple[Difference, ...] = ()
    """In what they differ; what one of them leaves open is no difference."""
    score: float | None = None
    """How well the two fit, in log-odds; of an event that stands alone, how well the nearest of the other side does."""
    reasons: tuple[Reason, ...] = ()
    """What speaks for and against the two being one happening, the weightiest first."""
    rivals: tuple[str, ...] = ()
    """Ids of others, of either side, that fit as well: they may be parts of it, or it of them."""

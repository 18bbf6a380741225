"""Mentions: everything found in a text, whether or not a claim uses it."""

from __future__ import annotations

import msgspec

from harmattan.records.base import MadeBy
from harmattan.records.claim import Part, PlaceCandidate, PlaceRef, Quantity, Time


class ActorCandidate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An actor that a name may stand for. `score` in [0, 1]."""

    actor_id: str
    """Id of the actor."""
    name: str
    """Its name."""
    score: float
    """How well it fits, in [0, 1]."""
    reasons: tuple[str, ...] = ()
    """Why."""


class _Found(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    id: str
    """Stable id, derived from what the record says."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    document_id: str
    """The document it stands in."""
    start: int
    """Where it begins, in code points of `Document.text`."""
    end: int
    """Where it ends, exclusive."""
    text: str
    """The words, verbatim."""
    parts: tuple[Part, ...] = ()
    """Spans inside it (source, cue and content of an attribution)."""


class PlaceMention(_Found, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="place"):
    """A toponym; `resolved` is null where the candidates could not be told apart or none is known."""

    resolved: PlaceRef | None = None
    """The place, or null where the candidates can't be told apart."""
    candidates: tuple[PlaceCandidate, ...] = ()
    """What else it may be, best first, with reasons."""


class ActorMention(_Found, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="actor"):
    """An actor; `resolved` is the actor's id."""

    resolved: str | None = None
    """Id of the actor, or null."""
    candidates: tuple[ActorCandidate, ...] = ()
    """What else it may be, best first, with reasons."""


class QuantityMention(_Found, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="quantity"):
    """A number with its bound and unit."""

    resolved: Quantity | None = None
    """The count with its bound."""
    candidates: tuple[Quantity, ...] = ()
    """What else it may be, best first, with reasons."""


class TimeMention(_Found, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="time"):
    """A date, period or duration."""

    resolved: Time | None = None
    """The dates it stands for."""
    candidates: tuple[Time, ...] = ()
    """What else it may be, best first, with reasons."""


class AttributionMention(
    _Found, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="attribution"
):
    """Who says what: `parts` holds the source, cue and content spans; `resolved` is the source's actor id."""

    resolved: str | None = None
    """Id of the source's actor, or null."""
    candidates: tuple[ActorCandidate, ...] = ()
    """What else it may be, best first, with reasons."""


Mention = PlaceMention | ActorMention | QuantityMention | TimeMention | AttributionMention


def kind_of(mention: Mention) -> str:
    """Return `place`, `actor`, `quantity`, `time` or `attribution`."""
    return str(mention.__struct_config__.tag)

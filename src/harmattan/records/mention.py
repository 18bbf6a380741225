"""Mentions: everything found in a text, whether or not a claim uses it."""

from __future__ import annotations

import msgspec

from harmattan.records.base import MadeBy
from harmattan.records.claim import Part, PlaceCandidate, PlaceRef, Quantity, Time


class ActorCandidate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An actor that a name may stand for. `score` in [0, 1]."""

    actor_id: str
    name: str
    score: float
    reasons: tuple[str, ...] = ()


class _Found(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    id: str
    made_by: MadeBy
    document_id: str
    start: int
    end: int
    text: str
    parts: tuple[Part, ...] = ()


class PlaceMention(_Found, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="place"):
    """A toponym; `resolved` is null where the candidates could not be told apart or none is known."""

    resolved: PlaceRef | None = None
    candidates: tuple[PlaceCandidate, ...] = ()


class ActorMention(_Found, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="actor"):
    """An actor; `resolved` is the actor's id."""

    resolved: str | None = None
    candidates: tuple[ActorCandidate, ...] = ()


class QuantityMention(_Found, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="quantity"):
    """A number with its bound and unit."""

    resolved: Quantity | None = None
    candidates: tuple[Quantity, ...] = ()


class TimeMention(_Found, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="time"):
    """A date, period or duration."""

    resolved: Time | None = None
    candidates: tuple[Time, ...] = ()


class AttributionMention(
    _Found, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="attribution"
):
    """Who says what: `parts` holds the source, cue and content spans; `resolved` is the source's actor id."""

    resolved: str | None = None
    candidates: tuple[ActorCandidate, ...] = ()


Mention = PlaceMention | ActorMention | QuantityMention | TimeMention | AttributionMention


def kind_of(mention: Mention) -> str:
    """Return `place`, `actor`, `quantity`, `time` or `attribution`."""
    return str(mention.__struct_config__.tag)

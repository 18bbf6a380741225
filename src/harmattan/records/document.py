"""Documents: what was published, as it was published, and what is wrong with it."""

from __future__ import annotations

from typing import Literal

import msgspec

from harmattan.records.base import MadeBy

BlockKind = Literal["paragraph", "heading", "item", "quote", "table"]
DamageKind = Literal["none", "spun", "translated", "fused", "mixed", "garbage"]


class Block(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch of `Document.text`. `lead_in` is the [start, end) of the sentence that a list item completes."""

    start: int
    """Where it begins, in code points of `Document.text`."""
    end: int
    """Where it ends, exclusive."""
    kind: BlockKind
    """What the stretch is on the page."""
    lead_in: tuple[int, int] | None = None
    """Offsets of the sentence that a list item completes."""


class OriginSpan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where text[start:end] stood in what was read: bytes, or a page (counted from 1), or both."""

    start: int
    """Where it begins, in code points of `Document.text`."""
    end: int
    """Where it ends, exclusive."""
    byte_start: int | None = None
    """First byte in the input."""
    byte_end: int | None = None
    """Last byte in the input, exclusive."""
    page: int | None = None
    """Page of a PDF, from 1."""


class Restoration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """text[start:end] == observed was meant as `restored`; confidence in [0, 1]; `rule` names the lexicon row or method."""

    start: int
    """Where it begins, in code points of `Document.text`."""
    end: int
    """Where it ends, exclusive."""
    observed: str
    """What stands there."""
    restored: str
    """What was meant."""
    confidence: float
    """Posterior of the restored reading, in [0, 1]."""
    rule: str
    """Lexicon row or method that restored it."""


class Damage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far the text was damaged on its way. `share` is the share of tokens touched, in [0, 1]."""

    kind: DamageKind = "none"
    """What happened to the text."""
    share: float = 0.0
    """Share of tokens touched, in [0, 1]."""
    restorations: tuple[Restoration, ...] = ()
    """What was put back, without overlap."""
    doubtful: tuple[Restoration, ...] = ()
    """What was likely meant besides, not surely enough to be put back: claims are read with it, and their parts say so."""


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One document. All offsets of all records are code points, half-open, into `text`."""

    id: str
    """Stable id, derived from what the record says."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    external_id: str | None = None
    """The id that the input gave."""
    source: str | None = None
    """Publisher or outlet."""
    url: str | None = None
    """Canonical address."""
    title: str | None = None
    """Headline or subject."""
    author: str | None = None
    """Byline."""
    published: str | None = None
    """ISO 8601 date or time of publication."""
    updated: str | None = None
    """ISO 8601 date or time of the last change to it, where it tells; no part of the id."""
    retrieved: str | None = None
    """ISO 8601 time of retrieval; no part of the id."""
    language: str | None = None
    """ISO 639-1 code."""
    text: str
    """The verbatim text; never altered."""
    media_type: str
    """What it was read from (`text/html`, …)."""
    credits: tuple[str, ...] = ()
    """Agencies that the text names as its source."""
    forwarded_from: str | None = None
    """Channel or sender that it was forwarded from."""
    blocks: tuple[Block, ...] = ()
    """Paragraphs, headings and items; what lies outside is residue of the page."""
    origin_map: tuple[OriginSpan, ...] = ()
    """The way back to bytes or pages."""
    damage: Damage = Damage()
    """What is wrong with the text, and what was restored."""

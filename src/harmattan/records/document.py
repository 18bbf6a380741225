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
    end: int
    kind: BlockKind
    lead_in: tuple[int, int] | None = None


class OriginSpan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where text[start:end] stood in what was read: bytes, or a page (counted from 1), or both."""

    start: int
    end: int
    byte_start: int | None = None
    byte_end: int | None = None
    page: int | None = None


class Restoration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """text[start:end] == observed was meant as `restored`; confidence in [0, 1]; `rule` names the lexicon row or method."""

    start: int
    end: int
    observed: str
    restored: str
    confidence: float
    rule: str


class Damage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far the text was damaged on its way. `share` is the share of tokens touched, in [0, 1]."""

    kind: DamageKind = "none"
    share: float = 0.0
    restorations: tuple[Restoration, ...] = ()


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One document. All offsets of all records are code points, half-open, into `text`."""

    id: str
    made_by: MadeBy
    external_id: str | None = None
    source: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    retrieved: str | None = None
    language: str | None = None
    text: str
    media_type: str
    credits: tuple[str, ...] = ()
    forwarded_from: str | None = None
    blocks: tuple[Block, ...] = ()
    origin_map: tuple[OriginSpan, ...] = ()
    damage: Damage = Damage()

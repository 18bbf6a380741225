"""Lineages: who copied, cut, translated or spun whom."""

from __future__ import annotations

from typing import Literal

import msgspec

from harmattan.records.base import MadeBy

MemberRelation = Literal["origin", "copy", "excerpt", "rewrite", "spun", "translation", "update"]


class SharedSpan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """text[start:end] of the member stands at [parent_start, parent_end) of the parent's text."""

    start: int
    end: int
    parent_start: int
    parent_end: int


class Parent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document that the member took text from."""

    document_id: str
    relation: MemberRelation
    shared: tuple[SharedSpan, ...] = ()


class LineageMember(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document in its lineage. `similarity` in [0, 1] to its closest parent; 1 for the origin."""

    document_id: str
    external_id: str | None = None
    relation: MemberRelation
    similarity: float
    parents: tuple[Parent, ...] = ()
    reasons: tuple[str, ...] = ()


class Lineage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Documents that go back to one origin: a shared text, or one source relayed. A document alone has a lineage of one."""

    id: str
    made_by: MadeBy
    kind: Literal["text", "source"]
    origin: str
    members: tuple[LineageMember, ...]
    supersedes: tuple[str, ...] = ()

"""Lineages: who copied, cut, translated or spun whom."""

from __future__ import annotations

from typing import Literal

import msgspec

from harmattan.records.base import MadeBy

MemberRelation = Literal["origin", "copy", "excerpt", "rewrite", "spun", "translation", "update"]


class SharedSpan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """text[start:end] of the member stands at [parent_start, parent_end) of the parent's text."""

    start: int
    """Where it begins in the member."""
    end: int
    """Where it ends in the member, exclusive."""
    parent_start: int
    """Where it begins in the parent."""
    parent_end: int
    """Where it ends in the parent, exclusive."""


class Parent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document that the member took text from."""

    document_id: str
    """The parent."""
    relation: MemberRelation
    """What the member is to it."""
    shared: tuple[SharedSpan, ...] = ()
    """Passages that both have."""


class LineageMember(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document in its lineage. `similarity` in [0, 1] to its closest parent; 1 for the origin."""

    document_id: str
    """The member."""
    external_id: str | None = None
    """Its id in the input."""
    relation: MemberRelation
    """What it is to the origin."""
    similarity: float
    """To its closest parent, in [0, 1]."""
    parents: tuple[Parent, ...] = ()
    """Whom it took text from."""
    reasons: tuple[str, ...] = ()
    """Why it is a member."""


class Lineage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Documents that go back to one origin: a shared text, or one source relayed. A document alone has a lineage of one."""

    id: str
    """Born with its origin and kept."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    kind: Literal["text", "source"]
    """A shared text, or one source relayed."""
    origin: str
    """Id of the document that it goes back to."""
    members: tuple[LineageMember, ...]
    """Every document of it, the origin first."""
    supersedes: tuple[str, ...] = ()
    """Ids of lineages that it replaces."""

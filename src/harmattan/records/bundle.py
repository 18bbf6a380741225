"""What leaves the program: an extraction for each document, a situation for all of them."""

from __future__ import annotations

import msgspec

from harmattan.records.actor import Actor, Control, Relation
from harmattan.records.assessment import Assessment
from harmattan.records.claim import Claim, Refusal
from harmattan.records.document import Document
from harmattan.records.event import Event
from harmattan.records.lineage import Lineage
from harmattan.records.mention import Mention
from harmattan.records.outlook import Outlook


class Extraction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of `harmattan extract`: a document and all that was found in it."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    refusals: tuple[Refusal, ...] = ()


class Situation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The JSON form of `harmattan report`."""

    documents: tuple[Document, ...] = ()
    lineages: tuple[Lineage, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    actors: tuple[Actor, ...] = ()
    relations: tuple[Relation, ...] = ()
    control: tuple[Control, ...] = ()
    outlooks: tuple[Outlook, ...] = ()
    refusals: tuple[Refusal, ...] = ()

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
    """The document."""
    mentions: tuple[Mention, ...] = ()
    """Everything found."""
    claims: tuple[Claim, ...] = ()
    """Claims that passed the gate."""
    events: tuple[Event, ...] = ()
    """Events inside the document."""
    refusals: tuple[Refusal, ...] = ()
    """What was not taken, and why."""


class Situation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The JSON form of `harmattan report`."""

    documents: tuple[Document, ...] = ()
    """What was read."""
    lineages: tuple[Lineage, ...] = ()
    """Who took it from whom."""
    claims: tuple[Claim, ...] = ()
    """Claims of all documents."""
    events: tuple[Event, ...] = ()
    """What is claimed to have happened."""
    assessments: tuple[Assessment, ...] = ()
    """What the claims support."""
    actors: tuple[Actor, ...] = ()
    """Actors that the claims name."""
    relations: tuple[Relation, ...] = ()
    """What is said to hold between them."""
    control: tuple[Control, ...] = ()
    """Who is said to hold what."""
    outlooks: tuple[Outlook, ...] = ()
    """Forecasts, beside their baseline."""
    refusals: tuple[Refusal, ...] = ()
    """What was not taken, and why."""

"""What is known of those who speak and act: their side, their ties, whether an outlet is an agency."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import ActorKindRow, ActorRow, DemonymRow, HeadRow, OutletRow, QualifierRow
from harmattan.records.actor import Actor, Name, Relation
from harmattan.records.base import MadeBy
from harmattan.records.claim import ActorRef, Claim
from harmattan.records.document import Document

Concern = Literal["own", "enemy", "none"]
ARMED = ("state", "group")
TOUCHED = ("spun", "mixed", "garbage")
"""Damage after which nobody knows who wrote the words."""


class World:
    """Answers questions about actors, outlets and documents; knows only what it is handed."""

    def __init__(
        self,
        documents: Iterable[Document],
        actors: Iterable[Actor],
        lexicon: Lexicon,
        relations: Iterable[Relation] = (),
    ) -> None:
        self.documents = {document.id: document for document in documents}
        self.lexicon = lexicon
        # The same outlets, parties and claims are asked about for every attribute of every event.
        self._publishers: dict[str, Actor | None] = {}
        self._concerns: dict[str, Concern] = {}
        self._wholes: dict[str, frozenset[str]] = {}
        self._homes: dict[tuple[str, tuple[Name, ...]], str | None] = {}
        self._suspects: dict[tuple[str, str], tuple[int, ...]] = {}
        self._actors: dict[str, Actor] = {}
        for actor in actors:
            self._actors[actor.id] = actor
            if lexicon.get(ActorRow, actor.id) is None:
                for name in actor.names:
                    self._actors.setdefault(_plain(name.text), actor)
        self._outlets: dict[str, OutletRow] = {}
        for row in lexicon.rows(OutletRow):
            for key in (row.id, row.name, *row.names):
                self._outlets.setdefault(_plain(key), row)
        self._allies = {pair for each in relations if each.kind == "ally" for pair in _both_ways(each)}

    def actor(self, actor_id: str | None, name: str | None) -> Actor | None:
        """Return the actor of this id or, without one, of this name."""
        if actor_id is not None:
            return self._actors.get(actor_id)
        return None if name is None else self._actors.get(_plain(name))

    def is_known(self, actor: Actor) -> bool:
        """Return whether the lexicon knows an actor by name."""
        return self.lexicon.get(ActorRow, actor.id) is not None

    def name(self, actor_id: str | None) -> str | None:
        """Return the first name that the lexicon gives an actor; None for one that it does not know."""
        row = None if actor_id is None else self.lexicon.get(ActorRow, actor_id)
        return row.names[0].text if row is not None and row.names else None

    def outlet(self, name: str | None) -> OutletRow | None:
        """Return the outlet of this name or id."""
        return None if name is None else self._outlets.get(_plain(name))

    def is_agency(self, claim: Claim) -> bool:
        """Return whether a news agency published or is credited with the document of a claim, and nobody touched its words."""
        document = self.documents[claim.document_id]
        if document.damage.kind in TOUCHED:
            return False
        outlets = (self.outlet(name) for name in (document.source, *document.credits))
        return any(outlet is not None and outlet.agency for outlet in outlets)

    def side(self, actor: Actor | None) -> str:
        """Return what an actor is: `state`, `group`, `civilians` or `none`."""
        row = None if actor is None else self.lexicon.get(ActorKindRow, actor.kind)
        return "none" if row is None else row.side

    def concern(self, claim: Claim) -> Concern:
        """Return whose matter a party speaks about: its own losses and doings, or its enemy's.

        A party is a state or an organised group that a claim names as its source, or that published the document in
        which nobody else is named (a communiqué). Of a claim that names both sides, a
        toll or strength is about the one that bears it, any other about the one that acts.
        """
        known = self._concerns.get(claim.id)
        if known is None:
            known = self._concerns[claim.id] = self._concern(claim)
        return known

    def _concern(self, claim: Claim) -> Concern:
        attribution = claim.attribution
        if attribution.kind == "anonymous":
            return "none"
        speaker = self.party(claim)
        if speaker is None:
            return "enemy" if attribution.stance == "party" and self._bearers(claim) else "none"
        bearers = [self.actor(ref.actor_id, ref.name) for ref in self._bearers(claim)]
        if claim.kind == "toll" and not bearers and self._own_deed(speaker, claim):
            return "enemy"
        if any(bearer is not None and self._is_own(speaker, bearer) for bearer in bearers):
            return "own"
        return "enemy" if any(self.side(bearer) in ARMED for bearer in bearers) else "none"

    def _is_own(self, speaker: Actor, bearer: Actor) -> bool:
        """Return whether a party speaks of its own; "soldiers", of no country, in a state's mouth are its soldiers."""
        if self.together(speaker, bearer):
            return True
        nameless = not self.is_known(bearer) and self._country(bearer) is None
        return nameless and self.side(bearer) == self.side(speaker) == "state"

    def _own_deed(self, speaker: Actor, claim: Claim) -> bool:
        """Return whether a party tells what its own did ("our fighters captured 11"): whoever was lost was the enemy's."""
        doers = [self.actor(ref.actor_id, ref.name) for ref in claim.actors if ref.role == "initiator"]
        described = [ref for ref in claim.actors if ref.role == "initiator" and ref.actor_id is None]
        return bool(described) or any(doer is not None and self.together(speaker, doer) for doer in doers)

    def party(self, claim: Claim) -> Actor | None:
        """Return the state or organised group that says it, by name or in a document of its own; None for all others."""
        attribution = claim.attribution
        if attribution.kind == "anonymous":
            return None
        if attribution.kind == "named":
            speaker = self.actor(attribution.actor_id, attribution.text)
        else:
            speaker = self._publisher(self.documents[claim.document_id].source)
        return speaker if self.side(speaker) in ARMED else None

    def issuer(self, claim: Claim) -> str | None:
        """Return the party in whose own document a claim is the author's word; None for an outlet or a named source."""
        source = self.documents[claim.document_id].source
        speaker = None if claim.attribution.kind != "author" else self._publisher(source)
        return source if self.side(speaker) in ARMED else None

    def _publisher(self, source: str | None) -> Actor | None:
        """Return the actor that a document's source is, by the names and words of the lexicon; None for an outlet."""
        if source is None:
            return None
        if source not in self._publishers:
            self._publishers[source] = self._issuing(source)
        return self._publishers[source]

    def _issuing(self, source: str) -> Actor | None:
        if self.outlet(source) is not None:
            return None
        known = self.actor(None, source)
        if known is not None:
            return known
        made_by = MadeBy(stage="assessments", version="1", lexicon=self.lexicon.digest)
        kind: str | None = None
        for hit in self.lexicon.index("en").find(source) + self.lexicon.index("fr").find(source):
            for row in hit.rows:
                if isinstance(row, ActorRow):
                    return Actor(id=row.id, made_by=made_by, names=(), kind=row.kind)
                if isinstance(row, HeadRow):
                    kind = row.kind
        if kind is None:
            return None
        return Actor(id="", made_by=made_by, names=(Name(text=source, language="en"),), kind=kind)

    def _bearers(self, claim: Claim) -> list[ActorRef]:
        roles: tuple[str, ...] = ("initiator", "subject", "supporter")
        if claim.kind == "toll":
            roles = ("target", "object")
        elif claim.kind == "strength":
            roles = ("subject", "initiator", "object")
        return [actor for actor in claim.actors if actor.role in roles]

    def suspicions(self, words: str, language: str) -> tuple[int, ...]:
        """Return where in a few words the ones end that say of somebody that he is only suspected."""
        key = words, language
        if key not in self._suspects:
            self._suspects[key] = tuple(
                hit.end
                for hit in self.lexicon.index(language).find(words)
                if any(isinstance(row, QualifierRow) and row.suspected for row in hit.rows)
            )
        return self._suspects[key]

    def together(self, one: Actor, other: Actor) -> bool:
        """Return whether two actors are one side: the same, one part of the other or of a third, or of one state."""
        if one.id == other.id or self._above(one) & self._above(other):
            return True
        if self.side(one) != "state" or self.side(other) != "state":
            return False
        countries = self._country(one), self._country(other)
        return countries[0] is not None and countries[0] == countries[1]

    def allied(self, one: Actor, other: Actor) -> bool:
        """Return whether two actors are one side or stand on one: a patron and its client by the lexicon, allies by claims."""
        if self.together(one, other):
            return True
        above = self._above(one), self._above(other)
        pairs = {(first, second) for first in above[0] for second in above[1]}
        if pairs & self._allies:
            return True
        return bool(self._patrons(above[0]) & above[1] or self._patrons(above[1]) & above[0])

    def _patrons(self, ids: Iterable[str]) -> set[str]:
        rows = (self.lexicon.get(ActorRow, each) for each in ids)
        return {tie.actor for row in rows if row is not None for tie in row.patrons}

    def bears(self, party: Actor, claim: Claim) -> bool:
        """Return whether a claim tells of a party's own losses."""
        bearers = (self.actor(ref.actor_id, ref.name) for ref in self._bearers(claim)) if claim.kind == "toll" else ()
        return any(bearer is not None and self._is_own(party, bearer) for bearer in bearers)

    def is_witness(self, claim: Claim) -> bool:
        """Return whether people of the place, who may have seen it, are who says so."""
        said = claim.attribution.text
        if said is None:
            return False
        hits = self.lexicon.index(claim.statement_language).find(said)
        return any(isinstance(row, HeadRow) and row.witness for hit in hits for row in hit.rows)

    def _above(self, actor: Actor) -> frozenset[str]:
        """Return an actor's id with those of all that it is part of."""
        known = self._wholes.get(actor.id)
        if known is not None:
            return known
        found = {actor.id}
        stack = [actor.id]
        while stack:
            row = self.lexicon.get(ActorRow, stack.pop())
            for tie in () if row is None else row.parents:
                if tie.actor not in found:
                    found.add(tie.actor)
                    stack.append(tie.actor)
        return self._wholes.setdefault(actor.id, frozenset(found))

    def _country(self, actor: Actor) -> str | None:
        key = actor.id, actor.names
        if key not in self._homes:
            self._homes[key] = self._home(actor)
        return self._homes[key]

    def _home(self, actor: Actor) -> str | None:
        row = self.lexicon.get(ActorRow, actor.id)
        if row is not None:
            return row.country
        for name in actor.names:
            for hit in self.lexicon.index(name.language).find(name.text):
                for found in hit.rows:
                    if isinstance(found, DemonymRow):
                        return found.country
        return None


def _both_ways(relation: Relation) -> tuple[tuple[str, str], tuple[str, str]]:
    return (relation.subject, relation.object), (relation.object, relation.subject)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())

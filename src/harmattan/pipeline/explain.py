"""Why a record of a situation is there."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

import msgspec

from harmattan.errors import SettingsError
from harmattan.executors import InlineKeyJoin
from harmattan.pipeline.retrial import Retrial
from harmattan.pipeline.settings import Settings
from harmattan.pipeline.tools import lexicon_of
from harmattan.records.actor import Control, Relation
from harmattan.records.assessment import Assessment
from harmattan.records.bundle import Situation
from harmattan.records.claim import Claim
from harmattan.records.document import Document
from harmattan.records.event import Event
from harmattan.records.explanation import Descent, Explanation, Related, Witness
from harmattan.records.joining import Bond
from harmattan.records.lineage import Lineage
from harmattan.stages import events, lineages
from harmattan.stages.lineages.descend import Descent as Repeats

AROUND = 160
"""Characters shown on each side of a quote."""
AGAINST = ("denied_by", "doubted_by", "other_holder", "revised_by", "corrected_by")


def explain(situation: Situation, key: str, *, settings: Settings | None = None) -> Explanation:
    """Return why a claim, event, assessment, lineage, document, state of control or relation of a situation is there.

    `key` is the record's id; a document's also the id that the input gave it. What would change an assessment is tried: each
    origin behind it is left out and it is judged anew. Raises SettingsError for an id that no record has, with those near it.
    """
    return _Explainer(situation, settings or Settings()).explain(key)


_Known = Assessment | Claim | Event | Document | Lineage | Control | Relation


class _Explainer:
    def __init__(self, situation: Situation, settings: Settings) -> None:
        self.situation = situation
        self.settings = settings
        self.claims = {claim.id: claim for claim in situation.claims}
        self.documents = {document.id: document for document in situation.documents}
        self.events = {event.id: event for event in situation.events}

    def explain(self, key: str) -> Explanation:
        for document in self.situation.documents:
            if key == document.external_id and key not in self.documents:
                key = document.id
                break
        if key in self.claims:
            return self._claim(self.claims[key])
        event = self.events.get(key) or next((e for e in self.situation.events if key in e.supersedes), None)
        if event is not None:
            return self._event(event, key)
        found = next((each for each in self.situation.assessments if each.id == key), None)
        if found is not None:
            return self._assessment(found)
        lineage = next((each for each in self.situation.lineages if key == each.id or key in each.supersedes), None)
        if lineage is not None:
            return self._lineage(lineage)
        if key in self.documents or key in self._members:
            return self._document(key)
        states: tuple[Control | Relation, ...] = (*self.situation.control, *self.situation.relations)
        state = next((each for each in states if each.id == key), None)
        if state is not None:
            return self._state(state)
        raise SettingsError(self._unknown(key))

    def _unknown(self, key: str) -> str:
        near = difflib.get_close_matches(key, self._ids, n=3, cutoff=0.6)
        begun = [each for each in self._ids if len(key) >= 5 and each.startswith(key)][:3]
        found = list(dict.fromkeys((*begun, *near)))[:3]
        hint = f"near it: {', '.join(found)}" if found else f"ids look like {next(iter(self._ids), 'clm-…')}"
        return f"no record has the id {key!r}; {hint}"

    @cached_property
    def _ids(self) -> list[str]:
        situation = self.situation
        records: tuple[_Known, ...] = (
            *situation.assessments, *situation.claims, *situation.events, *situation.documents, *situation.lineages,
            *situation.control, *situation.relations,
        )  # fmt: skip
        ids = [record.id for record in records]
        ids += [key for event in situation.events for key in event.supersedes]
        ids += [document.external_id for document in situation.documents if document.external_id]
        return list(dict.fromkeys((*ids, *self._members)))

    @cached_property
    def _members(self) -> dict[str, list[Lineage]]:
        found: dict[str, list[Lineage]] = defaultdict(list)
        for lineage in self.situation.lineages:
            for member in lineage.members:
                found[member.document_id].append(lineage)
        return found

    @cached_property
    def _descents(self) -> Mapping[str, Repeats]:
        return lineages.descend(self.situation.claims, self.situation.lineages)

    @cached_property
    def _united(self) -> events.United:
        """The joining of the situation's events, made again from its claims: the same claims always join the same way."""
        lexicon = lexicon_of(self.settings.lexicons)
        by_document: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.situation.claims:
            by_document[claim.document_id].append(claim)
        single = [
            event
            for told in by_document.values()
            for event in events.assemble(told, lexicon=lexicon, settings=self.settings.events)
        ]
        return events.unite(
            events.join(single, self._descents), self.situation.claims, self.situation.documents,
            self.situation.lineages, lexicon=lexicon, bulk=InlineKeyJoin(), settings=self.settings.reports,
        )  # fmt: skip

    def _claim(self, claim: Claim) -> Explanation:
        told = [each for each in self.situation.assessments if claim.id in each.claim_ids]
        parts = ", ".join(f"{part.role} “{part.text}”" for part in claim.parts)
        why = [
            f"{claim.made_by.extractor or claim.made_by.stage} found a claim of kind {claim.kind} in the quote below",
            f"its parts: {parts}" if parts else "no part of it has a role of its own",
        ]
        if claim.event_type is not None:
            codes = msgspec.to_builtins(claim.event_type)
            why.append("coded " + ", ".join(f"{name} {value}" for name, value in codes.items() if value is not None))
        if claim.realis != "actual":
            why.append(f"told as {claim.realis}, so that it happened in no event")
        if claim.aggregate:
            why.append("it sums many incidents, so that it is joined to none of them")
        first = self._first(claim)
        if first is not None:
            why.append(f"it repeats {first}, which said it first: it moves neither status nor numbers")
        links = [Related(record_id=link.claim_id, kind="claim", what=f"{link.kind} this claim") for link in claim.links]
        back = [
            Related(record_id=other.id, kind="claim", what=f"{link.kind} the explained claim: {other.statement}")
            for other in self.situation.claims
            for link in other.links
            if link.claim_id == claim.id
        ]
        return Explanation(
            id=claim.id,
            kind="claim",
            what=claim.statement,
            why=tuple(why),
            witnesses=self._witnesses([claim]),
            lineages=self._lines({claim.document_id}),
            related=(
                *(
                    Related(record_id=event.id, kind="event", what=self._told(event))
                    for event in self.situation.events
                    if claim.id in event.claim_ids
                ),
                *(Related(record_id=each.id, kind="assessment", what=_stands(each)) for each in told),
                *links,
                *back,
            ),
        )

    def _first(self, claim: Claim) -> str | None:
        descent = self._descents.get(claim.id)
        return None if descent is None or descent.repeats == claim.id else descent.repeats

    def _told(self, event: Event) -> str:
        known = [self.claims[key] for key in event.claim_ids if key in self.claims]
        return next((c.statement for c in known if c.kind == "event"), known[0].statement if known else event.id)

    def _event(self, event: Event, key: str) -> Explanation:
        told = [self.claims[claim_id] for claim_id in event.claim_ids if claim_id in self.claims]
        documents = {claim.document_id for claim in told}
        joined, apart = self._bonds(event)
        why = [f"{len(told)} claims in {len(documents)} documents tell of it"]
        if key != event.id:
            why.append(f"{key} went into it: it was joined with {event.id}")
        if event.supersedes:
            why.append(f"{len(event.supersedes) + 1} events of single stories were taken for this one")
        return Explanation(
            id=event.id,
            kind="event",
            what=self._told(event),
            why=tuple(why),
            witnesses=self._witnesses(told),
            lineages=self._lines(documents),
            joined=joined,
            apart=apart,
            related=tuple(
                Related(record_id=each.id, kind="assessment", what=_stands(each))
                for each in self.situation.assessments
                if each.subject.event_id == event.id
            ),
        )

    def _bonds(self, event: Event) -> tuple[tuple[Bond, ...], tuple[Bond, ...]]:
        wanted = frozenset(event.claim_ids)
        again = next((each for each in self._united.events if frozenset(each.claim_ids) == wanted), None)
        if again is None:
            return (), ()
        united = self._united
        members = [key for key in (again.id, *again.supersedes) if key in united.joined]
        apart = [bond for key in members for bond in united.joined.nearest(key, 3)]
        apart.sort(key=lambda bond: -bond.score)
        return united.bonds.get(again.id, ()), tuple(apart[:5])

    def _assessment(self, assessment: Assessment) -> Explanation:
        told = [self.claims[key] for key in assessment.claim_ids if key in self.claims]
        against = [
            self.claims[key]
            for key in dict.fromkeys(
                key for reason in assessment.reasons if reason.code in AGAINST for key in reason.claim_ids
            )
            if key in self.claims
        ]
        event = self.events.get(assessment.subject.event_id or "")
        joined, apart = self._bonds(event) if event is not None else ((), ())
        total = sum(reason.weight for reason in assessment.reasons)
        sides = {number.side for number in assessment.numbers}
        why = [
            f"{assessment.subject.attribute} of {'an event' if event else 'no event'}: "
            f"{len(told)} claims in {assessment.documents} documents that go back to {assessment.origins} origins",
            f"its reasons add up to {total:+.1f}, which makes {assessment.confidence} confidence",
        ]
        return Explanation(
            id=assessment.id,
            kind="assessment",
            what=assessment.statement,
            why=tuple(why),
            status=assessment.status,
            confidence=assessment.confidence,
            probability=assessment.probability,
            likelihood=assessment.likelihood,
            admiralty=assessment.admiralty,
            numbers=assessment.numbers,
            sides={
                actor.id: actor.names[0].text for actor in self.situation.actors if actor.id in sides and actor.names
            },
            reasons=assessment.reasons,
            witnesses=self._witnesses(told, against),
            lineages=self._lines({claim.document_id for claim in (*told, *against)}),
            joined=joined,
            apart=apart,
            changes=Retrial(self.situation, self.settings, self._descents).changes(
                assessment, told, against, event, self
            ),
            related=() if event is None else (Related(record_id=event.id, kind="event", what=self._told(event)),),
        )

    def _lineage(self, lineage: Lineage) -> Explanation:
        members = {member.document_id for member in lineage.members}
        kind = "go back to one text" if lineage.kind == "text" else "relay one source in reports otherwise their own"
        return Explanation(
            id=lineage.id,
            kind="lineage",
            what=f"{len(members)} documents that {kind}" if len(members) > 1 else "a document that nobody else carries",
            why=(f"its origin is {self.named(lineage.origin)}", "however many carry it, it counts as one voice"),
            lineages=self._descended(lineage),
            related=tuple(Related(record_id=key, kind="document", what=self.named(key)) for key in sorted(members)),
        )

    def _document(self, key: str) -> Explanation:
        document = self.documents.get(key)
        own = self._members.get(key, [])
        if document is None:
            # A store of lineages keeps no texts.
            return Explanation(
                id=key, kind="document", what="a document whose text is not kept here",
                why=("it is known by the lineages that it belongs to",),
                lineages=tuple(line for lineage in own for line in self._descended(lineage) if line.document_id == key),
                related=tuple(Related(record_id=each.id, kind="lineage", what=f"{len(each.members)} documents") for each in own),
            )  # fmt: skip
        claims = [claim for claim in self.situation.claims if claim.document_id == key]
        refused = [each for each in self.situation.refusals if each.document_id == key]
        damage = document.damage
        likely = f", {len(damage.doubtful)} more read as what they likely were" if damage.doubtful else ""
        why = [
            f"read from {document.media_type}, {len(document.text):,} characters, language {document.language or 'unknown'}",
            f"damage: {damage.kind}, {damage.share:.0%} of its words, {len(damage.restorations)} restored{likely}",
            f"{len(claims)} claims passed the gate, {len(refused)} proposals did not",
        ]
        why += [f"refused: {each.reason} ({each.stage}, {each.code})" for each in refused[:5]]
        return Explanation(
            id=key,
            kind="document",
            what=document.title or document.text[:80].strip() or key,
            why=tuple(why),
            lineages=tuple(line for lineage in own for line in self._descended(lineage) if line.document_id == key),
            related=(
                *(Related(record_id=each.id, kind="lineage", what=f"{len(each.members)} documents") for each in own),
                *(Related(record_id=claim.id, kind="claim", what=claim.statement) for claim in claims),
            ),
        )

    def _state(self, state: Control | Relation) -> Explanation:
        told = [self.claims[key] for key in state.claim_ids if key in self.claims]
        if isinstance(state, Control):
            what = f"{state.place_id}: {state.state} by {state.holder or 'nobody named'}"
            age = f"last reported {state.last_reported}" if state.last_reported else "no report of it bears a date"
            why = [
                f"from {state.start or 'an unknown day'} to {state.end or 'no end told'}; {age}; silence extends nothing"
            ]
        else:
            what = f"{state.subject} {state.kind} {state.object}"
            why = [f"from {state.start or 'an unknown day'} to {state.end or 'no end told'}"]
        return Explanation(
            id=state.id,
            kind="control" if isinstance(state, Control) else "relation",
            what=what,
            why=tuple(why),
            witnesses=self._witnesses(told),
            lineages=self._lines({claim.document_id for claim in told}),
            related=tuple(
                Related(record_id=each.id, kind="assessment", what=_stands(each))
                for each in self.situation.assessments
                if set(state.claim_ids) & set(each.claim_ids)
            ),
        )

    def origins(self, document_id: str) -> tuple[str, ...]:
        """Return the ids of the documents that a document goes back to, itself where it is no copy."""
        found = [lineage.origin for lineage in self._members.get(document_id, ()) if lineage.kind == "text"]
        return tuple(dict.fromkeys(found)) or (document_id,)

    def named(self, document_id: str) -> str:
        """Return a document's id with its outlet and day."""
        document = self.documents.get(document_id)
        if document is None:
            return document_id
        said = ", ".join(part for part in (document.source, (document.published or "")[:10]) if part)
        return f"{document_id} ({said})" if said else document_id

    def _witnesses(self, told: Iterable[Claim], against: Iterable[Claim] = ()) -> tuple[Witness, ...]:
        found = [self._witness(claim, against=claim.certainty.value.endswith("-")) for claim in told]
        found += [self._witness(claim, against=True) for claim in against]
        unique = {witness.claim_id: witness for witness in found}
        return tuple(
            sorted(unique.values(), key=lambda w: (w.copy, w.says == "against", w.published or "", w.claim_id))
        )

    def _witness(self, claim: Claim, *, against: bool) -> Witness:
        document = self.documents.get(claim.document_id)
        text = "" if document is None else document.text
        cues = "; ".join(dict.fromkeys(f"“{cue.text}” ({cue.effect})" for cue in claim.certainty.cues))
        return Witness(
            claim_id=claim.id,
            statement=claim.statement,
            speaker=_speaker(claim, document),
            certainty=claim.certainty.value
            + (", said outright to be unconfirmed" if claim.certainty.unconfirmed else "")
            + (f": {cues}" if cues else ""),
            document_id=claim.document_id,
            source=None if document is None else document.source,
            published=None if document is None else document.published,
            start=claim.evidence.start,
            end=claim.evidence.end,
            quote=claim.evidence.quote,
            before=text[max(0, claim.evidence.start - AROUND) : claim.evidence.start],
            after=text[claim.evidence.end : claim.evidence.end + AROUND],
            origins=self.origins(claim.document_id),
            says="against" if against else "for",
            copy=self._first(claim) is not None,
        )

    def _lines(self, documents: Iterable[str]) -> tuple[Descent, ...]:
        wanted = set(documents)
        return tuple(
            line
            for lineage in self.situation.lineages
            if len(lineage.members) > 1
            for line in self._descended(lineage)
            if line.document_id in wanted
        )

    def _descended(self, lineage: Lineage) -> tuple[Descent, ...]:
        return tuple(
            Descent(
                lineage_id=lineage.id,
                kind=lineage.kind,
                document_id=member.document_id,
                source=source.source if (source := self.documents.get(member.document_id)) is not None else None,
                relation=member.relation,
                similarity=member.similarity,
                parents=tuple(parent.document_id for parent in member.parents),
                reasons=member.reasons,
            )
            for member in lineage.members
        )


def _speaker(claim: Claim, document: Document | None) -> str:
    attribution = claim.attribution
    if attribution.kind == "author":
        words = f"the author ({document.source})" if document is not None and document.source else "the author"
    elif attribution.kind == "anonymous":
        words = f"unnamed: “{attribution.text}”" if attribution.text else "nobody named"
    else:
        words = attribution.text or attribution.actor_id or "a named source"
    return words + "".join(f", quoted by {outer.text}" for outer in reversed(attribution.chain))


def _stands(assessment: Assessment) -> str:
    return f"{assessment.subject.attribute}: {assessment.status}, {assessment.confidence} confidence"

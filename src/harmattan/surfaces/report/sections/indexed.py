"""A situation with the look-ups that every section needs; evidence is numbered here, once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import msgspec

from harmattan.records.assessment import Assessment
from harmattan.records.bundle import Situation
from harmattan.records.claim import ActorRef, Claim, PlaceRef
from harmattan.records.document import Document
from harmattan.stages.events import background
from harmattan.surfaces.report import words
from harmattan.surfaces.report.view import Line, Quote, Tag
from harmattan.surfaces.report.vocabulary import Vocabulary

GENERIC = "generic:"
"""Ids of actors that are known by a description alone begin so."""
LOCAL = "act-"
"""Ids of actors that no lexicon knows begin so; some of them bear a name."""


class Indexed:
    """A situation by id. Claims are numbered by document, then by where their evidence stands."""

    def __init__(self, situation: Situation, vocabulary: Vocabulary, *, public: bool = False) -> None:
        self.situation = situation
        self.public = public
        self.vocabulary = vocabulary
        self.documents: dict[str, Document] = {document.id: document for document in situation.documents}
        order = {document.id: i for i, document in enumerate(situation.documents)}
        self.claims: tuple[Claim, ...] = tuple(
            sorted(
                situation.claims,
                key=lambda claim: (
                    order.get(claim.document_id, len(order)), claim.evidence.start, claim.evidence.end, claim.id,
                ),
            )
        )  # fmt: skip
        self.by_id: dict[str, Claim] = {claim.id: claim for claim in self.claims}
        self.numbers: dict[str, int] = {claim.id: i for i, claim in enumerate(self.claims, 1)}

    def refs(self, claim_ids: Iterable[str]) -> tuple[int, ...]:
        """Return the evidence numbers of these claims in order, each once."""
        return tuple(sorted({self.numbers[claim_id] for claim_id in claim_ids if claim_id in self.numbers}))

    @cached_property
    def assessed(self) -> dict[str, list[Assessment]]:
        """Claim id → the assessments that read it."""
        found: dict[str, list[Assessment]] = {}
        for assessment in self.situation.assessments:
            for claim_id in assessment.claim_ids:
                found.setdefault(claim_id, []).append(assessment)
        return found

    @cached_property
    def background(self) -> frozenset[str]:
        """Ids of the events that reports only look back on."""
        situation = self.situation
        return background(situation.events, situation.claims, situation.documents)

    @cached_property
    def occurrences(self) -> dict[str, Assessment]:
        """Event id → the assessment of whether it happened."""
        return self._of_events("occurrence")

    @cached_property
    def perpetrators(self) -> dict[str, Assessment]:
        """Event id → the assessment of who did it."""
        return self._of_events("perpetrator")

    def _of_events(self, attribute: str) -> dict[str, Assessment]:
        return {
            assessment.subject.event_id: assessment
            for assessment in self.situation.assessments
            if assessment.subject.event_id is not None and assessment.subject.attribute == attribute
        }

    @cached_property
    def firsts(self) -> dict[str, str]:
        """Claim id of a copy → the claim that it says again: of those assessed with it the one most like it."""
        found: dict[str, str] = {}
        for assessment in self.situation.assessments:
            copies = {
                key for reason in assessment.reasons if reason.code == "copy_not_counted" for key in reason.claim_ids
            }
            told = [self.by_id[key] for key in assessment.claim_ids if key in self.by_id and key not in copies]
            for key in copies & self.by_id.keys():
                copy = self.by_id[key]
                alike = [claim for claim in told if (claim.kind, _count(claim)) == (copy.kind, _count(copy))]
                if alike:
                    found.setdefault(key, max(alike, key=lambda claim: _trigger(claim) == _trigger(copy)).id)
        return found

    @cached_property
    def copies(self) -> dict[str, list[str]]:
        """Claim id → the claims of copies that say it again."""
        found: dict[str, list[str]] = {}
        for copy, first in self.firsts.items():
            found.setdefault(first, []).append(copy)
        return found

    @cached_property
    def originals(self) -> tuple[Claim, ...]:
        """All claims but those that only say another again."""
        return tuple(claim for claim in self.claims if claim.id not in self.firsts)

    def told(self, claim: Claim) -> tuple[int, ...]:
        """Return the evidence numbers of a claim and of its copies."""
        return self.refs((claim.id, *self.copies.get(claim.id, ())))

    @cached_property
    def answered(self) -> dict[str, list[tuple[Claim, str]]]:
        """Claim id → (claim that links to it, kind of link)."""
        found: dict[str, list[tuple[Claim, str]]] = {}
        for claim in self.claims:
            for link in claim.links:
                found.setdefault(link.claim_id, []).append((claim, link.kind))
        return found

    @cached_property
    def names(self) -> dict[str, str]:
        """Actor id → the name that the report shows."""
        found = {actor.id: actor.names[0].text for actor in self.situation.actors if actor.names}
        for claim in self.claims:
            for ref in claim.actors:
                found.setdefault(self.key(ref), " ".join(ref.name.split()))
        return self.vocabulary.names | found

    @cached_property
    def _known(self) -> dict[str, str]:
        actors = self.situation.actors
        shown = [(actor.names[0], actor.id) for actor in actors if actor.names]
        # The other descriptions of somebody of whom no name is known; one that is shown for another stands for that one.
        shown += [(name, actor.id) for actor in actors if actor.id.startswith(LOCAL) for name in actor.names[1:]]
        return {name.text.casefold(): key for name, key in reversed(shown)}

    def key(self, ref: ActorRef) -> str:
        """Return an actor's id; one that no id stands for is known by its words."""
        name = " ".join(ref.name.split())
        return ref.actor_id or self._known.get(name.casefold()) or f"{GENERIC}{name.casefold()}"

    def described(self, key: str) -> bool:
        """Tell whether an actor is known by a description alone and not by a name."""
        if key.startswith(GENERIC):
            return True
        if not key.startswith(LOCAL) or self.kinds.get(key) == "person":
            return False
        words_ = self.name(key).split()
        if len(words_) == 1 and self.kinds.get(key) in self.vocabulary.kind_sides:
            # A common noun that begins a sentence is no name.
            return self.kinds.get(key) != "unknown"
        return not all(word[:1].isupper() for word in words_ if len(word) > 3)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Actor id → actor kind."""
        return self.vocabulary.kinds | {actor.id: actor.kind for actor in self.situation.actors}

    def held_place(self, place: PlaceRef) -> str:
        """Return what is held: in a publication a district may stand for a place in it that is kept back."""
        return f"a place in {place.name}" if self.public and place.precision == "adm1" else place.name

    def name(self, actor_id: str | None) -> str:
        """Return an actor's name; an id that nothing names reads as its own words."""
        if actor_id is None:
            return "an unnamed actor"
        return self.names.get(actor_id) or actor_id.rpartition(":")[2].replace("-", " ")

    def side(self, actor_id: str | None) -> str:
        """Return `state`, `group`, `civilians` or `none`."""
        return self.vocabulary.kind_sides.get(self.kinds.get(actor_id or "", ""), "none")

    def country(self, ref: ActorRef) -> str | None:
        """Return the country of the side that an actor belongs to."""
        return self.vocabulary.country(ref.actor_id, ref.name)

    @cached_property
    def homes(self) -> tuple[str, ...]:
        """The countries where most of what happens is placed, the most named first; those named half as often count too."""
        counts: dict[str, int] = {}
        for claim in self.claims:
            if claim.kind in ("event", "toll", "control"):
                for code in {place.country for place in claim.places if place.country}:
                    counts[code] = counts.get(code, 0) + 1
        if not counts:
            for claim in self.claims:
                for code in {place.country for place in claim.places if place.country}:
                    counts[code] = counts.get(code, 0) + 1
        most = max(counts.values(), default=0)
        return tuple(sorted((c for c in counts if 2 * counts[c] > most), key=lambda c: (-counts[c], c)))

    def status(self, claim: Claim, *attributes: str) -> Assessment | None:
        """Return the assessment of a claim, one of these attributes before any other."""
        found = self.assessed.get(claim.id, [])
        return next((a for a in found if a.subject.attribute in attributes), found[0] if found else None)

    def own(self, claim: Claim) -> tuple[str, ...]:
        """Return the outlet of a claim that its author makes; empty where a source does, or where one document is all."""
        if claim.attribution.kind != "author" or len(self.documents) < 2 or claim.document_id not in self.documents:
            return ()
        return (self.documents[claim.document_id].source or f"D{self.places[claim.document_id]}",)

    @cached_property
    def places(self) -> dict[str, int]:
        """Document id → its number."""
        return {document.id: i for i, document in enumerate(self.situation.documents, 1)}

    def line(self, claim: Claim, *attributes: str, note: str | None = None) -> Line:
        """Return a claim as a line."""
        assessment = self.status(claim, *attributes)
        return Line(
            text=claim.statement,
            language=claim.statement_language,
            tags=tags_of(claim, assessment),
            refs=self.told(claim),
            by=words.speaker(claim.attribution),
            own=self.own(claim),
            note=note,
        )


def _count(claim: Claim) -> tuple[object, ...]:
    quantity = claim.quantity
    return () if quantity is None else (quantity.low, quantity.high, quantity.unit)


def _trigger(claim: Claim) -> str:
    return " ".join((part.restored or part.text).casefold() for part in claim.parts if part.role == "trigger")


def status_tag(assessment: Assessment) -> Tag:
    """Return status and confidence as one tag."""
    label = words.STATUSES[assessment.status]
    if assessment.status != "judgement":
        label += f", {assessment.confidence} confidence"
        if assessment.probability is not None and assessment.likelihood is not None:
            label += f", {assessment.likelihood} ({assessment.probability:.0%}; {words.MODELLED})"
    return Tag(assessment.status, label)


def tags_of(claim: Claim, assessment: Assessment | None) -> tuple[Tag, ...]:
    """Return the marks of a claim: its status, and everything that makes it less than a plain fact."""
    tags = [] if assessment is None else [status_tag(assessment)]
    value = claim.certainty.value
    if value not in ("CT+", "Uu"):
        tags.append(Tag("certainty", words.VALUE_MEANINGS[value]))
    if claim.certainty.unconfirmed:
        tags.append(Tag("unconfirmed", "said to be unconfirmed"))
    if claim.realis != "actual":
        tags.append(Tag("realis", words.REALIS[claim.realis]))
    if claim.aggregate:
        tags.append(Tag("aggregate", "sum of many incidents"))
    return tuple(tags)


def when(claim: Claim) -> str | None:
    """Return a claim's time in words; None where it gives none."""
    return None if claim.time is None else words.time(claim.time)


def merge(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines with those that say the same in the same way as one: a reprint adds evidence, not a line."""
    found: dict[tuple[object, ...], Line] = {}
    for line in lines:
        key = (line.text, line.by, line.tags, line.note)
        if key in found:
            first = found[key]
            line = msgspec.structs.replace(
                first,
                refs=tuple(sorted({*first.refs, *line.refs})),
                own=tuple(dict.fromkeys((*first.own, *line.own))),
                quotes=_merge_quotes((*first.quotes, *line.quotes)),
            )
        found[key] = line
    return tuple(found.values())


def _merge_quotes(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    found: dict[tuple[str, str], Quote] = {}
    for quote in quotes:
        first = found.get((quote.how, quote.text), quote)
        found[quote.how, quote.text] = msgspec.structs.replace(first, refs=tuple(sorted({*first.refs, *quote.refs})))
    return tuple(found.values())

"""The public form of records: names, sources and fresh positions in blocks, ids that tell nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import ActorRow
from harmattan.ports import Divisions
from harmattan.records.bundle import Extraction, Situation
from harmattan.records.claim import Claim, PlaceRef, Refusal
from harmattan.records.document import Document, Restoration
from harmattan.records.lineage import Lineage
from harmattan.stages.publication.masks import BLOCK, blocked, pieces_of
from harmattan.stages.publication.register import Register

R = TypeVar("R", bound=msgspec.Struct)
_ID = re.compile(r"\b([a-z]{2,6})-([0-9a-f]{20})\b")
_KEPT = frozenset({
    "made_by", "kind", "role", "effect", "value", "author_value", "bound", "precision", "plover", "mode", "acled", "ucdp",
    "realis", "tense", "holder_kind", "stance", "country", "language", "statement_language", "media_type", "status",
    "likelihood", "confidence", "attribute", "relation", "rule", "code", "stage", "published", "updated", "retrieved",
    "as_of", "last_reported", "valid_from", "valid_to", "means_id", "unit", "group",
})  # fmt: skip
"""Fields that hold codes and dates, never words of a source."""


class Publisher:
    """Makes records public. One of them is one publication: its ids are numbers in the order in which records pass.

    An id made of the text that is masked could be made again from a guess, and would confirm it.
    """

    def __init__(self, register: Register, *, lexicon: Lexicon, divisions: Divisions) -> None:
        self._register = register
        self._lexicon = lexicon
        self._divisions = divisions
        self._ids: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._coarse: dict[str, str] = {}

    def extraction(self, found: Extraction) -> Extraction:
        """Return a document, masked, with all that was found in it."""
        document = found.document
        masked = self._register.masked_text(document)
        keys = frozenset((document.id,))

        def made(record: R) -> R:
            return self._rewritten(record, keys, document.text, masked)

        return Extraction(
            document=self.document(document),
            mentions=tuple(made(mention) for mention in found.mentions),
            claims=tuple(made(claim) for claim in found.claims),
            events=tuple(made(event) for event in found.events),
            refusals=tuple(made(refusal) for refusal in found.refusals),
        )

    def situation(self, situation: Situation) -> Situation:
        """Return a situation, masked."""
        documents = {document.id: document for document in situation.documents}
        of_claim = {claim.id: claim.document_id for claim in situation.claims}
        texts = {key: self._register.masked_text(document) for key, document in documents.items()}

        def of(claim_ids: Iterable[str]) -> frozenset[str]:
            return frozenset(of_claim[key] for key in claim_ids if key in of_claim)

        def claimed(claim: Claim) -> Claim:
            key = claim.document_id
            return self._rewritten(claim, frozenset((key,)), documents[key].text, texts[key])

        made = [self.document(document) for document in situation.documents]
        claims = tuple(claimed(claim) for claim in situation.claims)
        return Situation(
            documents=tuple(made),
            lineages=tuple(self.lineage(lineage) for lineage in situation.lineages),
            claims=claims,
            events=tuple(self._rewritten(event, of(event.claim_ids)) for event in situation.events),
            assessments=tuple(self._rewritten(each, of(each.claim_ids)) for each in situation.assessments),
            actors=tuple(
                self._rewritten(actor, None) if self._lexicon.get(ActorRow, actor.id) is None else actor
                for actor in situation.actors
            ),
            relations=tuple(self._rewritten(relation, of(relation.claim_ids)) for relation in situation.relations),
            control=tuple(self._rewritten(each, of(each.claim_ids)) for each in situation.control),
            outlooks=situation.outlooks,
            refusals=tuple(self.refusal(refusal) for refusal in situation.refusals),
        )

    def document(self, document: Document) -> Document:
        """Return a document, masked. Offsets stay true; the way back to bytes is left out, for it counts letters' bytes."""
        register = self._register
        spans = register.spans_of(document)
        masked = blocked(document.text, spans)
        keys = (document.id,)

        def readings(given: tuple[Restoration, ...]) -> tuple[Restoration, ...]:
            return tuple(
                msgspec.structs.replace(
                    each, observed=masked[each.start : each.end], restored=register.mask(each.restored, keys)
                )
                for each in given
                if not any(a < each.end and each.start < b for a, b in spans)
            )

        damage = msgspec.structs.replace(
            document.damage,
            restorations=readings(document.damage.restorations),
            doubtful=readings(document.damage.doubtful),
        )

        def line(words: str | None) -> str | None:
            return None if words is None else register.mask(words, keys)

        external = document.external_id
        return msgspec.structs.replace(
            document,
            id=self._id(document.id),
            external_id=None
            if external is None
            else (external if line(external) == external else self._id(document.id)),
            source=line(document.source),
            url=register.address(document.url, document.id),
            title=line(document.title),
            author=line(document.author),
            forwarded_from=line(document.forwarded_from),
            credits=tuple(register.mask(credit, keys) for credit in document.credits),
            text=masked,
            origin_map=(),
            damage=damage,
        )

    def lineage(self, lineage: Lineage) -> Lineage:
        """Return a lineage, masked."""
        return self._rewritten(lineage, frozenset(member.document_id for member in lineage.members))

    def refusal(self, refusal: Refusal) -> Refusal:
        """Return a refusal, masked."""
        return self._rewritten(refusal, None if refusal.document_id is None else frozenset((refusal.document_id,)))

    def _rewritten(self, record: R, keys: frozenset[str] | None, text: str = "", masked: str = "") -> R:
        def mask(words: str) -> str:
            return self._register.mask(words, keys)

        raw = self._walk(msgspec.to_builtins(record), mask, keys or frozenset(), text, masked)
        return msgspec.convert(raw, type(record))

    def _walk(self, value: Any, mask: Callable[[str], str], keys: frozenset[str], text: str, masked: str) -> Any:
        if isinstance(value, str):
            named = self._named(value)
            return named if named != value else mask(value)
        if isinstance(value, (list, tuple)):
            return [self._walk(item, mask, keys, text, masked) for item in value]
        if not isinstance(value, dict):
            return value
        if "place_id" in value and "precision" in value:
            coarse = self._coarsened(value, keys)
            if coarse is not None:
                return coarse
        if "place_id" in value and "score" in value and self._register.guards(value["place_id"], value["name"], keys):
            return {**value, **self._nowhere(value["name"]), "reasons": []}
        found = {}
        for key, item in value.items():
            if key in _KEPT and not (key == "group" and item and item.lower() != item):
                found[key] = item
            elif key == "place_id" and item in self._coarse and self._register.guards(item, "", keys):
                found[key] = self._coarse[item]
            elif key in ("start", "end"):
                found[key] = item
            else:
                found[key] = self._walk(item, mask, keys, text, masked)
        start, end = value.get("start"), value.get("end")
        if text and isinstance(start, int) and isinstance(end, int):
            for key in ("quote", "text", "name"):
                if value.get(key) == text[start:end]:
                    found[key] = masked[start:end]
        return found

    def _coarsened(self, place: dict[str, Any], keys: frozenset[str]) -> dict[str, Any] | None:
        """Return a place as closely as it may be given: its district, or its country alone; None where it may stay."""
        guard = self._register.guards(place["place_id"], place["name"], keys)
        if guard is None or place["precision"] in ("country", "region"):
            return None
        division = self._divisions.division_of(msgspec.convert(place, PlaceRef))
        # A district that bears the name of the place where a source is would give it all the same.
        same = division is not None and bool(pieces_of(division.name) & pieces_of(place["name"]))
        if division is None or (guard == "source" and same):
            gone = {**place, **self._nowhere(place["name"]), "precision": "country", "candidates": []}
            if place["place_id"] is not None:
                self._coarse[place["place_id"]] = gone["place_id"] = self._id(f"plc-{len(self._coarse):020x}")
            return gone
        if place["place_id"] is not None:
            self._coarse[place["place_id"]] = division.place_id
        return {
            **place, "place_id": division.place_id, "name": division.name, "latitude": division.latitude,
            "longitude": division.longitude, "country": division.country, "precision": "adm1", "candidates": [],
        }  # fmt: skip

    @staticmethod
    def _nowhere(name: str) -> dict[str, Any]:
        return {"place_id": "", "name": BLOCK * len(name), "latitude": None, "longitude": None}

    def _named(self, value: str) -> str:
        """Return a text with every id in it that is made of text as a number of this publication."""
        return _ID.sub(lambda found: self._id(found.group()), value)

    def _id(self, old: str) -> str:
        if old not in self._ids:
            prefix = old.partition("-")[0]
            self._counts[prefix] = self._counts.get(prefix, 0) + 1
            self._ids[old] = f"{prefix}-{self._counts[prefix]}"
        return self._ids[old]

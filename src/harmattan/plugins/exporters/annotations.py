"""Claims as annotations of the texts that bear them: W3C Web Annotation Data Model, as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.records.assessment import Assessment
from harmattan.records.bundle import Situation
from harmattan.records.claim import Claim
from harmattan.records.document import Document

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters before and after a quote that tell it from the same words elsewhere."""


class WebAnnotations:
    """Writes every claim as an Annotation in one AnnotationCollection.

    Its target is the quote in the text as it was read, by position (code points) and by its words; where the document
    has an address, the page there is a second target, by the words alone: positions are those of the text, not of the page.
    Its bodies are the statement and, as tags, its kind, who says so, how sure they are and what came of it.
    """

    name = "annotations"
    suffix = ".jsonld"

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def write(self, situation: Situation, *, public: bool = False) -> Iterator[bytes]:
        """Yield the collection piece by piece, a line an annotation."""
        encode = msgspec.json.Encoder().encode
        documents = {document.id: document for document in situation.documents}
        judged: dict[str, list[Assessment]] = {}
        for assessment in situation.assessments:
            for key in assessment.claim_ids:
                judged.setdefault(key, []).append(assessment)
        kept = [claim for claim in situation.claims if claim.document_id in documents]
        opening = encode(
            {
                "@context": CONTEXT,
                "id": "urn:harmattan:annotations",
                "type": "AnnotationCollection",
                "label": "Claims and the words that bear them",
                "total": len(kept),
            }
        )
        yield (
            opening[:-1]
            + b',"first":{"id":"urn:harmattan:annotations:1","type":"AnnotationPage","startIndex":0,"items":['
        )
        mark = b"\n"
        for claim in kept:
            yield mark + encode(_annotation(claim, documents[claim.document_id], judged.get(claim.id, [])))
            mark = b",\n"
        yield b"\n]}}\n"


def _annotation(claim: Claim, document: Document, judged: list[Assessment]) -> dict[str, Any]:
    said = claim.attribution
    speaker = "the author" if said.kind == "author" else said.text or "unnamed source"
    tags = [
        f"kind: {claim.kind}",
        f"said by: {speaker} ({said.kind})",
        f"certainty: {claim.certainty.value}, of the {claim.certainty.holder}",
        *(["unconfirmed"] if claim.certainty.unconfirmed else []),
        *(f"{one.subject.attribute}: {one.status}" for one in judged),
    ]
    return {
        "id": f"urn:harmattan:{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "generator": {"id": "urn:harmattan:program", "type": "Software", "name": "Harmattan"},
        "body": [
            {
                "type": "TextualBody",
                "value": claim.statement,
                "format": "text/plain",
                "language": claim.statement_language,
                "purpose": "describing",
            },
            *({"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in tags),
        ],
        "target": _targets(claim, document),
    }


def _targets(claim: Claim, document: Document) -> list[dict[str, Any]]:
    start, end = claim.evidence.start, claim.evidence.end
    words = {
        "type": "TextQuoteSelector",
        "exact": claim.evidence.quote,
        "prefix": document.text[max(0, start - AROUND) : start],
        "suffix": document.text[end : end + AROUND],
    }
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    text: dict[str, Any] = {"id": f"urn:harmattan:{document.id}", "type": "Text", "format": "text/plain"}
    if document.language is not None:
        text["language"] = document.language
    targets: list[dict[str, Any]] = [{"type": "SpecificResource", "source": text, "selector": [words, position]}]
    if document.url is not None:
        targets.append({"type": "SpecificResource", "source": document.url, "selector": [words]})
    return targets

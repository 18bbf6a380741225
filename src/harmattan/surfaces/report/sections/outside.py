"""Claims about outside powers, everything that stands unconfirmed, and what may come."""

from __future__ import annotations

import re

from harmattan.records.claim import Claim
from harmattan.surfaces.report import words
from harmattan.surfaces.report.sections.evidence import restored_between
from harmattan.surfaces.report.sections.indexed import Indexed, merge, tags_of, when
from harmattan.surfaces.report.view import Ahead, Line, Outside, Quote, Tag

BREAK = re.compile(r"(?<=[.!?…])\s+|\n+")


def outside_of(indexed: Indexed) -> Outside:
    """Return claims about powers from outside and claims that stand unconfirmed, each with the words that say so."""
    backed = {
        claim_id
        for relation in indexed.situation.relations
        if relation.kind == "backs"
        for claim_id in relation.claim_ids
    }
    powers = [claim for claim in indexed.originals if claim.id in backed or _outside(indexed, claim)]
    held = {claim.id for claim in powers}
    loose = [claim for claim in indexed.originals if claim.id not in held and _unconfirmed(indexed, claim)]
    # What is said outright to be doubtful comes before what merely lacks a named source.
    loose.sort(key=lambda claim: not (claim.certainty.unconfirmed or _answered(indexed, claim)))
    return Outside(
        powers=merge(_line(indexed, claim) for claim in powers),
        unconfirmed=merge(_line(indexed, claim) for claim in loose),
    )


def _outside(indexed: Indexed, claim: Claim) -> bool:
    if claim.kind == "support":
        return True
    if not indexed.homes or claim.kind == "judgement":
        return False
    for ref in claim.actors:
        code = indexed.country(ref)
        if code is not None and code not in indexed.homes and indexed.side(indexed.key(ref)) in ("state", "none"):
            return True
    return False


def _unconfirmed(indexed: Indexed, claim: Claim) -> bool:
    if claim.certainty.unconfirmed:
        return True
    if _answered(indexed, claim):
        return True
    return any(a.status in ("unverified", "denied") for a in indexed.assessed.get(claim.id, []))


def _answered(indexed: Indexed, claim: Claim) -> bool:
    return any(kind in words.DOUBTS for _, kind in indexed.answered.get(claim.id, []))


def _line(indexed: Indexed, claim: Claim) -> Line:
    assessment = indexed.status(claim, "occurrence" if claim.kind == "event" else claim.kind)
    return Line(
        text=claim.statement,
        language=claim.statement_language,
        tags=tags_of(claim, assessment),
        refs=indexed.told(claim),
        by=words.speaker(claim.attribution),
        own=indexed.own(claim),
        note=when(claim),
        quotes=_quotes(indexed, claim),
    )


def _quotes(indexed: Indexed, claim: Claim) -> tuple[Quote, ...]:
    """Return the stretches of text that cast doubt on a claim; one that does so in two ways comes once."""
    found: dict[tuple[str, int, int], list[tuple[str, int]]] = {}
    document = indexed.documents.get(claim.document_id)
    if document is not None:
        for cue in claim.certainty.cues:
            if cue.effect == "unconfirmed":
                first, last = sentence_around(document.text, cue.start, cue.end)
                found.setdefault((document.id, first, last), []).append(("unconfirmed", indexed.numbers[claim.id]))
    for other, kind in indexed.answered.get(claim.id, []):
        if kind in words.DOUBTS and other.document_id in indexed.documents:
            place = (other.document_id, other.evidence.start, other.evidence.end)
            found.setdefault(place, []).append((words.DOUBTS[kind], indexed.numbers[other.id]))
    quotes = []
    for (document_id, first, last), ways in found.items():
        document = indexed.documents[document_id]
        pieces = restored_between(document, first, last)
        quotes.append(
            Quote(
                how=" and ".join(dict.fromkeys(how for how, _ in ways)),
                text=" ".join(document.text[first:last].split()),
                restored=" ".join("".join(piece.text for piece in pieces).split()) or None,
                refs=tuple(sorted({ref for _, ref in ways})),
            )
        )
    return tuple(quotes)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence of a text around a span begins and ends."""
    first = 0
    last = len(text)
    for gap in BREAK.finditer(text):
        if gap.end() <= start:
            first = gap.end()
        elif gap.start() >= end:
            last = gap.start()
            break
    return first, last


def ahead_of(indexed: Indexed) -> Ahead:
    """Return outlooks and judgements as their authors'."""
    mine = {"judgement": [], "outlook": []}  # type: dict[str, list[Line]]
    for claim in indexed.claims:
        if claim.kind in mine:
            line = indexed.line(claim, note=when(claim))
            label = f"the {'author' if claim.attribution.kind == 'author' else 'source'}'s {words.KINDS[claim.kind].lower()}"
            others = tuple(tag for tag in line.tags if tag.code != "judgement")
            mine[claim.kind].append(
                Line(
                    text=line.text,
                    language=line.language,
                    tags=(Tag("judgement", label), *others),
                    refs=line.refs,
                    by=line.by,
                    own=line.own,
                    note=line.note,
                )
            )
    return Ahead(
        outlooks=merge(mine["outlook"]),
        judgements=merge(mine["judgement"]),
    )

"""Sources and method: the documents, what was not taken, and how to read the signs."""

from __future__ import annotations

from harmattan.records.document import Document
from harmattan.surfaces.report import words
from harmattan.surfaces.report.sections.evidence import title_of
from harmattan.surfaces.report.sections.indexed import Indexed
from harmattan.surfaces.report.view import DocumentLine, Legend, Method, RefusalLine, Term


def method_of(indexed: Indexed, notice: str) -> Method:
    """Return sources, refusals, legends and makers. `notice` names the map's data."""
    return Method(
        documents=_documents(indexed),
        refusals=_refusals(indexed),
        legends=legends(),
        makers=_makers(indexed),
        notice=notice,
    )


def _documents(indexed: Indexed) -> tuple[DocumentLine, ...]:
    claims: dict[str, int] = {}
    for claim in indexed.claims:
        claims[claim.document_id] = claims.get(claim.document_id, 0) + 1
    numbers = {document.id: i for i, document in enumerate(indexed.situation.documents, 1)}
    return tuple(
        DocumentLine(
            number=numbers[document.id],
            title=title_of(document),
            source=document.source or "not known",
            url=document.url,
            published=words.day(document.published) if document.published else "not known",
            language=document.language or "not known",
            damage=words.damage(document.damage),
            lineage=_lineage(indexed, document, numbers),
            claims=claims.get(document.id, 0),
        )
        for document in indexed.situation.documents
    )


def _lineage(indexed: Indexed, document: Document, numbers: dict[str, int]) -> str:
    found = []
    for lineage in indexed.situation.lineages:
        for member in lineage.members:
            if member.document_id != document.id:
                continue
            if member.relation == "origin" or lineage.origin == document.id:
                others = len(lineage.members) - 1
                text = "own text" if lineage.kind == "text" else "own source"
                found.append(f"{text}; {words.counted(others, 'other document')} from it" if others else text)
                continue
            parents = [f"D{numbers[p.document_id]}" for p in member.parents if p.document_id in numbers]
            if not parents and lineage.origin in numbers:
                parents = [f"D{numbers[lineage.origin]}"]
            what = words.MEMBERS[member.relation]
            relayed = "" if lineage.kind == "text" else " (one source relayed)"
            found.append(f"{what} of {' and '.join(parents) or 'a document not given here'}{relayed}")
    return "; ".join(dict.fromkeys(found)) or "not compared"


def _refusals(indexed: Indexed) -> tuple[RefusalLine, ...]:
    numbers = {document.id: i for i, document in enumerate(indexed.situation.documents, 1)}
    counts: dict[tuple[str, str, str, str], int] = {}
    for refusal in indexed.situation.refusals:
        if refusal.document_id is not None and refusal.document_id in numbers:
            where = f"D{numbers[refusal.document_id]}"
        else:
            where = refusal.path or refusal.document_id or "not known"
        key = (where, refusal.stage, refusal.code, refusal.reason)
        counts[key] = counts.get(key, 0) + 1
    return tuple(
        RefusalLine(where=where, stage=stage, code=code, reason=reason, count=count)
        for (where, stage, code, reason), count in counts.items()
    )


def _makers(indexed: Indexed) -> tuple[str, ...]:
    situation = indexed.situation
    found: dict[str, None] = {}
    for family in (
        situation.documents, situation.lineages, situation.claims, situation.events, situation.assessments,
        situation.relations, situation.control, situation.outlooks,
    ):  # fmt: skip
        for record in family:
            made = record.made_by
            line = f"{made.stage} {made.version}"
            line += f", extractor {made.extractor}" if made.extractor else ""
            line += f", lexicon {made.lexicon[:12]}" if made.lexicon else ""
            line += f", settings {made.settings[:12]}" if made.settings else ""
            found[line] = None
    return tuple(found)


def legends() -> tuple[Legend, ...]:
    """Return how to read the signs."""
    return (
        Legend(
            title="Status: what the claims together support",
            terms=tuple(Term(sign=words.STATUSES[s], meaning=m) for s, m in words.STATUS_MEANINGS.items()),
        ),
        Legend(
            title="Certainty (FactBank): how far a holder commits",
            terms=tuple(Term(sign=value, meaning=m) for value, m in words.VALUE_MEANINGS.items()),
        ),
        Legend(
            title="Admiralty grade: source, letter",
            terms=tuple(Term(sign=sign, meaning=m) for sign, m in words.SOURCE_GRADES.items()),
        ),
        Legend(
            title="Admiralty grade: information, figure",
            terms=tuple(Term(sign=str(sign), meaning=m) for sign, m in words.INFORMATION_GRADES.items()),
        ),
        Legend(
            title="Figures behind reasons",
            terms=tuple(Term(sign=sign, meaning=m) for sign, m in words.REASONED),
        ),
        Legend(
            title="Numbers",
            terms=(
                Term(sign="●", meaning="a number given as such; hollow where it is given as about so many"),
                Term(sign="├─┤", meaning="between two numbers; where there is a dot, it is the best reading"),
                Term(sign="◄─┤", meaning="at most: an upper bound, never a number of its own"),
                Term(sign="├─►", meaning="at least: a lower bound, never a number of its own"),
            ),
        ),
        Legend(
            title="Places",
            terms=tuple(Term(sign=sign, meaning=m) for sign, m in words.PRECISIONS.items()),
        ),
    )

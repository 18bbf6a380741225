"""At a glance: figures, and what is solid and what is not."""

from __future__ import annotations

import re

from harmattan.records.assessment import Assessment
from harmattan.surfaces.report import words
from harmattan.surfaces.report.sections.indexed import Indexed, status_tag
from harmattan.surfaces.report.view import Glance, Line, Tag, in_own_words

LINES = 5
LADDER = ("confirmed", "corroborated", "contested", "single_origin", "denied", "unverified")
"""What holds best, then what is disputed, then what one voice or nobody stands for; judgements are no facts."""
CONFIDENCE = {"high": 0, "moderate": 1, "low": 2}
WEIGHT = ("toll", "control", "occurrence", "strength", "support", "relation", "position")
"""What a reader asks first. Who did it and where are no sentences of their own: they stand with what happened."""

COPIED = re.compile(r"; [\d,]+ documents, [\d,]+ origins?$")
"""What a statement says of its copies is in the note beside it here."""

AGAINST = ("other_holder", "denied_by", "doubted_by", "revised_by")
"""Reasons whose claims say otherwise."""


def glance_of(indexed: Indexed) -> Glance:
    """Return the figures and at most five lines, best supported first."""
    situation = indexed.situation
    origins = sum(lineage.kind == "text" for lineage in situation.lineages)
    return Glance(
        documents=len(situation.documents),
        origins=origins,
        claims=len(situation.claims),
        damage=_damage(indexed),
        period=_period(indexed),
        gaps=_gaps(indexed),
        solid=_solid(indexed),
    )


def _gaps(indexed: Indexed) -> str:
    lost = {
        refusal.path or refusal.document_id
        for refusal in indexed.situation.refusals
        if refusal.path is not None or refusal.code == "failed"
    }
    return f"{words.counted(len(lost), 'input')} could not be read: see Not taken." if lost else ""


def _damage(indexed: Indexed) -> str:
    documents = indexed.situation.documents
    damaged = [document.damage for document in documents if document.damage.kind != "none"]
    if not damaged:
        return "No damage found in the text."
    kinds = sorted({damage.kind for damage in damaged})
    if len(documents) == 1:
        return f"Damaged text: {words.damage(damaged[0])}. The restored reading stands beside each quote."
    worst = max(damage.share for damage in damaged)
    return (
        f"{len(damaged)} of {words.counted(len(documents), 'document')} damaged "
        f"(at worst {worst:.0%} of words): {'; '.join(words.DAMAGES[kind] for kind in kinds)}."
    )


def _period(indexed: Indexed) -> str:
    published = sorted(d.published[:10] for d in indexed.situation.documents if d.published)
    dates = sorted(
        date[:10]
        for claim in indexed.claims
        if claim.time is not None and not claim.aggregate and claim.kind in ("event", "toll", "control")
        if claim.time.start and claim.time.end and claim.time.precision in ("day", "week", "month")
        for date in (claim.time.start, claim.time.end)
    )
    said = words.span(published[0], published[-1]) if published else None
    happened = words.span(dates[0], dates[-1]) if dates else None
    return (
        f"{'Published ' + said if said else 'Publication date unknown'}; "
        f"{'happenings dated ' + happened if happened else 'no happening is dated'}."
    )


def _solid(indexed: Indexed) -> tuple[Line, ...]:
    order = {assessment.id: i for i, assessment in enumerate(indexed.situation.assessments)}

    def rank(assessment: Assessment) -> tuple[int, int, int, int, int]:
        return (
            LADDER.index(assessment.status),
            WEIGHT.index(assessment.subject.attribute),
            CONFIDENCE[assessment.confidence],
            -assessment.origins,
            order[assessment.id],
        )

    ranked = sorted(
        (a for a in indexed.situation.assessments if a.status in LADDER and a.subject.attribute in WEIGHT), key=rank
    )
    # Every rung that is there gets its best line first, then the best of the rest, so that doubt is never crowded out.
    # Of the rest an attribute not told yet goes first, what more origins say before what one does; and no claim is
    # told twice.
    chosen: list[Assessment] = []
    for status in LADDER:
        told = {claim_id for a in chosen for claim_id in a.claim_ids}
        chosen.extend([a for a in ranked if a.status == status and not told & set(a.claim_ids)][:1])
    chosen = chosen[:LINES]
    while len(chosen) < LINES:
        told = {claim_id for a in chosen for claim_id in a.claim_ids}
        rest = [a for a in ranked if a not in chosen and not told & set(a.claim_ids)]
        if not rest:
            break
        seen = {a.subject.attribute for a in chosen}
        rest.sort(key=lambda a: (a.subject.attribute in seen, WEIGHT.index(a.subject.attribute), -a.origins))
        chosen.append(rest[0])
    return tuple(
        Line(
            text=COPIED.sub("", assessment.statement),
            tags=(status_tag(assessment), *_outright(indexed, assessment)),
            refs=indexed.refs((*assessment.claim_ids, *_against(assessment))),
            by=_author(indexed, assessment),
            note=_note(indexed, assessment),
        )
        for assessment in sorted(chosen, key=rank)
    )


def _against(assessment: Assessment) -> tuple[str, ...]:
    """Return the claims that speak against a line: both sides of a contradiction are shown."""
    return tuple(key for reason in assessment.reasons if reason.code in AGAINST for key in reason.claim_ids)


def _author(indexed: Indexed, assessment: Assessment) -> str | None:
    """Return whose own words a line is; a source is named in the line itself."""
    claims = [indexed.by_id[claim_id] for claim_id in assessment.claim_ids if claim_id in indexed.by_id]
    if not claims or any(claim.attribution.kind != "author" for claim in claims):
        return None
    own = tuple(dict.fromkeys(name for claim in claims for name in indexed.own(claim)))
    if own and all(name in assessment.statement for name in own):
        return None
    return in_own_words(own) if own else "the author"


def _note(indexed: Indexed, assessment: Assessment) -> str:
    """Return where and when it is said to have been, and how many voices stand behind it."""
    event = next((each for each in indexed.situation.events if each.id == assessment.subject.event_id), None)
    notes = []
    if event is not None:
        notes.append(", ".join(dict.fromkeys(place.name for place in event.places)))
        notes.append("" if event.time is None else words.time(event.time))
    if assessment.origins == 1 and assessment.documents > 1:
        notes.append(f"one voice, carried by {words.counted(assessment.documents, 'document')}")
    elif assessment.origins == 1:
        notes.append("one voice")
    else:
        notes.append(f"{assessment.origins} origins in {words.counted(assessment.documents, 'document')}")
    if any(reason.code == "other_holder" for reason in assessment.reasons):
        notes.append("another speaks against it")
    return " · ".join(note for note in notes if note)


def _outright(indexed: Indexed, assessment: Assessment) -> tuple[Tag, ...]:
    claims = [indexed.by_id[claim_id] for claim_id in assessment.claim_ids if claim_id in indexed.by_id]
    if any(claim.certainty.unconfirmed for claim in claims):
        return (Tag("unconfirmed", "said to be unconfirmed"),)
    return ()

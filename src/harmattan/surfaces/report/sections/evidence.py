"""Evidence: every claim with its quote in the source, its parts by role, and how it stands."""

from __future__ import annotations

from itertools import pairwise

from harmattan.records.claim import Claim
from harmattan.records.document import Document
from harmattan.surfaces.report import words
from harmattan.surfaces.report.sections.indexed import Indexed, status_tag, tags_of
from harmattan.surfaces.report.view import Entry, Exhibit, Fact, Line, Piece, Stretch, in_own_words

AROUND = 140
"""Characters of the source shown on each side of a quote."""
PRIORITY = (
    "negation", "hedge", "number", "trigger", "unit", "cue", "source", "means", "place", "time", "target", "actor",
)  # fmt: skip
"""Where the spans of two parts meet, the one that carries more meaning is marked; `content` is nearly the whole quote."""

LONGEST_TITLE = 160


def exhibits_of(indexed: Indexed) -> tuple[Exhibit, ...]:
    """Return the documents in order, each with its claims and its text."""
    by_document: dict[str, list[Claim]] = {}
    for claim in indexed.claims:
        by_document.setdefault(claim.document_id, []).append(claim)
    return tuple(
        Exhibit(
            number=number,
            title=title_of(document),
            language=document.language,
            entries=tuple(entry_of(indexed, claim, document) for claim in by_document.get(document.id, ())),
            stretches=stretches_of(indexed, document, by_document.get(document.id, [])),
        )
        for number, document in enumerate(indexed.situation.documents, 1)
    )


def title_of(document: Document) -> str:
    """Return a document's title, else its first words, cut to what a line holds."""
    if document.title:
        return shorten(document.title, LONGEST_TITLE)
    head = document.text.split(maxsplit=10)
    opening = f"{' '.join(head[:9])}{' …' if len(head) > 9 else ''}"
    return f"“{shorten(opening, LONGEST_TITLE)}”" if head else "(empty document)"


def shorten(line: str, most: int) -> str:
    """Return a line on one line, cut at `most` characters with a mark that it was."""
    plain = " ".join(line.split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


def entry_of(indexed: Indexed, claim: Claim, document: Document) -> Entry:
    """Return a claim with its evidence."""
    evidence = claim.evidence
    before, after = _context(document.text, evidence.start, evidence.end)
    own = indexed.own(claim)
    by = in_own_words(own) if own else words.speaker(claim.attribution)
    stance = words.STANCES.get(claim.attribution.stance)
    return Entry(
        number=indexed.numbers[claim.id],
        kind=claim.kind,
        kind_label=words.KINDS[claim.kind],
        statement=claim.statement,
        language=claim.statement_language,
        tags=tags_of(claim, None),
        by=f"{by} ({stance})" if stance else by,
        quote=_pieces(claim),
        before=before,
        after=after,
        restored=restored_between(document, evidence.start, evidence.end),
        parts=_parts(claim),
        facts=_facts(indexed, claim),
        assessments=tuple(
            Line(
                text=assessment.statement,
                tags=(status_tag(assessment),),
                note=f"{words.admiralty(assessment.admiralty)}. "
                + " ".join(words.reason(reason) for reason in assessment.reasons),
                refs=indexed.refs(assessment.claim_ids),
            )
            for assessment in indexed.assessed.get(claim.id, [])
        ),
        start=evidence.start,
        end=evidence.end,
    )


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    first = max(0, start - AROUND)
    last = min(len(text), end + AROUND)
    before, after = text[first:start], text[end:last]
    # Context ends at a line of its own: another paragraph says nothing on this quote.
    before = before.rpartition("\n\n")[2]
    after = after.partition("\n\n")[0]
    if first and first > start - AROUND - 1 and len(before) == start - first:
        before = "…" + before.partition(" ")[2]
    if last < len(text) and len(after) == last - end:
        after = after.rpartition(" ")[0] + "…"
    return before.lstrip("\n"), after.rstrip("\n")


def _pieces(claim: Claim) -> tuple[Piece, ...]:
    start, quote = claim.evidence.start, claim.evidence.quote
    taken: dict[tuple[int, int], list[str]] = {}
    parts = [part for part in claim.parts if part.role in PRIORITY]
    for part in sorted(parts, key=lambda part: (PRIORITY.index(part.role), part.start, -part.end)):
        left, right = part.start - start, part.end - start
        if left < 0 or right > len(quote) or left >= right:
            continue
        if (left, right) in taken:
            taken[left, right].append(part.role)
        elif all(right <= other[0] or left >= other[1] for other in taken):
            taken[left, right] = [part.role]
    pieces = []
    at = 0
    for (left, right), roles in sorted(taken.items()):
        if left > at:
            pieces.append(Piece(text=quote[at:left]))
        label = " + ".join(words.ROLES[role] for role in dict.fromkeys(roles))
        pieces.append(Piece(text=quote[left:right], role=roles[0], label=label))
        at = right
    if at < len(quote):
        pieces.append(Piece(text=quote[at:]))
    return tuple(pieces)


def restored_between(document: Document, start: int, end: int) -> tuple[Piece, ...]:
    """Return the reading of a stretch of a document that its claims rest on; empty where it reads as it stands.

    A question mark stands behind what is only likely.
    """
    known = [
        *((each, "") for each in document.damage.restorations),
        *((each, "(?)") for each in document.damage.doubtful),
    ]
    inside = sorted((pair for pair in known if pair[0].start < end and pair[0].end > start), key=lambda p: p[0].start)
    pieces = []
    at = start
    for item, doubt in inside:
        if item.start > at:
            pieces.append(Piece(text=document.text[at : item.start]))
        pieces.append(Piece(text=item.restored + doubt, role="restored", label=f"for “{item.observed}”"))
        at = max(at, item.end)
    if inside and at < end:
        pieces.append(Piece(text=document.text[at:end]))
    return tuple(pieces)


def _parts(claim: Claim) -> tuple[Fact, ...]:
    facts = []
    for part in sorted(claim.parts, key=lambda part: (part.start, -part.end)):
        text = " ".join(part.text.split())
        if part.restored is not None and part.restored != part.text:
            text += f" → {part.restored}"
        facts.append(Fact(name=words.ROLES[part.role], value=text))
    return tuple(facts)


def _facts(indexed: Indexed, claim: Claim) -> tuple[Fact, ...]:
    facts = [Fact(name="Certainty", value=f"{claim.certainty.value}: {words.certainty(claim.certainty)}")]
    cues = [
        f"“{cue.text}” {words.EFFECTS.get(cue.effect, cue.effect.replace('_', ' '))}" for cue in claim.certainty.cues
    ]
    if cues:
        facts.append(Fact(name="Because of", value="; ".join(dict.fromkeys(cues))))
    facts.append(Fact(name="Reality", value=f"{words.REALIS[claim.realis]}; {claim.tense} tense"))
    label = indexed.vocabulary.event_label(claim.event_type)
    if label and claim.event_type is not None:
        codes = [
            f"PLOVER {claim.event_type.plover}" if claim.event_type.plover else "",
            f"ACLED {claim.event_type.acled}" if claim.event_type.acled else "",
            f"UCDP type {claim.event_type.ucdp}" if claim.event_type.ucdp else "",
        ]
        facts.append(Fact(name="Event type", value=f"{label} ({', '.join(code for code in codes if code)})"))
    for ref in claim.actors:
        name = indexed.name(ref.actor_id) if ref.actor_id else ref.name
        shown = name if name.lower() == ref.name.lower() else f"{name} (“{ref.name}”)"
        facts.append(Fact(name=words.ACTOR_ROLES[ref.role].capitalize(), value=shown))
    if claim.places:
        facts.append(
            Fact(
                name="Place",
                value="; ".join(f"{place.name}, {words.PRECISIONS[place.precision]}" for place in claim.places),
            )
        )
    if claim.time is not None:
        facts.append(Fact(name="Time", value=words.time(claim.time)))
    if claim.quantity is not None:
        facts.append(Fact(name="Quantity", value=f"{words.quantity(claim.quantity)} (“{claim.quantity.text}”)"))
    if claim.means:
        facts.append(Fact(name="Means", value=", ".join(ref.name for ref in claim.means)))
    for link in claim.links:
        if link.claim_id in indexed.numbers:
            facts.append(Fact(name=words.LINKS[link.kind], value="", refs=indexed.refs([link.claim_id])))
    for other, kind in indexed.answered.get(claim.id, []):
        facts.append(Fact(name=words.LINKS_BACK[kind], value="", refs=indexed.refs([other.id])))
    return tuple(facts)


def stretches_of(indexed: Indexed, document: Document, claims: list[Claim]) -> tuple[Stretch, ...]:
    """Return the whole text of a document, cut wherever a quote begins or ends."""
    cuts = {0, len(document.text)}
    for claim in claims:
        cuts |= {claim.evidence.start, claim.evidence.end}
    edges = sorted(cut for cut in cuts if 0 <= cut <= len(document.text))
    found = []
    for left, right in pairwise(edges):
        refs = [c.id for c in claims if c.evidence.start <= left and right <= c.evidence.end]
        ends = [c.id for c in claims if c.evidence.end == right]
        found.append(Stretch(text=document.text[left:right], refs=indexed.refs(refs), ends=indexed.refs(ends)))
    return tuple(found)

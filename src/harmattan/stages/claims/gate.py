"""The evidence gate: a proposal becomes a claim only if all that it states stands in its quote.

Each check is a pure function of the proposal and its quote, which returns why it refuses, or nothing.
The checks know nothing of how a proposal was made; they hold for rules and for language models alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache

import msgspec

from harmattan.language.numbers import values_in
from harmattan.language.singles import names_one
from harmattan.lexicons import Lexicon
from harmattan.lexicons.index import Hit
from harmattan.lexicons.rows import ActorRow, BoundRow, CueRow
from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import Claim, Link, Part, Proposal, Quantity, Refusal
from harmattan.records.document import Document
from harmattan.records.reading import Reading, likely_reading_of, reading_of

STAGE = "claims"
VERSION = "1"

NEGATING = frozenset({"negation", "denial", "failed"})
HEDGING = frozenset({"modal", "hedge", "unconfirmed"})
_DIGIT = re.compile(r"\d")
NEAR = 4
"""Words between a negation and the trigger within which it can't be said to be about something else."""


class ClaimSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Settings of the gate. `max_quote` is the longest quote in characters that still counts as evidence."""

    max_quote: int = 4000


class Docket:
    """What all proposals of one document are held against: its likely reading and what the lexicon knows in it."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.document = document
        self.lexicon = lexicon
        self.reading: Reading = likely_reading_of(document)

    @cached_property
    def _hits(self) -> tuple[list[int], list[Hit]]:
        hits = sorted(self.lexicon.index(self.document.language).recall(self.reading.text), key=_longest_first)
        return [hit.start for hit in hits], hits

    def hits(self, start: int, end: int) -> list[Hit]:
        """Return what the lexicon knows in a stretch of the reading, by start and then the longest first, as offsets into it."""
        starts, hits = self._hits
        near = hits[bisect_left(starts, start) : bisect_left(starts, end)]
        return [Hit(hit.start - start, hit.end - start, hit.rows) for hit in near if hit.end <= end]


def _longest_first(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end


class Exhibit:
    """A proposal beside the words that it rests on, in the verbatim text and in the likely reading."""

    def __init__(self, docket: Docket, proposal: Proposal) -> None:
        self.docket = docket
        self.document = docket.document
        self.lexicon = docket.lexicon
        self.reading = docket.reading
        self.proposal = proposal

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """The quote's offsets in the reading."""
        return self.reading.from_document(self.proposal.evidence.start, self.proposal.evidence.end)

    @cached_property
    def restored(self) -> str:
        """The quote as it was meant."""
        return self.reading.text[self.bounds[0] : self.bounds[1]]

    def read(self, start: int, end: int) -> str:
        """Return the likely reading of Document.text[start:end]."""
        begin, finish = self.reading.from_document(start, end)
        return self.reading.text[begin:finish]

    def readings(self, start: int, end: int) -> tuple[str, ...]:
        """Return the readings of Document.text[start:end]: the likely one, and the restored one for those who read no further."""
        sure = reading_of(self.document)
        begin, finish = sure.from_document(start, end)
        return tuple(dict.fromkeys((self.read(start, end), sure.text[begin:finish])))

    @cached_property
    def hits(self) -> list[Hit]:
        """What the lexicon knows in the quote."""
        return self.docket.hits(*self.bounds)

    @cached_property
    def cues(self) -> list[tuple[int, int, list[CueRow]]]:
        """Negations and hedges in the quote, the longest where they overlap, as document offsets."""
        found: list[tuple[int, int, list[CueRow]]] = []
        reach = -1
        for hit in self.hits:
            rows = [row for row in hit.rows if isinstance(row, CueRow)]
            if not rows or hit.start < reach:
                continue
            reach = hit.end
            base = self.bounds[0]
            start, end = self.reading.to_document(base + hit.start, base + hit.end)
            found.append((start, end, rows))
        return found


@lru_cache(maxsize=64)
def _values(lexicon: Lexicon, language: str | None, text: str) -> frozenset[float]:
    """Return the numbers that are read in words of the quote, once for all that is proposed from it."""
    return values_in(text, language=language, lexicon=lexicon)


def _overlaps(start: int, end: int, other_start: int, other_end: int) -> bool:
    return start < other_end and other_start < end


def check_quote(exhibit: Exhibit) -> str | None:
    """The quote is the document's own words."""
    evidence = exhibit.proposal.evidence
    if not 0 <= evidence.start < evidence.end <= len(exhibit.document.text):
        return "the evidence lies outside the document"
    if exhibit.document.text[evidence.start : evidence.end] != evidence.quote:
        return "the quote does not stand there in the document"
    return None


def check_parts(exhibit: Exhibit) -> str | None:
    """Every part stands inside the quote, as it says, and its restored reading is a recorded one."""
    evidence = exhibit.proposal.evidence
    for part in exhibit.proposal.parts:
        if not evidence.start <= part.start < part.end <= evidence.end:
            return f"the {part.role} “{part.text}” lies outside the quote"
        if exhibit.document.text[part.start : part.end] != part.text:
            return f"the {part.role} “{part.text}” is not what stands there"
        if part.restored is not None and part.restored not in exhibit.readings(part.start, part.end):
            return f"the {part.role} “{part.text}” was never restored to “{part.restored}”"
    if not any(part.role == "trigger" for part in exhibit.proposal.parts):
        return "no word of the quote states it"
    return None


def check_numbers(exhibit: Exhibit) -> str | None:
    """Every number of the claim is read in the quote; a quantity has its number among the parts."""
    proposal = exhibit.proposal
    language = exhibit.document.language
    quantity = proposal.quantity
    if quantity is not None and not _is_one_person(exhibit, quantity):
        stated = {
            value
            for part in proposal.parts
            if part.role == "number"
            for value in _values(exhibit.lexicon, language, exhibit.read(part.start, part.end))
        }
        for value in (quantity.low, quantity.high):
            if value is not None and value not in stated:
                return f"the number {value:g} does not stand in the quote"
        if quantity.low is not None and quantity.high is not None and quantity.low > quantity.high:
            return "the lower number is the higher one"
    if _DIGIT.search(proposal.statement) is None:
        return None
    readable = _values(exhibit.lexicon, language, exhibit.restored)
    for value in values_in(
        proposal.statement, language=proposal.statement_language, lexicon=exhibit.lexicon, digits_only=True
    ):
        if value not in readable:
            return f"the statement's number {value:g} does not stand in the quote"
    return None


def _is_one_person(exhibit: Exhibit, quantity: Quantity) -> bool:
    """Return whether a toll of exactly one rests on words for one person ("a priest") and on no number."""
    proposal = exhibit.proposal
    if proposal.kind != "toll" or (quantity.low, quantity.high, quantity.bound) != (1.0, 1.0, "exactly"):
        return False
    units = [part for part in proposal.parts if part.role == "unit"]
    if len(units) != 1 or any(part.role == "number" for part in proposal.parts):
        return False
    return names_one(exhibit.read(units[0].start, units[0].end), exhibit.document.language)


def check_bound(exhibit: Exhibit) -> str | None:
    """A number that the quote bounds ("up to 12,000") is not stated as a plain one."""
    quantity = exhibit.proposal.quantity
    if quantity is None or quantity.bound != "exactly":
        return None
    hits = exhibit.hits
    for part in exhibit.proposal.parts:
        if part.role != "number":
            continue
        begin, finish = exhibit.reading.from_document(part.start, part.end)
        begin, finish = begin - exhibit.bounds[0], finish - exhibit.bounds[0]
        for hit in hits:
            row = next((row for row in hit.rows if isinstance(row, BoundRow) and row.bound != "exactly"), None)
            if row is None:
                continue
            between = (
                exhibit.restored[hit.end : begin] if row.place == "before" else exhibit.restored[finish : hit.start]
            )
            after = hit.end <= begin if row.place == "before" else hit.start >= finish
            if after and not between.strip():
                return f"the quote says “{exhibit.restored[hit.start : hit.end]}”, the claim a plain number"
    return None


def check_cues(exhibit: Exhibit) -> str | None:
    """Every negation and hedge of the quote is accounted for, and one beside the trigger is not waved away."""
    proposal = exhibit.proposal
    parts = [part for part in proposal.parts if part.role in ("negation", "hedge", "cue", "trigger")]
    for start, end, rows in exhibit.cues:
        kinds = {row.cue for row in rows}
        if not kinds & (NEGATING | HEDGING) or kinds - NEGATING - HEDGING:
            continue
        named = any(_overlaps(start, end, part.start, part.end) for part in parts)
        effects = {cue.effect for cue in proposal.certainty.cues if _overlaps(start, end, cue.start, cue.end)}
        text = exhibit.document.text[start:end]
        if not named and not effects:
            return f"“{text}” stands in the quote and is left out of the claim"
        if "negation" in kinds and effects <= {"out_of_scope"} and not named and _beside(exhibit, start, end):
            return f"“{text}” stands beside the trigger and is said to be about something else"
    return None


def _beside(exhibit: Exhibit, start: int, end: int) -> bool:
    for part in exhibit.proposal.parts:
        if part.role == "trigger" and start < part.start:
            between = exhibit.document.text[end : part.start]
            return len(between.split()) < NEAR and not any(sign in between for sign in ",;:.()–—\n")
    return False


def check_polarity(exhibit: Exhibit) -> str | None:
    """A claim whose trigger is negated once is not a positive one, and a negative one has a negation to show."""
    certainty = exhibit.proposal.certainty
    negations = sum(cue.effect == "negation" for cue in certainty.cues)
    if negations % 2 and certainty.value.endswith("+"):
        return "the quote negates what the claim asserts"
    negative = {"negation", "denial", "failed", "doubt"}
    if certainty.value.endswith("-") and not any(cue.effect in negative for cue in certainty.cues):
        return "the claim is negative and no word of the quote negates it"
    return None


def check_names(exhibit: Exhibit) -> str | None:
    """Every actor, place and means stands where it says, and an id is one that those words can stand for."""
    proposal = exhibit.proposal
    evidence = proposal.evidence
    for actor in proposal.actors:
        if not evidence.start <= actor.start < actor.end <= evidence.end:
            return f"the actor “{actor.name}” lies outside the quote"
        readings = exhibit.readings(actor.start, actor.end)
        row = None if actor.actor_id is None else exhibit.lexicon.get(ActorRow, actor.actor_id)
        known = (
            {_plain(actor.name)}
            if row is None
            else {_plain(form) for name in row.names for form in (name.text, *name.forms)}
        )
        stated, said = set(_plain(actor.name).split()), [_plain(words) for words in readings]
        # "Ukrainian specialists" stands in "Ukrainian and Western specialists": every word counts, not their order.
        if not any(stated <= set(words.split()) or words in known for words in said):
            return f"the actor “{actor.name}” is not what stands there: “{readings[0]}”"
    for place in proposal.places:
        if not 0 <= place.start < place.end <= len(exhibit.document.text):
            return f"the place “{place.name}” lies outside the document"
    for means in proposal.means:
        if not evidence.start <= means.start < means.end <= evidence.end:
            return f"the means “{means.name}” lies outside the quote"
    return None


def _plain(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())


AGENTS = frozenset({"by", "of", "from", "par", "de", "des", "du", "d", "with", "avec"})
"""Prepositions behind which the one who acts may follow the word for the act."""


def check_roles(exhibit: Exhibit) -> str | None:
    """Who acts and who bears it are not exchanged: without "by", what stands before the act does it and what follows bears it."""
    proposal = exhibit.proposal
    trigger = next(part for part in proposal.parts if part.role == "trigger")
    doers = [actor for actor in proposal.actors if actor.role == "initiator"]
    bearers = [actor for actor in proposal.actors if actor.role == "target"]
    for doer in doers:
        for bearer in bearers:
            inverted = bearer.end <= trigger.start and doer.start >= trigger.end
            if inverted and not AGENTS & set(_plain(exhibit.read(trigger.end, doer.start)).split()):
                return f"“{doer.name}” follows the act and “{bearer.name}” stands before it: they are exchanged"
            between = _plain(exhibit.read(trigger.end, bearer.start)).split() if bearer.start > trigger.end else []
            if doer.end <= trigger.start and between and between[0] in ("by", "par"):
                return f"the act is done by “{bearer.name}”, not by “{doer.name}”"
    return None


def check_length(exhibit: Exhibit, limit: int) -> str | None:
    """A quote that nobody can check at a glance is no evidence."""
    length = exhibit.proposal.evidence.end - exhibit.proposal.evidence.start
    return f"the quote has {length} characters, over {limit}" if length > limit else None


def check_statement(exhibit: Exhibit) -> str | None:
    """A statement that names a bounded number names the bound with it."""
    proposal = exhibit.proposal
    if proposal.quantity is None or proposal.quantity.bound in ("exactly", "vague", "between"):
        return None
    numbers = [part for part in proposal.parts if part.role == "number"]
    line = _plain(proposal.statement)
    for hedge in proposal.parts:
        if hedge.role != "hedge" or not any(_adjoins(exhibit, hedge, number) for number in numbers):
            continue
        words = _plain(exhibit.read(hedge.start, hedge.end))
        if any(_plain(exhibit.read(n.start, n.end)) in line for n in numbers) and words not in line:
            return f"the statement leaves out “{words}”"
    return None


def _adjoins(exhibit: Exhibit, hedge: Part, number: Part) -> bool:
    between = exhibit.document.text[min(hedge.end, number.end) : max(hedge.start, number.start)]
    return not between.strip()


CHECKS: tuple[tuple[str, Callable[[Exhibit], str | None]], ...] = (
    ("quote", check_quote),
    ("parts", check_parts),
    ("number", check_numbers),
    ("bound", check_bound),
    ("statement", check_statement),
    ("cue", check_cues),
    ("polarity", check_polarity),
    ("name", check_names),
    ("role", check_roles),
)


def gate(
    document: Document, proposals: Sequence[Proposal], *, extractor: str, lexicon: Lexicon, settings: ClaimSettings
) -> tuple[tuple[Claim, ...], tuple[Refusal, ...]]:
    """Return the claims among the proposals and a refusal with its reason for each of the others.

    Links to proposals that were refused are dropped; two proposals of one wording are one claim.
    """
    made_by = MadeBy(
        stage=STAGE, version=VERSION, settings=record_id("set", settings), lexicon=lexicon.digest, extractor=extractor
    )
    if not proposals:
        return (), ()
    docket = Docket(document, lexicon)
    ids: dict[str, str] = {}
    passed: list[Proposal] = []
    refusals: list[Refusal] = []
    for proposal in proposals:
        refused = _examine(Exhibit(docket, proposal), settings)
        if refused is None:
            ids[proposal.key] = record_id("clm", document.id, proposal.evidence, proposal.kind, proposal.parts)
            passed.append(proposal)
            continue
        code, reason = refused
        start, end = proposal.evidence.start, proposal.evidence.end
        refusals.append(
            Refusal(
                id=record_id("ref", document.id, code, reason, proposal), made_by=made_by, document_id=document.id,
                stage=STAGE, code=code, reason=reason, start=start, end=end,
            )
        )  # fmt: skip
    claims: dict[str, Claim] = {}
    for proposal in passed:
        fields = {name: getattr(proposal, name) for name in Proposal.__struct_fields__ if name not in ("key", "links")}
        links = {(ids[link.claim_id], link.kind) for link in proposal.links if link.claim_id in ids}
        own = ids[proposal.key]
        kept = tuple(Link(claim_id=claim_id, kind=kind) for claim_id, kind in sorted(links) if claim_id != own)
        claims.setdefault(own, Claim(id=own, made_by=made_by, document_id=document.id, links=kept, **fields))
    return tuple(claims.values()), tuple(refusals)


def _examine(exhibit: Exhibit, settings: ClaimSettings) -> tuple[str, str] | None:
    for code, check in CHECKS:
        reason = check(exhibit)
        if reason is not None:
            return code, reason
    reason = check_length(exhibit, settings.max_quote)
    return None if reason is None else ("length", reason)

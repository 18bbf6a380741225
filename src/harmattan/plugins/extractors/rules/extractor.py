"""The rule extractor: documents in, proposals out, through sentences, finders and frames."""

from __future__ import annotations

import gc
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count, islice

import msgspec

from harmattan.language import Grammar, Sentence, grammar_for
from harmattan.lexicons import Lexicon
from harmattan.lexicons.index import Hit, TermIndex
from harmattan.lexicons.rows import (
    ActorRow,
    CueRow,
    DemonymRow,
    HeadRow,
    OutletRow,
    PlaceRow,
    TriggerRow,
    UnitRow,
    VagueRow,
)
from harmattan.plugins.extractors.rules.about import countries_of, home_of, peoples_of, short_of, telling
from harmattan.plugins.extractors.rules.actors import find_actors
from harmattan.plugins.extractors.rules.acts import Act, act_of
from harmattan.plugins.extractors.rules.answers import link_answers
from harmattan.plugins.extractors.rules.attributions import find_attributions
from harmattan.plugins.extractors.rules.cast import Cast
from harmattan.plugins.extractors.rules.datelines import dateline, told_day
from harmattan.plugins.extractors.rules.drafts import Draft, to_proposal
from harmattan.plugins.extractors.rules.found import FIGHTING
from harmattan.plugins.extractors.rules.links import link_doubts
from harmattan.plugins.extractors.rules.mentions import mentions_of
from harmattan.plugins.extractors.rules.passage import TIES, Passage, compounds
from harmattan.plugins.extractors.rules.places import find_places
from harmattan.plugins.extractors.rules.propose import propose
from harmattan.plugins.extractors.rules.quantities import find_quantities
from harmattan.plugins.extractors.rules.references import pronouns
from harmattan.plugins.extractors.rules.scene import Scene
from harmattan.plugins.extractors.rules.times import find_times, tells_time
from harmattan.plugins.extractors.rules.told import doubt_of
from harmattan.plugins.extractors.rules.toponyms import Toponyms, find_toponyms
from harmattan.plugins.extractors.rules.verbless import revived
from harmattan.ports import PlaceIndex, Proposals
from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import Refusal
from harmattan.records.document import Block, BlockKind, Document
from harmattan.records.mention import Mention, kind_of
from harmattan.records.reading import Reading, likely_reading_of

VERSION = "1"
WAR = frozenset({"event", "toll", "strength", "control", "relation", "support"})
SPEECH = frozenset({"reporting", "evidential", "unconfirmed", "doubt", "outlook", "judgement"})
NAMED = (ActorRow, PlaceRow, OutletRow, DemonymRow, HeadRow, UnitRow, VagueRow)
WORD = re.compile(r"[^\W_]+")
DIGIT = re.compile(r"\d")
_TOLD_BEFORE = 5
"""Sentences back in which the day is looked for that "the next day" follows."""
BULLETS = " \t-–—•*·▪◦"
TAILS = " \t;,."


class RuleSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Settings of the rule extractor.

    `grammars` maps a language to an installed spaCy model to use in place of the shipped one; `batch` is how many
    documents are parsed together; `screen` skips the parser where no trigger of the lexicon stands in the document;
    `second_opinion` refuses tolls of sentences whose words are those of deaths that nobody reports.
    """

    grammars: dict[str, str] = {}
    batch: int = 32
    screen: bool = True
    second_opinion: bool = True


class _Job(msgspec.Struct, frozen=True, kw_only=True):
    text: str
    pieces: tuple[tuple[int, int], ...]
    kind: BlockKind
    parse: bool
    hits: list[Hit] | None
    """The lexicon's hits in the text, where the document's own can be used."""


class _Plan(msgspec.Struct, frozen=True, kw_only=True):
    document: Document
    reading: Reading
    grammar: Grammar
    index: TermIndex
    toponyms: Toponyms
    day: date | None
    """The day from which its times are told."""
    short: dict[str, ActorRow]
    """The actors named by several words, by the first letters of these ("RSF"), where but one has them."""
    home: str | None
    """The country of the actors that are named, where they have but one."""
    jobs: tuple[_Job, ...]
    war: bool
    """Whether the document may speak of a conflict: elsewhere only who says what is read, and no claim is proposed."""


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Put garbage collection off: the many small objects of a batch refer to each other and die together at its end."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class RuleExtractor:
    """Proposes claims by rules over syntax and lexicons. Deterministic; knows nothing but its arguments."""

    name = "rules"
    version = VERSION

    def __init__(self, *, lexicon: Lexicon, places: PlaceIndex, settings: RuleSettings | None = None) -> None:
        self.lexicon = lexicon
        self.places = places
        self.settings = settings or RuleSettings()
        self.made_by = MadeBy(
            stage="claims", version=VERSION, settings=record_id("set", self.settings), lexicon=lexicon.digest,
            extractor=f"{self.name} {self.version}",
        )  # fmt: skip

    def propose(self, documents: Iterable[Document]) -> Iterator[Proposals]:
        """Yield the proposals and mentions of each document, in order; a document that defeats the rules is a refusal."""
        remaining = iter(documents)
        while chunk := list(islice(remaining, self.settings.batch)):
            with _collecting_later():
                read = self._batch(chunk)
            yield from read

    def acts(self, document: Document) -> list[Act]:
        """Return the act that each sentence of a document tells first of all, in PLOVER's terms, in order of the text."""
        plan = self._plan(document)
        # A sentence may tell an act of peace, or of no side that the lexicon knows: none is left unparsed here.
        jobs = tuple(msgspec.structs.replace(job, parse=plan.grammar.has_syntax) for job in plan.jobs)
        plan = msgspec.structs.replace(plan, jobs=jobs)
        parsed = self._parse([plan]).get(document.id, {})
        found = [act_of(scene) for number, scene in self._scenes(plan, parsed) if number in parsed]
        return [act for act in found if act is not None]

    def _batch(self, documents: list[Document]) -> list[Proposals]:
        plans: list[_Plan | Proposals] = []
        for document in documents:
            try:
                plans.append(self._plan(document))
            except Exception as error:  # one bad document must not cost the others
                plans.append(self._refused(document, error))
        try:
            parsed = self._parse([plan for plan in plans if isinstance(plan, _Plan)])
        except Exception as error:
            if len(documents) > 1:
                return [proposals for document in documents for proposals in self._batch([document])]
            return [self._refused(documents[0], error)]
        done: list[Proposals] = []
        for plan in plans:
            if isinstance(plan, Proposals):
                done.append(plan)
                continue
            try:
                done.append(self._read(plan, parsed.get(plan.document.id, {})))
            except Exception as error:
                done.append(self._refused(plan.document, error))
        return done

    def _refused(self, document: Document, error: Exception) -> Proposals:
        reason = f"the rules failed on this document ({type(error).__name__}: {error})"
        refusal = Refusal(
            id=record_id("ref", document.id, "failed", reason), made_by=self.made_by, document_id=document.id,
            stage="claims", code="failed", reason=reason,
        )  # fmt: skip
        return Proposals(document_id=document.id, refusals=(refusal,))

    def _plan(self, document: Document) -> _Plan:
        reading = likely_reading_of(document)
        language = document.language
        grammar = grammar_for(language, self.settings.grammars.get(language or ""))
        index = self.lexicon.index(language)
        hits = index.recall(reading.text)
        war = not self.settings.screen or any(
            (isinstance(row, TriggerRow) and row.kind in WAR) or (isinstance(row, ActorRow) and row.kind in FIGHTING)
            for hit in hits
            for row in hit.rows
        )
        named = telling(hits)
        toponyms = find_toponyms(
            reading.text,
            places=self.places,
            language=language,
            countries=countries_of(named),
            peoples=peoples_of(named),
        )
        jobs = tuple(_jobs(reading, grammar, hits, toponyms, war=war))
        return _Plan(
            document=document,
            reading=reading,
            grammar=grammar,
            index=index,
            toponyms=toponyms,
            day=told_day(reading.text, document.published),
            home=home_of(named),
            short=short_of(reading.text, named),
            jobs=jobs,
            war=war,
        )

    def _parse(self, plans: list[_Plan]) -> dict[str, dict[int, Sentence]]:
        """Return the parsed sentences by document and number of the job."""
        by_grammar: dict[int, tuple[Grammar, list[tuple[_Plan, int]]]] = {}
        for plan in plans:
            for number, job in enumerate(plan.jobs):
                if job.parse:
                    by_grammar.setdefault(id(plan.grammar), (plan.grammar, []))[1].append((plan, number))
        parsed: dict[str, dict[int, Sentence]] = {}
        for grammar, wanted in by_grammar.values():
            sentences = grammar.parse([plan.jobs[number].text for plan, number in wanted])
            for (plan, number), sentence in zip(wanted, sentences, strict=True):
                parsed.setdefault(plan.document.id, {})[number] = sentence
        return parsed

    def _read(self, plan: _Plan, parsed: dict[int, Sentence]) -> Proposals:
        document = plan.document
        scenes: list[Scene] = []
        drafts: list[Draft] = []
        refusals: list[Refusal] = []
        mentions: dict[str, Mention] = {}
        keys = count(1)
        for number, scene in self._scenes(plan, parsed):
            for mention in mentions_of(scene, document.id, document.text, self.made_by):
                mentions.setdefault(mention.id, mention)
            if number in parsed and plan.war:
                for draft in propose(scene, keys):
                    reason = _doubt(draft) if self.settings.second_opinion else None
                    if reason is None:
                        drafts.append(draft)
                    else:
                        refusals.append(self._doubted(document, scene, reason))
            scenes.append(scene)
        drafts = link_answers(scenes, link_doubts(scenes, drafts, document.text, keys))
        ordered = sorted(mentions.values(), key=lambda mention: (mention.start, mention.end, kind_of(mention)))
        return Proposals(
            document_id=document.id,
            proposals=tuple(to_proposal(draft, document.text) for draft in drafts),
            mentions=tuple(ordered),
            refusals=tuple({refusal.id: refusal for refusal in refusals}.values()),
        )

    def _doubted(self, document: Document, scene: Scene, reason: str) -> Refusal:
        start, end = scene.passage.reading.to_document(*scene.passage.whole)
        return Refusal(
            id=record_id("ref", document.id, "unreal", start, end), made_by=self.made_by, document_id=document.id,
            stage="claims", code="unreal", reason=reason, start=start, end=end,
        )  # fmt: skip

    def _scenes(self, plan: _Plan, parsed: dict[int, Sentence]) -> Iterator[tuple[int, Scene]]:
        """Yield (number of the job, its scene) in order."""
        before: list[Scene] = []
        cast = Cast(plan.toponyms.country or plan.home, plan.short)
        flat = grammar_for(None)
        for number, job in enumerate(plan.jobs):
            sentence = parsed.get(number) or next(iter(flat.parse([job.text])))
            passage = Passage(
                sentence, job.text, job.pieces, index=plan.index, reading=plan.reading, kind=job.kind, number=number,
                hits=job.hits,
            )  # fmt: skip
            if not passage.tokens:
                continue
            tree = revived(passage, plan.document.language) if number in parsed else None
            if tree is not None:
                passage = Passage(
                    tree, job.text, job.pieces, index=plan.index, reading=plan.reading, kind=job.kind, number=number,
                    hits=job.hits,
                )  # fmt: skip
            scene = self._see(passage, plan, before, cast)
            before.append(scene)
            yield number, scene

    def _see(self, passage: Passage, plan: _Plan, before: list[Scene], cast: Cast) -> Scene:
        language = plan.document.language or "und"
        published = plan.document.published
        actors = find_actors(passage, language=language, published=published, lexicon=self.lexicon, cast=cast)
        standing = pronouns(passage, actors, cast)
        cast.add(passage, actors)
        return Scene(
            passage,
            actors=actors,
            pronouns=standing,
            places=find_places(
                passage, language=language, published=published, toponyms=plan.toponyms, places=self.places, lexicon=self.lexicon
            ),
            times=find_times(
                passage, language=language, day=plan.day,
                before=tuple(time for scene in before[-_TOLD_BEFORE:] for time in scene.times),
            ),
            quantities=find_quantities(passage, language=language, lexicon=self.lexicon),
            attributions=find_attributions(
                passage, actors=actors, language=language, lexicon=self.lexicon,
                previous=before[-1].attributions if before else (),
            ),
            language=language,
            lexicon=self.lexicon,
        )  # fmt: skip


def _doubt(draft: Draft) -> str | None:
    """Return why a toll of deaths told as real is not believed to be told so, None for every other draft."""
    quantity = draft.quantity
    if draft.kind != "toll" or quantity is None or quantity.unit != "killed" or draft.commitment.realis != "actual":
        return None
    if draft.commitment.value not in ("CT+", "PR+"):
        return None
    return doubt_of(draft.scene.passage.text, draft.scene.language)


def _jobs(reading: Reading, grammar: Grammar, hits: Sequence[Hit], toponyms: Toponyms, *, war: bool) -> Iterator[_Job]:
    """Yield the sentences of a reading, to be parsed where a word needs it: anywhere a word of saying, a trigger in war alone.

    An item whose lead-in breaks off ("the attacks used:") is read as its end.
    """
    wanted = {"speaks", "happens"} if war else {"speaks"}
    blocks = reading.blocks or (Block(start=0, end=len(reading.text), kind="paragraph"),)
    open_leads = {
        block.lead_in for block in blocks if block.lead_in is not None and _breaks_off(reading, block.lead_in, grammar)
    }
    starts = [hit.start for hit in hits]
    for block in blocks:
        text = reading.text[block.start : block.end]
        lead = block.lead_in if block.lead_in in open_leads else None
        for begin, finish in grammar.sentences(text):
            start, end = block.start + begin, block.start + finish
            if any(a <= start and end <= b + 1 for a, b in open_leads):
                continue
            seen = _kinds(reading.text, hits, starts, start, end)
            start += len(dateline(reading.text[start:end], placed=_placed(hits, starts, start)))
            if block.kind == "item":
                while start < end and reading.text[start] in BULLETS:
                    start += 1
                end = start + len(reading.text[start:end].rstrip(TAILS))
            if start >= end:
                continue
            pieces: tuple[tuple[int, int], ...] = ((0, start),)
            sentence = reading.text[start:end]
            if lead is not None:
                opening = reading.text[lead[0] : lead[1]].rstrip(" :\t\n")
                seen |= _kinds(reading.text, hits, starts, *lead)
                pieces = ((0, lead[0]), (len(opening) + 1, start))
                sentence = f"{opening} {sentence}"
                lead = None
            told = seen or DIGIT.search(sentence) is not None or toponyms.within(start, end)
            if told or tells_time(sentence, grammar.language):
                known = None if len(pieces) > 1 else _within(hits, starts, start, end)
                yield _Job(
                    text=sentence,
                    pieces=pieces,
                    kind=block.kind,
                    parse=grammar.has_syntax and bool(seen & wanted),
                    hits=known,
                )


def _within(hits: Sequence[Hit], starts: list[int], start: int, end: int) -> list[Hit]:
    """Return the hits inside a stretch, as offsets into it."""
    near = hits[bisect_left(starts, start) : bisect_left(starts, end)]
    return [Hit(hit.start - start, hit.end - start, hit.rows) for hit in near if hit.end <= end]


def _placed(hits: Sequence[Hit], starts: list[int], start: int) -> bool:
    """Return whether a place is named right where a sentence begins."""
    near = hits[bisect_left(starts, start) : bisect_left(starts, start + 1)]
    return any(isinstance(row, PlaceRow) for hit in near for row in hit.rows)


def _breaks_off(reading: Reading, lead: tuple[int, int], grammar: Grammar) -> bool:
    """Return whether a lead-in is no sentence without its items: it ends on a verb, a preposition or a conjunction."""
    opening = reading.text[lead[0] : lead[1]].rstrip(" :\t\n")
    if not opening or not grammar.has_syntax:
        return False
    tokens = next(iter(grammar.parse([opening]))).tokens
    return bool(tokens) and tokens[-1].pos in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ", "PART", "DET")


def _kinds(text: str, hits: Sequence[Hit], starts: list[int], start: int, end: int) -> set[str]:
    """Return what stands in text[start:end]: `happens` a trigger, `speaks` a word of saying or doubt, `names` a name or unit."""
    seen: set[str] = set()
    lowered, words = "", frozenset[str]()
    loose = tied = counted = False
    for hit in hits[bisect_left(starts, start) : bisect_left(starts, end)]:
        for row in hit.rows:
            if isinstance(row, TriggerRow):
                if row.kind == "position" or "happens" in seen:
                    continue
                wanted = row.needs or row.governs
                if wanted and not lowered:
                    lowered = text[start:end].lower()
                    words = frozenset(WORD.findall(lowered))
                if not wanted or not words.isdisjoint(wanted) or any(word in lowered for word in compounds(wanted)):
                    seen.add("happens")
                elif row.kind in TIES:
                    loose = True
            elif isinstance(row, CueRow) and row.cue in SPEECH:
                seen.add("speaks")
            elif isinstance(row, NAMED):
                seen.add("names")
                tied = tied or isinstance(row, (ActorRow, PlaceRow))
                counted = counted or isinstance(row, UnitRow)
        if len(seen) == len(("happens", "speaks", "names")):
            return seen
    # An ambiguous word between names may tie them, and a number of fighters needs no verb to be a strength.
    if (loose and tied) or (counted and DIGIT.search(text, start, end) is not None):
        seen.add("happens")
    return seen

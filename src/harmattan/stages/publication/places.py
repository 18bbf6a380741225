"""Which places of a document may not be given as closely as it gives them: fresh positions, and where local sources are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from harmattan.language.classes import classes
from harmattan.language.sentences import split_sentences
from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import (
    ActorRow,
    CueRow,
    DemonymRow,
    EventTypeRow,
    HeadRow,
    OfficeRow,
    OutletRow,
    PlaceRow,
    TargetRow,
    TriggerRow,
    UnitRow,
)
from harmattan.records.claim import Claim, PlaceRef
from harmattan.records.document import Document
from harmattan.records.mention import ActorMention, AttributionMention, Mention, PlaceMention, TimeMention
from harmattan.stages.publication.masks import Span
from harmattan.stages.publication.names import RUN, Persons
from harmattan.stages.publication.settings import PublicationSettings
from harmattan.stages.publication.words import plain, words

POSITIONS = ("strength", "control")
WIDE = ("country", "region")
"""Precisions that say nothing of where somebody is."""
FINE = ("exact", "near", "adm2")
"""Precisions closer than a district may be given."""
MOVED = frozenset({"MOBILIZE", "RETREAT"})
"""PLOVER types of forces that go somewhere or leave."""
_SLOT = 80
"""Characters behind a source in which the place where it is may follow."""
_WORD = re.compile(r"[^\W\d_]+['’]?")


class Guarded(msgspec.Struct, frozen=True, kw_only=True):
    """Places of one document, by the words that name them and by their ids.

    Those of sources are not given at all, those of positions as districts.
    """

    sources: frozenset[str]
    source_ids: frozenset[str]
    positions: frozenset[str]
    position_ids: frozenset[str]


def guarded_in(
    document: Document,
    mentions: Iterable[Mention],
    claims: Iterable[Claim],
    persons: Persons,
    *,
    lexicon: Lexicon,
    settings: PublicationSettings,
) -> Guarded:
    """Return the places of a document that its publication keeps back.

    A source is local where nobody names it, or where its name is masked: what place stands behind it, and what place stands in
    what is said of it before its own words begin, is where it is. A position is fresh by the day that it is told for, else by
    that of its report; what has no day is fresh.
    """
    mentions, claims = tuple(mentions), tuple(claims)
    sources: set[str] = set()
    spans, zones, reports = _sources_of(document, mentions, claims, persons, lexicon)
    whereabouts = _Whereabouts(
        document.text, mentions, reports, (*persons.private, *persons.public, *_bodies(document, mentions, lexicon))
    )
    for start, end in spans:
        sources |= whereabouts.behind(start, end)
    for start, end in zones:
        sources |= whereabouts.within(start, end)
    sources = {name for name in sources if not _is_known_body(name, document, lexicon)}
    positions: set[str] = set()
    position_ids: set[str] = set()
    for claim in claims:
        if is_position(claim, lexicon) and is_fresh(claim, document, settings):
            for place in claim.places:
                if place.precision in FINE:
                    positions |= {place.name, document.text[place.start : place.end]}
                    # "The capital" names no place.
                    positions = {name for name in positions if name.lower() != name or name.upper() == name}
                    if place.place_id is not None:
                        position_ids.add(place.place_id)
    if is_young(document, settings):
        for start, end in _placing(document, lexicon):
            told = [claim for claim in claims if start <= claim.evidence.start < end and is_position(claim, lexicon)]
            if told and not any(is_fresh(claim, document, settings) for claim in told):
                continue
            positions |= whereabouts.within(start, end)
            position_ids |= {
                m.resolved.place_id
                for m in mentions
                if isinstance(m, PlaceMention) and m.resolved is not None and start <= m.start and m.end <= end
                and m.resolved.place_id is not None and m.resolved.precision in FINE
            }  # fmt: skip
    ids = {
        place.place_id
        for place in _refs(mentions, claims)
        if place.place_id is not None and place.precision not in WIDE
        and {plain(place.name), plain(document.text[place.start : place.end])} & {plain(name) for name in sources}
    }  # fmt: skip
    return Guarded(
        sources=frozenset(name for name in sources if name.strip()),
        source_ids=frozenset(ids),
        positions=frozenset(name for name in positions if name.strip()),
        position_ids=frozenset(position_ids),
    )


def _is_known_body(name: str, document: Document, lexicon: Lexicon) -> bool:
    """Tell whether a name is no place's: an outlet's, an actor's or a country's ("told AFP", "of the army in Mali")."""
    index = lexicon.index(document.language if document.language in ("en", "fr") else "en")
    hits = index.find(name)
    other = any(
        hit.end - hit.start >= len(name) and any(isinstance(row, OutletRow | ActorRow | DemonymRow) for row in hit.rows)
        for hit in hits
    )
    place = any(isinstance(row, PlaceRow) and row.feature != "country" for hit in hits for row in hit.rows)
    return other and not place


def _refs(mentions: Iterable[Mention], claims: Iterable[Claim]) -> list[PlaceRef]:
    found = [m.resolved for m in mentions if isinstance(m, PlaceMention) and m.resolved is not None]
    return [*found, *(place for claim in claims for place in claim.places)]


def _bodies(document: Document, mentions: Iterable[Mention], lexicon: Lexicon) -> list[Span]:
    """Return where a document names actors, outlets and peoples: no place stands there."""
    spans = [(mention.start, mention.end) for mention in mentions if isinstance(mention, ActorMention)]
    for code in (document.language,) if document.language in ("en", "fr") else ("en", "fr"):
        for hit in lexicon.index(code).find(document.text):
            if any(
                isinstance(row, ActorRow | OutletRow | DemonymRow | HeadRow | OfficeRow | TargetRow) for row in hit.rows
            ):
                spans.append((hit.start, hit.end))
    return spans


def _placing(document: Document, lexicon: Lexicon) -> Iterable[Span]:
    """Yield the sentences that say where fighters are, hold or go, whether or not a claim was made of them."""
    text = document.text
    languages = (document.language,) if document.language in ("en", "fr") else ("en", "fr")
    for start, end in split_sentences(text, document.language):
        rows = [row for code in languages for hit in lexicon.index(code).find(text[start:end]) for row in hit.rows]
        armed = any(isinstance(row, UnitRow) and row.strength for row in rows)
        stands = any(plain(word) in _standing() for word in _WORD.findall(text[start:end]))
        moves = any(isinstance(row, TriggerRow) and _moves(row, lexicon) for row in rows)
        if (armed and stands) or moves:
            yield start, end


def _standing() -> frozenset[str]:
    return frozenset(plain(word) for word in classes().standing | words().placed)


def _moves(row: TriggerRow, lexicon: Lexicon) -> bool:
    kind = None if row.event_type is None else lexicon.get(EventTypeRow, row.event_type)
    return row.kind in POSITIONS or (kind is not None and kind.plover in MOVED)


def is_position(claim: Claim, lexicon: Lexicon) -> bool:
    """Tell whether a claim says where fighters are, hold or go: strength, control, and events of movement."""
    if claim.kind in POSITIONS:
        return True
    if claim.event_type is not None and claim.event_type.plover in MOVED:
        return True
    triggers = [part.restored or part.text for part in claim.parts if part.role == "trigger"]
    index = lexicon.index(claim.statement_language if claim.statement_language in ("en", "fr") else "en")
    rows = [row for text in triggers for hit in index.find(text) for row in hit.rows]
    return claim.kind == "event" and any(isinstance(row, TriggerRow) and _moves(row, lexicon) for row in rows)


def is_fresh(claim: Claim, document: Document, settings: PublicationSettings) -> bool:
    """Tell whether a claim is about days that lie less than `settings.fresh` days back, or about none that is known."""
    told = claim.time
    last = None if told is None or told.precision == "unknown" else told.end
    day = _day(last) or _day(document.published)
    if day is None:
        return True
    return day > date.fromisoformat(settings.as_of) - timedelta(days=settings.fresh)


def is_young(document: Document, settings: PublicationSettings) -> bool:
    """Tell whether a document may still speak of fresh positions: published less than `settings.fresh` days back, or undated."""
    day = _day(document.published)
    return day is None or day > date.fromisoformat(settings.as_of) - timedelta(days=settings.fresh)


def _day(value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value[:10])
    except ValueError:
        return None


def _sources_of(
    document: Document, mentions: Sequence[Mention], claims: Sequence[Claim], persons: Persons, lexicon: Lexicon
) -> tuple[list[Span], list[Span], list[Span]]:
    """Return the spans of sources without a name, the stretches that tell of them, and the words that report."""
    text = document.text
    masked = persons.private
    sources = [
        (claim.attribution.start, claim.attribution.end)
        for claim in claims
        if claim.attribution.start is not None and claim.attribution.end is not None
        and (claim.attribution.kind == "anonymous" or _meets((claim.attribution.start, claim.attribution.end), masked))
    ]  # fmt: skip
    told = [mention for mention in mentions if isinstance(mention, AttributionMention)]
    zones: list[Span] = []
    reports: list[Span] = []
    languages = (document.language,) if document.language in ("en", "fr") else ("en", "fr")
    sentences = split_sentences(text, document.language)
    for start, end in sentences:
        rows = [
            (start + hit.start, start + hit.end, row)
            for code in languages
            for hit in lexicon.index(code).find(text[start:end])
            for row in hit.rows
        ]
        cues = [(a, b) for a, b, row in rows if isinstance(row, CueRow) and row.cue in ("reporting", "evidential")]
        reports += cues
        # Where the extractor saw who speaks, "villagers" elsewhere in the sentence are those spoken of.
        seen = any(start <= mention.start < end for mention in told)
        for a, b, row in rows:
            if isinstance(row, HeadRow) and row.speaks and row.anonymous:
                if row.kind == "source" or (cues and not seen):
                    sources.append((a, b))
        if cues and not seen:
            sources += [(a, b) for a, b in masked if start <= a and b <= end]
    for mention in told:
        said = [(part.start, part.end) for part in mention.parts if part.role == "source"]
        content = [(part.start, part.end) for part in mention.parts if part.role == "content"]
        unnamed = mention.resolved is None and any(_is_unnamed(text[a:b], document, lexicon) for a, b in said)
        if unnamed or any(span in sources or _meets(span, masked) for span in said):
            sources += said
            # All of its sentence that is no word of its own tells of the source: "reached by phone in X, he said that …".
            whole = next(((a, b) for a, b in sentences if a <= mention.start < b), (mention.start, mention.end))
            # A content that runs over its source begins behind it: what stands before the source opens the sentence.
            last = max((part.end for part in mention.parts if part.role in ("source", "cue")), default=mention.start)
            content = [(max(a, last), b) if any(a <= c and d <= b for c, d in said) else (a, b) for a, b in content]
            zones += _outside((min(whole[0], mention.start), max(whole[1], mention.end)), content)
    return list(dict.fromkeys(sources)), zones, reports


def _is_unnamed(source: str, document: Document, lexicon: Lexicon) -> bool:
    """Tell whether the words of a source name nobody and no body of a state: "a teacher", "his neighbour", not "the army"."""
    if any(word[0].isupper() for word in _WORD.findall(source)[1:]):
        return False
    rows = [
        row
        for hit in lexicon.index(document.language if document.language in ("en", "fr") else "en").find(source)
        for row in hit.rows
    ]
    known = any(isinstance(row, ActorRow | OutletRow | DemonymRow | OfficeRow) for row in rows)
    return not known and not any(isinstance(row, HeadRow) and row.institution is not None for row in rows)


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)


def _outside(whole: Span, inner: Iterable[Span]) -> list[Span]:
    found, at = [], whole[0]
    for start, end in sorted(inner):
        if start > at:
            found.append((at, start))
        at = max(at, end)
    return [*found, (at, whole[1])] if at < whole[1] else found


_STRIKES = 3
"""Words between a source and its place that need not be known to lead there ("a father of four from …")."""


class _Whereabouts:
    """Reads where sources are."""

    def __init__(self, text: str, mentions: Sequence[Mention], reports: Sequence[Span], masked: Sequence[Span]) -> None:
        self.text = text
        self.times = [(mention.start, mention.end) for mention in mentions if isinstance(mention, TimeMention)]
        self.places = [mention for mention in mentions if isinstance(mention, PlaceMention)]
        self.reports = reports
        self.masked = masked
        self.leading = {plain(word) for word in words().prepositions}

    def within(self, start: int, end: int) -> set[str]:
        """Return the places that are named in a stretch, and what stands there with a capital behind a preposition."""
        found = {self.text[m.start : m.end] for m in self.places if start <= m.start and m.end <= end and _is_fine(m)}
        before = ""
        for token in _WORD.finditer(self.text, start, end):
            if before and token.group()[0].isupper():
                found |= self._run(token.start(), end)
            before = token.group() if plain(token.group()) in self.leading else ""
        return found

    def behind(self, start: int, end: int) -> set[str]:
        """Return the places of a source: those in its words, and those that follow with little but prepositions between."""
        found = self.within(start, end)
        strikes, led = 0, False
        for token in _WORD.finditer(self.text, end, min(len(self.text), end + _SLOT)):
            gap = self.text[end : token.start()]
            if re.search(r"[.;:!?]|\n\s*\n", gap) or _meets(token.span(), self.reports):
                break
            word = plain(token.group())
            if token.group()[0].isupper() and led:
                found |= self._run(token.start(), len(self.text))
            elif word in self.leading:
                led = True
            elif not led and "," not in gap:
                break
            else:
                strikes += 1
                led = led or "," in gap
                if strikes > _STRIKES:
                    break
            end = token.end()
        return found

    def _run(self, at: int, end: int) -> set[str]:
        mention = next((m for m in self.places if m.start <= at < m.end), None)
        if mention is not None:
            return {self.text[mention.start : mention.end]} if _is_fine(mention) else set()
        run = RUN.match(self.text, at, end)
        if run is None or _meets(run.span(), (*self.masked, *self.times)):
            return set()
        told = [plain(word) for word in _WORD.findall(run.group())]
        return set() if all(word in words().bodies or word in words().openers for word in told) else {run.group()}


def _is_fine(mention: PlaceMention) -> bool:
    return mention.resolved is None or mention.resolved.precision not in WIDE

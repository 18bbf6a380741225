"""What every export says of an event: what is claimed of it, what that supports, and the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import ActorKindRow
from harmattan.plugins.exporters.countries import name_of_country
from harmattan.plugins.prio_grid import cell_of
from harmattan.records.actor import Actor
from harmattan.records.assessment import Assessment, NumberRange
from harmattan.records.bundle import Situation
from harmattan.records.claim import ActorRef, Claim, PlaceRef
from harmattan.records.document import Document
from harmattan.records.event import Event
from harmattan.records.precision import Codes, place_codes, time_codes
from harmattan.records.totals import total
from harmattan.stages.events.identify import identity

_PRIVATE = "private, verbatim: it quotes its sources in full and masks nobody"
_PUBLIC = "public: names, sources and fresh positions masked"
Side = Literal["state", "group", "civilians", "none"]
IN_A_CELL = ("exact", "near", "adm2")
"""Precisions of places that are put into a cell of half a degree: what is wider has no one cell."""
DISPUTED = ("contested", "denied")
AGAINST = ("counts_differ", "perpetrators_differ", "other_holder", "denied_by")
"""Codes of reasons that say what stands against what."""


def handling(public: bool) -> str:
    """Return how to handle what is exported, as reports say it."""
    return _PUBLIC if public else _PRIVATE


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Who did or suffered it. `kind` is a kind of the lexicon's actors, `side` what UCDP's types of violence ask of it."""

    id: str
    name: str
    kind: str
    side: Side


class Quoted(msgspec.Struct, frozen=True, kw_only=True):
    """Words that an event rests on: a document's `text[start:end]` in code points."""

    claim_id: str
    document_id: str
    source: str | None
    url: str | None
    title: str | None
    published: str | None
    speaker: str | None
    start: int
    end: int
    quote: str


class EventRow(msgspec.Struct, frozen=True, kw_only=True):
    """An event with all that an export says of it. Counts are of people; null is not known, never none.

    `where_prec` and `date_prec` are UCDP's codes, `geo_precision` and `time_precision` ACLED's. `status`, `confidence`,
    `admiralty`, `documents` and `origins` are those of its occurrence. `disputed` names what of it is contested or denied.
    """

    id: str
    statement: str
    plover: str | None
    mode: str | None
    acled: str | None
    ucdp: int | None
    initiators: tuple[Party, ...]
    targets: tuple[Party, ...]
    place: str | None
    place_id: str | None
    place_precision: str | None
    where_prec: int | None
    geo_precision: int | None
    latitude: float | None
    longitude: float | None
    country: str | None
    country_name: str | None
    prio_grid: int | None
    date_start: str | None
    date_end: str | None
    date_precision: str | None
    date_prec: int | None
    time_precision: int | None
    killed_low: float | None
    killed_best: float | None
    killed_high: float | None
    wounded_low: float | None
    wounded_best: float | None
    wounded_high: float | None
    tolls: tuple[NumberRange, ...]
    status: str | None
    probability: float | None
    likelihood: str | None
    confidence: str | None
    admiralty: str | None
    documents: int
    origins: int
    as_of: str | None
    perpetrator_status: str | None
    place_status: str | None
    toll_status: str | None
    disputed: tuple[str, ...]
    disputed_detail: tuple[str, ...]
    evidence: tuple[Quoted, ...]


def rows_of(situation: Situation, lexicon: Lexicon) -> Iterator[EventRow]:
    """Yield a row for each event of a situation, in its order."""
    claims = {claim.id: claim for claim in situation.claims}
    documents = {document.id: document for document in situation.documents}
    actors = {actor.id: actor for actor in situation.actors}
    judged: dict[str, dict[str, Assessment]] = {}
    for assessment in situation.assessments:
        if assessment.subject.event_id is not None:
            judged.setdefault(assessment.subject.event_id, {})[assessment.subject.attribute] = assessment
    for event in situation.events:
        told = [claims[key] for key in event.claim_ids if key in claims]
        language = told[0].statement_language if told else None
        parties = [(ref.role, _party(ref, language, actors, lexicon)) for ref in event.actors]
        yield _row(event, told, parties, documents, judged.get(event.id, {}))


def _party(ref: ActorRef, language: str | None, actors: dict[str, Actor], lexicon: Lexicon) -> Party:
    key = identity(ref.actor_id, ref.name, language=language, lexicon=lexicon)
    actor = actors.get(key)
    kind = "unknown" if actor is None else actor.kind
    row = lexicon.get(ActorKindRow, kind)
    # A name that only its report bears stays as it is told there.
    name = actor.names[0].text if actor is not None and ref.actor_id is not None and actor.names else ref.name
    return Party(id=key, name=name, kind=kind, side="none" if row is None else row.side)


def _each_once(parties: Iterable[tuple[str, Party]], role: str) -> tuple[Party, ...]:
    return tuple({party.id: party for told, party in parties if told == role}.values())


def _row(
    event: Event,
    told: Sequence[Claim],
    parties: Sequence[tuple[str, Party]],
    documents: dict[str, Document],
    judged: dict[str, Assessment],
) -> EventRow:
    place = event.places[0] if event.places else None
    time = event.time
    codes = Codes(ucdp=None, acled=None) if time is None else time_codes(time)
    where = Codes(ucdp=None, acled=None) if place is None else place_codes(place.precision)
    toll = judged.get("toll")
    tolls = () if toll is None else toll.numbers
    killed, wounded = total(tolls, "killed"), total(tolls, "wounded")
    occurrence = judged.get("occurrence")
    disputed = [one for one in judged.values() if one.status in DISPUTED]
    details = (reason.detail for one in disputed for reason in one.reasons if reason.code in AGAINST)
    return EventRow(
        id=event.id,
        statement=occurrence.statement if occurrence is not None else " ".join(claim.statement for claim in told[:1]),
        plover=event.event_type.plover,
        mode=event.event_type.mode,
        acled=event.event_type.acled,
        ucdp=event.event_type.ucdp,
        initiators=_each_once(parties, "initiator"),
        targets=_each_once(parties, "target"),
        place=None if place is None else place.name,
        place_id=None if place is None else place.place_id,
        place_precision=None if place is None else place.precision,
        where_prec=where.ucdp,
        geo_precision=where.acled,
        latitude=None if place is None else place.latitude,
        longitude=None if place is None else place.longitude,
        country=None if place is None else place.country,
        country_name=None if place is None else name_of_country(place.country),
        prio_grid=_cell(place),
        date_start=None if time is None or time.start is None else time.start[:10],
        date_end=None if time is None or time.end is None else time.end[:10],
        date_precision=None if time is None else time.precision,
        date_prec=codes.ucdp,
        time_precision=codes.acled,
        killed_low=killed.low,
        killed_best=killed.best,
        killed_high=killed.high,
        wounded_low=wounded.low,
        wounded_best=wounded.best,
        wounded_high=wounded.high,
        tolls=tolls,
        status=None if occurrence is None else occurrence.status,
        probability=None if occurrence is None else occurrence.probability,
        likelihood=None if occurrence is None else occurrence.likelihood,
        confidence=None if occurrence is None else occurrence.confidence,
        admiralty=None if occurrence is None else f"{occurrence.admiralty.source}{occurrence.admiralty.information}",
        documents=0 if occurrence is None else occurrence.documents,
        origins=0 if occurrence is None else occurrence.origins,
        as_of=max((one.as_of for one in judged.values() if one.as_of is not None), default=None),
        perpetrator_status=_status(judged, "perpetrator"),
        place_status=_status(judged, "place"),
        toll_status=_status(judged, "toll"),
        disputed=tuple(one.subject.attribute for one in disputed),
        disputed_detail=tuple(dict.fromkeys(details)),
        evidence=tuple(_quoted(claim, documents.get(claim.document_id)) for claim in told),
    )


def _cell(place: PlaceRef | None) -> int | None:
    if place is None or place.latitude is None or place.longitude is None or place.precision not in IN_A_CELL:
        return None
    return cell_of(place.latitude, place.longitude)


def _status(judged: dict[str, Assessment], attribute: str) -> str | None:
    return judged[attribute].status if attribute in judged else None


def _quoted(claim: Claim, document: Document | None) -> Quoted:
    return Quoted(
        claim_id=claim.id,
        document_id=claim.document_id,
        source=None if document is None else document.source,
        url=None if document is None else document.url,
        title=None if document is None else document.title,
        published=None if document is None else document.published,
        speaker=claim.attribution.text,
        start=claim.evidence.start,
        end=claim.evidence.end,
        quote=claim.evidence.quote,
    )

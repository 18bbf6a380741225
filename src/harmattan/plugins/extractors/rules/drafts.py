"""A draft: a claim in token indexes of its scene; and how it becomes a proposal in characters of the document."""

from __future__ import annotations

import msgspec

from harmattan.plugins.extractors.rules.certainty import Commitment
from harmattan.plugins.extractors.rules.found import FoundActor, FoundAttribution, FoundPlace, FoundQuantity, FoundTime
from harmattan.plugins.extractors.rules.scene import Scene
from harmattan.records.claim import (
    ActorRef,
    ActorRole,
    Attribution,
    Certainty,
    CertaintyCue,
    ClaimKind,
    EventType,
    Evidence,
    Link,
    LinkKind,
    MeansRef,
    Part,
    PartRole,
    PlaceRef,
    Proposal,
    Quantity,
    SourceRef,
    Time,
)

IN_SCOPE_NEGATION = frozenset({"negation", "denial", "failed"})


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What a trigger states, in token indexes of its scene. `key` is unique in the document."""

    key: str
    kind: ClaimKind
    scene: Scene
    trigger: tuple[int, int]
    head: int
    statement: str
    commitment: Commitment
    attribution: FoundAttribution | None
    chain: tuple[FoundAttribution, ...] = ()
    actors: tuple[tuple[ActorRole, FoundActor], ...] = ()
    event_type: EventType | None = None
    means: tuple[tuple[str, str, int, int], ...] = ()
    """(means id, label, first, last)"""
    targets: tuple[tuple[int, int], ...] = ()
    places: tuple[FoundPlace, ...] = ()
    time: FoundTime | None = None
    counted: FoundQuantity | None = None
    quantity: Quantity | None = None
    one: tuple[int, int] | None = None
    """The words for the one person whom a toll without a number counts."""
    aggregate: bool = False
    links: tuple[tuple[str, LinkKind], ...] = ()
    unconfirmed_at: tuple[tuple[int, int, str], ...] = ()
    """(start, end, text) in the document of words elsewhere that say outright that this is unconfirmed."""


class Spans:
    """Turns token indexes of one scene into spans of the document."""

    def __init__(self, scene: Scene, text: str) -> None:
        self.passage = scene.passage
        self.text = text

    def of(self, first: int, last: int) -> tuple[int, int]:
        """Return the document offsets of tokens[first:last]."""
        start, end = self.passage.token_span(first, last)
        return self.passage.reading.to_document(start, end)

    def of_place(self, place: FoundPlace) -> tuple[int, int]:
        """Return the document offsets of a toponym, which may be a part of a token."""
        if place.span is None:
            return self.of(place.first, place.last)
        return self.passage.reading.to_document(*place.span)

    def part(self, role: PartRole, first: int, last: int) -> Part:
        """Return a part, with its restored reading where that differs."""
        start, end = self.of(first, last)
        begin, finish = self.passage.reading.from_document(start, end)
        read = self.passage.reading.text[begin:finish]
        text = self.text[start:end]
        return Part(role=role, start=start, end=end, text=text, restored=None if read == text else read)

    def whole(self) -> tuple[int, int]:
        """Return the document offsets of the passage, lead-in included."""
        return self.passage.reading.to_document(*self.passage.whole)


def runs_of(indexes: tuple[int, ...] | list[int]) -> list[tuple[int, int]]:
    """Return the stretches [first, last) of neighbouring indexes."""
    runs: list[tuple[int, int]] = []
    for index in sorted(set(indexes)):
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def to_proposal(draft: Draft, text: str) -> Proposal:
    """Return the draft as a proposal whose spans are characters of the document's verbatim text."""
    scene = draft.scene
    spans = Spans(scene, text)
    start, end = spans.whole()
    parts = _parts(draft, spans)
    counted = draft.counted
    return Proposal(
        key=draft.key,
        kind=draft.kind,
        statement=draft.statement,
        statement_language=scene.language,
        evidence=Evidence(start=start, end=end, quote=text[start:end]),
        parts=tuple(sorted(parts, key=lambda part: (part.start, part.end, part.role))),
        actors=tuple(_actor_ref(role, actor, spans) for role, actor in draft.actors),
        event_type=draft.event_type,
        means=tuple(
            MeansRef(means_id=means, name=label, start=spans.of(first, last)[0], end=spans.of(first, last)[1])
            for means, label, first, last in draft.means
        ),
        places=tuple(_place_ref(place, spans) for place in draft.places),
        time=_time(draft.time),
        quantity=draft.quantity or (counted.quantity if counted is not None else None),
        attribution=_attribution(draft, spans),
        certainty=_certainty(draft, spans),
        realis=draft.commitment.realis,
        tense=draft.commitment.tense,
        aggregate=draft.aggregate,
        links=tuple(Link(claim_id=key, kind=kind) for key, kind in draft.links),
    )


def _parts(draft: Draft, spans: Spans) -> list[Part]:
    parts = {spans.part("trigger", *draft.trigger)}
    attribution = draft.attribution
    if attribution is not None:
        if attribution.source is not None and attribution.carried is None:
            parts.add(spans.part("source", attribution.source.first, attribution.source.last))
        parts.update(spans.part("cue", *run) for run in runs_of(attribution.cue))
        content = runs_of(attribution.content)
        if content:
            parts.add(spans.part("content", content[0][0], content[-1][1]))
    for cue in draft.commitment.cues:
        if cue.effect != "out_of_scope":
            role: PartRole = "negation" if cue.effect in IN_SCOPE_NEGATION else "hedge"
            parts.add(spans.part(role, cue.first, cue.last))
    for role_name, actor in draft.actors:
        parts.add(spans.part("target" if role_name == "target" else "actor", actor.first, actor.last))
    parts.update(spans.part("target", *target) for target in draft.targets)
    parts.update(spans.part("place", place.first, place.last) for place in draft.places)
    parts.update(spans.part("means", first, last) for _, _, first, last in draft.means)
    if draft.time is not None:
        parts.add(spans.part("time", draft.time.first, draft.time.last))
    if draft.counted is not None:
        parts.add(spans.part("number", *draft.counted.number))
        parts.update(spans.part("hedge", *run) for run in runs_of(draft.counted.bounds))
        if draft.counted.unit_at is not None:
            parts.add(spans.part("unit", *draft.counted.unit_at))
    if draft.one is not None:
        parts.add(spans.part("unit", *draft.one))
    start, end = spans.whole()
    return [part for part in parts if start <= part.start < part.end <= end]


def _actor_ref(role: ActorRole, actor: FoundActor, spans: Spans) -> ActorRef:
    start, end = spans.of(actor.first, actor.last)
    return ActorRef(role=role, actor_id=actor.actor_id, name=actor.name, start=start, end=end)


def _place_ref(place: FoundPlace, spans: Spans) -> PlaceRef:
    start, end = spans.of_place(place)
    return PlaceRef(
        place_id=place.place_id, name=place.name, latitude=place.latitude, longitude=place.longitude,
        country=place.country, precision=place.precision, start=start, end=end, candidates=place.candidates,
    )  # fmt: skip


def _time(found: FoundTime | None) -> Time | None:
    return None if found is None else found.time


def _attribution(draft: Draft, spans: Spans) -> Attribution:
    found = draft.attribution
    if found is None:
        return Attribution(kind="author")
    outer = [(item.source, item.carried) for item in draft.chain if item.source is not None]
    chain = [
        SourceRef(text=source.text, actor_id=source.actor_id, start=start, end=end)
        for source, carried in [*outer, *((source, None) for source in found.chain)]
        for start, end in [
            spans.of(source.first, source.last) if carried is None else spans.passage.reading.to_document(*carried)
        ]
    ]
    if found.source is None:
        return Attribution(kind="anonymous", chain=tuple(chain))
    if found.carried is not None:
        start, end = spans.passage.reading.to_document(*found.carried)
    else:
        start, end = spans.of(found.source.first, found.source.last)
    return Attribution(
        kind="named" if found.source.kind == "named" else "anonymous", text=found.source.text,
        actor_id=found.source.actor_id, stance=found.source.stance, start=start, end=end, chain=tuple(chain),
    )  # fmt: skip


def _certainty(draft: Draft, spans: Spans) -> Certainty:
    commitment = draft.commitment
    cues = []
    for cue in commitment.cues:
        start, end = spans.of(cue.first, cue.last)
        cues.append(CertaintyCue(start=start, end=end, text=spans.text[start:end], effect=cue.effect))
    cues.extend(
        CertaintyCue(start=start, end=end, text=text, effect="unconfirmed") for start, end, text in draft.unconfirmed_at
    )
    return Certainty(
        holder=commitment.holder, value=commitment.value, author_value=commitment.author_value,
        unconfirmed=commitment.unconfirmed or bool(draft.unconfirmed_at), cues=tuple(cues),
    )  # fmt: skip

"""Mentions: what the finders saw in a scene, as records in characters of the document."""

from __future__ import annotations

from collections.abc import Iterator

from harmattan.plugins.extractors.rules.drafts import Spans, runs_of
from harmattan.plugins.extractors.rules.scene import Scene
from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import Part, PlaceRef
from harmattan.records.mention import (
    ActorMention,
    AttributionMention,
    Mention,
    PlaceMention,
    QuantityMention,
    TimeMention,
    kind_of,
)


def mentions_of(scene: Scene, document_id: str, text: str, made_by: MadeBy) -> Iterator[Mention]:
    """Yield the mentions of a scene: places, actors, quantities, times and attributions."""
    spans = Spans(scene, text)

    def shared(first: int, last: int, bounds: tuple[int, int] | None = None) -> dict[str, object]:
        start, end = bounds or spans.of(first, last)
        return {"made_by": made_by, "document_id": document_id, "start": start, "end": end, "text": text[start:end]}

    found: list[Mention] = []
    for place in scene.places:
        base = shared(place.first, place.last, spans.of_place(place))
        resolved = None
        if place.place_id is not None:
            resolved = PlaceRef(
                place_id=place.place_id, name=place.name, latitude=place.latitude, longitude=place.longitude,
                country=place.country, precision=place.precision, start=int(str(base["start"])), end=int(str(base["end"])),
                candidates=place.candidates,
            )  # fmt: skip
        found.append(PlaceMention(id="", resolved=resolved, candidates=place.candidates, **base))  # type: ignore[arg-type]
    for actor in (*scene.actors, *scene.pronouns):
        base = shared(actor.first, actor.last)
        found.append(ActorMention(id="", resolved=actor.actor_id, candidates=actor.candidates, **base))  # type: ignore[arg-type]
    for counted in scene.quantities:
        spots = [*counted.bounds, *range(*counted.number)]
        if counted.unit_at is not None:
            spots.extend(range(*counted.unit_at))
        base = shared(min(spots), max(spots) + 1)
        found.append(QuantityMention(id="", resolved=counted.quantity, **base))  # type: ignore[arg-type]
    for time in scene.times:
        found.append(TimeMention(id="", resolved=time.time, **shared(time.first, time.last)))  # type: ignore[arg-type]
    for item in scene.attributions:
        parts: list[Part] = [spans.part("cue", *run) for run in runs_of(item.cue)]
        spots = list(item.cue)
        if item.source is not None and item.carried is None:
            parts.append(spans.part("source", item.source.first, item.source.last))
            spots += [item.source.first, item.source.last - 1]
        elif item.anaphor is not None:
            parts.append(spans.part("source", *item.anaphor))
            spots += [item.anaphor[0], item.anaphor[1] - 1]
        content = runs_of(item.content)
        if content:
            parts.append(spans.part("content", content[0][0], content[-1][1]))
            spots += [content[0][0], content[-1][1] - 1]
        if not spots:
            continue
        base = shared(min(spots), max(spots) + 1)
        actor_id = None if item.source is None else item.source.actor_id
        parts.sort(key=lambda part: part.start)
        found.append(AttributionMention(id="", resolved=actor_id, parts=tuple(parts), **base))  # type: ignore[arg-type]
    for mention in found:
        yield _with_id(mention)


def _with_id(mention: Mention) -> Mention:
    evidence = [mention.start, mention.end, mention.text]
    fields = {name: getattr(mention, name) for name in mention.__struct_fields__ if name != "id"}
    return type(mention)(id=record_id("men", mention.document_id, evidence, kind_of(mention), mention.parts), **fields)

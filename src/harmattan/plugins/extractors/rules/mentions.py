"""Mentions: what the finders saw in a scene, as records in characters of the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
)


def mentions_of(scene: Scene, document_id: str, text: str, made_by: MadeBy) -> Iterator[Mention]:
    """Yield the mentions of a scene: places, actors, quantities, times and attributions."""
    spans = Spans(scene, text)

    def shared(kind: type[Mention], start: int, end: int, parts: tuple[Part, ...] = ()) -> dict[str, Any]:
        words = text[start:end]
        key = record_id("men", document_id, (start, end, words), kind.__struct_config__.tag, parts)
        return {
            "id": key, "made_by": made_by, "document_id": document_id, "start": start, "end": end, "text": words,
            "parts": parts,
        }  # fmt: skip

    for place in scene.places:
        start, end = spans.of_place(place)
        resolved = None
        if place.place_id is not None:
            resolved = PlaceRef(
                place_id=place.place_id, name=place.name, latitude=place.latitude, longitude=place.longitude,
                country=place.country, precision=place.precision, start=start, end=end, candidates=place.candidates,
            )  # fmt: skip
        yield PlaceMention(resolved=resolved, candidates=place.candidates, **shared(PlaceMention, start, end))
    for actor in (*scene.actors, *scene.pronouns):
        found = shared(ActorMention, *spans.of(actor.first, actor.last))
        yield ActorMention(resolved=actor.actor_id, candidates=actor.candidates, **found)
    for counted in scene.quantities:
        spots = [*counted.bounds, *range(*counted.number)]
        if counted.unit_at is not None:
            spots.extend(range(*counted.unit_at))
        found = shared(QuantityMention, *spans.of(min(spots), max(spots) + 1))
        yield QuantityMention(resolved=counted.quantity, **found)
    for time in scene.times:
        yield TimeMention(resolved=time.time, **shared(TimeMention, *spans.of(time.first, time.last)))
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
        parts.sort(key=lambda part: part.start)
        actor_id = None if item.source is None else item.source.actor_id
        found = shared(AttributionMention, *spans.of(min(spots), max(spots) + 1), parts=tuple(parts))
        yield AttributionMention(resolved=actor_id, **found)

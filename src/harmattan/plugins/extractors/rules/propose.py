"""From a scene to drafts of claims of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import msgspec

from harmattan.lexicons.rows import EventTypeRow
from harmattan.plugins.extractors.rules.counts import fielded, strengths_of, tolls_of
from harmattan.plugins.extractors.rules.drafts import Draft
from harmattan.plugins.extractors.rules.frames import Frame, draft_of, frame_of, things_hit
from harmattan.plugins.extractors.rules.scene import Scene
from harmattan.plugins.extractors.rules.ties import control_of, tie_of
from harmattan.plugins.extractors.rules.views import ahead_of, positions_of, views_of


def propose(scene: Scene, keys: count[int]) -> list[Draft]:
    """Return the drafts that a scene supports; two that say the same of the same words are one."""
    drafts: list[Draft] = []
    used: set[int] = set()
    for trigger in scene.triggers:
        drafts.extend(_drafts_of(frame_of(scene, trigger), keys, used))
    drafts.extend(strengths_of(scene, keys, used))
    drafts = _without_doubles(drafts)
    drafts.extend(positions_of(scene, keys, drafts))
    drafts.extend(views_of(scene, keys, drafts))
    return drafts


def _drafts_of(frame: Frame, keys: count[int], used: set[int]) -> Iterator[Draft]:
    row = frame.trigger.row
    if row.kind == "toll":
        tolls = tolls_of(frame, keys, used)
        yield from tolls
        # "the camp was captured" is about the camp: what befalls people is no event of things.
        if not tolls and row.event_type is not None and (frame.roles or not things_hit(frame)):
            yield from _event(frame, keys)
    elif row.kind == "event":
        # "31 civilians were abducted" counts them as well.
        taken = tolls_of(frame, keys, used) if row.unit is None and _abducts(frame) else []
        yield from taken
        if not taken:
            yield from _event(frame, keys)
    elif row.kind == "control":
        yield from control_of(frame, keys)
    elif row.kind in ("relation", "support"):
        yield from tie_of(frame, keys)
    elif row.kind == "strength":
        yield from fielded(frame, keys, used)


def _abducts(frame: Frame) -> bool:
    row = frame.trigger.row
    coded = None if row.event_type is None else frame.scene.lexicon.get(EventTypeRow, row.event_type)
    return coded is not None and coded.mode == "abduct"


def _event(frame: Frame, keys: count[int]) -> Iterator[Draft]:
    """An event needs more than its word: somebody, something, somewhere, some time or some means."""
    scene, commitment = frame.scene, frame.commitment
    targets = things_hit(frame)
    substance = frame.roles or targets or frame.places or frame.means or (frame.time and not frame.time.duration)
    if not substance or (scene.passage.kind == "heading" and not (frame.roles or frame.places)):
        return
    # What may come is an outlook of its own, not an event.
    if commitment.realis == "hypothetical" and commitment.tense == "future":
        return
    if commitment.tense != "past" and commitment.value[:2] in ("PR", "PS") and commitment.realis == "actual":
        yield draft_of(frame, keys, "outlook", targets=targets, commitment=ahead_of(commitment), event_type=None)
        return
    realis = frame.trigger.row.realis
    if realis is not None and commitment.realis == "actual":
        frame = msgspec.structs.replace(frame, commitment=msgspec.structs.replace(commitment, realis=realis))
    since = frame.time is not None and frame.time.since
    yield draft_of(frame, keys, "event", targets=targets, aggregate=since)


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    """Drop a draft that says no more of the same words than another, and an event that is only another's means."""
    kept: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        number = None if draft.counted is None else draft.counted.number
        key = (draft.kind, draft.trigger, number)
        if key not in kept or len(draft.actors) > len(kept[key].actors):
            kept[key] = draft
    means = {
        (first, last) for draft in kept.values() for _, _, first, last in draft.means if draft.trigger != (first, last)
    }
    return [draft for draft in kept.values() if draft.kind != "event" or draft.actors or draft.trigger not in means]


def _is_part_of_help(draft: Draft, helped: set[tuple[int, str]]) -> bool:
    """Return whether a support without anybody supported only repeats one that says whom the same actor supports."""
    if draft.kind != "support" or any(role == "supported" for role, _ in draft.actors):
        return False
    return any((draft.scene.passage.number, actor.name) in helped for _, actor in draft.actors)

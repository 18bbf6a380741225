"""From a scene to drafts of claims of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import msgspec

from harmattan.lexicons.rows import EventTypeRow
from harmattan.plugins.extractors.rules.control import control_of
from harmattan.plugins.extractors.rules.drafts import Draft
from harmattan.plugins.extractors.rules.frames import Frame, draft_of, things_hit
from harmattan.plugins.extractors.rules.scene import Scene
from harmattan.plugins.extractors.rules.strengths import fielded, strengths_of
from harmattan.plugins.extractors.rules.ties import tie_of
from harmattan.plugins.extractors.rules.tolls import tolls_of
from harmattan.plugins.extractors.rules.views import ahead_of, positions_of, views_of

FRAMED = frozenset({"toll", "event", "control", "relation", "support", "strength"})
"""The kinds of triggers that make a draft of their own; what the others say hangs on who says it or on the whole passage."""


def propose(scene: Scene, keys: count[int]) -> list[Draft]:
    """Return the drafts that a scene supports; two that say the same of the same words are one."""
    drafts: list[Draft] = []
    used: set[int] = set()
    for trigger in scene.triggers:
        if trigger.row.kind in FRAMED:
            drafts.extend(_drafts_of(Frame(scene, trigger), keys, used))
    drafts.extend(strengths_of(scene, keys, used))
    drafts = _without_doubles(drafts)
    drafts.extend(positions_of(scene, keys, drafts))
    drafts.extend(views_of(scene, keys, drafts))
    return drafts


def _drafts_of(frame: Frame, keys: count[int], used: set[int]) -> Iterator[Draft]:
    row = frame.trigger.row
    if row.kind == "toll":
        tolls = tolls_of(frame, keys, used, row.unit or _unit_of(frame))
        yield from tolls
        # "the camp was captured" is about the camp: what befalls people is no event of things.
        if not tolls and row.event_type is not None and (frame.roles or not things_hit(frame)):
            yield from _event(frame, keys)
    elif row.kind == "event":
        # "31 civilians were abducted" counts them as well.
        unit = row.unit or _unit_of(frame)
        taken = tolls_of(frame, keys, used, unit) if unit is not None else []
        yield from taken
        if not taken:
            yield from _event(frame, keys)
    elif row.kind == "control":
        yield from control_of(frame, keys)
    elif row.kind in ("relation", "support"):
        yield from tie_of(frame, keys)
    elif row.kind == "strength":
        yield from fielded(frame, keys, used)


def _unit_of(frame: Frame) -> str | None:
    """Return what the trigger's event type says of those that it counts."""
    row = frame.trigger.row
    coded = None if row.event_type is None else frame.scene.lexicon.get(EventTypeRow, row.event_type)
    return None if coded is None else coded.unit


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
    # "the retreating columns": a word that only tells the columns apart.
    if scene.passage.tokens[frame.trigger.head].dep == "amod" and not frame.roles:
        return
    realis = frame.trigger.row.realis
    if realis is not None and commitment.realis == "actual":
        frame = frame.told(commitment=msgspec.structs.replace(commitment, realis=realis))
    since = frame.time is not None and frame.time.since
    yield draft_of(frame, keys, "event", targets=targets, aggregate=since)


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    """Drop what says no more than another draft of the same words.

    An event that is only another's means or a toll told again; a support that leaves out whom its supporter supports.
    """
    kept: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        number = draft.one if draft.counted is None else draft.counted.number
        key = (draft.kind, draft.trigger, number)
        if key not in kept or len(draft.actors) > len(kept[key].actors):
            kept[key] = draft
    means = {
        (first, last) for draft in kept.values() for _, _, first, last in draft.means if draft.trigger != (first, last)
    }
    tolls = {draft.trigger for draft in kept.values() if draft.kind == "toll"}
    helpers = {name for draft in kept.values() if _names(draft, "supported") for name in _names(draft, "supporter")}

    told = {draft.statement for draft in kept.values() if draft.kind == "event" and _is_verb(draft)}

    def repeats(draft: Draft) -> bool:
        if draft.kind == "event":
            # "The assault was repelled": the noun alone says what the verb says.
            again = not _is_verb(draft) and not draft.actors and draft.statement in told
            return again or draft.trigger in tolls or (draft.trigger in means and not draft.actors)
        return draft.kind == "support" and not _names(draft, "supported") and bool(_names(draft, "supporter") & helpers)

    return [draft for draft in kept.values() if not repeats(draft)]


def _is_verb(draft: Draft) -> bool:
    return draft.scene.passage.tokens[draft.head].pos in ("VERB", "AUX")


def _names(draft: Draft, wanted: str) -> set[str]:
    return {actor.name for role, actor in draft.actors if role == wanted}

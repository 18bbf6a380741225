"""Tolls: who was killed, wounded, taken, driven out or is missing, and how many."""

from __future__ import annotations

from itertools import count

import msgspec

from harmattan.language.classes import classes
from harmattan.plugins.extractors.rules.certainty import certainty_of
from harmattan.plugins.extractors.rules.counts import counts_of
from harmattan.plugins.extractors.rules.drafts import Draft
from harmattan.plugins.extractors.rules.found import FoundQuantity
from harmattan.plugins.extractors.rules.frames import Frame, clause_around, draft_of
from harmattan.plugins.extractors.rules.scene import Scene, Trigger
from harmattan.plugins.extractors.rules.victims import single_victims
from harmattan.records.claim import Quantity

LARGE = 100
"""Deaths from which a toll of a month or a year is a sum."""
CONDITIONAL = ("rait", "raient")


def tolls_of(frame: Frame, keys: count[int], used: set[int], unit: str | None) -> list[Draft]:
    """Return a toll for each count that the trigger governs; a part of a total is a toll of its own, linked to it."""
    scene = frame.scene
    if frame.commitment.realis in ("planned", "threatened", "hypothetical") and frame.commitment.holder == "author":
        return []
    if frame.trigger.row.realis in ("attempted", "failed") or _is_compound(frame):
        return []
    verb = frame.scene.passage.tokens[frame.trigger.head]
    if frame.scene.language == "fr" and verb.pos == "VERB" and verb.lower.endswith(CONDITIONAL):
        return []  # "coûterait la vie à 150 soldats": hearsay of the dead stands in the past conditional
    drafts: list[Draft] = []
    by_index: dict[int, str] = {}
    for index in counts_of(frame, used):
        counted = scene.quantities[index]
        if unit == "displaced" and _bears_another(scene, counted, frame.trigger):
            continue  # "fifteen displaced people were killed"
        used.add(index)
        quantity = msgspec.structs.replace(counted.quantity, unit=unit, group=counted.quantity.group)
        # A part may be found before its total: the key is known either way once both are drafted.
        part_of = counted.part_of
        draft = draft_of(
            _told_with(frame, counted), keys, "toll", counted=counted, quantity=quantity, targets=(),
            aggregate=_is_aggregate(frame, counted),
            links=((by_index[part_of], "part_of"),) if part_of is not None and part_of in by_index else (),
        )  # fmt: skip
        by_index[index] = draft.key
        drafts.append(draft)
    for first, last in single_victims(frame, unit):
        quantity = Quantity(low=1.0, high=1.0, bound="exactly", unit=unit, text=_words(frame.scene, first, last))
        drafts.append(draft_of(frame, keys, "toll", one=(first, last), quantity=quantity, targets=()))
    return drafts


def _told_with(frame: Frame, counted: FoundQuantity) -> Frame:
    """Return the frame as whoever gives the number says it where the noun is part of the saying ("put the toll at 34")."""
    scene, head = frame.scene, frame.trigger.head
    if frame.attribution is not None:
        return frame
    for item in scene.attributions:
        if head in item.cue and counted.number[0] in item.content:
            commitment = certainty_of(
                scene.passage, trigger=counted.number[0], attributions=scene.attributions, language=scene.language,
                lexicon=scene.lexicon,
            )  # fmt: skip
            return frame.told(attribution=item, commitment=commitment)
    return frame


def _is_compound(frame: Frame) -> bool:
    """Return whether a noun for a toll only says of what kind another noun is ("death row", "death threats")."""
    scene, trigger = frame.scene, frame.trigger
    token = scene.passage.tokens[trigger.head]
    return trigger.row.pos == "noun" and token.dep == "compound" and not trigger.first <= token.head < trigger.last


def _words(scene: Scene, first: int, last: int) -> str:
    tokens = scene.passage.tokens
    return scene.passage.text[tokens[first].start : tokens[last - 1].end]


def _bears_another(scene: Scene, counted: FoundQuantity, trigger: Trigger) -> bool:
    """Return whether something else befalls those who are counted by a noun for what befell them before."""
    return any(
        each.head != trigger.head and each.row.unit and _within(counted, each.arguments.object)
        for each in scene.triggers
    )


def _within(counted: FoundQuantity, indexes: tuple[int, ...]) -> bool:
    return any(counted.first <= index < counted.last for index in indexes)


def _is_aggregate(frame: Frame, counted: FoundQuantity) -> bool:
    if frame.time is not None and (frame.time.since or frame.time.duration):
        return True
    if frame.time is not None and not frame.time.once and frame.time.time.precision in ("month", "year"):
        # A month or a year that is only a date tells of one deed; with violence in general or hundreds it is what it covers.
        words = set(_words_around(frame))
        many = (counted.quantity.low or 0) >= LARGE
        if many or words & classes().ongoing or frame.time.time.text.lower().startswith(("between", "entre")):
            return True
    return any(
        row.cue == "aggregate"
        for row, _, _, head in frame.scene.cues
        if head in clause_around(frame.scene, frame.trigger)
    )


def _words_around(frame: Frame) -> list[str]:
    tokens = frame.scene.passage.tokens
    return [tokens[index].lower for index in clause_around(frame.scene, frame.trigger)]

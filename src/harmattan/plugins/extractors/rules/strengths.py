"""Strengths: counts of fighters and arms that a side has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import count

from harmattan.language.classes import classes
from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import TriggerRow, UnitRow
from harmattan.plugins.extractors.rules.arguments import arguments_of
from harmattan.plugins.extractors.rules.counts import counts_of, holds
from harmattan.plugins.extractors.rules.drafts import Draft
from harmattan.plugins.extractors.rules.found import FoundActor, FoundQuantity
from harmattan.plugins.extractors.rules.frames import Frame, draft_of
from harmattan.plugins.extractors.rules.scene import Scene, Trigger

FORCE = 100
"""A bare phrase with a plain number counts as a strength from the size of a company up."""
BROUGHT = frozenset({"with", "by", "of", "avec", "par", "de", "d'", "using"})
"""Prepositions that bring fighters or arms into an act."""


def strengths_of(scene: Scene, keys: count[int], used: set[int]) -> Iterator[Draft]:
    """Counts of fighters and arms that no toll took are strengths."""
    for index, counted in enumerate(scene.quantities):
        unit = counted.quantity.unit
        if index in used or unit is None or unit not in _forces(scene.lexicon) or counted.unit_at is None:
            continue
        if not _is_fielded(scene, counted):
            continue
        trigger = _as_trigger(scene, counted.unit_at, counted.head)
        frame = Frame(scene, trigger)
        if frame.commitment.realis in ("planned", "hypothetical"):
            continue
        used.add(index)
        owner = tuple(("subject", actor) for actor in _owners(scene, counted))
        yield draft_of(frame, keys, "strength", counted=counted, event_type=None, actors=owner, targets=())


def fielded(frame: Frame, keys: count[int], used: set[int]) -> Iterator[Draft]:
    """A verb of strength ("numbers", "fields") and the count it governs."""
    sure = frame.scene.passage.has_needed(frame.trigger.row)
    for index in counts_of(frame, used)[:1]:
        counted = frame.scene.quantities[index]
        if not sure and counted.quantity.unit not in _forces(frame.scene.lexicon):
            continue
        if any(each.row.unit and holds(counted, each) for each in frame.scene.triggers):
            continue  # "counts nine dead"
        used.add(index)
        yield draft_of(frame, keys, "strength", counted=frame.scene.quantities[index], event_type=None, targets=())


def _is_fielded(scene: Scene, counted: FoundQuantity) -> bool:
    """Return whether a count of fighters or arms is one that a side has: they act, are brought to an act, or just stand there.

    What is taken, lost or talked about is no strength.
    """
    sentence = scene.passage.sentence
    head = sentence.tokens[counted.head]
    dep = head.dep.partition(":")[0]
    if dep in ("root", "appos", "parataxis", "dep"):
        # A bare phrase of a headline or a broken sentence: a handful of men there is a caption, not a force.
        size = counted.quantity.low if counted.quantity.low is not None else counted.quantity.high
        return counted.quantity.bound not in ("exactly", "vague") or (size or 0) >= FORCE
    placed = sentence.head(head)
    if dep == "nsubj" and placed.lower in classes().standing and not sentence.children(placed, "advmod:neg"):
        return True
    whose = [child.i for child in sentence.children(head, "nmod:poss")]
    if scene.actors_at(whose) and dep in ("nsubj", "obj", "obl", "nmod"):
        return True
    for trigger in scene.triggers:
        acts = trigger.row.kind == "strength" or trigger.row.subject in ("initiator", "supporter")
        if acts and (counted.head in trigger.arguments.subject or counted.head in trigger.arguments.possessor):
            return True
        if acts and any(index == counted.head and case in BROUGHT for case, index in trigger.arguments.obliques):
            return True
    return False


def _owners(scene: Scene, counted: FoundQuantity) -> list[FoundActor]:
    """Return whose strength it is: the counted actor itself, or who it belongs to."""
    found = scene.actors_at([counted.head])
    if found:
        return found
    sentence = scene.passage.sentence
    return scene.actors_at(
        [child.i for child in sentence.children(sentence.tokens[counted.head], "nmod", "compound", "amod")]
    )


def _as_trigger(scene: Scene, spot: tuple[int, int], head: int) -> Trigger:
    """Return a noun that states a claim by itself, as a trigger without roles."""
    row = TriggerRow(
        id="counted", term=scene.passage.tokens[head].lower, language=scene.language, pos="noun", kind="strength"
    )
    return Trigger(
        row, spot[0], spot[1], head, arguments_of(scene.passage.sentence, spot[0], spot[1], head, frozenset())
    )


@lru_cache(maxsize=4)
def _forces(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(row.unit for row in lexicon.rows(UnitRow) if row.strength)

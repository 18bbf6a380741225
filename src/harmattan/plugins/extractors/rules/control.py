"""Control: who holds, has taken, besieges, has lost or fights over a place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from harmattan.language.classes import classes
from harmattan.plugins.extractors.rules.arguments import case_of, is_of
from harmattan.plugins.extractors.rules.drafts import Draft
from harmattan.plugins.extractors.rules.ends import bearers_of, ends_of, name_around
from harmattan.plugins.extractors.rules.found import FoundActor, FoundPlace
from harmattan.plugins.extractors.rules.frames import Frame, draft_of
from harmattan.plugins.extractors.rules.scene import Scene
from harmattan.plugins.extractors.rules.statements import qualified, text_of
from harmattan.plugins.extractors.rules.ties import unheard
from harmattan.records.claim import ActorRole

UNDER = frozenset({"under", "in", "sous", "dans"})
"""Prepositions by which a noun of control speaks of its clause's subject."""
STRETCHES = frozenset({"ADJ", "NUM", "DET", "PRON"})
LASTING = frozenset({"held", "besieged", "contested"})
"""States of places and not of people, so that what looks like a person's name is a place's."""


def control_of(frame: Frame, keys: count[int]) -> Iterator[Draft]:
    """Control needs a place, by name or by kind ("the town", "ample territories"), and who holds or loses it."""
    scene = frame.scene
    spots = _held(frame)
    settled = tuple(
        (first, last)
        for row, first, last, head in scene.targets
        if row.kind in ("settlement", "military", "state", "infrastructure") and head in spots
    )
    below = {token.i for index in spots for token in scene.passage.sentence.subtree(scene.passage.tokens[index])}
    # "most of the countryside around Djibo", "parts of Kordofan".
    wide = settled or any(
        scene.passage.tokens[index].pos in STRETCHES or scene.passage.tokens[index].lower in classes().stretches
        for index in spots
    )
    placed = [place for place in scene.places if not place.adjective]
    named = tuple(place for place in placed if place.head in spots)
    if not named and wide and not any(_named_before(scene, index) for index in spots):
        named = tuple(place for place in placed if place.head in below)
    frame = frame.told(roles=(*frame.roles, *unheard(frame, ("subject",))))
    if not named:
        named = _new_places(frame, spots)
    # "the camp was captured": a verb says enough without who did it, a noun does not.
    if not named and not (settled and (frame.roles or frame.trigger.row.pos == "verb")):
        return
    roles = frame.roles
    if not named and not scene.passage.has_needed(frame.trigger.row):
        return
    if not any(role == "subject" for role, _ in roles):
        # "under the control of the army": the noun's complement holds, where nobody else does.
        roles = tuple(("subject" if role == "object" else role, actor) for role, actor in roles) or _holders(frame)
    if frame.trigger.row.state == "lost" and not roles and _are_counted(frame):
        # "Some 3,200 people left the town": they have not held it.
        return
    if frame.commitment.realis == "hypothetical" or _is_imagined(frame):
        # What nearly happened or may happen is no control; the outlook or judgement around it says so.
        return
    fields: dict[str, object] = {}
    if frame.trigger.row.pos == "noun" and named and named[0].last <= frame.trigger.first:
        # "Tessalit remains under army control": the noun alone would not say of what.
        last = max([frame.trigger.last, *(actor.last for _, actor in roles)])
        line = text_of(scene, range(named[0].first, last))
        fields["statement"] = qualified(scene.language, frame.commitment.value, line)
    yield draft_of(frame.told(roles=roles), keys, "control", places=named, targets=settled, **fields)


def _are_counted(frame: Frame) -> bool:
    heads = {counted.head for counted in frame.scene.quantities}
    return bool(heads & set(frame.trigger.arguments.subject))


def _is_imagined(frame: Frame) -> bool:
    """Return whether a noun of control names what would bring something about ("the fall of Gao would cut the country")."""
    sentence = frame.scene.passage.sentence
    noun = sentence.tokens[frame.trigger.head]
    if frame.trigger.row.pos != "noun" or noun.dep != "nsubj":
        return False
    verb = sentence.head(noun)
    helpers = {child.lower for child in sentence.children(verb, "aux")}
    return ("would" in helpers and "have" not in helpers) or verb.mood == "conditional"


def _new_places(frame: Frame, spots: set[int]) -> tuple[FoundPlace, ...]:
    """Return the names that no gazetteer has where a place must stand, if nobody bears them ("lost Marjayoun")."""
    scene, row = frame.scene, frame.trigger.row
    if row.needs and not scene.passage.has_needed(row) and not frame.roles:
        return ()
    found: dict[tuple[int, int], FoundPlace] = {}
    for index in sorted(spots):
        stretch = name_around(scene, index) or _named_beside(scene, index)
        if stretch is None or any(
            not (actor.kind == "person" and actor.office is None and row.state in LASTING)
            for actor in scene.actors_at(list(range(*stretch)))
        ):
            continue
        name = scene.passage.text[scene.passage.tokens[stretch[0]].start : scene.passage.tokens[stretch[1] - 1].end]
        found.setdefault(stretch, FoundPlace(first=stretch[0], last=stretch[1], head=index, name=name))
    return tuple(found.values())


def _named_before(scene: Scene, index: int) -> bool:
    """Return whether a kind of place bears a name of its own before it: "the Salha quarter of Omdurman" is not Omdurman."""
    sentence = scene.passage.sentence
    return any(
        child.i < index and name_around(scene, child.i) is not None
        for child in sentence.children(sentence.tokens[index], "compound")
    )


def _named_beside(scene: Scene, index: int) -> tuple[int, int] | None:
    """Return the name before or after a kind of place ("the Salha quarter", "large parts of Catatumbo")."""
    sentence = scene.passage.sentence
    token = sentence.tokens[index]
    beside = [
        child.i
        for child in sentence.children(token, "compound", "nmod", "appos", "flat")
        if child.dep.partition(":")[0] != "nmod" or is_of(case_of(sentence, child) or "")
    ]
    stretch = next((found for at in beside if (found := name_around(scene, at)) is not None), None)
    return (stretch[0], index + 1) if stretch is not None and stretch[1] == index else stretch


def _holders(frame: Frame) -> tuple[tuple[ActorRole, FoundActor], ...]:
    """Return who follows the last word of a phrase that names no roles of its own ("in the hands of the rebels")."""
    own = {token.lower for token in frame.scene.passage.tokens[frame.trigger.first : frame.trigger.last]}
    found = [index for case, index in frame.trigger.arguments.obliques if case.split(" ")[-1] in own]
    actors = frame.scene.actors_at(found)
    if not actors and frame.trigger.row.pos == "phrase":
        actors = list(ends_of(frame.scene, frame.trigger).other)
    return tuple(("subject", actor) for actor in actors)


def _held(frame: Frame) -> set[int]:
    """Return what the trigger says is held: its object, or where it has none, what its prepositions govern."""
    scene, row, trigger = frame.scene, frame.trigger.row, frame.trigger
    arguments = trigger.arguments
    if arguments.object and row.object is not None and row.pos != "noun":
        return set(arguments.object)
    tokens = scene.passage.tokens
    own = {token.lower for token in tokens[trigger.first : trigger.last]}
    spots = set(frame.bearers)
    spots |= {index for case, index in arguments.obliques if case in row.prepositions or case.split(" ")[-1] in own}
    if row.pos == "noun" or row.subject == "object":
        spots |= set(arguments.subject)
    case = case_of(scene.passage.sentence, tokens[trigger.head]) if row.pos == "noun" else None
    if row.pos == "phrase" or case in UNDER or "subject" in (row.prepositions.get("of"), row.prepositions.get("de")):
        # "El Fasher, besieged by …", "the forest, a stronghold of …", "under army control".
        spots |= set(bearers_of(scene, trigger))
    if not spots and row.pos == "verb" and row.object is not None and trigger.last < len(tokens):
        # A name right behind the verb is held, whatever a broken parse makes of it.
        spots.add(trigger.last)
    return spots

"""Single victims: "a priest was killed" and "gunmen shot dead Usman Gwandu" are tolls of one, though no number stands there."""

from __future__ import annotations

from harmattan.language.classes import classes
from harmattan.language.singles import names_one
from harmattan.lexicons.rows import EventTypeRow, HeadRow, MeansRow, OfficeRow, TargetRow, UnitRow
from harmattan.plugins.extractors.rules.frames import Frame
from harmattan.plugins.extractors.rules.scene import Scene

PERSONS = frozenset({"person", "official", "civilian", "protester"})
BELOW = frozenset({"det", "amod", "compound", "nmod:poss", "flat", "nummod"})
COMPANY = frozenset({"along", "together", "alongside", "avec"})
SOMEBODY = frozenset({"person", "unknown"})
COUNTED = frozenset({"killed", "wounded", "captured", "missing"})


def single_victims(frame: Frame, unit: str | None) -> list[tuple[int, int]]:
    """Return the noun phrases, as tokens [first, last), that each mean one person whom the trigger befalls.

    Of a killing anybody may be the victim who is no thing, place or body of people; of other words only who is known for a
    person ("lost his brother", not "lost the battle").
    """
    if unit not in COUNTED:
        return []
    scene = frame.scene
    counted = {at for item in scene.quantities for at in range(item.first, item.last)}
    counted |= {at for item in scene.times for at in range(item.first, item.last)}
    kills = _kills(frame) and frame.trigger.row.pos == "verb"
    found: list[tuple[int, int]] = []
    bearers = sorted(set(frame.bearers))
    for place, head in enumerate(bearers):
        if head in counted or not _may_be_person(scene, head, sure=kills):
            continue
        if place and not _is_added(scene, bearers[place - 1], head, bearers[place + 1 :]):
            continue
        first, last = _phrase(scene, head, frame.trigger.last)
        words = scene.passage.text[scene.passage.tokens[first].start : scene.passage.tokens[last - 1].end]
        if not set(range(first, last)) & counted and names_one(words, scene.language):
            found.append((first, last))
    return found


def _is_added(scene: Scene, before: int, head: int, later: list[int]) -> bool:
    """Return whether a noun adds somebody to the one before it ("and his wife"), and does not name the same one again."""
    tokens = scene.passage.tokens

    def joined(first: int, last: int) -> bool:
        return any(tokens[at].pos == "CCONJ" or tokens[at].lower in COMPANY for at in range(first + 1, last))

    if joined(before, head):
        return True
    return any(joined(head, other) for other in later[:2]) and tokens[head].pos == "NOUN"


def _kills(frame: Frame) -> bool:
    row = frame.trigger.row
    coded = None if row.event_type is None else frame.scene.lexicon.get(EventTypeRow, row.event_type)
    return coded is not None and coded.unit == "killed"


def _may_be_person(scene: Scene, head: int, *, sure: bool) -> bool:
    token = scene.passage.tokens[head]
    if token.pos not in ("NOUN", "PROPN", "PRON", "NUM", "X", "ADJ"):
        return False
    for row_type in (TargetRow, MeansRow):
        if any(first <= head < last for _, first, last, _ in scene.passage.terms(row_type)):
            return False
    actors = scene.actors_at([head])
    if _is_one_of(scene, head):
        actors = [actor for actor in actors if actor.head == head or actor.first <= head < actor.last]
    if any(actor.kind not in PERSONS and not (actor.generic and not actor.plural) for actor in actors):
        return False
    if any(place.first <= head < place.last and not place.adjective for place in scene.places) and not actors:
        return False
    if sure or any(actor.kind in PERSONS for actor in actors):
        return True
    known = [first <= head < last for row, first, last, _ in scene.passage.terms(UnitRow) if row.person]
    known += [first <= head < last for row, first, last, _ in scene.passage.terms(HeadRow) if row.group]
    return any(known) or token.pos == "PRON"


def _is_one_of(scene: Scene, head: int) -> bool:
    """Return whether a noun is somebody of a group ("a member of the Bissa group"), not a part of it ("a wing of the FLA")."""
    if scene.passage.tokens[head].lower in classes().bodies:
        return False
    spans = [(first, last) for row, first, last, _ in scene.passage.terms(HeadRow) if row.kind in SOMEBODY]
    spans += [(first, last) for _, first, last, _ in scene.passage.terms(OfficeRow)]
    return any(first <= head < last for first, last in spans)


def _phrase(scene: Scene, head: int, trigger: int) -> tuple[int, int]:
    """Return the noun phrase around a head: what stands before it without a break, and the rest of a name behind it.

    Words of a trigger that ends before tokens[trigger] are no part of it ("shot dead Usman Gwandu").
    """
    sentence = scene.passage.sentence
    token = sentence.tokens[head]
    below = {head}
    for child in sentence.children(token):
        if child.dep in BELOW or child.dep.partition(":")[0] in BELOW:
            below.update(item.i for item in sentence.subtree(child))
    first, last = head, head + 1
    while first - 1 in below and first != trigger:
        first -= 1
    while last in below and sentence.tokens[last].dep.partition(":")[0] in ("flat", "compound"):
        last += 1
    return first, last

"""Ties: who holds a place, who stands with or against whom, who backs whom."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from itertools import count

import msgspec

from harmattan.lexicons.rows import ActorRow
from harmattan.plugins.extractors.rules.drafts import Draft
from harmattan.plugins.extractors.rules.found import FoundActor
from harmattan.plugins.extractors.rules.frames import Frame, draft_of
from harmattan.records.claim import ActorRole

TANGIBLE = frozenset({"arms", "training", "money", "intelligence", "advisers"})
"""Support of which one end says enough; to "support" or "back" needs somebody on both."""
ORDERED = frozenset({"ally", "rival", "part_of", "successor"})
"""Relations that word order may tell; who leads whom, only the syntax can."""
REACH = 6
"""Words between a relation's word and the actors on its sides, where only word order ties them."""


def control_of(frame: Frame, keys: count[int]) -> Iterator[Draft]:
    """Control needs a place, by name or by kind ("the town", "ample territories"), and who holds or loses it."""
    scene = frame.scene
    if frame.commitment.realis == "hypothetical":
        # What nearly happened or may happen is no control; the outlook or judgement around it says so.
        return
    spots = _held(frame)
    settled = tuple(
        (first, last)
        for row, first, last, head in scene.targets
        if row.kind in ("settlement", "military", "state") and head in spots
    )
    below = {token.i for index in spots for token in scene.passage.sentence.subtree(scene.passage.tokens[index])}
    named = tuple(
        place
        for place in scene.places
        if not place.adjective and (place.head in spots or (settled and place.head in below))
    )
    # "the camp was captured": a verb says enough without who did it, a noun does not.
    if not named and not (settled and (frame.roles or frame.trigger.row.pos == "verb")):
        return
    roles = frame.roles
    if not any(role == "subject" for role, _ in roles):
        # "under the control of the army": the noun's complement holds, where nobody else does.
        roles = tuple(("subject" if role == "object" else role, actor) for role, actor in roles) or _holders(frame)
    yield draft_of(msgspec.structs.replace(frame, roles=roles), keys, "control", places=named, targets=settled)


def _holders(frame: Frame) -> tuple[tuple[ActorRole, FoundActor], ...]:
    """Return who follows the last word of a phrase that names no roles of its own ("in the hands of the rebels")."""
    own = {token.lower for token in frame.scene.passage.tokens[frame.trigger.first : frame.trigger.last]}
    found = [index for case, index in frame.trigger.arguments.obliques if case.split(" ")[-1] in own]
    return tuple(("subject", actor) for actor in frame.scene.actors_at(found))


def _held(frame: Frame) -> set[int]:
    """Return what the trigger says is held: its object, or where it has none, what its prepositions govern."""
    arguments, row = frame.trigger.arguments, frame.trigger.row
    if arguments.object and row.object is not None:
        return set(arguments.object)
    own = {token.lower for token in frame.scene.passage.tokens[frame.trigger.first : frame.trigger.last]}
    spots = set(frame.bearers)
    spots |= {index for case, index in arguments.obliques if case in row.prepositions or case.split(" ")[-1] in own}
    if row.pos in ("noun", "phrase") or row.subject == "object":
        spots |= set(arguments.subject)
    return spots


def tie_of(frame: Frame, keys: count[int]) -> Iterator[Draft]:
    """A relation or support needs both its ends; word order finds them where the syntax does not."""
    row = frame.trigger.row
    pair: tuple[ActorRole, ActorRole] = ("supporter", "supported") if row.kind == "support" else ("subject", "object")
    roles = list(frame.roles)
    sides = {role: [actor for name, actor in roles if name == role] for role in pair}
    if row.kind == "relation" and row.relation in ("ally", "rival") and not (sides[pair[0]] and sides[pair[1]]):
        both = [actor for _, actor in roles]
        if len(both) >= 2:
            roles = [(pair[0], both[0]), *((pair[1], actor) for actor in both[1:])]
            sides = {pair[0]: both[:1], pair[1]: both[1:]}
    if row.relation in ("ally", "rival") and not (sides[pair[0]] and sides[pair[1]]):
        joined = _between(frame)
        roles = [(pair[0], joined[0]), (pair[1], joined[1])] if joined else roles
        sides = {pair[0]: [joined[0]], pair[1]: [joined[1]]} if joined else sides
    if row.kind == "relation" and not (sides[pair[0]] and sides[pair[1]]):
        ordered = _by_order(frame) if row.relation in ORDERED and (row.pos == "phrase" or frame.scene.damaged) else None
        if ordered is not None:
            roles = [(pair[0], ordered[0]), (pair[1], ordered[1])]
            sides = {pair[0]: [ordered[0]], pair[1]: [ordered[1]]}
    if row.kind == "support" and not sides[pair[1]]:
        helped = _unnamed(frame)
        roles += [(pair[1], actor) for actor in helped]
        sides[pair[1]] = helped
    if row.kind == "support" and not sides[pair[0]]:
        helpers = _helpers(frame)
        roles = [*((pair[0], actor) for actor in helpers), *roles]
        sides[pair[0]] = helpers
    if row.relation == "successor" and frame.scene.damaged and sides[pair[0]] and sides[pair[1]]:
        roles = _by_age(frame, pair, sides[pair[0]][0], sides[pair[1]][0])
    first, second = sides[pair[0]], sides[pair[1]]
    if row.kind == "support":
        # "in the planning of attacks": whom it helps is said by who did it, so the helper alone must be there.
        ready = (
            (first and second)
            or (first and not row.object)
            or (row.pos == "verb" and row.support in TANGIBLE and (first or second))
        )
    else:
        ready = first and second and not _is_same(first[0], second[0])
    if not ready:
        return
    yield draft_of(msgspec.structs.replace(frame, roles=tuple(roles)), keys, row.kind)


def _helpers(frame: Frame) -> list[FoundActor]:
    """Return who does what a noun of support names, where the clause's own subject does ("could take part in training")."""
    scene = frame.scene
    sentence = scene.passage.sentence
    token = sentence.tokens[frame.trigger.head]
    if token.pos not in ("NOUN", "PROPN"):
        return []
    for above in sentence.ancestors(token):
        # The nearest predicate counts, be it an adjective ("are active in the training").
        if above.pos in ("VERB", "AUX") or sentence.children(above, "nsubj"):
            subjects = [
                item
                for child in sentence.children(above, "nsubj")
                if child.dep != "nsubj:pass"
                for item in scene.conjuncts(child.i)
            ]
            known = [actor for actor in scene.actors_at(subjects) if not actor.first <= token.i < actor.last]
            return [actor for actor in known if actor not in (actor for _, actor in frame.roles)]
    return []


def _unnamed(frame: Frame) -> list[FoundActor]:
    """Return who is helped by a plain noun that is no actor the lexicon knows ("trained the drone operators")."""
    scene = frame.scene
    sentence = scene.passage.sentence
    found = []
    row = frame.trigger.row
    for index in frame.trigger.arguments.object if row.object == "supported" and row.support in TANGIBLE else ():
        token = sentence.tokens[index]
        known = scene.actors_at([index]) or any(head == index for _, _, _, head in (*scene.means, *scene.targets))
        if token.pos != "NOUN" or known:
            continue
        first = min([index, *(child.i for child in sentence.children(token, "compound", "amod") if child.i < index)])
        name = scene.passage.text[sentence.tokens[first].start : token.end]
        found.append(FoundActor(first=first, last=index + 1, head=index, name=name, kind="unknown", generic=True))
    return found


def _is_same(one: FoundActor, other: FoundActor) -> bool:
    """Return whether two names stand for one actor, so that no relation holds between them."""
    if one.actor_id is not None and one.actor_id == other.actor_id:
        return True
    names = one.name.casefold(), other.name.casefold()
    return names[0] in names[1] or names[1] in names[0]


def _by_age(
    frame: Frame, pair: tuple[ActorRole, ActorRole], one: FoundActor, other: FoundActor
) -> list[tuple[ActorRole, FoundActor]]:
    """Return successor and predecessor by when each is known from, since the grammar of damaged text can't tell."""
    born = {actor.actor_id: _born(frame, actor) for actor in (one, other)}
    if born[one.actor_id] and born[other.actor_id] and str(born[one.actor_id]) < str(born[other.actor_id]):
        one, other = other, one
    return [(pair[0], one), (pair[1], other)]


def _born(frame: Frame, actor: FoundActor) -> str | None:
    row = None if actor.actor_id is None else frame.scene.lexicon.get(ActorRow, actor.actor_id)
    dates = [name.valid_from for name in row.names if name.valid_from] if row is not None else []
    return min(dates) if dates else None


def _between(frame: Frame) -> tuple[FoundActor, FoundActor] | None:
    """Return the two actors of "between A and B" behind a relation's word, where the syntax lost the second."""
    tokens = frame.scene.passage.tokens
    actors = [actor for actor in frame.scene.actors if actor.first >= frame.trigger.last]
    for one, other in itertools.pairwise(actors):
        opening = {token.lower for token in tokens[frame.trigger.last : one.first]}
        joint = [token for token in tokens[one.last : other.first] if token.pos not in ("DET", "ADP")]
        if opening & {"between", "entre"} and [token.pos for token in joint] == ["CCONJ"]:
            return one, other
    return None


def _by_order(frame: Frame) -> tuple[FoundActor, FoundActor] | None:
    """Return the named actors next to a relation's word, one on each side, where there is just one choice."""
    trigger = frame.trigger
    actors = [actor for actor in frame.scene.actors if actor.kind != "person"]
    around = [actor for actor in actors if actor.first < trigger.first and trigger.last < actor.last]
    # "structures related to Al-Qaeda": the whole phrase is one end, the name inside it the other.
    before = around or [actor for actor in actors if actor.last <= trigger.first]
    after = [actor for actor in actors if actor.first >= trigger.last]
    if not before or not after:
        return None
    left, right = before[-1], after[0]
    if max(0, trigger.first - left.last) > REACH or right.first - trigger.last > REACH:
        return None
    return left, right

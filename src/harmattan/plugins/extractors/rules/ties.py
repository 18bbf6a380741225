"""Ties: who stands with or against whom, who leads or is part of whom, who backs whom."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import msgspec

from harmattan.language.classes import classes
from harmattan.lexicons.rows import ActorRow
from harmattan.plugins.extractors.rules.arguments import case_of
from harmattan.plugins.extractors.rules.certainty import Commitment
from harmattan.plugins.extractors.rules.drafts import Draft
from harmattan.plugins.extractors.rules.ends import (
    anybody_at,
    end_at,
    ends_of,
    is_compound,
    next_nominal,
    stretch_of,
)
from harmattan.plugins.extractors.rules.found import FoundActor
from harmattan.plugins.extractors.rules.frames import Frame, draft_of, filled
from harmattan.plugins.extractors.rules.statements import qualified, text_of
from harmattan.records.claim import ActorRole

TANGIBLE = frozenset({"arms", "training", "money", "intelligence", "advisers"})
"""Support of which one end says enough; to "support" or "back" needs somebody on both."""
GIVEN = frozenset({"arms", "money"})
"""Support that its object alone tells from any other gift or sale."""
ORDERED = frozenset({"ally", "rival", "part_of", "successor"})
"""Relations that word order may tell; who leads whom, only the syntax can."""
ASIDE = frozenset({"acl", "amod", "appos", "compound", "flat", "nmod", "nsubj", "obj"})
"""Where the words of a tie stand that their clause takes for granted."""
REACH = 6
"""Words between a relation's word and the actors on its sides, where only word order ties them."""


def tie_of(frame: Frame, keys: count[int]) -> Iterator[Draft]:
    """A relation or support needs both its ends; word order finds them where the syntax does not."""
    row = frame.trigger.row
    pair: tuple[ActorRole, ActorRole] = ("supporter", "supported") if row.kind == "support" else ("subject", "object")
    passing = _in_passing(frame, pair)
    if passing is not None:
        told = frame.told(roles=passing.roles, commitment=passing.commitment)
        yield draft_of(told, keys, row.kind, statement=passing.statement)
        return
    # Who stands before and after a phrase says nothing of who does it to whom; its row does.
    roles = [*frame.roles, *unheard(frame, pair)] if row.pos != "phrase" else []
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
        helpers = _accused(frame) or _helpers(frame)
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
    sure = first and second and row.support not in GIVEN
    if (
        not ready
        or not (sure or frame.scene.passage.has_needed(row))
        or (row.kind == "support" and _owns(frame, second))
    ):
        return
    yield draft_of(frame.told(roles=tuple(roles)), keys, row.kind)


class _Passing(NamedTuple):
    roles: tuple[tuple[ActorRole, FoundActor], ...]
    statement: str
    commitment: Commitment


def _in_passing(frame: Frame, pair: tuple[ActorRole, ActorRole]) -> _Passing | None:
    """Return the ends of a tie that a phrase, a compound or a noun tells by the way, and its words as a line."""
    row, scene = frame.trigger.row, frame.scene
    if row.subject not in pair:
        return None
    facing = pair[1] if row.subject == pair[0] else pair[0]
    if row.pos == "noun":
        # "An alliance of two groups" has both ends in its complement; "an ally of one" is the other itself.
        if facing not in (row.prepositions.get("of"), row.prepositions.get("de")):
            return None
    elif row.pos != "phrase":
        return None
    ends = ends_of(scene, frame.trigger)
    alike = ends.bearer and ends.other and _is_same(ends.bearer[0], ends.other[0])
    if not ends.bearer or not ends.other or (alike and not is_compound(scene, frame.trigger)):
        return None
    roles = (*((row.subject, actor) for actor in ends.bearer), *((facing, actor) for actor in ends.other))
    line = text_of(scene, stretch_of(ends, frame.trigger))
    commitment = _taken_for_granted(frame)
    return _Passing(roles, qualified(scene.language, commitment.value, line), commitment)


def _accused(frame: Frame) -> list[FoundActor]:
    """Return who is accused of a support that names no helper of its own ("is accused of supplying weapons to")."""
    scene, attribution = frame.scene, frame.attribution
    if attribution is None or attribution.position != "accusation":
        return []
    sentence = scene.passage.sentence
    verbs = [sentence.tokens[index] for index in attribution.cue if sentence.tokens[index].pos == "VERB"]
    blamed = [
        child for verb in verbs for child in sentence.children(verb, "obj") or sentence.children(verb, "nsubj:pass")
    ]
    return [actor for child in blamed for actor in scene.actors_at([child.i]) or end_at(scene, child.i)]


def _owns(frame: Frame, supported: list[FoundActor]) -> bool:
    """Return whether those who are helped are the helper's own ("pays its recruits")."""
    sentence = frame.scene.passage.sentence
    return any(
        child.lower in classes().owned
        for actor in supported
        for child in sentence.children(sentence.tokens[actor.head], "nmod", "det")
    )


def _taken_for_granted(frame: Frame) -> Commitment:
    """Return how a tie is held that stands beside what its clause says: the clause's negation and doubt are not the tie's.

    "JNIM's emir has not been seen" denies no emir. What a clause brings along ("with the support of") shares its fate.
    """
    sentence = frame.scene.passage.sentence
    token = sentence.tokens[frame.trigger.head]
    said = sentence.children(token, "nsubj", "cop", "neg") or any(
        child.lower in classes().void or (child.dep == "advmod" and child.i < token.i)
        for child in sentence.children(token)
    )
    if token.dep.partition(":")[0] not in ASIDE or said:
        return frame.commitment
    cues = tuple(msgspec.structs.replace(cue, effect="out_of_scope") for cue in frame.commitment.cues)
    return msgspec.structs.replace(
        frame.commitment, value="CT+", author_value="CT+" if frame.attribution is None else "Uu", cues=cues, realis="actual",
        reported=False,
    )  # fmt: skip


def unheard(frame: Frame, pair: tuple[ActorRole, ...]) -> list[tuple[ActorRole, FoundActor]]:
    """Return names that no lexicon has at an end of a verb where nobody else stands ("armed the Fano")."""
    open_roles = [role for role in pair if not any(name == role for name, _ in frame.roles)]
    row, arguments, sentence = frame.trigger.row, frame.trigger.arguments, frame.scene.passage.sentence
    # "sold six drones to Mali": the receiver may hang on what is given.
    given = [
        (row.prepositions[case], child.i)
        for index in (arguments.object if row.support in GIVEN else ())
        for child in sentence.children(sentence.tokens[index], "nmod")
        if (case := case_of(sentence, child)) in row.prepositions
    ]
    trigger = frame.trigger
    if row.object and trigger.last - trigger.first > 1 and sentence.tokens[trigger.last - 1].pos == "ADP":
        # "accused of supplying weapons to the RSF": what follows the words at once, wherever the parser hung it.
        after = next_nominal(frame.scene, trigger.last)
        given += [(row.object, after.i)] if after is not None else []
    return [
        (role, actor)
        for role, index in (*filled(row, arguments), *given)
        if role in open_roles
        for actor in _end(frame, index)
    ]


def _end(frame: Frame, index: int) -> list[FoundActor]:
    """Return who stands at a token if nobody there has a role yet, else nobody."""
    scene = frame.scene
    found = anybody_at(scene, index)
    return [] if any(actor == held for actor in found for _, held in frame.roles) else found


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

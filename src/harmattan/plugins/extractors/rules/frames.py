"""Frames: from the triggers of a scene to drafts of claims, one function for each kind of claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import msgspec

from harmattan.lexicons.rows import CueRow, EventTypeRow, TriggerRow
from harmattan.plugins.extractors.rules.arguments import Arguments, is_of
from harmattan.plugins.extractors.rules.certainty import Commitment, certainty_of
from harmattan.plugins.extractors.rules.drafts import Draft
from harmattan.plugins.extractors.rules.found import (
    FoundActor,
    FoundAttribution,
    FoundPlace,
    FoundQuantity,
    FoundSource,
    FoundTime,
)
from harmattan.plugins.extractors.rules.scene import Scene, Trigger
from harmattan.plugins.extractors.rules.statements import clause_statement, text_of, whole_statement
from harmattan.records.claim import ActorRole, EventType

UNSTATED = frozenset({"statement", "call", "condemnation", "demand", "denial", "admission", "accusation", "responsibility"})
REACH = 6
"""Words between a trigger and a number that nothing in the syntax ties to it, within which they still belong together."""


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What every draft of one trigger shares."""

    scene: Scene
    trigger: Trigger
    commitment: Commitment
    attribution: FoundAttribution | None
    chain: tuple[FoundAttribution, ...]
    roles: tuple[tuple[ActorRole, FoundActor], ...]
    bearers: tuple[int, ...]
    """Tokens of what the trigger happens to, actor or thing."""
    places: tuple[FoundPlace, ...]
    time: FoundTime | None
    means: tuple[tuple[str, str, int, int], ...]


def propose(scene: Scene, keys: count[int]) -> list[Draft]:
    """Return the drafts of all kinds that a scene supports, in text order."""
    drafts: list[Draft] = []
    used: set[int] = set()
    framed = [frame_of(scene, trigger) for trigger in scene.triggers]
    for frame in framed:
        drafts.extend(_drafts_of(frame, keys, used))
    drafts.extend(_strengths(scene, keys, used))
    drafts.extend(_positions(scene, keys, drafts))
    drafts.extend(_author_views(scene, keys, drafts))
    return _without_doubles(drafts)


def _drafts_of(frame: Frame, keys: count[int], used: set[int]) -> Iterator[Draft]:
    row = frame.trigger.row
    if row.kind == "toll":
        tolls = _tolls(frame, keys, used)
        yield from tolls
        if not tolls and row.event_type is not None:
            yield from _event(frame, keys)
    elif row.kind == "event":
        yield from _event(frame, keys)
    elif row.kind == "control":
        yield from _control(frame, keys)
    elif row.kind in ("relation", "support"):
        yield from _tie(frame, keys)
    elif row.kind == "strength":
        yield from _fielded(frame, keys, used)


def frame_of(scene: Scene, trigger: Trigger) -> Frame:
    """Return what stands around a trigger: who, to whom, where, when, by what means, how sure, said by whom."""
    speakers = _speakers(scene, trigger.head)
    commitment = certainty_of(
        scene.passage, trigger=trigger.head, attributions=scene.attributions, language=scene.language, lexicon=scene.lexicon
    )
    return Frame(
        scene=scene,
        trigger=trigger,
        commitment=commitment,
        attribution=speakers[0] if speakers else None,
        chain=tuple(reversed(speakers[1:])),
        roles=_roles(scene, trigger),
        bearers=_bearers(trigger),
        places=_places(scene, trigger),
        time=_time(scene, trigger),
        means=_means(scene, trigger),
    )


def _speakers(scene: Scene, head: int) -> list[FoundAttribution]:
    """Return the attributions whose content holds a token, the innermost first."""
    found = [item for item in scene.attributions if head in item.content and head not in item.cue]
    return sorted(found, key=lambda item: len(item.content))


def _filled(row: TriggerRow, arguments: Arguments) -> Iterator[tuple[str, int]]:
    """Yield (role or `place`, `time`, `means`, …; token) for each argument that the row has a role for."""
    for index in (*arguments.subject, *arguments.possessor):
        if row.subject:
            yield row.subject, index
    for index in arguments.object:
        if row.object:
            yield row.object, index
    for case, index in arguments.obliques:
        role = row.prepositions.get(case) or row.prepositions.get(case.split(" ")[0])
        if role:
            yield role, index
        elif is_of(case) and row.pos == "noun" and row.object:
            yield row.object, index


ROLES: frozenset[str] = frozenset(("initiator", "target", "subject", "object", "supporter", "supported", "speaker"))


def _roles(scene: Scene, trigger: Trigger) -> tuple[tuple[ActorRole, FoundActor], ...]:
    found: dict[tuple[str, int, int], FoundActor] = {}
    taken: set[tuple[int, int]] = set()
    for role, index in _filled(trigger.row, trigger.arguments):
        if role in ROLES and not _is_place_only(scene, index):
            for actor in scene.actors_at([index]):
                if (actor.first, actor.last) not in taken and not _covers(actor, trigger):
                    taken.add((actor.first, actor.last))
                    found[(role, actor.first, actor.last)] = actor
    if trigger.row.subject in ROLES and trigger.row.pos == "noun":
        for actor in scene.actors_at(trigger.arguments.modifiers):
            if not _covers(actor, trigger) and (actor.first, actor.last) not in taken:
                taken.add((actor.first, actor.last))
                found[(str(trigger.row.subject), actor.first, actor.last)] = actor
    return tuple((role, actor) for (role, _, _), actor in found.items())  # type: ignore[misc]


def _covers(actor: FoundActor, trigger: Trigger) -> bool:
    return actor.first < trigger.last and trigger.first < actor.last


def _is_place_only(scene: Scene, index: int) -> bool:
    return any(place.head == index and not place.adjective for place in scene.places) and not any(
        actor.first <= index < actor.last for actor in scene.actors
    )


def _bearers(trigger: Trigger) -> tuple[int, ...]:
    return tuple(index for role, index in _filled(trigger.row, trigger.arguments) if role in ("target", "object"))


def _clause_of(scene: Scene, trigger: Trigger) -> set[int]:
    return scene.clause_tokens(trigger.arguments.clause) | {trigger.head}


def _places(scene: Scene, trigger: Trigger) -> tuple[FoundPlace, ...]:
    """Return the places that the trigger's arguments name, else those of its clause, else the passage's only one."""
    places = [place for place in scene.places if not place.adjective]
    if not places:
        return ()
    own = [index for _, index in trigger.arguments.obliques] + [
        index for role, index in _filled(trigger.row, trigger.arguments) if role in ("target", "object", "place")
    ]
    below = {token.i for index in own for token in scene.passage.sentence.subtree(scene.passage.tokens[index])}
    named = {(actor.first, actor.last) for actor in scene.actors}
    located = [place for place in places if (place.first, place.last) not in named]
    found = [place for place in located if place.head in own] or [place for place in located if place.head in below]
    if found:
        return tuple(found)
    clause = _clause_of(scene, trigger)
    found = [place for place in located if place.head in clause]
    if found:
        return tuple(found)
    return tuple(located) if len(located) == 1 and len(scene.triggers) == 1 else ()


def _time(scene: Scene, trigger: Trigger) -> FoundTime | None:
    """Return the time of the trigger's clause that stands nearest to it, a dated one before a duration."""
    if not scene.times:
        return None
    clause = _clause_of(scene, trigger)
    near = [item for item in scene.times if item.head in clause or item.first in clause] or (
        list(scene.times) if len(scene.times) == 1 else []
    )
    if not near:
        return None
    return min(near, key=lambda item: (item.duration, abs(item.head - trigger.head)))


def _means(scene: Scene, trigger: Trigger) -> tuple[tuple[str, str, int, int], ...]:
    if not scene.means:
        return ()
    own = {*trigger.arguments.modifiers, *trigger.arguments.object, *(index for _, index in trigger.arguments.obliques)}
    below = {token.i for token in scene.passage.sentence.subtree(scene.passage.tokens[trigger.head])}
    clause = _clause_of(scene, trigger)
    found = {
        (row.means, row.label, first, last)
        for row, first, last, head in scene.means
        if head in own or head in below or head in clause or first <= trigger.head < last
    }
    return tuple(sorted(found, key=lambda item: item[2:]))


def _event_type(frame: Frame) -> EventType | None:
    """Return the codes of the trigger's event type; a means in the clause makes a bare attack a more exact one."""
    lexicon = frame.scene.lexicon
    row = None if frame.trigger.row.event_type is None else lexicon.get(EventTypeRow, frame.trigger.row.event_type)
    if row is None:
        return None
    if row.plover == "ASSAULT" and row.mode is None:
        for means, _, first, last in frame.means:
            exact = next(
                (item.event_type for item, start, end, _ in frame.scene.means
                 if item.means == means and (start, end) == (first, last) and item.event_type), None,
            )  # fmt: skip
            better = None if exact is None else lexicon.get(EventTypeRow, exact)
            if better is not None:
                row = better
                break
    return EventType(plover=row.plover, mode=row.mode, acled=row.acled)


def _targets(frame: Frame) -> tuple[tuple[int, int], ...]:
    """Return the things that bear the event: bases, villages, convoys."""
    scene = frame.scene
    sentence = scene.passage.sentence
    below = set(frame.bearers)
    for index in frame.bearers:
        below.update(token.i for token in sentence.subtree(sentence.tokens[index]))
    return tuple((first, last) for _, first, last, head in scene.targets if head in below)


def _statement(frame: Frame) -> str:
    scene, trigger = frame.scene, frame.trigger
    without = _source_words(frame)
    token = scene.passage.tokens[trigger.head]
    in_scope = any(cue.effect != "out_of_scope" for cue in frame.commitment.cues)
    if token.pos in ("NOUN", "PROPN") and not in_scope and not trigger.arguments.subject and not trigger.arguments.object:
        below = [item.i for item in scene.passage.sentence.subtree(token)]
        if len(below) > 2:
            return text_of(scene, [index for index in below if index not in without])
    return clause_statement(scene, trigger.arguments.clause, without=without)


def _source_words(frame: Frame) -> set[int]:
    words: set[int] = set()
    tokens = frame.scene.passage.tokens
    for item in (frame.attribution, *frame.chain):
        if item is None:
            continue
        words.update(item.cue)
        if item.source is not None and item.carried is None:
            words.update(range(item.source.first, item.source.last))
    content = set(frame.attribution.content) if frame.attribution is not None else set()
    if content and words:
        words |= {token.i for token in tokens if token.lower in ("that", "que", "qu'") and token.i + 1 in content and token.i - 1 in words}
    return words


def _draft(frame: Frame, keys: count[int], kind: str, **fields: object) -> Draft:
    base: dict[str, object] = {
        "key": str(next(keys)), "kind": kind, "scene": frame.scene, "trigger": (frame.trigger.first, frame.trigger.last),
        "head": frame.trigger.head, "statement": _statement(frame), "commitment": frame.commitment,
        "attribution": frame.attribution, "chain": frame.chain, "actors": frame.roles, "event_type": _event_type(frame),
        "means": frame.means, "places": frame.places, "time": frame.time,
    }  # fmt: skip
    return Draft(**(base | fields))  # type: ignore[arg-type]


def _event(frame: Frame, keys: count[int]) -> Iterator[Draft]:
    """An event needs more than its word: somebody, something, somewhere, some time or some means."""
    targets = _targets(frame)
    substance = frame.roles or targets or frame.places or frame.means or (frame.time and not frame.time.duration)
    if not substance or frame.scene.passage.kind == "heading" and not (frame.roles or frame.places):
        return
    if frame.commitment.realis == "hypothetical" and _is_view(frame.scene):
        return
    if frame.trigger.row.realis is not None and frame.commitment.realis == "actual":
        frame = msgspec.structs.replace(frame, commitment=msgspec.structs.replace(frame.commitment, realis=frame.trigger.row.realis))
    yield _draft(frame, keys, "event", targets=targets)


def _tolls(frame: Frame, keys: count[int], used: set[int]) -> list[Draft]:
    """Return a toll for each count that the trigger governs; a part of a total is a toll of its own, linked to it."""
    scene, trigger = frame.scene, frame.trigger
    if frame.commitment.realis in ("planned", "threatened", "hypothetical") and frame.commitment.holder == "author":
        return []
    drafts: list[Draft] = []
    by_index: dict[int, str] = {}
    for index in _counts(frame, used):
        counted = scene.quantities[index]
        used.add(index)
        quantity = msgspec.structs.replace(counted.quantity, unit=trigger.row.unit, group=counted.quantity.group)
        # A part may be found before its total: the key is known either way once both are drafted.
        part_of = counted.part_of
        draft = _draft(
            frame, keys, "toll", counted=counted, quantity=quantity, targets=(),
            aggregate=_is_aggregate(frame, counted),
            links=((by_index[part_of], "part_of"),) if part_of is not None and part_of in by_index else (),
        )  # fmt: skip
        by_index[index] = draft.key
        drafts.append(draft)
    return drafts


def _counts(frame: Frame, used: set[int]) -> list[int]:
    """Return the indexes of the quantities that the trigger counts: by syntax, else the nearest in the clause."""
    scene, trigger = frame.scene, frame.trigger
    sentence = scene.passage.sentence
    bearers = set(frame.bearers)
    inside = set(range(trigger.first, trigger.last))
    reach = set(bearers)
    for index in bearers:
        reach.update(token.i for token in sentence.subtree(sentence.tokens[index]) if _is_nominal_step(scene, token.i, index))
    found = []
    for index, counted in enumerate(scene.quantities):
        if index in used or counted.quantity.unit in ("percent",):
            continue
        spots = {counted.head, *range(*counted.number)}
        # The number's own tokens may hang on the trigger ("12 killed", "2,100 dead").
        hangs = any(sentence.tokens[spot].head in inside for spot in spots)
        before = counted.number[1] == trigger.first or counted.last == trigger.first
        if spots & reach or counted.head in inside or (hangs and _counts_people(counted)) or before:
            found.append(index)
    if found:
        return [index for index in found if _counts_people(scene.quantities[index])] or found[:1]
    clause = _clause_of(scene, trigger)
    near = [
        (abs(counted.head - trigger.head), index)
        for index, counted in enumerate(scene.quantities)
        if index not in used and counted.person and (counted.head in clause or counted.number[0] in clause)
        and abs(counted.head - trigger.head) <= REACH
    ]  # fmt: skip
    return [min(near)[1]] if near else []


def _counts_people(counted: FoundQuantity) -> bool:
    return counted.person or counted.quantity.unit is None


def _is_nominal_step(scene: Scene, index: int, top: int) -> bool:
    """Return whether nothing but nominal links lie between a token and the one it stands below."""
    token = scene.passage.tokens[index]
    while token.i != top:
        if token.dep.partition(":")[0] not in ("conj", "nmod", "nummod", "appos", "compound", "amod", "flat", "det", "advmod", "case"):
            return False
        token = scene.passage.sentence.head(token)
    return True


def _is_aggregate(frame: Frame, counted: FoundQuantity) -> bool:
    if frame.time is not None and frame.time.since:
        return True
    return any(row.cue == "aggregate" for row, _, _, head in frame.scene.cues if head in _clause_of(frame.scene, frame.trigger))


def _strengths(scene: Scene, keys: count[int], used: set[int]) -> Iterator[Draft]:
    """Counts of fighters and arms that no toll took are strengths."""
    for index, counted in enumerate(scene.quantities):
        unit = counted.quantity.unit
        if index in used or unit is None or unit not in STRENGTH_UNITS or counted.unit_at is None:
            continue
        trigger = _as_trigger(scene, counted.unit_at, counted.head)
        frame = frame_of(scene, trigger)
        if frame.commitment.realis in ("planned", "hypothetical"):
            continue
        used.add(index)
        owner = tuple(("subject", actor) for actor in _owners(scene, counted))
        yield _draft(frame, keys, "strength", counted=counted, event_type=None, actors=owner, targets=())


STRENGTH_UNITS = frozenset(
    ("fighters", "soldiers", "troops", "vehicles", "drones", "tanks", "aircraft", "helicopters", "mercenaries", "police",
     "rebels", "militants", "artillery", "ships", "weapons", "advisers", "peacekeepers", "combatants", "instructors")
)  # fmt: skip


def _owners(scene: Scene, counted: FoundQuantity) -> list[FoundActor]:
    """Return whose strength it is: the counted actor itself, or who it belongs to."""
    found = scene.actors_at([counted.head])
    if found:
        return found
    sentence = scene.passage.sentence
    return scene.actors_at([child.i for child in sentence.children(sentence.tokens[counted.head], "nmod", "compound", "amod")])


def _as_trigger(scene: Scene, spot: tuple[int, int], head: int) -> Trigger:
    """Return a noun that states a claim by itself, as a trigger without roles."""
    row = TriggerRow(id="counted", term=scene.passage.tokens[head].lower, language=scene.language, pos="noun", kind="strength")
    from harmattan.plugins.extractors.rules.arguments import arguments_of

    return Trigger(row, spot[0], spot[1], head, arguments_of(scene.passage.sentence, spot[0], spot[1], head, frozenset()))


def _fielded(frame: Frame, keys: count[int], used: set[int]) -> Iterator[Draft]:
    """A verb of strength ("numbers", "fields") and the count it governs."""
    for index in _counts(frame, used)[:1]:
        used.add(index)
        yield _draft(frame, keys, "strength", counted=frame.scene.quantities[index], event_type=None, targets=())


def _control(frame: Frame, keys: count[int]) -> Iterator[Draft]:
    """Control needs a place, by name or by kind ("the town", "ample territories"), and who holds or loses it."""
    settled = tuple(
        (first, last)
        for row, first, last, head in frame.scene.targets
        if row.kind in ("settlement", "military", "state") and (head in frame.bearers or any(head == i for _, i in frame.trigger.arguments.obliques))
    )
    spots = set(frame.bearers) | {index for _, index in frame.trigger.arguments.obliques}
    named = tuple(place for place in frame.scene.places if not place.adjective and (place.head in spots or place in frame.places))
    if not (named or settled):
        return
    if not frame.roles and not named:
        return
    yield _draft(frame, keys, "control", places=named, targets=settled)


def _tie(frame: Frame, keys: count[int]) -> Iterator[Draft]:
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
    if row.kind == "relation" and not (sides[pair[0]] and sides[pair[1]]):
        ordered = _by_order(frame)
        if ordered is not None:
            roles = [(pair[0], ordered[0]), (pair[1], ordered[1])]
            sides = {pair[0]: [ordered[0]], pair[1]: [ordered[1]]}
    ready = (sides[pair[0]] or sides[pair[1]]) if row.kind == "support" else (sides[pair[0]] and sides[pair[1]])
    if not ready:
        return
    yield _draft(frame, keys, row.kind, actors=tuple(roles))


def _by_order(frame: Frame) -> tuple[FoundActor, FoundActor] | None:
    """Return the named actors next to a relation's word, one on each side, where there is just one choice."""
    trigger = frame.trigger
    before = [actor for actor in frame.scene.actors if actor.last <= trigger.first and actor.kind != "person"]
    after = [actor for actor in frame.scene.actors if actor.first >= trigger.last and actor.kind != "person"]
    if not before or not after:
        return None
    left, right = before[-1], after[0]
    if trigger.first - left.last > REACH or right.first - trigger.last > REACH:
        return None
    return left, right


POSITIONS: dict[str, str] = {"denial": "denies", "admission": "about", "accusation": "about", "responsibility": "about"}


def _positions(scene: Scene, keys: count[int], drafts: list[Draft]) -> Iterator[Draft]:
    """To deny, admit, accuse, claim, demand or condemn is itself a claim about its speaker."""
    for item in scene.attributions:
        if item.position is None or item.position == "statement" or item.source is None or not item.cue:
            continue
        runs = sorted(item.cue)
        head = next((index for index in runs if scene.passage.tokens[index].pos in ("VERB", "NOUN")), runs[0])
        speaker = _speaker(scene, item.source)
        commitment = certainty_of(
            scene.passage, trigger=head, attributions=(), language=scene.language, lexicon=scene.lexicon
        )
        within = [draft for draft in drafts if draft.head in item.content]
        kind = POSITIONS.get(item.position, "about")
        target = [actor for actor in scene.actors if actor.head in item.content][:1] if item.position == "accusation" else []
        yield Draft(
            key=str(next(keys)), kind="position", scene=scene, trigger=(runs[0], runs[0] + 1), head=head,
            statement=whole_statement(scene) if not item.content else text_of(
                scene, {*range(item.source.first, item.source.last), *item.cue, *item.content} if item.carried is None else {*item.cue, *item.content}
            ),
            commitment=commitment, attribution=item, actors=(*speaker, *(("target", actor) for actor in target)),
            links=tuple((draft.key, kind) for draft in within),
        )  # type: ignore[arg-type]  # fmt: skip


def _speaker(scene: Scene, source: FoundSource) -> tuple[tuple[ActorRole, FoundActor], ...]:
    inside = [actor for actor in scene.actors if source.first <= actor.head < source.last]
    return (("speaker", inside[0]),) if inside else ()


def _is_view(scene: Scene) -> bool:
    return bool(_view_words(scene, "outlook") or _view_words(scene, "judgement"))


def _view_words(scene: Scene, kind: str) -> list[tuple[int, int, int]]:
    found = [(t.first, t.last, t.head) for t in scene.triggers if t.row.kind == kind]
    found += [(first, last, head) for row, first, last, head in scene.cues if isinstance(row, CueRow) and row.cue == kind]
    return sorted(found)


def _author_views(scene: Scene, keys: count[int], drafts: list[Draft]) -> Iterator[Draft]:
    """One judgement or outlook for a passage that says what things mean or what may come, about this conflict."""
    if scene.passage.kind == "heading" and not scene.triggers:
        return
    about_war = bool(scene.actors or scene.places or any(t.row.kind not in ("judgement", "outlook", "position") for t in scene.triggers))
    if not about_war:
        return
    kinds: tuple[tuple[str, Callable[[Scene], str]], ...] = (("outlook", whole_statement), ("judgement", whole_statement))
    for kind, state in kinds:
        words = _view_words(scene, kind)
        if not words:
            continue
        first, last, head = words[0]
        if head in {index for draft in drafts for index in range(*draft.trigger)}:
            continue
        speakers = _speakers(scene, head)
        commitment = certainty_of(
            scene.passage, trigger=head, attributions=scene.attributions, language=scene.language, lexicon=scene.lexicon
        )
        yield Draft(
            key=str(next(keys)), kind=kind, scene=scene, trigger=(first, last), head=head, statement=state(scene),
            commitment=commitment, attribution=speakers[0] if speakers else None,
            places=tuple(place for place in scene.places if not place.adjective),
            actors=tuple(("subject", actor) for actor in scene.actors[:4]),
        )  # type: ignore[arg-type]  # fmt: skip
        return


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    """Drop a draft that says of the same words no more than another of its kind does."""
    kept: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        number = None if draft.counted is None else draft.counted.number
        key = (draft.kind, draft.trigger, number)
        if key not in kept or len(draft.actors) > len(kept[key].actors):
            kept[key] = draft
    return list(kept.values())

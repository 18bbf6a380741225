"""Frames: what stands around a trigger, and the draft that it makes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import count

import msgspec

from harmattan.language.classes import classes
from harmattan.language.syntax import Token
from harmattan.lexicons.rows import EventTypeRow, LightVerbRow, TriggerRow
from harmattan.plugins.extractors.rules.arguments import Arguments, is_of
from harmattan.plugins.extractors.rules.calendar import closed
from harmattan.plugins.extractors.rules.certainty import Commitment, certainty_of
from harmattan.plugins.extractors.rules.drafts import Draft
from harmattan.plugins.extractors.rules.found import FoundActor, FoundAttribution, FoundPlace, FoundQuantity, FoundTime
from harmattan.plugins.extractors.rules.scene import Scene, Trigger
from harmattan.plugins.extractors.rules.statements import clause_statement, qualified, text_of, tie_statement
from harmattan.records.claim import ActorRole, EventType

ROLES: frozenset[str] = frozenset(("initiator", "target", "subject", "object", "supporter", "supported", "speaker"))

_HIGH = 6
"""Steps from a place up to the word of saying that it hangs on."""
TERSE = 3
"""Words below which a clause says nothing without its sentence."""
COMPANY = frozenset({"along with", "together with", "alongside"})
"""Prepositions that bring another one into what somebody suffers."""
TELLERS = frozenset({"source", "media"})
"""Kinds of actors that tell what happens and do not do it."""


class Frame:
    """What stands around a trigger: who, to whom, where, when, by what means, how sure, said by whom.

    Each part is worked out when it is first asked for: most triggers make no claim.
    """

    def __init__(self, scene: Scene, trigger: Trigger) -> None:
        self.scene = scene
        self.trigger = trigger

    def told(self, **parts: object) -> Frame:
        """Return the frame with some of its parts told otherwise."""
        made = Frame(self.scene, self.trigger)
        made.__dict__ |= self.__dict__ | parts
        return made

    @cached_property
    def commitment(self) -> Commitment:
        """How it is held: by whom, how surely, as real or not."""
        scene = self.scene
        return certainty_of(
            scene.passage, trigger=self.trigger.head, attributions=scene.attributions, language=scene.language,
            lexicon=scene.lexicon,
        )  # fmt: skip

    @cached_property
    def _speakers(self) -> list[FoundAttribution]:
        return speakers_of(self.scene, self.trigger.head)

    @cached_property
    def attribution(self) -> FoundAttribution | None:
        """Who says it, None where the author does."""
        return self._speakers[0] if self._speakers else None

    @cached_property
    def chain(self) -> tuple[FoundAttribution, ...]:
        """Whom the author has it from, outermost first, but the one who says it."""
        return tuple(reversed(self._speakers[1:]))

    @cached_property
    def roles(self) -> tuple[tuple[ActorRole, FoundActor], ...]:
        """The actors that the trigger gives a role."""
        return _roles(self.scene, self.trigger)

    @cached_property
    def bearers(self) -> tuple[int, ...]:
        """Tokens of what the trigger happens to, actor or thing."""
        return _bearers(self.trigger)

    @cached_property
    def places(self) -> tuple[FoundPlace, ...]:
        """Where it happens."""
        return _places(self.scene, self.trigger)

    @cached_property
    def time(self) -> FoundTime | None:
        """When it happens."""
        return _time(self.scene, self.trigger)

    @cached_property
    def means(self) -> tuple[tuple[str, str, int, int], ...]:
        """By what it is done: (means, label, first, last)."""
        return _means(self.scene, self.trigger)


def speakers_of(scene: Scene, head: int) -> list[FoundAttribution]:
    """Return the attributions whose content holds a token, the innermost first."""
    found = [item for item in scene.attributions if head in item.content and head not in item.cue]
    return sorted(found, key=lambda item: len(item.content))


def filled(row: TriggerRow, arguments: Arguments) -> Iterator[tuple[str, int]]:
    """Yield (role or `place`, `time`, `means`, …; token) for each argument that the row has a role for."""
    for index in (*arguments.subject, *arguments.possessor):
        if row.subject:
            yield row.subject, index
    # French says "sont morts" of those who died: what looks like a passive has a subject.
    borne = row.object or (row.subject if row.subject == "target" else None)
    for index in arguments.object:
        if borne:
            yield borne, index
    for case, index in arguments.obliques:
        role = (
            None
            if case in COMPANY
            else row.prepositions.get(case)
            or next((row.prepositions[word] for word in reversed(case.split(" ")) if word in row.prepositions), None)
        )
        if role:
            yield role, index
        elif row.object and (
            (is_of(case) and row.pos == "noun")
            or (case in COMPANY and row.unit)
            or (" " in row.term and case.split(" ")[-1] == row.term.rpartition(" ")[2])
        ):
            yield row.object, index


def _roles(scene: Scene, trigger: Trigger) -> tuple[tuple[ActorRole, FoundActor], ...]:
    """Return the actors that the trigger gives a role, each in one role only, in the order of its arguments."""
    found: dict[tuple[int, int, str], tuple[str, FoundActor]] = {}

    def take(role: str, actors: list[FoundActor]) -> None:
        for actor in actors:
            if role in ROLES and actor.kind not in TELLERS and not _covers(actor, trigger):
                found.setdefault((actor.first, actor.last, actor.name), (role, actor))

    own = scene.passage.tokens[trigger.head]
    causes = own.pos in ("NOUN", "ADJ") and own.dep == "obj"
    for role, index in filled(trigger.row, trigger.arguments):
        if causes and role == "target" and index in trigger.arguments.subject:
            role = "initiator"  # "the police left three wounded" names who did it, not who was wounded
        if not _is_place_only(scene, index):
            take(role, scene.actors_at([index]))
    doer = str(trigger.row.subject)
    if trigger.row.pos == "noun":
        take(doer, scene.actors_at(trigger.arguments.modifiers))
    if trigger.row.pos == "noun" and scene.damaged and not any(role == doer for role, _ in found.values()):
        # Translation drops the genitive ("attacks jihadist groups"): who follows at once is whose it is.
        take(doer, [actor for actor in scene.actors if actor.first == trigger.last])
    return tuple(found.values())  # type: ignore[arg-type]


def _covers(actor: FoundActor, trigger: Trigger) -> bool:
    return actor.first < trigger.last and trigger.first < actor.last


def _is_place_only(scene: Scene, index: int) -> bool:
    return any(place.head == index and not place.adjective for place in scene.places) and not any(
        actor.first <= index < actor.last for actor in scene.actors
    )


def _bearers(trigger: Trigger) -> tuple[int, ...]:
    return tuple(index for role, index in filled(trigger.row, trigger.arguments) if role in ("target", "object"))


def clause_around(scene: Scene, trigger: Trigger) -> frozenset[int]:
    """Return the tokens of the trigger's clause, itself included."""
    return scene.clause_tokens(trigger.arguments.clause) | {trigger.head}


def _places(scene: Scene, trigger: Trigger) -> tuple[FoundPlace, ...]:
    """Return the places that the trigger's arguments name, else those of its clause, else the passage's only one."""
    places = [place for place in scene.places if not place.adjective]
    if not places:
        return ()
    own = [index for _, index in trigger.arguments.obliques] + [
        index for role, index in filled(trigger.row, trigger.arguments) if role in ("target", "object", "place")
    ]
    below = {token.i for index in own for token in scene.passage.sentence.subtree(scene.passage.tokens[index])}
    named = {(actor.first, actor.last) for actor in scene.actors}
    located = [place for place in places if (place.first, place.last) not in named]
    speakers = speakers_of(scene, trigger.head)
    if speakers:
        located = [place for place in located if not _is_of_speaker(scene, place, speakers[0])]
    inside = [place for place in located if not place.border]
    # What is near a border lies on some side of it, who knows where along it.
    located = inside or [
        msgspec.structs.replace(place, latitude=None, longitude=None, country=None, precision="region")
        for place in located
    ]
    found = [place for place in located if place.head in own] or [place for place in located if place.head in below]
    if found:
        return tuple(found)
    clause = clause_around(scene, trigger)
    found = [place for place in located if place.head in clause]
    if found:
        return tuple(found)
    return tuple(located) if len(located) == 1 and len(scene.triggers) == 1 else ()


def _is_of_speaker(scene: Scene, place: FoundPlace, said: FoundAttribution) -> bool:
    """Return whether a place is where somebody speaks ("said in Bamako that", "residents of Gao said"), not what is told.

    A place at the head of a sentence is left to what is told ("In Gao, the army said, …").
    """
    if place.head in said.content or place.first in said.content:
        return False
    sentence = scene.passage.sentence
    source = () if said.source is None or said.carried is not None else range(said.source.first, said.source.last)
    token = sentence.tokens[place.head]
    fronted = place.head < min(said.cue, default=0)
    for step in range(_HIGH):
        if token.i in source or (token.i in said.cue and (step > 1 or not fronted)):
            return True
        if token.i in said.content or token.head == token.i:
            return False
        token = sentence.head(token)
    return False


def _time(scene: Scene, trigger: Trigger) -> FoundTime | None:
    """Return the time of the trigger's clause that stands nearest to it, a dated one before a duration."""
    speakers = speakers_of(scene, trigger.head)
    said = set(speakers[0].content) if speakers else None
    # "X said on Thursday that …" dates the saying, not what is said.
    times = [item for item in scene.times if said is None or item.head in said or item.first in said]
    clause = clause_around(scene, trigger) if times else frozenset()
    near = [item for item in times if item.head in clause or item.first in clause]
    if not near and len(times) == 1 and not _is_of_relative(scene, times[0], trigger):
        near = times
    if not near:
        return None
    nearest = min(near, key=lambda item: (item.duration, abs(item.head - trigger.head)))
    return _since(scene, nearest, trigger) if nearest.since else nearest


def _since(scene: Scene, time: FoundTime, trigger: Trigger) -> FoundTime | None:
    """Return what "since May" dates: nothing where it only says how long there had been nothing like it.

    What is told to have happened then ("since May, when fighters killed …") was in May.
    """
    tokens, words = scene.passage.tokens, classes()
    after = next((token for token in tokens[time.last : time.last + 2] if token.pos != "PUNCT"), None)
    if after is not None and after.lower in words.when and trigger.head > after.i:
        return msgspec.structs.replace(time, time=closed(time.time), since=False, once=True)
    beside = {child.lower for child in scene.passage.sentence.subtree(tokens[trigger.head]) if child.i < time.first}
    nominal = tokens[trigger.head].pos in ("NOUN", "PROPN")
    return None if nominal and beside & words.records else time


def _is_of_relative(scene: Scene, time: FoundTime, trigger: Trigger) -> bool:
    """Return whether a time belongs to a relative clause that the trigger stands outside of ("which they have held since …")."""
    sentence = scene.passage.sentence
    node = sentence.tokens[time.head]
    while node.head != node.i:
        if node.dep == "acl:relcl":
            return trigger.head not in {token.i for token in sentence.subtree(node)}
        node = sentence.head(node)
    return False


def _means(scene: Scene, trigger: Trigger) -> tuple[tuple[str, str, int, int], ...]:
    if not scene.means:
        return ()
    own = {*trigger.arguments.modifiers, *trigger.arguments.object, *(index for _, index in trigger.arguments.obliques)}
    below = {token.i for token in scene.passage.sentence.subtree(scene.passage.tokens[trigger.head])}
    clause = clause_around(scene, trigger)
    wielded = _wielded(scene) if trigger.row.subject == "initiator" else set()
    # "25 motorcycles were destroyed" names no means; "the attacks used drones" does.
    nominal = scene.passage.tokens[trigger.head].pos in ("NOUN", "PROPN")
    found = {
        (row.means, row.label, first, last)
        for row, first, last, head in scene.means
        if (head in own or head in below or head in clause or head in wielded or first <= trigger.head < last)
        and (head not in trigger.arguments.object or nominal)
    }
    return tuple(sorted(found, key=lambda item: item[2:]))


def _wielded(scene: Scene) -> set[int]:
    """Return what a light verb of the passage has for its object ("used mortars before they stormed the camp")."""
    sentence = scene.passage.sentence
    return {
        index
        for _, _, _, head in scene.passage.terms(LightVerbRow)
        for child in sentence.children(sentence.tokens[head], "obj")
        for index in scene.conjuncts(child.i)
    }


def _event_type(frame: Frame) -> EventType | None:
    """Return the codes of the trigger's event type; a means in the clause makes a bare attack a more exact one."""
    lexicon = frame.scene.lexicon
    row = None if frame.trigger.row.event_type is None else lexicon.get(EventTypeRow, frame.trigger.row.event_type)
    if row is None:
        return None
    if row.plover == "ASSAULT" and row.mode is None:
        used = {means for means, _, _, _ in frame.means}
        exact = {item.event_type for item, _, _, _ in frame.scene.means if item.means in used and item.event_type}
        # Mortars and drones in one attack make it neither a shelling nor a drone strike.
        better = lexicon.get(EventTypeRow, str(exact.pop())) if len(exact) == 1 else None
        row = better or row
    return EventType(plover=row.plover, mode=row.mode, acled=row.acled)


def things_hit(frame: Frame) -> tuple[tuple[int, int], ...]:
    """Return the things that bear the event: bases, villages, convoys."""
    scene = frame.scene
    sentence = scene.passage.sentence
    below = set(frame.bearers)
    for index in frame.bearers:
        below.update(token.i for token in sentence.subtree(sentence.tokens[index]))
    return tuple((first, last) for _, first, last, head in scene.targets if head in below)


def _statement(frame: Frame) -> str:
    """Return the clause of the trigger as a line; actors that stand outside it come first, so that it is whole."""
    scene, trigger = frame.scene, frame.trigger
    if frame.attribution is not None and trigger.head in frame.attribution.cue:
        # "Put the toll at 40": the number alone says nothing.
        return text_of(scene, range(len(scene.passage.tokens)))
    without = _source_words(frame)
    token = scene.passage.tokens[trigger.head]
    below = {item.i for item in scene.passage.sentence.subtree(token)}
    in_scope = any(cue.effect != "out_of_scope" for cue in frame.commitment.cues)
    said = tie_statement(scene.language, trigger.row.relation, frame.roles)
    if said is not None and not in_scope:
        return said
    alone = token.pos in ("NOUN", "PROPN") and not in_scope and len(below) > 2
    if alone and all(actor.head in below for _, actor in frame.roles):
        aside = {
            item.i
            for child in scene.passage.sentence.children(token)
            if child.dep == "acl:relcl"
            for item in scene.passage.sentence.subtree(child)
        }
        return text_of(scene, below - without - aside - _mere_case(scene, token))
    top = _whole_clause(frame)
    if frame.attribution is not None:
        if len(frame.attribution.content) > TERSE:
            without |= set(range(len(scene.passage.tokens))) - set(frame.attribution.content)
        elif token.pos in ("NOUN", "PROPN"):
            # "X claimed the attack": the attack alone says nothing.
            without = set()
    inside = scene.clause_tokens(top) | scene.own_clause(top)
    clause = clause_statement(scene, top, without=without)
    if len(clause.split()) < TERSE:
        return text_of(scene, set(range(len(scene.passage.tokens))) - without)
    outside = [actor.name for role, actor in frame.roles if actor.head not in inside and role != "target"]
    if not outside:
        return clause
    opening = clause[:1].lower() if clause[1:2].islower() else clause[:1]
    return f"{', '.join(name[:1].upper() + name[1:] for name in outside)}: {opening}{clause[1:]}"


def _qualified(frame: Frame, statement: str) -> str:
    """Return the statement with a word for its doubt before it, where the word that doubts it stands outside."""
    tokens = frame.scene.passage.tokens
    words = {
        " ".join(token.lower for token in tokens[cue.first : cue.last])
        for cue in frame.commitment.cues
        if cue.effect != "out_of_scope"
    }
    clause = frame.scene.clause_tokens(frame.trigger.arguments.clause)
    # The French conditional ("aurait fait trente morts") keeps its distance in the verb itself.
    if any(word in statement.lower() for word in words) or any(tokens[i].mood == "conditional" for i in clause):
        return statement
    return qualified(frame.scene.language, frame.commitment.value, statement)


def _whole_clause(frame: Frame) -> int:
    """Return what heads the trigger's clause; a coordinated verb without any doer of its own reads with the one before it."""
    sentence = frame.scene.passage.sentence
    verb = sentence.tokens[frame.trigger.arguments.clause]
    if verb.dep != "conj" or frame.roles or sentence.children(verb, "nsubj"):
        return verb.i
    return sentence.head(verb).i


def _mere_case(scene: Scene, noun: Token) -> set[int]:
    """Return the prepositions that only hang a noun on its clause: not a bound of a number, not those of a predicate."""
    if scene.passage.sentence.children(noun, "nsubj", "cop"):
        return set()
    bounds = {index for counted in scene.quantities for index in counted.bounds}
    cases = scene.passage.sentence.children(noun, "case")
    return {case.i for case in cases if case.i not in bounds} if not bounds & {case.i for case in cases} else set()


def _source_words(frame: Frame) -> set[int]:
    words: set[int] = set()
    tokens = frame.scene.passage.tokens
    for item in (frame.attribution, *frame.chain):
        if item is None:
            continue
        # "An attack attributed to X": without the word it would be an attack to X.
        words.update(index for index in item.cue if tokens[index].lower not in classes().blamed)
        if item.source is not None and item.carried is None:
            words.update(range(item.source.first, item.source.last))
    content = set(frame.attribution.content) if frame.attribution is not None else set()
    if content and words:
        words |= {
            token.i
            for token in tokens
            if token.lower in ("that", "que", "qu'") and token.i + 1 in content and token.i - 1 in words
        }
    return words


def draft_of(frame: Frame, keys: count[int], kind: str, **fields: object) -> Draft:
    """Return the draft of a frame; `fields` stand in for what the frame would give."""
    base: dict[str, object] = {
        "key": str(next(keys)), "kind": kind, "scene": frame.scene, "trigger": (frame.trigger.first, frame.trigger.last),
        "head": frame.trigger.head, "statement": _qualified(frame, _statement(frame)), "commitment": frame.commitment,
        "attribution": frame.attribution, "chain": frame.chain, "actors": frame.roles, "event_type": _event_type(frame),
        "means": frame.means, "places": frame.places, "time": frame.time,
    }  # fmt: skip
    counted = fields.get("counted")
    if isinstance(counted, FoundQuantity) and not _names_bound(_words(frame), counted, str(base["statement"])):
        whole = set(range(len(frame.scene.passage.tokens))) - _source_words(frame)
        base["statement"] = _qualified(frame, text_of(frame.scene, whole))
    return Draft(**(base | fields))  # type: ignore[arg-type]


def _words(frame: Frame) -> list[str]:
    """Return the words of the frame's passage in lower case."""
    return [token.lower for token in frame.scene.passage.tokens]


def _names_bound(words: list[str], counted: FoundQuantity, statement: str) -> bool:
    """Return whether a statement keeps its number and the words that bound it, as a broken parse may not."""
    line = " ".join(statement.lower().split())
    number = " ".join(words[slice(*counted.number)])
    return number in line and " ".join(words[index] for index in sorted(counted.bounds)) in line

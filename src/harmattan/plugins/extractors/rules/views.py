"""Views: what a speaker takes a position on, what the author thinks it means, what may come."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import msgspec

from harmattan.plugins.extractors.rules.acts import spoken_type
from harmattan.plugins.extractors.rules.certainty import Commitment, certainty_of
from harmattan.plugins.extractors.rules.drafts import Draft
from harmattan.plugins.extractors.rules.found import FIGHTING, FoundActor, FoundAttribution, FoundSource
from harmattan.plugins.extractors.rules.frames import speakers_of
from harmattan.plugins.extractors.rules.scene import Scene
from harmattan.plugins.extractors.rules.statements import text_of, view_statement, whole_statement
from harmattan.records.claim import ActorRole, ClaimKind, LinkKind

EVENTFUL = ("event", "toll", "control", "outlook")
NAMED_AT_MOST = 4
"""Actors that a judgement or outlook names; more would be a list, not what it is about."""


class _Word(NamedTuple):
    kind: str
    first: int
    last: int
    head: int
    pos: str
    cue: bool
    ahead: bool
    """Speaks of what has not happened by itself ("risk", "danger")."""


def positions_of(scene: Scene, keys: count[int], drafts: list[Draft]) -> Iterator[Draft]:
    """Yield a position for each denial, admission, accusation, demand, … of a speaker, linked to the claims inside it."""
    for item in scene.attributions:
        if item.position in (None, "statement") or item.source is None or not item.cue:
            continue
        cue = sorted(item.cue)
        head = next((index for index in cue if scene.passage.tokens[index].pos in ("VERB", "NOUN")), cue[0])
        commitment = certainty_of(
            scene.passage, trigger=head, attributions=(), language=scene.language, lexicon=scene.lexicon
        )
        within = [draft for draft in drafts if draft.head in item.content]
        actors: list[tuple[ActorRole, FoundActor]] = list(_speaker(scene, item.source) if item.carried is None else ())
        if item.position == "accusation":
            accused = [actor for actor in scene.actors if actor.head in item.content]
            actors += [("target", actor) for actor in accused[:1]]
        words = {*item.cue, *item.content, *_helpers(scene, item)}
        if item.carried is None:
            words |= set(range(item.source.first, item.source.last))
        yield Draft(
            key=str(next(keys)), kind="position", scene=scene, trigger=(head, head + 1), head=head,
            statement=_position_line(scene, item, words),
            commitment=commitment, attribution=item, actors=tuple(actors), event_type=spoken_type(scene, head, item.position),
            links=tuple((draft.key, _bearing(item, draft)) for draft in within),
        )  # fmt: skip


def _position_line(scene: Scene, item: FoundAttribution, words: set[int]) -> str:
    """Return a position as a line; a speaker carried from an earlier passage is named before it."""
    line = text_of(scene, words) if item.content else whole_statement(scene)
    if item.carried is None or item.source is None or not item.content:
        return line
    return f"{item.source.text[:1].upper()}{item.source.text[1:]}: {line}"


def _helpers(scene: Scene, item: FoundAttribution) -> set[int]:
    """Return the auxiliaries, negations and particles of a verb of saying, without which its line is no sentence."""
    sentence = scene.passage.sentence
    found: set[int] = set()
    for index in item.cue:
        token = scene.passage.tokens[index]
        if token.pos in ("VERB", "AUX"):
            beside = sentence.children(token, "aux", "advmod", "expl", "compound:prt")
            found |= {
                child.i
                for child in beside
                if child.dep.startswith("aux") or child.pos in ("ADV", "PART", "PRON", "ADP")
            }
    return {index for index in found if len(sentence.subtree(scene.passage.tokens[index])) == 1}


def _bearing(item: FoundAttribution, draft: Draft) -> LinkKind:
    """Return how a position bears on a claim inside it; a detail that a denial only mentions is not denied.

    What another says in it is ("diplomats said that …, something Kyiv denied").
    """
    said = draft.attribution is not None and draft.attribution is not item and draft.attribution.source is not None
    denied = item.position == "denial" and (said or draft.commitment.value.endswith("-"))
    return "denies" if denied else "about"


def _speaker(scene: Scene, source: FoundSource) -> tuple[tuple[ActorRole, FoundActor], ...]:
    inside = [actor for actor in scene.actors if source.first <= actor.head < source.last]
    return (("speaker", inside[0]),) if inside else ()


def views_of(scene: Scene, keys: count[int], drafts: list[Draft]) -> Iterator[Draft]:
    """Yield the judgement or outlook that a passage states about this conflict, at most one."""
    if not _about_war(scene) or (scene.passage.kind == "heading" and not scene.triggers) or _asks(scene):
        return
    told = {index for draft in drafts for index in range(*draft.trigger)}
    said = {index for item in scene.attributions for index in item.cue}
    for draft in drafts:
        if draft.kind == "position" and draft.attribution is not None:
            said.update(draft.attribution.content)
    for word in _words_of(scene):
        if word.head in told or word.head in said:
            continue
        commitment = certainty_of(
            scene.passage,
            trigger=word.head,
            attributions=scene.attributions,
            language=scene.language,
            lexicon=scene.lexicon,
        )
        kind = _kind(word, commitment)
        if kind is None or (word.cue and not _weighs(scene, kind, drafts)):
            continue
        speakers = speakers_of(scene, word.head)
        yield Draft(
            key=str(next(keys)), kind=kind, scene=scene, trigger=(word.first, word.last), head=word.head,
            statement=view_statement(scene, word.head, told),
            commitment=ahead_of(commitment) if kind == "outlook" else commitment,
            attribution=speakers[0] if speakers else None,
            places=tuple(place for place in scene.places if not place.adjective),
            actors=tuple(("subject", actor) for actor in scene.actors[:NAMED_AT_MOST]),
        )  # fmt: skip
        return


def _weighs(scene: Scene, kind: ClaimKind, drafts: list[Draft]) -> bool:
    """Return whether a mere adverb or auxiliary makes a view: "will" of fighters, "in fact" where nothing else is said."""
    if kind == "judgement":
        return not drafts
    armed = any(actor.kind in FIGHTING for actor in scene.actors)
    return armed or any(trigger.row.kind in EVENTFUL for trigger in scene.triggers)


def _asks(scene: Scene) -> bool:
    """Return whether a passage asks or announces ("What it means", "Who is behind it?") and states nothing."""
    tokens = scene.passage.tokens
    asking = tokens[0].pos in ("PRON", "ADV", "DET") and any(
        row.cue == "question" for row, first, _, _ in scene.cues if not first
    )
    return tokens[-1].lower == "?" or asking


def _about_war(scene: Scene) -> bool:
    return bool(scene.actors or scene.places) or any(trigger.row.kind != "position" for trigger in scene.triggers)


def _words_of(scene: Scene) -> list[_Word]:
    """Return the words of outlook and judgement, outlook first, what the syntax governs before mere adverbs."""
    found = [
        _Word(t.row.kind, t.first, t.last, t.head, t.row.pos, False, t.row.realis is not None) for t in scene.triggers
    ]
    found += [_Word(row.cue, first, last, head, row.pos, True, False) for row, first, last, head in scene.cues]
    wanted = [word for word in found if word.kind in ("outlook", "judgement")]
    return sorted(wanted, key=lambda word: (word.kind != "outlook", word.cue, word.first))


def _kind(word: _Word, commitment: Commitment) -> ClaimKind | None:
    """Return what a word makes of its passage. What grew or led to something is news; what is growing is a judgement."""
    if word.kind == "judgement":
        return "judgement"
    ahead = commitment.tense == "future" or commitment.realis != "actual" or commitment.value[:2] in ("PS", "PR", "Uu")
    if ahead or word.ahead or word.cue or (word.pos == "phrase" and commitment.tense != "past"):
        return "outlook"
    return None if commitment.tense == "past" else "judgement"


def ahead_of(commitment: Commitment) -> Commitment:
    """Return the commitment of an outlook: it speaks of what has not happened, whatever the tense of its words."""
    realis = "hypothetical" if commitment.realis == "actual" else commitment.realis
    value = {"CT+": "PR+", "CT-": "PR-"}.get(commitment.value, commitment.value)
    return msgspec.structs.replace(commitment, tense="future", realis=realis, value=value)

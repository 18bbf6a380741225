"""Whom positions hold to have done what was told before them: claims of responsibility, accusations, denials of these."""

from __future__ import annotations

from typing import Literal

import msgspec

from harmattan.language.classes import classes
from harmattan.plugins.extractors.rules.drafts import Draft
from harmattan.plugins.extractors.rules.found import FoundActor
from harmattan.plugins.extractors.rules.scene import Scene
from harmattan.records.claim import ActorRole, LinkKind

BACK = 4
"""Passages that a position reaches back over to find the deed that it is about, within one section."""
VIOLENT = frozenset({"ASSAULT", "COERCE"})
SUFFERED = frozenset({"killed", "wounded", "captured", "missing"})
ABOUT: LinkKind = "about"
BLAMING = frozenset({"accusation", "responsibility"})


def link_answers(scenes: list[Scene], drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with each claim of responsibility, accusation and denial tied to the deed that it is about.

    One that names no deed itself ("claimed responsibility for the attack", "blamed JNIM") is about those told last before
    it, at the place that it names where it names one. Who claims a deed or is accused of one has the role of its
    initiator there. A denial that names none denies what somebody was accused of last, else what others told.
    """
    told = _Told(scenes, drafts)
    answered: list[Draft] = []
    mentioned: set[str] = set()
    for draft in drafts:
        position = _position(draft)
        if draft.kind != "position":
            answered.append(draft)
        elif position in BLAMING:
            blaming, bare = _blaming(draft, str(position), told)
            answered.append(blaming)
            mentioned |= bare
        elif position == "denial" and not draft.links:
            answered.append(msgspec.structs.replace(draft, links=_denied(draft, told)))
        else:
            answered.append(draft)
    return [draft for draft in answered if draft.key not in mentioned]


class _Told:
    """What a document's passages tell, to look back over."""

    def __init__(self, scenes: list[Scene], drafts: list[Draft]) -> None:
        self.by_key = {draft.key: draft for draft in drafts}
        self._at = {scene.passage.number: place for place, scene in enumerate(scenes)}
        self._scenes = scenes
        self._by_passage: dict[int, list[Draft]] = {}
        for draft in drafts:
            self._by_passage.setdefault(draft.scene.passage.number, []).append(draft)

    def before(self, draft: Draft) -> list[list[Draft]]:
        """Return what stands before a draft, passage by passage, the nearest first, up to the section's beginning."""
        at = self._at[draft.scene.passage.number]
        found = [[other for other in self._of(at) if other.head < draft.head]]
        for back in range(at - 1, max(-1, at - 1 - BACK), -1):
            if self._scenes[back].section != draft.scene.section:
                break
            found.append(self._of(back))
        return found

    def _of(self, at: int) -> list[Draft]:
        return self._by_passage.get(self._scenes[at].passage.number, [])


def _is_deed(draft: Draft) -> bool:
    if draft.aggregate or draft.commitment.realis != "actual" or draft.commitment.value.endswith("-"):
        return False
    if draft.kind == "toll":
        return draft.quantity is not None and draft.quantity.unit in SUFFERED
    return draft.kind == "event" and draft.event_type is not None and draft.event_type.plover in VIOLENT


def _blaming(draft: Draft, position: str, told: _Told) -> tuple[Draft, set[str]]:
    """Return a position with its links and initiators, and the keys of drafts that only mention what was told before it."""
    inside = [told.by_key[key] for key, _ in draft.links]
    deeds = [other for other in inside if _is_deed(other)]
    links, places = draft.links, _places(draft)
    bare = {deed.key for deed in deeds if _is_bare(deed)}
    if _is_nobody(draft):
        # "No group has claimed it" is the author's word.
        draft = msgspec.structs.replace(draft, attribution=None)
    # What a position holds may be told in it, and be no deed ("accused the junta of planning …").
    if len(bare) == len(deeds) and all(other.kind == "judgement" for other in inside if other not in deeds):
        before = _last_deeds(draft, places, told)
        bare = bare if before else set()
        deeds = before or deeds
        links = tuple(link for link in links if link[0] not in bare) + tuple((deed.key, ABOUT) for deed in before)
    else:
        bare = set()
    if not deeds or draft.commitment.value != "CT+":
        return msgspec.structs.replace(draft, links=links), bare
    wanted = "speaker" if position == "responsibility" else "target"
    held = [actor for role, actor in draft.actors if role == wanted]
    initiators: list[tuple[ActorRole, FoundActor]] = [("initiator", actor) for actor in held]
    return msgspec.structs.replace(draft, links=links, actors=(*draft.actors, *initiators)), bare


def _is_bare(deed: Draft) -> bool:
    """Whether a deed is only a word for one ("the attack"), without its own place, time, means, target or count."""
    named = deed.targets or deed.places or deed.time or deed.means or deed.counted or deed.quantity
    return deed.kind == "event" and not named and not any(role == "target" for role, _ in deed.actors)


def _is_nobody(draft: Draft) -> bool:
    """Whether who would speak is nobody ("no group has claimed responsibility")."""
    source = None if draft.attribution is None else draft.attribution.source
    if source is None or not draft.commitment.value.endswith("-"):
        return False
    within = range(source.first, source.last)
    return any(cue.effect == "negation" and cue.first in within for cue in draft.commitment.cues)


def _last_deeds(draft: Draft, named: set[str], told: _Told) -> list[Draft]:
    """Return the deeds of the nearest passage that tells any; where places are named, of the nearest with one of them."""
    for passage in told.before(draft):
        deeds = [
            other
            for other in passage
            if _is_deed(other) and (not named or named & {place.name.casefold() for place in other.places})
        ]
        if deeds:
            return deeds
    return []


def _places(draft: Draft) -> set[str]:
    content = set(() if draft.attribution is None else draft.attribution.content)
    return {place.name.casefold() for place in draft.scene.places if place.head in content and not place.adjective}


def _denied(draft: Draft, told: _Told) -> tuple[tuple[str, LinkKind], ...]:
    """Return links to what a denial that names nothing itself denies; none where it does not point back.

    Who denies a part in something does not deny the thing: of that only who is named as its doer is denied.
    """
    pointing = _pointing(draft)
    if pointing is None:
        return ()
    denier = _speaker(draft)
    for passage in told.before(draft):
        others = [other for other in passage if _speaker(other) != denier]
        blamed = [other for other in others if other.kind == "position" and _position(other) == "accusation"]
        deeds = [other for other in others if _is_deed(other)]
        if pointing == "saying":
            # What a denial only mentions nobody has said.
            deeds = [deed for deed in deeds if deed.attribution is not None and _position(deed) != "denial"]
        elif pointing == "part" and not blamed:
            named = [deed for deed in deeds if any(role == "initiator" for role, _ in deed.actors)]
            if deeds and not named:
                return tuple((deed.key, ABOUT) for deed in deeds)
            deeds = named
        if blamed or deeds:
            return tuple((other.key, "denies") for other in blamed or deeds)
    return ()


Pointing = Literal["saying", "part", "thing"]


def _pointing(draft: Draft) -> Pointing | None:
    """Return what a denial that names nothing itself points back to, by the first word that bears it.

    What was said ("denied the accusations"), a part in it ("denied any role"), the thing itself ("denied it"); None where
    it names something of its own.
    """
    tokens = draft.scene.passage.tokens
    said = {
        index
        for row, first, last, _ in draft.scene.cues
        if row.cue in ("evidential", "reporting") and row.pos == "noun"
        for index in range(first, last)
    }
    content = [tokens[i] for i in (() if draft.attribution is None else sorted(draft.attribution.content))]
    bearing = next((token for token in content if token.pos in ("NOUN", "PROPN", "PRON", "VERB")), None)
    words = classes()
    if bearing is None or bearing.lower in words.pointing | words.involvement:
        return "part" if any(token.lower in words.involvement for token in content) else "thing"
    return "saying" if bearing.i in said else None


def _position(draft: Draft) -> str | None:
    return None if draft.attribution is None else draft.attribution.position


def _speaker(draft: Draft) -> str | None:
    """Return who says a draft; None for the author."""
    attribution = draft.attribution
    if attribution is None or attribution.source is None:
        return None
    return attribution.source.actor_id or attribution.source.text.casefold()

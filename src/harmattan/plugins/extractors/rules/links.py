"""Links across the passages of a document: a sentence that doubts or will not confirm what was claimed before it."""

from __future__ import annotations

from itertools import count

import msgspec

from harmattan.plugins.extractors.rules.certainty import certainty_of
from harmattan.plugins.extractors.rules.doubts import FoundDoubt, find_unconfirmed
from harmattan.plugins.extractors.rules.drafts import Draft, Spans
from harmattan.plugins.extractors.rules.scene import Scene
from harmattan.plugins.extractors.rules.statements import whole_statement
from harmattan.records.claim import LinkKind

BACK = 4
"""Passages that a doubt reaches back over to find what it is about, within one section."""
DOUBTABLE = frozenset({"event", "toll", "strength", "control", "relation", "support", "judgement"})
EFFECTS: dict[str, LinkKind] = {"unconfirmed": "doubts", "doubt": "doubts", "denial": "denies"}


def link_doubts(scenes: list[Scene], drafts: list[Draft], text: str, keys: count[int]) -> list[Draft]:
    """Return the drafts, those that a later sentence doubts marked, and a judgement for each such sentence, linked to them."""
    by_scene: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_scene.setdefault(draft.scene.passage.number, []).append(draft)
    added: list[Draft] = []
    marked: dict[str, list[tuple[int, int, str]]] = {}
    for at, scene in enumerate(scenes):
        for doubt in find_unconfirmed(scene.passage):
            if doubt.refers != "previous":
                continue
            about = _about(scenes, at, by_scene)
            if not about:
                continue
            start, end = Spans(scene, text).of(doubt.first, doubt.last)
            for draft in about:
                if doubt.effect == "unconfirmed":
                    marked.setdefault(draft.key, []).append((start, end, text[start:end]))
            added.append(_judgement(scene, doubt, about, keys))
    result = [
        msgspec.structs.replace(draft, unconfirmed_at=tuple(marked[draft.key])) if draft.key in marked else draft
        for draft in drafts
    ]
    taken = {(draft.scene.passage.number, draft.kind) for draft in added}
    return [
        draft for draft in result if draft.kind != "judgement" or (draft.scene.passage.number, draft.kind) not in taken
    ] + added


def _about(scenes: list[Scene], at: int, by_scene: dict[int, list[Draft]]) -> list[Draft]:
    """Return what the nearest earlier passage of the section claims; one that only judges passes the doubt on as well."""
    found: list[Draft] = []
    for back in range(1, BACK + 1):
        if at < back or scenes[at - back].section != scenes[at].section or scenes[at - back].passage.kind == "heading":
            return found
        said = [draft for draft in by_scene.get(scenes[at - back].passage.number, []) if draft.kind in DOUBTABLE]
        found += said
        if any(draft.kind != "judgement" for draft in said):
            return found
    return found


def _judgement(scene: Scene, doubt: FoundDoubt, about: list[Draft], keys: count[int]) -> Draft:
    commitment = certainty_of(
        scene.passage,
        trigger=doubt.first,
        attributions=scene.attributions,
        language=scene.language,
        lexicon=scene.lexicon,
    )
    kind = EFFECTS[doubt.effect]
    return Draft(
        key=str(next(keys)), kind="judgement", scene=scene, trigger=(doubt.first, doubt.last), head=doubt.first,
        statement=whole_statement(scene), commitment=commitment, attribution=None,
        links=tuple((draft.key, kind) for draft in about),
    )  # fmt: skip

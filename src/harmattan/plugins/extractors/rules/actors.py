"""Finds who acts in a passage: named actors, generic ones, states, office-holders and persons."""

from __future__ import annotations

from harmattan.lexicons import Lexicon
from harmattan.plugins.extractors.rules.found import FoundActor
from harmattan.plugins.extractors.rules.generic import find_generic
from harmattan.plugins.extractors.rules.named import find_named, registry_of
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.plugins.extractors.rules.persons import find_persons
from harmattan.plugins.extractors.rules.states import find_states


def find_actors(passage: Passage, *, language: str, published: str | None, lexicon: Lexicon) -> tuple[FoundActor, ...]:
    """Return the actors of a passage in text order.

    A name that several actors bear keeps its candidates and no id. A member or unit of a named actor ("JNIM fighters") is
    that actor; what is only tied to one ("structures related to Al-Qaeda") is a generic actor beside it.
    """
    registry = registry_of(lexicon)
    named = find_named(passage, published=published, registry=registry)
    generic, swallowed = find_generic(passage, named, language=language, published=published, registry=registry)
    persons, titles = find_persons(passage, named, registry=registry)
    kept = [item.actor for item in named if item.row.kind not in ("state", "person") and item.span not in swallowed]
    states = find_states(passage, [item for item in named if item.row.kind == "state" and item.span not in swallowed])
    found: list[FoundActor] = list(persons)
    for actor in (*(actor for actor in generic if actor.head not in titles), *kept, *states):
        if not any(_is_same(actor, other) for other in found):
            found.append(actor)
    return tuple(sorted(found, key=lambda actor: (actor.first, -actor.last)))


def _is_same(actor: FoundActor, other: FoundActor) -> bool:
    """Say whether an actor adds nothing to one found already: the same words, or fewer of them with the same head."""
    if actor.head == other.head and other.first <= actor.first and actor.last <= other.last:
        return actor.actor_id == other.actor_id or (actor.generic and actor.actor_id is None)
    return False

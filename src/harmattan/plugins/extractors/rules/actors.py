"""Finds who acts in a passage: actors of the lexicon and others by name, generic ones, states, office-holders and persons."""

from __future__ import annotations

import msgspec

from harmattan.language.classes import classes
from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import ActorRow
from harmattan.plugins.extractors.rules.cast import Cast
from harmattan.plugins.extractors.rules.found import FoundActor
from harmattan.plugins.extractors.rules.generic import find_generic
from harmattan.plugins.extractors.rules.named import GROUPS, Named, find_named, is_borne, registry_of, replaced
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.plugins.extractors.rules.persons import find_persons
from harmattan.plugins.extractors.rules.references import resolve
from harmattan.plugins.extractors.rules.spelling import respelt
from harmattan.plugins.extractors.rules.states import find_states
from harmattan.plugins.extractors.rules.unlisted import find_shortened, find_unlisted
from harmattan.records.mention import ActorCandidate


def find_actors(
    passage: Passage, *, language: str, published: str | None, lexicon: Lexicon, cast: Cast | None = None
) -> tuple[FoundActor, ...]:
    """Return the actors of a passage in text order.

    A name that several actors bear keeps its candidates and no id. A member or unit of a named actor ("JNIM fighters") is
    that actor; what is only tied to one ("structures related to Al-Qaeda") is a generic actor beside it. A group that the
    lexicon lacks has an id made of its name. `cast` holds who the document named before, for acronyms and references.
    """
    cast = cast or Cast()
    registry = registry_of(lexicon)
    named = [
        _below(passage, item, cast, published, lexicon)
        for item in find_named(passage, published=published, registry=registry)
    ]
    generic, swallowed = find_generic(passage, named, language=language, published=published, registry=registry)
    persons, titles = find_persons(passage, named, registry=registry)
    kept = [item.actor for item in named if item.row.kind not in ("state", "person") and item.span not in swallowed]
    spans = [item.span for item in named if item.row.kind != "state"]
    spans += [(actor.first, actor.last) for actor in persons if actor.office or actor.actor_id]
    spans += [(at, at + 1) for at in titles]
    unlisted = [
        actor
        for actor in find_unlisted(passage, spans, language=language)
        if not any(
            other.actor_id is not None and other.first < actor.last and actor.first < other.last for other in generic
        )
    ]
    unlisted = [_spelt_out(actor, cast) for actor in unlisted]
    states = find_states(
        passage,
        [
            item
            for item in named
            if item.row.kind == "state"
            and item.span not in swallowed
            and not any(actor.first <= item.span[0] < actor.last for actor in unlisted)
        ],
    )
    found: list[FoundActor] = [
        actor
        for actor in persons
        if not any(_overlap(actor, other) for other in (*unlisted, *(each for each in generic if each.called)))
    ] + list(unlisted)
    generic = [
        actor
        for actor in generic
        if actor.head not in titles and not any(other.first <= actor.head < other.last for other in unlisted)
    ]
    for actor in (*generic, *kept, *states):
        if not any(_is_same(actor, other) for other in found):
            found.append(actor)
    found = respelt(passage, found, country=cast.country, published=published, registry=registry)
    found = _branches(_told_before(passage, found, cast), cast, lexicon)
    short = find_shortened(passage, found)
    found = [
        actor for actor in found if not any(_overlap(actor, each) and actor.called == each.called for each in short)
    ] + [actor for actor in short if not any(actor.first == each.first and each.called is None for each in found)]
    return tuple(_apart(resolve(passage, found, cast, published=published, registry=registry)))


def _apart(found: list[FoundActor]) -> list[FoundActor]:
    """Return the actors without those that overlap with the same one before ("members of the JNIM" and "JNIM group")."""
    kept: list[FoundActor] = []
    for actor in found:
        if actor.actor_id is None or not any(
            _overlap(actor, other) and other.actor_id == actor.actor_id for other in kept
        ):
            kept.append(actor)
    return kept


def _told_before(passage: Passage, found: list[FoundActor], cast: Cast) -> list[FoundActor]:
    """Return the actors with those that bear a name which the document has used before, or a person's surname."""
    told = list(found)
    for first, last, known in cast.again(passage, found):
        around = [actor for actor in told if actor.first < last and first < actor.last]
        if any(actor.actor_id == known.actor_id for actor in around if known.actor_id is not None):
            continue
        if known.kind == "person":
            if not around and passage.tokens[first].pos in ("PROPN", "NOUN"):
                told.append(_again(passage, first, last, known))
            continue
        if any(actor.last - actor.first > last - first for actor in around):
            continue
        told = [actor for actor in told if actor not in around]
        told.append(_again(passage, first, last, known))
    return told


def _below(passage: Passage, item: Named, cast: Cast, published: str | None, lexicon: Lexicon) -> Named:
    """Return "the al-Qaeda affiliate" as one below al-Qaeda: the one named before, that of the country, else candidates."""
    tokens, actor = passage.tokens, item.actor
    if actor.last >= len(tokens) or tokens[actor.last].lower not in classes().offshoots or actor.actor_id is None:
        return item
    below = [
        row
        for row in lexicon.rows(ActorRow)
        if any(tie.actor == actor.actor_id and is_borne(tie, published) for tie in row.parents)
    ]
    if not below:
        return item
    named = {other.actor_id for _, seen in cast.before for other in seen}
    told = [row for row in below if row.id in named]
    near = [row for row in below if row.country is not None and row.country == cast.country]
    if cast.country is not None:
        below = [row for row in below if row.country in (None, cast.country)] or below
    shown, score, reason = below, 0.8, f"below {actor.name}"
    if told:
        shown, reason = told, f"{reason}, named before"
    elif near:
        shown, score, reason = near, 0.7, f"{reason}, of {cast.country}"
    one = shown[0] if len(shown) == 1 else None
    made = replaced(actor, passage, actor.first, actor.last + 1, actor.last, plural=False)
    made = msgspec.structs.replace(
        made, actor_id=None if one is None else one.id, generic=True, kind=actor.kind,
        candidates=tuple(
            ActorCandidate(
                actor_id=row.id, name=row.names[0].text, score=round(score / len(shown), 3), reasons=(reason,)
            )
            for row in shown
        ),
    )  # fmt: skip
    return Named(one or item.row, (made.first, made.last), made)


def _spelt_out(actor: FoundActor, cast: Cast) -> FoundActor:
    """Return an acronym that the lexicon lacks as the actor whose name in the same document has these first letters."""
    row = cast.short.get(actor.name)
    if row is None:
        return actor
    reason = f"the first letters of “{row.names[0].text}”, named in the same text"
    return msgspec.structs.replace(
        actor, actor_id=row.id, called=None, kind=row.kind, country=row.country, group=GROUPS.get(row.kind),
        candidates=(ActorCandidate(actor_id=row.id, name=row.names[0].text, score=0.9, reasons=(reason,)),),
    )  # fmt: skip


def _branches(found: list[FoundActor], cast: Cast, lexicon: Lexicon) -> list[FoundActor]:
    """Return the actors with a name that is cut short as its branch ("Islamic State" after "Islamic State in the Sahel")."""
    made = []
    for actor in found:
        row = None if actor.actor_id is None or actor.generic else lexicon.get(ActorRow, actor.actor_id)
        longer = {} if row is None or row.kind not in GROUPS else cast.branches(actor, row, lexicon)
        if len(longer) != 1:
            made.append(actor)
            continue
        branch = next(iter(longer.values()))
        candidates = (
            ActorCandidate(
                actor_id=str(branch.actor_id),
                name=branch.name,
                score=0.8,
                reasons=(f"short for “{branch.name}”, named before",),
            ),
            ActorCandidate(actor_id=str(actor.actor_id), name=actor.name, score=0.2, reasons=("its name",)),
        )
        made.append(
            msgspec.structs.replace(
                actor, actor_id=branch.actor_id, kind=branch.kind, country=branch.country, candidates=candidates
            )
        )
    return made


def _again(passage: Passage, first: int, last: int, known: FoundActor) -> FoundActor:
    name = passage.text[passage.tokens[first].start : passage.tokens[last - 1].end]
    return msgspec.structs.replace(
        known, first=first, last=last, head=passage.head_of(first, last), name=name, plural=False
    )


def _overlap(actor: FoundActor, other: FoundActor) -> bool:
    return actor.first < other.last and other.first < actor.last


def _is_same(actor: FoundActor, other: FoundActor) -> bool:
    """Say whether an actor adds nothing to one found already: the same words, or fewer of them with the same head."""
    if actor.head == other.head and other.first <= actor.first and actor.last <= other.last:
        return actor.actor_id == other.actor_id or (actor.generic and actor.actor_id is None)
    return False

"""Whom "the army", "the group", "the militants", "its fighters" and "they" stand for: an earlier actor, or nobody for sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from harmattan.language.classes import classes
from harmattan.lexicons.rows import ActorRow, DemonymRow, HeadRow, PlaceRow, QualifierRow
from harmattan.plugins.extractors.rules.cast import Cast
from harmattan.plugins.extractors.rules.found import FIGHTING, FoundActor
from harmattan.plugins.extractors.rules.named import Registry
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.plugins.extractors.rules.surroundings import belongs, concept_of
from harmattan.records.mention import ActorCandidate

_ARTICLES = frozenset({"the", "le", "la", "les", "l'", "l’", "du", "au"})
_OWNED = frozenset({"its", "their", "ses", "leurs"})
_OPENING = frozenset({"of", "that", "which", "linked", "de", "du", "des", "qui", "lié"})
"""Words behind a noun for a group that go on to say which one."""
_GROUPS = FIGHTING | {"alliance", "armed_group"}
_ARMED = _GROUPS - {"junta"}
_ALSO = {
    "armed_group": ("gang", "jihadist", "rebel", "separatist"),
    "paramilitary": ("militia",),
    "rebel": ("jihadist", "separatist"),
    "separatist": ("rebel",),
    "military": ("foreign_force",),
}
"""Kinds of groups that a noun may call so besides its own: "insurgents" may be jihadists, "militants" no one's militia."""
_BODIES = _GROUPS | {"military", "police", "mission", "foreign_force", "government", "intelligence"}
_SINGULAR = frozenset({"it", "elle", "il"})
_PLURAL = frozenset({"they", "ils", "elles"})
_SUBJECT = ("nsubj", "nsubj:pass")
_SENTENCE, _BEFORE, _FAR = 0.9, 0.8, 0.6
"""How sure a reference is whose antecedent stands in the same sentence, the one before, or further back; by judgement."""


_UNNAMED = 0.45
"""How sure a force is that only its country tells: below what makes an id."""


def resolve(
    passage: Passage, actors: Sequence[FoundActor], cast: Cast, *, published: str | None, registry: Registry
) -> list[FoundActor]:
    """Return the actors with an id for those that stand for one named before, and "the group" where it does, too.

    What may stand for several keeps them as candidates and no id.
    """
    groups_named: list[FoundActor] = []
    covered = {at for actor in actors for at in range(actor.first, actor.last)}
    for row, first, last, head in passage.terms(HeadRow):
        if head in covered or passage.tokens[head].lower not in classes().groups or last - first > 1:
            continue
        before = first and passage.tokens[first - 1].lower in _ARTICLES
        after = last < len(passage.tokens) and passage.tokens[last].lower in _OPENING
        if not before or after or any(actor.first == last for actor in actors):
            continue
        groups = _nearest(passage, first, actors, cast)
        name = passage.text[passage.tokens[first].start : passage.tokens[last - 1].end]
        made = FoundActor(first=first, last=last, head=head, name=name, kind=row.kind, generic=True, speaks=row.speaks)
        groups_named.append(_as(made, groups))
    actors = sorted([*actors, *groups_named], key=lambda actor: actor.first)
    heads = {head: (row, first, last) for row, first, last, head in passage.terms(HeadRow)}
    resolved: list[FoundActor] = []
    for actor in actors:
        named_so = _called_group(passage, actor, resolved, cast, actor in groups_named)
        if named_so is not None:
            resolved.append(named_so)
            continue
        seen = heads.get(actor.head)
        if seen is not None and not actor.candidates and _is_sent(actor, seen[0]) and cast.country is not None:
            sent = registry.sent(str(actor.country), cast.country, published)
            actor = msgspec.structs.replace(actor, candidates=tuple(_sent(row, actor, cast, len(sent)) for row in sent))
        if (
            seen is None
            or not actor.generic
            or actor.actor_id is not None
            or actor.country is not None
            or actor in groups_named
        ):
            resolved.append(actor)
            continue
        row, first, last = seen
        if _word_before(passage, actor, first) in _OWNED and (belongs(row, passage.tokens[actor.head].lower)):
            actor = _as(actor, _owner(passage, first, [*resolved, *actors]))
        elif _is_bare(passage, actor, first, last):
            found = _body(passage, row, cast, published, registry)
            actor = _as(actor, found or (_same(row, actor, [*resolved, *actors], cast) if actor.plural else []))
        elif row.institution is not None and (actor.first, actor.last) == (0, last) == (first, last):
            actor = _as(actor, _earlier(row, row.institution, cast))  # "Authorities said"
        resolved.append(actor)
    return sorted(resolved, key=lambda actor: (actor.first, -actor.last))


def _is_sent(actor: FoundActor, row: HeadRow) -> bool:
    """Return whether an actor may be a force that its country sends abroad ("Russian mercenaries", "its Russian allies")."""
    return actor.country is not None and row.kind in ("company", "foreign_force", "unknown") and not row.institution


def _sent(row: ActorRow, actor: FoundActor, cast: Cast, number: int) -> ActorCandidate:
    # Likely, and no more: the words name a country, and others of it may be there.
    return ActorCandidate(
        actor_id=row.id, name=row.names[0].text, score=round(_UNNAMED / number, 3),
        reasons=(f"of {actor.country}, kept by {cast.country} at that date",),
    )  # fmt: skip


def _called_group(
    passage: Passage, actor: FoundActor, actors: Sequence[FoundActor], cast: Cast, done: bool
) -> FoundActor | None:
    """Return "the jihadist group" as the group of that sort that was named before; None where none was."""
    tokens = passage.tokens
    if done or actor.plural or not (actor.actor_id or "").startswith("generic:") or actor.country is not None:
        return None
    first = actor.first - 1
    if tokens[actor.head].lower not in classes().groups or first < 0 or tokens[first].lower not in _ARTICLES:
        return None
    if actor.last < len(tokens) and tokens[actor.last].lower in _OPENING:
        return None
    within = {at for row, a, b, _ in passage.terms(QualifierRow) if row.kind is not None for at in range(a, b)}
    if not any(at in within for at in range(actor.first, actor.last)):
        return None
    kinds = {actor.kind, "alliance", "unknown"}
    if actor.kind == "armed_group":
        kinds |= _ARMED
    found = _nearest(passage, first, actors, cast, frozenset(kinds | set(_ALSO.get(actor.kind, ()))))
    return _as(actor, found) if found else None


def pronouns(passage: Passage, actors: Sequence[FoundActor], cast: Cast) -> tuple[FoundActor, ...]:
    """Return "it" and "they" as the actors that they stand for, where the subject before tells; all others are left open."""
    found = []
    for token in passage.tokens:
        plural = token.lower in _PLURAL
        if token.pos != "PRON" or token.dep not in _SUBJECT or not (plural or token.lower in _SINGULAR):
            continue
        verb = passage.sentence.head(token)
        if verb.pos not in ("VERB", "AUX") or (token.dep == "nsubj:pass" and passage.sentence.children(verb, "ccomp")):
            continue
        antecedent = _subject_before(passage, token.i, actors, cast, plural=plural)
        if antecedent is None:
            continue
        actor, score = antecedent
        found.append(
            msgspec.structs.replace(
                actor, first=token.i, last=token.i + 1, head=token.i, name=token.text, generic=True, called=None,
                candidates=(_candidate(actor, score, "the subject before"),),
            )
        )  # fmt: skip
    return tuple(found)


def _subject_before(
    passage: Passage, at: int, actors: Sequence[FoundActor], cast: Cast, *, plural: bool
) -> tuple[FoundActor, float] | None:
    """Return the one subject that a pronoun can go back to: that of a clause above it, else that of the sentence before."""
    node = passage.tokens[at]
    for _ in range(4):
        node = passage.sentence.head(node)
        if node.dep in ("root", "acl:relcl") or node.head == node.i:
            break
        above = passage.sentence.head(node)
        subject = _subject(passage, above.i, at, actors)
        if subject is not None:
            others = [
                actor
                for actor in actors
                if actor is not subject and actor.last <= at and _competes(actor, subject, plural=plural)
            ]
            return (subject, _SENTENCE) if _fits(subject, plural=plural) and not others else None
    if any(_competes(actor, None, plural=plural) for actor in actors if actor.last <= at):
        return None
    for before, seen in cast.before:
        root = next((token.i for token in before.tokens if token.dep == "root"), None)
        subject = None if root is None else _subject(before, root, len(before.tokens), seen)
        if subject is None or not _fits(subject, plural=plural):
            return None
        others = [actor for actor in seen if actor is not subject and _competes(actor, subject, plural=plural)]
        return None if others else (subject, _BEFORE)
    return None


def _subject(passage: Passage, head: int, before: int, actors: Sequence[FoundActor]) -> FoundActor | None:
    """Return the actor that is the subject of tokens[head] and stands before a token."""
    for child in passage.sentence.children(passage.tokens[head], *_SUBJECT):
        for actor in actors:
            if actor.head == child.i and actor.last <= before:
                return actor
    return None


def _fits(actor: FoundActor, *, plural: bool) -> bool:
    """Return whether a pronoun can stand for an actor: "it" for one body, "they" for a body or many."""
    if actor.actor_id is None or actor.kind in ("person", "official", "civilian"):
        return False
    known = actor.kind in _BODIES or actor.kind == "state" or _is_group(actor)
    return known and (not actor.plural or plural)


def _competes(actor: FoundActor, subject: FoundActor | None, *, plural: bool) -> bool:
    """Return whether a pronoun may as well stand for an actor beside its subject."""
    if subject is not None and actor.actor_id is not None and actor.actor_id == subject.actor_id:
        return False
    if plural:
        return actor.plural or actor.kind in _GROUPS
    return not actor.plural and actor.kind in _GROUPS | {"state"} and not actor.generic


def _word_before(passage: Passage, actor: FoundActor, first: int) -> str:
    at = min(actor.first, first)
    if passage.tokens[at].lower in _OWNED:
        return passage.tokens[at].lower
    return passage.tokens[at - 1].lower if at else ""


def _is_bare(passage: Passage, actor: FoundActor, first: int, last: int) -> bool:
    """Return whether an actor is its noun and the article alone ("the army")."""
    vague = {at for row, a, b, _ in passage.terms(QualifierRow) if not row.distinct for at in range(a, b)}
    tokens = passage.tokens
    if actor.last != last or (last < len(tokens) and tokens[last].dep == "amod" and first <= tokens[last].head < last):
        return False
    at = first - 1
    while at >= 0 and at in vague:  # "the federal government"
        at -= 1
    return at >= 0 and passage.tokens[at].lower in _ARTICLES and actor.first >= at


def _body(
    passage: Passage, row: HeadRow, cast: Cast, published: str | None, registry: Registry
) -> list[ActorCandidate]:
    """Return the body that "the army", "the government" or "the junta" is: one named before, else that of the country."""
    institution = "junta" if row.kind == "junta" else row.institution
    if institution is None or not row.speaks:  # "the soldier" is not the army
        return []
    before = _earlier(row, institution, cast)
    if before:
        return before
    countries = _countries(passage) | ({cast.country} if cast.country else set())
    bodies = [
        body
        for country in sorted(countries)
        for body in (
            registry.of_country.get((country, "junta"), [])
            if institution == "junta"
            else registry.body(country, institution, published)
        )
    ]
    if len(countries) != 1 or cast.country is None:
        return [
            ActorCandidate(
                actor_id=body.id, name=body.names[0].text, score=round(1 / max(2, len(bodies)), 3),
                reasons=(f"the {institution} of {body.country}, one of the countries named",),
            )
            for body in bodies
        ]  # fmt: skip
    return [
        ActorCandidate(
            actor_id=body.id, name=body.names[0].text, score=round(_FAR / len(bodies), 3) if len(bodies) > 1 else _BEFORE,
            reasons=(f"the {institution} of {body.country}, the country that the text is about",),
        )
        for body in bodies
    ]  # fmt: skip


def _earlier(row: HeadRow, institution: str, cast: Cast) -> list[ActorCandidate]:
    """Return the bodies of a kind that the nearest sentence before names; "Mali" is no government, "the Malian government" is."""
    kinds = {"government", "junta", "state"} if institution in ("government", "junta") else {institution}
    for _, seen in cast.before:
        earlier = {
            other.actor_id: other
            for other in seen
            if other.kind in kinds and other.actor_id is not None and _is_body(other, row)
        }
        if len(earlier) == 1:
            return [_candidate(next(iter(earlier.values())), _BEFORE, "named before")]
        if earlier:
            return [_candidate(other, round(1 / len(earlier), 3), "named before") for other in earlier.values()]
    return []


def _is_body(actor: FoundActor, row: HeadRow) -> bool:
    """Return whether an actor before is a body as a noun says: of the lexicon, or called by the same noun ("Syrian army")."""
    if actor.actor_id is None or (actor.kind == "state" and len(actor.name.split()) < 2):
        return False
    return not actor.actor_id.startswith("generic:") or actor.actor_id.endswith(f"-{concept_of(row.id)}")


def _countries(passage: Passage) -> set[str]:
    """Return the countries that a passage names by their places, peoples or own names, of each word the only one."""
    found: set[str] = set()
    for hit in passage.hits:
        said = {row.country for row in hit.rows if isinstance(row, (PlaceRow, DemonymRow)) and row.country}
        said |= {row.country for row in hit.rows if isinstance(row, ActorRow) and row.kind == "state" and row.country}
        if len(said) == 1:
            found |= said
    return found


def _owner(passage: Passage, at: int, actors: Sequence[FoundActor]) -> list[ActorCandidate]:
    """Return whose fighters "its fighters" are: the subject before."""
    node = passage.tokens[at]
    while node.head != node.i:
        node = passage.sentence.head(node)
        subject = _subject(passage, node.i, at, actors)
        if subject is not None:
            fits = subject.actor_id is not None and (subject.kind in _BODIES or _is_group(subject))
            return [_candidate(subject, _SENTENCE, "the subject before")] if fits else []
    return []


def _same(row: HeadRow, actor: FoundActor, actors: Sequence[FoundActor], cast: Cast) -> list[ActorCandidate]:
    """Return the group that "the militants" are: the one named last, where no unnamed fighters came in between."""
    if row.kind not in _ARMED:
        return []
    own = [other for other in actors if other.last <= actor.first]
    for seen in (own, *(others for _, others in cast.before)):
        armed = [other for other in seen if other.kind in _ARMED or other.called is not None]
        if not armed:
            continue
        if any(other.actor_id is None or other.actor_id.startswith("generic:") for other in armed):
            return []
        groups = {other.actor_id: other for other in armed}
        fitting = [
            other
            for other in groups.values()
            if other.kind in (row.kind, "unknown", "alliance", "armed_group", *_ALSO.get(row.kind, ()))
        ]
        if len(fitting) < len(groups):
            return []
        score = _BEFORE if len(fitting) == 1 else round(1 / len(fitting), 3)
        return [_candidate(other, score, "the group named before") for other in fitting]
    return []


def _is_group(actor: FoundActor) -> bool:
    known = actor.actor_id is not None and not actor.actor_id.startswith("generic:")
    return known and (actor.kind in _GROUPS or actor.kind == "unknown")  # "the group" and new names are of no kind


def _nearest(
    passage: Passage, at: int, actors: Sequence[FoundActor], cast: Cast, kinds: frozenset[str] | None = None
) -> list[ActorCandidate]:
    """Return the groups of the nearest sentence that names any: the only one, its subject among several, or all as candidates.

    `kinds` narrows them to groups of these kinds.
    """
    own = [actor for actor in actors if actor.last <= at]
    for passage_, seen, score in _looking_back(passage, own, cast):
        groups = {
            actor.actor_id: actor for actor in seen if _is_group(actor) and (kinds is None or actor.kind in kinds)
        }
        if not groups:
            continue
        if len(groups) == 1:
            return [_candidate(next(iter(groups.values())), score, "the group named before")]
        subjects = [actor for actor in groups.values() if passage_.tokens[actor.head].dep in _SUBJECT]
        joined = {
            passage_.tokens[actor.head].head for actor in groups.values() if passage_.tokens[actor.head].dep == "conj"
        }
        subjects = [actor for actor in subjects if actor.head not in joined]
        if len(subjects) == 1:
            return [_candidate(subjects[0], _FAR, "the group named before as a subject")]
        return [_candidate(actor, round(1 / len(groups), 3), "a group named before") for actor in groups.values()]
    return []


def _looking_back(
    passage: Passage, own: Sequence[FoundActor], cast: Cast
) -> Iterator[tuple[Passage, Sequence[FoundActor], float]]:
    yield passage, own, _SENTENCE
    for far, (before, seen) in enumerate(cast.before):
        yield before, seen, _FAR if far else _BEFORE


def _candidate(actor: FoundActor, score: float, reason: str) -> ActorCandidate:
    return ActorCandidate(
        actor_id=str(actor.actor_id), name=actor.name, score=score, reasons=(f"{reason}: “{actor.name}”",)
    )


def _as(actor: FoundActor, candidates: list[ActorCandidate]) -> FoundActor:
    """Return an actor with its candidates, and as the one that is alone."""
    if not candidates:
        return actor
    if len(candidates) > 1 or candidates[0].score < 0.5:
        return msgspec.structs.replace(actor, candidates=tuple(candidates))
    return msgspec.structs.replace(actor, actor_id=candidates[0].actor_id, candidates=tuple(candidates))

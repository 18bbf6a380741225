"""Finds generic actors: head nouns with what tells them apart ("Russian forces", "structures related to Al-Qaeda")."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from harmattan.language.classes import classes
from harmattan.lexicons.rows import HeadRow, MeansRow, QualifierRow, TriggerRow
from harmattan.plugins.extractors.rules.cast import new_id
from harmattan.plugins.extractors.rules.found import FIGHTING, FoundActor
from harmattan.plugins.extractors.rules.named import GROUPS, Named, Registry, replaced
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.plugins.extractors.rules.surroundings import (
    FORMER,
    GROUPED,
    MEMBERS,
    OWNED,
    Around,
    Seen,
    belongs,
    concept_of,
    look_around,
)
from harmattan.plugins.extractors.rules.unlisted import name_before
from harmattan.records.mention import ActorCandidate

# Kinds that a qualifier may turn into another: "armed men", "rebel forces"; a "rebel source" stays a source.
_YIELDING = frozenset(
    {"unknown", "armed_group", "military", "civilian", "organisation", "militia", "protester", "community"}
)
_VAGUE = frozenset(
    {"other", "several", "many", "various", "different", "such", "autre", "autres", "divers", "différents"}
)
_SOMEBODY = frozenset({"person", "organisation", "party", "military", "company"})
"""Kinds whose nouns are somebody without more ("a patrol", "the union")."""
_SPECIFIC = (
    "jihadist",
    "separatist",
    "rebel",
    "company",
    "militia",
    "mission",
    "paramilitary",
    "police",
    "gang",
    "armed_group",
)


def find_generic(
    passage: Passage, named: Sequence[Named], *, language: str, published: str | None, registry: Registry
) -> tuple[list[FoundActor], set[tuple[int, int]]]:
    """Return the generic actors of a passage, and the spans of the names that they took in ("JNIM" of "JNIM fighters")."""
    seen = Seen(passage, named)
    heads = _heads(passage, seen, language)
    found: list[FoundActor] = []
    swallowed: set[tuple[int, int]] = set()
    used: set[int] = set()
    for number, (row, first, last, head) in enumerate(heads):
        stop = heads[number + 1][1] if number + 1 < len(heads) else len(passage.tokens)
        around = look_around(passage, seen, first, last, stop, language)
        used.update(range(around.first, around.last))
        swallowed.update(
            item.span for item in named if item.row.kind == "community" and around.first <= item.span[0] < first
        )
        found.extend(_actors(passage, seen, row, (first, last, head), around, published, registry, swallowed))
    found.extend(_peoples(passage, seen, used))
    return found, swallowed


def _heads(passage: Passage, seen: Seen, language: str) -> list[tuple[HeadRow, int, int, int]]:
    """The head nouns that head something: no verbs, no adjectives, no first half of a compound, none within a name."""
    tokens = passage.tokens
    upper = passage.upper
    hits: list[tuple[HeadRow, int, int, int]] = []
    terms = passage.terms(HeadRow)
    starts = {first for _, first, _, _ in terms}
    triggers = (
        {at for row, first, last, _ in passage.terms(TriggerRow) for at in range(first, last)} if terms else set()
    )
    weapons = {at for _, first, last, _ in passage.terms(MeansRow) if last - first > 1 for at in range(first, last)}
    for row, first, last, head in terms:
        token = tokens[head]
        if head in weapons and last - first == 1:
            continue  # "jet fighter"
        if hits and hits[-1][1] == first:
            continue
        if token.pos in ("VERB", "AUX") and not (upper and last - first > 1):
            continue
        if token.pos == "ADV" and last - first == 1:
            continue  # "no longer"
        if token.pos == "ADJ" and last - first == 1 and token.dep in ("amod", "compound", "nmod", "flat"):
            # "militant bombings"; and a gunman is one whatever the tagger makes of it
            strikes = row.kind in FIGHTING | {"armed_group"} and token.head == head + 1 and token.head in triggers
            if not strikes and not token.lower.endswith(("man", "men")):
                continue
        item = seen.named.get(head)
        if (item is not None and item.row.kind != "state") or (
            head + 1 not in starts and _only_modifies(passage, head, triggers)
        ):
            continue
        hits.append((row, first, last, head))
    if language == "fr":
        return hits
    kept = []
    for number, hit in enumerate(hits):
        after = hits[number + 1] if number + 1 < len(hits) else None
        if after is None or after[1] != hit[2] or _is_apart(passage, hit, after):
            kept.append(hit)
    return kept


def _only_modifies(passage: Passage, head: int, triggers: set[int]) -> bool:
    """Whether a noun only says which thing: "police station". Before a trigger ("rebel attack") it is an actor."""
    token = passage.tokens[head]
    above = passage.tokens[token.head]
    if token.pos == "ADJ":
        return False  # one that is no actor was left out before
    return token.dep in ("compound", "amod") and above.i == head + 1 and above.pos == "NOUN" and above.i not in triggers


def _is_apart(passage: Passage, hit: tuple[HeadRow, int, int, int], after: tuple[HeadRow, int, int, int]) -> bool:
    """Whether two neighbouring head nouns are two actors; mostly the first only qualifies the second ("police officers")."""
    token = passage.tokens[hit[3]]
    return (
        token.head != after[3]
        and token.dep in ("obj", "obl", "nsubj", "nsubj:pass")
        and token.head != token.i
        and (passage.tokens[after[3]].head == token.head)
    )


def _actors(
    passage: Passage,
    seen: Seen,
    row: HeadRow,
    at: tuple[int, int, int],
    around: Around,
    published: str | None,
    registry: Registry,
    swallowed: set[tuple[int, int]],
) -> list[FoundActor]:
    first, last, head = at
    plural = _is_plural(passage, row, first, last)
    groups = [item for item in around.members_of if item.row.kind in GROUPED or item.row.kind == "mission"]
    if (
        around.tie is not None and around.tie.pos == "phrase" and around.last > last
    ):  # "M23 rebels backed by Rwanda" are M23
        own = _own_name(passage, seen, row, (first, head), around)
        if own is not None:
            return [msgspec.structs.replace(own, plural=plural)]
        if groups:
            around.tie = None
    if around.tie is not None and around.tied is not None:
        kind = around.tied_kind if around.tied_kind in GROUPED and row.kind in _YIELDING else _kind(row, around)
        name = f"{around.tied}-{concept_of(around.tie.id)}-{concept_of(row.id)}"
        return [_made(passage, row, head, around, kind=kind, actor_id=f"generic:{name}", plural=plural)]
    if len(groups) == 1 and (belongs(row, passage.tokens[head].lower) or concept_of(row.id) == "coalition"):
        swallowed.add(groups[0].span)
        return [replaced(groups[0].actor, passage, around.first, around.last, head, plural=plural)]
    if groups and row.kind == "unknown":  # "opponents of Boko Haram", "JNIM supporters"
        return [_made(passage, row, head, around, kind="unknown", actor_id=None, plural=plural)]
    if groups:
        return [] if len(groups) > 1 and row.kind in MEMBERS else _plain(passage, seen, row, at, around, plural)
    countries = _countries(around)
    apart = _apart(around)
    if len(countries) + len(apart) > 1 and countries and plural:
        around.qualifiers = [item for item in around.qualifiers if item not in [other for _, other in apart]]
        made = [
            _of_country(passage, row, (first, last, head), around, country, word, published, registry, plural)
            for country, word in countries.items()
        ]
        for word, quality in apart:
            alone = msgspec.structs.replace(around, qualifiers=[quality])
            made.extend(
                _narrowed(passage, actor, (first, last), word)
                for actor in _plain(passage, seen, row, at, alone, plural)
            )
        return made
    if len(countries) == 1:
        country = next(iter(countries))
        swallowed.update((spot, spot + 1) for spot, _ in around.states if spot >= 0)
        return [_of_country(passage, row, (first, last, head), around, country, None, published, registry, plural)]
    return _plain(passage, seen, row, at, around, plural)


def _apart(around: Around) -> list[tuple[int, QualifierRow]]:
    """Qualifiers coordinated with a people: "Ukrainian and Western specialists" are two actors."""
    peoples = {spot for spot, _ in around.demonyms} | {spot for spot, _ in around.states}
    return [
        (first, row)
        for first, last, row in around.spots
        if (last in around.joints and last + 1 in peoples) or (first - 1 in around.joints and first - 2 in peoples)
    ]


def _narrowed(passage: Passage, actor: FoundActor, head: tuple[int, int], word: int) -> FoundActor:
    """Return one of several actors that share a head noun: its name is its own word and the noun."""
    tokens = passage.tokens
    noun = passage.text[tokens[head[0]].start : tokens[head[1] - 1].end]
    name = f"{tokens[word].text} {noun}" if word < head[0] else f"{noun} {tokens[word].text}"
    return msgspec.structs.replace(actor, name=name, first=min(word, head[0]), last=max(word + 1, head[1]))


def _countries(around: Around) -> dict[str, int]:
    """The countries that qualify a head, each with the token that names it."""
    found: dict[str, int] = {}
    for spot, row in around.demonyms:
        found.setdefault(row.country, spot)
    for spot, country in around.states:
        found.setdefault(country, spot)
    return found


def _plain(
    passage: Passage, seen: Seen, row: HeadRow, at: tuple[int, int, int], around: Around, plural: bool
) -> list[FoundActor]:
    first, _, head = at
    own = _own_name(passage, seen, row, (first, head), around)
    if own is not None:
        return [msgspec.structs.replace(own, plural=plural)]
    if (
        not row.alone
        and not around.qualifiers
        and row.kind not in _SOMEBODY
        and not _is_told_apart(passage, around.first, head, plural)
        and not _strikes(passage, row, head)
    ):
        return []
    words = sorted({concept_of(item.id) for item in around.qualifiers if item.distinct})
    actor_id = f"generic:{'-'.join((*words, concept_of(row.id)))}" if words else None
    return [_made(passage, row, head, around, kind=_kind(row, around), actor_id=actor_id, plural=plural)]


def _own_name(passage: Passage, seen: Seen, row: HeadRow, at: tuple[int, int], around: Around) -> FoundActor | None:
    """Return an actor that the lexicon lacks by the name before its noun ("Taliban insurgents")."""
    first, head = at
    if row.kind not in MEMBERS or row.kind in ("military", "mission", "foreign_force"):
        return None
    odd = {*seen.qualifiers, *seen.demonyms, *seen.named, *seen.places}
    span = name_before(passage, first, around.first, odd)
    if span is None:
        return None
    last = head + 1 if passage.tokens[head].text[:1].isupper() else span[1]  # "Quami Movement"
    name = " ".join(passage.text[passage.tokens[span[0]].start : passage.tokens[last - 1].end].split())
    around.first = min(around.first, span[0])
    made = _made(passage, row, head, around, kind=_kind(row, around), actor_id=new_id(name), plural=True)
    return msgspec.structs.replace(made, generic=False, called=name)


def _is_told_apart(passage: Passage, first: int, head: int, plural: bool) -> bool:
    """Whether a noun that alone is nobody is somebody's ("his advisers"), or several of a sort ("religious groups")."""
    tokens = passage.tokens
    at = first - 1
    while at >= 0 and tokens[at].lower in FORMER:
        at -= 1
    if at >= 0 and tokens[at].lower in OWNED:
        return True
    sort = [child for child in passage.sentence.children(tokens[head], "amod", "compound") if child.lower not in _VAGUE]
    counted = passage.sentence.children(tokens[head], "nummod")
    several = plural and bool(sort or counted) and tokens[head].lower in classes().bodies
    return several or (bool(sort) and tokens[head].text in classes().groups)  # "the opposition group"


def _strikes(passage: Passage, row: HeadRow, head: int) -> bool:
    """Whether people of whom nothing is said do what a trigger tells ("youths attacked …", "a man threw …")."""
    token = passage.tokens[head]
    if row.kind != "civilian" or token.dep not in ("nsubj", "obl:agent"):
        return False
    return any(
        at == token.head and found.kind == "event" and found.pos == "verb" for found, _, _, at in passage.triggers
    )


def _of_country(
    passage: Passage,
    row: HeadRow,
    at: tuple[int, int, int],
    around: Around,
    country: str,
    word: int | None,
    published: str | None,
    registry: Registry,
    plural: bool,
) -> FoundActor:
    """The body that the lexicon knows for a country, else a generic actor. `word` names it where several share the head."""
    people = next((concept_of(item.id) for _, item in around.demonyms if item.country == country), None)
    words = sorted({concept_of(item.id) for item in around.qualifiers if item.distinct})
    label = people or country.lower()
    actor_id = f"generic:{'-'.join((label, *words, concept_of(row.id)))}"
    made = _made(
        passage, row, at[2], around, kind=_kind(row, around), actor_id=actor_id, plural=plural, country=country
    )
    if word is not None:
        made = _narrowed(passage, made, (at[0], at[1]), word)
    if row.institution is None or around.odd or words:
        return made
    bodies = registry.body(country, row.institution, published)
    candidates = tuple(
        ActorCandidate(
            actor_id=body.id,
            name=body.names[0].text,
            score=round(1 / len(bodies), 3),
            reasons=(f"the {row.institution} of {country}",),
        )
        for body in bodies
    )
    if len(bodies) != 1:
        return msgspec.structs.replace(made, candidates=candidates)
    return msgspec.structs.replace(
        made, actor_id=bodies[0].id, kind=bodies[0].kind, generic=False, candidates=candidates
    )


def _kind(row: HeadRow, around: Around) -> str:
    if row.kind not in _YIELDING:
        return row.kind
    said = {item.kind for item in around.qualifiers if item.kind is not None}
    return next((kind for kind in _SPECIFIC if kind in said), row.kind)


def _made(
    passage: Passage,
    row: HeadRow,
    head: int,
    around: Around,
    *,
    kind: str,
    actor_id: str | None,
    plural: bool,
    country: str | None = None,
) -> FoundActor:
    tokens = passage.tokens
    return FoundActor(
        first=around.first,
        last=around.last,
        head=head,
        name=passage.text[tokens[around.first].start : tokens[around.last - 1].end],
        actor_id=actor_id,
        kind=kind,
        country=country,
        generic=True,
        group=row.group if kind == row.kind else GROUPS.get(kind, row.group),
        speaks=row.speaks,
        anonymous=row.anonymous,
        plural=plural,
    )


_SINGULAR = frozenset({"a", "an", "one", "un", "une", "this", "that", "each", "every", "ce", "cet", "cette", "chaque"})


def _is_plural(passage: Passage, row: HeadRow, first: int, last: int) -> bool:
    word = passage.tokens[last - 1].lower
    at = first - 1
    while at >= 0 and passage.tokens[at].pos in ("ADJ", "NOUN", "PROPN", "X"):
        at -= 1
    if at >= 0 and passage.tokens[at].lower in _SINGULAR:
        return False
    return (
        word.endswith(("s", "x", "men", "people", "children", "women", "police", "troops"))
        or word != row.term.split()[-1]
    )


def _peoples(passage: Passage, seen: Seen, used: set[int]) -> list[FoundActor]:
    """ "Russians", "les Maliens": a people named as such."""
    found = []
    for at, row in seen.demonyms.items():
        token = passage.tokens[at]
        if at in used or at in seen.named or token.pos not in ("NOUN", "PROPN") or not token.text[0].isupper():
            continue
        if token.dep in ("amod", "compound", "flat") or not token.lower.endswith(("s", "men", "x")):
            continue
        if token.lower == row.term and row.term.endswith("s"):
            continue  # "français", "Swiss": the adjective looks the same
        found.append(
            FoundActor(
                first=at,
                last=at + 1,
                head=at,
                name=token.text,
                actor_id=None if at in seen.ambiguous else f"generic:{concept_of(row.id)}-nationals",
                kind="unknown",
                country=None if at in seen.ambiguous else row.country,
                generic=True,
                plural=True,
            )
        )
    return found

"""Finds generic actors: head nouns with what tells them apart ("Russian forces", "structures related to Al-Qaeda")."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from harmattan.lexicons.rows import DemonymRow, HeadRow, PlaceRow, QualifierRow, TriggerRow
from harmattan.plugins.extractors.rules.found import FoundActor
from harmattan.plugins.extractors.rules.named import GROUPS, Named, Registry, replaced
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.records.mention import ActorCandidate

# Kinds whose members act for the named group that they belong to ("JNIM fighters" are JNIM).
_MEMBERS = frozenset(
    [
        "armed_group",
        "rebel",
        "jihadist",
        "military",
        "militia",
        "company",
        "separatist",
        "gang",
        "paramilitary",
        "mission",
        "foreign_force",
        "unknown",
    ]
)
_GROUPED = _MEMBERS - {"unknown", "mission"} | {"alliance"}
# Kinds that a qualifier may turn into another: "armed men", "rebel forces"; a "rebel source" stays a source.
_YIELDING = frozenset(
    {"unknown", "armed_group", "military", "civilian", "organisation", "militia", "protester", "community"}
)
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
_FORMER = frozenset({"former", "ex", "ex-", "retired", "ancien", "anciens", "ancienne", "anciennes"})
_OF = frozenset({"of", "from", "de", "du", "des", "d'", "d’", "aux", "au"})
_IN = frozenset({"in", "à", "en"})
_ARTICLES = frozenset({"the", "la", "le", "les", "l'", "l’"})
_OWNED = frozenset(["their", "its", "his", "her", "our", "leur", "leurs", "ses", "sa", "son", "nos", "notre"])
_MARKS = frozenset({"-", "–", '"', "“", "”", "«", "»"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_JOINTS = frozenset({"and", "or", "et", "ou", ","})
_SKIPPED = 2
"""Unknown modifiers that may stand between a head noun and what qualifies it."""


class _Around(msgspec.Struct):
    """What was found around a head noun while walking away from it."""

    first: int
    last: int
    demonyms: list[tuple[int, DemonymRow]] = []
    qualifiers: list[QualifierRow] = []
    spots: list[tuple[int, int, QualifierRow]] = []
    joints: list[int] = []
    states: list[tuple[int, str]] = []
    members_of: list[Named] = []
    tie: QualifierRow | None = None
    tied: str | None = None
    tied_kind: str | None = None
    odd: bool = False


class _Seen:
    """Where in a passage qualifiers, peoples, actors and places stand, by token."""

    def __init__(self, passage: Passage, named: Sequence[Named]) -> None:
        self.passage = passage
        self.demonyms: dict[int, DemonymRow] = {}
        self.ambiguous: set[int] = set()
        upper = passage.text.upper() == passage.text
        for demonym, first, last, _ in passage.terms(DemonymRow):
            if demonym.language == "en" and not upper and not passage.tokens[first].text[0].isupper():
                continue
            for at in range(first, last):
                if at in self.demonyms and self.demonyms[at].country != demonym.country:
                    self.ambiguous.add(at)
                self.demonyms.setdefault(at, demonym)
        self.qualifiers: dict[int, tuple[QualifierRow, int, int]] = {}
        self.named = {at: item for item in named for at in range(*item.span)}
        for row, first, last in _qualifiers(passage):
            for at in range(first, last):
                if not row.tie and at in self.named and self.named[at].row.kind not in ("state", "community"):
                    continue  # "State" of "Islamic State"
                if at not in self.qualifiers or (row.tie and not self.qualifiers[at][0].tie):
                    self.qualifiers[at] = (row, first, last)
        self.places: dict[int, tuple[PlaceRow, int, int]] = {}
        for place, first, last, _ in passage.terms(PlaceRow):
            for at in range(first, last):
                self.places.setdefault(at, (place, first, last))


def _qualifiers(passage: Passage) -> list[tuple[QualifierRow, int, int]]:
    """Every qualifier, those within one word with others too ("State-affiliated")."""
    found: list[tuple[QualifierRow, int, int]] = []
    for hit in passage.hits:
        rows = [row for row in hit.rows if isinstance(row, QualifierRow)]
        bounds = passage.words(hit.start, hit.end) if rows else None
        if bounds is not None:
            found.extend((row, *bounds) for row in rows)
    return sorted(found, key=lambda item: (item[1], -item[2]))


def concept_of(row_id: str) -> str:
    """Return the concept of a row's id `<concept>.<language>`."""
    return row_id.rpartition(".")[0] or row_id


def find_generic(
    passage: Passage, named: Sequence[Named], *, language: str, published: str | None, registry: Registry
) -> tuple[list[FoundActor], set[tuple[int, int]]]:
    """Return the generic actors of a passage, and the spans of the names that they took in ("JNIM" of "JNIM fighters")."""
    seen = _Seen(passage, named)
    heads = _heads(passage, seen, language)
    found: list[FoundActor] = []
    swallowed: set[tuple[int, int]] = set()
    used: set[int] = set()
    for number, (row, first, last, head) in enumerate(heads):
        stop = heads[number + 1][1] if number + 1 < len(heads) else len(passage.tokens)
        around = _look_around(passage, seen, first, last, stop, language)
        used.update(range(around.first, around.last))
        swallowed.update(
            item.span for item in named if item.row.kind == "community" and around.first <= item.span[0] < first
        )
        found.extend(_actors(passage, row, (first, last, head), around, published, registry, swallowed))
    found.extend(_peoples(passage, seen, used))
    return found, swallowed


def _heads(passage: Passage, seen: _Seen, language: str) -> list[tuple[HeadRow, int, int, int]]:
    """The head nouns that head something: no verbs, no adjectives, no first half of a compound, none within a name."""
    tokens = passage.tokens
    upper = passage.text.upper() == passage.text
    hits: list[tuple[HeadRow, int, int, int]] = []
    terms = passage.terms(HeadRow)
    starts = {first for _, first, _, _ in terms}
    triggers = (
        {at for row, first, last, _ in passage.terms(TriggerRow) for at in range(first, last)} if terms else set()
    )
    for row, first, last, head in terms:
        token = tokens[head]
        if hits and hits[-1][1] == first:
            continue
        if token.pos in ("VERB", "AUX") and not (upper and last - first > 1):
            continue
        if token.pos == "ADJ" and last - first == 1 and token.dep in ("amod", "compound", "nmod", "flat"):
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


def _look_around(passage: Passage, seen: _Seen, first: int, last: int, stop: int, language: str) -> _Around:
    around = _Around(first=first, last=last)
    if language == "fr":
        _look_right(passage, seen, around, stop)
        _look_left(passage, seen, around, reach=1)
    else:
        _look_left(passage, seen, around, reach=8)
        if language not in ("en",):
            _look_right(passage, seen, around, stop)
    _look_beyond(passage, seen, around, stop)
    return around


def _look_left(passage: Passage, seen: _Seen, around: _Around, *, reach: int) -> None:
    tokens = passage.tokens
    at, odd = around.first - 1, 0
    floor = max(0, around.first - reach)
    while at >= floor:
        token = tokens[at]
        taken = _take(seen, around, at)
        if taken is not None:
            at = taken - 1
            around.first = taken
            continue
        if (token.text in _MARKS and tokens[at].end == tokens[at + 1].start) or (
            token.text in _POSSESSIVE and at - 1 in seen.named and seen.named[at - 1].row.kind == "state"
        ):
            at -= 1
        elif (
            token.lower in _JOINTS and around.first == at + 1 and _qualifies(seen, at - 1) and _qualifies(seen, at + 1)
        ):
            around.joints.append(at)
            at -= 1
        elif token.pos in ("ADJ", "NOUN", "PROPN", "ADV") and odd < _SKIPPED and _modifies(passage, at, around.first):
            around.odd = around.odd or token.lower in _FORMER
            odd, at = odd + 1, at - 1
        else:
            return


def _modifies(passage: Passage, at: int, first: int) -> bool:
    token = passage.tokens[at]
    return (token.dep in ("amod", "compound", "advmod", "nmod", "flat") and token.head > at) or token.lower in _FORMER


def _look_right(passage: Passage, seen: _Seen, around: _Around, stop: int) -> None:
    tokens = passage.tokens
    at, odd = around.last, 0
    while at < stop:
        token = tokens[at]
        item = seen.qualifiers.get(at)
        if item is not None and item[0].tie:
            return
        named = seen.named.get(at)
        if named is not None and named.row.kind != "state" and at > around.last:
            return
        taken = _take(seen, around, at)
        if taken is not None:
            at = _end(seen, at)
            around.last = at
            continue
        if token.text in _MARKS or (
            token.lower in _JOINTS and around.last == at and _qualifies(seen, at - 1) and _qualifies(seen, at + 1)
        ):
            at += 1
        elif token.pos in ("ADJ", "ADV") and odd < _SKIPPED:
            odd, at = odd + 1, at + 1
        else:
            return


def _qualifies(seen: _Seen, at: int) -> bool:
    named = seen.named.get(at)
    if named is not None and named.row.kind not in ("state", "community"):
        return False
    return at in seen.demonyms or at in seen.qualifiers or named is not None


def _end(seen: _Seen, at: int) -> int:
    ends = [at + 1]
    if at in seen.named:
        ends.append(seen.named[at].span[1])
    if at in seen.qualifiers:
        ends.append(seen.qualifiers[at][2])
    return max(ends)


def _take(seen: _Seen, around: _Around, at: int) -> int | None:
    """Take what stands at a token into the picture; returns its first token, None where nothing known stands there."""
    begin: int | None = None
    quality = seen.qualifiers.get(at)
    named = seen.named.get(at)
    demonym = seen.demonyms.get(at)
    if quality is not None and quality[0].tie and (named is not None or demonym is not None or at > 0):
        beside = named or seen.named.get(quality[1] - 1) or seen.named.get(quality[1] - 2)
        people = demonym or seen.demonyms.get(quality[1] - 1) or seen.demonyms.get(quality[1] - 2)
        if beside is not None and quality[1] - beside.span[1] <= 1:
            around.tie, around.tied, around.tied_kind = quality[0], _tied(beside), beside.row.kind
            return min(beside.span[0], quality[1])
        if people is not None:
            around.tie, around.tied = quality[0], concept_of(people.id)
            return max(0, quality[1] - (0 if demonym is not None else 2 if quality[1] - 1 not in seen.demonyms else 1))
        return None
    if quality is not None:
        around.qualifiers.append(quality[0])
        around.spots.append((quality[1], quality[2], quality[0]))
        begin = quality[1]
    elif demonym is not None and (named is None or named.row.kind in ("state", "community")):
        around.demonyms.append((at, demonym))
        begin = at
    elif named is not None and named.row.kind == "state" and named.row.country is not None:
        around.states.append((at, named.row.country))
        begin = named.span[0]
    elif named is not None and named.row.kind != "person":
        around.members_of.append(named)
        begin = named.span[0]
    return begin


def _tied(item: Named) -> str:
    return (item.row.country or item.row.id).lower() if item.row.kind == "state" else item.row.id


def _look_beyond(passage: Passage, seen: _Seen, around: _Around, stop: int) -> None:
    """What follows a head: "linked to X", "of X", "in Bamako", or a name whose preposition was lost."""
    tokens = passage.tokens
    at = around.last
    if at >= len(tokens):
        return
    while at < len(tokens) and (
        tokens[at].text == "," or tokens[at].lower in ("who", "which", "that", "are", "qui", "sont")
    ):
        at += 1
    quality = seen.qualifiers.get(at)
    if quality is not None and quality[0].tie and quality[0].pos == "phrase":
        target = _past_article(passage, quality[2])
        item = seen.named.get(target)
        if item is not None:
            around.tie, around.tied, around.tied_kind = quality[0], _tied(item), item.row.kind
            around.last = _with_place(passage, seen, item.span[1])
        return
    at = around.last
    word = tokens[at].lower
    if word in _OF or word in _IN:
        target = _past_article(passage, at + 1)
        item = seen.named.get(target)
        place = seen.places.get(target)
        if word in _OF and item is not None and item.row.kind not in ("state", "person"):
            around.members_of.append(item)
            around.last = item.span[1]
        elif word in _OF and item is not None and item.row.country is not None and item.row.kind == "state":
            if word != "from" and not _is_owned(passage, around.first):
                around.states.append((target, item.row.country))
                around.last = item.span[1]
        elif word in _IN and place is not None and place[0].feature == "capital" and place[0].country is not None:
            around.states.append((-1, place[0].country))
        return
    item = seen.named.get(at)
    if item is not None and item.row.kind in _GROUPED and at < stop and not around.members_of:
        around.members_of.append(item)
        around.last = item.span[1]


def _is_owned(passage: Passage, first: int) -> bool:
    """Whether a possessive says whose: "leurs troupes du Niger" are not Niger's."""
    return first > 0 and passage.tokens[first - 1].lower in _OWNED


def _past_article(passage: Passage, at: int) -> int:
    while at < len(passage.tokens) - 1 and (passage.tokens[at].lower in _ARTICLES or passage.tokens[at].text in _MARKS):
        at += 1
    return at


def _with_place(passage: Passage, seen: _Seen, last: int) -> int:
    """Where "in West Africa" follows a tie, it belongs to the name."""
    if last + 1 < len(passage.tokens) and passage.tokens[last].lower in ("in", "au", "en", "dans"):
        place = seen.places.get(_past_article(passage, last + 1))
        if place is not None and place[0].feature in ("area", "country", "region"):
            return place[2]
    return last


def _actors(
    passage: Passage,
    row: HeadRow,
    at: tuple[int, int, int],
    around: _Around,
    published: str | None,
    registry: Registry,
    swallowed: set[tuple[int, int]],
) -> list[FoundActor]:
    first, last, head = at
    plural = _is_plural(passage, row, first, last)
    if around.tie is not None and around.tied is not None:
        kind = around.tied_kind if around.tied_kind in _GROUPED and row.kind in _YIELDING else _kind(row, around)
        name = f"{around.tied}-{concept_of(around.tie.id)}-{concept_of(row.id)}"
        return [_made(passage, row, head, around, kind=kind, actor_id=f"generic:{name}", plural=plural)]
    groups = [item for item in around.members_of if item.row.kind in _GROUPED or item.row.kind == "mission"]
    if len(groups) == 1 and row.kind in _MEMBERS:
        swallowed.add(groups[0].span)
        return [replaced(groups[0].actor, passage, around.first, around.last, head, plural=plural)]
    if groups:
        return [] if len(groups) > 1 and row.kind in _MEMBERS else _plain(passage, row, head, around, plural)
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
                _narrowed(passage, actor, (first, last), word) for actor in _plain(passage, row, head, alone, plural)
            )
        return made
    if len(countries) == 1:
        country = next(iter(countries))
        swallowed.update((spot, spot + 1) for spot, _ in around.states if spot >= 0)
        return [_of_country(passage, row, (first, last, head), around, country, None, published, registry, plural)]
    return _plain(passage, row, head, around, plural)


def _apart(around: _Around) -> list[tuple[int, QualifierRow]]:
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


def _countries(around: _Around) -> dict[str, int]:
    """The countries that qualify a head, each with the token that names it."""
    found: dict[str, int] = {}
    for spot, row in around.demonyms:
        found.setdefault(row.country, spot)
    for spot, country in around.states:
        found.setdefault(country, spot)
    return found


def _plain(passage: Passage, row: HeadRow, head: int, around: _Around, plural: bool) -> list[FoundActor]:
    if not row.alone and not around.qualifiers:
        return []
    words = sorted({concept_of(item.id) for item in around.qualifiers if item.distinct})
    actor_id = f"generic:{'-'.join((*words, concept_of(row.id)))}" if words else None
    return [_made(passage, row, head, around, kind=_kind(row, around), actor_id=actor_id, plural=plural)]


def _of_country(
    passage: Passage,
    row: HeadRow,
    at: tuple[int, int, int],
    around: _Around,
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


def _kind(row: HeadRow, around: _Around) -> str:
    if row.kind not in _YIELDING:
        return row.kind
    said = {item.kind for item in around.qualifiers if item.kind is not None}
    return next((kind for kind in _SPECIFIC if kind in said), row.kind)


def _made(
    passage: Passage,
    row: HeadRow,
    head: int,
    around: _Around,
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


def _peoples(passage: Passage, seen: _Seen, used: set[int]) -> list[FoundActor]:
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

"""Who the actors of claims are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import ActorKindRow, ActorRow, HeadRow, QualifierRow, TieRow
from harmattan.records.actor import Actor, Name, Tie
from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import ActorRef, Claim

STAGE = "events"
VERSION = "1"
UNKNOWN = "unknown"


def identity(actor_id: str | None, name: str, *, language: str | None, lexicon: Lexicon) -> str:
    """Return the id of the Actor that a reference stands for.

    One that nothing known stands for goes by its name; a description by what it says of whom: "unknown gunmen" and "a
    gunman" are who "gunmen" are, in another language too, and "tribal gunmen" are others.
    """
    return actor_id or record_id("act", _described(" ".join(name.split()), language, lexicon))


@lru_cache(maxsize=16_384)
def _described(name: str, language: str | None, lexicon: Lexicon) -> str:
    """Return a description with its noun read as the concept, without the words that tell no actor from another."""
    if name[1:] != name[1:].lower():
        return name.casefold()  # "Bishop Ramos" is no cleric in general
    found: list[tuple[int, int, HeadRow | QualifierRow]] = []
    for hit in sorted(lexicon.index(language).find(name), key=lambda hit: (hit.start, -hit.end)):
        row = next((row for row in hit.rows if isinstance(row, HeadRow | QualifierRow)), None)
        if row is not None and (not found or hit.start >= found[-1][1]):
            found.append((hit.start, hit.end, row))
    heads = [item for item in found if isinstance(item[2], HeadRow)]
    if not heads:
        return name.casefold()
    # French puts the head first ("groupes armés"), English last ("armed groups").
    head = heads[0] if language == "fr" else heads[-1]
    pieces: list[str] = []
    at = 0
    for start, end, row in found:
        if (start, end, row) == head:
            pieces += (name[at:start], f" {row.id.rpartition('.')[0]} ")
        elif isinstance(row, QualifierRow) and not row.distinct and not row.tie:
            pieces.append(name[at:start])
        else:
            continue
        at = end
    return " ".join("".join((*pieces, name[at:])).casefold().split())


def identify(claims: Iterable[Claim], *, lexicon: Lexicon) -> tuple[Actor, ...]:
    """Return every actor that acts, suffers or speaks in claims, by id.

    An actor of the lexicon comes with its names and ties; any other with the names that the claims give it, and the
    kind that its words tell (`armed men`), `unknown` where they tell none.
    """
    named: dict[str, dict[tuple[str, str], None]] = {}
    for claim in claims:
        for actor_id, name in _references(claim):
            key = identity(actor_id, name, language=claim.statement_language, lexicon=lexicon)
            named.setdefault(key, {}).setdefault((name, claim.statement_language))
    made_by = MadeBy(stage=STAGE, version=VERSION, lexicon=lexicon.digest)
    actors = []
    for actor_id in sorted(named):
        row = lexicon.get(ActorRow, actor_id)
        if row is not None:
            actors.append(_known(row, made_by))
            continue
        names = sorted(named[actor_id])
        shown = tuple(Name(text=text, language=language) for text, language in names)
        actors.append(Actor(id=actor_id, made_by=made_by, names=shown, kind=_kind_of_words(*names[0], lexicon)))
    return tuple(actors)


def side_of(ref: ActorRef, language: str, lexicon: Lexicon) -> str:
    """Return what the actor is to UCDP's type of violence: `state`, `group`, `civilians` or `none`."""
    row = None if ref.actor_id is None else lexicon.get(ActorRow, ref.actor_id)
    kind = lexicon.get(ActorKindRow, _kind_of_words(ref.name, language, lexicon) if row is None else row.kind)
    return "none" if kind is None else kind.side


def _references(claim: Claim) -> Iterator[tuple[str | None, str]]:
    for ref in claim.actors:
        yield ref.actor_id, ref.name
    attribution = claim.attribution
    if attribution.kind == "named" and attribution.actor_id is not None:
        yield attribution.actor_id, attribution.text or attribution.actor_id


def _kind_of_words(name: str, language: str, lexicon: Lexicon) -> str:
    """Return the actor kind that the words of a generic actor tell: its head's, unless a qualifier overrides it."""
    hits = [
        (hit.start, hit.end, row)
        for hit in lexicon.index(language).find(name)
        for row in hit.rows
        if isinstance(row, HeadRow | QualifierRow)
    ]
    # "Armed forces" is a noun of its own: what stands inside it qualifies nothing.
    whole = [(start, end) for start, end, row in hits if isinstance(row, HeadRow)]
    outer = [
        row
        for start, end, row in hits
        if not any(first <= start and end <= last and end - start < last - first for first, last in whole)
    ]
    heads = [row for row in outer if isinstance(row, HeadRow)]
    qualified = next((row.kind for row in reversed(outer) if isinstance(row, QualifierRow) and row.kind), None)
    if not heads:
        return UNKNOWN
    # French puts the head first ("groupes armés"), English last ("armed groups").
    return qualified or (heads[0] if language == "fr" else heads[-1]).kind


def _known(row: ActorRow, made_by: MadeBy) -> Actor:
    names = tuple(
        Name(text=name.text, language=name.language, valid_from=name.valid_from, valid_to=name.valid_to)
        for name in row.names
        if not name.description
    )
    return Actor(
        id=row.id,
        made_by=made_by,
        names=names,
        kind=row.kind,
        parents=_ties(row.parents),
        leaders=_ties(row.leaders),
        patrons=_ties(row.patrons),
    )


def _ties(ties: Iterable[TieRow]) -> tuple[Tie, ...]:
    return tuple(
        Tie(actor_id=tie.actor, valid_from=tie.valid_from, valid_to=tie.valid_to, source=tie.source) for tie in ties
    )

"""Finds the actors that the lexicon knows by name."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.lexicons.normal import normalise
from harmattan.lexicons.rows import ActorNameRow, ActorRow, TieRow
from harmattan.plugins.extractors.rules.found import FoundActor
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.records.mention import ActorCandidate

# Whose loss it is when an actor of this kind is killed.
GROUPS = {
    "military": "soldiers", "foreign_force": "soldiers", "paramilitary": "soldiers", "mission": "peacekeepers",
    "police": "police", "company": "militants", "militia": "militants", "rebel": "militants", "jihadist": "militants",
    "separatist": "militants", "alliance": "militants", "gang": "militants", "armed_group": "militants",
    "community": "civilians",
}  # fmt: skip
SPEECHLESS = frozenset({"community"})


class Named(NamedTuple):
    """A named actor where it stands, its row, and the span of its name."""

    row: ActorRow
    span: tuple[int, int]
    actor: FoundActor


class Registry:
    """What the finders ask the lexicon's actors, worked out once a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.names: dict[str, dict[str, ActorNameRow]] = {}
        self.of_country: dict[tuple[str, str], list[ActorRow]] = {}
        self.offices: dict[tuple[str, str], list[ActorRow]] = {}
        self.abroad: dict[str, list[ActorRow]] = {}
        """Forces and companies that a country sends to others."""
        for row in lexicon.rows(ActorRow):
            self.names[row.id] = {normalise(form): name for name in row.names for form in (*name.forms, name.text)}
            if row.country is None:
                continue
            if row.kind == "state" or any(tie.actor == f"state-{row.country}" for tie in row.parents):
                self.of_country.setdefault((row.country, row.kind), []).append(row)
            if row.kind in ("company", "foreign_force"):
                self.abroad.setdefault(row.country, []).append(row)
            if row.kind == "person" and row.office:
                self.offices.setdefault((row.country, row.office), []).append(row)

    def body(self, country: str, institution: str, published: str | None) -> list[ActorRow]:
        """Return the rows that "army" or "government" of a country stand for at a date; the state where no junta rules."""
        if institution == "government":
            juntas = [row for row in self.of_country.get((country, "junta"), []) if _is_borne(row.names, published)]
            return juntas or self.of_country.get((country, "state"), [])
        return [row for row in self.of_country.get((country, institution), []) if _is_borne(row.names, published)]

    def sent(self, country: str, host: str, published: str | None) -> list[ActorRow]:
        """Return the forces of a country that somebody of another country keeps at a date ("Russian mercenaries" in Mali)."""
        return [
            row
            for row in self.abroad.get(country, [])
            if any(
                is_borne(tie, published)
                and (keeper := self.lexicon.get(ActorRow, tie.actor))
                and keeper.country == host
                for tie in row.patrons
            )
        ]


@lru_cache(maxsize=8)
def registry_of(lexicon: Lexicon) -> Registry:
    """Return the registry of a lexicon, made once."""
    return Registry(lexicon)


def is_valid(name: ActorNameRow | None, published: str | None) -> bool:
    """Say whether a name was borne at a date; without a date, whether it is still borne."""
    if name is None:
        return False
    if published is None:
        return name.valid_to is None
    return (name.valid_from or "") <= published[:10] and published[: len(name.valid_to or "")] <= (name.valid_to or "~")


def is_borne(tie: TieRow, published: str | None) -> bool:
    """Say whether a tie held at a date; without a date, whether it still holds."""
    if published is None:
        return tie.valid_to is None
    return (tie.valid_from or "") <= published[:10] and published[: len(tie.valid_to or "")] <= (tie.valid_to or "~")


def _is_borne(names: tuple[ActorNameRow, ...], published: str | None) -> bool:
    return any(is_valid(name, published) for name in names if not name.description)


def find_named(passage: Passage, *, published: str | None, registry: Registry) -> list[Named]:
    """Return the named actors of a passage in text order, states and persons among them."""
    upper = passage.upper
    groups: dict[tuple[int, int], list[ActorRow]] = {}
    heads: dict[tuple[int, int], int] = {}
    for row, first, last, head in passage.terms(ActorRow):
        text = passage.text[passage.tokens[first].start : passage.tokens[last - 1].end]
        if upper or not text.islower() or _needs_no_capital(registry.names[row.id].get(normalise(text))):
            groups.setdefault((first, last), []).append(row)
            heads[first, last] = head
    return [_named(passage, span, rows, heads[span], published, registry) for span, rows in groups.items()]


def _needs_no_capital(name: ActorNameRow | None) -> bool:
    """Say whether a name is written without capitals where it stands inside a sentence ("armée malienne")."""
    return name is not None and name.text.islower()


def _named(
    passage: Passage, span: tuple[int, int], rows: list[ActorRow], head: int, published: str | None, registry: Registry
) -> Named:
    first, last = span
    text = passage.text[passage.tokens[first].start : passage.tokens[last - 1].end]
    if "“" in text and "”" not in text and last < len(passage.tokens) and passage.tokens[last].text == "”":
        last += 1
        text = passage.text[passage.tokens[first].start : passage.tokens[last - 1].end]
    known = registry.names[rows[0].id]
    key = normalise(text) if normalise(text) in known else normalise(text.strip("\"“”'«»"))
    if key not in known:  # "JNIM-linked": the name is but a part of the word
        inside = [name for name in known if name in key]
        key = max(inside, key=len, default=key)
        at = normalise(text).find(key)
        text = text[at : at + len(key)] if at >= 0 else text
    fitting = [row for row in rows if is_valid(registry.names[row.id].get(key), published)] or rows
    row = fitting[0]
    candidates = tuple(
        ActorCandidate(
            actor_id=item.id,
            name=item.names[0].text,
            score=round(1 / len(fitting), 3) if item in fitting else 0.0,
            reasons=_reasons(registry.names[item.id].get(key), published),
        )
        for item in rows
    )
    actor = FoundActor(
        first=first,
        last=last,
        head=head,
        name=text,
        actor_id=row.id if len(fitting) == 1 else None,
        kind=row.kind,
        country=row.country,
        group=GROUPS.get(row.kind),
        speaks=row.speaks and row.kind not in SPEECHLESS,
        office=row.office,
        candidates=candidates,
    )
    return Named(row, span, actor)


def _reasons(name: ActorNameRow | None, published: str | None) -> tuple[str, ...]:
    if name is None:
        return ("named",)
    said = "a description of it" if name.description else "its name"
    if published is None:
        return (said,)
    return (said, "in use at that date" if is_valid(name, published) else "not in use at that date")


def replaced(actor: FoundActor, passage: Passage, first: int, last: int, head: int, *, plural: bool) -> FoundActor:
    """Return the actor as meant by a longer phrase ("JNIM fighters"), with that phrase as its name."""
    text = passage.text[passage.tokens[first].start : passage.tokens[last - 1].end]
    return msgspec.structs.replace(actor, first=first, last=last, head=head, name=text, plural=plural)

"""Actors of the lexicon whose names are spelt otherwise ("Jama'at Nusrat al-Islam wa al-Muslimeen", "Sergey Shoygu")."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from harmattan.lexicons.normal import bare, normalise
from harmattan.lexicons.rows import ActorNameRow, ActorRow
from harmattan.plugins.extractors.rules.found import FoundActor
from harmattan.plugins.extractors.rules.named import GROUPS, Registry, is_valid
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.records.mention import ActorCandidate

_WORDS = re.compile(r"[^\W_]+")
_PARTICLES = frozenset(
    ["al", "el", "ul", "wal", "wa", "the", "of", "for", "le", "la", "les", "de", "du", "des", "l", "d", "and", "et"]
)
_PREFIXED = re.compile(r"(?:[aeu]l|wal?|as|ad|an|ar|at|ash)[-'’ ]?[A-Z]\w+", re.UNICODE)
_ANY_PREFIXED = re.compile(r"(?<!\w)(?:[aeu]l|wal?|as|ad|an|ar|at|ash)[-'’ ]?[A-Z]\w", re.UNICODE)
LONG_ENOUGH = 12
"""Letters of a group's name below which no spelling is taken for another."""
ALIKE, ALIKE_WORD = 0.88, 0.75
"""Likeness of the whole name and of each of its words; by judgement, so that "North" is not "South" nor "Justice" "Progress"."""
PERSON, PERSON_WORD = 0.78, 0.7
"""The same of a person, where office or country speak for it as well."""


class Spelling(NamedTuple):
    """An actor's name in the words that are compared."""

    words: tuple[str, ...]
    name: ActorNameRow
    row: ActorRow


def respelt(
    passage: Passage, actors: Sequence[FoundActor], *, country: str | None, published: str | None, registry: Registry
) -> list[FoundActor]:
    """Return the actors of a passage with those that the lexicon knows by another spelling, each with its likeness.

    A group must be alike word by word and be alike to one alone. A person must in addition hold the office, or be of the
    country that the words or the text tell; without that it is a candidate and no more.
    """
    known = [
        actor for actor in actors if not (actor.kind == "person" and actor.actor_id is None) and actor.called is None
    ]
    found = [actor for actor in actors if actor not in known]
    changed = [_as_known(actor, country, published, registry) for actor in found]
    for first, last in _runs(passage, known):
        text = passage.text[passage.tokens[first].start : passage.tokens[last - 1].end]
        like = _likest(text, "group", registry)
        if like is None or any(
            actor.first < last and first < actor.last and actor.actor_id == like[0].row.id for actor in changed
        ):
            continue
        changed = [actor for actor in changed if not (actor.first < last and first < actor.last)]
        known = [actor for actor in known if not (first <= actor.first and actor.last <= last and actor.generic)]
        made = FoundActor(first=first, last=last, head=passage.head_of(first, last), name=text, kind="unknown")
        changed.append(_with(made, *like, published, ()))
    return [*known, *changed]


def _as_known(actor: FoundActor, country: str | None, published: str | None, registry: Registry) -> FoundActor:
    text = actor.called or actor.name
    like = _likest(text, "person" if actor.kind == "person" else "group", registry)
    if like is None:
        return actor
    row = like[0].row
    if actor.kind != "person":
        return _with(actor, *like, published, ())
    reasons = [
        reason
        for said, reason in (
            (actor.office is not None and actor.office == row.office, "holds that office"),
            (row.country is not None and row.country in (actor.country, country), f"of {row.country}"),
        )
        if said
    ]
    found = _with(actor, *like, published, tuple(reasons))
    strict = like[1] >= ALIKE and bool(reasons)
    if strict or reasons[:1] == ["holds that office"]:
        return msgspec.structs.replace(found, office=actor.office or row.office)
    return msgspec.structs.replace(actor, candidates=found.candidates)


def _with(
    actor: FoundActor, spelling: Spelling, score: float, published: str | None, reasons: tuple[str, ...]
) -> FoundActor:
    row = spelling.row
    dated = () if published is None or is_valid(spelling.name, published) else ("not in use at that date",)
    return msgspec.structs.replace(
        actor, actor_id=row.id, kind=row.kind, country=row.country, group=GROUPS.get(row.kind), speaks=row.speaks, called=None,
        generic=False,
        candidates=(
            ActorCandidate(
                actor_id=row.id, name=spelling.name.text, score=round(score, 3),
                reasons=(f"spelt almost as “{spelling.name.text}”", *reasons, *dated),
            ),
        ),
    )  # fmt: skip


def _runs(passage: Passage, known: Sequence[FoundActor]) -> list[tuple[int, int]]:
    """Return long stretches of words that may be a transliterated name, the particles between them included."""
    if _ANY_PREFIXED.search(passage.text) is None:
        return []
    tokens = passage.tokens
    taken = {at for actor in known if not actor.generic for at in range(actor.first, actor.last)}
    found = []
    at = 0
    while at < len(tokens):
        if at in taken or not tokens[at].text[:1].isupper():
            at += 1
            continue
        last = end = at + 1
        particles = 0
        while last < len(tokens) and last not in taken:
            text = tokens[last].text
            if _PREFIXED.match(text):
                particles += 1
            elif text.lower() in _PARTICLES or text in ("-", "'", "’"):
                last += 1
                continue
            elif not text[:1].isupper():
                break
            last = end = last + 1
        if particles and sum(len(token.text) for token in tokens[at:end]) >= LONG_ENOUGH:
            found.append((at, end))
        at = max(end, at + 1)
    return found


def _likest(text: str, kind: str, registry: Registry) -> tuple[Spelling, float] | None:
    """Return the one actor whose name is spelt most alike, with how alike; None where none is, or several are as much."""
    words = words_of(text)
    if len(words) < 2 or (kind == "group" and sum(map(len, words)) < LONG_ENOUGH):
        return None
    least, least_word = (PERSON, PERSON_WORD) if kind == "person" else (ALIKE, ALIKE_WORD)
    ratio = _ratio()
    best: dict[str, tuple[float, Spelling]] = {}
    for spelling in _spellings(registry).get((kind, words[0][0], len(words)), ()):
        if any(one[0] != other[0] for one, other in zip(words, spelling.words, strict=True)):
            continue
        alike = ratio(" ".join(words), " ".join(spelling.words)) / 100
        if alike < least or any(
            ratio(one, other) < 100 * least_word for one, other in zip(words, spelling.words, strict=True)
        ):
            continue
        if alike > best.get(spelling.row.id, (0.0,))[0]:
            best[spelling.row.id] = alike, spelling
    ordered = sorted(best.values(), key=lambda item: -item[0])
    if not ordered or (len(ordered) > 1 and ordered[1][0] > ordered[0][0] - 0.05):
        return None
    return ordered[0][1], ordered[0][0]


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name that tell it apart: without accents, apostrophes, articles and particles."""
    plain = bare(normalise(text)).replace("'", "")
    return tuple(word for word in _WORDS.findall(plain) if word not in _PARTICLES)


@lru_cache(maxsize=8)
def _spellings(registry: Registry) -> dict[tuple[str, str, int], tuple[Spelling, ...]]:
    """Return the names that can be misspelt by (person or group, first letter, words)."""
    found: dict[tuple[str, str, int], list[Spelling]] = {}
    for row in registry.lexicon.rows(ActorRow):
        if row.kind in ("state", "community"):
            continue
        kind = "person" if row.kind == "person" else "group"
        for name in row.names:
            words = words_of(name.text)
            if name.description or len(words) < 2 or not words[0][0].isascii():
                continue
            found.setdefault((kind, words[0][0], len(words)), []).append(Spelling(words, name, row))
    return {key: tuple(rows) for key, rows in found.items()}


@lru_cache(maxsize=1)
def _ratio() -> Callable[[str, str], float]:
    # Imported where it is first needed, so that a report without unknown names does without.
    from rapidfuzz.fuzz import ratio

    return ratio

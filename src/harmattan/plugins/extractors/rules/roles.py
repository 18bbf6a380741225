"""Finds names of bodies that nothing in their form betrays by the part they play: whose chairman, whose subsidiary, a company."""

from __future__ import annotations

from collections.abc import Iterator

from harmattan.language.classes import classes
from harmattan.language.syntax import Token
from harmattan.lexicons.rows import HeadRow, OfficeRow
from harmattan.plugins.extractors.rules.calendar import MONTHS, WEEKDAYS
from harmattan.plugins.extractors.rules.passage import Passage

_CALENDAR = frozenset(word for names in (*MONTHS.values(), *WEEKDAYS.values()) for word in names)
_OF = frozenset({"of", "for", "from", "at", "de", "d'", "d’", "du", "des", "chez"})
_ARTICLES = frozenset({"the", "a", "an", "la", "le", "les", "l'", "l’", "un", "une"})
_DEFINITE = frozenset({"the", "la", "le", "l'", "l’"})
_BODIES = frozenset({"company", "organisation", "media", "party"})
_REACH = 3
"""Words between a comma and the noun that says what the name before it is ("X, a German software company"); by judgement."""


def held(passage: Passage, taken: set[int], places: set[int]) -> Iterator[int]:
    """Yield where names begin that stand behind a holder of a post, a member or a part ("employees of …", "filiale de …")."""
    tokens = passage.tokens
    for token in tokens[:-2]:
        if token.lower not in classes().holders or tokens[token.i + 1].lower not in _OF:
            continue
        start = token.i + 2 + (tokens[token.i + 2].lower in _ARTICLES)
        if start >= len(tokens) or not _opens(tokens[start], taken, places):
            continue
        after = tokens[start + 1] if start + 1 < len(tokens) else None
        more = after is not None and (after.text[:1].isupper() or after.lower in _OF)
        if more or tokens[start].lower not in classes().institutions | classes().bodies:  # "members of the Union"
            yield start


def explained(passage: Passage, taken: set[int], places: set[int]) -> Iterator[tuple[int, int]]:
    """Yield (start, comma) of names behind which the noun for a body says what they are ("DeltaTrak, a maker company")."""
    tokens = passage.tokens
    heads = {head: row for row, _, _, head in passage.terms(HeadRow)}
    for comma in range(1, len(tokens) - 1):
        if tokens[comma].text != "," or not _opens(tokens[comma - 1], taken, places):
            continue
        noun = _noun(passage, comma + 1)
        if noun is None:
            continue
        row = heads.get(noun)
        if row is not None and row.kind == "community":
            continue
        if tokens[noun].dep not in (
            ("appos", "dep") if tokens[comma + 1].lower in _DEFINITE else ("appos", "conj", "dep")
        ):
            continue
        body = tokens[noun].lower in classes().institutions | classes().bodies | classes().offshoots
        if not body and (row is None or row.kind not in _BODIES):
            continue
        start = comma - 1
        while start and _opens(tokens[start - 1], taken, places) and tokens[start].start - tokens[start - 1].end <= 1:
            start -= 1
        if start == 0 and comma == 1 and tokens[0].pos not in ("PROPN", "X"):
            continue
        yield start, comma


def called(passage: Passage, taken: set[int], places: set[int]) -> Iterator[int]:
    """Yield where names begin of which a sentence says that they are a body ("Sifca est le premier groupe privé …")."""
    heads = {head for row, _, _, head in passage.terms(HeadRow) if row.kind in _BODIES}
    for token in passage.tokens:
        if token.dep == "appos" and token.pos == "PROPN" and _opens(token, taken, places):
            above = passage.sentence.head(token)
            comma = token.i and passage.tokens[token.i - 1].text == ","
            if comma and above.text.islower() and above.lower in classes().institutions | classes().bodies:
                yield token.i
        if token.dep != "nsubj" or token.pos not in ("PROPN", "NOUN") or not _opens(token, taken, places):
            continue
        above = passage.sentence.head(token)
        if not passage.sentence.children(above, "cop") or above.text[:1].isupper():
            continue
        if above.i not in heads and above.lower not in classes().institutions | classes().bodies:
            continue
        first = token.i
        while first and _opens(passage.tokens[first - 1], taken, places):
            first -= 1
        alone = first == token.i and token.lower.rstrip(".") in classes().institutions
        if (first or token.pos == "PROPN") and not alone:
            yield first


def _noun(passage: Passage, first: int) -> int | None:
    """Return the noun of a phrase that begins at a token without a capital, None where none is near."""
    tokens = passage.tokens
    if tokens[first].lower not in _ARTICLES and tokens[first].pos != "NOUN":
        return None
    at = first
    while at < min(first + _REACH, len(tokens) - 1) and (
        tokens[at].lower in _ARTICLES or (tokens[at].pos == "ADJ" or tokens[at + 1].pos == "NOUN")
    ):
        at += 1
    return at if tokens[at].pos == "NOUN" and tokens[at].text.islower() else None


def serves(passage: Passage, at: int) -> bool:
    """Return whether a word stands before a noun for people or their office as whose they are ("PAC member", "ANC leader")."""
    after = at + 1
    if after >= len(passage.tokens) or not passage.tokens[after].text.islower():
        return False
    if passage.tokens[after].lower in classes().holders | classes().ranks:
        return True
    return any(first == after for _, first, _, _ in (*passage.terms(HeadRow), *passage.terms(OfficeRow)))


def _opens(token: Token, taken: set[int], places: set[int]) -> bool:
    word = token.text
    return (
        token.i not in taken
        and token.i not in places
        and word[:1].isupper()
        and token.lower not in _CALENDAR
        and token.lower not in _ARTICLES
        and token.pos not in ("DET", "PRON", "AUX", "SCONJ", "ADP", "PUNCT")
    )

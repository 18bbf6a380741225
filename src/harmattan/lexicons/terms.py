"""Which rows are found by which spelling, for one language."""

from __future__ import annotations

import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

import msgspec

from harmattan.lexicons.normal import fold, is_acronym, normalise
from harmattan.lexicons.rows import ActorNameRow, ActorRow, OfficeRow, OutletRow, PlaceRow, Row, TermRow

_AFTER_LATIN = "\u0250"
"""The first letter behind those of the alphabets that are written in Latin."""

_MOST = 8
"""Patterns under one head, before their next word tells them apart too. From 1 to 8 finding takes as long; more make fewer heads
and the index smaller, but have more patterns tried in vain."""
_WORD = re.compile(r"[^\W_]+")


class Spellings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Patterns by their heads: the words that they begin with, one word or as many as keep the patterns of a head few.

    A pattern that begins with no letter or digit has that character for its head (`odd` lists these). Patterns are
    numbered in the order of their heads. All is packed, for it is read at every start and little of it is used.
    """

    heads: str
    """One a line."""
    patterns: str
    """One a line."""
    cuts: bytes
    """Where the patterns of each head begin in `patterns`, and where all end: characters, packed numbers."""
    firsts: bytes
    """The number of the first pattern of each head; packed numbers."""
    deep: frozenset[int]
    """Heads with which longer heads begin."""
    odd: str


class Terms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Spellings and the rows that bear them. A row is named by one number: position × len(groups) + its group."""

    groups: tuple[str, ...]
    spellings: Spellings
    bounds: bytes
    """The rows of pattern number n are bearers[bounds[n] : bounds[n + 1]]; packed numbers."""
    bearers: bytes
    """Packed numbers."""
    exact: dict[int, dict[int, str]]
    """Pattern → row → the spelling in capitals that the text must have, for rows known by an acronym."""


def packed(numbers: Iterable[int]) -> bytes:
    """Return numbers below 2³² as bytes that read the same on every machine."""
    kept = array("I", numbers)
    if sys.byteorder == "big":
        kept.byteswap()
    return kept.tobytes()


def unpacked(data: bytes) -> array[int]:
    """Return the numbers that `packed` was given."""
    numbers = array("I", data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def group_of(table: str, row: Row) -> str:
    """Return the group of a row, `table/language`; the rows of a language are read only when a text is in it."""
    return f"{table}/{row.language if isinstance(row, TermRow | OfficeRow) else ''}"


def grouped(rows: Mapping[str, Iterable[Row]]) -> dict[str, list[Row]]:
    """Return the rows of all tables by group, in order."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for table, known in rows.items():
        for row in known:
            groups[group_of(table, row)].append(row)
    return dict(groups)


def serves(group: str, language: str | None) -> bool:
    """Say whether the rows of a group may stand in a text of this language."""
    return group.partition("/")[2] in ("", "und", language)


def terms_of(groups: Mapping[str, Sequence[Row]], language: str | None) -> Terms:
    """Return the spellings of a language: terms of it and of `und`, and the names of actors, places and outlets in any."""
    names = tuple(group for group in groups if serves(group, language))
    found: dict[str, dict[int, str | None]] = {}
    for at, group in enumerate(names):
        for position, row in enumerate(groups[group]):
            number = position * len(names) + at
            for form in forms_of(row, language):
                key = normalise(form)
                exact = fold(form) if is_acronym(form) else None
                seen = found.setdefault(key, {})
                if number not in seen or exact is None:
                    seen[number] = exact
    found.pop("", None)
    spellings = spellings_of(found)
    ordered = [found[pattern] for pattern in patterns_of(spellings)]
    return Terms(
        groups=names,
        spellings=spellings,
        bounds=packed((0, *accumulate(map(len, ordered)))),
        bearers=packed(number for rows in ordered for number in rows),
        exact={
            at: spelled
            for at, rows in enumerate(ordered)
            if (spelled := {number: exact for number, exact in rows.items() if exact is not None})
        },
    )


def spellings_of(patterns: Iterable[str]) -> Spellings:
    """Return patterns, none twice or empty, by their heads."""
    found: dict[str, list[str]] = {}
    deep: set[str] = set()
    odd: defaultdict[str, list[str]] = defaultdict(list)
    plain: list[tuple[str, list[int]]] = []
    for pattern in patterns:
        if pattern[0].isalnum():
            plain.append((pattern, [word.end() for word in _WORD.finditer(pattern)]))
        else:
            odd[pattern[0]].append(pattern)
    _sort_in(plain, 0, found, deep)
    found |= odd
    tails = ["".join(f"{pattern}\n" for pattern in group) for group in found.values()]
    return Spellings(
        heads="\n".join(found),
        patterns="".join(tails),
        cuts=packed((0, *accumulate(map(len, tails)))),
        firsts=packed((0, *accumulate(map(len, found.values())))),
        deep=frozenset(at for at, head in enumerate(found) if head in deep),
        odd="".join(odd),
    )


def _sort_in(patterns: Iterable[tuple[str, list[int]]], word: int, found: dict[str, list[str]], deep: set[str]) -> None:
    """Put patterns under the heads that end with this word of theirs, or a later one where many would be under one."""
    alike: defaultdict[str, list[tuple[str, list[int]]]] = defaultdict(list)
    for pattern, ends in patterns:
        alike[pattern[: ends[word]]].append((pattern, ends))
    for head, group in alike.items():
        longer = [(pattern, ends) for pattern, ends in group if len(ends) > word + 1]
        if len(group) <= _MOST or not longer:
            found[head] = [pattern for pattern, _ in group]
        else:
            found[head] = [pattern for pattern, ends in group if len(ends) == word + 1]
            deep.add(head)
            _sort_in(longer, word + 1, found, deep)


def patterns_of(spellings: Spellings) -> list[str]:
    """Return every pattern, by its number."""
    return spellings.patterns.split("\n")[:-1]


def forms_of(row: Row, language: str | None = None) -> Iterable[str]:
    """Return the spellings by which a row is found in a text of a language, of any where it is None.

    None for rows that are not looked for. A name in Cyrillic or Arabic letters stands in texts of its language alone: the
    index of English, which is read at every start, is none the larger for it.
    """
    if isinstance(row, TermRow | OfficeRow):
        return (row.term, *row.forms)
    if isinstance(row, ActorRow | PlaceRow):
        named = [name for name in row.names if _may_stand(name, language)]
        return tuple(form for name in named for form in (name.text, *name.forms))
    if isinstance(row, OutletRow):
        return (row.name, *row.names)
    return ()


def _may_stand(name: ActorNameRow, language: str | None) -> bool:
    if language is None or name.language in ("und", language) or name.text.isascii():
        return True
    return all(char < _AFTER_LATIN for char in name.text if char.isalpha())

"""The words by which names and whereabouts are told apart, and text as names are compared: without case, accents and tricks."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import msgspec

_DATA = Path(__file__).parent / "data" / "words.json"


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Closed lists in English and French together, lower case; `given_names` without accents."""

    given_names: frozenset[str]
    """Names that persons are given, most of all where Harmattan's lexicon knows wars."""
    kin: frozenset[str]
    """Beside these a lone name is a person's ("his brother Ibrahim")."""
    called: frozenset[str]
    """Before these follows a name; forms of address among them."""
    no_titles: frozenset[str]
    """Terms of the table `offices` that say nothing of a public office."""
    between_name_and_title: frozenset[str]
    """What may stand between a name and the title that follows it ("X, a former minister")."""
    particles: frozenset[str]
    openers: frozenset[str]
    """Words whose capital only opens a sentence."""
    bodies: frozenset[str]
    """Words of the names of bodies, places, deals and outlets."""
    placed: frozenset[str]
    """Words for where fighters stand, gather or go."""
    prepositions: frozenset[str]
    """What may stand between a source and where it is."""


@cache
def words() -> Words:
    """Return the lists, read once."""
    return msgspec.json.decode(_DATA.read_bytes(), type=Words)


class Folded(msgspec.Struct, frozen=True):
    """A text in lower case without accents, marks and invisible characters; `origin[i]` is where its i-th character stood.

    `origin` has one entry more than the text, the length of the original.
    """

    text: str
    origin: tuple[int, ...]


@lru_cache(maxsize=256)
def fold(text: str) -> Folded:
    """Return a text as names are compared."""
    if text.isascii():
        return Folded(text.lower(), tuple(range(len(text) + 1)))
    letters: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        plain = _plain(char)
        letters.append(plain)
        origin += [at] * len(plain)
    return Folded("".join(letters), (*origin, len(text)))


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char in "’‘ʼ`´":
        return "'"
    if char in "‐‑–":
        return "-"
    kept = (c for c in unicodedata.normalize("NFKD", char.casefold()) if unicodedata.category(c) not in ("Mn", "Cf"))
    return "".join(kept)


def plain(text: str) -> str:
    """Return the letters of a short text as names are compared."""
    return fold(text).text

"""What a text is about before any sentence of it is read: its country, whose bodies it names, and their acronyms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from harmattan.lexicons.index import Hit
from harmattan.lexicons.rows import ActorRow, DemonymRow, PlaceRow

WORD = re.compile(r"[^\W_]+")
PLACE_WEIGHT, PEOPLE_WEIGHT, OPENING_WEIGHT = 2, 1, 6
"""A place says more of where a report plays than a people's name, the first place most of all (a dateline, a headline)."""


_TELLING = frozenset({ActorRow, DemonymRow, PlaceRow})


def telling(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits of actors, peoples and places, which the other functions here look at."""
    return [hit for hit in hits if not _TELLING.isdisjoint(map(type, hit.rows))]


def peoples_of(hits: Sequence[Hit]) -> frozenset[tuple[int, int]]:
    """Return where adjectives and names of peoples stand that no place shares."""
    return frozenset(
        (hit.start, hit.end)
        for hit in hits
        if any(isinstance(row, DemonymRow) for row in hit.rows)
        and not any(isinstance(row, PlaceRow) for row in hit.rows)
    )


def countries_of(hits: Sequence[Hit]) -> Counter[str]:
    """Return the countries that a text names, by its places and peoples, with what they weigh."""
    named: Counter[str] = Counter()
    for hit in hits:
        places = {row.country for row in hit.rows if isinstance(row, PlaceRow) and row.country}
        peoples = {row.country for row in hit.rows if isinstance(row, DemonymRow)}
        if len(places) == 1:
            named.update(dict.fromkeys(places, PLACE_WEIGHT if named else OPENING_WEIGHT))
        elif len(peoples) == 1:
            named.update(dict.fromkeys(peoples, PEOPLE_WEIGHT))
    return named


def short_of(text: str, hits: Sequence[Hit]) -> dict[str, ActorRow]:
    """Return the acronyms that the names of groups and bodies in a text make, each with the one row that it can mean."""
    found: dict[str, ActorRow | None] = {}
    for hit in hits:
        rows = [row for row in hit.rows if isinstance(row, ActorRow) and row.kind not in ("person", "state")]
        if len(rows) != 1:
            continue
        letters = "".join(word[0] for word in WORD.findall(text[hit.start : hit.end]) if word[0].isupper())
        if len(letters) > 2 and found.setdefault(letters, rows[0]) is not rows[0]:
            found[letters] = None
    return {letters: row for letters, row in found.items() if row is not None}


def home_of(hits: Sequence[Hit]) -> str | None:
    """Return the one country that the named groups and bodies belong to; None where they belong to none or to several."""
    found = {
        row.country
        for hit in hits
        for row in hit.rows
        if isinstance(row, ActorRow) and row.country and row.kind not in ("person", "state")
    }
    return next(iter(found)) if len(found) == 1 else None

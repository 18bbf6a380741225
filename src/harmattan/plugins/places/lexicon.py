"""A place index over the places of the lexicon."""

from __future__ import annotations

from harmattan.lexicons import Lexicon
from harmattan.lexicons.normal import normalise
from harmattan.lexicons.rows import PlaceRow
from harmattan.records.claim import PlaceCandidate

# How readily a bare name means a place of this kind, before population and context have spoken.
_PROMINENCE = {"country": 9.0, "capital": 8.0, "area": 6.0, "city": 5.0, "region": 4.0, "town": 3.0, "river": 2.0,
               "forest": 2.0, "district": 2.0, "village": 1.0}  # fmt: skip


class LexiconPlaces:
    """Finds the places of a lexicon by any of their names, case aside."""

    name = "lexicon"

    def __init__(self, lexicon: Lexicon) -> None:
        self._bearers: dict[str, list[PlaceRow]] = {}
        self._lengths: dict[str, frozenset[tuple[str, ...]]] = {}
        words: dict[str, set[tuple[str, ...]]] = {}
        for row in lexicon.rows(PlaceRow):
            for key in {normalise(form) for name in row.names for form in (name.text, *name.forms)}:
                self._bearers.setdefault(key, []).append(row)
                parts = tuple(key.split(" "))
                words.setdefault(parts[0], set()).add(parts)
        self._lengths = {first: frozenset(known) for first, known in words.items()}

    def lookup(self, name: str) -> tuple[PlaceCandidate, ...]:
        """Return the places that bear this name (any case), best first; empty where none is known.

        Scores add up to 1: each place's share of the prominence of all that bear the name.
        """
        rows = self._bearers.get(normalise(name), [])
        weights = {row.id: _PROMINENCE[row.feature] + min(3.0, (row.population or 0) / 1_000_000) for row in rows}
        total = sum(weights.values())
        ranked = sorted(rows, key=lambda row: (-weights[row.id], row.id))
        return tuple(
            PlaceCandidate(
                place_id=row.id,
                name=row.names[0].text,
                latitude=row.latitude,
                longitude=row.longitude,
                country=row.country,
                score=round(weights[row.id] / total, 3),
                reasons=("the only place of this name in the lexicon",) if len(rows) == 1 else (row.feature,),
            )
            for row in ranked
        )

    def longest(self, words: tuple[str, ...]) -> int:
        """Return how many of the leading lower-case words form the longest known name; 0 where none does."""
        if not words:
            return 0
        openings = self._lengths.get(words[0] if words[0].isascii() else normalise(words[0]))
        if openings is None:
            return 0
        best = 0
        for known in openings:
            if len(known) > best and tuple(normalise(word) for word in words[: len(known)]) == known:
                best = len(known)
        return best

"""What a bare name means, before any context has spoken."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from harmattan.plugins.places.keys import words_of
from harmattan.ports import Bearer
from harmattan.records.claim import PlaceCandidate

_PROMINENCE = {
    "country": 9.0, "capital": 8.0, "region": 6.5, "area": 6.0, "city": 5.0, "island": 4.5, "water": 4.0, "town": 3.0,
    "river": 3.0, "mountain": 2.5, "district": 3.0, "forest": 2.0, "village": 1.0, "quarter": 0.5, "road": 0.0, "spot": 0.0,
}  # fmt: skip
"""How readily a bare name means a place of this kind, on a scale on which ten times the people are worth 1.5."""
_CURATED = 6.0
"""What the lexicon's word is worth: as much as ten thousand times the people."""


def prominence(bearer: Bearer) -> float:
    """Return how readily a bare name means this place: by kind, people, and whether it is its name or another one."""
    people = 1.5 * math.log10(max(1, bearer.population) / 1000) if bearer.population > 1000 else 0.0
    called = {"name": 0.0, "alternate": -1.0, "spelling": -3.0}[bearer.called]
    return _PROMINENCE[bearer.feature] * 0.5 + people + called + (_CURATED if bearer.curated else 0.0)


def as_candidates(bearers: Iterable[Bearer]) -> tuple[PlaceCandidate, ...]:
    """Return bearers of one name as candidates, best first, with scores that add up to 1 (a softmax of prominence)."""
    ranked = sorted(bearers, key=lambda bearer: (-prominence(bearer), bearer.place_id))
    if not ranked:
        return ()
    weights = [math.exp(prominence(bearer) - prominence(ranked[0])) for bearer in ranked]
    total = sum(weights)
    reason = "the only place of this name" if len(ranked) == 1 else None
    return tuple(
        PlaceCandidate(
            place_id=bearer.place_id,
            name=bearer.name,
            latitude=bearer.latitude,
            longitude=bearer.longitude,
            country=bearer.country,
            score=round(weight / total, 3),
            reasons=(reason or bearer.feature,),
        )
        for bearer, weight in zip(ranked, weights, strict=True)
    )


def longest_of(words: tuple[str, ...], opens: Callable[[str], int], knows: Callable[[str], bool]) -> int:
    """Return how many of the leading words form the longest known name; 0 where none does."""
    if not words:
        return 0
    keys: list[str] = []
    ends: dict[int, int] = {}
    most = 0
    for count, word in enumerate(words, start=1):
        parts = words_of(word)
        if count == 1:
            most = opens(parts[0]) if parts else 0
            if not most:
                return 0
        keys += parts
        if len(keys) > most:
            break
        if parts:
            ends[count] = len(keys)
    for count in sorted(ends, reverse=True):
        if knows(" ".join(keys[: ends[count]])):
            return count
    return 0

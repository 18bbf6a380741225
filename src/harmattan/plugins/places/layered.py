"""Several place indexes as one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from harmattan.plugins.places.rank import as_candidates, longest_of
from harmattan.ports import Bearer
from harmattan.records.claim import PlaceCandidate

_LONG = 100
_SAME = 0.15
"""Degrees within which two indexes mean one place by one name: GeoNames and others differ by as much for a town."""
_WIDE = frozenset({"country", "region", "district", "area", "water", "river", "forest", "mountain", "island"})


class _Layer(Protocol):
    name: str

    def find(self, name: str, *, spelling: bool = False) -> tuple[Bearer, ...]: ...

    def opens(self, word: str) -> int: ...

    def knows(self, key: str) -> bool: ...


class LayeredPlaces:
    """Finds places in several indexes, the first one first: a place that two of them have is as the first has it."""

    def __init__(self, layers: Sequence[_Layer]) -> None:
        self._layers = tuple(layers)
        self.name = "+".join(layer.name for layer in layers)
        self._found = lru_cache(maxsize=8_000)(self._find)
        self._opened = lru_cache(maxsize=50_000)(self._opens)
        self._known = lru_cache(maxsize=50_000)(self._knows)

    def find(self, name: str, *, spelling: bool = False) -> tuple[Bearer, ...]:
        """Return the places that bear this name (any case), in no order; with `spelling` also those that sound like it."""
        # A name of a place is short; what is not shall not be remembered.
        return self._found(name, spelling) if len(name) <= _LONG else self._find(name, spelling)

    def _find(self, name: str, spelling: bool) -> tuple[Bearer, ...]:
        found: dict[str, Bearer] = {}
        for number, layer in enumerate(self._layers):
            before = tuple(found.values())
            for bearer in layer.find(name, spelling=spelling):
                if bearer.place_id not in found and not (number and any(_one(bearer, known) for known in before)):
                    found[bearer.place_id] = bearer
        return tuple(found.values())

    def lookup(self, name: str) -> tuple[PlaceCandidate, ...]:
        """Return the places that bear this name (any case), best first; empty where none is known."""
        return as_candidates(self.find(name))

    def longest(self, words: tuple[str, ...]) -> int:
        """Return how many of the leading lower-case words form the longest known name; 0 where none does."""
        return longest_of(words, self.opens, self.knows)

    def opens(self, word: str) -> int:
        """Return how many words the longest name has that this word opens; 0 where it opens none."""
        return self._opened(word) if len(word) <= _LONG else self._opens(word)

    def _opens(self, word: str) -> int:
        return max(layer.opens(word) for layer in self._layers)

    def knows(self, key: str) -> bool:
        """Return whether some index keeps a name under this key."""
        return self._known(key) if len(key) <= _LONG else self._knows(key)

    def _knows(self, key: str) -> bool:
        return any(layer.knows(key) for layer in self._layers)


def _one(bearer: Bearer, known: Bearer) -> bool:
    """Return whether two bearers of a name are one place, which two indexes know by different ids."""
    if bearer.place_id == known.place_id:
        return True
    if (bearer.feature in _WIDE) != (known.feature in _WIDE) or bearer.country != known.country:
        return False
    if bearer.feature == known.feature == "country":
        return True
    return abs(bearer.latitude - known.latitude) <= _SAME and abs(bearer.longitude - known.longitude) <= _SAME

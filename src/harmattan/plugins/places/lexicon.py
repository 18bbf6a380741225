"""A place index over the places of the lexicon."""

from __future__ import annotations

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import PlaceRow
from harmattan.plugins.places.keys import key_of, sounds_of
from harmattan.plugins.places.rank import as_candidates, longest_of
from harmattan.ports import Bearer
from harmattan.records.claim import PlaceCandidate

_SETTLED = frozenset({"capital", "city", "town", "village"})


class LexiconPlaces:
    """Finds the places of a lexicon by any of their names, case and accents aside."""

    name = "lexicon"

    def __init__(self, lexicon: Lexicon) -> None:
        self._bearers: dict[str, dict[str, Bearer]] = {}
        self._sounds: dict[str, dict[str, Bearer]] = {}
        self._openings: dict[str, int] = {}
        for row in lexicon.rows(PlaceRow):
            bearer = Bearer(
                row.id, row.names[0].text, row.latitude, row.longitude, row.country, row.feature, row.admin1,
                row.population or 0, "name", True,
            )  # fmt: skip
            for key in {key_of(form) for name in row.names for form in (name.text, *name.forms)}:
                self._bearers.setdefault(key, {})[row.id] = bearer
                if bearer.feature in _SETTLED:
                    for sound in sounds_of(key):
                        self._sounds.setdefault(sound, {})[row.id] = bearer
                first = key.partition(" ")[0]
                self._openings[first] = max(key.count(" ") + 1, self._openings.get(first, 0))

    def find(self, name: str, *, spelling: bool = False) -> tuple[Bearer, ...]:
        """Return the places that bear this name (any case), in no order; with `spelling` also those that sound like it."""
        key = key_of(name)
        found = dict(self._bearers.get(key, {}))
        if spelling:
            for sound in sounds_of(key):
                for bearer in self._sounds.get(sound, {}).values():
                    found.setdefault(bearer.place_id, msgspec.structs.replace(bearer, called="spelling"))
        return tuple(found.values())

    def lookup(self, name: str) -> tuple[PlaceCandidate, ...]:
        """Return the places that bear this name (any case), best first; empty where none is known."""
        return as_candidates(self.find(name))

    def longest(self, words: tuple[str, ...]) -> int:
        """Return how many of the leading lower-case words form the longest known name; 0 where none does."""
        return longest_of(words, self.opens, self.knows)

    def opens(self, word: str) -> int:
        """Return how many words the longest name has that this word opens; 0 where it opens none."""
        return self._openings.get(word, 0)

    def knows(self, key: str) -> bool:
        """Return whether a name is kept under this key."""
        return key in self._bearers

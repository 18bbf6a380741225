"""The different pieces of a text between blanks: what all looks for damage share."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import NamedTuple

_REMEMBERED = 200_000


class Pieces(NamedTuple):
    """The pieces of a text, each once, and those of them that were not put aside in other texts."""

    every: AbstractSet[str]
    open: AbstractSet[str]


class Aside:
    """Pieces that no look has anything to say of: most of the pieces of a text were seen in others."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def without(self, text: str) -> Pieces:
        """Return the pieces of a text."""
        every = set(text.split())
        return Pieces(every, every - self._known)

    def put(self, pieces: AbstractSet[str]) -> None:
        """Remember pieces that say nothing."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._known |= pieces


def pieces_of(text: str) -> Pieces:
    """Return the pieces of a text, none of them put aside."""
    every = set(text.split())
    return Pieces(every, every)

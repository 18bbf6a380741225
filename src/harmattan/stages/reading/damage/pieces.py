"""The different pieces of a text between blanks: what all looks for damage share."""

from __future__ import annotations

import math
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import NamedTuple

_REMEMBERED = 200_000
_ENOUGH = 1.5
"""Among so many times as many pieces as words are asked for, most texts have them."""


class Pieces(NamedTuple):
    """The different pieces of a text between blanks."""

    every: AbstractSet[str]
    open: AbstractSet[str]
    """Those of which any look may have something to say."""
    new: AbstractSet[str]
    """Those of which more than one look may have."""
    capitals: bool
    """Whether the text is all in capitals."""

    def has_words(self, most: float) -> bool:
        """Return whether more than so many of the pieces are of letters alone: each is a word."""
        some = islice(self.every, math.ceil(_ENOUGH * most))
        return sum(map(str.isalpha, some)) > most or sum(map(str.isalpha, self.every)) > most


class Aside:
    """Pieces that looks were taken at before: most of the pieces of a text were seen in others.

    A piece in a text all in capitals is another one than in a text that is not.
    """

    def __init__(self) -> None:
        self._silent: tuple[set[str], set[str]] = set(), set()
        self._heard: tuple[set[str], set[str]] = set(), set()

    def without(self, text: str) -> Pieces:
        """Return the pieces of a text."""
        every, capitals = set(text.split()), text.isupper()
        open = every - self._silent[capitals]
        return Pieces(every, open, open - self._heard[capitals], capitals)

    def put(self, silent: AbstractSet[str], heard: AbstractSet[str], *, capitals: bool) -> None:
        """Remember pieces that say nothing, and others of which the signs of words alone have something to say."""
        for known, pieces in ((self._silent[capitals], silent), (self._heard[capitals], heard)):
            if len(known) > _REMEMBERED:
                known.clear()
            known |= pieces


def pieces_of(text: str) -> Pieces:
    """Return the pieces of a text, none of them put aside."""
    every = set(text.split())
    return Pieces(every, every, every, text.isupper())

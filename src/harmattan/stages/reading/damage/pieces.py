"""The different pieces of a text between blanks: what all looks for damage share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import filterfalse

_REMEMBERED = 200_000
_ENOUGH = 2.5
"""Among so many times as many pieces as words are asked for, most texts have them."""


class Pieces:
    """The different pieces of a text between blanks. `open` are those of which any look may have something to say, `new`
    those of which more than one look may have; `capitals` says whether the text is all in capitals."""

    def __init__(self, all: Sequence[str], open: AbstractSet[str], new: AbstractSet[str], *, capitals: bool) -> None:
        self._all = all
        self.open = open
        self.new = new
        self.capitals = capitals

    @cached_property
    def every(self) -> AbstractSet[str]:
        """All pieces; few texts are looked at so closely that they are asked for."""
        return set(self._all)

    def has_words(self, most: float) -> bool:
        """Return whether more than so many of the pieces are of letters alone: each is a word."""
        return any(
            len(set(filter(str.isalpha, some))) > most for some in (self._all[: math.ceil(_ENOUGH * most)], self._all)
        )


class Aside:
    """Pieces that looks were taken at before: most of the pieces of a text were seen in others.

    A piece in a text all in capitals is another one than in a text that is not.
    """

    def __init__(self) -> None:
        self._silent: tuple[set[str], set[str]] = set(), set()
        self._heard: tuple[set[str], set[str]] = set(), set()

    def without(self, text: str) -> Pieces:
        """Return the pieces of a text."""
        all, capitals = text.split(), text.isupper()
        open = set(filterfalse(self._silent[capitals].__contains__, all))
        return Pieces(all, open, open - self._heard[capitals], capitals=capitals)

    def put(self, silent: AbstractSet[str], heard: AbstractSet[str], *, capitals: bool) -> None:
        """Remember pieces that say nothing, and others of which the signs of words alone have something to say."""
        for known, pieces in ((self._silent[capitals], silent), (self._heard[capitals], heard)):
            if len(known) > _REMEMBERED:
                known.clear()
            known |= pieces


def pieces_of(text: str) -> Pieces:
    """Return the pieces of a text, none of them put aside."""
    all = text.split()
    every = set(all)
    pieces = Pieces(all, every, every, capitals=text.isupper())
    pieces.every = every
    return pieces

"""Doors: by which keys two texts come to be compared at all. What they let in is judged elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.errors import SettingsError
from harmattan.stages.lineages.prints import NAME, Codes, Grams, grams_of, mix

AHEAD = 3
"""Names behind a name with which it makes a pair: a translation leaves one out now and then."""
_MIXER = np.uint64(0xD6E8FEB86659FD93)
_SHIFT = np.uint64(32)
_TWO = np.uint64(2)

Rows = NDArray[np.int64]


class Words(msgspec.Struct, frozen=True):
    """The words of several texts, one text after the other; `rows` says to which each belongs."""

    codes: Codes
    marks: NDArray[np.uint8]
    rows: Rows


class Door(msgspec.Struct, frozen=True):
    """A door: the keys of texts with the row of each, and how many two texts must share.

    That is `least`, and `share` of the keys of the one that has fewer.
    """

    name: str
    keys: Callable[[Words], tuple[Grams, Rows]]
    least: int
    share: float
    salt: int

    def enough(self, count: Rows, one: Rows, other: Rows) -> NDArray[np.bool_]:
        """Return whether texts with so many keys share enough."""
        return count >= np.maximum(self.least, self.share * np.minimum(one, other))


def gram_keys(words: Words) -> tuple[Grams, Rows]:
    """Return three words in a row: they survive cutting, merging and much of spinning."""
    grams = grams_of(words.codes)
    inside = words.rows[: len(grams)] == words.rows[len(words.rows) - len(grams) :]
    return grams[inside], words.rows[: len(grams)][inside]


def name_keys(words: Words) -> tuple[Grams, Rows]:
    """Return pairs of names and numbers that stand near each other, in order: they survive translation."""
    named = (words.marks & NAME) > 0
    codes, rows = words.codes[named].astype(np.uint64), words.rows[named]
    keys, at = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    for step in range(1, min(AHEAD + 1, len(codes))):
        told = (rows[:-step] == rows[step:]) & (codes[:-step] != codes[step:])
        keys.append(mix(codes[:-step], codes[step:])[told])
        at.append(rows[:-step][told])
    return np.concatenate(keys), np.concatenate(at)


DOORS = {
    door.name: door
    for door in (
        Door("grams", gram_keys, 2, 0.04, 0x1),
        Door("names", name_keys, 3, 0.1, 0x3),
    )
}


def door_of(name: str) -> Door:
    """Return the door of a name. Raises SettingsError where there is none."""
    if name not in DOORS:
        raise SettingsError(f"lineages: there is no door `{name}`; the doors are {', '.join(DOORS)}")
    return DOORS[name]


def keys_of(words: Words, door: Door, sample: int) -> tuple[Grams, Rows]:
    """Return the keys by which texts are posted at a door, each once a text, in rising order of row and key.

    One in `sample` of them, the same ones in every text.
    """
    keys, rows = door.keys(words)
    keys = (keys ^ (keys >> _SHIFT)) * (_MIXER + _TWO * np.uint64(door.salt))
    keys ^= keys >> _SHIFT
    if sample > 1:
        drawn = keys % np.uint64(sample) == 0
        keys, rows = keys[drawn], rows[drawn]
    order = np.lexsort((keys, rows))
    keys, rows = keys[order], rows[order]
    if len(keys):
        new = np.concatenate([[True], (keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1])])
        keys, rows = keys[new], rows[new]
    return keys, rows

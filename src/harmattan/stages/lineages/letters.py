"""What is to be known of characters in order to cut text into words, as arrays by code point."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.lexicons.normal import bare, normalise

PLANE = 1 << 16
"""Code points of the basic plane; what lies above counts as no letter."""
CASED = 0x3040
"""Code points below which letters have case and accents."""
CLOSING = frozenset('.!?…:"“”«»\n \t\r')
"""A capital that follows one of these and a space tells of no name: it may open a sentence."""
SPACES = frozenset(" \n\xa0")
Flags = NDArray[np.bool_]


class Letters(msgspec.Struct, frozen=True):
    """Arrays over the code points of the basic plane."""

    folded: NDArray[np.uint16]
    """In lower case and without accents."""
    inside: Flags
    """Whether it is part of a word."""
    alone: Flags
    """Whether it is a word of its own, as in Chinese and Japanese."""
    digit: Flags
    capital: Flags
    small: Flags
    closing: Flags
    space: Flags


@cache
def letters() -> Letters:
    """Return what is to be known of each character."""
    text = "".join(" " if 0xD800 <= code < 0xE000 else chr(code) for code in range(PLANE))

    def which(test: Callable[[str], bool]) -> Flags:
        return np.fromiter(map(test, text), np.bool_, PLANE)

    code = np.arange(PLANE)
    # Kana, CJK ideographs, compatibility ideographs.
    alone = (
        ((code >= 0x3040) & (code < 0x3100))
        | ((code >= 0x3400) & (code < 0xA000))
        | ((code >= 0xF900) & (code < 0xFB00))
    )
    inside = which(str.isalnum)
    inside[-1] = False
    folded = np.arange(PLANE, dtype=np.uint16)
    # Above kana nothing has case or accents but what is the same text in another dress, which restoration reads.
    cased = bare(normalise(text[:CASED]))
    folded[:CASED] = np.minimum(np.frombuffer(cased.encode("utf-32-le"), np.uint32), PLANE - 1)
    return Letters(
        folded,
        inside,
        alone & inside,
        which(str.isdigit),
        which(str.isupper),
        which(str.islower),
        which(CLOSING.__contains__),
        which(SPACES.__contains__),
    )

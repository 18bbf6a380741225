"""The one spelling in which terms and texts are compared."""

from __future__ import annotations

import unicodedata

_FOLDED = {ord(mark): "'" for mark in "’ʼ‘´`"} | {ord(dash): "-" for dash in "‐‑‒–—−"}
_FOLDED |= dict.fromkeys(
    (9, 10, 11, 12, 13, 0x85, 0xA0, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000), " "
)

_BASES: dict[str, str] = {}


def fold(text: str) -> str:
    """Return the text with one kind of apostrophe, dash and space, character for character, case kept."""
    return text.translate(_FOLDED)


def normalise(text: str) -> str:
    """Return the text folded and in lower case, exactly as long as it came."""
    folded = fold(text)
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in folded)


def bare(lowered: str) -> str:
    """Return a normalised text without its accents, exactly as long as it came."""
    if lowered.isascii():
        return lowered
    return "".join(_BASES.get(char) or _base(char) for char in lowered)


def _base(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    _BASES[char] = base
    return base


def is_acronym(term: str) -> bool:
    """Say whether a term is in capitals (`IS`, `JNIM`, `IEDs`): it is found only where the text is, too."""
    letters = [char for char in term if char.isalpha()]
    bare = letters[:-1] if len(letters) > 2 and letters[-1] == "s" else letters
    return len(bare) > 1 and all(char.isupper() for char in bare)

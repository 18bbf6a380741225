"""Under which keys a name of a place is kept and looked up."""

from __future__ import annotations

import re
from hashlib import blake2b

from harmattan.lexicons.normal import bare, normalise

_WORD = re.compile(r"\w+")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tch|tsh|sch|sh|ch", "s"),
        (r"dj|dg|zh|j", "j"),
        (r"gu(?=[ei])|gh|g", "g"),
        (r"kh|qu|q|c|k|x", "k"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"oo|ou|w|u|o|v", "u"),
        (r"y|ee|ai|ei|ay|ey|e|i", "i"),
        (r"h", ""),
    )
)
_VOWELS = re.compile(r"(?<=.)[aiu]+(?=.)")
_LEAST = 6
"""Letters of a sound below which too many names share it."""
_DOUBLED = re.compile(r"(.)\1+")


def words_of(name: str) -> list[str]:
    """Return the words of a name as they are compared: lower case, no accents, hyphens and apostrophes as spaces."""
    if name.isascii() and name.isalnum():
        # The common case by far: one plain word.
        word = name.lower()
        return [_SHORT.get(word, word)]
    return [_SHORT.get(word, word) for word in _WORD.findall(bare(normalise(name)))]


def key_of(name: str) -> str:
    """Return the one spelling under which a name is kept ("Saint-Louis", "St. Louis": `saint louis`)."""
    return " ".join(words_of(name))


def sounds_of(key: str) -> tuple[str, ...]:
    """Return what is left of a key once spellings of one sound are made one; empty where too little is left to tell.

    "Tinzaouaten", "Tin Zaouatine" and "Tinzawaten" share a sound; so do "Boulkessi" and "Boulikessi". The first sound counts
    the vowels inside as one, the second leaves them out.
    """
    letters = key.replace(" ", "").removesuffix("e")
    if not letters.isascii() or not letters.isalpha():
        return ()
    for pattern, sound in _SOUNDS:
        letters = pattern.sub(sound, letters)
    found = (_DOUBLED.sub(r"\1", _VOWELS.sub("a", letters)), "-" + _DOUBLED.sub(r"\1", _VOWELS.sub("", letters)))
    return tuple(sound for sound in found if len(sound) >= _LEAST)


def hash_of(key: str) -> int:
    """Return 64 bits that stand for a key in packed indexes (BLAKE2b); 0 stands for none."""
    return int.from_bytes(blake2b(key.encode(errors="surrogatepass"), digest_size=8).digest(), "little") or 1

"""Puts blocks in the place of words, so that every offset stays true."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from harmattan.stages.publication.words import fold, plain, words

BLOCK = "█"
Span = tuple[int, int]
_LONG = 5
"""Letters from which a name is found inside other words, too: text runs together, names are bent."""
_PIECE = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_NONE = re.compile(r"(?!)")


def blocked(text: str, spans: Iterable[Span]) -> str:
    """Return a text with each span of it in blocks; its length stays."""
    out: list[str] = []
    at = 0
    for start, end in united(spans):
        start, end = max(start, at), min(end, len(text))
        if start < end:
            out += (text[at:start], BLOCK * (end - start))
            at = end
    out.append(text[at:])
    return "".join(out)


def united(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that meet as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def pieces_of(name: str) -> frozenset[str]:
    """Return the words of a name by which its bearer may be known again, as names are compared; no particles, no initials."""
    found: set[str] = set()
    for piece in _PIECE.findall(plain(name)):
        found.add(piece)
        found |= {part for part in re.split("['-]", piece) if len(part) > 2}
    listed = words()
    return frozenset(
        piece for piece in found if len(piece) > 1 and piece not in listed.particles and piece not in listed.openers
    )


class Finder(msgspec.Struct, frozen=True):
    """Finds words in text whatever their case, accents and invisible characters."""

    pieces: frozenset[str]
    pattern: re.Pattern[str]
    slugs: re.Pattern[str]

    def spans(self, text: str) -> list[Span]:
        """Return where words stand that begin with a capital, or are of a script that has none; long ones inside others, too."""
        folded = fold(text)
        found = []
        for match in self.pattern.finditer(folded.text):
            start, end = folded.origin[match.start()], folded.origin[match.end()]
            first = text[start]
            inside = match.start() > 0 and folded.text[match.start() - 1].isalpha()
            after = folded.text[match.end() : match.end() + 1]
            if first.lower() != first.upper() and not first.isupper():
                continue
            if inside and not (first.isupper() and len(match.group()) >= _LONG):
                continue
            if after.isalpha() and len(match.group()) < _LONG:
                continue
            # A mark or an invisible character that hangs on the last letter goes with it.
            found.append((start, end))
        return found

    def stands_in(self, address: str) -> bool:
        """Tell whether any of the words stands in an address or a file's name, in any case and inside other words."""
        return bool(self.slugs.search(plain(_unquoted(address))))


def finder(pieces: Iterable[str]) -> Finder:
    """Return a finder of these words, given as `pieces_of` gives them."""
    ordered = sorted(set(pieces), key=lambda piece: (-len(piece), piece))
    whole = re.compile("|".join(map(re.escape, ordered))) if ordered else _NONE
    bare = {"".join(_LETTERS.findall(piece)) for piece in ordered}
    parts = [
        re.escape(piece) if len(piece) > 3 else rf"(?<![a-z]){re.escape(piece)}(?![a-z])" for piece in sorted(bare)
    ]
    return Finder(frozenset(ordered), whole, re.compile("|".join(parts)) if parts else _NONE)


def _unquoted(address: str) -> str:
    from urllib.parse import unquote

    return unquote(address, errors="replace")

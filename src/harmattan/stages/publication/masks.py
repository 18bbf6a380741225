"""Puts blocks in the place of words, so that every offset stays true."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from harmattan.stages.publication.words import Folded, fold, plain, words

BLOCK = "█"
Span = tuple[int, int]
LONG = 5
"""Letters from which a name is found inside other words, too: text runs together, names are bent."""
LEAST, LONGEST = 4, 24
"""Letters of a name that is looked for inside the words of an address."""
_PIECE = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"[^\W_]+")


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
    """Finds words in text whatever their case, accents and invisible characters. `pieces` are as `pieces_of` gives them."""

    pieces: frozenset[str]

    def spans(self, text: str) -> list[Span]:
        """Return where words stand that begin with a capital, or are of a script that has none; long ones inside others, too."""
        if not self.pieces:
            return []
        folded = fold(text)
        found = []
        for token in _PIECE.finditer(folded.text):
            if token.group() in self.pieces and self._opens(text, folded, token.start()):
                found.append((folded.origin[token.start()], folded.origin[token.end()]))
                continue
            for word in _RUN.finditer(folded.text, token.start(), token.end()):
                found += self._in_word(text, folded, word.start(), word.end())
        return found

    def _in_word(self, text: str, folded: Folded, start: int, end: int) -> list[Span]:
        """Return the pieces that a word is or begins with, at its start and at every capital in it ("saidDiallo", "Diallos")."""
        found: list[Span] = []
        at = start
        while at < end:
            begins = at == start or text[folded.origin[at]].isupper()
            if begins and self._opens(text, folded, at):
                last = next(
                    (
                        stop
                        for stop in range(end, at + 1, -1)
                        if (stop == end or stop - at >= LONG) and folded.text[at:stop] in self.pieces
                        and (at == start or stop - at >= LONG)
                    ),
                    None,
                )  # fmt: skip
                if last is not None:
                    found.append((folded.origin[at], folded.origin[last]))
                    at = last
                    continue
            at += 1
        return found

    @staticmethod
    def _opens(text: str, folded: Folded, at: int) -> bool:
        first = text[folded.origin[at]]
        return first.isupper() or first.lower() == first.upper()

    def stands_in(self, address: str) -> bool:
        """Tell whether any of the words stands in an address or a file's name, in any case and inside other words."""
        if not self.pieces:
            return False
        told = plain(_unquoted(address))
        for run in _LETTERS.finditer(told):
            word = run.group()
            if word in self._bare:
                return True
            # Words run together in addresses; a short name inside another word is chance.
            for start in range(len(word) - LEAST + 1):
                for stop in range(start + LEAST, min(len(word), start + LONGEST) + 1):
                    if word[start:stop] in self._bare:
                        return True
        return False

    @property
    def _bare(self) -> frozenset[str]:
        return bare_of(self.pieces)


@lru_cache(maxsize=256)
def bare_of(pieces: frozenset[str]) -> frozenset[str]:
    """Return words with nothing but their letters, as addresses have them."""
    return frozenset("".join(_LETTERS.findall(piece)) for piece in pieces)


def finder(pieces: Iterable[str]) -> Finder:
    """Return a finder of these words, given as `pieces_of` gives them."""
    return Finder(frozenset(pieces))


def _unquoted(address: str) -> str:
    from urllib.parse import unquote

    return unquote(address, errors="replace")

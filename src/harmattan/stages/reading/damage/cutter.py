"""Cuts the blocks of a text into tokens piece by piece: most of its pieces between blanks were seen in others."""

from __future__ import annotations

from harmattan.stages.reading.damage.fused import Splitter
from harmattan.stages.reading.damage.tokens import (
    Spelling,
    Token,
    addresses_in,
    closes_in_a_word,
    spelling_of,
    split_tokens,
)

_REMEMBERED = 100_000
_LONGEST = 1_000

_Part = tuple[Spelling, int, int, int, str]
"""Of a token: its spelling, where it begins and ends in its piece, its number in a fused word and its joint."""


class Cutter(dict[str, tuple[_Part, ...] | None]):
    """How pieces of texts in one language come apart, None for one that what stands around it must tell."""

    def __init__(self, splitter: Splitter) -> None:
        super().__init__()
        self._splitter = splitter

    def cut(self, text: str, start: int, end: int) -> list[Token]:
        """Return the tokens of text[start:end] as `split_tokens` does."""
        if len(self) > _REMEMBERED:
            self.clear()
        if not (text[start - 1 : start] + text[end : end + 1] or " ").isspace():
            # Half a piece is told by the other half.
            return split_tokens(text, start, end, self._splitter)
        pieces = text[start:end].replace("\n", " ").replace("\t", " ").replace("\r", " ").split(" ")
        tokens: list[Token] = []
        add = tokens.append
        at, fresh = start, True
        for piece, parts in zip(pieces, map(self.__getitem__, pieces), strict=True):
            if parts is None:
                return split_tokens(text, start, end, self._splitter)
            for (word, spelled, kind, cased, opens, ends, quiet, number), first, last, part, joint in parts:
                name = cased and not (fresh and opens)
                add(Token(word, spelled, at + first, at + last, kind, name, part, joint, False, number))
                fresh = ends or (fresh and quiet)
            at += len(piece) + 1
        return tokens

    def __missing__(self, piece: str) -> tuple[_Part, ...] | None:
        found = self[piece] = self._apart(piece)
        return found

    def _apart(self, piece: str) -> tuple[_Part, ...] | None:
        last = len(piece) - 1
        if piece.isalpha():
            if self._splitter[piece] is None:
                return ((spelling_of(piece), 0, last + 1, 0, ""),)
        elif not piece:
            return ()
        elif (word := piece[:-1]).isalpha() and not (piece[-1].isalnum() or piece[-1] == "_"):
            if self._splitter[word] is None:
                return (spelling_of(word), 0, last, 0, ""), (spelling_of(piece[-1]), last, last + 1, 0, "")
        elif len(piece) > _LONGEST or closes_in_a_word(piece):
            # What opened the bracket may stand before the piece.
            return None
        addresses = addresses_in(piece, 0, len(piece))
        parts = []
        for token in split_tokens(piece, 0, len(piece), self._splitter):
            spelling = spelling_of(token.text)
            if any(first <= token.start < last for first, last in addresses):
                # Part of an address: a name wherever it stands.
                spelling = (*spelling[:3], True, False, *spelling[5:])
            parts.append((spelling, token.start, token.end, token.part, token.joint))
        return tuple(parts)

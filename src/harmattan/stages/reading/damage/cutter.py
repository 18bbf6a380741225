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


class Cutter:
    """How pieces of texts in one language come apart, remembered for all that were asked for."""

    def __init__(self, splitter: Splitter) -> None:
        self._splitter = splitter
        self._alone: dict[str, Spelling] = {}
        """Of pieces that are one token as they stand: most are."""
        self._apart: dict[str, tuple[_Part, ...] | None] = {}
        """Of the others, None for one that what stands around it must tell."""

    def cut(self, text: str, start: int, end: int) -> list[Token]:
        """Return the tokens of text[start:end] as `split_tokens` does."""
        if not (text[start - 1 : start] + text[end : end + 1] or " ").isspace():
            # Half a piece is told by the other half.
            return split_tokens(text, start, end, self._splitter)
        pieces = text[start:end].replace("\n", " ").replace("\t", " ").replace("\r", " ").split(" ")
        tokens: list[Token] = []
        add = tokens.append
        at, fresh = start, True
        for piece, alone in zip(pieces, map(self._alone.get, pieces), strict=True):
            if alone is None:
                parts = self._apart[piece] if piece in self._apart else self._parts_of(piece)
                if parts is None:
                    return split_tokens(text, start, end, self._splitter)
                for (word, spelled, kind, cased, opens, ends, quiet, number), first, last, part, joint in parts:
                    name = cased and not (fresh and opens)
                    add(Token(word, spelled, at + first, at + last, kind, name, part, joint, False, number))
                    fresh = ends or (fresh and quiet)
                at += len(piece) + 1
                continue
            word, spelled, kind, cased, opens, ends, quiet, number = alone
            behind = at + len(piece)
            add(Token(word, spelled, at, behind, kind, cased and not (fresh and opens), 0, "", False, number))
            fresh = ends or (fresh and quiet)
            at = behind + 1
        return tokens

    def _parts_of(self, piece: str) -> tuple[_Part, ...] | None:
        if piece.isalpha() and self._splitter[piece] is None:
            spelling = spelling_of(piece)
            if len(self._alone) > _REMEMBERED:
                self._alone.clear()
            self._alone[piece] = spelling
            return ((spelling, 0, len(piece), 0, ""),)
        if len(self._apart) > _REMEMBERED:
            self._apart.clear()
        found = self._apart[piece] = self._cut_apart(piece)
        return found

    def _cut_apart(self, piece: str) -> tuple[_Part, ...] | None:
        last = len(piece) - 1
        word, mark = piece[:-1], piece[-1:]
        if word.isalpha() and not (mark.isalnum() or mark == "_") and self._splitter[word] is None:
            return (spelling_of(word), 0, last, 0, ""), (spelling_of(mark), last, last + 1, 0, "")
        if len(piece) > _LONGEST or closes_in_a_word(piece):
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

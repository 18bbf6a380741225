"""A passage: one parsed sentence of the restored reading, with what the lexicon sees in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any, TypeVar, cast

from harmattan.language.syntax import Sentence, Token
from harmattan.lexicons.index import Hit, TermIndex
from harmattan.lexicons.rows import Row, TriggerRow
from harmattan.records.document import BlockKind
from harmattan.records.reading import Reading

R = TypeVar("R", bound=Row)


TIES = frozenset({"relation", "support", "control", "strength"})
"""Kinds of claims whose ends or numbers tell an ambiguous word better than the words around it."""


@lru_cache(maxsize=4096)
def compounds(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that are more than letters and digits ("sit-in", "men under arms"), which no single token may bear."""
    return tuple(word for word in words if not word.isalnum())


class Passage:
    """A parsed sentence. A list item's passage reads as its lead-in followed by the item, so that it is a sentence again.

    Token offsets are into `text`; `span` turns them into offsets of the document's reading.
    """

    def __init__(
        self,
        sentence: Sentence,
        text: str,
        pieces: Sequence[tuple[int, int]],
        *,
        index: TermIndex,
        reading: Reading,
        kind: BlockKind,
        number: int,
        hits: list[Hit] | None = None,
    ) -> None:
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = sentence.tokens
        self.text = text
        self.pieces = tuple(pieces)
        self._shift = self.pieces[0][1] - self.pieces[0][0] if len(self.pieces) == 1 else None
        """[(offset in text, offset in the reading)] of each stretch that `text` was put together from, in order."""
        self.reading = reading
        self.kind = kind
        self.number = number
        """The how-manieth passage of its document this is, from 0."""
        self._index = index
        self._hits = hits
        self._terms: dict[type[Row], list[Any]] = {}

    @cached_property
    def hits(self) -> list[Hit]:
        """Every lexicon hit, nested ones too, as offsets into `text`."""
        return self._index.find(self.text) if self._hits is None else self._hits

    @cached_property
    def _by_type(self) -> dict[type[Row], list[tuple[Hit, list[Row]]]]:
        """The hits of each table, by start and then the longest first."""
        found: dict[type[Row], list[tuple[Hit, list[Row]]]] = {}
        for hit in sorted(self.hits, key=lambda hit: (hit.start, -hit.end)):
            types: dict[type[Row], list[Row]] = {}
            for row in hit.rows:
                types.setdefault(type(row), []).append(row)
            for row_type, rows in types.items():
                found.setdefault(row_type, []).append((hit, rows))
        return found

    def terms(self, row_type: type[R]) -> list[tuple[R, int, int, int]]:
        """Return (row, first, last, head) for the rows of one table in text order, the longest where hits overlap.

        Several rows of one term come one after the other. tokens[first:last] bear the term; `head` governs them.
        """
        known: list[tuple[R, int, int, int]] | None = self._terms.get(row_type)
        if known is not None:
            return known
        found: list[tuple[R, int, int, int]] = []
        reach = -1
        for hit, rows in self._by_type.get(row_type, ()):
            if hit.start < reach:
                continue
            bounds = self.words(hit.start, hit.end)
            if bounds is None:
                continue
            reach = hit.end
            first, last = bounds
            head = self.head_of(first, last)
            for row in rows:
                found.append((cast(R, row), first, last, head))
        self._terms[row_type] = found
        return found

    def every(self, *row_types: type[R]) -> list[tuple[R, int, int]]:
        """Return (row, first, last) for each hit of some tables, nested and overlapping ones too, table by table."""
        found: list[tuple[R, int, int]] = []
        for row_type in row_types:
            for hit, rows in self._by_type.get(row_type, ()):
                bounds = self.words(hit.start, hit.end)
                if bounds is not None:
                    first, last = bounds
                    found.extend((cast(R, row), first, last) for row in rows)
        return found

    @cached_property
    def upper(self) -> bool:
        """Whether there is no lower-case letter."""
        return self.text.upper() == self.text

    @cached_property
    def triggers(self) -> list[tuple[TriggerRow, int, int, int]]:
        """The triggers, as `terms` gives them, but those that lack the word which they need; ties may do without."""
        return [
            found
            for found in self.terms(TriggerRow)
            if (found[0].kind in TIES and not found[0].governs) or self.has_needed(found[0])
        ]

    def has_needed(self, row: TriggerRow) -> bool:
        """Return whether one of the words that a trigger needs or is to govern stands in the sentence, or it asks for none."""
        wanted = row.needs or row.governs
        if not wanted or not self._lowers.isdisjoint(wanted):
            return True
        return any(word in self.text.lower() for word in compounds(wanted))

    @cached_property
    def _lowers(self) -> frozenset[str]:
        return frozenset(self.sentence.lowers)

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        return [token.start for token in self.tokens], [token.end for token in self.tokens]

    def words(self, start: int, end: int) -> tuple[int, int] | None:
        """Return (first, last), last exclusive, of the tokens that text[start:end] touches; None where it touches none."""
        starts, ends = self._bounds
        first, last = bisect_right(ends, start), bisect_left(starts, end)
        return (first, last) if first < last else None

    def head_of(self, first: int, last: int) -> int:
        """Return the index of the token in [first, last) whose head lies outside: what governs the stretch."""
        for token in self.tokens[first:last]:
            if token.head == token.i or not first <= token.head < last:
                if token.pos != "PUNCT":
                    return token.i
        return last - 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the reading of text[start:end]."""
        return self._place(start), self._place(max(start, end - 1)) + 1 if end > start else self._place(start)

    def token_span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets in the reading of tokens[first:last]."""
        return self.span(self.tokens[first].start, self.tokens[last - 1].end)

    def _place(self, offset: int) -> int:
        if self._shift is not None:
            return offset + self._shift
        at = self.pieces[0]
        for piece in self.pieces:
            if piece[0] <= offset:
                at = piece
        return at[1] + offset - at[0]

    @cached_property
    def whole(self) -> tuple[int, int]:
        """The offsets in the reading from the first to the last character, lead-in and items between included."""
        if self._shift is not None:
            return self.tokens[0].start + self._shift, self.tokens[-1].end + self._shift
        spots = [self._place(token.start) for token in self.tokens]
        ends = [self._place(token.end - 1) + 1 for token in self.tokens]
        return min(spots), max(ends)

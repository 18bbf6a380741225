"""Sentences, tokens and syntax, as everything else sees them: Universal Dependencies, whatever parser made them."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

Tense = Literal["past", "present", "future"]
Mood = Literal["indicative", "conditional", "subjunctive", "imperative"]
VerbForm = Literal["finite", "infinitive", "participle", "gerund"]

_BASES: dict[str, str] = {}


def _base_of(dep: str) -> str:
    base = _BASES[dep] = dep.partition(":")[0]
    return base


class Token:
    """A word with its place in the tree. start and end are offsets into the text that was parsed.

    `head` is an index, its own for the root. `base` is the relation without what follows its colon.
    """

    __slots__ = ("base", "dep", "end", "form", "head", "i", "lower", "mood", "passive", "pos", "start", "tense", "text")

    def __init__(
        self, i: int, text: str, start: int, pos: str, dep: str, head: int,
        *, tense: Tense | None = None, mood: Mood | None = None, form: VerbForm | None = None, passive: bool = False,
    ) -> None:  # fmt: skip
        self.i = i
        self.text = text
        self.lower = text.lower()
        self.start = start
        self.end = start + len(text)
        self.pos = pos
        self.dep = dep
        self.base = _BASES.get(dep) or _base_of(dep)
        self.head = head
        self.tense = tense
        self.mood = mood
        self.form = form
        self.passive = passive

    def __repr__(self) -> str:
        return f"Token({self.i} {self.text!r} {self.pos} {self.dep}<-{self.head})"


class Sentence:
    """A parsed sentence. start and end are offsets into the text that was parsed, as are those of its tokens."""

    def __init__(self, tokens: tuple[Token, ...], start: int, end: int) -> None:
        self.tokens = tokens
        self.start = start
        self.end = end

    @cached_property
    def lowers(self) -> tuple[str, ...]:
        """The tokens in lower case, for lexicon matching."""
        return tuple(token.lower for token in self.tokens)

    @cached_property
    def _children(self) -> list[list[Token]]:
        below: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token)
        return below

    @cached_property
    def root(self) -> Token:
        """The token that heads the sentence."""
        return next(token for token in self.tokens if token.head == token.i)

    def head(self, token: Token) -> Token:
        """Return the token's head; the root is its own."""
        return self.tokens[token.head]

    def children(self, token: Token, *deps: str) -> list[Token]:
        """Return the token's dependents in order, only those with one of these relations where any are named.

        `nsubj` takes `nsubj:pass` too.
        """
        below = self._children[token.i]
        if not below or not deps:
            return below
        return [child for child in below if child.base in deps or child.dep in deps]

    def ancestors(self, token: Token) -> list[Token]:
        """Return head, head's head and so on up to the root."""
        above: list[Token] = []
        while token.head != token.i and len(above) <= len(self.tokens):
            token = self.tokens[token.head]
            above.append(token)
        return above

    def subtree(self, token: Token) -> list[Token]:
        """Return the token and all below it, in text order."""
        found = [token]
        for item in found:
            found.extend(self._children[item.i])
        return sorted(found, key=lambda item: item.i)

    def span(self, token: Token) -> tuple[int, int]:
        """Return the offsets that the token's subtree covers."""
        below = self.subtree(token)
        return below[0].start, below[-1].end

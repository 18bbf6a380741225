"""The sentences of a report with their syntax, and the noun phrases in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from harmattan.language import Grammar, Sentence, Token

BEFORE_HEAD = frozenset(
    ("det", "amod", "nummod", "compound", "nmod", "nmod:poss", "flat", "advmod", "punct", "case", "appos", "goeswith")
)
NOUNS = frozenset(("NOUN", "PROPN", "NUM", "PRON", "ADJ", "X"))


PARTITIVES = frozenset(["GROUP", "MEMBER", "COMMANDO", "UNIT", "COLUMN", "SQUAD", "GANG", "ONE", "BRANCH", "RELATIVE"])
QUANTIFIERS = frozenset(
    [
        "LEAST",
        "MOST",
        "MORE",
        "THAN",
        "ALSO",
        "ABOUT",
        "OVER",
        "APPROXIMATELY",
        "NOT",
        "ONLY",
        "SOME",
        "AT",
        "AN",
        "ESTIMATED",
        "ALMOST",
        "NEARLY",
        "AROUND",
        "EVEN",
    ]
)


class Phrase(NamedTuple):
    """A noun phrase without what follows its head: `start` and `end` in the report; `words` without its article."""

    start: int
    end: int
    line: int
    head: Token
    tokens: tuple[Token, ...]

    @property
    def words(self) -> list[str]:
        """The words in capitals."""
        return [token.text.upper() for token in self.tokens]


class Line(NamedTuple):
    """A sentence: where it begins in the report, which paragraph it is of, and its syntax."""

    start: int
    paragraph: int
    sentence: Sentence


class Page:
    """A report read into sentences. `lines` are in the order of the text."""

    def __init__(self, text: str, blocks: list[tuple[int, int]], grammar: Grammar) -> None:
        self.text = text
        spans = [
            (number, start + first, start + last)
            for number, (start, end) in enumerate(blocks)
            for first, last in grammar.sentences(text[start:end])
        ]
        parsed = grammar.parse([text[first:last] for _, first, last in spans])
        self.lines = [Line(first, number, sentence) for (number, first, _), sentence in zip(spans, parsed, strict=True)]
        self._starts = [line.start for line in self.lines]

    def line_at(self, offset: int) -> int:
        """Return the number of the sentence that an offset stands in."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def token_at(self, offset: int) -> tuple[int, Token] | None:
        """Return the sentence and token at an offset, or None between tokens."""
        number = self.line_at(offset)
        if not self.lines:
            return None
        line = self.lines[number]
        for token in line.sentence.tokens:
            if token.start <= offset - line.start < token.end:
                return number, token
        return None

    def phrase_of(self, number: int, token: Token) -> Phrase:
        """Return the noun phrase that a token belongs to, up to its head and the rest of a name after it."""
        line = self.lines[number]
        tree = line.sentence
        while token.dep in ("compound", "flat", "amod", "nummod", "det", "nmod:poss", "goeswith") or (
            token.dep == "nmod" and token.i < token.head and not tree.children(token, "case")
        ):
            token = tree.head(token)
        chosen = {token.i}
        grow = [token]
        for item in grow:
            for child in tree.children(item):
                before = child.i < token.i and child.dep in BEFORE_HEAD and child.dep != "appos"
                named = child.dep in ("flat", "goeswith") or (child.dep == "compound" and child.i > item.i)
                if (before and not (child.dep == "case" and item is token)) or named:
                    chosen.add(child.i)
                    grow.append(child)
        first = token.i
        while first - 1 in chosen:
            first -= 1
        last = token.i
        while last + 1 in chosen:
            last += 1
        tokens = list(tree.tokens[first : last + 1])
        while (
            tokens and (tokens[0].dep == "det" or tokens[0].pos in ("DET", "PUNCT", "ADP", "CCONJ")) and len(tokens) > 1
        ):
            tokens = tokens[1:]
        return Phrase(line.start + tokens[0].start, line.start + tokens[-1].end, number, token, tuple(tokens))

    def phrase_at(self, start: int, end: int) -> Phrase | None:
        """Return the noun phrase that a span of the report lies in, by its last word."""
        spot = self.token_at(max(start, end - 1))
        return None if spot is None else self.phrase_of(*spot)

    def phrase_of_span(self, start: int, end: int) -> Phrase | None:
        """Return the words of a span as a phrase of their own, whatever the syntax makes of them."""
        spot = self.token_at(max(start, end - 1))
        if spot is None:
            return None
        number, last = spot
        line = self.lines[number]
        tokens = tuple(each for each in line.sentence.tokens[: last.i + 1] if line.start + each.start >= start)
        return Phrase(start, end, number, last, tokens) if tokens else None

    def apart(self, number: int, one: Token, other: Token) -> int:
        """Return how many steps of the tree lie between two tokens of a sentence, at most nine."""
        tree = self.lines[number].sentence
        up = [one, *tree.ancestors(one)]
        down = {token.i: steps for steps, token in enumerate([other, *tree.ancestors(other)])}
        return min((steps + down[token.i] for steps, token in enumerate(up) if token.i in down), default=9)

    def joined(self, phrase: Phrase) -> Iterator[Phrase]:
        """Yield the phrases joined to one by "and" or a comma, itself first."""
        yield phrase
        for child in self.lines[phrase.line].sentence.children(phrase.head, "conj"):
            if child.pos in NOUNS:
                yield from self.joined(self.phrase_of(phrase.line, child))

    def apposed(self, phrase: Phrase) -> list[Phrase]:
        """Return the phrases that stand beside one as another way to call it."""
        tree = self.lines[phrase.line].sentence
        found = [self.phrase_of(phrase.line, child) for child in tree.children(phrase.head, "appos")]
        if phrase.head.dep == "appos":
            found.append(self.phrase_of(phrase.line, tree.head(phrase.head)))
        return found

    def whole(self, phrase: Phrase) -> str:
        """Return a phrase as a fill, with what "a group of" or "one of" is of."""
        if phrase.head.text.upper().rstrip("S") in PARTITIVES:
            tree = self.lines[phrase.line].sentence
            for child in tree.children(phrase.head, "nmod"):
                if child.i > phrase.head.i and any(case.lower == "of" for case in tree.children(child, "case")):
                    inner = self.phrase_of(phrase.line, child)
                    if inner.start > phrase.end:
                        return " ".join(self.text[phrase.start : inner.end].upper().split())
        return self.clean(phrase)

    def clean(self, phrase: Phrase) -> str:
        """Return a phrase as a fill: its words with single spaces."""
        return " ".join(re.sub(r"\s+", " ", self.text[phrase.start : phrase.end]).upper().split())

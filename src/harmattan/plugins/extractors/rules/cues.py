"""The cue words of a passage, each with the rows that fit its part of speech there."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import NamedTuple

from harmattan.language.syntax import Sentence, Token
from harmattan.lexicons.rows import CueRow, LightVerbRow, TriggerRow
from harmattan.plugins.extractors.rules.passage import Passage

WEIGHING = frozenset(
    {"negation", "modal", "hedge", "conditional", "attitude", "unconfirmed", "doubt", "planned", "threatened",
     "attempted", "failed", "outlook"}
)  # fmt: skip
"""Kinds of cue that bear on certainty or realis."""
STOPS = frozenset(',;:()–—-[]"“”«»')
CONTRAST = frozenset({"but", "yet", "however", "mais", "cependant"})
CLAUSAL = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis", "conj"})
NEEDED_WITHIN = 8
"""How many words before a cue the word may stand that the cue needs ("ne … plus")."""


class Cue(NamedTuple):
    """tokens[first:last] bear `rows`; tokens[head] governs them. A cue that is no cue here ("May 5") is idle."""

    rows: tuple[CueRow, ...]
    first: int
    last: int
    head: int
    idle: bool = False

    def row(self, *kinds: str) -> CueRow | None:
        """Return the first row of one of these kinds of cue."""
        if self.idle:
            return None
        return next((row for row in self.rows if row.cue in kinds), None)


class Cues:
    """The cues of one passage by where they stand in its tree."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.sentence: Sentence = passage.sentence
        self.tokens: tuple[Token, ...] = passage.tokens
        self.all = tuple(_spot(passage))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of cue that there are."""
        return frozenset(row.cue for cue in self.all if not cue.idle for row in cue.rows)

    @cached_property
    def at(self) -> dict[int, Cue]:
        """The cue whose head a token is."""
        return {cue.head: cue for cue in self.all}

    @cached_property
    def covering(self) -> dict[int, Cue]:
        """The cue that a token is part of."""
        return {i: cue for cue in self.all for i in range(cue.first, cue.last)}

    @cached_property
    def below(self) -> dict[int, list[Cue]]:
        """The cues that hang on a token, in text order."""
        found: dict[int, list[Cue]] = {}
        for cue in self.all:
            head = self.tokens[cue.head].head
            if not cue.first <= head < cue.last:
                found.setdefault(head, []).append(cue)
        return found

    @cached_property
    def light(self) -> frozenset[int]:
        """The verbs that say no more than that their noun happened."""
        return frozenset(head for _, _, _, head in self.passage.terms(LightVerbRow))

    @cached_property
    def helping(self) -> frozenset[int]:
        """The verbs of support ("help", "assist"), whose object or phrase says with what."""
        return frozenset(
            head
            for row, _, _, head in self.passage.terms(TriggerRow)
            if row.kind == "support" and self.tokens[head].pos == "VERB"
        )

    @cached_property
    def flat(self) -> bool:
        """Whether there is no tree to speak of, so that word order alone counts."""
        tokens = self.tokens
        return sum(token.pos == "X" for token in tokens) * 2 > len(tokens)

    def hang(self, i: int, *kinds: str) -> Cue | None:
        """Return the first cue of one of these kinds that hangs on a token."""
        return next((cue for cue in self.below.get(i, ()) if cue.row(*kinds) is not None), None)


@lru_cache(maxsize=16)
def cues_of(passage: Passage) -> Cues:
    """Return the cues of a passage, found once."""
    return Cues(passage)


def _spot(passage: Passage) -> list[Cue]:
    tokens = passage.tokens
    spans: dict[tuple[int, int], tuple[list[CueRow], int]] = {}
    for row, first, last, head in passage.terms(CueRow):
        spans.setdefault((first, last), ([], head))[0].append(row)
    found = []
    for (first, last), (rows, head) in spans.items():
        fitting = tuple(row for row in rows if _fits(row, tokens, first, last, head))
        found.append(Cue(fitting or tuple(rows), first, last, head, idle=not fitting))
    return found


def _fits(row: CueRow, tokens: tuple[Token, ...], first: int, last: int, head: int) -> bool:
    if row.needs:
        lead = {token.lower.replace("’", "'") for token in tokens[max(0, first - NEEDED_WITHIN) : first]}
        if not lead.intersection(row.needs):
            return False
    token = tokens[head]
    pos = token.pos
    if last - first == 1 and "-" in token.text and "-" not in row.term:
        return False  # "contre-indiqué" indicates nothing
    if pos == "X":
        return row.cue != "modal" or not _is_month(tokens, first, last)
    if row.pos == "verb":
        verbal = any(each.pos in ("VERB", "AUX") for each in tokens[first:last]) or token.form is not None
        # A verb that was tagged as something else still has its subject.
        return verbal or any(each.dep == "nsubj" and each.head == head for each in tokens[:head])
    if row.pos == "noun":
        if last - first > 1:
            return True
        return pos in ("NOUN", "PROPN") or (pos in ("ADJ", "NUM", "SYM") and token.dep not in ("amod", "advmod"))
    if row.pos == "adjective" and last - first == 1:
        if row.cue in ("planned", "hedge", "failed") and pos in ("VERB", "AUX"):
            return token.form == "participle" or token.dep == "amod" or token.form is None
        return pos not in ("ADP", "AUX")
    if row.cue == "modal":
        return not _is_month(tokens, first, last)
    if row.cue == "outlook" and last - first == 1:
        return pos not in ("NOUN", "PROPN")
    return True


def _is_month(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether "May" is the month: it stands by a number, or is a name."""
    if last - first > 1 or tokens[first].lower != "may":
        return False
    near = [tokens[i] for i in (first - 1, first + 1) if 0 <= i < len(tokens)]
    return any(token.text[:1].isdigit() for token in near) or tokens[first].pos in ("PROPN", "NOUN")

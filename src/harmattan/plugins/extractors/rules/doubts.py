"""Doubt said outright: nothing confirmed, not enough grounds, and whether that is about this passage or an earlier one."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import msgspec

from harmattan.lexicons.lexicon import Lexicon
from harmattan.plugins.extractors.rules.cues import Cue, Cues, cues_of
from harmattan.plugins.extractors.rules.passage import Passage


class FoundDoubt(msgspec.Struct, frozen=True, kw_only=True):
    """tokens[first:last] say that a claim is unconfirmed, doubtful or denied; `refers` says where that claim stands."""

    first: int
    last: int
    effect: Literal["unconfirmed", "doubt", "denial"]
    refers: Literal["previous", "same"]


def find_unconfirmed(
    passage: Passage, *, language: str | None = None, lexicon: Lexicon | None = None
) -> tuple[FoundDoubt, ...]:
    """Return what the passage says outright against a claim of its own or of an earlier passage, in text order."""
    return doubts_of(passage)


@lru_cache(maxsize=16)
def doubts_of(passage: Passage) -> tuple[FoundDoubt, ...]:
    """Return the doubts of a passage, found once."""
    cues = cues_of(passage)
    negated = [item for cue in cues.all if (item := _negated(cues, cue)) is not None]
    if not negated and not cues.kinds & {"unconfirmed", "doubt"}:
        return ()
    stated = [
        head
        for row, first, last, head in passage.triggers
        if row.kind not in ("position", "judgement", "outlook") and not _in_doubt(cues, first, last)
    ]
    spots: list[tuple[int, int, int, Literal["unconfirmed", "doubt", "denial"]]] = list(negated)
    for cue in cues.all:
        row = cue.row("unconfirmed", "doubt")
        if row is not None:
            spots.append((cue.first, cue.last, cue.head, "unconfirmed" if row.cue == "unconfirmed" else "doubt"))
    found = []
    for first, last, head, effect in sorted(spots):
        near = any(_is_about(cues, first, last, head, at) for at in stated)
        found.append(FoundDoubt(first=first, last=last, effect=effect, refers="same" if near else "previous"))
    return tuple(found)


def _negated(cues: Cues, cue: Cue) -> tuple[int, int, int, Literal["unconfirmed", "doubt", "denial"]] | None:
    """A verb of confirming that is negated ("did not confirm that …") says that nothing is confirmed."""
    if not any(row.open_when_negated for row in cue.rows) or cue.idle:
        return None
    negation = cues.hang(cue.head, "negation")
    if negation is None or negation.row("negation") is None:
        return None
    return min(negation.first, cue.first), max(negation.last, cue.last), cue.head, "unconfirmed"


def _in_doubt(cues: Cues, first: int, last: int) -> bool:
    """Whether a stretch is part of a doubt, or names claims ("these reports") and no happening."""
    return any(
        (cue := cues.covering.get(i)) is not None
        and any(row.cue in ("unconfirmed", "doubt", "evidential", "reporting") for row in cue.rows)
        for i in range(first, last)
    )


def _is_about(cues: Cues, first: int, last: int, head: int, stated: int) -> bool:
    """What is stated before the doubt in its passage, or hangs on it, is what it is about."""
    if stated < first:
        return True
    token = cues.tokens[stated]
    for _ in range(len(cues.tokens)):
        if token.head == token.i:
            return False
        if token.head == head or first <= token.head < last:
            return True
        token = cues.tokens[token.head]
    return False

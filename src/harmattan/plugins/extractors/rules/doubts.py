"""Doubt said outright: nothing confirmed, not enough grounds, and whether that is about this passage or an earlier one."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import msgspec

from harmattan.lexicons.lexicon import Lexicon
from harmattan.lexicons.rows import TriggerRow
from harmattan.plugins.extractors.rules.cues import Cues, cues_of
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
    if not cues.kinds & {"unconfirmed", "doubt"}:
        return ()
    stated = [head for _, first, last, head in passage.terms(TriggerRow) if not _in_doubt(cues, first, last)]
    found = []
    for cue in cues.all:
        row = cue.row("unconfirmed", "doubt")
        if row is None:
            continue
        effect: Literal["unconfirmed", "doubt", "denial"] = "unconfirmed" if row.cue == "unconfirmed" else "doubt"
        near = any(_is_about(cues, cue.first, cue.last, cue.head, at) for at in stated)
        found.append(FoundDoubt(first=cue.first, last=cue.last, effect=effect, refers="same" if near else "previous"))
    return tuple(found)


def _in_doubt(cues: Cues, first: int, last: int) -> bool:
    return any((cue := cues.covering.get(i)) is not None and cue.row("unconfirmed", "doubt") for i in range(first, last))


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

"""Words that were mistranslated first and then spun: what a guess comes to is itself a known mistranslation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from harmattan.stages.reading.damage.channel import Arc, read
from harmattan.stages.reading.damage.counts import Counts
from harmattan.stages.reading.damage.settings import DamageSettings
from harmattan.stages.reading.damage.table import Table
from harmattan.stages.reading.damage.tokens import Token

_AROUND = 6
"""A phrase that a guess is a word of, and what tells it, stand within so many words of it."""


def read_twofold(
    tokens: Sequence[Token],
    guessed: Sequence[Arc],
    taken: Sequence[Arc],
    tools: tuple[Counts, Table, DamageSettings],
) -> list[Arc]:
    """Return the guesses of a block, those that a row names as a mistranslation where they stand read as what it was for.

    "earlier 2,500" is guessed to be "before 2,500", which translators put in for "up to 2,500". Only rows that ask for a
    neighbour count, and none that reaches into what is `taken`.
    """
    _, table, _ = tools
    asked = [arc.start for arc in guessed if arc.words[0] in table.homonyms]
    if not asked:
        return list(guessed)
    guesses = {arc.start: arc for arc in guessed}
    closed = {at for arc in taken for at in range(arc.start, arc.end)}
    for at in asked:
        arc = _mistranslated(at, tokens, guesses, tools)
        if arc is None or not closed.isdisjoint(range(arc.start, arc.end)):
            continue
        inside = [guesses.pop(place) for place in range(arc.start, arc.end) if place in guesses]
        confidence = round(min(arc.confidence, *(guess.confidence for guess in inside)), 2)
        guesses[arc.start] = msgspec.structs.replace(arc, rule=f"{inside[0].rule}+{arc.rule}", confidence=confidence)
        closed.update(range(arc.start, arc.end))
    return [guesses[at] for at in sorted(guesses)]


def _mistranslated(
    at: int, tokens: Sequence[Token], guesses: Mapping[int, Arc], tools: tuple[Counts, Table, DamageSettings]
) -> Arc | None:
    """Return how rows read a mistranslation that the guess at a token belongs to, None where they name none."""
    first = max(0, at - _AROUND)
    around = [
        msgspec.structs.replace(token, word=guesses[place].words[0]) if place in guesses else token
        for place, token in enumerate(tokens[first : at + _AROUND + 1], first)
    ]
    for stretch in read(around, *tools):
        for arc in stretch.chosen:
            row = arc.row
            known = row is not None and row.family == "translated" and (row.before or row.after)
            if known and arc.start <= at - first < arc.end:
                return msgspec.structs.replace(arc, start=arc.start + first, end=arc.end + first)
    return None

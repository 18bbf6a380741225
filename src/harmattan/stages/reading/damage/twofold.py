"""Words that were mistranslated first and then spun: what a guess comes to is itself a known mistranslation."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from harmattan.stages.reading.damage.channel import Arc, read
from harmattan.stages.reading.damage.counts import Counts
from harmattan.stages.reading.damage.settings import DamageSettings
from harmattan.stages.reading.damage.table import Table
from harmattan.stages.reading.damage.tokens import Token


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
    guesses = {arc.start: arc for arc in guessed}
    if not guesses:
        return []
    counts, table, settings = tools
    seen = list(tokens)
    for at, guess in guesses.items():
        seen[at] = msgspec.structs.replace(tokens[at], word=guess.words[0])
    closed = {at for arc in taken for at in range(arc.start, arc.end)}
    for stretch in read(seen, counts, table, settings):
        for arc in stretch.chosen:
            inside = [guesses[at] for at in range(arc.start, arc.end) if at in guesses]
            row = arc.row
            if row is None or row.family != "translated" or not (row.before or row.after) or not inside:
                continue
            if closed.isdisjoint(range(arc.start, arc.end)):
                for guess in inside:
                    del guesses[guess.start]
                confidence = round(min(arc.confidence, *(guess.confidence for guess in inside)), 2)
                guesses[arc.start] = msgspec.structs.replace(
                    arc, rule=f"{inside[0].rule}+{arc.rule}", confidence=confidence
                )
    return [guesses[at] for at in sorted(guesses)]

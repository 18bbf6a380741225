"""The tokens of a text as rows read them, and where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from harmattan.stages.reading.damage.channel import Arc
from harmattan.stages.reading.damage.tokens import Token


class Place(NamedTuple):
    """Where tokens come from that are handed to the guesser: those of a row's reading, or a stretch that stands."""

    seen: int
    """The number of the first of them among all that are handed over."""
    block: int
    start: int
    """The number of the first of them among the tokens of the block."""
    arc: int | None
    """The number of the reading in the block."""


def as_read(parts: Sequence[Sequence[Token]], readings: Sequence[Sequence[Arc]]) -> tuple[list[Token], list[Place]]:
    """Return the tokens of all blocks as rows read them, and where each stretch of them comes from.

    Words that a row restored are held. A word that honest reports have, too, is judged again by what stands around it,
    where its row asks for no neighbour.
    """
    seen: list[Token] = []
    places: list[Place] = []
    for block, (tokens, arcs) in enumerate(zip(parts, readings, strict=True)):
        at = 0
        for number, arc in enumerate(arcs):
            if arc.row is None:
                continue
            if at < arc.start:
                places.append(Place(len(seen), block, at, None))
                seen += tokens[at : arc.start]
            places.append(Place(len(seen), block, arc.start, number))
            if arc.end == arc.start + 1 and not (arc.row.rare or arc.row.before or arc.row.after):
                seen.append(tokens[arc.start])
            else:
                first = tokens[arc.start]
                seen += [msgspec.structs.replace(first, word=word, held=True) for word in arc.words]
            at = arc.end
        if at < len(tokens):
            places.append(Place(len(seen), block, at, None))
            seen += tokens[at:]
    return seen, places

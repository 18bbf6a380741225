"""The odds that violence crosses a border, and who follows whom, as lines for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from harmattan.stages.outlooks.spread import Crossing, Following
from harmattan.surfaces.outlook.words import odds, percent

_CHANCE = 0.1
"""Share of shifted pasts above which a share is no more than chance gives."""


def border_lines(
    crossings: Iterable[Crossing], followings: Iterable[Following], name_of: Callable[[str], str]
) -> Iterator[str]:
    """Yield what is said of each way across the border, then of what follows the neighbours."""
    for one in crossings:
        into, origin = name_of(one.into), name_of(one.origin)
        kind = "an onset there" if one.quiet else "it has had 25 or more in the last twelve months"
        yield f"{origin} → {into}, next {one.horizon} months"
        yield (
            f"  A month with 25 deaths or more in {into} ({kind}): {odds(one.odds)}, "
            f"90 % interval {percent(one.low)} to {percent(one.high)}"
        )
        yield (
            f"  If {origin} had been calm for a year: {percent(one.if_calm)}; what comes with its violence: "
            f"{100 * one.adds:+.1f} points ({100 * one.adds_low:+.1f} to {100 * one.adds_high:+.1f})"
        )
        yield f"  In such places beside violence it came in {percent(one.usual)} of past cases"
    for found in followings:
        beyond = "more than chance gives" if found.by_chance <= _CHANCE else "no more than chance gives"
        yield (
            f"{name_of(found.place)}: {percent(found.share)} of its deaths a month follow its "
            f"{len(found.neighbours)} neighbours' (90 % interval {percent(found.low)} to {percent(found.high)}; "
            f"{beyond}, {found.months} months)"
        )
    yield "Association, not cause: what comes with a neighbour's violence need not come from it."

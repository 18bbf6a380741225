"""How many people an event cost, whatever their groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from harmattan.records.assessment import NumberRange


class Total(NamedTuple):
    """Low, best and high of one number; None is not known, never none."""

    low: float | None = None
    best: float | None = None
    high: float | None = None


def total(ranges: Iterable[NumberRange], unit: str) -> Total:
    """Return the bounds of all people of one unit, whatever their groups.

    Groups that are told apart are added; a side that one of them leaves open stays open, but for low: who is counted at
    all was lost. A count of people of whom no group is said may hold the groups beside it or not: it is not added to
    them, low is the largest low, high the largest high, and best is its own only where no group exceeds it.
    """
    counted = [one for one in ranges if one.unit == unit]
    whole = [one for one in counted if one.group is None]
    parts = [one for one in counted if one.group is not None]
    if not whole or not parts:
        return _sum(counted)
    around, inside = _sum(whole), [Total(low=one.low, best=one.best, high=one.high) for one in parts]
    lows = [one.low for one in (around, *inside) if one.low is not None]
    highs = [one.high for one in (around, *inside)]
    best = around.best
    if best is not None and any(max(one.low or 0, one.best or 0, one.high or 0) > best for one in inside):
        best = None
    return Total(
        low=max(lows, default=None),
        best=best,
        high=None if None in highs else max(high for high in highs if high is not None),
    )


def _sum(ranges: Sequence[NumberRange]) -> Total:
    if not ranges:
        return Total()
    lows = [one.low for one in ranges if one.low is not None]
    bests = [one.best for one in ranges if one.best is not None]
    highs = [one.high for one in ranges if one.high is not None]
    return Total(
        low=sum(lows) if lows else None,
        best=sum(bests) if len(bests) == len(ranges) else None,
        high=sum(highs) if len(highs) == len(ranges) else None,
    )

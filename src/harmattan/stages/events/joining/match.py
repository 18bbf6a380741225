"""The pairing of two sets of accounts, each of which tells every happening once."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from harmattan.ports import KeyJoin
from harmattan.records.assessment import Reason
from harmattan.stages.events.joining.account import Account
from harmattan.stages.events.joining.block import block_between
from harmattan.stages.events.joining.join import bounded, reasons_of, score
from harmattan.stages.events.joining.scene import Pair, Scene
from harmattan.stages.events.joining.settings import JoinSettings
from harmattan.stages.events.joining.weights import Weights, weights


class Fit(NamedTuple):
    """An account of the other side, and how well it fits, in log-odds."""

    other: str
    score: float


class Matched:
    """Which account of ours is which of theirs."""

    def __init__(self, accounts: tuple[Account, ...], ours: int, scores: Mapping[Pair, float], known: Weights) -> None:
        self._accounts, self._ours, self._scores, self._weights = accounts, ours, scores, known
        self._scene = Scene(accounts, scores)
        spans = ((True, range(ours)), (False, range(ours, len(accounts))))
        self._places = {own: {accounts[number].id: number for number in span} for own, span in spans}
        self._beside: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for (first, second), fit in scores.items():
            self._beside[first].append((fit, second))
            self._beside[second].append((fit, first))

    def pairs(self, join: float) -> tuple[tuple[str, str, float], ...]:
        """Return (ours, theirs, score) of those that fit each other best, each in one pair at most, by id of ours.

        Pairs are made from the best score down to `join`; of equal scores the lower ids come first.
        """
        taken: set[int] = set()
        found = []
        for (first, second), fit in sorted(self._scores.items(), key=lambda item: (-item[1], item[0])):
            if fit > join and not taken & {first, second}:
                taken |= {first, second}
                found.append((self._accounts[first].id, self._accounts[second].id, fit))
        return tuple(sorted(found))

    def fits(self, account_id: str, *, ours: bool) -> tuple[Fit, ...]:
        """Return all of the other side that an account was compared with, the best first."""
        number = self._number(account_id, ours=ours)
        found = sorted(self._beside.get(number, ()), key=lambda item: (-item[0], item[1]))
        return tuple(Fit(self._accounts[other].id, bounded(fit)) for fit, other in found)

    def reasons(self, ours: str, theirs: str) -> tuple[Reason, ...]:
        """Return what speaks for and against one of ours and one of theirs being of one happening."""
        one, other = (self._accounts[self._number(key, ours=own)] for key, own in ((ours, True), (theirs, False)))
        found = reasons_of(one, other, self._scene, self._weights)
        return tuple(sorted(found, key=lambda reason: (-abs(reason.weight), reason.code)))

    def _number(self, account_id: str, *, ours: bool) -> int:
        return self._places[ours][account_id]


def match_accounts(
    ours: Iterable[Account],
    theirs: Iterable[Account],
    *,
    bulk: KeyJoin,
    settings: JoinSettings,
    known: Weights | None = None,
) -> Matched:
    """Return how well each of our accounts fits each of theirs that is near it; the order of accounts does not matter.

    Ids must be unique on each side: of two accounts with one id the last counts.
    """
    known = known or weights()
    sides = [{account.id: account for account in side} for side in (ours, theirs)]
    accounts = tuple(side[key] for side in sides for key in sorted(side))
    pairs = block_between(accounts, len(sides[0]), bulk=bulk, settings=settings)
    scene = Scene(accounts, pairs)
    scores = {pair: score(accounts[pair[0]], accounts[pair[1]], scene, known) for pair in pairs}
    possible = {pair: fit for pair, fit in scores.items() if fit > -math.inf}
    return Matched(accounts, len(sides[0]), possible, known)

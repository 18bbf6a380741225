"""The joining of accounts, and why two of them were joined or kept apart."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from harmattan.ports import KeyJoin
from harmattan.records.assessment import Reason
from harmattan.records.joining import Bond, Pin
from harmattan.stages.events.joining.account import Account
from harmattan.stages.events.joining.block import are_near, block
from harmattan.stages.events.joining.cluster import cluster
from harmattan.stages.events.joining.features import NEVER, Sign, signs
from harmattan.stages.events.joining.pins import TOGETHER, Ids, overrides
from harmattan.stages.events.joining.scene import Pair, Scene, gap, kilometres
from harmattan.stages.events.joining.settings import JoinSettings
from harmattan.stages.events.joining.weights import Weights, weights

__all__ = ["JoinSettings", "Joined", "join_accounts"]


class Joined:
    """Accounts in groups, each group telling of one happening, and the scores that led there."""

    def __init__(
        self,
        accounts: tuple[Account, ...],
        scores: dict[Pair, float],
        scene: Scene,
        known: Weights,
        settings: JoinSettings,
        pins: Mapping[Ids, Pin] | None = None,
    ) -> None:
        self._pins = pins or {}
        self._decided = dict(overrides(self._pins))
        self._accounts = accounts
        self._places = {account.id: number for number, account in enumerate(accounts)}
        self._scores = scores
        self._scene = scene
        self._weights = known
        self._settings = settings
        self._leads = cluster(len(accounts), scores, join=settings.join, apart=settings.apart)
        self._groups: dict[int, list[int]] = defaultdict(list)
        for number, lead in enumerate(self._leads):
            self._groups[lead].append(number)

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The ids of the accounts of each group, both in order; an account that nothing was joined to is alone."""
        return tuple(tuple(self._accounts[number].id for number in group) for group in self._groups.values())

    def explain(self, one: str, other: str) -> Bond:
        """Return why two accounts were joined or kept apart. Raises KeyError for an id that none of them has.

        Where the pair itself would have it otherwise, the last reason says what the rest of the two groups had to say; where a
        person decided it, the first one does.
        """
        first, second = sorted((self._places[one], self._places[other]))
        joined = self._leads[first] == self._leads[second]
        ours, theirs = self._accounts[first], self._accounts[second]
        score = self._scores.get((first, second), self._settings.apart)
        decided = (ours.id, theirs.id) in self._decided
        if (first, second) in self._scores and (not decided or are_near(ours, theirs, self._settings)):
            reasons = reasons_of(ours, theirs, self._scene, self._weights)
        else:
            detail = _too_far(ours, theirs, self._settings)
            reasons = [Reason(code="not_compared", detail=detail, weight=self._settings.apart)]
        reasons.sort(key=lambda reason: (-abs(reason.weight), reason.code))
        if decided:
            reasons.insert(0, _pinned(self._pins.get((ours.id, theirs.id))))
        elif joined != (score > self._settings.join):
            reasons.append(self._company(first, second, joined=joined))
        return Bond(one=ours.id, other=theirs.id, joined=joined, score=bounded(score), reasons=tuple(reasons))

    def bonds(self) -> tuple[Bond, ...]:
        """Return the bond of each pair that was joined, and of each that speaks for joining and was kept apart."""
        return tuple(
            self.explain(self._accounts[first].id, self._accounts[second].id)
            for (first, second), score in sorted(self._scores.items())
            if score > self._settings.join or self._leads[first] == self._leads[second]
        )

    def nearest(self, key: str, most: int = 5) -> tuple[Bond, ...]:
        """Return why an account was kept apart from those that it was compared with and fits best, the best first.

        Raises KeyError for an id that no account has.
        """
        own = self._places[key]
        compared = [
            (score, first if second == own else second)
            for (first, second), score in self._scores.items()
            if own in (first, second) and self._leads[first] != self._leads[second]
        ]
        compared.sort(key=lambda item: (-item[0], item[1]))
        return tuple(self.explain(key, self._accounts[other].id) for _, other in compared[:most])

    def __contains__(self, key: object) -> bool:
        """Return whether an account has this id."""
        return key in self._places

    def _company(self, first: int, second: int, *, joined: bool) -> Reason:
        """Return what the pairs between the groups of two accounts say, this pair left out."""
        sides = [[first], [second]] if joined else [self._groups[self._leads[number]] for number in (first, second)]
        if joined:
            rest = [number for number in self._groups[self._leads[first]] if number not in (first, second)]
            pairs = [(number, third) for number in (first, second) for third in rest]
        else:
            pairs = [(one, other) for one in sides[0] for other in sides[1] if (one, other) != (first, second)]
        known = [self._scores.get((min(pair), max(pair)), self._settings.apart) for pair in pairs]
        mean = sum(known) / len(known) if known else 0.0
        many = f"{len(known)} pair{'s' * (len(known) != 1)}"
        detail = (
            f"both belong with others of their group ({many}, {mean:+.1f} on average)"
            if joined
            else f"the groups that each belongs to do not fit ({many} more between them, {bounded(mean):+.1f} on average)"
        )
        return Reason(code="company", detail=detail, weight=bounded(mean))


def join_accounts(
    accounts: Iterable[Account],
    *,
    bulk: KeyJoin,
    settings: JoinSettings | None = None,
    known: Weights | None = None,
    pins: Mapping[Ids, Pin] | None = None,
) -> Joined:
    """Return accounts in groups that tell of one happening; their order does not matter.

    Which pairs are compared is asked of `bulk`; each is scored by the declared features, and groups are made of the
    scores. Ids must be unique: of two accounts with one id the last counts. `pins` (of `pins.settle`) go before all scores:
    those together are in one group, with all that are pinned to them, those apart never.
    """
    settings, known = settings or JoinSettings(), known or weights()
    by_id = {account.id: account for account in accounts}
    ordered = tuple(by_id[key] for key in sorted(by_id))
    pairs = block(ordered, bulk=bulk, settings=settings)
    scene = Scene(ordered, pairs)
    scores = {pair: score(ordered[pair[0]], ordered[pair[1]], scene, known) for pair in pairs}
    places = {account.id: number for number, account in enumerate(ordered)}
    for (one, other), together in overrides(pins or {}):
        first, second = sorted((places[one], places[other]))
        scores[first, second] = math.inf if together else -math.inf
    return Joined(ordered, scores, scene, known, settings, pins)


def score(one: Account, other: Account, scene: Scene, known: Weights) -> float:
    """Return what all signs of a pair weigh together, in log-odds; minus infinity where one of them rules it out."""
    found = tuple(signs(one, other, scene))
    if any(sign.code == NEVER for sign in found):
        return -math.inf
    return known.base + sum(sign.size * known.of(sign.code) for sign in found)


def reasons_of(one: Account, other: Account, scene: Scene, known: Weights) -> list[Reason]:
    """Return what each sign of a pair weighs, and that most pairs are of two happenings; together they are its score."""
    found = [_reason(sign, known) for sign in signs(one, other, scene)]
    return [*found, Reason(code="base", detail="most pairs are two happenings", weight=known.base)]


def _reason(sign: Sign, known: Weights) -> Reason:
    weight = RULED_OUT if sign.code == NEVER else sign.size * known.of(sign.code)
    return Reason(code=sign.code, detail=sign.detail, weight=weight)


RULED_OUT = -99.0
"""How minus infinity, which JSON does not have, is written down."""


def bounded(score: float) -> float:
    """Return a score that JSON can hold."""
    return min(-RULED_OUT, max(RULED_OUT, score))


def _pinned(pin: Pin | None) -> Reason:
    """Return that a person decided; without a pin of its own a pair is together because of pins on third accounts."""
    if pin is None:
        return Reason(code="pinned", detail="decisions put both together with others", weight=-RULED_OUT)
    said = pin.decision
    detail = f"{said.who} decided on {said.when}: {said.what} ({said.why}); decision {said.id}"
    return Reason(code="pinned", detail=detail, weight=-RULED_OUT if said.what == TOGETHER else RULED_OUT)


def _too_far(one: Account, other: Account, settings: JoinSettings) -> str:
    days, way = gap(one, other), kilometres(one, other)
    if days is None:
        return "not compared: one has no date"
    if max(one.days, other.days) > settings.longest:
        return f"not compared: one is dated to more than {settings.longest} days"
    if days > settings.days:
        return f"not compared: {days} days apart, more than {settings.days}"
    if way is not None and way > settings.kilometres:
        return f"not compared: {way:.0f} km apart, more than {settings.kilometres:.0f}"
    return "not compared: one has no point on the map and they share no name"

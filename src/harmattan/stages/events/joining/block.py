"""Which accounts are compared at all: those near each other in time and place, found by keys and not pair by pair."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from harmattan.ports import KeyJoin
from harmattan.stages.events.joining.account import Account
from harmattan.stages.events.joining.scene import Pair, gap, kilometres
from harmattan.stages.events.joining.settings import JoinSettings

BUCKET = 4
"""Days of one key: with a reach of two days most accounts ask for two of them."""
CELL = 0.5
"""Degrees of one key."""
DEGREE = 111.2
"""Kilometres of a degree of latitude."""
WIDEST = 30.0
"""Kilometres; what is placed less closely than within this radius counts as unplaced here."""


def block(accounts: Sequence[Account], *, bulk: KeyJoin, settings: JoinSettings) -> tuple[Pair, ...]:
    """Return the pairs of places in `accounts` that are to be compared, the lower first, in order.

    Accounts meet by day and cell of the map; one without a point meets those of its days that share an actor, a target
    or a word of a place's name with it.
    """
    dated = [number for number, account in enumerate(accounts) if _is_dated(account, settings)]
    met = {
        (min(pair), max(pair))
        for pair in bulk.meet(_sought(dated, accounts, settings), _borne(dated, accounts))
        if pair[0] != pair[1]
    }
    return tuple(pair for pair in sorted(met) if are_near(accounts[pair[0]], accounts[pair[1]], settings))


def block_between(accounts: Sequence[Account], ours: int, *, bulk: KeyJoin, settings: JoinSettings) -> tuple[Pair, ...]:
    """Return the pairs to be compared of one of the first `ours` accounts with one of those after them, in order."""
    dated = [number for number, account in enumerate(accounts) if _is_dated(account, settings)]
    first, second = ([number for number in dated if (number < ours) == own] for own in (True, False))
    # Who is on the map seeks by the map alone, so that each side has to seek the other.
    met = set(bulk.meet(_sought(first, accounts, settings), _borne(second, accounts)))
    met |= {(one, other) for other, one in bulk.meet(_sought(second, accounts, settings), _borne(first, accounts))}
    # A village that no gazetteer has still lies in a country, where a list of what happened names few events a day.
    for one, other in ((first, second), (second, first)):
        lost = [number for number in one if not is_placed(accounts[number])]
        found = bulk.meet(_at_home(lost, accounts, settings.days), _at_home(other, accounts, 0))
        met |= {(min(pair), max(pair)) for pair in found}
    return tuple(pair for pair in sorted(met) if are_near(accounts[pair[0]], accounts[pair[1]], settings))


def _at_home(numbers: Iterable[int], accounts: Sequence[Account], days: int) -> Iterator[tuple[int, str]]:
    """Yield the keys of the countries and days of accounts."""
    for number in numbers:
        for bucket in _buckets(accounts[number], days):
            for country in sorted(accounts[number].countries):
                yield number, f"{bucket}@{country}"


def _sought(numbers: Iterable[int], accounts: Sequence[Account], settings: JoinSettings) -> Iterator[tuple[int, str]]:
    """Yield the keys of everything that is near accounts."""
    for number in numbers:
        for key in _keys(accounts[number], settings.days, settings.kilometres, seeks=True):
            yield number, key


def _borne(numbers: Iterable[int], accounts: Sequence[Account]) -> Iterator[tuple[int, str]]:
    """Yield the keys by which accounts are found."""
    for number in numbers:
        for key in _keys(accounts[number], 0, 0.0, seeks=False):
            yield number, key


def _is_dated(account: Account, settings: JoinSettings) -> bool:
    return account.start is not None and account.end is not None and account.days <= settings.longest


def are_near(one: Account, other: Account, settings: JoinSettings) -> bool:
    """Return whether two accounts are near enough to be compared."""
    if not (_is_dated(one, settings) and _is_dated(other, settings)):
        return False
    days, way = gap(one, other), kilometres(one, other)
    if days is None or days > settings.days:
        return False
    if way is None:
        return not one.countries or not other.countries or bool(one.countries & other.countries)
    return way <= settings.kilometres


def _keys(account: Account, days: int, reach: float, *, seeks: bool) -> Iterator[str]:
    """Yield the keys by which an account is found or, with a reach, seeks others."""
    spots: list[str] = []
    if is_placed(account):
        wide = reach and reach + account.radius + WIDEST
        spots = sorted({spot for point in account.points for spot in _cells(point, wide)})
    tokens = sorted(_tokens(account)) if not (seeks and spots) else []
    for bucket in _buckets(account, days):
        for spot in spots:
            yield f"{bucket}:{spot}"
        for token in tokens:
            yield f"{bucket}={token}"


def _buckets(account: Account, days: int) -> range:
    """Return the keys of the days of an account and so many around them."""
    assert account.start is not None
    assert account.end is not None
    return range((account.start.toordinal() - days) // BUCKET, (account.end.toordinal() + days) // BUCKET + 1)


def is_placed(account: Account) -> bool:
    """Return whether an account is placed closely enough to be found by the map."""
    return bool(account.points) and account.radius <= WIDEST


def _tokens(account: Account) -> frozenset[str]:
    told = account.actors | account.kin | account.place_words | account.quotes
    return told | {f"target {account.target}"} if account.target else told


def _cells(point: tuple[float, float], reach: float) -> Iterator[str]:
    """Yield the cells of the map that come within so many kilometres of a point."""
    north, east = point
    tall = math.ceil(reach / (DEGREE * CELL))
    row = math.floor(north / CELL)
    around = round(360 / CELL)
    for up in range(row - tall, row + tall + 1):
        # The farther from the equator, the narrower a cell; around a pole the whole ring is near.
        edge = math.radians(min(90.0, max(abs(up * CELL), abs((up + 1) * CELL))))
        narrow = DEGREE * CELL * math.cos(edge)
        wide = math.ceil(reach / narrow) if reach < narrow * around / 2 else around // 2
        for right in range(math.floor(east / CELL) - wide, math.floor(east / CELL) + wide + 1):
            yield f"{up},{right % around}"

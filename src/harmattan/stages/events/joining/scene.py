"""What a set of accounts tells of itself: how rare a name is in it, whose reports are long lists, how crowded a day is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from harmattan.stages.events.joining.account import Account

EARTH = 6371.0
"""Kilometres, mean radius."""
BESIDE = 2.0
"""Kilometres within which two accounts of one day may well be about one spot."""
Pair = tuple[int, int]


class Scene:
    """Answers what a feature asks of all accounts together; made once from them and the pairs to be compared."""

    def __init__(self, accounts: Sequence[Account], pairs: Iterable[Pair]) -> None:
        self.size = len(accounts)
        self._texts = Counter(account.text for account in accounts if account.text is not None and account.listed)
        self._actors = Counter(actor for account in accounts for actor in account.actors)
        self._words = Counter(word for account in accounts for word in account.title)
        self._crowds = Counter(_spot(account) for account in accounts)
        self._rivals: Counter[tuple[str, str]] = Counter()
        for first, second in pairs:
            one, other = accounts[first], accounts[second]
            if beside(one, other):
                if other.text is not None:
                    self._rivals[one.id, other.text] += 1
                if one.text is not None:
                    self._rivals[other.id, one.text] += 1

    def rarity(self, actor: str) -> float:
        """Return how much it says that two accounts share an actor: log of all accounts by those that name it."""
        return math.log((self.size + 1) / (self._actors[actor] + 1))

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return the share of two headlines' words that both have, rare words counting for more; 0 to 1."""
        whole = sum(math.log((self.size + 1) / (self._words[word] + 1)) for word in sorted(one | other))
        shared = sum(math.log((self.size + 1) / (self._words[word] + 1)) for word in sorted(one & other))
        return shared / whole if whole > 0 else 0.0

    def told_in(self, account: Account) -> int:
        """Return how many incidents the list has that an account stands in, this one counted; 1 where it is no list."""
        return self._texts[account.text] if account.listed and account.text is not None else 1

    def rivals(self, one: Account, other: Account) -> int:
        """Return how many other accounts of the two texts lie as near in time and place as these two do."""
        if one.text is None or other.text is None or one.text == other.text:
            return 0
        own = int(beside(one, other))
        return max(0, self._rivals[one.id, other.text] - own) + max(0, self._rivals[other.id, one.text] - own)

    def crowd(self, account: Account) -> int:
        """Return how many accounts begin on the same day at a place of the same name, this one counted."""
        return self._crowds[_spot(account)]


def _spot(account: Account) -> tuple[object, str]:
    return account.start, account.site or " ".join(sorted(account.towns))


def gap(one: Account, other: Account) -> int | None:
    """Return the days that lie between two accounts, 0 where they may be of one day; None where one has no date."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return None
    return max((one.start - other.end).days, (other.start - one.end).days, 0)


def kilometres(one: Account, other: Account) -> float | None:
    """Return the kilometres between the nearest points of two accounts, less the radii of both; None where one has none.

    Along a great circle, by the haversine formula.
    """
    ways = [_arc(here, there) for here in one.points for there in other.points]
    return max(0.0, min(ways) - one.radius - other.radius) if ways else None


def _arc(here: tuple[float, float], there: tuple[float, float]) -> float:
    north, east, up, right = (math.radians(side) for side in (*here, *there))
    half = math.sin((up - north) / 2) ** 2 + math.cos(north) * math.cos(up) * math.sin((right - east) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))


def beside(one: Account, other: Account) -> bool:
    """Return whether two accounts lie within a day and two kilometres of each other."""
    days, way = gap(one, other), kilometres(one, other)
    return days is not None and days <= 1 and way is not None and way <= BESIDE

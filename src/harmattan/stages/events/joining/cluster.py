"""Groups from scores of pairs: what A–B and B–C say together, where A–C says otherwise."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping

from harmattan.stages.events.joining.scene import Pair


def cluster(size: int, scores: Mapping[Pair, float], *, join: float, apart: float) -> tuple[int, ...]:
    """Return for each of `size` accounts the lowest number in its group.

    Agglomerative clustering by average linkage (UPGMA): the two groups whose pairs score highest on average are joined
    first, as long as that is above `join`. A pair without a score counts as `apart`, so that a chain A–B, B–C holds only
    where A–C does not speak against it more than the others speak for it. A score of minus infinity is never outweighed.
    Of equal means the lowest numbers come first. Keys are (lower, higher).
    """
    members = dict.fromkeys(range(size), 1)
    leads = list(range(size))
    sums: dict[Pair, tuple[float, int]] = {pair: (score, 1) for pair, score in scores.items()}
    beside: dict[int, set[int]] = defaultdict(set)
    for first, second in scores:
        beside[first].add(second)
        beside[second].add(first)
    ages = [0] * size

    def mean(first: int, second: int) -> float:
        total, known = sums[min(first, second), max(first, second)]
        every = members[first] * members[second]
        return (total + apart * (every - known)) / every

    waiting = [(-score, *pair, 0, 0) for pair, score in scores.items() if score > join]
    heapq.heapify(waiting)
    while waiting:
        _, first, second, *seen = heapq.heappop(waiting)
        if first not in members or second not in members or seen != [ages[first], ages[second]]:
            continue
        members[first] += members.pop(second)
        ages[first] += 1
        leads[second] = first
        for third in sorted((beside[first] | beside.pop(second)) - {first, second}):
            if third not in members:
                continue
            known = [sums.get((min(one, third), max(one, third)), (0.0, 0)) for one in (first, second)]
            sums[min(first, third), max(first, third)] = (known[0][0] + known[1][0], known[0][1] + known[1][1])
            beside[first].add(third)
            beside[third].add(first)
            if (score := mean(first, third)) > join:
                low, high = min(first, third), max(first, third)
                heapq.heappush(waiting, (-score, low, high, ages[low], ages[high]))
    return tuple(_lead(number, leads) for number in range(size))


def _lead(number: int, leads: list[int]) -> int:
    while leads[number] != number:
        number = leads[number]
    return number

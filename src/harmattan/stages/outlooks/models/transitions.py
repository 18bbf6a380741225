"""State transitions: what followed a state of violence, in this place and in all of them."""

from __future__ import annotations

import numpy as np

from harmattan.stages.outlooks.models.analogues import smear
from harmattan.stages.outlooks.models.task import Target, Task, gathered, pairs_of
from harmattan.stages.outlooks.support import SIZE, Floats, cells, normalised

RECENT = (0.02, 0.3, 1, 3, 8, 20, 50, 120, 300, 800)
LONG = (0.1, 2, 20)
"""Deaths a month, recently and over ten years, that part the states."""
_POOLING = 15.0
"""Times that a place must have been in a state for its own record to count as much as that of all places."""
_FEWEST = 300


def transitions(task: Task) -> Floats | None:
    """The state is the recent level by the level of ten years; what followed it here is pooled with what followed it anywhere."""
    of = task.features
    state = np.digitize(of.level, RECENT) * (len(LONG) + 1) + np.digitize(of.mean120, LONG)
    count = (len(RECENT) + 1) * (len(LONG) + 1)
    columns = np.arange(task.places)

    def one(target: Target) -> Floats | None:
        pairs = pairs_of(task, target)
        if len(pairs.outcomes) < _FEWEST:
            return None
        before, after = state[pairs.months, pairs.places], cells(pairs.outcomes)
        flat = (pairs.places * count + before) * SIZE + after
        own = np.bincount(flat, minlength=task.places * count * SIZE).reshape(task.places, count, SIZE)
        seen = own.sum(0)
        # A state never seen takes what followed its nearest lower ones, so that no row is empty.
        for row in range(1, count):
            if seen[row].sum() == 0:
                seen[row] = seen[row - 1]
        everywhere = normalised(seen @ smear())
        found = []
        for origin in task.origins:
            here = own[columns, state[origin]]
            pooled = (here @ smear() + _POOLING * everywhere[state[origin]]) / (here.sum(1, keepdims=True) + _POOLING)
            found.append(normalised(pooled))
        return np.stack(found)

    return gathered(task, one)

"""How likely each reading of a token is after each reading of the one before it, looked up once for a whole text."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.stages.reading.damage.hashed import Ints
from harmattan.stages.reading.damage.model import CLOSE, NOWHERE, OPEN, SHIFT, Floats, Model


class Steps(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Step n leads to token n from the one before it; the first comes from the beginning of the text, two go beyond its end.

    Shapes: tokens + 2, readings before, readings. Reading 0 is the kept word. What ends a sentence is, before another word,
    the beginning of one as reading 0 and itself as reading 1.
    """

    pairs: NDArray[np.int32]
    """Where the model keeps each pair, -1 where it does not."""
    after: Floats
    """log10 of the probability of each reading."""

    def pair(self, step: Ints, before: Ints, here: Ints) -> Ints:
        """Return where the model keeps the pairs of readings at these steps."""
        return self.pairs_at(self.places(step, before, here))

    def probability(self, step: Ints, before: Ints, here: Ints) -> Floats:
        """Return log10 of the probability of readings at these steps."""
        return self.after_at(self.places(step, before, here))

    def places(self, step: Ints, before: Ints, here: Ints) -> Ints:
        """Return where these steps are found by `pairs_at` and `after_at`."""
        states = self.pairs.shape[1]
        found: Ints = (step * states + before) * states + here
        return found

    def pairs_at(self, places: Ints) -> Ints:
        """Return where the model keeps the pairs of readings in these places."""
        found: Ints = self.pairs.ravel().take(places).astype(np.int64)
        return found

    def after_at(self, places: Ints) -> Floats:
        """Return log10 of the probability of the readings in these places."""
        found: Floats = self.after.ravel().take(places)
        return found


def steps_of(model: Model, grid: Ints, shown: Ints) -> Steps:
    """Return the steps between the readings in a grid (tokens, readings), -1 where there is none; `shown` are the kept words.

    What leads to or from a reading that there is none of means nothing.
    """
    count, states = grid.shape
    before = np.full((count + 2, states), -1, np.int64)
    before[1:-1] = grid
    before[1:-1, 0] = np.where(shown == CLOSE, OPEN, shown)
    before[0, 0] = OPEN
    here = np.full((count + 2, states), -1, np.int64)
    here[:-2] = grid
    here[:-2, 0] = shown
    here[-2:, 0] = CLOSE
    closed = np.append(np.flatnonzero(shown == CLOSE) + 1, count + 1)
    before[closed, 1] = CLOSE
    # One long line for each: a short inner loop for every token would take longer than the sums.
    keys = (before << SHIFT).ravel().repeat(states)
    keys += np.where(here < 0, NOWHERE, here).repeat(states, 0).ravel()
    real = (keys >= 0).nonzero()[0]
    kept = model.kept_pairs(keys.take(real))
    places = real.take(kept.which)
    pairs = np.full(len(keys), -1, np.int32)
    pairs[places] = kept.at
    after = model.unigrams.take(here).repeat(states, 0).ravel()
    after += model.backoffs.take(before).ravel().repeat(states)
    after[places] = model.logs_of(kept.at)
    shape = (count + 2, states, states)
    return Steps(pairs=pairs.reshape(shape), after=after.reshape(shape))

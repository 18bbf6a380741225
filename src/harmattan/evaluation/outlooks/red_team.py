"""Degenerate forecasts that an honest evaluation must not prefer, run through the same suite."""

from __future__ import annotations

import numpy as np

from harmattan.evaluation.outlooks.entries import of_draws
from harmattan.evaluation.outlooks.scores import Cases, Floats, Forecasts

MEMBERS = 60


def red_team(cases: Cases, baseline: Floats) -> dict[str, Forecasts]:
    """Return the degenerate forecasts by name; `baseline` (n, members) are the draws of conflictology.

    *all zero*: never any deaths. *huge spread*: anything from none to a hundred thousand. *baseline's copy*: conflictology with
    a little noise. *timid*: half of what conflictology says, and every second draw zero.
    """
    count = len(cases.outcomes)
    wide = np.concatenate([np.zeros(10), np.rint(np.geomspace(1, 100_000, MEMBERS - 10))])
    rng = np.random.default_rng(3)
    copied = np.rint(baseline * rng.lognormal(0, 0.03, baseline.shape))
    timid = np.concatenate([np.rint(baseline / 2), np.zeros_like(baseline)], axis=1)
    return {
        "all zero": of_draws(np.zeros((count, 1)), cases.mean12),
        "huge spread": of_draws(np.broadcast_to(wide, (count, MEMBERS)), cases.mean12),
        "baseline's copy": of_draws(copied, cases.mean12),
        "timid": of_draws(timid, cases.mean12),
    }

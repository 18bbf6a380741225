"""Scores of forecasts of counts. Every score is a mean over forecasts; which is better stands in `METRICS`."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Bools = NDArray[np.bool_]

VIEWS_BINS = (0, 0.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5)
"""Lower ends of the bins of VIEWS' ignorance score; the last is open."""
ESTIMATOR = "qd"
"""Of the CRPS: the quantile decomposition, exact for an ensemble. Others (pwm, fair) differ by more than most wins."""
PIT_CLASSES = 10
DRAWS = 1000


class Metric(msgspec.Struct, frozen=True, kw_only=True):
    """A score: its title, and whether less, more or nearness to a value is better."""

    title: str
    better: Literal["less", "more", "near"]
    wanted: float = 0.0


METRICS = {
    "crps": Metric(title="CRPS", better="less"),
    "ignorance": Metric(title="ignorance", better="less"),
    "interval": Metric(title="90 % interval score", better="less"),
    "coverage": Metric(title="coverage, active", better="near", wanted=0.9),
    "pit": Metric(title="PIT, off even", better="less"),
    "onset": Metric(title="onset AP", better="more"),
    "escalation": Metric(title="escalation AP", better="more"),
    "brier25": Metric(title="Brier, 25 or more", better="less"),
}


class Forecasts(msgspec.Struct, frozen=True, kw_only=True):
    """What one method said of n outcomes. `draws` (n, members) rise along a row; the others are (n,) or (n, bins)."""

    draws: Floats
    low: Floats
    high: Floats
    """Quantiles .05 and .95."""
    bins: Floats
    """Probability of each of VIEWS' bins."""
    reach25: Floats
    """Probability of 25 deaths or more."""
    doubling: Floats
    """Probability of twice the mean of the last twelve months, and of 25."""


class Cases(msgspec.Struct, frozen=True, kw_only=True):
    """What was to be forecast: arrays (n,). `active` had 25 deaths in the twelve months before the origin."""

    outcomes: Floats
    origins: NDArray[np.int64]
    horizons: NDArray[np.int64]
    places: NDArray[np.int64]
    active: Bools
    mean12: Floats


def crps(forecasts: Forecasts, outcomes: Floats) -> Floats:
    """Return the CRPS of each forecast by scoringrules, estimator ESTIMATOR (Gneiting and Raftery 2007)."""
    import scoringrules

    score: Floats = np.reshape(scoringrules.crps_ensemble(outcomes, forecasts.draws, estimator=ESTIMATOR), -1)
    return score


def ignorance(forecasts: Forecasts, outcomes: Floats, draws: int) -> Floats:
    """Return minus the binary logarithm of the probability of the outcome's bin, one draw added to each bin (Hegre et al. 2025).

    `draws` is the size of the ensemble that the added ones dilute: 12 for the published benchmark, else DRAWS.
    """
    found = np.digitize(outcomes, VIEWS_BINS[1:])
    probability = (forecasts.bins * draws + 1) / (draws + len(VIEWS_BINS))
    score: Floats = -np.log2(np.take_along_axis(probability, found[:, None], axis=1)[:, 0])
    return score


def interval(forecasts: Forecasts, outcomes: Floats) -> Floats:
    """Return the score of the central 90 % interval by scoringrules (Winkler 1972)."""
    import scoringrules

    score: Floats = np.reshape(scoringrules.interval_score(outcomes, forecasts.low, forecasts.high, 0.1), -1)
    return score


def covered(forecasts: Forecasts, outcomes: Floats) -> Bools:
    """Say which outcomes lie in the 90 % interval, its ends included."""
    inside: Bools = (outcomes >= forecasts.low) & (outcomes <= forecasts.high)
    return inside


def randomised_pit(forecasts: Forecasts, outcomes: Floats, seed: int = 1) -> Floats:
    """Return the randomised probability integral transform: even on [0, 1] where forecasts are calibrated (Czado et al. 2009)."""
    rng = np.random.default_rng(seed)
    members = forecasts.draws.shape[1]
    under = (forecasts.draws < outcomes[:, None]).sum(1) / members
    upto = (forecasts.draws <= outcomes[:, None]).sum(1) / members
    pit: Floats = under + rng.random(len(outcomes)) * (upto - under)
    return pit


def off_even(pit: Floats) -> float:
    """Return the mean absolute distance of the histogram of PIT_CLASSES classes from an even one, as a share of a class."""
    counts = np.histogram(pit, PIT_CLASSES, (0, 1))[0]
    return float(np.abs(counts / max(len(pit), 1) * PIT_CLASSES - 1).mean())


def average_precision(happened: Bools, odds: Floats) -> float | None:
    """Return the average precision of odds; None where nothing or everything happened."""
    from sklearn.metrics import average_precision_score

    if not happened.any() or happened.all():
        return None
    return float(average_precision_score(happened, odds))


def onset_of(cases: Cases) -> tuple[Bools, Bools]:
    """Return which cases could be an onset (fewer than 25 deaths in the twelve months before) and which were (25 or more)."""
    return ~cases.active, cases.outcomes >= 25


def escalation_of(cases: Cases) -> tuple[Bools, Bools]:
    """Return which cases could escalate (active ones) and which did: twice the mean of the last twelve months, and 25."""
    return cases.active, cases.outcomes >= np.maximum(2 * cases.mean12, 25)


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """A share and its 90 % interval, once over blocks of origins and once over places."""

    value: float
    by_time: tuple[float, float]
    by_place: tuple[float, float]


def skill(score: Floats, baseline: Floats, cases: Cases, *, block: int = 6, repeats: int = 2000) -> Interval:
    """Return 1 - score / baseline over all cases, with paired bootstrap intervals.

    Pairs are drawn together: once whole blocks of `block` origins in a row, once whole places. The second is the wider and the
    more honest: a few wars make most of the score.
    """
    groups = cases.origins // block
    return Interval(
        value=1 - float(score.sum() / baseline.sum()),
        by_time=_bootstrap(score, baseline, groups, repeats),
        by_place=_bootstrap(score, baseline, cases.places, repeats),
    )


def _bootstrap(score: Floats, baseline: Floats, groups: NDArray[np.int64], repeats: int) -> tuple[float, float]:
    _, index = np.unique(groups, return_inverse=True)
    ours, theirs = np.bincount(index, score), np.bincount(index, baseline)
    rng = np.random.default_rng(7)
    chosen = rng.integers(0, len(ours), (repeats, len(ours)))
    shares = 1 - ours[chosen].sum(1) / np.maximum(theirs[chosen].sum(1), 1e-12)
    return float(np.quantile(shares, 0.05)), float(np.quantile(shares, 0.95))

"""What is known of each place at each month: levels, trends, rests and neighbours. A row never looks at a later one."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.stages.outlooks.panel import Panel

Floats = NDArray[np.floating[Any]]
REST_CAP = 240
"""Months without violence that count as different from one another."""
REST_BEFORE = 60
"""What is taken for the rest before a series begins."""
REGIMES = (0.5, 25.0, 300.0, 3000.0)
"""Deaths in twelve months that part quiet, sporadic, low, high and extreme places; weights are learned for each."""
REGIME_NAMES = ("quiet", "sporadic", "active", "intense", "extreme")
BURN_IN = 24
"""Months of a series before its first state that models learn from."""


class Features(msgspec.Struct, frozen=True, kw_only=True):
    """Arrays of (months, places), `columns` (months, places, features). Deaths a month where nothing else is said."""

    values: Floats
    """Counts, NaN where unknown."""
    now: Floats
    """The count of the month, the recent level where that is unknown."""
    level: Floats
    """Recent level: the mean of exponential averages with half-lives of 1 and 8 months."""
    fast: Floats
    middle: Floats
    slow: Floats
    """Exponential averages with half-lives of 1, 3 and 8 months."""
    mean12: Floats
    mean36: Floats
    mean120: Floats
    mean_all: Floats
    volatility: Floats
    """Exponential average, half-life 6 months, of the absolute change of the logarithm."""
    around: Floats
    """Mean of neighbours' means of three months."""
    around_log: Floats
    around_most: Floats
    rest1: Floats
    rest25: Floats
    rest100: Floats
    """Logarithm of the months since 1, 25, 100 deaths in one month."""
    columns: Floats
    names: tuple[str, ...]

    @property
    def regimes(self) -> NDArray[np.int64]:
        """Index into REGIME_NAMES."""
        return np.digitize(12 * self.mean12, REGIMES)


def _running(values: Floats, known: Floats, window: int) -> Floats:
    """Return means over the known ones of the last `window` rows; the last mean where none is known, zero before any."""
    total = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values * known, 0)])
    count = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(known, 0)])
    end = np.arange(1, len(values) + 1)
    begin = np.maximum(end - window, 0)
    number = count[end] - count[begin]
    found = np.where(number > 0, (total[end] - total[begin]) / np.maximum(number, 1), np.nan)
    return _carried(found)


def _carried(values: Floats) -> Floats:
    """Return the values with each NaN replaced by the last number before it, zero before any."""
    rows = np.where(np.isnan(values), 0, np.arange(len(values))[:, None])
    rows = np.maximum.accumulate(rows, axis=0)
    return np.nan_to_num(np.take_along_axis(values, rows, axis=0))


def _faded(values: Floats, known: Floats, half_life: float) -> Floats:
    """Return exponential averages of what is known."""
    keep = 0.5 ** (1 / half_life)
    out = np.empty_like(values)
    total = np.zeros(values.shape[1])
    count = np.zeros(values.shape[1])
    for row in range(len(values)):
        total = keep * total + values[row] * known[row]
        count = keep * count + known[row]
        out[row] = total / np.maximum(count, 1e-12)
    return out


def _rest(values: Floats, least: float) -> Floats:
    """Return the logarithm of one more than the months since `least` deaths; unknown months count as calm ones."""
    out = np.empty_like(values)
    months = np.full(values.shape[1], float(REST_BEFORE))
    for row in range(len(values)):
        months = np.where(values[row] >= least, 0.0, np.minimum(months + 1, REST_CAP))
        out[row] = months
    return np.log1p(out)


def _largest(values: Floats, window: int) -> Floats:
    """Return the largest of the last `window` rows."""
    padded = np.concatenate([np.zeros((window - 1, values.shape[1])), values])
    largest: Floats = np.lib.stride_tricks.sliding_window_view(padded, window, axis=0).max(-1)
    return largest


def make_features(panel: Panel) -> Features:
    """Return the features of every month and place of the panel."""
    raw = np.asarray(panel.values, dtype=np.float64)
    known = (~np.isnan(raw)).astype(np.float64)
    filled = np.nan_to_num(raw)
    fast, middle, slow = (_faded(filled, known, half_life) for half_life in (1.0, 3.0, 8.0))
    level = 0.5 * fast + 0.5 * slow
    now = np.where(known > 0, filled, level)
    means = {window: _running(filled, known, window) for window in (3, 6, 12, 36, 120, len(raw) + 1)}
    logs = np.log1p(now)
    volatility = _faded(np.abs(np.diff(logs, axis=0, prepend=logs[:1])), known, 6.0)
    borders = panel.borders.astype(np.float64)
    links = borders / np.maximum(borders.sum(1, keepdims=True), 1)
    log3 = np.log1p(means[3])
    around, around_log = means[3] @ links.T, log3 @ links.T
    most = np.stack([(log3 * row).max(1) if len(row) else np.zeros(len(log3)) for row in borders], axis=1)
    rests = [_rest(np.nan_to_num(raw), least) for least in (1, 25, 100)]
    share = (now > 0).astype(np.float64)
    named = {
        "recent level": np.log1p(level),
        "last month": logs,
        "last 3 months": log3,
        "last 6 months": np.log1p(means[6]),
        "last 12 months": np.log1p(means[12]),
        "last 3 years": np.log1p(means[36]),
        "last 10 years": np.log1p(means[120]),
        "whole past": np.log1p(means[len(raw) + 1]),
        "share of violent months in a year": _running(share, known, 12),
        "share of violent months in 5 years": _running(share, known, 60),
        "months since a death": rests[0],
        "months since 25 deaths": rests[1],
        "months since 100 deaths": rests[2],
        "neighbours, 3 months": around_log,
        "worst neighbour": most,
        "neighbours, 12 months": np.log1p(means[12] @ links.T),
        "worst month of a year": np.log1p(_largest(now, 12)),
        "worst month of 5 years": np.log1p(_largest(now, 60)),
        "volatility": volatility,
    }
    return Features(
        values=raw,
        now=now,
        level=level,
        fast=fast,
        middle=middle,
        slow=slow,
        mean12=means[12],
        mean36=means[36],
        mean120=means[120],
        mean_all=means[len(raw) + 1],
        volatility=volatility,
        around=around,
        around_log=around_log,
        around_most=most,
        rest1=rests[0],
        rest25=rests[1],
        rest100=rests[2],
        columns=np.stack(list(named.values()), axis=-1),
        names=tuple(named),
    )

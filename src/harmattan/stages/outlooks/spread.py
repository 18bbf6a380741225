"""Neighbours and spread: how much of a place's violence follows its neighbours', and the odds that it crosses a border."""

from __future__ import annotations

import warnings

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.stages.outlooks.features import BURN_IN, Features, make_features
from harmattan.stages.outlooks.models import make_target
from harmattan.stages.outlooks.panel import Panel
from harmattan.stages.outlooks.settings import ACTIVE
from harmattan.stages.outlooks.support import Floats

_BLOCK = 12
"""Months that a bootstrap draws together: violence has a memory of about a year."""
_REPEATS = 200
_CALM = 5.0
_FEWEST_MONTHS = 60
_FEWEST_CROSSINGS = 20
_SHIFTS = 60
"""Shifted pasts of the neighbours that show what chance alone would give."""
_LEAST_SHIFT = 24


class Following(msgspec.Struct, frozen=True, kw_only=True):
    """What share of a place's violence follows its neighbours', beyond its own past."""

    place: str
    neighbours: tuple[str, ...]
    share: float
    """Of the expected deaths a month, 0 to 1."""
    low: float
    high: float
    """90 % interval from a bootstrap over years."""
    by_chance: float
    """Share of shifted pasts, of which nothing can follow, that give as much: small where the share is more than chance."""
    months: int


class Crossing(msgspec.Struct, frozen=True, kw_only=True):
    """The odds that a place has a month with 25 deaths within the horizon, and what a neighbour's violence adds to them."""

    origin: str
    into: str
    horizon: int
    odds: float
    low: float
    high: float
    """90 % interval from a bootstrap over places."""
    if_calm: float
    """The odds if the neighbour had had no deaths in the last twelve months."""
    adds: float
    """Odds less those if it were calm."""
    adds_low: float
    adds_high: float
    usual: float
    """Share of like cases (that place quiet or active, a neighbour active) in which such a month came."""
    quiet: bool
    """Whether the place had fewer than 25 deaths in the last twelve months, so that this would be an onset."""


def following(panel: Panel) -> list[Following]:
    """Return for each place with neighbours in the panel how much follows them; places without five years or deaths have none.

    A rate with three parts, none negative (a constant, the place's own recent mean, its neighbours'), is fitted to the next
    month by relative least squares. The share is what the neighbours' part contributes on average. It can't be negative, so its
    interval is read beside `by_chance`: how often neighbours' pasts, shifted by two years or more, give as much.
    """
    features = make_features(panel)
    found = []
    for place in range(len(panel.places)):
        neighbours = np.nonzero(panel.borders[place])[0]
        after = panel.values[1:, place]
        rows = np.nonzero(~np.isnan(after))[0]
        rows = rows[rows >= min(BURN_IN, len(after) // 4)]
        if len(neighbours) == 0 or len(rows) < _FEWEST_MONTHS or after[rows].sum() == 0:
            continue
        found.append(_followed(panel, features, place, neighbours, rows))
    return found


def _followed(
    panel: Panel, features: Features, place: int, neighbours: NDArray[np.int64], rows: NDArray[np.int64]
) -> Following:
    own, around = features.middle[:, place], features.middle[:, neighbours].mean(1)
    after = panel.values[1:, place][rows]
    rng = np.random.default_rng(11)
    share = _share(own[rows], around[rows], after)
    blocks = np.array_split(np.arange(len(rows)), max(len(rows) // _BLOCK, 1))
    drawn = []
    for _ in range(_REPEATS):
        taken = np.concatenate([blocks[one] for one in rng.integers(0, len(blocks), len(blocks))])
        drawn.append(_share(own[rows][taken], around[rows][taken], after[taken]))
    shifts = rng.integers(_LEAST_SHIFT, max(len(rows) - _LEAST_SHIFT, _LEAST_SHIFT + 1), _SHIFTS)
    chance = [_share(own[rows], np.roll(around[rows], shift), after) for shift in shifts]
    return Following(
        place=panel.places[place],
        neighbours=tuple(panel.places[one] for one in neighbours),
        share=round(share, 3),
        low=round(float(np.quantile(drawn, 0.05)), 3),
        high=round(float(np.quantile(drawn, 0.95)), 3),
        by_chance=round(float((np.sum(np.array(chance) >= share) + 1) / (_SHIFTS + 1)), 3),
        months=len(rows),
    )


def _share(own: Floats, around: Floats, after: Floats) -> float:
    """Return the share of the fitted rate that the neighbours' part makes."""
    from scipy.optimize import nnls

    weight = 1 / (own + _CALM)
    rows = np.stack([np.ones_like(own), own, around], axis=1)
    parts, _ = nnls(rows * weight[:, None], after * weight)
    contributed = rows.mean(0) * parts
    total = contributed.sum()
    return float(contributed[2] / total) if total > 0 else 0.0


def crossing(panel: Panel, origin: str, into: str, *, horizon: int) -> Crossing | None:
    """Return the odds that `into` has a month with 25 deaths in the next `horizon` months, and what `origin` adds to them.

    One logistic regression over all borders of the panel: `into`'s own past and its other neighbours, and the violence of the
    one across the border. None where the two do not border on one another in the panel, or too few cases are known. It speaks of
    association: what comes with a neighbour's violence, not what that violence causes.
    """
    if origin not in panel.places or into not in panel.places:
        return None
    across, here = panel.places.index(origin), panel.places.index(into)
    if not panel.borders[across, here]:
        return None
    features = make_features(panel)
    target = make_target(panel.values, horizon, worst=True)
    quiet_now = bool(12 * features.mean12[-1, here] < ACTIVE)
    cases = _cases(panel, features, target.ends, horizon, quiet=quiet_now)
    rows, reached, places = cases
    if min(reached.sum(), (~reached).sum()) < _FEWEST_CROSSINGS:
        return None
    now = _row(features, len(panel.values) - 1, here, across)
    calm = now.copy()
    calm[-2:] = 0.0
    asked = np.stack([now, calm])
    odds = _odds(rows, reached, asked)
    rng = np.random.default_rng(13)
    columns = np.unique(places)
    by_place = {place: np.nonzero(places == place)[0] for place in columns}
    drawn = []
    for _ in range(_REPEATS // 4):
        taken = np.concatenate([by_place[place] for place in rng.choice(columns, len(columns))])
        if min(reached[taken].sum(), (~reached[taken]).sum()) >= 2:
            drawn.append(_odds(rows[taken], reached[taken], asked))
    spread = np.array(drawn)
    adds = spread[:, 0] - spread[:, 1]
    return Crossing(
        origin=origin,
        into=into,
        horizon=horizon,
        odds=round(float(odds[0]), 4),
        low=round(float(np.quantile(spread[:, 0], 0.05)), 4),
        high=round(float(np.quantile(spread[:, 0], 0.95)), 4),
        if_calm=round(float(odds[1]), 4),
        adds=round(float(odds[0] - odds[1]), 4),
        adds_low=round(float(np.quantile(adds, 0.05)), 4),
        adds_high=round(float(np.quantile(adds, 0.95)), 4),
        usual=round(float(reached.mean()), 4),
        quiet=quiet_now,
    )


def _cases(
    panel: Panel, features: Features, ends: Floats, horizon: int, *, quiet: bool
) -> tuple[Floats, NDArray[np.bool_], NDArray[np.int64]]:
    """Return (n, features) of every border and month with violence across it, whether 25 came, and the place it came to."""
    rows, reached, places = [], [], []
    for month in range(BURN_IN, len(panel.values) - horizon):
        inside = (12 * features.mean12[month] < ACTIVE) == quiet
        for here in np.nonzero(inside & ~np.isnan(ends[month + horizon]))[0]:
            across = np.nonzero(panel.borders[here] & (12 * features.mean12[month] >= ACTIVE))[0]
            for other in across:
                rows.append(_row(features, month, int(here), int(other)))
                reached.append(bool(ends[month + horizon, here] >= 25))
                places.append(int(here))
    if not rows:
        return np.zeros((0, 1)), np.zeros(0, dtype=bool), np.zeros(0, dtype=np.int64)
    return np.stack(rows), np.array(reached), np.array(places)


def _row(features: Features, month: int, here: int, across: int) -> Floats:
    """Return what is known of a place and of the one across its border; the last two columns are the latter's."""
    return np.array(
        [
            np.log1p(features.level[month, here]),
            np.log1p(features.mean12[month, here]),
            np.log1p(features.mean120[month, here]),
            features.rest1[month, here],
            features.rest25[month, here],
            features.around_log[month, here],
            np.log1p(features.level[month, across]),
            np.log1p(features.mean12[month, across]),
        ]
    )


def _odds(rows: Floats, reached: NDArray[np.bool_], asked: Floats) -> Floats:
    """Return the odds of the asked rows (k, features) by a lightly penalised logistic regression."""
    from sklearn.linear_model import LogisticRegression

    mean, deviation = rows.mean(0), rows.std(0) + 1e-9
    model = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit((rows - mean) / deviation, reached)
    odds: Floats = model.predict_proba((asked - mean) / deviation)[:, 1]
    return odds

"""Write what the package knows of the usual course of violence: `src/harmattan/stages/outlooks/data/prior.json`.

    python tools/outlooks/fit_prior.py ../shared/data/ucdp/country_month_1989_2023.csv

Reads country-months to December 2017 and nothing later: what was tuned later was tuned on 2018 to 2020, and figures are reported
on 2021 to 2023. First the courses (what followed each class of recent level and volatility), then the weights of the pools, from
forecasts of 2008 to 2017 as they would have been made, with
courses of the years before.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import numpy as np

from harmattan.lexicons import load
from harmattan.plugins.references import Countries, open_reference
from harmattan.records.outlook import SeriesPoint
from harmattan.stages.outlooks.features import BURN_IN, REGIME_NAMES, Features, make_features
from harmattan.stages.outlooks.models import NAMES, make_target
from harmattan.stages.outlooks.models import prior as shipped
from harmattan.stages.outlooks.models.prior import DATA, HORIZONS, LEVELS, RANKS, VOLATILITIES, Course, Prior
from harmattan.stages.outlooks.panel import Panel, make_panel
from harmattan.stages.outlooks.pooling import STRETCH_NAMES, joined, stack, stretch_of
from harmattan.stages.outlooks.rolling import record as record_of_step
from harmattan.stages.outlooks.rolling import roll, schedule
from harmattan.stages.outlooks.settings import OutlookSettings

LAST = 2017 * 12 + 11
HALF = 19 * 12 - 1
"""Row of December 2007: courses seen until then are what the weights of the pools are learned with, on the years after."""
FEWEST = 60
NOTICE = (
    "Derived from country-months of the Uppsala Conflict Data Program, 1989 to 2017 (CC BY 4.0): Davies, Pettersson and Öberg "
    "2024; Sundberg and Melander 2013. Made by tools/outlooks/fit_prior.py."
)


def read_panel(path: str) -> Panel:
    """Return the panel of the file to the last month that may be learned from."""
    lexicon = load()
    points = [item for item in open_reference(Path(path), lexicon=lexicon).items if isinstance(item, SeriesPoint)]
    return make_panel(points, Countries(lexicon).neighbours).until(LAST)


def courses(features: Features, *, worst: bool, until: int) -> list[list[list[Course]]]:
    """Return what followed each class of states, by horizon, level and volatility; thin classes borrow from their level."""
    found = []
    for horizon in HORIZONS:
        ends = make_target(features.values, horizon, worst=worst).ends
        months = np.arange(BURN_IN, until - horizon + 1)
        after = ends[months + horizon].ravel()
        level = features.level[months].ravel()
        level_class = np.digitize(level, LEVELS)
        volatility = np.digitize(features.volatility[months].ravel(), VOLATILITIES)
        known = ~np.isnan(after)
        table = []
        for one in range(len(LEVELS) + 1):
            row = []
            for wild in range(len(VOLATILITIES) + 1):
                chosen = known & (level_class == one) & (volatility == wild)
                if (chosen & (after > 0)).sum() < FEWEST:
                    chosen = known & (level_class == one)
                violent = chosen & (after > 0)
                ratios = np.log(after[violent]) - np.log1p(level[violent])
                row.append(
                    Course(
                        zero=round(float((after[chosen] == 0).mean()), 5),
                        ratios=tuple(round(float(value), 3) for value in np.quantile(ratios, RANKS)),
                    )
                )
            table.append(row)
        found.append(table)
    return found


def both(features: Features, until: int) -> dict[str, list[list[list[Course]]]]:
    """Return the courses of both targets, of what was known at a row."""
    return {
        "deaths": courses(features, worst=False, until=until),
        "worst_month": courses(features, worst=True, until=until),
    }


def write(prior: Prior) -> None:
    """Write the file and make the models read it anew."""
    DATA.write_bytes(msgspec.json.encode(prior) + b"\n")
    shipped.prior.cache_clear()
    shipped._tables.cache_clear()


def weights(features: Features) -> dict[str, list[list[float]]]:
    """Return the weights of the pools by stretch and regime, from forecasts whose models never saw what they forecast."""
    settings = OutlookSettings(years=40)
    values = features.values
    targets = [make_target(values, horizon) for horizon in (1, 2, 3, 6, 9, 12, 18, 24, 36)]
    targets += [make_target(values, horizon, worst=True) for horizon in (3, 6, 12)]
    records: dict[int, list] = {stretch_of(target): [] for target in targets}
    for made in roll(features, targets, schedule(HALF, len(values) - 1, stride=3, dense=10_000), settings):
        for position, target in enumerate(targets):
            found = record_of_step(features, target, made, position)
            if found is not None:
                records[stretch_of(target)].append(found)
    usual = np.full(len(NAMES), 1 / len(NAMES))
    result: dict[str, list[list[float]]] = {}
    for stretch, name in enumerate(STRETCH_NAMES):
        record = joined(records[stretch])
        assert record is not None
        rows = []
        for regime in range(len(REGIME_NAMES)):
            chosen = record.regime == regime
            found = stack(record.products[chosen].mean(0, dtype=np.float64), int(chosen.sum()), usual, 300.0)
            rows.append([round(float(value), 4) for value in found])
            print(f"{name:>6} {REGIME_NAMES[regime]:>9} {chosen.sum():>7}", dict(zip(NAMES, rows[-1], strict=True)))
        result[name] = rows
    return result


def main(path: str) -> None:
    """Write the courses, then the weights."""
    features = make_features(read_panel(path))
    even = {name: [[1 / len(NAMES)] * len(NAMES)] * len(REGIME_NAMES) for name in STRETCH_NAMES}
    write(Prior(notice=NOTICE, courses=both(features, HALF), weights=even))
    learned = weights(features)
    write(Prior(notice=NOTICE, courses=both(features, len(features.values) - 1), weights=learned))
    print(f"{DATA.name}: {DATA.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main(sys.argv[1])

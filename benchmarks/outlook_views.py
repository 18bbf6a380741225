"""The windows of the VIEWS 2023/24 prediction challenge: its published benchmark anew, and our outlooks on African countries.

    python benchmarks/outlook_views.py [--shared ../shared]

First the mean CRPS of conflictology as published (all countries, by year, some countries), from VIEWS' files, and with other
estimators of the CRPS. Then our forecasts of state-based deaths in African countries: for each year 2018 to 2023 from the months
to October of the year before, with the history of another vintage to 2017 and VIEWS' actuals after it, beside conflictology on
the same rows. Nothing was tuned on these windows.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pyarrow.parquet as parquet
import scoringrules

from harmattan.evaluation.outlooks.entries import of_draws, of_masses
from harmattan.evaluation.outlooks.scores import Cases, covered, crps, ignorance, skill
from harmattan.lexicons import load
from harmattan.plugins.references import Countries, open_reference
from harmattan.records.outlook import SeriesPoint
from harmattan.stages.outlooks.features import make_features
from harmattan.stages.outlooks.models import make_target
from harmattan.stages.outlooks.months import VIEWS_EPOCH
from harmattan.stages.outlooks.panel import Panel, make_panel
from harmattan.stages.outlooks.rolling import Step, roll
from harmattan.stages.outlooks.settings import OutlookSettings

YEARS = range(2018, 2024)
PUBLISHED = {"all": 49.36, 2018: 14.48, 2019: 9.15, 2020: 21.34, 2021: 76.85, 2022: 124.00, 2023: 50.36}
HORIZONS = tuple(range(3, 15))
"""January to December of a year, from October of the year before."""


def ensembles(folder: Path, year: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return months, countries, outcomes and conflictology's draws (n, 12) of a year, as VIEWS published them."""
    actual = parquet.read_table(folder / f"cm_actuals_{year}.parquet").to_pydict()
    drawn = parquet.read_table(folder / f"bm_conflictology_cm_{year}.parquet").to_pydict()
    found: dict[tuple[int, int], list[float]] = {}
    for month, country, outcome in zip(drawn["month_id"], drawn["country_id"], drawn["outcome"], strict=True):
        found.setdefault((month, country), []).append(outcome)
    keys = list(zip(actual["month_id"], actual["country_id"], strict=True))
    months, countries = np.array(keys).T
    return (
        months,
        countries,
        np.array(actual["outcome"], dtype=float),
        np.array([found[key] for key in keys], dtype=float),
    )


def reproduce(folder: Path) -> None:
    """Print the published figures and ours of the same files."""
    scores: dict[str, list[np.ndarray]] = {name: [] for name in ("qd", "nrg", "pwm", "fair")}
    zeros = []
    print("conflictology of VIEWS, mean CRPS      ours (qd)   published")
    for year in YEARS:
        _, _, outcomes, draws = ensembles(folder, year)
        for name, found in scores.items():
            found.append(np.asarray(scoringrules.crps_ensemble(outcomes, draws, estimator=name)))
        zeros.append(outcomes)
        print(f"  {year}                                 {scores['qd'][-1].mean():9.2f} {PUBLISHED[year]:11.2f}")
    for name, found in scores.items():
        published = f"{PUBLISHED['all']:11.2f}" if name == "qd" else ""
        print(f"  all, estimator {name:<24}{np.concatenate(found).mean():9.2f} {published}")
    print(f"  all zero                             {np.concatenate(zeros).mean():9.2f}       56.84")


def africa(folder: Path) -> Panel:
    """Return state-based deaths of African countries: the history to 2017, then VIEWS' actuals."""
    lexicon = load()
    countries = Countries(lexicon)
    history = open_reference(folder / "africa_deaths_by_type_1990_2020.csv", lexicon=lexicon)
    points = [
        one
        for one in history.items
        if isinstance(one, SeriesPoint) and one.target == "deaths_state_based" and one.month < "2018"
    ]
    places = {one.place for one in points}
    for year in YEARS:
        actual = open_reference(folder / f"cm_actuals_{year}.parquet", lexicon=lexicon)
        points += [one for one in actual.items if isinstance(one, SeriesPoint) and one.place in places]
    return make_panel(points, countries.neighbours)


def windows(folder: Path) -> None:
    """Print our scores on African countries beside conflictology's of the same rows."""
    panel = africa(folder)
    countries = Countries(load())
    features = make_features(panel)
    targets = [make_target(panel.values, horizon) for horizon in HORIZONS]
    january = YEARS[0] * 12 - panel.first
    steps = [Step(until=row, origins=(row, row + 3, row + 6, row + 9)) for row in range(january - 99, january - 14, 12)]
    asked = [january - 3 + 12 * number for number in range(len(YEARS))]
    steps = [step for step in steps if step.origins[-1] < asked[0]] + [Step(until=row, origins=(row,)) for row in asked]
    ours, theirs, cases = [], [], []
    for made in roll(features, targets, steps, OutlookSettings()):
        if made.step.until not in asked:
            continue
        year = YEARS[asked.index(made.step.until)]
        months, ids, outcomes, draws = ensembles(folder, year)
        for month, country, outcome, twelve in zip(months, ids, outcomes, draws, strict=True):
            code = countries.of_views(int(country))
            if code not in panel.places:
                continue
            place, row = panel.places.index(code), int(month) + VIEWS_EPOCH - panel.first
            position = row - made.step.until - HORIZONS[0]
            ours.append(made.pooled[0, position, place])
            theirs.append(twelve)
            cases.append((outcome, year, place, row - made.step.until, features.mean12[made.step.until, place]))
    outcome, year, place, horizon, mean12 = np.array(cases, dtype=float).T
    known = Cases(
        outcomes=outcome, origins=year.astype(int), horizons=horizon.astype(int), places=place.astype(int),
        active=mean12 * 12 >= 25, mean12=mean12,
    )  # fmt: skip
    mine, naive = of_masses(np.array(ours), mean12), of_draws(np.array(theirs), mean12)
    score, baseline = crps(mine, outcome), crps(naive, outcome)
    print(f"\nAfrica, {len(panel.places)} countries, state-based deaths, {len(outcome)} country-months")
    print("          outlook  conflictology  zeros")
    for one in YEARS:
        chosen = year == one
        print(f"  {one}  {score[chosen].mean():9.2f}  {baseline[chosen].mean():13.2f}  {outcome[chosen].mean():5.2f}")
    print(f"  all   {score.mean():9.2f}  {baseline.mean():13.2f}  {outcome.mean():5.2f}")
    for title, chosen in (("all", year > 0), ("without Ethiopia", place != panel.places.index("ET"))):
        found = skill(score[chosen], baseline[chosen], taken(known, chosen), block=1)
        print(
            f"  skill, {title}: {found.value:+.3f}, 90 % over places {found.by_place[0]:+.3f} to {found.by_place[1]:+.3f}, "
            f"over years {found.by_time[0]:+.3f} to {found.by_time[1]:+.3f}"
        )
    for draws in (12, 1000):
        print(
            f"  ignorance, {draws} draws: {ignorance(mine, outcome, draws).mean():.3f}, "
            f"conflictology {ignorance(naive, outcome, draws).mean():.3f}"
        )
    for name, one in (("outlook", mine), ("conflictology", naive)):
        print(
            f"  coverage of the 90 % range where there was fighting, {name}: {covered(one, outcome)[known.active].mean():.3f}"
        )


def taken(cases: Cases, chosen: np.ndarray) -> Cases:
    """Return the chosen cases."""
    return Cases(**{name: getattr(cases, name)[chosen] for name in Cases.__struct_fields__})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    views = parser.parse_args().shared / "data" / "ucdp" / "views_cm"
    reproduce(views)
    windows(views)

import numpy as np
import pytest

from harmattan.errors import SettingsError
from harmattan.evaluation.outlooks import METRICS, evaluate, score_table
from harmattan.evaluation.outlooks.entries import of_draws, of_masses
from harmattan.evaluation.outlooks.red_team import red_team
from harmattan.evaluation.outlooks.scores import (
    Cases,
    average_precision,
    covered,
    crps,
    escalation_of,
    ignorance,
    interval,
    off_even,
    onset_of,
    randomised_pit,
    skill,
)
from harmattan.evaluation.outlooks.tables import RED_TEAM
from harmattan.pipeline.foresight import see_rows
from harmattan.stages.outlooks.support import deposit


def cases(outcomes, mean12=None, places=None, origins=None):
    outcomes = np.asarray(outcomes, dtype=float)
    count = len(outcomes)
    mean12 = np.full(count, 5.0) if mean12 is None else np.asarray(mean12, dtype=float)
    return Cases(
        outcomes=outcomes,
        origins=np.arange(count) if origins is None else np.asarray(origins),
        horizons=np.ones(count, dtype=int),
        places=np.zeros(count, dtype=int) if places is None else np.asarray(places),
        active=mean12 * 12 >= 25,
        mean12=mean12,
    )


def test_published_figures_of_conflictology_are_met_to_two_decimals(shared):
    parquet = pytest.importorskip("pyarrow.parquet")
    folder = shared / "data" / "ucdp" / "views_cm"
    every = []
    for year, published in ((2018, 14.48), (2019, 9.15), (2020, 21.34), (2021, 76.85), (2022, 124.00), (2023, 50.36)):
        actual = parquet.read_table(folder / f"cm_actuals_{year}.parquet").to_pydict()
        drawn = parquet.read_table(folder / f"bm_conflictology_cm_{year}.parquet").to_pydict()
        found: dict = {}
        for month, country, outcome in zip(drawn["month_id"], drawn["country_id"], drawn["outcome"], strict=True):
            found.setdefault((month, country), []).append(outcome)
        keys = list(zip(actual["month_id"], actual["country_id"], strict=True))
        draws = of_draws(np.array([found[key] for key in keys], dtype=float), np.zeros(len(keys)))
        score = crps(draws, np.array(actual["outcome"], dtype=float))
        assert round(score.mean(), 2) == published
        every.append(score)
    assert round(np.concatenate(every).mean(), 2) == 49.36


def test_ignorance_counts_the_bin_with_one_added_to_each():
    draws = of_draws(np.array([[0.0, 0.0, 1.0, 30.0]]), np.zeros(1))
    # Four draws and eleven bins: two draws of none, one of 1 to 2, one of 26 to 50.
    for outcome, wanted in ((0, 3 / 15), (2, 2 / 15), (50, 2 / 15), (3, 1 / 15), (2000, 1 / 15)):
        assert ignorance(draws, np.array([float(outcome)]), 4)[0] == pytest.approx(-np.log2(wanted))


def test_interval_score_and_coverage_are_those_of_ninety_percent():
    forecast = of_draws(np.arange(1.0, 101.0)[None, :], np.zeros(1))
    assert (forecast.low[0], forecast.high[0]) == (5.0, 95.0)
    assert interval(forecast, np.array([50.0]))[0] == pytest.approx(90)
    assert interval(forecast, np.array([105.0]))[0] == pytest.approx(90 + 20 * 10)
    assert covered(forecast, np.array([95.0]))[0]
    assert not covered(forecast, np.array([96.0]))[0]


def test_distributions_and_ensembles_score_alike():
    rng = np.random.default_rng(3)
    draws = rng.poisson(15, (200, 100)).astype(float)
    outcomes = rng.poisson(15, 200).astype(float)
    one, other = of_draws(draws, np.full(200, 6.0)), of_masses(deposit(draws), np.full(200, 6.0))
    assert crps(one, outcomes).mean() == pytest.approx(crps(other, outcomes).mean(), rel=0.01)
    assert one.bins == pytest.approx(other.bins, abs=1e-6)
    assert one.reach25 == pytest.approx(other.reach25, abs=1e-6)
    assert one.doubling == pytest.approx(other.doubling, abs=1e-6)


def test_calibrated_forecasts_have_an_even_pit_and_narrow_ones_have_not():
    rng = np.random.default_rng(3)
    outcomes = rng.poisson(15, 4000).astype(float)
    honest = of_draws(rng.poisson(15, (4000, 200)).astype(float), np.zeros(4000))
    narrow = of_draws(np.rint(15 + 0.3 * (rng.poisson(15, (4000, 200)) - 15)), np.zeros(4000))
    assert off_even(randomised_pit(honest, outcomes)) < 0.12 < 0.5 < off_even(randomised_pit(narrow, outcomes))


def test_onsets_are_of_quiet_places_and_escalations_of_active_ones():
    known = cases([30, 30, 10, 130, 60], mean12=[1, 2.5, 2.5, 60, 60])
    possible, came = onset_of(known)
    assert (possible & came).tolist() == [True, False, False, False, False]
    could, rose = escalation_of(known)
    assert (could & rose).tolist() == [False, True, False, True, False]
    assert average_precision(np.array([False, False]), np.array([0.1, 0.2])) is None


def test_skill_comes_with_paired_intervals():
    rng = np.random.default_rng(3)
    baseline = rng.gamma(1, 5, 600)
    known = cases(np.zeros(600), places=np.arange(600) % 20, origins=np.arange(600) // 20)
    found = skill(baseline * 0.9, baseline, known)
    # Paired: where ours is always a tenth better, no resampling says otherwise.
    assert (found.value, *found.by_time, *found.by_place) == pytest.approx([0.1] * 5)
    noisy = skill(rng.permutation(baseline), baseline, known)
    assert noisy.by_place[0] < 0 < noisy.by_place[1]


def test_the_whole_table_has_baselines_and_red_team_and_names_what_they_win(invented_series):
    panel = see_rows(invented_series).panel
    found = evaluate(panel, first=2018 * 12, horizons=(1, 2))
    scores = score_table(found, "invented", panel.first, {"two": ["Mali", "Ghana"]}, [("2018-01", "2018-12")])
    assert [part.title for part in scores.parts] == [
        "2018-01 to 2018-12",
        "two, 2018-01 to 2018-12",
        "2018-01 to 2019-12",
        "two, 2018-01 to 2019-12",
    ]
    whole = scores.parts[2]
    assert whole.forecasts == 10 * (24 + 23)
    assert {"outlook", "conflictology", "neighbours", "global", "last value", "zeros", "climatology", *RED_TEAM} == set(
        whole.scores
    )
    assert all(set(row) == set(METRICS) for row in whole.scores.values())
    assert whole.scores["huge spread"]["crps"] > whole.scores["conflictology"]["crps"]
    assert whole.scores["huge spread"]["coverage"] == 1.0
    assert whole.scores["all zero"]["crps"] == pytest.approx(whole.scores["zeros"]["crps"])
    for names in whole.beaten_by.values():
        assert set(names) <= set(RED_TEAM)


def test_a_metric_that_a_degenerate_forecast_wins_is_named():
    from harmattan.evaluation.outlooks.tables import _beaten_by

    table = {name: dict.fromkeys(METRICS, 1.0) for name in ("outlook", *RED_TEAM)}
    table["outlook"] |= {"coverage": 0.75, "onset": 0.3}
    table["timid"] |= {"crps": 0.5, "coverage": 0.95, "onset": 0.2}
    table["all zero"] |= {"onset": 0.1}
    table["huge spread"] |= {"onset": 0.1, "coverage": 0.6}
    table["baseline's copy"] |= {"onset": None, "coverage": 0.5}
    assert _beaten_by(table) == {"crps": ("timid",), "coverage": ("all zero", "timid")}


def test_the_red_team_is_as_degenerate_as_it_says():
    known = cases([5, 9])
    team = red_team(known, np.full((2, 12), 10.0))
    assert team["all zero"].high.max() == 0
    assert team["huge spread"].high.min() > 10_000
    assert abs(team["baseline's copy"].draws - 10).max() <= 2
    assert np.median(team["timid"].draws) <= 5


def test_a_series_that_begins_too_late_is_refused(invented_series):
    panel = see_rows(invented_series).panel
    with pytest.raises(SettingsError, match="need four years"):
        evaluate(panel, first=2010 * 12 + 3)
    with pytest.raises(SettingsError, match="need four years"):
        evaluate(panel, first=2030 * 12)

import numpy as np
import pytest
import scoringrules

from harmattan.stages.outlooks.support import POINTS, SIZE, at_zero, crps, deposit, quantiles, reach, spread_kernel


def test_quantiles_and_odds_of_small_counts_are_exact():
    masses = deposit(np.array([[0, 0, 3, 7, 10]], dtype=float))
    assert quantiles(masses, np.array([0.1, 0.4, 0.41, 0.6, 0.8, 0.99])).tolist() == [[0, 0, 3, 3, 7, 10]]
    for threshold, wanted in ((0, 1.0), (1, 0.6), (3, 0.6), (4, 0.4), (10, 0.2), (11, 0.0)):
        assert reach(masses, np.array([float(threshold)]))[0] == pytest.approx(wanted)


def test_large_counts_are_off_by_less_than_a_cell():
    values = np.array([[1234.0, 56_789.0, 2_000_000.0]])
    found = quantiles(deposit(values), np.array([1 / 6, 0.5, 5 / 6]))
    assert np.abs(found / values - 1).max() < 0.07


def test_crps_is_that_of_the_ensemble():
    rng = np.random.default_rng(2)
    draws = rng.poisson(9, (40, 30)).astype(float)
    outcomes = rng.poisson(11, 40).astype(float)
    wanted = scoringrules.crps_ensemble(outcomes, draws, estimator="nrg")
    assert crps(deposit(draws), outcomes) == pytest.approx(np.asarray(wanted), rel=1e-6)


def test_crps_of_large_counts_keeps_their_scale():
    rng = np.random.default_rng(2)
    draws = np.rint(rng.lognormal(8, 0.6, (300, 200)))
    outcomes = np.rint(rng.lognormal(8, 0.6, 300))
    wanted = np.asarray(scoringrules.crps_ensemble(outcomes, draws, estimator="nrg")).mean()
    assert crps(deposit(draws), outcomes).mean() == pytest.approx(wanted, rel=0.02)


def test_a_smeared_count_stays_positive_and_near():
    smeared = deposit(np.array([[40.0]])) @ spread_kernel(0.3)
    assert smeared.sum() == pytest.approx(1)
    assert smeared[0, 0] == 0
    assert 25 < quantiles(smeared, np.array([0.5]))[0, 0] < 60


def test_the_odds_of_zero_are_those_asked_for():
    masses = at_zero(deposit(np.array([[0.0, 5.0], [0.0, 0.0]])), np.array([0.25, 0.25]))
    assert masses[0, 0] == pytest.approx(0.25)
    # Nothing positive is known of the second, so that zero is sure.
    assert masses[1, 0] == pytest.approx(1)
    assert masses.sum(1) == pytest.approx([1, 1])


def test_the_grid_has_the_edges_that_scores_need():
    assert {0, 2, 5, 10, 24, 25, 50, 99, 100, 250, 500, 999, 1000} <= set(POINTS.tolist())
    assert len(POINTS) == SIZE
    assert (np.diff(POINTS) > 0).all()

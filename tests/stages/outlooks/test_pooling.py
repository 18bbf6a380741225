import numpy as np
import pytest

from harmattan.stages.outlooks.features import REGIME_NAMES
from harmattan.stages.outlooks.models import NAMES
from harmattan.stages.outlooks.models.prior import prior
from harmattan.stages.outlooks.pooling import KNOTS, STRETCH_NAMES, learn_pool, record_of, stack
from harmattan.stages.outlooks.support import crps, deposit


def record(masses, outcomes, regime=2):
    count = len(outcomes)
    return record_of(masses, outcomes, np.arange(count), np.full(count, regime))


@pytest.fixture
def good_and_bad():
    rng = np.random.default_rng(4)
    outcomes = rng.poisson(20, 400).astype(float)
    good = deposit(rng.poisson(20, (400, 50)).astype(float))
    bad = deposit(rng.poisson(90, (400, 50)).astype(float))
    return outcomes, np.stack([good, *[bad] * (len(NAMES) - 1)])


def test_the_pool_of_past_forecasts_goes_to_the_model_that_was_right(good_and_bad):
    outcomes, masses = good_and_bad
    pool = learn_pool(record(masses, outcomes), 0, until=400, since=-1, shy=1.0)
    assert pool.weights[2, 0] > 0.95
    # Nothing is known of the other regimes, so that they keep the usual weights.
    assert pool.weights[0] == pytest.approx(np.array(prior().weights["1-2"][0]))
    assert pool.forecasts.tolist() == [0, 0, 400, 0, 0]


def test_few_forecasts_hardly_move_the_weights(good_and_bad):
    outcomes, masses = good_and_bad
    few = learn_pool(record(masses[:, :3], outcomes[:3]), 0, until=400, since=-1, shy=1000.0)
    assert few.weights[2] == pytest.approx(np.array(prior().weights["1-2"][2]), abs=0.02)


def test_forecasts_whose_outcome_is_not_known_yet_teach_nothing(good_and_bad):
    outcomes, masses = good_and_bad
    assert learn_pool(record(masses, outcomes), 0, until=-1, since=-9, shy=1.0).forecasts.sum() == 0


def test_products_of_distances_give_the_score_of_any_pool(good_and_bad):
    outcomes, masses = good_and_bad
    weights = np.full(len(NAMES), 1 / len(NAMES))
    found = np.einsum("k,nkl,l->n", weights, record(masses, outcomes).products, weights)
    assert found == pytest.approx(crps(np.einsum("k,kns->ns", weights, masses), outcomes), rel=1e-4)


def test_weights_sum_to_one_and_none_is_negative():
    rng = np.random.default_rng(1)
    half = rng.normal(size=(8, 20))
    found = stack(half @ half.T, 500, np.full(8, 1 / 8), 10.0)
    assert found.sum() == pytest.approx(1)
    assert (found >= 0).all()


def test_a_range_that_was_too_narrow_is_widened():
    rng = np.random.default_rng(6)
    outcomes = np.rint(rng.lognormal(5, 1.0, 3000))
    narrow = np.broadcast_to(
        deposit(np.rint(rng.lognormal(5, 0.4, (1, 4000)))), (len(NAMES), 3000, len(deposit(np.zeros((1, 1)))[0]))
    )
    pool = learn_pool(record(narrow, outcomes), 0, until=3000, since=-1, shy=1.0)
    corrected = pool.apply(narrow[:, :1], np.array([2]))
    tails = corrected[0].cumsum()
    before = narrow[0, 0].cumsum()
    inside = ((before > 0.05) & (before < 0.95)).argmax()
    assert tails[inside] > 0.1
    assert pool.corrected[2][0] == 0
    assert pool.corrected[2][-1] == 1
    assert (np.diff(pool.corrected[2]) >= 0).all()


def test_the_shipped_weights_have_a_row_for_each_stretch_and_regime():
    for name in STRETCH_NAMES:
        rows = np.array(prior().weights[name])
        assert rows.shape == (len(REGIME_NAMES), len(NAMES))
        assert rows.sum(1) == pytest.approx(np.ones(len(REGIME_NAMES)), abs=0.01)
    assert "CC BY 4.0" in prior().notice
    assert KNOTS[0] == 0

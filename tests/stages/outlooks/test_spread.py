import numpy as np
import pytest

from harmattan.stages.outlooks.panel import Panel
from harmattan.stages.outlooks.spread import crossing, following


@pytest.fixture(scope="module")
def panel():
    """One place leads, another follows it two months later, a third goes its own way; a ring of others around."""
    rng = np.random.default_rng(8)
    months = 240
    leads = rng.poisson(np.where(np.sin(np.arange(months) / 9) > 0.3, 90, 1)).astype(float)
    follows = np.concatenate([[0], np.rint(leads[:-1] * 0.7 + rng.poisson(1, months - 1))])
    alone = rng.poisson(30, months).astype(float)
    values = np.stack([leads, follows, alone], axis=1)
    borders = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], dtype=bool)
    return Panel(places=("leads", "follows", "alone"), first=24000, values=values, borders=borders)


def test_what_follows_a_neighbour_is_told_from_what_does_not(panel):
    found = {one.place: one for one in following(panel)}
    assert found["follows"].share > 0.3
    assert found["follows"].by_chance < 0.05
    assert found["alone"].share < 0.1
    assert found["follows"].low <= found["follows"].share <= found["follows"].high


def test_the_odds_of_crossing_rise_with_violence_across_the_border(panel):
    violent = crossing(panel, "leads", "follows", horizon=3)
    assert violent is not None
    assert 0 < violent.low <= violent.high < 1
    assert violent.adds == pytest.approx(violent.odds - violent.if_calm, abs=1e-4)


def test_no_border_no_odds(panel):
    assert crossing(panel, "leads", "alone", horizon=3) is None
    assert crossing(panel, "leads", "nowhere", horizon=3) is None

"""Nothing that comes later moves what was said before."""

import msgspec
import numpy as np
import pytest

import harmattan
from harmattan.evaluation.outlooks import evaluate
from harmattan.lexicons import load
from harmattan.pipeline.foresight import see_rows
from harmattan.plugins.references import Countries
from harmattan.stages.outlooks import OutlookSettings
from harmattan.stages.outlooks.features import make_features

SETTINGS = OutlookSettings(months=2)


def altered(series, after):
    return [row | {"deaths": 7 * row["deaths"] + 400} if row["month"] > after else row for row in series]


def test_the_future_changes_no_outlook(invented_series):
    before = harmattan.outlook(invented_series, as_of="2018-06", settings=SETTINGS)
    after = harmattan.outlook(altered(invented_series, "2018-06"), as_of="2018-06", settings=SETTINGS)
    cut = harmattan.outlook([row for row in invented_series if row["month"] <= "2018-06"], settings=SETTINGS)
    assert before == after == cut
    assert before.outlooks[0].past


def test_the_future_changes_no_feature(invented_series):
    one = make_features(see_rows(invented_series).panel)
    other = make_features(see_rows(altered(invented_series, "2016-12")).panel)
    for name in one.__struct_fields__:
        if name != "names":
            assert np.array_equal(getattr(one, name)[:84], getattr(other, name)[:84], equal_nan=True), name


def test_the_future_changes_no_rolling_forecast(invented_series):
    found = [
        evaluate(see_rows(series).panel, first=2017 * 12, horizons=(1, 3))
        for series in (invented_series, altered(invented_series, "2018-12"))
    ]
    told = [one.cases.origins <= 107 for one in found]
    for name in ("draws", "bins", "reach25"):
        early = [getattr(one.methods["outlook"], name)[rows] for one, rows in zip(found, told, strict=True)]
        assert np.array_equal(*early)
        late = [getattr(one.methods["outlook"], name)[~rows] for one, rows in zip(found, told, strict=True)]
        assert not np.array_equal(*late)


def test_the_order_of_rows_and_a_rerun_change_nothing(invented_series):
    given = [row for row in invented_series if row["country"] in ("Mali", "Niger")]
    first = harmattan.outlook(given, settings=SETTINGS)
    assert msgspec.json.encode(harmattan.outlook(given[::-1], settings=SETTINGS)) == msgspec.json.encode(first)
    assert len({one.id for one in first.outlooks}) == len(first.outlooks)


def test_borders_are_mutual_and_gaps_have_none():
    countries = Countries(load())
    for code, others in countries.neighbours.items():
        assert all(code in countries.neighbours[other] for other in others)
        assert code not in others
    assert countries.gap("ML", "NE") == 0
    assert countries.gap("ML", "BJ") == countries.gap("BJ", "ML")
    assert countries.gap("ML", "JP") is None
    assert countries.gap("YE", "DJ") == pytest.approx(30, abs=20)

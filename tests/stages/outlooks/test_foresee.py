import numpy as np
import pytest

import harmattan
from harmattan.errors import InputError, SettingsError
from harmattan.stages.outlooks import OutlookSettings


def rows(values, country="Mali", first=2015):
    return [
        {"country": country, "month": f"{first + number // 12}-{number % 12 + 1:02d}", "deaths": value}
        for number, value in enumerate(values)
        if value is not None
    ]


def months_of(found):
    return [one for one in found.outlooks if one.target == "deaths"]


@pytest.fixture(scope="module")
def foresight(invented_series):
    return harmattan.outlook(invented_series, settings=OutlookSettings(months=3))


def test_every_place_and_month_has_a_distribution_beside_the_baseline(foresight):
    found = months_of(foresight)
    assert len(found) == 30
    assert not foresight.declined
    assert {(one.issued, one.horizon) for one in found} == {("2019-12", 1), ("2019-12", 2), ("2019-12", 3)}
    for one in foresight.outlooks:
        for distribution in (one.distribution, one.baseline):
            assert list(distribution) == [f"{level / 100:.2f}" for level in range(1, 100)]
            assert (np.diff(list(distribution.values())) >= 0).all()
        for exceeds in (one.exceeds, one.baseline_exceeds):
            assert list(exceeds) == ["1", "25", "100", "1000"]
            assert (np.diff(list(exceeds.values())) <= 0).all()
            assert all(0 <= chance <= 1 for chance in exceeds.values())


def test_odds_and_quantiles_say_the_same(foresight):
    for one in months_of(foresight):
        for threshold, chance in one.exceeds.items():
            below = max(
                (float(level) for level, value in one.distribution.items() if value < float(threshold)), default=0
            )
            assert 1 - chance == pytest.approx(below, abs=0.0102) or below in (0, 0.99)


def test_an_onset_is_for_quiet_places_and_a_doubling_for_the_others(foresight):
    for one in foresight.outlooks:
        assert (one.onset is None) == (one.regime in ("active", "intense", "extreme"))
        assert (one.doubling is None) == (one.regime in ("quiet", "sporadic"))


def test_the_worst_month_is_at_least_as_bad_as_any(foresight):
    worst = {one.place: one for one in foresight.outlooks if one.target == "worst_month"}
    for one in months_of(foresight):
        assert worst[one.place].exceeds["25"] >= one.exceeds["25"] - 0.05


def test_past_calls_are_told_with_what_came(foresight, invented_series):
    came = {(row["country"], row["month"]): row["deaths"] for row in invented_series}
    calls = [(one.place, one.horizon, call) for one in months_of(foresight) for call in one.past]
    assert calls
    for place, horizon, call in calls:
        assert call.actual == came[place, call.month]
        year, month = map(int, call.issued.split("-"))
        assert f"{year + (month - 1 + horizon) // 12}-{(month - 1 + horizon) % 12 + 1:02d}" == call.month


def test_a_short_series_gets_a_wide_outlook_and_says_on_what_it_rests():
    found = harmattan.outlook(rows([4, 0, 9, 12, 3, 7]))
    one = found.outlooks[0]
    assert float(one.distribution["0.95"]) > 20
    assert any("Only 6 months" in note for note in one.notes)


def test_a_lonely_month_and_a_stale_series_are_declined_with_the_reason():
    series = rows([5]) + rows(range(60), country="Niger") + rows([9] * 20, country="Chad")
    found = harmattan.outlook(series, as_of="2019-12")
    reasons = {one.place: (one.code, one.reason) for one in found.declined}
    assert reasons["Mali"][0] == "too_short"
    assert reasons["Chad"] == ("stale", "nothing is known after 2016-08, 40 months before 2019-12")
    assert {one.place for one in found.outlooks} == {"Niger"}


def test_unknown_last_months_make_it_look_from_farther_away():
    full = [6, 11, 2, 8, 15, 4, 9, 7] * 8
    gappy = [*full[:-4], None, None, None, None]
    series = rows(full, country="Niger") + rows(gappy)
    found = {(one.place, one.horizon): one for one in months_of(harmattan.outlook(series))}
    assert any("4 months are not known" in note for note in found["Mali", 1].notes)
    assert found["Mali", 1].inputs_as_of == "2019-12"
    assert found["Niger", 1].inputs_as_of == "2020-04"

    def width(one):
        return one.distribution["0.95"] - one.distribution["0.05"]

    assert width(found["Mali", 1]) >= width(found["Niger", 1])


def test_a_gap_of_four_months_makes_the_first_month_ahead_the_fifth():
    values = [(number * number * 7) % 41 for number in range(40)]
    gappy = months_of(harmattan.outlook(rows([*values, None, None, None, None]) + rows([1] * 44, country="Niger")))
    whole = months_of(harmattan.outlook(rows(values) + rows([1] * 40, country="Niger")))
    first = next(one for one in gappy if (one.place, one.horizon) == ("Mali", 1))
    fifth = next(one for one in whole if (one.place, one.horizon) == ("Mali", 5))
    assert first.issued == "2018-08"
    assert fifth.issued == "2018-04"
    assert first.distribution == fifth.distribution
    assert first.baseline == fifth.baseline
    assert first.distribution != next(one for one in whole if (one.place, one.horizon) == ("Mali", 1)).distribution


def test_months_missing_in_a_list_of_deadly_months_are_none():
    found = harmattan.outlook(rows([5 if number % 3 == 0 else None for number in range(60)]))
    assert "names only months with deaths" in found.outlooks[0].notes[0]
    assert found.outlooks[0].distribution["0.50"] < 5
    # One zero, and a month that is missing is unknown.
    found = harmattan.outlook(rows([5 if number % 3 == 0 else None for number in range(59)] + [0]))
    assert any("unknown" in note for note in found.outlooks[0].notes)


def test_calm_stays_possible_and_so_does_war():
    calm = months_of(harmattan.outlook(rows([0] * 120)))[0]
    assert 0 < calm.exceeds["1"] < 0.05
    war = months_of(harmattan.outlook(rows([800] * 120)))[0]
    assert war.exceeds["25"] > 0.9
    assert 0 < war.exceeds["1000"] < 0.5


def test_a_place_that_is_no_country_is_forecast_without_neighbours():
    one = harmattan.outlook(rows([3, 9, 1] * 10, country="Atlantis")).outlooks[0]
    assert any("no country that is known" in note for note in one.notes)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ([{"country": "Mali", "month": "2020-01", "deaths": -4}], "negative"),
        ([{"country": "Mali", "month": "2020-01", "deaths": 10**9}], "more than any place has had"),
        ([{"country": "Mali", "month": "2020-01", "deaths": "many"}], "no number"),
        ([{"country": "Mali", "month": "soon", "deaths": 4}], "no month"),
        ([{"country": "", "month": "2020-01", "deaths": 4}], "no place"),
    ],
)
def test_rows_that_make_no_sense_are_refused_with_the_reason(given, reason):
    with pytest.raises(InputError, match=reason):
        harmattan.outlook(given)


def test_rows_without_the_columns_and_months_out_of_range_are_refused():
    with pytest.raises(InputError, match="country"):
        harmattan.outlook([{"where": "Mali"}])
    with pytest.raises(SettingsError, match="1 to 36"):
        harmattan.outlook(rows([1] * 40), settings=OutlookSettings(months=40))
    with pytest.raises(SettingsError, match="before the series"):
        harmattan.outlook(rows([1] * 40), as_of="2001-01")


def test_long_horizons_reach_three_years(invented_series):
    given = [row for row in invented_series if row["country"] in ("Mali", "Peru")]
    found = months_of(harmattan.outlook(given, settings=OutlookSettings(months=36)))
    assert [one.horizon for one in found if one.place == "Peru"] == list(range(1, 37))

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmattan.lexicons import load
from harmattan.lexicons.rows import CountryRow
from harmattan.plugins.places.grids import countries, grid_of
from harmattan.plugins.prio_grid import centre_of, prio_grid
from harmattan.ports import Bearer


def test_the_corners_of_the_map_are_the_first_and_last_cells():
    assert prio_grid(-90, -180) == 1
    assert prio_grid(-90, -179.5) == 2
    assert prio_grid(-89.5, -180) == 721
    assert prio_grid(90, 180) == 259200


@given(st.integers(1, 259200))
def test_the_centre_of_a_cell_lies_in_it(cell):
    assert prio_grid(*centre_of(cell)) == cell


@pytest.mark.parametrize("spot", [(91, 0), (0, 181), (-90.1, 0), (float("nan"), 0)])
def test_a_spot_off_the_map_has_no_cell(spot):
    with pytest.raises(ValueError, match="no spot on the map"):
        prio_grid(*spot)


def test_the_lexicon_gives_states_the_same_codes():
    known = countries()
    for row in load().rows(CountryRow):
        country = known[row.id]
        assert (row.iso3, row.gw[:1]) == (
            country.iso3,
            () if country.gleditsch_ward is None else (country.gleditsch_ward,),
        )


def test_cells_and_countries_are_those_that_ucdp_gives_its_events(shared: Path) -> None:
    numbers = {country.gleditsch_ward for country in countries().values()}
    with (shared / "data" / "ucdp" / "ged_sample_1000.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            assert prio_grid(float(row["latitude"]), float(row["longitude"])) == int(float(row["priogrid_gid"]))
            # Yugoslavia is no state of today.
            assert int(float(row["country_id"])) in numbers | {345}


def test_a_country_has_its_codes():
    mali = countries()["ML"]
    assert (mali.iso3, mali.gleditsch_ward, mali.name) == ("MLI", 432, "Mali")
    assert countries()["GB"].gleditsch_ward == 200
    assert countries()["YE"].gleditsch_ward == 678
    assert countries()["HK"].gleditsch_ward is None
    numbers = [country.gleditsch_ward for country in countries().values() if country.gleditsch_ward is not None]
    assert len(numbers) == len(set(numbers))


def test_a_place_has_the_name_of_its_division_whether_a_code_or_a_name_is_kept():
    kidal = Bearer("a", "Kidal", 18.44, 1.41, "ML", "town", "10")
    assert grid_of(kidal).division == "Kidal"
    assert grid_of(kidal).prio_grid == prio_grid(18.44, 1.41)
    assert grid_of(Bearer("b", "Gao", 16.27, -0.04, "ML", "city", "Gao Region")).division == "Gao Region"
    assert grid_of(Bearer("c", "X", 16.27, -0.04, "ML", "city", "99")).division is None
    assert grid_of(Bearer("d", "Liptako", 14.5, 0.5, None, "area")).iso3 is None

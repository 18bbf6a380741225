"""Files of ACLED, GTD and PITF as their codebooks describe them; all rows here are invented."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmattan.lexicons import load
from harmattan.plugins.references import Countries, open_reference
from harmattan.plugins.references.acled import acled_event
from harmattan.plugins.references.base import RowError
from harmattan.plugins.references.gtd import gtd_event
from harmattan.plugins.references.pitf import pitf_event
from harmattan.records.claim import Refusal

ACLED = {
    "event_id_cnty": "MLI77", "event_date": "03 March 2031", "time_precision": "1", "sub_event_type": "Armed clash",
    "actor1": "JNIM: Group for Support", "assoc_actor_1": "", "actor2": "Military Forces of Mali (2021-)",
    "assoc_actor_2": "Wagner; Dozo", "country": "Mali", "admin1": "Gao", "admin2": "", "location": "Ber", "latitude": "16.84",
    "longitude": "-2.53", "geo_precision": "1", "source": "Oasis Wire", "fatalities": "7",
}  # fmt: skip
GTD = {
    "eventid": "203103030001", "iyear": "2031", "imonth": "3", "iday": "3", "extended": "0", "resolution": "",
    "country_txt": "Mali", "provstate": "Gao", "city": "Ber", "latitude": "16.84", "longitude": "-2.53", "specificity": "1",
    "vicinity": "0", "location": "", "attacktype1_txt": "Bombing/Explosion", "targtype1_txt": "Military", "gname": "JNIM",
    "gname2": "", "nkill": "7", "nwound": "2", "scite1": "Oasis Wire",
}  # fmt: skip
PITF = {
    "Event Type": "Incident", "Start Day": "3", "Start Month": "3", "Start Year": "2031", "End Day": "99", "End Month": "99",
    "End Year": "9999", "Country": "MLI", "Region": "", "District": "", "Locality": "Ber", "Degrees": "16", "Minutes": "30",
    "Seconds": "36", "Direction": "N", "Degrees_2": "2", "Minutes_2": "30", "Seconds_2": "0", "Direction_2": "W",
    "Distance (km)": "0", "Perp State Role": "Non-State", "Perp Non-State Ideological": '\\JNIM\\"', "Perp State Military": "",
    "Victim Identity Political": "mayor", "Deaths Number": "7", "Deaths Scale": "5-24", "Injured Number": "several",
    "Injured Scale": "No information", "Primary Source": "Oasis Wire",
}  # fmt: skip
MAKERS = {"acled": (ACLED, acled_event), "gtd": (GTD, gtd_event), "pitf": (PITF, pitf_event)}


@pytest.fixture(scope="module")
def countries():
    return Countries(load())


def read(tmp_path, *rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path = tmp_path / "coded.csv"
    path.write_text(text.getvalue())
    reference = open_reference(path, lexicon=load())
    items = list(reference.items)
    refused = [one for one in items if isinstance(one, Refusal)]
    return reference.form, [one for one in items if not isinstance(one, Refusal)], refused


@pytest.mark.parametrize("form", MAKERS)
def test_each_data_set_is_told_by_its_columns_and_read_alike(form, tmp_path):
    found, (event,), refused = read(tmp_path, MAKERS[form][0])
    assert (found, refused) == (form, [])
    assert (event.date_start, event.date_end, event.date_precision) == ("2031-03-03", "2031-03-03", "day")
    assert (event.country, event.place_precision, event.deaths_best, event.source) == ("ML", "exact", 7.0, "Oasis Wire")
    assert (event.latitude, event.longitude) == ((16.51, -2.5) if form == "pitf" else (16.84, -2.53))
    assert event.cell is not None
    assert event.publisher == form.upper()


def test_acled_tells_all_sides_and_its_sub_type(tmp_path):
    _, (event,), _ = read(tmp_path, ACLED)
    assert event.actors == ("JNIM: Group for Support", "Military Forces of Mali (2021-)", "Wagner", "Dozo")
    assert event.event_type.acled == "Armed clash"


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({"time_precision": "2"}, ("2031-02-28", "2031-03-06", "week")),
        ({"time_precision": "3", "event_date": "2031-02-14"}, ("2031-02-01", "2031-02-28", "month")),
        ({"event_date": "2031-03-03T00:00:00"}, ("2031-03-03", "2031-03-03", "day")),
    ],
)
def test_acled_days_that_stand_for_a_week_or_month_are_all_of_it(tmp_path, changes, days):
    _, (event,), _ = read(tmp_path, ACLED | changes)
    assert (event.date_start, event.date_end, event.date_precision) == days


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({"iday": "0"}, ("2031-03-01", "2031-03-31", "month")),
        ({"iday": "0", "imonth": "0"}, ("2031-01-01", "2031-12-31", "year")),
        ({"extended": "1", "resolution": "2031-03-09"}, ("2031-03-03", "2031-03-09", "day")),
    ],
)
def test_gtd_days_that_nobody_knows_are_all_that_it_can_be(tmp_path, changes, days):
    _, (event,), _ = read(tmp_path, GTD | changes)
    assert (event.date_start, event.date_end, event.date_precision) == days


def test_gtd_says_how_closely_it_places(tmp_path):
    places = [{"specificity": "1", "vicinity": "1"}, {"specificity": "3"}, {"specificity": "5"}]
    _, events, _ = read(tmp_path, *(GTD | change | {"eventid": str(number)} for number, change in enumerate(places, 1)))
    assert [event.place_precision for event in events] == ["near", "adm2", "country"]
    assert [event.cell is None for event in events] == [False, False, True]
    assert events[0].injuries_best == 2.0


def test_pitf_scales_stand_for_numbers_in_words_and_marks_are_no_names(tmp_path):
    _, events, _ = read(
        tmp_path, PITF, PITF | {"Deaths Number": "dozens", "Deaths Scale": "25-49"},
        PITF | {"Deaths Number": "", "Deaths Scale": "10000+", "Start Day": "99", "Locality": "", "District": "Gao"},
    )  # fmt: skip
    assert [(one.deaths_low, one.deaths_best, one.deaths_high) for one in events] == [
        (7, 7, 7),
        (25, None, 49),
        (10000, None, None),
    ]
    assert (events[0].actors, events[0].target, events[0].injuries_best) == (("JNIM",), "mayor", None)
    assert (events[2].date_start, events[2].date_end, events[2].place_precision) == ("2031-03-01", "2031-03-31", "adm2")
    assert len({one.external_id for one in events}) == 3


@pytest.mark.parametrize(
    ("row", "changes", "code"),
    [
        (ACLED, {"event_date": "2031-02-30"}, "no_date"), (ACLED, {"event_date": ""}, "no_date"),
        (ACLED, {"latitude": "91"}, "nowhere"), (ACLED, {"fatalities": "-1"}, "negative"),
        (ACLED, {"time_precision": "9"}, "precision"), (ACLED, {"geo_precision": "0"}, "precision"),
        (ACLED, {"event_id_cnty": ""}, "no_id"), (ACLED, {"event_id_cnty": "first"}, "twice"),
        (GTD, {"imonth": "2", "iday": "30"}, "no_date"), (GTD, {"imonth": "0"}, "no_date"), (GTD, {"iyear": ""}, "no_date"),
        (GTD, {"extended": "1", "resolution": "2031-03-01"}, "no_date"), (GTD, {"longitude": "-181"}, "nowhere"),
        (GTD, {"nkill": "-9"}, "negative"), (GTD, {"specificity": "6"}, "precision"), (GTD, {"eventid": ""}, "no_id"),
        (PITF, {"Start Day": "31", "Start Month": "4"}, "no_date"), (PITF, {"Start Year": "9999"}, "no_date"),
        (PITF, {"End Day": "1", "End Month": "3", "End Year": "2031"}, "no_date"), (PITF, {"Minutes": "66"}, "nowhere"),
        (PITF, {"Direction": "E"}, "nowhere"), (PITF, {"Degrees": "95"}, "nowhere"), (PITF, {"Deaths Number": "-7"}, "negative"),
        (PITF, {"Deaths Number": "", "Deaths Scale": "24-5"}, "no_number"), (PITF, {}, "twice"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_row_and_the_rest_goes_in(tmp_path, row, changes, code):
    key = next((name for name in ("event_id_cnty", "eventid") if name in row), None)
    first = row if key is None else row | {key: "first"}
    _, events, refused = read(tmp_path, first, row | changes)
    assert len(events) == 1
    assert [one.code for one in refused] == [code]
    assert refused[0].reason.startswith("row 3: ")
    assert "\n" not in refused[0].reason


CELLS = st.one_of(
    st.text(max_size=12), st.integers(-10000, 10000).map(str), st.sampled_from(["", "99", "9999", "nan", "1e400", "N"])
)


@pytest.mark.parametrize("form", MAKERS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_row_of_anything_is_an_event_that_can_be_or_a_reason(form, countries, data):
    row, make = MAKERS[form]
    changed = data.draw(st.dictionaries(st.sampled_from(sorted(row)), CELLS, max_size=6))
    try:
        event = make({name.casefold(): cell for name, cell in (row | changed).items()}, countries)
    except RowError:
        return
    assert event.date_start <= event.date_end
    assert (event.latitude is None) == (event.longitude is None)
    assert event.latitude is None or (abs(event.latitude) <= 90 and abs(event.longitude) <= 180)
    assert all(count is None or count >= 0 for count in (event.deaths_low, event.deaths_best, event.injuries_best))


def test_the_whole_of_pitf_is_read_and_its_broken_rows_are_named(shared):
    items = list(open_reference(shared / "data" / "pitf" / "atrocities_2013_2015.csv", lexicon=load()).items)
    refused = [one for one in items if isinstance(one, Refusal)]
    assert (len(items), len(refused)) == (3917, 22)
    assert {one.code for one in refused} == {"no_date", "nowhere", "no_number"}

"""CSV in the columns of UCDP GED and ACLED, read back with the csv module as any program would."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmattan.plugins.exporters import acled, ged, open_exporter
from harmattan.plugins.exporters.cells import guarded
from harmattan.plugins.references import open_reference
from harmattan.records.assessment import NumberRange
from harmattan.records.claim import Refusal


def table(name, situation, lexicon):
    data = b"".join(open_exporter(name, lexicon=lexicon).write(situation))
    reader = csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True)
    return list(reader.fieldnames or ()), list(reader)


@pytest.fixture
def ged_rows(situation, lexicon):
    columns, rows = table("ged-csv", situation, lexicon)
    assert columns[:49] == list(ged.COLUMNS)
    return {row["id"]: row for row in rows}


@pytest.fixture
def acled_rows(situation, lexicon):
    columns, rows = table("acled-csv", situation, lexicon)
    assert columns[:31] == list(acled.COLUMNS)
    return {row["event_id_cnty"]: row for row in rows}


def test_ged_holds_violence_and_no_meetings(ged_rows):
    assert list(ged_rows) == ["evt-raid", "evt-taken"]


def test_ged_says_where_when_and_how_closely_in_ucdps_codes(ged_rows):
    row = ged_rows["evt-raid"]
    wanted = {
        "year": "2031", "where_prec": "1", "where_coordinates": "Tanezri", "latitude": "19.25", "longitude": "-1.75",
        "geom_wkt": "POINT (-1.75 19.25)", "priogrid_gid": "157317", "country": "Mali", "country_id": "432", "date_prec": "2",
        "date_start": "2031-05-01", "date_end": "2031-05-04", "type_of_violence": "1",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted
    taken = ged_rows["evt-taken"]
    assert (taken["where_prec"], taken["priogrid_gid"], taken["date_prec"], taken["year"]) == ("6", "", "", "")


def test_the_state_is_side_a_whoever_began(ged_rows):
    row = ged_rows["evt-raid"]
    assert (row["side_a"], row["side_b"], row["dyad_name"]) == (
        "National Guard", "Dune Riders", "National Guard - Dune Riders",
    )  # fmt: skip
    assert (ged_rows["evt-taken"]["side_a"], ged_rows["evt-taken"]["side_b"]) == ("gunmen", "Civilians")


def test_a_toll_that_is_disputed_has_no_best_and_says_so(ged_rows):
    row = ged_rows["evt-raid"]
    assert (row["low"], row["best"], row["high"]) == ("13", "", "16")
    assert (row["deaths_a"], row["deaths_civilians"]) == ("", "1")
    assert (row["harmattan_disputed"], row["harmattan_toll_status"]) == ("toll", "contested")
    assert row["harmattan_disputed_detail"] == "12 against up to 15, nobody gave way"
    assert row["harmattan_tolls"] == "killed soldiers 12/?/15;killed civilians 1/1/1;wounded 3/?/?"
    assert ged_rows["evt-taken"]["harmattan_disputed"] == "occurrence"


def test_our_table_is_read_back_as_ucdp_events_by_our_own_reader(situation, lexicon, tmp_path):
    path = tmp_path / "ours.csv"
    toll = msgspec.structs.replace(
        situation.assessments[1], numbers=(NumberRange(unit="killed", low=12.0, best=12.0, high=15.0),)
    )
    known = msgspec.structs.replace(situation, assessments=(situation.assessments[0], toll))
    path.write_bytes(b"".join(open_exporter("ged-csv", lexicon=lexicon).write(known)))
    reference = open_reference(path, lexicon=lexicon)
    events = [item for item in reference.items if not isinstance(item, Refusal)]
    assert reference.form == "ucdp"
    assert [(one.external_id, one.deaths_low, one.deaths_best, one.deaths_high) for one in events] == [
        ("evt-raid", 12, 12, 15)
    ]
    assert (events[0].latitude, events[0].longitude, events[0].country, events[0].cell) == (19.25, -1.75, "ML", 157317)


def test_acled_types_codes_and_sides(acled_rows):
    assert list(acled_rows) == ["evt-raid", "evt-taken"]
    row = acled_rows["evt-raid"]
    wanted = {
        "event_date": "2031-05-01", "time_precision": "2", "disorder_type": "Political violence", "event_type": "Battles",
        "sub_event_type": "Armed clash", "actor1": "Dune Riders", "inter1": "Rebel group", "actor2": "National Guard",
        "inter2": "State forces", "interaction": "Rebel group-State forces", "civilian_targeting": "", "iso": "466",
        "country": "Mali", "location": "Tanezri", "geo_precision": "1", "fatalities": "13", "source": "Oasis Wire;Desert Post",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted
    assert acled_rows["evt-taken"]["civilian_targeting"] == "Civilian targeting"
    assert acled_rows["evt-taken"]["geo_precision"] == "3"


def test_every_acled_sub_type_of_the_lexicon_has_a_type_and_every_kind_a_name(lexicon):
    from harmattan.lexicons.rows import ActorKindRow, EventTypeRow

    codes = acled._codes()
    assert {row.acled for row in lexicon.rows(EventTypeRow)} - {None} <= set(codes.sub_event_types)
    assert set(codes.inter) <= {row.id for row in lexicon.rows(ActorKindRow)}


def test_no_cell_is_run_by_a_spreadsheet(ged_rows, acled_rows):
    assert ged_rows["evt-raid"]["source_headline"].startswith("'=HYPERLINK")
    assert ged_rows["evt-raid"]["source_original"].startswith("'+army")
    assert acled_rows["evt-taken"]["notes"] == "'@two taken"
    texts = [
        cell
        for rows in (ged_rows, acled_rows)
        for row in rows.values()
        for name, cell in row.items()
        if not number(cell)
    ]
    assert [cell for cell in texts if cell.startswith(("=", "+", "-", "@"))] == []


def number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


@given(st.text())
def test_text_never_begins_like_a_formula_and_is_kept_behind_its_guard(text):
    cell = guarded(text)
    assert not cell.lstrip(" ").startswith(tuple("=+-@\t\r＝＋－＠"))
    plain = " ".join(text.replace("\0", " ").split("\r\n"))
    assert cell in (plain, f"'{plain}")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_stay_numbers(value):
    assert float(guarded(value)) == value

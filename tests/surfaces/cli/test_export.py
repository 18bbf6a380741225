import json

import pytest

TEXT = "BAMAKO, 3 March 2026 - Gunmen killed at least 12 soldiers at Hombori on Tuesday, two security sources said.\n"


@pytest.fixture
def dispatch(tmp_path):
    path = tmp_path / "dispatch.txt"
    path.write_text(TEXT)
    return path


def test_the_form_follows_from_the_name_and_a_report_is_not_read_anew(harmattan, dispatch, tmp_path):
    straight, week, again = tmp_path / "a.geojson", tmp_path / "week.json", tmp_path / "b.geojson"
    assert harmattan("export", dispatch, "-o", straight) == (0, "", "")
    assert harmattan("report", dispatch, "-o", week)[0] == 0
    dispatch.unlink()
    assert harmattan("export", week, "-o", again) == (0, "", "")
    assert straight.read_bytes() == again.read_bytes()
    (feature,) = json.loads(straight.read_text())["features"]
    assert feature["properties"]["killed_low"] == 12
    assert feature["properties"]["killed_best"] is None


@pytest.mark.parametrize("arguments", [("-o", "week.csv"), ("-o", "week.shp"), ()])
def test_what_to_write_must_be_said_where_no_name_says_it(harmattan, dispatch, arguments):
    status, out, err = harmattan("export", dispatch, *arguments)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "--to" in err
    assert "ged-csv" in err


def test_an_input_that_fails_is_named_and_the_others_are_exported(harmattan, dispatch, tmp_path):
    status, out, err = harmattan("export", dispatch, tmp_path / "gone.txt", "--to", "ged-csv")
    assert status == 1
    assert "Hombori" in out
    assert len(err.splitlines()) == 1
    assert "gone.txt" in err


def test_a_broken_report_is_one_line(harmattan, tmp_path):
    path = tmp_path / "week.json"
    path.write_text('{"documents": 3}')
    status, out, err = harmattan("export", path, "--to", "geojson")
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert "write the report anew" in err

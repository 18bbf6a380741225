import csv
import io
import json

import pytest

import harmattan as package

TEXT = "BAMAKO, 3 March 2026 - Gunmen killed at least 12 soldiers at Hombori on Tuesday, two security sources said.\n"
HEAD = (
    "event_id_cnty,event_date,time_precision,sub_event_type,actor1,actor2,country,location,latitude,longitude,geo_precision,"
    "fatalities\n"
)


def row(key, day="2026-03-03", place="Hombori,15.28,-1.70", dead="17"):
    return f"{key},{day},1,Armed clash,JNIM: Group,Military Forces of Mali (2021-),Mali,{place},1,{dead}\n"


@pytest.fixture
def files(harmattan, tmp_path):
    dispatch, week, coded = tmp_path / "dispatch.txt", tmp_path / "week.json", tmp_path / "acled.csv"
    dispatch.write_text(TEXT)
    assert harmattan("report", dispatch, "-o", week)[0] == 0
    coded.write_text(HEAD + row("MLI1") + row("MLI2", day="2026-03-04", place="Gao,16.27,-0.04"))
    return week, coded


def test_the_terminal_says_what_both_have_and_what_one_lacks(harmattan, files):
    week, coded = files
    status, out, err = harmattan("compare", week, "--reference", coded)
    assert (status, err) == (0, "")
    assert "1 agree, 0 differ, 1 coded alone, 0 reported alone" in out
    assert "= MLI1" in out
    assert "nothing within 3 days and 60 km of it" in out


def test_all_forms_tell_the_same_and_python_too(harmattan, files):
    week, coded = files
    lines = [
        json.loads(line)
        for line in harmattan("compare", week, "--reference", coded, "--format", "jsonl")[1].splitlines()
    ]
    (whole,) = json.loads(harmattan("compare", week, "--reference", coded, "--format", "json")[1])
    table = list(csv.DictReader(io.StringIO(harmattan("compare", week, "--reference", coded, "--format", "csv")[1])))
    assert whole["comparisons"] == lines
    assert [line["verdict"] for line in lines] == ["match", "theirs_only"] == [each["verdict"] for each in table]
    assert [each["reference_id"] for each in table] == ["MLI1", "MLI2"]
    (beside,) = package.compare(TEXT, coded)
    assert [(one.verdict, one.reference_id) for one in beside.comparisons] == [
        ("match", "MLI1"),
        ("theirs_only", "MLI2"),
    ]


def test_rows_that_cannot_be_are_named_and_the_others_are_compared(harmattan, files):
    week, coded = files
    with coded.open("a") as stream:
        stream.write(row("MLI3", day="2026-03-32") + row("MLI4", place="Gao,99,0") + row("MLI5", dead="-2"))
    status, out, err = harmattan("compare", week, "--reference", coded)
    assert status == 1
    assert "1 agree, 0 differ, 1 coded alone" in out
    assert [line.split(": ")[2] for line in err.splitlines()] == ["row 4", "row 5", "row 6"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("month,country,deaths\n2026-03,Mali,4\n", "counts by month"),
        ("a,b\n1,2\n", "of no known kind"),
        (HEAD, "not one usable row"),
    ],
)
def test_a_file_that_is_no_data_set_of_events_is_one_line(harmattan, files, text, said):
    week, coded = files
    coded.write_text(text)
    status, out, err = harmattan("compare", week, "--reference", coded)
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert said in err

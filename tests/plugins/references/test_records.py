"""Rows of event records: what is read, and what is refused for what reason while the rest goes in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from harmattan.plugins.references import read_records, records_of
from harmattan.records.claim import Refusal
from harmattan.records.outlook import ReferenceEvent

GOOD: dict[str, Any] = {
    "id": "a", "date_start": "2031-05-02", "date_end": "2031-05-03", "city": " Tan  ezri ", "latitude": "10.5",
    "longitude": -1, "actors": ["Dune Front", "", "Dune Front"], "deaths_best": 3.0, "what": "ignored",
}  # fmt: skip


def one(row: Any) -> ReferenceEvent | Refusal:
    (found,) = records_of([row])
    return found


def event(row: Any) -> ReferenceEvent:
    found = one(row)
    assert isinstance(found, ReferenceEvent), found
    return found


def test_numbers_in_words_of_digits_and_blanks_are_read() -> None:
    found = event(GOOD | {"deaths_low": "", "deaths_high": "NaN", "injuries_best": None})
    assert (found.external_id, found.city, found.latitude, found.longitude) == ("a", "Tan ezri", 10.5, -1.0)
    assert (found.deaths_low, found.deaths_best, found.deaths_high, found.injuries_best) == (None, 3.0, None, None)
    assert found.actors == ("Dune Front",)


def test_anything_may_be_missing() -> None:
    found = event({})
    assert found.external_id == "row 1"
    assert found.date_start is None


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2031", "2031-01-01", "2031-12-31"),
        ("2032-02", "2032-02-01", "2032-02-29"),
        ("2031-05-02T10:00:00", "2031-05-02", "2031-05-02"),
    ],
)
def test_a_month_or_year_stands_for_all_its_days(said: str, first: str, last: str) -> None:
    found = event({"date_start": said, "date_end": said})
    assert (found.date_start, found.date_end) == (first, last)


@pytest.mark.parametrize(
    "said", ["Dune Front; Army of Xanadu", '["Dune Front", "Army of Xanadu"]', ["Dune Front", "Army of Xanadu"]]
)
def test_actors_come_as_a_list_or_in_one_cell(said: Any) -> None:
    assert event({"actors": said}).actors == ("Dune Front", "Army of Xanadu")


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        ({"date_start": "2031-02-30"}, "impossible_date", "date_start '2031-02-30' is on no calendar"),
        ({"date_end": "last week"}, "invalid_date", "date_end 'last week' is no date"),
        ({"latitude": 91, "longitude": 0}, "impossible_place", "latitude 91 lies off the map"),
        ({"latitude": 9, "longitude": "-180.5"}, "impossible_place", "longitude -180.5 lies off the map"),
        ({"latitude": 9}, "impossible_place", "give both or neither"),
        ({"deaths_best": "many"}, "invalid_number", "deaths_best 'many' is no number"),
        ({"deaths_best": "inf"}, "invalid_number", "deaths_best"),
        ({"injuries_best": -1}, "impossible_count", "injuries_best -1 is below zero"),
        ({"deaths_low": 9, "deaths_high": 2}, "impossible_count", "do not rise"),
        ({"city": ["Tanezri"]}, "invalid_text", "city is no text"),
        ({"deaths_best": True}, "invalid_text", "deaths_best is no text"),
        ({"actors": "[Dune"}, "invalid_actors", "actors opens a list"),
        ({"actors": [["a"]]}, "invalid_text", "actors is no text"),
        ([1, 2], "invalid_record", "no record"),
        ("words", "invalid_record", "no record"),
    ],
)
def test_a_row_that_can_not_be_is_refused_with_its_number_and_reason_and_the_rest_goes_in(
    row: Any, code: str, words: str
) -> None:
    first, bad, last = records_of([GOOD, row, GOOD | {"id": "b"}], path="x.jsonl")
    assert isinstance(first, ReferenceEvent)
    assert isinstance(last, ReferenceEvent)
    assert isinstance(bad, Refusal)
    assert (bad.code, bad.path) == (code, "x.jsonl, row 2")
    assert words in bad.reason


def test_of_two_rows_with_one_id_the_later_is_refused() -> None:
    first, second = records_of([GOOD, GOOD])
    assert isinstance(first, ReferenceEvent)
    assert isinstance(second, Refusal)
    assert (second.code, "row 1 already" in second.reason) == ("duplicate_id", True)


def ids(path: Path, *more: Path) -> list[str]:
    return [
        str(found.external_id) if isinstance(found, ReferenceEvent) else f"{found.code} {found.path}"
        for found in read_records([path, *more])
    ]


def test_json_lines_go_on_after_a_broken_one(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(
        "\ufeff" + json.dumps(GOOD) + "\n\n{\n[1]\n" + json.dumps(GOOD | {"id": "b"}) + "\n", encoding="utf-8"
    )
    assert ids(path) == ["a", f"invalid_json {path}, row 2", f"invalid_record {path}, row 3", "b"]


def test_an_array_and_tables_with_any_mark_are_read_alike(tmp_path: Path) -> None:
    array, table, marked = tmp_path / "a.json", tmp_path / "b.csv", tmp_path / "c.csv"
    array.write_text(json.dumps([GOOD]))
    table.write_text(
        'ID,Date_Start,latitude,longitude,actors,extra\nb,2031-05-02,10,1,"Dune Front; Army of Xanadu",x\n'
    )
    marked.write_text("id;date_start;actors\nc;2031-05-02;Dune Front\n")
    assert ids(array, table, marked) == ["a", "b", "c"]
    (_, second, _) = read_records([array, table, marked])
    assert isinstance(second, ReferenceEvent)
    assert second.actors == ("Dune Front", "Army of Xanadu")


def test_a_table_goes_on_after_a_broken_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,date_start\na,2031-05-02\nb,2031-05-02,too,many\n\nc,2031-13-01\nd,2031-05-02\n")
    assert ids(path) == ["a", f"invalid_csv {path}, row 2", f"impossible_date {path}, row 3", "d"]


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty"), ("name,colour\nx,red\n", "no_columns"), ("[1", "invalid_json")]
)
def test_a_file_without_records_is_refused(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "f.csv"
    path.write_text(text)
    assert ids(path, tmp_path / "gone.csv") == [f"{code} {path}", f"unreadable {tmp_path / 'gone.csv'}"]


def test_one_id_in_two_files_is_refused_in_the_second(tmp_path: Path) -> None:
    one, two = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    one.write_text(json.dumps(GOOD))
    two.write_text(json.dumps(GOOD))
    assert ids(one, two) == ["a", f"duplicate_id {two}, row 1"]

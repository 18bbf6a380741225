import json

import pytest

import harmattan as package


def row(key, publisher, **fields):
    return {
        "id": key, "date_start": "2031-05-02", "date_end": "2031-05-02", "city": "Tanezri", "latitude": 10.0, "longitude": 1.0,
        "actors": ["Dune Front"], "deaths_best": 7, "publisher": publisher, "source": f"{publisher} (2031-05-03) {key}",
    } | fields  # fmt: skip


ROWS = [
    row("a", "Oasis Post"),
    row("b", "Desert Wire"),
    row("c", "River Times", date_start="2031-08-01", date_end="2031-08-01"),
]


@pytest.fixture
def records(tmp_path):
    path = tmp_path / "records.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in ROWS))
    return path


def test_join_writes_a_record_a_line_in_the_order_of_the_input(harmattan, records):
    status, out, err = harmattan("join", records, "--format", "jsonl")
    lines = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (0, "")
    assert [list(line) for line in lines] == [["id", "event_id"]] * 3
    assert [line["id"] for line in lines] == ["a", "b", "c"]
    assert lines[0]["event_id"] == lines[1]["event_id"] != lines[2]["event_id"]


def test_python_says_the_same_as_the_command(harmattan, records):
    _, out, _ = harmattan("join", records)
    found = [{"id": each.id, "event_id": each.event_id} for each in package.join(ROWS).memberships]
    assert [json.loads(line) for line in out.splitlines()] == found


def test_a_bad_row_is_one_line_on_stderr_and_the_others_still_come(harmattan, records):
    with records.open("a") as stream:
        stream.write(json.dumps(row("d", "Post", latitude=123)) + "\n" + json.dumps(row("e", "Post")) + "\n")
    status, out, err = harmattan("join", records)
    assert status == 1
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "b", "c", "e"]
    assert len(err.splitlines()) == 1
    assert "records.jsonl, row 4: latitude 123 lies off the map" in err


def test_explain_says_why_two_were_joined_and_why_two_were_not(harmattan, records):
    status, out, _ = harmattan("join", records, "--explain", "b", "a")
    assert status == 0
    assert out.startswith("a and b: joined (score +")
    assert "both on 2031-05-02" in out
    status, out, _ = harmattan("join", records, "--explain", "a", "c")
    assert "a and c: kept apart" in out
    assert "91 days apart" in out


@pytest.mark.parametrize("pair", [("a", "z"), ("a", "a")])
def test_explain_of_what_is_no_pair_is_a_usage_error(harmattan, records, pair):
    status, out, err = harmattan("join", records, "--explain", *pair)
    assert (status, out) == (2, "")
    assert "--explain" in err
    assert len(err.splitlines()) == 1


def test_a_table_is_joined_alike(harmattan, records, tmp_path):
    table = tmp_path / "records.csv"
    columns = list(ROWS[0])
    cells = [[";".join(each[name]) if name == "actors" else str(each[name]) for name in columns] for each in ROWS]
    table.write_text("\n".join(",".join(line) for line in [columns, *cells]) + "\n")
    assert harmattan("join", table)[1] == harmattan("join", records)[1]


def pins(tmp_path, *lines):
    path = tmp_path / "pins.csv"
    path.write_text("id,one,other,what,who,when,why,supersedes\n" + "".join(f"{line}\n" for line in lines))
    return path


def test_pins_win_are_explained_and_can_be_taken_back(harmattan, records, tmp_path):
    path = pins(tmp_path, "p1,a,b,apart,Ana,2031-06-01,another village,")
    status, out, err = harmattan("join", records, "--pin", path)
    events = {line["id"]: line["event_id"] for line in map(json.loads, out.splitlines())}
    assert (status, err) == (0, "")
    assert events["a"] != events["b"]
    _, out, _ = harmattan("join", records, "--pin", path, "--explain", "a", "b")
    assert "a and b: kept apart" in out
    assert "Ana decided on 2031-06-01: apart (another village); decision p1" in out
    path = pins(
        tmp_path,
        "p1,a,b,apart,Ana,2031-06-01,another village,",
        "p2,a,b,open,Ben,2031-06-02,the same village after all,p1",
    )
    assert harmattan("join", records, "--pin", path)[1] == harmattan("join", records)[1]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("p1,a,b,maybe,Ana,2031-06-01,x,", "what 'maybe' is none of together, apart, open"),
        ("p1,a,b,apart,,2031-06-01,x,", "who is empty"), ("p1,a,b,apart,Ana,soon,x,", "when 'soon' is no date"),
        ("p1,a,z,apart,Ana,2031-06-01,x,", "no record has the id 'z'"), ("p1,a,b", "3 columns where the header has 8"),
    ],
)  # fmt: skip
def test_a_row_of_pins_that_cannot_be_is_named_and_the_others_hold(harmattan, records, tmp_path, line, said):
    path = pins(tmp_path, line, "p9,a,c,together,Ana,2031-06-01,seen twice,")
    status, out, err = harmattan("join", records, "--pin", path)
    events = {each["id"]: each["event_id"] for each in map(json.loads, out.splitlines())}
    assert status == 1
    assert len(err.splitlines()) == 1
    assert said in err
    assert events["a"] == events["c"]


def test_a_file_that_holds_no_pins_is_one_line(harmattan, records):
    status, out, err = harmattan("join", records, "--pin", records)
    assert (status, out) == (1, "")
    assert "no pins: it lacks one, other, what" in err

import gzip
import json

import pytest

from harmattan.plugins.places import store
from harmattan.surfaces.cli import main

GAO = "2457163\tGao\tGao\tGaô\t16.27\t-0.04\tP\tPPLA\tML\t\t09\t\t\t\t87000\t\t226\tAfrica/Bamako\t2019-01-01\n"
VILLAGE = "1\tTinafewa\tTinafewa\tTin Afewa\t17.1\t-0.5\tP\tPPL\tML\t\t09\t\t\t\t0\t\t226\tAfrica/Bamako\t2019-01-01\n"


@pytest.fixture
def harmattan(capfdbinary, tmp_path, monkeypatch):
    """Runs the command with a place folder of its own, the default index linked into it."""
    folder = tmp_path / "places"
    folder.mkdir()
    (folder / f"{store.default_name()}.places").symlink_to(store.default_index().path)
    monkeypatch.setenv("HARMATTAN_PLACES", str(folder))
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        with pytest.raises(SystemExit) as stop:
            main(["places", *(str(argument) for argument in arguments)])
        out, err = capfdbinary.readouterr()
        return stop.value.code, out.decode(), err.decode()

    return run


def test_a_dump_is_added_listed_found_and_removed(harmattan, tmp_path):
    (tmp_path / "ML.txt").write_text(GAO + VILLAGE)
    status, out, err = harmattan("add", "ML.txt")
    assert (status, err) == (0, "")
    assert out.startswith("ML: 2 places")
    assert [line.split("\t")[0] for line in harmattan("list")[1].splitlines()] == ["ML", "default"]
    assert "Tinafewa\tML" in harmattan("find", "tin afewa")[1]
    assert harmattan("remove", "ML")[0] == 0
    status, out, err = harmattan("find", "Tinafewa")
    assert (status, out) == (1, "")
    assert "no place is called 'Tinafewa'" in err


def test_a_code_means_a_file_in_this_folder(harmattan, tmp_path):
    status, _, err = harmattan("add", "ml")
    assert status == 1
    assert err == (
        "harmattan: ml: no ML.zip, ML.txt or ML.txt.gz in this folder; download it from "
        "https://download.geonames.org/export/dump/, or let --download do so\n"
    )
    (tmp_path / "ML.txt.gz").write_bytes(gzip.compress(GAO.encode()))
    assert harmattan("add", "ml")[0] == 0


def test_a_bad_row_and_a_bad_dump_are_a_line_each_and_the_rest_goes_on(harmattan, tmp_path):
    (tmp_path / "A.txt").write_text("no dump\n")
    (tmp_path / "B.txt").write_text(GAO.replace("16.27", "916.27") + VILLAGE)
    status, out, err = harmattan("add", "A.txt", "none.txt", "B.txt")
    assert status == 1
    assert out.startswith("B: 1 places")
    lines = err.splitlines()
    assert len(lines) == 3
    assert "A.txt: no GeoNames dump" in lines[0]
    assert lines[1] == "harmattan: none.txt: not there"
    assert lines[2] == "harmattan: B.txt: line 1: coordinates 916.27, -0.04 lie off the map; left out"


def test_a_place_is_found_in_other_spellings_the_lexicon_first(harmattan):
    first = harmattan("find", "Tinzawatene")[1].splitlines()[0].split("\t")
    assert (first[1], first[2]) == ("Tinzaouaten", "ML")
    rows = [json.loads(line) for line in harmattan("find", "London", "--format", "jsonl")[1].splitlines()]
    assert rows[0]["country"] == "GB"
    assert {"CA", "GB"} <= {row["country"] for row in rows}


def test_removing_what_is_not_there_is_one_line(harmattan):
    status, out, err = harmattan("remove", "XX")
    assert (status, out) == (1, "")
    assert err == "harmattan: XX: no index of this name was added; there are: none\n"


def test_a_place_in_json_lines_joins_other_data_sets(harmattan):
    status, out, _ = harmattan("find", "Kidal", "--format", "jsonl")
    assert status == 0
    town = json.loads(out.splitlines()[0])
    assert (town["iso3"], town["gleditsch_ward"], town["country_name"]) == ("MLI", 432, "Mali")
    assert (town["prio_grid"], town["division"]) == (155883, "Kidal")

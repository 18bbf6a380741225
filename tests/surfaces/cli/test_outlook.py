import json

import pytest

from harmattan.surfaces.cli import main


@pytest.fixture
def harmattan(capfdbinary, monkeypatch, tmp_path):
    """Runs the command with a store of its own; returns its exit status, standard output and standard error."""
    monkeypatch.setenv("HARMATTAN_STORE", str(tmp_path / "store"))

    def run(*arguments):
        with pytest.raises(SystemExit) as stop:
            main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return stop.value.code, out.decode(), err.decode()

    return run


@pytest.fixture
def series(invented_series, tmp_path):
    path = tmp_path / "deaths.csv"
    lines = [
        f"{row['country']},{row['month']},{row['deaths']}"
        for row in invented_series
        if row["country"] in ("Mali", "Niger", "Chad")
    ]
    path.write_text("country,month,deaths\n" + "\n".join(lines) + "\n")
    return path


def test_a_series_becomes_a_line_for_each_place_and_month(harmattan, series):
    status, out, err = harmattan(
        "outlook", "--series", series, "--as-of", "2018-03", "--months", 2, "--format", "jsonl"
    )
    assert (status, err) == (0, "")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [(line["place"], line["month"]) for line in lines] == [
        (place, month) for place in ("Chad", "Mali", "Niger") for month in ("2018-04", "2018-05")
    ]
    assert all(line["issued"] == "2018-03" for line in lines)
    assert list(lines[0]["quantiles"]) == [f"{level / 100:.2f}" for level in range(1, 100)]


def test_rows_that_make_no_sense_are_named_and_the_others_count(harmattan, series):
    series.write_text(series.read_text() + "Mali,2020-01,-5\nMali,2020-02,many\n")
    status, out, err = harmattan("outlook", "Mali", "--series", series, "--months", 1, "--format", "jsonl")
    assert status == 1
    assert json.loads(out)["place"] == "Mali"
    assert "row 362: deaths -5 is negative" in err
    assert "row 363: deaths 'many' is no number" in err


def test_without_data_one_line_says_what_to_do(harmattan, tmp_path):
    status, out, err = harmattan("outlook", "ML")
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert "harmattan reference add PATH" in err
    assert not (tmp_path / "store").exists()


def test_kept_data_give_an_outlook_of_a_country_by_name_or_code(harmattan, series, tmp_path):
    status, out, _ = harmattan("reference", "add", series, "--known-at", "2020-01-15")
    assert status == 0
    assert "360 counts of series deaths, 2010-01 to 2019-12, known 2020-01-15" in out
    assert "was there already" in harmattan("reference", "add", series)[1]
    assert harmattan("reference", "list")[1].count("\n") == 1
    status, out, err = harmattan("outlook", "ML", "--months", 2)
    assert (status, err) == (0, "")
    assert out.startswith("Outlook: Mali\n")
    assert harmattan("outlook", "mali", "--months", 2, "-o", tmp_path / "ml.html")[0] == 0
    assert "<svg" in (tmp_path / "ml.html").read_text()
    whole = json.loads(harmattan("outlook", "Niger", "--months", 1, "--format", "json")[1])
    assert [(one["place"], one["target"]) for one in whole] == [("NE", "deaths")]
    status, _, err = harmattan("outlook", "ML", "--as-of", "2015-01")
    assert status == 1
    assert "no vintage that was known in 2015-01" in err
    status, _, err = harmattan("outlook", "Peru")
    assert status == 1
    assert "no counts for Peru" in err
    assert harmattan("outlook", "Atlantis")[0] == 2
    assert harmattan("reference", "forget", 1)[0] == 0
    assert "no reference data" in harmattan("outlook", "ML")[2]


def test_two_series_are_never_mixed_unawares(harmattan, series):
    harmattan("reference", "add", series, "--series", "one")
    series.write_text(series.read_text() + "Peru,2019-12,4\n")
    harmattan("reference", "add", series, "--series", "two")
    status, _, err = harmattan("outlook", "ML")
    assert status == 1
    assert "several series are kept (one, two); choose one with --from" in err
    assert harmattan("outlook", "ML", "--from", "two", "--months", 1, "--format", "jsonl")[0] == 0


def test_the_odds_of_crossing_a_border(harmattan, series):
    status, out, err = harmattan("outlook", "Mali", "--series", series, "--border", "Niger")
    assert status in (0, 1)
    assert ("Mali → Niger" in out and "Niger → Mali" in out) or "no odds of crossing" in err
    status, _, err = harmattan("outlook", "Mali", "--series", series, "--border", "Chad")
    assert status == 1
    assert "Mali and Chad: no odds of crossing: they have no common border" in err


def test_events_give_cells_of_one_country(harmattan, tmp_path):
    rows = ["id,date_start,deaths_best,country,latitude,longitude"]
    for number in range(400):
        month = number % 80
        rows.append(
            f"{number},{2014 + month // 12}-{month % 12 + 1:02d}-05,{number % 9},Mali,{15 + number % 3},{-3 + number % 2}"
        )
    path = tmp_path / "events.csv"
    path.write_text("\n".join(rows) + "\n")
    assert harmattan("reference", "add", path)[0] == 0
    status, out, _ = harmattan("outlook", "ML", "--by", "cell", "--months", 1, "--format", "jsonl")
    assert status == 0
    places = [json.loads(line)["place"] for line in out.splitlines()]
    assert len(places) == 6
    assert all(place.startswith("ML/") for place in places)
    assert harmattan("outlook", "--by", "cell")[0] == 2


def test_the_silence_of_a_file_on_another_country_is_no_calm(harmattan, tmp_path):
    def events(name, country, first, months):
        rows = ["id,date_start,deaths_best,country"]
        rows += [f"{name}{n},{first + n // 12}-{n % 12 + 1:02d}-05,{5 + n % 7},{country}" for n in range(months)]
        (tmp_path / f"{name}.csv").write_text("\n".join(rows) + "\n")
        assert harmattan("reference", "add", tmp_path / f"{name}.csv", "--series", "events")[0] == 0

    events("a", "Mali", 2015, 48)
    events("b", "Niger", 2015, 58)
    status, out, _ = harmattan("outlook", "ML", "NE", "--months", 1, "--format", "json")
    assert status == 0
    found = {one["place"]: one for one in json.loads(out)}
    assert (found["ML"]["inputs_as_of"], found["NE"]["inputs_as_of"]) == ("2018-12", "2019-10")
    assert any("10 months are not known" in note for note in found["ML"]["notes"])
    assert found["ML"]["exceeds"]["1"] > 0.8


def test_wrong_words_are_usage_errors(harmattan, series):
    assert harmattan("outlook", "--series", series, "--as-of", "2018")[0] == 2
    assert harmattan("outlook", "--series", series, "-o", "x.pdf")[0] == 2
    assert harmattan("outlook", "--series", series, "--months", 99)[0] == 2
    assert harmattan("outlook", "--series", series, "--from", "x")[0] == 2
    assert harmattan("evaluate", "outlook", "--series", series, "--split", "2018")[0] == 2


def test_evaluate_outlook_prints_the_whole_table(harmattan, series):
    status, out, _ = harmattan(
        "evaluate", "outlook", "--series", series, "--first", "2019-01", "--months", 2, "--region", "R=ML,NE"
    )
    assert status == 0
    for word in (
        "skill over conflictology",
        "CRPS",
        "ignorance",
        "onset AP",
        "huge spread",
        "climatology",
        "R, 2019-01",
    ):
        assert word in out
    scores = json.loads(
        harmattan("evaluate", "outlook", "--series", series, "--first", "2019-01", "--format", "json")[1]
    )
    assert scores["parts"][0]["forecasts"] > 100


def test_the_report_ends_with_computed_outlooks_where_data_are_kept(harmattan, series, tmp_path):
    text = "BAMAKO, 3 March 2026 - Gunmen killed 12 soldiers at Hombori in Mali on 2 March 2026, the army said.\n"
    (tmp_path / "a.txt").write_text(text)
    harmattan("reference", "add", series)
    status, out, _ = harmattan("report", tmp_path / "a.txt", "--store", tmp_path / "store", "--format", "markdown")
    assert status == 0
    titles = [line for line in out.splitlines() if line.startswith("## ")]
    assert titles[-1] == "## Computed outlook"
    assert "### Outlook: Mali" in out
    assert "No author wrote this" in out


def test_without_a_store_a_report_opens_none(harmattan, tmp_path, monkeypatch):
    monkeypatch.delenv("HARMATTAN_STORE")
    (tmp_path / "a.txt").write_text("Gunmen killed 12 soldiers in Mali on 2 March 2026, the army said.\n")
    status, out, _ = harmattan("report", tmp_path / "a.txt", "--format", "json")
    assert status == 0
    assert json.loads(out)["outlooks"] == []

import gzip
import json
from pathlib import Path

import pytest

from harmattan.errors import InputError
from harmattan.lexicons import load
from harmattan.plugins.prio_grid import cell_of, centre_of, touching
from harmattan.plugins.references import Countries, open_reference
from harmattan.records.claim import Refusal
from harmattan.records.outlook import ReferenceEvent, SeriesPoint

GED = (
    "id,relid,type_of_violence,conflict_name,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,longitude,"
    "country,country_id,date_start,date_end,best,high,low\n"
)


def read(path, text, **more):
    path.write_text(text)
    items = list(open_reference(path, lexicon=load(), **more).items)
    return [one for one in items if not isinstance(one, Refusal)], [one for one in items if isinstance(one, Refusal)]


def ged(number, **changes):
    row = {
        "id": f"{number}.0", "relid": "MLI-1", "type": "1", "conflict": "Mali: Government", "a": "Government of Mali",
        "b": "JNIM",
        "prec": "1", "where": "Ber", "adm": "Tombouctou", "lat": "16.84", "lon": "-2.53", "country": "Mali", "gw": "432.0",
        "start": "2023-08-11", "end": "2023-08-13T00:00:00", "best": "6", "high": "16", "low": "6",
    } | changes  # fmt: skip
    return ",".join(row.values()) + "\n"


def test_ged_events_are_read_with_country_cell_and_kind(tmp_path):
    events, refused = read(
        tmp_path / "ged.csv", GED + ged(7) + ged(8, prec="6") + ged(9, type="3", gw="", country="Myanmar (Burma)")
    )
    assert refused == []
    first, country_wide, burma = events
    assert (first.external_id, first.country, first.deaths_best, first.violence) == ("7", "ML", 6.0, "state_based")
    assert (first.date_start, first.date_end, first.actors) == (
        "2023-08-11",
        "2023-08-13",
        ("Government of Mali", "JNIM"),
    )
    assert first.cell == cell_of(16.84, -2.53)
    assert country_wide.cell is None
    assert (burma.country, burma.violence) == ("MM", "one_sided")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"best": "-4"}, "negative"), ({"best": "many"}, "no_number"), ({"best": ""}, "no_number"),
        ({"best": "inf"}, "no_number"),
        ({"start": "2023-13-01"}, "no_date"), ({"end": "2023-01-01"}, "no_date"), ({"type": "9"}, "violence"),
        ({"lat": "123"}, "nowhere"), ({"id": ""}, "no_id"), ({"id": "7"}, "twice"),
    ],
)  # fmt: skip
def test_a_bad_event_is_refused_by_row_and_the_others_count(tmp_path, changes, code):
    events, refused = read(tmp_path / "ged.csv", GED + ged(7) + ged(8, **changes))
    assert [event.external_id for event in events] == ["7"]
    assert [one.code for one in refused] == [code]
    assert refused[0].reason.startswith("row 3: ")


def test_a_table_with_a_column_for_each_country_is_read(tmp_path):
    text = ",Mali,Dem. Rep. Congo,Congo,Unnamed: 3\n2023-01-31,4,5,6,0\n2023-02-28,-1,x,\n2023-02-28,1,2,3,0\nsoon,1,1,1,1\n"
    points, refused = read(tmp_path / "wide.csv", text)
    assert {(one.place, one.month, one.value) for one in points} == {
        ("ML", "2023-01", 4.0), ("CD", "2023-01", 5.0), ("CG", "2023-01", 6.0),
        ("ML", "2023-02", 1.0), ("CD", "2023-02", 2.0), ("CG", "2023-02", 3.0),
    }  # fmt: skip
    assert [one.code for one in refused] == ["no_place", "no_row", "no_month"]
    named, _ = read(tmp_path / "wide.csv", text, keep_names=True)
    assert {one.place for one in named} == {"Mali", "Dem. Rep. Congo", "Congo"}


def test_a_row_for_each_month_is_read_from_csv_and_json_lines(tmp_path):
    text = "year;month;gwno;best\n2023;5;432;8\n2023;6;432;9\n2023;6;432;9\n2023;6;432;10\n2023;6;9999;1\n"
    points, refused = read(tmp_path / "long.csv", text)
    assert {(one.place, one.month, one.value) for one in points} == {("ML", "2023-05", 8.0), ("ML", "2023-06", 9.0)}
    assert [one.code for one in refused] == ["twice", "no_place"]
    lines = [{"place": "Mali", "month": "2023-05", "deaths": 8}, {"place": "Mali", "month": "2023-06", "deaths": None}]
    points, refused = read(tmp_path / "long.jsonl", "\n".join(map(json.dumps, lines)) + "\nno json\n")
    assert [(one.place, one.value) for one in points] == [("ML", 8.0)]
    assert [one.code for one in refused] == ["no_row", "no_number"] or [one.code for one in refused] == [
        "no_number",
        "no_row",
    ]


def test_of_several_versions_of_a_month_the_newest_counts(tmp_path):
    text = "country,month,deaths,known_at\nMali,2023-05,8,2023-06-20\nMali,2023-05,12,2023-09-20\nMali,2023-05,9,2023-07-20\n"
    points, refused = read(tmp_path / "v.csv", text)
    assert [(one.value, one.known_at) for one in points] == [(12.0, "2023-09-20")]
    points, _ = read(tmp_path / "v.csv", text, known_by="2023-08-31")
    assert [(one.value, one.known_at) for one in points] == [(9.0, "2023-07-20")]
    assert refused == []


def test_views_months_and_parts_of_one_state_are_read(tmp_path):
    text = "country_id,country_name,month_id,month,ged_best_sb,ged_best_ns\n59,Sudan,400,2013-04,3,1\n245,Sudan,400,2013-04,2,0\n"
    points, refused = read(tmp_path / "views.csv", text)
    assert {(one.place, one.month, one.target, one.value) for one in points} == {
        ("SD", "2013-04", "deaths_state_based", 5.0), ("SD", "2013-04", "deaths_non_state", 1.0),
    }  # fmt: skip
    assert refused == []
    points, _ = read(tmp_path / "views2.csv", "outcome,month_id,country_id\n7,457,50\n")
    assert [(one.place, one.month) for one in points] == [("ML", "2018-01")]


def test_a_gzip_file_is_opened_and_a_broken_one_named(tmp_path):
    path = tmp_path / "ged.csv.gz"
    path.write_bytes(gzip.compress((GED + ged(7)).encode()))
    assert len(list(open_reference(path, lexicon=load()).items)) == 1
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(InputError, match="broken"):
        open_reference(path, lexicon=load())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"just words\n", "one column"),
        (b"a,b\n1,2\n", "no known kind"),
        (b"\0\1\2" * 50, "no table|one column"),
    ],
)
def test_a_file_of_no_known_kind_is_one_line(tmp_path, content, reason):
    path = tmp_path / "f.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=reason):
        open_reference(path, lexicon=load())
    with pytest.raises(InputError, match="not there"):
        open_reference(tmp_path / "none.csv", lexicon=load())


def test_our_own_report_becomes_events(tmp_path):
    import harmattan
    from harmattan.surfaces.report import render

    text = (
        "BAMAKO, 3 March 2026 - Gunmen killed at least 12 soldiers at Hombori in Mali on 2 March 2026, the army said."
    )
    path = tmp_path / "week.json"
    path.write_text(render(harmattan.report([text]), "json"))
    items = list(open_reference(path, lexicon=load()).items)
    events = [one for one in items if isinstance(one, ReferenceEvent)]
    assert [(one.country, one.deaths_best, one.date_start, one.publisher) for one in events] == [
        ("ML", 12.0, "2026-03-02", "harmattan")
    ]


def test_countries_go_by_every_name_and_number():
    countries = Countries(load())
    for name in ("ML", "mli", "MALI", "Côte d'Ivoire", "Cote d’Ivoire", "S. Sudan", "eSwatini", "DR Congo (Zaire)"):
        assert countries.find(name) is not None, name
    assert countries.find("Congo") == "CG"
    assert countries.find("Atlantis") is None
    assert (countries.of_gw(432), countries.of_gw(345), countries.of_views(50), countries.of_views(246)) == (
        "ML",
        "RS",
        "ML",
        "SS",
    )


def test_cells_are_numbered_from_the_south_west():
    assert cell_of(-90, -180) == 1
    assert cell_of(90, 180) == 360 * 720
    # UCDP's own numbers of three places: in the Central African Republic, Syria and Idlib.
    assert cell_of(5.399784, 26.486881) == 137213
    assert cell_of(34.802462, 36.707602) == 179714
    assert cell_of(35.763369, 36.558974) == 181154
    assert cell_of(91, 0) is None
    assert cell_of(*centre_of(137213)) == 137213
    assert touching([1, 2, 720, 722, 5000])[1] == (2, 720, 722)


def test_every_shared_event_has_ucdps_cell(shared):
    found = 0
    for name in ("ged231_CAR.csv", "ged191_syria.csv.gz"):
        path: Path = shared / "data" / "ucdp" / name
        events = [one for one in open_reference(path, lexicon=load()).items if isinstance(one, ReferenceEvent)]
        found += len(events)
        assert {one.country for one in events} == {"CF" if "CAR" in name else "SY"}
    assert found > 18_000


def test_the_shared_series_has_133_countries(shared):
    path: Path = shared / "data" / "ucdp" / "country_month_1989_2023.csv"
    items = list(open_reference(path, lexicon=load()).items)
    points = [one for one in items if isinstance(one, SeriesPoint)]
    assert len({one.place for one in points}) == 133
    assert all(len(one.place) == 2 for one in points)
    assert [one.code for one in items if isinstance(one, Refusal)] == ["no_place"]

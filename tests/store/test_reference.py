import pytest

from harmattan.errors import SettingsError
from harmattan.records.base import MadeBy
from harmattan.records.outlook import ReferenceEvent, SeriesPoint
from harmattan.store import Filing, ReferenceStore, default_place

MADE = MadeBy(stage="test", version="1")


def point(month, value, place="ML", target="deaths", known_at=None):
    return SeriesPoint(
        id=f"{place}{month}{target}{known_at}",
        made_by=MADE,
        place=place,
        month=month,
        target=target,
        value=value,
        known_at=known_at,
    )


def event(number, day, deaths, country="ML"):
    return ReferenceEvent(
        id=f"e{number}",
        made_by=MADE,
        external_id=str(number),
        date_start=day,
        date_end=day,
        deaths_best=deaths,
        country=country,
    )


@pytest.fixture
def store(tmp_path):
    with ReferenceStore(tmp_path / "kept", create=True) as kept:
        yield kept


def add(store, records, digest, *, series="s", known_at=None, final=True):
    filing = Filing(series=series, file=f"{digest}.csv", digest=digest, known_at=known_at, final=final)
    return store.add(records, filing)


def test_a_newer_vintage_takes_the_place_of_an_older_one_from_the_day_it_was_known(store):
    add(store, [point("2023-01", 5.0), point("2023-02", 6.0)], "old", known_at="2023-03-01")
    add(store, [point("2023-01", 9.0)], "new", known_at="2023-06-01")

    def values(day=None):
        vintage = store.newest("s", day)
        return vintage and {one.month: one.value for one in store.points(vintage, ["deaths"], day)}

    assert values() == {"2023-01": 9.0}
    assert values("2023-04-01") == {"2023-01": 5.0, "2023-02": 6.0}
    assert values("2023-02-01") is None


def test_a_file_that_comes_twice_is_kept_once(store):
    first, new = add(store, [point("2023-01", 5.0)], "same")
    again, new_again = add(store, [point("2023-01", 5.0)], "same")
    assert (new, new_again, first) == (True, False, again)
    assert first.known_at == "2023-01-31"


def test_versions_of_a_row_and_sums_of_targets(store):
    rows = [
        point("2023-01", 5.0, target="a", known_at="2023-02-01"), point("2023-01", 7.0, target="a", known_at="2023-05-01"),
        point("2023-01", 1.0, target="b"), point("2023-02", 1.0, target="b"),
    ]  # fmt: skip
    vintage, _ = add(store, rows, "x")
    assert store.targets(vintage) == ["a", "b"]
    # February lacks one of the two, so that no sum can be given.
    assert [(one.month, one.value) for one in store.points(vintage, ["a", "b"])] == [("2023-01", 8.0)]
    assert [(one.month, one.value) for one in store.points(vintage, ["a", "b"], "2023-03-01")] == [("2023-01", 6.0)]


def test_of_an_event_the_newest_version_counts_and_each_id_once(store):
    add(store, [event(1, "2024-01-03", 4.0), event(2, "2024-01-09", 2.0)], "c1", known_at="2024-02-20", final=False)
    add(store, [event(2, "2024-01-09", 5.0), event(3, "2024-02-09", 1.0)], "c2", known_at="2024-03-20", final=False)
    assert {one.external_id: one.deaths_best for one in store.events("s")} == {"1": 4.0, "2": 5.0, "3": 1.0}
    assert {one.external_id: one.deaths_best for one in store.events("s", "2024-03-01")} == {"1": 4.0, "2": 2.0}


def test_a_final_file_takes_the_place_of_candidates_where_it_covers_them(store):
    candidates = [event(1, "2024-01-03", 4.0), event(2, "2024-03-03", 2.0), event(3, "2024-01-05", 8.0, "NE")]
    add(store, candidates, "c", known_at="2024-04-01", final=False)
    add(store, [event(91, "2024-01-03", 6.0)], "f", known_at="2025-06-01")
    assert {one.external_id for one in store.events("s")} == {"91", "2", "3"}
    assert {one.external_id for one in store.events("s", "2024-12-31")} == {"1", "2", "3"}


def test_events_and_counts_are_never_one_series(store):
    add(store, [point("2023-01", 5.0)], "x")
    with pytest.raises(SettingsError, match="--series"):
        add(store, [event(1, "2024-01-03", 4.0)], "y")
    with pytest.raises(SettingsError, match="not one usable record"):
        add(store, [], "z")


def test_what_is_forgotten_is_gone(store):
    vintage, _ = add(store, [point("2023-01", 5.0)], "x")
    assert store.forget(vintage.id)
    assert not store.forget(vintage.id)
    assert store.vintages() == []


def test_a_folder_without_data_says_what_to_do(tmp_path, monkeypatch):
    with pytest.raises(SettingsError, match="harmattan reference add PATH"):
        ReferenceStore(tmp_path / "none")
    assert not (tmp_path / "none").exists()
    monkeypatch.setenv("HARMATTAN_STORE", str(tmp_path / "mine"))
    assert default_place() == tmp_path / "mine"

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from dumps import named, row

from harmattan.errors import InputError, OutputError
from harmattan.lexicons import load
from harmattan.plugins.places import standard_places, store
from harmattan.plugins.places.pack import pack


@pytest.fixture
def small(monkeypatch):
    """The default index is small here; returns the list of those that were built."""
    built = []

    def build(path):
        built.append(path)
        return pack([named("Worldtown", number=9)], path, name="default", source="test")

    monkeypatch.setattr(store, "build_default", build)
    return built


def test_the_default_index_is_built_once_and_then_opened(tmp_path, small):
    told = []
    assert store.default_index(tmp_path, tell=told.append).find("Worldtown")
    assert store.default_index(tmp_path, tell=told.append).find("Worldtown")
    assert (len(small), len(told)) == (1, 1)


def test_several_at_once_build_it_once(tmp_path, small):
    threads = [threading.Thread(target=store.default_index, args=(tmp_path,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(small) == 1


def test_a_broken_default_index_and_one_of_an_earlier_version_are_replaced(tmp_path, small):
    (tmp_path / f"{store.default_name()}.places").write_bytes(b"half")
    (tmp_path / "default-0-old.places").write_bytes(b"old")
    assert store.default_index(tmp_path).find("Worldtown")
    assert [path.name for path in tmp_path.glob("*.places")] == [f"{store.default_name()}.places"]


def test_a_folder_that_cannot_be_written_to_is_one_line(tmp_path, small):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="HARMATTAN_PLACES"):
        store.default_index(tmp_path / "file" / "places")


def test_without_a_folder_the_lexicon_is_known_alone_and_that_is_said(tmp_path, small, capsys):
    (tmp_path / "file").write_text("")
    places = standard_places(load(), folder=tmp_path / "file" / "places")
    assert places.find("Kidal")
    assert "not known in this run" in capsys.readouterr().err


def test_a_dump_is_added_found_replaced_and_removed(tmp_path, small, dump):
    folder = tmp_path / "places"
    added = store.add_dump(dump(row(1, "Tinyville"), "broken\n"), folder=folder)
    assert (added.header.name, added.header.places, added.refused) == ("ML", 1, 1)
    assert added.examples[0].line == 2
    assert standard_places(load(), folder=folder).find("Tinyville")
    store.add_dump(dump(row(1, "Otherville")), folder=folder)
    places = standard_places(load(), folder=folder)
    assert places.find("Otherville")
    assert not places.find("Tinyville")
    store.remove_index("ML", folder=folder)
    assert store.added_indexes(folder) == []


def test_a_dump_that_fails_changes_nothing(tmp_path, dump):
    folder = tmp_path / "places"
    store.add_dump(dump(row(1, "Tinyville")), folder=folder)
    with pytest.raises(InputError):
        store.add_dump(dump(row(2, "Otherville"), "2\tcut"), folder=folder)
    (index,) = store.added_indexes(folder)
    assert index.find("Tinyville")
    assert {path.name for path in folder.iterdir()} == {"ML.places", ".lock"}


KILLED = """
import sys, time
from pathlib import Path
from harmattan.plugins.places import store
from harmattan.plugins.places.pack import Named
from harmattan.ports import Bearer

def endless(*given, **more):
    for number in range(20):
        yield Named(place=Bearer(f"gn-{number}", f"Halfville {number}", 14.0, -4.0, "ML", "village"))
    print("half", flush=True)
    time.sleep(600)

store.read_dump = endless
store.add_dump(Path(sys.argv[1]), folder=Path(sys.argv[2]))
"""


def test_a_run_killed_midway_leaves_no_index_and_the_next_one_clears_its_rest(tmp_path, dump):
    folder = tmp_path / "places"
    store.add_dump(dump(row(1, "Tinyville")), folder=folder)
    run = subprocess.Popen([sys.executable, "-c", KILLED, "ML.txt", str(folder)], stdout=subprocess.PIPE)
    assert run.stdout is not None
    assert run.stdout.readline() == b"half\n"
    run.kill()
    run.wait()
    run.stdout.close()
    (index,) = store.added_indexes(folder)
    assert index.find("Tinyville")
    assert len(list(folder.glob(".packing-*"))) == 1
    store.add_dump(dump(row(2, "Otherville")), folder=folder)
    assert {path.name for path in folder.iterdir()} == {"ML.places", ".lock"}


def test_what_was_not_added_cannot_be_removed(tmp_path, small):
    store.default_index(tmp_path)
    for name in ("NE", store.default_name(), "../x"):
        with pytest.raises(InputError, match="no index of this name"):
            store.remove_index(name, folder=tmp_path)


def test_a_broken_index_is_said_and_left_out(tmp_path, small, capsys):
    (tmp_path / "ML.places").write_bytes(b"half")
    assert standard_places(load(), folder=tmp_path).find("Worldtown")
    assert "ML.places" in capsys.readouterr().err


def test_the_shipped_default_knows_the_world():
    index = store.default_index()
    assert {"FR", "US"} <= {bearer.country for bearer in index.find("Nice")}
    assert any(bearer.feature == "region" and bearer.country == "DE" for bearer in index.find("Bavaria"))
    assert len(index) > 230_000

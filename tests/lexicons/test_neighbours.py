from __future__ import annotations

import pytest

from harmattan.lexicons import load
from harmattan.lexicons.neighbours import TWICE, Neighbours, neighbours, pack
from harmattan.stages.reading.damage.faith import said


@pytest.fixture(scope="module")
def table() -> Neighbours:
    found = neighbours("en")
    assert found is not None
    return found


def meant(table: Neighbours, word: str) -> list[str]:
    row = table.rows[word]
    return [table.meant[at] for at in table.at[table.starts[row] : table.starts[row + 1]]]


@pytest.mark.parametrize(
    ("observed", "original"),
    [
        ("whitethorn", "may"),
        ("beryllium", "be"),
        ("astir", "about"),
        ("betwixt", "between"),
        ("successful", "in"),
        ("subject", "military"),
        ("soldiery", "troops"),
        ("onslaughts", "attacks"),
    ],
)
def test_a_neighbour_leads_back_to_the_words_that_it_is_put_in_for(table, observed, original):
    assert original in meant(table, observed)


@pytest.mark.parametrize(
    ("observed", "between", "original"), [("fig", "figure", "number"), ("portion", "part", "region")]
)
def test_what_takes_two_steps_stands_behind_what_takes_one(table, observed, between, original):
    row = table.rows[observed]
    ways = table.ways[table.starts[row] : table.starts[row + 1]].tolist()
    found = dict(zip(meant(table, observed), ways, strict=True))
    assert found[original] & TWICE
    assert not found[between] & TWICE
    twice = [way & TWICE > 0 for way in ways]
    assert twice == sorted(twice)


def test_no_number_and_no_denial_stands_on_either_side(table):
    lexicon = load()
    for word in [*table.rows, *table.meant]:
        assert said(word, "en", lexicon) == (frozenset(), False), word


def test_shares_are_logarithms_and_the_rows_are_whole(table):
    assert table.starts[0] == 0
    assert table.starts[-1] == len(table.at) == len(table.shares) == len(table.ways)
    assert table.at.max() < len(table.meant)
    assert float(table.shares.max()) <= 0
    assert int(table.ways.min()) > 0


def test_a_packed_table_reads_as_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr("harmattan.lexicons.neighbours._DATA", tmp_path)
    (tmp_path / "xx.z").write_bytes(
        pack({"astir": {"about": (0.5, 1), "active": (0.25, 2)}, "aft": {"after": (1.0, 1)}}, ["aft"])
    )
    found = neighbours("xx")
    assert found is not None
    assert (meant(found, "astir"), meant(found, "aft")) == (["about", "active"], ["after"])
    assert [round(float(share), 2) for share in found.shares] == [-0.31, -0.59, 0.0]
    assert found.ways.tolist() == [1, 2, 1]
    assert found.names == {"aft"}
    assert neighbours("yy") is None


def test_names_are_told_from_words(table):
    assert {"gao", "alabama"} <= table.names
    assert not {"astir", "successful", "may"} & table.names

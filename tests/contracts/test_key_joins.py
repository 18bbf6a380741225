"""What every join of keys finds, however it does it."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from harmattan import pipeline
from harmattan.executors import DuckKeyJoin, InlineKeyJoin, key_join
from harmattan.executors.joins import MANY_RECORDS
from harmattan.ports import KeyJoin

BULK: dict[str, Callable[[], KeyJoin]] = {"inline": InlineKeyJoin, "duckdb": DuckKeyJoin}


@pytest.fixture(params=sorted(BULK))
def bulk(request: pytest.FixtureRequest) -> KeyJoin:
    if request.param == "duckdb":
        pytest.importorskip("duckdb", reason="the bulk extra is not installed")
    return BULK[request.param]()


def test_rows_that_share_a_key_meet_once_however_many_keys_they_share(bulk: KeyJoin) -> None:
    left = [(1, "a"), (1, "b"), (2, "b"), (3, "c")]
    right = [(7, "a"), (7, "b"), (8, "b"), (8, "b"), (9, "z")]
    assert sorted(bulk.meet(left, right)) == [(1, 7), (1, 8), (2, 7), (2, 8)]


def test_nothing_meets_nothing(bulk: KeyJoin) -> None:
    assert list(bulk.meet([], [(1, "a")])) == []
    assert list(bulk.meet([(1, "a")], [])) == []


def test_both_sides_may_be_streams(bulk: KeyJoin) -> None:
    assert list(bulk.meet(iter([(1, "é")]), iter([(1, "é")]))) == [(1, 1)]


def test_records_are_joined_alike_whoever_joins_their_keys(bulk: KeyJoin) -> None:
    rng = random.Random(4)
    rows = [
        {
            "id": f"r{number}", "date_start": f"2031-05-{rng.randrange(1, 9):02d}", "latitude": 10 + rng.random(),
            "longitude": rng.choice((1.0, None)), "city": rng.choice(("Tanezri", "Ber")), "deaths_best": rng.randrange(4),
        }
        for number in range(120)
    ]  # fmt: skip
    rows = [row | ({"latitude": None} if row["longitude"] is None else {}) for row in rows]
    assert pipeline.join(rows, bulk=bulk).memberships == pipeline.join(rows, bulk=InlineKeyJoin()).memberships


def test_which_join_is_taken_depends_on_how_much_there_is_to_join() -> None:
    pytest.importorskip("duckdb", reason="the bulk extra is not installed")
    assert (key_join(1000).name, key_join(MANY_RECORDS + 1).name) == ("inline", "duckdb")


def test_it_has_a_name(bulk: KeyJoin) -> None:
    assert bulk.name

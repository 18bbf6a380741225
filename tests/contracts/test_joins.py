"""What every join keeps, whatever runs it."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from harmattan.errors import SettingsError
from harmattan.executors import DuckJoin
from harmattan.ports import BulkJoin
from harmattan.stages.lineages.joins import ArrayJoin

JOINS: dict[str, Callable[[], BulkJoin]] = {"arrays": ArrayJoin, "duckdb": lambda: DuckJoin(memory="200MB", threads=1)}


@pytest.fixture(params=sorted(JOINS))
def join(request: pytest.FixtureRequest) -> BulkJoin:
    return JOINS[request.param]()


def pairs(join: BulkJoin, postings: list[tuple[int, int]], anchors: int, least: int) -> list[tuple[int, int, int]]:
    keys = np.array([key for key, _ in postings], np.uint64)
    rows = np.array([row for _, row in postings], np.int32)
    return list(zip(*(each.tolist() for each in join.share(keys, rows, anchors=anchors, least=least)), strict=True))


def test_no_postings_give_no_pairs(join: BulkJoin) -> None:
    assert pairs(join, [], 4, 1) == []


def test_rows_that_share_enough_keys_are_paired_the_younger_first(join: BulkJoin) -> None:
    postings = [(7, 3), (9, 3), (7, 1), (9, 1), (7, 2), (2**64 - 1, 2), (5, 0)]
    assert pairs(join, postings, 4, 2) == [(3, 1, 2)]
    assert pairs(join, postings, 4, 1) == [(2, 1, 1), (3, 1, 2), (3, 2, 1)]


def test_only_the_lowest_rows_of_a_key_are_anchors(join: BulkJoin) -> None:
    assert pairs(join, [(7, row) for row in (5, 1, 3, 4)], 2, 1) == [
        (3, 1, 1),
        (4, 1, 1),
        (4, 3, 1),
        (5, 1, 1),
        (5, 3, 1),
    ]


postings = some.lists(some.tuples(some.integers(0, 6), some.integers(0, 8)), unique=True, max_size=40)


@settings(max_examples=25, deadline=None)
@given(postings, some.integers(1, 4), some.integers(1, 3))
def test_all_joins_say_the_same(drawn: list[tuple[int, int]], anchors: int, least: int) -> None:
    found = [pairs(make(), drawn, anchors, least) for make in JOINS.values()]
    assert found[0] == found[1]


def test_keys_joined_in_parts_are_joined_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(7)
    spread = (rng.integers(0, 40, 600).astype(np.uint64) * np.uint64(2**64 // 40)).tolist()
    drawn = sorted(
        {(key, int(row)) for key, row in zip([*spread, 2**64 - 1, 2**64 - 1], rng.integers(0, 90, 602), strict=True)}
    )
    whole = pairs(ArrayJoin(), drawn, 3, 2)
    monkeypatch.setattr("harmattan.executors.joins.PART", 50)
    assert whole
    assert pairs(DuckJoin(memory="200MB", threads=1), drawn, 3, 2) == whole


def test_without_duckdb_a_join_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *rest: Any, **named: Any) -> Any:
        if name == "duckdb":
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(SettingsError, match=r"harmattan\[bulk\]"):
        DuckJoin().share(np.zeros(2, np.uint64), np.arange(2, dtype=np.int32), anchors=1, least=1)

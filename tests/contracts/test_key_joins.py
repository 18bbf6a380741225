"""What every join of keys finds, however it does it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harmattan.executors import InlineKeyJoin
from harmattan.ports import KeyJoin

BULK: dict[str, Callable[[], KeyJoin]] = {"inline": InlineKeyJoin}


@pytest.fixture(params=sorted(BULK))
def bulk(request: pytest.FixtureRequest) -> KeyJoin:
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


def test_it_has_a_name(bulk: KeyJoin) -> None:
    assert bulk.name

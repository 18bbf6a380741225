"""What every bulk join finds, however it does it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harmattan.executors import InlineBulkJoin
from harmattan.ports import BulkJoin

BULK: dict[str, Callable[[], BulkJoin]] = {"inline": InlineBulkJoin}


@pytest.fixture(params=sorted(BULK))
def bulk(request: pytest.FixtureRequest) -> BulkJoin:
    return BULK[request.param]()


def test_rows_that_share_a_key_meet_once_however_many_keys_they_share(bulk: BulkJoin) -> None:
    left = [(1, "a"), (1, "b"), (2, "b"), (3, "c")]
    right = [(7, "a"), (7, "b"), (8, "b"), (8, "b"), (9, "z")]
    assert sorted(bulk.meet(left, right)) == [(1, 7), (1, 8), (2, 7), (2, 8)]


def test_nothing_meets_nothing(bulk: BulkJoin) -> None:
    assert list(bulk.meet([], [(1, "a")])) == []
    assert list(bulk.meet([(1, "a")], [])) == []


def test_both_sides_may_be_streams(bulk: BulkJoin) -> None:
    assert list(bulk.meet(iter([(1, "é")]), iter([(1, "é")]))) == [(1, 1)]


def test_it_has_a_name(bulk: BulkJoin) -> None:
    assert bulk.name

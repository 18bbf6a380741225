"""What every executor keeps, whatever runs the work.

Work is taken from the standard library: another process must be able to import it.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator

import pytest

from harmattan.errors import HarmattanError, SettingsError
from harmattan.executors import Inline, Processes
from harmattan.ports import Executor

EXECUTORS: dict[str, Callable[[], Executor]] = {"inline": Inline, "processes": lambda: Processes(2)}


@pytest.fixture(params=sorted(EXECUTORS))
def executor(request: pytest.FixtureRequest) -> Executor:
    return EXECUTORS[request.param]()


def test_results_come_in_the_order_of_the_parts(executor: Executor) -> None:
    assert list(executor.map(math.factorial, range(20))) == [math.factorial(number) for number in range(20)]


def test_no_parts_give_no_results(executor: Executor) -> None:
    assert list(executor.map(abs, ())) == []


def test_an_error_of_the_work_reaches_the_caller_after_the_results_before_it(executor: Executor) -> None:
    results = executor.map(int, ["0", "1", "2", "three", "4", "5"])
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="three"):
        next(results)


def test_an_endless_feed_is_read_only_as_far_as_it_is_used(executor: Executor) -> None:
    taken = []

    def feed() -> Iterator[int]:
        number = 0
        while True:
            taken.append(number)
            yield number
            number += 1

    results = executor.map(abs, feed())
    assert next(results) == 0
    assert len(taken) < 10
    results.close()  # type: ignore[attr-defined]


def test_a_process_that_dies_is_told_in_one_line() -> None:
    with pytest.raises(HarmattanError, match="fewer jobs") as caught:
        list(Processes(1).map(os._exit, [1]))
    assert "\n" not in str(caught.value)


def test_no_jobs_are_no_executor() -> None:
    with pytest.raises(SettingsError):
        Processes(0)

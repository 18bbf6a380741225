"""Many texts to be judged: given out in parts, to an executor where there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import TypeVar

from harmattan.ports import Executor
from harmattan.stages.lineages.candidates import Candidates
from harmattan.stages.lineages.judge import Finding, Judgement, Task, judge, renumbered
from harmattan.stages.lineages.packs import pack
from harmattan.stages.lineages.pairs import Side
from harmattan.stages.lineages.prints import Print
from harmattan.stages.lineages.settings import LineageSettings

T = TypeVar("T")
R = TypeVar("R")

JOBS = 400
"""Texts that go to an executor together to be judged."""
LARGE = 20_000
"""Words from which a text is judged in the calling process: it would be sent again and again."""

Job = tuple[int, list[int]]


def run(work: Callable[[T], R], parts: Iterable[T], executor: Executor | None) -> Iterator[R]:
    """Yield what comes of the parts, in order; one part alone is not worth an executor."""
    left = iter(parts)
    first = list(islice(left, 2))
    if executor is None or len(first) < 2:
        yield from map(work, chain(first, left))
    else:
        yield from executor.map(work, chain(first, left))


def judged(
    asked: Candidates, read: Callable[[int], Print], settings: LineageSettings, executor: Executor | None
) -> Iterator[tuple[int, Finding]]:
    """Yield what is found about each text, by number. `read` gives the print of a number."""
    waiting: list[Job] = []
    large: list[Job] = []

    def tasks() -> Iterator[Task]:
        batch: list[Job] = []
        held: dict[int, Print] = {}
        for number, older in asked:
            for each in (number, *older):
                if each not in held:
                    held[each] = read(each)
            if any(len(held[each].codes) > LARGE for each in (number, *older)):
                large.append((number, older))
                continue
            batch.append((number, older))
            if len(batch) >= JOBS:
                yield _task(batch, held, waiting)
                batch, held = [], {}
        if batch:
            yield _task(batch, held, waiting)

    done = 0
    for findings in run(Judgement(settings), tasks(), executor):
        for finding in findings:
            number, numbers = waiting[done]
            waiting[done] = (number, [])
            done += 1
            yield number, renumbered(finding, numbers)
    sides: dict[int, Side] = {}
    for number, older in large:
        for each in (number, *older):
            if each not in sides:
                sides[each] = Side(read(each))
        yield number, renumbered(judge(sides[number], [sides[each] for each in older], settings), older)


def _task(batch: list[Job], held: Mapping[int, Print], waiting: list[Job]) -> Task:
    """Return a task, and note in `waiting` which text each of its findings is about and what its numbers mean."""
    numbers = sorted({each for number, older in batch for each in (number, *older)})
    places = {number: place for place, number in enumerate(numbers)}
    waiting.extend((number, numbers) for number, _ in batch)
    return Task(
        pack([held[number] for number in numbers]),
        [(places[number], [places[each] for each in older]) for number, older in batch],
    )

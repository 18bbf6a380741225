"""Many texts to be judged: given out in parts, to an executor where there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Protocol, TypeVar

import msgspec

from harmattan.ports import Executor
from harmattan.records.lineage import SharedSpan
from harmattan.stages.lineages.candidates import Candidates
from harmattan.stages.lineages.findings import encoded
from harmattan.stages.lineages.judge import Finding, Job, Kin, judge
from harmattan.stages.lineages.packs import Pack
from harmattan.stages.lineages.pairs import sides_of
from harmattan.stages.lineages.prints import Print
from harmattan.stages.lineages.settings import LineageSettings

T = TypeVar("T")
R = TypeVar("R")

JOBS = 1000
"""Texts that go to an executor together to be judged: the more, the more have older ones in common."""
LARGE = 20_000
"""Words from which a text is judged in the calling process: it would be sent again and again."""
Found = list[tuple[int, bytes]]
"""Texts by number, with what was found about each."""


def run(work: Callable[[T], R], parts: Iterable[T], executor: Executor | None) -> Iterator[R]:
    """Yield what comes of the parts, in order; one part alone is not worth an executor."""
    left = iter(parts)
    first = list(islice(left, 2))
    if executor is None or len(first) < 2:
        yield from map(work, chain(first, left))
    else:
        yield from executor.map(work, chain(first, left))


class Task(msgspec.Struct, frozen=True):
    """Texts with their numbers, and of which older ones (oldest first) each child may be made: work for an executor."""

    texts: Pack
    numbers: list[int]
    jobs: list[tuple[int, list[int]]]
    """Places in `texts`."""


class Judgement:
    """Work for an executor: what was found about the children of a task."""

    def __init__(self, settings: LineageSettings) -> None:
        self.settings = settings

    def __call__(self, task: Task) -> Found:
        """Return the number of each child and what was found about it."""
        sides, numbers = sides_of(task.texts), task.numbers
        jobs = (
            Job(sides[child], [sides[each] for each in older], [numbers[each] for each in older])
            for child, older in task.jobs
        )
        children = (numbers[child] for child, _ in task.jobs)
        return list(zip(children, map(encoded, judge(jobs, self.settings)), strict=True))


class Texts(Protocol):
    """Texts by number."""

    def words(self, number: int) -> int:
        """Return how many words a text has at most."""
        ...

    def pack(self, numbers: Sequence[int]) -> Pack:
        """Return some texts as one pack."""
        ...


def judged(
    asked: Candidates, texts: Texts, settings: LineageSettings, executor: Executor | None
) -> Iterator[tuple[int, bytes]]:
    """Yield what is found about each text that has candidates, by number."""
    large: list[tuple[int, list[int]]] = []

    def tasks() -> Iterator[Task]:
        left = iter(asked)
        while part := list(islice(left, JOBS)):
            small: list[tuple[int, list[int]]] = []
            for child, older in part:
                fits = texts.words(child) <= LARGE and all(texts.words(each) <= LARGE for each in older)
                (small if fits else large).append((child, older))
            if small:
                yield _task(small, texts)

    judgement = Judgement(settings)
    for found in run(judgement, tasks(), executor):
        yield from found
    for job in large:
        yield from judgement(_task([job], texts))


def _task(jobs: Sequence[tuple[int, list[int]]], texts: Texts) -> Task:
    numbers = sorted({each for child, older in jobs for each in (child, *older)})
    places = {number: place for place, number in enumerate(numbers)}
    placed = [(places[child], [places[each] for each in older]) for child, older in jobs]
    return Task(texts.pack(numbers), numbers, placed)


def twin(item: Print, first: Print, number: int) -> Finding:
    """Return the finding of a text whose words are those of an older one, `number`."""
    start, end = item.span(0, len(item.codes))
    parent_start, parent_end = first.span(0, len(first.codes))
    span = SharedSpan(start=start, end=end, parent_start=parent_start, parent_end=parent_end)
    if item.spun and not first.spun:
        return Finding((Kin(number, "spun", 1.0, (span,), "the same once its swapped words are read as they were"),))
    return Finding((Kin(number, "copy", 1.0, (span,), "word for word the same"),))

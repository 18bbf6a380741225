"""Asks what words were put in for, of several texts at once: the repair of one waits until others come to their question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple, TypeVar

from harmattan.stages.reading.damage.guess import Asked, Guess, Guesser
from harmattan.stages.reading.damage.networks import Networks

T = TypeVar("T")
_TOGETHER = 4_000
"""So many tokens are looked at together: more would not stay near the processor."""


class Question(NamedTuple):
    """What a repair wants to know of the words of a text."""

    guesser: Guesser
    networks: Networks
    whole: bool
    """Whether an encoder reads the text."""
    asked: Asked


Answers = Generator[Question, list[Guess], T]
"""Work that asks questions, each answered by guesses, and comes to a result."""


def answered(works: Sequence[Answers[T]]) -> list[T]:
    """Return what each work comes to, its questions answered together with those of the others."""
    results: dict[int, T] = {}
    questions: dict[int, Question] = {}
    for number, work in enumerate(works):
        # Most texts raise no question.
        try:
            questions[number] = next(work)
        except StopIteration as end:
            results[number] = end.value
    while questions:
        answers, questions = list(_answers(questions)), {}
        for number, answer in answers:
            try:
                questions[number] = works[number].send(answer)
            except StopIteration as end:
                results[number] = end.value
    return [results[number] for number in range(len(works))]


def _answers(questions: dict[int, Question]) -> Iterator[tuple[int, list[Guess]]]:
    alike: defaultdict[Guesser, list[int]] = defaultdict(list)
    for number, (guesser, networks, whole, asked) in questions.items():
        if whole:
            yield number, guesser.guess(asked.tokens, networks, floors=asked.floors)
        else:
            alike[guesser].append(number)
    for guesser, numbers in alike.items():
        for some in _portions(numbers, questions):
            found = guesser.guess_all([questions[number].asked for number in some], questions[some[0]].networks)
            yield from zip(some, found, strict=True)


def _portions(numbers: Sequence[int], questions: dict[int, Question]) -> Iterator[list[int]]:
    """Yield the questions of one language, as many at once as are looked at together."""
    some: list[int] = []
    tokens = 0
    for number in numbers:
        tokens += len(questions[number].asked.tokens)
        if some and tokens > _TOGETHER:
            yield some
            some, tokens = [], len(questions[number].asked.tokens)
        some.append(number)
    if some:
        yield some

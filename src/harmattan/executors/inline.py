"""Work in the calling process, one part at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Inline:
    """Runs work where it is called. Reads the next part only once the last result was taken."""

    def map(self, work: Callable[[T], R], parts: Iterable[T]) -> Iterator[R]:
        """Yield work(part) for each part, in order; an exception of the work goes to the caller."""
        for part in parts:
            yield work(part)

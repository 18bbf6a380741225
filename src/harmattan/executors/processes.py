"""Work in several processes of this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from harmattan.errors import HarmattanError, SettingsError

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")


class Processes:
    """Runs work in `jobs` spawned processes that live as long as one `map`.

    Work, parts and results are pickled, so the work is a module's own function or an instance of its class. Parts are
    read ahead only so far that every process is busy: an endless feed is fine. What is dear to load (a lexicon, a
    grammar) is loaded by each process once if the work keeps it in a cache of its module.

    Raises SettingsError for fewer than one job, HarmattanError where a process dies.
    """

    def __init__(self, jobs: int) -> None:
        if jobs < 1:
            raise SettingsError(f"{jobs} jobs: at least 1 is needed")
        self.jobs = jobs

    def map(self, work: Callable[[T], R], parts: Iterable[T]) -> Iterator[R]:
        """Yield work(part) for each part, in order; an exception of the work goes to the caller."""
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool

        # Spawned, not forked: a parser's threads and locks do not survive a fork, and every system then behaves alike.
        pool = ProcessPoolExecutor(self.jobs, mp_context=multiprocessing.get_context("spawn"))
        ahead: deque[Future[R]] = deque()
        try:
            for part in parts:
                ahead.append(pool.submit(work, part))
                if len(ahead) > 2 * self.jobs:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        except BrokenProcessPool as error:
            raise HarmattanError("a worker process died, perhaps for want of memory; try fewer jobs") from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

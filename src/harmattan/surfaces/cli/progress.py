"""How far a run has come, for whoever watches."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from harmattan.plugins.sources import STDIN, open_source

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")
_SMALL = 2_000_000
"""Bytes below which a file is read before anybody could look."""
Tell = Callable[[str, int], None]
_UNCOUNTED = (
    ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".warc", ".rss", ".atom", ".rdf", ".xml", ".gz", ".zip",
)  # fmt: skip
"""Files that may hold many documents."""


@contextlib.contextmanager
def watched(paths: Sequence[str]) -> Iterator[Tell | None]:
    """Show a bar on standard error where that is a terminal and there is more than one document; else None."""
    total = _count(paths)
    if total == 1 or not sys.stderr.isatty():
        yield None
        return
    with _bar() as bar:
        task = bar.add_task("documents", total=total)

        def tell(stage: str, count: int) -> None:
            if stage == "claims":
                bar.update(task, completed=count)
            else:
                bar.update(task, description=stage, total=None)

        yield tell


@contextlib.contextmanager
def steps(what: str) -> Iterator[Tell]:
    """Show on standard error, where that is a terminal, which stage of a long computation runs and which step of it."""
    if not sys.stderr.isatty():
        yield lambda stage, count: None
        return
    with _bar() as bar:
        task = bar.add_task(what, total=None)
        yield lambda stage, count: bar.update(task, description=stage, completed=count)


def counted(items: Iterable[T], what: str, total: int) -> Iterator[T]:
    """Yield the items, and show on standard error how many are done, where that is a terminal and there are several."""
    if total <= 1 or not sys.stderr.isatty():
        yield from items
        return
    with _bar() as bar:
        task = bar.add_task(what, total=total)
        for item in items:
            yield item
            bar.advance(task)


def counting(items: Iterable[T], paths: Sequence[str]) -> Iterator[T]:
    """Yield the items, and show on standard error how many came, of as many as the paths are known to hold."""
    total = _count(paths) if sys.stderr.isatty() else 1
    if total == 1:
        yield from items
        return
    with _bar() as bar:
        task = bar.add_task("documents", total=total)
        for item in items:
            yield item
            bar.advance(task)
        bar.update(task, description="lineages", total=None)


@contextlib.contextmanager
def bytes_read(path: Path) -> Iterator[Callable[[int], None] | None]:
    """Show on standard error how much of a file has been read, where that is a terminal; yield what to tell it to."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    if size < _SMALL or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(path.name, total=size)
        yield lambda count: bar.update(task, completed=count)


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _count(paths: Sequence[str]) -> int | None:
    """Return how many documents the paths hold; None where only reading them tells."""
    found = [path for path in open_source(paths).found() if isinstance(path, str)]
    if any(path == STDIN or path.lower().endswith(_UNCOUNTED) for path in found):
        return None
    return len(found)

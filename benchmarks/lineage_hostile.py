"""Inputs that are sent to break the tracing of lineages: time, memory and whether the answer is right.

    python benchmarks/lineage_hostile.py [--scale S]

A million documents of the same words; a million reports of their own that all hold one paragraph; a million empty ones; a million
copies of one report, each with a line of its own; one text of 50 MB, a piece of it and a report that has nothing to do with it.
`--scale 0.1` takes a tenth of each. Each case runs in a process of its own; memory is the most that the process held.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from harmattan.records.base import MadeBy, record_id
from harmattan.records.document import Document
from harmattan.stages.lineages import LineageIndex

MADE_BY = MadeBy(stage="reading", version="benchmark")
STORY = " ".join(f"tale{place}" for place in range(100))
PARAGRAPH = " ".join(f"said{place}" for place in range(40))


def document(number: int, text: str) -> Document:
    """Return a text as a document."""
    return Document(
        id=record_id("doc", number),
        made_by=MADE_BY,
        external_id=str(number),
        published=f"2031-01-01T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}",
        language="en",
        text=text,
        media_type="text/plain",
    )


def own(number: int) -> str:
    """Return a hundred words that no other report has."""
    return " ".join(f"own{number}x{place}" for place in range(100))


Made = tuple[Iterator[str], Callable[[list[int], list[int]], bool]]


def identical(scale: float) -> Made:
    """One lineage."""
    count = round(1e6 * scale)
    return (STORY for _ in range(count)), lambda texts, sources: texts == [count] and not sources


def one_paragraph(scale: float) -> Made:
    """As many lineages of texts as reports, and one of the source of the paragraph."""
    count = round(1e6 * scale)
    texts = (f"{own(number)} {PARAGRAPH}" for number in range(count))
    return texts, lambda texts, sources: len(texts) == count and sources == [count]


def empty(scale: float) -> Made:
    """Nobody's copies."""
    count = round(1e6 * scale)
    return ("" for _ in range(count)), lambda texts, sources: len(texts) == count and not sources


def changed(scale: float) -> Made:
    """One lineage."""
    count = round(1e6 * scale)
    return (f"{STORY} paper {number} has it" for number in range(count)), lambda texts, sources: texts == [count]


def long(scale: float) -> Made:
    """The piece belongs to the long text, the other report to nobody."""
    words = [f"w{place % 400_000}y{place}" for place in range(round(3_300_000 * scale))]
    texts = [" ".join(words), " ".join(words[len(words) // 2 :][:300]), own(1)]
    return iter(texts), lambda texts, sources: sorted(texts) == [1, 2]


CASES: dict[str, Callable[[float], Made]] = {
    "identical": identical, "one paragraph in all": one_paragraph, "empty": empty, "changed copies": changed,
    "one of 50 MB": long,
}  # fmt: skip


def run(name: str, scale: float) -> None:
    """Run one case and print its figures as JSON."""
    texts, right = CASES[name](scale)
    begun = time.perf_counter()
    index = LineageIndex(capacity=round(1e6 * scale))
    count = index.add(document(number, text) for number, text in enumerate(texts))
    sizes: dict[str, list[int]] = {"text": [], "source": []}
    for lineage in index.lineages():
        sizes[lineage.kind].append(len(lineage.members))
    figures = {
        "documents": count,
        "clock": time.perf_counter() - begun,
        "processor": time.process_time(),
        "MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "right": right(sizes["text"], sizes["source"]),
    }
    print(json.dumps(figures))


def main() -> None:
    """Print a line for each case."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--case", choices=list(CASES), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.case:
        run(options.case, options.scale)
        return
    for name in CASES:
        command = [sys.executable, __file__, "--case", name, "--scale", str(options.scale)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{name:22} failed: {done.stderr.strip().splitlines()[-1:]}", flush=True)
            continue
        told = json.loads(done.stdout.splitlines()[-1])
        print(
            f"{name:22} {told['documents']:9} documents; {told['clock']:.0f} s, {told['processor']:.0f} s of processor;"
            f" {told['MiB']:.0f} MiB; {'right' if told['right'] else 'WRONG'}; load {os.getloadavg()[0]:.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()

"""Time from HTML bytes to documents, beside the bare main-text extractor that reading calls, on small and on full pages.

    python benchmarks/reading_speed.py [--pages N] [--rounds N]

The pages are MUC-4 dev reports set into frames of our own (`web_frames.py`): a bare one, and one with all that a news site puts
around a report, 30 to 150 kB. The frames are invented, so what is kept says that nothing is lost on such pages, not how pages of
the web are read. The peer is trafilatura, from bytes: as it is called by default, and with the very options that reading asks it
with, which spare it readers' comments. The ways take turns; prints the medians over the rounds of processor time, and of the
ratios within a round.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType

import trafilatura

from corpora import muc4_texts
from harmattan.lexicons import Lexicon, load
from harmattan.ports import Blob
from harmattan.records.document import Document
from harmattan.stages.reading import doubtful, read
from harmattan.stages.reading.formats.html import extraction_options
from web_frames import RESIDUE, bare_page, full_page

PEER = "trafilatura, text alone"
DEFAULT = "trafilatura by default, text alone"
READING = "reading, bytes to documents"
DAMAGE = "of which the look for damage"


def share(text: str, got: str) -> float:
    """Return the share of the different words of a report that came through."""
    words = set(text.split())
    return len(words & set(got.split())) / len(words)


def text_alone(page: bytes) -> str:
    return trafilatura.extract(page, options=extraction_options()) or ""


def by_default(page: bytes) -> str:
    return trafilatura.extract(page) or ""


def with_metadata(page: bytes) -> str:
    found = trafilatura.bare_extraction(page, with_metadata=True)
    return "" if found is None else found.text or ""


class Stopwatch:
    """Processor time spent in one function, wherever it is called from its module."""

    def __init__(self, module: ModuleType, name: str) -> None:
        self.seconds = 0.0
        self._timed = getattr(module, name)
        setattr(module, name, self)

    def __call__(self, *given: object) -> object:
        started = time.process_time()
        try:
            return self._timed(*given)
        finally:
            self.seconds += time.process_time() - started


def compare(label: str, texts: Sequence[str], pages: Sequence[bytes], rounds: int, lexicon: Lexicon) -> None:
    """Time the ways over the same pages and print them."""

    def reading() -> Iterator[str]:
        for found in read((Blob(path="page.html", data=page) for page in pages), lexicon=lexicon):
            yield found.text if isinstance(found, Document) else ""

    ways: dict[str, Callable[[], Iterator[str]]] = {
        PEER: lambda: map(text_alone, pages),
        DEFAULT: lambda: map(by_default, pages),
        "trafilatura by default, with metadata": lambda: map(with_metadata, pages),
        READING: reading,
    }
    looking = Stopwatch(doubtful, "repair_all")
    seen: dict[str, list[float]] = {name: [] for name in (*ways, DAMAGE)}
    results: dict[str, list[str]] = {}
    for at in range(rounds + 1):
        looking.seconds = 0.0
        for name, way in ways.items():
            started = time.process_time()
            results[name] = list(way())
            if at:  # the first round only warms up
                seen[name].append(1000 * (time.process_time() - started) / len(pages))
        if at:
            seen[DAMAGE].append(1000 * looking.seconds / len(pages))
    sizes = sorted(len(page) / 1000 for page in pages)
    print(
        f"{label}: {len(pages)} of {sizes[0]:.0f} to {sizes[-1]:.0f} kB, mean {statistics.mean(sizes):.1f}; {rounds} rounds"
    )
    for name, given in results.items():
        kept = statistics.mean(share(text, got) for text, got in zip(texts, given, strict=True))
        leaked = sum(any(words in got for words in RESIDUE) for got in given)
        print(
            f"  {name:38} {statistics.median(seen[name]):7.2f} ms   words kept {kept:.4f}, pages with residue {leaked}"
        )
    print(f"  {DAMAGE:38} {statistics.median(seen[DAMAGE]):7.2f} ms")
    for peer in (DEFAULT, PEER):
        rounds_of = list(zip(seen[peer], seen[READING], seen[DAMAGE], strict=True))
        whole = statistics.median(mine / bare for bare, mine, _ in rounds_of)
        spared = statistics.median((mine - looked) / bare for bare, mine, looked in rounds_of)
        print(f"  reading takes {whole:.2f} times as long as {peer}; {spared:.2f} without the look for damage")


def main() -> None:
    """Compare the ways on small pages and on pages of real size."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", type=int, default=200)
    arguments.add_argument("--rounds", type=int, default=5)
    options = arguments.parse_args()
    named = muc4_texts("dev")[:: max(1, 1300 // options.pages)]
    texts = [text for _, text in named]
    lexicon = load()
    compare("small pages", texts, [bare_page(name, text) for name, text in named], options.rounds, lexicon)
    full = [full_page(name, text, at, 30 + at * 37 % 121) for at, (name, text) in enumerate(named)]
    compare("pages of real size", texts, full, options.rounds, lexicon)


if __name__ == "__main__":
    main()

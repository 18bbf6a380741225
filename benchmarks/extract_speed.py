"""Documents a second of processor time from text to gated claims, beside the bare parser on every sentence, and the screen alone.

    python benchmarks/extract_speed.py [--documents N] [--rounds N]

Runs on MUC-4 dev (331 words a document on average), one process, the parts in turn in each round; prints the median and
the ratio of the whole way to the bare parser, and the peak memory of the process.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable

from corpora import as_document, muc4_texts
from harmattan.language import grammar_for
from harmattan.lexicons import load
from harmattan.plugins.extractors.rules import RuleExtractor
from harmattan.plugins.places import standard_places
from harmattan.records.document import Document
from harmattan.stages.claims import extract

WAR = frozenset({"event", "toll", "strength", "control", "relation", "support"})


def main() -> None:
    """Time the three ways over the same documents and print them side by side."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--documents", type=int, default=300)
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    documents = [as_document(name, text) for name, text in muc4_texts("dev")[:: max(1, 1300 // options.documents)]]
    lexicon = load()
    extractor = RuleExtractor(lexicon=lexicon, places=standard_places(lexicon))
    grammar = grammar_for("en")
    index = lexicon.index("en")

    def parse_all(batch: list[Document]) -> int:
        sentences = [
            document.text[block.start + start : block.start + end]
            for document in batch
            for block in document.blocks
            for start, end in grammar.sentences(document.text[block.start : block.end])
        ]
        return sum(1 for _ in grammar.parse(sentences))

    def whole_way(batch: list[Document]) -> int:
        return sum(len(found.claims) for found in extract(batch, extractor=extractor, lexicon=lexicon))

    def screen(batch: list[Document]) -> int:
        return sum(index.screen(document.text, WAR) for document in batch)

    ways: dict[str, Callable[[list[Document]], int]] = {
        "bare parser, every sentence": parse_all,
        "whole way, text to claims": whole_way,
        "screen alone": screen,
    }
    for run in ways.values():
        run(documents[:20])
    rates: dict[str, list[float]] = {name: [] for name in ways}
    counts: dict[str, int] = {}
    for _ in range(options.rounds):
        for name, run in ways.items():
            started = time.process_time()
            counts[name] = run(documents)
            rates[name].append(len(documents) / (time.process_time() - started))
    words = sum(len(document.text.split()) for document in documents) / len(documents)
    print(f"{len(documents)} documents of {words:.0f} words, {options.rounds} rounds, medians")
    for name, seen in rates.items():
        print(f"{name:30} {statistics.median(seen):9.1f} documents/s   ({counts[name]} found)")
    pairs = zip(rates["whole way, text to claims"], rates["bare parser, every sentence"], strict=True)
    print(f"ratio, whole way to bare parser {statistics.median(whole / bare for whole, bare in pairs):.2f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()

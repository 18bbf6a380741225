"""Spun documents a second from JSON Lines to restored text by the clock, with one process and with several.

    python benchmarks/restoration_speed.py [--jobs N] [--copies N]

Goes the way of `harmattan extract --jobs`, with an extractor that finds nothing, over the texts of `restoration.py`, each
spun in several ways. The clock starts when every process has read its data: at the first result after those that were
handed out at once.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from harmattan.pipeline import Settings, Texts, extract
from harmattan.ports import Proposals
from harmattan.records.bundle import Extraction
from harmattan.records.document import Document
from harmattan.stages.reading import ReadingSettings
from restoration import settings_for, spinner_from, texts_of

BATCH = 8


class Nothing:
    """An extractor that finds nothing."""

    name = "nothing"
    version = "1"

    def propose(self, documents: Iterable[Document]) -> Iterator[Proposals]:
        """Yield no claims for each document."""
        for document in documents:
            yield Proposals(document_id=document.id)


def rate(texts: list[dict[str, Any]], jobs: int, *, quick: bool) -> float:
    """Return documents of 330 words a second by the clock."""
    settings = Settings(jobs=jobs, batch=BATCH, reading=ReadingSettings(language="en", quick=quick))
    skipped = BATCH * (2 * jobs + 1)
    words = damaged = 0
    begun = 0.0
    for number, found in enumerate(extract(Texts(texts), settings=settings, extractor=Nothing())):
        assert isinstance(found, Extraction), found
        if number < skipped:
            begun = time.perf_counter()
            continue
        words += len(found.document.text.split())
        damaged += found.document.damage.kind != "none"
    spent = time.perf_counter() - begun
    assert damaged > 0.95 * (len(texts) - skipped), "texts were not looked at"
    return words / 330 / spent


def main() -> None:
    """Time both ways of restoring with one process and with several."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--copies", type=int, default=2, help="how often each text is spun")
    parser.add_argument("--part", choices=("test", "dev"), default="test")
    options = parser.parse_args()
    spinner = spinner_from(Path("/usr/share/wordnet"), Path("/usr/share/mythes/th_en_US_v2.dat"))
    clean = [text for texts in texts_of(options.part).values() for text in texts]
    spun = [
        {"id": f"{copy}-{number}", "text": spinner.spin(text, seed, settings_for(seed))[0]}
        for copy in range(options.copies)
        for number, text in enumerate(clean)
        for seed in [copy * len(clean) + number]
    ]
    print(f"{len(spun)} spun documents")
    for quick in (True, False):
        one = rate(spun, 1, quick=quick)
        several = rate(spun, options.jobs, quick=quick)
        print(
            f"{'--quick' if quick else 'whole':8s} {one:4.0f} documents of 330 words a second with one process, "
            f"{several:4.0f} with {options.jobs}: {several / one:.2f} times"
        )


if __name__ == "__main__":
    main()

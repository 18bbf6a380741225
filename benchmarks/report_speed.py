"""A thousand documents reported: what the report takes beyond extraction, stage by stage.

    python benchmarks/report_speed.py [--documents N]

MUC-4 development reports are extracted once; then lineages, events and assessments are made of all of them together, and the
report is written as a page. Processor time; memory is the most that the process held.
"""

from __future__ import annotations

import argparse
import resource
import time
from itertools import pairwise

from corpora import as_document, muc4_texts
from harmattan import pipeline
from harmattan.pipeline.examine import Examination
from harmattan.surfaces import report

BATCH = 32


def main() -> None:
    """Print what each step took."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=1000)
    documents = [as_document(name, text) for name, text in muc4_texts("dev")[: parser.parse_args().documents]]
    settings = pipeline.Settings()
    examine = Examination(settings)
    started = time.process_time()
    found = [
        item for start in range(0, len(documents), BATCH) for item in examine(tuple(documents[start : start + BATCH]))
    ]
    print(f"{len(documents)} documents extracted in {time.process_time() - started:.1f} s of processor time")
    marks: list[tuple[str, float]] = []
    situation = pipeline.gather(
        found, settings=settings, progress=lambda stage, count: marks.append((stage, time.process_time()))
    )
    marks.append(("page", time.process_time()))
    page = report.render(situation, "html")
    marks.append(("", time.process_time()))
    for (stage, start), (_, end) in pairwise(marks):
        print(f"  {stage:<12} {end - start:6.1f} s")
    print(
        f"  together     {marks[-1][1] - marks[0][1]:6.1f} s: {len(situation.claims):,} claims, "
        f"{len(situation.events):,} events, {len(situation.assessments):,} assessments, a page of {len(page) / 2**20:.1f} MiB"
    )
    print(f"  peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


if __name__ == "__main__":
    main()

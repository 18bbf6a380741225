"""Our claims as MUC-4 templates: reads reports in the archive's format, writes one template a line for the scorer.

    python benchmarks/muc4.py TEXT_FILE [TEXT_FILE ...] -o RESPONSE.jsonl [--part tune|kept]
    python ../shared/tools/muc4_score.py KEY_FILE RESPONSE.jsonl

Claims are those that the extractor makes with the names of `data/muc4_lexicon` over the lexicon; `muc4_templates` says which of
them are one incident and what of them goes into which slot. Names, words and what each feature weighs come from the development
reports and keys alone (`tools/muc4`). `--part` takes a part of the development reports: those that rules were written on, or
those kept back.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from harmattan.lexicons import load
from muc4_templates.fill import Filler
from muc4_templates.parts import kept_back
from muc4_templates.reading import read_all
from muc4_templates.reports import read_reports
from muc4_templates.weights import Weights
from muc4_templates.words import Words

DATA = Path(__file__).parent / "data"


def main() -> None:
    """Read the reports, extract, and write the templates."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("texts", type=Path, nargs="+", metavar="TEXT_FILE")
    arguments.add_argument("-o", "--output", type=Path, required=True)
    arguments.add_argument("--part", choices=("tune", "kept"))
    options = arguments.parse_args()
    reports = [report for path in options.texts for report in read_reports(path)]
    if options.part:
        reports = [report for report in reports if kept_back(report.id) == (options.part == "kept")]
    lexicon = load([DATA / "muc4_lexicon"])
    filler = Filler(Words.read(DATA / "muc4_words.tsv"), Weights.read(DATA / "muc4_weights.tsv"), lexicon)
    started, count = time.process_time(), 0
    with options.output.open("w", encoding="utf-8") as out:
        for report, claims, page in read_all(reports, lexicon):
            for template in filler.templates(report, claims, page):
                out.write(json.dumps(template) + "\n")
                count += 1
    seconds = time.process_time() - started
    print(
        f"{len(reports)} reports, {count} templates, {len(reports) / max(seconds, 1e-9):.0f} reports/s", file=sys.stderr
    )


if __name__ == "__main__":
    main()

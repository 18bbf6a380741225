"""Outlooks from rolling origins on UCDP's country-months, beside baselines and a red team of degenerate forecasts.

    python benchmarks/outlook.py [--shared ../shared]

Monthly origins, horizons 1 to 6. Models and settings were chosen on 1989 to 2017 and on 2018 to 2020; 2021 to 2023 is the report.
The same table as `harmattan evaluate outlook`, all countries and the Sahel with its neighbours apart, then the time and the
memory that it took.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

from harmattan.evaluation.outlooks import evaluate, score_table
from harmattan.lexicons import load
from harmattan.pipeline.foresight import see_file
from harmattan.plugins.references import Countries
from harmattan.surfaces.cli.evaluate_outlook import as_text

FIRST = "2018-01"
SPLITS = [("2018-01", "2020-12"), ("2021-01", "2023-12")]
SAHEL = ("MR", "ML", "BF", "NE", "TD")


def main(shared: Path) -> None:
    """Print the table."""
    began, worked = time.perf_counter(), time.process_time()
    seen = see_file(shared / "data" / "ucdp" / "country_month_1989_2023.csv")
    countries = Countries(load())
    codes = {code for one in SAHEL for code in (one, *countries.neighbours[one])}
    region = [place for place in seen.panel.places if countries.find(place) in codes]
    found = evaluate(seen.panel, first=2018 * 12)
    print(as_text(score_table(found, "country-months", seen.panel.first, {"Sahel and neighbours": region}, SPLITS)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = time.process_time() - worked
    print(f"{time.perf_counter() - began:.0f} s, {spent:.0f} s of processor time, {peak:.0f} MiB at most")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    main(parser.parse_args().shared)

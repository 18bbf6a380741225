"""Cold start of a whole report on one short file, beside an interpreter that only imports spaCy.

    python benchmarks/startup.py [--rounds N]

Both run as fresh processes, in turn, after one of each that is not counted; prints the medians of the wall time and their ratio.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "examples" / "exercise" / "01-wire.md"
WAYS = {
    "harmattan report, one short file": ["-m", "harmattan", "report", str(FILE)],
    "harmattan --version": ["-m", "harmattan", "--version"],
    "import spacy, nothing else": ["-c", "import spacy"],
}


def run(arguments: list[str]) -> float:
    """Return the seconds that a fresh interpreter took."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    """Time the ways in turn and print them side by side."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=9)
    options = arguments.parse_args()
    for way in WAYS.values():
        run(way)
    seen: dict[str, list[float]] = {name: [] for name in WAYS}
    for _ in range(options.rounds):
        for name, way in WAYS.items():
            seen[name].append(run(way))
    print(f"{len(FILE.read_text(encoding='utf-8').split())} words, {options.rounds} rounds, medians of wall time")
    for name, times in seen.items():
        print(f"{name:34} {statistics.median(times):6.2f} s   ({min(times):.2f} to {max(times):.2f})")
    ours, _, bare = seen.values()
    ratio = statistics.median(whole / other for whole, other in zip(ours, bare, strict=True))
    print(f"ratio, whole report to import of spaCy {ratio:.2f}")


if __name__ == "__main__":
    main()

"""Cold start of a whole report on one short file, beside an interpreter that only imports spaCy.

    python benchmarks/startup.py [--rounds N]

All run as fresh processes, in turn, after one of each that is not counted, with compiled bytecode at hand as after any
installation (some machines forbid Python to keep it: PYTHONDONTWRITEBYTECODE); prints the medians of the wall time and of the
processor time, and their ratios.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "examples" / "exercise" / "01-wire.md"
WAYS = {
    "harmattan report, one short file": ["-m", "harmattan", "report", str(FILE)],
    "harmattan --version": ["-m", "harmattan", "--version"],
    "import spacy, nothing else": ["-c", "import spacy"],
}


def run(arguments: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Return the seconds by the clock and of the processor that a fresh interpreter took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)
    clock = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Time the ways in turn and print them side by side."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=9)
    options = arguments.parse_args()
    seen: dict[str, list[tuple[float, float]]] = {name: [] for name in WAYS}
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = folder
        for way in WAYS.values():
            run(way, environment)
        for _ in range(options.rounds):
            for name, way in WAYS.items():
                seen[name].append(run(way, environment))
    print(f"{len(FILE.read_text(encoding='utf-8').split())} words, {options.rounds} rounds, medians")
    for name, times in seen.items():
        clock, processor = [sorted(each) for each in zip(*times, strict=True)]
        print(
            f"{name:34} {statistics.median(clock):6.2f} s by the clock ({clock[0]:.2f} to {clock[-1]:.2f}), "
            f"{statistics.median(processor):.2f} s of the processor"
        )
    ours, _, bare = seen.values()
    for number, kind in enumerate(("by the clock", "of the processor")):
        ratio = statistics.median(whole[number] / other[number] for whole, other in zip(ours, bare, strict=True))
        print(f"ratio, whole report to import of spaCy, {kind} {ratio:.2f}")


if __name__ == "__main__":
    main()

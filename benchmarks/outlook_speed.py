"""How long a six-month outlook of every country takes, past calls and all, and how much memory.

    python benchmarks/outlook_speed.py [--shared ../shared]

The command runs in a process of its own, on a file of 134 columns and 420 months.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path


def main(shared: Path) -> None:
    """Print seconds and MiB."""
    series = shared / "data" / "ucdp" / "country_month_1989_2023.csv"
    command = [
        sys.executable,
        "-m",
        "harmattan",
        "outlook",
        "--series",
        str(series),
        "--months",
        "6",
        "--format",
        "jsonl",
    ]
    began = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    wall = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    lines = done.stdout.splitlines()
    print(
        f"{len(lines)} lines: {wall:.0f} s, {used.ru_utime + used.ru_stime:.0f} s of processor time, "
        f"{used.ru_maxrss / 1024:.0f} MiB at most"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    main(parser.parse_args().shared)

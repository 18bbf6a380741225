"""The benchmarks can be begun: what they take from the package is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
WITH_PEERS = {"joining_peers"}
"""Needs libraries that only the peers do."""


def run(*given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *given], cwd=BENCHMARKS, capture_output=True, text=True, timeout=300)


def test_every_benchmark_can_be_imported() -> None:
    names = sorted(path.stem for path in BENCHMARKS.glob("*.py"))
    found = run("-c", "\n".join(f"import {name}" for name in names if name not in WITH_PEERS))
    assert len(names) > len(WITH_PEERS)
    assert found.returncode == 0, found.stderr


def test_reading_is_timed_beside_its_extractor(shared: Path) -> None:
    assert shared.is_dir()
    found = run("reading_speed.py", "--pages", "2", "--rounds", "1")
    assert found.returncode == 0, found.stderr
    lines = found.stdout.splitlines()
    assert sum("reading takes" in line for line in lines) == 4
    kept = [line.split("words kept ")[1].split(",")[0] for line in lines if "words kept" in line]
    assert kept
    assert set(kept) == {"1.0000"}

"""Bad input through the command, in a process whose memory is watched; the whole list is benchmarks/bad_input.py."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "benchmarks"))
import bad_input

QUICK = (
    "ZIP bomb",
    "gzip bomb as JSON Lines",
    "ZIP with paths that lead out",
    "CSV of 60 million commas",
    "WARC cut in the middle",
    "JSON array nested a million deep",
    "mails nested 500 deep",
)


@pytest.mark.parametrize("name", QUICK)
def test_bad_input_costs_one_clear_line_each_bounded_memory_and_no_good_report(tmp_path, name):
    file, _ = bad_input.CASES[name]
    # Written by another process: what a process forks inherits its peak.
    bad_input.write(name, tmp_path / file)
    (tmp_path / "z.txt").write_text(bad_input.GOOD)
    found = bad_input.run(tmp_path)
    assert bad_input.faults_of(found) == []
    assert 1 <= len(found.errors.splitlines()) <= 2
    assert all(line.startswith(f"harmattan: {tmp_path}") for line in found.errors.splitlines())

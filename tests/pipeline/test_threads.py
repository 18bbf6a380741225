from __future__ import annotations

import os
import subprocess
import sys

import pytest

ASK = "import harmattan.pipeline, os, sys; print('numpy' in sys.modules, os.environ.get('OPENBLAS_NUM_THREADS'))"


@pytest.mark.parametrize(
    ("begins", "asked", "threads"),
    [
        ("", {}, "1"),
        ("", {"OPENBLAS_NUM_THREADS": "2"}, "2"),
        ("", {"OMP_NUM_THREADS": "2"}, "None"),
        ("import numpy; ", {}, "None"),
    ],
)
def test_numpy_has_one_thread_unless_it_was_there_or_others_were_asked_for(
    begins: str, asked: dict[str, str], threads: str
) -> None:
    kept = {
        name: value for name, value in os.environ.items() if name not in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")
    }
    run = subprocess.run(
        [sys.executable, "-c", begins + ASK], env=kept | asked, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["True", threads]

"""Makes the helpers beside it importable."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def dump(tmp_path: Path) -> Callable[..., Path]:
    """Write rows into a file that is called as given."""

    def write(*rows: str, name: str = "ML.txt") -> Path:
        path = tmp_path / name
        path.write_text("".join(rows), encoding="utf-8")
        return path

    return write

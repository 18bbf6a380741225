"""What tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from harmattan.plugins.places.store import default_index

ROOT = Path(__file__).resolve().parents[1]
# The tests know the built-in places and none that somebody added; the index is built once for each checkout.
os.environ["HARMATTAN_PLACES"] = str(ROOT / "build" / "places")


@pytest.fixture(scope="session", autouse=True)
def places() -> None:
    """Build the place index before any test could be told of it."""
    default_index()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared data beside the clone; without it the test is skipped, in CI it fails."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        reason = "needs ../shared beside the clone: link the shared data folder there"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def examples() -> Path:
    """The exercise that comes with the project."""
    return ROOT / "examples" / "exercise"

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


@pytest.fixture(scope="session")
def invented_series() -> list[dict[str, object]]:
    """Ten years of deaths by month in ten countries, invented: calm ones, wars that flare and fade, and months of none."""
    import numpy as np

    rng = np.random.default_rng(5)
    rows: list[dict[str, object]] = []
    for number, country in enumerate(
        ("Mali", "Niger", "Burkina Faso", "Chad", "Sudan", "Benin", "Togo", "Ghana", "Senegal", "Peru")
    ):
        heat = -3.0 + 0.6 * number
        for month in range(120):
            heat = 0.93 * heat + rng.normal(0.1 if number > 4 else -0.1, 0.7)
            deaths = int(rng.poisson(np.exp(min(heat, 7.0)) * rng.gamma(2.0, 0.5)))
            rows.append({"country": country, "month": f"{2010 + month // 12}-{month % 12 + 1:02d}", "deaths": deaths})
    return rows

"""The exercise, rendered once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import exercise

from harmattan.records.bundle import Situation
from harmattan.surfaces.report import render
from harmattan.surfaces.report.compose import compose
from harmattan.surfaces.report.view import Report


@pytest.fixture(scope="session")
def situation() -> Situation:
    return exercise.situation()


@pytest.fixture(scope="session")
def report(situation: Situation) -> Report:
    return compose(situation, exercise.VOCABULARY)


@pytest.fixture(scope="session")
def page(situation: Situation) -> str:
    return render(situation, "html", vocabulary=exercise.VOCABULARY)

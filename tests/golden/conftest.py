"""Situations that the golden tests read, made once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import harmattan
from harmattan.records.bundle import Situation
from harmattan.records.claim import Claim
from harmattan.records.reading import reading_of

SEED = Path("seeds") / "000_60a41734d04c10df.txt"


@pytest.fixture(scope="session")
def seed(shared: Path) -> Situation:
    """What one damaged, partisan report supports."""
    return harmattan.report(shared / SEED)


@pytest.fixture(scope="session")
def exercise(examples: Path) -> Situation:
    """What the reports of the exercise, read together, support."""
    return harmattan.report(examples)


@pytest.fixture(scope="session")
def read_of() -> Callable[[Situation, Claim], str]:
    """Returns the quote of a claim as it was meant, lower case."""

    def read(situation: Situation, claim: Claim) -> str:
        document = next(document for document in situation.documents if document.id == claim.document_id)
        reading = reading_of(document)
        start, end = reading.from_document(claim.evidence.start, claim.evidence.end)
        return " ".join(reading.text[start:end].lower().split())

    return read

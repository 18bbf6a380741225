"""What the tests of guesses share."""

from __future__ import annotations

import pytest

from harmattan.lexicons.neighbours import neighbours
from harmattan.stages.reading.damage.counts import counts_for
from harmattan.stages.reading.damage.encoder import packed_for
from harmattan.stages.reading.damage.guess import Guesser
from harmattan.stages.reading.damage.model import model_for


@pytest.fixture(scope="session")
def guesser() -> Guesser:
    counts, model, table, encoder = counts_for("en"), model_for("en"), neighbours("en"), packed_for("en")
    assert counts is not None
    assert model is not None
    assert table is not None
    assert encoder is not None
    return Guesser(counts, model, table, encoder)

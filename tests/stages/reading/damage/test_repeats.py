from __future__ import annotations

import numpy as np
import pytest

from harmattan.stages.reading.damage.counts import counts_for
from harmattan.stages.reading.damage.guess import Guesser
from harmattan.stages.reading.damage.lattice import Lattice
from harmattan.stages.reading.damage.repeats import Repeats
from harmattan.stages.reading.damage.tokens import tokens_of

TEXT = (
    "A portion of the region is calm. Rebels hold another portion, a part of the north, and the third portion is empty."
)


@pytest.fixture(scope="module")
def words() -> list[str]:
    counts = counts_for("en")
    assert counts is not None
    return list(counts.zipf)


@pytest.fixture(scope="module")
def lattice(guesser: Guesser) -> Lattice:
    found = guesser.lattice(tokens_of(TEXT, 0, len(TEXT), []), whole=False)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def repeats(lattice: Lattice) -> Repeats:
    keep = np.zeros(len(lattice.words), bool)
    keep[lattice.starts] = True
    return Repeats(lattice, keep)


def rows(lattice: Lattice, words: list[str], observed: str, word: str) -> list[int]:
    """Return the rows of an observed word that read it as a word."""
    shown = lattice.shown.take(lattice.tokens)
    return [
        row
        for row, (here, there) in enumerate(zip(shown.tolist(), lattice.words.tolist(), strict=True))
        if (words[here], words[there]) == (observed, word)
    ]


def test_the_observed_word_is_counted_elsewhere(lattice, repeats, words):
    kept = rows(lattice, words, "portion", "portion")
    assert len(kept) == 3
    assert repeats.times[kept].tolist() == [2, 2, 2]
    assert repeats.times[rows(lattice, words, "calm", "calm")].tolist() == [0]


def test_a_candidate_that_stands_in_the_text_was_not_swapped_there(lattice, repeats, words):
    parts = rows(lattice, words, "portion", "part")
    assert len(parts) == 3
    assert repeats.stands[parts] == pytest.approx(np.log1p(1))
    assert repeats.stands[rows(lattice, words, "portion", "portion")].tolist() == [0, 0, 0]


def test_the_same_reading_elsewhere_counts_and_its_own_does_not(lattice, repeats, words):
    parts = rows(lattice, words, "portion", "part")
    values = np.zeros(len(lattice.words), np.float32)
    values[parts] = [1.0, 0.5, 0.0]
    assert repeats.mean(values)[parts].tolist() == [0.25, 0.5, 0.75]
    assert repeats.expected(values)[parts] == pytest.approx(np.log1p([0.5, 1.0, 1.5]))
    (alone,) = rows(lattice, words, "calm", "calm")
    assert repeats.mean(values)[alone] < 0
    assert repeats.expected(values)[alone] == 0

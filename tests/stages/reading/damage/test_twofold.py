from __future__ import annotations

import pytest

from harmattan.lexicons import Lexicon, load
from harmattan.stages.reading.damage.channel import Arc
from harmattan.stages.reading.damage.counts import counts_for
from harmattan.stages.reading.damage.settings import DEFAULT
from harmattan.stages.reading.damage.table import table_for
from harmattan.stages.reading.damage.tokens import tokens_of
from harmattan.stages.reading.damage.twofold import read_twofold

TEXT = "They killed earlier 2,500 people."


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def guess(at: int, word: str) -> Arc:
    return Arc(at, at + 1, (word,), 0.0, None, "neighbour", "spun", 0.9)


def read(lexicon: Lexicon, text: str, guessed: list[Arc], taken: list[Arc]) -> list[Arc]:
    counts = counts_for("en")
    assert counts is not None
    return read_twofold(
        tokens_of(text, 0, len(text), []), guessed, taken, (counts, table_for(lexicon, counts), DEFAULT)
    )


def test_a_guess_that_translators_put_in_is_read_as_what_they_put_it_in_for(lexicon):
    (arc,) = read(lexicon, TEXT, [guess(2, "before")], [])
    assert (arc.start, arc.end, arc.words) == (2, 3, ("up", "to"))
    assert arc.rule == "neighbour+en-translated-before-by-neighbour"
    assert arc.family == "translated"
    assert arc.confidence <= 0.9


def test_other_guesses_stay(lexicon):
    others = [guess(1, "wounded"), guess(2, "over")]
    assert read(lexicon, TEXT, others, []) == others
    assert read(lexicon, "They left earlier, people said.", [guess(2, "before")], []) == [guess(2, "before")]
    assert read(lexicon, TEXT, [], []) == []


@pytest.mark.parametrize(
    "text",
    [
        "They left earlier 12 June.",
        "they left earlier 12 june.",
        "They left earlier 12 May.",
        "It ended earlier 2014.",
        "They met earlier 10 a.m. there.",
    ],
)
def test_a_date_or_a_time_is_no_count(lexicon, text):
    assert read(lexicon, text, [guess(2, "before")], []) == [guess(2, "before")]


@pytest.mark.parametrize("text", ["They killed earlier 2,500 may be more.", "They killed earlier 12 may be more."])
def test_what_may_be_is_no_month(lexicon, text):
    (arc,) = read(lexicon, text, [guess(2, "before")], [])
    assert arc.words == ("up", "to")


def test_no_guess_reaches_into_what_rows_have_read(lexicon):
    taken = [Arc(2, 4, ("x", "y"), 0.0)]
    assert read(lexicon, TEXT, [guess(2, "before")], taken) == [guess(2, "before")]

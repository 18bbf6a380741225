from __future__ import annotations

import pytest

from harmattan.lexicons import load
from harmattan.stages.reading.damage.faith import is_neutral, neutral_for


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "word", ["army", "three", "seven", "onze", "12", "no", "jamais", "never", "dozens", "n't", "Army", "élu", ""]
)
def test_single_words_that_count_or_deny_are_told_from_others(word: str, language: str) -> None:
    assert neutral_for(language, load())[word] is is_neutral(word, language=language, lexicon=load())


def test_words_that_count_or_deny_are_not_neutral() -> None:
    neutral = neutral_for("en", load())
    assert [neutral[word] for word in ("army", "seven", "never", "dozens")] == [True, False, False, False]

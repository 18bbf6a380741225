"""Words are cut the same way whoever asks, and never where a name or a number would be lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmattan.language.words import cut, flat_sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12,000 fighters", "12,000|fighters"),
        ("al-Qaeda-linked men", "al-Qaeda-linked|men"),
        ("Abu-Bakr's men", "Abu-Bakr|'s|men"),
        ("the U.S.-led force", "the|U.S.-led|force"),
        ("It didn’t fall.", "It|did|n’t|fall|."),
        ("Gen. A. Diallo left.", "Gen.|A.|Diallo|left|."),
        ("He said no.", "He|said|no|."),
        ("no. 5 (https://e.org/a?b=1).", "no.|5|(|https://e.org/a?b=1|)|."),
        ("N'Djamena -- O'Brien", "N'Djamena|--|O'Brien"),
    ],
)
def test_english_names_numbers_and_clitics_keep_their_bounds(text: str, words: str) -> None:
    assert cut(text, "en")[0] == words.split("|")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'armée n'a rien", "l'|armée|n'|a|rien"),
        ("aujourd'hui qu’ils", "aujourd'hui|qu’|ils"),
        ("aurait-il, va-t-on", "aurait|-il|,|va|-t-on"),
        ("2 500 hommes, 3,5 %", "2 500|hommes|,|3,5|%"),
        ("en 2019 200 morts", "en|2019|200|morts"),
        ("le porte-parole de Guinée-Bissau", "le|porte-parole|de|Guinée-Bissau"),
        ("M. Keïta, c'est-à-dire", "M.|Keïta|,|c'est-à-dire"),
    ],
)
def test_french_clitics_come_off_and_compounds_stay(text: str, words: str) -> None:
    assert cut(text, "fr")[0] == words.split("|")


@given(text=st.text(max_size=80), language=st.sampled_from(["en", "fr", None, "sw"]))
def test_words_lie_in_the_text_in_order_and_nothing_visible_is_lost(text: str, language: str | None) -> None:
    words, starts = cut(text, language)
    at = 0
    for word, start in zip(words, starts, strict=True):
        assert text[start : start + len(word)] == word
        assert not text[at:start].strip()
        at = start + len(word)
    assert not text[at:].strip()


def test_a_text_without_words_still_has_a_root() -> None:
    assert flat_sentence("  ", None).root.text == ""


@pytest.mark.parametrize("piece", ["a", "a+", "1-", "a.", "'", "l'", "-", "n't", "é", "1 "])
def test_a_line_of_any_length_is_cut_in_time_that_grows_with_it(piece: str) -> None:
    for language in ("en", "fr", None):
        words, _ = cut(piece * 50_000, language)
        assert "".join(words).replace(" ", "") == (piece * 50_000).replace(" ", "")

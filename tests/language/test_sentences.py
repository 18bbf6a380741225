"""Sentences end where a reader would end them: neither at a rank nor at a decimal, and at every blank line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmattan.language.sentences import split_sentences


def pieces(text: str, language: str | None) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Lt. Col. A. B. Diallo died at 5 p.m.", "The army denied it."]),
        ("en", ["U.S. Gen. Smith left.", '"We won," he said.', "No. 5 fell."]),
        ("en", ["It seized the U.S. Embassy.", "He blamed the U.S.", "They left."]),
        ("en", ["About 3.5 million fled...", "Nobody returned!", "Why?"]),
        ("en", ["GEN. PONCE ATTACKED AT 6 A.M. LOCAL TIME.", '"WE DID," HE SAID.', "THE U.S. EMBASSY DENIED IT."]),
        ("en", ['"They fled."', "The mayor (who stayed) said so.", "He left (they said)."]),
        ("fr", ["J.-P. Dupont et Collis P. Huntington sont là.", "Il y est."]),
        ("fr", ["M. Keïta et Mme Traoré sont à St. Louis.", "Le gén. Touré est mort."]),
        ("fr", ["L'armée a dit : « C'est fini. »", "Il était 17 h.", "Selon lui, env. 2 500 hommes etc. ont fui."]),
    ],
)
def test_abbreviations_quotes_and_numbers_do_not_break_sentences(language: str, sentences: list[str]) -> None:
    assert pieces(" ".join(sentences), language) == sentences


def test_a_single_line_break_is_a_space_and_a_blank_line_an_end() -> None:
    assert pieces("The army\nsaid so\n\nA title\n  \nNext", "en") == ["The army\nsaid so", "A title", "Next"]


def test_items_of_a_list_are_not_run_together() -> None:
    assert pieces("The attacks used:\n- drones;\n- mines", "en") == ["The attacks used:", "- drones;", "- mines"]


def test_the_number_of_a_point_stays_with_it() -> None:
    assert pieces("It demands:\n\n  1. The army must leave.  2. The police too.", "en") == [
        "It demands:", "1. The army must leave.", "2. The police too.",
    ]  # fmt: skip


@given(text=st.text(alphabet="aB.?!\" \n'»U.S", max_size=60), language=st.sampled_from(["en", "fr", None]))
def test_sentences_cover_all_that_is_visible_without_overlap(text: str, language: str | None) -> None:
    at = 0
    for start, end in split_sentences(text, language):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


def test_a_run_of_marks_of_any_length_is_passed_at_once() -> None:
    assert len(pieces("." * 200_000 + "x " + "?!" * 200_000 + "y\n" + " \n" * 50_000 + "end", "en")) == 2

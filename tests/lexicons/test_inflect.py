from __future__ import annotations

import pytest

from harmattan.lexicons.inflect import Inflector

FULL = Inflector(tables=True)
PLAIN = Inflector(tables=False)


@pytest.mark.parametrize(
    ("term", "language", "pos", "wanted"),
    [
        ("seize", "en", "verb", {"seized", "seizing", "seizes"}),
        ("shoot", "en", "verb", {"shot", "shooting"}),
        ("neutralise", "en", "verb", {"neutralised", "neutralized", "neutralizing"}),
        ("take part in", "en", "verb", {"took part in", "taken part in", "taking part in"}),
        ("be behind", "en", "verb", {"was behind", "were behind", "is behind"}),
        ("casualty", "en", "noun", {"casualties"}),
        ("loss of life", "en", "noun", {"losses of life"}),
        ("suicide attack", "en", "noun", {"suicide attacks"}),
        ("tuer", "fr", "verb", {"tue", "tuent", "tué", "tuée", "tués", "tuées", "tuant", "tuait", "tuèrent"}),
        ("enlever", "fr", "verb", {"enlève", "enlèvent", "enlevé", "enlevées"}),
        ("libérer", "fr", "verb", {"libère", "libéré", "libérés"}),
        ("lancer", "fr", "verb", {"lance", "lançait", "lançant", "lancé"}),
        ("prendre d'assaut", "fr", "verb", {"pris d'assaut", "prise d'assaut", "prend d'assaut", "prirent d'assaut"}),
        ("détruire", "fr", "verb", {"détruit", "détruite", "détruisent", "détruisant"}),
        ("envahir", "fr", "verb", {"envahi", "envahie", "envahissent", "envahissait"}),
        (
            "se retirer",
            "fr",
            "verb",
            {"se retire", "s'est retiré", "s'est retirée", "se sont retirés", "s'étaient retirés"},
        ),
        ("s'emparer de", "fr", "verb", {"s'empare de", "s'est emparé de", "se sont emparés de", "s'emparant de"}),
        ("attaque à main armée", "fr", "noun", {"attaques à main armée"}),
        ("frappe aérienne", "fr", "noun", {"frappes aériennes"}),
        ("hôpital", "fr", "noun", {"hôpitaux"}),
        ("prise d'otages", "fr", "noun", {"prises d'otages"}),
        ("allié", "fr", "adjective", {"alliée", "alliés", "alliées"}),
    ],
)
def test_the_forms_that_reports_use_are_known(term: str, language: str, pos: str, wanted: set[str]) -> None:
    assert wanted <= set(FULL.forms(term, language, pos))


@pytest.mark.parametrize(
    ("term", "pos", "wanted"),
    [
        ("raid", "verb", {"raids", "raided", "raiding"}),
        ("seize", "verb", {"seizes", "seized", "seizing"}),
        ("bury", "verb", {"buries", "buried", "burying"}),
        ("grab", "verb", {"grabs", "grabbed", "grabbing"}),
        ("patrol base", "noun", {"patrol bases"}),
        ("army", "noun", {"armies"}),
    ],
)
def test_a_row_of_the_user_is_inflected_without_the_language_tables(term: str, pos: str, wanted: set[str]) -> None:
    assert set(PLAIN.forms(term, "en", pos)) == wanted


def test_a_phrase_and_a_term_of_another_language_stay_as_they_are() -> None:
    assert FULL.forms("under fire", "en", "phrase") == ()
    assert FULL.forms("ataque", "es", "noun") == ()


def test_the_term_itself_is_no_form_of_its_own() -> None:
    assert "tuer" not in FULL.forms("tuer", "fr", "verb")

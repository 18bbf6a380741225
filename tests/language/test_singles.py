from __future__ import annotations

import pytest

from harmattan.language.singles import names_one


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("a priest", "en"),
        ("the former mayor", "en"),
        ("his bodyguard", "en"),
        ("Usman Zaki Gwandu", "en"),
        ("the province's police chief", "en"),
        ("him", "en"),
        ("one", "en"),
        ("A SOLDIER", "en"),
        ("un enseignant", "fr"),
        ("l'ancien maire", "fr"),
        ("sa fille", "fr"),
        ("Sadio Camara", "fr"),
    ],
)
def test_one_person_is_named(words: str, language: str) -> None:
    assert names_one(words, language)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("villagers", "en"),
        ("the villagers", "en"),
        ("policemen", "en"),
        ("people", "en"),
        ("the police", "en"),
        ("a family", "en"),
        ("a number", "en"),
        ("several men", "en"),
        ("Sunni Muslims", "en"),
        ("them", "en"),
        ("UN", "en"),
        ("", "en"),
        ("soldier", "en"),
        ("des soldats", "fr"),
        ("les civils", "fr"),
        ("une famille", "fr"),
        ("une dizaine", "fr"),
        ("a priest", None),
        ("ein Priester", "de"),
    ],
)
def test_several_or_nobody_is_named(words: str, language: str | None) -> None:
    assert not names_one(words, language)

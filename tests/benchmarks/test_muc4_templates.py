"""What the MUC-4 mapping makes of datelines, days, words, features and places apart; invented reports."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from muc4_templates import days
from muc4_templates.gazetteer import Spot, chain_of
from muc4_templates.reports import as_report
from muc4_templates.weights import Weights
from muc4_templates.words import Words, stem

TEXT = "LOBOS, 3 JAN 90 (RADIO SUR) -- [TEXT] A BOMB EXPLODED NEAR THE TOWN HALL.\n\n   NOBODY WAS HURT."


def test_the_dateline_gives_place_and_day_and_is_no_part_of_the_first_sentence() -> None:
    report = as_report("DEV-MUC3-9999", TEXT)
    assert report.place.rstrip(",") == "LOBOS"
    assert report.day == date(1990, 1, 3)
    assert report.text[report.body :].startswith("A BOMB")
    document = report.as_document()
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "paragraph"]
    assert document.published == "1990-01-03"


def test_a_report_without_date_has_no_day() -> None:
    assert as_report("DEV-MUC3-9999", "NO CITY, NO DATE -- [TEXT] NOTHING.").day is None


@pytest.mark.parametrize(
    ("span", "wanted"),
    [
        (None, "- 12 JAN 90"),
        ((date(1990, 1, 11), date(1990, 1, 11)), "11 JAN 90"),
        ((date(1990, 1, 10), date(1990, 1, 11)), "10 JAN 90 - 11 JAN 90"),
        ((date(1990, 1, 1), date(1990, 1, 31)), "- 12 JAN 90"),
    ],
)
def test_a_date_is_a_day_two_days_or_by_the_day_of_the_report(span: tuple[date, date] | None, wanted: str) -> None:
    assert days.fill(span, date(1990, 1, 12)) == wanted


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("GUERRILLAS", "GUERRILLA"),
        ("GUNMEN", "GUNMAN"),
        ("EMBASSIES", "EMBASSY"),
        ("BUSES", "BUSE"),
        ("PEOPLE", "PEOPLE"),
    ],
)
def test_stem(word: str, wanted: str) -> None:
    assert stem(word) == wanted


def test_the_head_of_a_phrase_decides_its_type_before_its_other_words() -> None:
    words = Words(
        [
            ("t", "=OFFICE", "GOVERNMENT", 9),
            ("t", "OFFICE", "GOVERNMENT", 9),
            ("t", "=BANK", "FINANCIAL", 9),
            ("t", "BANK", "FINANCIAL", 9),
        ]
    )
    assert words.kind("t", "OFFICES", ["BANK", "OFFICES"]) == "GOVERNMENT"
    assert words.kind("t", "MOUNTAIN", ["MOUNTAIN"]) is None


def test_a_question_that_was_not_fitted_is_certain_and_features_move_one_that_was() -> None:
    weights = Weights([("human", "", 0.0), ("human", "named", 2.0)])
    assert weights.chance("thing", {}) == 1.0
    assert weights.chance("human", {}) == 0.5 < weights.chance("human", {"named": 1.0})


def test_a_place_that_something_is_in_comes_before_one_that_somebody_is_of() -> None:
    text = "THE GOVERNOR OF ALTA WAS KILLED IN BAJA"
    alta, baja = Spot(16, 20, "CO", ("COLOMBIA", "ALTA (CITY)")), Spot(35, 39, "CO", ("COLOMBIA", "BAJA (CITY)"))
    assert chain_of([alta, baja], "CO", text) == baja

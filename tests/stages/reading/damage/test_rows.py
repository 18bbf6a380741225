"""The shipped substitution rows: each can be met in a text, and those that need no neighbour are not met in honest ones."""

from __future__ import annotations

import re

import pytest

from harmattan.lexicons import Lexicon, load
from harmattan.lexicons.rows import SubstitutionRow
from harmattan.records.document import Block
from harmattan.stages.reading.damage import repair
from harmattan.stages.reading.damage.tokens import tokens_of

LOOSE = 0.1
"""Thesaurus neighbours stand at no more than this."""


@pytest.fixture(scope="module")
def rows() -> list[SubstitutionRow]:
    return [row for row in load().rows(SubstitutionRow) if row.confidence > LOOSE]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def words_of(text: str) -> list[str]:
    return [token.word for token in tokens_of(text, 0, len(text), [])]


def test_every_row_is_written_in_words_that_a_text_is_cut_into(rows: list[SubstitutionRow]) -> None:
    never_met = [row.id for row in rows if words_of(row.observed) != row.observed.split()]
    assert len(rows) > 2000
    assert never_met == []


def test_every_neighbour_is_one_word_or_a_number(rows: list[SubstitutionRow]) -> None:
    never_met = [
        (row.id, word) for row in rows for word in (*row.before, *row.after) if word != "#" and words_of(word) != [word]
    ]
    assert never_met == []


def test_no_two_rows_put_the_same_in_for_the_same_beside_the_same_neighbours(rows: list[SubstitutionRow]) -> None:
    said = [(row.language, row.observed, row.restored, row.before, row.after) for row in rows]
    assert [row for row in said if said.count(row) > 1] == []


def test_no_row_leaves_the_observed_words_as_they_are(rows: list[SubstitutionRow]) -> None:
    assert [row.id for row in rows if row.observed in (row.restored, *row.others)] == []


@pytest.mark.parametrize(
    ("text", "language", "meant"),
    [
        (
            "The enemy lost 30 units of technique and living force. Earlier 2,500 fighters reached the populated point.",
            "en",
            {"units of equipment", "manpower", "Up to", "settlement"},
        ),
        (
            "The army said in a communicated that 12 soldiers were killed and 30 blessed by an explosive engine.",
            "en",
            {"in a statement", "wounded", "explosive device"},
        ),
        ("A car pump exploded; the explosive artifact hurt two delinquents.", "en", {"car bomb", "explosive device"}),
        ("On Monday unknown armed attacked an army barrier; 3 mechanisms burned.", "en", {"unknown gunmen attacked", "vehicles"}),
        ("La grève de missile a touché une plante nucléaire, et 12 coquilles sont tombées.", "fr",
         {"frappe de missile", "centrale nucléaire", "obus"}),
    ],
)  # fmt: skip
def test_words_of_another_language_are_read_as_they_were_meant(
    text: str, language: str, meant: set[str], lexicon: Lexicon
) -> None:
    damage = repair(text, language, (Block(start=0, end=len(text), kind="paragraph"),), lexicon)
    assert meant <= {r.restored for r in damage.restorations}
    assert re.findall(r"\d+", "".join(r.restored for r in damage.restorations)) == []


@pytest.mark.parametrize(
    ("text", "language", "apart"),
    [
        ("The rebels held the bridgedespite the shelling, and the soldiersthough tired went on.", "en",
         {"bridge despite", "soldiers though"}),
        ("They fled the townotherwise they had died. Nobody saw the fightersamong the trees.", "en",
         {"town; otherwise", "fighters among"}),
        ("Les soldatslorsque la nuit tombe quittent le camp. Les habitantsmalgré tout restent.", "fr",
         {"soldats lorsque", "habitants malgré"}),
    ],
)  # fmt: skip
def test_words_that_open_a_clause_come_apart_from_what_they_were_glued_to(
    text: str, language: str, apart: set[str], lexicon: Lexicon
) -> None:
    damage = repair(text, language, (Block(start=0, end=len(text), kind="paragraph"),), lexicon)
    assert {r.restored for r in damage.restorations} == apart

from __future__ import annotations

import pytest

from harmattan.lexicons import Lexicon, load
from harmattan.records.document import Restoration
from harmattan.records.reading import reading_with
from harmattan.stages.reading.slots import read_slots, slots_of


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def read(text: str, lexicon: Lexicon, *, language: str = "en", floor: float = 0.5) -> list[tuple[str, str]]:
    slots = read_slots(reading_with(text, ()), language, lexicon)
    return [(text[slot.start : slot.end], slot.word) for slot in slots if slot.probability >= floor]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six people were destroyed in the blast.", ("destroyed", "killed")),
        ("A bomb went off, extinguishing seven worshippers.", ("extinguishing", "killing")),
        ("A car bomb destroyed at least 20 people on Monday.", ("destroyed", "killed")),
        ("The raid killed eight people and left 30 harmful; it came harmful 30.", ("harmful", "wounding")),
        ("Police said six physiques were killed.", ("physiques", "persons")),
        ("Raiders killed 5 and hurt 7 in the village.", ("hurt", "wounded")),
    ],
)
def test_a_word_beside_a_count_of_people_says_what_befell_them(
    text: str, expected: tuple[str, str], lexicon: Lexicon
) -> None:
    assert read(text, lexicon)[-1] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The shells destroyed nine vehicles.",
        "The brigade suffered approximately 15 casualties.",
        "Rescuers pulled 12 people from the river.",
        "Gunmen killed five people.",
        "They destroyed the bridge at 6 o'clock.",
        "Mayor Destroyed Five people.",
    ],
)
def test_what_may_well_have_stood_there_is_left(text: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon) == []


def test_a_restored_word_is_read_from_what_stands_in_the_document(lexicon: Lexicon) -> None:
    text = "A blast harmful 30 people."
    wrong = Restoration(start=8, end=15, observed="harmful", restored="damaging", confidence=0.6, rule="neighbour")
    reading = reading_with(text, (wrong,))
    (slot,) = read_slots(reading, "en", lexicon)
    assert (reading.text[slot.start : slot.end], slot.word) == ("damaging", "wounding")


def test_a_language_without_a_table_has_no_slots(lexicon: Lexicon) -> None:
    assert slots_of("fr") is None
    assert read("Six personnes ont été tuées.", lexicon, language="fr") == []


def test_shares_of_one_place_add_up_to_no_more_than_all() -> None:
    places = slots_of("en")
    assert places is not None
    for families in places.values():
        assert 0 < sum(sum(words.values()) for words in families.values()) < 1

"""Which places a publication keeps back."""

from __future__ import annotations

import pytest

import harmattan
from harmattan.lexicons import load
from harmattan.records.bundle import Extraction
from harmattan.stages.publication import PublicationSettings
from harmattan.stages.publication.names import persons_of
from harmattan.stages.publication.places import Guarded, guarded_in


def guarded(text: str, *, as_of: str = "2026-06-01", **fields: str) -> Guarded:
    (found,) = harmattan.extract({"text": text, "published": "2026-03-03"} | fields)
    assert isinstance(found, Extraction)
    lexicon = load()
    persons = persons_of(found.document, found.mentions, found.claims, lexicon=lexicon)
    return guarded_in(
        found.document,
        found.mentions,
        found.claims,
        persons,
        lexicon=lexicon,
        settings=PublicationSettings(as_of=as_of),
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gunmen killed 12 villagers on Monday, a resident of Farabougou said.", "Farabougou"),
        ("A local source in Ouenkoro said gunmen killed 12 villagers on Monday.", "Ouenkoro"),
        ("Reached by phone in Dioura, a teacher said gunmen killed 12 villagers.", "Dioura"),
        ("Seydou Touré, a farmer from Bankass, said gunmen killed 12 villagers.", "Bankass"),
        ("Witnesses near Zzyzxville told AFP that gunmen killed 12 people.", "Zzyzxville"),
    ],
)
def test_where_a_source_without_a_name_is_is_kept_back(text: str, place: str) -> None:
    assert place in guarded(text).sources


def test_where_a_french_source_is_is_kept_back() -> None:
    text = "D'après un habitant de Diankabou, des hommes armés ont tué douze villageois lundi."
    assert "Diankabou" in guarded(text, language="fr").sources


@pytest.mark.parametrize(
    "text",
    [
        "Residents said gunmen killed 12 villagers in Farabougou on Monday.",
        "The army said on Monday that gunmen killed 12 villagers in Farabougou.",
        "A resident said gunmen told AFP nothing.",
    ],
)
def test_where_something_happened_is_not_where_a_source_is(text: str) -> None:
    found = guarded(text)
    assert "Farabougou" not in found.sources
    assert "AFP" not in found.sources


@pytest.mark.parametrize(
    "text",
    [
        "300 fighters have massed in Dioura, the army said.",
        "JNIM now holds Dioura.",
        "The army has withdrawn from Dioura.",
        "A column of pick-ups with fighters was seen near Dioura.",
    ],
)
def test_a_position_is_kept_back_while_it_is_fresh(text: str) -> None:
    assert "Dioura" in guarded(text, as_of="2026-03-16").positions
    assert guarded(text, as_of="2026-03-17").positions == frozenset()


def test_an_old_position_in_a_young_report_is_old() -> None:
    assert guarded("JNIM seized the town of Dioura on 3 May 2021.", as_of="2026-03-04").positions == frozenset()
    assert "Dioura" in guarded("JNIM seized the town of Dioura on 3 March.", as_of="2026-03-04").positions


def test_an_attack_is_no_position() -> None:
    assert guarded("Gunmen killed 12 villagers in Dioura on Monday.", as_of="2026-03-04").positions == frozenset()

from __future__ import annotations

from functools import cache

import pytest

from harmattan.lexicons import load
from harmattan.plugins.extractors.rules import RuleExtractor, RuleSettings
from harmattan.plugins.places import LexiconPlaces
from harmattan.records.base import MadeBy
from harmattan.records.document import Block, Document


@cache
def extractor() -> RuleExtractor:
    lexicon = load()
    return RuleExtractor(lexicon=lexicon, places=LexiconPlaces(lexicon), settings=RuleSettings(screen=False))


def days_of_tolls(text: str, language: str = "en", published: str | None = "2024-11-14") -> list[str | None]:
    (found,) = extractor().propose(
        [
            Document(
                id="doc-1", made_by=MadeBy(stage="reading", version="test"), language=language, text=text, published=published,
                media_type="text/plain", blocks=(Block(start=0, end=len(text), kind="paragraph"),),
            )
        ]
    )  # fmt: skip
    return [claim.time and claim.time.start for claim in found.proposals if claim.kind == "toll"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The army said on Tuesday that 12 soldiers had been killed.", "en"),
        ("L'armée a annoncé mardi la mort de 12 soldats.", "fr"),
        ("Mardi, l'armée a annoncé que 12 soldats avaient été tués.", "fr"),
    ],
)
def test_the_day_of_saying_is_not_the_day_of_what_is_said(text, language):
    assert days_of_tolls(text, language) == [None]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The army said on Tuesday that 12 soldiers had been killed on Sunday.", "en"),
        ("Gunmen killed 12 soldiers on Sunday, the army said on Tuesday.", "en"),
        ("L'armée a annoncé mardi que 12 soldats avaient été tués dimanche.", "fr"),
    ],
)
def test_what_is_said_keeps_its_own_day(text, language):
    assert days_of_tolls(text, language) == ["2024-11-10"]


def test_a_dateline_goes_before_the_day_of_publication():
    text = "GAO, Mali, 8 November (Wire) - Gunmen killed 12 soldiers on Tuesday."
    assert days_of_tolls(text) == ["2024-11-05"]
    assert days_of_tolls(text.partition(" - ")[2]) == ["2024-11-12"]


def test_the_next_day_is_told_from_the_sentence_before():
    assert days_of_tolls("Rebels took Gao on 3 November. The next day they killed 12 soldiers.") == ["2024-11-04"]


def test_without_dateline_and_publication_a_weekday_has_no_day():
    assert days_of_tolls("Gunmen killed 12 soldiers on Tuesday.", published=None) == [None]

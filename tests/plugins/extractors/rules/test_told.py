"""The second opinion on tolls: words of deaths that nobody reports."""

from __future__ import annotations

from functools import cache

import pytest

from harmattan.lexicons import load
from harmattan.plugins.extractors.rules import RuleExtractor, RuleSettings
from harmattan.plugins.extractors.rules.told import doubt_of, marks_of, told_score
from harmattan.plugins.places import LexiconPlaces
from harmattan.ports import Proposals
from harmattan.records.base import MadeBy, record_id
from harmattan.records.document import Block, Document

PROPHECY = "The old prophecy says that 300 warriors die at the ford on the day the drought ends."
AMBUSH = "An ambush killed 14 soldiers near the border."


@cache
def extractor(second_opinion: bool) -> RuleExtractor:
    lexicon = load()
    settings = RuleSettings(second_opinion=second_opinion)
    return RuleExtractor(lexicon=lexicon, places=LexiconPlaces(lexicon), settings=settings)


def proposed(text: str, second_opinion: bool) -> Proposals:
    document = Document(
        id=record_id("doc", text), made_by=MadeBy(stage="reading", version="1"), text=text, language="en",
        media_type="text/plain", blocks=(Block(start=0, end=len(text), kind="paragraph"),),
    )  # fmt: skip
    return next(iter(extractor(second_opinion).propose([document])))


def kinds(found: Proposals) -> list[str]:
    return [proposal.kind for proposal in found.proposals]


def test_a_doubted_toll_is_refused_with_its_sentence_and_its_odds() -> None:
    found = proposed(f"{AMBUSH} {PROPHECY}", second_opinion=True)
    assert kinds(found).count("toll") == 1
    refusal = found.refusals[0]
    assert [item.code for item in found.refusals] == ["unreal"]
    assert (refusal.start, refusal.end) == (len(AMBUSH) + 1, len(AMBUSH) + 1 + len(PROPHECY))
    assert f"log odds {told_score(PROPHECY):.1f}" in refusal.reason


def test_without_a_second_opinion_every_toll_is_kept() -> None:
    found = proposed(f"{AMBUSH} {PROPHECY}", second_opinion=False)
    assert kinds(found).count("toll") == 2
    assert not found.refusals


def test_only_the_toll_goes_what_happened_stays() -> None:
    text = "A study by the insurer says that 4,000 residents died when the strike hits the dam."
    kept, doubted = (proposed(text, wanted) for wanted in (False, True))
    assert set(kinds(kept)) > {"toll"}
    assert kinds(doubted) == [kind for kind in kinds(kept) if kind != "toll"]


def test_numbers_and_names_weigh_the_same_whichever_they_are() -> None:
    one = marks_of("Gunmen killed 14 people in Brasko on Sunday.")
    other = marks_of("Gunmen killed 900 people in Ventura on Friday.")
    assert one.tolist() == other.tolist()


@pytest.mark.parametrize("text", ["", "...", "14", "ALL WAS SHOUTED", "٣ قتلى", "a" * 100_000])
def test_any_text_has_a_score(text: str) -> None:
    assert abs(told_score(text)) < 100


def test_a_language_it_has_not_learned_is_not_doubted() -> None:
    assert doubt_of(PROPHECY, "en") is not None
    assert doubt_of(PROPHECY, "de") is None

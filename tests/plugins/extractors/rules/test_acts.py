"""A sentence is coded by what it tells first: the act nearest to its main verb, what is to come as agreed to or threatened."""

from __future__ import annotations

import pytest

from harmattan.lexicons import Lexicon, load
from harmattan.plugins.extractors.rules import RuleExtractor
from harmattan.plugins.extractors.rules.acts import Act
from harmattan.plugins.places import LexiconPlaces
from harmattan.records.base import MadeBy
from harmattan.records.document import Block, Document
from harmattan.stages.claims import extract


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


@pytest.fixture(scope="module")
def extractor(lexicon: Lexicon) -> RuleExtractor:
    return RuleExtractor(lexicon=lexicon, places=LexiconPlaces(lexicon))


def document(text: str, language: str = "en") -> Document:
    made_by = MadeBy(stage="test", version="1")
    blocks = (Block(start=0, end=len(text), kind="paragraph"),)
    return Document(id="doc_1", made_by=made_by, text=text, language=language, media_type="text/plain", blocks=blocks)


def acts_in(extractor: RuleExtractor, text: str, language: str = "en") -> list[Act]:
    return extractor.acts(document(text, language=language))


TYPES = [
    # the main verb goes before what it is about, and before what is told aside
    ("Mali rejected an offer of talks after the attack on Gao.", "REJECT", "meet"),
    ("The minister demanded the release of the prisoners.", "REQUEST", "yield"),
    ("Niger accused Benin of sheltering gunmen who had killed ten soldiers.", "ACCUSE", "allege"),
    # what only reports and what only lends its subject tells nothing
    ("The governor said that troops had shelled the village.", "ASSAULT", "heavy-weapons"),
    ("Students staged a rally in Bamako.", "PROTEST", "demo"),
    # what is to come is agreed to where it is friendly, threatened where it is not
    ("Algeria will provide humanitarian aid to the refugees.", "AGREE", None),
    ("The junta will ban all political parties.", "THREATEN", "ban"),
    ("The rebels are ready to attack the capital.", "THREATEN", "violence"),
    # what must be done is asked for
    ("The army must withdraw from Kidal, the envoy said.", "REQUEST", "yield"),
    # what is over is the contrary of what it was
    ("The army lifted the siege of the town.", "RETREAT", "access"),
    ("The unions called off the general strike.", "CONCEDE", None),
    ("France suspended military aid to Chad.", "SANCTION", "discontinue"),
    ("The president announced the lifting of the ban on political parties.", "CONCEDE", None),
    # who rules orders a deed and it is done; whoever is ordered to do one is asked for it
    ("The government ordered the arrest of three monks.", "COERCE", "arrest"),
    ("The president ordered the release of 100 prisoners.", "RETREAT", "release"),
    ("The president ordered the rebels to release the hostages.", "REQUEST", "yield"),
    # a place taken is coercion, and an assault where fighting is told with it
    ("Rebels captured the airport of Gao.", "COERCE", "seize"),
    ("Rebels captured the airport of Gao after a battle with the army.", "ASSAULT", "firearms"),
    # a sentence that names no side of a war is read all the same
    ("The junta raised the wages of teachers.", "CONCEDE", None),
    # one word, told apart by what it governs
    ("China tested a new missile over the desert.", "MOBILIZE", "weapons"),
    ("American helicopters evacuated foreigners from the capital.", "AID", None),
    ("The two countries share data about smugglers.", "COOPERATE", None),
    ("Rail workers began a strike on Monday.", "PROTEST", "strike"),
    ("The president dismissed an appeal for talks.", "REJECT", "meet"),
]
FRENCH = [
    ("Le Niger a rompu ses relations diplomatiques avec le Bénin.", "SANCTION", "discontinue"),
    ("Le Mali et l'Algérie ont signé un accord de défense.", "SUPPORT", None),
    ("Le gouvernement a suspendu la radio et un journal.", "COERCE", "censor"),
]


@pytest.mark.parametrize(("text", "plover", "mode"), TYPES)
def test_a_sentence_has_the_type_of_its_main_act(
    extractor: RuleExtractor, text: str, plover: str, mode: str | None
) -> None:
    assert [(act.plover, act.mode) for act in acts_in(extractor, text)] == [(plover, mode)]


@pytest.mark.parametrize(("text", "plover", "mode"), FRENCH)
def test_so_has_a_french_one(extractor: RuleExtractor, text: str, plover: str, mode: str | None) -> None:
    assert [(act.plover, act.mode) for act in acts_in(extractor, text, "fr")] == [(plover, mode)]


def test_a_sentence_without_any_act_has_none(extractor: RuleExtractor) -> None:
    assert acts_in(extractor, "The river is two kilometres wide at Gao.") == []


def test_a_verb_that_may_tell_many_things_tells_none_without_what_it_governs(extractor: RuleExtractor) -> None:
    assert acts_in(extractor, "The army sent a letter.") == []


def test_a_position_has_the_type_of_saying_so(extractor: RuleExtractor, lexicon: Lexicon) -> None:
    text = "The rebels attacked Gao. The governor demanded that the army withdraw from the town."
    (found,) = extract([document(text)], extractor=extractor, lexicon=lexicon)
    (position,) = [claim for claim in found.claims if claim.kind == "position"]
    assert position.event_type is not None
    assert (position.event_type.plover, position.event_type.mode) == ("REQUEST", "yield")


def test_a_word_that_governs_what_it_asks_for_goes_before_one_that_does_not(extractor: RuleExtractor) -> None:
    (act,) = acts_in(extractor, "Workers watched as aircraft struck the military camp.")
    assert act.plover == "ASSAULT"


@pytest.mark.parametrize(("text", "told"), [
    ("The army sent humanitarian aid to the villagers of Gao.", ["AID"]),
    ("Gunmen attacked an aid convoy after villagers had sent a letter to the army in Gao.", []),
])  # fmt: skip
def test_a_verb_is_an_event_only_where_it_governs_what_makes_it_one(
    extractor: RuleExtractor, lexicon: Lexicon, text: str, told: list[str]
) -> None:
    (found,) = extract([document(text)], extractor=extractor, lexicon=lexicon)
    verbs = [claim for claim in found.claims if any(p.role == "trigger" and "sent" in p.text for p in claim.parts)]
    assert [claim.event_type.plover for claim in verbs if claim.event_type is not None] == told

from __future__ import annotations

import pytest

from harmattan.lexicons import Lexicon, load
from harmattan.records.base import MadeBy
from harmattan.records.claim import ActorRef, Attribution, Certainty, Claim, Evidence, Part
from harmattan.stages.events.identify import identify, identity


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def known_as(name: str, lexicon: Lexicon, language: str = "en") -> str:
    return identity(None, name, language=language, lexicon=lexicon)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gunmen", "Unknown gunmen"),
        ("gunmen", "unidentified gunman"),
        ("suspected insurgents", "insurgents"),
        ("residents", "inhabitants"),
        ("soldiers", "servicemen"),
    ],
)
def test_descriptions_that_say_the_same_are_one_actor(one: str, other: str, lexicon: Lexicon) -> None:
    assert known_as(one, lexicon) == known_as(other, lexicon)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gunmen", "tribal gunmen"),
        ("religious groups", "ethnic groups"),
        ("soldiers", "civilians"),
        ("armed men", "men"),
        ("Bishop Ramos", "Priest Ramos"),
    ],
)
def test_descriptions_that_say_more_are_others(one: str, other: str, lexicon: Lexicon) -> None:
    assert known_as(one, lexicon) != known_as(other, lexicon)


def test_a_concept_is_one_in_both_languages(lexicon: Lexicon) -> None:
    assert known_as("enfants", lexicon, "fr") == known_as("children", lexicon)
    assert known_as("assaillants inconnus", lexicon, "fr") == known_as("assailants", lexicon)


def test_a_name_that_is_known_goes_before_its_words(lexicon: Lexicon) -> None:
    assert identity("jnim", "gunmen", language="en", lexicon=lexicon) == "jnim"
    assert known_as("Amina Kolado", lexicon) == known_as("Amina  kolado", lexicon)


def test_one_actor_has_all_descriptions_that_claims_give_it(lexicon: Lexicon) -> None:
    def claim(number: int, name: str) -> Claim:
        return Claim(
            id=f"clm-{number}", made_by=MadeBy(stage="claims", version="1"), document_id="doc-1", kind="event",
            statement=f"{name} attacked", statement_language="en",
            evidence=Evidence(start=0, end=len(name) + 9, quote=f"{name} attacked"),
            parts=(Part(role="trigger", start=len(name) + 1, end=len(name) + 9, text="attacked"),),
            actors=(ActorRef(role="initiator", actor_id=None, name=name, start=0, end=len(name)),),
            attribution=Attribution(kind="author"), certainty=Certainty(holder="author", value="CT+", author_value="CT+"),
        )  # fmt: skip

    (actor,) = identify([claim(1, "gunmen"), claim(2, "Unknown gunmen")], lexicon=lexicon)
    assert [name.text for name in actor.names] == ["Unknown gunmen", "gunmen"]
    assert actor.kind == "armed_group"

from __future__ import annotations

import pytest

from harmattan.lexicons import Lexicon, load
from harmattan.records.document import Block, Damage, Restoration
from harmattan.stages.reading import doubtful
from harmattan.stages.reading.damage import DamageSettings, repair
from harmattan.stages.reading.doubtful import SLOT, damage_of

SPUN = (
    "Gunmen betwixt the villages raided a bazaar on Monday successful the north, sidesplitting 12 civilians and hurting 7, "
    "a police officeholder said. The raiders too abducted three instructors, according to a fig of dwellers. Soldiers "
    "arrived astir two hours late and fought the insurgents; four soldiers deceased. The governing has nary comment "
    "connected the onslaught. Residents pronounced the assaulters whitethorn beryllium from a competitor gang."
)
CLEAN = "The army said 25 soldiers were killed in an ambush. Residents said the attackers too may be from a rival gang."


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def whole(text: str) -> tuple[Block, ...]:
    return (Block(start=0, end=len(text), kind="paragraph"),)


def reading(observed: str, restored: str, text: str = SPUN) -> Restoration:
    at = text.index(observed)
    return Restoration(
        start=at, end=at + len(observed), observed=observed, restored=restored, confidence=0.7, rule="neighbour"
    )


def doubted(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch, *likely: Restoration, text: str = SPUN
) -> list[tuple[str, str]]:
    """Return what stays doubtful of a likely reading; the one surely put back is `betwixt`."""
    sure = (reading("betwixt", "between"),)
    repaired = Damage(kind="spun", share=0.2, restorations=sure, doubtful=likely)
    monkeypatch.setattr(doubtful, "repair_all", lambda *given: [repaired])
    doubted = damage_of(text, "en", whole(text), lexicon).doubtful
    return [(each.observed, each.restored) for each in doubted if each.rule != SLOT]


def test_what_is_only_likely_stands_apart_from_what_is_put_back(lexicon: Lexicon) -> None:
    damage = damage_of(SPUN, "en", whole(SPUN), lexicon)
    assert damage.restorations == repair(SPUN, "en", whole(SPUN), lexicon).restorations
    likely = {each.observed: each.restored for each in damage.doubtful}
    assert likely["pronounced"] == "said"
    assert all(SPUN[each.start : each.end] == each.observed for each in damage.doubtful)
    taken = {at for each in damage.restorations for at in range(each.start, each.end)}
    assert all(taken.isdisjoint(range(each.start, each.end)) for each in damage.doubtful)
    settings = DamageSettings()
    assert all(each.confidence >= settings.likely_floor for each in damage.doubtful)
    assert settings.touch > settings.likely_touch


def test_nothing_is_doubtful_in_a_text_that_nobody_spun(lexicon: Lexicon) -> None:
    assert damage_of(CLEAN, "en", whole(CLEAN), lexicon) == Damage()
    glued = (
        "Officials said the fighterswhich crossed the border had fled, and that villagesand camps were searched too."
    )
    damage = damage_of(glued, "en", whole(glued), lexicon)
    assert damage.kind == "fused"
    assert damage.doubtful == ()


def test_a_word_by_a_count_of_people_is_read_by_where_it_stands(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = SPUN.replace("hurting 7", "harmful 7")
    start = text.index("harmful")
    likely = reading("harmful", "damaging", text)
    sure = (reading("betwixt", "between", text),)
    repaired = Damage(kind="spun", share=0.2, restorations=sure, doubtful=(likely,))
    monkeypatch.setattr(doubtful, "repair_all", lambda *given: [repaired])
    found = [each for each in damage_of(text, "en", whole(text), lexicon).doubtful if each.start == start]
    assert [(each.restored, each.rule) for each in found] == [("wounding", SLOT)]


def test_what_was_put_back_is_read_once(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    assert doubted(lexicon, monkeypatch, reading("betwixt", "amid"), reading("too", "also")) == [("too", "also")]


@pytest.mark.parametrize(
    ("observed", "restored", "stays"),
    [
        ("said", "denied", False),
        ("said", "admitted", False),
        ("suspected", "known", False),
        ("reportedly", "also", False),
        ("whitethorn", "may", True),
        ("pronounced", "said", True),
    ],
)
def test_no_doubtful_reading_takes_a_hedge_off_or_has_a_party_own_up(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch, observed: str, restored: str, *, stays: bool
) -> None:
    text = f"{SPUN} The suspected raiders reportedly fled."
    expected = [(observed, restored)] if stays else []
    assert doubted(lexicon, monkeypatch, reading(observed, restored, text), text=text) == expected


def test_a_word_without_which_a_hedge_is_none_is_read_as_it_stands(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{SPUN} These figures necessitate confirmation, and the raids necessitate patience."
    doubt = reading("necessitate", "involve", text)
    assert doubted(lexicon, monkeypatch, doubt, text=text) == []
    other = f"{SPUN} These raids necessitate patience."
    assert doubted(lexicon, monkeypatch, reading("necessitate", "involve", other), text=other) != []


def test_no_doubtful_reading_stands_inside_a_hedge(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{SPUN} The claim is subject to confirmation."
    assert doubted(lexicon, monkeypatch, reading("subject", "topic", text), text=text) == []


def test_no_guess_is_put_back_for_a_word_that_a_hedge_needs(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Gunmen betwixt the hills killed 12 civilians. These data necessitate independent confirmation."
    sure = (reading("betwixt", "between", text), reading("necessitate", "involve", text))
    monkeypatch.setattr(doubtful, "repair_all", lambda *given: [Damage(kind="spun", share=0.2, restorations=sure)])
    assert damage_of(text, "en", whole(text), lexicon).restorations == sure[:1]
    elsewhere = text.replace("confirmation", "observers")
    assert damage_of(elsewhere, "en", whole(elsewhere), lexicon).restorations == sure

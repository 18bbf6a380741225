from __future__ import annotations

import pytest

from harmattan.lexicons import load
from harmattan.records.claim import EventType
from harmattan.stages.events import identify
from harmattan.stages.events.coding import code, violence
from invented import attack, lexicon, toll


@pytest.mark.parametrize(
    ("by", "on", "expected"),
    [
        (["x:army"], ["x:front"], 1),
        (["x:front"], ["x:army"], 1),
        (["x:army"], ["y:army"], 1),
        (["x:front"], ["x:league"], 2),
        (["gunmen"], ["villagers"], 3),
        (["x:army"], ["villagers"], 3),
        (["x:front"], ["x:army", "villagers"], 1),
        (["x:front", "x:league"], [], 2),
        (["x:front", "x:army"], [], 1),
        (["gunmen"], [], None),
        ([], ["villagers"], None),
        (["somebody"], ["villagers"], None),
    ],
)
def test_ucdp_type_follows_who_met_whom(by: list[str], on: list[str], expected: int | None) -> None:
    assert violence([attack(by=by, on=on)], lexicon()) == expected


def test_civilian_dead_of_a_strike_do_not_show_that_it_was_aimed_at_them() -> None:
    strike = attack(by=["x:army"], on=["x:front"])
    assert violence([strike, toll(9, 9, on=["villagers"])], lexicon()) == 1
    assert violence([attack(by=["x:army"]), toll(9, 9, on=["villagers"])], lexicon()) is None


def test_villagers_whom_gunmen_killed_were_aimed_at() -> None:
    assert violence([toll(9, 9, by=["gunmen"], on=["villagers"])], lexicon()) == 3


def test_french_actors_are_told_by_their_first_word() -> None:
    struck = attack(by=["groupes de jeunes"], on=["civils"])
    struck = struck.__class__(
        **{name: getattr(struck, name) for name in struck.__struct_fields__} | {"statement_language": "fr"}
    )
    assert violence([struck], lexicon()) == 3


def test_what_is_no_violence_has_no_ucdp_type() -> None:
    struck = attack(by=["x:army"], on=["x:front"])
    assert code([struck], lexicon()).ucdp == 1
    peaceful = attack(by=["x:army"], on=["x:front"], event_type=struck.event_type.__class__(plover="CONSULT"))
    assert code([peaceful], lexicon()).ucdp is None


def test_armed_forces_are_a_states_although_armed_men_are_not() -> None:
    def kind(name: str) -> str:
        (found,) = identify([attack(by=[name])], lexicon=load())
        return found.kind

    assert kind("armed forces") == "military"
    assert kind("armed groups") == "armed_group"


def test_who_fled_was_not_aimed_at() -> None:
    fled = attack(on=["villagers"], event_type=None)
    assert violence([attack(by=["x:front"]), fled], lexicon()) is None


def test_one_voice_of_a_rarer_kind_does_not_rename_what_many_tell() -> None:
    plain = EventType(plover="ASSAULT", acled="Armed clash")
    taken = EventType(plover="ASSAULT", mode="abduct", acled="Abduction/forced disappearance")
    many = [attack(at=100 * place, event_type=plain) for place in range(5)]
    assert code([*many, attack(at=900, event_type=taken)], lexicon()).mode is None
    assert code([many[0], attack(at=900, event_type=taken)], lexicon()).mode == "abduct"

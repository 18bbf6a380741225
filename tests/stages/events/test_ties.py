"""Relations, control and actors."""

from __future__ import annotations

from harmattan.records.base import record_id
from harmattan.stages.events import hold, identify, relate
from invented import actor, attack, claim, document, lexicon, place


def pair(one: str, other: str) -> list:
    return [actor("subject", one), actor("object", other)]


def test_rivals_are_one_edge_whichever_is_named_first() -> None:
    told = [
        claim("relation", trigger="rivals", actors=pair("x:front", "x:league")),
        claim("relation", trigger="rivals", at=90, actors=pair("x:league", "x:front")),
    ]
    (relation,) = relate(told, lexicon=lexicon())
    assert (relation.kind, relation.subject, relation.object) == ("rival", "x:front", "x:league")
    assert set(relation.claim_ids) == {item.id for item in told}


def test_two_subjects_of_a_rivalry_are_its_two_ends() -> None:
    both = [actor("subject", "x:front"), actor("subject", "x:league")]
    (relation,) = relate([claim("relation", trigger="rivals", actors=both)], lexicon=lexicon())
    assert {relation.subject, relation.object} == {"x:front", "x:league"}


def test_succession_keeps_its_direction() -> None:
    (relation,) = relate([claim("relation", trigger="replaced", actors=pair("x:league", "x:front"))], lexicon=lexicon())
    assert (relation.kind, relation.subject, relation.object) == ("successor", "x:league", "x:front")


def test_support_backs_and_an_unknown_actor_goes_by_its_name() -> None:
    given = claim(
        "support", trigger="supplies", actors=[actor("supporter", "The Uncle"), actor("supported", "x:front")]
    )
    (relation,) = relate([given], lexicon=lexicon())
    assert (relation.kind, relation.subject) == ("backs", record_id("act", "the uncle"))
    assert relation.subject in {item.id for item in identify([given], lexicon=lexicon())}


def test_a_denied_relation_and_one_with_itself_are_no_edges() -> None:
    told = [
        claim("relation", trigger="rivals", value="CT-", actors=pair("x:front", "x:league")),
        claim("relation", trigger="rivals", at=90, actors=pair("x:front", "x:front")),
        claim("relation", trigger="dreamt", at=180, actors=pair("x:front", "x:league")),
    ]
    assert relate(told, lexicon=lexicon()) == ()


def test_control_says_who_held_what_and_how_old_the_word_is() -> None:
    early, late = document("a", published="2031-05-01"), document("b", published="2031-05-04")
    told = [
        claim(
            "control",
            trigger="holds",
            document_id=item.id,
            actors=[actor("subject", "x:front")],
            places=[place("Oued")],
        )
        for item in (late, early)
    ]
    (control,) = hold(told, [early, late], lexicon=lexicon())
    assert (control.place_id, control.holder, control.state) == ("place:oued", "x:front", "held")
    assert control.last_reported == "2031-05-04"
    assert len(control.claim_ids) == 2


def test_a_withdrawal_is_a_place_lost_to_who_withdrew() -> None:
    left = claim("event", trigger="withdrew", by=["x:army"], places=[place("Oued")])
    (control,) = hold([left], [], lexicon=lexicon())
    assert (control.holder, control.state) == ("x:army", "lost")


def test_denied_planned_and_country_wide_control_is_none() -> None:
    told = [
        claim("control", trigger="holds", value="CT-", places=[place("Oued")]),
        claim("control", trigger="holds", at=90, realis="planned", places=[place("Oued")]),
        claim("control", trigger="holds", at=180, places=[place("Xanadu", "country")]),
        attack(at=270, places=[place("Oued")]),
    ]
    assert hold(told, [], lexicon=lexicon()) == ()


def test_a_place_that_no_gazetteer_knows_is_held_under_its_name() -> None:
    unknown = place("Nowhere", latitude=None, longitude=None)
    unknown = unknown.__class__(
        place_id=None, name="Nowhere", latitude=None, longitude=None, country=None, precision="exact", start=0, end=7
    )
    (control,) = hold([claim("control", trigger="holds", places=[unknown])], [], lexicon=lexicon())
    assert control.place_id == record_id("plc", "nowhere")
    assert control.holder is None


def test_actors_come_from_the_lexicon_where_it_knows_them_and_from_their_words_else() -> None:
    told = [attack(by=["x:katiba"], on=["villagers"], said_by="x:army"), attack(at=90, by=["someone"])]
    found = {item.names[0].text: item for item in identify(told, lexicon=lexicon())}
    assert {name: item.kind for name, item in found.items()} == {
        "Night Katiba": "rebel", "villagers": "civilian", "Army of Xanadu": "military", "someone": "unknown",
    }  # fmt: skip
    assert found["Night Katiba"].parents[0].actor_id == "x:front"

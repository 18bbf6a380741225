"""What independent voices make of a happening that several stories tell, and what makes no voice."""

from __future__ import annotations

from typing import Any

import pytest

from harmattan.lexicons.rows import ActorNameRow, ActorRow, OutletRow, TieRow
from harmattan.records.actor import Relation
from harmattan.records.assessment import Assessment
from harmattan.records.base import MadeBy
from invented import claim, lexicon, toll
from told import ARMY, COPY, FRONT, POST, TIMES, TOWN, WIRE, judged, told


def codes(assessment: Assessment) -> set[str]:
    return {reason.code for reason in assessment.reasons}


def test_two_outlets_corroborate_each_other_on_all_that_they_agree_on() -> None:
    found = judged(told(POST), told(TIMES))
    assert {name: item.status for name, item in found.items()} == dict.fromkeys(
        ("occurrence", "place", "toll"), "corroborated"
    )
    assert found["occurrence"].admiralty.information == 2
    assert {"corroborated_by", "same_happening"} <= codes(found["occurrence"])
    assert [(n.low, n.best, n.high) for n in found["toll"].numbers] == [(12, 12, 12)]


def test_a_copy_is_no_second_voice() -> None:
    found = judged(told(POST), told(COPY), copies=((POST, COPY),))
    assert (found["occurrence"].status, found["occurrence"].origins) == ("single_origin", 1)


def test_copies_move_nothing_between_independent_stories_either() -> None:
    without = judged(told(POST), told(TIMES))
    within = judged(told(POST), told(TIMES), told(COPY), copies=((POST, COPY),))
    for name, item in without.items():
        assert (item.status, item.confidence, item.origins) == (
            within[name].status,
            within[name].confidence,
            within[name].origins,
        )
        assert item.numbers == within[name].numbers


@pytest.mark.parametrize("speaker", ["the mayor", "x:army"])
def test_one_speaker_in_two_reports_is_one_voice(speaker: str) -> None:
    found = judged(told(POST, said_by=speaker), told(TIMES, said_by=speaker))
    assert found["place"].status == "single_origin"
    assert found["place"].origins == 2


def test_a_force_and_what_it_is_part_of_are_one_voice() -> None:
    assert judged(told(POST, said_by="x:army"), told(TIMES, said_by="x:guard"))["place"].status == "single_origin"


@pytest.mark.parametrize("weak", [{"anonymous": "some sources"}, {"value": "PS+"}, {"unconfirmed": True}])
def test_who_does_not_stand_by_it_is_no_voice(weak: dict[str, Any]) -> None:
    assert judged(told(POST), told(TIMES, **weak))["place"].status == "single_origin"


def test_a_party_on_its_enemys_losses_never_corroborates() -> None:
    boast = told(FRONT, 40, dead={"on": ["x:army"], "group": None})
    other = told(TIMES, 40, said_by="x:katiba", dead={"on": ["x:army"], "group": None})
    toll_of = judged(boast, other)["toll"]
    assert toll_of.status == "single_origin"
    assert "corroborated_by" not in codes(toll_of)
    assert {number.best for number in toll_of.numbers} == {None}


def test_an_outlet_that_agrees_with_such_a_party_is_still_alone() -> None:
    boast = told(FRONT, 40, dead={"on": ["x:army"]})
    assert judged(boast, told(POST, 40, dead={"on": ["x:army"]}))["toll"].status == "single_origin"


def test_a_party_that_admits_its_losses_confirms_what_an_outlet_counts() -> None:
    found = judged(told(ARMY, dead={"on": ["x:army"]}), told(POST, dead={"on": ["x:army"]}))["toll"]
    assert found.status == "confirmed"
    assert "confirmed_by_admission" in codes(found)


def test_what_both_sides_say_is_confirmed() -> None:
    found = judged(told(ARMY), told(FRONT))["occurrence"]
    assert (found.status, found.admiralty.information) == ("confirmed", 1)
    assert "confirmed_by_both_sides" in codes(found)


def test_counts_that_can_not_both_be_so_are_contested_and_none_is_chosen() -> None:
    found = judged(told(POST, 12), told(TIMES, 15))
    assert found["toll"].status == "contested"
    assert "counts_differ" in codes(found["toll"])
    assert [(n.low, n.best, n.high) for n in found["toll"].numbers] == [(12, None, 15)]
    assert found["occurrence"].status == "corroborated"


def test_a_toll_that_rises_later_is_no_contradiction() -> None:
    assert judged(told(POST, 12), told(COPY, 15))["toll"].status != "contested"
    assert judged(told(POST, 15), told(COPY, 12))["toll"].status == "contested"


def test_counts_of_different_people_do_not_contradict_each_other() -> None:
    found = judged(told(POST, 12), told(TIMES, 15, dead={"group": "civilians"}))
    assert found["toll"].status != "contested"


def test_a_denial_still_contests_what_two_voices_say() -> None:
    said = told(POST)
    denial = claim("judgement", document_id=TIMES.id, at=900, said_by="x:league", links=[(said[0].id, "denies")])
    assert judged(said, [*told(TIMES), denial])["occurrence"].status == "contested"


def test_a_sum_over_many_incidents_joins_no_story() -> None:
    found = judged(
        told(POST),
        [*told(TIMES), toll(2100, None, "at_least", at=300, document_id=WIRE.id, aggregate=True, places=[TOWN])],
    )
    assert 2100 not in {number.low for item in found.values() for number in item.numbers}


def test_two_sides_of_one_fight_do_not_dispute_who_did_it_and_two_accusers_do() -> None:
    ours = told(ARMY, by=["x:army"])
    theirs = told(FRONT, by=["x:front"], on=["x:army"])
    assert judged(ours, theirs)["perpetrator"].status != "contested"
    assert judged(told(POST, by=["x:league"]), told(TIMES, by=["x:front"]))["perpetrator"].status == "contested"


CORPS = ActorRow(
    id="y:corps", kind="military", names=(ActorNameRow(text="Yonder Corps"),), patrons=(TieRow(actor="x:army"),)
)
ALLY = Relation(
    id="rel-1",
    made_by=MadeBy(stage="test", version="1"),
    subject="x:league",
    object="x:front",
    kind="ally",
    claim_ids=(),
)


def test_a_patron_and_its_client_are_one_voice_and_not_two_sides() -> None:
    ours, theirs = told(ARMY, by=["gunmen"]), told(TIMES, by=["gunmen"], said_by="y:corps")
    assert judged(ours, theirs, words=lexicon(actors=[CORPS]))["occurrence"].status == "single_origin"


def test_allies_by_what_is_reported_are_one_voice_and_not_two_sides() -> None:
    ours, theirs = told(FRONT, by=["x:front"]), told(TIMES, by=["x:front"], said_by="x:league")
    assert judged(ours, theirs)["occurrence"].status == "confirmed"
    assert judged(ours, theirs, relations=(ALLY,))["occurrence"].status == "single_origin"


def test_who_mostly_carries_a_wire_is_no_voice_beside_it() -> None:
    carrier = OutletRow(id="oasis-post", name="Oasis Post", syndicates=("desert-wire",))
    assert judged(told(POST), told(WIRE))["place"].status == "corroborated"
    assert judged(told(POST), told(WIRE), words=lexicon(outlets=[carrier]))["place"].status == "single_origin"


def test_a_row_gives_an_outlet_its_letter() -> None:
    known = OutletRow(id="oasis-post", name="Oasis Post", reliability="E")
    assert judged(told(POST))["place"].admiralty.source == "C"
    assert judged(told(POST), words=lexicon(outlets=[known]))["place"].admiralty.source == "E"

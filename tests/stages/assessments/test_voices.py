"""What independent voices make of a happening that several stories tell, and what makes no voice."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from harmattan.executors import InlineKeyJoin
from harmattan.records.assessment import Assessment
from harmattan.records.base import MadeBy
from harmattan.records.claim import Claim
from harmattan.records.document import Document
from harmattan.records.lineage import Lineage, LineageMember
from harmattan.stages.assessments import assess
from harmattan.stages.events import assemble, identify, join, unite
from invented import attack, claim, document, lexicon, place, toll

TOWN = place("Tanezri")
DAY = "2031-05-02"
POST = document("a", key="post", source="Oasis Post", published="2031-05-03")
TIMES = document("b", key="times", source="River Times", published="2031-05-03")
WIRE = document("c", key="wire", source="Desert Wire", published="2031-05-03")
COPY = document("d", key="copy", source="Valley Mirror", published="2031-05-04")
ARMY = document("e", key="army", source="Army of Xanadu", published="2031-05-03")
FRONT = document("f", key="front", source="Dune Front", published="2031-05-03")


def told(source: Document, count: float = 12, /, **fields: Any) -> list[Claim]:
    """An attack and its toll, as one document tells it."""
    dead = {"group": "soldiers", "on": ["soldiers"], **fields.pop("dead", {})}
    fields = {"document_id": source.id, "places": [TOWN], "day": DAY, **fields}
    return [attack(**fields), toll(count, count, at=100, trigger="killed", **{**fields, **dead})]


def judged(*stories: list[Claim], copies: tuple[tuple[Document, Document], ...] = ()) -> dict[str, Assessment]:
    """Assess all that documents tell, by attribute; of `copies` the second repeats the first claim by claim."""
    claims = [item for story in stories for item in story]
    documents = (POST, TIMES, WIRE, COPY, ARMY, FRONT)
    origin = {copy.id: first.id for first, copy in copies}
    own = {first: [item for item in claims if item.document_id == first] for first in origin.values()}
    descents = {item.id: SimpleNamespace(repeats=item.id, origin=item.document_id) for item in claims}
    for copy, first in origin.items():
        repeated = zip([item for item in claims if item.document_id == copy], own[first], strict=True)
        descents |= {item.id: SimpleNamespace(repeats=said.id, origin=first) for item, said in repeated}
    made_by = MadeBy(stage="test", version="1")
    lineages = [
        Lineage(
            id=f"lin-{first.id}", made_by=made_by, kind="text", origin=first.id,
            members=(
                LineageMember(document_id=first.id, external_id=None, relation="origin", similarity=1.0),
                *(LineageMember(document_id=key, external_id=None, relation="copy", similarity=1.0)
                  for key, source in origin.items() if source == first.id),
            ),
        )
        for first in documents if first.id not in origin
    ]  # fmt: skip
    events = join(assemble(claims, lexicon=lexicon()), descents)
    united = unite(events, claims, documents, lineages, lexicon=lexicon(), bulk=InlineKeyJoin())
    actors = identify(claims, lexicon=lexicon())
    found = assess(united.events, claims, descents, documents, actors=actors, bonds=united.bonds, lexicon=lexicon())
    assert len(united.events) == 1, "the stories were not taken for one"
    return {item.subject.attribute: item for item in found if item.subject.event_id is not None}


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

"""What the exercise must come to, read by hand: each line of the table was held against the fifteen reports."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from harmattan.pipeline.picture import picture
from harmattan.records.assessment import Assessment
from harmattan.records.bundle import Situation
from harmattan.records.claim import Claim
from harmattan.records.picture import Picture

WIRE = "Sahel Wire Exchange"
MINISTRY = "MINISTRY OF DEFENCE OF MALI"


class Row(NamedTuple):
    """An assessment by its attribute and the words of a claim that it weighs; `numbers` are (group, unit, low, best, high)."""

    attribute: str
    claim: str
    status: str
    origins: int
    numbers: tuple[tuple[str | None, str, float | None, float | None, float | None], ...] = ()


REVIEWED = (
    # Both sides say that the camp was attacked. Six stories tell it: the wire's with its three copies, its correction, the
    # French report, the ministry, JNIM, the radio.
    Row("occurrence", "Gunmen on motorcycles attacked an army camp at Hombori", "confirmed", 6),
    Row("place", "Gunmen on motorcycles attacked an army camp at Hombori", "confirmed", 6),
    Row(
        "toll", "Seventeen soldiers were killed", "contested", 6,
        # The ministry's own four is the least, the corrected seventeen the most; JNIM's "more than 40" sets neither.
        (("soldiers", "killed", 4, None, 17), (None, "captured", None, None, 11), ("soldiers", "wounded", 22, 22, 22)),
    ),
    # What the ministry says of its enemy's losses gives no number at all.
    Row("toll", "more than 30", "single_origin", 1),
    Row("control", "Hombori is under the full control", "contested", 1),
    Row("control", "The town of Hombori is in the hands", "contested", 1),
    # The clash that one of its sides denies to have joined.
    Row("occurrence", "Fighters of JNIM and of the Islamic State in the Sahel clashed", "contested", 1),
    # A count over many months stays alone.
    Row("toll", "At least 640", "unverified", 1, (("civilians", "killed", 640, None, None),)),
    Row("support", "Foreign instructors may have trained", "unverified", 1),
    Row("occurrence", "Its fighters had burned the market", "denied", 1),
    Row("strength", "Up to 300 fighters", "unverified", 1, (("militants", "fighters", None, None, 300),)),
)  # fmt: skip


@pytest.fixture(scope="module")
def shown(exercise: Situation) -> Picture:
    return picture(exercise)


def claims_of(situation: Situation, assessment: Assessment) -> list[Claim]:
    by_id = {claim.id: claim for claim in situation.claims}
    return [by_id[key] for key in assessment.claim_ids]


def assessment_of(situation: Situation, row: Row) -> Assessment:
    found = [
        assessment
        for assessment in situation.assessments
        if assessment.subject.attribute == row.attribute
        and any(
            row.claim.lower() in f"{claim.statement} {claim.evidence.quote}".lower()
            for claim in claims_of(situation, assessment)
        )
    ]
    if row.status == "denied":
        found = [each for each in found if each.status == "denied"]
    assert found, row
    return max(found, key=lambda each: each.origins)


@pytest.mark.parametrize("row", REVIEWED, ids=lambda row: f"{row.attribute}: {row.claim}")
def test_an_assessment_stands_as_it_was_reviewed(exercise: Situation, row: Row) -> None:
    assessment = assessment_of(exercise, row)
    numbers = {(n.group, n.unit, n.low, n.best, n.high) for n in assessment.numbers}
    assert (assessment.status, assessment.origins) == (row.status, row.origins), assessment.statement
    assert set(row.numbers) <= numbers
    if row.attribute == "toll" and not row.numbers:
        assert numbers == set()


def source_of(situation: Situation, claim_id: str) -> str | None:
    claim = next(claim for claim in situation.claims if claim.id == claim_id)
    return next(document.source for document in situation.documents if document.id == claim.document_id)


def test_the_agencys_correction_updates_its_own_count_and_contradicts_it_not(exercise: Situation) -> None:
    toll = assessment_of(exercise, REVIEWED[2])
    (revised,) = [reason for reason in toll.reasons if reason.code == "revised_by"]
    corrected = [claim for claim in exercise.claims if claim.id in revised.claim_ids]
    assert {source_of(exercise, claim.id) for claim in corrected} == {WIRE}
    assert 17 in {claim.quantity.low for claim in corrected if claim.quantity is not None}
    (differ,) = [reason for reason in toll.reasons if reason.code == "counts_differ"]
    # The wire's twelve stands against the ministry's four; its own seventeen is a later word, and tolls rise.
    assert not {claim.id for claim in corrected} & set(differ.claim_ids)
    assert {source_of(exercise, key) for key in differ.claim_ids} == {WIRE, MINISTRY}


def test_each_denial_is_attached_to_what_it_denies(exercise: Situation) -> None:
    by_id = {claim.id: claim for claim in exercise.claims}
    denied = {
        (claim.statement, by_id[link.claim_id].statement)
        for claim in exercise.claims
        for link in claim.links
        if link.kind == "denies"
    }
    assert any("Azawad Liberation Front denied" in one and "killed on both sides" in other for one, other in denied)
    assert any("burned the market" in one and "burned the market" in other for one, other in denied)
    clash = assessment_of(exercise, REVIEWED[6])
    (reason,) = [reason for reason in clash.reasons if reason.code == "denied_by"]
    assert ["Azawad Liberation Front" in by_id[key].statement for key in reason.claim_ids] == [True]


def test_who_holds_the_town_stands_twice_open_and_with_its_age(shown: Picture) -> None:
    town = {each.place_id for each in shown.control if each.holder == "fama" and each.state == "held"}
    states = [each for each in shown.control if each.place_id in town and each.state in ("held", "seized")]
    assert {each.holder for each in states} == {"fama", "jnim"}
    assert {(each.end, each.last_reported) for each in states} == {(None, "2026-03-04")}


def test_nothing_is_added_up_that_is_a_sum_already(shown: Picture) -> None:
    for count in shown.sides:
        assert 640 not in {count.low, count.best, count.high}
        assert 3200 not in {count.low, count.best, count.high}
    (soldiers,) = [each for each in shown.sides if (each.group, each.unit) == ("soldiers", "killed")]
    assert [(value.low, value.best, value.high) for value in soldiers.values] == [(4, None, 17)]


def test_the_week_reaches_two_districts(shown: Picture) -> None:
    (week,) = shown.reach
    assert week.week == "2026-03-02"
    assert {district.name for district in week.districts} == {"Mopti", "Gao"}

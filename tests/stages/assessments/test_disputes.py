"""What stands against a claim although no text links the two."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import msgspec

from harmattan.records.assessment import Assessment
from harmattan.records.claim import Claim, Time
from harmattan.records.document import Document
from harmattan.stages.assessments import assess
from harmattan.stages.events import assemble, hold, identify
from invented import actor, attack, claim, document, lexicon, place, toll


def assessed(claims: Sequence[Claim], documents: Sequence[Document], attribute: str) -> list[Assessment]:
    descents = {item.id: SimpleNamespace(repeats=item.id, origin=item.document_id) for item in claims}
    found = assess(
        assemble(claims, lexicon=lexicon()), claims, descents, documents,
        actors=identify(claims, lexicon=lexicon()), control=hold(claims, documents, lexicon=lexicon()),
        lexicon=lexicon(),
    )  # fmt: skip
    return [each for each in found if each.subject.attribute == attribute]


def held(report: Document, holder: str, town: str = "Ostra") -> Claim:
    return claim(
        "control", trigger="holds", document_id=report.id, said_by="x:army" if holder != "x:front" else "x:front",
        actors=[actor("subject", holder)], places=[place(town)], statement=f"{holder} holds {town}",
    )  # fmt: skip


FIRST = document("a", published="2031-05-01", source="One")
SECOND = document("b", published="2031-05-02", source="Two")
LATE = document("c", published="2031-06-20", source="Three")


def statuses(*told: Claim) -> list[str]:
    return [each.status for each in assessed(told, [FIRST, SECOND, LATE], "control")]


def test_two_sides_that_hold_one_place_at_one_time_are_contested_side_by_side() -> None:
    both = assessed([held(FIRST, "x:army"), held(SECOND, "x:front")], [FIRST, SECOND], "control")
    assert [each.status for each in both] == ["contested", "contested"]
    assert all("other_holder" in {reason.code for reason in each.reasons} for each in both)
    assert "x:front holds Ostra" in both[0].statement


def test_one_side_by_two_names_another_place_or_another_month_is_no_contradiction() -> None:
    assert "contested" not in statuses(held(FIRST, "x:army"), held(SECOND, "x:guard"))
    assert "contested" not in statuses(held(FIRST, "x:army"), held(SECOND, "x:front", "Velm"))
    assert "contested" not in statuses(held(FIRST, "x:army"), held(LATE, "x:front"))


def lost(report: Document, low: float, *, day: str = "2031-05-01", town: str = "Ostra") -> list[Claim]:
    there = {
        "document_id": report.id,
        "places": [place(town)],
        "day": day,
        "quote": "the raid took the lives of so many".ljust(60),
    }
    return [attack(by=["x:front"], **there), toll(low, low, **there)]


def toll_of(*told: Claim, first: Document, later: Document) -> Assessment:
    found = assessed(told, [first, later], "toll")
    return next(each for each in found if each.claim_ids[0] == told[1].id)


def test_the_same_outlets_later_number_stands_beside_its_earlier_one() -> None:
    first, later = (document(key, published=f"2031-05-0{key}", source="One") for key in "12")
    revised = toll_of(*lost(first, 12), *lost(later, 17), first=first, later=later)
    assert "revised_by" in {reason.code for reason in revised.reasons}
    assert "later 17 people killed by the same outlet" in revised.statement
    assert [number.low for number in revised.numbers] == [12.0]


def test_another_outlet_another_day_or_another_place_revises_nothing() -> None:
    first, later = (document(key, published=f"2031-05-0{key}", source="One") for key in "12")
    other = document("3", published="2031-05-03", source="Two")
    for told, report in (
        (lost(other, 17), other),
        (lost(later, 17, day="2031-05-02"), later),
        (lost(later, 17, town="Velm"), later),
        (lost(later, 12), later),
    ):
        kept = toll_of(*lost(first, 12), *told, first=first, later=report)
        assert "revised_by" not in {reason.code for reason in kept.reasons}


def test_who_only_denies_a_thing_is_no_source_of_it() -> None:
    raid = attack(document_id=FIRST.id, said_by="x:front", value="CT-", statement="a raid on Ostra")
    denial = claim("position", document_id=FIRST.id, at=90, said_by="x:front", links=[(raid.id, "denies")])
    (each,) = assessed([raid, denial], [FIRST], "occurrence")
    assert each.status == "denied"
    assert "according to" not in each.statement
    assert "x:front" in each.statement


def test_a_sum_says_over_what_time_it_was_made() -> None:
    since = Time(start="2029-01-01", end=None, precision="year", text="Since 2029")
    (each,) = assessed(
        [toll(2100, None, "at_least", document_id=FIRST.id, aggregate=True, time=since)], [FIRST], "toll"
    )
    assert each.statement.startswith("At least 2,100 people killed (since 2029, a sum over many incidents)")


def test_a_speaker_called_by_a_common_noun_is_named() -> None:
    said = held(FIRST, "x:front")
    vague = msgspec.structs.replace(said, attribution=msgspec.structs.replace(said.attribution, text="the group"))
    (each,) = assessed([vague], [FIRST], "control")
    assert each.statement.endswith("according to the group (Dune Front)")

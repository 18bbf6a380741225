from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from harmattan.lexicons import load
from harmattan.records.assessment import Assessment, NumberRange
from harmattan.records.claim import Claim
from harmattan.stages.assessments import assess
from harmattan.stages.events import assemble, identify
from invented import attack, document, lexicon, strength, toll

ORIGIN = document("a", key="1", published="2031-05-02")


def ranges(*claims: Claim, **kwargs: Any) -> list[tuple[float | None, float | None, float | None]]:
    return [(item.low, item.best, item.high) for item in numbers(*claims, **kwargs)]


def numbers(*claims: Claim, repeats: dict[str, str] | None = None) -> tuple[NumberRange, ...]:
    return tuple(item for assessment in assessed(*claims, repeats=repeats) for item in assessment.numbers)


def assessed(*claims: Claim, repeats: dict[str, str] | None = None) -> tuple[Assessment, ...]:
    descents = {
        claim.id: SimpleNamespace(repeats=(repeats or {}).get(claim.id, claim.id), origin=ORIGIN.id) for claim in claims
    }
    events = assemble(claims, lexicon=lexicon())
    actors = identify(claims, lexicon=lexicon())
    return assess(events, claims, descents, [ORIGIN], actors=actors, lexicon=lexicon())


def lost(*args: Any, **fields: Any) -> Claim:
    return toll(*args, document_id=ORIGIN.id, **fields)


@pytest.mark.parametrize(
    ("low", "high", "bound", "expected"),
    [
        (12, 12, "exactly", (12, 12, 12)),
        (12, 12, "about", (12, 12, 12)),
        (12, None, "at_least", (12, None, None)),
        (None, 12, "at_most", (None, None, 12)),
        (10, 14, "between", (10, None, 14)),
        (12, None, "vague", (12, None, None)),
    ],
)
def test_a_bound_sets_its_own_side_and_only_a_plain_number_sets_best(
    low: Any, high: Any, bound: str, expected: tuple
) -> None:
    assert ranges(lost(low, high, bound)) == [expected]


def test_an_unconfirmed_number_sets_high_and_never_best() -> None:
    assert ranges(lost(12, 12, unconfirmed=True)) == [(None, None, 12)]
    assert ranges(lost(12, 12, value="PR+")) == [(None, None, 12)]
    assert ranges(lost(12, None, "at_least", unconfirmed=True)) == []


def test_what_a_party_says_of_its_enemys_losses_sets_high_and_never_best() -> None:
    assert ranges(lost(200, 200, on=["x:front"], said_by="x:army")) == [(None, None, 200)]
    assert ranges(lost(200, 200, on=["x:army"], said_by="x:katiba")) == [(None, None, 200)]


def test_what_a_party_says_of_its_own_losses_is_a_plain_number() -> None:
    assert ranges(lost(5, 5, on=["x:guard"], said_by="x:army")) == [(5, 5, 5)]


def test_numbers_that_differ_span_a_range_without_a_best() -> None:
    assert ranges(lost(12, 12, said_by="a nurse"), lost(15, 15, at=60, said_by="the mayor")) == [(12, None, 15)]


def test_bounds_that_do_not_meet_stay_to_be_seen() -> None:
    assert ranges(lost(40, None, "at_least"), lost(None, 30, "at_most", at=60)) == [(30, None, 40)]


def test_a_looser_bound_leaves_the_plain_number_best() -> None:
    assert ranges(lost(12, 12), lost(None, 30, "at_most", at=60)) == [(12, 12, 30)]


def test_wounded_never_enter_deaths() -> None:
    found = numbers(lost(12, 12), lost(30, 30, unit="wounded", at=60))
    assert {(item.unit, item.best) for item in found} == {("killed", 12), ("wounded", 30)}


def test_the_dead_of_two_sides_are_not_one_number() -> None:
    found = numbers(lost(12, 12, on=["x:army"]), lost(30, 30, at=60, on=["x:front"]))
    assert {(item.side, item.best) for item in found} == {("x:army", 12), ("x:front", 30)}


def test_a_part_is_not_added_to_its_total() -> None:
    total = lost(15, 15)
    part = lost(3, 3, at=60, links=[(total.id, "part_of")])
    children = lost(4, 4, at=120, group="children", links=[(total.id, "part_of")])
    found = numbers(total, part, children)
    assert {(item.group, item.best) for item in found} == {(None, 15), ("children", 4)}


def test_a_corrected_number_is_left_out() -> None:
    wrong = lost(40, 40)
    right = lost(14, 14, at=60, links=[(wrong.id, "corrects")])
    assert ranges(wrong, right) == [(14, 14, 14)]


def test_a_repeated_number_counts_once() -> None:
    first, again = lost(12, 12), lost(12, 12, at=60)
    assert ranges(first, again, repeats={again.id: first.id}) == [(12, 12, 12)]


def test_a_sum_since_years_is_assessed_apart_from_the_attack() -> None:
    struck = attack(document_id=ORIGIN.id)
    total = lost(2100, None, "at_least", at=60, aggregate=True)
    found = {item.subject.event_id: item for item in assessed(struck, total) if item.subject.attribute == "toll"}
    assert list(found) == [None]
    assert found[None].numbers[0].low == 2100
    assert "aggregate" in {reason.code for reason in found[None].reasons}


def test_a_strength_said_to_be_at_most_is_no_number() -> None:
    said = strength(None, 12000, "at_most", document_id=ORIGIN.id, anonymous="available data")
    (assessment,) = assessed(said)
    assert (assessment.numbers[0].low, assessment.numbers[0].best, assessment.numbers[0].high) == (None, None, 12000)
    assert assessment.status == "unverified"
    assert assessment.statement == "At most 12,000 fighters, according to unnamed “available data”"


def test_in_a_ministry_s_own_communique_soldiers_are_its_own_and_fighters_its_enemy_s() -> None:
    communique = document("communique", key="1", source="MINISTRY OF DEFENCE OF ALDORIA")
    own = toll(4, 4, on=["soldiers"], document_id=communique.id)
    enemy = toll(30, 30, on=["fighters"], document_id=communique.id)
    both = [own, enemy]
    descents = {claim.id: SimpleNamespace(repeats=claim.id, origin=communique.id) for claim in both}
    actors = identify(both, lexicon=load())
    found = assess((), both, descents, [communique], actors=actors, lexicon=load())
    assert [(item.low, item.best, item.high) for each in found for item in each.numbers] == [
        (4, 4, 4),
        (None, None, 30),
    ]

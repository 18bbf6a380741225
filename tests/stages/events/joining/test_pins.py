"""What people decide about pairs goes before every score, and can be taken back."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmattan import pipeline
from harmattan.records.assessment import Decision
from harmattan.records.base import MadeBy
from harmattan.records.joining import Pin
from harmattan.stages.events.joining.pins import settle

MADE_BY = MadeBy(stage="test", version="1")


def row(key, **fields):
    shown = {
        "id": key,
        "date_start": "2031-05-02",
        "latitude": 10.0,
        "longitude": 1.0,
        "deaths_best": 7,
        "city": "Tanezri",
    }
    return shown | {"publisher": key, "source": f"{key} (2031-05-03)"} | fields


ALIKE = [row("a"), row("b")]
FAR = row("far", date_start="2031-09-09", latitude=40.0)


def pin(one, other, what, key=None, supersedes=()):
    decision = Decision(
        id=key or f"{one}{other}{what}", made_by=MADE_BY, who="Ana", when="2031-06-01", what=what, why="the coder was there",
        on="pair", supersedes=tuple(supersedes),
    )  # fmt: skip
    return Pin(one=one, other=other, decision=decision)


def groups(rows, *pins):
    joining = pipeline.join(rows, pins=pins)
    found = {}
    for each in joining.memberships:
        found.setdefault(each.event_id, set()).add(each.id)
    return sorted(map(sorted, found.values())), joining


def test_without_pins_the_scores_decide():
    assert groups([*ALIKE, FAR])[0] == [["a", "b"], ["far"]]


def test_a_pin_keeps_apart_what_the_scores_join_and_explain_says_who_and_why():
    found, joining = groups(ALIKE, pin("b", "a", "apart"))
    assert found == [["a"], ["b"]]
    bond = joining.explain("a", "b")
    assert (bond.joined, bond.score) == (False, -99.0)
    assert bond.reasons[0].code == "pinned"
    assert bond.reasons[0].detail == "Ana decided on 2031-06-01: apart (the coder was there); decision baapart"
    assert "same_dead" in {reason.code for reason in bond.reasons[1:]}


def test_a_pin_joins_what_was_never_compared_and_takes_third_ones_along():
    found, joining = groups([*ALIKE, FAR], pin("far", "a", "together"), pin("far", "b", "together"))
    assert found == [["a", "b", "far"]]
    bond = joining.explain("far", "a")
    assert (bond.joined, bond.score, bond.reasons[0].code) == (True, 99.0, "pinned")
    assert "days apart" in bond.reasons[1].detail
    assert joining.explain("a", "b").reasons[0].detail == "decisions put both together with others"


def test_what_one_text_tells_apart_is_together_where_a_person_says_so():
    rows = [row("a", source="Post (2031-05-03) x"), row("b", source="Post (2031-05-03) x"), row("c")]
    assert ["a", "b"] not in groups(rows)[0]
    assert groups(rows, pin("a", "b", "together"), pin("b", "c", "together"))[0] == [["a", "b", "c"]]


def test_a_later_decision_takes_an_earlier_one_back():
    first, back = pin("a", "b", "apart", "p1"), pin("a", "b", "open", "p2", ["p1"])
    assert groups(ALIKE, first, back)[0] == [["a", "b"]]
    assert groups(ALIKE, first, back, pin("a", "b", "apart", "p3", ["p2"]))[0] == [["a"], ["b"]]
    assert groups([*ALIKE, FAR], pin("a", "far", "together", "p1"), pin("far", "a", "apart", "p2", ["p1"]))[0] == [
        ["a", "b"], ["far"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pins", "said"),
    [
        ([pin("a", "z", "apart")], "no record has the id 'z'"),
        ([pin("a", "a", "apart")], "a twice; a pin is about two records"),
        ([pin("a", "b", "apart", "p"), pin("a", "far", "apart", "p")], "another decision has the id 'p' already"),
        (
            [pin("a", "b", "open", "p", ["q"]), pin("a", "b", "apart", "q")],
            "it supersedes 'q', which is no decision before it",
        ),
        ([pin("a", "b", "apart"), pin("b", "a", "together")], "says apart of this pair; name it in supersedes"),
        (
            [pin("a", "b", "together"), pin("b", "far", "together"), pin("a", "far", "apart")],
            "a and far are to be apart, and other decisions put both together",
        ),
        (
            [pin("a", "b", "together"), pin("a", "far", "apart"), pin("b", "far", "together")],
            "a and far are to be apart, and other decisions put both together",
        ),
    ],
)
def test_a_pin_that_cannot_hold_is_refused_and_the_others_do(pins, said):
    _, joining = groups([*ALIKE, FAR], *pins)
    (refusal,) = joining.refusals
    assert refusal.reason.endswith(said)
    assert refusal.path.startswith("pin ")


IDS = ("a", "b", "c", "d", "e")
PINS = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(["together", "apart", "open"])), max_size=9
)


@given(PINS, st.integers(0, 99))
def test_whatever_people_decide_every_pin_that_holds_is_kept(decided, seed):
    rng = random.Random(seed)
    rows = [row(key, latitude=10.0 + rng.random() * rng.choice((0.01, 3))) for key in IDS]
    pins = [pin(one, other, what, f"p{number}") for number, (one, other, what) in enumerate(decided)]
    held, refusals = settle(pins, set(IDS))
    found, joining = groups(rows, *pins)
    assert joining.refusals == refusals
    home = {key: number for number, group in enumerate(found) for key in group}
    assert sorted(home) == list(IDS)
    for (one, other), each in held.items():
        assert (home[one] == home[other]) == (each.decision.what == "together")
        assert joining.explain(one, other).reasons[0].code == "pinned"

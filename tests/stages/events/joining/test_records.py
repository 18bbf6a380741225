"""Event records joined: what holds them together, what keeps them apart, and why."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from harmattan import join
from harmattan.executors import InlineKeyJoin
from harmattan.lexicons import load
from harmattan.pipeline import Joining
from harmattan.plugins.references import records_of
from harmattan.records.outlook import ReferenceEvent
from harmattan.stages.events.joining import Account, JoinSettings, account_of_record
from harmattan.stages.events.joining.block import block
from harmattan.stages.events.joining.features import FEATURES, NEVER, signs
from harmattan.stages.events.joining.scene import Scene, gap, kilometres
from harmattan.stages.events.joining.weights import weights

CLASH: dict[str, Any] = {
    "date_start": "2031-05-02", "date_end": "2031-05-02", "city": "Tanezri", "location": "Tanezri", "latitude": 10.0,
    "longitude": 1.0, "actors": ["Dune Front", "Army of Xanadu"], "deaths_low": 7, "deaths_best": 7, "deaths_high": 7,
    "injuries_best": 0, "context": "Clash", "target": "Security forces",
}  # fmt: skip


def record(key: str, publisher: str, **fields: Any) -> dict[str, Any]:
    told = {"id": key, "publisher": publisher, "source": f"{publisher} (2031-05-03) News of the day {key}"}
    return CLASH | told | fields


def events(joining: Joining) -> dict[str, str]:
    return {membership.id: membership.event_id for membership in joining.memberships}


def account(**fields: Any) -> Account:
    (found,) = records_of([record("a", "Oasis Post") | fields])
    assert isinstance(found, ReferenceEvent), found
    return account_of_record(found, lexicon=load())


def test_three_papers_on_one_clash_share_an_event_and_another_day_does_not() -> None:
    rows = [record("a", "Oasis Post"), record("b", "Desert Wire"), record("c", "River Times", deaths_best=None)]
    later = record(
        "d", "Desert Wire", date_start="2031-06-20", date_end="2031-06-20", source="Desert Wire (2031-06-21) x"
    )
    found = events(join([*rows, later]))
    assert found["a"] == found["b"] == found["c"] != found["d"]


def test_one_source_text_that_tells_two_incidents_keeps_them_apart_whatever_else_they_share() -> None:
    joining = join(
        [
            record("a", "Post", source="Inquiry (2031-09-01) All cases"),
            record("b", "Post", source="inquiry (2031-09-01)  All Cases"),
        ]
    )
    assert len(set(events(joining).values())) == 2
    assert NEVER in {reason.code for reason in joining.explain("a", "b").reasons}


def test_a_source_that_is_only_the_publisher_names_no_text() -> None:
    rows = [record("a", "Post", source="Post"), record("b", "Post", source="post"), record("c", "Wire", source="Wire")]
    assert len(set(events(join(rows)).values())) == 1


def test_a_chain_holds_only_where_its_ends_do_not_speak_against_it() -> None:
    first = record("a", "Post", source="Post (2031-05-03) one")
    second = record("b", "Wire")
    # The third stands in the same text as the first: both fit the second, and they can't both be it.
    third = record("c", "Post", source="Post (2031-05-03) one", deaths_low=6, deaths_best=6, deaths_high=6)
    joining = join([first, second, third])
    found = events(joining)
    assert found["a"] == found["b"] != found["c"]
    apart = joining.explain("b", "c")
    assert not apart.joined
    assert apart.score > JoinSettings().join
    assert apart.reasons[-1].code == "company"


def test_every_join_and_non_join_has_reasons_that_add_up() -> None:
    joining = join(
        [record("a", "Post"), record("b", "Wire"), record("c", "Times", city="Oued", location="Oued", latitude=10.3)]
    )
    for one, other in (("a", "b"), ("c", "a")):
        bond = joining.explain(one, other)
        assert (bond.one, bond.other) == tuple(sorted((one, other)))
        assert bond.score == pytest.approx(sum(reason.weight for reason in bond.reasons if reason.code != "company"))
        assert all(reason.detail for reason in bond.reasons)
    assert joining.explain("a", "b").joined
    assert not joining.explain("a", "c").joined
    assert {(bond.one, bond.other) for bond in joining.bonds() if bond.joined} == {("a", "b")}


def test_what_was_never_compared_says_how_far_apart_it_is() -> None:
    far = record("b", "Wire", latitude=12.0)
    late = record("c", "Wire", date_start="2031-05-09", date_end="2031-05-09")
    long = record("d", "Wire", date_start="2031-01-01", date_end="2031-12-31")
    bare = {"id": "e", "city": "Tanezri"}
    joining = join([record("a", "Post"), far, late, long, bare])
    details = [joining.explain("a", key).reasons[0].detail for key in "bcde"]
    assert "222 km apart" in details[0]
    assert "7 days apart" in details[1]
    assert "more than 31 days" in details[2]
    assert "no date" in details[3]


def test_the_event_keeps_the_id_of_its_first_record_when_others_come() -> None:
    two = events(join([record("a", "Post"), record("b", "Wire")]))
    three = events(join([record("c", "Times"), record("b", "Wire"), record("a", "Post")]))
    assert two["a"] == three["a"] == three["c"]


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ({}, {"date_start": "2031-05-03", "date_end": "2031-05-03"}, "a_day_apart"),
        ({}, {"date_start": "2031-05-04", "date_end": "2031-05-04"}, "days_apart"),
        ({}, {}, "same_day"),
        ({}, {}, "same_spot"),
        ({}, {"latitude": 10.2}, "distance"),
        ({}, {"city": "Oued"}, "other_town"),
        ({"location": "Old Mill"}, {"location": "Salt Market"}, "other_site"),
        ({}, {}, "shared_actor"),
        ({"actors": ["Supporters of the River League (RL)"]}, {"actors": ["River League (RL)"]}, "kin_actors"),
        ({"actors": ["Dune Front"]}, {"actors": ["River League"]}, "other_actors"),
        ({}, {}, "same_dead"),
        ({}, {"deaths_low": 2, "deaths_best": 2, "deaths_high": 2}, "other_dead"),
        ({}, {"deaths_low": 0, "deaths_best": 0, "deaths_high": 0}, "dead_in_one"),
        ({"injuries_best": 5}, {"injuries_best": 5}, "same_wounded"),
        ({"injuries_best": 5}, {}, "wounded_in_one"),
        ({}, {}, "same_context"),
        ({}, {"target": "Citizens"}, "other_target"),
        ({}, {}, "same_publisher"),
        ({"source": "P (2031-09-01) x"}, {"source": "Q (2032-01-01) y"}, "both_look_back"),
        ({"source": "P (2031-05-03) Salt road battle"}, {"source": "Q (2031-05-03) Battle on salt road"}, "titles_alike"),
    ],
)  # fmt: skip
def test_each_sign_shows_where_it_should_and_has_a_weight(
    one: dict[str, Any], other: dict[str, Any], code: str
) -> None:
    pair = (account(id="a", **one), account(id="b", **other))
    others = tuple(account(id=f"o{number}", source=f"Times (2031-05-03) Other news {number}") for number in range(4))
    found = {sign.code: sign for sign in signs(*pair, Scene((*pair, *others), [(0, 1)]))}
    assert code in found
    assert found[code].detail
    assert all(isinstance(weights().of(each), float) for each in found if each != NEVER)


@pytest.mark.parametrize("name", ["Unknown actor (Xanadu)", "unidentified gunmen", "Groupe inconnu", "Inconnus"])
def test_who_is_unknown_is_nobody_that_two_records_share(name: str) -> None:
    found = account(actors=[name]).actors
    assert found == (frozenset() if name != "Groupe inconnu" else frozenset({"groupe inconnu"}))


def test_a_toll_that_two_records_bound_alike_is_no_contradiction() -> None:
    pair = (account(id="a", deaths_low=3, deaths_high=9), account(id="b", deaths_low=8, deaths_best=8, deaths_high=12))
    assert "other_dead" not in {sign.code for sign in signs(*pair, Scene(pair, [(0, 1)]))}


def test_dates_in_the_wrong_order_span_the_same_days() -> None:
    pair = (
        account(date_start="2031-05-04", date_end="2031-05-02"),
        account(date_start="2031-05-02", date_end="2031-05-04"),
    )
    assert (pair[0].start, pair[0].end) == (pair[1].start, pair[1].end)


def test_features_are_pure_and_do_not_care_which_account_comes_first() -> None:
    pair = (account(id="a", city="Oued"), account(id="b", deaths_low=1, deaths_best=1, deaths_high=1, injuries_best=3))
    scene = Scene(pair, [(0, 1)])
    for feature in FEATURES:
        forth, back = list(feature(*pair, scene)), list(feature(*reversed(pair), scene))
        assert [(sign.code, sign.size) for sign in forth] == [(sign.code, sign.size) for sign in back]
        assert forth == list(feature(*pair, scene))


fields = some.fixed_dictionaries(
    {
        "date_start": some.sampled_from(["2031-05-02", "2031-05-03", "2031-05-04", None]),
        "city": some.sampled_from(["Tanezri", "Oued", None]),
        "location": some.sampled_from(["Tanezri", "Salt Market", "Xanadu", None]),
        "latitude": some.sampled_from([10.45, 10.46, 10.55, 60.2, -60.2, 89.9]),
        "longitude": some.sampled_from([1.0, 1.9, 179.99, -179.99]),
        "actors": some.lists(some.sampled_from(["Dune Front", "River League", "Unknown actor"]), max_size=2),
        "deaths_best": some.sampled_from([0, 1, 7, None]),
        "publisher": some.sampled_from(["Post", "Wire", None]),
        "source": some.sampled_from(
            ["Post (2031-05-03) All", "Wire (2031-05-04) Some", "Inquiry (2032-01-01) Cases", None]
        ),
    }
)
several = some.lists(fields, min_size=2, max_size=12)
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(several, some.integers(0, 10**6))
def test_the_order_of_records_does_not_matter(rows: list[dict[str, Any]], seed: int) -> None:
    named = [row | {"id": f"r{number:02}"} for number, row in enumerate(rows)]
    mixed = list(named)
    random.Random(seed).shuffle(mixed)
    one, other = join(named), join(mixed)
    assert events(one) == events(other)
    assert one.bonds() == other.bonds()


@few
@given(several)
def test_blocking_finds_every_pair_on_the_map_that_is_near_in_time_and_place(rows: list[dict[str, Any]]) -> None:
    open_ended = {"deaths_low": None, "deaths_high": None}
    accounts = [account(**row | open_ended | {"id": f"r{number:02}"}) for number, row in enumerate(rows)]
    limits = JoinSettings()
    found = set(block(accounts, bulk=InlineKeyJoin(), settings=limits))
    for first, one in enumerate(accounts):
        for second, other in enumerate(accounts[first + 1 :], start=first + 1):
            days, way = gap(one, other), kilometres(one, other)
            near = days is not None and days <= limits.days and way is not None and way <= limits.kilometres
            near = near and max(one.days, other.days) <= limits.longest
            assert ((first, second) in found) == near

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec

from harmattan.records.claim import Claim, Time
from harmattan.records.event import Event
from harmattan.stages.events import assemble
from invented import BOMBING, SEIZURE, actor, attack, claim, lexicon, place, strength, toll

TOWN, RIVER = place("Tanezri"), place("Oued")


def assembled(*claims: Claim) -> tuple[Event, ...]:
    return assemble(claims, lexicon=lexicon())


def groups(claims: Sequence[Claim]) -> set[frozenset[str]]:
    return {frozenset(event.claim_ids) for event in assembled(*claims)}


def test_an_attack_and_its_losses_are_one_event() -> None:
    struck = attack(by=["x:front"], places=[TOWN])
    dead = toll(12, 12, at=100, trigger="killed", on=["villagers"])
    (event,) = assembled(struck, dead)
    assert event.claim_ids == (struck.id, dead.id)
    assert {(actor.role, actor.name) for actor in event.actors} == {("initiator", "x:front"), ("target", "villagers")}


def test_losses_go_to_the_attack_before_them_rather_than_to_the_next() -> None:
    first, dead, second = attack(places=[TOWN]), toll(12, 12, at=100), attack(at=200, places=[RIVER])
    assert groups([first, dead, second]) == {frozenset((first.id, dead.id)), frozenset((second.id,))}


def test_losses_at_another_place_belong_to_another_event() -> None:
    struck, dead = attack(places=[TOWN]), toll(12, 12, at=100, places=[RIVER])
    assert groups([struck, dead]) == {frozenset((struck.id,)), frozenset((dead.id,))}


def test_a_sum_over_many_incidents_joins_none() -> None:
    struck = attack(places=[TOWN])
    (event,) = assembled(struck, toll(2100, None, "at_least", at=70, aggregate=True))
    assert event.claim_ids == (struck.id,)


def test_losses_without_an_attack_make_an_event_of_violence() -> None:
    (event,) = assembled(toll(7, 7, places=[TOWN], by=["x:front"], on=["villagers"]))
    assert (event.event_type.plover, event.event_type.ucdp) == ("ASSAULT", 3)


def test_possible_losses_alone_make_no_event() -> None:
    assert assembled(toll(None, 2500, "at_most", value="PS+")) == ()


def test_attacks_on_two_towns_are_two_events() -> None:
    assert len(assembled(attack(places=[TOWN], by=["x:front"]), attack(at=80, places=[RIVER], by=["x:front"]))) == 2


def test_attacks_on_two_days_are_two_events() -> None:
    days = [attack(places=[TOWN], day="2031-05-02"), attack(at=80, places=[TOWN], day="2031-05-09")]
    assert len(assembled(*days)) == 2


def test_a_bombing_and_an_abduction_are_two_events() -> None:
    taken = attack(at=80, places=[TOWN], event_type=BOMBING.__class__(plover="ASSAULT", mode="abduct"))
    assert len(assembled(attack(places=[TOWN], event_type=BOMBING), taken)) == 2


def test_the_attack_mentioned_again_is_the_one_told_before_and_the_telling_type_stays() -> None:
    (event,) = assembled(attack(places=[TOWN], event_type=BOMBING), attack(at=150))
    assert len(event.claim_ids) == 2
    assert event.event_type.mode == "explosives"


def test_an_attack_told_again_far_below_is_known_by_its_town_and_target() -> None:
    told = [attack(places=[TOWN], on=["the mill"]), attack(at=5000, places=[TOWN], on=["the mill"])]
    assert len(assembled(*told)) == 1


def test_the_word_of_a_seizure_joins_the_seizure() -> None:
    taken = claim("event", event_type=SEIZURE, by=["x:front"], places=[TOWN])
    held = claim("control", at=90, event_type=SEIZURE, places=[TOWN])
    (event,) = assembled(taken, held)
    assert event.claim_ids == (taken.id, held.id)


def test_denials_plans_threats_and_views_make_no_event() -> None:
    told = [
        attack(value="CT-"),
        attack(at=100, realis="planned"),
        attack(at=200, realis="threatened"),
        attack(at=300, realis="hypothetical"),
        claim("judgement", at=400),
        claim("outlook", at=500),
        claim("position", at=600),
        strength(5, 5, at=700),
    ]
    assert assembled(*told) == ()


def test_clashes_since_years_are_no_single_event() -> None:
    assert (
        assembled(attack(places=[TOWN], time=Time(start="2019-01-01", end=None, precision="year", text="since 2019")))
        == ()
    )


def test_an_attack_that_went_on_until_a_day_is_an_event() -> None:
    (event,) = assembled(
        attack(places=[TOWN], time=Time(start=None, end="2026-03-06", precision="day", text="until Friday"))
    )
    assert event.time is not None
    assert (event.time.start, event.time.end) == (None, "2026-03-06")


def test_an_attack_that_failed_is_an_event() -> None:
    assert len(assembled(attack(realis="failed", places=[TOWN]))) == 1


def test_two_documents_never_share_an_event() -> None:
    assert len(assembled(attack(places=[TOWN]), attack(places=[TOWN], document_id="doc-2"))) == 2


def test_the_order_of_claims_changes_nothing() -> None:
    told = [
        attack(places=[TOWN]), toll(12, 12, at=90), attack(at=180, places=[RIVER], by=["x:front"]),
        toll(3, 3, at=270), attack(at=360), toll(1, None, "at_least", at=450, places=[RIVER]),
    ]  # fmt: skip
    expected = assembled(*told)
    for seed in range(8):
        random.Random(seed).shuffle(told)
        assert assembled(*told) == expected


def test_an_event_is_placed_in_the_town_and_not_in_the_country_around_it() -> None:
    (event,) = assembled(attack(places=[place("Xanadu", "country"), TOWN]))
    assert [item.name for item in event.places] == ["Tanezri"]


def test_a_visit_costs_no_lives() -> None:
    visit = claim("event", event_type=SEIZURE.__class__(plover="CONSULT", mode="visit"), places=[TOWN])
    dead = toll(4, 4, at=70)
    assert groups([visit, dead]) == {frozenset((visit.id,)), frozenset((dead.id,))}


def test_fighters_may_be_those_of_the_group_named_before_them() -> None:
    clash = attack(by=["x:front"], on=["x:league"], places=[TOWN])
    dead = toll(12, None, "vague", at=100, on=["fighters"])
    assert groups([clash, dead]) == {frozenset((clash.id, dead.id))}


def test_drone_strikes_in_another_part_of_the_report_are_others() -> None:
    drone = BOMBING.__class__(plover="ASSAULT", mode="drone")
    assert len(assembled(attack(event_type=drone), attack(event_type=drone, at=2000))) == 2


def test_who_claims_an_attack_is_its_initiator_and_whom_an_accusation_is_aimed_at_is_no_target() -> None:
    struck = attack(on=["convoy guards"], places=[TOWN])
    blamed = claim(
        "position", at=100, trigger="blamed", by=["x:front"], links=[(struck.id, "about")],
        actors=[actor("speaker", "ministry"), actor("target", "x:front")],
    )  # fmt: skip
    (event,) = assembled(struck, blamed)
    assert event.claim_ids == (struck.id, blamed.id)
    assert {(each.role, each.name) for each in event.actors} == {("initiator", "x:front"), ("target", "convoy guards")}


def test_a_claim_of_two_attacks_belongs_to_both() -> None:
    first, second = attack(places=[TOWN]), attack(at=200, places=[RIVER])
    position = claim("position", at=300, by=["x:front"], links=[(first.id, "about"), (second.id, "about")])
    assert groups([first, second, position]) == {
        frozenset((first.id, position.id)), frozenset((second.id, position.id)),
    }  # fmt: skip


def test_a_position_that_holds_nobody_to_it_belongs_to_no_event() -> None:
    struck = attack(places=[TOWN])
    unclaimed = claim("position", at=100, value="CT-", links=[(struck.id, "about")])
    assert groups([struck, unclaimed]) == {frozenset((struck.id,))}


def test_what_an_attack_destroyed_is_of_the_attack_and_keeps_its_type() -> None:
    quote = "gunmen attacked the market, burning all its stalls".ljust(60)
    struck = attack(by=["gunmen"], quote=quote, places=[TOWN], event_type=BOMBING)
    burnt = attack(
        by=["gunmen"], quote=quote, trigger="burning", event_type=BOMBING.__class__(plover="ASSAULT", mode="destroy")
    )
    (event,) = assembled(struck, msgspec.structs.replace(burnt, id="clm-burnt"))
    assert event.event_type.mode == "explosives"


def test_losses_go_to_the_attack_rather_than_to_what_it_destroyed() -> None:
    struck = attack(places=[TOWN], event_type=BOMBING)
    burnt = attack(at=300, places=[TOWN], event_type=BOMBING.__class__(plover="ASSAULT", mode="destroy"))
    dead = toll(12, 12, at=380)
    assert frozenset((struck.id, dead.id)) in groups([struck, burnt, dead])


def test_a_bare_attack_may_be_the_bombing_told_before_it() -> None:
    plain = BOMBING.__class__(plover="ASSAULT", acled="Armed clash")
    (event,) = assembled(attack(places=[TOWN], event_type=BOMBING), attack(at=70, event_type=plain))
    assert event.event_type.acled == BOMBING.acled


def test_a_town_that_changes_hands_is_a_happening_of_its_own() -> None:
    taken = claim("control", event_type=SEIZURE, places=[TOWN], actors=[actor("subject", "x:front")])
    (event,) = assembled(taken)
    assert event.event_type == SEIZURE
    assert {(each.role, each.name) for each in event.actors} == {("initiator", "x:front")}
    assert assembled(claim("control", places=[TOWN], actors=[actor("subject", "x:front")])) == ()

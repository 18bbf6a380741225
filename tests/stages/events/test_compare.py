"""Our events beside those that others coded."""

from __future__ import annotations

import msgspec
import pytest

from harmattan.executors import InlineKeyJoin
from harmattan.lexicons import load
from harmattan.records.assessment import Admiralty, Assessment, NumberRange, Subject
from harmattan.records.claim import ActorRef, EventType, Time
from harmattan.records.event import Event
from harmattan.records.outlook import ReferenceEvent
from harmattan.stages.events import CompareSettings, Situated, compare
from invented import MADE_BY, attack, document, place, toll

DOCUMENT = document("Raiders hit Tanezri. Seven died.", "d", published="2031-05-03", source="Oasis Wire")
RAID = attack(document_id=DOCUMENT.id, places=(place("Tanezri", country="ML"),), day="2031-05-02")
LOSS = toll(7, 7, document_id=DOCUMENT.id, at=70)
VIOLENT = EventType(plover="ASSAULT", ucdp=2)


def event(key="evt-raid", claims=(RAID, LOSS), **fields):
    shown = {
        "event_type": EventType(plover="ASSAULT"),
        "actors": (ActorRef(role="initiator", actor_id="jnim", name="the group", start=0, end=1),),
        "places": (place("Tanezri", country="ML"),),
        "time": Time(start="2031-05-02", end="2031-05-02", precision="day", text="on Friday"),
    } | fields
    return Event(id=key, made_by=MADE_BY, claim_ids=tuple(claim.id for claim in claims), **shown)


def coded(key="c-1", **fields):
    shown = {
        "date_start": "2031-05-02", "date_end": "2031-05-02", "location": "Tanezri", "latitude": 10.0, "longitude": 1.0,
        "country": "ML", "actors": ("JNIM",), "deaths_low": 7.0, "deaths_best": 7.0, "deaths_high": 7.0, "publisher": "UCDP",
        "event_type": VIOLENT, "place_precision": "exact",
    } | fields  # fmt: skip
    return ReferenceEvent(id=f"rev-{key}", made_by=MADE_BY, external_id=key, **shown)


def assessed(*numbers):
    return Assessment(
        id="asm", made_by=MADE_BY, subject=Subject(event_id="evt-raid", attribute="toll"), claim_ids=(), statement="7 died",
        status="corroborated", confidence="low", admiralty=Admiralty(source="C", information=3), documents=1, origins=1,
        numbers=numbers,
    )  # fmt: skip


def compared(theirs, ours=None, settings=None, assessments=()):
    ours = [event()] if ours is None else ours
    claims = (RAID, LOSS)
    side = Situated(events=tuple(ours), claims=claims, documents=(DOCUMENT,), assessments=tuple(assessments))
    return compare(side, theirs, lexicon=load(), bulk=InlineKeyJoin(), settings=settings)


def verdicts(found):
    return [(one.verdict, one.event_id, one.reference_id) for one in found.comparisons]


def test_what_both_tell_alike_is_a_match_with_its_reasons():
    found = compared([coded()])
    assert verdicts(found) == [("match", "evt-raid", "c-1")]
    (one,) = found.comparisons
    assert one.differences == ()
    assert one.publisher == "UCDP"
    assert sum(reason.weight for reason in one.reasons) == pytest.approx(one.score)
    assert {"same_day", "same_dead", "shared_actor"} <= {reason.code for reason in one.reasons}


@pytest.mark.parametrize(
    ("changes", "what", "detail"),
    [
        ({"date_start": "2031-05-03", "date_end": "2031-05-04"}, "date", "1 day apart"),
        ({"latitude": 10.2}, "place", "22 km apart"),
        ({"actors": ("Boko Haram",)}, "actors", "they name different actors"),
        ({"deaths_low": 9.0, "deaths_best": 9.0, "deaths_high": 12.0}, "toll", "ours counts at least 2 fewer"),
        ({"deaths_low": 2.0, "deaths_best": 3.0, "deaths_high": 4.0}, "toll", "ours counts at least 3 more"),
    ],
)
def test_what_both_tell_otherwise_differs_in_that(changes, what, detail):
    found = compared([coded(**changes)])
    assert verdicts(found) == [("differ", "evt-raid", "c-1")]
    ((one,),) = (comparison.differences for comparison in found.comparisons)
    assert (one.what, one.detail) == (what, detail)


@pytest.mark.parametrize(
    "changes",
    [
        {"latitude": None, "longitude": None}, {"actors": ()}, {"actors": ("Unknown",)},
        {"deaths_low": None, "deaths_best": None, "deaths_high": None},
        {"date_start": "2031-05-01", "date_end": "2031-05-09"}, {"latitude": 10.2, "place_precision": "adm2"},
        {"deaths_low": 5.0, "deaths_best": 6.0, "deaths_high": 8.0}, {"actors": ("JNIM: Group for Support", "Fulani")},
    ],
)  # fmt: skip
def test_what_one_side_leaves_open_is_no_difference(changes):
    assert [one.verdict for one in compared([coded(**changes)], settings=CompareSettings(join=-9.0)).comparisons] == [
        "match"
    ]


def test_the_toll_that_counts_is_the_assessed_one():
    theirs = [coded(deaths_low=20.0, deaths_best=20.0, deaths_high=20.0)]
    wide = assessed(NumberRange(unit="killed", low=7.0, high=25.0))
    assert [one.verdict for one in compared(theirs, assessments=[wide]).comparisons] == ["match"]
    assert [one.verdict for one in compared(theirs).comparisons] == ["differ"]


def test_each_side_keeps_what_the_other_lacks_and_says_what_came_nearest():
    found = compared([coded("far", latitude=12.0), coded("later", date_start="2031-05-05", date_end="2031-05-05")])
    assert verdicts(found) == [
        ("ours_only", "evt-raid", None), ("theirs_only", None, "far"), ("theirs_only", None, "later"),
    ]  # fmt: skip
    ours, far, later = found.comparisons
    assert ours.reasons[0].detail == "the nearest, later, does not fit"
    assert far.reasons[0].detail == "nothing within 3 days and 60 km of it"
    assert far.score is None
    assert later.score == ours.score < 0


def test_pairs_are_one_to_one_the_best_first_and_others_that_fit_are_rivals():
    found = compared([coded("worse", deaths_low=5.0, deaths_best=5.0, deaths_high=5.0), coded("best")])
    assert verdicts(found) == [("match", "evt-raid", "best"), ("theirs_only", None, "worse")]
    assert found.comparisons[0].rivals == ("worse",)
    assert found.comparisons[1].rivals == ("evt-raid",)
    assert "fits a nearer one better" in found.comparisons[1].reasons[0].detail


def test_what_was_elsewhere_or_at_another_time_is_out_of_scope():
    theirs = [
        coded(),
        coded("peru", country="PE", latitude=-10.0),
        coded("old", date_start="1999-01-01", date_end="1999-01-01"),
    ]
    found = compared(theirs)
    assert (len(found.comparisons), found.theirs_out_of_scope) == (1, 2)
    everything = compared(theirs, settings=CompareSettings(all_theirs=True))
    assert (len(everything.comparisons), everything.theirs_out_of_scope) == (3, 0)


def test_a_data_set_of_another_country_or_year_lacks_nothing_of_ours():
    for changes in ({"country": "PE", "latitude": -10.0}, {"date_start": "1999-01-01", "date_end": "1999-01-01"}):
        found = compared([coded(**changes)])
        assert (found.comparisons, found.ours_out_of_scope, found.theirs_out_of_scope) == ((), 1, 1)


def test_a_data_set_of_deaths_lacks_no_meeting_and_nothing_without_dead():
    met = event("evt-met", (RAID,), event_type=EventType(plover="CONSULT"))
    scare = event("evt-scare", (RAID,))
    found = compared([coded()], ours=[event(), met, scare])
    assert verdicts(found) == [("match", "evt-raid", "c-1")]
    assert found.ours_out_of_scope == 2
    acled = [
        coded(event_type=EventType(acled="Agreement")),
        coded("c-2", deaths_low=0.0, deaths_best=0.0, deaths_high=0.0),
    ]
    assert compared(acled, ours=[event(), met, scare]).ours_out_of_scope == 0


def test_a_village_without_coordinates_is_found_by_its_country_and_day():
    lost = event(places=(place("Tin Nowhere", country="ML", latitude=None, longitude=None),))
    assert verdicts(compared([coded(location="Tn Nwhr")], ours=[lost])) == [("match", "evt-raid", "c-1")]


def test_the_order_of_either_side_does_not_matter():
    theirs = [
        coded(str(number), deaths_best=float(number), deaths_low=None, deaths_high=None) for number in range(5, 10)
    ]
    ours = [event(), event("evt-other", (RAID, LOSS), places=(place("Tanezri", country="ML", latitude=10.1),))]
    first = {one.id: msgspec.to_builtins(one) for one in compared(theirs, ours=ours).comparisons}
    other = {one.id: msgspec.to_builtins(one) for one in compared(theirs[::-1], ours=ours[::-1]).comparisons}
    assert first == other

"""Strength and losses a side, and the reach of violence by week."""

from __future__ import annotations

from harmattan.ports import Division
from harmattan.records.assessment import Admiralty, Assessment, NumberRange, Subject
from harmattan.records.claim import Claim, PlaceRef
from harmattan.records.event import Event
from harmattan.stages.assessments.picture import reach_of, sides_of
from invented import ATTACK, MADE_BY, attack, place, strength, toll


class Halves:
    """North of 10 degrees is one district, the rest another; a place without an id lies in none."""

    def division_of(self, place: PlaceRef) -> Division | None:
        if place.place_id is None or place.precision == "country":
            return None
        half = "North" if (place.latitude or 0.0) > 10 else "South"
        return Division(f"{place.country}-{half}", half, place.country or "")


def assessed(key: str, attribute: str, claim: Claim, event: str | None, *numbers: NumberRange) -> Assessment:
    return Assessment(
        id=key, made_by=MADE_BY, subject=Subject(event_id=event, attribute=attribute), claim_ids=(claim.id,),  # type: ignore[arg-type]
        statement="", status="single_origin", confidence="low", admiralty=Admiralty(source="F", information=6), documents=1,
        origins=1, numbers=numbers, as_of=key[-10:],
    )  # fmt: skip


def number(low: float | None, best: float | None, high: float | None, side: str | None = "x:army") -> NumberRange:
    return NumberRange(unit="killed", group="soldiers", side=side, low=low, best=best, high=high)


def test_losses_of_several_events_are_added_up_bound_by_bound_and_each_value_stays() -> None:
    one, other, summed = toll(3, 5), toll(2, 2, at=70), toll(600, 600, at=140, aggregate=True)
    claims = {item.id: item for item in (one, other, summed)}
    (count,) = sides_of(
        [
            assessed("a-2031-05-01", "toll", one, "evt-1", number(3, None, 5)),
            assessed("b-2031-05-03", "toll", other, "evt-2", number(2, 2, 2)),
            assessed("c-2031-05-04", "toll", summed, None, number(600, 600, 600)),
        ],
        claims,
    )
    assert (count.side, count.unit, count.group, count.events) == ("x:army", "killed", "soldiers", 2)
    # One event leaves its best open, so that there is no best of both; the sum over many incidents stands apart.
    assert (count.low, count.best, count.high) == (5, None, 7)
    assert [value.high for value in count.values] == [600, 2, 5]


def test_an_open_side_stays_open_in_the_sum() -> None:
    one, other = toll(3, None, "at_least"), toll(2, 2, at=70)
    (count,) = sides_of(
        [
            assessed("a-2031-05-01", "toll", one, "evt-1", number(3, None, None)),
            assessed("b-2031-05-03", "toll", other, "evt-2", number(2, 2, 2)),
        ],
        {item.id: item for item in (one, other)},
    )
    assert (count.low, count.best, count.high) == (5, None, None)


def test_strengths_stand_side_by_side_and_are_never_added() -> None:
    one, other = strength(100, 100), strength(300, 300, at=70)
    ranges = [NumberRange(unit="fighters", side="x:front", low=n, best=n, high=n) for n in (100, 300)]
    (count,) = sides_of(
        [
            assessed("a-2031-05-01", "strength", one, None, ranges[0]),
            assessed("b-2031-05-03", "strength", other, None, ranges[1]),
        ],
        {item.id: item for item in (one, other)},
    )
    assert (count.measure, count.events, count.low, count.best, count.high) == ("strength", 0, None, None, None)
    assert [value.best for value in count.values] == [300, 100]


def told(day: str | None, *places: PlaceRef, at: int = 0, **fields: object) -> tuple[Event, Claim]:
    item = attack(day=day, places=places, at=at, **fields)
    return Event(
        id=f"evt-{at}", made_by=MADE_BY, claim_ids=(item.id,), event_type=ATTACK, places=places, time=item.time
    ), item


def reach(*pairs: tuple[Event, Claim]) -> tuple[list[tuple[str, int, list[tuple[str, int, bool]]]], int]:
    weeks, left = reach_of(
        [event for event, _ in pairs], {claim.id: claim for _, claim in pairs}, Halves(), lambda code: frozenset({"YY"})
    )
    shown = [(week.week, week.events, [(d.district_id, d.events, d.new) for d in week.districts]) for week in weeks]
    return shown, left


def test_violence_is_counted_by_week_and_district_and_a_district_is_new_once() -> None:
    south, north = place("Ostra", latitude=5.0), place("Velm", latitude=15.0)
    shown, left = reach(
        told("2031-05-05", south), told("2031-05-11", south, at=70), told("2031-05-12", south, at=140),
        told("2031-05-13", north, at=210), told(None, north, at=280),
    )  # fmt: skip
    assert shown == [
        ("2031-05-05", 2, [("XX-South", 2, True)]),
        ("2031-05-12", 2, [("XX-North", 1, True), ("XX-South", 1, False)]),
    ]
    assert left == 1


def test_what_is_planned_denied_or_of_no_known_country_reaches_nowhere() -> None:
    there = place("Ostra")
    shown, left = reach(
        told("2031-05-05", there, realis="planned"),
        told("2031-05-05", there, at=70, value="CT-"),
        told("2031-05-05", place("Nowhere", country=None), at=140),
    )
    assert (shown, left) == ([], 1)


def test_a_border_is_crossed_by_one_event_or_by_violence_on_both_sides() -> None:
    pairs = [told("2031-05-05", place("Ostra")), told("2031-05-06", place("Far", country="YY"), at=70)]
    weeks, _ = reach_of(
        [event for event, _ in pairs], {claim.id: claim for _, claim in pairs}, Halves(), lambda code: frozenset({"YY"})
    )
    ((crossing,),) = [week.crossings for week in weeks]
    assert (crossing.countries, crossing.same_event) == (("XX", "YY"), False)
    event, claim = told("2031-05-05", place("Ostra"), place("Far", country="ZZ"))
    weeks, _ = reach_of([event], {claim.id: claim}, Halves(), lambda code: frozenset())
    assert [(c.countries, c.same_event) for c in weeks[0].crossings] == [(("XX", "ZZ"), True)]

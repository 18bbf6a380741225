"""What many reports show over time: strength and losses a side, districts and borders by week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from itertools import combinations

from harmattan.ports import Divisions
from harmattan.records.assessment import Assessment, NumberRange
from harmattan.records.bundle import Situation
from harmattan.records.claim import Claim, PlaceRef
from harmattan.records.event import Event
from harmattan.records.picture import Crossing, DistrictReach, Picture, Reach, SideCount, SideNumber

MEASURES = {"toll": "losses", "strength": "strength"}
VIOLENT = ("ASSAULT",)
"""PLOVER types of violence; what has UCDP's type of violence or a toll of killed or wounded is violence, too."""
HARMED = ("killed", "wounded")
LONGEST = timedelta(days=6)
"""An event that may have happened over more days than a week belongs to no one week."""
Neighbours = Callable[[str], frozenset[str]]
Key = tuple[str, str, str | None, str | None]


def picture_of(
    situation: Situation, *, divisions: Divisions, neighbours: Neighbours, background: frozenset[str] = frozenset()
) -> Picture:
    """Return the picture of a situation. Relations and control go along as they are.

    `neighbours` gives the countries (ISO 3166 alpha-2) that share a border with one; `background` are ids of events that
    reports only look back on, which count in no week.
    """
    claims = {claim.id: claim for claim in situation.claims}
    reach, undated = reach_of(
        (event for event in situation.events if event.id not in background), claims, divisions, neighbours
    )
    return Picture(
        relations=situation.relations,
        control=situation.control,
        sides=sides_of(situation.assessments, claims),
        reach=reach,
        undated=undated,
    )


def sides_of(assessments: Iterable[Assessment], claims: Mapping[str, Claim]) -> tuple[SideCount, ...]:
    """Return strength and losses by side, unit and group, as the assessments give them; those with most evidence first."""
    found: dict[Key, list[tuple[SideNumber, bool]]] = defaultdict(list)
    for assessment in assessments:
        measure = MEASURES.get(assessment.subject.attribute)
        if measure is None:
            continue
        summed = any(claims[key].aggregate for key in assessment.claim_ids if key in claims)
        for number in assessment.numbers:
            key = measure, number.unit, number.group, number.side
            found[key].append((_number(assessment, number, claims), summed))
    counts = [_count(key, values) for key, values in found.items()]
    return tuple(sorted(counts, key=_rank))


def _number(assessment: Assessment, number: NumberRange, claims: Mapping[str, Claim]) -> SideNumber:
    counted = tuple(
        key
        for key in assessment.claim_ids
        if key in claims and (quantity := claims[key].quantity) is not None
        and ((quantity.unit or "people"), quantity.group) == (number.unit, number.group)
    )  # fmt: skip
    return SideNumber(
        assessment_id=assessment.id, event_id=assessment.subject.event_id, status=assessment.status, low=number.low,
        best=number.best, high=number.high, as_of=assessment.as_of, claim_ids=counted or assessment.claim_ids,
    )  # fmt: skip


def _count(key: Key, values: list[tuple[SideNumber, bool]]) -> SideCount:
    measure, unit, group, side = key
    added = [value for value, summed in values if measure == "losses" and not summed and value.event_id is not None]
    bests = [value.best for value in added]
    highs = [value.high for value in added]
    several = len(added) > 1
    return SideCount(
        side=side,
        measure="losses" if measure == "losses" else "strength",
        unit=unit,
        group=group,
        values=tuple(
            value
            for value, _ in sorted(values, key=lambda item: (item[0].as_of or "", item[0].assessment_id), reverse=True)
        ),
        events=len(added),
        low=sum(value.low or 0.0 for value in added) if several else None,
        best=sum(best or 0.0 for best in bests) if several and all(best is not None for best in bests) else None,
        high=sum(high or 0.0 for high in highs) if several and all(high is not None for high in highs) else None,
    )


def _rank(count: SideCount) -> tuple[bool, str, str, int, str, str]:
    evidence = sum(len(value.claim_ids) for value in count.values)
    return count.side is None, count.side or "", count.measure, -evidence, count.unit, count.group or ""


def reach_of(
    events: Iterable[Event], claims: Mapping[str, Claim], divisions: Divisions, neighbours: Neighbours
) -> tuple[tuple[Reach, ...], int]:
    """Return the weeks in which violence is told, in order, and how many events of violence belong to none."""
    weeks: dict[date, list[Event]] = defaultdict(list)
    left = 0
    for event in events:
        told = [claims[key] for key in event.claim_ids if key in claims]
        if not _is_violent(event, told):
            continue
        week = _week(event)
        if week is None or not any(place.country for place in event.places):
            left += 1
        else:
            weeks[week].append(event)
    seen: set[str] = set()
    found = []
    for week in sorted(weeks):
        districts = _districts(weeks[week], divisions)
        found.append(
            Reach(
                week=week.isoformat(),
                events=len(weeks[week]),
                districts=tuple(
                    DistrictReach(
                        district_id=key, name=name, country=country, events=len(told), new=key not in seen,
                        claim_ids=_evidence(told),
                    )
                    for (key, name, country), told in sorted(districts.items(), key=lambda item: (-len(item[1]), item[0][0]))
                ),
                crossings=_crossings(weeks[week], neighbours),
            )
        )  # fmt: skip
        seen |= {key for key, _, _ in districts}
    return tuple(found), left


def _is_violent(event: Event, told: Iterable[Claim]) -> bool:
    if any(claim.realis != "actual" or claim.aggregate for claim in told):
        told = [claim for claim in told if claim.realis == "actual" and not claim.aggregate]
    if not any(not claim.certainty.value.endswith("-") for claim in told):
        return False
    harmed = any(claim.quantity is not None and claim.quantity.unit in HARMED for claim in told)
    return event.event_type.ucdp is not None or event.event_type.plover in VIOLENT or harmed


def _week(event: Event) -> date | None:
    if event.time is None or event.time.start is None or event.time.precision not in ("day", "week"):
        return None
    try:
        start = date.fromisoformat(event.time.start[:10])
        end = start if event.time.end is None else date.fromisoformat(event.time.end[:10])
    except ValueError:
        return None
    return None if end - start > LONGEST else start - timedelta(days=start.weekday())


def _districts(events: Iterable[Event], divisions: Divisions) -> dict[tuple[str, str, str | None], dict[str, Event]]:
    found: dict[tuple[str, str, str | None], dict[str, Event]] = defaultdict(dict)
    for event in events:
        for place in event.places:
            if place.country is not None and place.precision != "region":
                found[_district(place, divisions)][event.id] = event
    return found


def _district(place: PlaceRef, divisions: Divisions) -> tuple[str, str, str | None]:
    division = divisions.division_of(place)
    if division is not None:
        return division.place_id, division.name, division.country
    return f"country-{place.country}", "district not told", place.country


def _crossings(events: Iterable[Event], neighbours: Neighbours) -> tuple[Crossing, ...]:
    touched: dict[str, dict[str, Event]] = defaultdict(dict)
    same: dict[tuple[str, str], dict[str, Event]] = defaultdict(dict)
    for event in events:
        countries = sorted({place.country for place in event.places if place.country})
        for country in countries:
            touched[country][event.id] = event
        for one, other in combinations(countries, 2):
            same[one, other][event.id] = event
    pairs = {pair for pair in combinations(sorted(touched), 2) if pair[1] in neighbours(pair[0])} | same.keys()
    return tuple(
        Crossing(
            countries=pair,
            same_event=pair in same,
            claim_ids=_evidence(same.get(pair) or touched[pair[0]] | touched[pair[1]]),
        )
        for pair in sorted(pairs)
    )


def _evidence(events: Mapping[str, Event]) -> tuple[str, ...]:
    return tuple(sorted({key for event in events.values() for key in event.claim_ids}))

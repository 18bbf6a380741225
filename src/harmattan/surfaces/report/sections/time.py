"""Over time: what happened when, who held what from when to when, what is disputed, sides, and weeks."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import msgspec

from harmattan.records.actor import Control
from harmattan.records.assessment import Assessment
from harmattan.records.claim import Claim, PlaceRef
from harmattan.records.event import Event
from harmattan.records.picture import Picture, SideCount
from harmattan.surfaces.report import atlas, words
from harmattan.surfaces.report.over_time import (
    ControlRow,
    Dispute,
    Holding,
    Moment,
    OverTime,
    SideLine,
    Value,
    WeekCell,
    Weeks,
)
from harmattan.surfaces.report.sections.indexed import Indexed, tags_of
from harmattan.surfaces.report.view import in_own_words

LANES = {"ASSAULT": "Attacks and clashes", "COERCE": "Seizures, arrests, sanctions", "RETREAT": "Withdrawals"}
OTHER = "Other happenings"
HELD = ("held", "seized")
AIR = timedelta(days=3)
"""Days within which two holders of one place are held to be told at one time."""
MOST_WEEKS = 16
MOST_ROWS = 14


def over_time_of(indexed: Indexed, picture: Picture) -> OverTime:
    """Return the picture over time as the report shows it."""
    published = sorted(day for d in indexed.situation.documents if (day := _day(d.published)) is not None)
    until = published[-1] if published else None
    return OverTime(
        until=until,
        moments=_moments(indexed),
        control=_control(indexed, picture, until),
        disputes=_disputes(indexed),
        sides=_sides(indexed, picture),
        weeks=_weeks(indexed, picture),
    )


def _moments(indexed: Indexed) -> tuple[Moment, ...]:
    found = []
    for event in indexed.situation.events:
        told = [indexed.by_id[key] for key in event.claim_ids if key in indexed.by_id]
        time = event.time
        start = None if time is None else _day(time.start)
        if not told or time is None or start is None or event.id in indexed.background:
            continue
        if time.precision not in ("day", "week", "month"):
            continue
        lead = _lead(event, told)
        assessment = indexed.occurrences.get(event.id)
        found.append(
            Moment(
                day=start,
                last=max(start, _day(time.end) or start),
                words=words.span(time.start, time.end, time.precision) or "",
                lane=LANES.get(event.event_type.plover or "", OTHER),
                text=lead.statement,
                language=lead.statement_language,
                tags=tags_of(lead, assessment),
                status=assessment.status if assessment else "",
                refs=indexed.refs(event.claim_ids),
                weight=_killed(indexed, event),
            )
        )
    return tuple(sorted(found, key=lambda moment: (moment.day, moment.last, moment.refs)))


def _lead(event: Event, told: list[Claim]) -> Claim:
    """Return the claim that tells an event best: of its own kind of happening, said as a fact, the first told."""
    return min(
        told,
        key=lambda claim: (
            claim.kind == "position", claim.certainty.value != "CT+", claim.kind not in ("event", "control"),
            event.claim_ids.index(claim.id),
        ),
    )  # fmt: skip


def _killed(indexed: Indexed, event: Event) -> float:
    numbers = [
        number
        for assessment in indexed.situation.assessments
        if assessment.subject.event_id == event.id and assessment.subject.attribute == "toll"
        for number in assessment.numbers
        if number.unit == "killed"
    ]
    return max((value for n in numbers for value in (n.low, n.best, n.high) if value is not None), default=0.0)


def _control(indexed: Indexed, picture: Picture, until: str | None) -> tuple[ControlRow, ...]:
    where: dict[str, PlaceRef] = {}
    for claim in indexed.claims:
        for named in claim.places:
            where.setdefault(named.place_id or "", named)
    rows: dict[str, list[Holding]] = defaultdict(list)
    for control in picture.control:
        holding = _holding(indexed, control, until)
        if holding is not None:
            rows[control.place_id].append(holding)
    found = []
    for place_id, holdings in rows.items():
        place: PlaceRef | None = where.get(place_id)
        ordered = sorted(holdings, key=lambda each: (each.first, each.holder, each.state))
        found.append(
            ControlRow(
                place=indexed.held_place(place) if place is not None else _spelled(indexed, picture, place_id),
                latitude=None if place is None else place.latitude,
                longitude=None if place is None else place.longitude,
                country=None if place is None else place.country,
                holdings=tuple(_beside(each, ordered) for each in ordered),
            )
        )
    return tuple(sorted(found, key=lambda row: (-len(row.holdings), row.holdings[0].first, row.place)))


def _spelled(indexed: Indexed, picture: Picture, place_id: str) -> str:
    """Return the name of a place that no gazetteer knows, as the claims of its control have it."""
    for control in picture.control:
        if control.place_id == place_id:
            for key in control.claim_ids:
                for place in indexed.by_id[key].places if key in indexed.by_id else ():
                    if place.place_id is None:
                        return place.name
    return place_id.rpartition(":")[2]


def _holding(indexed: Indexed, control: Control, until: str | None) -> Holding | None:
    claims = [indexed.by_id[key] for key in control.claim_ids if key in indexed.by_id]
    reports = sorted(
        {day for claim in claims if (day := _day(indexed.documents[claim.document_id].published)) is not None}
    )
    start = _day(control.start)
    first = start or (reports[0] if reports else None)
    if first is None or not claims:
        return None
    last = max(reports[-1] if reports else first, first)
    assessment = indexed.status(claims[0], "control")
    holder = "nobody named" if control.holder is None else indexed.name(control.holder)
    return Holding(
        holder=holder,
        key=control.holder,
        side=_side_of(indexed, control.holder),
        state=control.state,
        words=_state(control.state, None if control.holder is None else holder),
        first=first,
        dated=start is not None,
        last=last,
        end=_day(control.end),
        reports=tuple(reports),
        contested=False,
        age=0 if until is None else max(0, (date.fromisoformat(until) - date.fromisoformat(last)).days),
        tags=tags_of(claims[0], assessment),
        refs=indexed.refs(control.claim_ids),
    )


def _day(value: str | None) -> str | None:
    """Return the day of an ISO 8601 date or time; None for anything else."""
    try:
        return None if value is None else date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        return None


def _side_of(indexed: Indexed, key: str | None) -> str:
    """Return what the holders of one side share: the country of a state's bodies, the widest group that one is part of."""
    if key is None:
        return ""
    country = indexed.vocabulary.country(key, indexed.name(key))
    if country is not None and indexed.side(key) == "state":
        return country
    seen = {key}
    while True:
        actor = next((each for each in indexed.situation.actors if each.id == key), None)
        above = (
            next((tie.actor_id for tie in actor.parents if tie.valid_to is None), None) if actor is not None else None
        )
        if above is None or above in seen:
            return key
        key = above
        seen.add(key)


def _state(state: str, holder: str | None) -> str:
    if state == "contested":
        return "contested" if holder is None else f"contested, {holder} named"
    words_ = words.STATES[state]
    return f"{words_} {holder}" if holder is not None else f"{words_.removesuffix(' by')}, by whom is not said"


def _beside(holding: Holding, others: list[Holding]) -> Holding:
    """Return a holding with the mark that another holder is told at the same time, where one is."""
    if holding.state not in HELD or holding.key is None:
        return holding
    for other in others:
        if other.state in HELD and other.key is not None and other.side != holding.side and _at_once(holding, other):
            return msgspec.structs.replace(holding, contested=True)
    return holding


def _at_once(one: Holding, other: Holding) -> bool:
    if (other.end is not None and other.end == one.first) or (one.end is not None and one.end == other.first):
        return False
    (a, b), (c, d) = (
        (date.fromisoformat(each.first), date.fromisoformat(each.end or each.last)) for each in (one, other)
    )
    return a <= d + AIR and c <= b + AIR


def _disputes(indexed: Indexed) -> tuple[Dispute, ...]:
    found = []
    for assessment in indexed.situation.assessments:
        if assessment.status != "contested":
            continue
        keys = dict.fromkeys(
            (
                *assessment.claim_ids,
                *(key for reason in assessment.reasons if reason.weight < 0 for key in reason.claim_ids),
            )
        )
        claims = [indexed.by_id[key] for key in keys if key in indexed.by_id and key not in indexed.firsts]
        for what, told in _questions(indexed, assessment, claims):
            values = _values(indexed, assessment, told)
            if len(values) > 1:
                found.append(
                    Dispute(
                        what=what,
                        reasons=tuple(reason.detail for reason in assessment.reasons if reason.code in CONTRADICTS),
                        values=values,
                        refs=tuple(sorted({ref for value in values for ref in value.refs})),
                    )
                )
    return tuple(_apart(found))


CONTRADICTS = frozenset(
    {"denied_by", "doubted_by", "counts_differ", "other_holder", "perpetrators_differ", "revised_by", "corrected_by"}
)
"""Reasons by which values stand against each other."""


def _questions(indexed: Indexed, assessment: Assessment, claims: list[Claim]) -> list[tuple[str, list[Claim]]]:
    """Return what an assessment's claims disagree on, each with those that answer it: of a toll every unit and group."""
    event = next((e for e in indexed.situation.events if e.id == assessment.subject.event_id), None)
    told = [indexed.by_id[key] for key in event.claim_ids if key in indexed.by_id] if event else []
    lead = _lead(event, told).statement if event and told else assessment.statement
    match assessment.subject.attribute:
        case "toll" | "strength":
            groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
            for claim in claims:
                quantity = claim.quantity
                if quantity is not None and not any(link.kind == "part_of" for link in claim.links):
                    groups[quantity.unit or "", quantity.group or ""].append(claim)
            return [
                (f"How many {' '.join(part for part in (group, unit) if part)}: {lead}", held)
                for (unit, group), held in groups.items()
            ]
        case "control":
            places = dict.fromkeys(indexed.held_place(place) for claim in claims for place in claim.places)
            return [(f"Who holds {', '.join(places) or 'it'}", claims)]
        case "perpetrator":
            return [(f"Who did it: {lead}", claims)]
        case "place":
            return [(f"Where: {lead}", claims)]
        case _:
            return [(lead if event else assessment.statement, claims)]


def _apart(disputes: list[Dispute]) -> list[Dispute]:
    """Return each dispute once: two that show the same evidence are one, told from either side."""
    kept: dict[tuple[tuple[int, ...], ...], Dispute] = {}
    for dispute in disputes:
        kept.setdefault(tuple(sorted(value.refs for value in dispute.values)), dispute)
    return list(kept.values())


def _values(indexed: Indexed, assessment: Assessment, claims: list[Claim]) -> tuple[Value, ...]:
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        label = _said(indexed, assessment, claim)
        if label:
            groups.setdefault(label, []).append(claim)
    return tuple(
        Value(
            words=label,
            by=tuple(dict.fromkeys(_voice(indexed, claim) for claim in told)),
            text=told[0].statement,
            language=told[0].statement_language,
            tags=tags_of(told[0], None),
            refs=tuple(sorted({ref for claim in told for ref in indexed.told(claim)})),
        )
        for label, told in groups.items()
    )


def _said(indexed: Indexed, assessment: Assessment, claim: Claim) -> str:
    """Return what a claim says of what is disputed, in few words."""
    no = "not so: " if claim.certainty.value.endswith("-") else ""
    match assessment.subject.attribute:
        case "toll" | "strength":
            return "" if claim.quantity is None else words.quantity(claim.quantity)
        case "perpetrator":
            return no + ", ".join(indexed.name(indexed.key(ref)) for ref in claim.actors if ref.role == "initiator")
        case "control":
            held = [indexed.name(indexed.key(ref)) for ref in claim.actors if ref.role in ("subject", "initiator")]
            return no + (", ".join(dict.fromkeys(held)) or "nobody named")
        case "place":
            return no + ", ".join(dict.fromkeys(place.name for place in claim.places))
        case _:
            denies = any(link.kind in words.DOUBTS for link in claim.links)
            return f"{words.KINDS[claim.kind].lower()}, {'against it' if no or denies else 'for it'}"


def _voice(indexed: Indexed, claim: Claim) -> str:
    own = indexed.own(claim)
    return in_own_words(own) if own else words.speaker(claim.attribution)


def _sides(indexed: Indexed, picture: Picture) -> tuple[SideLine, ...]:
    """Return the sides, those with a name before those known by a description, those with most values first."""
    values: dict[str | None, int] = defaultdict(int)
    for count in picture.sides:
        values[count.side] += len(count.values)

    def rank(count: SideCount) -> tuple[bool, bool, int, str]:
        side = count.side
        return side is None, side is not None and indexed.described(side), -values[side], side or ""

    return tuple(_side(indexed, count) for count in sorted(picture.sides, key=rank))


def _side(indexed: Indexed, count: SideCount) -> SideLine:
    # What a strength counts is its unit alone; a toll's group is whose loss it is.
    group = count.group if count.measure == "losses" and count.group != count.unit else None
    what = " ".join(part for part in (group, count.unit) if part)
    total = None
    if count.events > 1:
        total = f"{words.bounded(count.low or None, count.best, count.high)} in {count.events} events together"
    return SideLine(
        side="side not told" if count.side is None else indexed.name(count.side),
        measure=count.measure,
        what=what,
        total=total,
        values=tuple(
            (
                words.bounded(value.low, value.best, value.high),
                ", ".join(part for part in (words.STATUSES[value.status], words.day(value.as_of) if value.as_of else "") if part),
                indexed.refs(value.claim_ids),
            )
            for value in count.values
        ),
    )  # fmt: skip


def _weeks(indexed: Indexed, picture: Picture) -> Weeks:
    shown = picture.reach[-MOST_WEEKS:]
    names: dict[str, str] = {}
    cells: dict[str, dict[int, WeekCell]] = defaultdict(dict)
    for at, week in enumerate(shown):
        for district in week.districts:
            country = atlas.country_name(district.country) if district.country else "no country"
            names.setdefault(district.district_id, f"{district.name}, {country}")
            cells[district.district_id][at] = WeekCell(
                events=district.events, new=district.new, refs=indexed.refs(district.claim_ids)
            )
    order = list(names)
    ranked = sorted(order, key=lambda key: -sum(cell.events for cell in cells[key].values()))[:MOST_ROWS]
    rows = tuple(
        (names[key], tuple(cells[key].get(at) for at in range(len(shown)))) for key in order if key in set(ranked)
    )
    crossings = tuple(
        (
            words.day(week.week),
            " – ".join(atlas.country_name(code) for code in crossing.countries),
            "one event on both sides" if crossing.same_event else "violence on both sides of the border",
            indexed.refs(crossing.claim_ids),
        )
        for week in picture.reach
        for crossing in week.crossings
    )
    return Weeks(
        weeks=tuple(words.day(week.week) for week in shown),
        rows=rows,
        left=len(order) - len(rows),
        crossings=crossings,
        undated=picture.undated,
    )

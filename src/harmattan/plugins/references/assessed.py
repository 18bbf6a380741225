"""Our own assessed events: the JSON of `harmattan report`, of which tolls of the killed become reference events."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec

from harmattan.errors import InputError
from harmattan.plugins.prio_grid import cell_of
from harmattan.plugins.references.base import MADE_BY, Item, refuse
from harmattan.records.assessment import Assessment, NumberRange
from harmattan.records.base import record_id
from harmattan.records.bundle import Situation
from harmattan.records.claim import Claim
from harmattan.records.event import Event
from harmattan.records.outlook import ReferenceEvent

_EXACT = ("exact", "near")
_WIDEST_DAYS = ("day", "week", "month")


def is_situation(head: bytes) -> bool:
    """Say whether a file begins like the JSON of a situation report."""
    return head.lstrip()[:1] == b"{" and b'"documents"' in head[:200]


def read_situation(path: Path) -> Situation | None:
    """Return the situation that a file holds as the JSON of a report; None for a file that holds something else, or none.

    Raises InputError where such JSON is broken.
    """
    try:
        with path.open("rb") as stream:
            if not is_situation(stream.read(200)):
                return None
        return msgspec.json.decode(path.read_bytes(), type=Situation)
    except OSError:
        return None
    except msgspec.MsgspecError as error:
        reason = f"no JSON of `harmattan report` of this version ({error}); write the report anew"
        raise InputError(str(path), "no_situation", reason) from error


def assessed_events(path: str, data: bytes) -> Iterator[Item]:
    """Yield an event for each assessed toll of killed people; those that can't be placed in a month and country are refused.

    Tolls that are denied, and sums of many incidents, are left out with the reason: they would count the dead twice.
    """
    try:
        situation = msgspec.json.decode(data, type=Situation)
    except msgspec.MsgspecError as error:
        yield refuse(path, "no_situation", f"no JSON of `harmattan report` ({error})")
        return
    events = {event.id: event for event in situation.events}
    claims = {claim.id: claim for claim in situation.claims}
    for number, assessment in enumerate(situation.assessments, start=1):
        if assessment.subject.attribute != "toll":
            continue
        event = events.get(assessment.subject.event_id or "")
        told = [claims[one] for one in assessment.claim_ids if one in claims]
        killed = _killed(assessment, told)
        reason = _why_not(assessment, event, told, killed)
        if reason is not None:
            yield refuse(path, "no_count", f"{assessment.statement[:80]}: {reason}", number)
        elif event is not None:
            yield _made(assessment, event, killed)


def _killed(assessment: Assessment, told: list[Claim]) -> list[NumberRange]:
    """Return the assessed numbers of the killed; where none were weighed, the bounds of what is claimed."""
    weighed = [one for one in assessment.numbers if one.unit == "killed"]
    if weighed:
        return weighed
    counts = [claim.quantity for claim in told if claim.quantity is not None and claim.quantity.unit == "killed"]
    lows = [one.low for one in counts if one.low is not None]
    highs = [one.high for one in counts if one.high is not None]
    if not lows:
        return []
    return [NumberRange(unit="killed", low=min(lows), high=max(highs, default=None))]


def _why_not(assessment: Assessment, event: Event | None, told: list[Claim], killed: list[NumberRange]) -> str | None:
    if assessment.status == "denied":
        return "it is denied"
    if any(claim.aggregate for claim in told):
        return "it sums many incidents"
    if not any((one.best if one.best is not None else one.low) is not None for one in killed):
        return "no lower or best number of the killed"
    if event is None or event.time is None or event.time.start is None:
        return "no date"
    if event.time.precision not in _WIDEST_DAYS:
        return "its date is wider than a month"
    if not any(place.country for place in event.places):
        return "no country"
    return None


def _made(assessment: Assessment, event: Event, killed: list[NumberRange]) -> ReferenceEvent:
    place = next(place for place in event.places if place.country)
    assert event.time is not None
    start = event.time.start
    exact = place.precision in _EXACT and place.latitude is not None and place.longitude is not None
    return ReferenceEvent(
        id=record_id("reference", "assessed", event.id),
        made_by=MADE_BY,
        external_id=event.id,
        date_start=start,
        date_end=event.time.end or start,
        location=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        deaths_low=sum(one.low or 0 for one in killed),
        deaths_best=sum(one.best or one.low or 0 for one in killed),
        deaths_high=sum(one.high or one.best or one.low or 0 for one in killed),
        publisher="harmattan",
        context=json.dumps({"status": assessment.status, "assessment": assessment.id}),
        country=place.country,
        cell=cell_of(place.latitude, place.longitude)
        if exact and place.latitude is not None and place.longitude is not None
        else None,
    )

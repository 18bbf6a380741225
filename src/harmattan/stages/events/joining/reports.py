"""What the report that a happening goes back to says of it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import PlaceRow
from harmattan.records.claim import Claim, PlaceRef, Time
from harmattan.records.document import Document
from harmattan.records.event import Event
from harmattan.stages.events.features import key_of
from harmattan.stages.events.joining.account import RADII, Account, Count, above, day, words

NEWS = timedelta(days=6)
"""How long before its publication something undated can have been, beside that day: what is older, news dates."""
QUOTED = re.compile(r"[“«\"]\s*([^“”«»\"]{12,300}?)\s*[”»\"]")
FEWEST_WORDS = 4
"""Words of a quotation that are no title or name."""


def account_of_event(
    event: Event, claims: Sequence[Claim], document: Document, *, text: str, lexicon: Lexicon
) -> Account:
    """Return what a document says of an event; `claims` are those of the event that it states itself.

    `text` names the story that the document is one of the copies of. A happening without a date is of the week in which
    the document was published; generic actors ("gunmen"), who may be any, are left out.
    """
    start, end = _days(event.time, day(document.published))
    fine = [place for place in event.places if place.precision in RADII]
    names = {actor.actor_id or "" for actor in event.actors if not key_of(actor).startswith("~")}
    actors = frozenset(names - {""})
    return Account(
        id=event.id,
        text=text,
        publisher=" ".join(document.source.casefold().split()) if document.source else None,
        told=day(document.published),
        start=start,
        end=end,
        points=tuple(dict.fromkeys(_points(fine))),
        radius=max((RADII[place.precision] for place in fine), default=0.0),
        countries=frozenset(place.country for place in event.places if place.country is not None),
        towns=frozenset(_name(place, lexicon) for place in fine),
        actors=actors,
        kin=frozenset(one for actor in sorted(actors) for one in above(actor, lexicon)) - actors,
        dead=_lost(claims, "killed"),
        wounded=_lost(claims, "wounded"),
        title=words(document.title or ""),
        types=(event.event_type,),
        means=frozenset(means.means_id for claim in claims for means in claim.means),
        quotes=frozenset(_quotes(claims)),
    )


def _days(time: Time | None, published: date | None) -> tuple[date | None, date | None]:
    if time is not None and (time.start is not None or time.end is not None):
        return day(time.start), day(time.end)
    return (None, None) if published is None else (published - NEWS, published)


def _points(places: Iterable[PlaceRef]) -> Iterable[tuple[float, float]]:
    for place in places:
        if place.latitude is not None and place.longitude is not None:
            yield place.latitude, place.longitude


def _name(place: PlaceRef, lexicon: Lexicon) -> str:
    """Return the first name of a place that is known, whatever a report calls it."""
    row = None if place.place_id is None else lexicon.get(PlaceRow, place.place_id)
    return " ".join((row.names[0].text if row is not None else place.name).casefold().split())


def _lost(claims: Iterable[Claim], unit: str) -> Count | None:
    """Return the largest group lost: a part or a denied loss is none of it; an open bound stays open.

    What a party counts, of its own or its enemy's, says that some were lost and not how many.
    """
    found = []
    for claim in claims:
        quantity = claim.quantity
        if claim.kind != "toll" or quantity is None or quantity.unit != unit or claim.certainty.value.endswith("-"):
            continue
        if not any(link.kind == "part_of" for link in claim.links):
            low, high = quantity.low or 0.0, math.inf if quantity.high is None else quantity.high
            if claim.attribution.stance == "party":
                low, high = 0.0, math.inf
            found.append(Count(low=low, high=high, group=quantity.group))
    if not found:
        return None
    largest = max(found, key=lambda count: (count.low, count.group or ""))
    same = [count for count in found if count.group == largest.group]
    return Count(low=min(each.low for each in same), high=max(each.high for each in same), group=largest.group)


def _quotes(claims: Iterable[Claim]) -> Iterable[str]:
    for claim in claims:
        for found in QUOTED.finditer(claim.evidence.quote):
            said = " ".join(found[1].casefold().split()).rstrip(".,;:!?…")
            if len(said.split()) >= FEWEST_WORDS:
                yield said

"""What a report tells as news, and what it only looks back on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from harmattan.records.claim import Claim
from harmattan.records.document import Document
from harmattan.records.event import Event

FRESH = timedelta(days=14)
"""How long before its report something happened at most that is told as news: monthly bulletins are out within two weeks."""


def background(
    events: Iterable[Event], claims: Iterable[Claim], documents: Iterable[Document], *, fresh: timedelta = FRESH
) -> frozenset[str]:
    """Return the ids of the events that every report of theirs only looks back on.

    That is what ended more than `fresh` before the day of publication or, where that is not known, before the last
    event that the report dates. What bears no date is news, as reports date what is long past.
    """
    by_id = {claim.id: claim for claim in claims}
    published = {document.id: _day(document.published) for document in documents}
    events = tuple(events)
    told: dict[str, set[str]] = {
        event.id: {by_id[key].document_id for key in event.claim_ids if key in by_id} for event in events
    }
    latest: dict[str, date] = {}
    for event in events:
        end = _ended(event)
        for key in told[event.id]:
            if end is not None:
                latest[key] = max(latest.get(key, end), end)
    found = set()
    for event in events:
        end = _ended(event)
        anchors = [published.get(key) or latest.get(key) for key in told[event.id]]
        if end is not None and anchors and all(anchor is not None and anchor - end > fresh for anchor in anchors):
            found.add(event.id)
    return frozenset(found)


def _ended(event: Event) -> date | None:
    return None if event.time is None else _day(event.time.end or event.time.start)


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text[:10])
    except ValueError:
        return None

from __future__ import annotations

from harmattan.records.claim import Claim
from harmattan.stages.events import assemble, background
from invented import attack, document, lexicon, place

TOWN, RIVER = place("Tanezri"), place("Oued")
DATED = document("a", key="dated", published="2031-05-20")
UNDATED = document("a", key="undated")


def looked_back_on(*claims: Claim) -> set[str]:
    """Return the quotes of the first claims of the events that are background."""
    events = assemble(claims, lexicon=lexicon())
    past = background(events, claims, [DATED, UNDATED])
    return {event.claim_ids[0] for event in events if event.id in past}


def test_what_happened_long_before_its_report_is_background() -> None:
    old = attack(document_id=DATED.id, day="2031-02-01", places=[TOWN])
    new = attack(document_id=DATED.id, at=80, day="2031-05-18", places=[RIVER])
    assert looked_back_on(old, new) == {old.id}


def test_without_a_day_of_publication_the_last_dated_event_is_the_measure() -> None:
    old = attack(document_id=UNDATED.id, day="2031-02-01", places=[TOWN])
    new = attack(document_id=UNDATED.id, at=80, day="2031-05-18", places=[RIVER])
    assert looked_back_on(old, new) == {old.id}
    assert looked_back_on(old) == set()


def test_what_bears_no_date_is_news() -> None:
    assert looked_back_on(attack(document_id=DATED.id, places=[TOWN])) == set()

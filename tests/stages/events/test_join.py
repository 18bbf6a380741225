from __future__ import annotations

from types import SimpleNamespace

import pytest

from harmattan.records.claim import Claim
from harmattan.stages.events import assemble, join
from invented import attack, claim, lexicon, place, toll

TOWN = place("Tanezri")


def told(document_id: str) -> list[Claim]:
    return [
        attack(document_id=document_id, places=[TOWN], by=["x:front"]),
        toll(12, 12, document_id=document_id, at=100),
    ]


def repetitions(copies: list[Claim], originals: list[Claim]) -> dict:
    pairs = zip(copies, originals, strict=True)
    own = {item.id: SimpleNamespace(repeats=item.id) for item in originals}
    return own | {copy.id: SimpleNamespace(repeats=original.id) for copy, original in pairs}


def test_the_event_of_a_copy_joins_that_of_its_origin_and_keeps_its_id() -> None:
    origin, copy = told("doc-1"), told("doc-2")
    first, second = assemble(origin + copy, lexicon=lexicon())
    (joined,) = join([second, first], repetitions(copy, origin))
    assert joined.id == first.id
    assert joined.supersedes == (second.id,)
    assert set(joined.claim_ids) == {item.id for item in origin + copy}


def test_independent_reports_stay_apart() -> None:
    one, other = told("doc-1"), told("doc-2")
    events = assemble(one + other, lexicon=lexicon())
    assert join(events, {item.id: SimpleNamespace(repeats=item.id) for item in one + other}) == events


def test_a_copy_of_a_copy_joins_the_first() -> None:
    one, two, three = told("doc-1"), told("doc-2"), told("doc-3")
    events = assemble(one + two + three, lexicon=lexicon())
    # The second repeats the first, the third only what the second added.
    known = repetitions(two, one) | {
        item.id: SimpleNamespace(repeats=other.id) for item, other in zip(three, two, strict=True)
    }
    (joined,) = join(events, known)
    assert joined.id == events[0].id
    assert len(joined.supersedes) == 2


def test_a_position_on_two_events_ties_neither_to_the_other() -> None:
    def two(document_id: str) -> list[Claim]:
        first = attack(document_id=document_id, places=[TOWN])
        second = attack(document_id=document_id, at=200, places=[place("Oued")])
        both = [(first.id, "about"), (second.id, "about")]
        return [first, second, claim("position", document_id=document_id, at=300, by=["x:front"], links=both)]

    origin, copy = two("doc-1"), two("doc-2")
    joined = join(assemble(origin + copy, lexicon=lexicon()), repetitions(copy, origin))
    assert [len(event.supersedes) for event in joined] == [1, 1]


# Ids come of the documents': with several, some sort before and some behind that of the update.
@pytest.mark.parametrize("first", ["doc-a", "doc-b", "doc-c", "doc-d", "doc-e", "doc-f"])
def test_a_reprint_of_an_update_joins_the_update_where_the_origin_tells_as_much(first: str) -> None:
    origin = [
        attack(document_id=first, places=[TOWN], by=["x:front"]),
        toll(3, 3, unit="injured", document_id=first, at=100),
    ]
    update, reprint = told("doc-2"), told("doc-3")
    repeated = {item.id: SimpleNamespace(repeats=item.id) for item in (*origin, *update)}
    repeated |= {item.id: SimpleNamespace(repeats=origin[0].id) for item in (update[0], reprint[0])}
    repeated[reprint[1].id] = SimpleNamespace(repeats=update[1].id)
    joined = join(assemble(origin + update + reprint, lexicon=lexicon()), repeated)
    assert {frozenset(event.claim_ids) for event in joined} == {
        frozenset(item.id for item in origin),
        frozenset(item.id for item in update + reprint),
    }

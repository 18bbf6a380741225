"""Events of different stories that become one, and those that never do."""

from __future__ import annotations

import random

from harmattan.executors import InlineKeyJoin
from harmattan.records.base import MadeBy
from harmattan.records.claim import Claim
from harmattan.records.document import Document
from harmattan.records.lineage import Lineage, LineageMember
from harmattan.stages.events import United, assemble, unite
from invented import SEIZURE, attack, document, lexicon, place, toll

TOWN = place("Tanezri")
POST, TIMES, WIRE, COPY = (
    document(name, key=name, source=name, published="2031-05-03") for name in ("Post", "Times", "Wire", "Copy")
)
DAY = "2031-05-02"


def told(source: Document, day: str | None = DAY, **fields: object) -> list[Claim]:
    said = {"document_id": source.id, "places": [TOWN], "day": day} | fields
    return [attack(**said), toll(12, 12, at=100, trigger="killed", **said)]  # type: ignore[arg-type]


def united(*claims: Claim, copies: tuple[Document, ...] = ()) -> United:
    """Unite what the claims tell; `copies` are copies of the Post."""
    made_by = MadeBy(stage="test", version="1")
    lineages = [
        Lineage(
            id=f"lin-{first.id}", made_by=made_by, kind="text", origin=first.id,
            members=tuple(
                LineageMember(document_id=each.id, relation="origin" if each is first else "copy", similarity=1.0)
                for each in (first, *(copies if first is POST else ()))
            ),
        )
        for first in (POST, TIMES, WIRE, COPY) if first not in copies
    ]  # fmt: skip
    events = assemble(claims, lexicon=lexicon())
    return unite(events, claims, (POST, TIMES, WIRE, COPY), lineages, lexicon=lexicon(), bulk=InlineKeyJoin())


def test_two_stories_of_one_attack_are_one_event_with_all_that_both_say() -> None:
    one, other = told(POST, by=["x:front"]), told(TIMES, on=["x:army"])
    found = united(*one, *other)
    (event,) = found.events
    assert set(event.claim_ids) == {claim.id for claim in one + other}
    assert {(actor.role, actor.actor_id) for actor in event.actors} == {("initiator", "x:front"), ("target", "x:army")}
    assert len(event.supersedes) == 1
    assert [bond.joined for bond in found.bonds[event.id]] == [True]


def test_an_undated_story_is_of_the_week_in_which_it_was_published() -> None:
    (event,) = united(*told(POST), *told(TIMES, day=None, by=["x:front"])).events
    assert event.time is not None
    assert event.time.start == DAY
    assert len(united(*told(POST, day="2031-04-02"), *told(TIMES, day=None)).events) == 2


def test_another_day_another_town_and_another_kind_of_act_stay_apart() -> None:
    far = place("Oued", latitude=14.0)
    for other in (
        told(TIMES, day="2031-05-09"),
        told(TIMES, places=[far]),
        [attack(document_id=TIMES.id, event_type=SEIZURE)],
    ):
        found = united(*told(POST), *other)
        assert len(found.events) == 2
        assert found.bonds == {}


def test_two_events_of_one_story_are_never_joined() -> None:
    first, second = told(POST), attack(document_id=POST.id, at=900, places=[place("Oued")], day=DAY, by=["x:front"])
    assert len(united(*first, second).events) == 2


def test_what_only_a_copy_tells_takes_no_part() -> None:
    alone = united(*told(COPY), *told(TIMES), copies=(COPY,))
    assert len(alone.events) == 2
    assert len(united(*told(COPY), *told(TIMES)).events) == 1


def test_a_sum_over_many_incidents_is_in_no_event() -> None:
    tally = toll(2100, None, "at_least", at=300, document_id=WIRE.id, aggregate=True, places=[TOWN], day=DAY)
    (event,) = united(*told(POST), *told(TIMES), tally).events
    assert tally.id not in event.claim_ids


def test_the_order_of_claims_and_stories_does_not_matter() -> None:
    claims = [*told(POST), *told(TIMES, by=["x:front"]), *told(WIRE, day="2031-05-01")]
    first = united(*claims)
    for seed in range(5):
        random.Random(seed).shuffle(claims)
        again = united(*claims)
        assert again.events == first.events
        assert again.bonds == first.bonds

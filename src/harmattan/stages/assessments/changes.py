"""What would change an assessment: where it would stand without an origin, and what one more voice would do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

import msgspec

from harmattan.records.assessment import Reason, Status
from harmattan.records.claim import Claim
from harmattan.stages.assessments.ballot import Vote, ballots_of
from harmattan.stages.assessments.grades import stand
from harmattan.stages.assessments.pooling import pool
from harmattan.stages.assessments.reckon import Reckoned
from harmattan.stages.assessments.topics import Topic
from harmattan.stages.assessments.weigh import speakers
from harmattan.stages.assessments.world import World

CODE = "would_change"
MOST = 3
"""Origins of which it is told what would be without them, those first that move most."""
LOOKED_AT = 6
"""Origins of a topic that are left out in turn, to see what would be."""
LEAST = 0.5
"""Log-odds from which on it is told what would be without an origin where the status would stay."""
LIFTS: dict[Status, str] = {
    "single_origin": "a voice that shares neither origin nor speaker, says the same and stands by it, would make it corroborated",
    "unverified": "somebody with a name who states it as a fact would make it a single origin, two of them corroborated",
    "contested": "a denial withdrawn or a count corrected would settle it",
    "denied": "somebody independent of those who deny it, who affirms it, would make it contested",
}
STANDS: dict[Status, str] = {
    "corroborated": "without any one of its origins it would stand as it does",
    "confirmed": "without any one of its origins it would stand as it does",
}


class _Without(msgspec.Struct, frozen=True, kw_only=True):
    topic: int
    origin: Hashable
    votes: tuple[Vote, ...]


def changes(found: Reckoned, statuses: Sequence[Status], world: World) -> tuple[tuple[Reason, ...], ...]:
    """Return for each topic the notes on what would change it; their weight is nothing, for nothing of it is so.

    Without an origin all claims go that go back to it alone, for and against; the detail gives the status that would
    follow and by how much the log-odds would move. What stands alone gets a note on what would lift it.
    """
    drops = [
        _Without(
            topic=number, origin=origin, votes=tuple(vote for vote in votes if vote.keys["origin"] != origin)
        )
        for number, votes in enumerate(found.votes)
        for origin in _weightiest(found, number)
    ]  # fmt: skip
    without = pool(ballots_of([drop.votes for drop in drops], found.ballots.names), found.worths)
    by_topic: dict[int, list[tuple[float, _Without]]] = defaultdict(list)
    for odds, drop in zip(without.odds, drops, strict=True):
        by_topic[drop.topic].append((float(odds - found.pool.odds[drop.topic]), drop))
    return tuple(
        tuple(_notes(topic, status, by_topic[number], found.votes[number], world))
        for number, (topic, status) in enumerate(zip(found.topics, statuses, strict=True))
    )


def _weightiest(found: Reckoned, number: int) -> list[Hashable]:
    """Return the origins of a topic whose votes move most, the first ones; none where there is one alone."""
    start = int(found.starts[number])
    sums = found.pool.parts[start : start + len(found.votes[number])].sum(axis=1)
    moved: dict[Hashable, float] = defaultdict(float)
    for vote, added in zip(found.votes[number], sums, strict=True):
        moved[vote.keys["origin"]] += float(added)
    ordered = sorted(moved, key=lambda origin: (-abs(moved[origin]), str(origin)))
    return ordered[:LOOKED_AT] if len(ordered) > 1 else []


def _notes(
    topic: Topic, status: Status, dropped: Sequence[tuple[float, _Without]], votes: Sequence[Vote], world: World
) -> list[Reason]:
    notes = []
    ordered = sorted(dropped, key=lambda each: (-abs(each[0]), str(each[1].origin)))
    for shift, drop in ordered[:MOST]:
        left = _without(topic, str(drop.origin))
        after = None if left is None else stand(left, world)
        if after == status and abs(shift) < LEAST:
            continue
        gone = [claim for vote in votes if vote.keys["origin"] == drop.origin for claim in vote.claims]
        stands = "nobody would say it" if after is None else after.replace("_", " ")
        notes.append(
            Reason(
                code=CODE,
                detail=f"without what {speakers(gone, world)} said: {stands} ({shift:+.2f})",
                weight=0.0,
                claim_ids=tuple(claim.id for claim in gone),
            )
        )
    if not notes and status in STANDS:
        notes.append(Reason(code=CODE, detail=STANDS[status], weight=0.0))
    if status in LIFTS:
        notes.append(Reason(code=CODE, detail=LIFTS[status], weight=0.0))
    return notes


def _without(topic: Topic, origin: str) -> Topic | None:
    """Return a topic without the claims that go back to one origin alone; None where no claim is left."""

    def kept(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        return tuple(claim for claim in claims if topic.roots_of(claim) != {origin})

    firsts = kept(topic.firsts)
    if not firsts:
        return None
    said = kept(topic.said)
    roots = frozenset[str]().union(*(topic.roots_of(claim) for claim in said)) - {origin}
    return msgspec.structs.replace(
        topic, said=said, firsts=firsts, denials=kept(topic.denials), doubts=kept(topic.doubts),
        rivals=kept(topic.rivals), revisions=kept(topic.revisions), origins=len(roots),
    )  # fmt: skip

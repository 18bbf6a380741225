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
LEAST = 0.5
"""Log-odds from which on it is told what would be without an origin where the status would stay."""
ALONE: tuple[Status, ...] = ("single_origin", "unverified")


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
        for origin in dict.fromkeys(vote.keys["origin"] for vote in votes)
        if len({vote.keys["origin"] for vote in votes}) > 1
    ]  # fmt: skip
    without = pool(ballots_of([drop.votes for drop in drops], found.ballots.names), found.worths)
    by_topic: dict[int, list[tuple[float, _Without]]] = defaultdict(list)
    for odds, drop in zip(without.odds, drops, strict=True):
        by_topic[drop.topic].append((float(odds - found.pool.odds[drop.topic]), drop))
    return tuple(
        tuple(_notes(topic, status, by_topic[number], found.votes[number], world))
        for number, (topic, status) in enumerate(zip(found.topics, statuses, strict=True))
    )


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
    if status in ALONE:
        detail = (
            "a voice that shares neither origin nor speaker, says the same and stands by it, would make it corroborated"
        )
        if topic.origins == 1 and status == "single_origin":
            notes.append(Reason(code=CODE, detail=detail, weight=0.0))
        elif status == "unverified":
            who = "somebody with a name who states it as a fact would make it a single origin"
            notes.append(Reason(code=CODE, detail=f"{who}, two of them corroborated", weight=0.0))
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

"""How much each reason moved an assessment, in log-odds, and what its votes have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import get_args

import msgspec
import numpy as np

from harmattan.records.assessment import Likelihood, Reason
from harmattan.stages.assessments.ballot import Vote, ballots_of, votes_on
from harmattan.stages.assessments.pooling import Ballots, Floats, Pool, chance, pool
from harmattan.stages.assessments.topics import Topic
from harmattan.stages.assessments.weigh import speaker_of
from harmattan.stages.assessments.world import World
from harmattan.stages.assessments.worths import Worths

CODES = {
    "origin": "single_origin", "wire": "known_agency", "official": "named_source", "named": "named_source",
    "party": "named_source", "ally": "named_source", "eyewitness": "eyewitness", "anonymous": "anonymous_source",
    "own_word": "own_word", "specific": "specific", "vague": "vague", "in_interest": "party_on_enemy",
    "admission": "admission_against_interest", "disclaimer": "against_interest", "adversary": "adversary_agrees",
    "claimed": "claimed_by", "suspected": "suspected_only", "probable": "hedged", "possible": "hedged",
    "unconfirmed": "unconfirmed_outright", "damaged": "damaged_text", "bound_only": "bound_only",
    "unresolved": "place_unresolved",
}  # fmt: skip
"""The reason under which it is told what a sign moved."""
OWN = ("in_interest", "admission", "disclaimer", "adversary", "claimed")
"""Signs that are told by themselves, whichever vote bears them; all else that further votes add is told as one."""
TOGETHER = (
    "confirmed_by_both_sides", "confirmed_by_admission", "corroborated_by", "single_voice", "single_origin",
)  # fmt: skip
"""Reasons that tell what several origins make together; an assessment has one of them at most."""
PART = {
    "speaker": "shared_speaker",
    "interest": "same_camp",
    "camp": "same_camp",
    "owner": "common_owner",
    "carrier": "syndicated",
}
RECORD = "source_record"
SURE = 0.99
"""No probability leaves [1 - SURE, SURE]: ICD 203 has no words beyond, and no model of sources knows as much."""
STEPS = (0.05, 0.20, 0.45, 0.55, 0.80, 0.95)
"""Where one ICD 203 word ends and the next begins (ICD 203, 2015)."""
DIGITS = 2
"""Digits behind the point of what a reason moved; a probability has one more, so that its word is that of what is written."""


class Reckoned(msgspec.Struct, frozen=True, kw_only=True):
    """What the votes on all topics add up to. `odds` are those of each topic, in log-odds, with what speaks against it whole."""

    topics: Sequence[Topic]
    votes: Sequence[tuple[Vote, ...]]
    ballots: Ballots
    pool: Pool
    worths: Worths
    starts: Floats
    """Where the votes of each topic begin among all."""


def reckon(topics: Sequence[Topic], world: World, worths: Worths) -> Reckoned:
    """Return the votes on topics and what they add up to."""
    votes = [votes_on(topic, world, worths) for topic in topics]
    ballots = ballots_of(votes, (*worths.fitted, *worths.set))
    starts = np.cumsum([0, *(len(each) for each in votes)])
    return Reckoned(
        topics=topics, votes=votes, ballots=ballots, pool=pool(ballots, worths), worths=worths, starts=starts
    )


def moved(found: Reckoned, number: int, reasons: Iterable[Reason], world: World) -> tuple[Reason, ...]:
    """Return the reasons of a topic with what each moved in log-odds, and those that votes have and no feature told.

    The weights of all reasons and the base add up to the log-odds of the topic.
    """
    reasons = tuple(reasons)
    votes, worths = found.votes[number], found.worths
    rows = range(int(found.starts[number]), int(found.starts[number + 1]))
    given = {reason.code for reason in reasons}
    together = next((code for code in TOGETHER if code in given), "single_origin")
    weights: dict[str, float] = defaultdict(float)
    claims: dict[str, dict[str, None]] = defaultdict(dict)
    meant: dict[str, dict[str, None]] = defaultdict(dict)
    affirming = [row for row, vote in zip(rows, votes, strict=True) if vote.says]
    sums = found.pool.parts.sum(axis=1)
    strongest = max(affirming, key=lambda row: (sums[row], -found.ballots.rank[row]), default=-1)
    for row, vote in zip(rows, votes, strict=True):
        against = "other_holder" if vote.claim in found.topics[number].rivals else "denied_by"
        names = (*found.ballots.names, RECORD)
        for column in np.flatnonzero(found.pool.parts[row]):
            sign = names[column]
            code = CODES.get(sign, RECORD)
            if not vote.says:
                code = against
            elif code == "single_origin" or (row != strongest and sign not in OWN):
                code = together
            weights[code] += float(found.pool.parts[row, column])
            claims[code] |= dict.fromkeys(claim.id for claim in vote.claims)
            meant[code][worths.meanings.get(sign, "what was decided of this source before")] = None
    for reason in reasons:
        weights[reason.code] += worths.topic.get(reason.code, 0.0)
    told = [msgspec.structs.replace(reason, weight=round(weights.pop(reason.code, 0.0), DIGITS)) for reason in reasons]
    told += [
        Reason(code=code, detail="; ".join(meant[code]), weight=round(weight, DIGITS), claim_ids=tuple(claims[code]))
        for code, weight in weights.items()
        if round(weight, DIGITS)
    ]
    return tuple(
        sorted((*told, *_in_part(found, number, world)), key=lambda reason: (-abs(reason.weight), reason.code))
    )


def odds_of(found: Reckoned, number: int, reasons: Iterable[Reason]) -> float:
    """Return the log-odds of a topic: of its votes, with what speaks against the topic as a whole."""
    whole = sum(found.worths.topic.get(reason.code, 0.0) for reason in reasons)
    return float(found.pool.odds[number]) + whole


def base_rate(worths: Worths) -> Reason:
    """Return from where the log-odds start, and what kind of number their probability is."""
    learned = f", and learned from {worths.decided} decisions" if worths.decided else ""
    detail = f"where the reckoning starts, before anybody is heard; model, calibrated by simulation{learned}"
    return Reason(code="base_rate", detail=detail, weight=round(worths.base, DIGITS))


def probability(odds: float) -> float:
    """Return a probability with three digits, never surer than `SURE`."""
    return round(float(np.clip(chance(np.array(odds)), 1 - SURE, SURE)), DIGITS + 1)


def likelihood(value: float) -> Likelihood:
    """Return the ICD 203 word for a probability; one on a border gets the word above it."""
    words: tuple[Likelihood, ...] = get_args(Likelihood)
    return words[sum(value >= step for step in STEPS)]


def _in_part(found: Reckoned, number: int, world: World) -> list[Reason]:
    """Return a note for each key by which votes of a topic count in part."""
    start, votes = int(found.starts[number]), found.votes[number]
    pooled = found.pool
    noted: dict[str, list[int]] = defaultdict(list)
    for row in range(start, start + len(votes)):
        key = pooled.kin[pooled.bound[row]] if pooled.bound[row] >= 0 else None
        if key in PART:
            noted[key].append(row)
    notes = []
    for key, rows in noted.items():
        beside = votes[int(pooled.beside[rows[0]]) - start].claim
        parts = ", ".join(f"{found.pool.share[row]:.0%}" for row in rows)
        sources = dict.fromkeys(
            world.documents[votes[row - start].claim.document_id].source or "a report" for row in rows
        )
        detail = (
            f"{found.worths.meanings[key]} ({' and '.join(sources)} beside {speaker_of(beside, world)}): "
            f"counted for {parts} of a vote"
        )
        claim_ids = tuple(votes[row - start].claim.id for row in rows)
        notes.append(Reason(code=PART[key], detail=detail, weight=0.0, claim_ids=claim_ids))
    return notes

"""What shapes an assessment."""

from __future__ import annotations

import msgspec


class AssessmentSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the assessing: the points of each reason, and where the sum of points turns confidence.

    Points say how well grounded something is, which is another question than how likely it is (that is reckoned in
    log-odds, by `worths.json`). They order reasons by common practice (an anonymous source and an outright "unconfirmed"
    count more than a hedge) and are tuned on nothing. From `moderate` on confidence is moderate, from `high` on high;
    what no two independent voices say is never above moderate. `probabilities` asks for probability and likelihood: they
    come from a model that was calibrated by simulation, and are null without it.
    """

    probabilities: bool = False
    single_origin: float = -0.5
    corroborated: float = 1.0
    confirmed: float = 1.5
    named_source: float = 0.5
    known_agency: float = 0.5
    against_interest: float = 1.0
    claimed: float = 0.5
    suspected: float = -0.5
    anonymous_source: float = -1.0
    probable: float = -0.5
    possible: float = -1.0
    unconfirmed: float = -1.0
    bound_only: float = -0.5
    damaged_text: float = -0.5
    doubtful_words: float = -0.5
    party_on_enemy: float = -1.0
    denied: float = -1.5
    doubted: float = -1.0
    disputed: float = -1.0
    revised: float = -0.5
    unresolved_place: float = -0.5
    moderate: float = 0.0
    high: float = 1.5

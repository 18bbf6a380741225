"""Votes: what each origin says for or against a topic, with the signs that tell how far it can be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

import msgspec
import numpy as np

from harmattan.records.claim import Claim
from harmattan.stages.assessments.blame import doers, standing
from harmattan.stages.assessments.numbers import is_bound
from harmattan.stages.assessments.pooling import Ballots
from harmattan.stages.assessments.topics import Topic
from harmattan.stages.assessments.voices import FINE, Sides, agreeing, independent
from harmattan.stages.assessments.world import World
from harmattan.stages.assessments.worths import Worths

KEYS = ("origin", "speaker", "interest", "camp", "owner", "carrier")
"""What makes votes kin, in the order in which it is told where several are shared."""
COUNTED = ("toll", "strength")
GROUPED = ("toll", "place", "perpetrator")
"""Attributes on which claims can say different things."""
TOLD = ("occurrence", "perpetrator", "place", "toll", "control")
"""Attributes of happenings, which can be told with a place, a day and a number; nobody denies with these."""


CARRIED_OVER = ("wire", "specific")
"""Signs of a story that hold for all that it says."""


class Vote(msgspec.Struct, frozen=True, kw_only=True):
    """What one origin says of a topic, by the claim of it that weighs most.

    `claims` are all by which it says so; `keys` name what it may share with others, `source` whose word it is, met again.
    """

    claim: Claim
    claims: tuple[Claim, ...]
    says: bool
    signs: tuple[str, ...]
    keys: Mapping[str, Hashable]
    source: str | None


def votes_on(topic: Topic, world: World, worths: Worths) -> tuple[Vote, ...]:
    """Return a vote for each origin that bears on a topic, one for it and one against it at most, in the order of claims' ids.

    For it are the claims that affirm the same of what is assessed (the number, the place, the perpetrator); where groups of
    claims differ, the one with most independent voices. Against it are denials, and claims by which another side holds the
    place.
    """
    found = {claim.id: (claim, True) for claim in _for(topic, world)}
    found |= {claim.id: (claim, False) for claim in (*topic.denied, *topic.rivals)}
    claims = [found[key] for key in sorted(found)]
    ballots: dict[tuple[str | None, bool], list[Claim]] = {}
    for (claim, says), origin in zip(claims, _shared([topic.roots_of(claim) for claim, _ in claims]), strict=True):
        ballots.setdefault((origin, says), []).append(claim)
    carriers = _shared([_carried(said, world) for said in ballots.values()])
    camps = _Camps(world)
    votes = []
    for ((origin, says), said), carrier in zip(ballots.items(), carriers, strict=True):
        signs = {claim.id: _signs(claim, says, topic, world) for claim in said}
        lead = max(said, key=lambda claim: (sum(worths.of(sign) for sign in signs[claim.id]), claim.id))
        extra = tuple(sign for sign in CARRIED_OVER if any(sign in each for each in signs.values()))
        votes.append(
            Vote(
                claim=lead,
                claims=tuple(said),
                says=says,
                signs=_with(signs[lead.id], extra),
                keys={"origin": origin, "carrier": carrier, **camps.keys(lead, signs[lead.id])},
                source=source_of(lead, world),
            )
        )
    return _with_adversaries(votes, world)


def _with(signs: tuple[str, ...], extra: tuple[str, ...]) -> tuple[str, ...]:
    left = tuple(sign for sign in signs if not (sign == "vague" and "specific" in extra))
    return tuple(dict.fromkeys((*left, *extra)))


def _for(topic: Topic, world: World) -> tuple[Claim, ...]:
    affirmed = topic.affirmed
    # of one toll each count has a group of its own, and most of them are the same
    groups = (
        dict.fromkeys(tuple(group) for group in agreeing(affirmed, topic, world)) if topic.attribute in GROUPED else {}
    )
    if not groups:
        return affirmed

    def rank(group: tuple[Claim, ...]) -> tuple[int, int, list[str]]:
        return independent(group, topic, world), len(group), sorted(claim.id for claim in group)

    return max(groups, key=rank)


def _shared(tokens: Sequence[frozenset[str]]) -> list[str | None]:
    """Return one token of each set: of several, one that another set has too, so that whoever took from two adds to neither."""
    counts = Counter(token for each in tokens for token in each)
    return [min(each, key=lambda token: (-counts[token], token), default=None) for each in tokens]


def source_of(claim: Claim, world: World) -> str | None:
    """Return the key under which a source's record is kept: a named speaker, else the outlet; None for the unnamed."""
    attribution = claim.attribution
    if attribution.kind == "anonymous":
        return None
    if attribution.kind == "named":
        return attribution.actor_id or f"speaker:{_plain(attribution.text or '')}"
    name = world.documents[claim.document_id].source
    if name is None:
        return None
    outlet = world.outlet(name)
    return f"outlet:{_plain(name) if outlet is None else outlet.id}"


def _carried(claims: Iterable[Claim], world: World) -> frozenset[str]:
    """Return the ids of the agencies and outlets whose story documents may be: credited, or what their outlet mostly carries."""
    found: set[str] = set()
    for document in {claim.document_id: world.documents[claim.document_id] for claim in claims}.values():
        for name in (document.source, *document.credits):
            outlet = world.outlet(name)
            if outlet is not None:
                found |= {outlet.id} if outlet.agency else set(outlet.syndicates)
    return frozenset(found)


class _Camps:
    """Names what votes on one topic have in common with each other."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._speakers = Sides(world.together)
        self._camps = Sides(world.allied)

    def keys(self, claim: Claim, signs: Iterable[str]) -> dict[str, Hashable]:
        """Return the speaker, camp and owner of a claim; what nobody knows is left out."""
        world, attribution = self._world, claim.attribution
        document = world.documents[claim.document_id]
        outlet = world.outlet(document.source)
        found: dict[str, Hashable] = {}
        if attribution.kind == "named":
            actor = world.actor(attribution.actor_id, attribution.text)
            found["speaker"] = self._speakers.key(actor, attribution.text or attribution.actor_id or "")
        elif attribution.kind == "author" and document.source is not None:
            found["speaker"] = ("outlet", _plain(document.source) if outlet is None else outlet.id)
        if outlet is not None and outlet.owner is not None and attribution.kind == "author":
            found["owner"] = outlet.owner
        party = world.party(claim)
        if party is not None:
            found["camp"] = self._camps.key(party, document.source or document.id)
            if "in_interest" in signs:
                found["interest"] = found["camp"]
        return found


def _signs(claim: Claim, says: bool, topic: Topic, world: World) -> tuple[str, ...]:
    tests: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("wire", lambda: world.is_agency(claim)),
        ("specific", lambda: says and _is_specific(claim)),
        ("vague", lambda: says and topic.attribute in TOLD and not _is_specific(claim)),
        ("unconfirmed", lambda: claim.certainty.unconfirmed),
        ("probable", lambda: claim.certainty.value.startswith("PR")),
        ("possible", lambda: claim.certainty.value.startswith(("PS", "U"))),
        ("damaged", lambda: world.documents[claim.document_id].damage.kind != "none"),
        ("bound_only", lambda: says and topic.attribute in COUNTED and is_bound(claim)),
        ("unresolved", lambda: says and topic.attribute == "place" and all(p.latitude is None for p in claim.places)),
        ("claimed", lambda: says and topic.attribute == "perpetrator" and _holds(claim, "claimed", topic, world)),
        ("suspected", lambda: says and topic.attribute == "perpetrator" and _holds(claim, "suspected", topic, world)),
    )
    return ("origin", _who(claim, says, topic, world), *(name for name, test in tests if test()))


def _who(claim: Claim, says: bool, topic: Topic, world: World) -> str:
    """Return the sign of who says it: a party in its interest or against it, people of the place, an official, and so on."""
    attribution = claim.attribution
    party = world.party(claim)
    if party is not None and topic.attribute != "position":
        match _serves(claim, says, topic, world):
            case "enemy":
                return "in_interest" if says else "disclaimer"
            case "own":
                return "admission" if says else "in_interest"
            case _:
                return "ally" if attribution.stance == "ally" else "party"
    if world.is_witness(claim):
        return "eyewitness"
    if attribution.kind == "anonymous":
        return "anonymous"
    if attribution.kind == "author":
        return "own_word"
    actor = world.actor(attribution.actor_id, attribution.text)
    if party is not None or (actor is not None and actor.kind in ("official", "intergovernmental")):
        return "official"
    return "named"


def _serves(claim: Claim, says: bool, topic: Topic, world: World) -> str:
    """Return whose losses a party speaks of: of a denial, those that are told by the claims that it denies."""
    if says:
        concern = world.concern(claim)
        # its own doings are nobody's loss, and who tells them is no witness against itself
        return concern if claim.kind == "toll" or concern == "enemy" else "none"
    party = world.party(claim)
    told = [each for each in topic.affirmed if each.kind == "toll"]
    if party is None or not told:
        return "none"
    return "own" if any(world.bears(party, each) for each in told) else "enemy"


def _is_specific(claim: Claim) -> bool:
    """Return whether a claim gives two of: a place on the map, a day, a number that is no bound."""
    place = any(place.precision in FINE and place.latitude is not None for place in claim.places)
    day = claim.time is not None and claim.time.precision == "day"
    number = claim.quantity is not None and claim.quantity.bound in ("exactly", "about")
    return place + day + number >= 2


def _holds(claim: Claim, wanted: str, topic: Topic, world: World) -> bool:
    held = [standing(claim, doer, topic.said, world) for doer in doers(claim)]
    return bool(held) and all(each == wanted for each in held)


def _with_adversaries(votes: Sequence[Vote], world: World) -> tuple[Vote, ...]:
    """Return the votes, with a sign on what a party affirms that its enemy affirms too, each in a story of its own."""
    parties = [
        [party for claim in vote.claims if (party := world.party(claim)) is not None] if vote.says else []
        for vote in votes
    ]

    def is_met(place: int) -> bool:
        others = (each for other, each in enumerate(parties) if other != place)
        return any(not world.allied(one, two) for other in others for one in parties[place] for two in other)

    return tuple(
        msgspec.structs.replace(vote, signs=(*vote.signs, "adversary")) if is_met(place) else vote
        for place, vote in enumerate(votes)
    )


def ballots_of(votes: Sequence[Sequence[Vote]], names: Sequence[str]) -> Ballots:
    """Return the votes on several topics as columns; `names` are the signs that have a weight. Raises KeyError for another."""
    column = {name: place for place, name in enumerate(names)}
    flat = [(number, vote) for number, each in enumerate(votes) for vote in each]
    signs = np.zeros((len(flat), len(names)))
    numbered: dict[str, dict[Hashable, int]] = {key: {} for key in (*KEYS, "source")}
    keys = {key: np.full(len(flat), -1) for key in KEYS}
    source = np.full(len(flat), -1)
    for row, (_, vote) in enumerate(flat):
        signs[row, [column[sign] for sign in vote.signs]] = 1.0
        for key, value in vote.keys.items():
            if value is not None:
                keys[key][row] = numbered[key].setdefault(value, len(numbered[key]))
        if vote.source is not None:
            source[row] = numbered["source"].setdefault(vote.source, len(numbered["source"]))
    ordered = {claim_id: place for place, claim_id in enumerate(sorted({vote.claim.id for _, vote in flat}))}
    return Ballots(
        topics=len(votes),
        topic=np.array([number for number, _ in flat], dtype=np.int64),
        says=np.array([vote.says for _, vote in flat], dtype=bool),
        names=tuple(names),
        signs=signs,
        keys=keys,
        rank=np.array([ordered[vote.claim.id] for _, vote in flat], dtype=np.int64),
        sources=tuple(str(name) for name in numbered["source"]),
        source=source,
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())

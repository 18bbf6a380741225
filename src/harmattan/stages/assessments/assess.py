"""The stage: events and claims in, assessments out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.records.actor import Actor, Control, Relation
from harmattan.records.assessment import Assessment, Decision, Reason, Status, Subject
from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import Claim
from harmattan.records.document import Document
from harmattan.records.event import Event
from harmattan.records.joining import Bond
from harmattan.stages.assessments.changes import changes
from harmattan.stages.assessments.decisions import verdicts
from harmattan.stages.assessments.disputes import Disputes
from harmattan.stages.assessments.grades import grade, stand, trust
from harmattan.stages.assessments.numbers import count
from harmattan.stages.assessments.pooling import learn
from harmattan.stages.assessments.reckon import Reckoned, base_rate, likelihood, moved, odds_of, probability, reckon
from harmattan.stages.assessments.settings import AssessmentSettings
from harmattan.stages.assessments.topics import Descent, Topic, topics_of
from harmattan.stages.assessments.weigh import COUNTED, weigh
from harmattan.stages.assessments.wording import word
from harmattan.stages.assessments.world import World
from harmattan.stages.assessments.worths import worths

STAGE = "assessments"
VERSION = "2"


def assess(
    events: Iterable[Event],
    claims: Iterable[Claim],
    descents: Mapping[str, Descent],
    documents: Iterable[Document],
    *,
    actors: Iterable[Actor],
    control: Iterable[Control] = (),
    relations: Iterable[Relation] = (),
    decisions: Iterable[Decision] = (),
    bonds: Mapping[str, tuple[Bond, ...]] | None = None,
    lexicon: Lexicon,
    settings: AssessmentSettings | None = None,
) -> tuple[Assessment, ...]:
    """Return what claims support: the attributes of each event, then what belongs to no event.

    Of an event: occurrence, perpetrator, place, toll and control.
    Judgements and outlooks are their author's and are not assessed. Claims of copies go with the claims that they
    repeat (`descents`) and move neither status nor numbers. Events that independent reports tell were joined before;
    `bonds` says why, by event. That two claims cannot both be so is seen where they name different holders of one place
    (`control`), and where their counts don't meet; allies (`relations`) are one voice. Each reason bears what it moved, in
    log-odds, with weights that follow what people decided about these assessments before (`decisions`). Probability and
    likelihood stay null unless the settings ask for them. `documents` must hold the document of every claim; raises
    KeyError where one is missing.
    """
    settings = settings or AssessmentSettings()
    world = World(documents, actors, lexicon, relations)
    made_by = MadeBy(stage=STAGE, version=VERSION, settings=record_id("set", settings), lexicon=lexicon.digest)
    events, claims = tuple(events), tuple(claims)
    disputes = Disputes(events, claims, control, world)
    held = bonds or {}
    topics = tuple(
        msgspec.structs.replace(_disputed(topic, disputes), bonds=held.get(topic.event_id or "", ()))
        for topic in topics_of(events, claims, descents)
    )
    found = _reckoned(topics, decisions, world)
    statuses = tuple(stand(topic, world) for topic in topics)
    turns = changes(found, statuses, world)
    seat = _Seat(found=found, world=world, settings=settings, made_by=made_by)
    return tuple(_assess(seat, number, status, turns[number]) for number, status in enumerate(statuses))


def _reckoned(topics: tuple[Topic, ...], decisions: Iterable[Decision], world: World) -> Reckoned:
    """Return the votes on topics, weighed by what people decided of some of them."""
    found = reckon(topics, world, worths())
    holds = verdicts(decisions, {_id(topic): number for number, topic in enumerate(topics)})
    taught = learn(found.ballots, holds, found.worths)
    return found if taught is found.worths else reckon(topics, world, taught)


def _id(topic: Topic) -> str:
    return record_id("asm", topic.event_id or topic.firsts[0].id, topic.attribute)


def _disputed(topic: Topic, disputes: Disputes) -> Topic:
    """Return a topic with the claims that stand against it without saying so."""

    said = {claim.id for claim in topic.said}

    def against(opposing: Callable[[Claim], Iterable[Claim]]) -> tuple[Claim, ...]:
        found = {other.id: other for claim in topic.affirmed for other in opposing(claim)}
        return tuple(other for key, other in found.items() if key not in said)

    if topic.attribute == "control":
        return msgspec.structs.replace(topic, rivals=against(disputes.other_holders))
    if topic.attribute == "toll":
        later = {claim.id: disputes.later_counts(claim) for claim in topic.affirmed}
        return msgspec.structs.replace(
            topic,
            revisions=tuple({other.id: other for found in later.values() for other in found}.values()),
            outdated=frozenset(key for key, found in later.items() if any(other.id in said for other in found)),
        )
    return topic


class _Seat(msgspec.Struct, frozen=True, kw_only=True):
    """What all topics of a run share."""

    found: Reckoned
    world: World
    settings: AssessmentSettings
    made_by: MadeBy


def _assess(seat: _Seat, number: int, status: Status, turns: tuple[Reason, ...]) -> Assessment:
    topic, world, settings = seat.found.topics[number], seat.world, seat.settings
    points = weigh(topic, world, settings)
    dates = [world.documents[claim.document_id].published for claim in topic.said]
    chance = probability(odds_of(seat.found, number, points)) if settings.probabilities else None
    outset = () if chance is None else (base_rate(seat.found.worths),)
    return Assessment(
        id=_id(topic),
        made_by=seat.made_by,
        subject=Subject(event_id=topic.event_id, attribute=topic.attribute),
        claim_ids=tuple(claim.id for claim in topic.said),
        statement=word(topic, status, world),
        status=status,
        probability=chance,
        likelihood=None if chance is None else likelihood(chance),
        confidence=trust(points, settings),
        admiralty=grade(topic, status, world, seat.found.worths),
        documents=len({claim.document_id for claim in topic.said}),
        origins=topic.origins,
        numbers=count(topic, world) if topic.attribute in COUNTED else (),
        as_of=max((date for date in dates if date is not None), default=None),
        reasons=(*moved(seat.found, number, points, world), *outset, *turns),
    )

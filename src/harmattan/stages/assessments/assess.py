"""The stage: events and claims in, assessments out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.records.actor import Actor, Control
from harmattan.records.assessment import Assessment, Subject
from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import Claim
from harmattan.records.document import Document
from harmattan.records.event import Event
from harmattan.records.joining import Bond
from harmattan.stages.assessments.disputes import Disputes
from harmattan.stages.assessments.grades import grade, stand, trust
from harmattan.stages.assessments.numbers import count
from harmattan.stages.assessments.settings import AssessmentSettings
from harmattan.stages.assessments.topics import Descent, Topic, topics_of
from harmattan.stages.assessments.weigh import COUNTED, weigh
from harmattan.stages.assessments.wording import word
from harmattan.stages.assessments.world import World

STAGE = "assessments"
VERSION = "1"


def assess(
    events: Iterable[Event],
    claims: Iterable[Claim],
    descents: Mapping[str, Descent],
    documents: Iterable[Document],
    *,
    actors: Iterable[Actor],
    control: Iterable[Control] = (),
    bonds: Mapping[str, tuple[Bond, ...]] | None = None,
    lexicon: Lexicon,
    settings: AssessmentSettings | None = None,
) -> tuple[Assessment, ...]:
    """Return what claims support: the attributes of each event, then what belongs to no event.

    Of an event: occurrence, perpetrator, place, toll and control.
    Judgements and outlooks are their author's and are not assessed. Claims of copies go with the claims that they
    repeat (`descents`) and move neither status nor numbers. Events that independent reports tell were joined before;
    `bonds` says why, by event. That two claims cannot both be so is seen where they name different holders of one place
    (`control`), and where their counts don't meet. Probability and likelihood stay null. `documents` must hold the
    document of every claim; raises KeyError where one is missing.
    """
    settings = settings or AssessmentSettings()
    world = World(documents, actors, lexicon)
    made_by = MadeBy(stage=STAGE, version=VERSION, settings=record_id("set", settings), lexicon=lexicon.digest)
    events, claims = tuple(events), tuple(claims)
    disputes = Disputes(events, claims, control, world)
    held = bonds or {}
    topics = (
        msgspec.structs.replace(_disputed(topic, disputes), bonds=held.get(topic.event_id or "", ()))
        for topic in topics_of(events, claims, descents)
    )
    return tuple(_assess(topic, world, settings, made_by) for topic in topics)


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


def _assess(topic: Topic, world: World, settings: AssessmentSettings, made_by: MadeBy) -> Assessment:
    reasons = weigh(topic, world, settings)
    status = stand(topic, world)
    dates = [world.documents[claim.document_id].published for claim in topic.said]
    born = topic.event_id or topic.firsts[0].id
    return Assessment(
        id=record_id("asm", born, topic.attribute),
        made_by=made_by,
        subject=Subject(event_id=topic.event_id, attribute=topic.attribute),
        claim_ids=tuple(claim.id for claim in topic.said),
        statement=word(topic, status, world),
        status=status,
        confidence=trust(reasons, settings),
        admiralty=grade(topic, status, world),
        documents=len({claim.document_id for claim in topic.said}),
        origins=topic.origins,
        numbers=count(topic, world) if topic.attribute in COUNTED else (),
        as_of=max((date for date in dates if date is not None), default=None),
        reasons=reasons,
    )

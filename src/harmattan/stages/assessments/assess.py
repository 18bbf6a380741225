"""The stage: events and claims in, assessments out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from harmattan.lexicons import Lexicon
from harmattan.records.actor import Actor
from harmattan.records.assessment import Assessment, Subject
from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import Claim
from harmattan.records.document import Document
from harmattan.records.event import Event
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
    lexicon: Lexicon,
    settings: AssessmentSettings | None = None,
) -> tuple[Assessment, ...]:
    """Return what claims support: the attributes of each event, then what belongs to no event.

    Of an event: occurrence, perpetrator, place, toll and control.
    Judgements and outlooks are their author's and are not assessed. Claims of copies go with the claims that they
    repeat (`descents`) and move neither status nor numbers; independent reports of one happening are not put together,
    so nothing is ever corroborated here. Probability and likelihood stay null. `documents` must hold the document of
    every claim; raises KeyError where one is missing.
    """
    settings = settings or AssessmentSettings()
    world = World(documents, actors, lexicon)
    made_by = MadeBy(stage=STAGE, version=VERSION, settings=record_id("set", settings), lexicon=lexicon.digest)
    return tuple(_assess(topic, world, settings, made_by) for topic in topics_of(events, claims, descents))


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
        confidence=trust(reasons, topic, settings),
        admiralty=grade(topic, status, world),
        documents=len({claim.document_id for claim in topic.said}),
        origins=topic.origins,
        numbers=count(topic, world) if topic.attribute in COUNTED else (),
        as_of=max((date for date in dates if date is not None), default=None),
        reasons=reasons,
    )

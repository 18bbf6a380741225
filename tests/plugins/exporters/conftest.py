"""A situation of three events, invented: a raid with a disputed toll, a kidnapping, a meeting."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[2]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from harmattan.lexicons import load  # noqa: E402
from harmattan.records.actor import Actor, Name  # noqa: E402
from harmattan.records.assessment import Admiralty, Assessment, NumberRange, Reason, Subject  # noqa: E402
from harmattan.records.base import record_id  # noqa: E402
from harmattan.records.bundle import Situation  # noqa: E402
from harmattan.records.claim import EventType, Time  # noqa: E402
from harmattan.records.event import Event  # noqa: E402
from invented import MADE_BY, actor, attack, claim, document, place, toll  # noqa: E402

WIRE = document(
    "Dune riders raided Tanezri on Monday. They killed 12 guards, the army said. Ministers met. 😀 Two were taken.",
    "w", source="Oasis Wire", url="https://wire.example/1", title="=HYPERLINK(\"x\")", published="2031-05-03",
)  # fmt: skip
POST = document("Up to 15 guards died at Tanezri.", "p", source="Desert Post", published="2031-05-04T10:00:00Z")


def quoted(text, words):
    start = text.index(words)
    return {"at": start, "quote": words}


RAID = attack(document_id=WIRE.id, **quoted(WIRE.text, "Dune riders raided Tanezri on Monday."), said_by="+army")
LOSS = toll(12, 12, document_id=WIRE.id, **quoted(WIRE.text, "They killed 12 guards, the army said."), said_by="army")
OTHER = toll(None, 15, "at_most", document_id=POST.id, **quoted(POST.text, "Up to 15 guards died at Tanezri."))
TAKEN = toll(2, 2, unit="captured", document_id=WIRE.id, **quoted(WIRE.text, "Two were taken."))
MET = claim("event", document_id=WIRE.id, **quoted(WIRE.text, "Ministers met."))


def event(key, claims, **fields):
    fields.setdefault("event_type", EventType(plover="ASSAULT", acled="Attack", ucdp=3))
    return Event(id=key, made_by=MADE_BY, claim_ids=tuple(each.id for each in claims), **fields)


def judged(event_id, attribute, status="single_origin", **fields):
    return Assessment(
        id=record_id("asm", event_id, attribute), made_by=MADE_BY,
        subject=Subject(event_id=event_id, attribute=attribute), claim_ids=fields.pop("claim_ids", ()),
        statement=fields.pop("statement", f"{attribute} of {event_id}"), status=status, confidence="low",
        admiralty=Admiralty(source="C", information=3), documents=2, origins=2, as_of="2031-05-04", **fields,
    )  # fmt: skip


def known(actor_id, name, kind):
    return Actor(id=actor_id, made_by=MADE_BY, names=(Name(text=name, language="en"),), kind=kind)


@pytest.fixture(scope="session")
def lexicon():
    return load()


@pytest.fixture(scope="session")
def situation():
    raid = event(
        "evt-raid", (RAID, LOSS, OTHER),
        event_type=EventType(plover="ASSAULT", mode="firearms", acled="Armed clash", ucdp=1),
        actors=(actor("initiator", "x:riders"), actor("target", "x:guard")),
        places=(place("Tanezri", country="ML", latitude=19.25, longitude=-1.75),),
        time=Time(start="2031-05-01", end="2031-05-04", precision="day", text="these days"),
    )  # fmt: skip
    taken = event(
        "evt-taken", (TAKEN,), event_type=EventType(plover="ASSAULT", acled="Abduction/forced disappearance", ucdp=3),
        actors=(actor("initiator", "gunmen"), actor("target", "x:herders")),
        places=(place("Mali", "country", country="ML", latitude=17.0, longitude=-4.0),),
    )  # fmt: skip
    met = event("evt-met", (MET,), event_type=EventType(plover="CONSULT"))
    numbers = (
        NumberRange(unit="killed", group="soldiers", side="x:guard", low=12.0, best=None, high=15.0),
        NumberRange(unit="killed", group="civilians", low=1.0, best=1.0, high=1.0),
        NumberRange(unit="wounded", low=3.0),
    )
    reasons = (
        Reason(code="counts_differ", detail="12 against up to 15; nobody gave way", weight=-1.0),
        Reason(code="named_source", detail="said by the army", weight=0.5),
    )
    return Situation(
        documents=(WIRE, POST),
        claims=(RAID, LOSS, OTHER, TAKEN, MET),
        events=(raid, taken, met),
        assessments=(
            judged("evt-raid", "occurrence", "corroborated", statement="Dune riders raided Tanezri", claim_ids=(RAID.id,)),
            judged("evt-raid", "toll", "contested", numbers=numbers, reasons=reasons, claim_ids=(LOSS.id, OTHER.id)),
            judged("evt-raid", "place", "corroborated"),
            judged("evt-taken", "occurrence", "denied", statement="@two taken"),
            judged("evt-met", "occurrence"),
        ),
        actors=(
            known("x:riders", "Dune Riders", "rebel"), known("x:guard", "National Guard", "military"),
            known("x:herders", "herders", "civilian"),
        ),
    )  # fmt: skip

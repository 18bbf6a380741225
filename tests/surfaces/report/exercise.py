"""EXERCISE. An invented week on the Niger river, written for tests: outlets, groups, people and events do not exist.

Two documents (a wire story and a spun reprint that adds to it) and claims of every kind.
"""

# ruff: noqa: E501 (a claim and its spans read as one row)

from __future__ import annotations

from typing import Any

from harmattan.records.actor import Actor, Control, Name, Relation, Tie
from harmattan.records.assessment import Admiralty, Assessment, NumberRange, Reason, Subject
from harmattan.records.base import MadeBy, record_id
from harmattan.records.bundle import Situation
from harmattan.records.claim import (
    ActorRef,
    Attribution,
    Certainty,
    CertaintyCue,
    Claim,
    EventType,
    Evidence,
    Link,
    MeansRef,
    Part,
    PlaceRef,
    Quantity,
    Refusal,
    Time,
)
from harmattan.records.document import Damage, Document, Restoration
from harmattan.records.event import Event
from harmattan.records.lineage import Lineage, LineageMember, Parent
from harmattan.records.outlook import Outlook
from harmattan.surfaces.report.vocabulary import Vocabulary

MADE = MadeBy(stage="claims", version="0.1.0", lexicon="0123456789abcdef", extractor="rules 0.1.0", settings="default")

WIRE = """EXERCISE. Fighters storm river port of Ayorou

Fighters of the River Front stormed the port of Ayorou on 3 March with drones and mortars, police sources said. \
At least 14 soldiers were killed and about 30 people were wounded, the ministry of defence said. \
The River Front said it had killed up to 60 soldiers; the ministry denied that figure.

According to two officials, the front has at most 1,200 fighters. \
Since 2021 more than 2,400 people have died in the region. \
Dozens of families fled to Niamey, a teacher said.

The front holds Ayorou, residents said on 4 March. The army insisted that the port remained in its hands.

The army answered with air strikes near Tera and withdrew its garrison from Inates, state television reported. \
The Red Sand Brigade, a rival of the River Front, attacked a convoy in Tillaberi region the same night.

The Brigade split from the Delta Movement, whose place it took in 2022. Both are part of the Dune Alliance, some analysts say.

Officials in the capital said that Orsinia may have trained the fighters. There is no independent confirmation of this. \
Orsinia denied any role and called for talks. \
Russian advisers support the army.

The crisis could spread to Benin, the author of this note believes. It shows that the river is the new front line.
"""

SPUN = """EXERCISE. Fighters tempest river larboard of Ayorou

Fighters of the River Front tempested the larboard of Ayorou connected 3 March, police sources said. \
Between 10 and 20 subject vehicles were destroyedand a depot burned.

The attack whitethorn person been planned from Mali, where the front is believed to keep 3 camps. \
Governor Adamou Zarou was killed, according to unnamed reports that could not be verified.
"""


def _document(text: str, **fields: Any) -> Document:
    return Document(
        id=record_id("document", text),
        made_by=MadeBy(stage="reading", version="0.1.0"),
        text=text,
        media_type="text/plain",
        language="en",
        **fields,
    )


def _restorations(text: str, *pairs: tuple[str, str]) -> tuple[Restoration, ...]:
    return tuple(
        Restoration(
            start=text.index(observed),
            end=text.index(observed) + len(observed),
            observed=observed,
            restored=restored,
            confidence=0.9,
            rule="test",
        )
        for observed, restored in pairs
    )


ONE = _document(
    WIRE,
    title="EXERCISE. Fighters storm river port of Ayorou",
    source="Lantern Wire (invented)",
    url="https://example.org/ayorou",
    published="2031-03-05",
)
TWO = _document(
    SPUN,
    title="EXERCISE. Fighters tempest river larboard",
    source="Daily Echo (invented)",
    published="2031-03-06T08:00:00Z",
    damage=Damage(
        kind="mixed",
        share=0.12,
        restorations=_restorations(
            SPUN,
            ("tempested", "stormed"),
            ("larboard of Ayorou connected", "port of Ayorou on"),
            ("subject", "military"),
            ("destroyedand", "destroyed and"),
            ("whitethorn person", "may have"),
        ),
    ),
)

PLACES = {
    "Ayorou": (14.73, 0.92, "NE", "exact"),
    "Tera": (14.01, 0.75, "NE", "near"),
    "Inates": (15.05, 1.33, "NE", "exact"),
    "Tillaberi": (14.21, 1.45, "NE", "adm1"),
    "Niamey": (13.51, 2.11, "NE", "exact"),
    "Benin": (9.5, 2.25, "BJ", "country"),
    "Mali": (17.0, -4.0, "ML", "country"),
    "Gourma": (14.9, -0.2, "ML", "region"),
    "Orsinia": (None, None, None, "country"),
    "Dargol": (13.92, 1.25, "NE", "adm2"),
    "Dover": (51.13, 1.31, "GB", "exact"),
}
ACTORS = {
    "river-front": ("River Front", "rebel"),
    "army-ne": ("Nigerien army", "military"),
    "ministry-ne": ("Ministry of defence", "state"),
    "red-sand": ("Red Sand Brigade", "rebel"),
    "delta": ("Delta Movement", "rebel"),
    "dune": ("Dune Alliance", "rebel"),
    "orsinia": ("Orsinia", "state"),
    "generic:russian-advisers": ("Russian advisers", "foreign_force"),
}
VOCABULARY = Vocabulary(
    kind_labels={
        "rebel": "rebel group",
        "military": "armed forces",
        "state": "state",
        "foreign_force": "foreign force",
    },
    kind_sides={"rebel": "group", "military": "state", "state": "state", "foreign_force": "state"},
    event_labels={("ASSAULT", "drone", "Air/drone strike"): "Drone strike"},
    countries={"orsinia": "XO", "army-ne": "NE", "ministry-ne": "NE"},
    demonyms={"russian": "RU"},
)


class _Bench:
    """Collects claims; spans are found by their words, so that offsets cannot drift from the text."""

    def __init__(self) -> None:
        self.claims: dict[str, Claim] = {}

    def add(
        self,
        key: str,
        document: Document,
        kind: str,
        quote: str,
        statement: str,
        *,
        parts: str = "",
        actors: str = "",
        places: str = "",
        means: str = "",
        by: tuple[str, str] | None = None,
        value: str = "CT+",
        unconfirmed: str = "",
        links: str = "",
        **fields: Any,
    ) -> None:
        start = document.text.index(quote)

        def span(words: str) -> tuple[int, int]:
            at = document.text.index(words, start)
            return at, at + len(words)

        found = []
        for item in filter(None, parts.split("|")):
            role, _, words = item.partition("=")
            left, right = span(words)
            found.append(Part(role=role, start=left, end=right, text=words))  # type: ignore[arg-type]
        refs = []
        for item in filter(None, actors.split("|")):
            role, _, rest = item.partition("=")
            actor_id, _, words = rest.partition(":" if not rest.startswith("generic:") else "~")
            left, right = span(words)
            refs.append(ActorRef(role=role, actor_id=actor_id or None, name=words, start=left, end=right))  # type: ignore[arg-type]
        spots = []
        for name in filter(None, places.split("|")):
            lat, lon, country, precision = PLACES[name]
            left, right = span(name) if name in document.text[start:] else (start, start + 1)
            spots.append(
                PlaceRef(
                    place_id=f"place:{name}",
                    name=name,
                    latitude=lat,
                    longitude=lon,
                    country=country,  # type: ignore[arg-type]
                    precision=precision,
                    start=left,
                    end=right,
                )  # type: ignore[arg-type]
            )
        if by is None:
            attribution = Attribution(kind="author")
        else:
            left, right = span(by[1]) if by[1] else (None, None)  # type: ignore[assignment]
            attribution = Attribution(kind=by[0], text=by[1] or None, start=left, end=right)  # type: ignore[arg-type]
        cues = []
        for item in filter(None, unconfirmed.split("|")):
            left, right = span(item)
            cues.append(CertaintyCue(start=left, end=right, text=item, effect="unconfirmed"))
        self.claims[key] = Claim(
            id=record_id("claim", document.id, key),
            made_by=MADE,
            document_id=document.id,
            kind=kind,  # type: ignore[arg-type]
            statement=statement,
            statement_language="en",
            evidence=Evidence(start=start, end=start + len(quote), quote=quote),
            parts=tuple(found),
            actors=tuple(refs),
            places=tuple(spots),
            means=tuple(
                MeansRef(means_id=m, name=m, start=start, end=start + 1) for m in filter(None, means.split("|"))
            ),
            attribution=attribution,
            certainty=Certainty(
                holder="author" if by is None else "source",
                value=value,
                author_value=value if by is None else "Uu",  # type: ignore[arg-type]
                unconfirmed=bool(unconfirmed),
                cues=tuple(cues),
            ),
            links=tuple(
                Link(claim_id=self.claims[target].id, kind=how)  # type: ignore[arg-type]
                for how, _, target in (item.partition("=") for item in filter(None, links.split("|")))
            ),
            **fields,
        )


def _day(date: str, words: str) -> Time:
    return Time(start=date, end=date, precision="day", text=words)


DRONE = EventType(plover="ASSAULT", mode="drone", acled="Air/drone strike", ucdp=1)
CLASH = EventType(plover="ASSAULT", mode="firearms", acled="Armed clash", ucdp=1)
LEAVE = EventType(plover="RETREAT", mode="withdraw")


def situation() -> Situation:
    """Return the exercise: two documents of one origin, some twenty-five claims, assessments of every status."""
    b = _Bench()
    storm = "Fighters of the River Front stormed the port of Ayorou on 3 March with drones and mortars, police sources said."
    toll = "At least 14 soldiers were killed and about 30 people were wounded, the ministry of defence said."
    b.add(
        "storm",
        ONE,
        "event",
        storm,
        "Fighters of the River Front stormed the port of Ayorou with drones and mortars",
        parts="trigger=stormed|actor=Fighters of the River Front|target=the port of Ayorou|place=Ayorou|time=3 March|means=drones|source=police sources|cue=said",
        actors="initiator=river-front:River Front",
        places="Ayorou",
        means="drones|mortars",
        by=("anonymous", "police sources"),
        event_type=DRONE,
        time=_day("2031-03-03", "3 March"),
    )
    b.add(
        "dead",
        ONE,
        "toll",
        toll,
        "At least 14 soldiers killed",
        parts="number=At least 14|unit=soldiers|trigger=killed|source=the ministry of defence|cue=said",
        places="",
        by=("named", "the ministry of defence"),
        time=_day("2031-03-03", "3 March"),
        quantity=Quantity(low=14, high=None, bound="at_least", unit="killed", group="soldiers", text="At least 14"),
    )
    b.add(
        "hurt",
        ONE,
        "toll",
        toll,
        "About 30 people wounded",
        parts="number=about 30|unit=people|trigger=wounded|source=the ministry of defence",
        by=("named", "the ministry of defence"),
        quantity=Quantity(low=30, high=30, bound="about", unit="wounded", text="about 30"),
    )
    front = "The River Front said it had killed up to 60 soldiers; the ministry denied that figure."
    b.add(
        "claimed",
        ONE,
        "toll",
        front,
        "Up to 60 soldiers killed",
        parts="source=The River Front|cue=said|trigger=killed|number=up to 60|unit=soldiers",
        actors="initiator=river-front:River Front",
        by=("named", "The River Front"),
        quantity=Quantity(low=None, high=60, bound="at_most", unit="killed", group="soldiers", text="up to 60"),
    )
    b.add(
        "denial",
        ONE,
        "position",
        front,
        "The ministry denied that up to 60 soldiers were killed",
        parts="trigger=denied|source=the ministry",
        actors="speaker=ministry-ne:the ministry",
        by=("named", "the ministry"),
        links="denies=claimed",
    )
    b.add(
        "size",
        ONE,
        "strength",
        "According to two officials, the front has at most 1,200 fighters.",
        "The front has at most 1,200 fighters",
        parts="source=two officials|number=1,200|hedge=at most|unit=fighters",
        by=("anonymous", "two officials"),
        quantity=Quantity(low=None, high=1200, bound="at_most", unit="fighters", text="at most 1,200"),
    )
    b.add(
        "sum",
        ONE,
        "toll",
        "Since 2021 more than 2,400 people have died in the region.",
        "More than 2,400 people have died in the region since 2021",
        parts="time=Since 2021|number=more than 2,400|unit=people|trigger=died",
        aggregate=True,
        time=Time(start="2021-01-01", end=None, precision="year", text="Since 2021"),
        quantity=Quantity(low=2400, high=None, bound="at_least", unit="killed", group="people", text="more than 2,400"),
    )
    b.add(
        "fled",
        ONE,
        "toll",
        "Dozens of families fled to Niamey, a teacher said.",
        "Dozens of families fled to Niamey",
        parts="number=Dozens|unit=families|trigger=fled|place=Niamey|source=a teacher|cue=said",
        places="Niamey",
        by=("anonymous", "a teacher"),
        quantity=Quantity(low=12, high=None, bound="vague", unit="displaced", group="families", text="Dozens"),
    )
    b.add(
        "hold",
        ONE,
        "control",
        "The front holds Ayorou, residents said on 4 March.",
        "The front holds Ayorou",
        parts="actor=The front|trigger=holds|place=Ayorou|source=residents|time=4 March",
        actors="subject=river-front:The front",
        places="Ayorou",
        by=("anonymous", "residents"),
        time=_day("2031-03-04", "4 March"),
    )
    b.add(
        "kept",
        ONE,
        "control",
        "The army insisted that the port remained in its hands.",
        "The port remains in the hands of the army",
        parts="source=The army|trigger=remained",
        actors="subject=army-ne:The army",
        by=("named", "The army"),
        links="denies=hold",
    )
    answer = (
        "The army answered with air strikes near Tera and withdrew its garrison from Inates, state television reported."
    )
    b.add(
        "strike",
        ONE,
        "event",
        answer,
        "The army answered with air strikes near Tera",
        parts="actor=The army|trigger=air strikes|place=Tera|source=state television",
        actors="initiator=army-ne:The army",
        places="Tera",
        means="air strikes",
        by=("named", "state television"),
        event_type=DRONE,
        links="responds_to=storm",
    )
    b.add(
        "left",
        ONE,
        "event",
        answer,
        "The army withdrew its garrison from Inates",
        parts="actor=The army|trigger=withdrew|place=Inates|source=state television",
        actors="initiator=army-ne:The army",
        places="Inates",
        by=("named", "state television"),
        event_type=LEAVE,
    )
    brigade = "The Red Sand Brigade, a rival of the River Front, attacked a convoy in Tillaberi region the same night."
    b.add(
        "convoy",
        ONE,
        "event",
        brigade,
        "The Red Sand Brigade attacked a convoy in Tillaberi region",
        parts="actor=The Red Sand Brigade|trigger=attacked|target=a convoy|place=Tillaberi region|time=the same night",
        actors="initiator=red-sand:Red Sand Brigade",
        places="Tillaberi|Dargol",
        event_type=CLASH,
    )
    b.add(
        "rival",
        ONE,
        "relation",
        brigade,
        "The Red Sand Brigade is a rival of the River Front",
        parts="trigger=rival|actor=River Front",
        actors="subject=red-sand:Red Sand Brigade|object=river-front:River Front",
    )
    split = "The Brigade split from the Delta Movement, whose place it took in 2022."
    b.add(
        "heir",
        ONE,
        "relation",
        split,
        "The Brigade took the place of the Delta Movement in 2022",
        parts="trigger=took|time=2022",
        actors="subject=red-sand:The Brigade|object=delta:Delta Movement",
        time=Time(start="2022-01-01", end="2022-12-31", precision="year", text="2022"),
    )
    b.add(
        "member",
        ONE,
        "relation",
        "Both are part of the Dune Alliance, some analysts say.",
        "Both are part of the Dune Alliance",
        parts="trigger=part|source=some analysts|cue=say",
        actors="subject=red-sand:Both|object=dune:Dune Alliance",
        by=("anonymous", "some analysts"),
    )
    orsinia = "Officials in the capital said that Orsinia may have trained the fighters. There is no independent confirmation of this."
    b.add(
        "trained",
        ONE,
        "support",
        orsinia,
        "Orsinia may have trained the fighters",
        parts="source=Officials in the capital|cue=said|hedge=may|trigger=trained|actor=Orsinia",
        actors="supporter=orsinia:Orsinia|supported=river-front:the fighters",
        by=("anonymous", "Officials in the capital"),
        value="PS+",
        unconfirmed="no independent confirmation",
    )
    deny = "Orsinia denied any role and called for talks."
    b.add(
        "orsinia",
        ONE,
        "position",
        deny,
        "Orsinia denied any role",
        parts="source=Orsinia|trigger=denied",
        actors="speaker=orsinia:Orsinia",
        by=("named", "Orsinia"),
        links="denies=trained",
    )
    b.add(
        "talks",
        ONE,
        "position",
        deny,
        "Orsinia called for talks",
        parts="source=Orsinia|trigger=called",
        actors="speaker=orsinia:Orsinia",
        by=("named", "Orsinia"),
    )
    b.add(
        "advisers",
        ONE,
        "support",
        "Russian advisers support the army.",
        "Russian advisers support the army",
        parts="actor=Russian advisers|trigger=support",
        actors="supporter=generic:russian-advisers~Russian advisers|supported=army-ne:the army",
    )
    b.add(
        "spread",
        ONE,
        "outlook",
        "The crisis could spread to Benin, the author of this note believes.",
        "The crisis could spread to Benin",
        parts="hedge=could|trigger=spread|place=Benin",
        places="Benin",
        value="PS+",
        tense="future",
        realis="hypothetical",
    )
    b.add(
        "line",
        ONE,
        "judgement",
        "It shows that the river is the new front line.",
        "The river is the new front line",
        parts="trigger=shows",
        value="PR+",
        tense="present",
    )
    b.add(
        "again",
        TWO,
        "event",
        "Fighters of the River Front tempested the larboard of Ayorou connected 3 March, police sources said.",
        "Fighters of the River Front stormed the port of Ayorou",
        parts="trigger=tempested|place=Ayorou|time=3 March|source=police sources",
        actors="initiator=river-front:River Front",
        places="Ayorou",
        by=("anonymous", "police sources"),
        event_type=DRONE,
    )
    b.add(
        "trucks",
        TWO,
        "toll",
        "Between 10 and 20 subject vehicles were destroyedand a depot burned.",
        "Between 10 and 20 military vehicles were destroyed",
        parts="number=Between 10 and 20|unit=subject vehicles|trigger=destroyed",
        quantity=Quantity(low=10, high=20, bound="between", unit="vehicles", text="Between 10 and 20"),
    )
    b.add(
        "planned",
        TWO,
        "event",
        "The attack whitethorn person been planned from Mali, where the front is believed to keep 3 camps.",
        "The attack may have been planned from Mali",
        parts="hedge=whitethorn person|trigger=planned|place=Mali",
        places="Mali|Gourma",
        value="PS+",
    )
    b.add(
        "camps",
        TWO,
        "strength",
        "The attack whitethorn person been planned from Mali, where the front is believed to keep 3 camps.",
        "The front is believed to keep 3 camps",
        parts="number=3|unit=camps|hedge=believed",
        places="Mali",
        value="PR+",
        quantity=Quantity(low=3, high=3, bound="exactly", unit="camps", text="3"),
    )
    b.add(
        "governor",
        TWO,
        "toll",
        "Governor Adamou Zarou was killed, according to unnamed reports that could not be verified.",
        "Governor Adamou Zarou was killed",
        parts="actor=Governor Adamou Zarou|trigger=killed|source=unnamed reports",
        by=("anonymous", "unnamed reports"),
        unconfirmed="could not be verified",
    )
    return _assembled(b.claims)


def _assembled(c: dict[str, Claim]) -> Situation:
    def ids(*keys: str) -> tuple[str, ...]:
        return tuple(c[key].id for key in keys)

    def assess(
        keys: tuple[str, ...],
        attribute: str,
        status: str,
        confidence: str,
        *,
        grade: str = "F6",
        event: str | None = None,
        documents: int = 1,
        numbers: tuple[NumberRange, ...] = (),
        reason: str = "one origin",
    ) -> Assessment:
        return Assessment(
            id=record_id("assessment", attribute, list(keys)),
            made_by=MADE,
            subject=Subject(event_id=event, attribute=attribute),  # type: ignore[arg-type]
            claim_ids=ids(*keys),
            statement=c[keys[0]].statement,
            status=status,
            confidence=confidence,  # type: ignore[arg-type]
            admiralty=Admiralty(source=grade[0], information=int(grade[1])),  # type: ignore[arg-type]
            documents=documents,
            origins=1,
            numbers=numbers,
            reasons=(Reason(code="origins", detail=reason, weight=0.0),),
        )

    events = tuple(
        Event(
            id=record_id("event", keys[0]),
            made_by=MADE,
            claim_ids=ids(*keys),
            event_type=c[keys[0]].event_type or EventType(),
            actors=c[keys[0]].actors,
            places=c[keys[0]].places,
            time=c[keys[0]].time,
        )
        for keys in (
            ("storm", "dead", "hurt", "claimed", "again", "trucks"),
            ("strike",),
            ("left",),
            ("convoy",),
            ("sum",),
        )
    )
    assessments = (
        assess(
            ("storm", "again"),
            "occurrence",
            "single_origin",
            "moderate",
            grade="F3",
            event=events[0].id,
            documents=2,
            reason="two documents of one origin count once",
        ),
        assess(
            ("dead", "claimed"),
            "toll",
            "contested",
            "low",
            event=events[0].id,
            grade="F4",
            numbers=(NumberRange(unit="killed", group="soldiers", low=14, high=60),),
            reason="the ministry denies the front's figure",
        ),
        assess(
            ("hurt",),
            "toll",
            "single_origin",
            "low",
            event=events[0].id,
            numbers=(NumberRange(unit="wounded", low=30, best=30, high=30),),
        ),
        assess(
            ("sum",), "toll", "single_origin", "low", numbers=(NumberRange(unit="killed", group="people", low=2400),)
        ),
        assess(("size",), "strength", "unverified", "low", numbers=(NumberRange(unit="fighters", high=1200),)),
        assess(("hold", "kept"), "control", "contested", "low", grade="F4"),
        assess(("trained",), "support", "denied", "low", grade="F5", reason="denied by Orsinia (the one accused)"),
        assess(("governor",), "toll", "unverified", "low"),
        assess(("strike",), "occurrence", "corroborated", "moderate", event=events[1].id, grade="C2", documents=2),
        assess(("left",), "occurrence", "single_origin", "low", event=events[2].id),
        assess(("convoy",), "occurrence", "single_origin", "low", event=events[3].id),
        assess(("line",), "position", "judgement", "low"),
        assess(("advisers",), "support", "single_origin", "low"),
        assess(("member",), "relation", "unverified", "low"),
    )

    def relate(key: str, subject: str, kind: str, target: str, start: str | None = None) -> Relation:
        return Relation(
            id=record_id("relation", key),
            made_by=MADE,
            subject=subject,
            object=target,
            kind=kind,  # type: ignore[arg-type]
            start=start,
            claim_ids=ids(key),
        )

    relations = (
        relate("rival", "red-sand", "rival", "river-front"),
        relate("heir", "red-sand", "successor", "delta", "2022-01-01"),
        relate("member", "red-sand", "part_of", "dune"),
        relate("trained", "orsinia", "backs", "river-front"),
    )
    control = (
        Control(
            id=record_id("control", 1),
            made_by=MADE,
            place_id="place:Ayorou",
            holder="river-front",
            state="held",
            claim_ids=ids("hold"),
            last_reported="2031-03-04",
        ),
    )
    actors = tuple(
        Actor(
            id=actor_id,
            made_by=MADE,
            names=(Name(text=name, language="und"),),
            kind=kind,
            parents=(Tie(actor_id="dune", source="unchecked", valid_from="2022-01-01"),)
            if actor_id == "red-sand"
            else (),
        )
        for actor_id, (name, kind) in ACTORS.items()
    )
    lineage = Lineage(
        id=record_id("lineage", 1),
        made_by=MadeBy(stage="lineages", version="0.1.0"),
        kind="text",
        origin=ONE.id,
        members=(
            LineageMember(document_id=ONE.id, relation="origin", similarity=1.0),
            LineageMember(
                document_id=TWO.id,
                relation="spun",
                similarity=0.3,
                parents=(Parent(document_id=ONE.id, relation="spun"),),
            ),
        ),
    )
    refusals = (
        Refusal(
            id="refusal-1",
            made_by=MADE,
            document_id=ONE.id,
            stage="claims",
            code="number-outside",
            reason="the number 7 does not stand in the quote",
        ),
        Refusal(
            id="refusal-2",
            made_by=MADE,
            path="notes.pdf",
            stage="reading",
            code="no-text",
            reason="the PDF holds no text; scan it with OCR first",
        ),
    )
    outlook = Outlook(
        id="outlook-1",
        made_by=MADE,
        place="Niger",
        issued="2031-03",
        horizon=1,
        target="deaths",
        distribution={"0.5": 12.0},
        exceeds={"1": 0.97, "25": 0.31},
        baseline={"0.5": 9.0},
        baseline_exceeds={"1": 0.95, "25": 0.22},
        scores={},
    )
    return Situation(
        documents=(ONE, TWO),
        lineages=(lineage,),
        claims=tuple(c.values()),
        events=events,
        assessments=assessments,
        actors=actors,
        relations=relations,
        control=control,
        outlooks=(outlook,),
        refusals=refusals,
    )

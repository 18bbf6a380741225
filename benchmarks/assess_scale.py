"""A million claims joined and assessed: processor time, memory and claims a second, step by step.

    python benchmarks/assess_scale.py [--sizes N …] [--seed N] [--profile]

Claims are generated, with the documents that they stand in: happenings in three years, at 2,000 invented places of five
countries, between actors of the lexicon; one place in a hundred sees a tenth of them. Each is told by one to six
outlets of 300, of whose reports some are copied once to three times; a telling has a claim of the attack, mostly tolls of
killed and wounded, which differ between outlets, now and then a claim of who holds the place, a claim of responsibility or a
denial; two of five are said by the author, the others by parties or unnamed sources. Each size runs in a process of its own,
on one core. Counted are the stages from claims to assessments: happenings within documents, descent of claims, copies,
independent reports, actors, control, assessments. Memory is the most that the process held, its input with it.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeVar

import msgspec

from harmattan.executors import InlineKeyJoin
from harmattan.lexicons import Lexicon, load
from harmattan.lexicons.rows import ActorKindRow, ActorRow, OutletRow
from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import (
    ActorRef,
    Attribution,
    Certainty,
    Claim,
    EventType,
    Evidence,
    Link,
    Part,
    PlaceRef,
    Quantity,
    Time,
)
from harmattan.records.document import Document
from harmattan.records.lineage import Lineage, LineageMember, Parent, SharedSpan
from harmattan.stages import assessments, events, lineages

T = TypeVar("T")
MADE_BY = MadeBy(stage="generated", version="1")
FIRST = date(2029, 1, 1)
DAYS = 3 * 365
PLACES, OUTLETS = 2000, 300
COUNTRIES = ("ML", "NE", "BF", "TD", "NG")
KINDS = (
    EventType(plover="ASSAULT", mode="firearms", acled="Armed clash"),
    EventType(plover="ASSAULT", mode="explosives", acled="Remote explosive/landmine/IED"),
    EventType(plover="ASSAULT", mode="aerial", acled="Air/drone strike"),
    EventType(plover="ASSAULT", acled="Attack"),
)
SEIZED = EventType(plover="COERCE", mode="seize", acled="Non-state actor overtakes territory")


class Happening(msgspec.Struct, frozen=True):
    """What happened, which nobody knows."""

    day: date
    place: int
    initiator: str
    target: str
    kind: EventType
    killed: int
    wounded: int
    held: bool


class World:
    """Makes documents with their claims, and the lineages of copies; one seed, one world."""

    def __init__(self, seed: int, lexicon: Lexicon) -> None:
        self.rng = random.Random(seed)
        sides = {row.id: row.side for row in lexicon.rows(ActorKindRow)}
        armed = [row for row in lexicon.rows(ActorRow) if sides.get(row.kind) in ("state", "group")]
        self.names = {row.id: row.names[0].text for row in armed}
        self.states = [row.id for row in armed if sides[row.kind] == "state"][:25]
        self.groups = [row.id for row in armed if sides[row.kind] == "group"][:40]
        agencies = [row.name for row in lexicon.rows(OutletRow) if row.agency][:10]
        self.outlets = [*agencies, *(f"Outlet {number}" for number in range(OUTLETS - len(agencies)))]
        spot = self.rng.uniform
        self.places = [
            (f"Tin {number}", spot(9.0, 22.0), spot(-8.0, 16.0), COUNTRIES[number % 5]) for number in range(PLACES)
        ]

    def happening(self) -> Happening:
        """Return a happening: a few places and actors see much, most see little."""
        rng = self.rng
        by, on = rng.choice(self.groups), rng.choice((*self.states, *self.groups[:10]))
        return Happening(
            FIRST + timedelta(days=rng.randrange(DAYS)), int(PLACES * rng.random() ** 2), by, on, rng.choice(KINDS),
            min(int(rng.paretovariate(0.9)), 400), int(rng.expovariate(0.15)), rng.random() < 0.15,
        )  # fmt: skip

    def tellings(self, size: int) -> Iterator[tuple[list[Document], list[Claim], Lineage]]:
        """Yield reports, each with its copies, their claims and their lineage, until there are so many claims."""
        made = 0
        while made < size:
            happening = self.happening()
            for outlet in self.rng.sample(self.outlets, min(6, 1 + int(self.rng.expovariate(0.9)))):
                documents, claims, lineage = self.report(happening, outlet)
                made += len(claims)
                yield documents, claims, lineage

    def report(self, happening: Happening, outlet: str) -> tuple[list[Document], list[Claim], Lineage]:
        """Return what an outlet makes of a happening, and who copies it."""
        published = happening.day + timedelta(days=self.rng.choice((0, 1, 1, 2)))
        sentences, shapes = self.sentences(happening)
        text = " ".join(sentences)
        copies = self.rng.choice((0, 0, 0, 1, 2, 3))
        documents = []
        for number in range(1 + copies):
            source = outlet if not number else self.rng.choice(self.outlets)
            day = (published + timedelta(days=bool(number))).isoformat()
            key = record_id("doc", text, source, day, number, self.rng.random())
            document = Document(
                id=key, made_by=MADE_BY, text=text, language="en", source=source, published=day, media_type="text/plain",
                title=sentences[0][:60],
            )  # fmt: skip
            documents.append(document)
        claims = [claim for document in documents for claim in _claims(document, shapes)]
        shared = (SharedSpan(start=0, end=len(text), parent_start=0, parent_end=len(text)),)
        origin = documents[0].id
        parent = (Parent(document_id=origin, relation="copy", shared=shared),)
        members = [LineageMember(document_id=origin, relation="origin", similarity=1.0)]
        members += [
            LineageMember(document_id=each.id, relation="copy", similarity=1.0, parents=parent)
            for each in documents[1:]
        ]
        lineage = Lineage(
            id=record_id("lin", origin), made_by=MADE_BY, kind="text", origin=origin, members=tuple(members)
        )
        return documents, claims, lineage

    def sentences(self, happening: Happening) -> tuple[list[str], list[dict[str, object]]]:
        """Return the sentences of a report and what each claims, offsets in its text."""
        rng = self.rng
        name, latitude, longitude, country = self.places[happening.place]
        day = happening.day.isoformat()
        place = PlaceRef(
            place_id=f"gen-{happening.place}", name=name, latitude=latitude, longitude=longitude, country=country,
            precision="exact", start=0, end=len(name),
        )  # fmt: skip
        shared = {"places": (place,), "time": Time(start=day, end=day, precision="day", text=day)}
        by, on = self.names[happening.initiator], self.names[happening.target]
        killed = max(1, happening.killed + rng.choice((0, 0, 0, 0, -1, 2)))
        attack = {"event_type": happening.kind, "actors": ("by", "on"), **shared}
        least = "At least " if rng.random() < 0.3 else ""
        told: list[tuple[str, str, dict[str, object]]] = [
            (f"{by} attacked {on} at {name} on {day}.", "event", attack),
            (f"{least}{killed} were killed.", "toll", {"count": killed, **shared}),
        ]
        if rng.random() < 0.5:
            told.append(
                (
                    f"{happening.wounded} were wounded.",
                    "toll",
                    {"count": happening.wounded, "unit": "wounded", **shared},
                )
            )
        if happening.held and rng.random() < 0.5:
            told.append((f"{by} holds {name}.", "control", {"event_type": SEIZED, "actors": ("by",), **shared}))
        if rng.random() < 0.1:
            told.append((f"{by} claimed the attack.", "position", {"actors": ("by",), "about": 0}))
        if rng.random() < 0.05:
            told.append((f"{on} denied that.", "event", {"denies": 0, **attack}))
        attribution = self.attribution(happening)
        shapes = []
        start = 0
        for sentence, kind, shape in told:
            shapes.append(
                {"kind": kind, "start": start, "quote": sentence, "said": attribution, "happening": happening, **shape}
            )
            shapes[-1]["names"] = {"by": (happening.initiator, by), "on": (happening.target, on)}
            start += len(sentence) + 1
        return [sentence for sentence, _, _ in told], shapes

    def attribution(self, happening: Happening) -> Attribution:
        """Return who says it: the author, a party or nobody with a name."""
        chance = self.rng.random()
        if chance < 0.4:
            return Attribution(kind="author")
        if chance < 0.7:
            speaker = self.rng.choice((happening.initiator, happening.target))
            return Attribution(kind="named", text=self.names[speaker], actor_id=speaker, stance="party")
        return Attribution(kind="anonymous", text="security sources")


ROLES = {"event": ("initiator", "target"), "control": ("subject", "object"), "position": ("initiator", "target")}


def _claims(document: Document, shapes: list[dict[str, object]]) -> list[Claim]:
    """Return the claims of a document; all its records are its own, as they are where each document is read by itself."""
    made: list[Claim] = []
    for shape in shapes:
        kind, quote, start = shape["kind"], shape["quote"], shape["start"]
        names = shape["names"]
        roles = dict(zip(("by", "on"), ROLES.get(kind, ()), strict=False))
        actors = tuple(
            ActorRef(
                role=roles[key], actor_id=names[key][0], name=names[key][1], start=start, end=start + len(names[key][1])
            )
            for key in shape.get("actors", ())
        )
        count = shape.get("count")
        quantity = None
        if count is not None:
            least = quote.startswith("At least")
            quantity = Quantity(
                low=float(count), high=None if least else float(count), bound="at_least" if least else "exactly",
                unit=shape.get("unit", "killed"), group=None, text=str(count),
            )  # fmt: skip
        links = tuple(
            Link(claim_id=made[shape[word]].id, kind=link)
            for word, link in (("about", "about"), ("denies", "denies"))
            if word in shape
        )
        value = "CT-" if "denies" in shape else "CT+"
        holder = "author" if shape["said"].kind == "author" else "source"
        claim = Claim(
            id=record_id("clm", document.id, start, kind), made_by=MADE_BY, document_id=document.id, kind=kind, statement=quote,
            statement_language="en", evidence=Evidence(start=start, end=start + len(quote), quote=quote), actors=actors,
            parts=(Part(role="trigger", start=start, end=start + 8, text=quote[:8]),), event_type=shape.get("event_type"),
            quantity=quantity, links=links, places=tuple(msgspec.structs.replace(place) for place in shape.get("places", ())),
            time=None if "time" not in shape else msgspec.structs.replace(shape["time"]),
            attribution=msgspec.structs.replace(shape["said"]),
            certainty=Certainty(holder=holder, value=value, author_value=value),
        )  # fmt: skip
        made.append(claim)
    return made


class Clock:
    """Measures steps in processor time."""

    def __init__(self) -> None:
        self.steps: dict[str, float] = {}

    def __call__(self, name: str, work: Callable[[], T]) -> T:
        """Return what some work returns and remember how long it took."""
        started = time.process_time()
        found = work()
        self.steps[name] = time.process_time() - started
        return found


def run(size: int, seed: int) -> dict[str, object]:
    """Return the figures of one size."""
    lexicon = load()
    documents: list[Document] = []
    claims: list[Claim] = []
    traced: list[Lineage] = []
    for told, said, lineage in World(seed, lexicon).tellings(size):
        documents += told
        claims += said
        traced.append(lineage)
    gc.collect()
    held = _peak()
    clock = Clock()
    wall = time.monotonic()
    found = clock("happenings", lambda: events.assemble(claims, lexicon=lexicon))
    descents = clock("descent", lambda: lineages.descend(claims, traced))
    copied = clock("copies", lambda: events.join(found, descents))
    united = clock(
        "reports", lambda: events.unite(copied, claims, documents, traced, lexicon=lexicon, bulk=InlineKeyJoin())
    )
    actors = clock("actors", lambda: events.identify(claims, lexicon=lexicon))
    control = clock("control", lambda: events.hold(claims, documents, lexicon=lexicon))
    judged = clock(
        "assessments",
        lambda: assessments.assess(
            united.events,
            claims,
            descents,
            documents,
            actors=actors,
            control=control,
            bonds=united.bonds,
            lexicon=lexicon,
        ),
    )
    return {
        "claims": len(claims), "documents": len(documents), "events": len(united.events), "assessments": len(judged),
        "steps": clock.steps, "wall": time.monotonic() - wall, "input_mib": held, "peak_mib": _peak(),
    }  # fmt: skip


def _peak() -> float:
    """Return the most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the figures of each size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--profile", action="store_true", help="profile the first size in this process")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.profile:
        import cProfile
        import pstats

        profile = cProfile.Profile()
        profile.runcall(run, chosen.sizes[0], chosen.seed)
        pstats.Stats(profile).sort_stats("tottime").print_stats(35)
        return
    if chosen.one is not None:
        print(json.dumps(run(chosen.one, chosen.seed)))
        return
    for size in chosen.sizes:
        command = [sys.executable, __file__, "--one", str(size), "--seed", str(chosen.seed)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        spent = sum(found["steps"].values())
        print(
            f"{found['claims']:>9,} claims of {found['documents']:,} documents: {found['events']:,} events, "
            f"{found['assessments']:,} assessments; {spent:.1f} s of processor time ({found['wall']:.1f} s by the clock), "
            f"{found['claims'] / spent:,.0f} claims/s; "
            f"peak {found['peak_mib']:,.0f} MiB, of which input {found['input_mib']:,.0f}"
        )
        print("          " + ", ".join(f"{name} {seconds:.1f}" for name, seconds in found["steps"].items()))


if __name__ == "__main__":
    main()

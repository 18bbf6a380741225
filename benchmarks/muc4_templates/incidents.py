"""Which mentions are of one incident of a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from muc4_templates.gazetteer import Spot
from muc4_templates.mentions import Mention
from muc4_templates.weights import Features, Weights

# The chance of being of one incident from which a mention joins it; tuned on the development reports that rules were written on.
JOIN = 0.79
COMPATIBLE = ({"ATTACK", "BOMBING"}, {"ATTACK", "ARSON"})
LEAVES = re.compile(
    r"\A\W*(?:MEANWHILE|IN ANOTHER|IN A SEPARATE|ANOTHER|ALSO|IN ADDITION|ELSEWHERE|EARLIER|MOREOVER|A SECOND|SIMILARLY)"
)
OTHER = re.compile(r"\b(?:ANOTHER|OTHER|SECOND|THIRD|SEPARATE|SIMILAR|SIMULTANEOUS\w*|SEVERAL)\b")


@dataclass
class Sketch:
    """What a mention gives to the grouping: its place, the keys of whom and what it hits, its sentence in capitals."""

    mention: Mention
    spot: Spot | None
    hit: set[str]
    names: set[str]
    doers: set[str]
    text: str


@dataclass
class Incident:
    """Mentions put together: their kind, days and place."""

    kind: str
    sketches: list[Sketch] = field(default_factory=list)
    days: tuple[date, date] | None = None
    spot: Spot | None = None

    @property
    def mentions(self) -> list[Mention]:
        """The mentions, in the order of the text."""
        return [sketch.mention for sketch in self.sketches]

    @property
    def stage(self) -> str:
        """How far it came: accomplished where any mention says so."""
        stages = [mention.stage for mention in self.mentions]
        return "ACCOMPLISHED" if "ACCOMPLISHED" in stages else stages[0]

    def take(self, sketch: Sketch) -> None:
        """Add a mention."""
        mention = sketch.mention
        self.sketches.append(sketch)
        if self.kind == "ATTACK" and mention.kind != "CLASH":
            self.kind = mention.kind
        if self.days is None or (mention.days is not None and _width(mention.days) < _width(self.days)):
            self.days = mention.days or self.days
        if sketch.spot is not None and (self.spot is None or len(sketch.spot.chain) > len(self.spot.chain)):
            self.spot = sketch.spot


def gather(sketches: Sequence[Sketch], weights: Weights) -> list[Incident]:
    """Return the incidents of a report, in the order in which they are first told."""
    incidents: list[Incident] = []
    for sketch in sketches:
        best: tuple[float, Incident] | None = None
        for incident in incidents:
            if not compatible(sketch.mention.kind, incident.kind):
                continue
            chances = [chance(weights, other, sketch) for other in incident.sketches]
            total = (sum(chances) / len(chances) + max(chances)) / 2
            if total >= JOIN and (best is None or total > best[0]):
                best = (total, incident)
        if best is None:
            incidents.append(Incident(kind=sketch.mention.kind))
            incidents[-1].take(sketch)
        else:
            best[1].take(sketch)
    return incidents


def chance(weights: Weights, one: Sketch, other: Sketch) -> float:
    """Return the chance that two mentions, the first told first, are of one incident."""
    if weights.knows("same"):
        return weights.chance("same", pair(one, other))
    features = pair(one, other)
    apart = (
        features["days apart"]
        + features["places apart"] * (1 - features["line"])
        + features["names apart"] * (1 - features["line"])
    )
    return 0.0 if apart else 1.0


def compatible(one: str, other: str) -> bool:
    """Return whether mentions of two kinds may be of one incident: a killing told beside a bombing is its toll."""
    return one == other or {one, other} in COMPATIBLE


def pair(one: Sketch, other: Sketch) -> Features:
    """Return what tells whether two mentions, the first told first, are of one incident."""
    first, second = one.mention, other.mention
    gap = abs(second.start - first.start)
    kinds = "+".join(sorted((first.kind, second.kind)))
    events = "+".join(sorted((first.event, second.event)))
    both_days = first.days is not None and second.days is not None
    days_apart = bool(first.days and second.days and (first.days[0] > second.days[1] or first.days[1] < second.days[0]))
    both_spots = one.spot is not None and other.spot is not None
    places_apart = bool(one.spot and other.spot and _apart(one.spot, other.spot))
    shared = bool(one.hit & other.hit)
    return {
        "line": float(first.line == second.line),
        "paragraph": float(first.paragraph == second.paragraph),
        "next paragraph": float(second.paragraph - first.paragraph == 1),
        "far": min(5.0, float(second.paragraph - first.paragraph)),
        "gap": min(3.0, gap / 500),
        f"kinds:{kinds}": 1.0,
        f"events:{events}": 1.0,
        "stages": float(first.stage == second.stage),
        "days apart": float(days_apart),
        "days alike": float(both_days and not days_apart),
        "days alike exactly": float(both_days and first.days == second.days),
        "places apart": float(places_apart),
        "places apart in line": float(places_apart and first.line == second.line),
        "places alike": float(both_spots and not places_apart),
        "names apart": float(bool(one.names and other.names) and not one.names & other.names),
        "names alike": float(bool(one.names & other.names)),
        "shared": float(shared),
        "targets apart": float(bool(one.hit and other.hit) and not shared),
        "no target": float(not one.hit or not other.hit),
        "doers alike": float(bool(one.doers & other.doers)),
        "doers apart": float(bool(one.doers and other.doers) and not one.doers & other.doers),
        "leaves": float(first.line != second.line and bool(LEAVES.match(other.text))),
        "other": float(bool(OTHER.search(other.text))),
        "other in line": float(first.line == second.line and bool(OTHER.search(other.text))),
        "unclaimed": float(first.claim is None or second.claim is None),
    }


def _width(days: tuple[date, date]) -> int:
    return (days[1] - days[0]).days


def _apart(one: Spot, other: Spot) -> bool:
    if one.country != other.country:
        return True
    shorter, longer = sorted((one.chain, other.chain), key=len)
    if shorter == longer[: len(shorter)]:
        return False
    # A place inside one named before, or one called in two ways, is no other place.
    return not set(shorter[1:]) & set(longer[1:])

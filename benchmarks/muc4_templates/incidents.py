"""Which mentions are of one incident of a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from muc4_templates.gazetteer import Spot
from muc4_templates.mentions import Mention


@dataclass
class Incident:
    """Mentions put together: their kind, days and place, and the keys of whom and what they hit."""

    kind: str
    mentions: list[Mention] = field(default_factory=list)
    days: tuple[date, date] | None = None
    spot: Spot | None = None
    hit: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


GENERAL = frozenset(("armed_attack", "killing", "wounding", "destruction", "attack_on_civilians", "raid"))


@dataclass
class Sketch:
    """What a mention gives to the grouping."""

    mention: Mention
    spot: Spot | None
    hit: set[str]
    names: set[str]


def gather(sketches: Iterable[Sketch]) -> list[Incident]:
    """Return the incidents of a report, in the order in which they are first told."""
    incidents: list[Incident] = []
    for sketch in sketches:
        fitting = [(_fit(sketch, incident), number) for number, incident in enumerate(incidents)]
        best = max(fitting, default=(0.0, 0))
        if best[0] > 0:
            _take(incidents[best[1]], sketch)
        else:
            incident = Incident(kind=sketch.mention.kind)
            _take(incident, sketch)
            incidents.append(incident)
    return incidents


def _take(incident: Incident, sketch: Sketch) -> None:
    mention = sketch.mention
    incident.mentions.append(mention)
    if incident.kind == "ATTACK" and mention.kind not in ("ATTACK", "CLASH"):
        incident.kind = mention.kind
    if incident.days is None or (mention.days is not None and _width(mention.days) < _width(incident.days)):
        incident.days = mention.days or incident.days
    if sketch.spot is not None and (incident.spot is None or len(sketch.spot.chain) > len(incident.spot.chain)):
        incident.spot = sketch.spot
    incident.hit |= sketch.hit
    incident.names |= sketch.names


def _width(days: tuple[date, date]) -> int:
    return (days[1] - days[0]).days


def _fit(sketch: Sketch, incident: Incident) -> float:
    mention = sketch.mention
    nearest = min(abs(mention.start - other.start) for other in incident.mentions)
    same_line = any(mention.line == other.line for other in incident.mentions)
    same_paragraph = any(mention.paragraph == other.paragraph for other in incident.mentions)
    near = 1.0 / (1.0 + nearest / 300)
    if mention.kind != incident.kind:
        # A killing told beside a bombing is its toll; a kidnapping is neither.
        pair = {mention.kind, incident.kind}
        if not (pair == {"ATTACK", "BOMBING"} or (pair == {"ATTACK", "ARSON"})):
            return 0.0
        if not same_paragraph and not (
            mention.event in ("armed_attack",) and mention.start > incident.mentions[0].start
        ):
            return 0.0
    if mention.days and incident.days and (mention.days[0] > incident.days[1] or mention.days[1] < incident.days[0]):
        return 0.0
    if sketch.spot and incident.spot and _apart(sketch.spot, incident.spot) and not same_line:
        return 0.0
    shared = bool(sketch.hit & incident.hit)
    if shared:
        return 2.0 + near
    if sketch.names and incident.names and not same_line:
        return 0.0
    if not sketch.hit or not incident.hit:
        return 1.0 + near
    return 0.5 + near if same_paragraph or mention.stage == incident.mentions[0].stage else 0.0


def _apart(one: Spot, other: Spot) -> bool:
    if one.country != other.country:
        return True
    shorter, longer = sorted((one.chain, other.chain), key=len)
    if shorter == longer[: len(shorter)]:
        return False
    # A place inside one named before, or one called in two ways, is no other place.
    return not set(shorter[1:]) & set(longer[1:])

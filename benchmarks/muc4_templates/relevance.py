"""Whether an incident is one to report: what tells by its report, its telling and the incidents beside it."""

from __future__ import annotations

from typing import NamedTuple

from muc4_templates.case import Case
from muc4_templates.context import LIGHT, told
from muc4_templates.incidents import compatible
from muc4_templates.page import Page
from muc4_templates.reports import Report
from muc4_templates.targets import MILITARY_TYPES
from muc4_templates.weights import Features

FORMS = (
    "SPEECH",
    "INTERVIEW",
    "COMMUNIQUE",
    "STATEMENT",
    "EDITORIAL",
    "COMMENTARY",
    "REPORT",
    "EXCERPT",
    "NEWS CONFERENCE",
)


class Setting(NamedTuple):
    """The report of an incident: whether it names a country, how many incidents and clashes it tells of, and the log odds that
    it has anything to report, by its words."""

    report: Report
    page: Page
    at_home: bool
    incidents: int
    clashes: int
    relevance: float


def about(page: Page) -> Features:
    """Return what a whole report is about."""
    return told(page, range(len(page.lines)), "text", LIGHT)


def beside_others(case: Case, cases: list[Case]) -> Features:
    """Return what the other incidents of the report say of one: whether it may be one of them told again."""
    mine, size = case.keys, len(case.incident.mentions)
    found: Features = {}
    for other in cases:
        if other is case or not compatible(case.incident.kind, other.incident.kind):
            continue
        shared = len(mine & other.keys) / max(1, len(mine))
        more = len(other.incident.mentions) > size or (
            len(other.incident.mentions) == size and other.incident.mentions[0].start < case.incident.mentions[0].start
        )
        now = {
            "beside": 1.0,
            "beside more": float(more),
            "beside before": float(other.incident.mentions[0].start < case.incident.mentions[0].start),
            "shared": shared,
            "shared more": shared * more,
            "all shared more": float(more and shared == 1.0),
            "place shared more": float(more and case.spot is not None and case.spot == other.spot),
            "day shared more": float(more and case.days is not None and case.days == other.days),
        }
        for name, value in now.items():
            found[name] = max(found.get(name, 0.0), value)
    total = sum(len(other.incident.mentions) for other in cases)
    found["part of mentions"] = size / max(1, total)
    return found


def features_of(case: Case, setting: Setting) -> Features:
    """Return what tells whether an incident is one to report."""
    incident = case.incident
    first = incident.mentions[0]
    head = setting.report.text[:600].upper()
    features: Features = {
        f"kind:{incident.kind}": 1.0,
        f"stage:{incident.stage}": 1.0,
        "mentions": min(3.0, float(len(incident.mentions) - 1)),
        "day": float(case.days is not None and (case.days[1] - case.days[0]).days <= 2),
        "spot": float(case.spot is not None and len(case.spot.chain) > 1),
        "own spot": float(incident.spot is not None and len(incident.spot.chain) > 1),
        "at home": float(setting.at_home),
        "human": max((human.chance for human in case.humans), default=0.0),
        "thing": max((thing.chance for thing in case.things), default=0.0),
        "named": float(any(human.name for human in case.humans)),
        "individual": max((doer.chance for doer in case.individuals), default=0.0),
        "organisation": max((doer.chance for doer in case.organisations), default=0.0),
        "means": max((means.chance for means in case.means), default=0.0),
        "agents": float(bool(case.agents)),
        "state": float(case.state),
        "paragraph": min(5.0, float(first.paragraph)),
        "opening": float(first.paragraph == 0),
        "incidents": min(6.0, float(setting.incidents)),
        "alone": float(setting.incidents == 1),
        "clashes": min(4.0, float(setting.clashes)),
        "clandestine": float(head.startswith("CLANDESTINE")),
        "military": float(any(human.kind in MILITARY_TYPES for human in case.humans)),
        "counted": float(any(human.number not in ("1", "PLURAL") for human in case.humans)),
        "many": float(all(human.number == "PLURAL" for human in case.humans) and bool(case.humans)),
        "effect": float(any(human.effects for human in case.humans)),
        "quoted": float(setting.report.text[max(0, first.start - 400) : first.start].count('"') % 2 == 1),
    }
    for form in FORMS:
        features[f"form:{form}"] = float(f"[{form}" in head)
    for mention in incident.mentions:
        features[f"event:{mention.event}"] = 1.0
        if mention.claim is None:
            continue
        features[f"by:{mention.claim.attribution.kind}"] = 1.0
        features[f"realis:{mention.claim.realis}"] = 1.0
        features["aggregate"] = max(features.get("aggregate", 0.0), float(mention.claim.aggregate))
        features[f"tense:{mention.claim.tense}"] = 1.0
        features[f"value:{mention.claim.certainty.value}"] = 1.0
    features |= told(setting.page, (mention.line for mention in incident.mentions), "word", LIGHT)
    features |= told(setting.page, range(min(3, len(setting.page.lines))), "opening", LIGHT)
    features["relevant"] = setting.relevance
    features["unclaimed"] = float(all(mention.claim is None for mention in incident.mentions))
    for human in case.humans:
        features[f"human:{human.kind}"] = 1.0
    for thing in case.things:
        features[f"thing:{thing.kind}"] = 1.0
    return features

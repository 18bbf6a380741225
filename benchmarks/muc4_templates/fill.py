"""Templates of incidents: which are reportable, and what goes into each slot."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from harmattan.lexicons import Lexicon
from harmattan.records.claim import Claim
from muc4_templates import days
from muc4_templates.doers import CONFIDENCES, Doer, Doers
from muc4_templates.gazetteer import Gazetteer, Spot, chain_of
from muc4_templates.incidents import Incident, Sketch, gather
from muc4_templates.mentions import Mention, mentions_of
from muc4_templates.page import Page, Phrase
from muc4_templates.people import MEANS, People
from muc4_templates.reports import Report
from muc4_templates.slots import Template, of_humans, of_things
from muc4_templates.targets import MILITARY_TYPES, Human, Targets, Thing, compare, logit
from muc4_templates.weights import Features, Weights
from muc4_templates.words import Words, stem

NO_HARM = re.compile(
    r"\bNO\s+(?:ONE\s+(?:WAS\s+)?(?:HURT|INJURED|KILLED|WOUNDED)|CASUALTIES|VICTIMS|INJURIES|PERSONAL|DEATHS|FATALITIES)|"
    r"\b(?:UNHURT|UNHARMED|UNINJURED|UNSCATHED)\b"
)
LONG_AGO = timedelta(days=62)
# The chance from which a candidate is written; tuned on the development reports that rules were written on.
FLOORS = {"human": 0.38, "thing": 0.36, "individual": 0.33, "organisation": 0.33, "means": 0.33, "incident": 0.35}


@dataclass
class Instrument:
    """A means: its words and type, and what speaks for it."""

    text: str
    kind: str
    features: Features = field(default_factory=dict)
    chance: float = 1.0


@dataclass
class Case:
    """An incident with all that may go into its template."""

    incident: Incident
    humans: list[Human]
    things: list[Thing]
    individuals: list[Doer]
    organisations: list[Doer]
    means: list[Instrument]
    days: tuple[date, date] | None
    spot: Spot | None
    agents: list[Phrase]
    features: Features = field(default_factory=dict)
    chance: float = 1.0


class Filler:
    """Fills templates of reports with what words, weights and lexicon say."""

    def __init__(self, words: Words, weights: Weights, lexicon: Lexicon) -> None:
        self.words = words
        self.weights = weights
        self.lexicon = lexicon
        self.index = lexicon.index("en")
        self.gazetteer = Gazetteer(lexicon)

    def templates(self, report: Report, claims: tuple[Claim, ...], page: Page) -> list[Template]:
        """Return the templates of a report."""
        story = Story(self, report, claims, page)
        return [story.template(case) for case in story.cases() if case.chance >= FLOORS["incident"]]


class Story:
    """One report on its way to templates."""

    def __init__(self, filler: Filler, report: Report, claims: tuple[Claim, ...], page: Page) -> None:
        self.filler = filler
        self.words = filler.words
        self.weights = filler.weights
        self.report = report
        self.page = page
        self.people = People(page, filler.words, filler.lexicon)
        self.targets = Targets(page, self.people, filler.words)
        self.doers = Doers(page, self.people, filler.words, filler.lexicon)
        self.spots = filler.gazetteer.find(report.text, report.body)
        self.home = filler.gazetteer.home(self.spots, report.body)
        self.claims = claims
        self.mentions = mentions_of(claims, page, filler.lexicon)
        self.days = self._days_of_lines()
        self.clashes = sum(mention.kind == "CLASH" for mention in self.mentions)

    def cases(self) -> list[Case]:
        """Return every incident with its candidates, those that are too unlikely left out."""
        incidents = gather(self.sketches(), self.weights)
        return [case for incident in incidents if (case := self._case(incident, len(incidents))) is not None]

    def _days_of_lines(self) -> dict[int, tuple[date, date]]:
        """Return the days that claims give for each sentence that has any, the shortest span first."""
        found: dict[int, tuple[date, date]] = {}
        for claim in self.claims:
            span = days.span(claim.time)
            if span is not None:
                number = self.page.line_at(claim.evidence.start)
                if number not in found or span[1] - span[0] < found[number][1] - found[number][0]:
                    found[number] = span
        return found

    def _dated(self, incident: Incident) -> tuple[date, date] | None:
        """Return the days of an incident: its own, or those of a sentence of its that dates something else."""
        if incident.days is not None:
            return incident.days
        for mention in incident.mentions:
            if mention.line in self.days:
                return self.days[mention.line]
        return None

    def sketches(self) -> list[Sketch]:
        """Return what the mentions of the report give to the grouping."""
        return [
            self._sketch(mention) for mention in self.mentions if mention.kind != "CLASH" and not self._old(mention)
        ]

    def _old(self, mention: Mention) -> bool:
        day = self.report.day
        return day is not None and mention.days is not None and day - mention.days[1] > LONG_AGO

    def _sketch(self, mention: Mention) -> Sketch:
        keys = [key for phrase in mention.patients if (key := self.targets.key(phrase)) is not None]
        doers = {stem(phrase.head.text) for phrase in mention.agents}
        line = self.page.lines[mention.line]
        text = " ".join(self.report.text[line.start : line.start + line.sentence.end].upper().split())
        named = {key for key, name in keys if name}
        return Sketch(mention, self._spot(mention), {key for key, _ in keys}, named, doers, text)

    def _spot(self, mention: Mention) -> Spot | None:
        line = self.page.lines[mention.line]
        start, end = line.start, line.start + line.sentence.end
        spots = [spot for spot in self.spots if max(start, self.report.body) <= spot.start < end]
        return chain_of(spots, self.home, self.report.text)

    # ---------------------------------------------------------------- candidates
    def _case(self, incident: Incident, incidents: int) -> Case | None:
        humans: dict[str, Human] = {}
        things: dict[str, Thing] = {}
        for mention in incident.mentions:
            for phrase in mention.patients:
                self.targets.human(mention, phrase, "patient", humans)
                self.targets.thing(mention, phrase, "patient", things)
            for phrase in mention.settings:
                self.targets.human(mention, phrase, "setting", humans)
                self.targets.thing(mention, phrase, "setting", things)
        for mention in incident.mentions:
            for phrase, role in self.targets.around(mention):
                self.targets.human(mention, phrase, role, humans)
                self.targets.thing(mention, phrase, role, things)
        for human in humans.values():
            human.features[f"of:{incident.kind}"] = 1.0
            country = self.filler.gazetteer.demonym(" ".join(human.descriptions))
            human.nation = self._foreign(country)
        compare(list(humans.values()))
        for thing in things.values():
            thing.features["others"] = min(5.0, float(len(things) - 1))
            thing.features[f"of:{incident.kind}"] = 1.0
            thing.nation = self._foreign(self.filler.gazetteer.demonym(thing.text))
        agents = [phrase for mention in incident.mentions for phrase in mention.agents]
        case = Case(
            incident=incident,
            humans=self._likely("human", list(humans.values())),
            things=self._likely("thing", list(things.values())),
            individuals=self._likely("individual", list(self.doers.individuals(incident, agents).values())),
            organisations=self._likely("organisation", list(self.doers.organisations(incident, agents).values())),
            means=self._likely("means", self._instruments(incident)),
            days=self._dated(incident),
            spot=self._place(incident),
            agents=agents,
        )  # fmt: skip
        if not case.humans and not case.things:
            return None
        if not case.things and all(human.kind in MILITARY_TYPES for human in case.humans):
            return None
        case.features = self._features(case, incidents)
        case.chance = self.weights.chance("incident", case.features)
        return case

    def _likely(self, question: str, candidates: list) -> list:  # type: ignore[type-arg]
        for candidate in candidates:
            candidate.chance = self.weights.chance(question, candidate.features)
        likely = [
            candidate
            for candidate in candidates
            if candidate.chance >= FLOORS[question] or not self.weights.knows(question)
        ]
        return sorted(likely, key=lambda candidate: -candidate.chance)

    def _foreign(self, country: str | None) -> str | None:
        return None if country in (None, self.home) else self.filler.gazetteer.name_of(str(country))

    def _place(self, incident: Incident) -> Spot | None:
        if incident.spot is not None:
            return incident.spot
        paragraphs = {mention.paragraph for mention in incident.mentions}
        nearby = [
            each
            for each in self.spots
            if each.start >= self.report.body and self.page.lines[self.page.line_at(each.start)].paragraph in paragraphs
        ]
        return chain_of(nearby, self.home, self.report.text)

    def _instruments(self, incident: Incident) -> list[Instrument]:
        found: dict[str, Instrument] = {}
        lines = {mention.line: "line" for mention in incident.mentions}
        for number in list(lines):
            for other in (number - 1, number + 1):
                if (
                    0 <= other < len(self.page.lines)
                    and self.page.lines[other].paragraph == self.page.lines[number].paragraph
                ):
                    lines.setdefault(other, "beside")
        for number, role in sorted(lines.items(), key=lambda item: (item[1] != "line", item[0])):
            line = self.page.lines[number]
            for token in line.sentence.tokens:
                if token.pos not in ("NOUN", "PROPN") or self.words.heads(MEANS, token.text) < 2:
                    continue
                phrase = self.page.phrase_of(number, token)
                if phrase.head.i != token.i:
                    continue
                kind = self.words.kind(MEANS, token.text, phrase.words)
                if kind is None:
                    continue
                instrument = found.setdefault(kind, Instrument(self.page.clean(phrase), kind))
                features = {
                    f"role:{role}": 1.0,
                    f"kind:{kind}": 1.0,
                    f"of:{incident.kind}": 1.0,
                    f"{kind}:{incident.kind}": 1.0,
                    f"dep:{token.dep}": 1.0,
                    "rate": logit(self.words.rate(MEANS, token.text)),
                }
                for name, value in features.items():
                    instrument.features[name] = max(value, instrument.features.get(name, value))
        for instrument in found.values():
            instrument.features["alone"] = float(len(found) == 1)
        return list(found.values())

    def _features(self, case: Case, incidents: int) -> Features:
        """Return what tells whether an incident is one to report."""
        incident = case.incident
        first = incident.mentions[0]
        head = self.report.text[:600].upper()
        features: Features = {
            f"kind:{incident.kind}": 1.0,
            f"stage:{self._stage(incident)}": 1.0,
            "mentions": min(3.0, float(len(incident.mentions) - 1)),
            "day": float(case.days is not None and (case.days[1] - case.days[0]).days <= 2),
            "spot": float(case.spot is not None and len(case.spot.chain) > 1),
            "own spot": float(incident.spot is not None and len(incident.spot.chain) > 1),
            "at home": float(self.home is not None),
            "human": max((human.chance for human in case.humans), default=0.0),
            "thing": max((thing.chance for thing in case.things), default=0.0),
            "named": float(any(human.name for human in case.humans)),
            "individual": max((doer.chance for doer in case.individuals), default=0.0),
            "organisation": max((doer.chance for doer in case.organisations), default=0.0),
            "means": max((means.chance for means in case.means), default=0.0),
            "agents": float(bool(case.agents)),
            "state": float(self.doers.by_state(case.agents)),
            "paragraph": min(5.0, float(first.paragraph)),
            "opening": float(first.paragraph == 0),
            "incidents": min(6.0, float(incidents)),
            "alone": float(incidents == 1),
            "clashes": min(4.0, float(self.clashes)),
            "clandestine": float(head.startswith("CLANDESTINE")),
            "military": float(any(human.kind in MILITARY_TYPES for human in case.humans)),
            "counted": float(any(human.number not in ("1", "PLURAL") for human in case.humans)),
            "many": float(all(human.number == "PLURAL" for human in case.humans) and bool(case.humans)),
            "effect": float(any(human.effects for human in case.humans)),
            "quoted": float(self.report.text[max(0, first.start - 400) : first.start].count('"') % 2 == 1),
        }
        for form in (
            "SPEECH",
            "INTERVIEW",
            "COMMUNIQUE",
            "STATEMENT",
            "EDITORIAL",
            "COMMENTARY",
            "REPORT",
            "EXCERPT",
            "NEWS CONFERENCE",
        ):
            features[f"form:{form}"] = float(f"[{form}" in head)
        for mention in incident.mentions:
            features[f"event:{mention.event}"] = 1.0
            if mention.claim is None:
                continue
            features[f"by:{mention.claim.attribution.kind}"] = 1.0
            features[f"tense:{mention.claim.tense}"] = 1.0
            features[f"value:{mention.claim.certainty.value}"] = 1.0
        features["unclaimed"] = float(all(mention.claim is None for mention in incident.mentions))
        for human in case.humans:
            features[f"human:{human.kind}"] = 1.0
        for thing in case.things:
            features[f"thing:{thing.kind}"] = 1.0
        return features

    # ---------------------------------------------------------------- slots
    def template(self, case: Case) -> Template:
        """Return the template of an incident."""
        incident = case.incident
        kind = incident.kind
        template: Template = {
            "message_id": self.report.id,
            "incident_date": days.fill(case.days, self.report.day),
            "incident_location": self._location(case),
            "incident_type": kind,
            "incident_stage": self._stage(incident),
            "perp_category": "STATE-SPONSORED VIOLENCE" if self._by_state(case) else "TERRORIST ACT",
        }
        if kind not in ("KIDNAPPING", "ARSON"):
            template |= self._means(case)
        template |= self._perpetrators(case)
        if kind != "KIDNAPPING":
            template |= of_things(case.things)
        template |= self._human(case)
        return template

    def _by_state(self, case: Case) -> bool:
        if not self.weights.knows("state"):
            return self.doers.by_state(case.agents)
        return self.weights.chance("state", self.state_features(case)) > 0.5

    def state_features(self, case: Case) -> Features:
        """Return what tells whether those who did it are the state's."""
        features: Features = {"agents": float(self.doers.by_state(case.agents)), f"kind:{case.incident.kind}": 1.0}
        for doer in case.organisations[:1] + case.individuals[:1]:
            for name in ("side:state", "side:group", "state", "fighter", "role:agent", "unidentified"):
                features[name] = max(features.get(name, 0.0), doer.features.get(name, 0.0))
        for human in case.humans:
            features[f"human:{human.kind}"] = 1.0
        features["things"] = float(bool(case.things))
        features["clandestine"] = float(self.report.text.upper().startswith("CLANDESTINE"))
        return features

    def _stage(self, incident: Incident) -> str:
        stages = [mention.stage for mention in incident.mentions]
        return "ACCOMPLISHED" if "ACCOMPLISHED" in stages else stages[0]

    def _location(self, case: Case) -> str | None:
        name_of = self.filler.gazetteer.name_of
        if case.spot is not None and case.spot.country:
            return ": ".join((name_of(case.spot.country), *case.spot.chain[1:]))
        return None if self.home is None else name_of(self.home)

    def _perpetrators(self, case: Case) -> Template:
        found: Template = {}
        if case.individuals:
            found["perp_individual_id"] = [doer.text for doer in case.individuals[:2]]
        if case.organisations:
            doers = case.organisations[:2]
            found["perp_organization_id"] = [doer.text for doer in doers]
            found["perp_organization_confidence"] = [
                {"value": self._confidence(case.incident, doer), "of": doer.text} for doer in doers
            ]
        return found

    def _confidence(self, incident: Incident, doer: Doer) -> str:
        features = self.doers.confidence(incident, doer)
        if not self.weights.knows("confidence:" + CONFIDENCES[0]):
            return CONFIDENCES[0]
        return max(CONFIDENCES, key=lambda value: self.weights.chance("confidence:" + value, features))

    def _means(self, case: Case) -> Template:
        if case.means:
            return {
                "instrument_id": [means.text for means in case.means],
                "instrument_type": [{"value": means.kind, "of": means.text} for means in case.means],
            }
        if any(mention.event == "shooting" for mention in case.incident.mentions):
            return {"instrument_type": [{"value": "GUN", "of": "-"}]}
        if case.incident.kind == "BOMBING":
            return {"instrument_type": [{"value": "EXPLOSIVE", "of": "-"}]}
        return {}

    def _human(self, case: Case) -> Template:
        found = of_humans(case.humans)
        lines = {mention.line for mention in case.incident.mentions}
        near = " ".join(
            self.report.text[
                self.page.lines[number].start : self.page.lines[number].start + self.page.lines[number].sentence.end
            ]
            for number in sorted({min(line + after, len(self.page.lines) - 1) for line in lines for after in (0, 1)})
        )
        if not found.get("human_target_effect") and NO_HARM.search(" ".join(near.upper().split())):
            keys = [
                human.name or human.descriptions[0] for human in case.humans if human.name or human.descriptions
            ] or ["-"]
            found["human_target_effect"] = [{"value": "NO INJURY OR DEATH", "of": key} for key in keys]
        return found

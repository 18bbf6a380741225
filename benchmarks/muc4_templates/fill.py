"""Templates of incidents: which are reportable, and what goes into each slot."""

from __future__ import annotations

from datetime import date, timedelta

from harmattan.lexicons import Lexicon
from harmattan.records.claim import Claim
from muc4_templates import days, effects, when, where
from muc4_templates.case import LIKELY, Case, Instrument, written
from muc4_templates.confidence import CONFIDENCES
from muc4_templates.doers import Doer, Doers
from muc4_templates.gazetteer import Gazetteer, Spot, chain_of
from muc4_templates.incidents import Incident, Sketch, gather
from muc4_templates.mentions import Mention, mentions_of
from muc4_templates.page import Page
from muc4_templates.people import MEANS, People, WordKinds
from muc4_templates.relevance import Setting, about, beside_others, features_of
from muc4_templates.reports import Report
from muc4_templates.slots import Template, of_humans, of_things
from muc4_templates.targets import MILITARY_TYPES, Human, Targets, Thing, compare, logit
from muc4_templates.weights import Features, Weights
from muc4_templates.words import Words, stem

LONG_AGO = timedelta(days=62)


class Filler:
    """Fills templates of reports with what words, weights and lexicon say."""

    def __init__(self, words: Words, weights: Weights, lexicon: Lexicon) -> None:
        self.words = words
        self.weights = weights
        self.lexicon = lexicon
        self.kinds = WordKinds(lexicon)
        self.gazetteer = Gazetteer(lexicon)

    def templates(self, report: Report, claims: tuple[Claim, ...], page: Page) -> list[Template]:
        """Return the templates of a report."""
        story = Story(self, report, claims, page)
        return [story.template(best) for case in story.cases() if (best := written(case)) is not None]


class Story:
    """One report on its way to templates."""

    def __init__(self, filler: Filler, report: Report, claims: tuple[Claim, ...], page: Page) -> None:
        self.filler = filler
        self.words = filler.words
        self.report = report
        self.page = page
        self.people = People(page, filler.words, filler.kinds)
        self.targets = Targets(page, self.people, filler.words)
        self.doers = Doers(page, self.people, filler.words, filler.lexicon)
        self.spots = filler.gazetteer.find(report.text, report.body)
        self.home = filler.gazetteer.home(self.spots, report.body)
        self.claims = claims
        self.mentions = mentions_of(claims, page, filler.lexicon)
        self.days = self._days_of_lines()
        self.named_days = when.named_days(page, report, filler.lexicon)
        self.clashes = sum(mention.kind == "CLASH" for mention in self.mentions)

    def cases(self) -> list[Case]:
        """Return every incident with its candidates, those that are too unlikely left out."""
        incidents = gather(self.sketches(), self.filler.weights)
        cases = [case for incident in incidents if (case := self._case(incident)) is not None]
        relevance = logit(self.filler.weights.chance("report", about(self.page)))
        setting = Setting(self.report, self.page, self.home is not None, len(incidents), self.clashes, relevance)
        for case in cases:
            case.features = features_of(case, setting) | beside_others(case, cases)
            case.chance = self.filler.weights.chance("incident", case.features)
        return cases

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
    def _case(self, incident: Incident) -> Case | None:
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
            state=self.doers.by_state(agents),
        )  # fmt: skip
        for human in case.humans:
            self._describe(human)
        signs = effects.signs_of(self.page, incident)
        for target in (*case.humans, *case.things):
            target.befell = effects.weigh(target, signs, incident.stage, self.filler.weights)
        if not case.humans and not case.things:
            return None
        if not case.things and all(human.kind in MILITARY_TYPES for human in case.humans):
            return None
        return case

    def _describe(self, human: Human) -> None:
        """Keep the likeliest description of a person with a name, if any is likely."""
        if human.name is None or not self.filler.weights.knows("description"):
            return
        chances = {
            text: self.filler.weights.chance("description", features)
            for text, features in self.targets.descriptions(human).items()
        }
        best = max(chances, key=lambda text: chances[text], default=None)
        human.descriptions = [best] if best is not None and chances[best] >= LIKELY["description"] else []

    def _likely(self, question: str, candidates: list) -> list:  # type: ignore[type-arg]
        for candidate in candidates:
            candidate.chance = self.filler.weights.chance(question, candidate.features)
        likely = [
            candidate
            for candidate in candidates
            if candidate.chance >= LIKELY[question] or not self.filler.weights.knows(question)
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

    # ---------------------------------------------------------------- slots
    def template(self, case: Case) -> Template:
        """Return the template of an incident."""
        incident = case.incident
        kind = incident.kind
        template: Template = {
            "message_id": self.report.id,
            "incident_date": self._likeliest("date", self.dates(case)),
            "incident_location": self._likeliest("place", self.places(case)),
            "incident_type": kind,
            "incident_stage": incident.stage,
            "perp_category": "STATE-SPONSORED VIOLENCE" if self._by_state(case) else "TERRORIST ACT",
        }
        if kind not in ("KIDNAPPING", "ARSON"):
            template |= self._means(case)
        template |= self._perpetrators(case)
        if kind != "KIDNAPPING":
            template |= of_things(case.things)
        template |= of_humans(case.humans)
        return template

    def _by_state(self, case: Case) -> bool:
        if not self.filler.weights.knows("state"):
            return case.state
        return self.filler.weights.chance("state", self.state_features(case)) > 0.5

    def state_features(self, case: Case) -> Features:
        """Return what tells whether those who did it are the state's."""
        features: Features = {"agents": float(case.state), f"kind:{case.incident.kind}": 1.0}
        for doer in case.organisations[:1] + case.individuals[:1]:
            for name in ("side:state", "side:group", "state", "fighter", "role:agent", "unidentified"):
                features[name] = max(features.get(name, 0.0), doer.features.get(name, 0.0))
        for human in case.humans:
            features[f"human:{human.kind}"] = 1.0
        features["things"] = float(bool(case.things))
        features["clandestine"] = float(self.report.text.upper().startswith("CLANDESTINE"))
        return features

    def dates(self, case: Case) -> dict[str, Features]:
        """Return what speaks for each date that an incident may be written with."""
        return when.candidates(case.incident, case.days, self.named_days, self.page, self.report)

    def places(self, case: Case) -> dict[str, Features]:
        """Return what speaks for each place that an incident may be written with."""
        return where.candidates(
            case.incident, case.spot, self.spots, self.home, self.page, self.report, self.filler.gazetteer
        )

    def _likeliest(self, question: str, candidates: dict[str, Features]) -> str | None:
        return max(candidates, key=lambda text: self.filler.weights.chance(question, candidates[text]), default=None)

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
        if not self.filler.weights.knows("confidence:" + CONFIDENCES[0]):
            return CONFIDENCES[0]
        return max(CONFIDENCES, key=lambda value: self.filler.weights.chance("confidence:" + value, features))

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

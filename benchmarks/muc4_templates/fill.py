"""Templates of incidents: what goes into each slot."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import ActorKindRow, ActorRow, MeansRow
from harmattan.records.claim import Claim
from muc4_templates import days
from muc4_templates.gazetteer import Gazetteer, Spot, chain_of
from muc4_templates.incidents import Incident, Sketch, gather
from muc4_templates.mentions import Mention, mentions_of
from muc4_templates.page import Page, Phrase
from muc4_templates.people import HUMAN, MEANS, PERP, PHYSICAL, People, number_of
from muc4_templates.reports import Report
from muc4_templates.words import Words, stem

Template = dict[str, object]
KILLS = frozenset(("killing", "assassination", "massacre", "execution"))
HARMS = frozenset(("wounding", "beating", "torture"))
FIGHTERS = frozenset(
    "GUERRILLA REBEL TERRORIST SUBVERSIVE EXTREMIST INSURGENT TRAFFICKER CRIMINAL NARCOTERRORIST MERCENARY ASSASSIN GUNMAN CONTRA".split()
)
STATE = frozenset(
    "SOLDIER ARMY TROOP POLICE POLICEMAN MILITARY BATTALION BRIGADE GOVERNMENT OFFICER GUARD PATROL REGIME".split()
)
MILITARY_TYPES = frozenset(("ACTIVE MILITARY", "LAW ENFORCEMENT"))
NO_HARM = re.compile(
    r"\bNO\s+(?:ONE\s+(?:WAS\s+)?(?:HURT|INJURED|KILLED|WOUNDED)|CASUALTIES|VICTIMS|INJURIES|PERSONAL|DEATHS|FATALITIES)",
    re.IGNORECASE,
)
LONG_AGO = timedelta(days=62)


@dataclass
class Human:
    """A human target."""

    name: str | None
    descriptions: list[str]
    kind: str
    number: str
    effects: list[str] = field(default_factory=list)
    nation: str | None = None


@dataclass
class Thing:
    """A physical target."""

    text: str
    kind: str
    number: str
    effect: str | None = None
    nation: str | None = None


class Filler:
    """Fills templates of reports: `words` and `lexicon` say what words are, nothing else is known."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words = words
        self.lexicon = lexicon
        self.index = lexicon.index("en")
        self.gazetteer = Gazetteer(lexicon)

    def templates(self, report: Report, claims: tuple[Claim, ...], page: Page) -> list[Template]:
        """Return the templates of a report."""
        return Story(self, report, claims, page).templates()


class Story:
    """One report on its way to templates."""

    def __init__(self, filler: Filler, report: Report, claims: tuple[Claim, ...], page: Page) -> None:
        self.filler = filler
        self.words = filler.words
        self.report = report
        self.page = page
        self.people = People(page, filler.words, filler.lexicon)
        self.spots = filler.gazetteer.find(report.text)
        self.home = self._home()
        self.mentions = mentions_of(claims, page, filler.lexicon)

    def _home(self) -> str | None:
        """Return the country that a report is about: that of most of its places, the dateline's first of equals."""
        counts: dict[str, float] = {}
        for spot in self.spots:
            weight = 0.5 if spot.start < self.report.body else 1.0
            counts[spot.country] = counts.get(spot.country, 0.0) + weight
        return max(counts, key=lambda country: counts[country]) if counts else None

    def templates(self) -> list[Template]:
        """Return a template for each incident that is reportable."""
        sketches = [
            self._sketch(mention) for mention in self.mentions if mention.kind != "CLASH" and not self._old(mention)
        ]
        found = []
        for incident in gather(sketches):
            template = self._template(incident)
            if template is not None:
                found.append(template)
        return found

    def _old(self, mention: Mention) -> bool:
        day = self.report.day
        return day is not None and mention.days is not None and day - mention.days[1] > LONG_AGO

    def _sketch(self, mention: Mention) -> Sketch:
        hit, names = set(), set()
        for phrase in mention.patients:
            person = self.people.person(phrase)
            if person.name:
                names.add(person.name)
                hit.add(person.name)
            elif phrase.head.pos == "PRON":
                if phrase.head.lower in ("he", "him", "she") and (name := self.people.before(phrase.start)):
                    names.add(name)
                    hit.add(name)
            elif person.description or self.words.heads(PHYSICAL, phrase.head.text):
                hit.add(stem(phrase.head.text))
        return Sketch(mention, self._spot(mention), hit, names)

    def _spot(self, mention: Mention) -> Spot | None:
        line = self.page.lines[mention.line]
        start, end = line.start, line.start + line.sentence.tokens[-1].end if line.sentence.tokens else line.start
        spots = [spot for spot in self.spots if max(start, self.report.body) <= spot.start < end]
        return chain_of(spots, self.home)

    # ---------------------------------------------------------------- slots
    def _template(self, incident: Incident) -> Template | None:
        humans, things = self._targets(incident)
        agents = [phrase for mention in incident.mentions for phrase in mention.agents]
        state = self._by_state(agents)
        kind = incident.kind
        if not humans and not things:
            return None
        if not things and all(human.kind in MILITARY_TYPES for human in humans):
            return None
        template: Template = {
            "message_id": self.report.id,
            "incident_date": days.fill(incident.days, self.report.day),
            "incident_location": self._place(incident),
            "incident_type": kind,
            "incident_stage": self._stage(incident),
            "perp_category": "STATE-SPONSORED VIOLENCE" if state else "TERRORIST ACT",
        }
        if kind not in ("KIDNAPPING", "ARSON"):
            template |= self._means(incident)
        template |= self._perpetrators(incident, agents)
        if kind != "KIDNAPPING":
            template |= _physical(things)
        template |= _human(humans)
        return template

    def _stage(self, incident: Incident) -> str:
        stages = [mention.stage for mention in incident.mentions]
        return "ACCOMPLISHED" if "ACCOMPLISHED" in stages else stages[0]

    def _place(self, incident: Incident) -> str | None:
        spot = incident.spot
        if spot is None:
            paragraphs = {mention.paragraph for mention in incident.mentions}
            nearby = [
                each
                for each in self.spots
                if each.start >= self.report.body
                and self.page.lines[self.page.line_at(each.start)].paragraph in paragraphs
            ]
            spot = chain_of(nearby, self.home)
        if spot is not None and spot.country:
            return ": ".join((self.filler.gazetteer.name_of(spot.country), *spot.chain[1:]))
        return None if self.home is None else self.filler.gazetteer.name_of(self.home)

    def _targets(self, incident: Incident) -> tuple[list[Human], list[Thing]]:
        humans: dict[str, Human] = {}
        things: dict[str, Thing] = {}
        for mention in incident.mentions:
            for phrase in mention.patients:
                self._human(mention, phrase, humans)
                self._thing(mention, phrase, things)
            for phrase in mention.settings:
                self._thing(mention, phrase, things)
        return list(humans.values()), list(things.values())

    def _human(self, mention: Mention, phrase: Phrase, humans: dict[str, Human]) -> None:
        person = self.people.person(phrase)
        name = person.name
        if phrase.head.pos == "PRON":
            if phrase.head.lower not in ("he", "him", "she"):
                return
            name = self.people.before(phrase.start)
        if name is None and person.description is None:
            return
        if stem(person.head) in FIGHTERS:
            return
        key = name or stem(person.head)
        human = humans.get(key)
        if human is None:
            descriptions = [person.description] if person.description else []
            if name:
                descriptions += [text for text in self.people.called.get(name, ()) if text not in descriptions]
            head = descriptions[0].split()[-1] if descriptions else person.head
            words = [word for text in descriptions for word in text.split()]
            kind = self.words.kind(HUMAN, head, words) or "CIVILIAN"
            humans[key] = human = Human(name, descriptions[:1], kind, "1" if name else number_of(phrase, self.page))
            human.nation = self._nation(" ".join(words))
        effect = (
            "DEATH"
            if mention.event in KILLS or _unit(mention) == "killed"
            else "INJURY"
            if mention.event in HARMS or _unit(mention) == "wounded"
            else None
        )
        if effect and effect not in human.effects:
            human.effects.append(effect)

    def _nation(self, text: str) -> str | None:
        country = self.filler.gazetteer.demonym(text)
        return None if country in (None, self.home) else self.filler.gazetteer.name_of(str(country))

    def _thing(self, mention: Mention, phrase: Phrase, things: dict[str, Thing]) -> None:
        head = phrase.head.text.upper()
        if not self.words.heads(PHYSICAL, head) or self.people.is_human(phrase):
            return
        key = stem(head)
        if key not in things:
            text = self.page.clean(phrase)
            kind = self.words.kind(PHYSICAL, head, phrase.words) or "OTHER"
            things[key] = Thing(text, kind, number_of(phrase, self.page), nation=self._nation(text))
        if mention.event == "destruction" or mention.trigger in ("BLEW", "BLOWN", "DESTROYED", "DESTROY"):
            things[key].effect = "DESTROYED"

    def _by_state(self, agents: list[Phrase]) -> bool:
        sides = [self._side(phrase) for phrase in agents]
        return "state" in sides and "group" not in sides

    def _side(self, phrase: Phrase) -> str:
        for hit in self.filler.index.find(self.page.clean(phrase)):
            for row in hit.rows:
                if isinstance(row, ActorRow):
                    kind = self.filler.lexicon.get(ActorKindRow, row.kind)
                    return "none" if kind is None else kind.side
        words = {stem(word) for word in phrase.words}
        return "group" if words & FIGHTERS else "state" if words & STATE else "none"

    def _perpetrators(self, incident: Incident, agents: list[Phrase]) -> Template:
        individuals: dict[str, str] = {}
        organisations: dict[str, str] = {}
        for phrase in agents:
            line = self.page.lines[phrase.line]
            start, end = (line.start + each for each in line.sentence.span(phrase.head))
            end = min(end, phrase.end + 60)
            for hit in self.filler.index.find(self.page.text[start:end]):
                for row in hit.rows:
                    if isinstance(row, ActorRow) and row.id.startswith("muc4"):
                        organisations.setdefault(
                            row.id, " ".join(self.page.text[start + hit.start : start + hit.end].upper().split())
                        )
            head = phrase.head.text.upper()
            person = self.people.person(phrase)
            if person.name:
                individuals.setdefault(person.name, person.name)
            elif self.words.heads(PERP, head):
                individuals.setdefault(stem(head), self.page.clean(phrase))
        found: Template = {}
        if individuals:
            found["perp_individual_id"] = list(individuals.values())[:2]
        if organisations:
            names = list(organisations.values())[:2]
            found["perp_organization_id"] = names
            found["perp_organization_confidence"] = [
                {"value": self._confidence(incident), "of": name} for name in names
            ]
        return found

    def _confidence(self, incident: Incident) -> str:
        return "REPORTED AS FACT"

    def _means(self, incident: Incident) -> Template:
        found: dict[str, tuple[str, str]] = {}
        for mention in incident.mentions:
            line = self.page.lines[mention.line]
            last = line.sentence.tokens[-1].end if line.sentence.tokens else 0
            for hit in self.filler.index.find(self.page.text[line.start : line.start + last]):
                if not any(isinstance(row, MeansRow) for row in hit.rows):
                    continue
                phrase = self.page.phrase_at(line.start + hit.start, line.start + hit.end)
                if phrase is None or not self.words.heads(MEANS, phrase.head.text):
                    continue
                kind = self.words.kind(MEANS, phrase.head.text, phrase.words)
                if kind:
                    found.setdefault(kind, (self.page.clean(phrase), kind))
        if not found:
            if any(mention.event == "shooting" for mention in incident.mentions):
                return {"instrument_type": [{"value": "GUN", "of": "-"}]}
            return {}
        return {
            "instrument_id": [text for text, _ in found.values()],
            "instrument_type": [{"value": kind, "of": text} for text, kind in found.values()],
        }


def _unit(mention: Mention) -> str | None:
    return mention.claim.quantity.unit if mention.claim.quantity else None


def _physical(things: list[Thing]) -> Template:
    if not things:
        return {}
    return {
        "phys_target_id": [thing.text for thing in things],
        "phys_target_type": [{"value": thing.kind, "of": thing.text} for thing in things],
        "phys_target_number": [{"value": thing.number, "of": thing.text} for thing in things],
        "phys_target_foreign_nation": [{"value": thing.nation, "of": thing.text} for thing in things if thing.nation],
        "phys_target_effect": [{"value": thing.effect or "SOME DAMAGE", "of": thing.text} for thing in things],
    }


def _human(humans: list[Human]) -> Template:
    if not humans:
        return {}
    keyed = [(human, human.name or (human.descriptions[0] if human.descriptions else "-")) for human in humans]
    return {
        "human_target_name": [human.name for human in humans if human.name],
        "human_target_description": [
            {"value": text, "of": human.name or ""} for human in humans for text in human.descriptions
        ],
        "human_target_type": [{"value": human.kind, "of": key} for human, key in keyed],
        "human_target_number": [{"value": human.number, "of": key} for human, key in keyed],
        "human_target_foreign_nation": [{"value": human.nation, "of": key} for human, key in keyed if human.nation],
        "human_target_effect": [{"value": effect, "of": key} for human, key in keyed for effect in human.effects],
    }

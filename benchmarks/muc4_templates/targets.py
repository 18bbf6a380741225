"""Whom and what an incident hit: candidates with what speaks for each."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from muc4_templates.context import beside, lemma
from muc4_templates.mentions import Mention
from muc4_templates.page import Page, Phrase
from muc4_templates.people import HUMAN, PERP, PHYSICAL, People, Person, number_of, plural
from muc4_templates.weights import Features
from muc4_templates.words import Words, stem

KILLS = frozenset(("killing", "assassination", "massacre", "execution"))
HARMS = frozenset(("wounding", "beating", "torture"))
FIGHTERS = frozenset(
    [
        "GUERRILLA",
        "REBEL",
        "TERRORIST",
        "SUBVERSIVE",
        "EXTREMIST",
        "INSURGENT",
        "TRAFFICKER",
        "CRIMINAL",
        "NARCOTERRORIST",
        "MERCENARY",
        "ASSASSIN",
        "GUNMAN",
        "CONTRA",
        "KILLER",
        "ATTACKER",
    ]
)
MILITARY_TYPES = frozenset(("ACTIVE MILITARY", "LAW ENFORCEMENT"))
RUINS = re.compile(r"\A(?:BLEW|BLOWN|BLOWING|DESTROY\w*|DEMOLISH\w*|BURN\w*|RAZED)\Z")
DAMAGES = re.compile(r"\A(?:DAMAG\w*|SHOOK|SHATTER\w*|AFFECT\w*)\Z")


@dataclass
class Human:
    """A human target: its name or description, its type, how many, what befell it, and what speaks for it."""

    name: str | None
    descriptions: list[str]
    head: str
    kind: str
    number: str
    called: list[str] = field(default_factory=list)
    times: int = 0
    effects: list[str] = field(default_factory=list)
    befell: dict[str, float] = field(default_factory=dict)
    nation: str | None = None
    features: Features = field(default_factory=dict)
    chance: float = 1.0


@dataclass
class Thing:
    """A physical target."""

    text: str
    head: str
    kind: str
    number: str
    effect: str | None = None
    befell: dict[str, float] = field(default_factory=dict)
    nation: str | None = None
    features: Features = field(default_factory=dict)
    chance: float = 1.0


def merge(into: Features, features: Features) -> None:
    """Keep the higher value of each feature."""
    for name, value in features.items():
        into[name] = max(value, into.get(name, value))


def logit(rate: float) -> float:
    """Return the log odds of a rate, kept within four."""
    rate = min(0.98, max(0.02, rate))
    return math.log(rate / (1 - rate))


def compare(humans: list[Human]) -> None:
    """Add what human targets say of one another: a name makes "the victim" beside it less likely to be another."""
    named = [human for human in humans if human.name]
    for human in humans:
        bare = not human.name
        others = [other for other in humans if other is not human]
        human.features |= {
            "times": min(3.0, float(human.times - 1)),
            "alone": float(not others),
            "beside name": float(bare and bool(named)),
            "name alike": float(bare and any(other.kind == human.kind for other in named)),
            "one beside name": float(bare and human.number == "1" and bool(named)),
            "general": float(bare and human.head in GENERAL),
            "general beside": float(
                bare and human.head in GENERAL and any(other.head not in GENERAL for other in others)
            ),
            "others": min(5.0, float(len(others))),
            "armed beside": float(
                human.kind in MILITARY_TYPES and any(other.kind not in MILITARY_TYPES for other in others)
            ),
        }


BEHIND = frozenset(["OF", "AGAINST", "ON", "AT", "IN", "BY", "TO", "NEAR", "AND", "FOR", "WITH", "FROM"])
GENERAL = frozenset(
    [
        "PERSON",
        "PEOPLE",
        "MAN",
        "WOMAN",
        "CITIZEN",
        "OTHER",
        "VICTIM",
        "ONE",
        "INDIVIDUAL",
        "CIVILIAN",
        "MEMBER",
        "POPULATION",
        "CASUALTY",
        "INJURY",
        "NATIONAL",
        "RESIDENT",
    ]
)


class Targets:
    """Finds the targets of mentions in one report."""

    def __init__(self, page: Page, people: People, words: Words) -> None:
        self._page = page
        self._people = people
        self._words = words

    def key(self, phrase: Phrase) -> tuple[str, bool] | None:
        """Return what a target goes by, and whether that is a person's name; None where the phrase is no target."""
        person = self._people.person(phrase)
        if person.name:
            return person.name, True
        if phrase.head.pos == "PRON":
            name = self._people.before(phrase.start) if phrase.head.lower in ("he", "him", "she", "her") else None
            return None if name is None else (name, True)
        if person.description or self._words.heads(PHYSICAL, phrase.head.text):
            return stem(phrase.head.text), False
        return None

    def around(self, mention: Mention) -> list[tuple[Phrase, str]]:
        """Return what else a mention's sentence names that may be a target, persons' names before other phrases."""
        line = self._page.lines[mention.line]
        found: list[tuple[Phrase, str]] = []
        for name in self._people.names:
            if line.start <= name.start < line.start + line.sentence.end:
                phrase = self._page.phrase_of_span(name.start, name.end)
                if phrase is not None:
                    found.append((phrase, "line"))
        for token in line.sentence.tokens:
            if (
                token.pos in ("NOUN", "PROPN")
                and max(self._words.rate(HUMAN, token.text), self._words.rate(PHYSICAL, token.text)) > 0.06
            ):
                phrase = self._page.phrase_of(mention.line, token)
                if phrase.head.i == token.i:
                    found.append((phrase, "line"))
        return found

    def _setting(self, mention: Mention, phrase: Phrase, role: str) -> Features:
        """Return where a phrase stands to the trigger of its mention."""
        after = phrase.start > mention.start
        between = abs(phrase.start - mention.start)
        spot = self._page.token_at(mention.start)
        steps = 9 if spot is None or spot[0] != phrase.line else self._page.apart(phrase.line, spot[1], phrase.head)
        side = "after" if after else "before"
        before = self._page.text[max(0, phrase.start - 40) : phrase.start].upper().split()
        words = [word for word in before if word not in ("THE", "A", "AN", "TWO", "THREE")]
        return {
            f"{role} {side}": 1.0,
            f"{role} near": 1.0 if between < 40 else 0.5 if between < 90 else 0.0,
            f"{role} steps": -min(6.0, float(steps)),
            f"{role} behind {words[-1].lower() if words and words[-1] in BEHIND else '-'}": 1.0,
            f"{role} {side} {mention.event}": 1.0,
        }

    def human(self, mention: Mention, phrase: Phrase, role: str, humans: dict[str, Human]) -> None:
        """Add the people that a phrase names to the human targets."""
        person = self._people.person(phrase)
        name = person.name
        if phrase.head.pos == "PRON":
            if phrase.head.lower not in ("he", "him", "she", "her"):
                return
            name = self._people.before(phrase.start)
        if name is None and person.description is None:
            return
        listed = self._people.listed(phrase) if name is None and plural(phrase) else []
        if listed:
            for each in listed:
                self._add(
                    mention,
                    phrase,
                    role,
                    humans,
                    Person(self._people.full(each.text), each.called or person.description, person.head),
                )
            return
        self._add(mention, phrase, role, humans, Person(name, person.description, person.head))

    def _add(self, mention: Mention, phrase: Phrase, role: str, humans: dict[str, Human], person: Person) -> None:
        name = person.name
        key = name or stem(person.head)
        human = humans.get(key)
        if human is None:
            descriptions = [person.description] if person.description else []
            if name:
                descriptions += [text for text in self._people.called.get(name, ()) if text not in descriptions]
            head = descriptions[0].split()[-1] if descriptions else person.head
            words = [word for text in descriptions for word in text.split()]
            kind = self._words.kind(HUMAN, head, words) or "CIVILIAN"
            number = "1" if name else number_of(phrase, self._page)
            human = humans[key] = Human(name, descriptions[:1], stem(head), kind, number, descriptions)
        human.times += 1
        merge(human.features, self._human_features(mention, phrase, role, human))
        unit = mention.claim.quantity.unit if mention.claim and mention.claim.quantity else None
        if mention.event in KILLS or unit == "killed":
            effect = "DEATH"
        elif mention.event in HARMS or unit == "wounded":
            effect = "INJURY"
        else:
            return
        if effect not in human.effects and (role == "patient" or not human.effects):
            human.effects.append(effect)

    def _human_features(self, mention: Mention, phrase: Phrase, role: str, human: Human) -> Features:
        first = phrase.tokens[0].text.upper()
        rate = self._words.rate(HUMAN, human.head)
        return {
            f"role:{role}": 1.0,
            f"event:{mention.event}": 1.0,
            f"kind:{human.kind}": 1.0,
            **beside(self._page, phrase),
            f"did:{role} {mention.event}": 1.0,
            **self._setting(mention, phrase, role),
            "source": float(self._speaks(mention, phrase)),
            "agent": float(any(each.start <= phrase.start < each.end for each in mention.agents)),
            "named": float(human.name is not None),
            "pronoun": float(phrase.head.pos == "PRON"),
            "rate": 0.0 if human.name else logit(rate),
            "unseen": float(not human.name and not self._words.heads(HUMAN, human.head)),
            "fighter": float(bool({stem(word) for word in phrase.words} & FIGHTERS)),
            "plural": float(not human.name and plural(phrase)),
            "counted": float(human.number[-1:].isdigit() and human.number != "1"),
            "ours": float(first in ("OUR", "YOUR", "MY")),
            "claim": float(
                any(
                    part.start <= phrase.end - 1 < part.end
                    for part in (mention.claim.parts if mention.claim else ())
                    if part.role in ("target", "unit")
                )
            ),
            f"pos:{phrase.head.pos}": 1.0,
            "perpetrator": logit(self._words.rate(PERP, human.head))
            if self._words.heads(PERP, human.head) and not human.name
            else -4.0,
        }

    def descriptions(self, human: Human) -> dict[str, Features]:
        """Return what speaks for each way in which a person with a name is called."""
        found = {}
        for order, text in enumerate(human.called):
            *before, head = text.split()
            word = lemma(head)
            found[text] = {
                f"head:{word}": 1.0,
                "rate": logit(self._words.rate(HUMAN, head)),
                "unseen": float(not self._words.heads(HUMAN, head)),
                "first": float(order == 0),
                "alone": float(len(human.called) == 1),
                "others": min(3.0, float(len(human.called) - 1)),
                "words": min(4.0, float(len(before))),
                "short": float(len(head) <= 4),
                f"kind:{human.kind}": 1.0,
                "people": float(any(other != text and text in other for other in human.called)),
            }
        return found

    def thing(self, mention: Mention, phrase: Phrase, role: str, things: dict[str, Thing]) -> None:
        """Add the thing that a phrase names to the physical targets."""
        head = phrase.head.text.upper()
        if not self._words.heads(PHYSICAL, head) or self._people.is_human(phrase) or phrase.head.pos == "PRON":
            return
        key = stem(head)
        thing = things.get(key)
        if thing is None:
            text = self._page.clean(phrase)
            kind = self._words.kind(PHYSICAL, head, phrase.words) or "OTHER"
            thing = things[key] = Thing(text, key, kind, number_of(phrase, self._page))
        tree = self._page.lines[phrase.line].sentence
        above = tree.head(phrase.head)
        governors = {above.text.upper(), mention.trigger}
        if any(RUINS.match(word) for word in governors) and role == "patient":
            thing.effect = "DESTROYED"
        elif any(DAMAGES.match(word) for word in governors):
            thing.effect = thing.effect or "SOME DAMAGE"
        merge(
            thing.features,
            {
                f"role:{role}": 1.0,
                f"event:{mention.event}": 1.0,
                f"kind:{thing.kind}": 1.0,
                **beside(self._page, phrase),
                f"did:{role} {mention.event}": 1.0,
                **self._setting(mention, phrase, role),
                "rate": logit(self._words.rate(PHYSICAL, head)),
                "plural": float(plural(phrase)),
                "modified": float(len(phrase.tokens) > 1),
                "damaged": float(bool(DAMAGES.match(above.text.upper()))),
                "ruined": float(bool(RUINS.match(above.text.upper()))),
                f"by:{self._preposition(phrase)}": 1.0,
                f"pos:{phrase.head.pos}": 1.0,
            },
        )

    def _speaks(self, mention: Mention, phrase: Phrase) -> bool:
        said = mention.claim.attribution if mention.claim else None
        return bool(said and said.start is not None and said.end is not None and said.start <= phrase.start < said.end)

    def _preposition(self, phrase: Phrase) -> str:
        cases = self._page.lines[phrase.line].sentence.children(phrase.head, "case")
        return cases[-1].lower if cases else "none"

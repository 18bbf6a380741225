"""What befell those and what was hit: features of a target's effect, and the effects likely enough."""

from __future__ import annotations

import re

from muc4_templates.incidents import Incident
from muc4_templates.page import Page
from muc4_templates.targets import Human, Thing
from muc4_templates.weights import Features, Weights

# Question of the weights for each effect, and the chance from which it is written.
HUMAN_EFFECTS = {"DEATH": "death", "INJURY": "injury", "REGAINED FREEDOM": "freed", "NO INJURY OR DEATH": "unhurt"}
THING_EFFECTS = {"DESTROYED": "destroyed", "SOME DAMAGE": "damaged", "NO DAMAGE": "undamaged"}
KEPT = ("did:", "event:", "of:", "kind:", "under:", "role:")
SIGNS = {
    "freed": re.compile(r"\b(?:FREED|RELEASED?|RESCUED|LIBERATED|ESCAPED)\b"),
    "unhurt": re.compile(
        r"\bNO\s+(?:ONE\s+(?:WAS\s+)?(?:HURT|INJURED|KILLED|WOUNDED)|CASUALTIES|VICTIMS|INJURIES|PERSONAL|DEATHS|FATALITIES)|"
        r"\b(?:UNHURT|UNHARMED|UNINJURED|UNSCATHED)\b"
    ),
    "dead": re.compile(r"\b(?:KILL\w*|DEAD|DIED|DEATHS?|MURDER\w*|ASSASSINAT\w*)\b"),
    "hurt": re.compile(r"\b(?:WOUND\w*|INJUR\w*|HURT)\b"),
    "damaged": re.compile(r"\b(?:DAMAG\w*|SHATTER\w*|AFFECT\w*)\b"),
    "destroyed": re.compile(r"\b(?:DESTROY\w*|DEMOLISH\w*|BLEW\s+UP|BLOWN\s+UP|RAZED|DYNAMIT\w*)\b"),
    "undamaged": re.compile(r"\bNO\s+(?:MATERIAL\s+)?DAMAGE\b"),
}


def signs_of(page: Page, incident: Incident) -> Features:
    """Return which words of effects stand in the sentences of an incident and in those behind them."""
    own = {mention.line for mention in incident.mentions}
    behind = {number + 1 for number in own if number + 1 < len(page.lines)} - own
    found: Features = {}
    for name, numbers in (("in", own), ("behind", behind)):
        text = " ".join(
            page.text[page.lines[number].start : page.lines[number].start + page.lines[number].sentence.end]
            for number in sorted(numbers)
        ).upper()
        found |= {f"{sign} {name}": 1.0 for sign, pattern in SIGNS.items() if pattern.search(text)}
    return found


def features_of(target: Human | Thing, signs: Features, stage: str) -> Features:
    """Return what tells of what befell a target."""
    found = {name: value for name, value in target.features.items() if value and name.startswith(KEPT)}
    found |= signs
    found[f"stage:{stage}"] = 1.0
    if isinstance(target, Human):
        found |= {f"rule:{effect}": 1.0 for effect in target.effects}
        found |= {"named": float(target.name is not None), "one": float(target.number == "1")}
    elif target.effect:
        found[f"rule:{target.effect}"] = 1.0
    return found


def weigh(target: Human | Thing, signs: Features, stage: str, weights: Weights) -> dict[str, float]:
    """Return the chance of each effect; those that rules found where nothing has been fitted."""
    questions = HUMAN_EFFECTS if isinstance(target, Human) else THING_EFFECTS
    features = features_of(target, signs, stage)
    found = {}
    for effect, question in questions.items():
        if weights.knows(question):
            found[effect] = weights.chance(question, features)
        else:
            found[effect] = float(bool(features.get(f"rule:{effect}")))
    return found

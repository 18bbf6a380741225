"""An incident with what may go into its template, and what of it is likely enough to be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, TypeVar

from muc4_templates.doers import Doer
from muc4_templates.gazetteer import Spot
from muc4_templates.incidents import Incident
from muc4_templates.page import Phrase
from muc4_templates.targets import Human, Thing
from muc4_templates.weights import Features

# The chance of a fill, where the incident is one to report, from which it counts as likely.
LIKELY = {"human": 0.33, "thing": 0.33, "individual": 0.28, "organisation": 0.28, "means": 0.3, "description": 0.35}
# The chance that the incident is one to report and the fill is right from which a fill is written: what is rarer lowers F.
# Chosen on the development reports kept back and TST1.
WRITTEN = {"human": 0.27, "thing": 0.25, "individual": 0.28, "organisation": 0.26, "means": 0.28}


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
    state: bool
    features: Features = field(default_factory=dict)
    chance: float = 1.0

    @property
    def keys(self) -> set[str]:
        """What the likely targets go by."""
        return {human.name or human.head for human in self.humans} | {thing.head for thing in self.things}


class Candidate(Protocol):
    """What may be written."""

    chance: float


C = TypeVar("C", bound=Candidate)


def written(case: Case) -> Case | None:
    """Return a case with what is written of it; None where none of its targets is likely enough."""

    def kept(question: str, candidates: Sequence[C]) -> list[C]:
        return [each for each in candidates if each.chance * case.chance >= WRITTEN[question]]

    left = replace(
        case,
        humans=kept("human", case.humans),
        things=kept("thing", case.things),
        individuals=kept("individual", case.individuals),
        organisations=kept("organisation", case.organisations),
        means=kept("means", case.means),
    )
    return left if left.humans or left.things else None

"""What would change an assessment: each origin behind it is left out in turn, and it is judged anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from harmattan.pipeline.settings import Settings
from harmattan.pipeline.tools import lexicon_of
from harmattan.records.assessment import Assessment, NumberRange
from harmattan.records.bundle import Situation
from harmattan.records.claim import Claim
from harmattan.records.event import Event
from harmattan.records.explanation import Change
from harmattan.stages import assessments, events
from harmattan.stages.lineages.descend import Descent

MOST_TESTS = 12
"""Origins that are left out one by one, those with most claims first."""
FOLLOWS = {
    "single_origin": ("a report that shares neither origin nor speaker with these said the same", "it would be corroborated"),
    "single_voice": ("two of its origins said the same with voices of their own", "it would be corroborated"),
    "anonymous_source": ("somebody with a name said it", "this reason would go"),
    "unconfirmed_outright": ("a report without that reserve said it", "it would no longer rest on the unconfirmed alone"),
    "hedged": ("a source gave it as a fact", "this reason would go"),
    "bound_only": ("a source gave a plain number", "there would be a best number"),
    "party_on_enemy": ("no party said it, or the other side admitted it", "it could set more than a high bound"),
    "denied_by": ("the denial were withdrawn, or more voices stood by it", "it would no longer be denied or contested"),
    "doubted_by": ("the doubt were withdrawn, or independent voices stood without it", "it would weigh nothing"),
    "other_holder": ("the other side's word were withdrawn, or were of other days", "it would not be contested"),
    "counts_differ": ("the counts met, or one were corrected", "the toll would not be contested"),
    "perpetrators_differ": ("the accounts named the same", "it would not be contested"),
    "damaged_text": ("the text were had as it was first published", "this reason would go"),
    "place_unresolved": ("a gazetteer knew the place, or the text told which one it is", "this reason would go"),
}  # fmt: skip
"""By reason, what would have to be so and what would follow."""


class Behind(Protocol):
    """Knows what documents go back to."""

    def origins(self, document_id: str) -> tuple[str, ...]:
        """Return the ids of the documents that a document goes back to."""
        ...

    def named(self, document_id: str) -> str:
        """Return a document's id with its outlet and day."""
        ...


class Retrial:
    """Judges a situation's assessments anew without some of its documents."""

    def __init__(self, situation: Situation, settings: Settings, descents: Mapping[str, Descent]) -> None:
        self.situation = situation
        self.settings = settings
        self.descents = descents

    def changes(
        self,
        assessment: Assessment,
        told: Sequence[Claim],
        against: Sequence[Claim],
        event: Event | None,
        behind: Behind,
    ) -> tuple[Change, ...]:
        """Return what moves an assessment where one of its origins is left out, then what follows from its reasons."""
        changes = []
        groups: dict[str, set[str]] = defaultdict(set)
        for claim in (*told, *against):
            for origin in behind.origins(claim.document_id):
                groups[origin].add(claim.document_id)
        ranked = sorted(groups, key=lambda key: (-sum(c.document_id in groups[key] for c in told), key))
        for origin in ranked[:MOST_TESTS]:
            left = [claim for claim in told if claim.document_id not in groups[origin]]
            named = behind.named(origin)
            if not left:
                changes.append(Change(when=f"without {named}", then="nothing would be left of it", tested=True))
                continue
            again = self._again(assessment, groups[origin], event)
            if again is not None:
                then = _differs(assessment, again)
                if then:
                    changes.append(Change(when=f"without {named}", then=then, tested=True))
        if not any(change.tested for change in changes) and len(groups) > 1:
            changes.append(
                Change(
                    when="without any one of its origins", then="status, confidence and numbers would stay", tested=True
                )
            )
        for reason in assessment.reasons:
            if reason.code in FOLLOWS and reason.weight <= 0:
                when, then = FOLLOWS[reason.code]
                changes.append(
                    Change(when=f"if {when}", then=f"{then} ({reason.code}, {reason.weight:+.1f})", tested=False)
                )
        return tuple(changes)

    def _again(self, assessment: Assessment, without: set[str], event: Event | None) -> Assessment | None:
        """Return the assessment judged anew as if some documents had never been published."""
        lexicon = lexicon_of(self.settings.lexicons)
        claims = tuple(claim for claim in self.situation.claims if claim.document_id not in without)
        kept = {claim.id for claim in claims}
        # Links to claims that are gone speak of nothing.
        claims = tuple(
            msgspec.structs.replace(claim, links=tuple(link for link in claim.links if link.claim_id in kept))
            for claim in claims
        )
        narrowed: tuple[Event, ...] = ()
        if event is not None:
            narrowed = (msgspec.structs.replace(event, claim_ids=tuple(key for key in event.claim_ids if key in kept)),)
        around = frozenset(assessment.claim_ids)
        found = assessments.assess(
            narrowed,
            claims,
            {key: value for key, value in self.descents.items() if key in kept},
            self.situation.documents,
            actors=self.situation.actors,
            control=events.hold(claims, self.situation.documents, lexicon=lexicon),
            lexicon=lexicon,
            settings=self.settings.assessments,
        )
        same = [
            each
            for each in found
            if each.subject.attribute == assessment.subject.attribute
            and (each.subject.event_id is None) == (event is None)
            and around & set(each.claim_ids)
        ]
        return max(same, key=lambda each: len(around & set(each.claim_ids)), default=None)


def _differs(before: Assessment, after: Assessment) -> str:
    """Return in words how two judgements differ; empty where they don't."""
    said = []
    if before.status != after.status:
        said.append(f"{before.status} would become {after.status}")
    if before.confidence != after.confidence:
        said.append(f"{before.confidence} confidence would become {after.confidence}")
    if before.probability is not None and after.probability is not None:
        if round(before.probability, 2) != round(after.probability, 2):
            said.append(f"probability {before.probability:.2f} would become {after.probability:.2f}")
    one, other = ({_key(number): number for number in each.numbers} for each in (before, after))
    for key in sorted(one.keys() | other.keys(), key=str):
        if key not in other:
            said.append(f"{_words(one[key])} would go")
        elif key in one and (_bounds(one[key]) != _bounds(other[key])):
            said.append(f"{_words(one[key])} would become {_words(other[key])}")
    return "; ".join(said)


def _key(number: NumberRange) -> tuple[str, str | None, str | None]:
    return number.unit, number.group, number.side


def _bounds(number: NumberRange) -> tuple[float | None, float | None, float | None]:
    return number.low, number.best, number.high


def _words(number: NumberRange) -> str:
    told = (("low", number.low), ("best", number.best), ("high", number.high))
    sides = ", ".join(f"{name} {value:g}" for name, value in told if value is not None)
    return f"{' '.join(part for part in (number.group, number.unit) if part)} ({sides})"

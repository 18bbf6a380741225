"""Attributions, certainty and numbers of an extraction against labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from harmattan.evaluation.labels import AttributionLabel, EventLabel, LabelledSentence, QuantityLabel, Span, fingerprint
from harmattan.records.bundle import Extraction
from harmattan.records.claim import Claim, Quantity
from harmattan.records.mention import AttributionMention, QuantityMention

SIDES = {
    "exactly": (True, True), "about": (True, True), "between": (True, True), "at_least": (True, False),
    "at_most": (False, True), "vague": (False, False),
}  # fmt: skip
"""Which sides of a count its bound leaves open to be compared: of "dozens" none."""


class Tally(msgspec.Struct, kw_only=True):
    """How many were labelled, found, and found right."""

    labelled: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Right among the found, 0 where none was."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Right among the labelled, 0 where none was."""
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.labelled + self.found) if self.labelled + self.found else 0.0


class ClaimScores(msgspec.Struct, kw_only=True):
    """The scores of an extraction. `value`, `holder` and `realis` are about the labelled events that some claim states."""

    sentences: int = 0
    drifted: int = 0
    """Labelled sentences whose document is missing or reads otherwise now; they are not scored."""
    pairs: Tally = msgspec.field(default_factory=Tally)
    """(source, cue) pairs that overlap; where no source is labelled none may be found."""
    cues: Tally = msgspec.field(default_factory=Tally)
    contents: Tally = msgspec.field(default_factory=Tally)
    """Right pairs whose content overlaps by half of either."""
    events: Tally = msgspec.field(default_factory=Tally)
    """Event words that some claim has for its trigger."""
    value: Tally = msgspec.field(default_factory=Tally)
    holder: Tally = msgspec.field(default_factory=Tally)
    realis: Tally = msgspec.field(default_factory=Tally)
    numbers: Tally = msgspec.field(default_factory=Tally)
    """Counts whose number, sides and bound are all as labelled."""
    units: Tally = msgspec.field(default_factory=Tally)
    """Right numbers of killed, wounded, missing, captured and displaced that a toll claims as such."""
    usual_value: float = 0.0
    """The share that the most frequent value would have got, as a baseline."""
    usual_realis: float = 0.0
    wrong: list[tuple[str, int, int, str, str, str]] = []
    """(document, start, end, what, labelled, found) of each fault."""


def score_claims(labels: Iterable[LabelledSentence], extractions: Mapping[str, Extraction]) -> ClaimScores:
    """Return the scores of extractions, by the id that the input gave each document, on labelled sentences.

    Only what begins inside a labelled sentence counts. Matches are one to one, in text order.
    """
    scores = ClaimScores(wrong=[])
    values: Counter[str] = Counter()
    realis: Counter[str] = Counter()
    for label in labels:
        extraction = extractions.get(label.document)
        if extraction is None or fingerprint(extraction.document.text[label.start : label.end]) != label.fingerprint:
            scores.drifted += 1
            continue
        scores.sentences += 1
        _attributions(label, extraction, scores)
        for event in _events(label, extraction, scores):
            values[event.value] += 1
            realis[event.realis] += 1
        _numbers(label, extraction, scores)
    if scores.value.labelled:
        scores.usual_value = max(values.values()) / scores.value.labelled
        scores.usual_realis = max(realis.values()) / scores.realis.labelled
    return scores


def _overlap(one: Span | None, other: Span | None) -> int:
    return 0 if one is None or other is None else max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _inside(start: int, label: LabelledSentence) -> bool:
    return label.start <= start < label.end


def _spans(mention: AttributionMention, role: str) -> list[Span]:
    return [(part.start, part.end) for part in mention.parts if part.role == role]


def _attributions(label: LabelledSentence, extraction: Extraction, scores: ClaimScores) -> None:
    found = [
        mention for mention in extraction.mentions
        if isinstance(mention, AttributionMention) and any(_inside(start, label) for start, _ in _spans(mention, "cue"))
    ]  # fmt: skip
    for tally in (scores.pairs, scores.cues):
        tally.labelled += len(label.attributions)
        tally.found += len(found)
    scores.contents.labelled += sum(each.content is not None for each in label.attributions)
    free = list(found)
    for wanted in label.attributions:
        near = [item for item in free if any(_overlap(span, wanted.cue) for span in _spans(item, "cue"))]
        if not near:
            scores.wrong.append((label.document, *wanted.cue, "attribution", wanted.kind, "none"))
            continue
        best = max(near, key=lambda item: _rank(item, wanted))
        free.remove(best)
        scores.cues.right += 1
        if not _is_pair(best, wanted):
            said = _spans(best, "source")
            got = extraction.document.text[slice(*said[0])] if said else "none"
            want = extraction.document.text[slice(*wanted.source)] if wanted.source else "none"
            scores.wrong.append((label.document, *wanted.cue, "source", want, got))
            continue
        scores.pairs.right += 1
        if wanted.content is not None:
            content = _spans(best, "content")
            scores.contents.found += bool(content)
            scores.contents.right += bool(content) and _is_half(wanted.content, (content[0][0], content[-1][1]))
    for extra in free:
        start, end = _spans(extra, "cue")[0]
        scores.wrong.append((label.document, start, end, "attribution", "none", extraction.document.text[start:end]))


def _is_half(one: Span, other: Span) -> bool:
    common = _overlap(one, other)
    return common * 2 >= max(one[1] - one[0], other[1] - other[0])


def _is_pair(mention: AttributionMention, wanted: AttributionLabel) -> bool:
    sources = _spans(mention, "source")
    if wanted.source is None:
        return not sources
    return any(_overlap(span, wanted.source) for span in sources)


def _rank(mention: AttributionMention, wanted: AttributionLabel) -> tuple[bool, int]:
    return _is_pair(mention, wanted), sum(_overlap(span, wanted.content) for span in _spans(mention, "content"))


def _events(label: LabelledSentence, extraction: Extraction, scores: ClaimScores) -> list[EventLabel]:
    """Score the events of a sentence; return those that a claim states."""
    stated: list[tuple[Span, Claim]] = []
    for claim in extraction.claims:
        trigger = next((part for part in claim.parts if part.role == "trigger"), None)
        if trigger is not None and _inside(trigger.start, label) and claim.kind not in ("position", "judgement"):
            stated.append(((trigger.start, trigger.end), claim))
    scores.events.labelled += len(label.events)
    scores.events.found += len({span for span, _ in stated})
    met: list[EventLabel] = []
    seen: set[Span] = set()
    for event in label.events:
        near = [(span, claim) for span, claim in stated if _overlap(span, event.word)]
        if not near:
            continue
        span, claim = min(near, key=lambda item: (item[0][1] - item[0][0], item[0][0]))
        scores.events.right += span not in seen
        seen.add(span)
        met.append(event)
        found = claim.certainty
        for tally, name, wanted, got in (
            (scores.value, "value", event.value, found.value), (scores.holder, "holder", event.holder, found.holder),
            (scores.realis, "realis", event.realis, claim.realis),
        ):  # fmt: skip
            tally.labelled += 1
            tally.found += 1
            tally.right += wanted == got
            if wanted != got:
                scores.wrong.append((label.document, *event.word, name, wanted, got))
    return met


def _numbers(label: LabelledSentence, extraction: Extraction, scores: ClaimScores) -> None:
    found = [
        mention for mention in extraction.mentions
        if isinstance(mention, QuantityMention) and mention.resolved is not None and _inside(mention.start, label)
    ]  # fmt: skip
    tolls = [claim for claim in extraction.claims if claim.kind == "toll" and claim.quantity is not None]
    scores.numbers.labelled += len(label.quantities)
    scores.numbers.found += len(found)
    free = list(found)
    for wanted in label.quantities:
        near = [item for item in free if _overlap((item.start, item.end), wanted.number)]
        if not near:
            scores.wrong.append((label.document, *wanted.number, "number", _shown(wanted), "none"))
            continue
        best = max(near, key=lambda item: _is_number(wanted, item.resolved))
        free.remove(best)
        if not _is_number(wanted, best.resolved):
            scores.wrong.append((label.document, *wanted.number, "number", _shown(wanted), _shown(best.resolved)))
            continue
        scores.numbers.right += 1
        if wanted.unit in ("killed", "wounded", "missing", "captured", "displaced"):
            scores.units.labelled += 1
            claimed = [claim.quantity for claim in tolls if _counts(claim, wanted.number)]
            scores.units.found += bool(claimed)
            right = any(quantity is not None and quantity.unit == wanted.unit for quantity in claimed)
            scores.units.right += right
            if not right:
                got = ", ".join(str(quantity.unit) for quantity in claimed if quantity is not None) or "none"
                scores.wrong.append((label.document, *wanted.number, "unit", wanted.unit, got))
    for extra in free:
        scores.wrong.append((label.document, extra.start, extra.end, "number", "none", _shown(extra.resolved)))


def _counts(claim: Claim, number: Span) -> bool:
    return any(part.role == "number" and _overlap((part.start, part.end), number) for part in claim.parts)


def _is_number(wanted: QuantityLabel, found: Quantity | None) -> bool:
    if found is None or found.bound != wanted.bound:
        return False
    low, high = SIDES[wanted.bound]
    return (not low or found.low == wanted.low) and (not high or found.high == wanted.high)


def _shown(item: QuantityLabel | Quantity | None) -> str:
    return "none" if item is None else f"{item.bound} {item.low} to {item.high} {item.unit}"


def rows(scores: ClaimScores) -> Sequence[tuple[str, Tally]]:
    """Return (what, tally) in the order in which people read them."""
    return (
        ("attribution, source and cue", scores.pairs), ("attribution, cue alone", scores.cues),
        ("attribution, content", scores.contents), ("events stated", scores.events), ("certainty value", scores.value),
        ("holder", scores.holder), ("realis", scores.realis), ("number with bound", scores.numbers),
        ("toll's unit", scores.units),
    )  # fmt: skip

"""Nothing without its characters: held over every claim of the exercise and of 1,300 real reports."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from harmattan.language.singles import names_one
from harmattan.lexicons import Lexicon, load
from harmattan.plugins.extractors.rules import RuleExtractor
from harmattan.plugins.places import LexiconPlaces
from harmattan.records.claim import Part
from harmattan.records.document import Document
from harmattan.records.reading import Reading, likely_reading_of
from harmattan.stages.claims import Claimed, extract

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

NOT = re.compile(r"\b(?:not|never|n't|cannot)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def claimed(documents: Iterable[Document], lexicon: Lexicon) -> Iterator[Claimed]:
    return extract(documents, extractor=RuleExtractor(lexicon=lexicon, places=LexiconPlaces(lexicon)), lexicon=lexicon)


def _read(reading: Reading, part: Part) -> str:
    begin, finish = reading.from_document(part.start, part.end)
    return reading.text[begin:finish]


def faults_of(found: Claimed) -> Iterator[str]:
    text = found.document.text
    reading = likely_reading_of(found.document)
    for mention in found.mentions:
        if text[mention.start : mention.end] != mention.text:
            yield f"mention {mention.text!r} does not stand at {mention.start}"
    for claim in found.claims:
        evidence = claim.evidence
        if text[evidence.start : evidence.end] != evidence.quote or not evidence.quote.strip():
            yield f"{claim.statement!r}: the quote is not the document's"
        begin, finish = reading.from_document(evidence.start, evidence.end)
        restored = reading.text[begin:finish]
        if not any(part.role == "trigger" for part in claim.parts):
            yield f"{claim.statement!r}: no trigger"
        for part in claim.parts:
            if not evidence.start <= part.start < part.end <= evidence.end or text[part.start : part.end] != part.text:
                yield f"{claim.statement!r}: {part.role} {part.text!r} is not inside the quote"
        for number in re.findall(r"\d+", claim.statement):
            if number not in restored:
                yield f"{claim.statement!r}: {number} is not in the quote"
        if claim.quantity is not None and not any(part.role == "number" for part in claim.parts):
            one = (claim.kind, claim.quantity.low, claim.quantity.high) == ("toll", 1.0, 1.0)
            units = [part for part in claim.parts if part.role == "unit"]
            if not one or len(units) != 1 or not names_one(_read(reading, units[0]), found.document.language):
                yield f"{claim.statement!r}: a quantity without its number"
        trigger = next(part for part in claim.parts if part.role == "trigger")
        for negation in NOT.finditer(text, evidence.start, trigger.start):
            between = text[negation.end() : trigger.start]
            accounted = any(
                cue.start < negation.end() and negation.start() < cue.end for cue in claim.certainty.cues
            ) or any(
                part.role in ("negation", "hedge", "cue")
                and part.start < negation.end()
                and negation.start() < part.end
                for part in claim.parts
            )
            if not accounted:
                yield f"{claim.statement!r}: {negation.group()!r} before {between!r} is not accounted for"


def test_every_claim_of_the_exercise_stands_in_its_quote(examples: Path, lexicon: Lexicon) -> None:
    from harmattan.plugins.sources import open_source
    from harmattan.stages.reading import read

    documents = [item for item in read(open_source([examples]).blobs(), lexicon=lexicon) if isinstance(item, Document)]
    results = list(claimed(documents, lexicon))
    assert sum(len(found.claims) for found in results) > 40
    assert [fault for found in results for fault in faults_of(found)] == []


def test_every_claim_of_real_reports_stands_in_its_quote(shared: Path, lexicon: Lexicon) -> None:
    from corpora import as_document, muc4_texts

    documents = [as_document(name, text) for name, text in muc4_texts("dev")]
    assert len(documents) == 1300
    count = 0
    faults: list[str] = []
    for found in claimed(documents, lexicon):
        count += len(found.claims)
        faults.extend(faults_of(found))
        assert not any(refusal.code == "failed" for refusal in found.refusals), found.refusals
    assert count > 5000
    assert faults == []

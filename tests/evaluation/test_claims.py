"""Labels against what was found: matches, misses, drift."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from harmattan.errors import InputError
from harmattan.evaluation import (
    AttributionLabel,
    EventLabel,
    LabelledSentence,
    QuantityLabel,
    Span,
    fingerprint,
    read_labels,
    score_claims,
)
from harmattan.lexicons import load
from harmattan.plugins.extractors.rules import RuleExtractor
from harmattan.plugins.places import LexiconPlaces
from harmattan.records.base import MadeBy
from harmattan.records.bundle import Extraction
from harmattan.records.document import Block, Document
from harmattan.stages.claims import extract

TEXT = "Police said gunmen may have killed at least 12 traders. The army denied it. Nine huts burned."


def extraction(text: str = TEXT) -> Extraction:
    lexicon = load()
    document = Document(
        id="doc-1", external_id="one", made_by=MadeBy(stage="reading", version="1"), text=text, language="en",
        media_type="text/plain", blocks=(Block(start=0, end=len(text), kind="paragraph"),),
    )  # fmt: skip
    extractor = RuleExtractor(lexicon=lexicon, places=LexiconPlaces(lexicon))
    found = next(iter(extract([document], extractor=extractor, lexicon=lexicon)))
    return Extraction(document=document, mentions=found.mentions, claims=found.claims)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return start, start + len(words)


def label(**fields: object) -> LabelledSentence:
    start, end = span("Police said gunmen may have killed at least 12 traders.")
    base: dict[str, object] = {
        "document": "one", "language": "en", "start": start, "end": end, "fingerprint": fingerprint(TEXT[start:end]),
        "attributions": (
            AttributionLabel(source=span("Police"), cue=span("said"), content=span("gunmen may have killed at least 12 traders")),
        ),
        "events": (EventLabel(word=span("killed"), value="PS+", holder="source", realis="actual"),),
        "quantities": (QuantityLabel(number=span("12"), low=12, bound="at_least", unit="killed", group="traders"),),
    }  # fmt: skip
    return LabelledSentence(**(base | fields))  # type: ignore[arg-type]


def test_what_is_found_as_labelled_is_right() -> None:
    scores = score_claims([label()], {"one": extraction()})
    assert (scores.sentences, scores.drifted, scores.wrong) == (1, 0, [])
    for tally in (scores.pairs, scores.contents, scores.value, scores.realis, scores.numbers, scores.units):
        assert (tally.labelled, tally.found, tally.right) == (1, 1, 1)
        assert tally.f1 == tally.precision == tally.recall == 1.0


def test_what_differs_is_named() -> None:
    wrong = label(
        attributions=(AttributionLabel(source=span("gunmen"), cue=span("said")),),
        events=(EventLabel(word=span("killed"), value="CT+", holder="author", realis="planned"),),
        quantities=(QuantityLabel(number=span("12"), low=12, high=12, bound="exactly", unit="killed"),),
    )
    scores = score_claims([wrong], {"one": extraction()})
    assert [fault[3] for fault in scores.wrong] == ["source", "value", "holder", "realis", "number"]
    assert scores.pairs.right == scores.value.right == scores.realis.right == scores.numbers.right == 0
    assert scores.cues.right == 1
    assert scores.pairs.f1 == 0


def test_where_no_source_is_labelled_none_may_be_found() -> None:
    scores = score_claims([label(attributions=(AttributionLabel(cue=span("said")),))], {"one": extraction()})
    assert (scores.cues.right, scores.pairs.right) == (1, 0)


def test_what_is_found_and_not_labelled_costs_precision() -> None:
    scores = score_claims([label(attributions=(), quantities=())], {"one": extraction()})
    assert scores.pairs.precision == scores.numbers.precision == 0
    assert {fault[4] for fault in scores.wrong} == {"none"}


def test_only_the_labelled_sentence_counts() -> None:
    scores = score_claims([label()], {"one": extraction()})
    assert scores.pairs.found == 1  # not "The army denied it"
    assert scores.numbers.found == 1  # not the huts


def test_a_sentence_that_reads_otherwise_now_is_left_out() -> None:
    drifted = msgspec.structs.replace(label(), fingerprint=fingerprint("something else"))
    missing = msgspec.structs.replace(label(), document="two")
    scores = score_claims([drifted, missing, label()], {"one": extraction()})
    assert (scores.sentences, scores.drifted) == (1, 2)


def test_labels_are_read_back_and_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_bytes(msgspec.json.encode(label()) + b"\n\n")
    assert list(read_labels([path])) == [label()]
    path.write_bytes(msgspec.json.encode(label()) + b'\n{"document": "one"}\n')
    with pytest.raises(InputError, match="line 2: no labelled sentence"):
        list(read_labels([path]))
    with pytest.raises(InputError, match="can't be read"):
        list(read_labels([tmp_path / "absent.jsonl"]))


def test_the_shipped_labels_are_whole_and_hold_no_text() -> None:
    folder = Path(__file__).resolve().parents[2] / "benchmarks" / "labels"
    labels = list(read_labels(sorted(set(folder.glob("*.jsonl")) - set(folder.glob("actors_*.jsonl")))))
    assert len(labels) >= 600
    for item in labels:
        spans = [each.cue for each in item.attributions] + [each.word for each in item.events]
        spans += [each.number for each in item.quantities]
        assert all(item.start <= start < end <= item.end for start, end in spans), item.document

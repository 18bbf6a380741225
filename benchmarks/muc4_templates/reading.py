"""Reports read, extracted and parsed: what templates are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harmattan.language import grammar_for
from harmattan.lexicons import Lexicon
from harmattan.plugins.extractors.rules import RuleExtractor
from harmattan.plugins.places import LexiconPlaces
from harmattan.records.claim import Claim
from harmattan.stages.claims import extract
from muc4_templates.page import Page
from muc4_templates.reports import Report

Read = tuple[Report, tuple[Claim, ...], Page]


def read_all(reports: Sequence[Report], lexicon: Lexicon) -> Iterator[Read]:
    """Yield each report with its claims and its sentences, in order.

    Raises:
        ValueError: a report that the extractor fails on; templates without its claims would only look like few.
    """
    extractor = RuleExtractor(lexicon=lexicon, places=LexiconPlaces(lexicon))
    grammar = grammar_for("en")
    documents = [report.as_document() for report in reports]
    for report, document, found in zip(
        reports, documents, extract(documents, extractor=extractor, lexicon=lexicon), strict=True
    ):
        failed = [refusal for refusal in found.refusals if refusal.code == "failed"]
        if failed:
            raise ValueError(f"{report.id} could not be read: {failed[0].reason}")
        page = Page(report.text, [(block.start, block.end) for block in document.blocks], grammar)
        yield report, tuple(found.claims), page

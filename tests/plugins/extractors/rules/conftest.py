"""Lets the tests below import `parsed`, and gives them the claims of a text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from harmattan.lexicons import load
from harmattan.plugins.extractors.rules import RuleExtractor
from harmattan.plugins.places import LexiconPlaces
from harmattan.ports import Blob
from harmattan.records.claim import Claim
from harmattan.records.document import Document
from harmattan.stages.claims import extract
from harmattan.stages.reading import ReadingSettings, read

sys.path.insert(0, str(Path(__file__).parent))

Claims = Callable[..., list[Claim]]


@pytest.fixture(scope="session")
def claims() -> Claims:
    lexicon = load()
    extractor = RuleExtractor(lexicon=lexicon, places=LexiconPlaces(lexicon))

    def claims_in(text: str, kind: str | None = None, language: str = "en", path: str = "report.txt") -> list[Claim]:
        blobs = [Blob(path=path, data=text.encode())]
        documents = [
            item
            for item in read(blobs, lexicon=lexicon, settings=ReadingSettings(language=language))
            if isinstance(item, Document)
        ]
        found = [
            claim for result in extract(documents, extractor=extractor, lexicon=lexicon) for claim in result.claims
        ]
        return [claim for claim in found if kind is None or claim.kind == kind]

    return claims_in

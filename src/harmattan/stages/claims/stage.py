"""The stage: documents in, gated claims out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import tee

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.ports import Extractor
from harmattan.records.claim import Claim, Refusal
from harmattan.records.document import Document
from harmattan.records.mention import Mention
from harmattan.stages.claims.gate import ClaimSettings, gate


class Claimed(msgspec.Struct, frozen=True, kw_only=True):
    """A document with all that was found in it."""

    document: Document
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    refusals: tuple[Refusal, ...]


def extract(
    documents: Iterable[Document], *, extractor: Extractor, lexicon: Lexicon, settings: ClaimSettings | None = None
) -> Iterator[Claimed]:
    """Yield each document with its mentions, the claims that passed the evidence gate, and what was refused with the reason."""
    settings = settings or ClaimSettings()
    kept, read = tee(documents)
    for document, proposals in zip(kept, extractor.propose(read), strict=True):
        claims, refusals = gate(
            document,
            proposals.proposals,
            extractor=f"{extractor.name} {extractor.version}",
            lexicon=lexicon,
            settings=settings,
        )
        yield Claimed(
            document=document, mentions=proposals.mentions, claims=claims, refusals=(*proposals.refusals, *refusals)
        )

"""The part of the way that each document goes alone: what is wrong with its text, claims and the events in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from harmattan import __version__
from harmattan.errors import cause_of
from harmattan.pipeline.settings import Settings
from harmattan.pipeline.tools import lexicon_of, rules_of
from harmattan.ports import Extractor
from harmattan.records.base import MadeBy, record_id
from harmattan.records.bundle import Extraction
from harmattan.records.claim import Refusal
from harmattan.records.document import Document
from harmattan.stages import claims, events, reading

MAX_CHARACTERS = 200_000
"""A batch is closed once it holds so much text: a few long documents are as much work as many short ones."""


class Examination:
    """Work for an executor: a batch of documents in, an Extraction or a Refusal for each out, in order.

    `repairs`: the documents were read without, so that the work of it is shared out, too.
    """

    def __init__(self, settings: Settings, extractor: Extractor | None = None, *, repairs: bool = False) -> None:
        self.settings = settings
        self.extractor = extractor
        self.repairs = repairs

    def __call__(self, documents: tuple[Document, ...]) -> tuple[Extraction | Refusal, ...]:
        """Return what was found in each document; one that makes a stage fail is a Refusal with code `failed`."""
        if not documents:
            return ()
        extractor = self.extractor or rules_of(self.settings.lexicons, self.settings.rules)
        try:
            return tuple(self._examine(documents, extractor))
        except Exception:
            # Which document it was is only known once each is tried alone.
            return tuple(self._alone(document, extractor) for document in documents)

    def _examine(self, documents: Iterable[Document], extractor: Extractor) -> Iterator[Extraction]:
        lexicon = lexicon_of(self.settings.lexicons)
        settings = self.settings
        if self.repairs:
            documents = reading.repaired(tuple(documents), lexicon=lexicon, settings=settings.reading)
        for found in claims.extract(documents, extractor=extractor, lexicon=lexicon, settings=settings.claims):
            yield Extraction(
                document=found.document,
                mentions=found.mentions,
                claims=found.claims,
                events=events.assemble(found.claims, lexicon=lexicon, settings=settings.events),
                refusals=found.refusals,
            )

    def _alone(self, document: Document, extractor: Extractor) -> Extraction | Refusal:
        try:
            (found,) = self._examine((document,), extractor)
        except Exception as error:
            return fail(document, error)
        return found


def fail(document: Document, error: Exception) -> Refusal:
    """Return the refusal of a document that a stage broke on."""
    return Refusal(
        id=record_id("ref", document.id, "failed"),
        made_by=MadeBy(stage="pipeline", version=__version__),
        document_id=document.id,
        stage="claims",
        code="failed",
        reason=f"the document could not be examined: {cause_of(error)}",
    )


def batch(documents: Iterable[Document | Refusal], size: int) -> Iterator[tuple[tuple[Document, ...], Refusal | None]]:
    """Yield the documents in batches of at most `size`, each with the refusal that came after it, if one did."""
    held: list[Document] = []
    weight = 0
    for document in documents:
        if isinstance(document, Refusal):
            yield tuple(held), document
            held, weight = [], 0
            continue
        held.append(document)
        weight += len(document.text)
        if len(held) >= size or weight >= MAX_CHARACTERS:
            yield tuple(held), None
            held, weight = [], 0
    if held:
        yield tuple(held), None

"""What a document is compared by: the words of its restored reading, and the triples that they make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property

from harmattan.records.document import Document
from harmattan.records.reading import Reading, reading_of

Triple = tuple[str, str, str]
_WORD = re.compile(r"[^\W_]+")
_UNKNOWN = "~"


class Print:
    """A document's words, lower case and in order, with their offsets in the restored reading.

    Only words inside blocks count: what stands outside is no text of the report. A spun copy is compared by what its
    words were before they were spun.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        words: list[str] = []
        spans: list[tuple[int, int]] = []
        text = self.reading.text
        stretches = [(block.start, block.end) for block in self.reading.blocks] or [(0, len(text))]
        for start, end in sorted(stretches):
            for match in _WORD.finditer(text, start, end):
                words.append(match.group().lower())
                spans.append(match.span())
        self.words = tuple(words)
        self.spans = tuple(spans)

    @cached_property
    def reading(self) -> Reading:
        """The document's restored reading."""
        return reading_of(self.document)

    @cached_property
    def triples(self) -> frozenset[Triple]:
        """Every three words in a row."""
        return frozenset(zip(self.words, self.words[1:], self.words[2:], strict=False))

    @cached_property
    def moment(self) -> str:
        """When it was published, so that earlier sorts before later; what is not known sorts last."""
        return _moment(self.document.published)

    @cached_property
    def age(self) -> tuple[str, int, str]:
        """What origins are chosen by: the earliest, then the longer, then the lesser id."""
        return self.moment, -len(self.words), self.document.id

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets in Document.text of words[first:last]."""
        return self.reading.to_document(self.spans[first][0], self.spans[last - 1][1])


def _moment(published: str | None) -> str:
    if published is None:
        return _UNKNOWN
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return _UNKNOWN
    return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None).isoformat()


def oldest_first(documents: Iterable[Document]) -> list[Print]:
    """Return the prints of documents by age; a document that comes twice has one."""
    unique = {document.id: document for document in documents}
    return sorted((Print(document) for document in unique.values()), key=lambda item: item.age)

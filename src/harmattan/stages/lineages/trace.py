"""The stage: documents in, lineages out."""

from __future__ import annotations

from collections.abc import Iterable

from harmattan.ports import BulkJoin, Executor
from harmattan.records.document import Document
from harmattan.records.lineage import Lineage
from harmattan.stages.lineages.index import LineageIndex
from harmattan.stages.lineages.settings import LineageSettings


def trace(
    documents: Iterable[Document],
    *,
    settings: LineageSettings | None = None,
    executor: Executor | None = None,
    join: BulkJoin | None = None,
) -> tuple[Lineage, ...]:
    """Return the lineages of documents: of texts, oldest origin first, then of sources; a document alone has one of its own.

    The order of the documents does not matter and one that comes twice counts once. The origin is the earliest
    published, then the longest, then the one with the least id; a copy that is older than its origin by its date is
    therefore taken for the origin. A document made of two unrelated ones is a member of both lineages.
    """
    held = {document.id: document for document in documents}
    index = LineageIndex(settings, capacity=len(held), executor=executor, join=join)
    index.add(held.values())
    return tuple(index.lineages({document.id: document.text for document in held.values()}))

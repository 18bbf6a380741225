"""The index: documents come and go, and their lineages are those of the documents that are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.ports import BulkJoin, Executor
from harmattan.records.base import MadeBy, record_id
from harmattan.records.document import Document
from harmattan.records.lineage import Lineage, LineageMember
from harmattan.stages.lineages.assemble import Family, member_of, source_lineages, text_lineages
from harmattan.stages.lineages.boilerplate import Boilerplate, drop, learn
from harmattan.stages.lineages.candidates import Candidates, candidates, enough, postings_of
from harmattan.stages.lineages.cut import batches, pack_documents
from harmattan.stages.lineages.findings import Findings, renumbered
from harmattan.stages.lineages.joins import ArrayJoin
from harmattan.stages.lineages.judging import judged, run
from harmattan.stages.lineages.packs import Pack, Prints
from harmattan.stages.lineages.posted import Posted
from harmattan.stages.lineages.prints import Grams
from harmattan.stages.lineages.settings import LineageSettings

STAGE = "lineages"
VERSION = "2"
CHARACTERS = 1_000_000
"""Text of a batch of documents that go to an executor together."""
FEW = 0.2
"""Share of the index from which documents that came are better taken in bulk."""


class State(msgspec.Struct, frozen=True, kw_only=True):
    """All of an index, its documents numbered from 0 in the order of `prints`."""

    prints: Pack
    postings: dict[str, tuple[Grams, NDArray[np.int32]]]
    learnt: Boilerplate
    findings: Mapping[int, bytes]
    sample: int


class LineageIndex:
    """Documents and their lineages. What it says depends on the documents that it holds alone, not on how they came.

    `capacity` is how many documents it should be ready for: above `settings.SMALL` it posts a part of the keys from the
    first on, and else once it holds so many. `executor` runs the reading and judging, `join` what is joined in bulk;
    without them both run in the calling process.
    """

    def __init__(
        self,
        settings: LineageSettings | None = None,
        *,
        capacity: int = 0,
        executor: Executor | None = None,
        join: BulkJoin | None = None,
    ) -> None:
        self.settings = settings or LineageSettings()
        self.made_by = MadeBy(stage=STAGE, version=VERSION, settings=record_id("set", self.settings))
        self._capacity = capacity
        self._executor, self._join = executor, join or ArrayJoin()
        self._prints = Prints()
        self._posted = Posted(self._prints, self.settings, self.settings.sample_for(capacity))
        self._numbers: dict[str, int] = {}
        self._pending: list[int] = []
        self._built = False

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, document_id: str) -> bool:
        return document_id in self._numbers

    def add(self, documents: Iterable[Document]) -> int:
        """Take in documents and return how many were new; one that is there already changes nothing."""
        before = len(self._numbers)
        parts = batches(self._unseen(documents), CHARACTERS)
        for each in run(pack_documents, parts, self._executor):
            first = len(self._prints)
            self._prints.append(each)
            for number, document_id in enumerate(each.ids, start=first):
                self._numbers[document_id] = number
                self._pending.append(number)
        return len(self._numbers) - before

    def _unseen(self, documents: Iterable[Document]) -> Iterator[Document]:
        coming: set[str] = set()
        for document in documents:
            if document.id not in self._numbers and document.id not in coming:
                coming.add(document.id)
                yield document

    def remove(self, document_ids: Iterable[str]) -> int:
        """Let go of documents and return how many were there; what was made of them goes back to what is left."""
        gone = [self._numbers.pop(each) for each in dict.fromkeys(document_ids) if each in self._numbers]
        pending = set(self._pending)
        for number in gone:
            if self._built and number not in pending:
                self._posted.unpost(number)
            self._posted.findings.drop(number)
            self._posted.dirty.discard(number)
        lost = set(gone)
        self._pending = [number for number in self._pending if number not in lost]
        return len(gone)

    def member(self, document_id: str) -> LineageMember:
        """Return what a document is, at once: by the boilerplate that was known when `lineages` was last asked for.

        Raises KeyError for a document that is not there.
        """
        number = self._numbers[document_id]
        self._settle()
        return member_of(self._family({}), number)

    def lineages(self, texts: Mapping[str, str] | None = None) -> Iterator[Lineage]:
        """Yield the lineages of all documents: of texts, the oldest origin first, then of sources.

        `texts` are the texts of documents by id, as far as they are at hand: an update then says in words what it changed.
        """
        self._learn()
        self._settle()
        ordered = self._alive().tolist()
        family = self._family(texts or {})
        yield from text_lineages(family, ordered)
        yield from source_lineages(family, ordered)

    def _family(self, texts: Mapping[str, str]) -> Family:
        return Family(self._posted.findings, self._prints, self.made_by, texts)

    def state(self) -> State:
        """Return all of the index as it is to be kept; what was removed is gone from it."""
        self._learn()
        self._settle()
        numbers = sorted(self._numbers.values())
        places = {number: place for place, number in enumerate(numbers)}
        findings = {places[number]: renumbered(each, places) for number, each in self._posted.findings.items()}
        moved = np.full(max(numbers, default=-1) + 1, -1, np.int32)
        moved[numbers] = np.arange(len(numbers), dtype=np.int32)
        postings = {
            name: (keys, moved[at]) for name, held in self._posted.postings.items() for keys, at in (held.all(),)
        }
        return State(
            prints=self._prints.pack(numbers),
            postings=postings,
            learnt=self._posted.learnt,
            findings=findings,
            sample=self._posted.sample,
        )

    @classmethod
    def of(
        cls,
        state: State,
        settings: LineageSettings | None = None,
        *,
        executor: Executor | None = None,
        join: BulkJoin | None = None,
    ) -> LineageIndex:
        """Return the index of a state that one with the same settings gave."""
        index = cls(settings, executor=executor, join=join)
        posted = index._posted
        posted.sample, posted.learnt, index._built = state.sample, state.learnt, True
        index._prints.append(state.prints)
        index._numbers = {document_id: number for number, document_id in enumerate(state.prints.ids)}
        posted.meet(index._alive().tolist())
        for name, (keys, numbers) in state.postings.items():
            posted.postings[name].fill(keys, numbers, index._prints.ranks())
        posted.findings = Findings(state.findings)
        return index

    def _learn(self) -> None:
        """Learn boilerplate anew, and post anew what reads otherwise by it."""
        if not self._built or self._bulky():
            return
        for number in self._pending:
            self._posted.post(number)
        self._pending.clear()
        learnt = learn(self._prints, self._prints.ranks(), self._numbers.values())
        before, changed = self._posted.learnt, _changed(self._posted.learnt, learnt)
        if not changed:
            return
        moved = []
        for number in self._numbers.values():
            item = self._prints[number]
            if item.source in changed and drop(item, before).digest != drop(item, learnt).digest:
                moved.append(number)
        for number in moved:
            self._posted.unpost(number)
        self._posted.learnt = learnt
        for number in moved:
            self._posted.post(number)

    def _wanted(self) -> int:
        """Of how many keys one is to be posted, by what the index holds."""
        return self.settings.sample_for(max(self._capacity, len(self._numbers)))

    def _bulky(self) -> bool:
        """Whether all documents are better taken anew, in bulk."""
        if self._posted.sample != self._wanted():
            return True
        return len(self._pending) > FEW * (len(self._numbers) - len(self._pending))

    def _settle(self) -> None:
        if not self._built or self._bulky():
            if self._pending or self._built:
                self._build()
        else:
            for number in self._pending:
                self._posted.post(number)
        self._pending.clear()
        if self._posted.dirty:
            self._judge(self._posted.asked())
            self._posted.clean()

    def _build(self) -> None:
        """Take all documents in bulk."""
        posted = self._posted
        posted.sample = self._wanted()
        ranks = self._prints.ranks()
        alive = self._alive()
        posted.learnt = learn(self._prints, ranks, alive.tolist())
        counted = posted.meet(alive.tolist())
        found = []
        for door in posted.doors:
            keys, numbers = postings_of(self._prints, door, counted, posted.learnt, posted.sample)
            rows = ranks[numbers].astype(np.int32)
            shared = self._join.share(keys, rows, anchors=self.settings.anchors, least=door.least)
            found.append(enough(shared, door, np.bincount(rows, minlength=len(ranks))))
            del rows
            posted.postings[door.name].fill(keys, numbers, ranks)
            del keys, numbers
        by_rank = np.empty(len(ranks), np.int64)
        by_rank[ranks] = np.arange(len(ranks))
        self._built = True
        self._judge(candidates(found, by_rank, self.settings.tried))

    def _alive(self) -> NDArray[np.int64]:
        """Return the numbers of all documents, the oldest first."""
        alive = np.fromiter(self._numbers.values(), np.int64, len(self._numbers))
        return alive[np.argsort(self._prints.ranks()[alive])]

    def _judge(self, asked: Candidates) -> None:
        """Find of which older texts each text was made."""
        for number, finding in judged(asked, self._posted, self.settings, self._executor):
            self._posted.findings.put(number, finding)


def _changed(before: Boilerplate, after: Boilerplate) -> set[str]:
    return {
        source
        for source in {*before, *after}
        if not np.array_equal(before.get(source, ()), after.get(source, ()))
    }  # fmt: skip

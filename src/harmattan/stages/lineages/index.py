"""The index: documents come and go, and their lineages are those of the documents that are there."""

from __future__ import annotations

from collections import Counter
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
from harmattan.stages.lineages.doors import DOORS, Words, keys_of
from harmattan.stages.lineages.joins import ArrayJoin
from harmattan.stages.lineages.judge import Finding, renumbered, twin
from harmattan.stages.lineages.judging import judged, run
from harmattan.stages.lineages.packs import Pack, Prints, chosen
from harmattan.stages.lineages.postings import Postings
from harmattan.stages.lineages.prints import Grams, Print
from harmattan.stages.lineages.settings import LineageSettings

STAGE = "lineages"
VERSION = "2"
CHARACTERS = 1_000_000
"""Text of a batch of documents that go to an executor together."""
AGES = 100_000
"""Ages that are kept at hand."""
FEW = 0.2
"""Share of the index from which documents that came are better taken in bulk."""


class State(msgspec.Struct, frozen=True, kw_only=True):
    """All of an index, its documents numbered from 0 in the order of `prints`."""

    prints: Pack
    postings: dict[str, tuple[Grams, NDArray[np.int32]]]
    learnt: Boilerplate
    findings: Mapping[int, Finding]
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
        self._sample = self.settings.sample_for(capacity)
        self._doors = [DOORS[name] for name in self.settings.doors]
        self._executor, self._join = executor, join or ArrayJoin()
        self._prints = Prints()
        self._numbers: dict[str, int] = {}
        self._pending: list[int] = []
        self._built = False
        self._learnt: Boilerplate = {}
        self._first: dict[bytes, int] = {}
        """The oldest text of each digest: it alone is posted."""
        self._twins: dict[bytes, list[int]] = {}
        """All texts of a digest that several have."""
        self._postings = {door.name: Postings() for door in self._doors}
        self._findings: dict[int, Finding] = {}
        self._dirty: set[int] = set()
        self._ages: dict[int, tuple[str, int, str]] = {}

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
                self._unpost(number)
            self._findings.pop(number, None)
            self._dirty.discard(number)
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
        ranks = self._prints.ranks()
        alive = np.fromiter(self._numbers.values(), np.int64, len(self._numbers))
        ordered = alive[np.argsort(ranks[alive])].tolist()
        family = self._family(texts or {})
        yield from text_lineages(family, ordered)
        yield from source_lineages(family, ordered)

    def _family(self, texts: Mapping[str, str]) -> Family:
        return Family(self._findings, self._prints, self.made_by, texts)

    def state(self) -> State:
        """Return all of the index as it is to be kept; what was removed is gone from it."""
        self._learn()
        self._settle()
        numbers = sorted(self._numbers.values())
        places = {number: place for place, number in enumerate(numbers)}
        findings = {places[number]: renumbered(finding, places) for number, finding in self._findings.items()}
        moved = np.full(max(numbers, default=-1) + 1, -1, np.int32)
        moved[numbers] = np.arange(len(numbers), dtype=np.int32)
        postings = {name: (keys, moved[at]) for name, held in self._postings.items() for keys, at in (held.all(),)}
        return State(
            prints=chosen(self._prints, numbers),
            postings=postings,
            learnt=self._learnt,
            findings=findings,
            sample=self._sample,
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
        index._sample, index._learnt, index._built = state.sample, state.learnt, True
        index._prints.append(state.prints)
        index._numbers = {document_id: number for number, document_id in enumerate(state.prints.ids)}
        ranks = index._prints.ranks()
        for number in np.argsort(ranks).tolist():
            index._meet(number)
        for name, (keys, numbers) in state.postings.items():
            index._postings[name].fill(keys, numbers, ranks)
        index._findings = dict(state.findings)
        return index

    # What follows keeps three things true: of texts with the same words the oldest alone is posted; every posted text whose
    # candidates may have changed is dirty; and what is not dirty has the finding that its candidates give.

    def _learn(self) -> None:
        """Learn boilerplate anew, and post anew what reads otherwise by it."""
        if not self._built or self._bulky():
            return
        for number in self._pending:
            self._post(number)
        self._pending.clear()
        learnt = learn(self._prints, self._prints.ranks(), self._numbers.values())
        before, changed = self._learnt, _changed(self._learnt, learnt)
        if not changed:
            return
        moved = []
        for number in self._numbers.values():
            item = self._prints[number]
            if item.source in changed and drop(item, before).digest != drop(item, learnt).digest:
                moved.append(number)
        for number in moved:
            self._unpost(number)
        self._learnt = learnt
        for number in moved:
            self._post(number)

    def _wanted(self) -> int:
        """Of how many keys one is to be posted, by what the index holds."""
        return self.settings.sample_for(max(self._capacity, len(self._numbers)))

    def _bulky(self) -> bool:
        """Whether all documents are better taken anew, in bulk."""
        if self._sample != self._wanted():
            return True
        return len(self._pending) > FEW * (len(self._numbers) - len(self._pending))

    def _settle(self) -> None:
        if not self._built or self._bulky():
            if self._pending or self._built:
                self._build()
        else:
            for number in self._pending:
                self._post(number)
        self._pending.clear()
        if self._dirty:
            self._judge({number: self._candidates(number) for number in self._dirty}.items())
            self._dirty.clear()

    def _build(self) -> None:
        """Take all documents in bulk."""
        self._sample = self._wanted()
        ranks = self._prints.ranks()
        alive = np.fromiter(self._numbers.values(), np.int64, len(self._numbers))
        self._learnt = learn(self._prints, ranks, alive.tolist())
        self._first, self._twins = {}, {}
        self._findings, self._dirty = {}, set()
        posted = np.zeros(len(self._prints), np.bool_)
        for number in alive[np.argsort(ranks[alive])].tolist():
            posted[number] = self._meet(number)
        found = []
        for door in self._doors:
            keys, numbers = postings_of(self._prints, door, posted, self._learnt, self._sample)
            rows = ranks[numbers]
            shared = self._join.share(keys, rows, anchors=self.settings.anchors, least=door.least)
            found.append(enough(shared, door, np.bincount(rows, minlength=len(ranks))))
            self._postings[door.name].fill(keys, numbers, ranks)
        by_rank = np.empty(len(ranks), np.int64)
        by_rank[ranks] = np.arange(len(ranks))
        self._built = True
        self._judge(candidates(found, by_rank, self.settings.tried))

    def _meet(self, number: int) -> bool:
        """Take in a text that is younger than all that were met, and return whether it is the first of its words."""
        if self._prints.source(number) in self._learnt:
            item = self._read(number)
            digest, words = item.digest, len(item.codes)
        else:
            digest, words = self._prints.digest(number), self._prints.words(number)
        if not words:
            return False
        first = self._first.setdefault(digest, number)
        if first == number:
            return True
        self._twins.setdefault(digest, [first]).append(number)
        own, oldest = (self._read(each) for each in (number, first))
        self._findings[number] = twin(own, oldest, first)
        return False

    def _post(self, number: int) -> None:
        item = self._read(number)
        if not len(item.codes):
            return
        first = self._first.get(item.digest)
        if first is None:
            self._first[item.digest] = number
            self._open(number, item)
            return
        twins = self._twins.setdefault(item.digest, [first])
        twins.append(number)
        if self._age(number) < self._age(first):
            self._close(first, self._read(first))
            self._first[item.digest] = number
            self._open(number, item)
            self._follow(item.digest)
        else:
            self._findings[number] = twin(item, self._read(first), first)

    def _unpost(self, number: int) -> None:
        item = self._read(number)
        if not len(item.codes):
            return
        self._findings.pop(number, None)
        twins = self._twins.get(item.digest)
        if twins is not None:
            twins.remove(number)
        if self._first[item.digest] != number:
            return
        self._close(number, item)
        if not twins:
            del self._first[item.digest]
            self._twins.pop(item.digest, None)
            return
        self._first[item.digest] = first = min(twins, key=self._age)
        self._open(first, self._read(first))
        self._follow(item.digest)

    def _follow(self, digest: bytes) -> None:
        """Put all texts of the same words to the oldest of them."""
        first = self._first[digest]
        oldest = self._read(first)
        self._findings.pop(first, None)
        for number in self._twins[digest]:
            if number != first:
                self._findings[number] = twin(self._read(number), oldest, first)

    def _open(self, number: int, item: Print) -> None:
        for name, keys in self._keys(item):
            self._touch(number, name, keys)
            self._postings[name].add(number, keys)
        self._dirty.add(number)

    def _close(self, number: int, item: Print) -> None:
        for name, keys in self._keys(item):
            self._postings[name].remove(number, keys)
            self._touch(number, name, keys)
        self._dirty.discard(number)

    def _keys(self, item: Print) -> Iterator[tuple[str, Grams]]:
        words = Words(item.codes, item.marks, np.zeros(len(item.codes), np.int64))
        for door in self._doors:
            yield door.name, keys_of(words, door, self._sample)[0]

    def _touch(self, number: int, door: str, keys: Grams) -> None:
        """Make dirty what may be put to a text that comes or goes: the younger holders of a key of which it is an anchor."""
        age = self._age(number)
        postings, anchors = self._postings[door], self.settings.anchors
        for recent, filled in postings.holders(keys):
            others = [each for each in recent if each != number]
            lowest = postings.lowest(filled, anchors)
            # The lowest come oldest first: mostly the last of them tells.
            if len(lowest) == anchors and self._age(lowest[-1]) < age:
                continue
            if sum(self._age(each) < age for each in (*others, *lowest)) >= anchors:
                continue
            for each in (*others, *postings.alive(filled)):
                if each != number and self._age(each) > age:
                    self._dirty.add(each)

    def _candidates(self, number: int) -> list[int]:
        """Return the older texts that a posted text is to be compared with, the oldest first."""
        item = self._read(number)
        age = self._age(number)
        total: Counter[int] = Counter()
        for (name, keys), door in zip(self._keys(item), self._doors, strict=True):
            postings = self._postings[name]
            shared: Counter[int] = Counter()
            for recent, filled in postings.holders(keys):
                oldest = postings.lowest(filled, self.settings.anchors)
                if recent:
                    oldest = sorted({*recent, *oldest}, key=self._age)
                for each in oldest[: self.settings.anchors]:
                    if self._age(each) >= age:
                        break
                    shared[each] += 1
            sizes = np.fromiter((postings.sizes[each] for each in shared), np.int64, len(shared))
            counts = np.fromiter(shared.values(), np.int64, len(shared))
            passed = door.enough(counts, np.full(len(shared), len(keys)), sizes).tolist()
            total.update({each: shared[each] for each, good in zip(shared, passed, strict=True) if good})
        chosen = sorted(total, key=lambda each: (-total[each], self._age(each)))[: self.settings.tried]
        return sorted(chosen, key=self._age)

    def _age(self, number: int) -> tuple[str, int, str]:
        found = self._ages.get(number)
        if found is None:
            if len(self._ages) > AGES:
                self._ages.clear()
            found = self._ages[number] = self._prints.age(number)
        return found

    def _judge(self, asked: Candidates) -> None:
        """Find of which older texts each text was made."""
        for number, finding in judged(asked, self._read, self.settings, self._executor):
            self._keep(number, finding)

    def _read(self, number: int) -> Print:
        """Return a print without the boilerplate of its source."""
        return drop(self._prints[number], self._learnt)

    def _keep(self, number: int, finding: Finding) -> None:
        if finding.parents or finding.relays:
            self._findings[number] = finding
        else:
            self._findings.pop(number, None)


def _changed(before: Boilerplate, after: Boilerplate) -> set[str]:
    return {
        source
        for source in {*before, *after}
        if not np.array_equal(before.get(source, ()), after.get(source, ()))
    }  # fmt: skip

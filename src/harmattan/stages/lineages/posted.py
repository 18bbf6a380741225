"""The texts that are compared: of which keys each is posted, and whose candidates may have changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from harmattan.stages.lineages.boilerplate import Boilerplate, drop, stripped
from harmattan.stages.lineages.doors import Words, door_of, keys_of
from harmattan.stages.lineages.findings import Findings, encoded
from harmattan.stages.lineages.judging import twin
from harmattan.stages.lineages.packs import Pack, Prints
from harmattan.stages.lineages.postings import Postings
from harmattan.stages.lineages.prints import Grams, Print
from harmattan.stages.lineages.settings import LineageSettings

AGES = 100_000
"""Ages that are kept at hand."""
FRESH = 1000
"""Texts whose keys are kept at hand until they are asked about."""


class Posted:
    """The texts that are compared, and what was found about them.

    Three things hold: of texts with the same words the oldest alone is posted; every posted text whose candidates may have
    changed is dirty; and what is not dirty has the finding that its candidates give.
    """

    def __init__(self, prints: Prints, settings: LineageSettings, sample: int) -> None:
        self.settings, self.sample = settings, sample
        """Of `sample` keys one is posted."""
        self.doors = [door_of(name) for name in settings.doors]
        self.postings = {door.name: Postings(self._age) for door in self.doors}
        self.learnt: Boilerplate = {}
        self.findings = Findings()
        self.dirty: set[int] = set()
        self._prints = prints
        self._first: dict[bytes, int] = {}
        """The oldest text of each digest: it alone is posted."""
        self._twins: dict[bytes, list[int]] = {}
        """All texts of a digest that several have."""
        self._fresh: dict[int, list[tuple[str, Grams]]] = {}
        """Keys of texts that were posted and not yet asked about."""
        self._ages: dict[int, tuple[str, int, str]] = {}

    def read(self, number: int) -> Print:
        """Return a text without the boilerplate of its source."""
        return drop(self._prints[number], self.learnt)

    def words(self, number: int) -> int:
        """Return how many words a text has, with whatever boilerplate it has."""
        return self._prints.words(number)

    def pack(self, numbers: Sequence[int]) -> Pack:
        """Return texts without the boilerplate of their sources."""
        return stripped(self._prints.pack(numbers), self.learnt)

    def meet(self, numbers: Iterable[int]) -> NDArray[np.bool_]:
        """Take in texts, the oldest first, in the place of all others. Return for each number whether it is to be posted."""
        self._first, self._twins = {}, {}
        self.clean()
        self.findings.clear()
        posted = np.zeros(len(self._prints), np.bool_)
        for number in numbers:
            posted[number] = self._meet(number)
        return posted

    def _meet(self, number: int) -> bool:
        if self._prints.source(number) in self.learnt:
            item = self.read(number)
            digest, words = item.digest, len(item.codes)
        else:
            digest, words = self._prints.digest(number), self._prints.words(number)
        if not words:
            return False
        first = self._first.setdefault(digest, number)
        if first == number:
            return True
        self._twins.setdefault(digest, [first]).append(number)
        self._follow_one(number, self.read(first), first)
        return False

    def post(self, number: int) -> None:
        """Take in one text."""
        item = self.read(number)
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
            self._close(first, self.read(first))
            self._first[item.digest] = number
            self._open(number, item)
            self._follow(item.digest)
        else:
            self._follow_one(number, self.read(first), first)

    def unpost(self, number: int) -> None:
        """Let go of one text."""
        item = self.read(number)
        if not len(item.codes):
            return
        self.findings.drop(number)
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
        self._open(first, self.read(first))
        self._follow(item.digest)

    def _follow(self, digest: bytes) -> None:
        """Put all texts of the same words to the oldest of them."""
        first = self._first[digest]
        oldest = self.read(first)
        self.findings.drop(first)
        for number in self._twins[digest]:
            if number != first:
                self._follow_one(number, oldest, first)

    def _follow_one(self, number: int, oldest: Print, first: int) -> None:
        self.findings.put(number, encoded(twin(self.read(number), oldest, first)))

    def _open(self, number: int, item: Print) -> None:
        fresh = list(self._keys(item))
        for name, keys in fresh:
            self._touch(number, name, keys)
            self.postings[name].add(number, keys)
        self.dirty.add(number)
        if len(self._fresh) < FRESH:
            self._fresh[number] = fresh

    def _close(self, number: int, item: Print) -> None:
        for name, keys in self._keys(item):
            self.postings[name].remove(number, keys)
            self._touch(number, name, keys)
        self.dirty.discard(number)
        self._fresh.pop(number, None)

    def _keys(self, item: Print) -> Iterator[tuple[str, Grams]]:
        words = Words(item.codes, item.marks, np.zeros(len(item.codes), np.int64))
        for door in self.doors:
            yield door.name, keys_of(words, door, self.sample)[0]

    def _touch(self, number: int, door: str, keys: Grams) -> None:
        """Make dirty what may be put to a text that comes or goes: the younger holders of a key of which it is an anchor."""
        age = self._age(number)
        postings, anchors = self.postings[door], self.settings.anchors
        for recent, filled in postings.holders(keys):
            oldest = postings.oldest(recent, filled, anchors)
            if len(oldest) == anchors and self._age(oldest[-1]) < age:
                continue
            for each in (*recent, *postings.alive(filled)):
                if self._age(each) > age:
                    self.dirty.add(each)

    def asked(self) -> Iterator[tuple[int, list[int]]]:
        """Yield the texts that are dirty with their candidates; one without any has no finding."""
        for number in self.dirty:
            older = self._candidates(number)
            if older:
                yield number, older
            else:
                self.findings.drop(number)

    def _candidates(self, number: int) -> list[int]:
        """Return the older texts that a posted text is to be compared with, the oldest first."""
        age = self._age(number)
        total: Counter[int] = Counter()
        fresh = self._fresh.get(number) or self._keys(self.read(number))
        for (name, keys), door in zip(fresh, self.doors, strict=True):
            postings = self.postings[name]
            shared: Counter[int] = Counter()
            for recent, filled in postings.holders(keys):
                for each in postings.oldest(recent, filled, self.settings.anchors):
                    if self._age(each) >= age:
                        break
                    shared[each] += 1
            some = [each for each, count in shared.items() if count >= door.least]
            sizes = np.fromiter(map(postings.size, some), np.int64, len(some))
            counts = np.fromiter((shared[each] for each in some), np.int64, len(some))
            passed = door.enough(counts, np.full(len(some), len(keys)), sizes).tolist()
            total.update({each: shared[each] for each, good in zip(some, passed, strict=True) if good})
        chosen = sorted(total, key=lambda each: (-total[each], self._age(each)))[: self.settings.tried]
        return sorted(chosen, key=self._age)

    def clean(self) -> None:
        """Note that what was asked was answered."""
        self.dirty.clear()
        self._fresh.clear()

    def _age(self, number: int) -> tuple[str, int, str]:
        found = self._ages.get(number)
        if found is None:
            if len(self._ages) > AGES:
                self._ages.clear()
            found = self._ages[number] = self._prints.age(number)
        return found

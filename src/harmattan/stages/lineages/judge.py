"""The judgement: of which older texts a text was made, and which passages it has from elsewhere."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.records.lineage import MemberRelation, SharedSpan
from harmattan.stages.lineages.changes import changes_of, counts_of
from harmattan.stages.lineages.features import Weighed, gap_days, weigh
from harmattan.stages.lineages.pairs import Pair, Side, Table, joined, placed
from harmattan.stages.lineages.prints import GRAM
from harmattan.stages.lineages.settings import LineageSettings

LEAST = 8
"""Word triples that two texts must share however short they are: two lines about one town share a few by chance."""
SLACK = 2
"""Word triples by which a closer parent must surpass an older one."""
FAINT = 0.05
"""Share of the smaller text's triples below which the features are not worth asking: no copy has so few."""
FOREIGN = 0.1
"""Share of triples from which two texts are in one language, whatever was said of them."""
SOLID = 3
"""Words that may differ inside a passage that two reports have from one source."""
HALF = 0.5
CELLS = 400_000
"""Grams beside older texts that are judged side by side: enough to pay for the calls, few enough to stay near the processor."""


class Kin(msgspec.Struct, frozen=True):
    """An older text, `number`, that a text was made of."""

    number: int
    relation: MemberRelation
    similarity: float
    shared: tuple[SharedSpan, ...]
    reason: str
    changes: tuple[SharedSpan, ...] = ()


class Relay(msgspec.Struct, frozen=True):
    """Passages that a text has in common with an older one that it was not made of."""

    number: int
    words: int
    shared: tuple[SharedSpan, ...]
    reason: str


class Job(NamedTuple):
    """A text, the older ones of which it may be made, the oldest first, and the numbers by which these are told."""

    child: Side
    older: Sequence[Side]
    numbers: Sequence[int]


class Finding(msgspec.Struct, frozen=True):
    """What was found about a text."""

    parents: tuple[Kin, ...] = ()
    relays: tuple[Relay, ...] = ()


def judge(jobs: Iterable[Job], settings: LineageSettings) -> Iterator[Finding]:
    """Yield for each text its parents among older ones, the closest first, and what it relays.

    Older texts come oldest first. The closest parent is the one that has most of the text; a further one must have enough of
    what is left. A finding depends on the texts of its job alone: many are judged side by side, so that the pairs that they ask
    for are weighed together.
    """
    left, table = iter(jobs), Table()
    while begun := list(_some(left, table, settings)):
        findings: dict[int, Finding] = {}
        waiting = dict(enumerate(begun))
        answers: dict[int, Weighed | None] = dict.fromkeys(waiting)
        while waiting:
            asked: dict[int, tuple[Pair, bool]] = {}
            for number, answer in answers.items():
                try:
                    asked[number] = waiting[number].send(answer)
                except StopIteration as stop:
                    findings[number] = stop.value
                    del waiting[number]
            answers = dict(zip(asked, weigh(list(asked.values()), settings.chance), strict=True))
        yield from (findings[number] for number in range(len(begun)))


def _some(jobs: Iterator[Job], table: Table, settings: LineageSettings) -> Iterator[_Judging]:
    cells = 0
    for job in jobs:
        yield _judging(job, table, settings)
        cells += len(job.child.grams) * len(job.older)
        if cells >= CELLS:
            return


_Judging = Generator[tuple[Pair, bool], Weighed | None, Finding]
"""A text that is being judged: it asks for pairs to be weighed, with whether they are of two languages."""


def _judging(job: Job, table: Table, settings: LineageSettings) -> _Judging:
    child = job.child
    beside = Beside(child, job.older, table)
    left: Sequence[int] = range(len(job.older))
    parents: list[Kin] = []
    while (best := (yield from beside.closest(left))) is not None:
        number, weighed = best
        passages = joined(weighed.pair.stretches, settings.gap)
        parents.append(_kin(job.numbers[number], weighed, passages, settings))
        beside.kin.add(number)
        if weighed.across:
            break
        beside.take(_covered(child, passages))
        left = beside.sharing(settings.fresh)
    relays: list[Relay] = []
    # A passage that several older texts have goes back to the oldest of them.
    for number in beside.relaying():
        pair = beside.rest(number)
        relay = _relay(pair, job.numbers[number], settings)
        if relay is not None:
            relays.append(relay)
            beside.take(_covered(child, joined(pair.stretches, SOLID)))
    return Finding(tuple(parents), tuple(relays))


class Beside:
    """A child beside all older texts that it is compared with, and what of it parents have given already."""

    def __init__(self, child: Side, older: Sequence[Side], table: Table) -> None:
        self.child, self.older = child, older
        self.first = table.standing(child, older)
        self.shared = self.first >= 0
        self.taken: NDArray[np.bool_] | None = None
        self.free = len(child.grams)
        self.kin: set[int] = set()
        self._rest: dict[int, Pair] = {}
        self._counts: list[int] | None = None

    def take(self, grams: NDArray[np.bool_]) -> None:
        """Note that these grams of the child were given."""
        self.taken = grams if self.taken is None else self.taken | grams
        self.free = len(grams) - int(np.count_nonzero(self.taken))
        self._rest.clear()
        self._counts = None

    def rest(self, number: int) -> Pair:
        """Return the pair with an older text, without what was given."""
        pair = self._rest.get(number)
        if pair is None:
            pair = self._rest[number] = Pair(self.child, self.older[number], self.first[number], self.taken)
        return pair

    def counts(self) -> list[int]:
        """Return how many grams of the child that nobody gave stand in each older text."""
        if self._counts is None:
            self._counts = [int(np.count_nonzero(row)) for row in self._open()]
        return self._counts

    def _open(self) -> NDArray[np.bool_]:
        return self.shared if self.taken is None else self.shared & ~self.taken

    def sharing(self, least: int) -> list[int]:
        """Return which older texts that are no parents share so many grams that nobody gave."""
        if self.free < least:
            return []
        return [n for n, count in enumerate(self.counts()) if count >= least and n not in self.kin]

    def relaying(self) -> list[int]:
        """Return which older texts that are no parents may share `LEAST` words in a row that nobody gave."""
        some = self.sharing(LEAST - GRAM + 1)
        if not some:
            return []
        row = self._open()[some]
        for _ in range(LEAST - GRAM):
            row = row[:, 1:] & row[:, :-1]
        return [some[at] for at in np.flatnonzero(row.any(axis=1)).tolist()]

    def closest(self, left: Sequence[int]) -> Generator[tuple[Pair, bool], Weighed | None, tuple[int, Weighed] | None]:
        """Return the closest of the texts that pass: the one that has most of the child; of those that have as much the oldest.

        Where two pieces were joined a triple or two are common by chance; a parent is no closer for these.
        """
        if not left:
            return None
        chosen: tuple[int, Weighed] | None = None
        most = 0
        counts = self.counts()
        foreign = {number for number in left if self._foreign(number, counts[number])}
        common = {number: len(self.rest(number).anchors) if number in foreign else counts[number] for number in left}
        for number in sorted(common, key=lambda number: (-common[number], number)):
            if chosen is not None and (common[number] < most - SLACK or number > chosen[0]):
                continue
            if number not in foreign and self._faint(number, counts[number]):
                continue
            weighed = yield self.rest(number), number in foreign
            if weighed is not None:
                most = most if chosen is not None else common[number]
                chosen = number, weighed
        return chosen

    def _foreign(self, number: int, count: int) -> bool:
        """Return whether two texts are in different languages: they are said to be, and have next to no words in common."""
        one, other = self.child.language, self.older[number].language
        return one is not None and other is not None and one != other and count < FOREIGN * max(1, self.free)

    def _faint(self, number: int, count: int) -> bool:
        """Return whether two texts in one language share so little that it need not be weighed."""
        return count < LEAST or count < FAINT * min(self.free, self.older[number].kinds)


def _covered(child: Side, passages: Sequence[tuple[int, int, int, int]]) -> NDArray[np.bool_]:
    """Return which grams of the child lie inside passages of it."""
    covered = np.zeros(len(child.grams), np.bool_)
    for first, last, _, _ in passages:
        covered[max(0, first - 2) : last] = True
    return covered


def _kin(number: int, weighed: Weighed, passages: list[tuple[int, int, int, int]], settings: LineageSettings) -> Kin:
    pair, score = weighed.pair, weighed.score
    relation = _relation(weighed, settings)
    if weighed.across:
        shared = placed(pair, _bridged(pair))
        details = [score(name).detail for name in ("names", "near", "credit", "soon")]
        similarity = score("names").value
    else:
        shared = placed(pair, passages)
        details = [score(name).detail for name in ("within", "outof", "smaller", "spread", "longest", "names")]
        details += [score(name).detail for name in ("credit", "house", "soon")]
        similarity = score("smaller").value
    if relation == "spun":
        details.append("its words were swapped for neighbours")
    changes: tuple[SharedSpan, ...] = ()
    if relation == "update":
        changes = changes_of(pair)
        details.append(counts_of(pair, settings.gap))
    return Kin(number, relation, round(similarity, 3), shared, "; ".join(filter(None, details)), changes)


def _relation(weighed: Weighed, settings: LineageSettings) -> MemberRelation:
    pair, score = weighed.pair, weighed.score
    if weighed.across:
        return "translation"
    child, parent = pair.child, pair.parent
    if child.spun and not parent.spun:
        return "spun"
    inside, around = score("within").value >= settings.whole, score("outof").value >= settings.whole
    later = (gap_days(pair) or 0.0) > 0
    if score("house").value and later and child.digest != parent.digest and score("outof").value >= HALF:
        return "update"
    if inside:
        return "copy" if around else "excerpt"
    return "rewrite"


def _bridged(pair: Pair) -> list[tuple[int, int, int, int]]:
    """Return what lies between names that come in one order, as long as neither text has more than a window between two."""
    names = [(int(here), int(here) + 1, int(there), int(there) + 1) for here, there in pair.anchors]
    return [stretch for stretch in joined(names, 40) if stretch[1] - stretch[0] > 1]


def _relay(pair: Pair, number: int, settings: LineageSettings) -> Relay | None:
    """Return the passages that both have word for word, long enough to be from one source."""
    if pair.longest < LEAST:
        return None
    passages = [run for run in joined(pair.stretches, SOLID) if run[1] - run[0] >= settings.relay]
    if not passages:
        return None
    words = sum(last - first for first, last, _, _ in passages)
    quoted = pair.quoted()
    said = "a quotation in both" if quoted > HALF else "word for word"
    reason = f"a passage of {words} words, {said}, is all that they share ({len(pair.hits)} word triples)"
    return Relay(number, words, placed(pair, passages), reason)

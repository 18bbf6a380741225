"""The judgement: of which older texts a text was made, and which passages it has from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.records.lineage import MemberRelation, SharedSpan
from harmattan.stages.lineages.changes import changes_of, counts_of
from harmattan.stages.lineages.features import TRANSLATION, Score, gap_days, model, scores_of, weigh
from harmattan.stages.lineages.packs import Pack
from harmattan.stages.lineages.pairs import Pair, Side, joined, placed, spans_of
from harmattan.stages.lineages.prints import Print
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


class Kin(msgspec.Struct, frozen=True):
    """An older text that a text was made of; `number` is its place among those that were tried."""

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


class Finding(msgspec.Struct, frozen=True):
    """What was found about a text."""

    parents: tuple[Kin, ...] = ()
    relays: tuple[Relay, ...] = ()


class _Tried(msgspec.Struct, frozen=True):
    pair: Pair
    scores: dict[str, Score]
    chance: float
    across: bool
    number: int


class Task(msgspec.Struct, frozen=True):
    """Texts, and of which older ones (oldest first) each child among them may be made: work for an executor."""

    texts: Pack
    jobs: list[tuple[int, list[int]]]


class Judgement:
    """Work for an executor: the findings of a task, in the order of its jobs. Numbers in them are numbers of its texts."""

    def __init__(self, settings: LineageSettings) -> None:
        self.settings = settings

    def __call__(self, task: Task) -> list[Finding]:
        """Return the findings."""
        sides = [Side(task.texts[number]) for number in range(len(task.texts))]
        return [
            renumbered(judge(sides[child], [sides[number] for number in older], self.settings), older)
            for child, older in task.jobs
        ]


def renumbered(finding: Finding, numbers: Sequence[int] | Mapping[int, int]) -> Finding:
    """Return the finding with the number of each older text in place of its place among those tried."""
    return Finding(
        tuple(msgspec.structs.replace(kin, number=int(numbers[kin.number])) for kin in finding.parents),
        tuple(msgspec.structs.replace(relay, number=int(numbers[relay.number])) for relay in finding.relays),
    )


def twin(item: Print, first: Print, number: int) -> Finding:
    """Return the finding of a text whose words are those of an older one, `number`."""
    start, end = item.span(0, len(item.codes))
    parent_start, parent_end = first.span(0, len(first.codes))
    span = SharedSpan(start=start, end=end, parent_start=parent_start, parent_end=parent_end)
    if item.spun and not first.spun:
        return Finding((Kin(number, "spun", 1.0, (span,), "the same once its swapped words are read as they were"),))
    return Finding((Kin(number, "copy", 1.0, (span,), "word for word the same"),))


def judge(child: Side, older: Sequence[Side], settings: LineageSettings) -> Finding:
    """Return the parents of a text among older ones, the closest first, and what it relays.

    `older` come oldest first. The closest parent is the one that has most of the text; a further one must have enough of what
    is left. The result depends on these texts alone.
    """
    pairs = [Pair(child, side) for side in older]
    left = dict(enumerate(pairs))
    parents: list[Kin] = []
    taken = np.zeros(len(child.print.grams), np.bool_)
    while (best := _closest(left, settings)) is not None:
        parents.append(_kin(best, settings))
        del left[best.number]
        if best.across:
            break
        taken |= _covered(pairs[best.number] if len(parents) == 1 else best.pair, settings.gap)
        others = {number: pairs[number].without(taken) for number in left}
        left = {number: pair for number, pair in others.items() if len(pair.hits) >= settings.fresh}
    kin = {each.number for each in parents}
    relays: list[Relay] = []
    # A passage that several older texts have goes back to the oldest of them.
    for number, pair in enumerate(pairs):
        rest = pair.without(taken) if taken.any() else pair
        relay = None if number in kin else _relay(rest, number, settings)
        if relay is not None:
            relays.append(relay)
            taken = taken | _covered(rest, SOLID)
    return Finding(tuple(parents), tuple(relays))


def _closest(left: Mapping[int, Pair], settings: LineageSettings) -> _Tried | None:
    """Return the closest of the texts that pass: the one that has most of the child; of those that have as much the oldest.

    Where two pieces were joined a triple or two are common by chance; a parent is no closer for these.
    """
    chosen: _Tried | None = None
    most = 0
    common = {number: len(pair.anchors if _foreign(pair) else pair.hits) for number, pair in left.items()}
    for number, pair in sorted(left.items(), key=lambda item: (-common[item[0]], item[0])):
        if chosen is not None and (common[number] < most - SLACK or number > chosen.number):
            continue
        tried = _try(pair, number, settings)
        if tried.chance >= settings.chance:
            most = most if chosen is not None else common[number]
            chosen = tried
    return chosen


def _foreign(pair: Pair) -> bool:
    """Return whether two texts are in different languages: they are said to be, and have next to no words in common."""
    one, other = pair.child.print.language, pair.parent.print.language
    return one is not None and other is not None and one != other and len(pair.hits) < FOREIGN * max(1, pair.free)


def _try(pair: Pair, number: int, settings: LineageSettings) -> _Tried:
    weights = model()
    if _foreign(pair):
        scores = scores_of(pair, TRANSLATION)
        return _Tried(pair, scores, weights.translation.chance(scores), True, number)
    if len(pair.hits) < max(LEAST, FAINT * min(pair.free, len(pair.parent.order[0]))):
        return _Tried(pair, {}, 0.0, False, number)
    scores, chance = weigh(pair, weights.text, settings.chance)
    return _Tried(pair, scores, chance, False, number)


def _covered(pair: Pair, gap: int) -> NDArray[np.bool_]:
    """Return which grams of the child lie inside stretches that it has from the parent."""
    covered = np.zeros(len(pair.at), np.bool_)
    for first, last, _, _ in joined(pair.stretches, gap):
        covered[max(0, first - 2) : last] = True
    return covered


def _kin(tried: _Tried, settings: LineageSettings) -> Kin:
    pair, scores = tried.pair, tried.scores
    relation = _relation(tried, settings)
    if tried.across:
        shared = placed(pair, _bridged(pair))
        details = [scores[name].detail for name in ("names", "near", "credit", "soon")]
        similarity = scores["names"].value
    else:
        shared = spans_of(pair, settings.gap)
        details = [scores[name].detail for name in ("within", "outof", "smaller", "spread", "longest", "names")]
        details += [scores[name].detail for name in ("credit", "house", "soon")]
        similarity = scores["smaller"].value
    if relation == "spun":
        details.append("its words were swapped for neighbours")
    changes: tuple[SharedSpan, ...] = ()
    if relation == "update":
        changes = changes_of(pair)
        details.append(counts_of(pair, settings.gap))
    return Kin(tried.number, relation, round(similarity, 3), shared, "; ".join(filter(None, details)), changes)


def _relation(tried: _Tried, settings: LineageSettings) -> MemberRelation:
    pair, scores = tried.pair, tried.scores
    if tried.across:
        return "translation"
    child, parent = pair.child.print, pair.parent.print
    if child.spun and not parent.spun:
        return "spun"
    inside, around = scores["within"].value >= settings.whole, scores["outof"].value >= settings.whole
    later = (gap_days(pair) or 0.0) > 0
    if scores["house"].value and later and child.digest != parent.digest and scores["outof"].value >= HALF:
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

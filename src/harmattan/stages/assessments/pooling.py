"""Log-odds pooling: what votes that are not all independent add up to, and what people's decisions teach about their worth.

A vote says that something is so or that it is not. Its worth is the sum of the weights of its signs (log-odds), never below
nothing: who says that it is so never speaks against it. How far a vote counts beside others that say the same follows from
what they share: the strongest counts in full; one that shares a key with `n` stronger ones (a speaker, an owner, a wire) counts
`kin ** n` of a vote, and nothing where `kin` is nothing; and every further vote counts less for causes that nobody sees, by
`1 / (1 + unseen * votes before it)`. The log-odds of a topic are the base and the sum of its counted votes, those against with
a minus.

Pooling of independent opinions in log-odds: Genest and Zidek 1986, "Combining probability distributions". Everything here is
over whole columns of votes, so that many topics are pooled at once.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.stages.assessments.worths import Record, Worths

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
STEPS = 50
"""Newton steps at most; ten are enough for any of the tuning worlds."""
CLOSE = 1e-8


class Ballots(msgspec.Struct, frozen=True, kw_only=True):
    """Votes on `topics` topics, one row a vote, in any order.

    `signs` has a column for each of `names`, 1 where a vote bears the sign. `keys` names what makes votes kin: rows of one topic
    that say the same and have the same number there (-1: none) share it. `rank` settles which of two equal votes goes first;
    it must follow from what they say, not from where they stand. `source` is the place of whose word it is in `sources`, -1
    for nobody who could be met again.
    """

    topics: int
    topic: Ints
    says: Flags
    names: tuple[str, ...]
    signs: Floats
    keys: Mapping[str, Ints]
    rank: Ints
    sources: tuple[str, ...] = ()
    source: Ints


class Pool(msgspec.Struct, frozen=True, kw_only=True):
    """What votes add up to.

    `odds` are the log-odds of each topic. `parts` are what each sign of each vote adds to them, its share counted and with its
    direction; the last column is the vote's source, by its record. `share` is how far each vote counts, 1 in full. `bound` is
    the place in `kin` of what it shares with a stronger vote, -1 where it shares nothing; `beside` is the row of the strongest
    vote with which it shares it, -1 likewise.
    """

    odds: Floats
    parts: Floats
    share: Floats
    kin: tuple[str, ...]
    bound: Ints
    beside: Ints


def pool(ballots: Ballots, worths: Worths) -> Pool:
    """Return the log-odds of each topic, and what each vote added. Raises KeyError for a sign or key that has no weight."""
    parts = _worth(ballots, worths)
    share, bound, beside = shares(ballots, worths, parts.sum(axis=1))
    parts *= (share * np.where(ballots.says, 1.0, -1.0))[:, None]
    odds = np.full(ballots.topics, worths.base)
    np.add.at(odds, ballots.topic, parts.sum(axis=1))
    return Pool(odds=odds, parts=parts, share=share, kin=tuple(ballots.keys), bound=bound, beside=beside)


def chance(odds: Floats) -> Floats:
    """Return probabilities of log-odds."""
    return np.asarray(1 / (1 + np.exp(-odds)))


def _worth(ballots: Ballots, worths: Worths) -> Floats:
    """Return what each sign is worth in each vote, in log-odds; signs that speak against its worth never outweigh the rest."""
    weights = np.array([worths.of(name) for name in ballots.names])
    offsets = np.array(
        [worths.records[name].offset if name in worths.records else 0.0 for name in ballots.sources] + [0.0]
    )
    parts = np.column_stack([ballots.signs * weights, offsets[ballots.source]])
    gain, loss = np.where(parts > 0, parts, 0.0).sum(axis=1), -np.where(parts < 0, parts, 0.0).sum(axis=1)
    cut = np.divide(gain, loss, out=np.ones_like(gain), where=loss > gain)
    return np.where(parts < 0, parts * cut[:, None], parts)


def shares(ballots: Ballots, worths: Worths, worth: Floats) -> tuple[Floats, Ints, Ints]:
    """Return how far each vote counts, by which key it is bound (-1: by none), and the vote beside which it counts less."""
    votes = len(ballots.topic)
    camp = ballots.topic * 2 + ballots.says
    # worths that differ by rounding alone are equal, or the order of additions would decide
    order = np.lexsort((ballots.rank, -np.round(worth, 9), camp))
    share = np.ones(votes)
    bound = np.full(votes, -1)
    beside = np.full(votes, -1)
    # what does not count at all is kin to nobody, or who repeats itself would push others down
    nothing_first = sorted(enumerate(ballots.keys.items()), key=lambda each: worths.kin[each[1][0]])
    for place, (name, key) in nothing_first:
        rows = order[(key[order] >= 0) & (share[order] > 0)]
        if not len(rows):
            continue
        group = camp[rows] * (int(key.max()) + 1) + key[rows]
        before, first = _before(group)
        kept = worths.kin[name] ** before
        less = (kept < share[rows]) & (before > 0)
        share[rows[less]] = kept[less]
        bound[rows[less]] = place
        beside[rows[less]] = rows[first[less]]
    share[order] /= 1 + worths.unseen * _sum_before(camp[order], share[order])
    return share, bound, beside


def _before(group: Ints) -> tuple[Ints, Ints]:
    """Return for each row how many rows before it are of its group, and the first row that is."""
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    sizes = np.diff(np.r_[starts, len(group)])
    before, first = np.empty_like(group), np.empty_like(group)
    before[order] = np.arange(len(group)) - np.repeat(starts, sizes)
    first[order] = np.repeat(order[starts], sizes)
    return before, first


def _sum_before(group: Ints, values: Floats) -> Floats:
    """Return for each row the sum of the values before it in its group; rows of a group stand together."""
    total = np.cumsum(values) - values
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])[: len(group)]
    sizes = np.diff(np.r_[starts, len(group)])
    # the sum over earlier groups cancels only up to rounding
    return np.maximum(total - np.repeat(total[starts], sizes), 0.0)


def learn(ballots: Ballots, holds: Mapping[int, bool], worths: Worths) -> Worths:
    """Return the worths after people decided of some topics, by number, whether they hold; the same ones where none did.

    A logistic regression on the counted signs of the votes, drawn to the worths that there were: what is fitted is the most
    probable set of weights where each is known beforehand up to the standard deviation that `worths.sway` gives it (the base,
    each sign, and the offset of each source from others of its kind). Shares are those of the worths that there were. A source's
    record counts the decided topics on which it was right and wrong; it adds to the record that it had.
    """
    decided = np.array(sorted(holds), dtype=np.int64)
    if not len(decided):
        return worths
    number = np.full(ballots.topics, -1)
    number[decided] = np.arange(len(decided))
    rows = np.flatnonzero(number[ballots.topic] >= 0)
    share, _, _ = shares(ballots, worths, _worth(ballots, worths).sum(axis=1))
    counted = (share * np.where(ballots.says, 1.0, -1.0))[rows]
    topic, source = number[ballots.topic[rows]], ballots.source[rows]
    signs, sources = len(ballots.names), len(ballots.sources)
    design = np.zeros((len(decided), 1 + signs + sources))
    design[:, 0] = 1
    for column in range(signs):
        design[:, 1 + column] = np.bincount(topic, counted * ballots.signs[rows, column], len(decided))
    known = source >= 0
    np.add.at(design, (topic[known], 1 + signs + source[known]), counted[known])
    records = [worths.records.get(name, Record()) for name in ballots.sources]
    start = np.array([worths.base, *(worths.of(name) for name in ballots.names), *(each.offset for each in records)])
    sway = np.array([worths.sway[name] for name in ("base", *ballots.names)] + [worths.sway["source"]] * sources)
    upheld = np.array([holds[int(key)] for key in decided])
    found = _most_probable(design, upheld, start, sway)
    right, wrong = (
        np.bincount(source[known], (ballots.says[rows] == upheld[topic])[known] == good, sources)
        for good in (True, False)
    )
    return msgspec.structs.replace(
        worths,
        base=float(found[0]),
        fitted=dict(worths.fitted)
        | {n: float(w) for n, w in zip(ballots.names, found[1:], strict=False) if n in worths.fitted},
        set=dict(worths.set) | {n: float(w) for n, w in zip(ballots.names, found[1:], strict=False) if n in worths.set},
        records=dict(worths.records)
        | {
            name: Record(offset=float(offset), right=had.right + int(good), wrong=had.wrong + int(bad))
            for name, offset, had, good, bad in zip(
                ballots.sources, found[1 + signs :], records, right, wrong, strict=True
            )
            if good or bad
        },
        decided=worths.decided + len(decided),
    )


def _most_probable(design: Floats, upheld: Flags, start: Floats, sway: Floats) -> Floats:
    """Return the coefficients of a logistic regression with a normal prior about `start`, by Newton's method with halving."""
    precision = 1 / sway**2

    def cost(at: Floats) -> float:
        odds = design @ at
        return float(np.logaddexp(0, odds).sum() - odds[upheld].sum() + (precision * (at - start) ** 2).sum() / 2)

    found, price = start, cost(start)
    for _ in range(STEPS):
        chances = chance(design @ found)
        slope = design.T @ (chances - upheld) + precision * (found - start)
        bend = (design * (chances * (1 - chances))[:, None]).T @ design + np.diag(precision)
        step = np.linalg.solve(bend, slope)
        size = 1.0
        while (tried := cost(found - size * step)) > price and size > CLOSE:
            size /= 2
        found, gain, price = found - size * step, price - tried, tried
        if gain < CLOSE:
            break
    return np.asarray(found)

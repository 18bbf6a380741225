"""The lattice of all readings of a text: what each word may have been put in for, weighed against what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.lexicons.neighbours import Neighbours
from harmattan.stages.reading.damage.contexts import Reading, Rows, beside, contexts, topics
from harmattan.stages.reading.damage.counts import Counts
from harmattan.stages.reading.damage.encoder import Candidates, Encoder, Packed
from harmattan.stages.reading.damage.model import CLOSE, NAME, NUMBER, OPEN, Floats, Ints, Model
from harmattan.stages.reading.damage.steps import FAR, Steps, steps_of
from harmattan.stages.reading.damage.tokens import Token

STATES = 5
"""So many candidates of a word enter the lattice: those that fit best."""
CANDIDATES = 30
"""So many candidates are looked at for that. More of either told no better on the development texts of
`benchmarks/restoration.py`, and cost time."""
LOCAL = 1.0
"""What the pairs' log10 odds count beside the encoder's natural ones where the likeliest candidates are chosen."""


class Weights(NamedTuple):
    """What the log odds of the encoder, of the thesaurus and of word pairs are multiplied with in the lattice."""

    fits: float
    shares: float
    pairs: float


WHOLE = Weights(0.9, 0.0, 0.25)
"""Where the right readings of spun news that trains the network came out likeliest; the encoder knows the shares."""
PAIRS = Weights(0.0, 0.7, 0.7)
"""A word that may have been put in was put in as often as not; rough, for the network weighs the outcome again."""
_NATURAL = float(np.log(10))
_ENDS = frozenset(".!?;:…")
_UNKNOWN_ZIPF = 0.5
EVEN = -1.5
"""A word is left as it stands where it is so much likelier in an honest text than from a spinner, log10; nothing was lost
by it on the same texts."""


class Lattice(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The kept word (first) and the candidates of each token that has any, one after another, with what is known of them."""

    tokens: Ints
    """Of each row: its token."""
    words: Ints
    shares: Floats
    ways: Ints
    starts: Ints
    """Rows of kept words."""
    posteriors: Floats
    """How likely each row is among those of its token, by the lattice alone."""
    best: Ints
    """Of each token: the word that it reads as."""
    fits: Floats
    """Of each row: how much better its word fits the whole text than the observed one does, natural log odds."""
    odd: Floats
    """Of each row: how much likelier its observed word comes from a spinner than from an honest text, log10."""
    zipf: Floats
    """Of each token's observed word."""
    shown: Ints
    """Of each token: its observed word, or its class."""
    near: Floats
    """How near each row's word is to what is spoken of around it."""
    far: Floats
    """And in the whole text."""
    contexts: Floats
    """How well each row's word stands among the words that its neighbours read as; rows of the lattice are columns here."""


class Lattices:
    """Makes the lattices of one language under one table of neighbours."""

    def __init__(self, counts: Counts, model: Model, neighbours: Neighbours, encoder: Packed) -> None:
        self._counts = counts
        self._model = model
        self._neighbours = neighbours
        self._rank = {word: number for number, word in enumerate(counts.zipf)}
        self._names = neighbours.names
        zipf = [*counts.zipf.values(), *[_UNKNOWN_ZIPF] * (len(model.unigrams) - len(counts.zipf))]
        self.zipf: Floats = np.array(zipf, np.float32)
        """Of each word and class."""
        self._candidates = _Candidates(self._rank, counts, neighbours)
        self._encoder = Encoder(encoder, tuple(counts.zipf), self.zipf)

    def make(self, tokens: Sequence[Token], *, whole: bool) -> Lattice | None:
        """Return the candidates of all tokens with their posteriors, None where no token has any.

        `whole`: the encoder reads the text first; else word pairs alone weigh the candidates.
        """
        ranks, shown, rows = np.array(list(map(self._facts, tokens)), np.int64).reshape(-1, 3).T.copy()
        open_tokens = np.flatnonzero(rows >= 0)
        if not len(open_tokens):
            return None
        rows = rows[open_tokens]
        found = self._candidates.of(open_tokens, rows)
        if whole:
            asked = Candidates(
                tokens=open_tokens, sizes=found.sizes, words=found.words, shares=found.shares, ways=found.ways
            )
            found = msgspec.structs.replace(found, fits=self._encoder.fit(tokens, ranks, asked))
        found = self._pruned(found, shown)
        weights = WHOLE if whole else PAIRS
        return self._weighed(found, shown, (self._candidates.odd[rows], self.zipf[ranks]), weights)

    def _facts(self, token: Token) -> tuple[int, int, int]:
        """Return the word of a token, its word or class, and its row of candidates, -1 where there is none.

        A token that may not be read otherwise has no row.
        """
        rank = self._rank.get(token.word, -1)
        if token.kind != "word":
            return rank, NUMBER if token.kind == "number" else CLOSE if token.text in _ENDS else -1, -1
        if token.name or token.held:
            return rank, NAME if token.name else rank, -1
        row = self._candidates.rows.get(token.word, -1)
        return rank, rank, -1 if row >= 0 and token.text[0].isupper() and token.word in self._names else row

    def _pruned(self, rows: _Rows, shown: Ints) -> _Rows:
        """Keep the candidates of each token that fit best beside the words as they stand."""
        model, words = self._model, rows.words
        here = rows.tokens[np.cumsum(rows.sizes) - rows.sizes]
        left, right = (beside(shown, step)[here].repeat(rows.sizes) for step in (-1, 1))
        pairs = model.pair_at(np.concatenate([left, words]), np.concatenate([words, right])).reshape(2, -1)
        before, after = model.after_one(left, words, pairs[0]), model.after_one(words, right, pairs[1])
        alone = self.zipf[words] - 9
        score = rows.shares + alone + np.maximum(before - alone, 0) + np.maximum(after - model.unigrams[right], 0)
        score = score * LOCAL + rows.fits
        # The candidates of each token in a line of its own, those that there are none of last.
        lines = np.full((len(here), CANDIDATES), np.inf, np.float32)
        starts = np.cumsum(rows.sizes) - rows.sizes
        lines[np.arange(len(here)).repeat(rows.sizes), np.arange(len(words)) - starts.repeat(rows.sizes)] = -score
        best = lines.argsort(1, kind="stable")[:, :STATES]
        kept = (best + starts[:, None])[best < rows.sizes[:, None]]
        return _Rows(
            tokens=rows.tokens[kept], words=words[kept], shares=rows.shares[kept], ways=rows.ways[kept],
            fits=rows.fits[kept], sizes=np.minimum(rows.sizes, STATES),
        )  # fmt: skip

    def _weighed(self, rows: _Rows, shown: Ints, facts: tuple[Floats, Floats], weights_of: Weights) -> Lattice:
        """Return the lattice with each token's posteriors: forward and backward over the runs of tokens with candidates."""
        count, states = len(shown), STATES + 1
        grid = np.full((count, states), -1, np.int64)
        grid[:, 0] = np.where(shown == CLOSE, OPEN, shown)
        costs = np.full((count, states), FAR, np.float32)
        costs[:, 0] = 0
        place = 1 + np.arange(len(rows.tokens)) - np.repeat(np.cumsum(rows.sizes) - rows.sizes, rows.sizes)
        grid[rows.tokens, place] = rows.words
        costs[rows.tokens, place] = rows.fits * (weights_of.fits / _NATURAL) + rows.shares * weights_of.shares
        open_ = np.zeros(count, bool)
        open_[rows.tokens] = True
        # A token with one reading parts the lattice: what is left are runs, walked all at once.
        found = steps_of(self._model, grid, costs > FAR / 2, shown)
        steps = found.after * weights_of.pairs
        since = _run_places(open_)
        forward = np.zeros((count, states), np.float32)
        for place_in_run in range(1, int(since.max()) + 1):
            now = np.flatnonzero(since == place_in_run)
            forward[now] = _log_sum(forward[now - 1][:, :, None] + steps[now], 1) if place_in_run > 1 else steps[now, 0]
            forward[now] += costs[now]
        until = _run_places(open_[::-1])[::-1]
        backward = np.zeros((count, states), np.float32)
        for place_from_end in range(1, int(until.max()) + 1):
            now = np.flatnonzero(until == place_from_end)
            following = np.minimum(now + 1, count)
            if place_from_end == 1:
                backward[now] = steps[following, :, 0]
            else:
                backward[now] = _log_sum(steps[following] + (costs[following] + backward[following])[:, None, :], 2)
        weights = (forward + backward)[open_]
        weights = np.exp((weights - weights.max(1, keepdims=True)) * _NATURAL)
        weights /= weights.sum(1, keepdims=True)
        return self._joined(rows, grid, weights, found, (shown, *facts))

    def _joined(
        self,
        rows: _Rows,
        grid: Ints,
        weights: Floats,
        steps: Steps,
        token_facts: tuple[Ints, Floats, Floats],
    ) -> Lattice:
        """Return kept words and candidates as one list."""
        shown, odd, zipf = token_facts
        sizes = rows.sizes + 1
        starts = np.cumsum(sizes) - sizes
        total = int(sizes.sum())
        candidate = np.ones(total, bool)
        candidate[starts] = False
        tokens = np.repeat(rows.tokens[np.cumsum(rows.sizes) - rows.sizes], sizes)
        place = np.arange(total) - np.repeat(starts, sizes)
        group = np.repeat(np.arange(len(sizes)), sizes)
        posteriors = weights[group, place]
        words = grid[tokens, place]

        def spread(values: Any) -> Any:
            found = np.zeros(total, values.dtype)
            found[candidate] = values
            return found

        best, states = shown.copy(), np.zeros(len(shown), np.int64)
        top = np.flatnonzero(posteriors >= np.repeat(np.maximum.reduceat(posteriors, starts), sizes))
        best[tokens[top]], states[tokens[top]] = words[top], place[top]
        near, far = topics(self._model, self.zipf, tokens, words, best)
        return Lattice(
            tokens=tokens, words=words, shares=spread(rows.shares), ways=spread(rows.ways), fits=spread(rows.fits),
            starts=starts, posteriors=posteriors.astype(np.float32), best=best, odd=np.repeat(odd, sizes), zipf=zipf,
            shown=shown, near=near, far=far,
            contexts=contexts(
                self._model, steps, Rows(tokens=tokens, words=words, states=place), Reading(words=best, states=states)
            ),
        )  # fmt: skip


def oddness(counts: Counts, neighbours: Neighbours) -> dict[str, float]:
    """Return for each word that spinners put in how much likelier it comes from one than from an honest text, log10."""
    meant = np.array([counts.zipf.get(word, -5.0) for word in neighbours.meant])[neighbours.at] - 9 + neighbours.shares
    spun = np.log10(np.add.reduceat(10.0**meant, neighbours.starts[:-1]))
    own = np.array([counts.zipf.get(word, _UNKNOWN_ZIPF) for word in neighbours.rows]) - 9
    return dict(zip(neighbours.rows, (spun - own).tolist(), strict=True))


class _Rows(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Candidates of tokens, token by token; `sizes` says how many each token has."""

    tokens: Ints
    words: Ints
    shares: Floats
    ways: Ints
    sizes: Ints
    fits: Floats
    """As the encoder weighs them."""


class _Candidates:
    """What each word may have been put in for, the most likely first, all in one list."""

    def __init__(self, rank: Mapping[str, int], counts: Counts, neighbours: Neighbours) -> None:
        odd = np.array(list(oddness(counts, neighbours).values()))
        sizes = np.diff(neighbours.starts)
        words = np.array([rank.get(word, -1) for word in neighbours.meant], np.int64)[neighbours.at]
        known = (words >= 0) & (odd >= EVEN).repeat(sizes)
        before: Ints = np.cumsum(known) - known
        kept = np.flatnonzero(known & (before - before[neighbours.starts[:-1]].repeat(sizes) < CANDIDATES))
        self._words: Ints = words[kept]
        self._shares: Floats = neighbours.shares[kept]
        self._ways: Ints = neighbours.ways[kept]
        self._starts: Ints = np.searchsorted(kept, neighbours.starts)
        self.odd: Floats = odd.astype(np.float32)
        """Of each row."""
        some = np.diff(self._starts) > 0
        self.rows: dict[str, int] = {word: row for word, row in neighbours.rows.items() if some[row]}

    def of(self, tokens: Ints, rows: Ints) -> _Rows:
        """Return the candidates in the rows that tokens have."""
        sizes = self._starts[rows + 1] - self._starts[rows]
        at = np.arange(sizes.sum()) + (self._starts[rows] - (np.cumsum(sizes) - sizes)).repeat(sizes)
        return _Rows(
            tokens=tokens.repeat(sizes),
            words=self._words[at],
            shares=self._shares[at],
            ways=self._ways[at],
            sizes=sizes,
            fits=np.zeros(len(at), np.float32),
        )


def _run_places(open_: NDArray[np.bool_]) -> Ints:
    """Return for each token the how-manieth it is in its run of open tokens, 0 outside of runs."""
    numbers = np.arange(1, len(open_) + 1)
    last = np.maximum.accumulate(np.where(open_, 0, numbers))
    found: Ints = np.where(open_, numbers - last, 0)
    return found


def _log_sum(values: Floats, axis: int) -> Floats:
    """Return log10 of the sum of powers of ten along an axis."""
    most = values.max(axis, keepdims=True)
    found: Floats = most.squeeze(axis) + np.log10(np.power(np.float32(10), values - most).sum(axis))
    return found

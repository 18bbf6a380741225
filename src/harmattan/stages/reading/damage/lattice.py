"""The lattice of all readings of a text: what each word may have been put in for, weighed against what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.lexicons.neighbours import Neighbours
from harmattan.stages.reading.damage.contexts import beside, contexts, topics
from harmattan.stages.reading.damage.counts import Counts
from harmattan.stages.reading.damage.model import CLOSE, NAME, NUMBER, OPEN, Floats, Ints, Model
from harmattan.stages.reading.damage.tokens import Token

STATES = 6
"""So many candidates of a word enter the lattice."""
CANDIDATES = 20
"""So many candidates are looked at for that. More of either told no better on the development texts of
`benchmarks/restoration.py`, and cost time."""
RATE = 0.5
"""The share of words that may have been put in and were, and what the pairs' log odds are multiplied with; rough, for the
networks weigh their outcome again."""
TEMPER = 0.7
_NATURAL = float(np.log(10))
_ENDS = frozenset(".!?;:…")
_UNKNOWN_ZIPF = 0.5
_FAR = np.float32(-99.0)
_NEVER = -9.0
EVEN = -1.5
"""A word is left as it stands where it is so much likelier in an honest text than from a spinner, log10; nothing was lost
by it on the same texts."""


class _Options(msgspec.Struct, frozen=True, kw_only=True):
    """What one word may have been put in for."""

    words: Ints
    shares: Floats
    ways: Ints
    odd: float


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
    """How likely each row is among those of its token: under word pairs alone at first, then as a network weighed it."""
    best: Ints
    """Of each token: the word that it reads as."""
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

    def __init__(self, counts: Counts, model: Model, neighbours: Neighbours) -> None:
        self._counts = counts
        self._model = model
        self._neighbours = neighbours
        self._rank = {word: number for number, word in enumerate(counts.zipf)}
        self._meant: Ints = np.array([self._rank.get(word, -1) for word in neighbours.meant], np.int64)
        zipf = [*counts.zipf.values(), *[_UNKNOWN_ZIPF] * (len(model.unigrams) - len(counts.zipf))]
        self.zipf: Floats = np.array(zipf, np.float32)
        """Of each word and class."""
        self._options: dict[str, _Options | None] = {}
        self._odd = oddness(counts, neighbours)

    def make(self, tokens: Sequence[Token]) -> Lattice | None:
        """Return the candidates of all tokens with their posteriors under word pairs, None where no token has any."""
        rank = self._rank
        options = [self._options_of(token.word) if self._is_open(token) else None for token in tokens]
        open_tokens = [number for number, found in enumerate(options) if found is not None]
        if not open_tokens:
            return None
        shown = np.array([_class_of(token, rank) for token in tokens], np.int64)
        chosen = [found for found in options if found is not None]
        sizes = np.array([len(found.words) for found in chosen])
        rows = _Rows(
            tokens=np.repeat(np.array(open_tokens), sizes),
            words=np.concatenate([found.words for found in chosen]),
            shares=np.concatenate([found.shares for found in chosen]),
            ways=np.concatenate([found.ways for found in chosen]),
            sizes=sizes,
        )
        rows = self._pruned(rows, shown)
        odd = np.array([found.odd for found in chosen], np.float32)
        zipf = np.array([self._counts.zipf.get(token.word, _UNKNOWN_ZIPF) for token in tokens], np.float32)
        return self._weighed(rows, shown, odd, zipf)

    def _is_open(self, token: Token) -> bool:
        if token.kind != "word" or token.name or token.held:
            return False
        return not (token.text[0].isupper() and token.word in self._neighbours.names)

    def _options_of(self, word: str) -> _Options | None:
        if word not in self._options:
            if len(self._options) > 50_000:
                self._options.clear()
            self._options[word] = self._find_options(word)
        return self._options[word]

    def _find_options(self, word: str) -> _Options | None:
        table = self._neighbours
        row = table.rows.get(word)
        start, end = (0, 0) if row is None else (int(table.starts[row]), int(table.starts[row + 1]))
        words = self._meant[table.at[start:end]]
        shares, ways = table.shares[start:end], table.ways[start:end]
        kept = np.flatnonzero(words >= 0)[:CANDIDATES]
        words, shares, ways = words[kept], shares[kept], ways[kept]
        odd = self._odd.get(word, _NEVER)
        if not len(words) or odd < EVEN:
            return None
        return _Options(words=words, shares=shares, ways=ways, odd=odd)

    def _pruned(self, rows: _Rows, shown: Ints) -> _Rows:
        """Keep the candidates of each token that fit best beside the words as they stand."""
        model, words = self._model, rows.words
        left, right = beside(shown, rows.tokens, -1), beside(shown, rows.tokens, 1)
        pairs = model.pair_at(np.concatenate([left, words]), np.concatenate([words, right])).reshape(2, -1)
        before, after = model.after_one(left, words, pairs[0]), model.after_one(words, right, pairs[1])
        alone = self.zipf[words] - 9
        score = rows.shares + alone + np.maximum(before - alone, 0) + np.maximum(after - model.unigrams[right], 0)
        order = np.lexsort((-score, rows.tokens))
        place = np.arange(len(order)) - np.repeat(np.cumsum(rows.sizes) - rows.sizes, rows.sizes)
        kept = order[place < STATES]
        return _Rows(
            tokens=rows.tokens[kept], words=words[kept], shares=rows.shares[kept], ways=rows.ways[kept],
            sizes=np.minimum(rows.sizes, STATES),
        )  # fmt: skip

    def _weighed(self, rows: _Rows, shown: Ints, odd: Floats, zipf: Floats) -> Lattice:
        """Return the lattice with each token's posteriors: forward and backward over the runs of tokens with candidates."""
        count, states = len(shown), STATES + 1
        grid = np.full((count, states), -1, np.int64)
        grid[:, 0] = np.where(shown == CLOSE, OPEN, shown)
        costs = np.full((count, states), _FAR, np.float32)
        costs[:, 0] = 0
        place = 1 + np.arange(len(rows.tokens)) - np.repeat(np.cumsum(rows.sizes) - rows.sizes, rows.sizes)
        grid[rows.tokens, place] = rows.words
        costs[rows.tokens, place] = rows.shares + np.log10(RATE)
        open_ = np.zeros(count, bool)
        open_[rows.tokens] = True
        costs[open_, 0] = np.log10(1 - RATE)
        # A token with one reading parts the lattice: what is left are runs, walked all at once.
        steps = self._steps(grid, costs, shown) * TEMPER
        since = _run_places(open_)
        forward = np.zeros((count, states), np.float32)
        for place_in_run in range(1, int(since.max()) + 1):
            now = np.flatnonzero(since == place_in_run)
            forward[now] = _log_sum(forward[now - 1][:, :, None] + steps[now], 1) if place_in_run > 1 else steps[now, 0]
            forward[now] += costs[now] * TEMPER
        until = _run_places(open_[::-1])[::-1]
        backward = np.zeros((count, states), np.float32)
        for place_from_end in range(1, int(until.max()) + 1):
            now = np.flatnonzero(until == place_from_end)
            following = np.minimum(now + 1, count)
            if place_from_end == 1:
                backward[now] = steps[following, :, 0]
            else:
                backward[now] = _log_sum(
                    steps[following] + (costs[following] * TEMPER + backward[following])[:, None, :], 2
                )
        weights = (forward + backward)[open_]
        weights = np.exp((weights - weights.max(1, keepdims=True)) * _NATURAL)
        weights /= weights.sum(1, keepdims=True)
        return self._joined(rows, grid, weights, open_, (shown, odd, zipf))

    def _joined(
        self,
        rows: _Rows,
        grid: Ints,
        weights: Floats,
        open_: NDArray[np.bool_],
        token_facts: tuple[Ints, Floats, Floats],
    ) -> Lattice:
        """Return kept words and candidates as one list."""
        shown, odd, zipf = token_facts
        sizes = rows.sizes + 1
        starts = np.cumsum(sizes) - sizes
        total = int(sizes.sum())
        candidate = np.ones(total, bool)
        candidate[starts] = False
        tokens = np.repeat(np.flatnonzero(open_), sizes)
        place = np.arange(total) - np.repeat(starts, sizes)
        group = np.repeat(np.arange(len(sizes)), sizes)
        posteriors = weights[group, place]
        words = grid[tokens, place]

        def spread(values: Any) -> Any:
            found = np.zeros(total, values.dtype)
            found[candidate] = values
            return found

        best = np.where(shown == CLOSE, CLOSE, shown)
        top = np.flatnonzero(posteriors >= np.repeat(np.maximum.reduceat(posteriors, starts), sizes))
        best[tokens[top]] = words[top]
        near, far = topics(self._model, self.zipf, tokens, words, best)
        return Lattice(
            tokens=tokens, words=words, shares=spread(rows.shares), ways=spread(rows.ways),
            starts=starts, posteriors=posteriors.astype(np.float32), best=best, odd=np.repeat(odd, sizes), zipf=zipf,
            shown=shown, near=near, far=far, contexts=contexts(self._model, tokens, words, best),
        )  # fmt: skip

    def _steps(self, grid: Ints, costs: Floats, shown: Ints) -> Floats:
        """Return log10 of the probability of each reading of a token after each reading of the one before it.

        Shape: tokens + 1, readings before, readings; the first and the last step lead from and to the end of the text.
        """
        count, states = grid.shape
        border = np.full((1, states), -1, np.int64)
        border[0, 0] = OPEN
        before = np.vstack([border, grid])
        border[0, 0] = CLOSE
        here = np.vstack([grid, border])
        here[:count, 0] = shown
        standing = np.vstack([np.full((1, states), _FAR), costs, np.full((1, states), _FAR)]) > _FAR / 2
        standing[[0, -1], 0] = True
        real = standing[:-1, :, None] & standing[1:, None, :]
        steps = np.full((count + 1, states, states), _FAR, np.float32)
        one, two, three = np.nonzero(real)
        left, right = before[one, two], here[one, three]
        steps[real] = self._model.after_one(left, right, self._model.pair_at(left, right))
        return steps


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


def _class_of(token: Token, rank: Mapping[str, int]) -> int:
    if token.kind == "word":
        return NAME if token.name else rank.get(token.word, -1)
    if token.kind == "number":
        return NUMBER
    return CLOSE if token.text in _ENDS else -1


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

"""Guesses which words a thesaurus spinner put in, and what stood there before: a noisy channel over a whole text at once.

Each word was either kept, or put in for a word that it is a neighbour of. First the likeliest few candidates of every word
are weighed against those beside it, by the forward-backward algorithm over the lattice of all readings under a model of
word pairs. Then a small network, trained on texts spun for the purpose (`tools/damage/train_guesses.py`), weighs what tells the kept
word and its candidates apart (three-word contexts, frequency, what the text is about, the same word elsewhere in it) and
gives each a probability; it does so twice, the second time among the words that the first time found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.lexicons.neighbours import Neighbours
from harmattan.stages.reading.damage.counts import Counts
from harmattan.stages.reading.damage.model import CLOSE, NAME, NUMBER, OPEN, Floats, Ints, Model, has_guesses
from harmattan.stages.reading.damage.tokens import Token

_DATA = Path(__file__).parent / "data"
STATES = 7
"""So many candidates of a word enter the lattice."""
CANDIDATES = 24
RATE = 0.5
TEMPER = 0.7
_NATURAL = float(np.log(10))
_WINDOW = 6
_ENDS = frozenset(".!?;:…")
_TOPICAL = 5.6
"""Words more frequent than this tell nothing of what a text is about."""
_UNKNOWN_ZIPF = 0.5
_WAYS = 6
_SUMS, _NAMES = 7, 2
"""How many of the contexts are logarithms, and how many of the last tell of names."""
_FAR = np.float32(-99.0)


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """What one word was put in for, the likeliest candidate alone."""

    at: int
    """Index of the token."""
    word: str
    probability: float
    """That this word stood there."""
    changed: float
    """That some other word than the observed one stood there."""


class Layers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A network of two hidden layers (rectified) with one output; inputs are centred and scaled first."""

    mean: list[float]
    spread: list[float]
    first: list[list[float]]
    first_bias: list[float]
    second: list[list[float]]
    second_bias: list[float]
    last: list[float]


class Network:
    """The same, as arrays."""

    def __init__(self, layers: Layers) -> None:
        def as_array(values: object) -> Floats:
            return np.array(values, np.float32)

        self._first: Floats = as_array(layers.first) / as_array(layers.spread)[:, None]
        self._first_bias = as_array(layers.first_bias) - as_array(layers.mean) @ self._first
        self._second, self._second_bias = as_array(layers.second), as_array(layers.second_bias)
        self._last = as_array(layers.last)

    def weigh(self, inputs: Floats) -> Floats:
        """Return one number a row."""
        hidden = np.maximum(inputs @ self._first + self._first_bias, 0)
        hidden = np.maximum(hidden @ self._second + self._second_bias, 0)
        weights: Floats = hidden @ self._last
        return weights


@cache
def networks_for(language: str) -> tuple[Network, Network] | None:
    """Return the networks of the first and the second weighing, None where the language has none."""
    if not has_guesses(language):
        return None
    path = _DATA / f"guesses_{language}.json"
    first, second = msgspec.json.decode(path.read_bytes(), type=tuple[Layers, Layers])
    return Network(first), Network(second)


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
    """Under the pairs alone."""
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


class Guesser:
    """The guesses of one language under one table of neighbours."""

    def __init__(self, counts: Counts, model: Model, neighbours: Neighbours) -> None:
        self._counts = counts
        self._model = model
        self._neighbours = neighbours
        self._rank = {word: number for number, word in enumerate(counts.zipf)}
        self._words = tuple(counts.zipf)
        self._meant: Ints = np.array([self._rank.get(word, -1) for word in neighbours.meant], np.int64)
        zipf = np.array(
            [*counts.zipf.values(), *[_UNKNOWN_ZIPF] * (len(model.unigrams) - len(counts.zipf))], np.float32
        )
        self._zipf: Floats = zipf
        self._options: dict[str, _Options | None] = {}
        self._odd = oddness(counts, neighbours)

    def guess(self, tokens: Sequence[Token], networks: tuple[Network, Network]) -> list[Guess]:
        """Return a guess for every token that may have been put in, in order."""
        lattice = self.lattice(tokens)
        if lattice is None:
            return []
        for network in networks:
            probabilities = soften(network.weigh(self.features(lattice)), lattice.starts)
            lattice = self.reread(lattice, probabilities)
        ends = np.append(lattice.starts[1:], len(lattice.tokens))
        kept = lattice.posteriors[lattice.starts]
        found: list[Guess] = []
        for start, end, keeps in zip(lattice.starts.tolist(), ends.tolist(), kept.tolist(), strict=True):
            at = start + 1 + int(lattice.posteriors[start + 1 : end].argmax())
            found.append(
                Guess(
                    at=int(lattice.tokens[at]),
                    word=self._words[lattice.words[at]],
                    probability=float(lattice.posteriors[at]),
                    changed=1 - keeps,
                )
            )
        return found

    def lattice(self, tokens: Sequence[Token]) -> Lattice | None:
        """Return the candidates of all tokens with their posteriors under word pairs, None where no token has any."""
        rank = self._rank
        options = [self._options_of(t.word) if t.kind == "word" and not (t.name or t.held) else None for t in tokens]
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
        if not len(words):
            return None
        return _Options(words=words, shares=shares, ways=ways, odd=self._odd.get(word, -5.0))

    def _pruned(self, rows: _Rows, shown: Ints) -> _Rows:
        """Keep the candidates of each token that fit best beside the words as they stand."""
        model, words = self._model, rows.words
        left, right = _beside(shown, rows.tokens, -1), _beside(shown, rows.tokens, 1)
        before = model.after_one(left, words, model.pair_at(left, words))
        after = model.after_one(words, right, model.pair_at(words, right))
        alone = self._zipf[words] - 9
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
        near, far = self._topics(tokens, words, best)
        return Lattice(
            tokens=tokens, words=words, shares=spread(rows.shares), ways=spread(rows.ways),
            starts=starts, posteriors=posteriors.astype(np.float32), best=best, odd=np.repeat(odd, sizes), zipf=zipf, shown=shown, near=near, far=far, contexts=self._contexts(tokens, words, best),
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

    def features(self, lattice: Lattice) -> Floats:
        """Return what tells a kept word from its candidates, a row of numbers for each."""
        words, tokens, best = lattice.words, lattice.tokens, lattice.best
        keep = np.zeros(len(words), bool)
        keep[lattice.starts] = True
        sizes = np.diff(np.append(lattice.starts, len(words)))
        zipf = np.where(keep, lattice.zipf[tokens], self._zipf[words])
        own = np.repeat(zipf[keep], sizes)
        elsewhere, times = self._elsewhere(lattice, sizes)
        read, often = np.unique(best, return_counts=True)
        place = np.minimum(np.searchsorted(read, words), len(read) - 1)
        seen = np.where((read[place] == words) & (words >= 0), often[place] - (best[tokens] == words), 0)
        changed = 1 - lattice.posteriors[lattice.starts].mean()
        context = lattice.contexts
        columns = [
            keep, np.where(keep, 0, lattice.shares), zipf, self._model.unigrams[words], *context[: _SUMS], lattice.near,
            lattice.far, np.log1p(seen), np.log10(np.maximum(lattice.posteriors, 1e-6)), elsewhere, keep * times,
            keep * changed, keep * own, own, words < 0, np.where(keep, 0, zipf - own),
            *[(lattice.ways >> bit) & 1 for bit in range(_WAYS)], keep * lattice.odd, lattice.odd,
            *context[_SUMS:-_NAMES], *(context[-_NAMES:] * keep),
        ]  # fmt: skip
        return np.stack([np.asarray(column, np.float32) for column in columns], 1)

    def _contexts(self, tokens: Ints, words: Ints, best: Ints) -> Floats:
        """Return how well each row's word stands among the words that its neighbours read as, a column for each row."""
        model = self._model
        left, right = _beside(best, tokens, -1), _beside(best, tokens, 1)
        left2, right2 = _beside(best, tokens, -2), _beside(best, tokens, 2)
        at_left, at_right = model.pair_at(left, words), model.pair_at(words, right)
        after_left = model.after_one(left, words, at_left)
        onward = model.after_one(words, right, at_right)
        begins = model.after_two(model.pair_at(left2, left), after_left, words)
        middle = model.after_two(at_left, onward, right)
        ends = model.after_two(at_right, model.after_one(right, right2, model.pair_at(right, right2)), right2)
        return np.stack([
            begins, middle, ends, model.on_the_web(at_left), model.on_the_web(at_right),
            model.in_news(left, words, at_left), model.in_news(words, right, at_right),
            begins - model.unigrams[words], (right < 0) | (right == CLOSE), (left < 0) | (left == OPEN),
            left == NAME, right == NAME,
        ]).astype(np.float32)  # fmt: skip

    def _topics(self, tokens: Ints, words: Ints, best: Ints) -> tuple[Floats, Floats]:
        """Return how near each row's word is to what is spoken of around it, and in the whole text."""
        content = (best >= 0) & (best < NAME) & (self._zipf[best] < _TOPICAL)
        vectors = self._model.vectors(np.where(content, best, -1))
        sums = np.vstack([np.zeros((1, vectors.shape[1]), np.float32), np.cumsum(vectors, 0)])
        own = vectors[tokens]
        window = sums[np.minimum(tokens + _WINDOW + 1, len(best))] - sums[np.maximum(tokens - _WINDOW, 0)] - own
        whole = sums[-1] - own
        word = self._model.vectors(words)
        near = (word * window).sum(1) / np.maximum(np.linalg.norm(window, axis=1), 1e-3)
        far = (word * whole).sum(1) / np.maximum(np.linalg.norm(whole, axis=1), 1e-3)
        return near, far

    def _elsewhere(self, lattice: Lattice, sizes: Ints) -> tuple[Floats, Floats]:
        """Return how likely the same reading of the same observed word is where it stands elsewhere, and how often it does."""
        observed = np.repeat(lattice.shown[lattice.tokens[lattice.starts]], sizes)
        _, which = np.unique(observed * (1 << 18) + lattice.words + 1, return_inverse=True)
        total = np.bincount(which, lattice.posteriors)[which]
        _, group = np.unique(observed[lattice.starts], return_inverse=True)
        times = np.repeat(np.bincount(group)[group], sizes) - 1
        share = np.where(times > 0, (total - lattice.posteriors) / np.maximum(times, 1), -0.2)
        share = np.where(observed < 0, -0.2, share)
        return share.astype(np.float32), np.where(observed < 0, 0, np.minimum(times, 4)).astype(np.float32)

    def reread(self, lattice: Lattice, probabilities: Floats) -> Lattice:
        """Return the lattice with new posteriors, and each token read as its likeliest word."""
        sizes = np.diff(np.append(lattice.starts, len(lattice.tokens)))
        most = np.repeat(np.maximum.reduceat(probabilities, lattice.starts), sizes)
        top = np.flatnonzero(probabilities >= most)
        best = lattice.best.copy()
        best[lattice.tokens[top]] = lattice.words[top]
        # Only what stands by a word that reads otherwise now has another context.
        other = np.flatnonzero(best != lattice.best)
        near = np.zeros(len(best) + 4, bool)
        for shift in (0, 1, 3, 4):
            near[other + shift] = True
        rows = np.flatnonzero(near[lattice.tokens + 2])
        contexts = lattice.contexts.copy()
        contexts[:, rows] = self._contexts(lattice.tokens[rows], lattice.words[rows], best)
        return msgspec.structs.replace(lattice, posteriors=probabilities, best=best, contexts=contexts)


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


def soften(weights: Floats, starts: Ints) -> Floats:
    """Return the probabilities of the rows of each group that begins at `starts` (softmax)."""
    sizes = np.diff(np.append(starts, len(weights)))
    raised = np.exp(weights - np.repeat(np.maximum.reduceat(weights, starts), sizes))
    found: Floats = raised / np.repeat(np.add.reduceat(raised, starts), sizes)
    return found


def _class_of(token: Token, rank: Mapping[str, int]) -> int:
    if token.kind == "word":
        return NAME if token.name else rank.get(token.word, -1)
    if token.kind == "number":
        return NUMBER
    return CLOSE if token.text in _ENDS else -1


def _beside(words: Ints, tokens: Ints, step: int) -> Ints:
    """Return the word so many tokens away from each token; beyond a sentence's end stands its border."""
    places = tokens + step
    inside = (places >= 0) & (places < len(words))
    found = words[np.clip(places, 0, len(words) - 1)]
    border = OPEN if step < 0 else CLOSE
    found = np.where(inside, found, border)
    return np.where(found == CLOSE, border, found)


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

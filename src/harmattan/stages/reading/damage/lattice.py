"""The lattice of all readings of a text: what each word may have been put in for, weighed against what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import compress, count, pairwise
from operator import attrgetter
from threading import Lock
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.lexicons.neighbours import TWICE, Neighbours
from harmattan.stages.reading.damage.contexts import Reading, Rows, beside, contexts, topics
from harmattan.stages.reading.damage.counts import Counts
from harmattan.stages.reading.damage.encoder import Candidates, Encoder, Packed
from harmattan.stages.reading.damage.hashed import Ints
from harmattan.stages.reading.damage.model import CLOSE, NAME, NUMBER, OPEN, Floats, Model, key_of
from harmattan.stages.reading.damage.steps import Steps, steps_of
from harmattan.stages.reading.damage.tokens import Token, numbered_from, spelling_of

STATES = 5
"""So many candidates of a word enter the lattice: those that fit best."""
CANDIDATES = 30
"""So many candidates are looked at for that, beside the few that take two steps. More of either told no better on the
development texts of `benchmarks/restoration.py`, and cost time."""
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
_ONE: Ints = np.zeros(1, np.int64)
_SOME = 1024
_name, _held, _number = attrgetter("name"), attrgetter("held"), attrgetter("number")
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
    sizes: Ints
    """How many rows each token has that has any."""
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
    texts: Ints
    """Of each token: its text."""
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
        self._candidates = _Candidates(self._rank, counts, neighbours, model)
        self._encoder = Encoder(encoder, tuple(counts.zipf), self.zipf)
        self._spelt = _Spelt(self._facts)

    def make(self, tokens: Sequence[Token], *, whole: bool, begins: Ints = _ONE) -> Lattice | None:
        """Return the candidates of all tokens with their posteriors, None where no token has any.

        `whole`: the encoder reads the text first; else word pairs alone weigh the candidates. `begins` are the first tokens of
        texts that are looked at together, `FAR` tokens that end a sentence between them.
        """
        ranks, shown, rows = self._facts_of(tokens)
        open_tokens = (rows >= 0).nonzero()[0]
        if not len(open_tokens):
            return None
        rows = rows.take(open_tokens)
        candidates = self._candidates
        at, sizes = candidates.of(rows)
        fits = None
        if whole:
            asked = Candidates(
                tokens=open_tokens, sizes=sizes, words=candidates.words.take(at), shares=candidates.shares.take(at),
                ways=candidates.ways.take(at),
            )  # fmt: skip
            fits = self._encoder.fit(tokens, ranks, asked)
        score = self._scores(at, sizes, (beside(shown, open_tokens, -1), beside(shown, open_tokens, 1)))
        kept, sizes = _likeliest(score if fits is None else score + fits, sizes)
        at = at.take(kept)
        found = _Rows(
            tokens=open_tokens, sizes=sizes, words=candidates.words.take(at), shares=candidates.shares.take(at),
            ways=candidates.ways.take(at), fits=np.zeros(len(at), np.float32) if fits is None else fits.take(kept),
        )  # fmt: skip
        weights = WHOLE if whole else PAIRS
        texts = np.repeat(np.arange(len(begins)), np.diff(begins, append=len(tokens)))
        facts = _Facts(shown, self._candidates.odd.take(rows), self.zipf.take(ranks), texts)
        return self._weighed(found, facts, weights)

    def _facts_of(self, tokens: Sequence[Token]) -> tuple[Ints, Ints, Ints]:
        """Return of each token its word, its word or class, and its row of candidates, -1 where there is none.

        A token that may not be read otherwise has no row.
        """
        ranks, shown, rows = self._spelt.facts_of(tokens)
        names = list(compress(count(), map(_name, tokens)))
        shown[names], rows[names] = NAME, -1
        for at in compress(count(), map(_held, tokens)):
            # What it was restored to is not what stands in the text.
            ranks[at] = self._rank.get(tokens[at].word, -1)
            shown[at], rows[at] = NAME if tokens[at].name else ranks[at], -1
        return ranks, shown, rows

    def _facts(self, text: str) -> tuple[int, int, int]:
        """Return the same of a token that reads so, is no name and not held."""
        spelling = spelling_of(text)
        word, kind = spelling[0], spelling[2]
        rank = self._rank.get(word, -1)
        if kind != "word":
            return rank, NUMBER if kind == "number" else CLOSE if text in _ENDS else -1, -1
        row = self._candidates.rows.get(word, -1)
        return rank, rank, -1 if row >= 0 and word is not text and text[0].isupper() and word in self._names else row

    def _scores(self, at: Ints, sizes: Ints, sides: tuple[Ints, Ints]) -> Floats:
        """Return how well candidates of tokens fit between the words as they stand, `sides` those before and after each."""
        model, candidates, many = self._model, self._candidates, len(at)
        left, right = sides
        words = candidates.words.take(at)
        # Each candidate after what stands before it, then what stands behind it after each.
        keys = np.empty(2 * many, np.int64)
        keys[:many] = key_of(left.repeat(sizes), words)
        keys[many:] = key_of(words, right.repeat(sizes))
        kept = model.kept_pairs(keys)
        logs = model.logs_of(kept.at)
        befores = np.searchsorted(kept.which, many)
        rises, falls, score = candidates.told.take(at, 0).T
        before = rises + model.backoffs.take(left).repeat(sizes)
        which = kept.which[:befores]
        before[which] = logs[:befores] - candidates.alone.take(at.take(which))
        which = kept.which[befores:] - many
        falls[which] = logs[befores:] - model.unigrams.take(right).repeat(sizes).take(which)
        score += np.maximum(before, 0, out=before)
        score += np.maximum(falls, 0, out=falls)
        found: Floats = score * np.float32(LOCAL)
        return found

    def _weighed(self, rows: _Rows, facts: _Facts, weights_of: Weights) -> Lattice:
        """Return the lattice with each token's posteriors: forward and backward over the runs of tokens with candidates."""
        shown, states = facts.shown, STATES + 1
        total = len(shown)
        grid = np.full((total, states), -1, np.int64)
        grid[:, 0] = np.where(shown == CLOSE, OPEN, shown)
        # How much each reading is worth, those that there are none of nothing.
        worth = np.zeros((total, states), np.float32)
        worth[:, 0] = 1
        place = np.arange(len(rows.words)) - (np.cumsum(rows.sizes) - rows.sizes - 1).repeat(rows.sizes)
        at = rows.tokens.repeat(rows.sizes) * states + place
        grid.ravel()[at] = rows.words
        worth.ravel()[at] = np.exp(rows.fits * weights_of.fits + rows.shares * np.float32(weights_of.shares * _NATURAL))
        found = steps_of(self._model, grid, shown)
        steps = np.exp(found.after * np.float32(weights_of.pairs * _NATURAL))
        weights = _walked(rows.tokens, worth, steps)
        return self._joined(rows, grid, weights, found, facts)

    def _joined(
        self,
        rows: _Rows,
        grid: Ints,
        weights: Floats,
        steps: Steps,
        facts: _Facts,
    ) -> Lattice:
        """Return kept words and candidates as one list."""
        shown, odd, zipf, texts = facts
        sizes = rows.sizes + 1
        starts = np.cumsum(sizes) - sizes
        total = int(sizes.sum())
        tokens = rows.tokens.repeat(sizes)
        place = np.arange(total) - starts.repeat(sizes)
        candidate = place > 0
        posteriors = weights[np.arange(STATES + 1) < sizes[:, None]]
        words = grid.ravel().take(tokens * (STATES + 1) + place)

        def spread(values: Any) -> Any:
            found = np.zeros(total, values.dtype)
            found[candidate] = values
            return found

        best, states = shown.copy(), np.zeros(len(shown), np.int64)
        # Of those that are alike, the last.
        top = STATES - weights[:, ::-1].argmax(1)
        best[rows.tokens], states[rows.tokens] = words.take(starts + top), top
        of_tokens = Rows(here=rows.tokens, sizes=sizes, tokens=tokens, words=words, states=place)
        near, far = topics(self._model, self.zipf, of_tokens, best, texts)
        return Lattice(
            tokens=tokens, words=words, shares=spread(rows.shares), ways=spread(rows.ways), fits=spread(rows.fits),
            starts=starts, sizes=sizes, posteriors=posteriors, best=best, odd=odd.repeat(sizes), zipf=zipf,
            shown=shown, near=near, far=far, texts=texts,
            contexts=contexts(self._model, steps, of_tokens, Reading(words=best, states=states)),
        )  # fmt: skip


class _Facts(NamedTuple):
    """What is known of tokens: words or classes, how odd the open ones are, frequencies, and texts."""

    shown: Ints
    odd: Floats
    zipf: Floats
    texts: Ints


class _Spelt:
    """What `tell` tells of tokens by what they read, three numbers each; told once of each spelling."""

    def __init__(self, tell: Callable[[str], tuple[int, int, int]]) -> None:
        self._tell = tell
        self._told: Ints = np.empty((3, _SOME), np.int64)
        """Of each number, as far as it was told: there is room for more."""
        self._known = 0
        self._learning = Lock()

    def facts_of(self, tokens: Sequence[Token]) -> Ints:
        """Return the facts of tokens (3, tokens)."""
        numbers = np.array(list(map(_number, tokens)), np.int64)
        if len(numbers) and numbers.max() >= self._known:
            self._learn()
        facts: Ints = self._told.take(numbers, 1)
        for at in (numbers < 0).nonzero()[0].tolist():
            facts[:, at] = self._tell(tokens[at].text)
        return facts

    def _learn(self) -> None:
        """Tell of all spellings that are numbered by now."""
        with self._learning:
            new = numbered_from(self._known)
            known = self._known + len(new)
            if known > self._told.shape[1]:
                self._told = np.concatenate([self._told, np.empty((3, known), np.int64)], 1)
            self._told[:, self._known : known] = np.array(list(map(self._tell, new)), np.int64).reshape(-1, 3).T
            self._known = known


def oddness(counts: Counts, neighbours: Neighbours) -> dict[str, float]:
    """Return for each word that spinners put in how much likelier it comes from one than from an honest text, log10.

    What takes two steps does not count: hardly any spinner goes so far.
    """
    meant = np.array([counts.zipf.get(word, -5.0) for word in neighbours.meant])[neighbours.at] - 9 + neighbours.shares
    once = np.where(neighbours.ways & TWICE, 0, 10.0**meant)
    spun = np.log10(np.add.reduceat(once, neighbours.starts[:-1]))
    own = np.array([counts.zipf.get(word, _UNKNOWN_ZIPF) for word in neighbours.rows]) - 9
    return dict(zip(neighbours.rows, (spun - own).tolist(), strict=True))


class _Rows(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Candidates of tokens, token by token."""

    tokens: Ints
    sizes: Ints
    """How many candidates each token has."""
    words: Ints
    shares: Floats
    ways: Ints
    fits: Floats
    """As the encoder weighs them."""


class _Candidates:
    """What each word may have been put in for, the most likely first, all in one list."""

    def __init__(self, rank: Mapping[str, int], counts: Counts, neighbours: Neighbours, model: Model) -> None:
        odd = np.array(list(oddness(counts, neighbours).values()))
        sizes = np.diff(neighbours.starts)
        words = np.array([rank.get(word, -1) for word in neighbours.meant], np.int64)[neighbours.at]
        twice = neighbours.ways & TWICE > 0
        known = (words >= 0) & (odd >= EVEN).repeat(sizes)
        once = known & ~twice
        before: Ints = np.cumsum(once) - once
        few = before - before[neighbours.starts[:-1]].repeat(sizes) < CANDIDATES
        kept = np.flatnonzero(known & (few | twice))
        self.words: Ints = words[kept]
        self.shares: Floats = neighbours.shares[kept]
        self.ways: Ints = neighbours.ways[kept]
        self._starts: Ints = np.searchsorted(kept, neighbours.starts)
        self._sizes: Ints = np.diff(self._starts)
        self.odd: Floats = odd.astype(np.float32)
        """Of each row."""
        self.rows: dict[str, int] = {word: row for word, row in neighbours.rows.items() if self._sizes[row]}
        self.alone: Floats = np.array([*counts.zipf.values()], np.float32).take(self.words) - np.float32(9)
        """log10 of the probability of each candidate, whatever stands beside it."""
        rises = model.unigrams.take(self.words) - self.alone
        falls = model.backoffs.take(self.words)
        self.told: Floats = np.stack([rises, falls, self.shares + self.alone], 1)
        """Of each candidate where the model keeps no pair with its neighbours: how much likelier it is after the one before it
        than alone, but for that one's backoff, how much likelier the one behind it; and how likely it is by itself."""

    def of(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return the candidates in rows one after another, and how many each row has."""
        sizes = self._sizes.take(rows)
        at = np.arange(sizes.sum())
        at += (self._starts.take(rows) - (np.cumsum(sizes) - sizes)).repeat(sizes)
        return at, sizes


def _likeliest(score: Floats, sizes: Ints) -> tuple[Ints, Ints]:
    """Return which candidates of each token score best, the best first, and how many each token is left."""
    # The candidates of each token in a line of its own, those that there are none of last.
    starts = np.cumsum(sizes) - sizes
    most = int(sizes.max())
    lines = np.full((len(starts), most), np.inf, np.float32)
    lines[np.arange(most) < sizes[:, None]] = -score
    best = lines.argsort(1, kind="stable")[:, :STATES]
    left = np.minimum(sizes, STATES)
    kept: Ints = (best + starts[:, None])[np.arange(best.shape[1]) < left[:, None]]
    return kept, left


def _walked(tokens: Ints, worth: Floats, steps: Floats) -> Floats:
    """Return what each reading of the open tokens weighs (tokens, readings), by the forward-backward algorithm.

    A token with one reading parts the lattice: what is left are runs, walked all at once.
    """
    open_ = np.zeros(len(worth), bool)
    open_[tokens] = True
    forward, backward = np.zeros(worth.shape, np.float32), np.zeros(worth.shape, np.float32)
    for place, now in enumerate(_by_place(open_)):
        into = steps.take(now, 0)
        come = (forward.take(now - 1, 0)[:, None, :] @ into)[:, 0] if place else into[:, 0]
        forward[now] = _shares(come * worth.take(now, 0))
    for place, behind in enumerate(_by_place(open_[::-1])):
        now = len(worth) - 1 - behind
        go = steps.take(now + 1, 0)
        if place:
            go = go @ (worth.take(now + 1, 0) * backward.take(now + 1, 0))[:, :, None]
        backward[now] = _shares(go[:, :, 0])
    return _shares(forward.take(tokens, 0) * backward.take(tokens, 0))


def _by_place(open_: NDArray[np.bool_]) -> Iterator[Ints]:
    """Yield the tokens that are the first of their run of open tokens, then those that are the second, and so on."""
    numbers = np.arange(1, len(open_) + 1)
    since = numbers - np.maximum.accumulate(np.where(open_, 0, numbers))
    order = since.argsort(kind="stable")
    for first, last in pairwise(np.cumsum(np.bincount(since)).tolist()):
        yield order[first:last]


def _shares(values: Floats) -> Floats:
    """Return what share each has of its line."""
    found: Floats = np.divide(values, np.add.reduce(values, 1, keepdims=True), dtype=np.float32)
    return found

"""Guesses which words a thesaurus spinner put in, and what stood there before: a noisy channel over a whole text at once.

Each word was either kept, or put in for a word that it is a neighbour of. An encoder reads the text as it stands and says how
well each candidate would stand there. The likeliest few are weighed against those beside them, by the forward-backward
algorithm over the lattice of all readings under a model of word pairs. Then a small network, trained on texts spun for the
purpose (`tools/damage/train_guesses.py`), weighs what tells the kept word and its candidates apart (the encoder, three-word
contexts, frequency, what the text is about, the same word elsewhere in it) and gives each a probability.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from harmattan.lexicons.neighbours import Neighbours
from harmattan.stages.reading.damage.contexts import FAR, NAMES
from harmattan.stages.reading.damage.counts import Counts
from harmattan.stages.reading.damage.encoder import WAYS, Packed
from harmattan.stages.reading.damage.lattice import Lattice, Lattices
from harmattan.stages.reading.damage.model import Floats, Ints, Model
from harmattan.stages.reading.damage.networks import Network, Networks, soften
from harmattan.stages.reading.damage.repeats import Repeats
from harmattan.stages.reading.damage.tokens import Token, tokens_of

_MOST_TIMES = 4
_ONE: Ints = np.zeros(1, np.int64)
_FARTHEST = 15.0
"""More than this the encoder's odds say nothing."""


class Guess(NamedTuple):
    """What one word was put in for, the likeliest candidate alone."""

    at: int
    """Index of the token."""
    word: str
    probability: float
    """That this word stood there."""
    changed: float
    """That some other word than the observed one stood there."""

    @property
    def rather(self) -> float:
        """How likely it is that this word stood there, if it was this one or the observed one.

        Where several other words may have stood there they tell of a swap, and not that this word was swapped.
        """
        either = self.probability + 1 - self.changed
        return self.probability / either if either > 0 else 0.0


class Asked(NamedTuple):
    """The tokens of one text, and of each how likely some other word must have stood there for a guess to be told."""

    tokens: Sequence[Token]
    floors: Floats


class Guesser:
    """The guesses of one language under one table of neighbours."""

    def __init__(self, counts: Counts, model: Model, neighbours: Neighbours, encoder: Packed) -> None:
        self._model = model
        self._words = tuple(counts.zipf)
        self._lattices = Lattices(counts, model, neighbours, encoder)
        self._between = tokens_of("." * FAR, 0, FAR, [])
        """What parts texts that are looked at together: nothing beyond it is seen."""

    def guess(
        self, tokens: Sequence[Token], networks: Networks, *, whole: bool = True, floors: Floats | None = None
    ) -> list[Guess]:
        """Return a guess for every token that may have been put in, in order.

        `floors` says of each token how likely that must be, where not every guess is asked for.

        `whole`: an encoder reads the text first, which takes most of the time; else what stands beside each word must do.
        """
        floors = np.zeros(len(tokens), np.float32) if floors is None else floors
        return self._guess(tokens, networks, floors, whole=whole)

    def guess_all(self, asked: Sequence[Asked], networks: Networks) -> list[list[Guess]]:
        """Return the guesses of several texts by what stands beside each word alone; together they take less time."""
        tokens: list[Token] = []
        begins: list[int] = []
        floors: list[Floats] = []
        for some in asked:
            begins.append(len(tokens))
            tokens += some.tokens
            tokens += self._between
            floors += some.floors, np.zeros(len(self._between), np.float32)
        found = self._guess(tokens, networks, np.concatenate(floors), whole=False, begins=np.array(begins))
        firsts = [guess.at for guess in found]
        ends = [bisect_left(firsts, begin) for begin in (*begins, len(tokens))]
        return [
            [Guess(at - begin, word, probability, changed) for at, word, probability, changed in found[first:last]]
            for begin, (first, last) in zip(begins, pairwise(ends), strict=True)
        ]

    def _guess(
        self,
        tokens: Sequence[Token],
        networks: Networks,
        floors: Floats,
        *,
        whole: bool,
        begins: Ints = _ONE,
    ) -> list[Guess]:
        lattice = self._lattices.make(tokens, whole=whole, begins=begins)
        if lattice is None:
            return []
        network = networks.whole if whole else networks.pairs
        probabilities = soften(self._weights(lattice, network, whole=whole), lattice.starts)
        changed = 1 - probabilities.take(lattice.starts)
        probabilities[lattice.starts] = -1
        most = np.maximum.reduceat(probabilities, lattice.starts)
        top = (probabilities >= most.repeat(lattice.sizes)).nonzero()[0]
        # The first of those that are alike.
        top = top.take(np.searchsorted(top, lattice.starts))
        at = lattice.tokens.take(lattice.starts)
        told = (changed >= floors.take(at)).nonzero()[0]
        words = map(self._words.__getitem__, lattice.words.take(top.take(told)).tolist())
        return list(map(Guess, at.take(told).tolist(), words, most.take(told).tolist(), changed.take(told).tolist()))

    def lattice(self, tokens: Sequence[Token], *, whole: bool) -> Lattice | None:
        """Return the candidates of all tokens with their posteriors, None where no token has any."""
        return self._lattices.make(tokens, whole=whole)

    def features(self, lattice: Lattice, *, whole: bool) -> Floats:
        """Return what tells a kept word from its candidates, a row of numbers for each."""
        words, tokens, starts, posteriors = lattice.words, lattice.tokens, lattice.starts, lattice.posteriors
        sizes = lattice.sizes
        keep = np.zeros(len(words), bool)
        keep[starts] = True
        zipf = self._lattices.zipf.take(words)
        zipf[starts] = lattice.zipf.take(tokens.take(starts))
        own = zipf.take(starts).repeat(sizes)
        unknown = lattice.shown.take(tokens) < 0
        texts = lattice.texts.take(tokens.take(starts))
        many = np.maximum(np.bincount(texts), 1)
        repeats = Repeats(lattice, keep)
        often = np.where(unknown, 0, np.minimum(repeats.times, _MOST_TIMES))
        changed = 1 - posteriors.take(starts)
        beside = np.zeros(len(lattice.best) + 2, np.float32)
        beside[tokens.take(starts) + 1] = changed
        mean = (np.bincount(texts, changed) / many).take(texts).repeat(sizes)
        expected = repeats.expected(posteriors)
        ways = [(lattice.ways >> way) & 1 for way in range(WAYS + 1)]
        names = len(lattice.contexts) - NAMES
        columns: list[Any] = [
            keep, np.where(keep, 0, lattice.shares), zipf, self._model.unigrams.take(words), self._model.reported.take(words),
            *lattice.contexts[:names], *(lattice.contexts[names:] * keep),
            lattice.near, lattice.far, repeats.seen, repeats.stands, expected * keep, expected * ~keep,
            np.log10(np.maximum(posteriors, 1e-6)), repeats.mean(posteriors), keep * often, ~keep * np.log1p(repeats.times),
            keep * mean, ~keep * mean, keep * own, own, words < 0, np.where(keep, 0, zipf - own), *ways,
            keep * lattice.odd, lattice.odd, keep * beside.take(tokens), keep * beside.take(tokens + 2),
        ]  # fmt: skip
        likely = posteriors
        if whole:
            fits = np.clip(lattice.fits, -_FARTHEST, _FARTHEST)
            alone = np.log(np.maximum(soften(fits, starts), np.exp(-_FARTHEST)))
            columns += [fits, alone, repeats.mean(alone), keep * (1 - np.exp(alone[starts])).mean()]
            likely = np.exp(alone)
        # How much of what was put in came by two steps.
        twice = (np.bincount(texts.repeat(sizes), likely * ways[-1]) / many).take(texts).repeat(sizes)
        columns += [twice * ways[-1]]
        table = np.empty((len(columns), len(words)), np.float32)
        for number, column in enumerate(columns):
            table[number] = column
        return table.T

    def _weights(self, lattice: Lattice, network: Network, *, whole: bool) -> Floats:
        """Return what the network says of each row, text by text: how a product is rounded hangs on how many rows it has."""
        features = self.features(lattice, whole=whole)
        texts = lattice.texts.take(lattice.tokens)
        begins = np.flatnonzero(np.diff(texts, prepend=-1))
        ends = np.append(begins[1:], len(texts))
        parts = [network.weigh(features[begin:end]) for begin, end in zip(begins, ends, strict=True)]
        return np.concatenate(parts)

"""Guesses which words a thesaurus spinner put in, and what stood there before: a noisy channel over a whole text at once.

Each word was either kept, or put in for a word that it is a neighbour of. First the likeliest few candidates of every word
are weighed against those beside it, by the forward-backward algorithm over the lattice of all readings under a model of
word pairs. Then a small network, trained on texts spun for the purpose (`tools/damage/train_guesses.py`), weighs what
tells the kept word and its candidates apart (three-word contexts, frequency, what the text is about, the same word
elsewhere in it) and gives each a probability; it does so twice, the second time among the words that the first time found.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from harmattan.lexicons.neighbours import Neighbours
from harmattan.stages.reading.damage.contexts import NAMES, SUMS, contexts
from harmattan.stages.reading.damage.counts import Counts
from harmattan.stages.reading.damage.lattice import Lattice, Lattices
from harmattan.stages.reading.damage.model import Floats, Ints, Model
from harmattan.stages.reading.damage.networks import Network, soften
from harmattan.stages.reading.damage.tokens import Token

_WAYS = 6


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """What one word was put in for, the likeliest candidate alone."""

    at: int
    """Index of the token."""
    word: str
    probability: float
    """That this word stood there."""
    changed: float
    """That some other word than the observed one stood there."""


class Guesser:
    """The guesses of one language under one table of neighbours."""

    def __init__(self, counts: Counts, model: Model, neighbours: Neighbours) -> None:
        self._model = model
        self._words = tuple(counts.zipf)
        self._lattices = Lattices(counts, model, neighbours)

    def guess(self, tokens: Sequence[Token], networks: tuple[Network, Network]) -> list[Guess]:
        """Return a guess for every token that may have been put in, in order."""
        lattice = self.lattice(tokens)
        if lattice is None:
            return []
        first, second = networks
        lattice = self.reread(lattice, soften(first.weigh(self.features(lattice)), lattice.starts))
        probabilities = soften(second.weigh(self.features(lattice)), lattice.starts)
        ends = np.append(lattice.starts[1:], len(lattice.tokens))
        kept = probabilities[lattice.starts]
        found: list[Guess] = []
        for start, end, keeps in zip(lattice.starts.tolist(), ends.tolist(), kept.tolist(), strict=True):
            at = start + 1 + int(probabilities[start + 1 : end].argmax())
            found.append(
                Guess(
                    at=int(lattice.tokens[at]),
                    word=self._words[lattice.words[at]],
                    probability=float(probabilities[at]),
                    changed=1 - keeps,
                )
            )
        return found

    def lattice(self, tokens: Sequence[Token]) -> Lattice | None:
        """Return the candidates of all tokens with their posteriors under word pairs, None where no token has any."""
        return self._lattices.make(tokens)

    def features(self, lattice: Lattice) -> Floats:
        """Return what tells a kept word from its candidates, a row of numbers for each."""
        words, tokens, best = lattice.words, lattice.tokens, lattice.best
        keep = np.zeros(len(words), bool)
        keep[lattice.starts] = True
        sizes = np.diff(np.append(lattice.starts, len(words)))
        zipf = np.where(keep, lattice.zipf[tokens], self._lattices.zipf[words])
        own = np.repeat(zipf[keep], sizes)
        elsewhere, times = self._elsewhere(lattice, sizes)
        read, often = np.unique(best, return_counts=True)
        place = np.minimum(np.searchsorted(read, words), len(read) - 1)
        seen = np.where((read[place] == words) & (words >= 0), often[place] - (best[tokens] == words), 0)
        changed = 1 - lattice.posteriors[lattice.starts].mean()
        beside = np.zeros(len(best) + 2, np.float32)
        beside[tokens[lattice.starts] + 1] = 1 - lattice.posteriors[lattice.starts]
        context = lattice.contexts
        columns = [
            keep, np.where(keep, 0, lattice.shares), zipf, self._model.unigrams[words], self._model.reported[words],
            *context[:SUMS], lattice.near, lattice.far, np.log1p(seen), np.log10(np.maximum(lattice.posteriors, 1e-6)),
            elsewhere, keep * times, keep * changed, keep * own, own, words < 0, np.where(keep, 0, zipf - own),
            *[(lattice.ways >> bit) & 1 for bit in range(_WAYS)], keep * lattice.odd, lattice.odd,
            *context[SUMS:-NAMES], *(context[-NAMES:] * keep), keep * beside[tokens], keep * beside[tokens + 2],
        ]  # fmt: skip
        return np.stack([np.asarray(column, np.float32) for column in columns], 1)

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
        seen = lattice.contexts.copy()
        seen[:, rows] = contexts(self._model, lattice.tokens[rows], lattice.words[rows], best)
        return msgspec.structs.replace(lattice, posteriors=probabilities, best=best, contexts=seen)

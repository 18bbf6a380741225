"""Guesses which words a thesaurus spinner put in, and what stood there before: a noisy channel over a whole text at once.

Each word was either kept, or put in for a word that it is a neighbour of. First the likeliest few candidates of every word
are weighed against those beside it, by the forward-backward algorithm over the lattice of all readings under a model of
word pairs. Then a small network, trained on texts spun for the purpose (`tools/damage/train_guesses.py`), weighs what
tells the kept word and its candidates apart (three-word contexts, frequency, what the text is about, the same word
elsewhere in it) and gives each a probability; it does so twice, the second time among the words that the first time found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.lexicons.neighbours import Neighbours
from harmattan.stages.reading.damage.contexts import NAMES, SUMS, Reading, Rows, contexts
from harmattan.stages.reading.damage.counts import Counts
from harmattan.stages.reading.damage.lattice import Lattice, Lattices
from harmattan.stages.reading.damage.model import Floats, Ints, Model
from harmattan.stages.reading.damage.networks import Network, soften
from harmattan.stages.reading.damage.tokens import Token

_WAYS = 6
_MOST_TIMES = 4
_NOWHERE = -0.2
"""Instead of how likely a reading is elsewhere, where its word stands nowhere else."""
_SUMS = 5
_TOPICS = _SUMS + SUMS
_READ = _TOPICS + 2
_TIMES = _READ + 3
_OWN = _TIMES + 2
_SIGNS = _OWN + 4 + _WAYS + 2
"""Where in a row of features the contexts stand, what tells of topics, and so on."""


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """What one word was put in for, the likeliest candidate alone."""

    at: int
    """Index of the token."""
    word: str
    probability: float
    """That this word stood there."""
    changed: float
    """That some other word than the observed one stood there."""


class Fixed(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What does not change in a lattice when it is read again."""

    table: Floats
    """Features, those that change left out, a column for each row of the lattice; of the others, an entry for each."""
    keep: NDArray[np.bool_]
    """The kept words."""
    which: Ints
    """A number for each reading of an observed word, the same wherever it stands."""
    times: Ints
    """How often the observed word stands elsewhere."""
    unknown: NDArray[np.bool_]
    """Whether no list knows the observed word."""


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
        fixed = self.fixed(lattice)
        lattice = self.reread(lattice, soften(first.weigh(self.features(lattice, fixed)), lattice.starts))
        probabilities = soften(second.weigh(self.features(lattice, fixed)), lattice.starts)
        kept = probabilities[lattice.starts]
        probabilities[lattice.starts] = -1
        sizes = np.diff(lattice.starts, append=len(lattice.tokens))
        most = np.maximum.reduceat(probabilities, lattice.starts)
        top = np.flatnonzero(probabilities >= most.repeat(sizes))
        # The first of those that are alike.
        top = top[np.searchsorted(top, lattice.starts)]
        columns = (lattice.tokens[top], lattice.words[top], most, kept)
        return [
            Guess(at=at, word=self._words[word], probability=probability, changed=1 - keeps)
            for at, word, probability, keeps in zip(*(column.tolist() for column in columns), strict=True)
        ]

    def lattice(self, tokens: Sequence[Token]) -> Lattice | None:
        """Return the candidates of all tokens with their posteriors under word pairs, None where no token has any."""
        return self._lattices.make(tokens)

    def fixed(self, lattice: Lattice) -> Fixed:
        """Return what does not change in a lattice when it is read again."""
        words, tokens, starts = lattice.words, lattice.tokens, lattice.starts
        keep = np.zeros(len(words), bool)
        keep[starts] = True
        sizes = np.diff(starts, append=len(words))
        zipf = np.where(keep, lattice.zipf[tokens], self._lattices.zipf[words])
        own = zipf[keep].repeat(sizes)
        observed = lattice.shown[tokens[starts]]
        _, which = np.unique(observed.repeat(sizes) * (1 << 18) + words + 1, return_inverse=True)
        _, group = np.unique(observed, return_inverse=True)
        times = (np.bincount(group)[group] - 1).repeat(sizes)
        unknown = observed.repeat(sizes) < 0
        often = np.where(unknown, 0, np.minimum(times, _MOST_TIMES))
        columns: list[tuple[int, Any]] = [
            (0, keep), (1, np.where(keep, 0, lattice.shares)), (2, zipf), (3, self._model.unigrams[words]),
            (4, self._model.reported[words]), (_TOPICS, lattice.near), (_TOPICS + 1, lattice.far), (_TIMES, keep * often),
            (_OWN, keep * own), (_OWN + 1, own), (_OWN + 2, words < 0), (_OWN + 3, np.where(keep, 0, zipf - own)),
            *((_OWN + 4 + bit, (lattice.ways >> bit) & 1) for bit in range(_WAYS)),
            (_SIGNS - 2, keep * lattice.odd), (_SIGNS - 1, lattice.odd),
        ]  # fmt: skip
        table = np.zeros((_SIGNS + len(lattice.contexts) - SUMS + 2, len(words)), np.float32)
        for number, column in columns:
            table[number] = column
        return Fixed(table=table, keep=keep, which=which, times=times, unknown=unknown)

    def features(self, lattice: Lattice, fixed: Fixed | None = None) -> Floats:
        """Return what tells a kept word from its candidates, a row of numbers for each."""
        fixed = self.fixed(lattice) if fixed is None else fixed
        words, tokens, best, posteriors = lattice.words, lattice.tokens, lattice.best, lattice.posteriors
        read, often = np.unique(best, return_counts=True)
        place = np.minimum(np.searchsorted(read, words), len(read) - 1)
        seen = np.where((read[place] == words) & (words >= 0), often[place] - (best[tokens] == words), 0)
        changed = 1 - posteriors[lattice.starts]
        beside = np.zeros(len(best) + 2, np.float32)
        beside[tokens[lattice.starts] + 1] = changed
        # How likely the same reading of the same observed word is where it stands elsewhere.
        total = np.bincount(fixed.which, posteriors)[fixed.which]
        elsewhere = np.where(fixed.times > 0, (total - posteriors) / np.maximum(fixed.times, 1), _NOWHERE)
        table = fixed.table.copy()
        table[_SUMS : _SUMS + SUMS] = lattice.contexts[:SUMS]
        table[_READ] = np.log1p(seen)
        table[_READ + 1] = np.log10(np.maximum(posteriors, 1e-6))
        table[_READ + 2] = np.where(fixed.unknown, _NOWHERE, elsewhere)
        table[_TIMES + 1] = fixed.keep * (1 - posteriors[lattice.starts].mean())
        table[_SIGNS:-2] = lattice.contexts[SUMS:]
        table[-2 - NAMES : -2] *= fixed.keep
        table[-2] = fixed.keep * beside[tokens]
        table[-1] = fixed.keep * beside[tokens + 2]
        return np.ascontiguousarray(table.T)

    def reread(self, lattice: Lattice, probabilities: Floats) -> Lattice:
        """Return the lattice with new posteriors, and each token read as its likeliest word."""
        sizes = np.diff(np.append(lattice.starts, len(lattice.tokens)))
        most = np.repeat(np.maximum.reduceat(probabilities, lattice.starts), sizes)
        top = np.flatnonzero(probabilities >= most)
        best, states = lattice.best.copy(), lattice.states.copy()
        best[lattice.tokens[top]], states[lattice.tokens[top]] = lattice.words[top], lattice.place[top]
        # Only what stands by a word that reads otherwise now has another context.
        other = np.flatnonzero(best != lattice.best)
        near = np.zeros(len(best) + 4, bool)
        for shift in (0, 1, 3, 4):
            near[other + shift] = True
        rows = np.flatnonzero(near[lattice.tokens + 2])
        seen = lattice.contexts.copy()
        some = Rows(tokens=lattice.tokens[rows], words=lattice.words[rows], states=lattice.place[rows])
        seen[:, rows] = contexts(self._model, lattice.steps, some, Reading(words=best, states=states))
        return msgspec.structs.replace(lattice, posteriors=probabilities, best=best, states=states, contexts=seen)

"""How well a word stands among its neighbours, and in what a text is about; for whole arrays of words at once.

`best` is what each token of the text reads as; each of `words` is one reading of the token of the same place in `tokens`.
"""

from __future__ import annotations

import msgspec
import numpy as np

from harmattan.stages.reading.damage.model import CLOSE, NAME, OPEN, Floats, Ints, Model
from harmattan.stages.reading.damage.steps import Steps

SUMS, NAMES = 7, 2
"""How many of the contexts are logarithms, and how many of the last tell of names."""
_WINDOW = 6
_TOPICAL = 5.6
"""Words more frequent than this tell nothing of what a text is about."""


class Rows(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Readings of tokens, token by token."""

    here: Ints
    """The tokens."""
    sizes: Ints
    """How many readings each has."""
    tokens: Ints
    """Of each reading: its token."""
    words: Ints
    states: Ints
    """The how-manieth reading of its token each is; the kept word is 0."""


class Reading(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What each token of a text reads as: a word or class, and the how-manieth of its readings that is."""

    words: Ints
    states: Ints


def contexts(model: Model, steps: Steps, rows: Rows, read: Reading) -> Floats:
    """Return how well each row's word stands among the words that its neighbours read as, a column for each row."""
    tokens, words, states = rows.tokens, rows.words, rows.states
    # What stands beside a token is the same for all its readings.
    here, sizes = rows.here, rows.sizes
    left, right, right2 = (beside(read.words, step).take(here) for step in (-1, 1, 2))
    edge = np.zeros(2, np.int64)
    around = np.concatenate([edge, read.states, edge])
    far_left, near_left, near_right, far_right = (around.take(here + shift) for shift in (0, 1, 3, 4))
    # No pair ends with the beginning of a sentence.
    before = np.where(left == OPEN, -1, steps.pair(np.maximum(here - 1, 0), far_left, near_left)).repeat(sizes)
    onward = steps.probability(here + 2, np.where(right == CLOSE, 1, near_right), far_right).repeat(sizes)
    to_here = steps.places(tokens, near_left.repeat(sizes), states)
    from_here = steps.places(tokens + 1, states, near_right.repeat(sizes))
    at_left, at_right = steps.pairs_at(to_here), steps.pairs_at(from_here)
    ends, opens = (right < 0) | (right == CLOSE), (left < 0) | (left == OPEN)
    beside_names = (left == NAME).repeat(sizes), (right == NAME).repeat(sizes)
    left, right, right2 = left.repeat(sizes), right.repeat(sizes), right2.repeat(sizes)
    # One look-up for all triples: most of the time goes into each, however short.
    count = len(words)
    firsts = np.concatenate([before, at_left, at_right])
    lasts = np.concatenate([words, right, right2])
    triples = model.triples_among(firsts, lasts)
    seen = np.zeros(len(firsts), bool)
    seen[triples.which] = True
    after = steps.after_at(to_here), steps.after_at(from_here), onward
    begins, middle, to_end = model.after_two(firsts, np.concatenate(after), triples).reshape(3, count)
    both = firsts[count:]
    web = model.on_the_web(both).reshape(2, count)
    news = model.in_news(np.concatenate([left, words]), lasts[: 2 * count], both).reshape(2, count)
    found = np.empty((SUMS + 1 + 2 + 3 + 2 + NAMES, count), np.float32)
    columns = (
        begins, middle, to_end, *web, *news, begins - model.unigrams.take(words), at_left >= 0, at_right >= 0,
        *seen.reshape(3, count), ends.repeat(sizes), opens.repeat(sizes), *beside_names,
    )  # fmt: skip
    for number, column in enumerate(columns):
        found[number] = column
    return found


def topics(model: Model, zipf: Floats, rows: Rows, best: Ints) -> tuple[Floats, Floats]:
    """Return how near each row's word is to what is spoken of around it, and in the whole text."""
    here = rows.here
    content = (best >= 0) & (best < NAME) & (zipf.take(best) < _TOPICAL)
    vectors = model.vectors(np.where(content, best, -1))
    sums = np.zeros((len(best) + 1, vectors.shape[1]), np.float32)
    np.cumsum(vectors, 0, out=sums[1:])
    # What a word itself says of the topic does not count.
    around = np.empty((len(here), 2, vectors.shape[1]), np.float32)
    around[:, 0] = sums.take(np.minimum(here + _WINDOW + 1, len(best)), 0)
    around[:, 0] -= sums.take(np.maximum(here - _WINDOW, 0), 0)
    around[:, 1] = sums[-1]
    around -= vectors.take(here, 0)[:, None]
    around /= np.maximum(np.sqrt(np.einsum("inj,inj->in", around, around)), 1e-3)[:, :, None]
    which = np.arange(len(here)).repeat(rows.sizes)
    near, far = np.einsum("ij,inj->ni", model.vectors(rows.words), around.take(which, 0))
    return near, far


def beside(words: Ints, step: int) -> Ints:
    """Return the word so many tokens away from each token; beyond a sentence's end stands its border."""
    border = OPEN if step < 0 else CLOSE
    edge = np.full(min(abs(step), len(words)), border, np.int64)
    found: Ints = np.concatenate([edge, words[:step]]) if step < 0 else np.concatenate([words[step:], edge])
    found[found == CLOSE] = border
    return found

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

    tokens: Ints
    words: Ints
    states: Ints
    """The how-manieth reading of its token each is; the kept word is 0."""


class Reading(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What each token of a text reads as: a word or class, and the how-manieth of its readings that is."""

    words: Ints
    states: Ints


def contexts(model: Model, steps: Steps, rows: Rows, read: Reading) -> Floats:
    """Return how well each row's word stands among the words that its neighbours read as, a column for each row."""
    words, states = rows.words, rows.states
    # What stands beside a token is the same for all its readings.
    first = np.flatnonzero(np.diff(rows.tokens, prepend=-1))
    sizes = np.diff(first, append=len(rows.tokens))
    here = rows.tokens[first]
    left, right, right2 = (beside(read.words, step)[here] for step in (-1, 1, 2))
    edge = np.zeros(2, np.int64)
    far_left, near_left, _, near_right, far_right = (
        np.concatenate([edge, read.states, edge]).take(here + shift) for shift in range(5)
    )
    # No pair ends with the beginning of a sentence.
    before = np.where(left == OPEN, -1, steps.pair(np.maximum(here - 1, 0), far_left, near_left)).repeat(sizes)
    behind = (here + 2, np.where(right == CLOSE, 1, near_right), far_right)
    onward = steps.probability(*behind).repeat(sizes)
    to_here = (rows.tokens, near_left.repeat(sizes), states)
    from_here = (rows.tokens + 1, states, near_right.repeat(sizes))
    at_left, at_right = steps.pair(*to_here), steps.pair(*from_here)
    left, right, right2 = left.repeat(sizes), right.repeat(sizes), right2.repeat(sizes)
    # One look-up for all triples: most of the time goes into each, however short.
    triples = model.triple_at(
        np.concatenate([before, at_left, at_right]), np.concatenate([words, right, right2])
    ).reshape(3, -1)
    begins = model.after_two(before, steps.probability(*to_here), triples[0])
    middle = model.after_two(at_left, steps.probability(*from_here), triples[1])
    ends = model.after_two(at_right, onward, triples[2])
    return np.stack([
        begins, middle, ends, model.on_the_web(at_left), model.on_the_web(at_right),
        model.in_news(left, words, at_left), model.in_news(words, right, at_right), begins - model.unigrams[words],
        at_left >= 0, at_right >= 0, *(at >= 0 for at in triples), (right < 0) | (right == CLOSE), (left < 0) | (left == OPEN),
        left == NAME, right == NAME,
    ]).astype(np.float32)  # fmt: skip


def topics(model: Model, zipf: Floats, tokens: Ints, words: Ints, best: Ints) -> tuple[Floats, Floats]:
    """Return how near each row's word is to what is spoken of around it, and in the whole text."""
    content = (best >= 0) & (best < NAME) & (zipf[best] < _TOPICAL)
    vectors = model.vectors(np.where(content, best, -1))
    sums = np.vstack([np.zeros((1, vectors.shape[1]), np.float32), np.cumsum(vectors, 0)])
    first = np.flatnonzero(np.diff(tokens, prepend=-1))
    sizes = np.diff(first, append=len(tokens))
    here = tokens[first]
    window = sums[np.minimum(here + _WINDOW + 1, len(best))] - sums[np.maximum(here - _WINDOW, 0)] - vectors[here]
    whole = sums[-1] - vectors[here]
    word = model.vectors(words)
    near, far = (
        np.einsum("ij,ij->i", word, around.repeat(sizes, 0))
        / np.maximum(np.linalg.norm(around, axis=1), 1e-3).repeat(sizes)
        for around in (window, whole)
    )
    return near, far


def beside(words: Ints, step: int) -> Ints:
    """Return the word so many tokens away from each token; beyond a sentence's end stands its border."""
    border = OPEN if step < 0 else CLOSE
    edge = np.full(min(abs(step), len(words)), border, np.int64)
    found: Ints = np.concatenate([edge, words[:step]]) if step < 0 else np.concatenate([words[step:], edge])
    found[found == CLOSE] = border
    return found

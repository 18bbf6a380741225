"""How well a word stands among its neighbours, and in what a text is about; for whole arrays of words at once.

`best` is what each token of the text reads as; each of `words` is one reading of the token of the same place in `tokens`.
"""

from __future__ import annotations

import numpy as np

from harmattan.stages.reading.damage.model import CLOSE, NAME, OPEN, Floats, Ints, Model

SUMS, NAMES = 7, 2
"""How many of the contexts are logarithms, and how many of the last tell of names."""
_WINDOW = 6
_TOPICAL = 5.6
"""Words more frequent than this tell nothing of what a text is about."""


def contexts(model: Model, tokens: Ints, words: Ints, best: Ints) -> Floats:
    """Return how well each row's word stands among the words that its neighbours read as, a column for each row."""
    left, right = beside(best, tokens, -1), beside(best, tokens, 1)
    left2, right2 = beside(best, tokens, -2), beside(best, tokens, 2)
    # One look-up for all pairs and one for all triples: most of the time goes into each, however short.
    pairs = model.pair_at(np.concatenate([left, words, left2, right]), np.concatenate([words, right, left, right2]))
    at_left, at_right, before, behind = pairs.reshape(4, -1)
    triples = model.triple_at(
        np.concatenate([before, at_left, at_right]), np.concatenate([words, right, right2])
    ).reshape(3, -1)
    onward = model.after_one(right, right2, behind)
    begins = model.after_two(before, model.after_one(left, words, at_left), triples[0])
    middle = model.after_two(at_left, model.after_one(words, right, at_right), triples[1])
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
    here = np.arange(len(best))
    window = sums[np.minimum(here + _WINDOW + 1, len(best))] - sums[np.maximum(here - _WINDOW, 0)] - vectors
    whole = sums[-1] - vectors
    word = model.vectors(words)
    near = np.einsum("ij,ij->i", word, window[tokens]) / np.maximum(np.linalg.norm(window, axis=1), 1e-3)[tokens]
    far = np.einsum("ij,ij->i", word, whole[tokens]) / np.maximum(np.linalg.norm(whole, axis=1), 1e-3)[tokens]
    return near, far


def beside(words: Ints, tokens: Ints, step: int) -> Ints:
    """Return the word so many tokens away from each token; beyond a sentence's end stands its border."""
    places = tokens + step
    inside = (places >= 0) & (places < len(words))
    found = words[np.clip(places, 0, len(words) - 1)]
    border = OPEN if step < 0 else CLOSE
    found = np.where(inside, found, border)
    return np.where(found == CLOSE, border, found)

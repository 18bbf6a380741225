"""How well a word stands among its neighbours, and in what a text is about; for whole arrays of words at once.

`best` is what each token of the text reads as; each of `words` is one reading of the token of the same place in `tokens`.
"""

from __future__ import annotations

import msgspec
import numpy as np

from harmattan.stages.reading.damage.model import CLOSE, LENGTH, NAME, OPEN, Floats, Ints, Model
from harmattan.stages.reading.damage.steps import Steps

SUMS, NAMES = 7, 2
"""How many of the contexts are logarithms, and how many of the last tell of names."""
FAR = 6
"""What so many tokens further on than this says nothing of what is spoken of around a word, nor how well that stands there."""
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
    left, right, right2 = beside(read.words, here, -1), beside(read.words, here, 1), beside(read.words, here, 2)
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
    pairs = model.facts_of(firsts)
    begins, middle, to_end = model.after_two(pairs, np.concatenate(after), triples).reshape(3, count)
    web = model.on_the_web(pairs[count:]).reshape(2, count)
    news = model.in_news(np.concatenate([left, words]), lasts[: 2 * count], pairs[count:]).reshape(2, count)
    found = np.empty((SUMS + 1 + 2 + 3 + 2 + NAMES, count), np.float32)
    columns = (
        begins, middle, to_end, *web, *news, begins - model.unigrams.take(words), at_left >= 0, at_right >= 0,
        *seen.reshape(3, count), ends.repeat(sizes), opens.repeat(sizes), *beside_names,
    )  # fmt: skip
    for number, column in enumerate(columns):
        found[number] = column
    return found


def topics(model: Model, zipf: Floats, rows: Rows, best: Ints, texts: Ints) -> tuple[Floats, Floats]:
    """Return how near each row's word is to what is spoken of around it, and in the whole text.

    `texts` says of each token in which text it stands.
    """
    here = rows.here
    content = (best >= 0) & (best < NAME) & (zipf.take(best) < _TOPICAL)
    vectors = model.vectors(np.where(content, best, -1))
    # What a word itself says of the topic does not count.
    around = np.empty((len(here), 2, vectors.shape[1]), np.float32)
    around[:, 0] = _sums_around(vectors, here)
    in_text = (np.arange(texts[-1] + 1)[:, None] == texts).astype(np.float32)
    around[:, 1] = (in_text @ vectors).take(texts.take(here), 0)
    around -= vectors.take(here, 0)[:, None]
    around /= np.maximum(LENGTH * np.sqrt(np.einsum("inj,inj->in", around, around)), 1e-3 * LENGTH**2)[:, :, None]
    which = np.arange(len(here)).repeat(rows.sizes)
    near, far = np.einsum("ij,inj->ni", model.vectors(rows.words), around.take(which, 0))
    return near, far


def _sums_around(vectors: Floats, here: Ints) -> Floats:
    """Return the sum of the vectors of each place `here`, of the six before it and of the six behind it."""
    padded = np.zeros((len(vectors) + 2 * FAR, vectors.shape[1]), np.float32)
    padded[FAR:-FAR] = vectors
    # Thirteen are eight, four and one: sums of all neighbours at once, for a running sum takes longer.
    two = padded[:-1] + padded[1:]
    four = two[:-2] + two[2:]
    eight = four[:-4] + four[4:]
    found: Floats = eight.take(here, 0)
    found += four.take(here + 8, 0)
    found += padded.take(here + 12, 0)
    return found


def beside(words: Ints, here: Ints, step: int) -> Ints:
    """Return the word at most two tokens away from each of the tokens `here`; beyond a sentence's end stands its border."""
    found: Ints = np.concatenate([[OPEN, OPEN], words, [CLOSE, CLOSE]]).take(here + (2 + step))
    if step < 0:
        found[found == CLOSE] = OPEN
    return found

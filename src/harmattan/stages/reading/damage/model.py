"""A language model of three words, looked up for whole arrays of words at once.

Words are ranks in the list of `counts`; four classes stand beside them. What the file holds for a pair comes from three
sources: a trigram model of spoken and written English (probability, backoff), how much oftener than by chance the two words
stand together on the web, and how often they did in open texts on conflict and in dictionary glosses. `tools/damage/
derive_ngrams.py` makes it.
"""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.stages.reading.damage.hashed import Found, Hashed
from harmattan.stages.reading.damage.hashed import Ints as Ints

Floats = NDArray[np.float32]

SHIFT = 17
NAME, NUMBER, OPEN, CLOSE = ((1 << SHIFT) - n for n in (4, 3, 2, 1))
"""Classes: a name, a number, what stands before a sentence and what ends it."""
DIMENSIONS, LENGTH = 50, 127
_DATA = Path(__file__).parent / "data"
_STEPS = 32
_LOG, _BACKOFF, _WEB, _NEWS = range(4)
_ABSENT = 255
_UNLISTED = -1.0
_UNKNOWN = -8.5
"""log10 of the probability of a word that no list knows."""
_SMOOTH = 0.3


class Tables(msgspec.Struct, frozen=True, kw_only=True):
    """What a model is packed from: log10 throughout; `keys` sorted, left << SHIFT | right; NaN where a source lacks a pair."""

    unigrams: Any
    backoffs: Any
    singles: Any
    """How often each word or class stands in the open text."""
    reports: Any
    """How often in those of it that are reports on conflict."""
    keys: Any
    logs: Any
    pair_backoffs: Any
    web: Any
    """How much oftener than by chance."""
    news: Any
    """How often."""
    triples: Any
    """Sorted: place of the first two among `keys` << SHIFT | third."""
    triple_logs: Any
    vector_words: Any
    vectors: Any


class _Packed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    size: int
    unigrams: bytes
    backoffs: bytes
    singles: bytes
    reports: bytes
    keys: tuple[bytes, ...]
    """Gaps between the keys, the lowest byte of all first."""
    logs: bytes
    pair_backoffs: bytes
    web: bytes
    news: bytes
    triples: tuple[bytes, ...]
    triple_logs: bytes
    vector_words: bytes
    vectors: bytes


class Model:
    """Probabilities of words among their neighbours; a word number of -1 is a word that no list knows."""

    def __init__(self, packed: _Packed) -> None:
        read = np.frombuffer
        # One entry more than there are words and classes: what -1 finds.
        self.unigrams: Floats = np.append(read(packed.unigrams, "<f2").astype(np.float32), np.float32(_UNKNOWN))
        self.backoffs: Floats = np.append(read(packed.backoffs, "<f2").astype(np.float32), np.float32(0))
        self._singles: Floats = np.append(read(packed.singles, "<f4").astype(np.float32), np.float32(0))
        self._total = float(self._singles.sum())
        reports = read(packed.reports, "<f4").astype(np.float32)
        expected = 10 ** self.unigrams[:-1] * reports.sum()
        self.reported: Floats = np.append(np.log10((reports + 1) / (expected + 1)), np.float32(0)).astype(np.float32)
        """Of each word and class: how much oftener than elsewhere it stands in reports on conflict, log10."""
        # The same of pairs and triples: what stands for one that is not kept.
        keys = _unpacked(packed.keys)
        self._of_pairs: Floats = np.zeros((len(keys) + 1, 4), np.float32)
        """Of each pair: its logarithm, its backoff, how much oftener than by chance on the web, how often in the open text."""
        logs = read(packed.logs, np.uint8).astype(np.float32) / np.float32(-_STEPS)
        absent = np.flatnonzero(read(packed.logs, np.uint8) == _ABSENT)
        left, right = keys[absent] >> SHIFT, keys[absent] & ((1 << SHIFT) - 1)
        logs[absent] = self.unigrams.take(right) + self.backoffs.take(left)
        self._of_pairs[:-1, _LOG] = logs
        self._of_pairs[:-1, _BACKOFF] = read(packed.pair_backoffs, np.int8).astype(np.float32) / np.float32(_STEPS)
        web = read(packed.web, np.uint8)
        self._of_pairs[:-1, _WEB] = np.where(web == _ABSENT, _UNLISTED, web.astype(np.float32) / _STEPS - 2)
        self._of_pairs[-1, _WEB] = _UNLISTED
        self._of_pairs[:-1, _NEWS] = np.expm1(read(packed.news, np.uint8).astype(np.float32) / np.float32(_STEPS))
        self._triple_logs: Floats = read(packed.triple_logs, np.uint8).astype(np.float32) / np.float32(-_STEPS)
        self._pairs = Hashed(keys)
        self._triples = Hashed(_unpacked(packed.triples))
        places = read(packed.vector_words, "<u4").astype(np.int64)
        self._vector_of: Ints = np.zeros(packed.size + 1, np.int64)
        self._vector_of[places] = np.arange(1, len(places) + 1)
        vectors = read(packed.vectors, np.int8).reshape(-1, DIMENSIONS)
        self._vectors: NDArray[np.int8] = np.vstack([np.zeros((1, DIMENSIONS), np.int8), vectors])

    def kept_pairs(self, keys: Ints) -> Found:
        """Return which of the pairs of these keys (`key_of`) are kept, and where."""
        return self._pairs.find(keys)

    def logs_of(self, at: Ints) -> Floats:
        """Return log10 of the probability of the second word after the first of each kept pair."""
        found: Floats = self._of_pairs.ravel().take(at * 4 + _LOG)
        return found

    def facts_of(self, at: Ints) -> Floats:
        """Return what else is known of each pair (pairs, 4), for `after_two`, `on_the_web` and `in_news`; -1: not kept."""
        return self._of_pairs.take(at, 0)

    def triples_among(self, first_two: Ints, third: Ints) -> Found:
        """Return which of the triples are kept, and where, by where their first two words are (-1: nowhere)."""
        return self._triples.find(key_of(first_two, third))

    def after_two(self, first_two: Floats, second_third: Floats, triples: Found) -> Floats:
        """Return log10 of the probability of each third word after two.

        `first_two` is known of the first two, `second_third` its probability after the second alone.
        """
        found: Floats = second_third + first_two[:, _BACKOFF]
        found[triples.which] = self._triple_logs.take(triples.at)
        return found

    def on_the_web(self, pairs: Floats) -> Floats:
        """Return log10 of how much oftener than by chance each pair stands on the web; -1 where it is not listed."""
        return pairs[:, _WEB]

    def in_news(self, left: Ints, right: Ints, pairs: Floats) -> Floats:
        """Return log10 of how much oftener than by chance each pair stands in the open text, smoothed; 0 for unknown words."""
        # An unknown word was never seen, and is never met by chance.
        by_chance = self._singles.take(left) * self._singles.take(right) / self._total
        found: Floats = np.log10((pairs[:, _NEWS] + _SMOOTH) / (by_chance + _SMOOTH))
        return found

    def vectors(self, words: Ints) -> Floats:
        """Return the vector of each word, of length `LENGTH` or nearly so; zeros where it has none."""
        return self._vectors.take(self._vector_of.take(words), 0).astype(np.float32)


NOWHERE = -(1 << 62)
"""In place of a word that no list knows: no key with it is kept, whatever stands beside it."""


def key_of(left: Ints, right: Ints) -> Ints:
    """Return one number for each two; a negative one where either is negative."""
    found: Ints = (left << SHIFT) + right
    found |= right >> 63  # all bits are set where `right` is negative
    return found


@cache
def model_for(language: str) -> Model | None:
    """Return the model of a language, None where there is none. About .3 s when first asked for."""
    path = _DATA / f"ngrams_{language}.z"
    if not path.is_file():
        return None
    return Model(msgspec.msgpack.decode(zlib.decompress(path.read_bytes()), type=_Packed))


def pack(tables: Tables) -> bytes:
    """Return the file of a model."""

    def steps(logs: Any, least: float = 0.0) -> bytes:
        coded = np.clip(np.round((least - logs if least == 0 else logs - least) * _STEPS), 0, _ABSENT - 1)
        return bytes(np.where(np.isnan(logs), _ABSENT, coded).astype(np.uint8))

    packed = _Packed(
        size=len(tables.unigrams),
        unigrams=tables.unigrams.astype("<f2").tobytes(),
        backoffs=tables.backoffs.astype("<f2").tobytes(),
        singles=tables.singles.astype("<f4").tobytes(),
        reports=tables.reports.astype("<f4").tobytes(),
        keys=_planes(tables.keys, 5),
        logs=steps(tables.logs),
        pair_backoffs=np.clip(np.round(tables.pair_backoffs * _STEPS), -128, 127).astype(np.int8).tobytes(),
        web=steps(tables.web, -2.0),
        news=np.clip(np.round(np.log1p(tables.news) * _STEPS), 0, 255).astype(np.uint8).tobytes(),
        triples=_planes(tables.triples, 5),
        triple_logs=steps(tables.triple_logs),
        vector_words=tables.vector_words.astype("<u4").tobytes(),
        vectors=np.clip(np.round(tables.vectors * LENGTH), -LENGTH, LENGTH).astype(np.int8).tobytes(),
    )
    return zlib.compress(msgspec.msgpack.encode(packed), 9)


def _planes(keys: Any, count: int) -> tuple[bytes, ...]:
    """Return the gaps between sorted keys byte by byte: equal bytes side by side pack well."""
    gaps = np.diff(keys, prepend=0)
    return tuple(((gaps >> (8 * n)) & 0xFF).astype(np.uint8).tobytes() for n in range(count))


def _unpacked(planes: tuple[bytes, ...]) -> Ints:
    gaps = np.zeros(len(planes[0]), np.int64)
    for n, plane in enumerate(planes):
        gaps |= np.frombuffer(plane, np.uint8).astype(np.int64) << (8 * n)
    keys: Ints = np.cumsum(gaps)
    return keys

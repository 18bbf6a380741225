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

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

SHIFT = 17
NAME, NUMBER, OPEN, CLOSE = ((1 << SHIFT) - n for n in (4, 3, 2, 1))
"""Classes: a name, a number, what stands before a sentence and what ends it."""
DIMENSIONS = 50
_DATA = Path(__file__).parent / "data"
_STEPS = 32
_ABSENT = 255
_HASH = np.uint64(0x9E3779B97F4A7C15)
_BUCKET, _MARK = 4, 16
"""Keys in a bucket, and bits that mark each of them."""
_MARKS = np.uint64((1 << _MARK) - 1)
_EACH = np.uint64(sum(1 << _MARK * place for place in range(_BUCKET)))
_PLACES = tuple(np.uint64(1 << _MARK * place) for place in range(1, _BUCKET))
_TOPS = np.uint64(sum(1 << (_MARK * place + _MARK - 1) for place in range(_BUCKET)))
_FULL = np.uint64(1 << _MARK * (_BUCKET - 1))
"""A bucket that has a mark in its last place is at least this number."""
_SIFT = 23
_TO_SIFT = np.uint64(64 - _SIFT)
_BITS = np.array([1 << n for n in range(8)], np.uint8)
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
        self._backoffs: Floats = np.append(read(packed.backoffs, "<f2").astype(np.float32), np.float32(0))
        self._singles: Floats = np.append(read(packed.singles, "<f4").astype(np.float32), np.float32(0))
        self._total = float(self._singles.sum())
        reports = read(packed.reports, "<f4").astype(np.float32)
        expected = 10 ** self.unigrams[:-1] * reports.sum()
        self.reported: Floats = np.append(np.log10((reports + 1) / (expected + 1)), np.float32(0)).astype(np.float32)
        """Of each word and class: how much oftener than elsewhere it stands in reports on conflict, log10."""
        # The same of pairs and triples: what stands for one that is not kept.
        logs = read(packed.logs, np.uint8).astype(np.float32) / np.float32(-_STEPS)
        logs[read(packed.logs, np.uint8) == _ABSENT] = np.nan
        self._logs: Floats = np.append(logs, np.float32(np.nan))
        backoffs = read(packed.pair_backoffs, np.int8).astype(np.float32) / np.float32(_STEPS)
        self._pair_backoffs: Floats = np.append(backoffs, np.float32(0))
        web = read(packed.web, np.uint8)
        listed = np.where(web == _ABSENT, _UNLISTED, web.astype(np.float32) / _STEPS - 2).astype(np.float32)
        self._web: Floats = np.append(listed, np.float32(_UNLISTED))
        news = np.expm1(read(packed.news, np.uint8).astype(np.float32) / np.float32(_STEPS))
        self._news: Floats = np.append(news, np.float32(0))
        self._triple_logs: Floats = read(packed.triple_logs, np.uint8).astype(np.float32) / np.float32(-_STEPS)
        self._pairs = _Hashed(_unpacked(packed.keys))
        self._triples = _Hashed(_unpacked(packed.triples))
        places = read(packed.vector_words, "<u4").astype(np.int64)
        self._vector_of: Ints = np.zeros(packed.size + 1, np.int64)
        self._vector_of[places] = np.arange(1, len(places) + 1)
        vectors = read(packed.vectors, np.int8).reshape(-1, DIMENSIONS).astype(np.float32) / np.float32(127)
        self._vectors: Floats = np.vstack([np.zeros((1, DIMENSIONS), np.float32), vectors])

    def pair_at(self, left: Ints, right: Ints) -> Ints:
        """Return where each pair is kept, -1 where it is not."""
        return self._pairs.find((left << SHIFT) + right, (left >= 0) & (right >= 0))

    def after_one(self, left: Ints, right: Ints, at: Ints) -> Floats:
        """Return log10 of the probability of each `right` after `left`; `at` is where `pair_at` found them."""
        logs = self._logs.take(at)
        found: Floats = np.where(np.isnan(logs), self.unigrams.take(right) + self._backoffs.take(left), logs)
        return found

    def triple_at(self, first_two: Ints, third: Ints) -> Ints:
        """Return where each triple is kept, by where its first two words are, -1 where it is not."""
        return self._triples.find((first_two << SHIFT) + third, (first_two >= 0) & (third >= 0))

    def after_two(self, first_two: Ints, second_third: Floats, at: Ints) -> Floats:
        """Return log10 of the probability of each third word after two; `second_third` is its own after the second alone."""
        found: Floats = second_third + self._pair_backoffs.take(first_two)
        kept = np.flatnonzero(at >= 0)
        found[kept] = self._triple_logs.take(at.take(kept))
        return found

    def on_the_web(self, at: Ints) -> Floats:
        """Return log10 of how much oftener than by chance each pair stands on the web; -1 where it is not listed."""
        return self._web.take(at)

    def in_news(self, left: Ints, right: Ints, at: Ints) -> Floats:
        """Return log10 of how much oftener than by chance each pair stands in the open text, smoothed; 0 for unknown words."""
        # An unknown word was never seen, and is never met by chance.
        by_chance = self._singles.take(left) * self._singles.take(right) / self._total
        found: Floats = np.log10((self._news.take(at) + _SMOOTH) / (by_chance + _SMOOTH))
        return found

    def vectors(self, words: Ints) -> Floats:
        """Return the vector of each word, of length 1; zeros where it has none."""
        return self._vectors.take(self._vector_of.take(words), 0)


class _Hashed:
    """Where keys stand in a list: a table of buckets, for a binary search would wait for memory at every step.

    A bucket holds sixteen bits of the hash of each of its keys; the key itself is looked at only where they agree. Before
    that a bit tells for most keys that they are not there, in a map small enough to stay near the processor.
    """

    def __init__(self, keys: Ints) -> None:
        bits = max(2, int(3 * len(keys) // _BUCKET).bit_length())
        self._down = np.uint64(64 - bits)
        self._mask = (1 << bits) - 1
        self._keys = keys
        self._marks: NDArray[np.uint64] = np.zeros(1 << bits, np.uint64)
        """Of each bucket, those of all its places in one number, the first place's lowest."""
        self._at: NDArray[np.int32] = np.zeros((1 << bits) * _BUCKET, np.int32)
        self._sifted: NDArray[np.uint8] = np.zeros(1 << (_SIFT - 3), np.uint8)
        filled = np.zeros(1 << bits, np.int64)
        hashes = keys.astype(np.uint64) * _HASH
        sifted = hashes >> _TO_SIFT
        np.bitwise_or.at(self._sifted, sifted >> np.uint64(3), _BITS[sifted & np.uint64(7)])
        buckets, marks = self._hashed(hashes)
        waiting = np.argsort(buckets, kind="stable")
        buckets = buckets[waiting]
        while len(waiting):
            first = np.flatnonzero(np.diff(buckets, prepend=-1))
            place = np.arange(len(waiting)) - np.repeat(first, np.diff(np.append(first, len(waiting))))
            place += filled[buckets]
            fits = place < _BUCKET
            shift = (place[fits] * _MARK).astype(np.uint64)
            np.bitwise_or.at(self._marks, buckets[fits], marks[waiting[fits]] << shift)
            self._at[buckets[fits] * _BUCKET + place[fits]] = waiting[fits]
            np.add.at(filled, buckets[fits], 1)
            # What a full bucket can't take goes to the next one.
            waiting, buckets = waiting[~fits], (buckets[~fits] + 1) & self._mask

    def find(self, keys: Ints, asked: NDArray[np.bool_]) -> Ints:
        """Return the place of each key, -1 where it is not there or not asked for."""
        found = np.full(len(keys), -1, np.int64)
        hashes = keys.view(np.uint64) * _HASH
        sifted = hashes >> _TO_SIFT
        bits = self._sifted.take((sifted >> np.uint64(3)).view(np.int64))
        bits >>= sifted.astype(np.uint8) & np.uint8(7)
        bits &= asked.view(np.uint8)
        waiting = bits.view(bool).nonzero()[0]
        keys, (buckets, marks) = keys.take(waiting), self._hashed(hashes.take(waiting))
        marks *= _EACH
        while len(waiting):
            held = self._marks.take(buckets)
            unlike = held ^ marks
            # The highest bit of each place that has the mark, or stands above one that has it.
            alike = (unlike - _EACH) & ~unlike & _TOPS
            some = (alike != 0).nonzero()[0]
            while len(some):
                lowest = alike.take(some)
                rest = lowest & (lowest - np.uint64(1))
                place = sum(((lowest ^ rest) > most).view(np.int8) for most in _PLACES)
                at = self._at.take(buckets.take(some) * _BUCKET + place)
                same = self._keys.take(at) == keys.take(some)
                found[waiting.take(some[same])] = at[same]
                alike[some] = np.where(same, np.uint64(0), rest)
                some = some[alike.take(some) != 0]
            full = (held >= _FULL).nonzero()[0]
            full = full[found.take(waiting.take(full)) < 0]
            waiting, marks, keys = waiting.take(full), marks.take(full), keys.take(full)
            buckets = (buckets.take(full) + 1) & self._mask
        return found

    def _hashed(self, hashes: NDArray[np.uint64]) -> tuple[Ints, NDArray[np.uint64]]:
        """Return the bucket of each hash and what marks it there, never 0."""
        buckets: Ints = (hashes >> self._down).view(np.int64)
        return buckets, hashes >> np.uint64(16) & _MARKS | np.uint64(1)


@cache
def model_for(language: str) -> Model | None:
    """Return the model of a language, None where there is none. About .4 s when first asked for."""
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
        vectors=np.clip(np.round(tables.vectors * 127), -127, 127).astype(np.int8).tobytes(),
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

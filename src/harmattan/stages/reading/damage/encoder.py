"""Reads a text as a whole, and says how well each candidate of a word would stand where the word stands.

A small transformer over words: the six layers of MiniLM, trained further on spun news, speeches, reports and encyclopedias to
tell what each word was put in for (`tools/damage/train_encoder.py`). A word is the mean of the vectors of its pieces, so that
words which no list has can be read, too; those that are candidates have something of their own beside it to be told by.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.stages.reading.damage.model import Floats, Ints
from harmattan.stages.reading.damage.tokens import Token

_DATA = Path(__file__).parent / "data"
WINDOW = 320
"""A longer text is read in windows of at most so many words, of about one length."""
OVERLAP = 160
"""So many words stand in two windows; each is told by the one that knows more of what is around it."""
MOST_PIECES = 5
"""Of a word; what comes after them is not read."""
NUMBER = "12"
"""Every number is read as this one."""
WAYS = 6
SMALL = 1 << 14
"""A matrix of fewer numbers is kept in half precision."""
_APART = re.compile(r"[^\W_]+|\S|_")
_ZIPF = np.float32(0.25)
_GELU = np.float32(np.sqrt(2 / np.pi))
_CUBE = np.float32(0.044715)
_LEAST = np.float32(1e-12)
_REMEMBERED = 4_000
"""Words that no list has whose vectors are kept."""


class Matrix(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Numbers of half precision, or of one byte, each row of them with a scale to be multiplied with."""

    shape: tuple[int, ...]
    numbers: bytes
    scales: bytes = b""
    """Of each row, in half precision; none: so are the numbers."""


class Layer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One layer."""

    heads: int
    parts: dict[str, Matrix]


class Packed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file of an encoder holds."""

    pieces: str
    """Pieces of words, one a line; one inside a word begins with ##."""
    vectors: Matrix
    """Of each piece."""
    layers: list[Layer]
    parts: dict[str, Matrix]
    """What stands before and after the layers."""
    words: str
    """Words that have something of their own to be told by as candidates, one a line."""
    own: Matrix
    """What that is, of each."""


class Candidates(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What the open tokens of a text may have been put in for, token by token."""

    tokens: Ints
    """The open tokens."""
    sizes: Ints
    """How many candidates each has."""
    words: Ints
    """Of each candidate: its place in the list of words."""
    shares: Floats
    ways: Ints


class Encoder:
    """The encoder of one language. `words` are the listed ones in order, with their Zipf frequencies `zipf`."""

    def __init__(self, packed: Packed, words: Sequence[str], zipf: Floats) -> None:
        self._pieces = {piece: number for number, piece in enumerate(packed.pieces.split("\n"))}
        self._scales: Floats = np.frombuffer(packed.vectors.scales, "<f2").astype(np.float32)[:, None]
        self._piece_vectors = np.frombuffer(packed.vectors.numbers, np.int8).reshape(packed.vectors.shape)
        self._parts = _arrays(packed.parts)
        self._layers = [_Layer(layer) for layer in packed.layers]
        self._words, self._zipf = words, zipf * _ZIPF
        size = self._piece_vectors.shape[1]
        width = self._parts["k.weight"].shape[1]
        self._scale = np.float32(width**-0.5)
        # Of each listed word, once it was met.
        self._vectors: Floats = np.empty((len(words), size), np.float32)
        self._keys: Floats = np.empty((len(words), width), np.float32)
        self._met: NDArray[np.bool_] = np.zeros(len(words), bool)
        self._unlisted: dict[str, Floats] = {}
        own = {word: number for number, word in enumerate(packed.words.split("\n"))}
        # The row after the last is that of a word that has nothing of its own.
        self._own = np.concatenate([values_of(packed.own), np.zeros((1, width), np.float32)])
        self._own_at: Ints = np.array([own.get(word, len(self._own) - 1) for word in words])

    def fit(self, tokens: Sequence[Token], ranks: Ints, found: Candidates) -> Floats:
        """Return how much better each candidate stands where its token stands than the token itself, natural log odds.

        `ranks` are the tokens' places in the list of words, -1 for one that is not listed.
        """
        hidden = self._read(tokens, ranks, found.tokens)
        parts = self._parts
        observed = self._seen(tokens, ranks, found.tokens)
        asked = hidden @ parts["q.weight"] + parts["q.bias"]
        own = self._zipf.take(ranks.take(found.tokens))
        kept = np.einsum("ij,ij->i", asked, self._keys.take(ranks.take(found.tokens), 0))
        asked_of_kept = hidden @ parts["qo.weight"] + parts["qo.bias"]
        kept += np.einsum("ij,ij->i", asked_of_kept, observed @ parts["ko.weight"])
        kept = kept * self._scale + (hidden @ parts["keep.weight"] + parts["keep.bias"])[:, 0]
        facts = np.zeros((len(own), 6 + WAYS), np.float32)
        facts[:, 0], facts[:, 2], facts[:, 3] = 1, own, own
        kept += self._prior(facts)
        self._meet(found.words)
        fits = np.einsum("ij,ij->i", asked.repeat(found.sizes, 0), self._keys.take(found.words, 0)) * self._scale
        own = own.repeat(found.sizes)
        other = self._zipf.take(found.words)
        facts = np.zeros((len(own), 6 + WAYS), np.float32)
        facts[:, 1], facts[:, 2], facts[:, 3], facts[:, 4], facts[:, -1] = found.shares, other, own, other - own, 1
        for way in range(WAYS):
            facts[:, 5 + way] = (found.ways >> way) & 1
        better: Floats = fits + self._prior(facts) - kept.repeat(found.sizes)
        return better

    def _prior(self, facts: Floats) -> Floats:
        """Return what is known of a reading wherever it stands."""
        parts = self._parts
        hidden = facts
        for name in ("b1", "b2"):
            hidden = hidden @ parts[f"{name}.weight"]
            hidden += parts[f"{name}.bias"]
            np.maximum(hidden, 0, out=hidden)
        found: Floats = (hidden @ parts["b3.weight"] + parts["b3.bias"])[:, 0]
        return found

    def _read(self, tokens: Sequence[Token], ranks: Ints, places: Ints) -> Floats:
        """Return the states of the tokens at places, which are in order; the last layer asks for no others."""
        parts = self._parts
        names = [at for at, token in enumerate(tokens) if token.name]
        states = self._seen(tokens, ranks, np.arange(len(tokens)))
        states += parts["typ"]
        states[names] += parts["name"]
        found: list[Floats] = []
        for start, end, told, until in windows_of(len(tokens)):
            first, last = np.searchsorted(places, (told, until))
            if first == last:
                continue
            state = states[start:end] + parts["pos"][: end - start]
            _norm(state, parts["n0.weight"], parts["n0.bias"])
            *layers, top = self._layers
            for layer in layers:
                state = layer.apply(state)
            found.append(top.apply(state, places[first:last] - start))
        return np.concatenate(found)

    def _seen(self, tokens: Sequence[Token], ranks: Ints, places: Ints) -> Floats:
        """Return the vectors of the words at places as they stand."""
        ranks = ranks.take(places)
        self._meet(ranks[ranks >= 0])
        vectors = self._vectors.take(ranks, 0)
        if len(self._unlisted) > _REMEMBERED:
            self._unlisted.clear()
        for at in (ranks < 0).nonzero()[0].tolist():
            token = tokens[places[at]]
            word = NUMBER if token.kind == "number" else token.word
            vector = self._unlisted.get(word)
            if vector is None:
                vector = self._unlisted[word] = self._vector(word)
            vectors[at] = vector
        return vectors

    def _meet(self, words: Ints) -> None:
        """Make the vectors of listed words that were not met before."""
        new = np.unique(words[~self._met.take(words)])
        if len(new):
            spelt = [self._words[word] for word in new.tolist()]
            # Most words are one piece, and their vectors are made all at once.
            pieces = np.array(
                [self._pieces.get(word, -1) if word.isascii() and word.isalpha() else -1 for word in spelt]
            )
            one = pieces >= 0
            self._vectors[new[one]] = self._piece_vectors[pieces[one]] * self._scales[pieces[one]]
            for at in (~one).nonzero()[0].tolist():
                self._vectors[new[at]] = self._vector(spelt[at])
            self._keys[new] = self._vectors[new] @ self._parts["k.weight"] + self._own.take(self._own_at[new], 0)
            self._met[new] = True

    def _vector(self, word: str) -> Floats:
        numbers = pieces_of(word, self._pieces)
        found: Floats = (self._piece_vectors[numbers] * self._scales[numbers]).mean(0)
        return found


class Window(NamedTuple):
    """A stretch of a text that is read at once; the words from `told` to `until` are told by it."""

    start: int
    end: int
    told: int
    until: int


def windows_of(count: int) -> Iterator[Window]:
    """Yield the windows of a text of so many words, in order."""
    many = max(1, -(-(count - OVERLAP) // (WINDOW - OVERLAP)))
    step = max(1, -(-(count - OVERLAP) // many))
    told = 0
    for start in range(0, many * step, step):
        end = min(start + step + OVERLAP, count)
        until = end - OVERLAP // 2 if end < count else count
        yield Window(start, end, told, until)
        told = until


class _Layer:
    """Attention, then two matrices with a gentle step between them; each added to what came in, and normed."""

    def __init__(self, packed: Layer) -> None:
        self._heads = packed.heads
        self._parts = _arrays(packed.parts)
        weights, bias = self._parts.pop("qkv.weight"), self._parts.pop("qkv.bias")
        width = len(bias) // 3
        # What is asked for is scaled once and for all, and so is what the step is multiplied with.
        scale = np.float32((width // self._heads) ** -0.5)
        self._parts["q.weight"], self._parts["q.bias"] = weights[:, :width] * scale, bias[:width] * scale
        self._parts["kv.weight"], self._parts["kv.bias"] = np.ascontiguousarray(weights[:, width:]), bias[width:]
        self._parts["f2.weight"] *= np.float32(0.5)

    def apply(self, state: Floats, wanted: Ints | None = None) -> Floats:
        """Return the next state of the words (words, size), or of those that are wanted alone."""
        parts = self._parts
        rows = state if wanted is None else state.take(wanted, 0)
        mixed = self._attended(rows, state) @ parts["o.weight"]
        mixed += parts["o.bias"]
        mixed += rows
        rows = _norm(mixed, parts["n1.weight"], parts["n1.bias"])
        units = rows @ parts["f1.weight"]
        units += parts["f1.bias"]
        step = units * units
        step *= _GELU * _CUBE
        step += _GELU
        step *= units
        np.tanh(step, out=step)
        step += 1
        step *= units
        mixed = step @ parts["f2.weight"]
        mixed += parts["f2.bias"]
        mixed += rows
        return _norm(mixed, parts["n2.weight"], parts["n2.bias"])

    def _attended(self, rows: Floats, state: Floats) -> Floats:
        """Return what each row takes from all words."""
        parts = self._parts
        asked = rows @ parts["q.weight"]
        asked += parts["q.bias"]
        held = state @ parts["kv.weight"]
        held += parts["kv.bias"]
        keys, values = held.reshape(len(state), 2, self._heads, -1).transpose(1, 2, 0, 3)
        weights = asked.reshape(len(rows), self._heads, -1).transpose(1, 0, 2) @ keys.transpose(0, 2, 1)
        weights -= weights.max(2, keepdims=True)
        np.exp(weights, out=weights)
        taken = weights @ values
        taken /= weights.sum(2, keepdims=True)
        found: Floats = taken.transpose(1, 0, 2).reshape(len(rows), -1)
        return found


def _norm(state: Floats, weight: Floats, bias: Floats) -> Floats:
    """Centre and scale each row in place, and return them."""
    # A product is several times as quick as a mean along rows.
    even = np.full((state.shape[1], 1), 1 / state.shape[1], np.float32)
    state -= state @ even
    state *= 1 / np.sqrt(np.einsum("ij,ij->i", state, state) / np.float32(state.shape[1]) + _LEAST)[:, None]
    state *= weight
    state += bias
    return state


def _arrays(parts: Mapping[str, Matrix]) -> dict[str, Floats]:
    """Return the parts of a network; matrices stand so that rows of inputs are multiplied with them."""
    found: dict[str, Floats] = {}
    for name, packed in parts.items():
        values = values_of(packed)
        found[name] = np.ascontiguousarray(values.T) if name.endswith(".weight") and values.ndim == 2 else values
    return found


def values_of(packed: Matrix) -> Floats:
    """Return the numbers of a matrix."""
    if not packed.scales:
        return np.frombuffer(packed.numbers, "<f2").astype(np.float32).reshape(packed.shape)
    scales = np.frombuffer(packed.scales, "<f2").astype(np.float32)
    return np.frombuffer(packed.numbers, np.int8).reshape(packed.shape) * scales[:, None]


def pieces_of(word: str, pieces: Mapping[str, int]) -> list[int]:
    """Return the pieces of a word: the longest known one each time, as WordPiece does; without accents."""
    plain = unicodedata.normalize("NFD", word)
    plain = (
        "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
        if plain != word or not word.isascii()
        else word
    )
    found: list[int] = []
    for part in _APART.findall(plain):
        found += _divided(part, pieces)
        if len(found) >= MOST_PIECES:
            break
    return found[:MOST_PIECES] or [pieces["[UNK]"]]


def _divided(part: str, pieces: Mapping[str, int]) -> list[int]:
    found: list[int] = []
    at = 0
    while at < len(part):
        mark = "##" if at else ""
        end = next((end for end in range(len(part), at, -1) if mark + part[at:end] in pieces), None)
        if end is None:
            return [pieces["[UNK]"]]
        found.append(pieces[mark + part[at:end]])
        at = end
    return found


def pack(
    pieces: tuple[Iterable[str], Any],
    layers: Sequence[tuple[int, Mapping[str, Any]]],
    parts: Mapping[str, Any],
    own: Mapping[str, Any],
) -> bytes:
    """Return the file of an encoder.

    `pieces` are the pieces of words and their vectors, `layers` (heads, matrices), `own` what words have of their own.
    """
    spelt, vectors = pieces
    rows = np.array(list(own.values())).reshape(len(own), len(parts["k.weight"]))
    found = Packed(
        pieces="\n".join(spelt),
        vectors=_packed(vectors),
        layers=[
            Layer(heads=heads, parts={name: _packed(matrix) for name, matrix in matrices.items()})
            for heads, matrices in layers
        ],
        parts={name: _packed(matrix) for name, matrix in parts.items()},
        words="\n".join(own),
        own=_packed(rows),
    )
    return msgspec.msgpack.encode(found)


def _packed(matrix: NDArray[Any]) -> Matrix:
    if matrix.ndim < 2 or matrix.size < SMALL:
        return Matrix(matrix.shape, matrix.astype("<f2").tobytes())
    scales = (np.maximum(np.abs(matrix).max(1), 1e-3) / 127).astype("<f2")
    numbers = np.clip(np.round(matrix / scales.astype(np.float32)[:, None]), -127, 127).astype(np.int8)
    return Matrix(matrix.shape, numbers.tobytes(), scales.tobytes())


@cache
def packed_for(language: str) -> Packed | None:
    """Return the encoder's file of a language, None where there is none."""
    path = _DATA / f"encoder_{language}.bin"
    if not path.is_file():
        return None
    return msgspec.msgpack.decode(path.read_bytes(), type=Packed)

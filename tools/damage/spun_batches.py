"""Draws texts and spins them anew at every step, on the device that an encoder is trained on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

SHARES = {
    "news": 1.0,
    "treebank": 3.0,
    "killings": 5.0,
    "speeches": 0.4,
    "reports": 1.0,
    "headlines": 0.5,
    "examples": 0.7,
    "debates": 0.7,
    "countries": 0.4,
    "summaries": 0.6,
    "encyclopedia": 0.5,
    "politics": 0.35,
    "articles": 0.4,
    "pages": 0.4,
    "handbook": 0.3,
    "conventions": 0.4,
    "bulletins": 1.0,
    "entries": 0.4,
    "lives": 0.35,
    "cases": 0.5,
    "dossiers": 0.6,
    "letters": 0.4,
}
"""How often a text of each sort is drawn beside one of the news."""
WINDOW, WAY_BITS = 320, 6


class Tables(NamedTuple):
    """What is known of all words: Zipf frequencies / 4, and candidates with shares and ways.

    `listed` are the words that are candidates, 0 first, and `places` is where each word stands among them, 0 for no place.
    """

    listed: Tensor
    places: Tensor
    zipf: Tensor
    candidates: Tensor
    shares: Tensor
    ways: Tensor


class Batch(NamedTuple):
    """Texts as published and as spun (texts, WINDOW)."""

    words: Tensor
    observed: Tensor
    flags: Tensor
    real: Tensor
    """False beyond a text's end."""


class Asked(NamedTuple):
    """The words of a batch that have candidates, and all of their candidates in one list."""

    rows: Tensor
    """Which words of the batch (texts, WINDOW)."""
    words: Tensor
    """What they read."""
    row: Tensor
    """Of each candidate: the how-manieth asked word's it is."""
    place: Tensor
    """And its place among that word's answers, of which the first is the word itself."""
    candidates: Tensor
    """And where it stands in the list of candidates."""
    facts: Tensor
    """What is known of each word, then of each candidate, wherever they stand."""


def asked_of(batch: Batch, tables: Tables) -> Asked:
    """Return which words of a batch have candidates, and which."""
    rows = batch.real & (batch.flags & 2 > 0) & (tables.candidates[batch.observed, 0] > 0)
    words = batch.observed[rows]
    others = tables.candidates[words]
    row, column = (others > 0).nonzero(as_tuple=True)
    known = words[row]
    zipf, own = tables.zipf[others[row, column]], tables.zipf[known]
    ways = tables.ways[known, column]
    bits = [((ways >> bit) & 1).float() for bit in range(WAY_BITS)]
    none, one = torch.zeros_like(own), torch.ones_like(own)
    facts = torch.stack([none, tables.shares[known, column], zipf, own, zipf - own, *bits, one], -1)
    kept = torch.zeros(len(words), facts.shape[1], device=facts.device)
    kept[:, 0], kept[:, 2], kept[:, 3] = 1, tables.zipf[words], tables.zipf[words]
    return Asked(rows, words, row, column + 1, tables.places[others[row, column]], torch.cat([kept, facts]))


def tables_of(arrays: Mapping[str, NDArray[Any]], device: str) -> Tables:
    """Return what `prepare_encoder.py` wrote of all words."""
    size = len(arrays["zipf"])
    at = (arrays["observed"], arrays["place"])
    candidates = np.zeros((size, int(arrays["place"].max()) + 1), np.int64)
    shares, ways = np.zeros(candidates.shape, np.float32), np.zeros(candidates.shape, np.int64)
    candidates[at], shares[at], ways[at] = arrays["candidate"], arrays["share"], arrays["way"]
    zipf = arrays["zipf"].astype(np.float32) / 4
    listed = np.append(0, np.unique(arrays["candidate"]))
    places = np.zeros(size, np.int64)
    places[listed] = np.arange(len(listed))
    found = (listed.astype(np.int64), places, zipf, candidates, shares, ways)
    return Tables(*(torch.tensor(array, device=device) for array in found))


class Swaps:
    """What each word is swapped for, as one sorted list of (word + share of its swaps so far)."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], name: str, size: int, device: str) -> None:
        word, swap, share = (arrays[f"{name}_{part}"] for part in ("word", "swap", "share"))
        total = np.bincount(word, share.astype(np.float64), size)
        so_far = np.cumsum(share.astype(np.float64))
        starts = np.searchsorted(word, word)
        before = np.where(starts > 0, so_far[np.maximum(starts - 1, 0)], 0)
        keys = word + np.minimum((so_far - before) / total[word], 1 - 1e-9)
        self._keys = torch.tensor(keys, dtype=torch.float64, device=device)
        self._swaps = torch.tensor(swap, dtype=torch.int64, device=device)
        self.often = torch.tensor(np.minimum(total, 1), dtype=torch.float32, device=device)

    def draw(self, words: Tensor, chance: Tensor) -> Tensor:
        """Return a swap for each word, chosen by a number from 0 to 1."""
        at = torch.searchsorted(self._keys, words.double() + chance * (1 - 1e-8))
        return self._swaps[at.clamp(max=len(self._swaps) - 1)]


class Texts:
    """Draws pieces of texts, and spins them."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], device: str) -> None:
        size = len(arrays["zipf"])
        self._device = device
        self._swaps = tuple(Swaps(arrays, name, size, device) for name in ("plain", "inflected"))
        words = np.concatenate([arrays[f"words_{sort}"] for sort in SHARES])
        flags = np.concatenate([arrays[f"flags_{sort}"] for sort in SHARES])
        before = np.cumsum([0, *(len(arrays[f"words_{sort}"]) for sort in SHARES)])
        ends = np.concatenate([arrays[f"ends_{sort}"] + at for sort, at in zip(SHARES, before[:-1], strict=True)])
        starts = np.append(0, ends[:-1])
        sorts = np.repeat(list(SHARES.values()), [len(arrays[f"ends_{sort}"]) for sort in SHARES])
        often = sorts * np.maximum(1, np.round((ends - starts) / WINDOW))
        self._words, self._flags = (torch.tensor(a.astype(np.int64), device=device) for a in (words, flags))
        self._starts, self._ends = (torch.tensor(a.astype(np.int64), device=device) for a in (starts, ends))
        self._often = torch.tensor(often, dtype=torch.float32, device=device)

    def batch(self, size: int) -> Batch:
        """Return so many pieces of texts, spun."""
        drawn = torch.multinomial(self._often, size, True)
        start, end = self._starts[drawn], self._ends[drawn]
        spare = (end - start - WINDOW).clamp(min=0) + 1
        at = start + (torch.rand(size, device=self._device) * spare).long()
        places = at[:, None] + torch.arange(WINDOW, device=self._device)
        real = places < end[:, None]
        places = places.clamp(max=len(self._words) - 1)
        words, flags = (torch.where(real, values[places], 0) for values in (self._words, self._flags))
        return Batch(words, self._spun(words, flags, real), flags, real)

    def _spun(self, words: Tensor, flags: Tensor, real: Tensor) -> Tensor:
        def chance(*shape: int, **kind: Any) -> Tensor:
            return torch.rand(*shape, device=self._device, **kind)

        texts = len(words)
        inflects, steady = chance(texts, 1) < 0.5, chance(texts, 1) < 0.55
        rate = chance(texts, 1) * 0.43 + 0.05
        often = torch.where(inflects, self._swaps[1].often[words], self._swaps[0].often[words]) * (flags & 1)
        # Marks are no words of which a share is swapped.
        share = (rate * real.sum(1, keepdim=True) * 0.87 / often.sum(1, keepdim=True).clamp(min=1)).clamp(max=1)
        swapped = chance(*words.shape) < share * often
        seed = torch.randint(1, 1 << 30, (texts, 1), device=self._device)
        mixed = ((words * 2654435761 + seed * 40503) ^ ((words + seed) >> 3) * 2246822519) & 0xFFFFFF
        mixed = ((mixed * 16807 + seed) % 0x7FFFFFFF) & 0xFFFFFF
        draws = torch.where(steady, mixed.double() / (1 << 24), chance(*words.shape, dtype=torch.float64))
        observed = words
        for number, table in enumerate(self._swaps):
            observed = torch.where(swapped & (inflects == bool(number)), table.draw(words, draws), observed)
        return observed

"""The small networks that weigh what a word stood for."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from harmattan.stages.reading.damage.model import Floats, Ints

_DATA = Path(__file__).parent / "data"


class Layers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A network of two hidden layers (rectified) with one output; inputs are centred and scaled first."""

    mean: list[float]
    spread: list[float]
    first: list[list[float]]
    first_bias: list[float]
    second: list[list[float]]
    second_bias: list[float]
    last: list[float]


class Network:
    """The same, as arrays."""

    def __init__(self, layers: Layers) -> None:
        def as_array(values: object) -> Floats:
            return np.array(values, np.float32)

        self._first: Floats = as_array(layers.first) / as_array(layers.spread)[:, None]
        self._first_bias = as_array(layers.first_bias) - as_array(layers.mean) @ self._first
        self._second, self._second_bias = as_array(layers.second), as_array(layers.second_bias)
        self._last = as_array(layers.last)

    def weigh(self, inputs: Floats) -> Floats:
        """Return one number a row."""
        hidden = inputs
        for layer, bias in ((self._first, self._first_bias), (self._second, self._second_bias)):
            hidden = hidden @ layer
            hidden += bias
            np.maximum(hidden, 0, out=hidden)
        weights: Floats = hidden @ self._last
        return weights


def has_guesses(language: str) -> bool:
    """Return whether the words of a language can be guessed."""
    return (_DATA / f"guesses_{language}.json").is_file()


class Networks(NamedTuple):
    """Those of one language."""

    pairs: Network
    """For texts that no encoder has read."""
    whole: Network


@cache
def networks_for(language: str) -> Networks | None:
    """Return the networks of a language, None where it has none."""
    if not has_guesses(language):
        return None
    path = _DATA / f"guesses_{language}.json"
    return Networks(*map(Network, msgspec.json.decode(path.read_bytes(), type=tuple[Layers, Layers])))


def soften(weights: Floats, starts: Ints) -> Floats:
    """Return the probabilities of the rows of each group that begins at `starts` (softmax)."""
    sizes = np.diff(np.append(starts, len(weights)))
    raised = np.exp(weights - np.repeat(np.maximum.reduceat(weights, starts), sizes))
    found: Floats = raised / np.repeat(np.add.reduceat(raised, starts), sizes)
    return found


def less_sure(probability: float, odds: float) -> float:
    """Return a probability whose odds are less by so much, natural logarithm."""
    return probability / (probability + (1 - probability) * math.exp(odds))

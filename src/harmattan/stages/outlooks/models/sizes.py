"""How far counts stray from what a model expects: a spread that grows and shrinks with level and volatility."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from harmattan.stages.outlooks.support import Floats

RANKS = (np.arange(200) + 0.5) / 200
_CLASSES = (1.5, 3.0, 5.0)
"""Logarithms of deaths that part the classes of which each has a shape of its own."""
_FEWEST = 200
_NARROWEST, _WIDEST = 0.05, 4.0


def _terms(expected: Floats, volatility: Floats) -> Floats:
    parts = [np.ones_like(expected), expected, expected**2, volatility, expected * volatility]
    terms: Floats = np.stack(parts, axis=-1)
    return terms


class Spread:
    """Learns, from logarithms of deaths and what was expected of them, how far off and in what shape they were."""

    def __init__(self, expected: Floats, residuals: Floats, volatility: Floats) -> None:
        terms = _terms(expected, volatility)
        self._weights = np.linalg.solve(
            terms.T @ terms + np.eye(terms.shape[1]), terms.T @ np.log(np.abs(residuals) + 0.05)
        )
        standard = residuals / self._scale(expected, volatility)
        classes = np.digitize(expected, _CLASSES)
        self._shapes = [
            np.quantile(standard[classes == one] if (classes == one).sum() >= _FEWEST else standard, RANKS)
            for one in range(len(_CLASSES) + 1)
        ]

    def _scale(self, expected: Floats, volatility: Floats) -> Floats:
        scale: Floats = np.clip(np.exp(_terms(expected, volatility) @ self._weights), _NARROWEST, _WIDEST)
        return scale

    def counts(self, expected: Floats, volatility: Floats) -> Floats:
        """Return counts of at least one, (n, len(RANKS)), that stand for the distribution around each expectation."""
        classes: NDArray[np.int64] = np.digitize(expected, _CLASSES)
        shapes = np.stack(self._shapes)[classes]
        logs: Floats = expected[:, None] + self._scale(expected, volatility)[:, None] * shapes
        counts: Floats = np.maximum(1.0, np.rint(np.exp(np.minimum(logs, 16.0))))
        return counts

"""Weighted features: how likely a candidate is to be right, and which features say so."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

Features = dict[str, float]


class Weights:
    """Weights of features by question ("is this a human target?"), fitted by `tools/muc4/fit_weights.py`."""

    def __init__(self, rows: Iterable[tuple[str, str, float]]) -> None:
        self._weights: dict[str, dict[str, float]] = defaultdict(dict)
        for question, feature, weight in rows:
            self._weights[question][feature] = weight

    @classmethod
    def read(cls, path: Path) -> Weights:
        """Return the weights of a table of question, feature and weight."""
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        rows = (line.split("\t") for line in lines)
        return cls((question, feature, float(weight)) for question, feature, weight in rows)

    def knows(self, question: str) -> bool:
        """Return whether a question has been fitted."""
        return question in self._weights

    def chance(self, question: str, features: Mapping[str, float]) -> float:
        """Return the probability in [0, 1] that the answer is yes; 1 where nothing has been fitted."""
        weights = self._weights.get(question)
        if weights is None:
            return 1.0
        total = weights.get("", 0.0) + sum(weights.get(name, 0.0) * value for name, value in features.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))

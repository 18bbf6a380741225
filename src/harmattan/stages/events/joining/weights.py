"""What each sign is worth."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

DATA = Path(__file__).parent / "data"


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Weights of signs, in log-odds for each unit of a sign's size."""

    about: str
    """How they came about."""
    base: float
    """The score of a pair that shows no sign."""
    fitted: dict[str, float]
    """Weights of a logistic regression."""
    set: dict[str, float]
    """Weights of signs that no labelled data show, set by hand."""

    def of(self, code: str) -> float:
        """Return the weight of a sign. Raises KeyError for a sign that has none."""
        return self.fitted[code] if code in self.fitted else self.set[code]


@cache
def weights() -> Weights:
    """Return the weights that come with the package, read once."""
    return msgspec.json.decode((DATA / "weights.json").read_bytes(), type=Weights)

"""What each sign of a vote is worth, and how sources have fared."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

DATA = Path(__file__).parent / "data"


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a source has fared in what people decided: how often it was right and wrong, and its distance from its kind."""

    offset: float = 0.0
    """What its word is worth more than that of others with the same signs, in log-odds."""
    right: int = 0
    wrong: int = 0


class Worths(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Weights of the signs of a vote, in log-odds, and how far votes count that share something."""

    about: str
    """How they came about."""
    base: float
    """Log-odds of what somebody claims, before any vote is heard."""
    fitted: Mapping[str, float]
    """Weights of a logistic regression over simulated claims."""
    set: Mapping[str, float]
    """Weights of signs that no simulation shows, set by hand."""
    kin: Mapping[str, float]
    """Share of a vote that is left to one that shares this with a stronger one."""
    unseen: float
    """How much less each further vote counts for causes that nobody sees."""
    sway: Mapping[str, float]
    """Standard deviation up to which each weight is known before anything was decided; `source` is that of a source's offset."""
    topic: Mapping[str, float]
    """What speaks against a topic as a whole, by code of its reason, in log-odds; set by hand."""
    meanings: Mapping[str, str]
    """What each sign and each key says, for a reader."""
    records: Mapping[str, Record] = {}
    """How sources have fared, by key; empty as shipped."""
    decided: int = 0
    """How many decisions they learned from."""

    def of(self, sign: str) -> float:
        """Return the weight of a sign. Raises KeyError for one that has none."""
        return self.fitted[sign] if sign in self.fitted else self.set[sign]


@cache
def worths() -> Worths:
    """Return the weights that come with the package, read once."""
    return msgspec.json.decode((DATA / "worths.json").read_bytes(), type=Worths)

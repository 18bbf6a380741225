"""How outlooks are made."""

from __future__ import annotations

import msgspec

LEVELS = tuple(round(level / 100, 2) for level in range(1, 100))
THRESHOLDS = (1, 25, 100, 1000)
ACTIVE = 25.0
"""Deaths in twelve months from which a place counts as active, as in VIEWS' evaluation."""
FARTHEST = 36


class OutlookSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What shapes an outlook. Tuned on country-months of 1989 to 2020; the years after were kept for the report."""

    months: int = 6
    """Months ahead, 1 to 36."""
    levels: tuple[float, ...] = LEVELS
    """Levels of the quantiles."""
    thresholds: tuple[int, ...] = THRESHOLDS
    """Deaths in a month whose odds are given."""
    years: int = 5
    """Years of past forecasts that pools and recalibration rest on."""
    stride: int = 3
    """Months from one past forecast to the next; the last two years have one each month."""
    fewest: int = 3
    """Known months below which nothing is forecast."""
    stalest: int = 24
    """Months since the last known one after which nothing is forecast."""
    shy: float = 100.0
    """Past forecasts that the weights of the package count for, beside those of the series."""
    memory: float = 5.0
    """Half-life, in months, of a place's own past in the model of recent months."""

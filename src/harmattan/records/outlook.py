"""Outlooks, and the reference data that they rest on."""

from __future__ import annotations

import msgspec

from harmattan.records.base import MadeBy


class ReferenceEvent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event that others coded. Dates ISO 8601; deaths and injuries are counts of people."""

    id: str
    """Stable id, derived from what the record says."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    external_id: str | None = None
    """Id in its data set."""
    date_start: str | None = None
    """ISO 8601 date."""
    date_end: str | None = None
    """ISO 8601 date."""
    city: str | None = None
    """Town."""
    location: str | None = None
    """Place in words."""
    latitude: float | None = None
    """Degrees north, WGS 84."""
    longitude: float | None = None
    """Degrees east, WGS 84."""
    actors: tuple[str, ...] = ()
    """Names of actors."""
    deaths_low: float | None = None
    """Lowest count of dead."""
    deaths_best: float | None = None
    """Best count of dead."""
    deaths_high: float | None = None
    """Highest count of dead."""
    injuries_best: float | None = None
    """Best count of wounded."""
    context: str | None = None
    """What it was part of."""
    target: str | None = None
    """Who or what was attacked."""
    source: str | None = None
    """Who reported it."""
    publisher: str | None = None
    """Who coded it."""


class SeriesPoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One value of a series: `month` is YYYY-MM, `known_at` the ISO 8601 date from which this vintage was known."""

    id: str
    """Stable id, derived from what the record says."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    place: str
    """Country or cell."""
    month: str
    """YYYY-MM."""
    target: str
    """What is counted."""
    value: float
    """The count."""
    known_at: str | None = None
    """ISO 8601 date from which this vintage was known."""


class Driver(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What moves an outlook, and by how much."""

    code: str
    """Short and stable."""
    detail: str
    """One line for a reader."""
    weight: float
    """By how much."""


class Outlook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A forecast beside its baseline. `distribution` maps quantile levels to deaths, `exceeds` thresholds to probabilities."""

    id: str
    """Stable id, derived from what the record says."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    place: str
    """Country or cell."""
    issued: str
    """YYYY-MM in which it was made."""
    horizon: int
    """Months ahead."""
    target: str
    """What is forecast."""
    distribution: dict[str, float]
    """Deaths by quantile level."""
    exceeds: dict[str, float]
    """Probability by threshold of deaths."""
    baseline: dict[str, float]
    """The same distribution from the naive baseline."""
    baseline_exceeds: dict[str, float]
    """The same probabilities from the naive baseline."""
    scores: dict[str, float]
    """Past scores beside the baseline's."""
    drivers: tuple[Driver, ...] = ()
    """What moves it."""
    inputs_as_of: str | None = None
    """ISO 8601 date of the newest input."""

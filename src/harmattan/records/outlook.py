"""Outlooks, and the reference data that they rest on."""

from __future__ import annotations

from typing import Literal

import msgspec

from harmattan.records.base import MadeBy
from harmattan.records.claim import EventType, Precision, TimePrecision


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
    country: str | None = None
    """ISO 3166-1 code, or the name where the country is not known."""
    admin1: str | None = None
    """First-order district."""
    admin2: str | None = None
    """Second-order district."""
    cell: int | None = None
    """PRIO-GRID cell of half a degree."""
    violence: Literal["state_based", "non_state", "one_sided"] | None = None
    """UCDP's type of violence."""
    event_type: EventType | None = None
    """What kind of act it was, where its data set says."""
    place_precision: Precision | None = None
    """How closely its place is told; null where its data set does not say."""
    date_precision: TimePrecision | None = None
    """How closely its days are told; null where its data set does not say."""
    known_at: str | None = None
    """ISO 8601 date from which this version of the record was known."""


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


class PastCall(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A forecast that would have been made, with what was known then, and how it did."""

    issued: str
    """YYYY-MM in which it would have been made."""
    month: str
    """YYYY-MM that it was for."""
    low: float
    """Deaths at the level of 5 %."""
    middle: float
    """Median."""
    high: float
    """Deaths at the level of 95 %."""
    actual: float
    """Deaths that came."""
    score: float
    """CRPS, in deaths; smaller is better."""
    baseline_score: float
    """The baseline's CRPS."""


class MonthCount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A month of the past."""

    month: str
    """YYYY-MM."""
    deaths: float | None
    """Deaths that came; null where unknown."""


class Outlook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A forecast beside its baseline. `distribution` maps quantile levels to deaths, `exceeds` thresholds to probabilities."""

    id: str
    """Stable id, derived from what the record says."""
    made_by: MadeBy
    """Stage, version, settings, lexicon and extractor that made it."""
    place: str
    """Country, district or cell."""
    issued: str
    """YYYY-MM in which it was made: the last month that it knows."""
    horizon: int
    """Months ahead."""
    target: str
    """What is forecast: `deaths` of the month, or those of the `worst_month` up to it."""
    distribution: dict[str, float]
    """Deaths by quantile level."""
    exceeds: dict[str, float]
    """Probability of at least so many deaths, by threshold."""
    baseline: dict[str, float]
    """The same distribution from the naive baseline: the last twelve months again, each as likely."""
    baseline_exceeds: dict[str, float]
    """The same probabilities from the naive baseline."""
    scores: dict[str, float]
    """Past scores beside the baseline's."""
    onset: float | None = None
    """Probability of 25 deaths or more in a place that had fewer in the last twelve months; null where it had more."""
    doubling: float | None = None
    """Probability of at least twice the monthly mean of the last twelve months, and of 25 deaths; null in a place below 25 deaths
    in those twelve months."""
    baseline_onset: float | None = None
    """The baseline's probability of the same onset."""
    baseline_doubling: float | None = None
    """The baseline's probability of the same doubling."""
    regime: str | None = None
    """How violent the last twelve months were: `quiet`, `sporadic`, `active`, `intense`, `extreme`."""
    weights: dict[str, float] = {}
    """Share of each model in the pool."""
    history: tuple[MonthCount, ...] = ()
    """The last months and their deaths, null where unknown; with the first horizon alone."""
    past: tuple[PastCall, ...] = ()
    """Forecasts for this horizon in the last two years and how they did."""
    notes: tuple[str, ...] = ()
    """What a reader must know of the series."""
    drivers: tuple[Driver, ...] = ()
    """What moves it."""
    inputs_as_of: str | None = None
    """ISO 8601 date of the newest input."""

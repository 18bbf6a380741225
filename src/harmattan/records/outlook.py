"""Outlooks, and the reference data that they rest on."""

from __future__ import annotations

import msgspec

from harmattan.records.base import MadeBy


class ReferenceEvent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event that others coded. Dates ISO 8601; deaths and injuries are counts of people."""

    id: str
    made_by: MadeBy
    external_id: str | None = None
    date_start: str | None = None
    date_end: str | None = None
    city: str | None = None
    location: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    actors: tuple[str, ...] = ()
    deaths_low: float | None = None
    deaths_best: float | None = None
    deaths_high: float | None = None
    injuries_best: float | None = None
    context: str | None = None
    target: str | None = None
    source: str | None = None
    publisher: str | None = None


class SeriesPoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One value of a series: `month` is YYYY-MM, `known_at` the ISO 8601 date from which this vintage was known."""

    id: str
    made_by: MadeBy
    place: str
    month: str
    target: str
    value: float
    known_at: str | None = None


class Driver(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What moves an outlook, and by how much."""

    code: str
    detail: str
    weight: float


class Outlook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A forecast beside its baseline. `distribution` maps quantile levels to deaths, `exceeds` thresholds to probabilities."""

    id: str
    made_by: MadeBy
    place: str
    issued: str
    horizon: int
    target: str
    distribution: dict[str, float]
    exceeds: dict[str, float]
    baseline: dict[str, float]
    baseline_exceeds: dict[str, float]
    scores: dict[str, float]
    drivers: tuple[Driver, ...] = ()
    inputs_as_of: str | None = None

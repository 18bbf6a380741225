"""A panel: one count for each place and month, with what is not known left open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.records.outlook import SeriesPoint
from harmattan.stages.outlooks.months import month_number, month_text

Floats = NDArray[np.float64]


class Panel(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of places by month. `values` is (months, places), NaN where unknown; `borders` (places, places)."""

    places: tuple[str, ...]
    first: int
    """Number of the first month (`months.month_number`)."""
    values: Floats
    borders: NDArray[np.bool_]

    @property
    def last(self) -> int:
        """Number of the last month."""
        return self.first + len(self.values) - 1

    @property
    def known_until(self) -> NDArray[np.int64]:
        """Row of the last known month of each place, -1 where none is known."""
        known = ~np.isnan(self.values)
        last = len(known) - 1 - np.argmax(known[::-1], axis=0)
        return np.where(known.any(0), last, -1)

    def until(self, month: int) -> Panel:
        """Return the panel with nothing after `month`; rows of unknowns are added where it ends before."""
        rows = month - self.first + 1
        kept = self.values[: max(rows, 0)]
        missing = np.full((max(rows - len(kept), 0), kept.shape[1]), np.nan)
        return msgspec.structs.replace(self, values=np.concatenate([kept, missing]))

    def of(self, chosen: NDArray[np.int64] | list[int]) -> Panel:
        """Return the panel of the places with these columns alone."""
        columns = np.asarray(chosen, dtype=np.int64)
        return Panel(
            places=tuple(self.places[column] for column in columns),
            first=self.first,
            values=self.values[:, columns],
            borders=self.borders[np.ix_(columns, columns)],
        )


def make_panel(
    points: Iterable[SeriesPoint], neighbours: Mapping[str, Iterable[str]], *, silent_is_zero: bool = False
) -> Panel:
    """Return the panel of the points of one series, from its first to its last month; places in order of name.

    `neighbours` names the places that border on each; places that it lacks have none. Months without a point are unknown, or
    zero where `silent_is_zero`. Of several points of a place and month the last counts. No points make an empty panel.
    """
    counts: dict[tuple[str, int], float] = {}
    for point in points:
        month = month_number(point.month)
        if month is not None:
            counts[point.place, month] = point.value
    places = tuple(sorted({place for place, _ in counts}))
    if not places:
        return Panel(places=(), first=0, values=np.zeros((0, 0)), borders=np.zeros((0, 0), dtype=bool))
    first = min(month for _, month in counts)
    last = max(month for _, month in counts)
    columns = {place: column for column, place in enumerate(places)}
    values = np.full((last - first + 1, len(places)), 0.0 if silent_is_zero else np.nan)
    for (place, month), count in counts.items():
        values[month - first, columns[place]] = count
    borders = np.zeros((len(places), len(places)), dtype=bool)
    for place, others in neighbours.items():
        for other in others:
            if place in columns and other in columns:
                borders[columns[place], columns[other]] = borders[columns[other], columns[place]] = True
    return Panel(places=places, first=first, values=values, borders=borders)


def lists_deaths_alone(panel: Panel) -> bool:
    """Say whether the series seems to name only months with deaths: no zero anywhere, and a fifth of its months missing."""
    known = ~np.isnan(panel.values)
    return bool(known.any() and not (panel.values[known] == 0).any() and known.mean() < 0.8)


def month_of(panel: Panel, row: int) -> str:
    """Return YYYY-MM of a row of the panel."""
    return month_text(panel.first + row)

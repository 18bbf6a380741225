"""Events in the columns of UCDP's Georeferenced Event Dataset, ours beside them."""

from __future__ import annotations

from collections.abc import Iterator

from harmattan.lexicons import Lexicon
from harmattan.plugins.exporters.cells import Cell, csv_lines, listed
from harmattan.plugins.exporters.countries import gleditsch_ward
from harmattan.plugins.exporters.judged import COLUMNS as OURS
from harmattan.plugins.exporters.judged import judged
from harmattan.plugins.exporters.rows import EventRow, Party, rows_of
from harmattan.records.bundle import Situation

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip
STATE_BASED, ONE_SIDED = 1, 3
CIVILIANS = "civilians"


class GedCsv:
    """Writes violent events as CSV with UCDP GED's 49 columns and ours; what UCDP alone can number stays empty."""

    name = "ged-csv"
    suffix = ".csv"

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def write(self, situation: Situation, *, public: bool = False) -> Iterator[bytes]:
        """Yield the table piece by piece: events that have a UCDP type of violence, or in which people were killed."""
        rows = rows_of(situation, self._lexicon)
        return csv_lines((*COLUMNS, *OURS), (_cells(row) | judged(row) for row in rows if _belongs(row)))


def _belongs(row: EventRow) -> bool:
    return row.ucdp is not None or any(one.unit == "killed" for one in row.tolls)


def sides(row: EventRow) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Return sides A and B: in state-based violence the state is A whoever began, else who did it is."""
    if row.ucdp != STATE_BASED:
        return row.initiators, row.targets
    everyone = tuple({party.id: party for party in (*row.initiators, *row.targets)}.values())
    states = tuple(party for party in everyone if party.side == "state")
    groups = tuple(party for party in everyone if party.side == "group")
    return (states, groups) if states and groups else (row.initiators, row.targets)


def _cells(row: EventRow) -> dict[str, Cell]:
    side_a, side_b = sides(row)
    shown_a = listed(party.name for party in side_a)
    shown_b = "Civilians" if row.ucdp == ONE_SIDED else listed(party.name for party in side_b)
    day = row.date_start or row.date_end
    located = row.latitude is not None and row.longitude is not None
    return {
        "id": row.id,
        "year": None if day is None else int(day[:4]),
        "type_of_violence": row.ucdp,
        "dyad_name": f"{shown_a} - {shown_b}" if shown_a and shown_b else None,
        "side_a": shown_a,
        "side_b": shown_b,
        "number_of_sources": row.origins,
        "source_article": listed(
            ", ".join(part for part in (one.source, one.published, one.title) if part) for one in row.evidence
        ),
        "source_office": listed(one.source for one in row.evidence),
        "source_date": listed((one.published or "")[:10] for one in row.evidence),
        "source_headline": listed(one.title for one in row.evidence),
        "source_original": listed(one.speaker for one in row.evidence),
        "where_prec": row.where_prec,
        "where_coordinates": row.place,
        "adm_1": row.place if row.place_precision == "adm1" else None,
        "adm_2": row.place if row.place_precision == "adm2" else None,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "geom_wkt": f"POINT ({row.longitude} {row.latitude})" if located else None,
        "priogrid_gid": row.prio_grid,
        "country": row.country_name,
        "country_id": gleditsch_ward(row.country),
        "date_prec": row.date_prec,
        "date_start": row.date_start,
        "date_end": row.date_end,
        "best": row.killed_best,
        "high": row.killed_high,
        "low": row.killed_low,
        **_deaths(row, side_a, side_b),
    }


def _deaths(row: EventRow, side_a: tuple[Party, ...], side_b: tuple[Party, ...]) -> dict[str, Cell]:
    """Return whose deaths they were, by the best number of each group; a side without one stays empty."""
    found: dict[str, Cell] = {}
    ours, theirs = ({party.id for party in side} for side in (side_a, side_b))
    civilian = {party.id for party in (*row.initiators, *row.targets) if party.side == CIVILIANS}
    for one in row.tolls:
        if one.unit != "killed" or one.best is None:
            continue
        if one.group == CIVILIANS or one.side in civilian:
            column = "deaths_civilians"
        elif one.side in ours and one.side not in theirs:
            column = "deaths_a"
        elif one.side in theirs and one.side not in ours:
            column = "deaths_b"
        else:
            column = "deaths_unknown"
        held = found.get(column)
        found[column] = one.best + (held if isinstance(held, float) else 0.0)
    return found

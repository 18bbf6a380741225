"""Events in the columns of ACLED, ours beside them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.plugins.exporters.cells import Cell, csv_lines, listed
from harmattan.plugins.exporters.countries import iso_number
from harmattan.plugins.exporters.judged import COLUMNS as OURS
from harmattan.plugins.exporters.judged import judged
from harmattan.plugins.exporters.rows import EventRow, Party, rows_of
from harmattan.records.bundle import Situation

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
VIOLENT = "Political violence"


class _Type(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    event_type: str
    disorder_type: str


class _Codes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    sub_event_types: dict[str, _Type]
    inter: dict[str, str]


@cache
def _codes() -> _Codes:
    return msgspec.json.decode((Path(__file__).parent / "data" / "acled.json").read_bytes(), type=_Codes)


class AcledCsv:
    """Writes events that have an ACLED sub-type as CSV with ACLED's 31 columns and ours."""

    name = "acled-csv"
    suffix = ".csv"

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def write(self, situation: Situation, *, public: bool = False) -> Iterator[bytes]:
        """Yield the table piece by piece."""
        rows = rows_of(situation, self._lexicon)
        return csv_lines((*COLUMNS, *OURS), (_cells(row) | judged(row) for row in rows if row.acled is not None))


def _cells(row: EventRow) -> dict[str, Cell]:
    codes = _codes()
    kind = codes.sub_event_types.get(row.acled or "")
    inters = [_inter(side, codes) for side in (row.initiators, row.targets)]
    aimed = kind is not None and VIOLENT in kind.disorder_type and bool(row.targets)
    day = row.date_start or row.date_end
    return {
        "event_id_cnty": row.id,
        "event_date": day,
        "year": None if day is None else int(day[:4]),
        "time_precision": row.time_precision,
        "disorder_type": None if kind is None else kind.disorder_type,
        "event_type": None if kind is None else kind.event_type,
        "sub_event_type": row.acled,
        "actor1": listed(party.name for party in row.initiators[:1]),
        "assoc_actor_1": listed(party.name for party in row.initiators[1:]),
        "inter1": inters[0],
        "actor2": listed(party.name for party in row.targets[:1]),
        "assoc_actor_2": listed(party.name for party in row.targets[1:]),
        "inter2": inters[1],
        "interaction": "-".join(inters) if all(inters) else None,
        "civilian_targeting": "Civilian targeting" if aimed and row.targets[0].side == "civilians" else None,
        "iso": iso_number(row.country),
        "country": row.country_name,
        "admin1": row.place if row.place_precision == "adm1" else None,
        "admin2": row.place if row.place_precision == "adm2" else None,
        "location": row.place,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "geo_precision": row.geo_precision,
        "source": listed(one.source for one in row.evidence),
        "notes": row.statement,
        # ACLED codes the lowest of the numbers that are reported.
        "fatalities": row.killed_low,
    }


def _inter(side: tuple[Party, ...], codes: _Codes) -> str:
    return codes.inter.get(side[0].kind, "") if side else ""

"""Events as GeoJSON (RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.plugins.exporters.rows import EventRow, handling, rows_of
from harmattan.records.bundle import Situation

UNPLACED = ("country", "region")
"""Precisions that no point stands for: a pin in the middle of a country says what nobody said."""


class GeoJson:
    """Writes every event as a feature of a FeatureCollection.

    A feature has a point (degrees east, degrees north, WGS 84) where the event is told to a first or second division or
    closer, else null; its properties are the columns of an EventRow.
    """

    name = "geojson"
    suffix = ".geojson"

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def write(self, situation: Situation, *, public: bool = False) -> Iterator[bytes]:
        """Yield the collection piece by piece, a line a feature."""
        encode = msgspec.json.Encoder().encode
        yield b'{"type":"FeatureCollection","handling":' + encode(handling(public)) + b',"features":['
        mark = b"\n"
        for row in rows_of(situation, self._lexicon):
            yield mark + encode(_feature(row))
            mark = b",\n"
        yield b"\n]}\n"


def _feature(row: EventRow) -> dict[str, Any]:
    point = None
    if row.latitude is not None and row.longitude is not None and row.place_precision not in UNPLACED:
        point = {"type": "Point", "coordinates": [row.longitude, row.latitude]}
    properties = msgspec.to_builtins(row)
    del properties["id"], properties["latitude"], properties["longitude"]
    return {"type": "Feature", "id": row.id, "geometry": point, "properties": properties}

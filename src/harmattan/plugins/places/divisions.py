"""Which first division of a country a place lies in, by the index that knows the place and the list of regions."""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from pathlib import Path

from harmattan.plugins.places.keys import key_of
from harmattan.ports import Division, PlaceIndex
from harmattan.records.claim import PlaceRef

_REGIONS = Path(__file__).parent / "data" / "regions.tsv.gz"


class AdminDivisions:
    """First divisions (regions, provinces, states) by code or name, from GeoNames (CC BY 4.0).

    The index that everybody has knows no second divisions of its towns, so that a district is the first division here.
    """

    def __init__(self, index: PlaceIndex) -> None:
        self._index = index
        self._found = lru_cache(maxsize=20_000)(self._find)

    def division_of(self, place: PlaceRef) -> Division | None:
        """Return the division that a place lies in, itself where it is one; None where no index says."""
        if place.place_id is None or place.country is None or place.precision in ("country", "region"):
            return None
        return self._found(place.place_id, place.name, place.country)

    def _find(self, place_id: str, name: str, country: str) -> Division | None:
        if place_id.startswith("region-"):
            return _regions().get((country, place_id.removeprefix(f"region-{country}-")))
        for spelling in (False, True):
            for bearer in self._index.find(name, spelling=spelling):
                if bearer.place_id == place_id and bearer.admin1:
                    return self._known(country, bearer.admin1)
        return None

    def _known(self, country: str, division: str) -> Division | None:
        """Return the division of this code or name, or of a name that an index knows for it ("Timbuktu" for Tombouctou)."""
        for key in (division, key_of(division)):
            if (country, key) in _regions():
                return _regions()[country, key]
        codes = {
            bearer.admin1
            for bearer in self._index.find(division)
            if bearer.country == country and (country, bearer.admin1 or "") in _regions()
        }
        if len(codes) == 1:
            return _regions()[country, codes.pop() or ""]
        # A division younger than the list, by the name that its index has for it; a code says nothing to a reader.
        return Division(f"region-{country}-{key_of(division)}", division, country) if len(division) > 3 else None


@cache
def _regions() -> dict[tuple[str, str], Division]:
    """Return the first divisions by country and code, and by country and name."""
    found: dict[tuple[str, str], Division] = {}
    with gzip.open(_REGIONS, "rt", encoding="utf-8") as stream:
        for line in stream:
            kind, name, country, code, latitude, longitude, _ = line.rstrip("\n").split("\t")
            if kind != "region":
                continue
            region = Division(f"region-{country}-{code or name}", name, country, float(latitude), float(longitude))
            for key in (code, key_of(name)):
                if key:
                    found.setdefault((country, key), region)
    return found

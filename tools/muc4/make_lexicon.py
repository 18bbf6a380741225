"""Make the benchmark's names and words of MUC-4 out of its development keys.

    python tools/muc4/make_lexicon.py [--part tune|all]

Writes `benchmarks/data/muc4_lexicon` (places and organisations as lexicon rows, laid over the lexicon by `benchmarks/muc4.py`)
and `benchmarks/data/muc4_words.tsv` (which type the keys give a target, means or perpetrator by each of its words). Only keys of
the development part are read; `tune` leaves out the reports that are kept back to measure (`kept_back`).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT.parent / "shared" / "tools")]

from corpora import DATA, require  # noqa: E402
from muc4_score import Fill, Template, read_templates  # noqa: E402
from muc4_templates.parts import kept_back  # noqa: E402
from muc4_templates.words import stem  # noqa: E402

from harmattan.lexicons import load  # noqa: E402
from harmattan.lexicons.rows import ActorRow, PlaceRow  # noqa: E402

FEATURES = {"CITY": "city", "TOWN": "town", "VILLAGE": "village", "HAMLET": "village", "DEPARTMENT": "region",
            "PROVINCE": "region", "STATE": "region", "REGION": "region", "MUNICIPALITY": "town", "DISTRICT": "district",
            "NEIGHBORHOOD": "district", "RIVER": "river"}  # fmt: skip
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
    (out / "actors.yaml").write_text(MADE + "table: actors\nrows:\n" + "".join(actor_rows(templates)), encoding="utf-8")
    (ROOT / "benchmarks" / "data" / "muc4_words.tsv").write_text("".join(word_rows(templates)), encoding="utf-8")


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
        if row is None:
            continue
        name, _, kind = place.rstrip(")").rpartition(" (")
        chain = max(seen, key=lambda text: (seen[text], len(text)))
        yield (
            f"  - {{id: {slug('muc4 ' + country + ' ' + place)}, names: [{{text: {quoted(name.title())}}}], latitude: {row.latitude}, "
            f"longitude: {row.longitude}, country: {row.country}, feature: {FEATURES.get(kind, 'area')}, source: {SOURCE}, "
            f"note: {quoted(chain)}}}\n"
        )


def actor_rows(templates: list[Template]) -> Iterator[str]:
    """Yield a row for each organisation that no row of the lexicon names, with the names that the keys take for one."""
    known = {name.text.upper() for row in load().rows(ActorRow) for name in row.names}
    groups: list[set[str]] = []
    counts: Counter[str] = Counter()
    state: Counter[str] = Counter()
    for template in templates:
        category = {value for fill in template.fills.get("perp_category", ()) for value in values(fill)}
        for fill in template.fills.get("perp_organization_id", ()):
            names = {name for name in (plain(value) for value in values(fill)) if name}
            for name in names:
                counts[name] += 1
                state[name] += 1 if "STATE-SPONSORED VIOLENCE" in category else -1
            names = {name for name in names if distinct(name)}
            if names:
                joined = [group for group in groups if group & names]
                groups = [group for group in groups if not group & names] + [names.union(*joined)]
    taken: set[str] = set()
    for group in sorted(groups, key=lambda names: sorted(names)):
        names = sorted(group - known, key=lambda name: (-counts[name], name))
        if names and slug(names[0]) not in taken:
            taken.add(slug(names[0]))
            kind = "military" if sum(state[name] for name in group) > 0 else "rebel"
            shown = ", ".join(f"{{text: {quoted(name)}}}" for name in names)
            yield f"  - {{id: {slug('muc4 ' + names[0])}, kind: {kind}, names: [{shown}], source: {SOURCE}}}\n"


COMMON = frozenset(
    "armed forces army military air force police government troops soldiers guerrillas terrorists mafia mafias command group groups "
    "commando commandos squad squads death embassy national guard security drug traffickers trafficking front movement unit units "
    "rightist leftist extreme paramilitary urban unidentified members cartel salvadoran honduran colombian peruvian chilean guatemalan "
    "bolivian ecuadoran argentine the of and state high intelligence battalion treasury regime administration".split()
)


def plain(name: str) -> str:
    """Return a name without article, brackets and quotation marks."""
    return re.sub(r"^(?:THE|ANY)\s+|^AN?\s.*|\s*\[.*?\]|\"", "", name).strip()


def distinct(name: str) -> bool:
    """Return whether a name is more than common words: those the extractor knows as generic actors."""
    return len(name) > 2 and not {word.lower() for word in name.split()} <= COMMON


def word_rows(templates: list[Template]) -> Iterator[str]:
    """Yield slot, word, type and count: the head (marked `=`) and every other word of what the keys give a type."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for template in templates:
        for slot, source in (("phys_target_type", "phys_target_id"), ("human_target_type", "human_target_description"),
                             ("instrument_type", "instrument_id")):  # fmt: skip
            types: dict[str, str] = {}
            for fill in template.fills.get(slot, ()):
                for option in fill.options:
                    types |= {tag: option.values[0] for tag in option.tags}
            for fill in template.fills.get(source, ()):
                tags = [tag for option in fill.options for tag in option.values + option.tags]
                kind = next((types[tag] for tag in tags if tag in types), None)
                for value in values(fill) if kind else ():
                    count_words(counts, slot, value, str(kind))
        for fill in template.fills.get("perp_individual_id", ()):
            for value in values(fill):
                count_words(counts, "perp_individual_id", value, "PERP")
    for (slot, word, kind), count in sorted(counts.items()):
        yield f"{slot}\t{word}\t{kind}\t{count}\n"


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

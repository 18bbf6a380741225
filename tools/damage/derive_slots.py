"""Derive what stands beside counts of people in honest reports.

    python tools/damage/derive_slots.py

Of each word that stands where reports say what befell a count of people ("killed seven pilgrims", "six people were killed"),
or who was counted beside a word of harm ("five pilgrims were killed"), how much of these places it fills. Read are the
descriptions of PITF of 2013 and the MUC-4 development reports in lower case, both alike. Frequent function words and words
that no thesaurus swaps are left out. What comes out is `src/harmattan/stages/reading/data/slots_en.json`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
from corpora import muc4_texts, pitf_rows
from harmattan.lexicons import Lexicon, load
from harmattan.lexicons.neighbours import neighbours
from harmattan.stages.reading.damage.counts import counts_for
from harmattan.stages.reading.slots import HARM, PEOPLE, Place, places_in

OUT = Path(__file__).resolve().parents[2] / "src/harmattan/stages/reading/data/slots_en.json"
FUNCTION = 5.8
"""Zipf frequency from which on a word is taken for a function word."""
LEAST = 0.0005


Key = tuple[Place, str, str]


def shares(texts: Iterable[str], lexicon: Lexicon) -> dict[Key, float]:
    """Return (place, what it says of people or nothing, word) -> share of the places of its sort."""
    table, counts = neighbours("en"), counts_for("en")
    assert table is not None
    assert counts is not None
    swapped = frozenset(table.meant)
    found: Counter[Key] = Counter()
    totals: Counter[Place] = Counter()
    for text in texts:
        for token, place in places_in(text, "en", lexicon):
            family = token.family if token.family in ({PEOPLE} if place == "counted" else HARM) else None
            if family or (token.word in swapped and counts.zipf.get(token.word, 0.0) < FUNCTION):
                found[place, family or "", token.word] += 1
                totals[place] += 1
    return {key: times / totals[key[0]] for key, times in found.items()}


def main() -> None:
    """Write the table."""
    lexicon = load()
    parts = [[row.text for row in pitf_rows(2013)], [text.lower() for _, text in muc4_texts("dev")]]
    both = [shares(texts, lexicon) for texts in parts]
    made: dict[Place, dict[str, dict[str, float]]] = {place: {} for place in get_args(Place)}
    for place, family, word in sorted({key for found in both for key in found}):
        share = sum(found.get((place, family, word), 0.0) for found in both) / len(both)
        if family and share >= LEAST:
            made[place].setdefault(family, {})[word] = round(share, 4)
    OUT.write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n")
    for place, families in made.items():
        print(place, {family: round(sum(words.values()), 3) for family, words in families.items()})


if __name__ == "__main__":
    main()

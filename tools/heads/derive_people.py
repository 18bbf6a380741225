"""Nouns for people and for bodies of people, from WordNet, as rows of the lexicon's `heads`.

    python tools/heads/derive_people.py /usr/share/wordnet > src/harmattan/lexicons/data/heads/people.yaml

The folder is that of Debian's `wordnet-base` (3.0); `wordfreq` must be installed. A noun is taken where its first sense, or
nine tenths of the times that WordNet's texts have it, is a person or an organisation, where it is common enough to be met in
news (`COMMON`), and where no row of ours has it. What WordNet calls a person only in some sense ("head", "lead"), what is an
adjective as well, names and slang are left out.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import yaml
from wordfreq import zipf_frequency

HEADS = Path(__file__).parents[2] / "src" / "harmattan" / "lexicons" / "data"
PERSON, ORGANISATION = "person", "organization"
COMMON = 3.0
"""Zipf frequency (10^(z-9) of all words) from which a noun is taken."""
SURE = 0.9
SLANG = frozenset({"babe", "bum", "coon", "cuss", "dumbass", "dupe", "goon", "moron", "sucker", "whiner"})
"""Abuse that WordNet does not mark."""
ODD = re.compile(r"[^a-z]")


class Nouns:
    """The nouns of WordNet: senses of a word in order of frequency, and what each synset is a kind of."""

    def __init__(self, folder: Path) -> None:
        self.above: dict[str, list[str]] = {}
        self.odd: set[str] = set()
        """Names of one person or body, and what is marked as slang or abuse."""
        self.words: dict[str, list[str]] = {}
        for line in (folder / "data.noun").read_text("utf-8").splitlines():
            if line.startswith("  "):
                continue
            fields = line.split(" | ")[0].split()
            count = int(fields[3], 16)
            self.words[fields[0]] = [fields[4 + 2 * i] for i in range(count)]
            pointers = fields[4 + 2 * count + 1 :]
            marks = {mark: pointers[i + 1] for i, mark in enumerate(pointers) if i % 4 == 0}
            self.above[fields[0]] = [pointers[i + 1] for i in range(0, len(pointers), 4) if pointers[i] in ("@", "@i")]
            if marks.keys() & {"@i", ";u"}:
                self.odd.add(fields[0])
        self.senses: dict[str, list[str]] = {}
        for line in (folder / "index.noun").read_text("utf-8").splitlines():
            if line.startswith("  "):
                continue
            fields = line.split()
            self.senses[fields[0]] = fields[6 + int(fields[3]) :]
        lines = (folder / "index.adj").read_text("utf-8").splitlines()
        self.adjectives = {line.split()[0] for line in lines if not line.startswith("  ")}
        self.counts: dict[tuple[str, int], int] = {}
        for line in (folder / "cntlist.rev").read_text("utf-8").splitlines():
            key, sense, times = line.split()
            lemma, _, kind = key.partition("%")
            if kind.startswith("1:"):
                self.counts[lemma, int(sense)] = int(times)

    def kinds(self, synset: str) -> set[str]:
        """Return all synsets that a synset is a kind of, itself included."""
        found = {synset}
        stack = [synset]
        while stack:
            for above in self.above[stack.pop()]:
                if above not in found:
                    found.add(above)
                    stack.append(above)
        return found

    def first(self, word: str) -> str:
        """Return the most frequent sense of a word."""
        return self.senses[word][0]


def main() -> None:
    """Print the rows."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("wordnet", type=Path)
    nouns = Nouns(arguments.parse_args().wordnet)
    roots = {PERSON: nouns.first(PERSON), ORGANISATION: nouns.senses[ORGANISATION][0]}
    ours = known()
    print("# Derived from WordNet 3.0 by tools/heads/derive_people.py; its licence stands in NOTICE beside this file.")
    print("table: heads\nrows:")
    for word in sorted(nouns.senses):
        if ODD.search(word) or len(word) < 3 or word in ours or zipf_frequency(word, "en") < COMMON:
            continue
        senses = nouns.senses[word]
        capital = word not in nouns.words[senses[0]]
        if word in nouns.adjectives or word in SLANG or senses[0] in nouns.odd or capital:
            continue
        held = [next((name for name, root in roots.items() if root in nouns.kinds(sense)), None) for sense in senses]
        times = [nouns.counts.get((word, number), 0) for number in range(1, len(senses) + 1)]
        total = sum(times)
        kind = held[0]
        share = sum(n for n, name in zip(times, held, strict=True) if name == kind) / total if total else 0.0
        if kind is None or (share < SURE if total else any(name != kind for name in held)):
            continue
        speaks = ", speaks: true" if kind == PERSON else ""
        row = "organisation" if kind == ORGANISATION else PERSON
        print(f"  - {{id: people-{word}.en, term: {word}, language: en, pos: noun, kind: {row}{speaks}}}")


def known() -> set[str]:
    """Return the English terms that rows of heads, offices, units, demonyms and triggers have already."""
    found = set()
    for table in (
        "heads",
        "offices",
        "units",
        "demonyms",
        "triggers",
        "targets",
        "means",
        "qualifiers",
        "vague_numbers",
    ):
        for path in (HEADS / table).glob("*.yaml"):
            if path.name == "people.yaml":
                continue
            for row in yaml.safe_load(path.read_text("utf-8"))["rows"]:
                if row.get("language") == "en":
                    found |= {str(row.get("term", "")).lower(), *(str(form).lower() for form in row.get("forms", ()))}
    return found


if __name__ == "__main__":
    main()

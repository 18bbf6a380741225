"""Derive the substitution rows of thesaurus spinners by walking WordNet 3.0 backwards.

    python tools/damage/derive_substitutions.py /usr/share/wordnet

The folder is that of Debian's `wordnet-base` (3.0); `wordfreq` must be installed. A spinner of this family replaces a word
by a neighbour of it in WordNet: a synonym, an adjective similar to it, or the hypernym of the noun that an adjective
pertains to. (It also walks by way of antonyms; those neighbours are left out, for a wrong guess there says the opposite.)
For each frequent word these neighbours are collected; each
neighbour that is rare in itself becomes a row that names the frequent words it may stand for, likeliest first.
The rows go to `src/harmattan/lexicons/data/substitutions/wordnet.yaml`, WordNet's notice stands beside them.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import wordfreq

SUBSTITUTIONS = Path(__file__).resolve().parents[2] / "src/harmattan/lexicons/data/substitutions"
TARGETS = 1500
"""So many of the most frequent words are walked from."""
OBSERVED_MOST = 4.0
OBSERVED_LEAST = 1.0
STEP = 1.6
"""How much more frequent (in Zipf units) the meant word must be."""
KEPT = 6
LONGEST_SYMBOL = 2
CONFIDENCE = 0.03
"""How often a meant word comes out as this neighbour: one of some thirty."""
NEGATIONS = {"no", "not", "none", "never", "nor", "neither", "nothing", "nobody", "without"}
"""Never guessed; like the numbers, which WordNet itself marks as similar to `cardinal` or `ordinal`."""
WEIGHTS = {"same": 0.6, "similar": 0.3, "pertains": 0.0}

Synset = tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]


def read_synsets(folder: Path) -> dict[str, Synset]:
    """Return key -> (part of speech, words, ((pointer, key), …)) of all synsets; a key is part of speech and offset."""
    synsets: dict[str, Synset] = {}
    for name in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{name}").read_text("utf-8").splitlines():
            if line.startswith("  "):
                continue
            fields = line.split(" | ")[0].split()
            size = int(fields[3], 16)
            spelled = (fields[4 + 2 * n].split("(")[0] for n in range(size))
            # Capitals are names, but for the symbols that a spinner takes for words (Be, As).
            words = tuple(word.lower() for word in spelled if len(word) <= LONGEST_SYMBOL or word.islower())
            at = 4 + 2 * size
            pointers = []
            for n in range(int(fields[at])):
                symbol, offset, pos = fields[at + 1 + 4 * n : at + 4 + 4 * n]
                pointers.append((symbol, _key(pos, offset)))
            synsets[_key(fields[2], fields[0])] = (fields[2], words, tuple(pointers))
    return synsets


def _key(pos: str, offset: str) -> str:
    return ("a" if pos == "s" else pos) + offset


def walk(word: str, synsets: dict[str, Synset], homes: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield (neighbour, way) for each neighbour that a spinner may put in for the word."""
    for home in homes.get(word, ()):
        _, words, pointers = synsets[home]
        yield from ((other, "same") for other in words)
        for symbol, key in pointers:
            if symbol == "&":
                yield from ((other, "similar") for other in synsets[key][1])
            elif symbol == "\\":
                yield from ((other, "pertains") for other in synsets[key][1])
                for up, above in synsets[key][2]:
                    if up == "@":
                        yield from ((other, "pertains") for other in synsets[above][1])


def derive(folder: Path) -> dict[str, list[str]]:
    """Return observed word -> meant words, likeliest first."""
    synsets = read_synsets(folder)
    homes: dict[str, list[str]] = defaultdict(list)
    for key, (_, words, _) in synsets.items():
        for word in words:
            homes[word].append(key)
    numbers = {
        word
        for _, words, pointers in synsets.values()
        if any(symbol == "&" and {"cardinal", "ordinal"} & set(synsets[key][1]) for symbol, key in pointers)
        for word in words
    }
    targets = [
        word
        for word in wordfreq.top_n_list("en", 4 * TARGETS)
        if word.isalpha() and len(word) > 1 and word not in numbers and word not in NEGATIONS and homes.get(word)
    ][:TARGETS]
    meant: dict[str, dict[str, float]] = defaultdict(dict)
    for target in targets:
        frequency = wordfreq.zipf_frequency(target, "en")
        for other, way in walk(target, synsets, homes):
            own = wordfreq.zipf_frequency(other, "en")
            if not other.isalpha() or other == target or not OBSERVED_LEAST <= own < OBSERVED_MOST:
                continue
            if frequency - own < STEP or SequenceMatcher(None, target, other).ratio() > 0.75:
                continue
            score = frequency + WEIGHTS[way]
            meant[other][target] = max(score, meant[other].get(target, 0.0))
    return {
        other: sorted(scores, key=lambda word: (-scores[word], word))[:KEPT] for other, scores in sorted(meant.items())
    }


def main() -> None:
    """Write the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wordnet", type=Path)
    rows = derive(parser.parse_args().wordnet)
    lines = ["# Made by tools/damage/derive_substitutions.py from WordNet 3.0; its notice is in NOTICE beside this file.",
             "table: substitutions", "rows:"]  # fmt: skip
    for observed, (first, *others) in rows.items():
        more = f", others: [{', '.join(map(_quote, others))}]" if others else ""
        lines.append(
            f"  - {{id: en-wordnet-{observed}, observed: {_quote(observed)}, restored: {_quote(first)}{more}, "
            f"language: en, family: spun, confidence: {CONFIDENCE}}}"
        )
    (SUBSTITUTIONS / "wordnet.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines) - 3} rows")


def _quote(word: str) -> str:
    return f"'{word}'" if word.startswith(("no", "on", "off", "yes", "true", "false", "null", "y")) else word


if __name__ == "__main__":
    main()

"""Derive the table of thesaurus neighbours by walking WordNet 3.0 backwards.

    python tools/damage/derive_neighbours.py /usr/share/wordnet

The folder is that of Debian's `wordnet-base` (3.0); `wordfreq` and `lemminflect` must be installed. A thesaurus spinner
replaces a word by a neighbour of it in WordNet (`walk.py`). For each frequent word all neighbours are collected; the table
lists for each neighbour the words that it may stand for, with the share of cases in which they come out as it, and behind
them the likeliest of those that lead to it by two steps (number, figure, fig), as where a spun text was spun again. Numbers
and negations are on neither side; synonyms of an antonym count only where they are rare in themselves, for there a wrong
guess says the opposite. Inflected forms are paired as their base forms are.

What comes out is `src/harmattan/lexicons/data/neighbours/en.z`, read by `harmattan.lexicons.neighbours`; WordNet's notice
stands beside it. From it and the word counts `src/harmattan/stages/reading/damage/data/spun_en.z` is made: the words that come
rather from a spinner than from an honest text.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import wordfreq
from lemminflect import getInflection
from walk import WAYS, Thesaurus

from harmattan.lexicons import load
from harmattan.lexicons.neighbours import STEPS, TWICE, neighbours, pack
from harmattan.stages.reading.damage.counts import counts_for, pack_weights
from harmattan.stages.reading.damage.faith import said
from harmattan.stages.reading.damage.lattice import oddness

OUT = Path(__file__).resolve().parents[2] / "src/harmattan/lexicons/data/neighbours/en.z"
SPUN = OUT.parents[3] / "stages/reading/damage/data/spun_en.z"
SHARES = {"same": 0.4, "similar": 0.25, "pertains": 0.1, "hypernym": 0.12, "sister": 0.08, "antonym": 0.05}
"""How often a spinner takes each way where all are open: a guess, near what one real spinner was seen to do (.5, .28, .05,
.1, .07, none). What is learned on top of the table corrects it."""
LEAST = 3.0
"""Zipf frequency from which on a word is taken to have been meant."""
LEAST_BY_SISTER = 3.8
LEAST_INFLECTED = 3.3
MOST_OPPOSITE = 3.6
KEPT = 40
AGAIN = 0.05
"""How often what a spinner puts in is a neighbour of a neighbour: it, or the next one, went over the word again."""
KEPT_AGAIN = 8
LEAST_AGAIN = 1.0
"""So likely must such a word be: log10 of its share, and its Zipf frequency."""
HIDDEN = 0.2
"""A word is not guessed that comes from numbers and denials this often, beside all that it comes from else."""
SPELLINGS = (
    (r"is(?=e|ing|ation)", "iz"),
    (r"our", "or"),
    (r"tre$", "ter"),
    (r"ll(?=e|ing)", "l"),
    (r"mme$", "m"),
    (r"ae", "e"),
)
"""What American and British spelling tell apart: one is no damage to the other."""
TAGS = {"v": ("VBD", "VBG", "VBZ", "VBN"), "n": ("NNS",)}


def zipf(word: str) -> float:
    """Return the Zipf frequency of an English word."""
    return wordfreq.zipf_frequency(word, "en")


def inflect(word: str, tag: str) -> str | None:
    """Return the first spelling of the inflected form."""
    forms = getInflection(word, tag=tag)
    return forms[0].lower() if forms and forms[0].isalpha() and forms[0].isascii() else None


def one_spelling(word: str) -> str:
    """Return the word as both spellings have it."""
    for british, american in SPELLINGS:
        word = re.sub(british, american, word)
    return word


def derive(folder: Path) -> dict[str, dict[str, tuple[float, int]]]:
    """Return observed word -> meant word -> (share of cases, ways as bits)."""
    thesaurus = Thesaurus(folder)
    numbers = thesaurus.numbers()
    lexicon = load()

    def plain(word: str) -> bool:
        named, denied = said(word, "en", lexicon)
        return word not in numbers and not named and not denied

    meant: dict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
    # What may well stand for a number or a denial is not guessed at all: whatever else it were read as would hide that.
    hidden: dict[str, float] = defaultdict(float)

    def add(observed: str, target: str, share: float, way: str) -> None:
        if one_spelling(observed) == one_spelling(target):
            return
        before, ways = meant[observed].get(target, (0.0, 0))
        meant[observed][target] = before + share, ways | 1 << WAYS.index(way)

    targets = [w for w in wordfreq.top_n_list("en", 60_000) if w.isalpha() and w.isascii() and zipf(w) >= 2.5]
    for target in targets:
        if target not in thesaurus or (len(target) == 1 and target not in "ai"):
            continue
        found = thesaurus.neighbours(target)
        total = sum(SHARES[way] for way in {way for way, _ in found})
        sizes: dict[str, set[str]] = defaultdict(set)
        for (way, _), words in found.items():
            sizes[way] |= words
        for (way, part), words in found.items():
            share = SHARES[way] / total / len(sizes[way])
            if not plain(target):
                for observed in words if part == "a" and way in ("same", "similar") else ():
                    hidden[observed] += share * 10 ** zipf(target)
                continue
            if way == "sister" and zipf(target) < LEAST_BY_SISTER:
                continue
            for observed in sorted(words):
                if way == "antonym" and zipf(observed) > MOST_OPPOSITE:
                    continue
                if zipf(target) >= LEAST:
                    add(observed, target, share, way)
                if way not in ("same", "hypernym"):
                    continue
                for tag in TAGS.get(part, ()):
                    other, form = inflect(observed, tag), inflect(target, tag)
                    if other and form and other != form and zipf(form) >= LEAST_INFLECTED and plain(form):
                        add(other, form, share, way)
    once = {
        observed: _likeliest(found, KEPT)
        for observed, found in sorted(meant.items())
        if plain(observed)
        and hidden[observed] <= HIDDEN * sum(share * 10 ** zipf(target) for target, (share, _) in found.items())
    }
    again = _again(thesaurus, [target for target in targets if zipf(target) >= LEAST and plain(target)], meant)
    return {observed: found | _likeliest(again[observed], KEPT_AGAIN) for observed, found in once.items()}


def _again(
    thesaurus: Thesaurus, targets: Iterable[str], once: Mapping[str, Mapping[str, tuple[float, int]]]
) -> Mapping[str, dict[str, tuple[float, int]]]:
    """Return the same for words that are put in by two steps, each to a synonym or a similar word, and never by one."""

    @cache
    def steps(word: str) -> dict[str, float]:
        found = thesaurus.neighbours(word)
        ways = {way for way, _ in found}
        total = sum(SHARES[way] for way in ways)
        shares: dict[str, float] = defaultdict(float)
        for way in sorted(ways & {"same", "similar"}):
            others = set().union(*(words for (one, _), words in found.items() if one == way))
            for other in others:
                shares[other] += SHARES[way] / total / len(others)
        return shares

    meant: dict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
    for target in targets:
        shares: dict[str, float] = defaultdict(float)
        for between, first in steps(target).items():
            for observed, second in steps(between).items():
                if observed in once and target not in once[observed] and one_spelling(observed) != one_spelling(target):
                    shares[observed] += AGAIN * first * second
        for observed, share in shares.items():
            if math.log10(share) + zipf(target) >= LEAST_AGAIN:
                meant[observed][target] = share, 1 | TWICE
    return meant


def _likeliest(found: Mapping[str, tuple[float, int]], most: int) -> dict[str, tuple[float, int]]:
    """Return so many of the meant words, the likeliest first."""
    return dict(sorted(found.items(), key=lambda i: -(math.log10(i[1][0]) + zipf(i[0])))[:most])


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wordnet", type=Path)
    options = parser.parse_args()
    table = derive(options.wordnet)
    names = Thesaurus(options.wordnet).names()
    OUT.write_bytes(pack(table, names & table.keys()))
    counts, near = counts_for("en"), neighbours("en")
    assert counts is not None
    assert near is not None
    weights = {word: weight for word, weight in oddness(counts, near).items() if weight > 0}
    SPUN.write_bytes(pack_weights(weights))
    pairs = sum(map(len, table.values()))
    print(
        f"{len(table)} words, {pairs} pairs (shares in steps of 1/{STEPS} of log10), {OUT.stat().st_size / 1024:.0f} KiB"
    )


if __name__ == "__main__":
    main()

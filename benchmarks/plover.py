"""The PLOVER type of short texts, beside keywords and a model of words that learns from four folds.

    python benchmarks/plover.py [--part all|read|unseen] [--wrong N]

PLOVER gold records, made of the examples of the CAMEO manual: a sentence or two, its type and often its mode. They follow a
draft of PLOVER: DEMAND is read as REQUEST, DISAPPROVE and INVESTIGATE as ACCUSE, FIGHT and COERCE by destruction as ASSAULT.
Ours is the act that the first sentence with any act tells first of all; a text without one counts as wrong. Macro-F1 is the
mean over the types that the records have; its interval holds 95 % of 2,000 resamplings of the records. Words and rules were
written with two fifths of the texts at hand (`read`, by their hash), and are fixed: nothing of ours is learned here. The model
of words (naive Bayes) is trained on four of five folds of all texts and codes the fifth.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from corpora import Coded, as_document, plover_records
from harmattan.lexicons import load
from harmattan.plugins.extractors.rules import RuleExtractor
from harmattan.plugins.places import standard_places

FOLDS = 5
KEYWORDS = {
    "AGREE": "agree offer promis pledg willing accept",
    "CONSULT": "meet met talks visit negotiat discuss mediat telephone",
    "SUPPORT": "support prais endors defend recogni welcom apolog",
    "COOPERATE": "cooperat joint shar trade exchang",
    "AID": "aid donat provid relief asylum humanitarian",
    "CONCEDE": "conced yield eas reform relax allow",
    "RETREAT": "withdr releas retreat surrender ceasefire return",
    "REQUEST": "demand request urg appeal ask call must",
    "ACCUSE": "accus blam critici condemn denounc investigat charg alleg",
    "REJECT": "reject refus declin oppos veto dismiss",
    "THREATEN": "threat warn ultimatum",
    "PROTEST": "protest demonstrat strike riot rally march boycott",
    "MOBILIZE": "mobili deploy alert troops reinforc",
    "SANCTION": "sanction expel embargo suspend sever cut",
    "COERCE": "arrest ban curfew detain seiz deport restrict martial",
    "ASSAULT": "kill attack bomb shot fire kidnap tortur assassinat fight",
}
"""Stems of words that name each type, a handful for each, written from its definition."""


def by_keywords(text: str) -> str | None:
    """Return the type of the first word that begins with a keyword."""
    for word in re.findall(r"[a-z]+", text.lower()):
        for plover, stems in KEYWORDS.items():
            if any(word.startswith(stem) for stem in stems.split()):
                return plover
    return None


def by_words(records: Sequence[Coded]) -> list[str]:
    """Return the type of each record by a naive Bayes model of words and pairs, trained on the folds that it is not in."""
    bags = [_bag(record.text) for record in records]
    folds = [int(hashlib.sha256(record.text.encode()).hexdigest(), 16) // 5 % FOLDS for record in records]
    kinds = sorted({record.plover for record in records})
    found = [""] * len(records)
    for fold in range(FOLDS):
        train = [index for index in range(len(records)) if folds[index] != fold]
        column = {word: number for number, word in enumerate(sorted({word for index in train for word in bags[index]}))}
        counts = np.full((len(kinds), len(column)), 0.1)
        prior = np.ones(len(kinds))
        for index in train:
            row = kinds.index(records[index].plover)
            prior[row] += 1
            counts[row, [column[word] for word in bags[index]]] += 1
        weights = np.log(counts / counts.sum(axis=1, keepdims=True))
        for index in range(len(records)):
            if folds[index] == fold:
                seen = [column[word] for word in bags[index] if word in column]
                found[index] = kinds[int(np.argmax(np.log(prior) + weights[:, seen].sum(axis=1)))]
    return found


def _bag(text: str) -> set[str]:
    words = re.findall(r"[a-z]+", text.lower())
    return {*words, *(f"{one} {two}" for one, two in pairwise(words))}


def macro_f1(gold: Sequence[str], found: Sequence[str | None]) -> float:
    """Return the mean F1 over the types that the gold has."""
    return float(np.mean([_f1(kind, gold, found) for kind in sorted(set(gold))]))


def _f1(kind: str, gold: Sequence[str], found: Sequence[str | None]) -> float:
    right = sum(one == kind == two for one, two in zip(gold, found, strict=True))
    return 2 * right / max(1, sum(one == kind for one in gold) + sum(two == kind for two in found))


def interval(gold: Sequence[str], found: Sequence[str | None], rounds: int = 2000) -> tuple[float, float]:
    """Return the bounds between which 95 % of resamplings of the records have their macro-F1."""
    kinds = sorted(set(gold))
    numbers = {kind: number for number, kind in enumerate(kinds)}
    ours = np.array([numbers[kind] for kind in gold])
    theirs = np.array([numbers.get(str(kind), -1) for kind in found])
    drawn = np.random.default_rng(7).integers(0, len(ours), (rounds, len(ours)))
    scores = []
    for sample in drawn:
        wanted, got = ours[sample], theirs[sample]
        labelled = np.bincount(wanted, minlength=len(kinds))
        right = np.bincount(wanted[wanted == got], minlength=len(kinds))
        given = np.bincount(got[got >= 0], minlength=len(kinds))
        there = labelled > 0
        scores.append(float(np.mean(2 * right[there] / (labelled + given)[there])))
    low, high = np.percentile(scores, [2.5, 97.5])
    return float(low), float(high)


def main() -> None:
    """Code every record and print the scores of those that were read and of those that were not."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--part", choices=("all", "read", "unseen"), default="all")
    arguments.add_argument(
        "--wrong", type=int, default=0, help="print that many texts coded wrongly, of those read alone"
    )
    options = arguments.parse_args()
    records = plover_records()
    lexicon = load()
    extractor = RuleExtractor(lexicon=lexicon, places=standard_places(lexicon))
    ours: list[tuple[str | None, str | None]] = []
    for record in records:
        acts = extractor.acts(as_document(record.name, record.text))
        ours.append((acts[0].plover, acts[0].mode) if acts else (None, None))
    words = by_words(records)
    for part in ("all", "read", "unseen"):
        if options.part in ("all", part):
            chosen = [i for i, record in enumerate(records) if part == "all" or record.read == (part == "read")]
            show(part, [records[i] for i in chosen], [ours[i] for i in chosen], [words[i] for i in chosen])
    shown = 0
    for record, (plover, mode) in zip(records, ours, strict=True):
        if record.read and plover != record.plover and shown < options.wrong:
            shown += 1
            print(f"  {record.plover}, coded {plover} {mode or ''}: {record.text[:240]}")


def show(
    part: str, records: Sequence[Coded], ours: Sequence[tuple[str | None, str | None]], words: Sequence[str]
) -> None:
    """Print the scores of one part: of all types, of each, of the modes, and what is taken for what."""
    gold = [record.plover for record in records]
    coded = [plover for plover, _ in ours]
    rows = {"ours": coded, "keywords": [by_keywords(record.text) for record in records], "model of words": words}
    print(f"\n{part}: {len(records)} texts")
    for name, found in rows.items():
        low, high = interval(gold, found)
        right = sum(one == two for one, two in zip(gold, found, strict=True)) / len(gold)
        none = sum(kind is None for kind in found)
        print(
            f"  {name:<15} macro-F1 {macro_f1(gold, found):.3f} ({low:.3f}–{high:.3f})  right {right:.3f}  none {none}"
        )
    moded = [(record, act) for record, act in zip(records, ours, strict=True) if record.mode]
    same = [(record, act) for record, act in moded if act[0] == record.plover]
    right_modes = sum(record.mode == mode for record, (_, mode) in same)
    print(f"  mode right {right_modes} of {len(moded)}, of {len(same)} where the type is right")
    for kind in sorted(set(gold), key=lambda kind: _f1(kind, gold, coded)):
        taken = Counter(str(two) for one, two in zip(gold, coded, strict=True) if one == kind and two != kind)
        what = ", ".join(f"{name} {number}" for name, number in taken.most_common(4))
        line = f"    {kind:<10} {gold.count(kind):>3} texts  F1 {_f1(kind, gold, coded):.3f}"
        print(f"{line}  taken for {what}" if what else line)


if __name__ == "__main__":
    main()

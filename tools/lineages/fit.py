"""Fits the weights of the features of lineages, on the development part of the benchmark's texts alone.

    python tools/lineages/fit.py [--each N] [--seeds N] [--check]

Pairs are those that the doors let in. A pair is right where the younger document goes back to an original that the older one
is; pairs of documents that share an origin otherwise are left out. Logistic regression with a ridge; all wrong pairs together
weigh `COST` times as much as all right ones. Writes src/harmattan/stages/lineages/data/weights.json. `--check` fits on some seeds
and prints what the others make of it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "benchmarks")]

from harmattan.stages.lineages.boilerplate import drop, learn  # noqa: E402
from harmattan.stages.lineages.cut import print_of  # noqa: E402
from harmattan.stages.lineages.doors import DOORS, Words, keys_of  # noqa: E402
from harmattan.stages.lineages.features import TEXT, TRANSLATION, Feature, Model, Weights, scores_of  # noqa: E402
from harmattan.stages.lineages.joins import ArrayJoin  # noqa: E402
from harmattan.stages.lineages.packs import Prints, pack  # noqa: E402
from harmattan.stages.lineages.pairs import Pair, Pairs, Table, sides_of  # noqa: E402
from lineage_quality import corpus_of  # noqa: E402
from lineage_texts import Corpus  # noqa: E402

RIDGE = 0.001
COST = 20.0
AGAINST = {"loose", "quoted"}
OUT = ROOT / "src/harmattan/stages/lineages/data/weights.json"


def rows_of(corpus: Corpus, features: tuple[Feature, ...], *, across: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return scores and labels of the pairs of a corpus; `across` takes pairs of different languages."""
    cases = {case.document.id: case for case in corpus.cases}
    prints = Prints([pack([print_of(case.document) for case in corpus.cases])])
    ranks = prints.ranks()
    learnt = learn(prints, ranks, range(len(prints)))
    sides = sides_of(pack([drop(prints[int(number)], learnt) for number in np.argsort(ranks)]))
    found: dict[tuple[int, int], None] = {}
    for door in (DOORS["grams"], DOORS["names"]):
        held = [side.print for side in sides]
        rows = np.repeat(np.arange(len(sides)), [len(item.codes) for item in held])
        words = Words(np.concatenate([h.codes for h in held]), np.concatenate([h.marks for h in held]), rows)
        shared = ArrayJoin().share(*keys_of(words, door, 1), anchors=4, least=door.least)
        found |= dict.fromkeys(zip(shared.younger.tolist(), shared.older.tolist(), strict=True))
    pairs, labels, table = [], [], Table()
    for younger, older in found:
        child, parent = sides[younger], sides[older]
        if (child.print.language != parent.print.language) != across:
            continue
        one, other = cases[child.print.id], cases[parent.print.id]
        common = set(one.origins) & set(other.origins)
        right = other.kind == "original" and bool(common)
        if common and not right:
            continue
        pairs.append(Pair(child, parent, table.standing(child, [parent])[0]))
        labels.append(right)
    scores = scores_of(Pairs(pairs), features)
    return np.column_stack([scores[feature.name].values for feature in features]), np.array(labels, float)


def fit(scores: np.ndarray, labels: np.ndarray, features: tuple[Feature, ...]) -> Weights:
    """Return the weights that part the pairs best. What speaks for a copy by its nature never speaks against one."""
    free = np.ones(len(features), bool)
    while True:
        weights = _solved(scores[:, free], labels)
        full = np.zeros(len(features))
        full[free] = weights[1:]
        wrong = free & (full < 0) & np.array([feature.name not in AGAINST for feature in features])
        if not wrong.any():
            break
        free &= ~wrong
    named = {feature.name: round(float(weight), 3) for feature, weight in zip(features, full, strict=True)}
    return Weights(round(float(weights[0]), 3), named)


def _solved(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    inputs = np.hstack([np.ones((len(scores), 1)), scores])
    share = np.where(labels > 0, 0.5 / labels.sum(), 0.5 * COST / (1 - labels).sum()) * len(labels)
    weights = np.zeros(inputs.shape[1])
    ridge = RIDGE * len(labels) * np.eye(len(weights))
    ridge[0, 0] = 0
    for _ in range(50):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (share * (chance - labels)) + ridge @ weights
        bend = (inputs * (share * chance * (1 - chance))[:, None]).T @ inputs + ridge
        weights -= np.linalg.solve(bend, slope)
    return weights


def told(weights: Weights, scores: np.ndarray) -> np.ndarray:
    """Return the chances of pairs."""
    logit = weights.base + scores @ np.array(list(weights.weights.values()))
    return 1 / (1 + np.exp(-logit))


def main() -> None:
    """Fit and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=50)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    places = Path("/usr/share/wordnet"), Path("/usr/share/mythes/th_en_US_v2.dat")
    corpora = [
        corpus_of("dev", options.each, 100 + seed, *places, restored=restored)
        for seed in range(options.seeds)
        for restored in (True, False)
    ]
    fitted = []
    for features, across in ((TEXT, False), (TRANSLATION, True)):
        parts = [rows_of(corpus, features, across=across) for corpus in corpora]
        own = parts[:-2] if options.check else parts
        weights = fit(np.vstack([s for s, _ in own]), np.concatenate([y for _, y in own]), features)
        fitted.append(weights)
        scores, labels = (np.vstack([s for s, _ in parts[-2:]]), np.concatenate([y for _, y in parts[-2:]]))
        chance = told(weights, scores)
        print(weights)
        print(
            f"{int(labels.sum())} right pairs, {(chance[labels > 0] < 0.5).sum()} missed;"
            f" {int((1 - labels).sum())} wrong ones, {(chance[labels == 0] >= 0.5).sum()} taken"
        )
    if not options.check:
        note = (
            f"Made by tools/lineages/fit.py on the development part of the texts of benchmarks/lineage_texts.py,"
            f" {options.seeds} seeds, {options.each} documents of each kind, spun ones both restored and as they stand."
        )
        model = Model(note, *fitted)
        OUT.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=2) + b"\n")


if __name__ == "__main__":
    main()

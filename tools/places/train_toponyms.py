"""Fit the weights by which toponyms are told from other names: `plugins/extractors/rules/data/toponyms.json`.

    python tools/places/train_toponyms.py

Logistic regression (L2, Newton's method) over the stretches of the first half of GeoWebNews that some place is called; a stretch
is a toponym where a label with coordinates covers the same characters. Cross-validated over ten folds of articles.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))
OUT = ROOT / "src" / "harmattan" / "plugins" / "extractors" / "rules" / "data" / "toponyms.json"

from harmattan.lexicons import load  # noqa: E402
from harmattan.plugins.extractors.rules.extractor import countries_of, peoples_of  # noqa: E402
from harmattan.plugins.extractors.rules.toponyms import features, stretches_of, tokens_of  # noqa: E402
from harmattan.plugins.places import standard_places  # noqa: E402
from places import articles, trimmed  # noqa: E402

PENALTY = 2.0


def fit(rows: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Return the weights, the bias last and not penalised."""
    design = np.hstack([rows, np.ones((len(rows), 1))])
    weights = np.zeros(design.shape[1])
    ridge = np.full(design.shape[1], PENALTY)
    ridge[-1] = 1e-6
    for _ in range(30):
        odds = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (truth - odds) - ridge * weights
        curve = (design * (odds * (1 - odds))[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def main() -> None:
    """Collect the stretches, cross-validate, fit, write."""
    lexicon = load()
    places, index = standard_places(lexicon), lexicon.index("en")
    found: list[dict[str, float]] = []
    truth: list[float] = []
    fold: list[int] = []
    told: list[str] = []
    for number, article in enumerate(articles("dev")):
        gold = {trimmed(article.text, item.start, item.end) for item in article.labels if item.latitude is not None}
        hits = index.find(article.text)
        peoples = peoples_of(hits)
        tokens = tokens_of(article.text)
        stretches = [s for s in stretches_of(article.text, tokens, places) if (s.start, s.end) not in peoples]
        for stretch, row in zip(stretches, features(article.text, tokens, stretches, "en", countries_of(hits)), strict=True):
            found.append(row)
            truth.append(float(trimmed(article.text, stretch.start, stretch.end) in gold))
            fold.append(number % 10)
            told.append(article.text[max(0, stretch.start - 30) : stretch.end + 20].replace("\n", " "))
    names = sorted({name for row in found for name in row if sum(name in other for other in found) >= 5})
    rows = np.array([[row.get(name, 0.0) for name in names] for row in found])
    right = np.array(truth)
    guessed = np.zeros(len(right))
    for part in range(10):
        inside = np.array(fold) != part
        weights = fit(rows[inside], right[inside])
        guessed[~inside] = rows[~inside] @ weights[:-1] + weights[-1]
    hit = ((guessed > 0) & (right == 1)).sum()
    print(f"{len(right)} stretches, {int(right.sum())} toponyms; cross-validated P {hit / (guessed > 0).sum():.3f} R {hit / right.sum():.3f}")
    if "--wrong" in sys.argv:
        for text, score, is_one in sorted(zip(told, guessed, right, strict=True), key=lambda item: item[1]):
            if (score > 0) != is_one:
                print(f"{score:6.2f} {int(is_one)} {text}")
    weights = fit(rows, right)
    known = {name: round(float(weight), 3) for name, weight in zip(names, weights[:-1], strict=True)}
    OUT.write_text(json.dumps({"weights": known, "bias": round(float(weights[-1]), 3)}, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(known))


if __name__ == "__main__":
    main()

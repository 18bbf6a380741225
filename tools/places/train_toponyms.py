"""Fit the weights by which toponyms are told from other names: `plugins/extractors/rules/data/toponyms.json`.

    python tools/places/train_toponyms.py

Logistic regression (L2, Newton's method) over stretches that some place is called: of the first half of GeoWebNews, with the
default index and with the dumps of four countries added, where a stretch is a toponym if a label with coordinates covers the same
characters; of our sentences about villages of these four countries; and of sentences of persons. Cross-validated over ten folds
of articles.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))
OUT = ROOT / "src" / "harmattan" / "plugins" / "extractors" / "rules" / "data" / "toponyms.json"

from corpora import DATA  # noqa: E402
from harmattan.lexicons import load  # noqa: E402
from harmattan.lexicons.rows import PlaceRow  # noqa: E402
from harmattan.plugins.extractors.rules.about import countries_of, peoples_of  # noqa: E402
from harmattan.plugins.extractors.rules.toponyms import features, stretches_of, tokens_of  # noqa: E402
from harmattan.plugins.places import LayeredPlaces, LexiconPlaces, standard_places  # noqa: E402
from harmattan.plugins.places.default import default_name  # noqa: E402
from harmattan.plugins.places.store import add_dump, default_index  # noqa: E402
from harmattan.ports import PlaceIndex  # noqa: E402
from places import DUMPS, VILLAGES, articles, trimmed  # noqa: E402

PENALTY = 2.0
GIVEN = """
Moussa Amadou Ibrahim Boubacar Abdoulaye Oumar Modibo Seydou Mamadou Issa Hamidou Aliou Fatou Aminata Adama Souleymane
Ousmane Bakary Idrissa Salif Alassane Youssouf Cheick Sékou Lassina Jean Pierre Ali Hassan Mohamed Ahmed John David
"""
FAMILY = """
Traoré Diallo Keïta Coulibaly Sissoko Ouattara Touré Cissé Konaté Diarra Sow Barry Camara Bah Sylla Ba Sy Kane Fall Diop
Ndiaye Sarr Kouamé Kouassi Koné Bamba Soro Maïga Dicko Sangaré Doumbia Kaba Condé Miller Kelly Martin
"""
SAID = (
    ("en", "{G} {F}, a spokesman for the movement, said the attack had failed."),
    ("en", "Colonel {F} told reporters that his men had left the base."),
    ("en", '"We saw nothing," {F} said on Monday, adding that {G2} {F2} was dead.'),
    ("en", "{F} was arrested with {G2} {F2}, the head of the police said."),
    ("en", "The group led by {G} {F} claimed the attack. {F} denied it later."),
    ("en", "According to {G} {F}, a farmer, the men came at night."),
    ("en", "Then {G} ran to his house, and {F} followed him."),
    ("fr", "{G} {F}, porte-parole du mouvement, a démenti l'attaque."),
    ("fr", "Le colonel {F} a annoncé que ses hommes avaient quitté la base."),
    ("fr", "« Nous n'avons rien vu », a dit {F}, voisin de {G2} {F2}."),
    ("fr", "Selon {G} {F}, cultivateur, les hommes sont venus la nuit."),
    ("fr", "{F} a été arrêté avec {G2} {F2}, a indiqué la police."),
)
"""Sentences of persons, for what news of the North hold little of: names that are villages', too."""


def fit(rows: np.ndarray, truth: np.ndarray, counted: np.ndarray) -> np.ndarray:
    """Return the weights, the bias last and not penalised."""
    design = np.hstack([rows, np.ones((len(rows), 1))])
    weights = np.zeros(design.shape[1])
    ridge = np.full(design.shape[1], PENALTY)
    ridge[-1] = 1e-6
    for _ in range(30):
        odds = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (counted * (truth - odds)) - ridge * weights
        curve = (design * (counted * odds * (1 - odds))[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


class Cases(NamedTuple):
    """Stretches: features, whether each is a toponym, what it weighs, in which fold of the news it is (-1: none)."""

    rows: list[dict[str, float]]
    truth: list[float]
    weight: list[float]
    fold: list[int]
    told: list[str]


def collect(
    cases: Cases,
    text: str,
    gold: set[tuple[int, int]],
    places: PlaceIndex,
    language: str,
    weight: float,
    fold: int,
    countries: Counter[str] | None = None,
) -> None:
    """Add the stretches of a text."""
    hits = load().index(language).find(text)
    peoples = peoples_of(hits)
    if countries is None:
        countries = countries_of(hits)
    tokens = tokens_of(text)
    stretches = [s for s in stretches_of(text, tokens, places, countries) if (s.start, s.end) not in peoples]
    for stretch, row in zip(stretches, features(text, tokens, stretches, language, countries), strict=True):
        cases.rows.append(row)
        cases.truth.append(float(trimmed(text, stretch.start, stretch.end) in gold))
        cases.weight.append(weight)
        cases.fold.append(fold)
        cases.told.append(text[max(0, stretch.start - 30) : stretch.end + 20].replace("\n", " "))


def people(draw: random.Random) -> Iterator[tuple[str, str]]:
    """Yield (language, sentence) in which names are persons', though villages may be called so."""
    given, family = GIVEN.split(), FAMILY.split()
    for language, pattern in SAID * 8:
        yield (
            language,
            pattern.format(G=draw.choice(given), F=draw.choice(family), G2=draw.choice(given), F2=draw.choice(family)),
        )


def main() -> None:
    """Collect the stretches, cross-validate, fit, write."""
    lexicon = load()
    cases = Cases([], [], [], [], [])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.joinpath(f"{default_name()}.places").symlink_to(default_index().path)
        for code in DUMPS["dev"]:
            add_dump(DATA / "geonames" / f"{code}.txt.gz", folder=folder)
        wide = standard_places(lexicon, folder=folder)
        plain = LayeredPlaces([LexiconPlaces(lexicon), default_index()])
        for places, weight in ((plain, 1.0), (wide, 0.3)):
            for number, article in enumerate(articles("dev")):
                gold = {
                    trimmed(article.text, item.start, item.end) for item in article.labels if item.latitude is not None
                }
                collect(
                    cases, article.text, gold, places, "en", weight, number % 10 if weight == 1.0 else 10 + number % 10
                )
        for line in (VILLAGES / "villages_dev.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            gold = {tuple(span) for span in row["places"]}
            collect(cases, row["text"], gold, wide, row["language"], 0.5, -1)
            # Of some texts it is not known where they play.
            collect(cases, row["text"], gold, wide, row["language"], 0.5, -1, Counter())
        for language, text in people(random.Random(7)):
            known = load().index(language).find(text)
            gold = {(hit.start, hit.end) for hit in known if any(isinstance(item, PlaceRow) for item in hit.rows)}
            collect(cases, text, gold, wide, language, 0.5, -1)
    names = sorted(name for name, count in Counter(name for row in cases.rows for name in row).items() if count >= 5)
    rows = np.array([[row.get(name, 0.0) for name in names] for row in cases.rows])
    right, weight, fold = np.array(cases.truth), np.array(cases.weight), np.array(cases.fold)
    guessed = np.zeros(len(right))
    for part in range(10):
        inside = (fold % 10 != part) | (fold < 0)
        weights = fit(rows[inside], right[inside], weight[inside])
        guessed[~inside] = rows[~inside] @ weights[:-1] + weights[-1]
    for what, chosen in (("news", (fold >= 0) & (fold < 10)), ("news, with the dumps of four countries", fold >= 10)):
        hit = ((guessed > 0) & (right == 1) & chosen).sum()
        precision, recall = hit / ((guessed > 0) & chosen).sum(), hit / right[chosen].sum()
        print(f"{what}: {chosen.sum()} stretches, cross-validated P {precision:.3f} R {recall:.3f}")
    weights = fit(rows, right, weight)
    ours = fold < 0
    scored = rows @ weights[:-1] + weights[-1]
    print(f"own sentences, fitted: {ours.sum()} stretches, right {((scored > 0) == (right == 1))[ours].mean():.3f}")
    if "--wrong" in sys.argv:
        shown = np.where(ours, scored, guessed)
        for text, score, is_one in sorted(zip(cases.told, shown, right, strict=True), key=lambda item: item[1]):
            if (score > 0) != is_one:
                print(f"{score:6.2f} {int(is_one)} {text}")
    known_weights = {name: round(float(weight), 3) for name, weight in zip(names, weights[:-1], strict=True)}
    OUT.write_text(
        json.dumps({"weights": known_weights, "bias": round(float(weights[-1]), 3)}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()

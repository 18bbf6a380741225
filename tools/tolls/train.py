"""Train the second opinion on tolls (`harmattan.plugins.extractors.rules.told`), or check it across writers.

    python tools/tolls/train.py            # writes src/harmattan/plugins/extractors/rules/data/told.z
    python tools/tolls/train.py --check    # trains on all writers but one, scores that one, and killings held back

Trained on sentences of our own (`sentences/`, and `benchmarks/data/false_tolls_dev.jsonl`): real deaths against deaths that are
planned, feared, denied or made up; and on real text from `../shared/data` whose tolls are surely told: PITF descriptions of 2013
whose coded number our rules read, and sentences of MUC-4 development reports in which they read a toll. Held back for --check:
every second one of these. The sentences of `benchmarks/data/false_tolls_test.jsonl` are never read here.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
from corpora import as_document, muc4_texts, pitf_rows
from harmattan.lexicons import load
from harmattan.plugins.extractors.rules import RuleExtractor, RuleSettings, told
from harmattan.plugins.places import LexiconPlaces
from harmattan.stages.claims import extract
from tolls import killed_in

ROOT = Path(__file__).resolve().parents[2]
EPOCHS = 60
RATE = 0.3
PENALTY = 2.0  # chosen with --check among 0.5, 2 and 8
WRITERS = ("second", "press", "officials", "plain")


class Sentence(NamedTuple):
    """A text, whether real deaths are told in it, and who wrote it."""

    text: str
    told: bool
    writer: str


def own_sentences() -> list[Sentence]:
    """Return our own sentences of all writers."""
    paths = [ROOT / "benchmarks" / "data" / "false_tolls_dev.jsonl"]
    paths += [ROOT / "tools" / "tolls" / "sentences" / f"{writer}.jsonl" for writer in WRITERS]
    found = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.append(Sentence(row["text"], row["killed"] is not None, path.stem))
    return found


def real_sentences() -> list[Sentence]:
    """Return descriptions of killings and sentences of reports whose tolls are told as real."""
    lexicon = load()
    settings = RuleSettings(second_opinion=False)  # what is learned must not depend on what was learned before
    extractor = RuleExtractor(lexicon=lexicon, places=LexiconPlaces(lexicon), settings=settings)
    rows = pitf_rows(2013)
    documents = [as_document(row.number, re.sub(r"</?b>", "", row.text)) for row in rows]
    results = extract(documents, extractor=extractor, lexicon=lexicon)
    found = [
        Sentence(document.text, True, "pitf")
        for document, row, result in zip(documents, rows, results, strict=True)
        if killed_in(result.claims) == row.deaths
    ]
    reports = [as_document(name, text) for name, text in muc4_texts("dev")]
    for result in extract(reports, extractor=extractor, lexicon=lexicon):
        quotes = {
            claim.evidence.quote
            for claim in result.claims
            if claim.kind == "toll" and claim.quantity is not None and claim.quantity.unit == "killed"
            and claim.realis == "actual" and claim.certainty.value == "CT+"
        }  # fmt: skip
        found += [Sentence(quote, True, "muc4") for quote in sorted(quotes)]
    return found


def train(sentences: list[Sentence]) -> NDArray[np.float32]:
    """Return the weights of a logistic regression, both classes weighing the same (AdaGrad, L2)."""
    marks = [told.marks_of(sentence.text) for sentence in sentences]
    labels = np.array([sentence.told for sentence in sentences], dtype=float)
    share = labels.mean()
    weights = np.zeros(told.BUCKETS + 1)
    sums = np.full(told.BUCKETS, 1e-6)
    for epoch in range(EPOCHS):
        for at in np.random.RandomState(epoch).permutation(len(marks)):
            spots = marks[at]
            if not len(spots):
                continue
            scale = 1 / np.sqrt(len(spots))
            odds = weights[-1] + scale * weights[spots].sum()
            weight = 0.5 / share if labels[at] else 0.5 / (1 - share)
            off = (1 / (1 + np.exp(-odds)) - labels[at]) * weight
            slope = off * scale + PENALTY / len(marks) * weights[spots]
            sums[spots] += slope * slope
            weights[spots] -= RATE * slope / np.sqrt(sums[spots])
            weights[-1] -= 0.02 * off
    return weights.astype(np.float32)


def check(own: list[Sentence], real: list[Sentence]) -> None:
    """Print what would be doubted of each writer's sentences by the others' weights, and of the real ones held back."""
    print(f"{'writer':<16} {'score below':>11} {'unreal doubted':>15} {'real doubted':>13} {'pitf':>6} {'muc4':>6}")
    for writer in sorted({sentence.writer for sentence in own}):
        weights = train([sentence for sentence in own if sentence.writer != writer] + real[::2])
        for limit in (-2.0, -1.5, -1.0, -0.5):
            tested = [sentence for sentence in own if sentence.writer == writer]
            shares = [
                np.mean([told.score_with(weights, told.marks_of(each.text)) < limit for each in group] or [0.0])
                for group in (
                    [each for each in tested if not each.told], [each for each in tested if each.told],
                    [each for each in real[1::2] if each.writer == "pitf"],
                    [each for each in real[1::2] if each.writer == "muc4"],
                )
            ]  # fmt: skip
            print(f"{writer:<16} {limit:>11} {shares[0]:>15.3f} {shares[1]:>13.3f} {shares[2]:>6.3f} {shares[3]:>6.3f}")


def main() -> None:
    """Check, or train on everything and write the weights."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true")
    options = arguments.parse_args()
    own, real = own_sentences(), real_sentences()
    print(f"{len(own)} sentences of our own, {len(real)} real ones")
    if options.check:
        check(own, real)
        return
    told.DATA.parent.mkdir(exist_ok=True)
    told.DATA.write_bytes(zlib.compress(train(own + real).astype(np.float16).tobytes(), 9))
    print(f"{told.DATA.relative_to(ROOT)}: {told.DATA.stat().st_size} bytes")


if __name__ == "__main__":
    main()

"""Draw the sentences to label, as worksheets of plain text.

    python tools/labels/sample.py --to FOLDER [--seed N] [--part dev|test]

From `../shared/data`: MUC-4 development reports, PITF descriptions (2013 for `dev`, 2014 and 2015 for `test`) and the French
treebanks (their dev files for `dev`, their test files for `test`), at most one sentence of a document. MUC-4 reports fall
to `test` by the hash of their id, one in three. Half of the French sentences hold a digit, a quotation mark, "que" or a
conditional; the rest is drawn from all. Worksheets hold the texts, so they are kept outside the project; `build.py` turns
filled ones into offsets.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
from corpora import labelled_documents
from harmattan.language.sentences import split_sentences

SIZES = {"dev": {"muc4": 150, "pitf": 140, "fr": 130}, "test": {"muc4": 75, "pitf": 70, "fr": 65}}
TELLING = re.compile(r"\d|[«\"“]|\bqu(?:e\b|['’])|rai(?:en)?t\b")
SHORTEST, LONGEST = 6, 70


def is_test(name: str) -> bool:
    """Say whether a MUC-4 report is kept for the test, by its id alone."""
    return hashlib.sha256(name.encode()).digest()[0] % 3 == 0


def draw(corpus: str, part: str, size: int, chance: random.Random) -> list[tuple[str, str, int, int]]:
    """Return (document name, text, start, end) of drawn sentences, in the order of their names."""
    documents = labelled_documents(corpus, part)
    if corpus == "muc4":
        documents = [item for item in documents if is_test(item[0]) == (part == "test")]
    chance.shuffle(documents)
    language = "fr" if corpus == "fr" else "en"
    found: list[tuple[str, str, int, int]] = []
    telling = 0
    for name, text in documents:
        spans = [
            (start, end) for start, end in split_sentences(text, language)
            if SHORTEST <= len(text[start:end].split()) <= LONGEST and any(c.islower() or c.isupper() for c in text[start:end])
        ]  # fmt: skip
        if not spans:
            continue
        start, end = chance.choice(spans)
        if corpus == "fr" and telling < size // 2 and not TELLING.search(text[start:end]):
            continue
        telling += 1
        found.append((name, text, start, end))
        if len(found) == size:
            break
    return sorted(found)


def main() -> None:
    """Write one worksheet for each corpus and part."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    arguments.add_argument("--seed", type=int, default=20261126)
    arguments.add_argument("--part", choices=("dev", "test"), action="append")
    options = arguments.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    for part in options.part or ("dev", "test"):
        for corpus, size in SIZES[part].items():
            chance = random.Random(f"{options.seed} {corpus} {part}")
            lines = []
            for at, (name, text, start, end) in enumerate(draw(corpus, part, size, chance)):
                before = " ".join(text[:start].split())[-300:] if corpus != "fr" else ""
                after = " ".join(text[end:].split())[:200] if corpus != "fr" else ""
                lines += [f"=== {corpus}-{part}-{at:03} [{name} {start} {end}]"]
                lines += [f"BEFORE: {before}"] if before else []
                lines += [f"TEXT: {' '.join(text[start:end].split())}"]
                lines += [f"AFTER: {after}"] if after else []
                lines.append("")
            path = options.to / f"{corpus}_{part}.txt"
            path.write_text("\n".join(lines), encoding="utf-8")
            print(f"{path}: {len([line for line in lines if line.startswith('===')])} sentences")


if __name__ == "__main__":
    main()

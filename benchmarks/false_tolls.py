"""Deaths that nobody reports: how often a hypothetical, planned, threatened, denied or feared death is read as a toll.

    python benchmarks/false_tolls.py [--part dev|test] [--wrong]

Our own sentences (`benchmarks/data/false_tolls_*.jsonl`), written apart from the rules by somebody who had not seen them,
English and French, a third of them with a real toll, so that never reading one does not pay. A false toll: some claim says
that people were killed, as real and as certain or probable, where nobody reports it. The baseline reads each number within
eight words of a word of killing as a toll. Rules are written with the `dev` sentences at hand; those of `test` are for
reporting alone and never printed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path

from corpora import as_document
from harmattan.language.numbers import values_in
from harmattan.lexicons import load
from harmattan.plugins.extractors.rules import RuleExtractor
from harmattan.plugins.places import standard_places
from harmattan.stages.claims import extract
from tolls import killed_in

DATA = Path(__file__).parent / "data"
KILLING = re.compile(
    r"\b(?:kill\w*|dead|death\w*|die[ds]?|dying|murder\w*|tu(?:er|és?|ées?)|mort\w*|mourir|décès|péri\w*)\b",
    re.IGNORECASE,
)
NEAR = 8


def main() -> None:
    """Read the sentences and print the shares."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--part", choices=("dev", "test"), default="dev")
    arguments.add_argument("--wrong", action="store_true", help="print the faults; dev alone")
    options = arguments.parse_args()
    if options.wrong and options.part == "test":
        sys.exit("the faults of the test sentences are not shown: rules must not be written on them")
    rows = [
        json.loads(line)
        for line in (DATA / f"false_tolls_{options.part}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    lexicon = load()
    extractor = RuleExtractor(lexicon=lexicon, places=standard_places(lexicon))
    documents = [as_document(row["id"], row["text"], row["language"]) for row in rows]
    counts: Counter[str] = Counter()
    for row, found in zip(rows, extract(documents, extractor=extractor, lexicon=lexicon), strict=True):
        read = killed_in(found.claims)
        kind = row["kind"]
        counts[kind] += 1
        right = read == row["killed"]
        counts[f"{kind} right"] += right
        counts[f"{kind} read"] += read is not None
        counts[f"{kind} naive"] += naive(row["text"], row["language"], lexicon)
        if options.wrong and not right:
            print(f"{row['id']} {kind}, killed {row['killed']}, read {read}: {row['text']}")
    kinds = [kind for kind in counts if " " not in kind and kind != "control"]
    negatives = sum(counts[kind] for kind in kinds)
    print(f"{'kind':<18} {'sentences':>9} {'false tolls':>11} {'baseline':>9}")
    for kind in kinds:
        false, naively = (counts[f"{kind} {what}"] / counts[kind] for what in ("read", "naive"))
        print(f"{kind:<18} {counts[kind]:>9} {false:>11.3f} {naively:>9.3f}")
    false, naively = (sum(counts[f"{kind} {what}"] for kind in kinds) / negatives for what in ("read", "naive"))
    print(f"{'all':<18} {negatives:>9} {false:>11.3f} {naively:>9.3f}")
    print(
        f"real tolls beside them: {counts['control']}, read {counts['control read'] / counts['control']:.3f}, "
        f"exactly {counts['control right'] / counts['control']:.3f}"
    )


def naive(text: str, language: str, lexicon: object) -> bool:
    """Say whether a number stands near a word of killing."""
    words = text.split()
    places = [at for at, word in enumerate(words) if KILLING.search(word)]
    return any(
        values_in(" ".join(words[max(0, at - NEAR) : at + NEAR + 1]), language=language, lexicon=lexicon)  # type: ignore[arg-type]
        for at in places
    )


if __name__ == "__main__":
    main()

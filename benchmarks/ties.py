"""Ties and views told in passing: who is whose ally, part, leader or heir, who backs whom, who holds what, what it means.

    python benchmarks/ties.py [--part dev|test] [--wrong]

Our own sentences (`benchmarks/data/ties_*.jsonl`), English and French, written apart from the rules by somebody who had not
seen them; a quarter states nothing of the kind. A tie is right where its kind, both its ends (by overlap; in order but
for allies and rivals) and its polarity are; control where its place and its holder are, strength where its number and bound
are, a judgement or outlook where its sentence has one. Rules are written with the `dev` sentences at hand; those of `test`
are for reporting alone and never printed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from corpora import as_document
from harmattan.lexicons import load
from harmattan.plugins.extractors.rules import RuleExtractor, RuleSettings
from harmattan.plugins.places import standard_places
from harmattan.records.claim import Claim
from harmattan.stages.claims import extract

DATA = Path(__file__).parent / "data"
KINDS = ("relation", "support", "control", "strength", "judgement", "outlook")
ENDS = {"relation": ("subject", "object"), "support": ("supporter", "supported")}
MUTUAL = ("ally", "rival")


def main() -> None:
    """Read the sentences and print precision, recall and F1 of each kind."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--part", choices=("dev", "test"), default="dev")
    arguments.add_argument("--wrong", action="store_true", help="print the faults; dev alone")
    options = arguments.parse_args()
    if options.wrong and options.part == "test":
        sys.exit("the faults of the test sentences are not shown: rules must not be written on them")
    lines = (DATA / f"ties_{options.part}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    lexicon = load()
    # Each sentence stands alone here: whether its document speaks of conflict is not asked.
    settings = RuleSettings(screen=False)
    extractor = RuleExtractor(lexicon=lexicon, places=standard_places(lexicon), settings=settings)
    documents = [as_document(row["id"], row["text"], row["language"]) for row in rows]
    counts: Counter[str] = Counter()
    for row, found in zip(rows, extract(documents, extractor=extractor, lexicon=lexicon), strict=True):
        claims = [claim for claim in found.claims if claim.kind in KINDS]
        missed, odd = compare(row["text"], row["claims"], claims, counts, row["language"])
        if options.wrong and (missed or odd):
            print(f"{row['id']} {row['text']}")
            for item in missed:
                print("    missed", item)
            for claim in odd:
                ends = [(actor.role, actor.name) for actor in claim.actors]
                print("    odd   ", claim.kind, claim.certainty.value, ends, [place.name for place in claim.places])
    print(f"{options.part}: {len(rows)} sentences")
    print(f"{'kind':<12} {'labelled':>8} {'found':>6} {'right':>6} {'precision':>9} {'recall':>7} {'F1':>6}")
    for kind in (*KINDS, "ties", "ties en", "ties fr", "all"):
        labelled, read, right, true = (counts[f"{kind} {what}"] for what in ("labelled", "found", "right", "true"))
        precision, recall = true / max(1, read), right / max(1, labelled)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{kind:<12} {labelled:>8} {read:>6} {right:>6} {precision:>9.3f} {recall:>7.3f} {f1:>6.3f}")


def compare(
    text: str, labels: list[dict[str, Any]], claims: list[Claim], counts: Counter[str], language: str
) -> tuple[list[dict[str, Any]], list[Claim]]:
    """Count labels, labels met (`right`), claims, claims that meet a label (`true`); return what is missed and odd."""
    fitting = [[claim for claim in claims if fits(text, label, claim)] for label in labels]
    for label, found in zip(labels, fitting, strict=True):
        count(counts, label["kind"], language, "labelled")
        if found:
            count(counts, label["kind"], language, "right")
    told = {claim.id for found in fitting for claim in found}
    for claim in claims:
        count(counts, claim.kind, language, "found")
        if claim.id in told:
            count(counts, claim.kind, language, "true")
    return (
        [label for label, found in zip(labels, fitting, strict=True) if not found],
        [claim for claim in claims if claim.id not in told],
    )


def count(counts: Counter[str], kind: str, language: str, what: str) -> None:
    """Count one claim for its kind, for ties in its language, and for all."""
    counts[f"{kind} {what}"] += 1
    counts[f"all {what}"] += 1
    if kind in ("relation", "support", "control"):
        counts[f"ties {what}"] += 1
        counts[f"ties {language} {what}"] += 1


def fits(text: str, label: dict[str, Any], claim: Claim) -> bool:
    """Return whether a claim says what a label does."""
    if claim.kind != label["kind"]:
        return False
    if claim.kind in ("judgement", "outlook"):
        return True
    if claim.kind == "strength":
        quantity = claim.quantity
        return quantity is not None and (quantity.low, quantity.bound) in (
            (label["number"], label["bound"]),
            (None, label["bound"]) if label["bound"] == "at_most" else (label["number"], label["bound"]),
        )
    if claim.certainty.value.endswith("-") != bool(label.get("negated")):
        return False
    if claim.kind == "control":
        spots = [(part.start, part.end) for part in claim.parts if part.role in ("place", "target")]
        holders = [(actor.start, actor.end) for actor in claim.actors]
        return meets(text, label["object"], spots) and meets(text, label["subject"], holders)
    first, second = ([(a.start, a.end) for a in claim.actors if a.role == role] for role in ENDS[claim.kind])
    pairs = [(first, second)]
    if label.get("relation") in MUTUAL:
        pairs.append((second, first))
    return any(meets(text, label["subject"], one) and meets(text, label["object"], other) for one, other in pairs)


def meets(text: str, name: str, spans: list[tuple[int, int]]) -> bool:
    """Return whether a span overlaps some place where a name stands."""
    stands = [match.span() for match in re.finditer(re.escape(name), text)]
    return any(start < last and first < end for start, end in spans for first, last in stands)


if __name__ == "__main__":
    main()

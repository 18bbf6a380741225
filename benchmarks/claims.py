"""Attributions, certainty, realis and numbers against our own labels, beside a baseline of keywords.

    python benchmarks/claims.py [--part dev|test] [--corpus muc4|pitf|fr] [--wrong WHAT] [--limit N]

Stand-off labels in `benchmarks/labels` (how they were made: `tools/labels/GUIDE.md`) on MUC-4 development reports, PITF
descriptions and French treebank sentences. A document is read whole, its labelled sentence scored. Pairs: source and cue overlap
those labelled (where no source is labelled, none may be found). Value, holder and realis: of the labelled events that some claim
has for its trigger, with the share of events that have one. Number: span, both sides and bound as labelled. The baseline takes
each common word of saying with the four words before it for the source.

Rules are written with the `dev` labels at hand. `test` labels are for reporting alone: their faults are never printed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from pathlib import Path

from corpora import as_document, labelled_documents
from harmattan.evaluation import LabelledSentence, read_labels, score_claims
from harmattan.evaluation.claims import rows
from harmattan.lexicons import load
from harmattan.plugins.extractors.rules import RuleExtractor
from harmattan.plugins.places import LexiconPlaces
from harmattan.records.bundle import Extraction
from harmattan.stages.claims import extract

LABELS = Path(__file__).parent / "labels"
CORPORA = ("muc4", "pitf", "fr")
SAYING = re.compile(
    r"\b(?:said|says?|told|according to|report(?:ed|s)|announced|denied|claimed|accused|blamed|confirmed|added|stated|warned|"
    r"believed?|"
    r"quoted|demanded|asked|a (?:dit|déclaré|annoncé|affirmé|indiqué|précisé|ajouté)|selon|d'après|affirme|déclare|dit)\b",
    re.IGNORECASE,
)


def baseline(labels: list[LabelledSentence], texts: dict[str, str]) -> tuple[int, int, int]:
    """Return (right, found, labelled) pairs of the keyword baseline."""
    right = found = labelled = 0
    for label in labels:
        text = texts[label.document]
        free = list(label.attributions)
        labelled += len(free)
        for cue in SAYING.finditer(text, label.start, label.end):
            found += 1
            words = list(re.finditer(r"\w+", text[label.start : cue.start()]))[-4:]
            source = (label.start + words[0].start(), cue.start()) if words else None
            hit = next((each for each in free if each.cue[0] < cue.end() and cue.start() < each.cue[1]), None)
            if hit is None:
                continue
            free.remove(hit)
            meets = source and hit.source and source[0] < hit.source[1] and hit.source[0] < source[1]
            right += bool(meets) or (hit.source is None and source is None)
    return right, found, labelled


def main() -> None:
    """Extract from the labelled documents and print the scores."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--part", choices=("dev", "test"), default="dev")
    arguments.add_argument("--corpus", choices=CORPORA, action="append")
    arguments.add_argument(
        "--wrong", metavar="WHAT", help="print the faults of one kind (attribution, source, value, …); dev alone"
    )
    arguments.add_argument("--limit", type=int, default=40, help="at most so many faults")
    options = arguments.parse_args()
    if options.wrong and options.part == "test":
        sys.exit("the faults of the test labels are not shown: rules must not be written on them")
    lexicon = load()
    extractor = RuleExtractor(lexicon=lexicon, places=LexiconPlaces(lexicon))
    everything: list[LabelledSentence] = []
    extractions: dict[str, Extraction] = {}
    texts: dict[str, str] = {}
    for corpus in options.corpus or CORPORA:
        path = LABELS / f"{corpus}_{options.part}.jsonl"
        labels = list(read_labels([path]))
        wanted = {label.document for label in labels}
        texts |= {name: text for name, text in labelled_documents(corpus, options.part) if name in wanted}
        documents = [as_document(label.document, texts[label.document], label.language) for label in labels]
        for document, found in zip(documents, extract(documents, extractor=extractor, lexicon=lexicon), strict=True):
            extractions[str(document.external_id)] = Extraction(
                document=document, mentions=found.mentions, claims=found.claims
            )
        show(corpus, labels, extractions, texts, options)
        everything += labels
    if len(options.corpus or CORPORA) > 1:
        show("all", everything, extractions, texts, argparse.Namespace(wrong=None))


def show(
    corpus: str,
    labels: list[LabelledSentence],
    extractions: dict[str, Extraction],
    texts: dict[str, str],
    options: argparse.Namespace,
) -> None:
    """Print the scores of one corpus, and the faults that were asked for."""
    scores = score_claims(labels, extractions)
    print(
        f"\n{corpus}: {scores.sentences} sentences" + (f", {scores.drifted} not as labelled" if scores.drifted else "")
    )
    for name, tally in rows(scores):
        print(
            f"  {name:<28} labelled {tally.labelled:>4}  found {tally.found:>4}  right {tally.right:>4}  "
            f"precision {tally.precision:.3f}  recall {tally.recall:.3f}  F1 {tally.f1:.3f}"
        )
    right, found, labelled = baseline(labels, texts)
    print(
        f"  baselines: keywords for pairs F1 {2 * right / max(1, found + labelled):.3f}; "
        f"most frequent value {scores.usual_value:.3f}, realis {scores.usual_realis:.3f}"
    )
    faults: dict[str, int] = defaultdict(int)
    for document, start, end, what, wanted, got in scores.wrong:
        faults[what] += 1
        if what == options.wrong and faults[what] <= options.limit:
            around = " ".join(texts[document][max(0, start - 110) : start].split())
            behind = " ".join(texts[document][end : end + 110].split())
            print(
                f"    [{document}] labelled {wanted}, found {got}: … {around} >>{texts[document][start:end]}<< {behind} …"
            )


if __name__ == "__main__":
    main()

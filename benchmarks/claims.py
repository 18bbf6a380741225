"""Attributions, certainty, realis and numbers against our own labels, beside a baseline of keywords.

    python benchmarks/claims.py [--part dev|test] [--corpus muc4|pitf|fr] [--wrong WHAT] [--limit N]

Stand-off labels in `benchmarks/labels` (how they were made: `tools/labels/GUIDE.md`) on MUC-4 development reports, PITF
descriptions and French treebank sentences. A document is read whole, its labelled sentence scored. Pairs: source and cue overlap
those labelled (where no source is labelled, none may be found). Value, holder and realis: of the labelled events that some claim
has for its trigger, with the share of events that have one. Number: span, both sides and bound as labelled. The baseline takes
each common word of saying with the four words before it for the source.

Last comes certainty alone: of every labelled event, whether a claim states it or not, the value, holder and realis that the rules
give its word, with those that are other than certain and actual apart, for nearly all events of the news are just that.

Rules are written with the `dev` labels at hand. `test` labels are for reporting alone: their faults are never printed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from corpora import as_document, labelled_documents
from harmattan.evaluation import EventLabel, LabelledSentence, read_labels, score_claims
from harmattan.evaluation.claims import rows
from harmattan.lexicons import Lexicon, load
from harmattan.plugins.extractors.rules import RuleExtractor
from harmattan.plugins.extractors.rules.cast import Cast
from harmattan.plugins.extractors.rules.certainty import Commitment, certainty_of
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.plugins.extractors.rules.scene import Scene
from harmattan.plugins.places import standard_places
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


class Seeing(RuleExtractor):
    """The rules, keeping what they see of each document."""

    def __init__(self, *, lexicon: Lexicon) -> None:
        super().__init__(lexicon=lexicon, places=standard_places(lexicon))
        self.scenes: dict[str, list[Scene]] = defaultdict(list)

    def _see(self, passage: Passage, plan: Any, before: list[Scene], cast: Cast) -> Scene:
        scene = super()._see(passage, plan, before, cast)
        self.scenes[str(plan.document.external_id)].append(scene)
        return scene


def weighed(labels: list[LabelledSentence], extractor: Seeing) -> list[tuple[EventLabel, Commitment]]:
    """Return each labelled event beside how the rules hold its word; events in sentences that are not read are left out."""
    found = []
    for label in labels:
        for event in label.events:
            for scene in extractor.scenes[label.document]:
                start, end = scene.passage.whole
                if not start <= event.word[0] < end:
                    continue
                token = next(
                    t for t in scene.passage.tokens if scene.passage.token_span(t.i, t.i + 1)[1] > event.word[0]
                )
                commitment = certainty_of(
                    scene.passage, trigger=token.i, attributions=scene.attributions, language=scene.language,
                    lexicon=scene.lexicon,
                )  # fmt: skip
                found.append((event, commitment))
                break
    return found


def show_weighed(found: list[tuple[EventLabel, Commitment]], labelled: int) -> None:
    """Print how often value, holder and realis are as labelled, over all events and over those that are not plain facts."""
    other = [(event, held) for event, held in found if (event.value, event.realis) != ("CT+", "actual")]
    for name, pairs in (("every labelled event", found), ("of them not plain facts", other)):
        size = max(1, len(pairs))
        value, holder, realis = (
            sum(getattr(event, what) == getattr(held, what) for event, held in pairs) / size
            for what in ("value", "holder", "realis")
        )
        of = f" of {labelled}" if pairs is found else ""
        print(
            f"  certainty alone, {name}: {len(pairs)}{of}, value {value:.3f}, holder {holder:.3f}, realis {realis:.3f}"
        )


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
    extractor = Seeing(lexicon=lexicon)
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
        show_weighed(weighed(labels, extractor), sum(len(label.events) for label in labels))
        everything += labels
    if len(options.corpus or CORPORA) > 1:
        show("all", everything, extractions, texts, argparse.Namespace(wrong=None))
        show_weighed(weighed(everything, extractor), sum(len(label.events) for label in everything))


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

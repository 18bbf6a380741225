"""Actors: which mentions are found, and whether each has the right id or rightly none, on our own stand-off labels.

    python benchmarks/actors.py [--part dev|test] [--wrong]

Labels (`benchmarks/labels/actors_*.jsonl`, drawn and built by `tools/labels/actors.py`) hold every actor of the exercises and
of 145 real texts of one to three sentences, with the lexicon's id that is right for it at the text's date, none where none is,
or `newN` where the text names an actor that the lexicon lacks. People who take no side (victims, residents, reporters) may be
found or not. A mention is found where one overlaps it, each taken once. Right: the id is the labelled one, or none of the
lexicon's where none is labelled; a mention that is not found is wrong, and the last column leaves these out. A new actor is
told where its mentions bear one id of their own. The baseline looks the lexicon's names up in the text, the longest first,
letter by letter and without dates. Rules are written with the `dev` part at hand; of `test` scores alone are looked at.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from corpora import DATA, as_document, labelled_documents, pitf_rows, require
from harmattan.language.sentences import split_sentences
from harmattan.lexicons import Lexicon, load
from harmattan.lexicons.rows import ActorRow
from harmattan.pipeline import Texts
from harmattan.plugins.extractors.rules import RuleExtractor, RuleSettings
from harmattan.plugins.places import LexiconPlaces
from harmattan.records.document import Document
from harmattan.records.mention import ActorMention
from harmattan.stages.claims import extract
from harmattan.stages.reading import ReadingSettings, read

LABELS = Path(__file__).parent / "labels"
EXERCISE = Path(__file__).resolve().parents[1] / "examples" / "exercise"
NEWS_YEAR = "2018"
"""When the GeoWebNews articles were written."""


KINDS = ("name", "acronym", "description", "generic", "reference", "person")

CORPORA = ("exercise", "pitf", "news", "french")


class Found(NamedTuple):
    """A stretch of text and the id of the actor that it was taken for."""

    start: int
    end: int
    actor_id: str | None


def main() -> None:
    """Extract the labelled texts and print spans found and ids right, by kind, beside the baseline."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--part", choices=("dev", "test"), default="dev")
    arguments.add_argument("--wrong", action="store_true", help="print the faults; dev alone")
    options = arguments.parse_args()
    if options.wrong and options.part == "test":
        sys.exit("the faults of the test texts are not shown: rules must not be written on them")
    lexicon = load()
    rows = [json.loads(line) for line in (LABELS / f"actors_{options.part}.jsonl").read_text("utf-8").splitlines()]
    by_name = {document.external_id: document for document in documents_of(options.part, lexicon)}
    pairs = [(row, by_name[row["document"]]) for row in rows if row["document"] in by_name]
    pairs = [
        pair for pair in pairs if fingerprint(pair[1].text[pair[0]["start"] : pair[0]["end"]]) == pair[0]["fingerprint"]
    ]
    # Each text stands alone here: whether it speaks of conflict is not asked.
    extractor = RuleExtractor(lexicon=lexicon, places=LexiconPlaces(lexicon), settings=RuleSettings(screen=False))
    known = frozenset(row.id for row in lexicon.rows(ActorRow))
    baseline = names_of(lexicon)
    counts: Counter[str] = Counter()
    naive: Counter[str] = Counter()
    for (row, document), said in zip(
        pairs, extract([pair[1] for pair in pairs], extractor=extractor, lexicon=lexicon), strict=True
    ):
        mentions = [
            Found(item.start, item.end, item.resolved) for item in said.mentions if isinstance(item, ActorMention)
        ]
        faults = compare(row, mentions, known, counts)
        compare(row, looked_up(document.text, baseline), known, naive)
        if options.wrong and faults:
            print(f"{row['document']} [{document.published}] {document.text[row['start'] : row['end']].strip()}")
            for what, span, label, read_as in faults:
                print(f"    {what:<6} {document.text[slice(*span)]!r} labelled {label}, read {read_as}")
    print(f"{options.part}: {len(pairs)} texts, {len(rows) - len(pairs)} left out for a changed text")
    for name, counted in (("rules", counts), ("names looked up", naive)):
        show(name, counted)


def compare(
    row: dict[str, Any], mentions: list[Found], known: frozenset[str], counts: Counter[str]
) -> list[tuple[str, tuple[int, int], Any, Any]]:
    """Count what is labelled, found, right and odd; return the faults as (what, span, labelled id, read id)."""
    labels = [(*item["span"], item["kind"], item["id"]) for item in row["mentions"]]
    mentions = [item for item in mentions if row["start"] <= item.start and item.end <= row["end"]]
    pairs = sorted(
        (
            (-shared / (max(end, item.end) - min(start, item.start)), at, number)
            for at, (start, end, _, _) in enumerate(labels)
            for number, item in enumerate(mentions)
            if (shared := min(end, item.end) - max(start, item.start)) > 0
        ),
    )  # fmt: skip
    taken: dict[int, int] = {}
    used: set[int] = set()
    for _, at, number in pairs:
        if at not in taken and number not in used:
            taken[at] = number
            used.add(number)
    faults: list[tuple[str, tuple[int, int], Any, Any]] = []
    new: dict[str, set[str | None]] = {}
    for at, (start, end, kind, wanted) in enumerate(labels):
        if kind == "other":
            continue
        read_as = mentions[taken[at]].actor_id if at in taken else None
        is_known = wanted is not None and not wanted.startswith("new")
        right = at in taken and (read_as == wanted if is_known else read_as not in known)
        corpus = "french" if row["language"] == "fr" else row["document"].partition(":")[0]
        for group in (kind, corpus, "known" if is_known else "none", "all"):
            counts[f"{group} labelled"] += 1
            counts[f"{group} found"] += at in taken
            counts[f"{group} right"] += right
        if wanted is not None and not is_known:
            new.setdefault(wanted, set()).add(read_as if at in taken and read_as not in known else None)
        if not right:
            faults.append(("missed" if at not in taken else "wrong", (start, end), wanted, read_as))
    for ids in new.values():
        counts["new"] += 1
        counts["new told"] += len(ids) == 1 and None not in ids
    others = [(start, end) for start, end, kind, _ in labels if kind == "other"]
    for number, item in enumerate(mentions):
        if any(taken.get(at) == number and labels[at][2] == "other" for at in taken):
            continue
        if number not in used and any(item.start < end and start < item.end for start, end in others):
            continue
        counts["read"] += 1
        if number not in used:
            counts["odd"] += 1
            faults.append(("odd", (item.start, item.end), None, item.actor_id))
    return faults


def names_of(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of all names of the lexicon's actors, longest first, and the first actor that bears each."""
    names: dict[str, str] = {}
    for row in lexicon.rows(ActorRow):
        for name in row.names:
            names.setdefault(name.text, row.id)
    ordered = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)"), names


def looked_up(text: str, names: tuple[re.Pattern[str], dict[str, str]]) -> list[Found]:
    """Return the lexicon's names in a text."""
    return [Found(*found.span(), names[1][found.group()]) for found in names[0].finditer(text)]


def show(name: str, counts: Counter[str]) -> None:
    """Print spans found and ids right."""
    hits = counts["read"] - counts["odd"]
    precision, recall = hits / max(1, counts["read"]), hits / max(1, counts["all labelled"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{name}: spans, precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    print(f"    {'kind':<12} {'labelled':>8} {'found':>6} {'right':>6} {'share':>6} {'of found':>9}")
    for kind in (*KINDS, *CORPORA, "known", "none", "all"):
        labelled, found, right = (counts[f"{kind} {what}"] for what in ("labelled", "found", "right"))
        share, of_found = right / max(1, labelled), right / max(1, found)
        print(f"    {kind:<12} {labelled:>8} {found:>6} {right:>6} {share:>6.3f} {of_found:>9.3f}")
    print(f"    new actors told apart: {counts['new told']} of {counts['new']}")


def fingerprint(text: str) -> str:
    """Return the first twelve hexadecimal digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def documents_of(part: str, lexicon: Lexicon) -> list[Document]:
    """Return the documents that the labels of a part are made on, with their dates.

    The exercises and the news fall to a part by the SHA-256 of their name; PITF descriptions by their year and French
    sentences by the treebank's own parts, as with the other labels.
    """
    found: list[Document] = []
    for path in sorted(EXERCISE.glob("[01]*")):
        if half(path.stem) == part:
            read_one = list(read(Texts(path).blobs(), lexicon=lexicon, settings=ReadingSettings()))
            found += [
                msgspec.structs.replace(item, external_id=f"exercise:{path.stem}")
                for item in read_one
                if isinstance(item, Document)
            ]
    for row in pitf_rows(*((2013,) if part == "dev" else (2014, 2015))):
        document = as_document(f"pitf:{row.number}", row.text)
        found.append(msgspec.structs.replace(document, published=f"{row.year}-{max(1, row.month):02}"))
    for name, text in news_windows():
        if half(name.rpartition(":")[0]) == part:
            found.append(msgspec.structs.replace(as_document(name, text), published=NEWS_YEAR))
    found += [as_document(name, text, "fr") for name, text in labelled_documents("fr", part)]
    return found


def half(name: str) -> str:
    """Return the part that a name falls to by its SHA-256."""
    return "test" if hashlib.sha256(name.encode()).digest()[0] % 2 else "dev"


def news_windows() -> list[tuple[str, str]]:
    """Return (name, text) of pairs of neighbouring sentences in the first half of the GeoWebNews articles, each sentence once."""
    path = require(DATA / "toponyms") / "GWN.xml.gz"
    articles = ElementTree.fromstring(gzip.decompress(path.read_bytes())).findall("article")
    found = []
    for article in articles[: len(articles) // 2]:
        text = article.findtext("text") or ""
        spans = list(split_sentences(text, "en"))
        for first in range(0, len(spans) - 1, 2):
            start, end = spans[first][0], spans[first + 1][1]
            found.append((f"news:{article.get('file')}:{start}", " ".join(text[start:end].split())))
    return found


if __name__ == "__main__":
    main()

"""Whether copies are found and independent reports kept apart, beside MinHash, on texts that nothing was tuned on.

    python benchmarks/lineage_quality.py [--part test|dev] [--each N] [--seed N] [--no-restoration] [--list N]

Documents of known descent are made of real texts (`lineage_texts.py`) and traced together. For each kind: F1 over pairs of
(document, original that it goes back to). Alike: of pairs of different MUC-4 reports whose answer keys share type of incident,
place (or only country) and a party, the share that is put into one text lineage. Relays: of pairs of reports that have a quoted
communiqué of 35 to 60 words in common and nothing else, how many are one lineage of a source and none of text. Short reports:
descriptions of one killing (PITF) that are put to another one, mostly of like wording. B-cubed over all
documents (after Amigó et al. 2009 where a document has two origins). Peers: MinHash with LSH of datasketch and of rensa, sets of
five words in a row, 128 permutations, threshold .5 (and .8); a document is put to every original that they pair it with, and for
B-cubed to all that it hangs together with.

Translation is word for word by a dictionary (FreeDict, `apt-get install dict-freedict-eng-fra`), which keeps the order of names
and figures: an easier copy than a human translator's. Spinner as in `restoration.py` (`apt-get install wordnet-base
mythes-en-us`). Peers need `pip install datasketch rensa`.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from damage import line_blocks
from harmattan.lexicons import load
from harmattan.records.document import Damage
from harmattan.records.lineage import Lineage
from harmattan.stages.lineages import trace
from harmattan.stages.reading.damage import repair
from lineage_texts import KINDS, Case, Corpus, Maker
from restoration import spinner_from

Pairs = set[tuple[str, str]]
PERMUTATIONS, GRAM = 128, 5


def shingles(text: str) -> list[str]:
    """Return every five words in a row, once."""
    words = text.lower().split()
    return list({" ".join(words[at : at + GRAM]) for at in range(max(1, len(words) - GRAM + 1))})


def by_datasketch(texts: Mapping[str, str], threshold: float) -> Pairs:
    """Return the pairs that datasketch's MinHashLSH gives."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    found: Pairs = set()
    for key, text in texts.items():
        print_ = MinHash(num_perm=PERMUTATIONS)
        print_.update_batch([shingle.encode() for shingle in shingles(text)])
        found |= {(key, str(other)) for other in index.query(print_)}
        index.insert(key, print_)
    return found


def by_rensa(texts: Mapping[str, str], threshold: float) -> Pairs:
    """Return the pairs that rensa's LSH gives, those below the threshold left out."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=32 if threshold < 0.7 else 16)
    found: Pairs = set()
    keys = list(texts)
    prints = []
    for number, text in enumerate(texts.values()):
        print_ = RMinHash(num_perm=PERMUTATIONS, seed=42)
        print_.update(shingles(text))
        for other in index.query(print_):
            if print_.jaccard(prints[other]) >= threshold:
                found.add((keys[number], keys[other]))
        index.insert(number, print_)
        prints.append(print_)
    return found


def together(keys: Iterable[str], pairs: Pairs) -> dict[str, frozenset[str]]:
    """Return the cluster of each key: what hangs together through pairs."""
    above: dict[str, str] = {key: key for key in keys}

    def top(key: str) -> str:
        while above[key] != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    for one, other in pairs:
        above[top(one)] = top(other)
    return {key: frozenset({top(key)}) for key in above}


def bcubed(true: Mapping[str, frozenset[str]], told: Mapping[str, frozenset[str]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of overlapping clusters."""

    def half(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> float:
        members: dict[str, list[str]] = defaultdict(list)
        for key, clusters in one.items():
            for cluster in clusters:
                members[cluster].append(key)
        total = 0.0
        for key, clusters in one.items():
            near = {near for cluster in clusters for near in members[cluster]}
            total += sum(
                min(len(clusters & one[each]), len(other[key] & other[each])) / len(clusters & one[each])
                for each in near
            ) / len(near)
        return total / len(one)

    precision, recall = half(told, true), half(true, told)
    return precision, recall, 2 * precision * recall / (precision + recall)


def f1(cases: Sequence[Case], origins: Mapping[str, frozenset[str]]) -> float:
    """Return F1 over pairs of (document, original)."""
    right = told = true = 0
    for case in cases:
        found = origins[case.document.id]
        right += len(found & set(case.origins))
        told += len(found)
        true += len(case.origins)
    return 2 * right / (told + true) if told + true else 0.0


def report(
    name: str, corpus: Corpus, origins: Mapping[str, frozenset[str]], clusters: Mapping[str, frozenset[str]], spent: float
) -> None:  # fmt: skip
    """Print the figures of a way of finding copies. `origins` has the originals that each document is put to, by document id."""
    ids = {case.origins[0]: case.document.id for case in corpus.cases if case.kind == "original"}
    print(f"\n{name}: {len(corpus.cases) / spent:.0f} documents/s of processor time")
    for kind in KINDS:
        print(f"  {kind:12} F1 {f1([case for case in corpus.cases if case.kind == kind], origins):.3f}")
    for title, pairs in (("one place", corpus.alike), ("one country", corpus.akin)):
        merged = sum(bool(clusters[ids[one]] & clusters[ids[other]]) for one, other in pairs)
        print(f"  alike, {title}: {merged} of {len(pairs)} pairs merged, {merged / len(pairs):.2%}")
    own = [case.document.id for case in corpus.cases if case.kind == "original" and case.origins[0].startswith("flash")]
    print(f"  short reports put to another: {sum(bool(origins[each] - {each}) for each in own)} of {len(own)}")
    apart = sum(not clusters[ids[one]] & clusters[ids[other]] for one, other in corpus.relays)
    print(f"  relays: texts kept apart {apart} of {len(corpus.relays)}")
    true = {case.document.id: frozenset(case.origins) for case in corpus.cases}
    print("  B-cubed: precision {:.3f}, recall {:.3f}, F1 {:.3f}".format(*bcubed(true, clusters)))


def traced(corpus: Corpus, lineages: Sequence[Lineage]) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Return the originals and the clusters of each document by the lineages of texts."""
    keys = {case.document.id: case.origins[0] for case in corpus.cases if case.kind == "original"}
    clusters: dict[str, set[str]] = defaultdict(set)
    members: dict[str, set[str]] = {}
    for lineage in lineages:
        if lineage.kind == "text":
            members[lineage.id] = {member.document_id for member in lineage.members}
            for each in members[lineage.id]:
                clusters[each].add(lineage.id)
    origins = {
        each: frozenset(keys[m] for lineage in ids for m in members[lineage] if m in keys and m != each)
        for each, ids in clusters.items()
    }
    return origins, {key: frozenset(ids) for key, ids in clusters.items()}


def paired(corpus: Corpus, pairs: Pairs) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Return the originals and the clusters of each document by pairs."""
    keys = {case.document.id: case.origins[0] for case in corpus.cases if case.kind == "original"}
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    ids = [case.document.id for case in corpus.cases]
    return {each: frozenset(keys[n] for n in near[each] if n in keys) for each in ids}, together(ids, pairs)


def relayed(corpus: Corpus, lineages: Sequence[Lineage]) -> int:
    """Return how many pairs of relays are in one lineage of a source."""
    ids = {case.origins[0]: case.document.id for case in corpus.cases if case.kind == "original"}
    sources = [{member.document_id for member in lineage.members} for lineage in lineages if lineage.kind == "source"]
    return sum(any({ids[one], ids[other]} <= each for each in sources) for one, other in corpus.relays)


def corpus_of(part: str, each: int, seed: int, wordnet: Path, mythes: Path, *, restored: bool = True) -> Corpus:
    """Return the documents of a part."""
    spinner, lexicon = spinner_from(wordnet, mythes), load()

    def mend(text: str) -> Damage:
        return repair(text, "en", line_blocks(text), lexicon) if restored else Damage()

    return Maker(part, spinner, mend, seed).corpus(each)


def show(corpus: Corpus, origins: Mapping[str, frozenset[str]], lineages: Sequence[Lineage], most: int) -> None:
    """Print what went wrong."""
    reasons = {member.document_id: member.reasons for lineage in lineages for member in lineage.members}
    for kind in ("original", *KINDS):
        wrong = []
        for case in corpus.cases:
            true = set(case.origins) - ({case.document.external_id} if kind == "original" else set())
            if case.kind == kind and origins[case.document.id] != true:
                wrong.append((case, true))
        print(f"\n{kind}: {len(wrong)} wrong")
        for case, true in wrong[:most]:
            print(f"  {case.document.external_id}: {sorted(true)} put to {sorted(origins[case.document.id])}")
            print(f"    {reasons[case.document.id]}")


def main() -> None:
    """Print the figures of the stage and of its peers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["test", "dev"], default="test")
    parser.add_argument("--each", type=int, default=100, help="documents of each kind")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--no-restoration", action="store_true", help="compare spun texts as they stand")
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    parser.add_argument("--mythes", type=Path, default=Path("/usr/share/mythes/th_en_US_v2.dat"))
    parser.add_argument("--list", type=int, default=0, help="print so many errors of each kind (of dev only)")
    options = parser.parse_args()
    corpus = corpus_of(
        options.part, options.each, options.seed, options.wordnet, options.mythes, restored=not options.no_restoration
    )
    count = sum(case.kind == "original" for case in corpus.cases)
    print(
        f"{options.part}: {len(corpus.cases)} documents of {count} originals ({corpus.left_out} versions of others left out),"
        f" {options.each} of each kind, seed {options.seed}"
    )
    documents = [case.document for case in corpus.cases]
    begun = time.process_time()
    lineages = trace(documents)
    spent = time.process_time() - begun
    origins, clusters = traced(corpus, lineages)
    report("harmattan", corpus, origins, clusters, spent)
    print(f"  relays: one source {relayed(corpus, lineages)} of {len(corpus.relays)}")
    if options.list and options.part == "dev":
        show(corpus, origins, lineages, options.list)
        return
    texts = {document.id: document.text for document in documents}
    peers: dict[str, Callable[[Mapping[str, str], float], Pairs]] = {"datasketch": by_datasketch, "rensa": by_rensa}
    for name, way in peers.items():
        for threshold in (0.5, 0.8):
            begun = time.process_time()
            pairs = way(texts, threshold)
            report(f"{name}, threshold {threshold}", corpus, *paired(corpus, pairs), time.process_time() - begun)


if __name__ == "__main__":
    main()

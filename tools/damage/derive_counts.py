"""Derive the word and word-pair counts that the repair of damaged text reads.

    python tools/damage/derive_counts.py --english american-english-large british-english-large --french french

The word lists are those of Debian's `wamerican-large`, `wbritish-large` and `wfrench`. `wordfreq` and `symspellpy` must
be installed; neither is needed at run time. What comes out lies in `src/harmattan/stages/reading/damage/data/`:

- `words_LANGUAGE.z`: zlib over UTF-8 lines; line n holds the words whose Zipf frequency rounds to (MOST - n) / 10;
- `pairs_en.z`: zlib over one byte of log2(count) a pair, then over the gaps between sorted keys left * 2**17 + right,
  each gap as an unsigned 32-bit little-endian number; left and right are ranks in `words_en.z`.

The word lists keep out what frequency lists have learned from careless typing ("ofthe"): a word that no list has must
be frequent, and must not itself fall into two frequent words.
"""

from __future__ import annotations

import argparse
import math
import struct
import zlib
from importlib.resources import files
from pathlib import Path

import wordfreq

HERE = Path(__file__).resolve().parents[2] / "src/harmattan/stages/reading/damage/data"
MOST = 80
SHIFT = 17
LISTED_FLOOR = 1.2
UNLISTED_FLOOR = 3.0


def choose_words(language: str, lists: list[Path]) -> list[tuple[str, float]]:
    """Return (word, Zipf frequency) of the words worth knowing, most frequent first, ties in alphabetical order."""
    listed = {line.strip().lower() for path in lists for line in path.read_text("utf-8").splitlines()}
    if language == "en":
        listed |= {line.split(" ")[0].lstrip("\ufeff") for line in symspell_lines("frequency_dictionary_en_82_765.txt")}
    frequency = {word: wordfreq.zipf_frequency(word, language) for word in wordfreq.iter_wordlist(language, "large")}
    kept: dict[str, float] = {}
    for word, zipf in frequency.items():
        if not word.replace("'", "").replace("-", "").isalpha():
            continue
        if word in listed:
            if zipf >= LISTED_FLOOR:
                kept[word] = zipf
        elif zipf >= UNLISTED_FLOOR and not is_glued(word, frequency, listed):
            kept[word] = zipf
    return sorted(kept.items(), key=lambda item: (-round(item[1] * 10), item[0]))


def is_glued(word: str, frequency: dict[str, float], listed: set[str]) -> bool:
    """Return whether an unlisted word is two listed words, one of them very frequent, written together."""
    for at in range(2, len(word) - 1):
        left, right = word[:at], word[at:]
        if left in listed and right in listed and min(frequency.get(left, 0), frequency.get(right, 0)) >= 4.0:
            if max(frequency.get(left, 0), frequency.get(right, 0)) >= 5.8:
                return True
    return False


def symspell_lines(name: str) -> list[str]:
    """Return the lines of one of symspellpy's bundled dictionaries."""
    return (files("symspellpy") / name).read_text("utf-8").splitlines()


def pack_words(words: list[tuple[str, float]]) -> bytes:
    """Return the words file."""
    lines: list[list[str]] = [[] for _ in range(MOST + 1)]
    for word, zipf in words:
        lines[MOST - round(zipf * 10)].append(word)
    return zlib.compress("\n".join(" ".join(line) for line in lines).encode(), 9)


def pack_pairs(words: list[tuple[str, float]]) -> bytes:
    """Return the pairs file; a pair with a word that the words file lacks is left out."""
    rank = {word: number for number, (word, _) in enumerate(words)}
    counts: dict[int, int] = {}
    for line in symspell_lines("frequency_bigramdictionary_en_243_342.txt"):
        left, right, count = line.lstrip("\ufeff").split(" ")
        if left in rank and right in rank:
            counts[(rank[left] << SHIFT) + rank[right]] = int(count)
    gaps, logs, last = [], [], 0
    for key in sorted(counts):
        gaps.append(struct.pack("<I", key - last))
        logs.append(round(math.log2(counts[key]) * 4))
        last = key
    return zlib.compress(struct.pack("<I", len(logs)) + bytes(logs) + b"".join(gaps), 9)


def main() -> None:
    """Write the three files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--english", nargs="+", type=Path, required=True)
    parser.add_argument("--french", nargs="+", type=Path, required=True)
    options = parser.parse_args()
    for language, lists in (("en", options.english), ("fr", options.french)):
        words = choose_words(language, lists)
        packed = pack_words(words)
        (HERE / f"words_{language}.z").write_bytes(packed)
        print(f"words_{language}.z: {len(words)} words, {len(packed) / 1024:.0f} KiB")
        if language == "en":
            packed = pack_pairs(words)
            (HERE / "pairs_en.z").write_bytes(packed)
            print(f"pairs_en.z: {len(packed) / 1024:.0f} KiB")


if __name__ == "__main__":
    main()

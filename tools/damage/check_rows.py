"""List the substitution rows that stand in clean text, guards and all, and those that could restore nothing.

    python tools/damage/check_rows.py [--family spun] [--rule en-phrase-] [--least 2] [--lexicon FOLDER]

Clean: MUC-4 dev in lower case and as published, GeoWebNews, the English and French treebanks, and the event descriptions of
PITF of 2013 (later years are kept for the measure of tolls). A row that is met there is met in honest reports: it needs a
narrower guard, a lower confidence, or to go. Each line is the number of places, the confidence, the row, and one place.
A row `unfaithful` on every reading brings in or loses a number or a negation, and is never applied. The thesaurus
neighbours, which stand at a confidence of a guess, are left out. Exit status 1 where a row is unfaithful.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from corpora import DATA, muc4_texts, require
from damage import geowebnews, line_blocks, treebank
from harmattan.lexicons import load
from harmattan.lexicons.rows import SubstitutionRow
from harmattan.stages.reading.damage.faith import is_faithful
from harmattan.stages.reading.damage.tokens import Token, tokens_of

GUESS = 0.1
"""Rows no surer than this are guesses from a thesaurus."""
REACH = 3
"""A guard is met by a word so near."""
SHOWN = 60


def pitf() -> Iterator[str]:
    """Yield the descriptions of PITF's events of 2013."""
    with (require(DATA / "pitf") / "atrocities_2013_2015.csv").open(encoding="latin-1", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["Start Year"] == "2013":
                yield row["Description"].strip()


def clean_texts() -> Iterator[tuple[str, str, str]]:
    """Yield (set, language, text) of all clean texts."""
    for _, text in muc4_texts("dev"):
        yield "muc4", "en", text
        yield "muc4 lower", "en", text.lower()
    for name, texts in (("geowebnews", geowebnews()), ("pitf", pitf()), ("treebank en", treebank("en"))):
        for text in texts:
            yield name, "en", text
    for text in treebank("fr"):
        yield "treebank fr", "fr", text


def met(
    tokens: Sequence[Token], rows: dict[str, list[tuple[list[str], SubstitutionRow]]]
) -> Iterator[tuple[int, int, str]]:
    """Yield where in the tokens a row stands, its guard met: the first token, the one after the last, the row's id."""
    for at, token in enumerate(tokens):
        if token.kind != "word" or token.name:
            continue
        for words, row in rows.get(token.word, ()):
            end = at + len(words)
            found = tokens[at:end]
            if [t.word for t in found] == words and not any(t.name for t in found) and guarded(tokens, at, end, row):
                yield at, end, row.id


def guarded(tokens: Sequence[Token], start: int, end: int, row: SubstitutionRow) -> bool:
    """Return whether one of the row's neighbours stands where it must, or the row asks for none."""
    if not row.before and not row.after:
        return True
    left, right = tokens[max(0, start - REACH) : start], tokens[end : end + REACH]
    if "#" in row.before and left and left[-1].kind == "number":
        return True
    if "#" in row.after and right and right[0].kind == "number":
        return True
    return any(t.word in row.before for t in left) or any(t.word in row.after for t in right)


def main() -> int:
    """Print the rows, most often met first, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--family", choices=("spun", "translated"), help="rows of this family alone")
    parser.add_argument("--rule", default="", help="rows whose id begins so alone")
    parser.add_argument("--least", type=int, default=1, help="rows met so often at least")
    parser.add_argument("--lexicon", type=Path, action="append", help="a folder of rows to look at, too")
    arguments = parser.parse_args()
    lexicon = load(arguments.lexicon or ())
    asked = {
        row.id: row
        for row in lexicon.rows(SubstitutionRow)
        if row.confidence > GUESS
        and row.family == (arguments.family or row.family)
        and row.id.startswith(arguments.rule)
    }
    by_word: dict[str, dict[str, list[tuple[list[str], SubstitutionRow]]]] = defaultdict(lambda: defaultdict(list))
    for row in asked.values():
        words = row.observed.split()
        for language in ("en", "fr") if row.language == "und" else (row.language,):
            by_word[language][words[0]].append((words, row))
    counts: Counter[str] = Counter()
    sets: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, str] = {}
    for name, language, text in clean_texts():
        for block in line_blocks(text):
            tokens = tokens_of(text, block.start, block.end, [])
            for start, end, rule in met(tokens, by_word[language]):
                counts[rule] += 1
                sets[rule][name] += 1
                left, right = tokens[start].start, tokens[end - 1].end
                places.setdefault(rule, text[max(0, left - SHOWN) : right + SHOWN].replace("\n", " "))
    for rule, count in counts.most_common():
        if count >= arguments.least:
            where = ", ".join(f"{name} {n}" for name, n in sets[rule].most_common())
            print(
                f"{count:5d}  {asked[rule].confidence:.2f}  {rule} > {asked[rule].restored} ({where}): …{places[rule]}…"
            )
    unfaithful = [
        row
        for row in asked.values()
        if not any(
            is_faithful(row, meant, language=row.language, lexicon=lexicon) for meant in (row.restored, *row.others)
        )
    ]
    for row in unfaithful:
        print(f"unfaithful  {row.id}: {row.observed} > {row.restored}")
    print(f"{len(asked)} rows, {len(counts)} met in clean text, {len(unfaithful)} unfaithful")
    return 1 if unfaithful else 0


if __name__ == "__main__":
    sys.exit(main())

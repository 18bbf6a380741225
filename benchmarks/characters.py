"""Damage to characters and texts that are none: how much is found, how much is put right, and what clean text suffers.

    python benchmarks/characters.py [--seed N] [--list]

Texts: GeoWebNews and the French treebanks' test parts. No threshold was set on them, but errors that showed on them
were mended, so that they aren't wholly unseen. White space is one blank between words (words broken at line ends
excepted). Each corrupter below has lists of its own, longer than the lexicon's; both were written by one hand. A
damaged word is right where it reads as it did before; a clean word is touched where it no longer does. A text counts as
found where anything in it is restored. Baselines: ftfy over the whole text for wrongly decoded characters (without its
changes to quotes), NFKC for look-alikes, the most frequent word of the same dictionary at one edit for misread ones.
Garbage is made of the same texts, and clean ones of every kind at hand must not be taken for it. Times are processor
time of one process, best of three.
"""

from __future__ import annotations

import argparse
import base64
import csv
import gzip
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

import msgspec

from corpora import DATA, muc4_texts, require
from damage import LINES, geowebnews, line_blocks, treebank
from harmattan.lexicons import load
from harmattan.records.document import Block, Restoration
from harmattan.stages.reading.damage.characters import looks_hurt, repair_characters
from harmattan.stages.reading.damage.counts import Counts, counts_for
from harmattan.stages.reading.damage.salad import is_salad

WIDTH = 78
HOMOGLYPHS = {
    "a": "аɑα", "b": "Ьƅ", "c": "сϲ", "d": "ԁ", "e": "еҽ", "g": "ɡ", "h": "һ", "i": "іι", "j": "ј", "k": "кκ", "l": "Ӏ",
    "m": "м", "n": "п", "o": "оοօ", "p": "рρ", "q": "ԛ", "r": "г", "s": "ѕ", "t": "т", "u": "υս", "v": "ѵν", "w": "ԝ",
    "x": "хχ", "y": "уγ", "A": "АΑ", "B": "ВΒ", "C": "С", "E": "ЕΕ", "H": "НΗ", "I": "ІΙ", "K": "КΚ", "M": "МΜ", "N": "Ν",
    "O": "ОΟ", "P": "РΡ", "S": "Ѕ", "T": "ТΤ", "X": "ХΧ", "Y": "ҮΥ", "Z": "Ζ",
}  # fmt: skip
HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
MISREAD = """
m:rn m:nn m:in m:iii m:nr rn:m n:ii n:u n:r1 u:n u:ii u:v h:li h:b h:ln b:h b:6 b:lo d:cl d:ol d:a cl:d e:c e:o e:&
e:é c:e c:( c:o o:0 o:c o:e o:a a:o a:n a:u a:@ l:1 l:I l:i l:| l:! i:l i:1 i:j i:! i:; t:f t:l t:i t:r t:c f:t f:r
s:5 s:a s:c s:$ r:t r:i r:n g:q g:9 g:8 q:g p:n p:jo v:y v:r y:v w:vv w:iv k:lc k:h x:z z:s fi:ﬁ fl:ﬂ ff:ﬀ fi:f ri:n
li:h il:h tt:ll ll:U in:m ni:m nn:rm th:ih th:tb I:l I:1 I:] S:5 O:0 B:8 B:13 D:O D:l) G:6 G:C M:IVI N:l\\ H:li T:7
T:1 E:F R:K W:VV é:6 é:e é:è è:é è:e ê:é à:a â:a ô:6 ç:c ç:q î:i œ:oe û:ii
"""
TABLES = (
    ("utf-8", "cp1252"), ("utf-8", "latin-1"), ("utf-8", "cp1251"), ("utf-8", "mac-roman"),
    ("cp1252", "cp1251"), ("mac-roman", "cp1252"), ("cp1252", "mac-roman"),
)  # fmt: skip
"""Written in the first, read in the second."""
ROW = "qwertyuiop asdfghjkl zxcvbnm azertyuiop qsdfghjklm wxcvbn"


class Word(msgspec.Struct, frozen=True):
    """A word as it was, where it stands now, and what was done to it."""

    was: str
    start: int
    end: int
    how: str


class Hurt(msgspec.Struct, frozen=True):
    """A damaged text and its words."""

    text: str
    words: list[Word]


class Tally(msgspec.Struct):
    """What came of the words of many texts."""

    texts: int = 0
    found: int = 0
    hurt: Counter[str] = msgspec.field(default_factory=Counter)
    right: Counter[str] = msgspec.field(default_factory=Counter)
    wrong: int = 0
    clean: int = 0
    touched: int = 0

    def add(self, hurt: Hurt, outcome: Sequence[str]) -> None:
        """Count one text, given how each of its words reads now."""
        self.texts += 1
        changed = False
        for word, now in zip(hurt.words, outcome, strict=True):
            stood = hurt.text[word.start : word.end]
            changed = changed or now != stood
            if stood == word.was:
                self.clean += 1
                self.touched += now != word.was
            else:
                self.hurt[word.how] += 1
                self.right[word.how] += now == word.was
                self.wrong += now not in (word.was, stood)
        self.found += changed

    def __str__(self) -> str:
        total = self.hurt.total()
        parts = ", ".join(f"{how} {self.right[how] / n:.1%} of {n}" for how, n in sorted(self.hurt.items()))
        return (
            f"found {self.found}/{self.texts} texts; right {self.right.total() / max(1, total):.1%} ({parts}); "
            f"wrong {self.wrong / max(1, total):.1%}; clean words touched {self.touched} of {self.clean}"
        )


def french_test() -> list[str]:
    """Return the sentences of the French treebanks' test parts, in pieces."""
    found = []
    for name in ("fr_gsd-test", "fr_sequoia-test"):
        lines = [line for text in treebank(name) for line in text.splitlines()]
        found += ["\n".join(lines[at : at + LINES]) for at in range(0, len(lines), LINES)]
    return found


def join(words: Sequence[tuple[str, str, str]]) -> Hurt:
    """Return the text of words (as they were, as they stand, what was done) with where each stands."""
    found, at = [], 0
    for was, stands, how in words:
        found.append(Word(was, at, at + len(stands), how))
        at += len(stands) + 1
    return Hurt(" ".join(stands for _, stands, _ in words), found)


def decoded(written: str, read: str) -> Callable[[str, Random], Hurt]:
    """Return a corrupter that writes a text in one table and reads it in another."""

    def corrupt(text: str, random: Random) -> Hurt:
        words = []
        for word in text.split():
            if written != "utf-8":
                word = word.encode(written, "replace").decode(written)
            raw = word.encode(written)
            stands = "".join(bytes([byte]).decode(read, "ignore") or chr(byte) for byte in raw)
            words.append((word, stands, "decoded"))
        return join(words)

    return corrupt


def disguised(text: str, random: Random) -> Hurt:
    """Put look-alikes into a fifth of the words, a letter or more of each."""
    words = []
    for word in text.split():
        stands = word
        letters = [at for at, char in enumerate(word) if char in HOMOGLYPHS]
        if len(letters) > 1 and random.random() < 0.2:
            chosen = set(random.sample(letters, random.randint(1, max(1, len(letters) // 2))))
            stands = "".join(random.choice(HOMOGLYPHS[c]) if at in chosen else c for at, c in enumerate(word))
        words.append((word, stands, "disguised"))
    return join(words)


def riddled(text: str, random: Random) -> Hurt:
    """Put invisible characters between the letters of a fifth of the words."""
    words = []
    for word in text.split():
        borders = [at for at in range(1, len(word)) if word[at - 1].isalnum() and word[at].isalnum()]
        stands = word
        if borders and random.random() < 0.2:
            for at in sorted(random.sample(borders, random.randint(1, min(3, len(borders)))), reverse=True):
                stands = stands[:at] + random.choice(HIDDEN) + stands[at:]
        words.append((word, stands, "riddled"))
    return join(words)


def styled(text: str, random: Random) -> Hurt:
    """Set a tenth of the words in fullwidth or mathematical letters."""
    words = []
    for word in text.split():
        stands = word
        if word.isascii() and word.isalnum() and random.random() < 0.1:
            base = random.choice((0xFF01, 0x1D400, 0x1D5D4))
            stands = "".join(_set(char, base) for char in word)
        words.append((word, stands, "styled"))
    return join(words)


def _set(char: str, base: int) -> str:
    if base == 0xFF01:
        return chr(ord(char) - 0x21 + base)
    if char.isdigit():
        return chr((0x1D7CE if base == 0x1D400 else 0x1D7EC) + int(char))
    return chr(base + ord(char) - ord("A" if char.isupper() else "a") + (0 if char.isupper() else 26))


def scanned(rate: float) -> Callable[[str, Random], Hurt]:
    """Return a corrupter that misreads a share of the words, breaks some at line ends and sets a few letter by letter."""
    pairs = [tuple(pair.split(":", 1)) for pair in MISREAD.split()]

    def corrupt(text: str, random: Random) -> Hurt:
        words, column = [], 0
        for word in text.split():
            stands, how = word, "misread"
            if random.random() < rate:
                for _ in range(1 if random.random() < 0.8 else 2):
                    fits = [(seen, at) for was, seen in pairs for at in _places(was, stands)]
                    if fits:
                        seen, (start, end) = random.choice(fits)
                        stands = stands[:start] + seen + stands[end:]
            elif random.random() < 0.03 and len(word) > 2:
                at, how = random.randrange(len(word)), "dropped or doubled"
                stands = word[:at] + random.choice(("", word[at] * 2, ".", "'")) + word[at + 1 :]
            if column + len(stands) > WIDTH and stands.isalpha() and len(stands) > 6:
                at = len(stands) // 2
                how = "broken" if stands == word else "misread and broken"
                stands = f"{stands[:at]}-\n{stands[at:]}"
            elif stands.isalpha() and len(stands) > 6 and random.random() < 0.002:
                how = "set apart" if stands == word else "misread and set apart"
                stands = " ".join(stands)
            column = len(stands) if column + len(stands) > WIDTH else column + len(stands) + 1
            words.append((word, stands, how))
        return join(words)

    return corrupt


def _places(was: str, word: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(re.escape(was), word)]


def now(hurt: Hurt, restorations: Sequence[Restoration]) -> list[str]:
    """Return how each word reads with the restorations applied."""
    outcome, at = [], 0
    for word in hurt.words:
        pieces, last = [], word.start
        while at < len(restorations) and restorations[at].end <= word.start:
            at += 1
        number = at
        while number < len(restorations) and restorations[number].start < word.end:
            r = restorations[number]
            pieces += [hurt.text[last : max(last, r.start)], r.restored if r.start >= word.start else ""]
            last = max(last, r.end)
            number += 1
        pieces.append(hurt.text[last : word.end] if last < word.end else "")
        outcome.append("".join(pieces).rstrip(" "))
    return outcome


def whole(text: str) -> tuple[Block, ...]:
    """Return the text as one block."""
    return (Block(start=0, end=len(text), kind="paragraph"),)


def by_dictionary(counts: Counts) -> Callable[[str], str]:
    """Return a function that puts the most frequent word one edit away in for an unknown one, and skips numbers."""
    letters = "abcdefghijklmnopqrstuvwxyzàâçéèêëîïôûùœ'"
    cache: dict[str, str] = {}

    def read(word: str) -> str:
        core = word.strip(".,;:!?\"“”«»()'’")
        low = core.lower()
        if not core or low in counts.words or not any(map(str.isalpha, core)):
            return word
        if low not in cache:
            near = {low[:at] + low[at + 1 :] for at in range(len(low))}
            near |= {low[:at] + c + low[at + n :] for at in range(len(low) + 1) for c in letters for n in (0, 1)}
            known = near & counts.words
            cache[low] = max(known, key=lambda one: counts.zipf[one]) if known else low
        best = cache[low]
        return word if best == low else word.replace(core, best.capitalize() if core[0].isupper() else best)

    return read


def judge(
    name: str, texts: Sequence[str], language: str, corrupt: Callable[[str, Random], Hurt], options: argparse.Namespace
) -> None:
    """Print what became of the texts, and what the baseline made of them."""
    lexicon, counts = load(), counts_for(language)
    assert counts is not None
    random = Random(options.seed)
    tally, base = Tally(), Tally()
    nearest = by_dictionary(counts)
    for text in texts:
        hurt = corrupt(text, random)
        if all(hurt.text[word.start : word.end] == word.was for word in hurt.words):
            continue
        outcome = now(hurt, repair_characters(hurt.text, language, whole(hurt.text), lexicon))
        tally.add(hurt, outcome)
        if options.list:
            for word, read in zip(hurt.words, outcome, strict=True):
                stood = hurt.text[word.start : word.end]
                if read not in (word.was, stood) or (stood == word.was != read):
                    print(f"    {word.was!r} stood as {stood!r}, read as {read!r}")
        if name.startswith("decoded"):
            from ftfy import fix_text

            fixed = fix_text(hurt.text, uncurl_quotes=False).split(" ")
            base.add(hurt, fixed if len(fixed) == len(hurt.words) else [hurt.text[w.start : w.end] for w in hurt.words])
        elif name.startswith("misread"):
            base.add(hurt, [nearest(hurt.text[w.start : w.end].replace("-\n", "")) for w in hurt.words])
        else:
            base.add(hurt, [unicodedata.normalize("NFKC", hurt.text[w.start : w.end]) for w in hurt.words])
    print(f"{name}, {language}: {tally}")
    print(f"    baseline: {base}")


def garbage(texts: Sequence[str], language: str, random: Random) -> dict[str, list[str]]:
    """Return what is no text, by kind: the texts' own words and others."""
    counts = counts_for(language)
    assert counts is not None
    known = sorted(counts.words)
    frequencies = [10 ** counts.zipf[word] for word in known]
    sizes = (30, 60, 150)
    shuffles: dict[str, list[str]] = {
        "words of the text, shuffled": [],
        "60 words, shuffled": [],
        "30 words, shuffled": [],
    }
    for text in texts:
        words = text.split()
        for name, size in zip(shuffles, (len(words), 60, 30), strict=True):
            if len(words) >= 30:
                some = words[:size]
                random.shuffle(some)
                shuffles[name].append(" ".join(some))

    def fill(make: Callable[[int], str]) -> list[str]:
        return [make(sizes[number % 3]) for number in range(90)]

    def struck(size: int) -> str:
        return " ".join(
            "".join(random.choices(random.choice(ROW.split()), k=random.randint(3, 9))) for _ in range(size)
        )

    return shuffles | {
        "words of the dictionary": fill(lambda size: " ".join(random.choices(known, k=size))),
        "the same, by frequency": fill(lambda size: " ".join(random.choices(known, frequencies, k=size))),
        "keys struck at random": fill(struck),
        "bytes read as Latin-1": fill(lambda size: random.randbytes(6 * size).decode("latin-1")),
        "bytes read as UTF-8": fill(lambda size: random.randbytes(6 * size).decode("utf-8", "replace")),
        "Base64": fill(lambda size: base64.encodebytes(random.randbytes(6 * size)).decode()),
    }


def clean_sets() -> dict[str, tuple[list[str], str]]:
    """Return texts that nothing is wrong with, by kind, with their language: prose, wires, lists, tables, headlines."""
    wires = [text for _, text in muc4_texts("dev")]
    with require(DATA / "pitf" / "atrocities_2013_2015.csv").open(
        encoding="utf-8", errors="replace", newline=""
    ) as file:
        descriptions = [row["Description"] for row in csv.DictReader(file) if row["Description"]]
    with require(DATA / "ucdp" / "ged_sample_1000.csv").open(encoding="utf-8", errors="replace", newline="") as file:
        coded = list(csv.reader(file))
    places = gzip.decompress(require(DATA / "geonames" / "ML.txt.gz").read_bytes()).decode().splitlines()
    names = [line.split("\t")[1] for line in places[:20_000]]
    headlines = [" ".join(text.split()[:9]) for text in wires]
    french = [line for text in french_test() for line in text.splitlines()]
    return {
        "MUC-4 dev": (wires, "en"),
        "MUC-4 dev, lower case": ([text.lower() for text in wires], "en"),
        "GeoWebNews": (geowebnews(), "en"),
        "English treebank": (list(treebank("en")), "en"),
        "French treebank": (list(treebank("fr")), "fr"),
        "PITF descriptions": (descriptions, "en"),
        "UCDP rows": ([" | ".join(row) for row in coded], "en"),
        "UCDP tables of 10 rows": (
            ["\n".join("\t".join(r) for r in coded[at : at + 10]) for at in range(0, 1000, 10)],
            "en",
        ),
        "lists of 40 places": (["\n".join(names[at : at + 40]) for at in range(0, len(names), 40)], "fr"),
        "rows of 40 places": ([", ".join(names[at : at + 40]) for at in range(0, len(names), 40)], "en"),
        "feeds of 20 headlines": (["\n".join(headlines[at : at + 20]) for at in range(0, len(headlines), 20)], "en"),
        "French, single sentences": (french, "fr"),
    }


def clean(options: argparse.Namespace) -> None:
    """Print what clean texts are taken for, and how fast the looks are."""
    lexicon = load()
    for name, (texts, language) in clean_sets().items():
        counts = counts_for(language)
        blocks = [line_blocks(text) for text in texts]
        looks_hurt(texts[0], language, lexicon)
        times = []
        for _ in range(3):
            start = time.process_time()
            hurt = sum(looks_hurt(text, language, lexicon) for text in texts)
            looked = time.process_time()
            heaps = [text for text in texts if is_salad(text, language, counts)]
            times.append((looked - start, time.process_time() - looked))
        looking, judging = (min(one[at] for one in times) for at in (0, 1))
        changed = [repair_characters(t, language, b, lexicon) for t, b in zip(texts, blocks, strict=True)]
        changed = [found for found in changed if found]
        size = sum(map(len, texts)) / 2000
        print(
            f"{name}: {len(texts)} texts; looked at closely {hurt}, changed {len(changed)}, called garbage {len(heaps)}; "
            f"documents of 2,000 characters a second: look {size / looking:,.0f}, salad {size / judging:,.0f}"
        )
        if options.list:
            for found in changed:
                print("   ", ", ".join(f"{r.observed!r} -> {r.restored!r}" for r in found[:8]))
            for text in heaps:
                print("   garbage:", repr(text[:200]))


def main() -> None:
    """Print the figures, one set a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--list", action="store_true", help="print what came out wrong and what was touched")
    options = parser.parse_args()
    for language, texts in (("en", geowebnews()), ("fr", french_test())):
        for written, read in TABLES:
            judge(f"decoded: {written} read as {read}", texts, language, decoded(written, read), options)
        judge("look-alikes", texts, language, disguised, options)
        judge("invisible characters", texts, language, riddled, options)
        judge("styled letters", texts, language, styled, options)
        for rate in (0.03, 0.1):
            judge(f"misread, {rate:.0%} of words", texts, language, scanned(rate), options)
        for name, made in garbage(texts, language, Random(options.seed)).items():
            held = sum(is_salad(text, language, counts_for(language)) for text in made)
            print(f"garbage, {language}, {name}: {held} of {len(made)} called so")
    clean(options)


if __name__ == "__main__":
    main()

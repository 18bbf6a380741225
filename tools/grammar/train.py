"""Train the grammar of a language from Universal Dependencies treebanks: see README.md beside this file."""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from alter import alter, shout
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed
from thinc.api import Adam
from treebank import Tree, read_treebank
from wires import wire

from harmattan.language.network import Shape, fill_network, models, read_content, save_network, shape_of, vocabulary

TRAINED_ON = {"en": ["en_ewt-train"], "fr": ["fr_sequoia-train", "fr_gsd-dev"]}
CHOSEN_ON = {"en": ["en_ewt-dev"], "fr": ["fr_sequoia-dev"]}
DROPOUT = {"en": 0.25, "fr": 0.3}  # tuned on the development sets, coarsely
MADE = 0.3  # made sentences for each of the treebank's while words of war reports are in
PLAIN = 0.6  # share of the time for the treebank's own words; then words of war reports come in and the rate falls


def main() -> None:
    """Train a language, or each of them beside the other where none is named."""
    given = options()
    if given.language:
        train_language(given)
        return
    if given.out or given.start:
        sys.exit("--out and --start are files of one language: name it with --language")
    command = [sys.executable, *sys.argv, "--language"]
    single = {**os.environ, "OMP_NUM_THREADS": "1"}
    running = [subprocess.Popen([*command, language], env=single) for language in TRAINED_ON]
    codes = [process.wait() for process in running]
    sys.exit(max(map(abs, codes)))


def train_language(given: argparse.Namespace) -> None:
    """Train one language for some minutes and keep the epoch that reads the development set best."""
    out = given.out or Path("src/harmattan/language/data") / given.language / "grammar.bin"
    dropout = given.dropout or DROPOUT[given.language]
    fix_random_seed(given.seed)
    chance = random.Random(given.seed)
    train = list(trees(TRAINED_ON[given.language], given))
    dev = list(trees(CHOSEN_ON[given.language], given))
    wires = made(given.language, 400, random.Random(given.seed + 1))
    if given.dry:
        train, dev = train[:200], dev[:100]
    if given.start:
        content = read_content(given.start)
        shape = shape_of(content)
        nlp = blank_pipeline(given.language, shape)
        fill_network(content, *(component for _, component in nlp.pipeline))
        nlp._link_components()
    else:
        shape = Shape(width=given.width, depth=given.depth, rows=tuple(given.rows), hidden=given.hidden)
        nlp = blank_pipeline(given.language, shape)
        nlp.initialize(lambda: [example(nlp, tree) for tree in train])
    adam = Adam(given.rate, beta1=0.9, beta2=0.999, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    began, best = time.monotonic(), 0.0
    for epoch in range(given.epochs):
        progress = max((time.monotonic() - began) / 60 / given.minutes, epoch / given.epochs)
        war = given.start is not None or progress > PLAIN
        adam.learn_rate = given.rate * min(1.0, max(0.05, (1 - progress) / (1 - PLAIN)))
        chance.shuffle(train)
        for batch in batches(train, given.batch):
            shown = [alter(tree, given.language, chance, war=war) for tree in batch]
            if war:
                shown += made(given.language, int(len(batch) * MADE), chance)
            examples = [example(nlp, tree) for tree in shown]
            nlp.update(examples, sgd=adam, drop=dropout)
        with nlp.use_params(adam.averages):
            plain, capitals = score(nlp, dev), score(nlp, [shout(tree) for tree in dev])
            worth = 0.2 * plain["tag"] + 0.5 * plain["las"] + 0.3 * capitals["las"]
            if wires:
                plain["wires"] = score(nlp, wires)["las"]
                worth = 0.8 * worth + 0.2 * plain["wires"]
            if worth > best:
                best = worth
                out.parent.mkdir(parents=True, exist_ok=True)
                save_network(out, shape, *(component for _, component in nlp.pipeline))
        minutes = (time.monotonic() - began) / 60
        figures = " ".join(f"{name} {value:.4f}" for name, value in plain.items())
        figures = f"{figures}, in capitals las {capitals['las']:.4f}, worth {worth:.4f}, best {best:.4f}"
        print(f"{given.language} epoch {epoch}, {minutes:.1f} min: {figures}", flush=True)
        if minutes > given.minutes:
            break


def made(language: str, size: int, chance: random.Random) -> list[Tree]:
    """Return made sentences of wires in the guises of the press; none in a language without words for them."""
    found = [wire(language, chance) for _ in range(size)]
    return [alter(tree, language, chance, war=False) for tree in found if tree is not None]


def options() -> argparse.Namespace:
    """Return what the command line asks for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--language", choices=sorted(TRAINED_ON), help="one of them; by default both at once")
    options.add_argument("--treebanks", type=Path, default=Path("../shared/data/treebank"))
    options.add_argument("--out", type=Path, help="file of the grammar of one language; by default the package's own")
    options.add_argument("--start", type=Path, help="a grammar to go on from, with words of war reports from the first")
    options.add_argument("--minutes", type=float, default=40.0)
    options.add_argument("--epochs", type=int, default=80)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--width", type=int, default=96)
    options.add_argument("--depth", type=int, default=4)
    options.add_argument("--rows", type=int, nargs=5, default=(5000, 1500, 1500, 500, 500))
    options.add_argument("--hidden", type=int, default=64)
    options.add_argument(
        "--dropout", type=float, help="by default 0.25 in English, 0.3 in French, which has fewer sentences"
    )
    options.add_argument("--rate", type=float, default=0.001)
    options.add_argument("--batch", type=int, default=400, help="words a step")
    options.add_argument("--dry", action="store_true", help="a few sentences only, to see that it runs")
    return options.parse_args()


def blank_pipeline(language: str, shape: Shape) -> Language:
    """Return an untrained pipeline with the networks that the package will read."""
    nlp = Language(vocabulary(language))
    for name, model in zip(("tok2vec", "tagger", "parser"), models(shape), strict=True):
        nlp.add_pipe(name, config={"min_action_freq": 10} if name == "parser" else {})
        nlp.get_pipe(name).model = model
    return nlp


def document_of(nlp: Language, words: list[str], spaces: list[bool]) -> Doc:
    """Return a document of one sentence, which the parser may not break."""
    return Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=[True] + [False] * (len(words) - 1))


def trees(names: Sequence[str], given: argparse.Namespace) -> Iterator[Tree]:
    """Yield the usable trees of these treebanks: one root, no cycle."""
    for name in names:
        for tree in read_treebank(given.treebanks / f"{name}.conllu.gz", given.language):
            if whole(tree):
                yield tree


def whole(tree: Tree) -> bool:
    """Say whether every word reaches the one root."""
    if sum(head == place for place, head in enumerate(tree.heads)) != 1:
        return False
    for place in range(len(tree.words)):
        steps = 0
        while tree.heads[place] != place:
            place, steps = tree.heads[place], steps + 1
            if steps > len(tree.words):
                return False
    return True


def example(nlp: Language, tree: Tree) -> Example:
    """Return the tree as a training example of the pipeline."""
    deps = ["ROOT" if dep == "root" else dep for dep in tree.deps]
    gold = Doc(nlp.vocab, words=tree.words, spaces=tree.spaces, tags=tree.tags, heads=tree.heads, deps=deps)
    return Example(document_of(nlp, tree.words, tree.spaces), gold)


def batches(train: list[Tree], words: int) -> Iterator[list[Tree]]:
    """Yield the trees in order, in batches of about so many words."""
    batch: list[Tree] = []
    size = 0
    for tree in train:
        batch.append(tree)
        size += len(tree.words)
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def score(nlp: Language, gold: list[Tree]) -> dict[str, float]:
    """Return the shares of right tags, heads, and heads with relations; the latter two over words other than punctuation."""
    right: dict[str, int] = {"tag": 0, "uas": 0, "las": 0}
    words = counted = 0
    read: list[Any] = [document_of(nlp, tree.words, tree.spaces) for tree in gold]
    for _, component in nlp.pipeline:
        read = list(component.pipe(read, batch_size=256))
    for tree, document in zip(gold, read, strict=True):
        for place, token in enumerate(document):
            words += 1
            right["tag"] += token.tag_ == tree.tags[place]
            if tree.deps[place] == "punct":
                continue
            counted += 1
            if token.head.i == tree.heads[place]:
                right["uas"] += 1
                right["las"] += token.dep_.lower() == tree.deps[place]
    return {"tag": right["tag"] / words, "uas": right["uas"] / counted, "las": right["las"] / counted}


if __name__ == "__main__":
    main()

"""How well and how fast the grammars read the test treebanks: tags, attachment, in capitals too, words and documents a second.

    python benchmarks/grammar.py [--treebanks ../shared/data/treebank]

Attachment counts words other than punctuation. Words are ours (see tools/grammar/README.md), so figures are near to, but not the
same as, those of the CoNLL shared tasks.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tools" / "grammar"))

from treebank import Tree, read_treebank

from harmattan.language import Grammar, grammar_for

TESTS = [("en", "en_ewt-test"), ("fr", "fr_sequoia-test"), ("fr", "fr_gsd-test")]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--treebanks", type=Path, default=Path("../shared/data/treebank"))
    options.add_argument("--tests", nargs="*", help="other treebanks of the folder, as language:name")
    given = options.parse_args()
    print(f"{'treebank':<18} {'case':<8} {'words':>7} {'tag':>6} {'UAS':>6} {'LAS':>6} {'words/s':>8}")
    pairs = [pair.split(":") for pair in given.tests] if given.tests else TESTS
    for language, name in pairs:
        began = time.perf_counter()
        grammar = grammar_for(language)
        loaded = time.perf_counter() - began
        trees = [tree for tree in read_treebank(given.treebanks / f"{name}.conllu.gz", language) if tree.words]
        for case, texts in (("as is", texts_of(trees)), ("capitals", [text.upper() for text in texts_of(trees)])):
            measured = measure(grammar, trees, texts)
            words, tag, uas, las, rate = measured
            print(f"{name:<18} {case:<8} {words:>7} {tag:>6.3f} {uas:>6.3f} {las:>6.3f} {rate:>8.0f}")
        if loaded > 0.05:
            print(f"  ({language} loaded in {loaded:.2f} s, spaCy's import included where it is the first)")
        joined = [" ".join(texts_of(trees[first : first + 18])) for first in range(0, len(trees), 18)]
        began = time.perf_counter()
        for text in joined:
            grammar.sentences(text)
        took = time.perf_counter() - began
        size = sum(len(text.split()) for text in joined)
        print(f"  sentences of {language}: {size / 330 / took:.0f} documents of 330 words a second")


def texts_of(trees: list[Tree]) -> list[str]:
    return ["".join(w + " " * s for w, s in zip(tree.words, tree.spaces, strict=True)).strip() for tree in trees]


def measure(grammar: Grammar, trees: list[Tree], texts: list[str]) -> tuple[int, float, float, float, float]:
    began = time.perf_counter()
    read = list(grammar.parse(texts))
    took = time.perf_counter() - began
    words = counted = tag = uas = las = 0
    for tree, sentence in zip(trees, read, strict=True):
        if len(sentence.tokens) != len(
            tree.words
        ):  # capitals that change the cut, as with ß: every word counts as wrong
            words += len(tree.words)
            counted += sum(dep != "punct" for dep in tree.deps)
            continue
        for place, token in enumerate(sentence.tokens):
            words += 1
            parts = (token.pos, token.tense, token.mood, token.form, "passive" if token.passive else None)
            tag += "|".join(part or "" for part in parts) == tree.tags[place]
            if tree.deps[place] == "punct":
                continue
            counted += 1
            if token.head == tree.heads[place]:
                uas += 1
                las += token.dep == tree.deps[place]
    return words, tag / words, uas / counted, las / counted, words / took


if __name__ == "__main__":
    main()

"""Ordinary words around phrases and in sentences, as features: names are left out, so that no weight is about one of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import simplemma

from muc4_templates.page import Page, Phrase
from muc4_templates.weights import Features

LIGHT = 0.3  # What a word counts as a feature: little, for there are thousands of them.
CONTENT = frozenset(("NOUN", "VERB", "ADJ", "ADV", "PROPN"))


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str | None:
    """Return the lemma of a word of English that is in the dictionary, or None of any other word."""
    word = word.lower()
    if len(word) < 2 or not word.isalpha() or not simplemma.is_known(word, "en"):
        return None
    return str(simplemma.lemmatize(word, "en")).lower()


def beside(page: Page, phrase: Phrase) -> Features:
    """Return what governs a phrase, as what, and the words next to it."""
    tree = page.lines[phrase.line].sentence
    head = phrase.head
    above = tree.head(head)
    found: Features = {f"dep:{head.dep}": 1.0}
    if above.i != head.i and (word := lemma(above.text)):
        found[f"under:{word}"] = 1.0
        found[f"{head.dep} of:{word}"] = 1.0
    for child in tree.children(head, "case"):
        found[f"case:{child.lower}"] = 1.0
    first, last = phrase.tokens[0].i, phrase.tokens[-1].i
    for name, place in (("before", first - 1), ("after", last + 1)):
        if 0 <= place < len(tree.tokens):
            token = tree.tokens[place]
            word = lemma(token.text) or (token.text if token.pos == "PUNCT" else None)
            if word:
                found[f"{name}:{word}"] = 1.0
    if (word := lemma(head.text)) and head.pos != "PROPN":
        found[f"head:{word}"] = 1.0
    return found


def told(page: Page, lines: Iterable[int], name: str, value: float) -> Features:
    """Return the content words of sentences, each once, as features of a value."""
    return {
        f"{name}:{word}": value
        for number in set(lines)
        for token in page.lines[number].sentence.tokens
        if token.pos in CONTENT and (word := lemma(token.text))
    }

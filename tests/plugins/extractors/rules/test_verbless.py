from __future__ import annotations

import pytest
from parsed import passage_of

from harmattan.language.syntax import Sentence, Token
from harmattan.lexicons import load
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.plugins.extractors.rules.verbless import revived
from harmattan.records.reading import Reading


def misread(text: str) -> Passage:
    """The words of a text as a parser misreads them that takes its verb, the third word, for the noun of its subject."""
    words = text.rstrip(".").split()
    kinds = ["DET", "NOUN", "NOUN", *("ADP" if word == "on" else "NOUN" for word in words[3:])]
    deps = ["det", "compound", "root", *("case" if word == "on" else "nmod" for word in words[3:])]
    heads = [1, 2, 2, *(len(words) - 1 if word == "on" else 2 for word in words[3:])]
    starts = [sum(len(word) + 1 for word in words[:i]) for i in range(len(words))]
    tokens = tuple(Token(i, words[i], starts[i], kinds[i], deps[i], heads[i]) for i in range(len(words)))
    reading = Reading(text=text, blocks=(), restorations=(), starts=(), ends=())
    return Passage(
        Sentence(tokens, 0, len(text)), text, [(0, 0)], index=load().index("en"), reading=reading, kind="paragraph", number=0
    )  # fmt: skip


def test_the_word_that_the_lexicon_has_as_a_verb_governs_its_sentence() -> None:
    tree = revived(misread("The junta relies on mercenaries."), "en")
    assert tree is not None
    assert (tree.root.text, tree.root.pos, tree.root.tense) == ("relies", "VERB", "present")
    assert {token.text: token.dep for token in tree.children(tree.root)} == {"junta": "nsubj", "mercenaries": "obl"}
    assert [token.dep for token in revived(misread("The junta bankrolls rebels."), "en").tokens] == [
        "det", "nsubj", "root", "obj",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["The rebel attacks on Gao.", "The army barracks on Monday."])
def test_a_word_that_may_be_a_noun_stays_one(text: str) -> None:
    assert revived(misread(text), "en") is None


def test_a_sentence_with_a_verb_and_one_in_another_language_are_left_alone() -> None:
    assert revived(passage_of("The junta relied on mercenaries."), "en") is None
    assert revived(misread("The junta relies on mercenaries."), "fr") is None

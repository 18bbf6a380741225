"""What everything above the grammar leans on: offsets, one root, no cycle, tense and voice, capitals read like any text."""

import sys
from pathlib import Path

import pytest

from harmattan.language import Sentence, grammar_for

ENGLISH = [
    "The rebels attacked the town on Monday.",
    "At least 12 soldiers were killed by gunmen near Gao.",
    "Troops will withdraw from the base, the ministry said.",
    "AT LEAST 12 SOLDIERS WERE KILLED BY GUERRILLAS NEAR SAN SALVADOR.",
]
FRENCH = ["Au moins 12 soldats ont été tués par des hommes armés.", "L'armée aurait perdu douze hommes."]


def parse(text: str, language: str) -> Sentence:
    return next(iter(grammar_for(language).parse([text])))


def relations(sentence: Sentence) -> set[tuple[str, str, str]]:
    return {(token.lower, token.dep, sentence.head(token).lower) for token in sentence.tokens}


@pytest.mark.parametrize("language", ["en", "fr", None, "sw"])
def test_every_sentence_is_a_tree_on_the_characters_of_its_text(language: str | None) -> None:
    texts = [*ENGLISH, *FRENCH, "", " \n ", "...", "?", "Kidal", "x " * 700, "«»", "a\u0301b 🙂 قتل"]
    sentences = list(grammar_for(language).parse(texts))
    assert len(sentences) == len(texts)
    for text, sentence in zip(texts, sentences, strict=True):
        assert sum(token.head == token.i for token in sentence.tokens) == 1
        assert sentence.root.dep == "root"
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
            assert token is sentence.root or sentence.ancestors(token)[-1] is sentence.root


def test_who_did_what_to_whom_is_read_in_english() -> None:
    found = relations(parse(ENGLISH[0], "en"))
    assert {("rebels", "nsubj", "attacked"), ("town", "obj", "attacked"), ("attacked", "root", "attacked")} <= found


@pytest.mark.parametrize("text", [ENGLISH[1], ENGLISH[3]])
def test_passives_keep_victim_and_perpetrator_apart_in_capitals_too(text: str) -> None:
    sentence = parse(text, "en")
    found = relations(sentence)
    agents = {"gunmen", "guerrillas"}
    assert ("soldiers", "nsubj:pass", "killed") in found
    assert any(word in agents and dep.startswith("obl") and head == "killed" for word, dep, head in found)
    assert next(token for token in sentence.tokens if token.lower == "killed").passive


def test_who_did_what_to_whom_is_read_in_french() -> None:
    found = relations(parse(FRENCH[0], "fr"))
    assert {("soldats", "nsubj:pass", "tués"), ("hommes", "obl:agent", "tués")} <= found


def test_the_french_conditional_of_hearsay_is_seen() -> None:
    assert any(token.mood == "conditional" for token in parse(FRENCH[1], "fr").tokens if token.lower == "aurait")


def test_a_language_without_data_gives_words_and_says_so() -> None:
    grammar = grammar_for("sw")
    assert not grammar.has_syntax
    assert {token.pos for token in next(iter(grammar.parse(["Jeshi lilisema hivyo."]))).tokens} == {"X"}


def test_a_full_vocabulary_forgets_words_and_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    grammar = grammar_for("en")
    before = [relations(sentence) for sentence in grammar.parse(ENGLISH)]
    monkeypatch.setattr("harmattan.language.trees.REMEMBERED", 0)
    list(grammar.parse(["Zzyzx qwertyuiop asdfghjkl."]))
    assert "qwertyuiop" not in grammar._network.vocab.strings  # type: ignore[attr-defined]
    assert [relations(sentence) for sentence in grammar.parse(ENGLISH)] == before


def test_a_grammar_is_loaded_once() -> None:
    assert grammar_for("en") is grammar_for("en")


def test_batches_do_not_change_the_reading() -> None:
    grammar = grammar_for("en")
    alone = [relations(next(iter(grammar.parse([text])))) for text in ENGLISH]
    assert [relations(sentence) for sentence in grammar.parse(ENGLISH * 100)] == alone * 100


@pytest.mark.parametrize(("language", "name", "floor"), [("en", "en_ewt-dev", 0.79), ("fr", "fr_sequoia-dev", 0.82)])
@pytest.mark.parametrize("capitals", [False, True])
def test_attachment_does_not_fall_below_its_floor(
    shared: Path, language: str, name: str, floor: float, capitals: bool
) -> None:
    sys.path.insert(0, str(Path(__file__).parents[2] / "tools" / "grammar"))
    from treebank import read_treebank

    trees = list(read_treebank(shared / "data" / "treebank" / f"{name}.conllu.gz", language))[::8]
    texts = ["".join(w + " " * s for w, s in zip(t.words, t.spaces, strict=True)).strip() for t in trees]
    read = grammar_for(language).parse([text.upper() if capitals else text for text in texts])
    right = counted = 0
    for tree, sentence in zip(trees, read, strict=True):
        for head, dep, token in zip(tree.heads, tree.deps, sentence.tokens, strict=False):
            counted += dep != "punct"
            right += dep != "punct" and (token.head, token.dep) == (head, dep)
    assert right / counted >= floor

"""A user's own spaCy pipeline is read as ours is, or refused in one line."""

from pathlib import Path

import pytest

from harmattan.errors import LanguageError
from harmattan.language import grammar_for
from harmattan.language.foreign import from_clear, is_clear


def test_a_model_that_is_not_there_is_refused_in_one_line() -> None:
    with pytest.raises(LanguageError, match="install it first"):
        grammar_for("en", "no_such_model")


def test_a_model_without_parser_or_of_another_language_is_refused(tmp_path: Path) -> None:
    import spacy

    spacy.blank("fr").to_disk(tmp_path / "fr")
    with pytest.raises(LanguageError, match="no dependency parser"):
        grammar_for("fr", str(tmp_path / "fr"))
    small_pipeline("fr", ["nsubj", "obj"], tmp_path / "parsing")
    with pytest.raises(LanguageError, match="reads 'fr'"):
        grammar_for("en", str(tmp_path / "parsing"))


def test_a_pipeline_of_universal_labels_is_used_with_its_own_words(tmp_path: Path) -> None:
    small_pipeline("en", ["nsubj", "obj", "nsubj:pass"], tmp_path / "own")
    grammar = grammar_for("en", str(tmp_path / "own"))
    texts = ["Rebels  took\nit.", " ", "x " * 900]
    sentences = list(grammar.parse(texts))
    assert grammar.has_syntax
    assert [token.text for token in sentences[0].tokens] == ["Rebels", "took", "it", "."]
    for text, sentence in zip(texts, sentences, strict=True):
        assert all(text[token.start : token.end] == token.text for token in sentence.tokens)
        assert sum(token.head == token.i for token in sentence.tokens) == 1


def test_labels_of_neither_scheme_are_refused() -> None:
    assert is_clear(["nsubjpass", "dobj", "prep", "ROOT"], "m")
    assert not is_clear(["nsubj:pass", "obj", "ROOT", "acl:relcl"], "m")
    with pytest.raises(LanguageError, match="sb"):
        is_clear(["sb", "oa"], "m")


def test_a_preposition_comes_under_its_noun_and_by_marks_the_agent() -> None:
    # men were killed by rebels in Gao
    pos = ["NOUN", "AUX", "VERB", "ADP", "NOUN", "ADP", "PROPN"]
    lowers = ["men", "were", "killed", "by", "rebels", "in", "gao"]
    heads, deps = from_clear(
        lowers, pos, [2, 2, 2, 2, 3, 2, 5], ["nsubjpass", "auxpass", "root", "agent", "pobj", "prep", "pobj"]
    )
    assert deps == ["nsubj:pass", "aux:pass", "root", "case", "obl:agent", "case", "obl"]
    assert heads == [2, 2, 2, 4, 2, 6, 2]


def test_a_predicate_comes_over_its_copula() -> None:
    # he is minister of defence
    heads, deps = from_clear(
        ["he", "is", "minister", "of", "defence"], ["PRON", "AUX", "NOUN", "ADP", "NOUN"], [1, 1, 1, 2, 3],
        ["nsubj", "root", "attr", "prep", "pobj"],
    )  # fmt: skip
    assert heads == [2, 2, 2, 4, 2]
    assert deps == ["nsubj", "cop", "root", "case", "nmod"]


def small_pipeline(language: str, labels: list[str], path: Path) -> None:
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example

    nlp = spacy.blank(language)
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    words = ["Rebels", "took", "it"]
    gold = [Doc(nlp.vocab, words=words, heads=[1, 1, 1], deps=[label, "ROOT", label]) for label in labels]
    nlp.initialize(lambda: [Example(nlp.make_doc("Rebels took it"), document) for document in gold])
    nlp.to_disk(path)

"""Passages for the tests of the finders, parsed by the grammar that comes with the package."""

from __future__ import annotations

from harmattan.language import grammar_for
from harmattan.lexicons import load
from harmattan.plugins.extractors.rules.actors import find_actors
from harmattan.plugins.extractors.rules.attributions import find_attributions
from harmattan.plugins.extractors.rules.certainty import Commitment, certainty_of
from harmattan.plugins.extractors.rules.found import FoundAttribution
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.records.document import BlockKind
from harmattan.records.reading import Reading


def passage_of(text: str, language: str = "en", kind: BlockKind = "paragraph", model: bool = True) -> Passage:
    grammar = grammar_for(language if model else "xx")
    sentence = next(iter(grammar.parse([text])))
    reading = Reading(text=text, blocks=(), restorations=(), starts=(), ends=())
    return Passage(sentence, text, [(0, 0)], index=load().index(language), reading=reading, kind=kind, number=0)


def attributions_of(
    passage: Passage, language: str = "en", previous: tuple[FoundAttribution, ...] = ()
) -> tuple[FoundAttribution, ...]:
    actors = find_actors(passage, language=language, published=None, lexicon=load())
    return find_attributions(passage, actors=actors, language=language, lexicon=load(), previous=previous)


def commitment_of(passage: Passage, word: str, language: str = "en") -> Commitment:
    trigger = next(token.i for token in passage.tokens if token.lower == word)
    found = attributions_of(passage, language)
    return certainty_of(passage, trigger=trigger, attributions=found, language=language, lexicon=load())


def words(passage: Passage, spots: tuple[int, ...] | range) -> str:
    return " ".join(passage.tokens[i].text for i in spots)

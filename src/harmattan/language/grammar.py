"""The door: which grammar reads a language, and what every grammar can do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from harmattan.language.sentences import split_sentences
from harmattan.language.syntax import Sentence
from harmattan.language.words import flat_sentence

DATA = Path(__file__).parent / "data"


class Grammar(Protocol):
    """What reads a language: where its sentences are, and what their syntax is."""

    @property
    def language(self) -> str | None:
        """ISO 639-1 code, None where the language is unknown."""
        ...

    @property
    def has_syntax(self) -> bool:
        """False where sentences come as flat trees of untagged words."""
        ...

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """Return the offsets of the sentences in a text, without white space around them."""
        ...

    def parse(self, texts: Sequence[str]) -> Iterator[Sentence]:
        """Yield one parsed sentence a text, in order; each text is one sentence already split, offsets are into it."""
        ...


class WordGrammar:
    """A grammar without data for its language: words in a flat tree, part of speech `X`, relation `dep`."""

    has_syntax = False

    def __init__(self, language: str | None) -> None:
        self.language = language

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """Return the offsets of the sentences in a text, without white space around them."""
        return split_sentences(text, self.language)

    def parse(self, texts: Sequence[str]) -> Iterator[Sentence]:
        """Yield one flat sentence a text, in order."""
        return (flat_sentence(text, self.language) for text in texts)


@lru_cache(maxsize=8)
def grammar_for(language: str | None, model: str | None = None) -> Grammar:
    """Return the grammar of a language (ISO 639-1), loaded once; words alone where there are no data for it.

    `model` is the name or path of an installed spaCy pipeline with Universal Dependencies or ClearNLP labels to be used
    instead of our own. Raises LanguageError where it can't be loaded or its labels are unknown.
    """
    if model is not None:
        from harmattan.language.foreign import ForeignGrammar

        return ForeignGrammar(language, model)
    path = DATA / str(language) / "grammar.bin"
    if language is None or not path.is_file():
        return WordGrammar(language)
    from harmattan.language.trees import TreeGrammar

    return TreeGrammar(language, path)

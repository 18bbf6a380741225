"""Trees from our own trained networks. Imported only where a tree is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NamedTuple, cast

from harmattan.language.network import load_network
from harmattan.language.sentences import split_sentences
from harmattan.language.syntax import Mood, Sentence, Tense, Token, VerbForm
from harmattan.language.words import cut, flat_sentence

# Words in one tree. The parser's time grows with length and few sentences of the press have more than 100.
# A longer one is read in parts, cut behind the last of these marks that the limit leaves room for.
# One beyond all measure is a table or garbage and stays flat.
LONGEST = 120
MOST = 1000
REMEMBERED = 200_000  # different words, some 40 MB
MARKS = frozenset(";:,.)-–—")
BATCH = 256  # sentences: memory stays small, the network's matrices large enough


class Label(NamedTuple):
    """What one tag of the network says of a word."""

    pos: str
    tense: Tense | None
    mood: Mood | None
    form: VerbForm | None
    passive: bool


class TreeGrammar:
    """A grammar of our own: a tagger and a parser that share one small network."""

    has_syntax = True

    def __init__(self, language: str, path: Path) -> None:
        self.language: str | None = language
        self._network = load_network(path, language)
        self._labels = tuple(label_of(tag) for tag in self._network.tagger.labels)
        self._deps: dict[int, str] = {}

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """Return the offsets of the sentences in a text, without white space around them."""
        return split_sentences(text, self.language)

    def parse(self, texts: Sequence[str]) -> Iterator[Sentence]:
        """Yield one parsed sentence a text, in order; each text is one sentence already split."""
        # Parts of one size: a few sentences left over take nearly as long as many.
        parts = -(-len(texts) // BATCH)
        size = -(-len(texts) // max(1, parts))
        for first in range(0, len(texts), max(1, size)):
            yield from self._parse(texts[first : first + size])

    def _parse(self, texts: Sequence[str]) -> Iterator[Sentence]:
        cuts = [cut(text, self.language) for text in texts]
        parts = [part for words, _ in cuts for part in parts_of(words) if len(words) <= MOST]
        # Past so many words the vocabulary forgets those of a batch behind it, so that an archive can't fill the memory.
        with self._network.vocab.memory_zone() if len(self._network.vocab) > REMEMBERED else nullcontext():
            read = iter(list(self._read(parts)))
        for text, (words, starts) in zip(texts, cuts, strict=True):
            if not words or len(words) > MOST:
                yield flat_sentence(text, self.language)
                continue
            labels: list[Label] = []
            heads: list[int] = []
            deps: list[str] = []
            while len(labels) < len(words):
                more_labels, more_heads, more_deps = next(read)
                heads.extend(head + len(labels) for head in more_heads)
                deps.extend(more_deps)
                labels.extend(more_labels)
            join_roots(heads, deps, [label.pos for label in labels])
            tokens = tuple(
                Token(
                    i, word, start, label[0], dep, head, tense=label[1], mood=label[2], form=label[3], passive=label[4]
                )
                for i, (word, start, label, head, dep) in enumerate(
                    zip(words, starts, labels, heads, deps, strict=True)
                )
            )
            yield Sentence(tokens, starts[0], tokens[-1].end)

    def _read(self, parts: list[list[str]]) -> Iterator[tuple[list[Label], list[int], list[str]]]:
        from spacy.attrs import DEP, HEAD
        from spacy.tokens import Doc

        if not parts:
            return
        vocab, encoder, tagger, parser = self._network
        documents = [Doc(vocab, words=part, sent_starts=one_sentence(len(part))) for part in parts]
        encoder.set_annotations(documents, encoder.predict(documents))
        tags = tagger.predict(documents)
        parser.set_annotations(documents, parser.predict(documents))
        for document, tag in zip(documents, tags, strict=True):
            table = document.to_array([HEAD, DEP]).astype("int64")
            heads = [place + step for place, step in enumerate(table[:, 0].tolist())]
            labels = [self._labels[number] for number in tag.tolist()]
            yield labels, heads, [self._dep(number, vocab) for number in table[:, 1].tolist()]

    def _dep(self, number: int, vocab: Any) -> str:
        found = self._deps.get(number)
        if found is None:
            name = str(vocab.strings[number % 2**64]) if number else "dep"
            found = self._deps[number] = "root" if name == "ROOT" else name
        return found


def one_sentence(size: int) -> list[bool | int | None]:
    """Return the sentence starts of a document that the parser may not break."""
    return [True, *[False] * (size - 1)]


def label_of(tag: str) -> Label:
    """Return what a tag `POS|tense|mood|form|passive` says; an empty part is unknown or does not apply."""
    pos, tense, mood, form, passive = tag.split("|")
    return Label(
        pos, cast(Tense, tense) or None, cast(Mood, mood) or None, cast(VerbForm, form) or None, passive == "passive"
    )


def parts_of(words: list[str]) -> list[list[str]]:
    """Return the words in parts short enough to be parsed, cut behind marks where there are any."""
    parts = []
    while len(words) > LONGEST:
        end = next((place + 1 for place in range(LONGEST - 1, LONGEST // 2, -1) if words[place] in MARKS), LONGEST)
        parts.append(words[:end])
        words = words[end:]
    return [*parts, words] if words else parts


def join_roots(heads: list[int], deps: list[str], pos: list[str]) -> None:
    """Leave one root, the first verb among the roots or else the first of them; the others hang on it."""
    roots = [place for place, head in enumerate(heads) if head == place]
    if len(roots) > 1:
        top = next((place for place in roots if pos[place] in ("VERB", "AUX")), roots[0])
        for place in roots:
            if place != top:
                heads[place] = top
                deps[place] = "punct" if pos[place] == "PUNCT" else "parataxis"
        deps[top] = "root"
    elif roots:
        deps[roots[0]] = "root"

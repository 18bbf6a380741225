"""Walks WordNet 3.0 the way that thesaurus spinners do: from a word to what they put in for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

WAYS = ("same", "similar", "pertains", "hypernym", "sister", "antonym")
"""How a neighbour is reached: in the same synset; an adjective similar to it; what an adjective pertains to and the hypernyms
of that; a hypernym; another hyponym of a hypernym; a synonym of an antonym, or what is similar to it."""
LONGEST_SYMBOL = 2


class Synset(NamedTuple):
    """Words that mean one thing, as WordNet spells them, and where its pointers (symbol, key, word number or 0) lead."""

    part: str
    words: tuple[str, ...]
    pointers: tuple[tuple[str, str, int], ...]


class Thesaurus:
    """WordNet, read from the data files of a folder such as `/usr/share/wordnet` (Debian's `wordnet-base`)."""

    def __init__(self, folder: Path) -> None:
        self._synsets: dict[str, Synset] = {}
        self._homes: dict[str, list[str]] = defaultdict(list)
        for name in ("noun", "verb", "adj", "adv"):
            for line in (folder / f"data.{name}").read_text("utf-8").splitlines():
                if not line.startswith("  "):
                    self._read(line)
        for key, synset in self._synsets.items():
            for word in synset.words:
                # Capitals are names, but for the symbols and months that a spinner takes for words (Be, As, May).
                if word.islower() or len(word) <= LONGEST_SYMBOL or word == "May":
                    self._homes[word.lower()].append(key)

    def _read(self, line: str) -> None:
        fields = line.split(" | ")[0].split()
        size = int(fields[3], 16)
        words = tuple(fields[4 + 2 * n].split("(")[0] for n in range(size))
        at = 4 + 2 * size
        pointers = []
        for n in range(int(fields[at])):
            symbol, offset, part, ends = fields[at + 1 + 4 * n : at + 5 + 4 * n]
            pointers.append((symbol, _key(part, offset), int(ends[2:], 16)))
        self._synsets[_key(fields[2], fields[0])] = Synset(fields[2].replace("s", "a"), words, tuple(pointers))

    def __contains__(self, word: str) -> bool:
        return word in self._homes

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def names(self) -> set[str]:
        """Return the words, in lower case, that WordNet never writes so."""
        spelled = {word for synset in self._synsets.values() for word in synset.words}
        return {word.lower() for word in spelled} - spelled

    def glosses(self, folder: Path) -> Iterator[str]:
        """Yield the definition and examples of each synset."""
        for name in ("noun", "verb", "adj", "adv"):
            for line in (folder / f"data.{name}").read_text("utf-8").splitlines():
                if not line.startswith("  ") and " | " in line:
                    yield line.split(" | ", 1)[1].strip()

    def numbers(self) -> set[str]:
        """Return the words that WordNet calls cardinal or ordinal."""
        return {
            word.lower()
            for synset in self._synsets.values()
            if any(
                s == "&" and {"cardinal", "ordinal"} & set(self._synsets[key].words) for s, key, _ in synset.pointers
            )
            for word in synset.words
        }

    def neighbours(self, word: str) -> dict[tuple[str, str], set[str]]:
        """Return (way, part of speech) -> the single words that a spinner may put in for the word."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for home in self._homes.get(word, ()):
            for way, other in self._from(home):
                if other != word and other.isascii() and other.isalpha():
                    found[way, self._synsets[home].part].add(other)
        return found

    def _from(self, home: str) -> Iterator[tuple[str, str]]:
        yield from (("same", other) for other in self._words(home))
        for symbol, key, end in self._synsets[home].pointers:
            if symbol == "&":
                yield from (("similar", other) for other in self._words(key))
            elif symbol == "\\":
                yield from (("pertains", other) for other in self._words(key))
                for above in self._linked(key, "@", "@i"):
                    yield from (("pertains", other) for other in self._words(above))
            elif symbol in ("@", "@i"):
                yield from (("hypernym", other) for other in self._words(key))
                for below in self._linked(key, "~", "~i"):
                    if below != home:
                        yield from (("sister", other) for other in self._words(below))
            elif symbol == "!":
                opposite = self._synsets[key].words[end - 1].lower()
                yield from (("antonym", other) for other in self._words(key) if other != opposite)
                for like in self._linked(key, "&"):
                    yield from (("antonym", other) for other in self._words(like))

    def _words(self, key: str) -> list[str]:
        return [word.lower() for word in self._synsets[key].words]

    def _linked(self, key: str, *symbols: str) -> list[str]:
        return [other for symbol, other, _ in self._synsets[key].pointers if symbol in symbols]


def _key(part: str, offset: str) -> str:
    return part.replace("s", "a") + offset

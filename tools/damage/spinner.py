"""An article spinner: puts thesaurus neighbours, table phrases and glued words into a clean text, and says what it did.

It is made after what such tools do to published reports: the words of names and numbers stay, everything else that a
thesaurus knows may be swapped, a word mostly for the same neighbour throughout. The ways are taken about as often as one
real spinner took them (58 swaps of one report, aligned by hand: same synset .5, similar .28, hypernym .1, sister .07,
pertains .04).
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lemminflect import getInflection, getLemma
from walk import Thesaurus

from harmattan.stages.reading.damage.tokens import addresses_in

WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
WAYS = {"same": 0.5, "similar": 0.28, "hypernym": 0.1, "sister": 0.06, "pertains": 0.04, "antonym": 0.02}
GLUED = frozenset(
    [
        "and",
        "which",
        "that",
        "who",
        "whose",
        "where",
        "when",
        "while",
        "however",
        "but",
        "their",
        "its",
        "this",
        "these",
        "with",
        "from",
        "after",
        "before",
        "into",
    ]
)
_OPENS = re.compile(r"(?:^|[.!?:;…\n])[\W\d]*$")
_NOUNS, _VERBS = ("NNS",), ("VBD", "VBG", "VBZ", "VBN")


class Swap(NamedTuple):
    """spun[start:end] == observed stands where `original` stood."""

    start: int
    end: int
    original: str
    observed: str
    family: str


class SpinSettings(NamedTuple):
    """How a text is spun. `rate` is the share of its words that are swapped; `shares` is how often each family is drawn."""

    rate: float
    shares: Mapping[str, float] = {"wordnet": 1.0}
    ways: Mapping[str, float] = WAYS
    steady: bool = True
    """Whether a word is put in for another throughout."""
    inflects: bool = False
    """Whether inflected words are swapped, too."""
    twice: float = 0.0
    """How often what was put in is swapped once more."""


class Spinner:
    """Spins texts. `thesaurus` is WordNet, `other` one more (word -> neighbours), `phrases` pairs of (original, spun)."""

    def __init__(
        self, thesaurus: Thesaurus, other: Mapping[str, Sequence[str]] | None = None,
        phrases: Sequence[tuple[str, str]] = (),
    ) -> None:  # fmt: skip
        self._thesaurus = thesaurus
        self.numbers = thesaurus.numbers() | {"first", "second", "third", "once", "twice", "half"}
        self._other = other or {}
        self._phrases: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for original, spun in sorted(phrases, key=lambda pair: -len(pair[0])):
            self._phrases[original.split()[0]].append((original, spun))
        self._seen: dict[str, dict[str, list[str]]] = {}

    def spin(self, text: str, seed: int, settings: SpinSettings) -> tuple[str, list[Swap]]:
        """Return the spun text and its swaps in order."""
        rng = random.Random(seed)
        # No tool spins the addresses in a report: its links would be dead.
        addresses = {at for first, last in addresses_in(text, 0, len(text)) for at in range(first, last)}
        words = [word for word in WORD.finditer(text) if word.start() not in addresses]
        left = round(settings.rate * len(words))
        rng_order = list(range(len(words)))
        rng.shuffle(rng_order)
        table: dict[tuple[str, str], str] = {}
        taken: set[int] = set()
        swaps: list[tuple[int, int, str, str]] = []
        for number in rng_order:
            if left <= 0:
                break
            if number in taken:
                continue
            found = self._swap(text, words, number, rng, settings, table)
            if found is None:
                continue
            start, end, observed, family = found
            covered = {n for n in range(number, min(number + 6, len(words))) if words[n].start() < end}
            if covered & taken:
                continue
            taken |= covered
            left -= len(covered)
            swaps.append((start, end, observed, family))
        return _applied(text, sorted(swaps))

    def _swap(
        self, text: str, words: Sequence[re.Match[str]], number: int, rng: random.Random, settings: SpinSettings,
        table: dict[tuple[str, str], str],
    ) -> tuple[int, int, str, str] | None:  # fmt: skip
        word = words[number].group()
        start, end = words[number].span()
        lower = word.lower()
        opens = _OPENS.search(text[max(0, start - 8) : start]) is not None or start == 0
        if not (word.islower() or (opens and word[1:].islower() and len(word) > 1)) or lower in self.numbers:
            return None
        families = list(settings.shares)
        family = rng.choices(families, [settings.shares[name] for name in families])[0]
        if family == "phrases":
            for original, spun in self._phrases.get(lower, ()):
                if (
                    text[start : start + len(original)].lower() == original
                    and not text[start + len(original) :][:1].isalpha()
                ):
                    return start, start + len(original), _cased(spun, word), family
            family = "wordnet"
        if family == "glued":
            if number + 1 < len(words) and text[end : words[number + 1].start()] == " ":
                after = words[number + 1].group()
                if after in GLUED and len(word) > 2:
                    return start, words[number + 1].end(), word + after, family
            family = "wordnet"
        key = (family, lower)
        observed = table.get(key) if settings.steady else None
        if observed is None:
            observed = self._neighbour(lower, family, rng, settings)
            if observed is None:
                return None
            table[key] = observed
        return start, end, _cased(observed, word), family

    def _neighbour(self, word: str, family: str, rng: random.Random, settings: SpinSettings) -> str | None:
        if family == "thesaurus":
            return rng.choice(self.other(word)) if self.other(word) else None
        ways = self.ways(word)
        if not ways:
            return self._inflected(word, rng) if settings.inflects else None
        names = sorted(ways)
        found = rng.choice(ways[rng.choices(names, [settings.ways[name] for name in names])[0]])
        if settings.twice and rng.random() < settings.twice:
            again = self._neighbour(found, family, rng, settings._replace(twice=0.0))
            return found if again in (None, word) else again
        return found

    def ways(self, word: str) -> Mapping[str, Sequence[str]]:
        """Return what WordNet has for the word, by the way that leads there."""
        if word not in self._seen:
            found: dict[str, set[str]] = defaultdict(set)
            for (way, _), others in self._thesaurus.neighbours(word).items():
                found[way] |= others
            self._seen[word] = {way: sorted(others) for way, others in found.items()}
        return self._seen[word]

    def other(self, word: str) -> Sequence[str]:
        """Return what the other thesaurus has for the word."""
        return self._other.get(word, ())

    def forms(self, word: str) -> Mapping[str, float]:
        """Return the inflected words that may be put in for an inflected word, with their shares."""
        for near, tag in self._inflections(word):
            found: dict[str, float] = defaultdict(float)
            for other in near:
                forms = getInflection(other, tag=tag)
                if forms and forms[0] != word:
                    found[forms[0].lower()] += 1 / len(near)
            if found:
                return found
        return {}

    def _inflected(self, word: str, rng: random.Random) -> str | None:
        for near, tag in self._inflections(word):
            forms = getInflection(rng.choice(near), tag=tag)
            if forms and forms[0] != word:
                return forms[0].lower()
        return None

    def _inflections(self, word: str) -> Iterator[tuple[list[str], str]]:
        """Yield the neighbours of the word's base form, and how the word is inflected."""
        for upos, tags in (("VERB", _VERBS), ("NOUN", _NOUNS)):
            for lemma in getLemma(word, upos=upos)[:1]:
                tag = next((t for t in tags if lemma != word and word in getInflection(lemma, tag=t)), None)
                if tag is None:
                    continue
                near = sorted(
                    other
                    for (way, part), others in self._thesaurus.neighbours(lemma).items()
                    if part == upos[0].lower() and way in ("same", "hypernym")
                    for other in others
                )
                if near:
                    yield near, tag


def _cased(spun: str, word: str) -> str:
    return spun[0].upper() + spun[1:] if word[0].isupper() else spun


def _applied(text: str, swaps: Sequence[tuple[int, int, str, str]]) -> tuple[str, list[Swap]]:
    pieces: list[str] = []
    found: list[Swap] = []
    at = length = 0
    for start, end, observed, family in swaps:
        kept = text[at:start]
        pieces += (kept, observed)
        length += len(kept)
        found.append(Swap(length, length + len(observed), text[start:end], observed, family))
        length += len(observed)
        at = end
    pieces.append(text[at:])
    return "".join(pieces), found


def read_mythes(path: Path) -> dict[str, list[str]]:
    """Return word -> other single words of a MyThes thesaurus (Debian's `mythes-en-us`: `th_en_US_v2.dat`), no antonyms."""
    found: dict[str, list[str]] = {}
    lines = iter(path.read_text("utf-8").splitlines()[1:])
    for line in lines:
        word, _, count = line.rpartition("|")
        others: set[str] = set()
        for _ in range(int(count)):
            for term in next(lines).split("|")[1:]:
                other, _, kind = term.partition(" (")
                if "antonym" not in kind and other.isalpha() and other.islower() and other.isascii() and other != word:
                    others.add(other)
        if others:
            found[word] = sorted(others)
    return found

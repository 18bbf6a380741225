"""Undoes confusions of text recognition in single words: which words they may have been, and which were misread."""

from __future__ import annotations

import math
import re

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import ConfusionRow
from harmattan.stages.reading.damage.counts import Counts
from harmattan.stages.reading.damage.pieces import Pieces

STRAYS = "|!$€£¢@[](){}"
"""Marks that stand for letters in misread words."""
_PUNCTUATION = ".,;:?…\"“”«»()[]'‘’–—"
_BORDERS = re.compile("['’\\-–—/.,:;\"“”()]")
_CACHED = 200_000


class ScanSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Floors of the restoration of misread words. Tuned on the MUC-4 development wires and the training treebanks."""

    fewest: int = 3
    """So many distinct misread words make a text misread."""
    share: float = 0.012
    """And from this share of its distinct words on."""
    floor: float = 0.75
    """A restoration less sure than this is not made."""
    known: float = 4.0
    """A word of the language that is no more frequent than this may have been misread, too."""
    known_floor: float = 0.97
    """Such a reading, or one of a word that begins a sentence, is at least so sure."""
    frequent: float = 3.0
    """A word that is to be put in has at least this Zipf frequency."""
    rate: float = 0.03
    """How often a letter is misread, where a text is."""
    unknown: float = 1.0
    """The Zipf frequency that a word is taken to have that the language doesn't know."""
    short_unknown: float = 2.5
    """The same for words of up to four letters: abbreviations, and scraps of other languages."""
    strange: float = 1.5
    """How much less it is where something else than letters stands inside."""
    sure_weight: float = 0.9
    """A number or a negation is read only where all confusions are at least so alike."""


DEFAULT = ScanSettings()


class Reading(msgspec.Struct, frozen=True):
    """What a misread word may have been, by log10 of how likely the confusions are, and the weakest of them."""

    word: str
    cost: float
    weight: float


class Speller:
    """Undoes confusions of one language; remembers what it has seen."""

    def __init__(self, lexicon: Lexicon, counts: Counts, settings: ScanSettings = DEFAULT) -> None:
        self.counts = counts
        self.settings = settings
        self._rows: dict[str, list[tuple[str, str, float, float]]] = {}
        for row in lexicon.rows(ConfusionRow):
            if row.family == "scan" and row.language in ("und", counts.language):
                self._rows.setdefault(row.observed[0], []).append(
                    (row.observed, row.restored, row.weight, math.log10(row.weight))
                )
        self._seen: dict[str, bool] = {}
        self._unknown: dict[str, list[str]] = {}
        """Of pieces between blanks, what `_unknown_in` found in them."""
        self.doubtful: set[str] = set()
        """Of the pieces that were asked for, those that have a misread word, or one of which that was not settled."""

    def knows(self, word: str) -> bool:
        """Return whether the word is one of the language's, in any case."""
        return word.lower() in self.counts.words

    def is_misread(self, word: str) -> bool:
        """Return whether one confusion makes an unknown word a known one, more likely than it stands."""
        known = self._seen.get(word)
        if known is None:
            if len(self._seen) > _CACHED:
                self._seen.clear()
            known = self._seen[word] = self._settle(word)
        return known

    def _settle(self, word: str) -> bool:
        if len(word) < 3 or not has_letters(word):
            return False
        kept, needed = self.kept(word), math.log10(self.settings.floor / (1 - self.settings.floor))
        base, own = math.log10(self.settings.rate), word.lower()
        zipf, frequent = self.counts.zipf, self.settings.frequent
        for once, cost, _, _ in self._once(word, 0):
            low = once.lower()
            if zipf.get(low, 0.0) >= frequent and low != own:
                if self.score(Reading(low, base + cost, 1.0)) - kept > needed:
                    return True
        return False

    def sees_misread(self, pieces: Pieces) -> bool:
        """Return whether a text has so many misread words that it was misread as a whole.

        Words are settled only where there can be so many: that takes long.
        """
        for known in (self.doubtful, self._unknown):
            if len(known) > _CACHED:
                known.clear()
        unknown: set[str] = set()
        holders: list[tuple[str, list[str]]] = []
        for piece in pieces.new:
            parts = self._unknown.get(piece)
            if parts is None:
                parts = self._unknown[piece] = self._unknown_in(piece)
            if parts:
                unknown.update(parts)
                holders.append((piece, parts))
        doubted = unknown
        found = False
        if len(unknown) >= self.settings.fewest:
            fewest = max(self.settings.fewest, self.settings.share * len(pieces.every))
            if len(unknown) >= fewest:
                doubted = set(filter(self.is_misread, unknown))
                found = len(doubted) >= fewest
        self.doubtful.update(piece for piece, parts in holders if not doubted.isdisjoint(parts))
        return found

    def _unknown_in(self, piece: str) -> list[str]:
        """Return the words in a piece between blanks that the language doesn't know and that may have been misread."""
        words = self.counts.words
        word = piece.strip(_PUNCTUATION)
        # Names in one piece are never read otherwise: most of the words that are not known need no closer look.
        if not word or piece in words or word in words or (word.isalpha() and not word[0].islower()):
            return []
        return [
            part
            for part in ([word] if word.isalnum() else _BORDERS.split(word))
            if part and (part[0].islower() or part[0].isdigit() or part[0] in STRAYS) and part not in words
        ]

    def score(self, reading: Reading) -> float:
        """Return log10 of how likely a reading is: of the word, and of its having been misread so."""
        return self.counts.log10(reading.word) + reading.cost

    def kept(self, word: str) -> float:
        """Return log10 of how likely a word is as it stands."""
        zipf = self.counts.zipf.get(word.lower())
        if zipf is None:
            zipf = self.settings.short_unknown if len(word) <= 4 else self.settings.unknown
            if not word.isalpha():
                zipf -= self.settings.strange
        return zipf - 9

    def readings(self, word: str, *, deep: bool = True) -> list[Reading]:
        """Return the frequent words that up to two confusions (one where not `deep`) may have made this one."""
        found: dict[str, Reading] = {}
        base = math.log10(self.settings.rate)
        zipf, frequent = self.counts.zipf, self.settings.frequent

        def keep(word: str, cost: float, weight: float) -> None:
            low = word.lower()
            if zipf.get(low, 0.0) >= frequent and (low not in found or found[low].cost < cost):
                found[low] = Reading(low, cost, weight)

        for first, cost, weight, at in self._once(word, 0):
            keep(first, base + cost, weight)
            if deep and len(word) >= 5:
                for second, more, other, _ in self._once(first, at):
                    keep(second, 2 * base + cost + more, min(weight, other))
        found.pop(word.lower(), None)
        return list(found.values())

    def _once(self, word: str, start: int) -> list[tuple[str, float, float, int]]:
        """Return what one confusion may have made a word of, from a letter on, and where it goes on."""
        rows, none = self._rows, ()
        return [
            (word[:at] + restored + word[at + len(observed) :], cost, weight, at + len(restored))
            for at in range(start, len(word))
            for observed, restored, weight, cost in rows.get(word[at], none)
            if word.startswith(observed, at)
        ]


def has_letters(word: str) -> bool:
    """Return whether most of a word is letters, enough of them that it is no number, calibre or model ("1st", "M16")."""
    letters = sum(map(str.isalpha, word))
    return 2 * letters > len(word) and (letters > 2 or not (word[0].isdigit() or word[-1].isdigit()))

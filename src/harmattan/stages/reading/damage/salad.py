"""Tells a text from what only looks like one: words in no order, keys struck at random, bytes that were no text."""

from __future__ import annotations

import math
import re
import unicodedata
import zlib
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec

from harmattan.stages.reading.damage.counts import Counts

_DATA = Path(__file__).parent / "data"
COMMON_MARK = "="
"""Stands before the name of a class that is one common word."""
_WORDS = re.compile(r"[^\W_]+")
_MARK = r"[^\w\s'’“”\"«»()-]+"
_ENDS = re.compile(rf"{_MARK}|\n|\s-+\s")
_PARTED = re.compile(rf"{_MARK}|^-+$")
_REMEMBERED = 100_000
_SOME = 60
_SOONER = 1.5
"""Among so many times as many words as must be known, most texts have them."""
_PLAIN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MARKS = re.compile("[\u0300-\u036f]")
_IMPOSSIBLE = -1200
_SHORTEST_BLOB = 40
_BLOB = re.compile("[A-Za-z0-9+/=]+")
_LONGEST = 6_000
"""Characters that are looked at, and how many of them for single words."""
_GLANCE = 200
_QUICK, _REPEATED, _QUICK_LENGTH = 30, 6, 2_500
"""So many pairs, each so often at most, in so many characters: more would meet by chance, too."""
_SAMPLE = 1_500
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ue000-\uf8ff\ufff0-\ufffc]")
_SMALL = re.compile(r"[^\W\d_]{4,}")
_SMALL_ASCII = re.compile("[a-z]{4,}")
_VOWELLESS = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}|^[bcdfghjklmnpqrstvwxz]{4,}$")


class SaladSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a text is none. Tuned on the MUC-4 development wires and the training treebanks, whole and in short pieces."""

    odd_share: float = 0.03
    """A text with a larger share of control, private and undecodable characters is no text."""
    blob_share: float = 0.5
    """Nor is one with a larger share of characters in codes of bytes (Base64, hexadecimal)."""
    loss: float = -6.0
    """The natural logarithm of the odds that words stand in the language's order, below which they don't."""
    mean_loss: float = -0.12
    """And per pair of neighbours."""
    enough: float = 12.0
    """From these odds on, the beginning of a text settles it."""
    smoothing: float = 4.0
    """What is added to the count of a pair and to its expected count."""
    known: float = 0.7
    """Where the language knows a smaller share of the words, their order says nothing: it may be another language."""
    heap: int = 25
    """So many plain words make a heap, counted where `heap_row` stand in a row: hardly a common one (`heap_common`) among
    them, all but a few known, and the mean of their Zipf frequencies below `heap_zipf`."""
    heap_row: int = 8
    heap_common: float = 0.06
    heap_known: float = 0.8
    heap_zipf: float = 3.0
    mash_words: int = 3
    """So few words are not taken for keys struck at random."""
    mash_unknown: float = 0.7
    """The share of words that the language doesn't know, where keys were struck at random."""
    mash_bits: float = -5.9
    """And the mean log2 of a letter after another in them (Polish: -5.4)."""
    mash_share: float = 0.5
    """In any language, no larger share of words has five consonants in a row or no vowel."""


DEFAULT = SaladSettings()


class Order(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often words and endings follow one another in a language, and letters."""

    words: frozenset[str]
    total: int
    marginals: dict[str, int]
    pairs: dict[str, int]
    letters: dict[str, int]


@cache
def order_for(language: str | None) -> Order | None:
    """Return the order of a language, None where there are no data for it."""
    path = _DATA / f"order_{language}.z"
    if language is None or not path.is_file():
        return None
    return msgspec.json.decode(zlib.decompress(path.read_bytes()), type=Order)


def pairs_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the neighbouring words of a text in lower case: beside a blank, none across a mark that parts clauses."""
    for line in text.split("\n"):
        before: str | None = None
        for first, last, parted in map(_borders_of, line.split()):
            if before is not None and first is not None:
                yield before, first
            if parted or last is not None:
                before = last


def _borders_of(piece: str) -> tuple[str | None, str | None, bool]:
    """Return of a piece between blanks its first word before any mark that parts clauses, its last after all, and whether
    there is such a mark."""
    if piece.isascii():
        if piece.isalnum():
            word = piece.lower()
            return word, word, False
        if piece[-1] in ".,;:!?" and piece[:-1].isalnum():
            return piece[:-1].lower(), None, True
    parts = [_WORDS.findall(part.lower()) for part in _PARTED.split(piece)]
    return parts[0][0] if parts[0] else None, parts[-1][-1] if parts[-1] else None, len(parts) > 1


def class_of(word: str, common: frozenset[str]) -> str:
    """Return what a word counts as: itself where it is common, else its ending; numbers are alike."""
    if word in common:
        return COMMON_MARK + word
    return "#" if word[0].isdigit() else word[-2:]


def is_salad(
    text: str,
    language: str | None,
    counts: Counts | None,
    settings: SaladSettings = DEFAULT,
    pieces: AbstractSet[str] | None = None,
) -> bool:
    """Return whether a text says nothing: random words or letters, words in no order, bytes read as text.

    Lists, tables and headlines are texts: the order is judged by common words and their neighbours alone. Damaged
    characters should be restored before: many of the characters that stand for them are no text's. `pieces` are the different
    pieces between blanks, where they are at hand, but for those that are like words.
    """
    head = text[:_LONGEST]
    if not is_like_words(set(head.split()) if pieces is None else pieces):
        if len(_ODD.findall(head)) > settings.odd_share * len(head):
            return True
        long = [piece for piece in head.split() if len(piece) >= _SHORTEST_BLOB]
        if sum(len(piece) for piece in long if _BLOB.fullmatch(piece)) > settings.blob_share * len(head):
            return True
    order = order_for(language)
    if language is None or order is None or counts is None:
        return _opens_with_mash(text, counts, settings)
    odds, judged = _odds(head[:_SAMPLE], language, settings)
    if odds >= settings.enough:
        return False
    if _opens_with_mash(text, counts, settings):
        return True
    if len(head) > _SAMPLE:
        odds, judged = _odds(head, language, settings)
        if odds >= settings.enough:
            return False
    shuffled = odds < settings.loss and odds < settings.mean_loss * judged
    if not shuffled and not _is_heap(head, order, counts, settings):
        return False
    words = _PLAIN.findall(head.lower())
    if sum(word in counts.words for word in words) < settings.known * len(words):
        return False
    return not _is_plain(" ".join(head.split())[:_QUICK_LENGTH].lower(), language, settings)


def is_like_words(pieces: AbstractSet[str]) -> bool:
    """Return whether none of the pieces of a text is too long for a word or has a character that can't be printed."""
    return max(map(len, pieces), default=0) < _SHORTEST_BLOB and "".join(pieces).isprintable()


def _opens_with_mash(text: str, counts: Counts | None, settings: SaladSettings) -> bool:
    """Return whether the beginning of a text is keys struck at random: a few names and abbreviations open many a text."""
    return _is_mash(text[:_GLANCE], counts, settings) and _is_mash(text[:_SAMPLE], counts, settings)


def _is_mash(text: str, counts: Counts | None, settings: SaladSettings) -> bool:
    """Return whether the words of four letters or more are keys struck at random."""
    lower = text.lower()
    words = _SMALL_ASCII.findall(lower) if lower.isascii() else _SMALL.findall(lower)
    if len(words) < settings.mash_words:
        return False
    if counts is not None:
        # Of most texts the first words are known, and no more need be looked up.
        unknown_ones = settings.mash_unknown * len(words)
        some = math.ceil(_SOONER * (len(words) - unknown_ones))
        known = 0
        for part in (words[:some], words[some:]):
            known += sum(map(counts.words.__contains__, part))
            if len(words) - known < unknown_ones:
                return False
    unknown = words if counts is None else [word for word in words if word not in counts.words]
    if sum(_VOWELLESS.search(word) is not None for word in unknown) > settings.mash_share * len(words):
        return True
    if counts is None:
        return False
    # What is foreign to one language may be at home in another: the kinder judge decides.
    steps = [pair for word in unknown for pair in map("".join, pairwise(f"^{plain_letters(word)}$"))]
    return all(
        sum(order.letters.get(pair, _IMPOSSIBLE) for pair in steps) < 100 * settings.mash_bits * len(steps)
        for order in map(order_for, _languages())
        if order is not None
    )


@cache
def _languages() -> tuple[str, ...]:
    return tuple(sorted(path.stem.removeprefix("order_") for path in _DATA.glob("order_*.z")))


def plain_letters(word: str) -> str:
    """Return the word without its accents."""
    return word if word.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", word))


def _is_heap(text: str, order: Order, counts: Counts, settings: SaladSettings) -> bool:
    """Return whether the text is rare words in a row: no list, for little parts them, and no sentences."""
    # A stretch of so many words has as many letters and a character between each two.
    long = [part for part in _ENDS.split(text) if len(part) >= 2 * settings.heap_row - 1]
    stretches = [_PLAIN.findall(part) for part in long]
    words = [word for stretch in stretches if len(stretch) >= settings.heap_row for word in stretch]
    plain = list(filter(str.islower, words))
    if len(plain) < settings.heap or len(plain) < 0.8 * len(words):
        return False
    if sum(map(order.words.__contains__, plain)) > settings.heap_common * len(plain):
        return False
    known = [counts.zipf[word] for word in plain if word in counts.zipf]
    return len(known) >= settings.heap_known * len(plain) and sum(known) < settings.heap_zipf * len(known)


def _is_plain(lower: str, language: str, settings: SaladSettings) -> bool:
    """Return whether the commonest pairs of words alone settle that a text is one."""
    odds = 0.0
    for phrase, gain in _plain_phrases(language, settings.smoothing):
        odds += gain * min(lower.count(phrase), _REPEATED)
        if odds >= settings.enough:
            return True
    return False


@cache
def _plain_phrases(language: str, smoothing: float) -> tuple[tuple[str, float], ...]:
    """Return the commonest pairs of common words as they stand in a text, each with its log odds: a quick way to a yes."""
    order = order_for(language)
    assert order is not None
    pairs = [pair.split() for pair in sorted(order.pairs, key=lambda pair: -order.pairs[pair])]
    common = [(left[1:], right[1:]) for left, right in pairs if left[0] == right[0] == COMMON_MARK][:_QUICK]
    told: dict[str, tuple[float, float]] = {}
    for left, right in common:
        gain = _gain(f"{COMMON_MARK}{left}", f"{COMMON_MARK}{right}", language, smoothing)
        if gain is not None and gain > 0:
            told[f" {left} {right} "] = gain * order.pairs[f"{COMMON_MARK}{left} {COMMON_MARK}{right}"], gain
    # Those that say most in a text come first: a few of them settle most.
    return tuple((phrase, told[phrase][1]) for phrase in sorted(told, key=told.__getitem__, reverse=True))


def _odds(text: str, language: str, settings: SaladSettings) -> tuple[float, int]:
    """Return the log odds that the words stand in the language's order, and of how many different pairs.

    The pairs are those of `pairs_of`; where the odds are plain, the rest is not read.
    """
    odds, enough = 0.0, settings.enough
    borders = _borders_for(language, settings.smoothing)
    if len(borders) > _REMEMBERED:
        borders.clear()
    seen: set[tuple[str, str]] = set()
    for line in text.split("\n"):
        before, gains, common = "", _NOTHING, False
        rest = line
        while rest:
            some = rest.split(None, _SOME)
            rest = some.pop() if len(some) > _SOME else ""
            for piece in some:
                first, counted, tells, last, then, tells_next = borders[piece]
                if common or tells:
                    gain = gains[counted]
                    if gain is not None and (before, first) not in seen:
                        seen.add((before, first))
                        odds += gain
                        if odds >= enough:
                            return odds, len(seen)
                if then is not None:
                    before, gains, common = last, then, tells_next
    return odds, len(seen)


class _Gains(dict[str, float | None]):
    """The gain of what stands behind a word, by what it counts as; null where it can't be judged."""

    def __init__(self, one: str, language: str, smoothing: float) -> None:
        super().__init__({"": None})
        self._one, self._language, self._smoothing = one, language, smoothing

    def __missing__(self, other: str) -> float | None:
        gain = self[other] = _gain(self._one, other, self._language, self._smoothing) if self._one else None
        return gain


_NOTHING = _Gains("", "", 0.0)
"""Of what has no word before it."""


_Border = tuple[str, str, bool, str, _Gains | None, bool]


class _Borders(dict[str, _Border]):
    """Of a piece between blanks: its first word, what that counts as and whether it is common, empty where it has none; its
    last, what the next word gains beside it, null where that stands beside a piece before, and whether it is common. Most
    pieces of a text were seen before."""

    def __init__(self, language: str, smoothing: float) -> None:
        super().__init__()
        order = order_for(language)
        assert order is not None
        self._common = order.words
        self._language, self._smoothing = language, smoothing
        self._gains: dict[str, _Gains] = {}

    def __missing__(self, piece: str) -> _Border:
        first, last, parted = _borders_of(piece)
        found = self[piece] = (
            first or "",
            class_of(first, self._common) if first else "",
            first in self._common,
            last or "",
            self._gains_behind(class_of(last, self._common)) if last else _NOTHING if parted else None,
            last in self._common,
        )
        return found

    def _gains_behind(self, one: str) -> _Gains:
        """Return the gains behind a class; there are not many more classes than common words."""
        gains = self._gains.get(one)
        if gains is None:
            gains = self._gains[one] = _Gains(one, self._language, self._smoothing)
        return gains


@cache
def _borders_for(language: str, smoothing: float) -> _Borders:
    return _Borders(language, smoothing)


def _gain(one: str, other: str, language: str, smoothing: float) -> float | None:
    """Return the log odds of two neighbours over their standing together by chance, by what they count as.

    None where neither is common.
    """
    order = order_for(language)
    assert order is not None
    if one[0] != COMMON_MARK and other[0] != COMMON_MARK:
        return None
    expected = order.marginals.get(f"{one} <", 0) * order.marginals.get(f"{other} >", 0) / order.total
    return math.log((order.pairs.get(f"{one} {other}", 0) + smoothing) / (expected + smoothing))

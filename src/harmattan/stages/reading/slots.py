"""Reads words of spun texts by where they stand: beside a count of people, reports have few words but those of harm.

"Six people were destroyed", "extinguishing seven pilgrims", "five figures were killed": the word that stands there may have
been put in for many, and none of them is sure; but nearly all that could have stood there say the same. What the word may
have been put in for is the reverse walk over WordNet (`harmattan.lexicons.neighbours`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from harmattan.language.classes import classes
from harmattan.language.numbers import has_number_word
from harmattan.lexicons import Lexicon
from harmattan.lexicons.neighbours import Neighbours, neighbours
from harmattan.lexicons.rows import BoundRow, EventTypeRow, Row, TriggerRow, UnitRow, VagueRow
from harmattan.records.reading import Reading
from harmattan.stages.reading.damage.counts import Counts, counts_for

PEOPLE = "people"
HARM = frozenset({"killed", "wounded", "captured"})
_HARMED = frozenset({"victims", "deaths", "bodies"})
"""Who is counted as harmed already: what stands beside them says less."""
_DATA = Path(__file__).parent / "data"
_OPEN = 0.15
"""The share of running words that could stand there by their grammar, as many as are verbs: cautious, on development texts."""
_KEPT = 2.3
"""How many words a spinner leaves for each one that it swaps."""
_RARE = 1.0
"""Zipf frequency of a word that no list knows."""
_WORDS = re.compile(r"[A-Za-z]+(?:[’'-][A-Za-z]+)*|\d[\d,.]*\d|\d|[^\w\s]")
_REMEMBERED = 100_000
_NEAR = 3
"""Words between a count and what is counted, or between people and what befell them."""


Place = Literal["active", "alone", "passive", "reduced", "counted"]
"""Where a word stands: "killed seven pilgrims", "killed seven in Gao", "six people were killed", "six people killed", and the
noun of "killed seven pilgrims"."""


@cache
def slots_of(language: str) -> dict[Place, dict[str, dict[str, float]]] | None:
    """Return what stands beside counts of people in honest reports: place -> what it says of people -> word -> its share.

    None for a language of which it is not known. Made by `tools/damage/derive_slots.py`.
    """
    path = _DATA / f"slots_{language}.json"
    return (
        msgspec.json.decode(path.read_bytes(), type=dict[Place, dict[str, dict[str, float]]])
        if path.is_file()
        else None
    )


class SlotReading(NamedTuple):
    """text[start:end] may be read as `word`; `probability` is that of saying what it says, by this word or another."""

    start: int
    end: int
    word: str
    probability: float


class Token(NamedTuple):
    """A word of a text; `family` is what it says of people."""

    start: int
    end: int
    word: str
    family: str | None


class _Word(msgspec.Struct, frozen=True, gc=False):
    """A word of a text with the rows that it bears."""

    start: int
    end: int
    word: str
    rows: tuple[Row, ...]
    number: bool
    bound: bool


def read_slots(reading: Reading, language: str, lexicon: Lexicon) -> list[SlotReading]:
    """Return how the words beside counts of people may read, in order, as offsets into the reading.

    A word that the reading restored is read anew from what stands in the document. Empty for a language of which it is not
    known what stands there.
    """
    reader = _reader_for(language)
    if reader is None:
        return []
    observed = {at: each.observed for at, each in zip(reading.starts, reading.restorations, strict=True)}
    found = (
        reader.read(token, observed.get(token.start, token.word), place)
        for token, place in places_in(reading.text, language, lexicon)
        if token.family is None
    )
    return [slot for slot in found if slot is not None]


def _words(text: str, language: str, lexicon: Lexicon) -> list[_Word]:
    hits = lexicon.index(language).recall(text)
    rows = {(hit.start, hit.end): hit.rows for hit in hits}
    bounds: set[int] = set()
    vague: set[tuple[int, int]] = set()
    for start, end, borne in hits:
        for row in borne:
            if isinstance(row, BoundRow):
                bounds.update(range(start, end))
            elif isinstance(row, VagueRow):
                vague.add((start, end))
    numerals = _numerals_of(language)
    words = []
    for found in _WORDS.finditer(text):
        span, word = found.span(), found.group()
        start, end = span
        number = numerals[word] or span in vague
        words.append(_Word(start, end, word, rows.get(span, ()), number, start in bounds))
    return words


class _Numerals(dict[str, bool]):
    """Whether words say a number by themselves, remembered for all that were asked for."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> bool:
        if len(self) > _REMEMBERED:
            self.clear()
        found = word[0].isdigit() or has_number_word(word.lower().split("-"), self._language)
        self[word] = found
        return found


@cache
def _numerals_of(language: str) -> _Numerals:
    return _Numerals(language)


def places_in(text: str, language: str, lexicon: Lexicon) -> Iterator[tuple[Token, Place]]:
    """Yield the words that stand beside a count of people where reports say what befell them, or who they are."""
    words = _words(text, language, lexicon)
    for at in _near_numbers(words):
        word = words[at]
        if word.number or word.bound or not (word.word.isalpha() and word.word.islower()):
            continue
        family = _family_of(word, lexicon)
        place = None if family == PEOPLE else _verb_place(words, at, lexicon)
        if place is None and family not in HARM and at and words[at - 1].number and _is_harmed(words, at, lexicon):
            place = "counted"
        if place is not None:
            yield Token(word.start, word.end, word.word, family), place


def _near_numbers(words: Sequence[_Word]) -> list[int]:
    """Return the places, in order, of the word before each number and its bound, and of those shortly after it."""
    found: set[int] = set()
    for number, word in enumerate(words):
        if word.number:
            before = number - 1
            while before > 0 and words[before].bound:
                before -= 1
            found.update((max(before, 0), *range(number + 1, min(number + 2 + 2 * _NEAR, len(words)))))
    return sorted(found)


def _verb_place(words: Sequence[_Word], at: int, lexicon: Lexicon) -> Place | None:
    first = at + 1
    while first < len(words) and words[first].bound and not words[first].number:
        first += 1
    if first < len(words) and words[first].number:
        last = first
        while last < len(words) and words[last].number:
            last += 1
        if any(_family_of(word, lexicon) == PEOPLE for word in _run(words[first + 1 : first + 1 + _NEAR])):
            return "active"
        if last == len(words) or not words[last].word[0].isalnum() or words[last].word.lower() in classes().closing:
            return "alone"
    passive = at > 0 and words[at - 1].word.lower() in classes().passives
    before = list(_run(words[max(0, at - passive - 2 * _NEAR) : at - passive][::-1]))
    people = next((n for n, word in enumerate(before[:_NEAR]) if _family_of(word, lexicon) == PEOPLE), None)
    if people is None or not any(word.number for word in before[people : people + _NEAR]):
        return None
    return "passive" if passive else "reduced" if people == 0 else None


def _is_harmed(words: Sequence[_Word], at: int, lexicon: Lexicon) -> bool:
    """ "Five … were killed", "killed at least five …"."""
    after = list(_run(words[at + 1 : at + 1 + _NEAR]))
    passive = next((n for n, word in enumerate(after) if word.word.lower() in classes().passives), None)
    if passive is not None and any(_family_of(word, lexicon) in HARM for word in after[passive:]):
        return True
    before = list(_run(words[max(0, at - 1 - 2 * _NEAR) : at][::-1]))
    counted = next((n for n, word in enumerate(before) if not word.number and not word.bound), None)
    return counted is not None and _family_of(before[counted], lexicon) in HARM


def _run(words: Sequence[_Word]) -> Iterator[_Word]:
    """Yield words up to the first mark."""
    for word in words:
        if not word.word[0].isalnum():
            return
        yield word


def _family_of(word: _Word, lexicon: Lexicon) -> str | None:
    """Return what a word says of people, None where it says nothing of them."""
    return next((name for row in word.rows if (name := _family(row, lexicon)) is not None), None)


def _family(row: Row, lexicon: Lexicon) -> str | None:
    """Return what a row says of people: what befell them, or that it is people who are counted."""
    if isinstance(row, UnitRow):
        return PEOPLE if row.person and row.unit not in _HARMED else None
    if not isinstance(row, TriggerRow) or row.needs or row.governs or row.kind not in ("toll", "event"):
        return None
    coded = None if row.event_type is None else lexicon.get(EventTypeRow, row.event_type)
    unit = row.unit or (None if coded is None else coded.unit)
    return unit if unit in HARM else None


class _Reader:
    """Weighs what one word may have been put in for: P(it stands there) x P(it comes out as the observed one)."""

    def __init__(self, table: Neighbours, counts: Counts, slots: dict[Place, dict[str, dict[str, float]]]) -> None:
        self._table = table
        self._zipf = counts.zipf
        self._known: dict[Place, dict[str, tuple[str, float]]] = {}
        """What each word that stands in a place says of people there, and its share."""
        self._rest: dict[Place, float] = {}
        """The share of all other words, for each of their occurrences in 10^9 words."""
        for place, families in slots.items():
            shares = ((word, (name, share)) for name, words in families.items() for word, share in words.items())
            self._known[place] = dict(shares)
            self._rest[place] = (1 - sum(map(sum, (words.values() for words in families.values())))) / (1e9 * _OPEN)

    def read(self, token: Token, observed: str, place: Place) -> SlotReading | None:
        """Return the likeliest word of the likeliest family, None where none is possible; `observed` stands for the token."""
        row = self._table.rows.get(observed)
        if row is None:
            return None
        known, rest = self._known[place], self._rest[place]
        other = rest * _KEPT * 10 ** self._zipf.get(observed, _RARE)
        masses: dict[str, dict[str, float]] = defaultdict(dict)
        some = slice(self._table.starts[row], self._table.starts[row + 1])
        for at, log in zip(self._table.at[some].tolist(), self._table.shares[some].tolist(), strict=True):
            meant, share = self._table.meant[at], 10**log
            found = known.get(meant)
            if found is None:
                other += rest * share * 10 ** self._zipf.get(meant, _RARE)
            else:
                masses[found[0]][meant] = found[1] * share
        if not masses:
            return None
        best = max(masses, key=lambda name: sum(masses[name].values()))
        total = other + sum(sum(found.values()) for found in masses.values())
        word = max(masses[best], key=lambda meant: masses[best][meant])
        return SlotReading(token.start, token.end, word, sum(masses[best].values()) / total)


@cache
def _reader_for(language: str) -> _Reader | None:
    table, counts, slots = neighbours(language), counts_for(language), slots_of(language)
    return None if table is None or counts is None or slots is None else _Reader(table, counts, slots)

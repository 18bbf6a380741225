"""Reads words of spun texts by where they stand: beside a count of people, reports have few words but those of harm.

"Six people were destroyed", "extinguishing seven pilgrims", "five figures were killed": the word that stands there may have
been put in for many, and none of them is sure; but nearly all that could have stood there say the same. What the word may
have been put in for is the reverse walk over WordNet (`harmattan.lexicons.neighbours`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
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
    number: bool
    bound: bool


def read_slots(reading: Reading, language: str, lexicon: Lexicon) -> list[SlotReading]:
    """Return how the words beside counts of people may read, in order, as offsets into the reading.

    A word that the reading restored is read anew from what stands in the document. Empty for a language of which it is not
    known what stands there.
    """
    table, counts, slots = neighbours(language), counts_for(language), slots_of(language)
    if table is None or counts is None or slots is None:
        return []
    reader = _Reader(table, counts, slots)
    observed = {at: each.observed for at, each in zip(reading.starts, reading.restorations, strict=True)}
    found = (
        reader.read(token, observed.get(token.start, token.word), place)
        for token, place in places_in(reading.text, language, lexicon)
        if token.family is None
    )
    return [slot for slot in found if slot is not None]


def _tokens(text: str, language: str, lexicon: Lexicon) -> list[Token]:
    rows: dict[tuple[int, int], list[Row]] = defaultdict(list)
    bounds: set[int] = set()
    for hit in lexicon.index(language).recall(text):
        rows[hit.start, hit.end] += hit.rows
        if any(isinstance(row, BoundRow) for row in hit.rows):
            bounds.update(range(hit.start, hit.end))
    tokens = []
    for found in _WORDS.finditer(text):
        span, word = found.span(), found.group()
        number, family = word[0].isdigit() or _says_number(word, language), None
        if span in rows:
            own = rows[span]
            number = number or any(isinstance(row, VagueRow) for row in own)
            family = next((name for name in (_family(row, lexicon) for row in own) if name is not None), None)
        tokens.append(Token(*span, word, family, number, span[0] in bounds))
    return tokens


@lru_cache(maxsize=8192)
def _says_number(word: str, language: str) -> bool:
    return has_number_word(word.lower().split("-"), language)


def places_in(text: str, language: str, lexicon: Lexicon) -> Iterator[tuple[Token, Place]]:
    """Yield the words that stand beside a count of people where reports say what befell them, or who they are."""
    tokens = _tokens(text, language, lexicon)
    for at in _near_numbers(tokens):
        token = tokens[at]
        if not (token.word.isalpha() and token.word.islower()) or token.number or token.bound:
            continue
        place = None if token.family == PEOPLE else _verb_place(tokens, at)
        if place is not None:
            yield token, place
        elif token.family not in HARM and at and tokens[at - 1].number and _is_harmed(tokens, at):
            yield token, "counted"


def _near_numbers(tokens: Sequence[Token]) -> list[int]:
    """Return the places, in order, of the word before each number and its bound, and of those shortly after it."""
    found: set[int] = set()
    for number, token in enumerate(tokens):
        if token.number:
            before = number - 1
            while before > 0 and tokens[before].bound:
                before -= 1
            found.update((max(before, 0), *range(number + 1, min(number + 2 + 2 * _NEAR, len(tokens)))))
    return sorted(found)


def _verb_place(tokens: Sequence[Token], at: int) -> Place | None:
    first = at + 1
    while first < len(tokens) and tokens[first].bound and not tokens[first].number:
        first += 1
    if first < len(tokens) and tokens[first].number:
        last = first
        while last < len(tokens) and tokens[last].number:
            last += 1
        if any(token.family == PEOPLE for token in _run(tokens[first + 1 : first + 1 + _NEAR])):
            return "active"
        if last == len(tokens) or not tokens[last].word[0].isalnum() or tokens[last].word.lower() in classes().closing:
            return "alone"
    passive = at > 0 and tokens[at - 1].word.lower() in classes().passives
    before = list(_run(tokens[max(0, at - passive - 2 * _NEAR) : at - passive][::-1]))
    people = next((n for n, token in enumerate(before[:_NEAR]) if token.family == PEOPLE), None)
    if people is None or not any(token.number for token in before[people : people + _NEAR]):
        return None
    return "passive" if passive else "reduced" if people == 0 else None


def _is_harmed(tokens: Sequence[Token], at: int) -> bool:
    """ "Five … were killed", "killed at least five …"."""
    after = list(_run(tokens[at + 1 : at + 1 + _NEAR]))
    passive = next((n for n, token in enumerate(after) if token.word.lower() in classes().passives), None)
    if passive is not None and any(token.family in HARM for token in after[passive:]):
        return True
    before = list(_run(tokens[max(0, at - 1 - 2 * _NEAR) : at][::-1]))
    counted = next((n for n, token in enumerate(before) if not token.number and not token.bound), None)
    return counted is not None and before[counted].family in HARM


def _run(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield tokens up to the first mark."""
    for token in tokens:
        if not token.word[0].isalnum():
            return
        yield token


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
        self._slots = slots

    def read(self, token: Token, observed: str, place: Place) -> SlotReading | None:
        """Return the likeliest word of the likeliest family, None where none is possible; `observed` stands for the token."""
        families = self._slots[place]
        row = self._table.rows.get(observed)
        if row is None:
            return None
        known = {word: name for name, words in families.items() for word in words}
        rest = (1 - sum(map(sum, (words.values() for words in families.values())))) / (1e9 * _OPEN)
        other = rest * _KEPT * 10 ** self._zipf.get(observed, _RARE)
        masses: dict[str, dict[str, float]] = defaultdict(dict)
        for at in range(self._table.starts[row], self._table.starts[row + 1]):
            meant, share = self._table.meant[self._table.at[at]], 10 ** float(self._table.shares[at])
            family = known.get(meant)
            if family is None:
                other += rest * share * 10 ** self._zipf.get(meant, _RARE)
            else:
                masses[family][meant] = families[family][meant] * share
        if not masses:
            return None
        best = max(masses, key=lambda name: sum(masses[name].values()))
        total = other + sum(sum(found.values()) for found in masses.values())
        word = max(masses[best], key=lambda meant: masses[best][meant])
        return SlotReading(token.start, token.end, word, sum(masses[best].values()) / total)

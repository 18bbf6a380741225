"""What is wrong with a text: what is put back, and what was likely meant besides.

A word is put back only where hardly any other reading is left (`DamageSettings.touch`), for a restored text is read as the
report itself. Who asks what a spun text claims is better served by the likelier word than by the one that a spinner
put in: a claim stands beside its quote, and its parts say where they were read otherwise.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import CueRow, TriggerRow
from harmattan.records.document import Block, Damage, Restoration
from harmattan.records.reading import Reading, reading_with
from harmattan.stages.reading.damage.faith import says_the_same
from harmattan.stages.reading.damage.repair import NEIGHBOUR, Damaged, repair_all
from harmattan.stages.reading.damage.settings import DEFAULT, QUICK
from harmattan.stages.reading.slots import read_slots

SLOT = "slot"
"""The rule of a reading by where a word stands, beside a count of people."""
_LIKELY = 0.4
"""Such a word must be at least this likely, by the development texts of `benchmarks/meaning.py`."""

_HEDGES = frozenset(["doubt", "evidential", "hedge", "modal", "negation", "retraction", "unconfirmed"])
"""Cues that no doubtful reading takes off: the claim would be surer than the text."""
_OWNED = frozenset(["admission", "denial", "responsibility"])
"""What no doubtful reading has a party say or not say."""


def damage_of(
    text: str, language: str | None, blocks: tuple[Block, ...], lexicon: Lexicon, *, quick: bool = False
) -> Damage:
    """Return what is wrong with a text within its blocks; `doubtful` only where a spinner is known to have gone through it.

    Nothing doubtful stands where something was restored. None adds or loses a number, name or negation, by the rules of
    every restoration, nor a hedge, a denial or an admission. No guess is put back for a word that a hedge needs beside it.
    """
    (found,) = damage_of_all([(text, language, blocks)], lexicon, quick=quick)
    return found


def damage_of_all(texts: Sequence[Damaged], lexicon: Lexicon, *, quick: bool = False) -> list[Damage]:
    """Return the same of each of several texts, (text, language, blocks), in less time than one by one."""
    found = repair_all(texts, lexicon, QUICK if quick else DEFAULT)
    return [
        _with_doubtful(text, language, damage, lexicon)
        for (text, language, _), damage in zip(texts, found, strict=True)
    ]


def _with_doubtful(text: str, language: str | None, damage: Damage, lexicon: Lexicon) -> Damage:
    if language is None or not any(NEIGHBOUR in each.rule.split("+") for each in damage.restorations):
        return msgspec.structs.replace(damage, doubtful=())
    hedges = _hedges_in(reading_with(text, damage.restorations), language, lexicon)
    # "These data necessitate independent confirmation": a guess for the verb would leave no doubt.
    sure = tuple(r for r in damage.restorations if r.rule != NEIGHBOUR or r.observed.lower() not in hedges.needed)
    damage = msgspec.structs.replace(damage, restorations=sure)
    restored = [(each.start, each.end) for each in damage.restorations]
    doubtful = [
        each
        for each in damage.doubtful
        if not _meets(each, restored)
        and each.observed.lower() not in hedges.needed
        and not any(start < each.end and each.start < end for start, end in hedges.spans)
        and _says_no_more(each, language, lexicon)
    ]
    damage = msgspec.structs.replace(damage, doubtful=tuple(doubtful))
    beside = [each for each in _beside_counts(text, damage, language, lexicon) if not _meets(each, restored)]
    taken = [(each.start, each.end) for each in beside]
    doubtful = [*(each for each in doubtful if not _meets(each, taken)), *beside]
    return msgspec.structs.replace(damage, doubtful=tuple(sorted(doubtful, key=lambda each: each.start)))


def _beside_counts(text: str, damage: Damage, language: str, lexicon: Lexicon) -> Iterator[Restoration]:
    """Yield how the words beside counts of people read, of which more is known than by what they may have been put in for."""
    reading = reading_with(text, (*damage.restorations, *damage.doubtful))
    for slot in read_slots(reading, language, lexicon):
        if slot.probability < _LIKELY:
            continue
        start, end = reading.to_document(slot.start, slot.end)
        found = Restoration(
            start=start, end=end, observed=text[start:end], restored=slot.word,
            confidence=round(slot.probability, 2), rule=SLOT,
        )  # fmt: skip
        if says_the_same(found.observed, found.restored, language=language, lexicon=lexicon):
            yield found


class _Hedges(NamedTuple):
    """Where a document hedges, with what was put back, and the words that have to stand near some of these places."""

    spans: list[tuple[int, int]]
    needed: set[str]


def _hedges_in(reading: Reading, language: str, lexicon: Lexicon) -> _Hedges:
    found = _Hedges([], set())
    for hit in lexicon.index(language, CueRow).find(reading.text):
        rows = [row for row in hit.rows if isinstance(row, CueRow) and row.cue in _HEDGES]
        if rows:
            found.spans.append(reading.to_document(hit.start, hit.end))
            found.needed.update(word for row in rows for word in row.needs)
    return found


def _meets(one: Restoration, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether a restoration reaches into any of the spans, which are in order and apart."""
    before = bisect_left(spans, (one.end,))
    return before > 0 and spans[before - 1][1] > one.start


def _says_no_more(reading: Restoration, language: str, lexicon: Lexicon) -> bool:
    hedges, owned = _held(reading.observed, language, lexicon)
    others, owned_too = _held(reading.restored, language, lexicon)
    return hedges <= others and owned == owned_too


@lru_cache(maxsize=8192)
def _held(words: str, language: str, lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """Return the hedges among some words, and what a party owns up to or denies by them."""
    rows = [row for hit in lexicon.index(language).find(words) for row in hit.rows]
    hedges = {row.cue for row in rows if isinstance(row, CueRow)} & _HEDGES
    owned = {row.position for row in rows if isinstance(row, CueRow | TriggerRow) and row.position is not None} & _OWNED
    return frozenset(hedges), frozenset(owned)

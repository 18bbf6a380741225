"""How long what is said of a place or of two actors holds: from when, until what contradicts it, and how old the word is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.records.actor import Actor, Control, Relation, RelationKind
from harmattan.records.base import record_id
from harmattan.records.claim import Claim
from harmattan.records.document import Document
from harmattan.stages.assessments.disputes import HELD, SAME_DAYS
from harmattan.stages.assessments.world import World

ENDED_BY: dict[RelationKind, tuple[RelationKind, ...]] = {
    "ally": ("rival",), "part_of": ("rival",), "backs": ("rival",), "rival": ("ally", "part_of"),
}  # fmt: skip
"""Which relation between the same two ends which, where it is told later."""
_AIR = timedelta(days=SAME_DAYS)


class Word(NamedTuple):
    """One claim of a state: the day that it is told for, else that of its report, and whether it may end another state."""

    day: date
    told: date | None
    """The day that the claim itself gives."""
    claim: Claim
    firm: bool
    change: bool
    """Whether it tells of a change on that day ("seized"), so that what was said before it may have been so."""


def tenures(
    control: Iterable[Control],
    claims: Iterable[Claim],
    documents: Iterable[Document],
    *,
    actors: Iterable[Actor],
    lexicon: Lexicon,
) -> tuple[Control, ...]:
    """Return states of control with their ends, by place: each goes on until somebody says otherwise, and its word ages.

    A holding ends on the day from which another side is firmly said to hold the place, or on which its holder is said to
    have lost it. What its own side says within three days of that contradicts it instead, and then none ends the other: both
    stand, contested. Firm is what is said as a fact, by a name, and not by the new holder about itself. A holder who is told
    again after another held the place begins a state of its own. `last_reported` is the date of the latest report of that
    state; nothing is concluded from silence. A state whose claims and reports bear no date keeps both sides open.
    """
    world = World(documents, actors, lexicon)
    by_id = {claim.id: claim for claim in claims}
    places: dict[str, list[Control]] = defaultdict(list)
    for each in control:
        places[each.place_id].append(each)
    found: list[Control] = []
    for place_id in sorted(places):
        states = places[place_id]
        words = {each.id: _words(each, by_id, world) for each in states}
        for each in states:
            ending = _enders(each, states, words, world) if each.state in HELD else []
            found += _split_control(each, words[each.id], ending, world)
    return tuple(found)


def bonds_over_time(
    relations: Iterable[Relation], claims: Iterable[Claim], documents: Iterable[Document], *, lexicon: Lexicon
) -> tuple[Relation, ...]:
    """Return relations with their ends, in order: an alliance ends where the two are later firmly said to be rivals.

    As with `tenures`: contradictions within three days end nothing, and what is told again later begins anew.
    """
    world = World(documents, (), lexicon)
    by_id = {claim.id: claim for claim in claims}
    relations = tuple(relations)
    pairs: dict[frozenset[str], list[Relation]] = defaultdict(list)
    for each in relations:
        pairs[frozenset((each.subject, each.object))].append(each)
    words = {
        each.id: [
            word for key in each.claim_ids if key in by_id and (word := _word(by_id[key], world, change=False)) is not None
        ]
        for each in relations
    }  # fmt: skip
    found: list[Relation] = []
    for each in relations:
        others = pairs[frozenset((each.subject, each.object))]
        against = [
            word
            for other in others
            if other.kind in ENDED_BY.get(each.kind, ())
            for word in words[other.id]
            if word.firm
        ]
        spells = _spells(words[each.id], against)
        if not spells:
            found.append(each)
        for number, (own, end) in enumerate(spells):
            undated = [key for key in each.claim_ids if number == 0 and all(w.claim.id != key for w in words[each.id])]
            starts = [word.told for word in own if word.told is not None]
            start = min(starts, default=None)
            found.append(
                msgspec.structs.replace(
                    each,
                    id=each.id if number == 0 else record_id("rel", each.id, own[0].day.isoformat()),
                    start=None if start is None else start.isoformat(),
                    end=None if end is None or (start is not None and end < start) else end.isoformat(),
                    claim_ids=tuple(sorted({*undated, *(word.claim.id for word in own)})),
                )
            )
    return tuple(found)


def _words(control: Control, by_id: Mapping[str, Claim], world: World) -> list[Word]:
    found = []
    for key in control.claim_ids:
        if key not in by_id:
            continue
        word = _word(by_id[key], world, change=control.state in ("seized", "lost"))
        if word is not None:
            speaker = world.party(by_id[key])
            holder = world.actor(control.holder, None)
            own = (
                control.state != "lost"
                and speaker is not None
                and holder is not None
                and world.together(speaker, holder)
            )
            found.append(word._replace(firm=word.firm and not own))
    return found


def _word(claim: Claim, world: World, *, change: bool) -> Word | None:
    published = _day(world.documents[claim.document_id].published)
    told = None if claim.time is None or claim.time.precision == "unknown" else _day(claim.time.start)
    day = told or published
    if day is None:
        return None
    firm = (
        claim.certainty.value == "CT+"
        and not claim.certainty.unconfirmed
        and claim.realis == "actual"
        and claim.attribution.kind != "anonymous"
    )
    return Word(day, told, claim, firm, change and told is not None)


def _enders(
    control: Control, states: Iterable[Control], words: Mapping[str, Sequence[Word]], world: World
) -> list[Word]:
    """Return what may end a holding: another side's holding, or the loss of its own."""
    holder = world.actor(control.holder, None)
    found: list[Word] = []
    for other in states:
        if other.id == control.id:
            continue
        second = world.actor(other.holder, None)
        if other.state in HELD:
            ends = holder is not None and second is not None and not world.together(holder, second)
        else:
            ends = other.state == "lost" and (
                other.holder == control.holder
                or (holder is not None and second is not None and world.together(holder, second))
            )
        if ends:
            found += [word for word in words[other.id] if word.firm]
    return sorted(found, key=lambda word: (word.day, word.claim.id))


def _spells(words: Iterable[Word], against: Iterable[Word]) -> list[tuple[list[Word], date | None]]:
    """Return what is said in stretches that nothing interrupts, each with the day that ends it."""
    own = sorted(words, key=lambda word: (word.day, word.claim.id))
    breaks = sorted(word.day for word in against if not _is_met(word, own))
    spells: list[list[Word]] = []
    for word in own:
        if spells and not any(spells[-1][-1].day <= day <= word.day for day in breaks):
            spells[-1].append(word)
        else:
            spells.append([word])
    return [(held, next((day for day in breaks if day >= held[-1].day), None)) for held in spells]


def _is_met(word: Word, own: Iterable[Word]) -> bool:
    """Tell whether the other side's own word, on the same days, stands against one that would end it."""
    return any((word.day if word.change else word.day - _AIR) <= each.day <= word.day + _AIR for each in own)


def _split_control(control: Control, words: Sequence[Word], against: Sequence[Word], world: World) -> list[Control]:
    spells = _spells(words, against)
    if not spells:
        return [control]
    found = []
    for number, (own, end) in enumerate(spells):
        dated = {word.claim.id for word in words}
        undated = [key for key in control.claim_ids if key not in dated] if number == 0 else []
        starts = [word.told for word in own if word.told is not None]
        start = min(starts, default=None)
        reports = sorted(
            date_ for word in own if (date_ := world.documents[word.claim.document_id].published) is not None
        )
        found.append(
            msgspec.structs.replace(
                control,
                id=control.id if number == 0 else record_id("ctl", control.id, own[0].day.isoformat()),
                start=None if start is None else start.isoformat(),
                end=None if end is None or (start is not None and end < start) else end.isoformat(),
                claim_ids=tuple(sorted({*undated, *(word.claim.id for word in own)})),
                last_reported=reports[-1] if reports else None,
            )
        )
    return found


def _day(value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value[:10])
    except ValueError:
        return None

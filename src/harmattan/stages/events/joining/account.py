"""What one report says of one happening, in the terms in which two of them are compared."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

import msgspec

from harmattan.language.classes import classes
from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import ActorRow, EventTypeRow
from harmattan.records.claim import EventType
from harmattan.records.outlook import ReferenceEvent

WORD = re.compile(r"[^\W\d_]{3,}")
DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*")
RADII = {"exact": 0.0, "near": 10.0, "adm2": 25.0}
"""Kilometres by precision; what is placed less closely is on no point of the map."""
MOST_PARENTS = 8
"""Steps from an actor to what it is part of, of which a chain in the world has three or four."""


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """People lost: the lowest and the highest number that an account gives."""

    low: float
    high: float
    group: str | None = None
    """Of which people alone ("soldiers"); None where it is of all, or not said."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One telling of one happening. All words are in lower case; what it does not say is None or empty."""

    id: str
    text: str | None = None
    """What names the text in which it stands: several accounts of one text tell of several happenings."""
    publisher: str | None = None
    told: date | None = None
    """When it was told."""
    start: date | None = None
    end: date | None = None
    """First and last day on which it can have been."""
    points: tuple[tuple[float, float], ...] = ()
    """Where it can have been: degrees north and east, WGS 84."""
    radius: float = 0.0
    """Kilometres around a point within which it can have been."""
    countries: frozenset[str] = frozenset()
    """ISO 3166 alpha-2."""
    towns: frozenset[str] = frozenset()
    site: str = ""
    """Where in or near the town."""
    actors: frozenset[str] = frozenset()
    """Ids of known actors, names of others; those that name nobody are left out."""
    kin: frozenset[str] = frozenset()
    """What stands near these: what they are part of, short names."""
    dead: Count | None = None
    wounded: Count | None = None
    context: str = ""
    target: str = ""
    title: frozenset[str] = frozenset()
    """Words of the headline."""
    types: tuple[EventType, ...] = ()
    means: frozenset[str] = frozenset()
    quotes: frozenset[str] = frozenset()
    """Words that somebody is quoted with."""
    listed: bool = False
    """Whether its text is coded into a list of incidents, of which this is one."""

    @property
    def days(self) -> int:
        """Days from the first to the last on which it can have been; 0 for one day or none."""
        return 0 if self.start is None or self.end is None else (self.end - self.start).days

    @property
    def place_words(self) -> frozenset[str]:
        """The words of the names of its place."""
        return words(" ".join((*sorted(self.towns), self.site)))


def words(text: str) -> frozenset[str]:
    """Return the words of a text, those of one or two letters left out."""
    return frozenset(WORD.findall(text.casefold()))


def plain(text: str | None) -> str:
    """Return a name or code in lower case; empty where it says that nobody knows ("unknown actor")."""
    said = "" if text is None else " ".join(text.casefold().split())
    return "" if said.split(" ", 1)[0] in classes().unnamed else said


def account_of_record(record: ReferenceEvent, *, lexicon: Lexicon) -> Account:
    """Return what an event record says.

    A `source` that bears a date ("Daily News (2020-05-02) Three hurt in …") was published on it, and what follows is its
    headline; one that is no more than the name of the publisher names no text. Known actors count as one under all
    their names. A point that stands for a province or a country is none.
    """
    source = "" if record.source is None else " ".join(record.source.casefold().split())
    publisher = plain(record.publisher) or None
    dated = DAY.search(source)
    told = None if dated is None else day(dated.group())
    actors, kin = _actors(record.actors, lexicon)
    first, last = day(record.date_start), day(record.date_end)
    days = sorted(each for each in (first, last) if each is not None)
    points: tuple[tuple[float, float], ...] = ()
    precision = record.place_precision or "exact"
    if record.latitude is not None and record.longitude is not None and precision in RADII:
        points = ((record.latitude, record.longitude),)
    town = plain(record.city)
    best = record.deaths_best
    low = best if record.deaths_low is None else record.deaths_low
    high = best if record.deaths_high is None else record.deaths_high
    return Account(
        id=record.external_id or record.id,
        text=source if source and source != publisher else None,
        publisher=publisher,
        told=told,
        start=days[0] if days else None,
        end=days[-1] if days else None,
        points=points,
        radius=RADII[precision] if points else 0.0,
        countries=frozenset((record.country,)) if record.country is not None else frozenset(),
        towns=frozenset((town,)) if town else frozenset(),
        site=plain(record.location),
        actors=actors,
        kin=kin,
        dead=_count(low, high),
        wounded=_count(record.injuries_best, record.injuries_best),
        context=plain(record.context),
        target=plain(record.target),
        title=words(source[dated.end() :] if dated is not None else ""),
        types=_types(record.event_type, lexicon),
        listed=True,
    )


def _types(kind: EventType | None, lexicon: Lexicon) -> tuple[EventType, ...]:
    """Return what kind of act a record is of; what only ACLED's sub-type tells is of the PLOVER type that all of these are."""
    if kind is None:
        return ()
    if kind.plover is None and kind.acled is not None:
        meant = {row.plover for row in lexicon.rows(EventTypeRow) if row.acled == kind.acled}
        return (EventType(plover=meant.pop() if len(meant) == 1 else None, acled=kind.acled),)
    return (kind,)


def _count(low: float | None, high: float | None) -> Count | None:
    low, high = (high if low is None else low), (low if high is None else high)
    return None if low is None or high is None else Count(low=min(low, high), high=max(low, high))


def day(text: str | None) -> date | None:
    """Return the day that an ISO 8601 date or time names; None where it names none."""
    try:
        return None if text is None else date.fromisoformat(text[:10])
    except ValueError:
        return None


def _actors(names: tuple[str, ...], lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    actors: set[str] = set()
    kin: set[str] = set()
    for name in names:
        said = plain(name)
        if not said:
            continue
        known = _known(name, lexicon)
        actors.add(said if known is None else known)
        kin |= {short for short in BRACKETS.findall(name) if short.isupper()}
        if known is not None:
            kin |= above(known, lexicon)
    return frozenset(actors), frozenset(short.casefold() for short in kin) - actors


@lru_cache(maxsize=1 << 16)
def _known(name: str, lexicon: Lexicon) -> str | None:
    """Return the id of the one actor that a name stands for: as it is, without brackets, or by either side of its colon.

    ACLED writes "JNIM: Group for Support of Islam and Muslims" and "Military Forces of Mali (2021-)".
    """
    bare = BRACKETS.sub(" ", name).strip()
    for said in dict.fromkeys((name, bare, *(side.strip() for side in bare.split(": ")))):
        found = {
            row.id
            for hit in lexicon.index("en").find(said) + lexicon.index("fr").find(said)
            if (hit.start, hit.end) == (0, len(said))
            for row in hit.rows
            if isinstance(row, ActorRow)
        }
        if len(found) == 1:
            return found.pop()
    return None


def above(actor_id: str, lexicon: Lexicon) -> frozenset[str]:
    """Return all that a known actor is part of, itself left out; a ring of parents ends where it began."""
    found: set[str] = set()
    edge = {actor_id}
    for _ in range(MOST_PARENTS):
        rows = (lexicon.get(ActorRow, each) for each in sorted(edge))
        edge = {tie.actor for row in rows if row is not None for tie in row.parents} - found - {actor_id}
        found |= edge
    return frozenset(found)

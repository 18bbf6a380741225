"""What speaks for two descriptions being of one happening, and what against it.

Each feature is a pure function of two sets of facts and returns a score with the detail; AGAINST rules the joining out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import msgspec

from harmattan.records.claim import ActorRef, Claim, EventType, PlaceRef, Time

AGAINST = -9.0
NEAR = 400
"""Characters between two quotes within which one is read as going on about the other: about two sentences of news."""
GENERIC = "generic:"
VIOLENT, DAMAGE = "ASSAULT", "destroy"
FINE = ("exact", "near", "adm2")

Score = tuple[float, str]


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What one or more claims say of a happening."""

    types: tuple[EventType, ...] = ()
    initiators: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    places: tuple[PlaceRef, ...] = ()
    times: tuple[Time, ...] = ()
    means: frozenset[str] = frozenset()
    tellers: frozenset[str | None] = frozenset()
    quotes: tuple[tuple[int, int], ...] = ()

    @property
    def bare(self) -> bool:
        """Whether it names nobody, no place and no time: "the attack"."""
        return not (self.initiators or self.targets or self.places or self.times)


def facts_of(claims: Iterable[Claim]) -> Facts:
    """Return what claims of one document say, put together."""
    claims = tuple(claims)
    return Facts(
        types=tuple(claim.event_type for claim in claims if claim.event_type is not None),
        initiators=_names(claims, "initiator"),
        targets=_names(claims, "target") | _things(claims),
        places=tuple(place for claim in claims for place in claim.places),
        times=tuple(claim.time for claim in claims if claim.time is not None),
        means=frozenset(means.means_id for claim in claims for means in claim.means),
        tellers=frozenset(claim.attribution.text for claim in claims),
        quotes=tuple((claim.evidence.start, claim.evidence.end) for claim in claims),
    )


def merged(old: Facts, new: Facts) -> Facts:
    """Return what two sets of facts say together; what both say counts once."""
    return Facts(
        types=tuple(dict.fromkeys((*old.types, *new.types))),
        initiators=old.initiators | new.initiators,
        targets=old.targets | new.targets,
        places=old.places + tuple(place for place in new.places if not _known(place, old.places)),
        times=tuple(dict.fromkeys((*old.times, *new.times))),
        means=old.means | new.means,
        tellers=old.tellers | new.tellers,
        quotes=tuple(dict.fromkeys((*old.quotes, *new.quotes))),
    )


def _known(place: PlaceRef, places: Iterable[PlaceRef]) -> bool:
    return any(
        (place.place_id, place.name, place.precision) == (one.place_id, one.name, one.precision) for one in places
    )


def _names(claims: Iterable[Claim], role: str) -> frozenset[str]:
    return frozenset(key_of(actor) for claim in claims for actor in claim.actors if actor.role == role)


def key_of(actor: ActorRef) -> str:
    """Return what tells an actor from others here; a generic one ("fighters"), which may be any, begins with `~`."""
    generic = actor.actor_id is None or actor.actor_id.startswith(GENERIC)
    return f"~{actor.name.casefold()}" if generic else str(actor.actor_id)


def _may_be_one(new: frozenset[str], old: frozenset[str]) -> bool:
    """Return whether one side is named and the other only described."""
    generic = [{key.startswith("~") for key in keys} for keys in (new, old)]
    return generic in ([{True}, {False}], [{False}, {True}])


def _things(claims: Iterable[Claim]) -> frozenset[str]:
    """Return what was attacked or taken that is no actor: a base, a convoy."""
    return frozenset(
        f"~{(part.restored or part.text).casefold()}"
        for claim in claims
        for part in claim.parts
        if part.role == "target"
    )


def is_damage(facts: Facts) -> bool:
    """Return whether all that is told is that things were destroyed."""
    return bool(facts.types) and all(kind.mode == DAMAGE for kind in facts.types)


def _damages(new: Facts, old: Facts) -> bool:
    """Return whether one tells what the other, of the same sentence, destroyed ("attacked the village, burning houses")."""
    violent = all(kind.plover == VIOLENT for kind in (*new.types, *old.types))
    return violent and is_damage(new) != is_damage(old) and distance(new, old) == 0


def kind_of_act(new: Facts, old: Facts) -> Score:
    """A bombing is no abduction; an attack may be either, and may destroy things besides."""
    if _damages(new, old):
        return 0.25, "what it destroyed"
    score: Score = (0.0, "")
    for mine in new.types:
        for theirs in old.types:
            # A bare attack may be of any kind: its ACLED sub-type is only what one without more to it is called.
            bare = mine.mode is None or theirs.mode is None
            for name in ("plover",) if bare and mine.plover == VIOLENT else ("plover", "mode", "acled"):
                one, other = getattr(mine, name), getattr(theirs, name)
                if one is not None and other is not None and one != other:
                    return AGAINST, f"{one} is not {other}"
            if mine.mode is not None and mine.mode == theirs.mode:
                score = (0.5, f"both {mine.mode}")
    return score


def where(new: Facts, old: Facts) -> Score:
    """Two towns are two happenings; a town and the country around it may be one."""
    countries = [{place.country for place in facts.places if place.country} for facts in (new, old)]
    if countries[0] and countries[1] and not countries[0] & countries[1]:
        return AGAINST, "in different countries"
    fine = [
        {place.place_id or place.name.casefold() for place in facts.places if place.precision in FINE}
        for facts in (new, old)
    ]
    if not fine[0] or not fine[1]:
        return 0.0, ""
    shared = fine[0] & fine[1]
    return (1.0, f"both at {min(shared)}") if shared else (AGAINST, "at different places")


def when(new: Facts, old: Facts) -> Score:
    """Two days are two happenings."""
    ours = [_interval(time) for time in new.times]
    theirs = [_interval(time) for time in old.times]
    pairs = [(mine, other) for mine in ours for other in theirs if mine is not None and other is not None]
    if not pairs:
        return 0.0, ""
    if not any(mine[0] <= other[1] and other[0] <= mine[1] for mine, other in pairs):
        return AGAINST, "at different times"
    exact = any(mine == other and mine[0] == mine[1] for mine, other in pairs)
    return (0.5, "on the same day") if exact else (0.0, "")


def _interval(time: Time) -> tuple[date, date] | None:
    try:
        start = None if time.start is None else date.fromisoformat(time.start[:10])
        end = None if time.end is None else date.fromisoformat(time.end[:10])
    except ValueError:
        return None
    if start is None or end is None:
        return None
    # A report of "Monday" and one of "the night to Tuesday" are a day apart at most.
    slack = timedelta(days=1 if time.precision == "day" and start != end else 0)
    return start - slack, end + slack


def by_whom(new: Facts, old: Facts) -> Score:
    """Different hands speak against it, less so where different speakers name them: they may blame each other."""
    if not new.initiators or not old.initiators:
        return 0.0, ""
    shared = new.initiators & old.initiators
    if shared:
        return 0.5, f"both by {min(shared)}"
    if _may_be_one(new.initiators, old.initiators):
        return 0.0, ""
    return (-0.75, "by different actors") if new.tellers & old.tellers else (-0.25, "blamed on different actors")


def against_whom(new: Facts, old: Facts) -> Score:
    """One target."""
    if not new.targets or not old.targets:
        return 0.0, ""
    shared = new.targets & old.targets
    if not shared and (_may_be_one(new.targets, old.targets) or _damages(new, old)):
        return 0.0, ""
    return (1.0, f"both against {min(shared)}") if shared else (-0.75, "against different targets")


def by_what(new: Facts, old: Facts) -> Score:
    """One weapon."""
    shared = new.means & old.means
    return (0.25, f"both with {min(shared)}") if shared else (0.0, "")


def nearness(new: Facts, old: Facts) -> Score:
    """One stretch of text."""
    gap = distance(new, old)
    if gap == 0:
        return 0.75, "in one sentence"
    return (0.5, "one after the other") if gap <= NEAR else (0.0, "")


def going_on(new: Facts, old: Facts) -> Score:
    """A mention that names nothing of its own goes on about what was said just before."""
    return (0.5, "it names nothing new") if new.bare and distance(new, old) <= NEAR else (0.0, "")


FEATURES: tuple[Callable[[Facts, Facts], Score], ...] = (
    kind_of_act, where, when, by_whom, against_whom, by_what, nearness, going_on,
)  # fmt: skip


def distance(new: Facts, old: Facts) -> int:
    """Return the characters between the nearest quotes of two sets of facts, 0 where they touch."""
    return min(
        (max(0, mine[0] - other[1], other[0] - mine[1]) for mine in new.quotes for other in old.quotes),
        default=NEAR + 1,
    )


def score(new: Facts, old: Facts) -> float:
    """Return the sum of all features; AGAINST where one of them rules the joining out."""
    total = 0.0
    for feature in FEATURES:
        value, _ = feature(new, old)
        if value <= AGAINST:
            return AGAINST
        total += value
    return total

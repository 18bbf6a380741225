"""What the finders see in a passage. Token indexes are [first, last) into `passage.tokens`; `head` governs them."""

from __future__ import annotations

import msgspec

from harmattan.lexicons.rows import CueRow
from harmattan.records.claim import PlaceCandidate, Precision, Quantity, Stance, Time
from harmattan.records.mention import ActorCandidate

FIGHTING = frozenset({"company", "gang", "jihadist", "junta", "militia", "paramilitary", "rebel", "separatist"})
"""Kinds of actors of which a report speaks of conflict whatever its verbs."""


class FoundActor(msgspec.Struct, frozen=True, kw_only=True):
    """A named actor (`actor_id` set), a generic one ("Russian forces"), or a person's name."""

    first: int
    last: int
    head: int
    name: str
    """As a reader should see it: the restored words."""
    actor_id: str | None = None
    """A lexicon id; for a generic actor with a country or a distinct qualifier one made of these (`generic:russian-forces`)."""
    kind: str
    country: str | None = None
    generic: bool = False
    group: str | None = None
    """The victims' group that it is when it is killed: `civilians`, `soldiers`, …"""
    speaks: bool = False
    anonymous: bool = False
    office: str | None = None
    plural: bool = False
    called: str | None = None
    """Within the words, the name of an actor that the lexicon lacks, or an acronym that the document explains."""
    candidates: tuple[ActorCandidate, ...] = ()


class FoundPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A toponym. `adjective` for "Malian" and the capital of "the Niamey government": it says which country, not where."""

    first: int
    last: int
    head: int
    name: str
    place_id: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    precision: Precision = "region"
    adjective: bool = False
    border: bool = False
    """A country of which only the border is meant ("near the border with Niger")."""
    candidates: tuple[PlaceCandidate, ...] = ()
    span: tuple[int, int] | None = None
    """Its offsets in the reading, where they are not those of its tokens ("Kidal" in "Kidal-Gao")."""


class FoundTime(msgspec.Struct, frozen=True, kw_only=True):
    """A date, a period, or (`duration`) a length of time."""

    first: int
    last: int
    head: int
    time: Time
    duration: bool = False
    since: bool = False
    """Opens a period that lasts until now ("since 2019"): what it counts is an aggregate."""
    once: bool = False
    """A clause tells what happened then ("in May, when …"): a deed, not a sum."""


class FoundQuantity(msgspec.Struct, frozen=True, kw_only=True):
    """A count. `number` is [first, last) of the number words alone, `bounds` the token indexes of "up to", "more than", …"""

    first: int
    last: int
    head: int
    """The counted noun, or the number itself where nothing is counted."""
    number: tuple[int, int]
    bounds: tuple[int, ...] = ()
    unit_at: tuple[int, int] | None = None
    quantity: Quantity
    person: bool = False
    part_of: int | None = None
    """Index among the passage's quantities of the total that it is a part of ("15 people, including three children")."""


class FoundSource(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a source."""

    first: int
    last: int
    text: str
    actor_id: str | None = None
    kind: str
    """`named` or `anonymous`."""
    stance: Stance = "unknown"
    span: tuple[int, int] | None = None
    """Its offsets in the reading."""


class FoundAttribution(msgspec.Struct, frozen=True, kw_only=True):
    """Who says which part of a passage.

    `source` is null where nobody is named ("it is reported") or where the speaker is carried from an earlier passage
    (`carried`, with the reading offsets of the source there).
    """

    source: FoundSource | None
    carried: tuple[int, int] | None = None
    anaphor: tuple[int, int] | None = None
    """The words here that stand for a carried speaker ("he", "the group"), as tokens."""
    cue: tuple[int, ...]
    """Token indexes of the cue ("according", "to"; "reported")."""
    content: tuple[int, ...]
    """Token indexes of what is said."""
    row: CueRow | None = None
    position: str | None = None
    """`denial`, `admission`, `accusation`, … where saying it is a position."""
    chain: tuple[FoundSource, ...] = ()
    """Outer sources, outermost first."""


class FoundCue(msgspec.Struct, frozen=True, kw_only=True):
    """A certainty cue and the tokens that it scopes over (by syntax); `effect` as in CertaintyCue."""

    first: int
    last: int
    effect: str
    value: str | None
    scope: frozenset[int]

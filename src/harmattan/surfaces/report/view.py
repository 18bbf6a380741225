"""What the report shows, section by section: built once from a situation, formatted four ways. Nothing here is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from harmattan.surfaces.outlook.view import Sheet

if TYPE_CHECKING:
    from harmattan.surfaces.family.view import Families
    from harmattan.surfaces.report.over_time import OverTime


class Tag(msgspec.Struct, frozen=True):
    """A short mark beside a line. `code` styles it, `label` says it."""

    code: str
    label: str


def in_own_words(names: tuple[str, ...]) -> str:
    """Return the outlets whose authors say something themselves."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{', '.join(names[:3])}{more} in {'its' if len(names) == 1 else 'their'} own words"


class Quote(msgspec.Struct, frozen=True):
    """Words of a source that bear on a line, and their restored reading where it differs. `how` says in which way."""

    how: str
    text: str
    restored: str | None
    refs: tuple[int, ...]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One statement. `refs` are evidence numbers; `by` says who speaks; `quotes` cast doubt on it."""

    text: str
    language: str | None = None
    tags: tuple[Tag, ...] = ()
    refs: tuple[int, ...] = ()
    by: str | None = None
    own: tuple[str, ...] = ()
    """Outlets whose authors say it themselves, where there is more than one document."""
    note: str | None = None
    quotes: tuple[Quote, ...] = ()

    @property
    def voice(self) -> str | None:
        """Who speaks, as a reader should see it."""
        return in_own_words(self.own) if self.own else self.by


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A value and the evidence that names it."""

    label: str
    refs: tuple[int, ...]


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """One question of the scope and its answers, the most named first; `none` says that nothing was found."""

    title: str
    none: str
    counts: tuple[Count, ...]


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """A number as a source or an assessment gives it. A null side is open: it is drawn as an arrow, never as a dot."""

    label: str
    words: str
    low: float | None
    best: float | None
    high: float | None
    approximate: bool = False
    tags: tuple[Tag, ...] = ()
    by: str | None = None
    own: tuple[str, ...] = ()
    note: str | None = None
    refs: tuple[int, ...] = ()
    level: Literal["assessment", "claim"] = "claim"

    @property
    def voice(self) -> str | None:
        """Who speaks, as a reader should see it."""
        return in_own_words(self.own) if self.own else self.by


class StripGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Strips of one unit on one logarithmic scale from `least` to `most`."""

    title: str
    strips: tuple[Strip, ...]
    least: float
    most: float


class Glance(msgspec.Struct, frozen=True, kw_only=True):
    """The situation in figures, and what is solid and what is not."""

    documents: int
    origins: int
    claims: int
    damage: str
    period: str
    gaps: str
    """What could not be read; empty where everything was."""
    solid: tuple[Line, ...]


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What is said to have happened, and how much."""

    happenings: tuple[Line, ...]
    facets: tuple[Facet, ...]
    strength: tuple[StripGroup, ...]
    losses: tuple[StripGroup, ...]
    uncounted: tuple[Line, ...]
    """Losses and strengths without a number."""


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """An actor in the graph."""

    key: str
    label: str
    group: Literal["state", "group", "civilians", "none"]


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """A relation in the graph. `certain` is false where no claim gives it as a fact: the line is dashed."""

    subject: str
    object: str
    subject_name: str
    object_name: str
    kind: str
    words: str
    certain: bool
    period: str | None
    refs: tuple[int, ...]
    tags: tuple[Tag, ...] = ()


class ActorLine(msgspec.Struct, frozen=True, kw_only=True):
    """An actor with what is known of it."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    ties: tuple[str, ...]
    refs: tuple[int, ...]


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """Actors and what is said to hold between them."""

    named: tuple[ActorLine, ...]
    generic: tuple[ActorLine, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """What states and their forces did, and what was said."""

    deeds: tuple[Line, ...]
    words: tuple[Line, ...]


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place on the map, degrees WGS 84."""

    key: str
    name: str
    latitude: float
    longitude: float
    country: str | None
    precision: str
    refs: tuple[int, ...]
    ambiguous: int = 0
    """How many other places bear the name."""


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """Where: the places, who is said to hold them, and what crosses borders."""

    spots: tuple[Spot, ...]
    unplaced: tuple[Count, ...]
    control: tuple[Line, ...]
    crossing: tuple[Line, ...]


class Outside(msgspec.Struct, frozen=True, kw_only=True):
    """Claims about outside powers, and claims that stand unconfirmed."""

    powers: tuple[Line, ...]
    unconfirmed: tuple[Line, ...]


class Ahead(msgspec.Struct, frozen=True, kw_only=True):
    """What authors and sources think may come, and what they think it means."""

    outlooks: tuple[Line, ...]
    judgements: tuple[Line, ...]


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text; `role` is the part that it plays in the claim, `label` that role in words, once a part."""

    text: str
    role: str | None = None
    label: str | None = None


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A field of a claim in words."""

    name: str
    value: str
    refs: tuple[int, ...] = ()


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with its evidence. before, quote and after are a stretch of the source, character for character."""

    number: int
    kind: str
    kind_label: str
    statement: str
    language: str
    tags: tuple[Tag, ...]
    by: str
    quote: tuple[Piece, ...]
    before: str
    after: str
    restored: tuple[Piece, ...]
    """The restored reading of the quote; empty where it reads the same."""
    parts: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    assessments: tuple[Line, ...]
    start: int
    end: int


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a document's text, the claims that quote it, and those whose quote ends with it."""

    text: str
    refs: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


class Exhibit(msgspec.Struct, frozen=True, kw_only=True):
    """A document with its claims and its whole text."""

    number: int
    title: str
    language: str | None
    entries: tuple[Entry, ...]
    stretches: tuple[Stretch, ...]


class DocumentLine(msgspec.Struct, frozen=True, kw_only=True):
    """A document in the table of sources."""

    number: int
    title: str
    source: str
    url: str | None
    published: str
    language: str
    damage: str
    lineage: str
    claims: int


class RefusalLine(msgspec.Struct, frozen=True, kw_only=True):
    """What was not taken, and why; `count` where the same reason came more than once in one document."""

    where: str
    stage: str
    code: str
    reason: str
    count: int


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A sign and what it means."""

    sign: str
    meaning: str


class Legend(msgspec.Struct, frozen=True, kw_only=True):
    """A family of signs."""

    title: str
    terms: tuple[Term, ...]


class Method(msgspec.Struct, frozen=True, kw_only=True):
    """Where it all comes from and how to read it."""

    documents: tuple[DocumentLine, ...]
    refusals: tuple[RefusalLine, ...]
    legends: tuple[Legend, ...]
    makers: tuple[str, ...]
    notice: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The whole report."""

    title: str
    subtitle: str
    mark: str
    glance: Glance
    scope: Scope
    who: Who
    response: Response
    spread: Spread
    over_time: OverTime
    families: Families
    outside: Outside
    ahead: Ahead
    exhibits: tuple[Exhibit, ...]
    method: Method
    computed: tuple[Sheet, ...]
    """Outlooks that nobody wrote: forecasts from counts, in a section of their own."""

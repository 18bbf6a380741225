"""What the section on time shows: moments, who held what, disputed values, sides, weeks and stories."""

from __future__ import annotations

import msgspec

from harmattan.surfaces.report.view import Tag


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """A happening on its day. `lane` is what kind of thing it is."""

    day: str
    """ISO 8601 date of its first day."""
    last: str
    """ISO 8601 date of its last day."""
    words: str
    """The days, no finer than they are told."""
    lane: str
    text: str
    language: str
    tags: tuple[Tag, ...]
    status: str
    """Status of its assessment; empty where it has none."""
    refs: tuple[int, ...]
    weight: float = 0.0
    """The highest number killed that an assessment gives; 0 where none is given."""


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a place for a while. All days are ISO 8601."""

    holder: str
    key: str | None
    """Actor id of the holder."""
    side: str
    """What holders of one side share: a state's forces are one."""
    state: str
    words: str
    first: str
    """The day that the words give, else that of the first report."""
    dated: bool
    """Whether the words themselves give that day."""
    last: str
    """The day of the latest report."""
    end: str | None
    reports: tuple[str, ...]
    """Days of all reports that say so."""
    contested: bool
    age: int
    """Days from the latest report to the last day of the report."""
    tags: tuple[Tag, ...]
    refs: tuple[int, ...]


class ControlRow(msgspec.Struct, frozen=True, kw_only=True):
    """A place with all that is said of who held it, in order. Degrees WGS 84."""

    place: str
    latitude: float | None
    longitude: float | None
    country: str | None
    holdings: tuple[Holding, ...]


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a dispute, with who gives it."""

    words: str
    by: tuple[str, ...]
    text: str
    language: str
    tags: tuple[Tag, ...]
    refs: tuple[int, ...]


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """Values that can't all be so, side by side. None of them is chosen."""

    what: str
    reasons: tuple[str, ...]
    values: tuple[Value, ...]
    refs: tuple[int, ...]


class SideLine(msgspec.Struct, frozen=True, kw_only=True):
    """Strength or losses of a side: each value, and the sum over events where there are several."""

    side: str
    measure: str
    what: str
    total: str | None
    values: tuple[tuple[str, str, tuple[int, ...]], ...]
    """(number, status and date, evidence), the latest first."""


class WeekCell(msgspec.Struct, frozen=True, kw_only=True):
    """Events told of one district in one week; none told is no count of zero."""

    events: int
    new: bool
    refs: tuple[int, ...]


class Weeks(msgspec.Struct, frozen=True, kw_only=True):
    """Districts by week: rows are districts, the first reached first."""

    weeks: tuple[str, ...]
    """Mondays in words."""
    rows: tuple[tuple[str, tuple[WeekCell | None, ...]], ...]
    left: int
    """Districts that are not shown."""
    crossings: tuple[tuple[str, str, str, tuple[int, ...]], ...]
    """(week, countries, how, evidence)."""
    undated: int


class OverTime(msgspec.Struct, frozen=True, kw_only=True):
    """The whole section. `until` is the day of the latest report, ISO 8601, to which ages are counted."""

    until: str | None
    moments: tuple[Moment, ...]
    control: tuple[ControlRow, ...]
    disputes: tuple[Dispute, ...]
    sides: tuple[SideLine, ...]
    weeks: Weeks

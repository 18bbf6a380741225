"""When feasts fall: fixed days, those that Easter moves, and those of the Muslim calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from harmattan.plugins.extractors.rules.calendar import Days, day_of


class Feast(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A feast. `fixed`: a month and day; `easter`: days after Easter Sunday; `hijri`: a Muslim month, a day of it or all."""

    rule: Literal["fixed", "easter", "hijri"]
    names: tuple[str, ...]
    month: int = 0
    day: int = 0


class TimeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename=lambda name: name.replace("_", " ")):
    """Words that times are told with, English and French together, in lower case."""

    which: dict[str, int]
    """Which of several periods: -1 the last, 0 this one, 1 the next."""
    units: dict[str, str]
    parts: dict[str, int]
    """Which third of a period."""
    order: dict[str, int]
    seasons: dict[str, dict[str, int]]
    """By language, the month in which a season begins in the north."""
    near_days: dict[str, tuple[int, int]]
    """Days told from the day itself: the first and the last, in days from it."""
    named_before: dict[str, dict[str, tuple[str, int]]]
    """By language, periods told from a date that the text names before them: the unit, and how many from it."""
    feasts: tuple[Feast, ...]
    kinds: dict[str, dict[str, tuple[str, ...]]]
    """By language, words of a kind without which some times can't be told; names of months and units are known elsewhere."""
    ways: dict[str, int]
    """Whether a distance goes on or back, and where it is no more than a day, how many."""
    beside: dict[str, int]
    """Whether a weekday, month or year is the next, the same or the last from a date that stands before it."""
    edges: dict[str, bool]
    """Whether a part of a period begins with the day itself ("later this month") or ends with it ("so far this month")."""
    shares: dict[str, int]
    """Months of a share of a year."""
    decades: dict[str, int]
    numbers: dict[str, int]
    """Numbers of a distance that are no number words."""
    will: frozenset[str]
    to_be: frozenset[str]
    prospects: frozenset[str]
    """Words that make of an infinitive, or of what they say, something to come."""
    modals: frozenset[str]
    """Verbs beside which what may come is told, unless it may have happened ("may have")."""
    intents: frozenset[str]
    """Verbs whose infinitive is to come, whatever their own tense ("vowed to")."""
    extensions: frozenset[str]
    """Words of what shall last until, or is put off to, a time to come."""
    simple_past: frozenset[str]
    """French verbs of the past that end as verbs of the future do."""


@cache
def words() -> TimeWords:
    """Return the words, read once."""
    return msgspec.json.decode((Path(__file__).parent / "data" / "time_words.json").read_bytes(), type=TimeWords)


@cache
def feast_named(name: str) -> Feast | None:
    """Return the feast of a name in lower case with straight apostrophes."""
    return next((feast for feast in words().feasts if name in feast.names), None)


def days_in(feast: Feast, year: int) -> Iterator[Days]:
    """Yield the days of a feast that begins in a year; a Muslim one falls twice in some years and is not known after 2077.

    Easter by the Western rule; Muslim feasts by the calendar of Umm al-Qura, from which sightings of the moon differ by a day.
    """
    if feast.rule == "fixed":
        day = day_of(year, feast.month, feast.day)
        if day is not None:
            yield day, day
    elif feast.rule == "easter":
        from dateutil.easter import easter

        day = easter(year) + timedelta(days=feast.day)
        yield day, day
    else:
        yield from _hijri(feast, year)


def _hijri(feast: Feast, year: int) -> Iterator[Days]:
    from hijridate import Gregorian, Hijri

    try:
        first = Gregorian(year, 1, 1).to_hijri().year
        for hijri in (first, first + 1):
            begin = Hijri(hijri, feast.month, feast.day or 1).to_gregorian()
            length = 1 if feast.day else Hijri(hijri, feast.month, 1).month_length()
            day = date(begin.year, begin.month, begin.day)
            if day.year == year:
                yield day, day + timedelta(days=length - 1)
    except (OverflowError, ValueError):
        return

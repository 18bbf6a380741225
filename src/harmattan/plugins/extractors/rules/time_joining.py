"""What stands before and between times and changes what they mean: "until", "since", "from … to", "the day after"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from harmattan.plugins.extractors.rules.calendar import Days
from harmattan.plugins.extractors.rules.feasts import words as known
from harmattan.plugins.extractors.rules.time_distances import (
    read_day_beside,
    read_duration,
    read_later,
    read_named_before,
    read_recent,
)
from harmattan.plugins.extractors.rules.time_readers import (
    Match,
    Reader,
    Reading,
    Told,
    read_iso,
    read_nothing,
    read_numeric,
    read_undated,
)
from harmattan.records.claim import TimePrecision

_REACH = 40
"""Characters before a time in which the words that open it stand."""
_ORDER: tuple[TimePrecision, ...] = ("day", "week", "month", "year")
_DATELESS: frozenset[Reader] = frozenset({read_duration, read_undated, read_nothing, read_recent})
_BESIDE: frozenset[Reader] = frozenset({read_later, read_named_before, read_day_beside})


class _Words(msgspec.Struct, frozen=True, kw_only=True):
    """How a language says what a time opens, ends or reaches to; all but the last four stand right before it."""

    since: re.Pattern[str]
    """Begun then, before now."""
    starting: re.Pattern[str]
    """Begun then or to begin."""
    until: re.Pattern[str]
    put_off: re.Pattern[str]
    """To which day something was moved, or until when it shall last."""
    through: re.Pattern[str]
    """With a day, until it ("runs through Friday"); with anything longer, all of that."""
    by: re.Pattern[str]
    """With the end of a period: at any time up to it."""
    within: re.Pattern[str]
    """From the day itself up to it."""
    before_end: re.Pattern[str]
    """The same, with the end of a period."""
    opening: re.Pattern[str]
    """How a stretch begins."""
    closing: re.Pattern[str]
    """How the end of a period begins."""
    to: re.Pattern[str]
    """What stands between the two ends of a stretch."""
    gap: re.Pattern[str]
    """What stands between "the day after" and the date that it is told from."""
    onwards: re.Pattern[str]


_FIGURES: frozenset[Reader] = frozenset({read_iso, read_numeric})
_DASHED = re.compile(r"\s*-\s*")
"""Between two dates in digits."""
_NEVER = re.compile(r"(?!)")
_WORDS = {
    "en": _Words(
        since=re.compile(r"\bsince\s+(?:at\s+least\s+|about\s+|around\s+|as\s+early\s+as\s+)?(?:the\s+)?$"),
        starting=_NEVER,
        until=re.compile(r"\b(?:until|till|up\s+to|up\s+until)\s+(?:at\s+least\s+|about\s+|around\s+|as\s+late\s+as\s+)?(?:the\s+)?$"),
        put_off=re.compile(r"\b(?:until|till|to)\s+(?:the\s+)?$"),
        through=re.compile(r"\bthrough\s+(?:the\s+)?$"),
        by=re.compile(r"\b(?:by|before)\s+(?:the\s+)?$"),
        within=_NEVER,
        before_end=_NEVER,
        closing=re.compile(r"(?:the\s+)?end\b"),
        opening=re.compile(r"\b(?:from|between)\s+(?:at\s+least\s+)?(?:the\s+)?$"),
        to=re.compile(r"\s*,?\s+(?:to|and|until|till|through|up\s+to)\s+(?:at\s+least\s+)?(?:the\s+)?"),
        gap=re.compile(r"\s+(?:the\s+)?"),
        onwards=re.compile(r"\s+onwards?\b"),
    ),
    "fr": _Words(
        since=re.compile(r"\bdepuis\s+(?:au\s+moins\s+|environ\s+)?(?:le\s+|la\s+|les\s+|l')?$"),
        starting=re.compile(r"\bà\s+(?:partir|compter)\s+(?:de\s+|du\s+|d')(?:la\s+|l'|le\s+)?$"),
        until=re.compile(r"\bjusqu'(?:au|à|en|aux|à\s+la|à\s+l'|ici)\s*(?:au\s+moins\s+)?(?:le\s+|la\s+|l'|les\s+|au\s+|en\s+)?$"),
        put_off=re.compile(r"\b(?:jusqu'(?:au|à|en)|au|à)\s*(?:le\s+|la\s+|l'|au\s+|en\s+)?$"),
        through=_NEVER,
        by=_NEVER,
        within=re.compile(r"\bd'ici\s+(?:à\s+|au\s+)?(?:le\s+|la\s+|l'|les\s+)?$"),
        before_end=re.compile(r"\bavant\s+(?:la\s+)?$"),
        closing=re.compile(r"(?:(?:avant|d'ici)\s+)?(?:la\s+)?fin\b"),
        opening=re.compile(r"(?:\bentre\s+|\bde\s+|\bdu\s+|\bd'|\bdepuis\s+|\bà\s+partir\s+d[eu]\s+)(?:la\s+|le\s+|l')?$"),
        to=re.compile(r"\s+(?:au|à|et|jusqu'au|jusqu'à|jusqu'en)\s+(?:la\s+|le\s+|l'|en\s+)?"),
        gap=re.compile(r"\s*(?:le\s+|la\s+|l'|les\s+)?"),
        onwards=_NEVER,
    ),
}  # fmt: skip


class Joined(msgspec.Struct, frozen=True):
    """A time read with what stands around it: its characters, what it means, and of how many matches it is made."""

    start: int
    end: int
    reading: Reading
    taken: int


TellFor = Callable[[Match], Told]
"""What a match is told from."""


def read_at(items: Sequence[tuple[Match, Reader]], at: int, tell: TellFor) -> Joined | None:
    """Return what the match at a position means, with the match after it where the two are one time; None where it is none."""
    match, reader = items[at]
    told = tell(match)
    words = _WORDS.get(told.language)
    start, end = match.span("t")
    if words is None:
        reading = reader(match, told)
        return None if reading is None else Joined(start, end, reading, 1)
    text = match.string
    after = items[at + 1] if at + 1 < len(items) else None
    if after is not None and reader in _BESIDE:
        found = _beside(match, reader, after, told, words)
        if found is not None:
            return found
    lead = _lead(words.opening, text, start)
    if after is not None and (
        (lead is not None and not {reader, after[1]} & _DATELESS and words.to.fullmatch(text, end, after[0].start("t")))
        or ({reader, after[1]} <= _FIGURES and _DASHED.fullmatch(text, end, after[0].start("t")))
    ):
        found = _range(items[at], after, told, tell(after[0]))
        if found is not None:
            return found
    return _opened(match, reader, told, words)


def _lead(pattern: re.Pattern[str], text: str, start: int) -> int | None:
    """Return where the words begin that stand right before a time; None where they don't."""
    found = pattern.search(text, max(0, start - _REACH), start)
    return None if found is None else found.start()


def _is_put_off(text: str, start: int, words: _Words) -> bool:
    """Return whether a time is when something shall last to ("was extended until Friday")."""
    return _lead(words.put_off, text, start) is not None and any(
        word in known().extensions for word in text[:start].replace(",", " ").split()
    )


def _beside(match: Match, reader: Reader, after: tuple[Match, Reader], told: Told, words: _Words) -> Joined | None:
    """ "Two days before Christmas": told from the time that follows at once."""
    other, other_reader = after
    if other_reader in _DATELESS or not words.gap.fullmatch(match.string, match.end("t"), other.start("t")):
        return None
    named = other_reader(other, told)
    if named is None or named.days is None or named.since:
        return None
    reading = reader(match, msgspec.structs.replace(told, beside=(named.days, named.precision)))
    if reading is None or reading.days is None:
        return None
    return Joined(match.start("t"), other.end("t"), reading, 2)


def _range(one: tuple[Match, Reader], other: tuple[Match, Reader], told: Told, told_other: Told) -> Joined | None:
    """ "From early March to 9 April": the first is the last of its name up to the second; of what is to come, the second the
    next after the first.
    """
    (first, first_reader), (second, second_reader) = one, other
    dated = any(second.groupdict().get(name) for name in ("y", "y2", "y3", "y4"))
    if told.day is None and not dated:
        opening, closing = first_reader(first, told), second_reader(second, told_other)
    elif told_other.ahead and not dated:
        opening = first_reader(first, told if told.ahead else msgspec.structs.replace(told, ahead=True))
        begin = None if opening is None or opening.days is None else opening.days[0]
        closing = second_reader(second, msgspec.structs.replace(told_other, day=begin or told_other.day, ahead=True))
    else:
        closing = second_reader(second, told_other)
        last = None if closing is None or closing.days is None else closing.days[1]
        opening = first_reader(first, msgspec.structs.replace(told, day=last or told.day, ahead=False))
    if opening is None or closing is None or opening.duration or closing.duration:
        return None
    if opening.precision not in _ORDER or closing.precision not in _ORDER:
        return None
    precision = max(opening.precision, closing.precision, key=_ORDER.index)
    days: Days | None = None
    if opening.days is not None and closing.days is not None:
        if opening.days[0] > closing.days[1]:
            return None
        days = opening.days[0], closing.days[1]
    return Joined(first.start("t"), second.end("t"), Reading(days=days, precision=precision), 2)


def _opened(match: Match, reader: Reader, told: Told, words: _Words) -> Joined | None:
    """Read a time of its own, with "since", "until" or "by the end of" before it."""
    text, (start, end) = match.string, match.span("t")
    closing = words.closing.match(text, start, end) is not None
    within = _lead(words.within, text, start)
    if within is None and closing:
        within = _lead(words.before_end, text, start)
    until = _lead(words.until, text, start)
    if until is None and closing:
        until = _lead(words.by, text, start)
    if reader in _DATELESS:
        within = until = None
    if ((within is not None or until is not None) and told.ahead is None) or _is_put_off(text, start, words):
        told = msgspec.structs.replace(told, ahead=True)
    since = _lead(words.since, text, start)
    if since is not None:
        told = msgspec.structs.replace(told, ahead=False)
    reading = reader(match, told)
    if reading is None:
        return None
    if within is not None:
        if reading.days is not None and told.day is not None and told.day <= reading.days[1]:
            reading = msgspec.structs.replace(reading, days=(told.day, reading.days[1]))
        return Joined(within, end, reading, 1)
    if until is None and reading.precision == "day":
        until = _lead(words.through, text, start)
    if until is not None:
        return Joined(until, end, msgspec.structs.replace(reading, until=True), 1)
    if since is None:
        since = _lead(words.starting, text, start)
    if since is not None and not reading.duration:
        return Joined(since, end, msgspec.structs.replace(reading, since=True), 1)
    on = words.onwards.match(text, end)
    if on is not None and not reading.duration:
        return Joined(start, on.end(), msgspec.structs.replace(reading, since=True), 1)
    return Joined(start, end, reading, 1)

"""Finds dates, periods and durations in a passage, anchored to the day of publication where that is known.

A small grammar of patterns a language. A relative time without an anchor keeps its words and no dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from weakref import WeakKeyDictionary

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.plugins.extractors.rules.calendar import (
    MONTHS,
    SHORT_MONTHS,
    WEEKDAYS,
    Days,
    anchor_of,
    day_of,
    full_year,
    month_number,
    month_of,
    months_before,
    time_of,
    week_of,
    weekday_after,
    weekday_before,
    year_for,
    year_of,
)
from harmattan.plugins.extractors.rules.found import FoundTime
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.records.claim import TimePrecision


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a pattern makes of its words: the days meant (None where they can't be known), how precisely, and of what sort."""

    days: Days | None
    precision: TimePrecision
    duration: bool = False
    since: bool = False


Match = re.Match[str]
Reader = Callable[[Match, "date | None", str], "Reading | None"]
_UNITS: dict[str, TimePrecision] = {"day": "day", "week": "week", "month": "month", "year": "year"}
_FRENCH_UNITS = {"jour": "day", "journée": "day", "semaine": "week", "mois": "month", "an": "year", "année": "year"}


def find_times(passage: Passage, *, language: str, published: str | None, lexicon: Lexicon) -> tuple[FoundTime, ...]:
    """Return the times of a passage in text order; of a language without a grammar, dates in digits alone."""
    anchor = anchor_of(published)
    found: list[FoundTime] = []
    for match, reader in matches_in(passage, language):
        reading = reader(match, anchor, language)
        bounds = passage.words(*match.span("t")) if reading is not None else None
        if reading is None or bounds is None:
            continue
        found.append(
            FoundTime(
                first=bounds[0],
                last=bounds[1],
                head=passage.head_of(*bounds),
                time=time_of(reading.days, reading.precision, match["t"], open_end=reading.since),
                duration=reading.duration,
                since=reading.since,
            )
        )
    return tuple(found)


_SEEN: WeakKeyDictionary[Passage, tuple[tuple[Match, Reader], ...]] = WeakKeyDictionary()


def matches_in(passage: Passage, language: str) -> tuple[tuple[Match, Reader], ...]:
    """Return what looks like a time or an age in a passage, in text order, none within another; group `t` is its words.

    Kept for as long as the passage is, as both times and quantities ask for it.
    """
    known = _SEEN.get(passage)
    if known is None:
        known = _SEEN[passage] = tuple(_matches(passage.text, language))
    return known


def _matches(text: str, language: str) -> list[tuple[Match, Reader]]:
    grammar = _grammar(language)
    if grammar.hint.search(text) is None:
        return []
    upper = text.upper() == text
    found: list[tuple[Match, Reader]] = []
    for pattern, reader in grammar.rules:
        for match in pattern.finditer(text):
            start, end = match.span("t")
            if any(start < other.end("t") and other.start("t") < end for other, _ in found):
                continue
            if _is_cased(match, upper, language):
                found.append((match, reader))
    return sorted(found, key=lambda pair: pair[0].start("t"))


class Grammar(msgspec.Struct, frozen=True):
    """The patterns of a language, most specific first, and one that says quickly whether any can match."""

    hint: re.Pattern[str]
    rules: tuple[tuple[re.Pattern[str], Reader], ...]


def _is_cased(match: Match, upper: bool, language: str) -> bool:
    """English months and weekdays are capitalised: this tells May from may. In capitals "may" and "march" need a number."""
    if language != "en":
        return True
    for name in ("m", "m2"):
        word = match.groupdict().get(name)
        if word is None or word.lower() not in ("may", "march"):
            continue
        numbered = any(match.groupdict().get(part) for part in ("d", "y"))
        if not (numbered if upper else word[0].isupper()):
            return False
    return True


def _pair(first: date | None, second: date | None) -> Days | None:
    if first is None or second is None:
        return None
    return (first, second) if first <= second else (second, first)


def _year(match: Match, anchor: date | None, month: int, day: int = 1, name: str = "y") -> int | None:
    digits = match.groupdict().get(name)
    if digits:
        return full_year(digits)
    return None if anchor is None else year_for(anchor, month, day)


def _day(match: Match, anchor: date | None, language: str) -> Reading | None:
    month, day = month_number(match["m"].lower(), language), int(match["d"])
    year = _year(match, anchor, month, day)
    if not 1 <= day <= 31:
        return None
    meant = None if year is None else day_of(year, month, day)
    since = bool(match.groupdict().get("since"))
    return Reading(days=_pair(meant, meant), precision="day", since=since)


def _day_range(match: Match, anchor: date | None, language: str) -> Reading | None:
    last_month = month_number((match.groupdict().get("m2") or match["m"]).lower(), language)
    month = month_number((match["m"] or match["m2"]).lower(), language)
    first, last = int(match["d"]), int(match["d2"])
    if not (1 <= first <= 31 and 1 <= last <= 31):
        return None
    year = _year(match, anchor, last_month, last)
    if year is None:
        return Reading(days=None, precision="day")
    days = _pair(day_of(year if month <= last_month else year - 1, month, first), day_of(year, last_month, last))
    return Reading(days=days, precision="day")


def _iso(match: Match, anchor: date | None, language: str) -> Reading | None:
    if not 1 <= int(match["month"]) <= 12:
        return None
    meant = day_of(int(match["y"]), int(match["month"]), int(match["d"]))
    return None if meant is None else Reading(days=(meant, meant), precision="day")


def _numeric(match: Match, anchor: date | None, language: str) -> Reading | None:
    first, second, year = int(match["a"]), int(match["b"]), full_year(match["y"])
    if language == "en" and first <= 12 and second <= 12 and first != second:
        return Reading(days=year_of(year), precision="year")  # day and month can't be told apart
    day, month = (first, second) if second <= 12 else (second, first)
    meant = day_of(year, month, day) if 1 <= month <= 12 else None
    return None if meant is None else Reading(days=(meant, meant), precision="day")


def _month(match: Match, anchor: date | None, language: str) -> Reading | None:
    month = month_number(match["m"].lower(), language)
    year = _year(match, anchor, month)
    since = bool(match.groupdict().get("since"))
    days = None if year is None else _narrowed(month_of(year, month), match.groupdict().get("part"))
    return Reading(days=days, precision="month", since=since)


def _month_range(match: Match, anchor: date | None, language: str) -> Reading | None:
    first, last = month_number(match["m"].lower(), language), month_number(match["m2"].lower(), language)
    year = _year(match, anchor, last)
    if year is None:
        return Reading(days=None, precision="month")
    own = match.groupdict().get("y0")
    begin = full_year(own) if own else (year if first <= last else year - 1)
    return Reading(days=(month_of(begin, first)[0], month_of(year, last)[1]), precision="month")


def _narrowed(days: Days, part: str | None) -> Days:
    """The third of a period that "early", "mid" or "late" means."""
    if part is None:
        return days
    length = (days[1] - days[0]).days + 1
    third = length // 3
    word = part.lower().split()[-1].strip("-")
    if word in ("early", "beginning", "start", "début", "debut"):
        return days[0], days[0] + timedelta(days=third)
    if word in ("mid", "middle", "mi", "milieu"):
        return days[0] + timedelta(days=third), days[1] - timedelta(days=third)
    return days[1] - timedelta(days=third), days[1]


def _one_year(match: Match, anchor: date | None, language: str) -> Reading | None:
    days = _narrowed(year_of(int(match["y"])), match.groupdict().get("part"))
    return Reading(days=days, precision="year", since=bool(match.groupdict().get("since")))


def _year_range(match: Match, anchor: date | None, language: str) -> Reading | None:
    first, last = int(match["y"]), int(match["y2"])
    return Reading(days=(date(first, 1, 1), date(last, 12, 31)), precision="year") if first < last else None


def _weekday(match: Match, anchor: date | None, language: str) -> Reading | None:
    if anchor is None:
        return Reading(days=None, precision="day", since=bool(match.groupdict().get("since")))
    weekday = WEEKDAYS[language].index(match["w"].lower())
    which = (match.groupdict().get("which") or match.groupdict().get("which2") or "").lower()
    if which in ("next", "coming", "prochain"):
        meant = weekday_after(anchor, weekday)
    else:
        meant = weekday_before(anchor, weekday, strictly=which in ("last", "dernier"))
    return Reading(days=(meant, meant), precision="day", since=bool(match.groupdict().get("since")))


def _weekdays(match: Match, anchor: date | None, language: str) -> Reading | None:
    if anchor is None:
        return Reading(days=None, precision="day")
    last = weekday_before(anchor, WEEKDAYS[language].index(match["w2"].lower()))
    first = weekday_before(last, WEEKDAYS[language].index(match["w"].lower()))
    return Reading(days=(first, last), precision="day")


_NEAR_DAYS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": -1,
    "last night": -1, "overnight": -1, "tomorrow": 1, "the day before yesterday": -2, "aujourd'hui": 0, "hier": -1,
    "avant-hier": -2, "demain": 1, "ce matin": 0, "ce soir": 0, "cet après-midi": 0, "cette nuit": -1,
    "hier soir": -1, "hier matin": -1, "la nuit dernière": -1,
}  # fmt: skip


def _near_day(match: Match, anchor: date | None, language: str) -> Reading | None:
    words = " ".join(match["t"].lower().replace("’", "'").split())
    known = next((shift for phrase, shift in _NEAR_DAYS.items() if words == phrase), None)
    if known is None:
        known = next((shift for phrase, shift in _NEAR_DAYS.items() if words.startswith(phrase)), 0)
    if anchor is None:
        return Reading(days=None, precision="day")
    meant = anchor + timedelta(days=known)
    return Reading(days=(meant, meant), precision="day")


def _near_period(match: Match, anchor: date | None, language: str) -> Reading | None:
    unit = match["u"].lower()
    unit = _FRENCH_UNITS.get(unit, unit)
    which = match["which"].lower() if match.groupdict().get("which") else ""
    which = (match.groupdict().get("which2") or which).lower()
    back = {"last": 1, "past": 1, "previous": 1, "dernier": 1, "dernière": 1, "derniere": 1, "passé": 1, "passée": 1,
            "next": -1, "coming": -1, "prochain": -1, "prochaine": -1}.get(which, 0)  # fmt: skip
    precision = "day" if unit == "weekend" else _UNITS[unit]
    if anchor is None:
        return Reading(days=None, precision=precision)
    if unit == "weekend":
        saturday = weekday_before(anchor, 5, strictly=False) if back >= 0 else weekday_after(anchor, 5)
        return Reading(days=(saturday, saturday + timedelta(days=1)), precision="day")
    if unit == "week":
        return Reading(days=week_of(anchor, -back), precision="week")
    if unit == "month":
        return Reading(days=months_before(anchor, back), precision="month")
    return Reading(days=year_of(anchor.year - back), precision="year")


def _count(words: str, language: str) -> int | None:
    from text_to_num import text2num

    if words.isdigit():
        return int(words)
    try:
        return int(text2num(words.lower(), language))
    except ValueError:
        return 1 if words.lower() in ("a", "an", "un", "une") else None


def _ago(match: Match, anchor: date | None, language: str) -> Reading | None:
    unit = match["u"].lower()
    unit = unit.rstrip("s") if unit != "mois" else unit
    unit = _FRENCH_UNITS.get(unit, unit)
    number = _count(match["n"], language)
    precision: TimePrecision = "day" if unit in ("hour", "heure", "minute") else _UNITS[unit]
    if anchor is None or number is None or number > 1000:
        return Reading(days=None, precision=precision)
    if unit == "month":
        return Reading(days=months_before(anchor, number), precision="month")
    if unit == "year":
        return Reading(days=year_of(anchor.year - number), precision="year")
    back = {"week": 7 * number, "day": number}.get(unit, 0)
    meant = anchor - timedelta(days=back)
    return Reading(days=week_of(meant) if unit == "week" else (meant, meant), precision=precision)


def _recent(match: Match, anchor: date | None, language: str) -> Reading | None:
    """ "The past two weeks": the days up to publication."""
    unit = match["u"].lower()
    unit = unit.rstrip("s") if unit != "mois" else unit
    unit = _FRENCH_UNITS.get(unit, unit)
    number = _count(match["n"], language) if match.groupdict().get("n") else None
    precision: TimePrecision = "day" if unit in ("hour", "heure") else _UNITS.get(unit, "unknown")
    if anchor is None or number is None or number > 1000:
        return Reading(days=None, precision="unknown" if number is None else precision)
    back = {"hour": number // 24, "heure": number // 24, "day": number, "week": 7 * number, "month": 30 * number,
            "year": 365 * number}.get(unit, 0)  # fmt: skip
    return Reading(days=(anchor - timedelta(days=back), anchor), precision=precision)


def _vague(match: Match, anchor: date | None, language: str) -> Reading | None:
    return Reading(days=None, precision="unknown", since=bool(match.groupdict().get("since")))


def _duration(match: Match, anchor: date | None, language: str) -> Reading | None:
    rest = match.string[match.end() : match.end() + 12].lower()
    if language == "en" and re.match(r"[-\s]*(?:old\b|of age)", rest):
        return None
    if language == "fr" and match["u"].lower() in ("an", "ans") and not match.groupdict().get("lead"):
        return None  # "un homme de 30 ans"
    return Reading(days=None, precision="unknown", duration=True)


@cache
def _grammar(language: str) -> Grammar:
    build = {"en": _english, "fr": _french}.get(language, _digits)
    rules = tuple((re.compile(pattern, re.IGNORECASE), reader) for pattern, reader in build())
    words = {
        "en": r"days?\b|week|month|year|hour|minute|ago\b|night|morrow|morning|afternoon|evening|decade",
        "fr": r"jour|semaine|mois|\ban|année|heure|minute|hier\b|demain|matin|soir|nuit|après-midi|décennie",
    }.get(language, r"(?!)")
    names = "|".join((*MONTHS.get(language, ()), *SHORT_MONTHS.get(language, ()), *WEEKDAYS.get(language, ())))
    hint = rf"(?:19|20)\d\d|\d[./-]\d|\b(?:{names or '(?!)'})\b|{words}"
    return Grammar(re.compile(hint, re.IGNORECASE), rules)


_D = r"(?P<d>\d{1,2})"
_D2 = r"(?P<d2>\d{1,2})"
_Y = r"(?P<y>(?:19|20)\d\d)\b"
_DASH = r"\s*[-–—/]\s*"


def _digits() -> Iterator[tuple[str, Reader]]:
    yield r"\b(?P<t>(?P<y>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<d>\d\d))\b", _iso
    yield r"\b(?P<t>(?P<a>\d{1,2})[./](?P<b>\d{1,2})[./](?P<y>(?:19|20)\d\d))\b", _numeric


def _english() -> Iterator[tuple[str, Reader]]:
    names = "|".join((*MONTHS["en"], *(f"{name}\\.?" for name in SHORT_MONTHS["en"])))
    month, month2 = rf"(?P<m>{names})(?!\w)", rf"(?P<m2>{names})(?!\w)"
    weekday = rf"(?P<w>{'|'.join(WEEKDAYS['en'])})\b"
    weekday2 = rf"(?P<w2>{'|'.join(WEEKDAYS['en'])})\b"
    th = r"(?:st|nd|rd|th)?"
    year = r"(?:,?\s+(?:of\s+)?(?P<y>(?:19|20)\d\d)\b)?"
    to = rf"(?:\s+(?:to|and|until|through)\s+|{_DASH})"
    number = r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few|few)"
    since = r"(?:(?P<since>since)\s+)?"
    yield from _digits()
    yield rf"\b(?:between\s+|from\s+)?(?P<t>{_D}{th}{to}{_D2}{th}\s+{month}{year})", _day_range
    yield rf"\b(?:between\s+|from\s+)?(?P<t>{month}\s+{_D}{th}{to}(?:{month2}\s+)?{_D2}{th}{year})(?!\d)", _day_range
    yield rf"\b(?:between\s+|from\s+)?(?P<t>{_D}{th}\s+{month}{to}{_D2}{th}\s+{month2}{year})", _day_range
    yield rf"\b(?P<t>{since}{_D}{th}\s+(?:of\s+)?{month},?\s+(?P<y>(?:19|20)?\d\d))(?!\d|[%:]|,\d)", _day
    yield rf"\b(?P<t>{since}{_D}{th}\s+(?:of\s+)?{month})(?!\s*\d)", _day
    yield rf"\b(?P<t>{since}{month}\s+{_D}{th}(?!\d){year})", _day
    yield (
        rf"\b(?P<t>(?:between\s+|from\s+)?{month}(?:\s+(?P<y0>(?:19|20)\d\d))?\s+(?:to|and|until|through)\s+"
        rf"{month2}{year})",
        _month_range,
    )
    part = r"(?:(?P<part>early|mid|late|beginning|end|start|middle)(?:[\s-]+(?:of\s+)?|-))?"
    yield rf"\b(?P<t>{since}(?:the\s+)?{part}{month}(?:,?\s+(?:of\s+)?{_Y}))", _month
    yield rf"\b(?:in|during|since|by|until|of|from)\s+(?P<t>{part}{month})(?!\s*\d)(?<!\bof may)", _month_since
    yield rf"\b(?P<t>(?P<part>early|mid|late)[\s-]+{month})(?!\s*\d)", _month
    yield rf"\b(?:between\s+|from\s+)?(?P<t>{_Y}(?:\s+(?:to|and|until)\s+|{_DASH})(?P<y2>(?:19|20)\d\d))\b", _year_range
    yield rf"\b(?P<t>(?P<since>since)\s+(?:the\s+)?{part}{_Y})", _one_year
    yield rf"\b(?:in|by|until|from|during|before|after|of|through|year|for)\s+(?P<t>(?:the\s+)?{part}{_Y})", _one_year
    yield rf"\b(?P<t>(?P<part>early|mid|late)[\s-]+{_Y})", _one_year
    time = r"(?:\s+(?:morning|afternoon|evening|night|noon))?"
    yield (
        rf"\b(?:the\s+night\s+(?:of|from)\s+|between\s+|from\s+|overnight\s+)?(?P<t>{weekday}{time}(?:\s+(?:to|and|through)\s+|{_DASH}){weekday2}{time})",
        _weekdays,
    )
    yield rf"\b(?P<t>{since}(?:(?P<which>last|next|this|coming)\s+)?{weekday}{time})", _weekday
    yield (
        r"\b(?P<t>the day before yesterday|today|tonight|tomorrow|overnight|last night|"
        r"this (?:morning|afternoon|evening)|yesterday(?:\s+(?:morning|afternoon|evening|night))?)\b",
        _near_day,
    )
    yield rf"\b(?P<t>{number}\s+(?P<u>minutes?|hours?|days?|weeks?|months?|years?)\s+(?:ago|earlier))\b", _ago
    yield (
        rf"\b(?P<t>(?:the\s+)?(?:last|past)\s+{number}\s+(?P<u>hours?|days?|weeks?|months?|years?))\b",
        _recent,
    )
    yield (
        r"\b(?P<t>(?:earlier\s+|later\s+)?(?:(?P<which>last|past|this|next|previous|coming)\s+)(?P<u>week|month|year|weekend))\b",
        _near_period,
    )
    yield r"\b(?P<t>(?:over|at|during)\s+the\s+(?P<u>weekend))\b", _near_period
    yield (
        r"\b(?P<t>(?:in\s+)?(?:the\s+)?(?:recent|past|last|coming|next)\s+(?:few\s+)?(?P<u>days|weeks|months|years|decades?))\b",
        _vague,
    )
    yield (
        rf"\b(?P<t>(?:(?:for|during|within|over|after|in)\s+)?(?:the\s+|a\s+)?{number}[\s-]+(?P<u>minutes?|hours?|days?|"
        r"weeks?|months?|years?|decades?))\b",
        _duration,
    )


def _month_since(match: Match, anchor: date | None, language: str) -> Reading | None:
    reading = _month(match, anchor, language)
    since = match.group().lower().startswith(("since", "depuis"))
    return None if reading is None else msgspec.structs.replace(reading, since=since)


def _french() -> Iterator[tuple[str, Reader]]:
    names = "|".join((*MONTHS["fr"], *(f"{name}\\.?" for name in SHORT_MONTHS["fr"])))
    month, month2 = rf"(?P<m>{names})(?!\w)", rf"(?P<m2>{names})(?!\w)"
    weekday = rf"(?P<w>{'|'.join(WEEKDAYS['fr'])})\b"
    weekday2 = rf"(?P<w2>{'|'.join(WEEKDAYS['fr'])})\b"
    er = r"(?:er)?"
    year = rf"(?:\s+{_Y})?"
    since = r"(?:(?P<since>depuis)\s+(?:le\s+)?)?"
    number = (
        r"(?P<n>\d{1,3}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|plusieurs|quelques)"
    )
    units = r"(?P<u>minutes?|heures?|jours?|journées?|semaines?|mois|ans?|années?|décennies?)"
    yield from _digits()
    yield (
        rf"\b(?:du\s+|entre\s+le\s+|dans\s+la\s+nuit\s+du\s+)?(?P<t>{_D}{er}(?:\s+(?:au|et(?:\s+le)?)\s+|{_DASH}){_D2}{er}\s+{month}{year})",
        _day_range,
    )
    yield (
        rf"\b(?:du\s+|entre\s+le\s+)?(?P<t>{_D}{er}\s+{month}\s+(?:au|et(?:\s+le)?)\s+{_D2}{er}\s+{month2}{year})",
        _day_range,
    )
    yield rf"\b(?P<t>{since}{_D}{er}\s+{month}{year})", _day
    yield (
        rf"\b(?P<t>(?:de|entre|d['’])\s*{month}(?:\s+(?P<y0>(?:19|20)\d\d))?\s+(?:à|et)\s+{month2}{year})",
        _month_range,
    )
    part = r"(?:(?P<part>début|debut|fin|mi|milieu)(?:[\s-]+(?:de\s+|d['’])?))?"
    yield rf"\b(?P<t>{since}(?:la\s+)?{part}{month}\s+{_Y})", _month
    yield (
        rf"\b(?:en|depuis|courant|dès|jusqu['’]en|mois\s+de|mois\s+d['’])\s*(?P<t>{part}{month})(?!\s*\d)",
        _month_since,
    )
    yield rf"\b(?P<t>(?P<part>début|debut|fin|mi)[\s-]+{month})(?!\s*\d)", _month
    yield rf"\b(?:entre\s+|de\s+)?(?P<t>{_Y}(?:\s+(?:à|et)\s+|{_DASH})(?P<y2>(?:19|20)\d\d))\b", _year_range
    yield rf"\b(?P<t>(?P<since>depuis)\s+(?:l['’]année\s+)?(?:la\s+)?{part}{_Y})", _one_year
    yield rf"\b(?:en|dès|avant|après|de|d['’]ici|fin|année|jusqu['’]en)\s*(?P<t>{part}{_Y})", _one_year
    yield rf"\b(?P<t>(?P<part>début|debut|fin|mi)[\s-]+{_Y})", _one_year
    time = r"(?:\s+(?:matin|soir|après-midi|midi))?"
    yield (
        rf"\b(?:dans\s+la\s+nuit\s+(?:de|du)\s+|nuit\s+(?:de|du)\s+|de\s+|du\s+|entre\s+)?(?P<t>{weekday}(?:\s+(?:à|au|et)\s+|{_DASH}){weekday2}{time})",
        _weekdays,
    )
    yield rf"\b(?P<t>{since}{weekday}{time}(?:\s+(?P<which2>dernier|prochain))?)(?!\w)", _weekday
    yield (
        r"\b(?P<t>avant-hier|aujourd['’]hui|hier(?:\s+(?:soir|matin))?|demain|la nuit dernière|cette nuit|"
        r"ce (?:matin|soir)|cet après-midi)\b",
        _near_day,
    )
    yield rf"\b(?P<t>il\s+y\s+a\s+{number}\s+{units})\b", _ago
    yield rf"\b(?P<t>(?:au\s+cours\s+)?(?:des|les|ces)\s+{number}\s+derni(?:ers|ères)\s+{units})\b", _recent
    yield (
        r"\b(?P<t>(?:la|le|l['’])\s*(?P<u>semaine|mois|an|année|weekend|week-end)\s+"
        r"(?P<which2>derni(?:er|ère)|passée?|prochaine?))\b",
        _near_weekend,
    )
    yield r"\b(?P<t>(?:cette|ce)\s+(?P<u>semaine|mois|année|weekend|week-end)(?:-ci)?)\b(?!\s+(?:de|où))", _near_weekend
    yield r"\b(?P<t>ces\s+derni(?:ers|ères)\s+(?P<u>jours|semaines|mois|années|temps))\b", _vague
    lead = r"(?:(?P<lead>pendant|durant|en|depuis|après|dans|sur|au bout de|il y a)\s+(?:les\s+|ces\s+)?)?"
    yield rf"\b(?P<t>{lead}(?:près\s+de\s+|plus\s+de\s+|environ\s+)?{number}\s+{units})\b", _duration


def _near_weekend(match: Match, anchor: date | None, language: str) -> Reading | None:
    if match["u"].lower() in ("weekend", "week-end"):
        saturday = None if anchor is None else weekday_before(anchor, 5)
        return Reading(
            days=_pair(saturday, None if saturday is None else saturday + timedelta(days=1)), precision="day"
        )
    return _near_period(match, anchor, language)

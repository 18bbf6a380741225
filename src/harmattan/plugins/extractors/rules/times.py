"""Finds dates, periods and durations in a passage, anchored to the day of publication where that is known.

A small grammar of patterns a language. A relative time without an anchor keeps its words and no dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from weakref import WeakKeyDictionary

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.plugins.extractors.rules.calendar import MONTHS, SHORT_MONTHS, WEEKDAYS, anchor_of, time_of
from harmattan.plugins.extractors.rules.found import FoundTime
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.plugins.extractors.rules.time_readers import (
    Match,
    Reader,
    read_ago,
    read_day,
    read_day_range,
    read_duration,
    read_iso,
    read_month,
    read_month_range,
    read_month_since,
    read_near_day,
    read_near_period,
    read_near_weekend,
    read_numeric,
    read_one_year,
    read_recent,
    read_vague,
    read_weekday,
    read_weekdays,
    read_year_range,
)


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
    yield r"\b(?P<t>(?P<y>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<d>\d\d))\b", read_iso
    yield r"\b(?P<t>(?P<a>\d{1,2})[./](?P<b>\d{1,2})[./](?P<y>(?:19|20)\d\d))\b", read_numeric


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
    yield rf"\b(?:between\s+|from\s+)?(?P<t>{_D}{th}{to}{_D2}{th}\s+{month}{year})", read_day_range
    yield (
        rf"\b(?:between\s+|from\s+)?(?P<t>{month}\s+{_D}{th}{to}(?:{month2}\s+)?{_D2}{th}{year})(?!\d)",
        read_day_range,
    )
    yield rf"\b(?:between\s+|from\s+)?(?P<t>{_D}{th}\s+{month}{to}{_D2}{th}\s+{month2}{year})", read_day_range
    yield rf"\b(?P<t>{since}{_D}{th}\s+(?:of\s+)?{month},?\s+(?P<y>(?:19|20)?\d\d))(?!\d|[%:]|,\d)", read_day
    yield rf"\b(?P<t>{since}{_D}{th}\s+(?:of\s+)?{month})(?!\s*\d)", read_day
    yield rf"\b(?P<t>{since}{month}\s+{_D}{th}(?!\d){year})", read_day
    yield (
        rf"\b(?P<t>(?:between\s+|from\s+)?{month}(?:\s+(?P<y0>(?:19|20)\d\d))?\s+(?:to|and|until|through)\s+"
        rf"{month2}{year})",
        read_month_range,
    )
    part = r"(?:(?P<part>early|mid|late|beginning|end|start|middle)(?:[\s-]+(?:of\s+)?|-))?"
    yield rf"\b(?P<t>{since}(?:the\s+)?{part}{month}(?:,?\s+(?:of\s+)?{_Y}))", read_month
    yield rf"\b(?:in|during|since|by|until|of|from)\s+(?P<t>{part}{month})(?!\s*\d)(?<!\bof may)", read_month_since
    yield rf"\b(?P<t>(?P<part>early|mid|late)[\s-]+{month})(?!\s*\d)", read_month
    yield (
        rf"\b(?:between\s+|from\s+)?(?P<t>{_Y}(?:\s+(?:to|and|until)\s+|{_DASH})(?P<y2>(?:19|20)\d\d))\b",
        read_year_range,
    )
    yield rf"\b(?P<t>(?P<since>since)\s+(?:the\s+)?{part}{_Y})", read_one_year
    yield (
        rf"\b(?:in|by|until|from|during|before|after|of|through|year|for)\s+(?P<t>(?:the\s+)?{part}{_Y})",
        read_one_year,
    )
    yield rf"\b(?P<t>(?P<part>early|mid|late)[\s-]+{_Y})", read_one_year
    time = r"(?:\s+(?:morning|afternoon|evening|night|noon))?"
    yield (
        rf"\b(?:the\s+night\s+(?:of|from)\s+|between\s+|from\s+|overnight\s+)?(?P<t>{weekday}{time}(?:\s+(?:to|and|through)\s+|{_DASH}){weekday2}{time})",
        read_weekdays,
    )
    yield rf"\b(?P<t>{since}(?:(?P<which>last|next|this|coming)\s+)?{weekday}{time})", read_weekday
    yield (
        r"\b(?P<t>the day before yesterday|today|tonight|tomorrow|overnight|last night|"
        r"this (?:morning|afternoon|evening)|yesterday(?:\s+(?:morning|afternoon|evening|night))?)\b",
        read_near_day,
    )
    yield rf"\b(?P<t>{number}\s+(?P<u>minutes?|hours?|days?|weeks?|months?|years?)\s+(?:ago|earlier))\b", read_ago
    yield (
        rf"\b(?P<t>(?:the\s+)?(?:last|past)\s+{number}\s+(?P<u>hours?|days?|weeks?|months?|years?))\b",
        read_recent,
    )
    yield (
        r"\b(?P<t>(?:earlier\s+|later\s+)?(?:(?P<which>last|past|this|next|previous|coming)\s+)(?P<u>week|month|year|weekend))\b",
        read_near_period,
    )
    yield r"\b(?P<t>(?:over|at|during)\s+the\s+(?P<u>weekend))\b", read_near_period
    yield (
        r"\b(?P<t>(?:in\s+)?(?:the\s+)?(?:recent|past|last|coming|next)\s+(?:few\s+)?(?P<u>days|weeks|months|years|decades?))\b",
        read_vague,
    )
    yield (
        rf"\b(?P<t>(?:(?:for|during|within|over|after|in)\s+)?(?:the\s+|a\s+)?{number}[\s-]+(?P<u>minutes?|hours?|days?|"
        r"weeks?|months?|years?|decades?))\b",
        read_duration,
    )


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
        read_day_range,
    )
    yield (
        rf"\b(?:du\s+|entre\s+le\s+)?(?P<t>{_D}{er}\s+{month}\s+(?:au|et(?:\s+le)?)\s+{_D2}{er}\s+{month2}{year})",
        read_day_range,
    )
    yield rf"\b(?P<t>{since}{_D}{er}\s+{month}{year})", read_day
    yield (
        rf"\b(?P<t>(?:de|entre|d['’])\s*{month}(?:\s+(?P<y0>(?:19|20)\d\d))?\s+(?:à|et)\s+{month2}{year})",
        read_month_range,
    )
    part = r"(?:(?P<part>début|debut|fin|mi|milieu)(?:[\s-]+(?:de\s+|d['’])?))?"
    yield rf"\b(?P<t>{since}(?:la\s+)?{part}{month}\s+{_Y})", read_month
    yield (
        rf"\b(?:en|depuis|courant|dès|jusqu['’]en|mois\s+de|mois\s+d['’])\s*(?P<t>{part}{month})(?!\s*\d)",
        read_month_since,
    )
    yield rf"\b(?P<t>(?P<part>début|debut|fin|mi)[\s-]+{month})(?!\s*\d)", read_month
    yield rf"\b(?:entre\s+|de\s+)?(?P<t>{_Y}(?:\s+(?:à|et)\s+|{_DASH})(?P<y2>(?:19|20)\d\d))\b", read_year_range
    yield rf"\b(?P<t>(?P<since>depuis)\s+(?:l['’]année\s+)?(?:la\s+)?{part}{_Y})", read_one_year
    yield rf"\b(?:en|dès|avant|après|de|d['’]ici|fin|année|jusqu['’]en)\s*(?P<t>{part}{_Y})", read_one_year
    yield rf"\b(?P<t>(?P<part>début|debut|fin|mi)[\s-]+{_Y})", read_one_year
    time = r"(?:\s+(?:matin|soir|après-midi|midi))?"
    yield (
        rf"\b(?:dans\s+la\s+nuit\s+(?:de|du)\s+|nuit\s+(?:de|du)\s+|de\s+|du\s+|entre\s+)?(?P<t>{weekday}(?:\s+(?:à|au|et)\s+|{_DASH}){weekday2}{time})",
        read_weekdays,
    )
    yield rf"\b(?P<t>{since}{weekday}{time}(?:\s+(?P<which2>dernier|prochain))?)(?!\w)", read_weekday
    yield (
        r"\b(?P<t>avant-hier|aujourd['’]hui|hier(?:\s+(?:soir|matin))?|demain|la nuit dernière|cette nuit|"
        r"ce (?:matin|soir)|cet après-midi)\b",
        read_near_day,
    )
    yield rf"\b(?P<t>il\s+y\s+a\s+{number}\s+{units})\b", read_ago
    yield rf"\b(?P<t>(?:au\s+cours\s+)?(?:des|les|ces)\s+{number}\s+derni(?:ers|ères)\s+{units})\b", read_recent
    yield (
        r"\b(?P<t>(?:la|le|l['’])\s*(?P<u>semaine|mois|an|année|weekend|week-end)\s+"
        r"(?P<which2>derni(?:er|ère)|passée?|prochaine?))\b",
        read_near_weekend,
    )
    yield (
        r"\b(?P<t>(?:cette|ce)\s+(?P<u>semaine|mois|année|weekend|week-end)(?:-ci)?)\b(?!\s+(?:de|où))",
        read_near_weekend,
    )
    yield r"\b(?P<t>ces\s+derni(?:ers|ères)\s+(?P<u>jours|semaines|mois|années|temps))\b", read_vague
    lead = r"(?:(?P<lead>pendant|durant|en|depuis|après|dans|sur|au bout de|il y a)\s+(?:les\s+|ces\s+)?)?"
    yield rf"\b(?P<t>{lead}(?:près\s+de\s+|plus\s+de\s+|environ\s+)?{number}\s+{units})\b", read_duration

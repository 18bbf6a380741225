"""How times are written: patterns of English and French, most specific first, each with the reader of its words.

They match text as `normalise` leaves it: lower case, one kind of apostrophe, dash and space. Group `t` is the time; `d`, `d2`
days, `m`, `m2` months, `y`, `y0`, `y2` years, `w`, `w2` weekdays, `n` a number, `u` a unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from harmattan.plugins.extractors.rules.calendar import MONTHS, SHORT_MONTHS, WEEKDAYS
from harmattan.plugins.extractors.rules.feasts import words
from harmattan.plugins.extractors.rules.time_distances import (
    read_ago,
    read_ahead,
    read_coming,
    read_duration,
    read_later,
    read_named_before,
    read_recent,
)
from harmattan.plugins.extractors.rules.time_readers import (
    Reader,
    read_day,
    read_day_beside,
    read_day_of_month,
    read_day_range,
    read_decade,
    read_feast,
    read_half_of_month,
    read_iso,
    read_month,
    read_month_range,
    read_near_day,
    read_near_period,
    read_nothing,
    read_numeric,
    read_one_year,
    read_season,
    read_share_of_year,
    read_undated,
    read_week_around,
    read_week_of_month,
    read_week_twice,
    read_weekday,
    read_weekdays,
    read_year_range,
)

Rules = Iterator[tuple[str, Reader]]
_D = r"(?P<d>\d{1,2})"
_D2 = r"(?P<d2>\d{1,2})"
_Y = r"(?P<y>(?:19|20)\d\d)\b"
_Y0 = r"(?P<y0>(?:19|20)\d\d)"
_DASH = r"\s*[-/]\s*"
_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_NEEDS: dict[Reader, frozenset[str]] = {
    **dict.fromkeys(
        (read_day, read_day_range, read_week_around, read_month, read_month_range, read_week_of_month, read_half_of_month),
        frozenset({"month"}),
    ),
    **dict.fromkeys(
        (read_iso, read_numeric, read_nothing, read_one_year, read_year_range, read_decade, read_day_of_month),
        frozenset({"digits"}),
    ),
    **dict.fromkeys((read_weekday, read_weekdays), frozenset({"weekday"})),
    **dict.fromkeys(
        (
            read_near_day, read_near_period, read_named_before, read_later, read_ago, read_ahead, read_recent, read_coming,
            read_duration, read_week_twice, read_day_beside, read_share_of_year,
        ),
        frozenset({"told"}),
    ),
    read_undated: frozenset({"told", "weekday"}),
    read_season: frozenset({"season"}),
    read_feast: frozenset({"feast"}),
}  # fmt: skip
"""Without a word of one of these kinds a pattern of the reader can't match."""


class Grammar:
    """The patterns of a language, most specific first, and which of them can match a text at all, by its words."""

    def __init__(self, language: str, rules: Iterable[tuple[str, Reader]]) -> None:
        self._kinds = _kinds_of(language)
        self._rules = tuple((pattern, reader, _NEEDS[reader]) for pattern, reader in rules)
        # A short text needs few of them, and compiling takes longer than reading it.
        self._compiled = lru_cache(maxsize=None)(re.compile)
        self._by_kinds = lru_cache(maxsize=512)(self._choose)

    def rules_for(self, text: str) -> tuple[tuple[re.Pattern[str], Reader], ...]:
        """Return the patterns that can match a normalised text, most specific first."""
        kinds = {kind for word in _WORD.findall(text) if (kind := self._kinds.get(word)) is not None}
        if _DIGIT.search(text):
            kinds.add("digits")
        return self._by_kinds(frozenset(kinds)) if kinds else ()

    def _choose(self, kinds: frozenset[str]) -> tuple[tuple[re.Pattern[str], Reader], ...]:
        return tuple((self._compiled(pattern), reader) for pattern, reader, needs in self._rules if needs & kinds)


def _kinds_of(language: str) -> dict[str, str]:
    """Return the words of a language by which a time of some kind can be known."""
    known = words()
    units = {word: "told" for unit in known.units for word in (unit, f"{unit}s")}
    told = dict.fromkeys(known.told_words.get(language, ()), "told")
    months = dict.fromkeys((*MONTHS.get(language, ()), *SHORT_MONTHS.get(language, ())), "month")
    weekdays = {word: "weekday" for day in WEEKDAYS.get(language, ()) for word in (day, f"{day}s")}
    seasons = dict.fromkeys(known.seasons.get(language, {}), "season")
    # The longest word of a feast that tells nothing else ("good" of "Good Friday").
    other = {*units, *weekdays}
    feasts = {max(_WORD.findall(name), key=lambda word: (word not in other, len(word))): "feast" for name in _feasts()}
    return {**feasts, **seasons, **units, **told, **months, **weekdays} if language in MONTHS else {}


@cache
def grammar_of(language: str) -> Grammar:
    """Return the patterns of a language; of one without any, those of dates in digits."""
    return Grammar(language, {"en": _english, "fr": _french}.get(language, _digits)())


def _any(names: Iterable[str]) -> str:
    """Return a pattern of any of these, the longest first, with any spaces."""
    known = sorted(set(names), key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in known) or "(?!)"


def _feasts() -> list[str]:
    return [name for feast in words().feasts for name in feast.names]


def _digits() -> Rules:
    yield r"\b(?P<t>(?P<y>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<d>\d\d))\b", read_iso
    yield r"\b(?P<t>(?P<a>\d{1,2})[./](?P<b>\d{1,2})[./](?P<y>(?:19|20)\d\d))\b", read_numeric


def _english() -> Rules:
    names = "|".join((*MONTHS["en"], *(f"{name}\\.?" for name in SHORT_MONTHS["en"])))
    month, month2 = rf"(?P<m>{names})(?!\w)", rf"(?P<m2>{names})(?!\w)"
    days = "|".join(WEEKDAYS["en"])
    weekday, weekday2 = rf"(?P<w>{days})\b", rf"(?P<w2>{days})\b"
    named = rf"(?:(?:{days})(?:\s+(?:night|morning|afternoon|evening))?,?\s+)?(?:the\s+)?"
    th = r"(?:\s?(?:st|nd|rd|th))?"
    of_year = r"(?:\s+(?:of\s+)?(?P<of_year>last|this|next)\s+year\b)"
    year = rf"(?:,?\s+(?:of\s+)?(?P<y>(?:19|20)\d\d)\b|{of_year})?"
    to = rf"(?:\s+(?:to|and|until|till|through|into)\s+|{_DASH})"
    number = (
        r"(?:(?:about|around|some|nearly|almost|over|more\s+than|at\s+least)\s+)?"
        r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|"
        r"several|many|some|a\s+few|few|a\s+couple\s+of)"
    )
    units = r"(?P<u>minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|years?|decades?)"
    since = r"(?:(?P<since>since)\s+(?:the\s+)?)?"
    share = r"(?P<o>first|second|third|fourth|last)"
    portion = r"(?:(?P<part>early|mid|late|(?:beginning|end|start|middle)(?=\s+of\b))(?:[\s-]+(?:of\s+)?(?:the\s+)?|-))"
    yield from _digits()
    yield r"(?<![\d.])(?P<t>\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b\.?|\d{1,2}:\d\d(?:\s*(?:gmt|utc|hours))?)", read_nothing
    # Days.
    yield (
        rf"\b(?P<t>(?:in\s+)?(?:the\s+)?week\s+(?:of|beginning|starting)\s+(?:on\s+)?{named}{_D}{th}\s+{month}{year})",
        read_week_around,
    )
    yield (
        rf"\b(?P<t>(?:in\s+)?(?:the\s+)?week\s+(?:of|beginning|starting)\s+(?:on\s+)?{named}{month}\s+{_D}{th}(?!\d){year})",
        read_week_around,
    )
    yield rf"\b(?:between\s+|from\s+)?(?P<t>{_D}{th}{to}(?:the\s+)?{_D2}{th}\s+(?:of\s+)?{month}{year})", read_day_range
    yield (
        rf"\b(?:between\s+|from\s+)?(?P<t>{month}\s+{_D}{th}(?:,?\s+{_Y0},?)?{to}(?:{month2}\s+)?{_D2}{th}{year})(?!\d)",
        read_day_range,
    )
    yield (
        rf"\b(?:between\s+|from\s+)?(?P<t>{_D}{th}\s+{month}(?:,?\s+{_Y0},?)?{to}{_D2}{th}\s+{month2}{year})",
        read_day_range,
    )
    yield rf"\b(?P<t>{since}{named}{_D}{th}\s+(?:of\s+)?{month},?\s+(?P<y>(?:19|20)?\d\d))(?!\d|[%:]|,\d)", read_day
    yield rf"\b(?P<t>{since}{named}{_D}{th}\s+(?:of\s+)?{month}{of_year}?)(?!\s*\d)", read_day
    yield rf"\b(?P<t>{since}{named}{month}\s+{_D}{th}(?!\d){year})", read_day
    yield rf"\bon\s+(?P<t>(?:(?:{days})\s+)?the\s+{_D}(?:st|nd|rd|th))(?=\s*(?:[.,;:)]|and\b|$))", read_day_of_month
    # Months.
    yield rf"\b(?P<t>(?:the\s+)?{share}\s+week\s+of\s+{month}{year})", read_week_of_month
    yield rf"\b(?P<t>(?:the\s+)?{share}\s+half\s+of\s+{month}{year})", read_half_of_month
    yield (
        rf"\b(?P<t>(?:the\s+)?{share}[\s-]+(?P<share>quarter|half)\s+of\s+(?:{_Y}|(?P<which>last|this|next)\s+year\b))",
        read_share_of_year,
    )
    half = r"(?:(?P<part2>early|mid|late)[\s-]+)?"
    yield (
        rf"\b(?P<t>(?:between\s+|from\s+)?{portion}?{month}(?:\s+{_Y0})?{to}{half}{month2}{year})",
        read_month_range,
    )
    yield rf"\b(?P<t>{since}(?:the\s+)?{portion}?{month}(?:,?\s+(?:of\s+)?{_Y}|{of_year}))", read_month
    yield rf"\b(?P<t>{since}(?P<which>last|this|next)\s+{month})(?!\s*\d)", read_month
    yield rf"\b(?P<t>{since}(?:the\s+)?{portion}{month})(?!\s*\d)", read_month
    yield (
        rf"\b(?:in|during|since|by|until|till|of|from|through|throughout)\s+(?P<t>{month})(?!\s*\d)(?<!\bof may)",
        read_month,
    )
    # Years and what is made of them.
    yield (
        rf"\b(?:between\s+|from\s+)?(?P<t>{_Y}(?:\s+(?:to|and|until|till|through)\s+|{_DASH})(?P<y2>(?:19|20)\d\d))\b",
        read_year_range,
    )
    yield rf"\b(?P<t>{since}(?:the\s+)?{portion}?(?P<y>(?:(?:19|20)\d|(?<=')\d)0)'?s)\b", read_decade
    season = rf"(?P<s>{_any(words().seasons['en'])})"
    yield rf"\b(?P<t>{since}(?:the\s+)?{season}\s+(?:of\s+)?{_Y})", read_season
    yield rf"\b(?P<t>{since}(?P<which>last|this|next)\s+{season})\b", read_season
    feast = rf"(?P<f>{_any(_feasts())})"
    yield (
        rf"\b(?P<t>{since}(?:the\s+)?(?:{share}\s+day\s+of\s+)?(?:(?P<which>last|this|next)\s+(?:year's\s+)?)?(?:the\s+)?{feast}"
        rf"(?:,?\s+(?:in\s+|of\s+)?{_Y}|{of_year})?)(?!\w)",
        read_feast,
    )
    yield rf"\b(?P<t>(?P<since>since)\s+(?:the\s+)?{portion}?{_Y})", read_one_year
    yield rf"\b(?P<t>(?:from\s+)?{_Y}\s+(?P<on>onwards?|on\b))", read_one_year
    yield (
        rf"\b(?:in|by|until|from|during|before|after|of|through|throughout|year|for)\s+(?P<t>(?:the\s+)?{portion}?{_Y})",
        read_one_year,
    )
    yield rf"\b(?P<t>(?:the\s+)?{portion}{_Y})", read_one_year
    yield rf"\b(?P<t>the\s+{_Y})(?=\s+[a-z])", read_one_year
    # Weekdays.
    time = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|noon|midday))?"
    yield (
        rf"\b(?P<t>(?:every|each)\s+(?:(?:{days})(?:\s+(?:morning|afternoon|evening|night))?|day|night|week|month|year|morning|evening|weekend))\b",
        read_undated,
    )
    yield rf"\bon\s+(?P<t>(?:{days})s)\b", read_undated
    yield (
        rf"\b(?:the\s+night\s+(?:of|from)\s+|between\s+|from\s+|overnight\s+)?(?P<t>{weekday}{time}{to}{weekday2}{time})",
        read_weekdays,
    )
    yield (
        rf"\b(?P<t>{since}(?:overnight\s+(?:on\s+)?)?(?:(?P<which>last|next|this|coming)\s+)?(?:coming\s+)?{weekday}{time}"
        r"(?P<week>\s+(?:of\s+)?(?P<of_week>last|this|next)\s+week\b)?)",
        read_weekday,
    )
    # What is told from a day.
    yield (
        rf"\b(?P<t>{_any(words().named_before['en'])})(?!\w)(?!\s+(?:yesterday|tomorrow|last|next|after)\b)",
        read_named_before,
    )
    yield (
        rf"\b(?P<t>{number}\s+{units}\s+(?P<way>later|earlier|afterwards|before|after)(?=\s*(?:[.,;:)]|$|and\b)|(?P<of>\s+(?:the|a|an|his|her|their|its|this|that)\b)?))",
        read_later,
    )
    yield (
        r"\b(?P<t>the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)|(?:earlier\s+|later\s+)?today|tonight|overnight|last\s+(?:night|evening)|"
        r"this\s+(?:morning|afternoon|evening)|(?:yesterday|tomorrow)(?:\s+(?:morning|afternoon|evening|night|noon))?)\b",
        read_near_day,
    )
    yield rf"\b(?P<t>{number}\s+{units}\s+ago)\b", read_ago
    yield rf"\bin\s+(?P<t>{number}\s+{units}(?:'s?\s+time)?)\b", read_ahead
    around = r"(?:(?:in|over|during|for|within|throughout)\s+)?"
    yield rf"\b(?P<t>{around}(?:the\s+|these\s+)?(?:last|past|previous)\s+{number}\s+{units})\b", read_recent
    yield (
        r"\b(?P<t>(?:in|over|during|for|within|throughout)\s+the\s+(?:last|past)\s+(?P<u>day|week|month|year|decade))\b",
        read_recent,
    )
    yield rf"\b(?P<t>{around}(?:the\s+|these\s+)?(?:next|coming|following)\s+{number}\s+{units})\b", read_coming
    yield (
        r"\b(?P<t>(?:in\s+)?(?:the\s+)?(?:recent|past|last|coming|next)\s+(?:few\s+|several\s+|couple\s+of\s+)?(?:hours|days|weeks|months|years|decades?))\b",
        read_undated,
    )
    yield r"\b(?P<t>(?:the\s+)?week\s+(?P<twice>before|after)\s+(?P<which>last|next))\b", read_week_twice
    yield (
        rf"\b(?P<t>{since}(?:(?P<edge>earlier|later)\s+)?(?:(?:at\s+|by\s+|towards?\s+)?(?:the\s+)?{portion})?"
        r"(?:(?:the\s+)?(?P<which>last|past|this|next|previous|coming)\s+)(?P<u>week|month|year|weekend))\b",
        read_near_period,
    )
    yield r"\b(?P<t>(?:over|at|during|on)\s+the\s+(?P<u>weekend))\b", read_near_period
    yield (
        rf"\b(?P<t>(?:(?P<lead>for|during|within|over|after|in)\s+)?(?:the\s+|a\s+)?{number}[\s-]+{units})\b",
        read_duration,
    )


def _french() -> Rules:
    names = "|".join((*MONTHS["fr"], *(f"{name}\\.?" for name in SHORT_MONTHS["fr"])))
    month, month2 = rf"(?P<m>{names})(?!\w)", rf"(?P<m2>{names})(?!\w)"
    days = "|".join(WEEKDAYS["fr"])
    weekday, weekday2 = rf"(?P<w>{days})\b", rf"(?P<w2>{days})\b"
    named = rf"(?:(?:le\s+|du\s+|ce\s+)?(?:{days})\s+)?"
    er = r"(?:er)?"
    of_year = (
        r"(?:\s+(?:de\s+)?(?:l'(?:an|année)\s+(?P<of_year>derni(?:er|ère)|passée?|prochaine?)|"
        r"(?P<of_year2>cette)\s+année)\b)"
    )
    year = rf"(?:\s+{_Y}|{of_year})?"
    since = r"(?:(?P<since>depuis)\s+(?:le\s+|la\s+|l')?)?"
    near = r"(?:(?:près\s+de|plus\s+de|moins\s+de|environ|quelque|au\s+moins)\s+)?"
    number = (
        rf"{near}(?P<n>\d{{1,3}}|(?:une\s+(?:dizaine|quinzaine|vingtaine|trentaine)\s+(?:de\s+|d'))|une?|deux|trois|quatre|cinq|six|"
        r"sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|plusieurs|quelques)\s*"
    )
    units = r"(?P<u>minutes?|heures?|jours?|journées?|nuits?|semaines?|mois|ans?|années?|décennies?)"
    share = r"(?P<o>premi(?:er|ère)|deuxième|seconde?|troisième|quatrième|derni(?:er|ère))"
    portion = (
        r"(?:(?:(?:au|en|à\s+la|vers\s+la|dès\s+le|la|le)\s+)?(?P<part>début|debut|fin|mi|milieu)"
        r"(?:[\s-]+(?:(?:du|de|des|d')\s*)?(?:mois\s+(?:de\s+|d'))?(?:l'année\s+)?))"
    )
    yield from _digits()
    hour = r"(?:\d{1,2}\s*(?:h|heures?)(?:\s*\d\d)?|midi|minuit)"
    clock = rf"(?:\s+(?:(?:vers|à|aux\s+environs\s+de|peu\s+(?:avant|après))\s+{hour}))?"
    # Days.
    yield rf"\b(?P<t>(?:dans\s+)?(?:la\s+)?semaine\s+du\s+{named}{_D}{er}\s+{month}{year})", read_week_around
    yield (
        rf"\b(?:du\s+|des\s+|les\s+|entre\s+le\s+|dans\s+la\s+nuit\s+du\s+)?(?P<t>{_D}{er}(?:\s+(?:au|et(?:\s+le)?)\s+|{_DASH}){_D2}{er}\s+{month}{year})",
        read_day_range,
    )
    yield (
        rf"\b(?:du\s+|des\s+|les\s+|entre\s+le\s+)?(?P<t>{_D}{er}\s+{month}(?:\s+{_Y0})?\s+(?:au|et(?:\s+le)?)\s+{_D2}{er}\s+{month2}{year})",
        read_day_range,
    )
    yield rf"\b(?P<t>{since}{named}{_D}{er}\s+{month}(?:\s+(?P<which2>dernier|prochain)\b|{year}))", read_day
    yield rf"\ble\s+(?P<t>{_D})(?=\s*(?:[.,;:)]|au\s+(?:matin|soir)|$))", read_day_of_month
    # Months.
    of_month = rf"(?:d'|de\s+)?(?:mois\s+)?(?:de\s+|d')?\s*{month}{year}"
    yield rf"\b(?P<t>(?:la\s+)?{share}\s+semaine\s+(?:du\s+)?{of_month})", read_week_of_month
    yield rf"\b(?P<t>(?:la\s+)?{share}\s+(?:moitié|quinzaine)\s+(?:du\s+)?{of_month})", read_half_of_month
    yield (
        rf"\b(?P<t>(?:(?:au|le|du|en)\s+)?{share}\s+(?P<share>trimestre|semestre)\s+(?:de\s+)?(?:{_Y}|(?:de\s+)?(?P<which>cette)\s+année|"
        r"(?:de\s+)?l'(?:an|année)\s+(?P<which2>dernière?|passée?|prochaine?)))",
        read_share_of_year,
    )
    half = r"(?:(?:la\s+)?(?P<part2>début|fin|mi)[\s-]+)?"
    yield (
        rf"\b(?P<t>(?:de|entre|d')\s*(?:la\s+)?{portion}?{month}(?:\s+{_Y0})?\s+(?:à|et)\s+{half}{month2}{year})",
        read_month_range,
    )
    yield rf"\b(?P<t>{since}{portion}?{month}(?:\s+{_Y}|{of_year}))", read_month
    yield rf"\b(?P<t>{since}{portion}?{month}\s+(?P<which2>dernier|prochain))\b", read_month
    yield rf"\b(?P<t>{since}{portion}{month})(?!\s*\d)", read_month
    yield rf"\b(?:en|depuis|courant|dès|jusqu'en|mois\s+de|mois\s+d')\s*(?P<t>{month})(?!\s*\d)", read_month
    # Years and what is made of them.
    yield rf"\b(?:entre\s+|de\s+)?(?P<t>{_Y}(?:\s+(?:à|et)\s+|{_DASH})(?P<y2>(?:19|20)\d\d))\b", read_year_range
    yield rf"\b(?P<t>{since}{portion}?(?:les\s+|des\s+)?années\s+(?P<y>(?:(?:19|20)\d|\d)0))\b", read_decade
    season = rf"(?P<s>{_any(words().seasons['fr'])})"
    lead = r"(?:(?:à|au|en|de|pendant|durant)\s+)?(?:l'|le\s+)?"
    yield rf"\b(?P<t>{since}{lead}{season}\s+{_Y})", read_season
    yield rf"\b(?P<t>{since}{lead}{season}\s+(?P<which2>derni(?:er|ère)|passée?|prochaine?))\b", read_season
    yield rf"\b(?P<t>(?P<which>cet|ce)\s+{season})\b", read_season
    feast = rf"(?P<f>{_any(_feasts())})"
    yield (
        rf"\b(?P<t>{since}(?:(?:l[ea]|les)\s+|l')?(?:{share}\s+jour\s+(?:du|de\s+la|de\s+l'|de)\s*)?(?:jour\s+de\s+(?:la\s+|l'))?{feast}"
        rf"(?:\s+(?:de\s+|en\s+)?{_Y}|\s+(?P<which2>dernier|dernière|prochaine?)\b|{of_year})?)(?!\w)",
        read_feast,
    )
    yield rf"\b(?P<t>(?P<since>depuis)\s+(?:l'année\s+)?(?:la\s+)?{portion}?{_Y})", read_one_year
    yield rf"\b(?P<t>(?P<on>à\s+(?:partir|compter)\s+de)\s+(?:l'année\s+)?{_Y})", read_one_year
    yield rf"\b(?:en|dès|avant|après|de|d'ici|année|jusqu'en|jusqu'à)\s*(?P<t>{portion}?{_Y})", read_one_year
    yield rf"\b(?P<t>{portion}{_Y})", read_one_year
    # Weekdays.
    time = r"(?:\s+(?:au\s+petit\s+)?(?:matin|soir|après-midi|midi))?"
    yield rf"\b(?P<t>(?:chaque|tous\s+les)\s+(?:(?:{days})s?|jours?|nuits?|semaines?|mois|ans|année))\b", read_undated
    yield rf"\bles\s+(?P<t>(?:{days})s)\b", read_undated
    yield (
        rf"\b(?:dans\s+la\s+nuit\s+(?:de|du)\s+|nuit\s+(?:de|du)\s+|de\s+|du\s+|entre\s+)?(?P<t>{weekday}{time}(?:\s+(?:à|au|et)\s+|{_DASH}){weekday2}{time})",
        read_weekdays,
    )
    yield (
        rf"\b(?P<t>{since}(?:(?P<which>ce)\s+)?{weekday}(?P<week>\s+de\s+(?:la\s+semaine\s+(?P<of_week>dernière|passée|prochaine)|cette\s+semaine)){time}{clock})(?!\w)",
        read_weekday,
    )
    yield (
        rf"\b(?P<t>{since}(?:(?P<which>ce)\s+)?{weekday}(?:\s+(?P<which2>dernier|prochain))?{time}{clock})(?!\w)",
        read_weekday,
    )
    # What is told from a day.
    yield (
        rf"\b(?P<t>{_any(words().named_before['fr'])})(?!\w)(?!\s+(?:du|de|des)\b)",
        read_named_before,
    )
    yield r"\b(?P<t>(?:au|le)\s+lendemain\s+(?:du|de|des)|(?:à\s+)?la\s+veille\s+(?:du|de|des))\b", read_day_beside
    yield rf"\b(?P<t>{number}{units}\s+(?P<way>plus\s+tard|plus\s+tôt|auparavant))\b", read_later
    yield (
        r"\b(?P<t>après-demain|avant-hier|aujourd'hui|(?:hier|demain)(?:\s+(?:soir|matin|après-midi|midi)|\s+dans\s+la\s+(?:nuit|soirée|matinée))?|"
        r"la\s+nuit\s+dernière|cette\s+nuit|ce\s+(?:matin|soir)|cet\s+après-midi)\b",
        read_near_day,
    )
    yield rf"\b(?P<t>(?:il\s+y\s+a|voici|voilà)\s+{number}{units})\b", read_ago
    yield rf"\b(?P<t>(?P<since>depuis)\s+(?:ces\s+)?{number}{units})\b", read_recent
    around = r"(?:(?:au\s+cours|ces|pendant|durant|depuis|dans|sur|lors)\s+)?(?:des|les|de\s+ces|ces)?\s*"
    yield rf"\b(?P<t>{around}{number}derni(?:ers|ères)\s+{units})\b", read_recent
    yield rf"\b(?P<t>{around}derni(?:ers|ères)\s+{number}{units})\b", read_recent
    yield rf"\b(?P<t>{around}{number}prochaine?s\s+{units})\b", read_coming
    yield rf"\b(?P<t>{around}prochaine?s\s+{number}{units})\b", read_coming
    yield rf"\bd(?:ans|'ici)\s+(?P<t>{number}{units})\b", read_ahead
    yield (
        r"\b(?P<t>(?P<edge>plus\s+(?:tôt|tard))\s+(?:dans\s+)?(?:(?P<which>cette|ce|la|le|l')\s*)(?P<u>semaine|mois|année|journée))\b",
        read_near_period,
    )
    yield (
        rf"\b(?P<t>{since}{portion}?(?:(?:la|le|l')\s*)?(?P<u>semaine|mois|an|année|weekend|week-end)\s+"
        r"(?P<which2>derni(?:er|ère)|passée?|prochaine?))\b",
        read_near_period,
    )
    yield (
        rf"\b(?P<t>{since}{portion}?(?P<which>cette|ce)\s+(?P<u>semaine|mois|année|weekend|week-end)(?:-ci)?)\b(?!\s+(?:de|où))",
        read_near_period,
    )
    yield (
        r"\b(?P<t>(?:en|au|à\s+la)\s+(?P<part>début|fin|milieu)\s+(?:de\s+|du\s+|d')(?:l')?(?P<u>mois|année))\b(?!\s+(?:de|d'))",
        read_near_period,
    )
    yield (
        r"\b(?P<t>(?:pendant|durant|au\s+cours\s+de|lors\s+du)\s+(?:le\s+)?(?P<u>weekend|week-end))\b",
        read_near_period,
    )
    yield (
        r"\b(?P<t>(?:ces|les|des)\s+(?:tout\s+)?derni(?:ers|ères)\s+(?:heures|jours|semaines|mois|années|temps))\b",
        read_undated,
    )
    yield r"\b(?:à|vers|dès)\s+(?P<t>\d{1,2}\s*(?:h|heures)(?:\s*\d\d)?)\b", read_nothing
    lead = r"(?:(?P<lead>pendant|durant|en|après|dans|sur|au bout de|il y a)\s+(?:les\s+|ces\s+)?)?"
    yield rf"\b(?P<t>{lead}{number}{units})\b", read_duration

"""How English writes times, most specific first; what stands before and between them is in `time_joining`."""

from __future__ import annotations

from collections.abc import Iterator

from harmattan.plugins.extractors.rules.calendar import MONTHS, SHORT_MONTHS, WEEKDAYS
from harmattan.plugins.extractors.rules.feasts import words
from harmattan.plugins.extractors.rules.time_distances import (
    read_ago,
    read_ahead,
    read_coming,
    read_day_beside,
    read_duration,
    read_from_now,
    read_later,
    read_named_before,
    read_named_beside,
    read_recent,
)
from harmattan.plugins.extractors.rules.time_pieces import D2, DASH, OLD, Y0, Y3, D, Rule, Y, any_of, feasts
from harmattan.plugins.extractors.rules.time_readers import (
    read_climate,
    read_day,
    read_day_of_month,
    read_day_range,
    read_decade,
    read_feast,
    read_month,
    read_month_range,
    read_near_day,
    read_near_period,
    read_night_into,
    read_nothing,
    read_numeric,
    read_one_year,
    read_season,
    read_undated,
    read_week_around,
    read_week_twice,
    read_weekday,
    read_weekdays,
    read_year_range,
)
from harmattan.plugins.extractors.rules.time_shares import (
    read_edge_of,
    read_half,
    read_share_of_year,
    read_week_of_month,
)

_NAMES = "|".join((*MONTHS["en"], *(f"{name}\\.?" for name in SHORT_MONTHS["en"])))
_MONTH, _MONTH2 = rf"(?P<m>{_NAMES})(?!\w)", rf"(?P<m2>{_NAMES})(?!\w)"
_DAYS = "|".join(WEEKDAYS["en"])
_WEEKDAY, _WEEKDAY2 = rf"(?P<w>{_DAYS})\b", rf"(?P<w2>{_DAYS})\b"
_NAMED = rf"(?:(?:{_DAYS})(?:\s+(?:night|morning|afternoon|evening))?,?\s+)?(?:the\s+)?"
_TH = r"(?:\s?(?:st|nd|rd|th))?"
_OF_YEAR = (
    r"(?:,?\s+(?:of\s+)?(?:(?P<of_year>last|this|next)|"
    r"(?P<year_then>that(?:\s+same)?|the\s+(?:same|following|previous|next)))\s+year\b)"
)
_YEAR = rf"(?:,?\s+(?:of\s+|in\s+)?{OLD}|,?\s+'(?P<y4>\d\d)\b|{_OF_YEAR})?"
_TO = rf"(?:\s+(?:to|and|until|till|through|into)\s+|{DASH})"
_COUNT = (
    r"(?!\s+(?!(?:as|was|its|his|this|has|across|towards)\b)(?:people|men|women|children|percent|per\s+cent|\w+s\b))"
)
"""What stands behind is not counted by the number before: "on March 3 and 40 soldiers"."""
_AFTER = (
    r"(?=\s*(?:[.,;:)!?\"]|$)|\s+(?:and|or|but|in|at|near|when|as|by|with|after|before|for|that|while|according|to|until|against|"
    r"from|on|about|around|amid|during|into|over|through|under|because|if|so|who|which|where)\b)"
)
"""What follows a bare number of a day."""
_NUMBER = (
    r"(?:(?:about|around|nearly|almost|some|just\s+over|more\s+than|over|at\s+least|less\s+than|roughly|approximately)\s+)?"
    r"(?P<n>\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|"
    r"twenty|thirty|forty|fifty|sixty|several|many|some|a\s+few|few|a\s+couple\s+of|couple\s+of|a\s+dozen)"
)
_UNITS = r"(?P<u>minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|years?|decades?)"
_SHARE = r"(?P<o>first|second|third|fourth|fifth|last|final|opening|closing|1st|2nd|3rd|4th)"
_PORTION = (
    r"(?:(?P<part>(?:early|late)(?=\s+in\b)|early|mid|late|(?:beginning|end|start|middle)(?=\s+of\b)|end(?=-))"
    r"(?:[\s-]+(?:of\s+|in\s+)?(?:the\s+)?|-))"
)
_PART_OF_DAY = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|noon|midday))?"
_WHOLE = rf"(?:(?:the|(?P<which>last|this|next|previous))\s+(?P<whole>month|year)\b|(?:the\s+month\s+of\s+)?{_MONTH}{_YEAR}|{Y3})"


def english() -> Iterator[Rule]:
    """Yield the patterns of English."""
    yield from _days()
    yield from _shares()
    yield from _seasons_and_feasts()
    yield from _months_and_years()
    yield from _weekdays()
    yield from _told_from_a_date()
    yield from _told_from_a_day()


def _days() -> Iterator[Rule]:
    yield (
        "clock|mixed|meridian",
        r"(?<![\d.])(?P<t>\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b\.?|\d{1,2}:\d\d(?:\s*(?:gmt|utc|hours))?)",
        read_nothing,
    )
    week = (
        r"(?:in\s+)?(?:the\s+)?week\s+"
        r"(?:of|beginning|starting|commencing|from|(?P<way>end)(?:ing|ed)|that\s+(?:began|started))"
    )
    for day in (rf"{D}{_TH}\s+(?:of\s+)?{_MONTH}", rf"{_MONTH}\s+{D}{_TH}(?!\d)"):
        yield "month number unit", rf"\b(?P<t>{week}\s+(?:on\s+)?{_NAMED}{day}{_YEAR})", read_week_around
    more = rf"(?:,\s*\d{{1,2}}{_TH})*,?"
    yield (
        "month number",
        rf"(?<![\d.,/-])\b(?P<t>(?:(?:{_DAYS}),?\s+(?:the\s+)?)?{D}{_TH}{more}{_TO}(?:the\s+)?(?:(?:{_DAYS})\s+)?{D2}{_TH}\s+(?:of\s+)?{_MONTH}{_YEAR})",
        read_day_range,
    )
    yield (
        "month number",
        rf"\b(?P<t>{_MONTH}\s+{D}{_TH}(?:,?\s+{Y0},?)?{more}{_TO}(?:the\s+)?(?:(?:{_DAYS}),?\s+)?(?:{_MONTH2}\s+)?{D2}{_TH}(?!\d){_YEAR})"
        rf"(?!\d){_COUNT}",
        read_day_range,
    )
    yield (
        "months number",
        rf"\b(?P<t>{D}{_TH}\s+(?:of\s+)?{_MONTH}(?:,?\s+{Y0},?)?{_TO}(?:the\s+)?(?:(?:{_DAYS}),?\s+)?{D2}{_TH}\s+(?:of\s+)?{_MONTH2}{_YEAR})",
        read_day_range,
    )
    yield (
        "month number",
        rf"\b(?P<t>{_NAMED}{D}(?:{_TH}\s+(?:of\s+)?|-){_MONTH}(?:,?\s+'?|-)(?P<y>(?:1\d|20)?\d\d))(?!\d|[%:]|[.,]\d){_COUNT}",
        read_day,
    )
    yield "month number", rf"\b(?P<t>{_NAMED}{D}{_TH}\s+(?:of\s+)?{_MONTH}{_OF_YEAR}?)", read_day
    yield "month number", rf"\b(?P<t>{_NAMED}{_MONTH}\s+{D}{_TH}(?!\d|[.,:]\d|%){_YEAR})", read_day
    yield (
        "number",
        rf"\b(?:on|since|until|till|by|from|to|and|between|before|after)\s+(?P<t>(?:(?:{_DAYS})\s+)?the\s+{D}(?:st|nd|rd|th)"
        rf"(?:\s+of\s+(?P<which>last|this|next)\s+month\b|{_AFTER}))",
        read_day_of_month,
    )
    yield "slash", r"(?<![\w./-])(?P<t>(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d\d))(?![/\w-])", read_numeric
    yield "slash", r"\b(?:on|since|until|by|dated)\s+(?P<t>(?P<a>\d{1,2})/(?P<b>\d{1,2}))(?![/\w-]|\.\d)", read_numeric


def _shares() -> Iterator[Rule]:
    yield "order unit", rf"\b(?P<t>(?:the\s+)?{_SHARE}\s+(?:full\s+)?week\s+(?:of|in)\s+{_WHOLE})", read_week_of_month
    yield (
        "order unit",
        rf"\b(?P<t>(?:the\s+)?(?P<o>first|last|final|opening|closing)\s+(?:{_NUMBER}\s+)?(?P<u>days|weeks|months|weekend)\s+(?:of|in)\s+{_WHOLE})",
        read_edge_of,
    )
    yield "share order", rf"\b(?P<t>(?:the\s+)?{_SHARE}[\s-]+half\s+(?:of\s+|in\s+)?{_WHOLE})", read_half
    share = r"(?P<share>quarter|semester|trimester)"
    yield "share order", rf"\b(?P<t>(?:the\s+)?{_SHARE}[\s-]+{share}\s+(?:of\s+|in\s+)?{_WHOLE})", read_share_of_year
    yield (
        "share order",
        r"\b(?P<t>the\s+(?P<o>first|second|third|fourth|1st|2nd|3rd|4th)\s+(?P<share>quarter))\b(?!\s+of\b)",
        read_share_of_year,
    )
    yield (
        "share",
        rf"\b(?P<t>(?P<q>[qh][1-4])\b(?:,?\s+(?:of\s+)?|[-/]|\s*)(?:{Y3}|(?P<which>last|this|next)\s+(?P<whole>year)\b)?)",
        read_share_of_year,
    )
    yield "share year", rf"\b(?P<t>{Y3}[\s-]+(?P<q>[qh][1-4]))\b", read_share_of_year


def _months_and_years() -> Iterator[Rule]:
    half = r"(?:(?:the\s+)?(?P<part2>early|mid|late|(?:beginning|end|start|middle)(?=\s+of\b))[\s-]+(?:of\s+)?)?"
    to = rf"(?:\s+(?:to|and|or|until|till|through|into)\s+|{DASH})"
    yield (
        "months",
        rf"\b(?P<t>(?:between\s+|from\s+)?(?:the\s+)?{_PORTION}?{_MONTH}(?:\s+{Y0})?{to}{half}{_MONTH2}(?!\s+\d{{1,2}}\b){_YEAR})",
        read_month_range,
    )
    yield (
        "month",
        rf"\b(?P<t>(?:the\s+)?{_PORTION}?{_MONTH}(?:,?\s+(?:of\s+|in\s+)?'?{OLD}|\s+'(?P<y4>\d\d)\b|{_OF_YEAR}))",
        read_month,
    )
    yield "month which", rf"\b(?P<t>(?P<which>last|this|next)\s+{_MONTH})(?!\s*\d)", read_month
    yield (
        "month which",
        rf"\b(?P<t>(?:the\s+)?(?P<beside>following|previous|preceding)\s+{_MONTH})(?!\s*\d)",
        read_named_beside,
    )
    yield "month part", rf"\b(?P<t>(?:the\s+)?{_PORTION}{_MONTH})(?!\s*\d)", read_month
    yield (
        "month",
        r"\b(?:in|during|since|by|until|till|of|from|through|throughout|between|over|before|after)\s+"
        rf"(?P<t>{_MONTH})(?!\s*\d)(?<!\bof may)",
        read_month,
    )
    yield "month", rf"\bthe\s+(?P<t>{_MONTH})(?=\s+[a-z]+)(?!\s+(?:of|to|and|or)\b)", read_month
    yield (
        "year",
        rf"\b(?P<t>{Y}(?:(?:\s+(?:to|and|until|till|through)\s+|{DASH})(?P<y2>(?:19|20)\d\d)|[-/](?P<y5>\d\d)))(?![\w/]|-\d)",
        read_year_range,
    )
    yield "decade", rf"\b(?P<t>(?:the\s+)?{_PORTION}?(?P<y>(?:(?:1\d|20)\d|(?<=')\d|(?<=the )\d)0)'?s)\b", read_decade
    decades = any_of(word for word in words().decades if word.endswith("ies"))
    yield "decade", rf"\b(?P<t>the\s+{_PORTION}?(?P<y>{decades}))\b", read_decade
    yield "year", rf"\b(?P<t>(?:from\s+)?{Y}\s+(?P<on>onwards?|on\b))", read_one_year
    yield "year part", rf"\b(?P<t>(?:the\s+)?{_PORTION}(?:the\s+year\s+)?{Y})", read_one_year
    yield (
        "year",
        rf"\b(?:in|by|until|till|from|during|before|after|of|through|throughout|year|for|since|between)\s+(?P<t>(?:the\s+)?{_PORTION}?(?:the\s+year\s+)?{Y})",
        read_one_year,
    )
    yield "year", r"\b(?:in|since)\s+(?P<t>(?P<y>1[6-8]\d\d))\b(?!\s+\w+s\b|[,.]\d)", read_one_year
    history = r"(?P<t>(?P<y>1[0-8]\d\d)(?:\s+(?:to|and)\s+|\s?-\s?)(?P<y2>(?:1\d|20)\d\d))"
    yield "year", rf"\(\s*{history}(?=\))", read_year_range
    yield "year", rf"\b(?:between|from)\s+{history}\b(?!\s+\w+s\b)", read_year_range
    yield "year", rf"\(\s*(?P<t>{Y})(?=\s*[),;])", read_one_year
    yield "year", rf"\b(?P<t>the\s+{Y})(?=\s+[a-z])(?!\s+(?:rainy|dry|wet|lean)\s+season)", read_one_year


def _seasons_and_feasts() -> Iterator[Rule]:
    yield (
        "climate",
        rf"\b(?P<t>(?:the\s+)?(?:(?:last|this|next|coming|current)\s+)?(?:{Y}\s+)?(?:rainy|dry|wet|lean|monsoon|hot|cold)\s+season(?:\s+of\s+(?P<y2>(?:19|20)\d\d))?)\b",
        read_climate,
    )
    season = rf"(?P<s>{any_of(words().seasons['en'])})"
    portion = r"(?:(?P<part>early|mid|late|(?:beginning|end|start|middle)\s+of)[\s-]+(?:the\s+)?)?"
    yield (
        "season year",
        rf"\b(?P<t>(?:the\s+)?{portion}{season}\s+(?:of\s+)?{OLD}(?:[-/](?:(?:1\d|20)?\d\d)\b)?)",
        read_season,
    )
    yield "season which", rf"\b(?P<t>{portion}(?P<which>last|this|next|past)\s+{season})\b", read_season
    yield (
        "season",
        rf"\b(?:in|over|during|since|until|throughout)\s+(?P<t>(?:the\s+)?{portion}(?!fall){season})\b(?!\s+(?:season|of\b|[a-z]+s\b))",
        read_season,
    )
    feast = rf"(?P<f>{any_of(feasts())})"
    portion = r"(?:(?P<part>early|mid|late|beginning|end|start|middle)[\s-]+(?:of\s+)?(?:the\s+)?)?"
    yield (
        "feast",
        rf"\b(?P<t>(?:the\s+)?(?:{_SHARE}\s+day\s+of\s+)?{portion}(?:(?P<which>last|this|next)\s+(?:year's\s+)?)?(?:the\s+)?{feast}"
        rf"(?:,?\s+(?:in\s+|of\s+)?{Y}|{_OF_YEAR})?)(?!\w)",
        read_feast,
    )


def _weekdays() -> Iterator[Rule]:
    yield (
        "every",
        rf"\b(?P<t>(?:every|each)\s+(?:other\s+|few\s+|{_NUMBER}\s+)?(?:(?:{_DAYS})(?:\s+(?:morning|afternoon|evening|night))?|(?:day|night|week|month|"
        r"year|morning|evening|weekend|hour|minute)s?))\b",
        read_undated,
    )
    yield "weekday", rf"\bon\s+(?P<t>(?:{_DAYS})s)\b", read_undated
    yield (
        "weekday",
        rf"\b(?:the\s+night\s+(?:of|from)\s+|between\s+|from\s+)?(?P<t>(?:overnight\s+(?:from\s+)?)?{_WEEKDAY}{_PART_OF_DAY}(?:,\s+(?:{_DAYS}){_PART_OF_DAY})*,?{_TO}"
        rf"(?:the\s+)?(?:early\s+|late\s+)?{_WEEKDAY2}{_PART_OF_DAY})",
        read_weekdays,
    )
    yield (
        "weekday",
        rf"\b(?P<t>(?:overnight\s+(?:in)?to|(?:in\s+)?the\s+night\s+to)\s+{_WEEKDAY}(?:\s+morning)?)",
        read_night_into,
    )
    yield (
        "weekday which",
        rf"\b(?P<t>the\s+(?:very\s+)?(?P<beside>following|previous|preceding|next)\s+{_WEEKDAY}{_PART_OF_DAY})",
        read_named_beside,
    )
    yield (
        "weekday shift",
        rf"\b(?P<t>the\s+{_WEEKDAY}{_PART_OF_DAY}\s+(?P<beside>before|after))(?!\s+last\b)(?=\s*(?:[.,;:)]|$)|\s+(?:that|they|he|she|it)\b)",
        read_named_beside,
    )
    yield (
        "weekday",
        rf"\b(?P<t>(?:overnight\s+(?:on\s+)?)?(?:(?P<which>last|next|this|coming|past)\s+)?(?:coming\s+|past\s+)?{_WEEKDAY}{_PART_OF_DAY}"
        r"(?P<week>,?\s+(?:of\s+)?(?P<of_week>last|this|next)\s+week\b)?)",
        read_weekday,
    )


def _told_from_a_date() -> Iterator[Rule]:
    yield (
        "beside",
        rf"\b(?P<t>{any_of(words().named_before['en'])})(?!\w)(?!\s+(?:yesterday|tomorrow|last|next)\b)(?!\s+after\b)",
        read_named_before,
    )
    yield "eve", r"\b(?P<t>(?:on\s+)?(?:the\s+)?(?P<way>eve)\s+of)\b", read_day_beside
    yield (
        "unit shift",
        rf"\b(?P<t>{_NUMBER}\s+{_UNITS}\s+(?P<way>later|earlier|afterwards|beforehand|previously|before|after)(?=\s*(?:[.,;:)]|$|and\b)|"
        r"(?P<of>\s+(?:the|a|an|his|her|their|its|this|that)\b)?))",
        read_later,
    )
    yield "unit", rf"\b(?P<t>{_NUMBER}\s+{_UNITS}\s+(?P<way>on)(?=\s*[,.;]))", read_later


def _told_from_a_day() -> Iterator[Rule]:
    yield (
        "near",
        r"\b(?P<t>the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)|the\s+night\s+before\s+last|(?:earlier\s+|later\s+)?today|tonight|overnight|"
        r"last\s+(?:night|evening)|this\s+(?:morning|afternoon|evening)|(?:yesterday|tomorrow)(?:\s+(?:morning|afternoon|evening|night|noon))?)\b",
        read_near_day,
    )
    yield "ago unit", r"\b(?P<t>(?:about\s+|around\s+)?(?P<half>half)\s+a\s+(?P<u>year)\s+ago)\b", read_ago
    yield (
        "ago unit",
        rf"\b(?P<t>{_NUMBER}(?P<half>\s+and\s+a\s+half|-and-a-half)?\s+{_UNITS}(?P<half2>\s+and\s+a\s+half)?\s+ago)\b",
        read_ago,
    )
    yield "now unit", rf"\b(?:in\s+)?(?P<t>{_NUMBER}\s+{_UNITS}\s+(?:from\s+now|hence))\b", read_from_now
    yield "now unit", rf"\bfor\s+(?P<t>{_NUMBER}\s+{_UNITS}(?P<since>\s+now))\b", read_recent
    yield "unit", rf"\bin\s+(?P<t>{_NUMBER}\s+{_UNITS}(?:'s?\s+time)?)\b", read_ahead
    around = r"(?:(?:in|over|during|for|within|throughout)\s+)?"
    yield (
        "unit which",
        rf"\b(?P<t>{around}(?:the\s+|these\s+)?(?:last|past|previous|preceding)\s+{_NUMBER}[\s-]+{_UNITS})\b",
        read_recent,
    )
    yield (
        "unit which",
        r"\b(?P<t>(?:in|over|during|for|within|throughout)\s+the\s+(?:last|past)\s+(?P<u>day|week|month|year|decade))\b",
        read_recent,
    )
    yield (
        "unit which",
        rf"\b(?P<t>{around}(?:the\s+|these\s+)?(?:next|coming|following)\s+{_NUMBER}[\s-]+{_UNITS})\b",
        read_coming,
    )
    yield (
        "unit which",
        r"\b(?P<t>(?:in\s+)?(?:the\s+)?(?:recent|past|last|coming|next|following|ensuing|preceding)\s+(?:few\s+|several\s+|couple\s+of\s+)?(?:hours|days|weeks|months|years|decades?))\b",
        read_undated,
    )
    yield "unit which", r"\b(?P<t>(?:the\s+)?week\s+(?P<twice>before|after)\s+(?P<which>last|next))\b", read_week_twice
    unit = r"(?P<u>week|month|year|weekend|quarter)"
    yield (
        "unit which",
        rf"\b(?P<t>(?:(?P<edge>earlier|later|so\s+far)\s+(?:in\s+)?)?(?:(?:at\s+|towards?\s+)?(?:the\s+)?{_PORTION})?"
        rf"(?:(?:the\s+)?(?P<which>last|past|this|next|previous|coming|current)\s+){unit}(?:\s+(?P<edge2>so\s+far))?)\b",
        read_near_period,
    )
    yield (
        "unit part",
        r"\b(?P<t>(?:the\s+)?(?P<part>early|late|beginning|end|start|middle)\s+(?:in|of)\s+the\s+(?P<u>week|month|year))\b(?!\s+(?:of|\d))",
        read_near_period,
    )
    yield "unit shift", r"\b(?P<t>(?P<edge>earlier|later)\s+in\s+the\s+(?P<u>week|month|year|day))\b", read_near_period
    yield (
        "weekend",
        r"\b(?:over|at|during|on|since|until|by|before)\s+(?P<t>the\s+(?P<u>weekend))\b(?!\s+(?:of|before|after)\b)",
        read_near_period,
    )
    yield (
        "unit number|unit",
        rf"\b(?P<t>(?:(?P<lead>for|during|within|over|after|in)\s+)?(?:the\s+|a\s+)?{_NUMBER}[\s-]+{_UNITS})\b",
        read_duration,
    )

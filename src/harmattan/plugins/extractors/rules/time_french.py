"""How French writes times, most specific first; what stands before and between them is in `time_joining`."""

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
    read_nothing,
    read_numeric,
    read_one_year,
    read_season,
    read_undated,
    read_week_around,
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

_NAMES = "|".join((*MONTHS["fr"], *(f"{name}\\.?" for name in SHORT_MONTHS["fr"])))
_MONTH, _MONTH2 = rf"(?P<m>{_NAMES})(?!\w)", rf"(?P<m2>{_NAMES})(?!\w)"
_DAYS = "|".join(WEEKDAYS["fr"])
_WEEKDAY, _WEEKDAY2 = rf"(?P<w>{_DAYS})\b", rf"(?P<w2>{_DAYS})\b"
_PART_OF_DAY = (
    r"(?:\s+(?:au\s+petit\s+|à\s+la\s+mi-|dans\s+la\s+|en\s+(?:début|fin|milieu)\s+de\s+|au\s+|tôt\s+(?:le|dans\s+la)\s+|tard\s+(?:le|dans\s+la)\s+)?"
    r"(?:matin|soir|après-midi|midi|matinée|soirée|journée|nuit))?"
)
_NAMED = rf"(?:(?:le\s+|du\s+|ce\s+)?(?:{_DAYS}){_PART_OF_DAY},?\s+)?"
_ER = r"(?:\s?er)?"
_OF_YEAR = (
    r"(?:\s+(?:de\s+)?(?:l'(?:an|année)\s+(?:(?P<of_year>derni(?:er|ère)|passée?|prochaine?)|(?P<year_then>suivante?|précédente?|d'avant|d'après))|"
    r"(?P<of_year2>cette)\s+année(?!-là)|(?P<year_then2>la\s+même\s+année|cette\s+année-là))(?!\w))"
)
_YEAR = rf"(?:\s+(?:de\s+|de\s+l'année\s+)?{OLD}|{_OF_YEAR})?"
_NEAR = r"(?:(?:près\s+de|plus\s+de|moins\s+de|environ|quelque|au\s+moins|à\s+peine|presque|bientôt)\s+(?:d'|de\s+)?)?"
_NUMBER = (
    rf"{_NEAR}(?P<n>\d{{1,3}}|(?:une\s+(?:dizaine|douzaine|quinzaine|vingtaine|trentaine)\s+(?:de\s+|d'))|une?|deux|trois|quatre|cinq|six|"
    r"sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt-quatre|vingt|trente|quarante-huit|quarante|cinquante|soixante-douze|soixante|"
    r"plusieurs|quelques)\s*"
)
_UNITS = r"(?P<u>minutes?|heures?|jours?|journées?|nuits?|semaines?|mois|ans?|années?|décennies?)"
_SHARE = (
    r"(?P<o>premi(?:er|ère)|deuxième|seconde?|troisième|quatrième|cinquième|derni(?:er|ère)|"
    r"1er|1re|1ère|2e|2ème|2nde?|3e|3ème|4e|4ème)"
)
_PORTION = (
    r"(?:(?:(?:au|en|à\s+la|vers\s+la|dès\s+le|dès\s+la|la|le|tout)\s+)*(?P<part>début|debut|fin|mi|milieu)"
    r"(?:[\s-]+(?:(?:du|de|des|d')\s*)?(?:le\s+)?(?:mois\s+(?:de\s+|d'))?(?:l'année\s+|l')?))"
)
_YEARLY = r"derni(?:er|ère)|passée?|écoulée?|prochaine?"
_WHOLE = (
    rf"(?:(?:(?:de\s+|d'|du\s+)?(?:mois\s+)?(?:de\s+|d')?\s*{_MONTH}{_YEAR})|(?:de\s+|d'|du\s+|des\s+)?(?:(?:l'|cet\s+)?(?:an|année)\s+)?{Y3}|"
    rf"(?:de\s+|du\s+|de\s+ce\s+)?(?:l'|cette\s+|le\s+|ce\s+)?(?P<whole>an|année|mois)\b(?:\s+(?:en\s+cours|(?P<which2>{_YEARLY})))?)"
)
_TO = rf"(?:\s+(?:au|et(?:\s+le)?|à)\s+|{DASH})"
_AFTER = (
    r"(?=\s*(?:[.,;:)!?»]|$)|\s+(?:au|à|dans|vers|par|en|et|ou|mais|pour|avant|après|lors|contre|près|sur|chez|avec|selon|alors|quand|lorsque|où|"
    r"dernier|sous|entre|a|ont|était|étaient|avait|avaient|il|elle|ils|elles|qui|que|ne|se|s)\b)"
)
"""What follows a bare number of a day."""


def french() -> Iterator[Rule]:
    """Yield the patterns of French."""
    yield from _days()
    yield from _shares()
    yield from _seasons_and_feasts()
    yield from _months_and_years()
    yield from _weekdays()
    yield from _told_from_a_date()
    yield from _told_from_a_day()


def _days() -> Iterator[Rule]:
    day = rf"{D}{_ER}\s+{_MONTH}"
    yield (
        "month number unit",
        rf"\b(?P<t>(?:dans\s+)?(?:la\s+)?semaine\s+du\s+{_NAMED}{day}{_YEAR})(?!\s+au\b)",
        read_week_around,
    )
    named = rf"(?:(?:{_DAYS}){_PART_OF_DAY}\s+)?"
    yield (
        "month number",
        rf"(?<![\d.,/-])\b(?P<t>{named}{D}{_ER}(?:,\s*(?:le\s+)?{named}\d{{1,2}}{_ER})*{_TO}(?:le\s+)?{named}{D2}{_ER}\s+{_MONTH}{_YEAR})",
        read_day_range,
    )
    yield (
        "months number",
        rf"(?<![\d.,/-])\b(?P<t>{named}{D}{_ER}\s+{_MONTH}(?:\s+{Y0})?{_TO}(?:le\s+)?{named}{D2}{_ER}\s+{_MONTH2}{_YEAR})",
        read_day_range,
    )
    yield (
        "month number",
        rf"\b(?P<t>{_NAMED}{D}{_ER}\s+{_MONTH}(?:\s+(?P<which2>dernier|prochain)\b|{_YEAR}))",
        read_day,
    )
    yield "month number", rf"\b(?P<t>{D}[-/]{_MONTH}[-/]{Y})", read_day
    month = r"\s+(?:du\s+(?:mois\s+(?P<which2>dernier|prochain|passé)|même\s+mois|mois)|(?P<which>de\s+ce)\s+mois)\b"
    yield (
        "number",
        rf"\b(?:le|depuis\s+le|dès\s+le|jusqu'au|du|au)\s+(?P<t>{D}{_ER}(?:{month}|{_AFTER}))(?!\s*\d)",
        read_day_of_month,
    )
    yield "number weekday", rf"\b(?P<t>{_WEEKDAY}\s+{D}{_ER}){_AFTER}", read_day_of_month
    yield "slash", r"(?<![\w./-])(?P<t>(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d\d))(?![/\w-])", read_numeric
    yield "slash", r"\b(?:le|du|au|dès|depuis)\s+(?P<t>(?P<a>\d{1,2})/(?P<b>\d{1,2}))(?![/\w-]|[.,]\d)", read_numeric


def _shares() -> Iterator[Rule]:
    yield "order unit", rf"\b(?P<t>(?:la\s+)?{_SHARE}\s+semaine\s+{_WHOLE})", read_week_of_month
    units = r"(?P<u>jours|semaines|mois)"
    edge = r"(?P<o>premi(?:er|ère)s|derni(?:er|ère)s)"
    yield (
        "order unit",
        rf"\b(?P<t>(?:les\s+|des\s+|aux\s+)?(?:tout(?:e?s)?\s+)?(?:{_NUMBER})?{edge}\s+{units}\s+{_WHOLE})",
        read_edge_of,
    )
    yield "order unit", rf"\b(?P<t>(?:les\s+|des\s+|aux\s+)?{edge}\s+{_NUMBER}{units}\s+{_WHOLE})", read_edge_of
    lead = r"(?:(?:au|le|du|en|la|ce)\s+)?"
    yield "share order", rf"\b(?P<t>{lead}{_SHARE}\s+(?:moitié|quinzaine)\s+{_WHOLE})", read_half
    share = r"(?P<share>trimestre|semestre|quadrimestre)"
    yield "share order", rf"\b(?P<t>{lead}{_SHARE}\s+{share}\s+{_WHOLE})", read_share_of_year
    yield "share order", rf"\b(?P<t>(?:au|le|du|ce)\s+(?!derni){_SHARE}\s+{share})\b", read_share_of_year
    yield "share", rf"\b(?P<t>(?P<q>[ts][1-4])\s*(?:de\s+)?(?:-\s*)?{Y3})", read_share_of_year
    yield "share year", rf"\b(?P<t>{Y3}\s*-?\s*(?P<q>[ts][1-4]))\b", read_share_of_year
    yield (
        "share",
        rf"\b(?P<t>(?:(?:le|du|au|ce)\s+)?(?P<u>trimestre|semestre)\s+(?P<which2>{_YEARLY}|en\s+cours|précédent))\b",
        read_near_period,
    )
    yield "share", r"\b(?P<t>(?P<which>derni(?:er|ère)|prochain|ce)\s+(?P<u>trimestre|semestre))\b", read_near_period


def _months_and_years() -> Iterator[Rule]:
    half = r"(?:(?:la\s+|le\s+)?(?P<part2>début|fin|mi|milieu)[\s-]+(?:de\s+|d')?)?"
    yield (
        "months",
        rf"\b(?P<t>(?:(?:de|entre|d')\s*(?:la\s+|le\s+)?)?{_PORTION}?{_MONTH}(?:\s+{Y0})?\s+(?:à|et|ou|jusqu'à|jusqu'en)\s+(?:la\s+)?{half}{_MONTH2}{_YEAR})",
        read_month_range,
    )
    yield "month", rf"\b(?P<t>{_PORTION}?{_MONTH}(?:\s+(?:de\s+l'année\s+)?{OLD}|{_OF_YEAR}))", read_month
    yield "month", rf"\b(?P<t>(?:mois\s+(?:de\s+|d'))?{_MONTH}\s+(?P<beside>suivant|précédent))\b", read_named_beside
    yield "month", rf"\b(?P<t>{_PORTION}?{_MONTH}\s+(?P<which2>dernier|prochain|passé))\b", read_month
    yield "month part", rf"\b(?P<t>{_PORTION}{_MONTH})(?!\s*\d)", read_month
    yield (
        "month",
        r"\b(?:en|depuis|courant|dès|jusqu'en|jusqu'à|avant|après|fin|mois\s+de|mois\s+d'|entre|de|d'ici|d'|vers)\s*"
        rf"(?P<t>{_MONTH})(?!\s*\d)(?<!champ de mars)(?<!champs de mars)",
        read_month,
    )
    yield (
        "year",
        rf"\b(?P<t>{Y}(?:(?:\s+(?:à|et|jusqu'en|jusqu'à)\s+|{DASH})(?P<y2>(?:19|20)\d\d)|[-/](?P<y5>\d\d)))(?![\w/]|-\d)",
        read_year_range,
    )
    decades = any_of(word for word in words().decades if not word.endswith("ies"))
    yield (
        "decade year|decade number|decade",
        rf"\b(?P<t>{_PORTION}?(?:les\s+|des\s+)?années\s+(?P<y>(?:(?:1\d|20)\d|\d)0|{decades}))\b",
        read_decade,
    )
    yield "year", rf"\b(?P<t>(?P<on>à\s+(?:partir|compter)\s+de)\s+(?:l'année\s+)?{Y})", read_one_year
    yield "year part", rf"\b(?P<t>{_PORTION}{Y})", read_one_year
    yield (
        "year",
        rf"\b(?:en|dès|avant|après|de|d'ici|année|jusqu'en|jusqu'à|depuis|vers|entre|courant|saisons?|exercice|budget|session|édition|campagne|an|en\s+l'an|celui\s+de|celle\s+de)\s*(?P<t>(?:la\s+)?{_PORTION}?{Y})",
        read_one_year,
    )
    yield (
        "year",
        r"\b(?:en|depuis|dès|jusqu'en|l'an|vers)\s+(?P<t>(?P<y>1[0-8]\d\d))\b(?!\s+\w+s\b|[,.]\d)",
        read_one_year,
    )
    yield "year", rf"\(\s*(?P<t>{Y})(?=\s*[),;])", read_one_year
    history = r"(?P<t>(?P<y>1[0-8]\d\d)(?:\s+(?:à|et)\s+|\s?-\s?)(?P<y2>(?:1\d|20)\d\d))"
    yield "year", rf"(?:\bentre\s+|\bde\s+|\()\s*{history}(?=\))", read_year_range
    yield "year", rf"(?:\bentre\s+|\bde\s+){history}\b(?!\s+\w+s\b)", read_year_range


def _seasons_and_feasts() -> Iterator[Rule]:
    yield (
        "climate",
        rf"\b(?P<t>(?:(?:la|cette)\s+)?(?:(?:prochaine|dernière)\s+)?(?:saison\s+(?:des\s+(?:pluies|récoltes|cultures)|sèche|pluvieuse|chaude|froide)|l'hivernage|"
        rf"période\s+de\s+soudure)(?:\s+(?:de\s+)?{Y}|\s+(?:dernière|passée|prochaine))?)(?!\w)",
        read_climate,
    )
    season = rf"(?P<s>{any_of(words().seasons['fr'])})"
    lead = r"(?:(?:à|au|en|de|pendant|durant)\s+)?(?:(?P<part>début|fin|mi|milieu)[\s-]+(?:de\s+|du\s+|d')?\s*)?(?:l'|le\s+)?"
    yield "season year", rf"\b(?P<t>{lead}{season}\s+(?:de\s+)?{OLD}(?:[-/](?:(?:1\d|20)?\d\d)\b)?)", read_season
    yield "season which", rf"\b(?P<t>{lead}{season}\s+(?P<which2>derni(?:er|ère)|passée?|prochaine?))\b", read_season
    yield "season which", rf"\b(?P<t>(?P<which>cet|ce)\s+{season})\b", read_season
    yield (
        "season",
        rf"\b(?P<t>(?:à\s+l'|au\s+|pendant\s+l'|durant\s+l'|depuis\s+l'|au\s+cours\s+de\s+l'){season})\b(?!\s+(?:de|du|des)\b)",
        read_season,
    )
    feast = rf"(?P<f>{any_of(feasts())})"
    portion = (
        r"(?:(?:(?:au|en|la|à\s+la|le)\s+)?(?P<part>début|fin|mi|milieu)[\s-]+"
        r"(?:du\s+|de\s+la\s+|de\s+l'|de\s+)?(?:mois\s+(?:de\s+|du\s+))?)?"
    )
    yield (
        "feast",
        rf"\b(?P<t>{portion}(?:(?:l[ea]|les)\s+|l')?(?:{_SHARE}\s+jour\s+(?:du|de\s+la|de\s+l'|de)\s*)?(?:jour\s+de\s+(?:la\s+|l'))?{feast}"
        rf"(?:\s+(?:de\s+|en\s+)?{Y}|\s+(?P<which2>dernier|dernière|prochaine?)\b|{_OF_YEAR})?)(?!\w)",
        read_feast,
    )


def _weekdays() -> Iterator[Rule]:
    hour = r"(?:\d{1,2}\s*(?:h|heures?)(?:\s*\d\d)?|midi|minuit)"
    clock = rf"(?:\s+(?:(?:vers|à|aux\s+environs\s+de|peu\s+(?:avant|après))\s+{hour}))?"
    yield (
        "every",
        rf"\b(?P<t>(?:chaque|tous\s+les|toutes\s+les)\s+(?:{_NUMBER})?(?:(?:{_DAYS})s?|jours?|nuits?|semaines?|mois|ans|année|matins?|soirs?|heures?))\b",
        read_undated,
    )
    yield "weekday", rf"\bles\s+(?P<t>(?:{_DAYS})s)\b", read_undated
    # "Le lundi" is every Monday, or that of a story; the last one is "lundi".
    yield (
        "weekday",
        rf"\ble\s+(?P<t>(?:{_DAYS})\b{_PART_OF_DAY})(?!\s+(?:\d|derni|procha|suivant|précéd|passé|d'a[vp]|de\s+(?:la\s+semaine|cette\s+semaine))|\s*(?:et|au|à)\s+(?:le\s+)?(?:{_DAYS}))(?!\w)",
        read_undated,
    )
    yield (
        "weekday",
        rf"\b(?:dans\s+la\s+nuit\s+(?:de|du)\s+|nuit\s+(?:de|du)\s+|de\s+|du\s+|entre\s+)?(?P<t>{_WEEKDAY}{_PART_OF_DAY}(?:,\s+(?:{_DAYS}){_PART_OF_DAY})*"
        rf"(?:\s+(?:à|au|et|jusqu'à|jusqu'au)\s+|{DASH})(?:ce\s+|le\s+)?{_WEEKDAY2}{_PART_OF_DAY})(?!\s+\d)",
        read_weekdays,
    )
    yield (
        "weekday",
        rf"\b(?P<t>(?:le\s+)?{_WEEKDAY}{_PART_OF_DAY}\s+(?P<beside>suivant|précédent|d'avant|d'après))(?!\w)",
        read_named_beside,
    )
    yield (
        "weekday unit",
        rf"\b(?P<t>(?:(?P<which>ce)\s+)?{_WEEKDAY}(?P<week>{_PART_OF_DAY}\s+de\s+(?:la\s+semaine\s+(?P<of_week>dernière|passée|prochaine|écoulée)|cette\s+semaine))"
        rf"{_PART_OF_DAY}{clock})(?!\w)",
        read_weekday,
    )
    yield (
        "weekday",
        rf"\b(?P<t>(?:(?P<which>ce)\s+)?{_WEEKDAY}(?:\s+(?P<which2>dernier|prochain|passé))?{_PART_OF_DAY}{clock}(?:\s+(?P<which3>dernier|prochain|passé))?)(?!\w)",
        read_weekday,
    )


def _told_from_a_date() -> Iterator[Rule]:
    yield "beside", rf"\b(?P<t>{any_of(words().named_before['fr'])})(?!\w)(?!\s+(?:du|de|des|d')\b)", read_named_before
    yield (
        "beside",
        r"\b(?P<t>(?:(?:au|le|dès\s+le)\s+(?P<way>lendemain|surlendemain)|(?:à\s+)?(?P<way2>la\s+veille|l'avant-veille))\s+(?:du\b|des\b|de\b|d'))",
        read_day_beside,
    )
    yield (
        "unit shift",
        rf"\b(?P<t>{_NUMBER}{_UNITS}\s+(?P<way>plus\s+tard|plus\s+tôt|auparavant|après|avant)(?:(?P<of>\s+(?:le|la|les|l'|son|sa|ses|leur|un|une|cette|cet|ce|que|qu'|d'|avoir|être))|(?!\w)))",
        read_later,
    )


def _told_from_a_day() -> Iterator[Rule]:
    yield (
        "near",
        r"\b(?P<t>après-demain|avant-hier(?:\s+(?:soir|matin))?|aujourd'hui|(?:hier|demain)(?:\s+(?:au\s+)?(?:soir|matin|après-midi|midi)|\s+dans\s+la\s+(?:nuit|soirée|"
        r"matinée|journée))?|la\s+nuit\s+(?:dernière|passée)|cette\s+(?:nuit|matinée|après-midi)|ce\s+(?:matin|soir|midi|jour)|cet\s+après-midi)(?!\w|-là)",
        read_near_day,
    )
    yield (
        "ago unit",
        rf"\b(?P<t>(?:il\s+y\s+a|voici|voilà)\s+(?:déjà\s+|tout\s+juste\s+|exactement\s+)?{_NUMBER}{_UNITS}(?P<half>\s+et\s+demie?)?)\b",
        read_ago,
    )
    yield (
        "unit",
        rf"\b(?P<t>(?P<since>depuis)\s+(?:ces\s+|déjà\s+|maintenant\s+)?{_NUMBER}{_UNITS})\b(?!\s+(?:dernier|passée|précédent|prochain))",
        read_recent,
    )
    around = r"(?:(?:au\s+cours|ces|pendant|durant|depuis|dans|sur|lors|en|pour)\s+)?(?:des|les|de\s+ces|ces)?\s*"
    past, ahead = r"(?:derni(?:ers|ères)|passée?s|écoulée?s)", r"(?:prochaine?s)"
    yield "unit which", rf"\b(?P<t>{around}{_NUMBER}derni(?:ers|ères)\s+{_UNITS})\b", read_recent
    yield "unit which", rf"\b(?P<t>{around}derni(?:ers|ères)\s+{_NUMBER}{_UNITS})\b", read_recent
    yield "unit which", rf"\b(?P<t>{around}{_NUMBER}{_UNITS}\s+{past})\b", read_recent
    yield (
        "unit which",
        r"\b(?P<t>(?:(?:au\s+cours|lors)\s+(?:du|de\s+la|de\s+l')|pendant\s+(?:le\s+|la\s+|l')|sur\s+(?:le\s+|la\s+|l')|(?:dans|durant)\s+(?:le\s+|la\s+|l'))\s*(?P<u>semaine|mois|année|an)\s+écoulée?)\b",
        read_recent,
    )
    yield "unit which", rf"\b(?P<t>{around}{_NUMBER}{ahead}\s+{_UNITS})\b", read_coming
    yield "unit which", rf"\b(?P<t>{around}{ahead}\s+{_NUMBER}{_UNITS})\b", read_coming
    yield "unit which", rf"\b(?P<t>{around}{_NUMBER}{_UNITS}\s+(?:à\s+venir|qui\s+viennent))\b", read_coming
    yield "unit", rf"\bd(?:ans|'ici)\s+(?:à\s+)?(?P<t>{_NUMBER}{_UNITS})\b", read_ahead
    unit = r"(?P<u>semaine|mois|an|année|weekend|week-end|week\s+end)"
    yield (
        "unit shift",
        r"\b(?P<t>(?P<edge>plus\s+(?:tôt|tard))\s+(?:dans\s+)?(?:(?P<which>cette|ce|la|le|l')\s*)(?P<u>semaine|mois|année|journée)(?:-ci)?)\b",
        read_near_period,
    )
    yield (
        "unit",
        r"\b(?P<t>depuis\s+(?:le\s+)?(?P<since>début)\s+(?:de\s+l'|du\s+|de\s+la\s+|de\s+)(?P<u>année|mois|semaine))\b(?!\s+(?:de|\d|derni|passé|procha))",
        read_near_period,
    )
    yield (
        "unit which",
        rf"\b(?P<t>{_PORTION}?(?:(?:de\s+)?(?:la|le|l')\s*)?{unit}\s+(?P<which2>{_YEARLY}|en\s+cours))\b",
        read_near_period,
    )
    yield (
        "unit which",
        rf"\b(?P<t>{_PORTION}?(?:la|le|l')\s*(?P<which>dernière?|prochaine?)\s+{unit})\b(?!\s+(?:de|du|d')\b)",
        read_near_period,
    )
    yield (
        "unit which",
        rf"\b(?P<t>(?:(?:jusqu'(?:ici|à\s+présent)|à\s+ce\s+jour)\s+)?{_PORTION}?(?P<which>cette|ce)\s+{unit}(?:-ci)?(?:\s+(?P<edge2>jusqu'ici|jusqu'à\s+présent))?)\b(?!-là)(?!\s+(?:de\s+(?:{_NAMES})\b|d'a|où))",
        read_near_period,
    )
    yield (
        "unit part",
        r"\b(?P<t>(?:(?:en|au|à\s+la|le|la|dès\s+le|dès\s+la|vers\s+la)\s+)?(?P<part>début|fin|milieu)\s+(?:de\s+|du\s+|d')(?:la\s+|l')?(?P<u>mois|année|semaine))\b"
        r"(?!\s+(?:de|d'|du|\d|derni|passé|procha|suivant|précéd))",
        read_near_period,
    )
    yield (
        "weekend",
        r"\b(?:pendant|durant|au\s+cours\s+de|au\s+cours\s+du|lors\s+du|depuis|tout\s+au\s+long\s+du|jusqu'au|dans)\s+(?P<t>(?:le\s+)?(?P<u>weekend|week-end|week\s+end))\b",
        read_near_period,
    )
    yield (
        "unit which|which",
        r"\b(?P<t>(?:ces|les|des|ses|nos)\s+(?:tout\s+|tous\s+|toutes\s+)?(?:derni(?:ers|ères)|prochaine?s)\s+(?:heures|jours|semaines|mois|années|temps))\b",
        read_undated,
    )
    yield (
        "unit",
        r"\b(?P<t>(?:ces|les|des)\s+(?:jours|semaines|mois|années|heures)(?:-ci|\s+(?:à\s+venir|qui\s+viennent|passée?s|écoulée?s|suivante?s|précédente?s)))\b",
        read_undated,
    )
    yield "number unit|number", r"\b(?:à|vers|dès)\s+(?P<t>\d{1,2}\s*(?:h|heures)(?:\s*\d\d)?)\b", read_nothing
    lead = r"(?:(?P<lead>pendant|durant|en|après|dans|sur|au\s+bout\s+de|il\s+y\s+a)\s+(?:les\s+|ces\s+)?)?"
    yield "unit", rf"\b(?P<t>{lead}{_NUMBER}{_UNITS})\b", read_duration

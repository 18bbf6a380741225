"""How times are written: the patterns of a language, and which of them can match a text at all.

They match text as `normalise` leaves it: lower case, one kind of apostrophe, dash and space. Group `t` is the time; `d`, `d2`
days, `m`, `m2` months, `y`, `y0`, `y2`, `y3` years, `w`, `w2` weekdays, `n` a number, `u` a unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from harmattan.plugins.extractors.rules.calendar import MONTHS, SHORT_MONTHS, WEEKDAYS
from harmattan.plugins.extractors.rules.feasts import words
from harmattan.plugins.extractors.rules.time_english import english
from harmattan.plugins.extractors.rules.time_french import french
from harmattan.plugins.extractors.rules.time_pieces import Rule, digits, feasts
from harmattan.plugins.extractors.rules.time_readers import Reader

_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?<![^\W_])\d[^\W_]*")
_MARKS = (("/", "slash"), (":", "clock"), (".", "point"), ("-", "hyphen"), ("'s", "decade"))
_YEAR = re.compile(r"(?:1\d|20)\d\d")


_SHORT = 3
"""Letters of articles and the like, by which no feast can be known."""


class Grammar:
    """The patterns of a language, most specific first, and which of them can match a text at all, by its words."""

    def __init__(self, language: str, rules: Iterable[Rule]) -> None:
        self._kinds = _kinds_of(language)
        self._words = frozenset(self._kinds)
        self._months = frozenset(word for word, kinds in self._kinds.items() if "month" in kinds)
        self._rules = tuple(
            (tuple(frozenset(either.split("|")) for either in needs.split()), pattern, reader)
            for needs, pattern, reader in rules
        )
        # A short text needs few of them, and compiling takes longer than reading it.
        self._compiled = lru_cache(maxsize=None)(re.compile)
        self._by_kinds = lru_cache(maxsize=2048)(self._choose)

    def rules_for(self, text: str) -> tuple[tuple[re.Pattern[str], Reader], ...]:
        """Return the patterns that can match a normalised text, most specific first."""
        words = _WORD.findall(text)
        kinds = {kind for word in self._words.intersection(words) for kind in self._kinds[word]}
        if "month" in kinds and sum(word in self._months for word in words) > 1:
            kinds.add("months")
        if _DIGIT.search(text):
            kinds.add("number")
            for number in _NUMBER.findall(text):
                if not number.isdigit():
                    kinds.add("decade" if number[-1] == "s" else "mixed")
                elif _YEAR.fullmatch(number):
                    kinds.add("year")
            kinds.update(kind for mark, kind in _MARKS if mark in text)
        return self._by_kinds(frozenset(kinds)) if kinds else ()

    def _choose(self, kinds: frozenset[str]) -> tuple[tuple[re.Pattern[str], Reader], ...]:
        return tuple(
            (self._compiled(pattern), reader)
            for needs, pattern, reader in self._rules
            if all(either & kinds for either in needs)
        )


def _kinds_of(language: str) -> dict[str, frozenset[str]]:
    """Return the words of a language by which a time of some kind can be known."""
    if language not in MONTHS:
        return {}
    known = words()
    found: dict[str, set[str]] = {}

    def put(kind: str, *terms: str) -> None:
        for term in terms:
            found.setdefault(term, set()).add(kind)

    for kind, terms in known.kinds[language].items():
        put(kind, *terms)
    put("unit", *(word for unit in known.units for word in (unit, f"{unit}s")))
    put("month", *MONTHS[language], *SHORT_MONTHS[language])
    put("weekday", *(word for day in WEEKDAYS[language] for word in (day, f"{day}s")))
    put("season", *known.seasons[language])
    put("order", *known.order)
    put("decade", *known.decades)
    # The longest word of a feast that tells nothing else ("good" of "Good Friday").
    put(
        "feast",
        *(
            max(_WORD.findall(name), key=lambda word: (len(word) > _SHORT and word not in found, len(word)))
            for name in feasts()
        ),
    )
    return {word: frozenset(kinds) for word, kinds in found.items()}


@cache
def grammar_of(language: str) -> Grammar:
    """Return the patterns of a language; of one without any, those of dates in digits."""
    return Grammar(language, _rules_of(language))


def _rules_of(language: str) -> Iterator[Rule]:
    yield from digits()
    yield from {"en": english, "fr": french}[language]() if language in MONTHS else ()

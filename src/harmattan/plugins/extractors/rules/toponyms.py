"""Finds toponyms in running text by the place index, whether or not the lexicon knows them, and tells them from other names.

A stretch with capitals that some place is called is taken for a toponym where a logistic regression over what stands around
it, what the document does with the name elsewhere, and how well known the place is, gives it at least even odds.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from harmattan.lexicons.normal import bare, normalise
from harmattan.plugins.extractors.rules.calendar import MONTHS, WEEKDAYS
from harmattan.plugins.extractors.rules.settling import Named, Settled, Settler, fame
from harmattan.plugins.places.keys import key_of
from harmattan.ports import Bearer, PlaceIndex
from harmattan.stages.reading.damage.counts import counts_for

_DATA = Path(__file__).parent / "data"
_WORDS: dict[str, frozenset[str]] = {
    kind: frozenset(words.split(" "))
    for kind, words in json.loads((_DATA / "toponym_words.json").read_text(encoding="utf-8")).items()
}
"""Words of English and French that stand around names: `at` and `to` before places, `kinds` and `ways` of them, `titles` before
and `says` after persons, `bodies` at the end of organisations' names, `particles` within names,
`powers` that rule from a capital, `borders`."""


def named_words(kind: str) -> frozenset[str]:
    """Return the words of a kind that stand around names."""
    return _WORDS[kind]


_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[ \u00a0]|[-‐‑–'’]|\. ?|, (?=d\.?c)|'? ", re.IGNORECASE)
_LONGEST = 7
_SHORTENED = 3
"""Letters of the longest word that a full stop shortens within a name ("St. Louis", "Ste. Marie")."""
_CALENDAR = frozenset(name for names in (*MONTHS.values(), *WEEKDAYS.values()) for name in names)
THRESHOLD = 0.5
_NAME_LIKE = 5.3
"""Zipf frequency below which a word with a capital beside a name is rather a part of it."""
_JOINING = frozenset(("and", "et", "or", "ou"))
_HEARD = 3
"""Words of the longest name that is known by its sound."""
_PLACING = _WORDS["at"] | _WORDS["to"] | _WORDS["reaches"] | _WORDS["kinds"] | {"a", "of", "de", "d"}


class Toponym(msgspec.Struct, frozen=True, gc=False):
    """A toponym in a reading, and how sure it is that it is one."""

    start: int
    end: int
    key: str
    bearers: tuple[Bearer, ...]
    odds: float


class _Stretch(msgspec.Struct, gc=False):
    """A stretch of words that some place is called."""

    first: int
    last: int
    start: int
    end: int
    key: str
    bearers: tuple[Bearer, ...]


class Toponyms:
    """The toponyms of one text, and what settles which places they are."""

    def __init__(self, text: str, found: tuple[Toponym, ...], countries: Mapping[str, float]) -> None:
        self.text = text
        self.found = found
        self.country = max(countries, key=lambda code: (countries[code], code)) if countries else None
        """The country that the text is about (ISO 3166 alpha-2), None where it names none."""
        self._starts = [item.start for item in found]
        named = [Named(item.start, item.end, item.key, item.bearers) for item in found if item.odds >= THRESHOLD]
        self._settler = Settler(text, named, countries)

    def within(self, start: int, end: int) -> tuple[Toponym, ...]:
        """Return the toponyms in text[start:end]."""
        if not self.found:
            return ()
        near = self.found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return tuple(item for item in near if item.end <= end and item.odds >= THRESHOLD)

    def doubts(self, start: int, end: int) -> bool:
        """Return whether text[start:end] is called as a place is, but hardly stands for one ("Chad Johnson")."""
        spot = bisect_left(self._starts, start)
        return spot < len(self.found) and self.found[spot].start == start and self.found[spot].odds < THRESHOLD

    def settle(self, bearers: tuple[Bearer, ...], key: str, start: int, end: int) -> Settled:
        """Return which place a name at text[start:end] means; `bearers` are those of the name."""
        return self._settler.settle(bearers, key, start, end)


def find_toponyms(
    text: str,
    *,
    places: PlaceIndex,
    language: str | None,
    countries: Mapping[str, float],
    peoples: frozenset[tuple[int, int]] = frozenset(),
) -> Toponyms:
    """Return the toponyms of a text by the index. In text without capitals of its own there are none to be told.

    `countries` are those that the text names, with what they weigh; `peoples` where adjectives and names of peoples stand.
    """
    if _is_upper(text):
        return Toponyms(text, (), countries)
    tokens = tokens_of(text)
    stretches = [
        item for item in stretches_of(text, tokens, places, countries) if (item.start, item.end) not in peoples
    ]
    weights, bias = _weights()
    rows = features(text, tokens, stretches, language, countries)
    found = []
    for stretch, row in zip(stretches, rows, strict=True):
        if _is_shortened(stretch) and not row.get("contained"):
            continue
        score = bias + sum(weights.get(name, 0.0) * value for name, value in row.items())
        odds = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
        found.append(Toponym(stretch.start, stretch.end, stretch.key, stretch.bearers, odds))
    return Toponyms(text, tuple(found), countries)


def _is_shortened(stretch: _Stretch) -> bool:
    """Return whether a name is a region's in short ("Va.", "OR"), which stands behind a town's alone."""
    return len(stretch.key) <= 5 and all(
        bearer.feature == "region" and bearer.called == "alternate" for bearer in stretch.bearers
    )


@cache
def _weights() -> tuple[dict[str, float], float]:
    known = json.loads((_DATA / "toponyms.json").read_text(encoding="utf-8"))
    return known["weights"], known["bias"]


class _Tokens(msgspec.Struct, gc=False):
    words: list[str]
    lowers: list[str]
    """Lower case, without accents."""
    starts: list[int]
    ends: list[int]


def tokens_of(text: str) -> _Tokens:
    """Return the words of a text, digits and letters that stand together."""
    lowered = bare(normalise(text))
    spans = [found.span() for found in _WORD.finditer(text)]
    return _Tokens(
        [text[a:b] for a, b in spans], [lowered[a:b] for a, b in spans], [a for a, _ in spans], [b for _, b in spans]
    )


def _is_upper(text: str) -> bool:
    """Return whether capitals tell nothing in a text: nearly all its letters are."""
    sample = text[:4000]
    letters = sum(map(str.isalpha, sample))
    return letters > 0 and sum(map(str.isupper, sample)) > 0.7 * letters


def stretches_of(text: str, tokens: _Tokens, places: PlaceIndex, countries: Mapping[str, float]) -> list[_Stretch]:
    """Return the longest stretches with capitals that some place is called, left to right.

    Where a place must stand and no name fits, a place of the text's countries that sounds like the words does.
    """
    words, lowers = tokens.words, tokens.lowers
    found: list[_Stretch] = []
    known: dict[tuple[str, ...], int] = {}
    reach = 0
    for first, word in enumerate(words):
        if first < reach or not word[0].isupper():
            continue
        last = first + 1
        while last < len(words) and last - first < _LONGEST:
            gap = _GAP.fullmatch(text, tokens.ends[last - 1], tokens.starts[last])
            if gap is None or (gap.group()[0] == "." and len(words[last - 1]) > _SHORTENED):
                break
            if (
                not words[last][0].isupper()
                and not words[last][0].isdigit()
                and lowers[last] not in _WORDS["particles"]
            ):
                break
            last += 1
        run = tuple(lowers[first:last])
        placing = first > 0 and bool(countries) and lowers[first - 1] in _PLACING
        count = known.get(run)
        if count is None:
            count = known[run] = places.longest(run)
        while count and not _ends_well(words, lowers, first, first + count):
            count = places.longest(run[: count - 1])
        if placing and (not count or (first + count < last and words[first + count][0].isupper())):
            heard = _heard(text, tokens, places, first, last, countries)
            if heard is not None and heard.last > first + count:
                found.append(heard)
                reach = heard.last
                continue
        if not count or (count == 1 and (len(word) < 2 or word.isdigit())):
            continue
        start, end = tokens.starts[first], tokens.ends[first + count - 1]
        name = text[start:end]
        if count > 1 and len(words[first + count - 1]) == 1 and text[end : end + 1] == ".":
            end += 1
        bearers = places.find(name)
        if count == 1 and word.isupper() and len(word) <= 3:
            bearers = tuple(
                bearer for bearer in bearers if bearer.curated or bearer.name.isupper() or bearer.feature == "region"
            )
        if not bearers:
            continue
        found.append(_Stretch(first, first + count, start, end, key_of(name), bearers))
        reach = first + count
    return found


def _heard(
    text: str, tokens: _Tokens, places: PlaceIndex, first: int, last: int, countries: Mapping[str, float]
) -> _Stretch | None:
    """Return the stretch from a word on that sounds like a place of the text's countries ("Tinzawaten")."""
    while last > first and not tokens.words[last - 1][0].isupper():
        last -= 1
    for end in range(min(last, first + _HEARD), first, -1):
        name = text[tokens.starts[first] : tokens.ends[end - 1]]
        bearers = tuple(bearer for bearer in places.find(name, spelling=True) if bearer.country in countries)
        if bearers:
            return _Stretch(first, end, tokens.starts[first], tokens.ends[end - 1], key_of(name), bearers)
    return None


def _ends_well(words: list[str], lowers: list[str], first: int, last: int) -> bool:
    return last - first == 1 or words[last - 1][0].isupper() or words[last - 1].isdigit()


def features(
    text: str, tokens: _Tokens, stretches: list[_Stretch], language: str | None, countries: Mapping[str, float]
) -> list[dict[str, float]]:
    """Return what tells each stretch from names of persons, firms and common words, by the name of the feature."""
    counts = counts_for(language or "en") or counts_for("en")
    zipf: Mapping[str, float] = {} if counts is None else counts.zipf
    total = sum(countries.values()) or 1.0
    lower_words = {word for word in tokens.words if word[0].islower()}
    at = {stretch.first: stretch for stretch in stretches}
    ends = {stretch.last: stretch for stretch in stretches}
    rows: list[dict[str, float]] = []
    located: dict[str, int] = {}
    personal: dict[str, int] = {}
    for stretch in stretches:
        row = _around(text, tokens, stretch, zipf, at, ends)
        best = max(stretch.bearers, key=lambda bearer: (fame(bearer), bearer.place_id))
        shares = [countries.get(bearer.country or "", 0.0) / total for bearer in stretch.bearers]
        share = max(shares, default=0.0)
        own = [bearer for bearer, part in zip(stretch.bearers, shares, strict=True) if part == share and part > 0]
        people = math.log10(max(100, best.population) / 100)
        row["people"] = people
        row["people own"] = max((math.log10(max(100, b.population) / 100) for b in own), default=0.0)
        row["own"] = math.sqrt(share)
        row["own but small"] = math.sqrt(share) if people < 1 else 0.0
        row["curated"] = float(any(bearer.curated for bearer in stretch.bearers))
        row[f"kind {best.feature}"] = 1.0
        row["only alternate"] = float(all(bearer.called == "alternate" for bearer in stretch.bearers))
        row["words"] = float(min(3, stretch.last - stretch.first) - 1)
        if stretch.last - stretch.first == 1:
            frequency = zipf.get(tokens.lowers[stretch.first], 0.0)
            row["rare"] = float(frequency < 1.5)
            row["rare and own"] = math.sqrt(share) if frequency < 1.5 else 0.0
            row["common"] = max(0.0, frequency - 3.0)
            row["commoner than known"] = max(0.0, frequency - 2.2 - people * 0.7)
            row["in lower case"] = float(tokens.words[stretch.first].lower() in lower_words)
            row["calendar"] = float(tokens.words[stretch.first].lower() in _CALENDAR)
        if (
            row.get("at")
            or row.get("reached")
            or row.get("way before")
            or row.get("place before")
            or row.get("contained")
        ):
            located[stretch.key] = located.get(stretch.key, 0) + 1
        if row.get("title before") or row.get("name before") or row.get("titled"):
            for word in stretch.key.split(" "):
                personal[word] = personal.get(word, 0) + 1
        rows.append(row)
    for stretch, row in zip(stretches, rows, strict=True):
        here = float(
            bool(
                row.get("at")
                or row.get("reached")
                or row.get("way before")
                or row.get("place before")
                or row.get("contained")
            )
        )
        row["located elsewhere"] = min(2.0, located.get(stretch.key, 0) - here)
        named = float(bool(row.get("title before") or row.get("name before") or row.get("titled")))
        row["personal elsewhere"] = min(2.0, personal.get(stretch.key.split(" ")[-1], 0) - named)
    return rows


def _around(
    text: str,
    tokens: _Tokens,
    stretch: _Stretch,
    zipf: Mapping[str, float],
    at: Mapping[int, _Stretch],
    ends: Mapping[int, _Stretch],
) -> dict[str, float]:
    """Return what stands before and after a stretch."""
    row: dict[str, float] = {}
    first, last = stretch.first, stretch.last
    before = text[tokens.ends[first - 1] : stretch.start] if first else "\n"
    after = text[stretch.end : tokens.starts[last]] if last < len(tokens.words) else "\n"
    joined = before in (" ", "’", "'", "l’", "\u00a0")
    previous = tokens.words[first - 1] if first else ""
    low = previous.lower()
    if not first or re.search(r"[.!?\n:•“\"]", before):
        row["opens"] = 1.0
        if "\n" in before or not first:
            row["opens line"] = 1.0
    elif joined:
        reach = first - 2 if low in ("the", "la", "le", "l", "les") and first > 1 else first - 1
        governing = tokens.words[reach].lower()
        if governing in _WORDS["at"] or (governing in ("à", "au", "aux", "en") and tokens.words[reach].islower()):
            row["at"] = 1.0
        elif governing in _WORDS["reaches"]:
            row["reached"] = 1.0
        elif governing in _WORDS["to"]:
            row["to"] = 1.0
        elif governing in _JOINING and reach in ends:
            row["joined to place"] = 1.0
        elif governing in ("of", "de", "d", "du"):
            row["of"] = 1.0
            if reach and tokens.words[reach - 1].lower() in _WORDS["kinds"]:
                row["place before"] = 1.0
        if low in ("the", "la", "le", "les", "l", "a", "an", "un", "une"):
            row["article"] = 1.0
        if low in _WORDS["kinds"]:
            row["place before"] = 1.0
        elif low in _WORDS["ways"]:
            row["way before"] = 1.0
        elif low in _WORDS["titles"]:
            row["title before"] = 1.0
        elif previous[0].isupper() and first not in ends:
            opening = first < 2 or bool(
                re.search(r"[.!?\n:“\"]", text[tokens.ends[first - 2] : tokens.starts[first - 1]])
            )
            row["capital before, opening" if opening else "capital before"] = 1.0
            common = zipf.get(bare(low), 0.0)
            if common < 5.7 and low not in _WORDS["bodies"]:
                row["name before"] = 1.0
        elif first in ends:
            row["place joined before"] = 1.0
        if _is_titled(text, tokens, first - 1):
            row["titled"] = 1.0
    elif before in ("-", "–", "/", "-"):
        row["hyphen before"] = 1.0
    elif re.fullmatch(r"\.\s", before):
        row["initial before"] = 1.0
    elif re.fullmatch(r",\s", before):
        other = ends.get(first)
        if other is not None:
            row["listed"] = 1.0
            if _holds(stretch, other):
                row["contained"] = 1.0
        else:
            row["comma before"] = 1.0
    elif re.fullmatch(r"\s\(", before):
        row["bracket before"] = 1.0
    following = tokens.words[last] if last < len(tokens.words) else ""
    follow = following.lower()
    if after in ("’", "'") and follow == "s":
        row["possessive"] = 1.0
        after = " "
        follow = tokens.words[last + 1].lower() if last + 1 < len(tokens.words) else ""
        following = tokens.words[last + 1] if last + 1 < len(tokens.words) else ""
    elif after == " " and following:
        if follow in _WORDS["bodies"] and following[0].isupper():
            row["body after"] = 1.0
        elif follow in _WORDS["kinds"]:
            row["division after"] = 1.0
        elif following[0].isupper() and last in at:
            row["place joined after"] = 1.0
        elif following[0].isupper():
            row["capital after"] = 1.0
            row["name after"] = float(zipf.get(bare(follow), 0.0) < _NAME_LIKE)
        elif follow in _JOINING and last + 1 in at:
            row["joined to place"] = 1.0
        elif follow in _WORDS["says"]:
            row["says after"] = 1.0
        else:
            row["lower after"] = 1.0
    elif after in ("-", "–"):
        row["hyphen after"] = 1.0
    elif re.fullmatch(r",\s", after):
        other = at.get(last)
        row["comma after"] = 1.0
        if other is not None:
            row["listed"] = 1.0
            if _holds(other, stretch):
                row["contained"] = 1.0
    elif re.match(r"\s*\(", after):
        row["bracket after"] = 1.0
    elif re.match(r"\s*[.;:!?\n]", after):
        row["closes"] = 1.0
    word = tokens.words[first]
    if last - first == 1 and word.isupper() and len(word) > 1:
        row["capitals"] = 1.0
        if len(word) <= 3:
            row["short capitals"] = 1.0
    return row


def _is_titled(text: str, tokens: _Tokens, last: int) -> bool:
    """Return whether the words with capitals up to this one, the one before a stretch, follow a title ("Mrs Florence …")."""
    for spot in range(last, max(-1, last - 3), -1):
        if tokens.words[spot].lower() in _WORDS["titles"]:
            return spot < last
        if not tokens.words[spot][0].isupper() or not spot or text[tokens.ends[spot - 1] : tokens.starts[spot]] != " ":
            return False
    return False


def _holds(outer: _Stretch, inner: _Stretch) -> bool:
    """Return whether some place of the outer name is a country or region in which one of the inner name lies."""
    wide = [b for b in outer.bearers if b.feature in ("country", "region")][:6]
    return any(
        b.country == place.country
        and place.feature != "country"
        and (b.feature == "country" or (place.feature != "region" and b.admin1 == place.admin1))
        for b in wide
        for place in inner.bearers[:60]
    )

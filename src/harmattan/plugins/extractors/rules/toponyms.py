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

_DATA = Path(__file__).parent / "data" / "toponyms.json"
_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[ \u00a0]|[-‐‑–'’]|\. ?|, (?=d\.?c)|'? ", re.IGNORECASE)
_LONGEST = 7
_PARTICLES = frozenset(
    "of the and de du des la le les el al d l y e sur sous en au aux upon on am im der den van von ben bin ag do da dos das di "
    "del della s i a".split()
)
_AT = frozenset("in at near outside around across throughout à dans vers près inside within between entre above".split())
_TO = frozenset("to from toward towards into through via for leaving reaching depuis jusqu pour par".split())
_OF = frozenset("of de du d des la le au aux en the l".split())
_PLACES = frozenset(
    "city town village capital province region state county district municipality suburb port island river lake mount commune "
    "ville village région province cercle district localité préfecture département quartier camp hamlet oasis valley forest "
    "neighborhood neighbourhood".split()
)
_WAYS = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast southwest northeastern "
    "northwestern southeastern southwestern nord sud est ouest centre upper lower downtown greater mid".split()
)
_TITLES = frozenset(
    "mr mrs ms dr sir dame lord lady president minister senator governor mayor king queen prince princess general colonel captain "
    "major lieutenant sergeant judge justice professor prof bishop pope father sister brother coach chief officer detective "
    "director secretary ambassador congressman congresswoman rep sen gov gen col lt sgt capt m mme mlle monsieur madame général "
    "président ministre capitaine commandant maître imam cheikh sheikh emir author actor actress singer player".split()
)
_SAYS = frozenset(
    "said says told added explained believes thinks wrote asked noted recalled announced a dit déclaré affirmé who whose".split()
)
_BODIES = frozenset(
    "police university college school hospital airport street st road rd avenue ave times post news herald tribune journal bank "
    "council court government parliament army united city fc club museum church cathedral hotel park stadium bridge station "
    "international association group inc ltd company corp press daily gazette center centre high national".split()
)
_REACHES = frozenset(
    "entered enter attacked attack attacking seized seize seizing captured capture took take retook recaptured stormed raided "
    "reached left leave leaving fled flee hit struck bombed shelled besieged surrounded visited controls control controlled hold "
    "holds held liberated burned looted attaqué attaquent attaquer pris prennent prendre repris reprendre quitté quittent quitter "
    "fui fuient fuir bombardé bombardent libéré libèrent visé visent incendié pillé occupé occupent encerclé atteint frappé "
    "contrôlent contrôle conquis assiégé investi".split()
)
_CALENDAR = frozenset(name for names in (*MONTHS.values(), *WEEKDAYS.values()) for name in names)
THRESHOLD = 0.5


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
    tokens = tokens_of(text)
    if _is_upper(text):
        return Toponyms(text, (), countries)
    stretches = [item for item in stretches_of(text, tokens, places) if (item.start, item.end) not in peoples]
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
    known = json.loads(_DATA.read_text(encoding="utf-8")) if _DATA.is_file() else {"weights": {}, "bias": 0.0}
    return known["weights"], known["bias"]


class _Tokens(msgspec.Struct, gc=False):
    words: list[str]
    lowers: list[str]
    """Lower case, without accents."""
    starts: list[int]
    ends: list[int]


def tokens_of(text: str) -> _Tokens:
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


def stretches_of(text: str, tokens: _Tokens, places: PlaceIndex) -> list[_Stretch]:
    """Return the longest stretches with capitals that some place is called, left to right."""
    words, lowers = tokens.words, tokens.lowers
    found: list[_Stretch] = []
    known: dict[tuple[str, ...], int] = {}
    reach = 0
    for first, word in enumerate(words):
        if first < reach or not word[0].isupper():
            continue
        last = first + 1
        while last < len(words) and last - first < _LONGEST and _GAP.fullmatch(text, tokens.ends[last - 1], tokens.starts[last]):
            if not words[last][0].isupper() and not words[last][0].isdigit() and lowers[last] not in _PARTICLES:
                break
            last += 1
        run = tuple(lowers[first:last])
        count = known.get(run)
        if count is None:
            count = known[run] = places.longest(run)
        while count and not _ends_well(words, lowers, first, first + count):
            count = places.longest(run[: count - 1])
        if not count or (count == 1 and (len(word) < 2 or word.isdigit())):
            continue
        start, end = tokens.starts[first], tokens.ends[first + count - 1]
        name = text[start:end]
        if count > 1 and len(words[first + count - 1]) == 1 and text[end : end + 1] == ".":
            end += 1
        bearers = places.find(name)
        if count == 1 and word.isupper() and len(word) <= 3:
            bearers = tuple(bearer for bearer in bearers if bearer.curated or bearer.name.isupper() or bearer.feature == "region")
        if not bearers:
            continue
        found.append(_Stretch(first, first + count, start, end, key_of(name), bearers))
        reach = first + count
    return found


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
        row["only alternate"] = float(all(bearer.called != "name" for bearer in stretch.bearers))
        row["words"] = float(min(3, stretch.last - stretch.first) - 1)
        if stretch.last - stretch.first == 1:
            frequency = zipf.get(tokens.lowers[stretch.first], 0.0)
            row["rare"] = float(frequency < 1.5)
            row["rare and own"] = math.sqrt(share) if frequency < 1.5 else 0.0
            row["common"] = max(0.0, frequency - 3.0)
            row["commoner than known"] = max(0.0, frequency - 2.2 - people * 0.7)
            row["in lower case"] = float(tokens.words[stretch.first].lower() in lower_words)
            row["calendar"] = float(tokens.words[stretch.first].lower() in _CALENDAR)
        if row.get("at") or row.get("reached") or row.get("way before") or row.get("place before") or row.get("contained"):
            located[stretch.key] = located.get(stretch.key, 0) + 1
        if row.get("title before") or row.get("name before"):
            for word in stretch.key.split(" "):
                personal[word] = personal.get(word, 0) + 1
        rows.append(row)
    for stretch, row in zip(stretches, rows, strict=True):
        here = float(bool(row.get("at") or row.get("reached") or row.get("way before") or row.get("place before") or row.get("contained")))
        row["located elsewhere"] = min(2.0, located.get(stretch.key, 0) - here)
        named = float(bool(row.get("title before") or row.get("name before")))
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
        if governing in _AT or (governing in ("à", "au", "aux", "en") and tokens.words[reach].islower()):
            row["at"] = 1.0
        elif governing in _REACHES:
            row["reached"] = 1.0
        elif governing in _TO:
            row["to"] = 1.0
        elif governing in ("of", "de", "d", "du"):
            row["of"] = 1.0
            if reach and tokens.words[reach - 1].lower() in _PLACES:
                row["place before"] = 1.0
        if low in ("the", "la", "le", "les", "l", "a", "an", "un", "une"):
            row["article"] = 1.0
        if low in _PLACES:
            row["place before"] = 1.0
        elif low in _WAYS:
            row["way before"] = 1.0
        elif low in _TITLES:
            row["title before"] = 1.0
        elif previous[0].isupper() and first not in ends:
            opening = first < 2 or bool(re.search(r"[.!?\n:“\"]", text[tokens.ends[first - 2] : tokens.starts[first - 1]]))
            row["capital before, opening" if opening else "capital before"] = 1.0
            common = zipf.get(bare(low), 0.0)
            if common < 5.7 and low not in _BODIES:
                row["name before"] = 1.0
        elif first in ends:
            row["place joined before"] = 1.0
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
        if follow in _BODIES and following[0].isupper():
            row["body after"] = 1.0
        elif follow in _PLACES:
            row["division after"] = 1.0
        elif following[0].isupper() and last in at:
            row["place joined after"] = 1.0
        elif following[0].isupper():
            row["capital after"] = 1.0
        elif follow in _SAYS:
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

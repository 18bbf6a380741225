"""Finds the places that a passage names, with as much precision as the words allow."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import ActorRow, DemonymRow, OutletRow, PlaceRow
from harmattan.plugins.extractors.rules.found import FoundPlace
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.plugins.extractors.rules.settling import Settled
from harmattan.plugins.extractors.rules.toponyms import Toponyms, named_words
from harmattan.plugins.places.keys import key_of
from harmattan.ports import Bearer, PlaceIndex
from harmattan.records.claim import Precision

_PRECISION: dict[str, Precision] = {
    "capital": "exact", "city": "exact", "town": "exact", "village": "exact", "region": "adm1", "district": "adm2",
    "country": "country", "area": "region", "river": "region", "forest": "region", "quarter": "exact", "spot": "exact",
    "water": "region", "island": "region", "mountain": "region", "road": "region",
}  # fmt: skip
_NEAR = re.compile(
    r"(?:\b(?:near|nearby|outside|around|close to|adjacent to|next to|surrounding|surroundings of|vicinity of|outskirts of|"
    r"suburbs of|not far from|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)? of|from|"
    r"près de|proche de|non loin de|aux environs de|aux alentours de|à proximité de|autour de|en périphérie de|"
    r"à la périphérie de|à la sortie de|à l['’]entrée de|au (?:nord|sud)(?:-(?:est|ouest))? de|à l['’](?:est|ouest) de|"
    r"kilomètres? de|km de)\s+(?:the\s+|la\s+|le\s+|l['’]|town\s+of\s+|city\s+of\s+|village\s+of\s+|capital,?\s+)*"
    r"|\bprès d['’]|\bautour d['’]|\bnon loin d['’])$",
    re.IGNORECASE,
)
_DISTANCE = re.compile(r"\b(?:km|kms|kilomet(?:er|re)s?|kilomètres?|miles?)\b[^.;,]{0,25}$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
_DIVISIONS: dict[str, Precision] = {
    "region": "adm1", "province": "adm1", "state": "adm1", "governorate": "adm1", "région": "adm1",
    "gouvernorat": "adm1", "district": "adm2", "cercle": "adm2", "county": "adm2", "department": "adm2",
    "département": "adm2", "commune": "adm2", "municipality": "adm2",
}  # fmt: skip
_DIVISION_BEFORE = re.compile(
    rf"\b({'|'.join(_DIVISIONS)})\s+(?:of|de|du|des|d['’])\s*(?:la\s+|l['’])?$", re.IGNORECASE
)
_CAPITAL = re.compile(r"\b(?:the|la|that country's|the country's)\s+(capital|capitale)(?:\s+city)?\b", re.IGNORECASE)
_CAPITAL_OF = re.compile(r"\s*(?:(?:city\s+)?of\s+(?:the\s+)?|d[eu]s?\s+(?:la\s+|l['’])?|d['’]|du\s+)$", re.IGNORECASE)
_POWERS, _BORDERS = named_words("powers"), named_words("borders")
_BESIDE_BORDER = frozenset(
    {"with", "of", "the", "avec", "du", "de", "la", "le", "l'", "l’", "entre", "between", "et", "and"}
)
_SHORT_WAY = 50.0
"""Kilometres of the longest way of which its middle is near all of it (25 km, as UCDP's second precision has it)."""
_LONGEST = 6
"""Words of the longest toponym that is looked for."""


class _Hit(msgspec.Struct, frozen=True):
    first: int
    last: int
    start: int
    end: int
    bearers: tuple[Bearer, ...]


def find_places(
    passage: Passage, *, language: str, published: str | None, toponyms: Toponyms, places: PlaceIndex, lexicon: Lexicon
) -> tuple[FoundPlace, ...]:
    """Return the toponyms of a passage in text order, adjectives of countries too, none within the name of an actor.

    `toponyms` are those of the document: they decide between places of one name, and which capital is "the capital". A name
    that cannot be decided keeps its candidates and stays unresolved.
    """
    upper = passage.upper
    covered = _names(passage)
    found: list[FoundPlace] = []
    for hit in _toponyms(passage, toponyms, places, upper):
        if any(
            first <= hit.first and hit.last <= last and (first, last) != (hit.first, hit.last)
            for first, last in covered
        ):
            continue
        found.append(_resolved(passage, hit, toponyms))
    found.extend(_adjectives(passage, found, covered, upper, lexicon))
    capital = _capital(passage, found, toponyms.country, lexicon)
    if capital is not None:
        found.append(capital)
    return tuple(sorted(found, key=lambda place: place.first))


def _names(passage: Passage) -> list[tuple[int, int]]:
    """Where actors, other than states and their people, and outlets are named."""
    spans = [(first, last) for row, first, last, _ in passage.terms(ActorRow) if row.kind != "state"]
    return spans + [(first, last) for _, first, last, _ in passage.terms(OutletRow)]


_NOMINAL = frozenset({"PROPN", "NOUN", "X"})


def _toponyms(passage: Passage, toponyms: Toponyms, places: PlaceIndex, upper: bool) -> list[_Hit]:
    """The longest names that the lexicon's index knows, written as a name is, and the document's toponyms, in order."""
    tokens = passage.tokens
    told = _told(passage, toponyms)
    rows = [(hit.start, hit.end, row) for hit in passage.hits for row in hit.rows if isinstance(row, PlaceRow)]
    spans = {(start, end) for start, end, _ in rows}
    # "The three-border area" is no proper name.
    areas = {(start, end) for start, end, row in rows if row.feature == "area" and " " in passage.text[start:end]}
    if upper:
        lowers = passage.sentence.lowers
        for token in tokens:
            # What `_is_known` would refuse unseen is not looked up; the lexicon's own places are among the hits.
            if token.pos == "PROPN" or (token.pos in _NOMINAL and token.i and tokens[token.i - 1].lower in _PLACED):
                count = places.longest(lowers[token.i : token.i + _LONGEST])
                if count and _is_known(passage, token.i, token.i + count, places):
                    spans.add((token.start, tokens[token.i + count - 1].end))
    found: list[_Hit] = []
    reach = -1
    for start, end in sorted({*told, *spans}, key=lambda span: (span[0], -span[1])):
        bounds = None if start < reach else passage.words(start, end)
        if bounds is None:
            continue
        bearers = told.get((start, end), ())
        if not bearers:
            named = (start, end) in areas or _is_name(passage, *bounds, upper)
            if not named or toponyms.doubts(*passage.span(start, end)):
                continue
            bearers = places.find(passage.text[start:end])
        if bearers:
            found.append(_Hit(*bounds, start, end, bearers))
            reach = end
    return found


def _told(passage: Passage, toponyms: Toponyms) -> dict[tuple[int, int], tuple[Bearer, ...]]:
    """The toponyms of the document that lie in a passage, as offsets into its text, and the places that bear them."""
    found: dict[tuple[int, int], tuple[Bearer, ...]] = {}
    for number, (offset, begin) in enumerate(passage.pieces):
        length = (passage.pieces[number + 1][0] if number + 1 < len(passage.pieces) else len(passage.text)) - offset
        shift = offset - begin
        for item in toponyms.within(begin, begin + length):
            found[item.start + shift, item.end + shift] = item.bearers
    return found


_PLACED = frozenset(
    {"in", "at", "near", "to", "from", "of", "around", "outside", "en", "à", "de", "dans", "vers", "près"}
)
_KNOWN, _GREAT = 15_000, 500_000
"""Inhabitants from which a name in a text of capitals is taken for a town's: after a preposition of place, and anywhere."""


def _is_known(passage: Passage, first: int, last: int, places: PlaceIndex) -> bool:
    """Return whether a name in capitals, which may be any word, is a well-known place's."""
    bearers = places.find(passage.text[passage.tokens[first].start : passage.tokens[last - 1].end])
    if any(bearer.curated for bearer in bearers):
        return True
    most = max((bearer.population for bearer in bearers if bearer.called == "name"), default=0)
    placed = first > 0 and passage.tokens[first - 1].lower in _PLACED
    return most >= _KNOWN if placed else passage.tokens[first].pos == "PROPN" and most >= _GREAT


def _is_name(passage: Passage, first: int, last: int, upper: bool) -> bool:
    """Say whether words that could be a toponym are written as one: capitals where there are any, no part of a longer name."""
    tokens = passage.tokens
    word, before = tokens[first], tokens[first - 1] if first else None
    after = tokens[last] if last < len(tokens) else None
    if upper:
        longer = any(near is not None and near.pos == "PROPN" and near.dep.startswith("flat") for near in (after, word))
        if last - first > 1 or longer:
            return last - first > 1
        return word.pos in ("PROPN", "NOUN", "X") and (len(word.text) > 3 or word.pos == "PROPN")
    if not any(char.isupper() for char in passage.text[word.start : tokens[last - 1].end]):
        return False
    if word.pos in ("VERB", "AUX", "DET", "ADP") and last - first == 1 and first == 0:
        return False
    if last - first > 1:
        return True
    for near in (after, before):
        if near is None or not near.text[0].isupper() or near.text.isupper():
            continue
        if abs(near.start - word.end) > 1 and abs(word.start - near.end) > 1:
            continue
        named = word.dep.startswith("flat")
        if near.dep.startswith("flat") or (near.pos == "PROPN" and (named or len(word.text) <= 4)):
            if near.i != 0 or (near.pos == "PROPN" and named):
                return False
    return True


def _resolved(passage: Passage, hit: _Hit, toponyms: Toponyms) -> FoundPlace:
    tokens = passage.tokens
    whole = (hit.start, hit.end) == (tokens[hit.first].start, tokens[hit.last - 1].end)
    name = passage.text[hit.start : hit.end]
    start, end = span = passage.span(hit.start, hit.end)
    settled = toponyms.settle(hit.bearers, key_of(name), start, end)
    best = settled.best
    precision = _precision(passage, hit, best.feature)
    head = passage.head_of(hit.first, hit.last)
    if settled.place is None:
        known = {item.country for item in settled.candidates}
        return FoundPlace(
            first=hit.first,
            last=hit.last,
            head=head,
            name=name,
            country=known.pop() if len(known) == 1 else None,
            precision=precision,
            candidates=settled.candidates,
            span=None if whole else span,
        )
    latitude, longitude = settled.shift or (best.latitude, best.longitude)
    border = best.feature == "country" and _is_border(passage, hit)
    return FoundPlace(
        first=hit.first,
        last=hit.last,
        head=head,
        name=name,
        place_id=best.place_id,
        latitude=latitude,
        longitude=longitude,
        country=best.country,
        precision=_told_by(settled, precision),
        adjective=(precision == "country" and not border and _only_qualifies(passage, head))
        or (best.feature == "capital" and _is_seat(passage, hit, head)),
        border=border,
        candidates=settled.candidates,
        span=None if whole else span,
    )


def _told_by(settled: Settled, precision: Precision) -> Precision:
    """Return how closely a place is told where words locate something by it: a long way between two towns is a line."""
    if settled.way is not None:
        return "near" if settled.way <= _SHORT_WAY else "region"
    return "near" if settled.shift else precision


def _only_qualifies(passage: Passage, head: int) -> bool:
    """Whether a country only says whose: "US troops"."""
    token = passage.tokens[head]
    return token.dep in ("compound", "amod") and token.head > head and passage.tokens[token.head].pos == "NOUN"


def _is_seat(passage: Passage, hit: _Hit, head: int) -> bool:
    """Whether a capital stands for those who rule from it: "the Niamey government", "le gouvernement de Bamako"."""
    token = passage.tokens[head]
    governor = passage.tokens[token.head]
    if governor.lower not in _POWERS:
        return False
    before = passage.tokens[hit.first - 1].lower if hit.first else ""
    return token.dep == "compound" or before in ("de", "d'", "d’")


def _is_border(passage: Passage, hit: _Hit) -> bool:
    """Whether only the border of a country is meant: "the border with Niger", "the Niger border", "la frontière du Niger"."""
    tokens = passage.tokens
    if hit.last < len(tokens) and tokens[hit.last].lower in _BORDERS:
        return True
    start = hit.first - 1
    while start >= 0 and tokens[start].lower in _BESIDE_BORDER:
        start -= 1
    return 0 <= start < hit.first - 1 and tokens[start].lower in _BORDERS


def _precision(passage: Passage, hit: _Hit, feature: str) -> Precision:
    tokens = passage.tokens
    start = tokens[hit.first].start
    before = passage.text[max(0, start - 60) : start]
    after = tokens[hit.last] if hit.last < len(tokens) else None
    precision = _PRECISION[feature]
    if feature in ("capital", "city", "town", "village", "quarter"):
        named = _DIVISION_BEFORE.search(before)
        if named is not None:
            return _DIVISIONS[named[1].lower()]
        if after is not None and after.lower in _DIVISIONS:
            return _DIVISIONS[after.lower]
        if _NEAR.search(before) and (not _FROM.search(before) or _DISTANCE.search(before)):
            return "near"
        if _DISTANCE.search(before) or (after is not None and after.lower in ("area", "outskirts", "suburbs")):
            return "near"
    return precision


def _adjectives(
    passage: Passage, found: list[FoundPlace], covered: list[tuple[int, int]], upper: bool, lexicon: Lexicon
) -> list[FoundPlace]:
    """ "Malian", "malienne": which country, not where."""
    taken = [(place.first, place.last) for place in found]
    adjectives: dict[tuple[int, int], list[DemonymRow]] = {}
    for row, first, last, _ in passage.terms(DemonymRow):
        token = passage.tokens[first]
        if any(a < last and first < b for a, b in taken) or (
            row.language == "en" and not upper and not token.text[0].isupper()
        ):
            continue
        adjectives.setdefault((first, last), []).append(row)
    made = []
    for (first, last), rows in adjectives.items():
        countries = {row.country for row in rows}
        country = countries.pop() if len(countries) == 1 else None
        state = _seats(lexicon).get(country or "", (None, None))[0]
        made.append(
            FoundPlace(
                first=first,
                last=last,
                head=passage.head_of(first, last),
                name=passage.text[passage.tokens[first].start : passage.tokens[last - 1].end],
                place_id=None if state is None else state.id,
                latitude=None if state is None else state.latitude,
                longitude=None if state is None else state.longitude,
                country=country,
                precision="country",
                adjective=True,
            )
        )
    return made


@lru_cache(maxsize=8)
def _seats(lexicon: Lexicon) -> dict[str, tuple[PlaceRow | None, PlaceRow | None]]:
    """By ISO code, the rows of a country and of its capital."""
    countries = {row.country: row for row in lexicon.rows(PlaceRow) if row.feature == "country" and row.country}
    capitals = {row.country: row for row in lexicon.rows(PlaceRow) if row.feature == "capital" and row.country}
    return {code: (countries.get(code), capitals.get(code)) for code in {*countries, *capitals}}


def _capital(passage: Passage, found: list[FoundPlace], country: str | None, lexicon: Lexicon) -> FoundPlace | None:
    """ "The capital", where no name stands beside it: that of the country named with it, else of the document's."""
    match = _CAPITAL.search(passage.text)
    bounds = None if match is None else passage.words(*match.span(1))
    if match is None or bounds is None:
        return None
    for place in found:
        token = passage.tokens[place.first]
        between = passage.text[match.end() : token.start]
        if token.start >= match.end() and not place.adjective:
            if _CAPITAL_OF.fullmatch(between):
                if place.precision != "country":
                    return None
                country = place.country
            elif len(between) <= 3 and between.strip() in ("", ",", ":", "("):
                return None
    seat = _seats(lexicon).get(country or "", (None, None))[1]
    if seat is None:
        return None
    start = passage.tokens[bounds[0]].start
    before = passage.text[max(0, start - 60) : start]
    return FoundPlace(
        first=bounds[0],
        last=bounds[1],
        head=bounds[0],
        name=seat.names[0].text,
        place_id=seat.id,
        latitude=seat.latitude,
        longitude=seat.longitude,
        country=seat.country,
        precision="near" if _NEAR.search(before) and not _FROM.search(before) else "exact",
    )

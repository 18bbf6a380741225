"""Settles which place a toponym means: by what the text says of where it lies, what else it names, and how well known it is."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec

from harmattan.lexicons.normal import bare, normalise
from harmattan.ports import Bearer
from harmattan.records.claim import PlaceCandidate

_KIND = {
    "country": 9.0, "capital": 8.0, "region": 5.5, "area": 6.0, "city": 5.0, "island": 4.5, "water": 4.0, "town": 4.0,
    "river": 3.0, "mountain": 2.5, "district": 3.5, "forest": 2.0, "village": 3.0, "quarter": 1.0, "road": 0.0, "spot": 0.0,
}  # fmt: skip
_SETTLED = frozenset({"capital", "city", "town", "village", "quarter"})
_DIVISION = frozenset({"region", "district"})
_CURATED = 6.0
_CALLED = {"name": 0.0, "alternate": -1.2, "spelling": -3.0}
_COUNTRY = 4.0
_FOCUS = 1.5
"""The country that a text is about, beyond its share of what is named."""
_WITHIN = 18.0
"""What the text says of where a place lies goes before all else, the lexicon's word too."""
_CONTAINS = 3.0
_NEAR = 2.5
_NEAR_KM = 150.0
_FITS = 7.0
_DIVIDED = 9.0
"""What a word for a division beside the name ("the Kidal region") is worth to one."""
_REGION = 2.0
_SEAT = 3.5
"""What a division loses to a town in it that bears its name: bare, the name means the town."""
_ONE_PLACE = 25.0
"""Kilometres within which bearers of one name are one place to a reader: a town, its district and its railway station."""
_HOT = 1.0
SURE = 0.6
"""The least score at which a place is resolved; tuned on the first half of GeoWebNews and on sentences about villages."""
_LOOSE = 60.0
_SHOWN = 5
_HEADS = 40
_FAINT = 1e-4
"""A share below which a bearer and those after it are no candidates: of hundreds that bear a name most are none."""
_RADIUS = 6371.0

_COMPASS = {
    "north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270, "northwest": 315,
    "nord": 0, "nordest": 45, "est": 90, "sudest": 135, "sud": 180, "sudouest": 225, "ouest": 270, "nordouest": 315,
}  # fmt: skip
_DISTANCE = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)(?:\s*(?:to|à|-)\s*\d+)?[\s-]*(?P<unit>km|kms|kilomet(?:er|re)s?|kilomètres?|miles?)\b"
    r"[\s,]*(?:(?:to|on|à|au|à\s+l['’]|away)\s*)?(?:the\s+|le\s+|l['’]\s*)?(?P<way>(?:north|south|nord|sud)[\s-]?(?:east|west|est|ouest)|"
    r"north|south|east|west|nord|sud|est|ouest)?(?:ern)?\s*(?:away\s+|du\s+village\s+)?(?:of|from|de|d['’]|du)\s*(?:the\s+|la\s+|le\s+|l['’])?"
    r"(?:(?:town|city|village|ville|localité)\s+(?:of|de|d['’])\s*)?$",
    re.IGNORECASE,
)
_CONTAINED = re.compile(
    r"^(?:,\s*|\s+\(|\s*,?\s+(?:in|en|au|aux|dans)\s+|\s+(?:en|au)\s+)(?:(?:the|la|le|les|l['’])\s*)?"
    r"(?:(?:cercle|région|region|province|district|state|commune|département|department|county|municipality|prefecture)\s+"
    r"(?:of|de|du|d['’])\s*(?:la\s+|l['’])?)?"
    r"(?:(?:far\s+)?(?:(?:north|south)(?:-?(?:east|west))?|east|west|centr)(?:ern|al)?[\s-]+|(?:the\s+)?(?:nord|sud|centre|est|ouest)(?:-(?:est|ouest))?"
    r"\s+(?:de\s+la\s+|de\s+l['’]|du\s+|de\s+|d['’]))*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:between|entre)\s+(?:the\s+(?:towns|villages|cities)\s+of\s+|les\s+(?:villes|villages)\s+de\s+)?$", re.I
)
_AND = re.compile(r"^\s+(?:and|et)\s+$", re.I)
_ROAD = re.compile(r"^\s*[-–—]\s*$")
_WAY_AFTER = re.compile(r"^\s+(?:road|axis|route|highway|track|corridor)\b", re.I)
_WAY_BEFORE = re.compile(r"\b(?:road|axis|route|axe|piste|tronçon|corridor)\s+(?:(?:from|de|reliant|entre)\s+)?$", re.I)
_DIVISION_AFTER = re.compile(
    r"^\s+(region|province|district|cercle|county|department|governorate|state|prefecture|municipality|commune)\b", re.I
)
_DIVISION_BEFORE = re.compile(
    r"\b(region|province|district|cercle|county|department|governorate|state|région|département|préfecture|commune|gouvernorat)"
    r"\s+(?:of|de|du|d['’])\s*(?:la\s+|l['’])?$",
    re.I,
)
_SETTLEMENT_BEFORE = re.compile(
    r"\b(?:town|city|village|villages|towns|hamlet|ville|villes|localité|localités|hameau)\s+(?:of|de|d['’])\s*$", re.I
)


class Named(msgspec.Struct, frozen=True, gc=False):
    """A toponym in a text: where it stands and which places bear it."""

    start: int
    end: int
    key: str
    bearers: tuple[Bearer, ...]


class Settled(msgspec.Struct, frozen=True, gc=False):
    """What a toponym means: candidates, best first; `place` the bearer of the first where it is sure enough, else None.

    `shift` are the coordinates of what the words locate by it ("20 km north of Gao"), where they do.
    """

    candidates: tuple[PlaceCandidate, ...]
    best: Bearer
    place: Bearer | None
    shift: tuple[float, float] | None = None
    way: float | None = None
    """Kilometres to the other end, where it is an end of the way on which something happened ("the Kidal-Gao road"); `shift` is
    then the middle of it."""


def kilometres(first: Bearer, second: Bearer) -> float:
    """Return the great-circle distance of two places in kilometres (haversine, on a sphere of 6,371 km)."""
    return _arc(first.latitude, first.longitude, second.latitude, second.longitude)


def _arc(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    a, b = math.radians(latitude), math.radians(other_latitude)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 2 * _RADIUS * math.asin(min(1.0, math.sqrt(half)))


def _bearing(first: Bearer, second: Bearer) -> float:
    """Return in which direction the second place lies from the first, in degrees from north."""
    a, b = math.radians(first.latitude), math.radians(second.latitude)
    turn = math.radians(second.longitude - first.longitude)
    return (
        math.degrees(
            math.atan2(
                math.sin(turn) * math.cos(b), math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(turn)
            )
        )
        % 360
    )


def moved(place: Bearer, distance: float, way: float) -> tuple[float, float]:
    """Return latitude and longitude so many kilometres from a place in a direction (degrees from north)."""
    a, turn, arc = math.radians(place.latitude), math.radians(way), distance / _RADIUS
    b = math.asin(math.sin(a) * math.cos(arc) + math.cos(a) * math.sin(arc) * math.cos(turn))
    shift = math.atan2(math.sin(turn) * math.sin(arc) * math.cos(a), math.cos(arc) - math.sin(a) * math.sin(b))
    return math.degrees(b), (place.longitude + math.degrees(shift) + 180) % 360 - 180


def holds(container: Bearer, place: Bearer) -> bool:
    """Return whether a place lies in another: by country, first division, or distance for what has no outline here."""
    if container.place_id == place.place_id:
        return False
    if container.feature == "country":
        return place.feature != "country" and container.country == place.country
    if container.country is not None and place.country is not None and container.country != place.country:
        return False
    if container.feature == "region":
        if place.feature in ("country", "region"):
            return False
        if container.admin1 and place.admin1 and not (container.curated or place.curated):
            return container.admin1 == place.admin1
        if place.admin1 and _plain(place.admin1) in (_plain(container.admin1 or ""), _plain(container.name)):
            return True
        return kilometres(container, place) <= 250
    if place.feature in ("country", "region"):
        return False
    return kilometres(container, place) <= (900 if container.feature == "area" else _LOOSE)


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return bare(normalise(name)).removesuffix(" region").removeprefix("region de ").strip()


def fame(bearer: Bearer) -> float:
    """Return how readily a bare name means this place: its kind, its people (ten times as many: 1.5), whose word it is."""
    people = 1.5 * math.log10(max(bearer.population, 300) / 300)
    return 0.4 * _KIND[bearer.feature] + people + _CALLED[bearer.called] + (_CURATED if bearer.curated else 0.0)


class Settler:
    """Settles the toponyms of one text, each in the light of the others and of the countries that the text names."""

    def __init__(self, text: str, named: Sequence[Named], countries: Mapping[str, float]) -> None:
        self._text = text
        self._named = tuple(sorted(named, key=lambda item: item.start))
        total = sum(countries.values())
        self._shares = {code: weight / total for code, weight in countries.items()} if total else {}
        self._focus = max(self._shares, key=lambda code: (self._shares[code], code)) if self._shares else None
        self._told: dict[int, dict[str, tuple[float, str]]] = {}
        self._shifts: dict[int, tuple[float, float | None]] = {}
        self._bare: dict[tuple[str, str], Settled] = {}
        self._ends: dict[int, int] = {}
        """Toponyms at the ends of a way, each with the other."""
        for number in range(len(self._named)):
            self._read(number)
        first = [self._best(number, ()) for number in range(len(self._named))]
        self._anchors = self._anchored(first)

    def _read(self, number: int) -> None:
        """Note what the words around a toponym say of it and of the one before it."""
        item = self._named[number]
        before = self._text[max(0, item.start - 90) : item.start]
        after = self._text[item.end : item.end + 24]
        if _DIVISION_AFTER.match(after) or _DIVISION_BEFORE.search(before):
            self._tell(number, [b for b in item.bearers if b.feature in _DIVISION], _DIVIDED, "named as a division")
        elif _SETTLEMENT_BEFORE.search(before):
            self._tell(number, [b for b in item.bearers if b.feature in _SETTLED], 2.0, "named as a settlement")
        distance = _DISTANCE.search(before)
        if distance is not None:
            kilometre = float(distance["number"].replace(",", ".")) * (
                1.609 if distance["unit"][:2].lower() == "mi" else 1
            )
            way: float | None = _COMPASS.get(re.sub(r"[\s-]", "", (distance["way"] or "").lower()))
            self._shifts[number] = (kilometre, way)
        if number == 0:
            return
        earlier = self._named[number - 1]
        gap = self._text[earlier.end : item.start]
        if len(gap) <= 70 and _CONTAINED.match(gap):
            inside = [b for b in earlier.bearers if any(holds(c, b) for c in item.bearers)]
            around = [c for c in item.bearers if any(holds(c, b) for b in earlier.bearers)]
            self._tell(number - 1, inside, _WITHIN, f"said to be in {self._text[item.start : item.end]}")
            self._tell(number, around, _CONTAINS, f"said to hold {self._text[earlier.start : earlier.end]}")
        if distance is not None and item.start - earlier.end <= 90:
            kilometre, way = self._shifts[number]
            reason = f"as far from {self._text[item.start : item.end]} as said"
            fitting = [b for b in earlier.bearers if any(_at(b, c, kilometre, way) for c in item.bearers)]
            self._tell(number - 1, fitting, _FITS, reason)
            there = [c for c in item.bearers if any(_at(b, c, kilometre, way) for b in earlier.bearers)]
            self._tell(number, there, _CONTAINS, f"as far from {self._text[earlier.start : earlier.end]} as said")
        opening = self._text[max(0, earlier.start - 40) : earlier.start]
        between = bool(_AND.match(gap) and _BETWEEN.search(opening))
        road = bool(_ROAD.match(gap))
        if between or (road and (_WAY_AFTER.match(after) or _WAY_BEFORE.search(opening))):
            self._ends.update({number - 1: number, number: number - 1})
        if between or road:
            near = [b for b in earlier.bearers if any(0 < kilometres(b, c) <= 300 for c in item.bearers)]
            also = [c for c in item.bearers if any(0 < kilometres(b, c) <= 300 for b in earlier.bearers)]
            self._tell(number - 1, near, _CONTAINS, "near the other end of the way")
            self._tell(number, also, _CONTAINS, "near the other end of the way")

    def _tell(self, number: int, bearers: Sequence[Bearer], worth: float, reason: str) -> None:
        told = self._told.setdefault(number, {})
        for bearer in bearers:
            known = told.get(bearer.place_id)
            told[bearer.place_id] = (worth, reason) if known is None else (known[0] + worth, f"{known[1]}; {reason}")

    def _said(self, number: int, key: str) -> Mapping[str, tuple[float, str]]:
        """What is said of a toponym here, else wherever the text names it."""
        own = self._told.get(number)
        if own:
            return own
        for other, item in enumerate(self._named):
            if item.key == key and self._told.get(other):
                return self._told[other]
        return {}

    def _scores(
        self,
        bearers: Sequence[Bearer],
        said: Mapping[str, tuple[float, str]],
        key: str,
        anchors: Sequence[tuple[str, Bearer]],
    ) -> list[tuple[float, Bearer, tuple[str, ...]]]:
        found = []
        regions = {(o.country, o.admin1) for _, o in anchors if o.feature == "region" and o.admin1 and not o.curated}
        seats = {
            (bearer.country, bearer.admin1)
            for bearer in bearers
            if bearer.feature in _SETTLED and bearer.called == "name"
        }
        for bearer in bearers:
            score, reasons = (
                fame(bearer),
                [bearer.feature if not bearer.curated else f"{bearer.feature}, in the lexicon"],
            )
            if bearer.country is not None and bearer.feature != "country":
                share = self._shares.get(bearer.country, 0.0)
                score += _COUNTRY * math.sqrt(share)
                if bearer.country == self._focus:
                    score += _FOCUS
                    reasons.append("in the country that the document is about")
                elif share:
                    reasons.append("in a country that the document names")
            if bearer.feature in _DIVISION and (bearer.country, bearer.admin1) in seats:
                score -= _SEAT
            if bearer.feature != "region" and (bearer.country, bearer.admin1) in regions:
                score += _REGION
                reasons.append("in a region that the document names")
            if bearer.place_id in said:
                worth, reason = said[bearer.place_id]
                score += worth
                reasons.append(reason)
            if anchors and bearer.feature not in ("country", "area"):
                close = min(
                    (
                        kilometres(bearer, other)
                        for name, other in anchors
                        if name != key and other.place_id != bearer.place_id
                    ),
                    default=math.inf,
                )
                if close < 5 * _NEAR_KM:
                    score += _NEAR * math.exp(-close / _NEAR_KM)
                    if close < _NEAR_KM:
                        reasons.append(f"{close:.0f} km from another place that is named")
            found.append((score, bearer, tuple(reasons)))
        found.sort(key=lambda item: (-item[0], item[1].place_id))
        return found

    def _best(self, number: int, anchors: Sequence[tuple[str, Bearer]]) -> tuple[float, Bearer, float]:
        """Return score and bearer of the best, and its share."""
        item = self._named[number]
        scored = self._scores(item.bearers, self._said(number, item.key), item.key, anchors)
        return scored[0][0], scored[0][1], _shares(scored)[0]

    def _anchored(self, best: Sequence[tuple[float, Bearer, float]]) -> list[tuple[str, Bearer]]:
        """The towns of which there is little doubt, by name."""
        found: dict[tuple[str, str], Bearer] = {}
        for item, (_, bearer, share) in zip(self._named, best, strict=True):
            if share >= 0.8 and bearer.feature not in ("country", "area", "water") and bearer.called != "spelling":
                found.setdefault((item.key, bearer.place_id), bearer)
        return [(key, bearer) for (key, _), bearer in found.items()][:40]

    def settle(self, bearers: Sequence[Bearer], key: str, start: int, end: int) -> Settled:
        """Return what a toponym at text[start:end] means. `bearers` is not empty."""
        number = next((n for n, item in enumerate(self._named) if item.start < end and start < item.end), -1)
        # Where the text says nothing of a name here, it means the same each time.
        known = self._bare.get((key, bearers[0].place_id)) if number < 0 else None
        if known is not None:
            return known
        scored = self._scores(bearers, self._said(number, key), key, self._anchors)
        shares = _shares(scored)
        groups = _grouped(scored, shares)
        candidates = tuple(
            PlaceCandidate(
                place_id=bearer.place_id, name=bearer.name, latitude=bearer.latitude, longitude=bearer.longitude,
                country=bearer.country, score=round(share, 3), reasons=reasons,
            )
            for share, bearer, reasons in groups[:_SHOWN]
        )  # fmt: skip
        share, best, _ = groups[0]
        place = best if len(groups) == 1 or share >= SURE else None
        shift, way = None, None
        if number in self._shifts:
            kilometre, direction = self._shifts[number]
            shift = None if direction is None else moved(best, kilometre, direction)
        elif number in self._ends:
            _, other, _ = self._best(self._ends[number], self._anchors)
            way = kilometres(best, other)
            if way:
                shift = moved(best, way / 2, _bearing(best, other))
        settled = Settled(candidates, best, place, shift, way)
        if number < 0:
            self._bare[key, bearers[0].place_id] = settled
        return settled


def _at(place: Bearer, other: Bearer, kilometre: float, way: float | None) -> bool:
    """Return whether a place is as far from another as said, and in that direction; roads are longer than lines."""
    found = kilometres(place, other)
    if not 0.5 * kilometre - 5 <= found <= 1.25 * kilometre + 8 or found == 0:
        return False
    if way is None:
        return True
    off = abs((_bearing(other, place) - way + 180) % 360 - 180)
    return off <= 60


def _shares(scored: Sequence[tuple[float, Bearer, tuple[str, ...]]]) -> list[float]:
    weights = [math.exp((score - scored[0][0]) / _HOT) for score, _, _ in scored]
    total = sum(weights)
    return [weight / total for weight in weights]


def _grouped(
    scored: Sequence[tuple[float, Bearer, tuple[str, ...]]], shares: Sequence[float]
) -> list[tuple[float, Bearer, tuple[str, ...]]]:
    """Put bearers that are one place to a reader together, and return (share, bearer, reasons), best first."""
    heads: list[tuple[Bearer, tuple[str, ...]]] = []
    sums: list[float] = []
    for (_, bearer, reasons), share in zip(scored, shares, strict=True):
        if share < _FAINT and heads:
            break  # they come best first
        for number, (head, _) in enumerate(heads):
            reach = 4 * _ONE_PLACE if head.feature in _DIVISION or bearer.feature in _DIVISION else _ONE_PLACE
            if head.country == bearer.country and kilometres(head, bearer) <= reach:
                sums[number] += share
                break
        else:
            if len(heads) < _HEADS:
                heads.append((bearer, reasons))
                sums.append(share)
    ranked = sorted(zip(sums, heads, strict=True), key=lambda group: -group[0])
    return [(share, bearer, reasons) for share, (bearer, reasons) in ranked]

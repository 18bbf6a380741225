"""Where incidents are, as chains of places from the country down."""

from __future__ import annotations

import re
from typing import NamedTuple

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import DemonymRow, PlaceRow

KINDS = re.compile(
    r"\s+(CITY|TOWN|VILLAGE|DEPARTMENT|PROVINCE|STATE|REGION|MUNICIPALITY|DISTRICT|NEIGHBORHOOD|JURISDICTION|CANTON|HILL|FARM|"
    r"VALLEY|RIVER|AIRPORT|AIR BASE|VOLCANO|INTENDANCY)\b"
)
HERE = re.compile(r"\bTH(?:IS|E)\s+CAPITAL(?!\s+OF)\b|\bTHIS\s+CITY\b|\bCAPITAL\s+CITY\b")
# What the keys call countries that the lexicon calls otherwise.
COUNTRY_NAMES = {
    "GB": "UNITED KINGDOM",
    "US": "UNITED STATES",
    "KR": "REPUBLIC OF KOREA",
    "CN": "PEOPLES REP OF CHINA",
    "DE": "WEST GERMANY",
    "RU": "USSR",
    "ZA": "REPUBLIC OF SOUTH AFRICA",
    "VA": "VATICAN CITY",
    "NL": "NETHERLANDS",
}
OF_INTEREST = frozenset(("SV", "GT", "HN", "AR", "BO", "CL", "CO", "EC", "PE"))


class Spot(NamedTuple):
    """A place named in a report: its span, country (ISO 3166 alpha-2) and chain; `country_only` where no more is known."""

    start: int
    end: int
    country: str
    chain: tuple[str, ...]


class Gazetteer:
    """The places of a lexicon whose notes give their chains, and its countries."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._index = lexicon.index("en")
        self._countries = {
            row.country: COUNTRY_NAMES.get(row.country, row.names[0].text.upper())
            for row in lexicon.rows(PlaceRow)
            if row.feature == "country" and row.country
        }

    def name_of(self, country: str) -> str:
        """Return what the keys call a country."""
        return self._countries.get(country, country)

    def find(self, text: str, body: int = 0) -> list[Spot]:
        """Return the places named in a text, the longest names first where they overlap, in its order.

        "This capital" and "this city" are the city of the dateline, which ends where the body begins.
        """
        found: list[Spot] = []
        taken: list[tuple[int, int]] = []
        hits = sorted(self._index.find(text), key=lambda hit: (hit.start - hit.end, hit.start))
        for hit in hits:
            rows = [row for row in hit.rows if isinstance(row, PlaceRow)]
            if any(hit.start < end and start < hit.end for start, end in taken):
                continue
            chains = [
                (row.country, tuple((row.note or "").split(": ")))
                for row in rows
                if row.note and row.country and "(" in row.note
            ]
            countries = [row.country for row in rows if row.feature == "country" and row.country]
            if chains:
                kind = KINDS.match(text, hit.end)
                fitting = [chain for chain in chains if kind and f"({kind[1]})" in chain[1][-1]]
                # Without a word for its kind a name is a city's rather than a department's.
                country, chain = min(fitting or chains, key=lambda each: (_rank(each[1][-1]), len(each[1])))
                found.append(Spot(hit.start, hit.end, country, chain))
                taken.append((hit.start, hit.end))
            elif countries:
                found.append(Spot(hit.start, hit.end, countries[0], (self.name_of(countries[0]),)))
                taken.append((hit.start, hit.end))
        city = next((spot for spot in sorted(found) if spot.start < body and len(spot.chain) > 1), None)
        if city is not None:
            found += [Spot(here.start(), here.end(), city.country, city.chain) for here in HERE.finditer(text, body)]
        return sorted(found)

    def home(self, spots: list[Spot], body: int) -> str | None:
        """Return the country that a report is about: that of most of its places, those of the dateline counting half, among
        the nine that the archive is about where one is named."""
        counts: dict[str, float] = {}
        for spot in spots:
            weight = (0.5 if spot.start < body else 1.0) * (1.0 if spot.country in OF_INTEREST else 0.001)
            counts[spot.country] = counts.get(spot.country, 0.0) + weight
        return max(counts, key=lambda country: counts[country]) if counts else None

    def demonym(self, text: str) -> str | None:
        """Return the country (ISO 3166 alpha-2) whose people or name a phrase names, or None."""
        for hit in self._index.find(text):
            for row in hit.rows:
                if isinstance(row, DemonymRow) or (isinstance(row, PlaceRow) and row.feature == "country"):
                    return row.country
        return None


def _rank(element: str) -> int:
    for rank, kind in enumerate(("(CITY)", "(TOWN)", "(DEPARTMENT)", "(PROVINCE)", "(MUNICIPALITY)", "(NEIGHBORHOOD)")):
        if element.endswith(kind):
            return rank
    return 9


def chain_of(spots: list[Spot], home: str | None, text: str) -> Spot | None:
    """Return the most telling of the places around an incident: one that something is "in" before others, then the deepest."""
    own = [spot for spot in spots if spot.country == home] or [
        spot for spot in spots if spot.country in OF_INTEREST and home is None
    ]
    return max(own, key=lambda spot: (_placed(text, spot.start), len(spot.chain), -spot.start), default=None)


def _placed(text: str, start: int) -> bool:
    return bool(
        re.search(
            r"\b(?:IN|AT|NEAR|NORTH OF|SOUTH OF|EAST OF|WEST OF|OUTSIDE|BETWEEN|THROUGHOUT)\s+(?:THE\s+)?(?:[A-Z]+\s+)?$|,\s+$",
            text[max(0, start - 25) : start].upper(),
        )
    )

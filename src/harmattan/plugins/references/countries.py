"""Countries by every name and number that data sets on conflict give them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import CountryRow


class Countries:
    """Finds a country by name, ISO code, or number of Gleditsch and Ward or VIEWS; all answers are ISO 3166-1 codes."""

    def __init__(self, lexicon: Lexicon) -> None:
        rows = lexicon.rows(CountryRow)
        self._names = {_plain(name): row.id for row in rows for name in (*row.names, row.id, row.iso3)}
        self._shown = {row.id: row.names[0] for row in rows}
        self._gw = {number: row.id for row in rows for number in row.gw}
        self._views = {number: row.id for row in rows for number in row.views}
        self._neighbours = {row.id: row.neighbours for row in rows}
        self._gaps = {row.id: row.gaps for row in rows}

    def find(self, name: str) -> str | None:
        """Return the code of a name or code, in any case and with or without accents; None for one that is not known."""
        return self._names.get(_plain(name))

    def of_gw(self, number: int) -> str | None:
        """Return the code of a number of Gleditsch and Ward."""
        return self._gw.get(number)

    def of_views(self, number: int) -> str | None:
        """Return the code of a number of VIEWS."""
        return self._views.get(number)

    def shown(self, place: str) -> str:
        """Return the name by which a reader knows a code; the place itself where it is none."""
        return self._shown.get(place, place)

    def gap(self, one: str, other: str) -> int | None:
        """Return the kilometres between two countries: 0 with a common border, None where they are more than 1,000 apart."""
        if other in self._neighbours.get(one, ()):
            return 0
        return self._gaps.get(one, {}).get(other)

    @property
    def neighbours(self) -> Mapping[str, tuple[str, ...]]:
        """The land borders of every country."""
        return self._neighbours


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())

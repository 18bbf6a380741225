"""Built-in exporters: a situation in the forms of other data sets and programs."""

from __future__ import annotations

from collections.abc import Callable

from harmattan.errors import SettingsError
from harmattan.lexicons import Lexicon
from harmattan.plugins.exporters.acled import AcledCsv
from harmattan.plugins.exporters.annotations import WebAnnotations
from harmattan.plugins.exporters.ged import GedCsv
from harmattan.plugins.exporters.geojson import GeoJson
from harmattan.plugins.exporters.graphml import GraphMl
from harmattan.plugins.exporters.parquet import Parquet
from harmattan.ports import Exporter

_BUILT_IN: tuple[Callable[[Lexicon], Exporter], ...] = (GedCsv, AcledCsv, GeoJson, Parquet, WebAnnotations, GraphMl)


def exporters(lexicon: Lexicon) -> dict[str, Exporter]:
    """Return the built-in exporters by name."""
    return {one.name: one for one in (make(lexicon) for make in _BUILT_IN)}


def open_exporter(name: str, *, lexicon: Lexicon) -> Exporter:
    """Return the built-in exporter of this name. Raises SettingsError where there is none."""
    known = exporters(lexicon)
    if name not in known:
        raise SettingsError(f"no exporter is called {name!r}; there are: {', '.join(known)}")
    return known[name]


__all__ = ["exporters", "open_exporter"]

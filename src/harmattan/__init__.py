"""Harmattan: from what is reported about armed conflict to a picture that an analyst can defend."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from os import PathLike

    from harmattan.pipeline import Beside, Joining, Settings, Text
    from harmattan.pipeline.joining import Row
    from harmattan.records.bundle import Extraction, Situation
    from harmattan.records.claim import Refusal
    from harmattan.records.joining import Pin
    from harmattan.stages.outlooks import Foresight, OutlookSettings

if "numpy" not in sys.modules and "OMP_NUM_THREADS" not in os.environ:
    # Our matrices are small: where other work runs, too, threads that wait for each other make numpy several times as slow.
    # It looks at this once, when it is first imported, which many of our modules do.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
__all__ = ["__version__", "compare", "extract", "join", "outlook", "report"]


def extract(texts: Text | Iterable[Text], *, settings: Settings | None = None) -> Iterator[Extraction | Refusal]:
    """Yield what each text says, in order: claims with evidence, events, mentions; a Refusal for what can't be used.

    A text is a string, a mapping like a line of a JSON Lines file (`{"text", "id"?, "title"?, "source"?, "url"?,
    "published"?, "language"?}`), or a path object of a file or folder; one alone or any iterable of them.

    Raises SettingsError for something that is no text, LexiconError where an overlay breaks the rules.
    """
    # Imported here so that `import harmattan` costs nothing.
    from harmattan import pipeline

    return pipeline.extract(pipeline.Texts(texts), settings=settings)


def report(texts: Text | Iterable[Text], *, settings: Settings | None = None) -> Situation:
    """Return what the texts, read together, say and support: lineages, claims, events and assessments.

    Texts and errors as for `extract`; the order of the texts does not matter, and one that comes twice counts once.
    """
    from harmattan import pipeline

    return pipeline.report(pipeline.Texts(texts), settings=settings)


def outlook(
    series: str | PathLike[str] | Iterable[Mapping[str, object]],
    *,
    as_of: str | None = None,
    settings: OutlookSettings | None = None,
) -> Foresight:
    """Return what may come in every place of a series: distributions of deaths by month, beside the naive baseline.

    A series is a path of a file as for `harmattan outlook --series`, or rows with `country` (or `place`), `month` (YYYY-MM) and
    `deaths`. Nothing after `as_of` (YYYY-MM) is looked at. `outlooks` come by place, then month; `declined` says which places
    have none and why. Raises InputError where no row is usable, SettingsError for settings that make no sense.
    """
    from harmattan.pipeline import foresight

    seen = foresight.see_rows(series, as_of=as_of)
    return foresight.look_ahead(seen, as_of=as_of, settings=settings)


def join(rows: Iterable[Row], *, pins: Iterable[Pin | Refusal] = (), settings: Settings | None = None) -> Joining:
    """Return which event records, coded by others, tell of one happening.

    A row is a mapping with any of id, date_start, date_end, city, location, latitude, longitude, actors, deaths_low,
    deaths_best, deaths_high, injuries_best, context, target, source and publisher. `memberships` of the result gives
    the event that each record belongs to, `explain(id, id)` why two were joined or kept apart, `refusals` the rows that
    could not be used. The order of the rows does not matter. `pins` are what people decided about pairs
    (`harmattan.plugins.references.read_pins`); they go before every score.
    """
    from harmattan import pipeline

    return pipeline.join(rows, pins=pins, settings=settings)


def compare(
    texts: Text | Iterable[Text] | Situation,
    references: str | PathLike[str] | Sequence[str | PathLike[str]],
    *,
    settings: Settings | None = None,
) -> tuple[Beside, ...]:
    """Return what the texts report beside events that others coded, for each file: the same, told otherwise, on one side alone.

    References are paths of files of events: UCDP GED or its candidates, ACLED, GTD, PITF, or a table with the columns of a
    ReferenceEvent. `comparisons` has a verdict and the differences for each event, `refusals` the rows that could not be used.
    A Situation stands for the texts that it was made of. Raises InputError for a file that is of no such kind.
    """
    from os import PathLike
    from pathlib import Path

    from harmattan import pipeline
    from harmattan.records.bundle import Situation

    situation = texts if isinstance(texts, Situation) else report(texts, settings=settings)
    paths = [references] if isinstance(references, str | PathLike) else references
    return pipeline.compare(situation, [Path(path) for path in paths], settings=settings)

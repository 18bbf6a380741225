"""Outlooks from end to end: reference data in, panels, forecasts out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from importlib.util import find_spec
from os import PathLike
from pathlib import Path

import msgspec
import numpy as np

from harmattan.errors import InputError, SettingsError
from harmattan.lexicons import Lexicon
from harmattan.pipeline.tools import lexicon_of
from harmattan.plugins.prio_grid import touching
from harmattan.plugins.references import Countries, Reference, open_reference, reference_of_rows
from harmattan.records.bundle import Situation
from harmattan.records.claim import Refusal
from harmattan.records.outlook import ReferenceEvent, SeriesPoint
from harmattan.stages.outlooks import Foresight, OutlookSettings, Panel, foresee, make_panel
from harmattan.stages.outlooks.counting import Unit, count
from harmattan.stages.outlooks.months import month_number
from harmattan.stages.outlooks.panel import lists_deaths_alone
from harmattan.store import Coverage, Filing, ReferenceStore, Vintage

_WORLDWIDE = 10
"""Countries with events from which a file counts as one on the whole world."""
Tell = Callable[[str, int], None]
_CANDIDATE = re.compile(r"cand|v?\d\d[._]0[._]\d+", re.IGNORECASE)
"""How UCDP calls its candidate files: `GEDEvent_v24_0_6.csv`."""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A panel, what a reader must know of its places, and what was not taken."""

    panel: Panel
    series: str
    notes: dict[str, str]
    refusals: tuple[Refusal, ...]


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was added: its vintage, whether it is new, and its refused rows."""

    vintage: Vintage
    new: bool
    form: str
    refusals: tuple[Refusal, ...]


def need_libraries() -> None:
    """Raise SettingsError where the libraries of outlooks are not installed, with how to install them."""
    for name in ("scipy", "sklearn"):
        if find_spec(name) is None:
            raise SettingsError(f"outlooks need {name}, which is not installed; pip install 'harmattan[outlook]'")


def add_reference(
    path: Path,
    store: Path,
    *,
    series: str | None = None,
    known_at: str | None = None,
    lexicons: Sequence[str] = (),
) -> Kept:
    """Keep a file of reference data as a vintage of a series, and return what became of it.

    `known_at` is the ISO 8601 date from which the file was known; without it the last day of its records. Raises InputError
    for a file that can't be read or is of no known kind, SettingsError where not one row is usable.
    """
    reference = open_reference(path, lexicon=lexicon_of(tuple(lexicons)))
    refusals: list[Refusal] = []
    records = list(_sorted_out(reference, refusals))
    if not records and refusals:
        raise InputError(str(path), "nothing_usable", f"not one usable row; the first: {refusals[0].reason}")
    with ReferenceStore(store, create=True) as kept:
        filing = Filing(
            series=series or reference.series,
            file=path.name,
            digest=blake2b(path.read_bytes(), digest_size=16).hexdigest(),
            known_at=known_at,
            final=not (reference.form == "ucdp" and _CANDIDATE.search(path.name)),
        )
        vintage, new = kept.add(records, filing)
    return Kept(vintage=vintage, new=new, form=reference.form, refusals=tuple(refusals))


def _sorted_out(reference: Reference, refusals: list[Refusal]) -> Iterator[ReferenceEvent | SeriesPoint]:
    for item in reference.items:
        if isinstance(item, Refusal):
            refusals.append(item)
        else:
            yield item


def see_file(
    path: Path,
    *,
    as_of: str | None = None,
    target: str | None = None,
    silent_is_zero: bool | None = None,
    lexicons: Sequence[str] = (),
) -> Seen:
    """Return the panel of a file of counts or events, places called as in the file.

    A file of several targets needs `target`. Versions of a row known only after `as_of` (YYYY-MM) are passed over.
    `silent_is_zero` says whether months without a row had no deaths; None finds out: they had none in data of events, and in a
    file that has no zero anywhere and misses a fifth of its months. Raises InputError and SettingsError.
    """
    lexicon = lexicon_of(tuple(lexicons))
    refusals: list[Refusal] = []
    known_by = None if as_of is None else f"{as_of}-31"
    reference = open_reference(path, lexicon=lexicon, keep_names=True, known_by=known_by)
    records = list(_sorted_out(reference, refusals))
    if not records:
        first = f"; the first: {refusals[0].reason}" if refusals else ""
        raise InputError(str(path), "nothing_usable", f"not one usable row{first}")
    events = [record for record in records if isinstance(record, ReferenceEvent)]
    if events:
        panel, notes = _of_events(events, "country", lexicon, as_of=None)
        return Seen(panel=panel, series=path.name, notes=notes, refusals=tuple(refusals))
    points = [record for record in records if isinstance(record, SeriesPoint)]
    targets = sorted({point.target for point in points})
    if target is None and len(targets) > 1:
        raise SettingsError(f"{path}: it counts {', '.join(targets)}; choose one with --target")
    if target is not None and target not in targets:
        raise SettingsError(f"{path}: it counts {', '.join(targets)}, not {target}")
    points = [point for point in points if target in (None, point.target)]
    points = [point for point in points if as_of is None or point.month <= as_of]
    _some(points, str(path), as_of)
    return _of_points(points, path.name, tuple(refusals), lexicon, silent_is_zero)


def _some(points: Sequence[SeriesPoint], series: str, as_of: str | None) -> None:
    """Raise SettingsError where nothing of a series was known at a month."""
    if not points:
        raise SettingsError(f"{series}: {as_of} lies before the series; give a later --as-of")


def see_rows(series: str | PathLike[str] | Iterable[Mapping[str, object]], *, as_of: str | None = None) -> Seen:
    """Return the panel of a file or of rows (`country` or `place`, `month`, `deaths`). Errors as for `see_file`."""
    if isinstance(series, str | PathLike):
        return see_file(Path(series), as_of=as_of)
    lexicon = lexicon_of(())
    refusals: list[Refusal] = []
    known_by = None if as_of is None else f"{as_of}-31"
    records = list(_sorted_out(reference_of_rows(series, lexicon=lexicon, known_by=known_by), refusals))
    points = [one for one in records if isinstance(one, SeriesPoint) and (as_of is None or one.month <= as_of)]
    if not records:
        first = f"; the first: {refusals[0].reason}" if refusals else ""
        raise InputError("series", "nothing_usable", f"not one usable row{first}")
    _some(points, "series", as_of)
    return _of_points(points, "series", tuple(refusals), lexicon, None)


def _of_points(
    points: list[SeriesPoint],
    series: str,
    refusals: tuple[Refusal, ...],
    lexicon: Lexicon,
    silent_is_zero: bool | None,
) -> Seen:
    neighbours = _neighbours_of_names({point.place for point in points}, lexicon)
    panel = make_panel(points, neighbours, silent_is_zero=bool(silent_is_zero))
    notes: dict[str, str] = {}
    if silent_is_zero is None and panel.places and lists_deaths_alone(panel):
        panel = make_panel(points, neighbours, silent_is_zero=True)
        notes = dict.fromkeys(
            panel.places, "The file names only months with deaths: months that it leaves out were taken for none."
        )
    countries = Countries(lexicon)
    for place in panel.places:
        if countries.find(place) is None and not place.isdecimal() and "/" not in place:
            said = "It is no country that is known, so neighbours were not used."
            notes[place] = f"{notes[place]} {said}" if place in notes else said
    return Seen(panel=panel, series=series, notes=notes, refusals=refusals)


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What of the kept data is wanted."""

    series: str | None = None
    """Its name; may be left out where only one is kept."""
    target: str | None = None
    """What is counted; all deaths without it."""
    unit: Unit = "country"
    country: str | None = None
    """The country (ISO code) whose districts or cells are wanted."""
    as_of: str | None = None
    """YYYY-MM on whose last day it must have been known."""


def see_store(store: Path, choice: Choice | None = None, *, lexicons: Sequence[str] = ()) -> Seen:
    """Return the panel of kept reference data as it was known then, or now.

    One series is never mixed with another: where several are kept, one must be named. A unit other than country needs events.
    Raises SettingsError where nothing fits, with what is there.
    """
    choice = choice or Choice()
    lexicon = lexicon_of(tuple(lexicons))
    day = None if choice.as_of is None else f"{choice.as_of}-31"
    with ReferenceStore(store) as kept:
        chosen = _chosen(kept, choice.series)
        newest = kept.newest(chosen, day)
        if newest is None:
            raise SettingsError(
                f"series {chosen!r} has no vintage that was known in {choice.as_of}; add an older one, or leave --as-of"
            )
        if newest.kind == "events":
            events = list(kept.events(chosen, day))
            if choice.unit != "country" and choice.country is not None:
                events = [event for event in events if event.country == choice.country]
            if choice.target is not None:
                events = _of_target(events, choice.target)
            panel, notes = _of_events(events, choice.unit, lexicon, as_of=choice.as_of)
            panel = _covered(panel, kept.coverage(chosen, day))
            return Seen(panel=panel, series=chosen, notes=notes, refusals=())
        if choice.unit != "country":
            raise SettingsError(
                f"series {chosen!r} counts by country; cells and districts need events, such as UCDP GED"
            )
        targets = kept.targets(newest)
        if choice.target is not None and choice.target not in targets:
            raise SettingsError(f"series {chosen!r} counts {', '.join(targets)}, not {choice.target}")
        points = list(kept.points(newest, [choice.target] if choice.target else targets, day))
    return _of_points(points, f"{chosen} ({newest.file}, known {newest.known_at})", (), lexicon, None)


def _chosen(kept: ReferenceStore, series: str | None) -> str:
    there = sorted({vintage.series for vintage in kept.vintages()})
    if not there:
        raise SettingsError("no reference data; add a file first: harmattan reference add PATH")
    if series is None:
        if len(there) > 1:
            raise SettingsError(f"several series are kept ({', '.join(there)}); choose one with --from")
        return there[0]
    if series not in there:
        raise SettingsError(f"no series {series!r}; there are: {', '.join(there)}")
    return series


def _of_target(events: Iterable[ReferenceEvent], target: str) -> list[ReferenceEvent]:
    kinds = {"deaths_state_based": "state_based", "deaths_non_state": "non_state", "deaths_one_sided": "one_sided"}
    if target == "deaths":
        return list(events)
    if target not in kinds:
        raise SettingsError(f"no target {target!r}; events count deaths, {', '.join(kinds)}")
    return [event for event in events if event.violence == kinds[target]]


def _of_events(
    events: list[ReferenceEvent],
    unit: Unit,
    lexicon: Lexicon,
    *,
    as_of: str | None,
) -> tuple[Panel, dict[str, str]]:
    """Return the panel of events: silent months are zero from the first to the last month of any event."""
    counted = count(events, unit=unit)
    if not counted.points:
        raise SettingsError(f"no event has a {unit}; there is nothing to look ahead from")
    places = {point.place for point in counted.points}
    panel = make_panel(counted.points, _neighbours_of_names(places, lexicon), silent_is_zero=True)
    first, last = counted.first, counted.last
    panel = _padded(panel, first).until(last if as_of is None else min(last, month_number(as_of) or last))
    filled = msgspec.structs.replace(panel, values=np.nan_to_num(panel.values))
    notes = {}
    if counted.nowhere:
        said = f"{counted.nowhere} events have no {unit} or date and are not counted."
        notes = dict.fromkeys(panel.places, said)
    return filled, notes


def _covered(panel: Panel, coverage: Sequence[Coverage]) -> Panel:
    """Return the panel with months unknown where no file speaks of the country: silence of a file that never names it is none.

    A file with events of many countries speaks of all of them.
    """
    values = np.full(panel.values.shape, np.nan)
    for one in coverage:
        first, last = (month_number(one.first) or 0) - panel.first, (month_number(one.last) or 0) - panel.first
        whole = len(one.countries) >= _WORLDWIDE
        columns = [column for column, place in enumerate(panel.places) if whole or place.split("/")[0] in one.countries]
        rows = slice(max(first, 0), max(last + 1, 0))
        values[rows, columns] = panel.values[rows, columns]
    # What was counted stands, wherever it fell: an event may begin before the month that its file begins with.
    return msgspec.structs.replace(panel, values=np.where(panel.values > 0, panel.values, values))


def _padded(panel: Panel, first: int) -> Panel:
    missing = panel.first - first
    values = np.concatenate([np.zeros((max(missing, 0), len(panel.places))), panel.values])
    return msgspec.structs.replace(panel, first=min(first, panel.first), values=values)


def _neighbours_of_names(places: set[str], lexicon: Lexicon) -> dict[str, list[str]]:
    """Return the neighbours of each place by the names that the series has: countries by land borders, cells by touching."""
    countries = Countries(lexicon)
    named = {code: place for place in sorted(places) if (code := countries.find(place)) is not None}
    found = {
        place: [named[other] for other in countries.neighbours.get(code, ()) if other in named]
        for code, place in named.items()
    }
    by_cell = {int(place.rpartition("/")[2]): place for place in places if place.rpartition("/")[2].isdecimal()}
    for cell, others in touching(by_cell).items():
        found.setdefault(by_cell[cell], []).extend(by_cell[other] for other in others)
    return found


def look_ahead(
    seen: Seen, *, as_of: str | None = None, settings: OutlookSettings | None = None, tell: Tell | None = None
) -> Foresight:
    """Return the outlooks of every place of what was seen. Raises SettingsError for a month that is none."""
    need_libraries()
    month = None if as_of is None else month_number(as_of)
    if as_of is not None and (month is None or not re.fullmatch(r"\d{4}-\d{2}", as_of)):
        raise SettingsError(f"{as_of!r} is no month; give YYYY-MM")
    return foresee(seen.panel, as_of=month, settings=settings, notes=seen.notes, tell=tell)


def with_outlooks(
    situation: Situation, store: Path, *, series: str | None = None, settings: OutlookSettings | None = None
) -> Situation:
    """Return the situation with the outlooks of the countries that its events name, from kept reference data.

    Forecasts look from the last month that the data know. Raises SettingsError where no data are kept.
    """
    seen = see_store(store, Choice(series=series))
    named = {place.country for event in situation.events for place in event.places if place.country}
    found = look_ahead(seen, settings=settings)
    return msgspec.structs.replace(
        situation, outlooks=tuple(outlook for outlook in found.outlooks if outlook.place in named)
    )

"""Reads the YAML sources of the lexicon, and says of every row whether it keeps the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec

from harmattan.errors import LexiconError
from harmattan.lexicons.rows import (
    TABLES,
    ActorNameRow,
    ActorRow,
    ConfusionRow,
    CreditRow,
    EventTypeRow,
    HeadRow,
    MeansRow,
    OfficeRow,
    OutletRow,
    PlaceRow,
    QualifierRow,
    ResidueRow,
    Row,
    SubstitutionRow,
    TermRow,
    TriggerRow,
    VagueRow,
)
from harmattan.records.claim import ActorRole

DATA = Path(__file__).parent / "data"
_COUNTRY = re.compile(r"[A-Z]{2}")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_ROLES = frozenset((*get_args(ActorRole), "place", "time", "means"))
_SAID_BY_KIND = {
    "toll": "unit",
    "control": "state",
    "relation": "relation",
    "support": "support",
    "position": "position",
}


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A row that breaks the rules: in which file, which row (`-` for the file itself), and why."""

    path: str
    row: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.row}: {self.reason}"


class Codes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fixed sets that rows must keep to: PLOVER types with their modes, ACLED's sub-types, ISO 639-1 languages."""

    plover: dict[str, frozenset[str]]
    acled: frozenset[str]
    languages: frozenset[str]
    ordinary: frozenset[str]
    """Words of up to three letters with which an acronym can be confused in a text that is all capitals."""


class Layer(msgspec.Struct, kw_only=True):
    """The rows of one folder by table and id, and the file that each was read in."""

    rows: dict[str, dict[str, Row]]
    paths: dict[tuple[str, str], str]
    faults: list[Fault]


@cache
def codes() -> Codes:
    """Return the fixed code sets that come with the package."""
    from harmattan.lexicons.strict import parse

    return msgspec.convert(parse(DATA / "codes.yaml"), Codes)


def source_files(folder: Path) -> list[Path]:
    """Return the table files of a lexicon folder, in a stable order: all YAML files one folder or more below it."""
    return sorted(path for path in folder.rglob("*.yaml") if path.parent != folder)


def read_layer(folder: Path, *, overlay: bool = False) -> Layer:
    """Return the rows of a folder and all that is wrong with them, each row alone; `check_rows` looks at them together.

    A user's folder (`overlay`) may hold its files at the top, too. Raises LexiconError where the folder is not there.
    """
    if not folder.is_dir():
        raise LexiconError(f"{folder}: not a folder; give a folder with lexicon tables in YAML")
    layer = Layer(rows={table: {} for table in TABLES}, paths={}, faults=[])
    for path in sorted(folder.rglob("*.yaml")) if overlay else source_files(folder):
        _read_file(path, layer)
    return layer


def _read_file(path: Path, layer: Layer) -> None:
    def fault(row: str, reason: str) -> None:
        layer.faults.append(Fault(path=str(path), row=row, reason=reason))

    from harmattan.lexicons.strict import parse

    try:
        content = parse(path)
    except ValueError as error:
        return fault("-", f"no valid YAML: {error}")
    if not isinstance(content, dict) or set(content) != {"table", "rows"}:
        return fault("-", "must hold exactly two keys, `table` and `rows`")
    table = content["table"]
    if table not in TABLES:
        return fault("-", f"unknown table {table!r}; known: {', '.join(TABLES)}")
    if not isinstance(content["rows"], list):
        return fault("-", "`rows` must be a list")
    for number, raw in enumerate(content["rows"], start=1):
        name = str(raw["id"]) if isinstance(raw, dict) and "id" in raw else f"row {number}"
        try:
            row = msgspec.convert(raw, TABLES[table])
        except msgspec.ValidationError as error:
            fault(name, str(error))
            continue
        if row.id in layer.rows[table]:
            fault(name, f"the id is taken already, in {layer.paths[table, row.id]}")
            continue
        layer.rows[table][row.id] = row
        layer.paths[table, row.id] = str(path)
    return None


_ALWAYS = "~"
"""Sorts after every date: "2017~" is the end of 2017."""


def check_rows(rows: Mapping[str, Mapping[str, Row]], paths: Mapping[tuple[str, str], str]) -> list[Fault]:
    """Return what is wrong with the rows together: dangling references, unknown codes, one meaning given twice."""
    faults = []
    for table, known in rows.items():
        meanings: dict[tuple[Any, ...], str] = {}
        for row in known.values():
            reasons = list(_reasons(row, rows))
            meaning = _meaning(row)
            if meaning is not None:
                first = meanings.setdefault(meaning, row.id)
                if first != row.id:
                    reasons.append(f"says the same as row {first!r} in {paths.get((table, first), '?')}")
            if isinstance(row, ActorRow):
                reasons += _ring_reasons(row, known)
            path = paths.get((table, row.id), "?")
            faults += [Fault(path=path, row=row.id, reason=reason) for reason in reasons]
    return faults


def _reasons(row: Row, rows: Mapping[str, Mapping[str, Row]]) -> Iterator[str]:
    """Yield what is wrong with one row, given all others."""

    def missing(table: str, ids: Iterable[str | None], field: str) -> Iterator[str]:
        for wanted in ids:
            if wanted is not None and wanted not in rows.get(table, {}):
                yield f"{field} {wanted!r} is no row of {table}"

    known = codes()
    if not row.id.strip():
        yield "the id is empty"
    if isinstance(row, TermRow | OfficeRow):
        for form in (row.term, *row.forms):
            if not form or form != form.strip() or "  " in form:
                yield f"{form!r} is empty or has stray spaces"
    for language in _languages(row):
        if language not in known.languages:
            yield f"language {language!r} is neither ISO 639-1 nor `und`"
    country = getattr(row, "country", None)
    if country is not None and not _COUNTRY.fullmatch(country):
        yield f"country {country!r} is no ISO 3166 alpha-2 code"
    if isinstance(row, ActorRow | PlaceRow):
        if not row.names:
            yield "has no name"
        for name in row.names:
            yield from _name_reasons(name)
    if isinstance(row, ActorRow | HeadRow | QualifierRow):
        yield from missing("actor_kinds", [row.kind], "kind")
    if isinstance(row, ActorRow):
        for field in ("parents", "leaders", "patrons"):
            ties = getattr(row, field)
            yield from missing("actors", [tie.actor for tie in ties], field)
            for tie in ties:
                yield from _date_reasons(tie.valid_from, tie.valid_to)
                if tie.actor == row.id:
                    yield f"{field} names the row itself"
    elif isinstance(row, OutletRow):
        yield from missing("outlets", row.syndicates, "syndicates")
        if row.id in row.syndicates:
            yield "syndicates names the row itself"
    elif isinstance(row, TriggerRow | MeansRow):
        yield from missing("event_types", [row.event_type], "event_type")
        if isinstance(row, TriggerRow):
            yield from _trigger_reasons(row)
    elif isinstance(row, EventTypeRow):
        yield from _code_reasons(row, known)
    elif isinstance(row, VagueRow):
        if row.low is not None and row.high is not None and row.low > row.high:
            yield "low is above high"
    elif isinstance(row, SubstitutionRow):
        if not 0 <= row.confidence <= 1:
            yield "confidence must be from 0 to 1"
        if not row.observed.split() or not row.restored.split():
            yield "observed and restored must each have a word"
        for word in (row.observed, *row.before, *row.after):
            if word != word.lower():
                yield f"{word!r} is not in lower case, so that it is never met"
        if row.from_language is not None and row.family != "translated":
            yield f"family {row.family} comes from no other language, but from_language is {row.from_language!r}"
    elif isinstance(row, ConfusionRow):
        yield from _confusion_reasons(row)
    elif isinstance(row, ResidueRow | CreditRow):
        try:
            re.compile(row.pattern)
        except re.error as error:
            yield f"pattern is no regular expression: {error}"


def _ring_reasons(actor: ActorRow, actors: Mapping[str, Row]) -> Iterator[str]:
    """Yield the ways from an actor up its parents that lead back to it at one time: a part is no part of its part."""
    ways: list[tuple[tuple[str, ...], str, str]] = [((actor.id,), "", _ALWAYS)]
    seen = set()
    while ways:
        way, start, end = ways.pop()
        row = actors.get(way[-1])
        for tie in row.parents if isinstance(row, ActorRow) else ():
            first, last = max(start, tie.valid_from or ""), min(end, f"{tie.valid_to or ''}{_ALWAYS}")
            if first > last or (tie.actor, first, last) in seen:
                continue
            seen.add((tie.actor, first, last))
            if tie.actor != actor.id:
                ways.append(((*way, tie.actor), first, last))
            elif len(way) > 1:
                yield f"parents lead in a ring: {' → '.join((*way, actor.id))}"


def _name_reasons(name: ActorNameRow) -> Iterator[str]:
    for form in (name.text, *name.forms):
        if not form or form != form.strip() or "  " in form:
            yield f"name {form!r} is empty or has stray spaces"
    yield from _date_reasons(name.valid_from, name.valid_to)


def _date_reasons(start: str | None, end: str | None) -> Iterator[str]:
    for given in (start, end):
        if given is not None and not _is_date(given):
            yield f"{given!r} is no date: YYYY, YYYY-MM or YYYY-MM-DD"
    # "2017" holds all of the year: the coarser of the two dates says how far they are compared.
    if start is not None and end is not None and start[: len(end)] > end[: len(start)]:
        yield f"valid_to {end!r} is before valid_from {start!r}"


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def _trigger_reasons(row: TriggerRow) -> Iterator[str]:
    for word, role in row.prepositions.items():
        if role not in _ROLES:
            yield f"preposition {word!r}: {role!r} is no role"
    if row.kind == "event" and row.event_type is None:
        yield "an event trigger needs an event_type"
    field = _SAID_BY_KIND.get(row.kind)
    if field is not None and getattr(row, field) is None:
        yield f"a {row.kind} trigger needs `{field}`"


def _code_reasons(row: EventTypeRow, known: Codes) -> Iterator[str]:
    if row.plover is not None and row.plover not in known.plover:
        yield f"{row.plover!r} is no PLOVER type"
    elif row.mode is not None and (row.plover is None or row.mode not in known.plover[row.plover]):
        yield f"{row.mode!r} is no mode of PLOVER's {row.plover}"
    if row.acled is not None and row.acled not in known.acled:
        yield f"{row.acled!r} is no ACLED sub-type"


def _confusion_reasons(row: ConfusionRow) -> Iterator[str]:
    if not row.observed.strip() or not row.restored.strip():
        yield "observed and restored must not be empty"
    elif row.observed == row.restored:
        yield "observed and restored are the same"
    if not 0 < row.weight <= 1:
        yield "weight must be above 0 and at most 1"
    if row.family == "homoglyph" and (len(row.observed) != 1 or len(row.restored) != 1):
        yield "a homoglyph is one letter for one letter"


def _languages(row: Row) -> Iterator[str]:
    if isinstance(row, TermRow | OfficeRow | SubstitutionRow | ConfusionRow):
        yield row.language
    if isinstance(row, SubstitutionRow) and row.from_language is not None:
        yield row.from_language
    if isinstance(row, ActorRow | PlaceRow):
        yield from (name.language for name in row.names)


def _meaning(row: Row) -> tuple[Any, ...] | None:
    """What a row with a term says; two rows that agree in it are one row too many. None for most rows without a term."""
    if isinstance(row, ConfusionRow):
        return row.observed, row.restored, row.language, row.family
    if isinstance(row, OutletRow | EventTypeRow | ActorRow | PlaceRow) or not hasattr(row, "term"):
        return None
    said = msgspec.to_builtins(row)
    for field in ("id", "source", "note", "forms"):
        said.pop(field, None)
    return tuple(sorted((key, repr(value)) for key, value in said.items()))

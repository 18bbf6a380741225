"""Which rows are found by which spelling, for one language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from harmattan.lexicons.normal import fold, is_acronym, normalise
from harmattan.lexicons.rows import ActorNameRow, ActorRow, OfficeRow, OutletRow, PlaceRow, Row, TermRow

_AFTER_LATIN = "\u0250"
"""The first letter behind those of the alphabets that are written in Latin."""


class Terms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Spellings and the rows that bear them. A row is named by one number: position × len(groups) + its group."""

    groups: tuple[str, ...]
    patterns: list[str]
    bearers: list[list[int]]
    exact: dict[int, dict[int, str]]
    """Pattern → row → the spelling in capitals that the text must have, for rows known by an acronym."""


def group_of(table: str, row: Row) -> str:
    """Return the group of a row, `table/language`; the rows of a language are read only when a text is in it."""
    return f"{table}/{row.language if isinstance(row, TermRow | OfficeRow) else ''}"


def grouped(rows: Mapping[str, Iterable[Row]]) -> dict[str, list[Row]]:
    """Return the rows of all tables by group, in order."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for table, known in rows.items():
        for row in known:
            groups[group_of(table, row)].append(row)
    return dict(groups)


def serves(group: str, language: str | None) -> bool:
    """Say whether the rows of a group may stand in a text of this language."""
    return group.partition("/")[2] in ("", "und", language)


def terms_of(groups: Mapping[str, Sequence[Row]], language: str | None) -> Terms:
    """Return the spellings of a language: terms of it and of `und`, and the names of actors, places and outlets in any."""
    names = tuple(group for group in groups if serves(group, language))
    found: dict[str, dict[int, str | None]] = {}
    for at, group in enumerate(names):
        for position, row in enumerate(groups[group]):
            number = position * len(names) + at
            for form in forms_of(row, language):
                key = normalise(form)
                exact = fold(form) if is_acronym(form) else None
                seen = found.setdefault(key, {})
                if number not in seen or exact is None:
                    seen[number] = exact
    found.pop("", None)
    return Terms(
        groups=names,
        patterns=list(found),
        bearers=[list(rows) for rows in found.values()],
        exact={
            at: spelled
            for at, rows in enumerate(found.values())
            if (spelled := {number: exact for number, exact in rows.items() if exact is not None})
        },
    )


def forms_of(row: Row, language: str | None = None) -> Iterable[str]:
    """Return the spellings by which a row is found in a text of a language, of any where it is None.

    None for rows that are not looked for. A name in Cyrillic or Arabic letters stands in texts of its language alone: the
    index of English, which is read at every start, is none the larger for it.
    """
    if isinstance(row, TermRow | OfficeRow):
        return (row.term, *row.forms)
    if isinstance(row, ActorRow | PlaceRow):
        named = [name for name in row.names if _may_stand(name, language)]
        return tuple(form for name in named for form in (name.text, *name.forms))
    if isinstance(row, OutletRow):
        return (row.name, *row.names)
    return ()


def _may_stand(name: ActorNameRow, language: str | None) -> bool:
    if language is None or name.language in ("und", language) or name.text.isascii():
        return True
    return all(char < _AFTER_LATIN for char in name.text if char.isalpha())

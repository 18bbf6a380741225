"""Writes rows as the YAML that the loader reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from harmattan.lexicons.rows import Row

_LAST = ("source", "note")


def as_yaml(table: str, rows: Iterable[Row]) -> str:
    """Return the rows of one table as the text of a lexicon file, one row a line; defaults are left out."""
    lines = [f"  - {_flow(_fields(row))}" for row in rows]
    return "\n".join([f"table: {table}", "rows:" if lines else "rows: []", *lines, ""])


def _fields(row: Row) -> dict[str, Any]:
    fields = [field for field in msgspec.structs.fields(row) if field.name not in _LAST]
    fields += [field for field in msgspec.structs.fields(row) if field.name in _LAST]
    return {
        field.name: msgspec.to_builtins(getattr(row, field.name))
        for field in fields
        if getattr(row, field.name) != field.default
    }


def _flow(fields: dict[str, Any]) -> str:
    import yaml

    text = yaml.safe_dump(fields, default_flow_style=True, allow_unicode=True, sort_keys=False, width=float("inf"))
    return text.strip()

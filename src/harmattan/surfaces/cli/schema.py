"""`harmattan schema`: the schemas of the records, derived from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

import typer

EXAMPLES = (
    "[bold]Examples[/bold]\n\n"
    "harmattan schema Claim\n\n"
    "harmattan schema Claim --format arrow\n\n"
    "harmattan schema > records.schema.json"
)


def schema(
    record: Annotated[
        str | None,
        typer.Argument(metavar="RECORD", help="A record such as Document, Claim or Situation; all without it."),
    ] = None,
    form: Annotated[
        Literal["json", "arrow"],
        typer.Option("--format", help="JSON Schema, or the columns of an Arrow table (needs harmattan\\[arrow])."),
    ] = "json",
) -> None:
    """Print the JSON Schema or the Arrow schema of a record, or of all of them.

    `extract` writes an Extraction a line, `report --format json` a Situation, `lineage` a Lineage a line.
    """
    import msgspec

    from harmattan.records.schema import json_schema, record_types
    from harmattan.surfaces.cli.output import opened, write

    types = record_types()
    if record is not None:
        name = next((name for name in types if name.lower() == record.lower()), None)
        if name is None:
            raise typer.BadParameter(f"no record {record!r}; there are: {', '.join(types)}", param_hint="RECORD")
        types = {name: types[name]}
    if form == "arrow":
        text = _arrow(types)
    else:
        found = json_schema(None if record is None else next(iter(types.values())))
        text = msgspec.json.format(msgspec.json.encode(found), indent=2).decode()
    with opened(None) as stream:
        write(stream, text.encode() + b"\n", None)


def _arrow(types: dict[str, Any]) -> str:
    """Return the columns of each record, under its name where there are several."""
    from harmattan.errors import SettingsError
    from harmattan.records.schema import arrow_schema

    try:
        schemas = {name: arrow_schema(record) for name, record in types.items()}
    except ModuleNotFoundError as error:
        if error.name != "pyarrow":
            raise
        raise SettingsError(str(error)) from error
    shown = {name: "\n".join(line for field in found for line in _lines(field)) for name, found in schemas.items()}
    if len(shown) == 1:
        return next(iter(shown.values()))
    return "\n\n".join(f"# {name}\n{columns}" for name, columns in shown.items())


def _lines(field: Any, depth: int = 0) -> Iterator[str]:
    """Yield a line for a column and one for each field inside it; Arrow's own text cuts long types short."""
    held, kind = field.type, ""
    while str(held).startswith(("list<", "fixed_size_list<")):
        kind += f"list of {held.list_size} " if hasattr(held, "list_size") else "list of "
        held = held.value_type
    inside = list(held) if str(held).startswith("struct<") else []
    kind += "struct" if inside else str(held)
    yield f"{'  ' * depth}{field.name}: {kind}{'' if field.nullable else ' not null'}"
    for inner in inside:
        yield from _lines(inner, depth + 1)

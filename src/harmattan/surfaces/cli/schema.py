"""`harmattan schema`: the JSON Schema of the records, derived from them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

EXAMPLES = "[bold]Examples[/bold]\n\nharmattan schema Claim\n\nharmattan schema > records.schema.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(
    record: Annotated[
        str | None,
        typer.Argument(metavar="RECORD", help="A record such as Document, Claim or Situation; all without it."),
    ] = None,
) -> None:
    """Print the JSON Schema of a record, or of all of them.

    `extract` writes an Extraction a line, `report --format json` a Situation, `lineage` a Lineage a line.
    """
    import msgspec

    from harmattan.surfaces.cli.output import opened, write
    from harmattan.surfaces.cli.records import record_types

    types = record_types()
    if record is None:
        _, components = msgspec.json.schema_components(list(types.values()))
        found: dict[str, Any] = {"$schema": _DIALECT, "$defs": components}
    else:
        name = next((name for name in types if name.lower() == record.lower()), None)
        if name is None:
            raise typer.BadParameter(f"no record {record!r}; there are: {', '.join(types)}", param_hint="RECORD")
        found = {"$schema": _DIALECT, **msgspec.json.schema(types[name])}
    data = msgspec.json.format(msgspec.json.encode(found), indent=2)
    with opened(None) as stream:
        write(stream, data + b"\n", None)

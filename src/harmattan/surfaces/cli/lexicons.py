"""`harmattan lexicons`: the vocabulary that everything rests on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from harmattan.surfaces.cli import learn
from harmattan.surfaces.cli.inputs import Lexicons

if TYPE_CHECKING:
    from harmattan.lexicons import Lexicon

app = typer.Typer(
    help="Check, list and extend the vocabulary that everything rests on.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)


@app.command(
    "check",
    epilog="[bold]Examples[/bold]\n\nharmattan lexicons check my-lexicon/\n\nharmattan lexicons check --unchecked",
)
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Folders with lexicon rows; the built-in lexicon without them."),
    ] = None,
    unchecked: Annotated[
        bool, typer.Option("--unchecked", help="List the rows, parents, leaders and patrons that have no source.")
    ] = False,
) -> None:
    """Say whether every row keeps the rules; each that does not is a line: file, row, reason."""
    from harmattan.lexicons.check import check as examine

    report = examine(paths or ())
    for fault in report.faults:
        sys.stderr.write(f"{fault}\n")
    if report.faults:
        count = len(report.faults)
        sys.stderr.write(
            f"harmattan: {count} {'row breaks' if count == 1 else 'rows break'} the rules of the lexicon\n"
        )
        raise typer.Exit(1)
    if unchecked:
        for facts in report.to_check:
            typer.echo(str(facts))
        return
    filled = [table for table in report.tables if table.rows]
    for table in filled:
        left = f", {table.unchecked} unchecked" if table.unchecked else ""
        left += f", {table.unchecked_ties} ties unchecked" if table.unchecked_ties else ""
        typer.echo(f"{table.table}: {table.rows} rows{left}")
    typer.echo(
        f"{report.rows} rows in {len(filled)} tables keep the rules; {report.unchecked} rows and "
        f"{report.unchecked_ties} ties state a fact that nobody checked: `harmattan lexicons check --unchecked` lists them"
    )


@app.command(
    "list", epilog="[bold]Examples[/bold]\n\nharmattan lexicons list\n\nharmattan lexicons list cues --format jsonl"
)
def list_rows(
    table: Annotated[
        str | None, typer.Argument(metavar="TABLE", help="A table; without it, all tables and their size.")
    ] = None,
    form: Annotated[Literal["text", "jsonl"], typer.Option("--format", help="Form of the rows.")] = "text",
    lexicon: Lexicons = None,
) -> None:
    """List the tables of the lexicon, or the rows of one; a line of text ends with the file that its row comes from."""
    from harmattan.lexicons import load
    from harmattan.lexicons.rows import TABLES
    from harmattan.surfaces.cli.output import opened, write

    if table is not None and table not in TABLES:
        raise typer.BadParameter(f"no table {table!r}; there are: {', '.join(TABLES)}", param_hint="TABLE")
    with opened(None) as stream:
        for line in _listed(load(lexicon or ()), table, form):
            write(stream, line.encode() + b"\n", None)


app.command("learn", epilog=learn.EXAMPLES)(learn.learn)


def _listed(lexicon: Lexicon, table: str | None, form: str) -> Iterator[str]:
    """Yield a line for each table, or for each row of one."""
    import msgspec

    from harmattan.lexicons.rows import TABLES

    if table is None:
        for name, row_type in TABLES.items():
            summary = (row_type.__doc__ or "").strip().splitlines()[0]
            yield f"{name}\t{len(lexicon.rows(row_type))}\t{summary}"
        return
    for row in lexicon.rows(TABLES[table]):
        if form == "jsonl":
            yield msgspec.json.encode(row).decode()
            continue
        fields = [row.id]
        for name in ("language", "term", "name", "label", "observed", "restored", "pattern"):
            value = getattr(row, name, None)
            if value:
                fields.append(str(value))
        names = getattr(row, "names", ())
        fields += [name if isinstance(name, str) else name.text for name in names]
        fields.append(lexicon.origins[table][row.id])
        yield "\t".join(fields)

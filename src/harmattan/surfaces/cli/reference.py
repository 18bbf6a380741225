"""`harmattan reference`: the counts and events of others that outlooks rest on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from harmattan.surfaces.cli.inputs import Lexicons
from harmattan.surfaces.cli.outlook import SHOWN_REFUSALS, Store

app = typer.Typer(
    help="Keep the counts and events that outlooks rest on, every vintage of them.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)


@app.command(
    "add",
    epilog=(
        "[bold]Examples[/bold]\n\n"
        "harmattan reference add GEDEvent_v24_1.csv --known-at 2024-06-10\n\n"
        "harmattan reference add GEDEvent_v24_0_6.csv   (candidate events: by id, the newest wins)\n\n"
        "harmattan reference add country_month.csv --series deaths"
    ),
)
def add(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...",
            show_default=False,
            help="UCDP GED or Candidate events, counts by country and month, VIEWS' tables, or the JSON of `harmattan report`.",
        ),
    ],
    series: Annotated[
        str | None,
        typer.Option(
            "--series",
            metavar="NAME",
            help="The series that the file is a vintage of; without it, by its kind or name.",
        ),
    ] = None,
    known_at: Annotated[
        str | None,
        typer.Option(
            "--known-at",
            metavar="DATE",
            help="Date (YYYY-MM-DD) from which the file was known; without it the last day that it speaks of.",
        ),
    ] = None,
    store: Store = None,
    lexicon: Lexicons = None,
) -> None:
    """Keep files of reference data. Series are never mixed; of a series that grows, what was known when is kept.

    Rows that can't be used are named on standard error with the reason, and the exit status is 1; the others count.
    """
    from harmattan.pipeline.foresight import add_reference
    from harmattan.plugins.references.base import RowError, date_of
    from harmattan.store import default_place
    from harmattan.surfaces.cli.inputs import complain
    from harmattan.surfaces.cli.progress import counted

    if known_at is not None:
        try:
            known_at = date_of(known_at, "the date")
        except RowError as error:
            raise typer.BadParameter(str(error), param_hint="--known-at") from error
    status = 0
    for path in counted(paths, "files", len(paths)):
        kept = add_reference(
            path,
            store or default_place(),
            series=series,
            known_at=known_at,
            lexicons=tuple(str(folder) for folder in lexicon or ()),
        )
        for refusal in kept.refusals[:SHOWN_REFUSALS]:
            complain(refusal)
        if len(kept.refusals) > SHOWN_REFUSALS:
            sys.stderr.write(f"harmattan: {path}: {len(kept.refusals) - SHOWN_REFUSALS} more rows that can't be used\n")
        if any(refusal.code != "no_place" for refusal in kept.refusals):
            status = 1
        one = kept.vintage
        what = "added" if kept.new else "was there already"
        typer.echo(
            f"{path}: {what}: {one.records:,} {'events' if one.kind == 'events' else 'counts'} of series {one.series}, "
            f"{one.first} to {one.last}, known {one.known_at}{'' if one.final else ', candidates'}"
        )
    raise typer.Exit(status)


@app.command("list", epilog="[bold]Examples[/bold]\n\nharmattan reference list")
def list_vintages(store: Store = None) -> None:
    """List what is kept: one line a file, with its number, series, months and the day from which it counts as known."""
    from harmattan.store import ReferenceStore, default_place

    with ReferenceStore(store or default_place()) as kept:
        for one in kept.vintages():
            final = "" if one.final else "\tcandidates"
            typer.echo(
                f"{one.id}\t{one.series}\t{one.kind}\t{one.records}\t{one.first} to {one.last}\t"
                f"known {one.known_at}\t{one.file}{final}"
            )


@app.command("forget", epilog="[bold]Examples[/bold]\n\nharmattan reference forget 3")
def forget(
    number: Annotated[
        int,
        typer.Argument(metavar="NUMBER", show_default=False, help="Number of the file in `harmattan reference list`."),
    ],
    store: Store = None,
) -> None:
    """Delete one file's data from what is kept."""
    from harmattan.errors import SettingsError
    from harmattan.store import ReferenceStore, default_place

    with ReferenceStore(store or default_place()) as kept:
        if not kept.forget(number):
            raise SettingsError(f"nothing is kept under {number}; `harmattan reference list` shows the numbers")
    typer.echo(f"{number}: forgotten")

"""`harmattan places`: the gazetteers by which places that reports name are found on the map."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from harmattan.surfaces.cli.inputs import Lexicons

if TYPE_CHECKING:
    from harmattan.ports import Bearer

app = typer.Typer(
    help="List, search and extend the gazetteers by which places are found.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)
FAILED = 1
_FIRST = 20


@app.command(
    "add",
    epilog="[bold]Examples[/bold]\n\nharmattan places add ML.zip BF.txt\n\nharmattan places add NE --download\n\n"
    "harmattan places add allCountries.zip",
)
def add(
    dumps: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH|CODE...",
            show_default=False,
            help="GeoNames dumps: text, gzip or ZIP; or codes of countries (ML) whose dump lies in this folder.",
        ),
    ],
    download: Annotated[
        bool,
        typer.Option(
            "--download", help="Fetch the dump of a country from download.geonames.org where it is not in this folder."
        ),
    ] = False,
) -> None:
    """Add GeoNames dumps, so that their villages, rivers and hills are known to every later run.

    Each becomes an index of its own, named after its file, in place of an earlier one of that name. Rows that can't be used
    are told and left out; a dump that can't be used is a line, the others still count, and the exit status is 1.
    """
    from harmattan.errors import InputError
    from harmattan.plugins.places.fetch import is_code
    from harmattan.plugins.places.store import add_dump
    from harmattan.surfaces.cli.progress import bytes_read

    status = 0
    for given in dumps:
        try:
            path = Path(given)
            if not path.exists() and is_code(given):
                path = _dump_of(given, download)
            with bytes_read(path) as advance:
                added = add_dump(path, advance=advance)
        except InputError as error:
            status = _complain(str(error))
            continue
        for row in added.examples:
            _complain(f"{path}: line {row.line}: {row.reason}; left out")
        if added.refused > len(added.examples):
            _complain(f"{path}: {added.refused - len(added.examples)} more rows left out")
        if added.refused:
            status = FAILED
        typer.echo(f"{added.header.name}: {added.header.places:,} places, {added.header.keys:,} names, in {added.path}")
    raise typer.Exit(status)


@app.command("list", epilog="[bold]Example[/bold]\n\nharmattan places list")
def list_indexes() -> None:
    """List the gazetteers: name, places, names, countries, from what, and the file."""
    from harmattan.errors import InputError
    from harmattan.plugins.places.store import added_indexes, default_index

    status = 0
    for found in (*added_indexes(), default_index(tell=_say)):
        if isinstance(found, InputError):
            status = _complain(str(found))
            continue
        header = found.header
        countries = sorted(header.countries, key=lambda code: (-header.countries[code], code))
        shown = " ".join(code for code in countries[:3] if code) + (" …" if len(countries) > 3 else "")
        typer.echo(
            f"{header.name}\t{header.places:,} places\t{header.keys:,} names\t{shown}\t{header.source}\t{found.path}"
        )
    raise typer.Exit(status)


@app.command(
    "find",
    epilog="[bold]Examples[/bold]\n\nharmattan places find Gao\n\nharmattan places find Tinzawaten --format jsonl",
)
def find(
    name: Annotated[
        str, typer.Argument(metavar="NAME", show_default=False, help="A name of a place, in any spelling.")
    ],
    form: Annotated[Literal["text", "jsonl"], typer.Option("--format", help="Form of the places.")] = "text",
    lexicon: Lexicons = None,
) -> None:
    """Say which places bear a name, the best known first, and those that sound like it; exit status 1 where none does.

    Each line: id, name, country, first division, kind, coordinates, people, and whether the lexicon or another spelling has it.
    JSON Lines add the PRIO-GRID cell, ISO 3166 alpha-3, Gleditsch and Ward's number, and the country's name.
    """
    import msgspec

    from harmattan.lexicons import load
    from harmattan.plugins.places import standard_places
    from harmattan.plugins.places.rank import prominence

    found = sorted(
        standard_places(load(lexicon or ())).find(name, spelling=True),
        key=lambda bearer: (-prominence(bearer), bearer.place_id),
    )
    if not found:
        raise typer.Exit(_complain(f"no place is called {name!r} here; `harmattan places add` adds gazetteers"))
    for bearer in found[:_FIRST] if form == "text" else found:
        typer.echo(_line(bearer) if form == "text" else msgspec.json.encode(_joined(bearer)).decode())
    if form == "text" and len(found) > _FIRST:
        typer.echo(f"and {len(found) - _FIRST} more; --format jsonl gives all")


@app.command("remove", epilog="[bold]Example[/bold]\n\nharmattan places remove ML")
def remove(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME...", show_default=False, help="Names as `list` gives them.")
    ],
) -> None:
    """Remove gazetteers that were added."""
    from harmattan.errors import InputError
    from harmattan.plugins.places.store import remove_index

    status = 0
    for name in names:
        try:
            typer.echo(f"removed {remove_index(name)}")
        except InputError as error:
            status = _complain(str(error))
    raise typer.Exit(status)


def _dump_of(code: str, download: bool) -> Path:
    """Return the dump of a country in this folder, or fetched. Raises InputError where there is none."""
    from harmattan.errors import InputError
    from harmattan.plugins.places.fetch import ADDRESS, fetch

    for ending in (".zip", ".txt", ".txt.gz"):
        path = Path(code.upper() + ending)
        if path.is_file():
            return path
    if not download:
        raise InputError(
            code,
            "missing",
            f"no {code.upper()}.zip, {code.upper()}.txt or {code.upper()}.txt.gz in this folder; download it from "
            f"{ADDRESS}, or let --download do so",
        )
    return fetch(code)


def _joined(bearer: Bearer) -> dict[str, object]:
    """Return a place with what joins it to other data sets: cell of PRIO-GRID, country codes, name of its division."""
    import msgspec

    from harmattan.plugins.places.grids import grid_of

    return {**msgspec.structs.asdict(bearer), **msgspec.structs.asdict(grid_of(bearer))}


def _line(bearer: Bearer) -> str:
    from harmattan.plugins.places.grids import grid_of

    grid = grid_of(bearer)
    people = f"{bearer.population:,}" if bearer.population else ""
    where = f"{bearer.latitude:.4f} {bearer.longitude:.4f}"
    called = "" if bearer.called == "name" else bearer.called
    kept = "lexicon" if bearer.curated else called
    return "\t".join(
        (bearer.place_id, bearer.name, bearer.country or "", grid.division or "", bearer.feature, where, people, kept)
    ).rstrip()


def _complain(line: str) -> int:
    sys.stderr.write("".join(char if char.isprintable() else "\ufffd" for char in f"harmattan: {line}") + "\n")
    return FAILED


def _say(line: str) -> None:
    _complain(line)

"""`harmattan export`: what the documents support, in the forms of other data sets and programs."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated, Literal

import typer

from harmattan.surfaces.cli.inputs import (
    AsOf,
    Files,
    Grammars,
    Jobs,
    Language,
    Lexicons,
    Output,
    Public,
    Published,
    SourceName,
)

Form = Literal["ged-csv", "acled-csv", "geojson", "parquet", "annotations", "graphml"]

EXAMPLES = (
    "[bold]Examples[/bold]\n\n"
    "harmattan export week/ -o week.geojson   (the form follows from the file's name)\n\n"
    "harmattan export week/ --to ged-csv -o week.csv\n\n"
    "harmattan export week/ --public -o map.geojson   (names, local sources and fresh positions masked)\n\n"
    "harmattan report week/ -o week.json && harmattan export week.json -o week.parquet   (read once, export often)\n\n"
    "harmattan export week.json --to annotations | jq '.first.items\\[].target\\[0].selector'"
)


def export(
    files: Files,
    form: Annotated[
        Form | None,
        typer.Option("--to", help="What to write; without it, by the name of the output (.csv needs it)."),
    ] = None,
    output: Output = None,
    lexicon: Lexicons = None,
    grammar: Grammars = None,
    language: Language = None,
    source: SourceName = None,
    published: Published = None,
    jobs: Jobs = 1,
    public: Public = False,
    as_of: AsOf = None,
) -> None:
    """Write the events or claims of documents, as `report` assesses them, for other programs to read.

    ged-csv and acled-csv are tables in the columns of UCDP GED and of ACLED with our own after them, geojson and parquet
    hold every event, annotations every claim (W3C Web Annotation, JSON-LD) with the place of its quote, graphml who is
    with, against and behind whom, with the evidence of each tie. docs/exports.md says what each column holds. FILE may be
    the JSON that `harmattan report` wrote, which is then not read anew. What is written is private and verbatim, as
    reports are; what others may read needs --public. An input that can't be read is named on standard error; the others
    still count, and the exit status is 1.
    """
    from harmattan.lexicons import load
    from harmattan.plugins.exporters import exporters
    from harmattan.surfaces.cli.inputs import publication_of, reading_settings, rule_settings, settings_of
    from harmattan.surfaces.cli.output import opened, write
    from harmattan.surfaces.cli.situation import situation_of

    settings = settings_of(lexicon, reading_settings(language, source, published), rule_settings(grammar), jobs)
    publication = publication_of(public, as_of)
    known = exporters(load(lexicon or ()))
    if form is None:
        suffix = PurePath(output or "").suffix.lower()
        meant = [name for name, each in known.items() if each.suffix == suffix]
        if len(meant) != 1:
            raise typer.BadParameter(f"say what to write, one of {', '.join(meant or known)}", param_hint="--to")
        exporter = known[meant[0]]
    else:
        exporter = known[form]
    with opened(output) as stream:
        situation, failed = situation_of(files, settings, publication)
        for piece in exporter.write(situation, public=public):
            write(stream, piece, output)
    raise typer.Exit(1 if failed else 0)

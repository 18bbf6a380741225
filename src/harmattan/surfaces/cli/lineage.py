"""`harmattan lineage`: who copied whom."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from harmattan.surfaces.cli.inputs import Files, Language, Lexicons, Output, Published, SourceName

EXAMPLES = (
    "[bold]Examples[/bold]\n\n"
    "harmattan lineage news/\n\n"
    "harmattan lineage feed.jsonl | jq -r '.members[] | [.relation, .document_id] | @tsv'"
)


def lineage(
    files: Files,
    form: Annotated[Literal["jsonl"], typer.Option("--format", help="Form of the output.")] = "jsonl",
    output: Output = None,
    lexicon: Lexicons = None,
    language: Language = None,
    source: SourceName = None,
    published: Published = None,
) -> None:
    """Write which documents go back to one text: copies, excerpts, rewrites and spun copies of it.

    One lineage a line; a document that nobody copied has a lineage of one. An input that can't be read is named on
    standard error, and the exit status is 1.
    """
    import msgspec

    from harmattan.lexicons import load
    from harmattan.plugins.sources import open_source
    from harmattan.records.claim import Refusal
    from harmattan.stages import lineages, reading
    from harmattan.surfaces.cli.inputs import complain, reading_settings, settings_of
    from harmattan.surfaces.cli.output import opened, write

    settings = settings_of(lexicon, reading_settings(language, source, published))
    documents = []
    status = 0
    with opened(output) as stream:
        blobs = open_source(files).blobs()
        for document in reading.read(blobs, lexicon=load(lexicon or ()), settings=settings.reading):
            if isinstance(document, Refusal):
                status = 1
                complain(document)
            else:
                documents.append(document)
        for found in lineages.trace(documents, settings=settings.lineages):
            write(stream, msgspec.json.encode(found) + b"\n", output)
    raise typer.Exit(status)

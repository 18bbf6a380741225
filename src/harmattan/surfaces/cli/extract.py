"""`harmattan extract`: one JSON line a document."""

from __future__ import annotations

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
    Quick,
    SourceName,
)

EXAMPLES = (
    "[bold]Examples[/bold]\n\n"
    "harmattan extract report.html\n\n"
    "harmattan extract news/ -o claims.jsonl --jobs 2\n\n"
    "cat feed.jsonl | harmattan extract - | jq .claims"
)


def extract(
    files: Files,
    form: Annotated[Literal["jsonl"], typer.Option("--format", help="Form of the output.")] = "jsonl",
    output: Output = None,
    lexicon: Lexicons = None,
    grammar: Grammars = None,
    language: Language = None,
    source: SourceName = None,
    published: Published = None,
    jobs: Jobs = 1,
    quick: Quick = False,
    public: Public = False,
    as_of: AsOf = None,
) -> None:
    """Write what each document says: its claims, each with the words that bear it, its mentions and events.

    One JSON object a line and document, in the order of the input:
    {"document", "mentions", "claims", "events", "refusals"}.

    A file that can't be read is a line {"error": {"path", "reason"}}; the others still come, and the exit status is 1.
    What comes out is private and quotes its sources in full. With --public it may be published; all documents are read
    before the first line then, since a name that one of them makes private is masked in all.
    """
    import msgspec

    from harmattan import pipeline
    from harmattan.plugins.sources import open_source
    from harmattan.records.claim import Refusal
    from harmattan.surfaces.cli.inputs import (
        complain,
        error_line,
        publication_of,
        reading_settings,
        rule_settings,
        settings_of,
    )
    from harmattan.surfaces.cli.output import opened, write
    from harmattan.surfaces.cli.progress import watched

    settings = settings_of(
        lexicon, reading_settings(language, source, published, quick=quick), rule_settings(grammar), jobs
    )
    publication = publication_of(public, as_of)
    encode = msgspec.json.Encoder().encode
    status = 0
    with opened(output) as stream, watched(files) as tell:
        reading = open_source(files)
        extracted = pipeline.extract(reading, settings=settings, progress=tell)
        if publication is not None:
            from harmattan.pipeline.publication import publish_extractions

            extracted = publish_extractions(extracted, publication=publication, settings=settings)
        for found in extracted:
            if isinstance(found, Refusal):
                status = 1
                complain(found)
                write(stream, error_line(found), output)
            else:
                write(stream, encode(found) + b"\n", output)
    raise typer.Exit(status)

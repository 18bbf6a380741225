"""`harmattan report`: the situation report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import msgspec
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

if TYPE_CHECKING:
    from harmattan.records.bundle import Situation

Form = Literal["terminal", "html", "markdown", "json", "picture"]
_FORMS: dict[str, Form] = {
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".txt": "terminal",
    "": "terminal",
}

EXAMPLES = (
    "[bold]Examples[/bold]\n\n"
    "harmattan report dispatch.txt\n\n"
    "harmattan report week/ -o week.html   (the form follows from the file's name)\n\n"
    "harmattan report week/ communique.pdf --format json | jq .assessments\n\n"
    "harmattan report week/ --probabilities --decisions decided.jsonl"
)


def report(
    files: Files,
    form: Annotated[
        Form | None,
        typer.Option(
            "--format",
            help="Form of the report; without it, by the name of the output, else for the terminal. picture is JSON of what "
            "holds over time: relations, control, strength and losses a side, districts by week.",
        ),
    ] = None,
    output: Output = None,
    lexicon: Lexicons = None,
    grammar: Grammars = None,
    language: Language = None,
    source: SourceName = None,
    published: Published = None,
    jobs: Jobs = 1,
    store: Annotated[
        Path | None,
        typer.Option(
            "--store",
            metavar="DIR",
            envvar="HARMATTAN_STORE",
            help="Folder of kept reference data (harmattan reference add): outlooks of the countries named then stand last.",
        ),
    ] = None,
    kept: Annotated[
        str | None,
        typer.Option("--from", metavar="NAME", help="Which kept series outlooks rest on, where there are several."),
    ] = None,
    probabilities: Annotated[
        bool,
        typer.Option(
            "--probabilities",
            help="Give each assessment a probability and ICD 203's word for it: a model, calibrated by simulation.",
        ),
    ] = False,
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--decisions",
            metavar="FILE",
            help="JSON Lines of what people decided about assessments: `on` (id), `what` (upheld, rejected), `who`, `when`, "
            "`why`. Weights of sources follow them.",
        ),
    ] = None,
    quick: Quick = False,
    public: Public = False,
    as_of: AsOf = None,
) -> None:
    """Write the situation report that the documents, read together, support.

    Every statement stands with the words that it rests on. The HTML is one file that opens offline.
    An input that can't be read is named on standard error; the others still count, and the exit status is 1.
    Without --public the report is private and verbatim. With it persons who are neither public figures nor titled in the
    text are masked, in quotes too, where local sources are is not given, and claims of strength, control and movement that
    are not 14 days old yet say no more than the district.
    """
    from harmattan.errors import InputError
    from harmattan.surfaces.cli.decided import decisions_of
    from harmattan.surfaces.cli.inputs import (
        complain,
        form_of,
        publication_of,
        reading_settings,
        rule_settings,
        settings_of,
    )
    from harmattan.surfaces.cli.output import opened
    from harmattan.surfaces.cli.situation import read_together

    shape: Form = form_of(output, _FORMS, "a report") if form is None else form
    settings = settings_of(
        lexicon, reading_settings(language, source, published, quick=quick), rule_settings(grammar), jobs
    )
    if probabilities:
        settings = msgspec.structs.replace(
            settings, assessments=msgspec.structs.replace(settings.assessments, probabilities=True)
        )
    decided = () if decisions is None else decisions_of(decisions)
    publication = publication_of(public, as_of)
    with opened(output) as stream:
        situation = read_together(files, settings, publication, decided)
        told = {assessment.id for assessment in situation.assessments}
        # A publication's ids tell nothing, so that there it can't be said which decisions were met.
        if publication is None and (met := sum(decision.on in told for decision in decided)) < len(decided):
            typer.echo(f"{decisions}: {met} of {len(decided)} decisions are about assessments of this report", err=True)
        if store is not None:
            from harmattan.pipeline.foresight import with_outlooks

            situation = with_outlooks(situation, store, series=kept)
        failed = [refusal for refusal in situation.refusals if refusal.path is not None or refusal.code == "failed"]
        for refusal in failed:
            complain(refusal)
        if not situation.documents and shape not in ("json", "picture"):
            if failed:
                raise typer.Exit(1)
            raise InputError(", ".join(files), "nothing_read", "nothing could be read, so there is nothing to report")
        _write(situation, shape, stream, output, lexicon or (), public=public)
    raise typer.Exit(1 if failed else 0)


def _write(
    situation: Situation,
    form: Form,
    stream: BinaryIO,
    output: str | None,
    lexicons: Sequence[Path],
    *,
    public: bool,
) -> None:
    from harmattan.lexicons import load
    from harmattan.pipeline.picture import picture as make_picture
    from harmattan.surfaces import report as view
    from harmattan.surfaces.cli.output import write
    from harmattan.surfaces.report.vocabulary import vocabulary_of

    vocabulary = vocabulary_of(load(lexicons)) if lexicons else None
    picture = None if form == "json" else make_picture(situation, lexicons=lexicons)
    if form == "terminal" and stream is sys.stdout.buffer:
        from rich.console import Console

        console = Console()
        with console.capture() as captured:
            view.print_terminal(situation, console, vocabulary=vocabulary, public=public, picture=picture)
        write(stream, captured.get().encode(sys.stdout.encoding, "replace"), output)
        return
    write(
        stream,
        view.render(situation, form, vocabulary=vocabulary, public=public, picture=picture).encode("utf-8"),
        output,
    )

"""`harmattan report`: the situation report."""

from __future__ import annotations

import io
import sys
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

from harmattan.surfaces.cli.inputs import Files, Jobs, Language, Lexicons, Output, Published, SourceName

if TYPE_CHECKING:
    from harmattan.records.bundle import Situation

Form = Literal["terminal", "html", "markdown", "json"]
_FORMS: dict[str, Form] = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".json": "json"}
_WIDTH = 100
"""Columns of a report for the terminal that goes to a file."""

EXAMPLES = (
    "[bold]Examples[/bold]\n\n"
    "harmattan report dispatch.txt\n\n"
    "harmattan report week/ -o week.html   (the form follows from the file's name)\n\n"
    "harmattan report week/ communique.pdf --format json | jq .assessments"
)


def report(
    files: Files,
    form: Annotated[
        Form | None,
        typer.Option(
            "--format", help="Form of the report; without it, by the name of the output, else for the terminal."
        ),
    ] = None,
    output: Output = None,
    lexicon: Lexicons = None,
    language: Language = None,
    source: SourceName = None,
    published: Published = None,
    jobs: Jobs = 1,
) -> None:
    """Write the situation report that the documents, read together, support.

    Every statement stands with the words that it rests on. The HTML is one file that opens offline.
    An input that can't be read is named on standard error; the others still count, and the exit status is 1.
    """
    from harmattan import pipeline
    from harmattan.errors import InputError
    from harmattan.plugins.sources import open_source
    from harmattan.surfaces.cli.inputs import complain, settings_of
    from harmattan.surfaces.cli.output import opened
    from harmattan.surfaces.cli.progress import watched

    if form is None:
        form = _FORMS.get(PurePath(output or "").suffix.lower(), "terminal")
    settings = settings_of(lexicon, language, source, published, jobs)
    with opened(output) as stream:
        with watched(files) as tell:
            reading = open_source(files, max_bytes=settings.reading.max_bytes)
            situation = pipeline.report(reading, settings=settings, progress=tell)
        failed = [refusal for refusal in situation.refusals if refusal.path is not None or refusal.code == "failed"]
        for refusal in failed:
            complain(refusal)
        if not situation.documents and form != "json":
            raise InputError(", ".join(files), "nothing_read", "nothing could be read, so there is nothing to report")
        _write(situation, form, stream, output)
    raise typer.Exit(1 if failed else 0)


def _write(situation: Situation, form: Form, stream: BinaryIO, output: str | None) -> None:
    from harmattan.surfaces.cli.output import write

    if form == "json":
        import msgspec

        write(stream, msgspec.json.encode(situation) + b"\n", output)
        return
    from harmattan.surfaces import report as view

    if form != "terminal":
        write(stream, view.render(situation, form).encode("utf-8"), output)
        return
    from rich.console import Console

    if stream is sys.stdout.buffer:
        view.print_terminal(situation, Console())
        return
    page = io.StringIO()
    view.print_terminal(situation, Console(file=page, width=_WIDTH, color_system=None))
    write(stream, page.getvalue().encode("utf-8"), output)

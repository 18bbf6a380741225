"""`harmattan explain`: why a record is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from harmattan.surfaces.cli.inputs import (
    AsOf,
    Grammars,
    Jobs,
    Language,
    Lexicons,
    Output,
    Public,
    Published,
    SourceName,
)

if TYPE_CHECKING:
    from harmattan.records.bundle import Situation

EXAMPLES = (
    "[bold]Examples[/bold]\n\n"
    "harmattan report week/ -o week.json   (its records have the ids)\n\n"
    "harmattan explain asm-1b2c… --in week.json\n\n"
    "harmattan explain evt-3d4e… week/ --format json | jq .changes\n\n"
    "harmattan explain lin-5f60… --store kept/"
)


def explain(
    key: Annotated[str, typer.Argument(metavar="ID", show_default=False, help="Id of the record to explain.")],
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE]...", show_default=False, help="Documents to read for it, as for report."),
    ] = None,
    report: Annotated[
        str | None,
        typer.Option("--in", metavar="PATH", help="A report in JSON that holds the record (- for standard input)."),
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option(
            "--store", metavar="FOLDER", help="A folder of lineages (harmattan lineage --store) that holds the record."
        ),
    ] = None,
    form: Annotated[Literal["terminal", "json"], typer.Option("--format", help="Form of the output.")] = "terminal",
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
    """Say why a claim, event, assessment, lineage, document, state of control or relation is there.

    Its evidence with characters, who says it and from which origin, what was joined and what was kept apart and by which
    weights, every reason of status and numbers with its weight, and what would change it: each origin behind an
    assessment is left out and it is judged anew. Ids are those of a report's JSON form.

    Give one of: documents to read, --in with a report, --store with a folder of lineages. An id that no record has is one
    line with ids near it, and exit status 1.
    """
    import msgspec

    from harmattan.pipeline.explain import explain as reasons_of
    from harmattan.surfaces.cli.inputs import publication_of, reading_settings, rule_settings, settings_of
    from harmattan.surfaces.cli.output import opened, write

    given = [each for each in (files or None, report, store) if each is not None]
    if len(given) != 1:
        raise typer.BadParameter(
            "give documents to read, or --in with a report, or --store with a folder of lineages, and one of them only",
            param_hint="FILE",
        )
    publication = publication_of(public, as_of)
    if publication is not None and not files:
        raise typer.BadParameter(
            "a report says itself whether it is public; give documents to read", param_hint="--public"
        )
    settings = settings_of(lexicon, reading_settings(language, source, published), rule_settings(grammar), jobs)
    with opened(output) as stream:
        if report is not None:
            situation = _read(report)
        elif store is not None:
            situation = _kept(store)
        else:
            from harmattan.surfaces.cli.inputs import complain
            from harmattan.surfaces.cli.situation import read_together

            situation = read_together(files or [], settings, publication)
            for refusal in situation.refusals:
                if refusal.path is not None:
                    complain(refusal)
        explanation = reasons_of(situation, key, settings=settings)
        if form == "json":
            data = msgspec.json.format(msgspec.json.encode(explanation), indent=2) + b"\n"
        else:
            from shutil import get_terminal_size

            from harmattan.surfaces.explain import render_terminal

            mark = "public: names, sources and fresh positions masked" if public else "private, verbatim"
            width = max(60, get_terminal_size().columns) if output is None else 100
            data = render_terminal(explanation, width, mark="" if report else mark).encode(errors="replace")
        write(stream, data, output)


def _read(path: str) -> Situation:
    """Return a report in JSON. Raises InputError for a file that is none."""
    import sys

    import msgspec

    from harmattan.errors import InputError
    from harmattan.records.bundle import Situation

    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        reason = "no such file" if isinstance(error, FileNotFoundError) else (error.strerror or str(error)).lower()
        raise InputError(path, "unreadable", reason) from error
    try:
        return msgspec.json.decode(raw, type=Situation)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InputError(
            path,
            "no_report",
            f"no report in JSON of this version ({error}); write one with harmattan report --format json",
        ) from error


def _kept(folder: Path) -> Situation:
    """Return the lineages that a folder keeps. Raises InputError where it keeps none."""
    from harmattan.errors import InputError
    from harmattan.records.bundle import Situation
    from harmattan.stages import lineages
    from harmattan.store import FolderShelf

    index = lineages.load(FolderShelf(folder), lineages.LineageSettings()) if folder.is_dir() else None
    if index is None:
        raise InputError(str(folder), "no_store", "no lineages are kept here; make them with harmattan lineage --store")
    return Situation(lineages=tuple(index.lineages({})))

"""What the commands that read files share: their options, the settings these make, and the lines of what failed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

if TYPE_CHECKING:
    from harmattan.pipeline import Settings
    from harmattan.records.claim import Refusal

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...",
        show_default=False,
        help="Text, Markdown, HTML, PDF, EML or JSON Lines files, folders of these, or - for standard input.",
    ),
]
Lexicons = Annotated[
    list[Path] | None,
    typer.Option(
        "--lexicon",
        metavar="DIR",
        help="Folder with lexicon rows of your own, laid over the built-in ones; repeatable.",
    ),
]
Language = Annotated[
    str | None,
    typer.Option(
        metavar="CODE", help="Language of documents that name none (ISO 639-1: en, fr, …), instead of a guess."
    ),
]
SourceName = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="Outlet of documents that do not name their own.")
]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="Date (YYYY-MM-DD) of documents that do not bear their own."),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, max=256, help="Processes to work with.")]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="PATH", help="Write here instead of standard output; whole or not at all."),
]


def settings_of(
    lexicons: Sequence[Path] | None, language: str | None, source: str | None, published: str | None, jobs: int
) -> Settings:
    """Return the settings of a run. A language or date that is none is a usage error."""
    from harmattan.pipeline import Settings
    from harmattan.stages.reading import ReadingSettings, code_of, iso_date

    if language is not None and code_of(language) is None:
        raise typer.BadParameter(
            f"{language!r} is no language code; give two letters such as en or fr", param_hint="--language"
        )
    if published is not None and iso_date(published) is None:
        raise typer.BadParameter(f"{published!r} is no full date; give YYYY-MM-DD", param_hint="--published")
    reading = ReadingSettings(language=code_of(language), source=source, published=iso_date(published))
    return Settings(lexicons=tuple(str(path) for path in lexicons or ()), jobs=jobs, reading=reading)


def name_of(refusal: Refusal) -> str:
    """Return what a refused input is called: its path, or the id of its document."""
    return refusal.path or refusal.document_id or "-"


def complain(refusal: Refusal) -> None:
    """Say on standard error, in one line, which input failed and why."""
    name = "standard input" if refusal.path == "-" else name_of(refusal)
    sys.stderr.write(f"harmattan: {name}: {refusal.reason}\n")
    sys.stderr.flush()


def error_line(refusal: Refusal) -> bytes:
    """Return the JSON line that stands in the place of a document that could not be used."""
    return msgspec.json.encode({"error": {"path": name_of(refusal), "reason": refusal.reason}}) + b"\n"

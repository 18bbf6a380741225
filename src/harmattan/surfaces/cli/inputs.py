"""What the commands that read files share: their options, the settings these make, and the lines of what failed."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated, TypeVar

import msgspec
import typer

if TYPE_CHECKING:
    from harmattan.pipeline import Settings
    from harmattan.plugins.extractors.rules import RuleSettings
    from harmattan.records.claim import Refusal
    from harmattan.stages.publication import PublicationSettings
    from harmattan.stages.reading import ReadingSettings

F = TypeVar("F")
STDIN = "-"
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
Grammars = Annotated[
    list[str] | None,
    typer.Option(
        "--grammar",
        metavar="LANG=MODEL",
        help="Installed spaCy pipeline (name or path) to parse a language with, instead of the built-in grammar; "
        "repeatable.",
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
Quick = Annotated[
    bool,
    typer.Option(
        "--quick",
        help="Read spun words by what stands beside each of them alone: thirty times as fast, and fewer are found.",
    ),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, max=256, help="Processes to work with.")]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="PATH", help="Write here instead of standard output; whole or not at all."),
]

Public = Annotated[
    bool,
    typer.Option(
        "--public",
        help="For publication: masks persons without an office, where local sources are, and fresh positions.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="With --public: the day (YYYY-MM-DD) that 14 days are counted from, else today."
    ),
]


def publication_of(public: bool, as_of: str | None) -> PublicationSettings | None:
    """Return how records are made public; None where they are not to be. A day that is none is a usage error."""
    from datetime import UTC, datetime

    from harmattan.stages.publication import PublicationSettings
    from harmattan.stages.reading import iso_date

    if not public:
        if as_of is not None:
            raise typer.BadParameter("it says what --public counts from; give --public too", param_hint="--as-of")
        return None
    day = datetime.now(UTC).date().isoformat() if as_of is None else iso_date(as_of)
    if day is None:
        raise typer.BadParameter(f"{as_of!r} is no full date; give YYYY-MM-DD", param_hint="--as-of")
    return PublicationSettings(as_of=day)


def form_of(output: str | None, forms: Mapping[str, F], what: str) -> F:
    """Return the form that the name of the output asks for, of forms by suffix ("" for none). Another name is a usage error."""
    suffix = PurePath(output or "").suffix.lower()
    if suffix not in forms:
        known = ", ".join(name for name in forms if name)
        raise typer.BadParameter(
            f"{output}: no form of {what} is called {suffix}; name it {known}, or give --format", param_hint="--output"
        )
    return forms[suffix]


def settings_of(
    lexicons: Sequence[Path] | None,
    reading: ReadingSettings,
    rules: RuleSettings | None = None,
    jobs: int = 1,
) -> Settings:
    """Return the settings of a run. A folder of lexicon rows without any is a usage error."""
    from harmattan.pipeline import Settings

    for folder in lexicons or ():
        if folder.is_dir() and not any(folder.rglob("*.yaml")):
            raise typer.BadParameter(f"{folder}: no YAML file with lexicon rows in it", param_hint="--lexicon")
    settings = Settings(lexicons=tuple(str(path) for path in lexicons or ()), jobs=jobs, reading=reading)
    return settings if rules is None else msgspec.structs.replace(settings, rules=rules)


def reading_settings(
    language: str | None, source: str | None, published: str | None, *, quick: bool = False
) -> ReadingSettings:
    """Return how documents are read. A language or date that is none is a usage error."""
    from harmattan.stages.reading import ReadingSettings, code_of, iso_date

    if language is not None and code_of(language) is None:
        raise typer.BadParameter(
            f"{language!r} is no language code; give two letters such as en or fr", param_hint="--language"
        )
    if published is not None and iso_date(published) is None:
        raise typer.BadParameter(f"{published!r} is no full date; give YYYY-MM-DD", param_hint="--published")
    return ReadingSettings(language=code_of(language), source=source, published=iso_date(published), quick=quick)


def rule_settings(grammars: Sequence[str] | None) -> RuleSettings:
    """Return how documents are examined, with LANG=MODEL pairs as grammars, each loaded to see that it is there.

    A pair that is none is a usage error. Raises LanguageError for a model that can't be loaded or can't read LANG.
    """
    from harmattan.language import grammar_for
    from harmattan.plugins.extractors.rules import RuleSettings
    from harmattan.stages.reading import code_of

    models: dict[str, str] = {}
    for pair in grammars or ():
        name, _, model = (side.strip() for side in pair.partition("="))
        language = code_of(name)
        if language is None or not model:
            raise typer.BadParameter(
                f"{pair!r} is no LANG=MODEL pair such as en=en_core_web_sm", param_hint="--grammar"
            )
        if language in models:
            raise typer.BadParameter(f"two models for {language!r}; give one", param_hint="--grammar")
        models[language] = model
    for language, model in models.items():
        grammar_for(language, model)
    return RuleSettings(grammars=models)


def name_of(refusal: Refusal) -> str:
    """Return what a refused input is called: its path, or the id of its document."""
    return refusal.path if refusal.path is not None else refusal.document_id or STDIN


def complain(refusal: Refusal) -> None:
    """Say on standard error, in one line, which input failed and why."""
    name = "standard input" if refusal.path == STDIN else name_of(refusal) or "''"
    line = f"harmattan: {name}: {refusal.reason}"
    # A name in an archive may hold anything: line breaks, or what moves the cursor of a terminal.
    sys.stderr.write("".join(char if char.isprintable() else "\ufffd" for char in line) + "\n")
    sys.stderr.flush()


def error_line(refusal: Refusal) -> bytes:
    """Return the JSON line that stands in the place of a document that could not be used."""
    return msgspec.json.encode({"error": {"path": name_of(refusal), "reason": refusal.reason}}) + b"\n"

"""`harmattan lexicons learn`: what a spinner or a translator puts in for what, from originals and their copies."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
import typer

from harmattan.errors import InputError, OutputError
from harmattan.surfaces.cli.inputs import Language, Lexicons

if TYPE_CHECKING:
    from harmattan.lexicons import Lexicon
    from harmattan.records.document import Document
    from harmattan.stages.reading import ReadingSettings
    from harmattan.stages.reading.damage.learn import Learned, Lesson, Pair

EXAMPLES = (
    "[bold]Examples[/bold]\n\n"
    "harmattan lexicons learn wire.txt spun.txt -o my-lexicon/\n\n"
    "harmattan lexicons learn --pairs pairs.jsonl --family translated --from ru -o my-lexicon/\n\n"
    "harmattan report week/ --lexicon my-lexicon/"
)
WRITTEN = Path("substitutions") / "learned.yaml"
FAILED = 1
WIDEST = 40


class Line(msgspec.Struct, frozen=True):
    """One line of a file of pairs; further keys are passed over."""

    original: str
    copy: str
    language: str | None = None
    name: str | None = None


def learn(
    folder: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            show_default=False,
            help="Lexicon folder: substitutions/learned.yaml is written in it, in place of an earlier one.",
        ),
    ],
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="ORIGINAL COPY", show_default=False, help="Files in pairs: an original, then its copy."),
    ] = None,
    pairs: Annotated[
        Path | None,
        typer.Option(
            "--pairs",
            metavar="FILE",
            help="JSON Lines in place of files, each with `original` and `copy`, and `language` and `name` where known.",
        ),
    ] = None,
    family: Annotated[
        Literal["spun", "translated"], typer.Option("--family", help="What happened to the copies.")
    ] = "spun",
    from_language: Annotated[
        str | None,
        typer.Option("--from", metavar="CODE", help="Language that the copies were translated from (ISO 639-1)."),
    ] = None,
    least: Annotated[int, typer.Option("--least", min=1, help="Learn what so many places show at least.")] = 2,
    language: Language = None,
    lexicon: Lexicons = None,
) -> None:
    """Learn from originals and their copies which words were put in for which, and write them as lexicon rows.

    Both texts are in one language: a report, and what a spinner or a translation there and back made of it. Nothing that
    touches a name, a number or a negation is learned, nor what the lexicon knows already. A row's confidence is (times
    it stood for that + 1) / (times it stands in the copies + 2). A pair that can't be used is named on standard error, and
    the exit status is 1; so it is where nothing was learned, and nothing is written then.
    """
    from harmattan.lexicons import load
    from harmattan.stages.reading.damage.learn import LearnSettings
    from harmattan.stages.reading.damage.learn import learn as taught
    from harmattan.surfaces.cli.inputs import reading_settings
    from harmattan.surfaces.cli.progress import counted

    given = files or []
    _check(given, pairs, family, from_language)
    if folder.exists() and not folder.is_dir():
        raise typer.BadParameter(f"{folder}: not a folder", param_hint="--output")
    reading = reading_settings(language, None, None)
    rows = load(lexicon or ())
    found: list[Pair] = []
    status = 0
    for item in _from_lines(pairs, reading) if pairs is not None else _from_files(given, rows, reading):
        if isinstance(item, InputError):
            status = _complain(str(item))
        else:
            found.append(item)
    settings = LearnSettings(family=family, from_language=from_language, least=least)
    lesson = taught(counted(found, "pairs", len(found)), lexicon=rows, settings=settings)
    for name, reason in lesson.refused:
        status = _complain(f"{name}: {reason}")
    if not found:
        raise typer.Exit(status)
    if not lesson.learned:
        raise typer.Exit(_complain(f"nothing was learned from {_pairs(len(found))}{_left_out(lesson)}"))
    _write(folder / WRITTEN, lesson)
    for line in _table(lesson.learned):
        typer.echo(line)
    typer.echo(
        f"{len(lesson.learned)} rows from {_pairs(len(found) - len(lesson.refused))}{_left_out(lesson)}, "
        f"in {folder / WRITTEN}; use them with --lexicon {folder}"
    )
    raise typer.Exit(status)


def _check(files: Sequence[str], pairs: Path | None, family: str, from_language: str | None) -> None:
    """Raise a usage error where the words of the command don't go together."""
    from harmattan.lexicons.sources import codes

    if files and pairs is not None:
        raise typer.BadParameter("give files in pairs or --pairs, not both", param_hint="ORIGINAL COPY")
    if not files and pairs is None:
        raise typer.BadParameter("give an original and its copy, or --pairs FILE", param_hint="ORIGINAL COPY")
    if len(files) % 2:
        raise typer.BadParameter(
            f"files come in pairs, an original and its copy; there are {len(files)}", param_hint="ORIGINAL COPY"
        )
    if from_language is not None and family != "translated":
        raise typer.BadParameter("goes with --family translated alone", param_hint="--from")
    if from_language is not None and from_language not in codes().languages:
        raise typer.BadParameter(
            f"{from_language!r} is no language code; give two letters such as ru or ar", param_hint="--from"
        )


def _from_files(files: Sequence[str], lexicon: Lexicon, settings: ReadingSettings) -> Iterator[Pair | InputError]:
    """Yield the pairs that the files make, and why one can't be made."""
    from harmattan.stages.reading.damage.learn import Pair

    for original, copy in zip(files[::2], files[1::2], strict=True):
        try:
            left, right = (_document(path, lexicon, settings) for path in (original, copy))
        except InputError as error:
            yield error
            continue
        yield Pair(original=_text(left), copy=_text(right), language=left.language, name=f"{original} and {copy}")


def _document(path: str, lexicon: Lexicon, settings: ReadingSettings) -> Document:
    """Return the one document of a file. Raises InputError where it holds none or several."""
    from harmattan.plugins.sources import open_source
    from harmattan.records.claim import Refusal
    from harmattan.stages import reading
    from harmattan.surfaces.cli.inputs import name_of

    found = list(reading.read(open_source((path,)).blobs(), lexicon=lexicon, settings=settings))
    for item in found:
        if isinstance(item, Refusal):
            raise InputError(name_of(item) or path, item.code, item.reason)
    documents = [item for item in found if not isinstance(item, Refusal)]
    if len(documents) != 1:
        raise InputError(path, "not_one", f"holds {len(documents)} documents; give a file with one, or use --pairs")
    return documents[0]


def _text(document: Document) -> str:
    return "\n".join(document.text[block.start : block.end] for block in document.blocks)


def _from_lines(path: Path, settings: ReadingSettings) -> Iterator[Pair | InputError]:
    """Yield the pairs of a JSON Lines file, and what is wrong with a line that is none."""
    from harmattan.stages.reading.damage.learn import Pair
    from harmattan.stages.reading.languages import code_of, detect

    try:
        content = path.read_bytes()
    except OSError as error:
        reason = "not there" if isinstance(error, FileNotFoundError) else "can't be read"
        yield InputError(str(path), "unreadable", f"{reason}; give a JSON Lines file with `original` and `copy`")
        return
    if not content.strip():
        yield InputError(str(path), "empty", "the file is empty")
    decoder = msgspec.json.Decoder(Line)
    for number, raw in enumerate(content.split(b"\n"), start=1):
        if not raw.strip():
            continue
        try:
            line = decoder.decode(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            yield InputError(f"{path}: line {number}", "no_pair", f"no pair of `original` and `copy` ({error})")
            continue
        known = code_of(line.language) or settings.language or detect(line.original)
        yield Pair(original=line.original, copy=line.copy, language=known, name=line.name or f"{path}: line {number}")


def _write(path: Path, lesson: Lesson) -> None:
    """Write the rows, whole or not at all. Raises OutputError where that can't be done."""
    from harmattan.lexicons.write import as_yaml
    from harmattan.surfaces.cli.output import opened, write

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path.parent}: can't be made; choose another place") from error
    with opened(str(path)) as stream:
        write(stream, as_yaml("substitutions", [item.row for item in lesson.learned]).encode(), str(path))


def _table(learned: Sequence[Learned]) -> Iterator[str]:
    """Yield a line for each row, in columns."""
    cells = [("observed", "restored", "times", "confidence", "only beside")]
    for item in learned:
        row = item.row
        restored = "; ".join((row.restored, *row.others))
        beside = [f"{word} …" for word in row.before] + [f"… {word}" for word in row.after]
        cells.append(
            (row.observed, restored, f"{item.times} of {item.seen}", f"{row.confidence:.2f}", ", ".join(beside))
        )
    widths = [min(WIDEST, max(len(line[column]) for line in cells)) for column in range(4)]
    for line in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, (*widths, 0), strict=True)).rstrip()


def _left_out(lesson: Lesson) -> str:
    counts = [f"{reason} {count}" for reason, count in sorted(lesson.left_out.items()) if count]
    return f" (left out: {', '.join(counts)})" if counts else ""


def _pairs(count: int) -> str:
    return f"{count} pair" if count == 1 else f"{count} pairs"


def _complain(line: str) -> int:
    sys.stderr.write(f"harmattan: {line}\n")
    return FAILED

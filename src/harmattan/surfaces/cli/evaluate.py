"""`harmattan evaluate`: how much of what people labelled an extractor finds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from harmattan.surfaces.cli import evaluate_outlook
from harmattan.surfaces.cli.inputs import Grammars, Jobs, Lexicons, Output

if TYPE_CHECKING:
    from harmattan.evaluation import ClaimScores
    from harmattan.records.bundle import Extraction

EXAMPLES = (
    "[bold]Examples[/bold]\n\n"
    "harmattan evaluate claims labels.jsonl --documents reports.jsonl\n\n"
    "harmattan extract reports.jsonl -o claims.jsonl\n\n"
    "harmattan evaluate claims labels.jsonl --extracted claims.jsonl --wrong 20"
)


CLAIMS = "claims"


class _Group(TyperGroup):
    """Commands of which one, `claims`, is meant where none is named: `harmattan evaluate LABELS`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name of the command before words that begin with none."""
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = [CLAIMS, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Group,
    help="Score claims against labels (harmattan evaluate LABELS), or outlooks against what came (harmattan evaluate outlook).",
    no_args_is_help=True,
    rich_markup_mode="rich",
)


def evaluate(
    labels: Annotated[
        list[Path],
        typer.Argument(
            metavar="LABELS...", show_default=False, help="JSON Lines files of labelled sentences (see docs/labels.md)."
        ),
    ],
    documents: Annotated[
        list[str] | None,
        typer.Option("--documents", metavar="FILE", help="The labelled documents, to extract from now; repeatable."),
    ] = None,
    extracted: Annotated[
        Path | None,
        typer.Option("--extracted", metavar="FILE", help="What an extractor found: the output of `harmattan extract`."),
    ] = None,
    form: Annotated[Literal["terminal", "json"], typer.Option("--format", help="Form of the output.")] = "terminal",
    wrong: Annotated[int, typer.Option("--wrong", metavar="N", min=0, help="Print the first N faults too.")] = 0,
    output: Output = None,
    lexicon: Lexicons = None,
    grammar: Grammars = None,
    jobs: Jobs = 1,
) -> None:
    """Score attributions, certainty and numbers against labels that people made.

    Labels are stand-off: they name a document by its id and a sentence by its offsets, so the documents must be given too,
    or what any extractor made of them in the form of `harmattan extract`. A labelled sentence whose text has changed since
    is left out and counted.
    """
    import msgspec

    from harmattan import pipeline
    from harmattan.evaluation import read_labels, score_claims
    from harmattan.plugins.sources import open_source
    from harmattan.records.claim import Refusal
    from harmattan.surfaces.cli.inputs import complain, reading_settings, rule_settings, settings_of
    from harmattan.surfaces.cli.output import opened, write
    from harmattan.surfaces.cli.progress import watched

    if (documents is None) == (extracted is None):
        raise typer.BadParameter("give the labelled documents with --documents, or what was extracted with --extracted")
    known = list(read_labels(labels))
    status = 0
    found: dict[str, Extraction] = {}
    with opened(output) as stream:
        if extracted is not None:
            found = _read(extracted)
        else:
            files = list(documents or ())
            settings = settings_of(lexicon, reading_settings(None, None, None), rule_settings(grammar), jobs)
            with watched(files) as tell:
                for item in pipeline.extract(open_source(files), settings=settings, progress=tell):
                    if isinstance(item, Refusal):
                        status = 1
                        complain(item)
                    else:
                        found[item.document.external_id or item.document.id] = item
        scores = score_claims(known, found)
        shown = msgspec.json.encode(scores) + b"\n" if form == "json" else _table(scores, wrong, found)
        write(stream, shown, output)
    raise typer.Exit(status)


def _read(path: Path) -> dict[str, Extraction]:
    """Return the extractions of a file by the id that the input gave each document; error lines are passed over."""
    import msgspec

    from harmattan.errors import InputError
    from harmattan.records.bundle import Extraction

    decoder = msgspec.json.Decoder(Extraction)
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InputError(str(path), "unreadable", f"can't be read ({error.strerror or error})") from error
    found = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith(b'{"error"'):
            continue
        try:
            item = decoder.decode(line)
        except msgspec.MsgspecError as error:
            raise InputError(
                f"{path}, line {number}", "extraction", f"no line of `harmattan extract` ({error})"
            ) from error
        found[item.document.external_id or item.document.id] = item
    return found


def _table(scores: ClaimScores, wrong: int, found: dict[str, Extraction]) -> bytes:
    """Return the scores as lines for people, and the first faults with the words around them."""
    from harmattan.evaluation.claims import rows

    left = f"; {scores.drifted} left out, their document is missing or has changed" if scores.drifted else ""
    lines = [f"{scores.sentences} labelled sentences{left}", ""]
    lines.append(f"{'':<28} {'labelled':>8} {'found':>7} {'right':>7} {'precision':>10} {'recall':>7} {'F1':>6}")
    for name, tally in rows(scores):
        lines.append(
            f"{name:<28} {tally.labelled:>8} {tally.found:>7} {tally.right:>7} {tally.precision:>10.3f} "
            f"{tally.recall:>7.3f} {tally.f1:>6.3f}"
        )
    lines += ["", f"most frequent value {scores.usual_value:.3f}, most frequent realis {scores.usual_realis:.3f}"]
    for document, start, end, what, wanted, got in scores.wrong[:wrong]:
        text = found[document].document.text
        around = " ".join(f"{text[max(0, start - 60) : start]}>>{text[start:end]}<<{text[end : end + 60]}".split())
        lines.append(f"{document} {what}: labelled {wanted}, found {got}: … {around} …")
    return ("\n".join(lines) + "\n").encode()


app.command(CLAIMS, epilog=EXAMPLES)(evaluate)
app.command("outlook", epilog=evaluate_outlook.EXAMPLES)(evaluate_outlook.evaluate_outlook)

"""`harmattan join`: which event records that others coded tell of one happening."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from harmattan.surfaces.cli.inputs import Lexicons, Output

if TYPE_CHECKING:
    from harmattan.records.joining import Bond

EXAMPLES = (
    "[bold]Examples[/bold]\n\n"
    "harmattan join records.jsonl -o events.jsonl\n\n"
    "harmattan join ours.csv theirs.csv | jq -r '[.event_id, .id] | @tsv' | sort\n\n"
    "harmattan join records.jsonl --explain A-17 B-4\n\n"
    "harmattan join records.jsonl --pin pins.csv -o events.jsonl   (pins.csv: one,other,what,who,when,why)"
)


def join(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="RECORDS...",
            show_default=False,
            help="JSON Lines or CSV files of event records, folders of these, or - for standard input.",
        ),
    ],
    form: Annotated[Literal["jsonl"], typer.Option("--format", help="Form of the output.")] = "jsonl",
    explain: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--explain", metavar="ID ID", help="Say why these two records were joined or kept apart, and nothing else."
        ),
    ] = None,
    pins: Annotated[
        list[Path] | None,
        typer.Option(
            "--pin",
            metavar="FILE",
            help="CSV or JSON Lines of pairs that somebody decided on: one, other, what (together, apart, open), who, when, why, "
            "and id and supersedes where one takes another back; they go before every score. Repeatable.",
        ),
    ] = None,
    output: Output = None,
    lexicon: Lexicons = None,
) -> None:
    """Write which event records tell of one happening: id and event_id, one record a line.

    A record has any of id, date_start, date_end, city, location, latitude, longitude, actors (a list; in CSV parted by
    semicolons), deaths_low, deaths_best, deaths_high, injuries_best, context, target, source and publisher. Records of
    one happening share an event_id; two that stand in one source text never do. What a file of pins says of two records goes
    before that, is shown by --explain, and is taken back by a later row that supersedes it. A row that can't be used is
    named on standard error with the reason, the others still count, and the exit status is 1.
    """
    import msgspec

    from harmattan import pipeline
    from harmattan.plugins.references import read_pins, read_records
    from harmattan.surfaces.cli.inputs import complain, reading_settings, settings_of
    from harmattan.surfaces.cli.output import opened, write
    from harmattan.surfaces.cli.progress import working

    settings = settings_of(lexicon, reading_settings(None, None, None))
    with opened(output) as stream:
        with working("records"):
            decided = [pin for path in pins or () for pin in read_pins(path)]
            joining = pipeline.join(read_records(files), pins=decided, settings=settings)
        for refusal in joining.refusals:
            complain(refusal)
        if explain is None:
            for membership in joining.memberships:
                write(stream, msgspec.json.encode(membership) + b"\n", output)
        else:
            known = {membership.id for membership in joining.memberships}
            for wanted in explain:
                if wanted not in known:
                    raise typer.BadParameter(f"no record has the id {wanted!r}", param_hint="--explain")
            if explain[0] == explain[1]:
                raise typer.BadParameter("one record twice; give the ids of two", param_hint="--explain")
            write(stream, _told(joining.explain(*explain)).encode(), output)
    raise typer.Exit(1 if joining.refusals else 0)


def _told(bond: Bond) -> str:
    """Return why two records were joined or kept apart, as lines for a reader."""
    lines = [f"{bond.one} and {bond.other}: {'joined' if bond.joined else 'kept apart'} (score {bond.score:+.2f})"]
    lines += [f"  {reason.weight:+7.2f}  {reason.detail}" for reason in bond.reasons]
    return "\n".join(lines) + "\n"

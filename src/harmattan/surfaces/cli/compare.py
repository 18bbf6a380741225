"""`harmattan compare`: what the documents report beside events that others coded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from harmattan.surfaces.cli.inputs import Files, Grammars, Jobs, Language, Lexicons, Output, Published, SourceName

if TYPE_CHECKING:
    from harmattan.pipeline import Beside
    from harmattan.plugins.exporters.cells import Cell
    from harmattan.records.comparison import Comparison

Form = Literal["terminal", "json", "jsonl", "csv"]
_FORMS: dict[str, Form] = {".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".txt": "terminal", "": "terminal"}
_HEADINGS = {
    "differ": "On both sides, told otherwise",
    "theirs_only": "Coded, and not in the documents",
    "ours_only": "In the documents, and not coded",
    "match": "On both sides",
}
_WHAT = ("date", "place", "actors", "toll")

EXAMPLES = (
    "[bold]Examples[/bold]\n\n"
    "harmattan compare week/ --reference GEDEvent_v24_0_6.csv\n\n"
    "harmattan compare week.json --reference ged.csv --reference acled.csv -o beside.csv   (week.json is a report)\n\n"
    "harmattan compare week/ --reference ged.csv --format jsonl | jq 'select(.verdict == \"differ\") | .differences'"
)


def compare(
    files: Files,
    references: Annotated[
        list[Path],
        typer.Option(
            "--reference",
            metavar="PATH",
            show_default=False,
            help="Events that others coded: UCDP GED or Candidate, ACLED, GTD or PITF Worldwide Atrocities, as CSV, JSON Lines "
            "or Parquet; or a table with id, date_start, deaths_best, …; repeatable.",
        ),
    ],
    form: Annotated[
        Form | None,
        typer.Option(
            "--format", help="Form of the output; without it, by the name of the output, else for the terminal."
        ),
    ] = None,
    everything: Annotated[
        bool,
        typer.Option(
            "--all", help="Count all coded events, not only those in the countries and days of the documents'."
        ),
    ] = False,
    output: Output = None,
    lexicon: Lexicons = None,
    grammar: Grammars = None,
    language: Language = None,
    source: SourceName = None,
    published: Published = None,
    jobs: Jobs = 1,
) -> None:
    """Say for each event whether the documents and a data set agree, differ (in date, place, actors or toll), or one lacks it.

    Events are paired as reports of one happening are, one to one, the best first, with the reasons; each file is compared on
    its own. What one side leaves open is no difference. FILE may be the JSON that `harmattan report` wrote. Rows of a data
    set that can't be so (no date, off the map, below zero, an end before its start) are named on standard error, the others
    still count, and the exit status is 1. docs/references.md tells the rest.
    """
    import msgspec

    from harmattan import pipeline
    from harmattan.surfaces.cli.inputs import complain, form_of, reading_settings, rule_settings, settings_of
    from harmattan.surfaces.cli.outlook import SHOWN_REFUSALS
    from harmattan.surfaces.cli.output import opened, write
    from harmattan.surfaces.cli.progress import working
    from harmattan.surfaces.cli.situation import situation_of

    shape: Form = form_of(output, _FORMS, "a comparison") if form is None else form
    settings = settings_of(lexicon, reading_settings(language, source, published), rule_settings(grammar), jobs)
    comparing = msgspec.structs.replace(settings.comparing, all_theirs=everything)
    settings = msgspec.structs.replace(settings, comparing=comparing)
    with opened(output) as stream:
        situation, failed = situation_of(files, settings)
        with working("comparing"):
            found = pipeline.compare(situation, references, settings=settings)
        for beside in found:
            for refusal in beside.refusals[:SHOWN_REFUSALS]:
                complain(refusal)
            more = len(beside.refusals) - SHOWN_REFUSALS
            if more > 0:
                typer.echo(f"harmattan: {beside.path}: {more} more rows that can't be used", err=True)
        for piece in _WRITERS[shape](found):
            write(stream, piece, output)
    raise typer.Exit(1 if failed or any(beside.refusals for beside in found) else 0)


def _json(found: Sequence[Beside]) -> Iterator[bytes]:
    import msgspec

    yield msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"


def _json_lines(found: Sequence[Beside]) -> Iterator[bytes]:
    import msgspec

    for beside in found:
        for comparison in beside.comparisons:
            yield msgspec.json.encode(comparison) + b"\n"


def _csv(found: Sequence[Beside]) -> Iterator[bytes]:
    from harmattan.plugins.exporters.cells import csv_lines

    columns = ("verdict", "event_id", "reference_id", "publisher", "reference", "statement", "score", "differ_in")
    sides = [f"{what}_{side}" for what in _WHAT for side in ("ours", "theirs")]
    rows = (_cells(comparison, beside.path) for beside in found for comparison in beside.comparisons)
    return csv_lines((*columns, *sides, "reasons", "rivals"), rows)


def _cells(comparison: Comparison, path: str) -> dict[str, Cell]:
    from harmattan.plugins.exporters.cells import listed

    cells: dict[str, Cell] = {
        "verdict": comparison.verdict,
        "event_id": comparison.event_id,
        "reference_id": comparison.reference_id,
        "publisher": comparison.publisher,
        "reference": path,
        "statement": comparison.statement,
        "score": None if comparison.score is None else round(comparison.score, 2),
        "differ_in": listed(difference.what for difference in comparison.differences),
        "reasons": listed(f"{reason.detail} ({reason.weight:+.2f})" for reason in comparison.reasons),
        "rivals": listed(comparison.rivals),
    }
    for difference in comparison.differences:
        cells[f"{difference.what}_ours"] = difference.ours
        cells[f"{difference.what}_theirs"] = difference.theirs
    return cells


def _terminal(found: Sequence[Beside]) -> Iterator[bytes]:
    for beside in found:
        lines = [beside.path]
        counts = dict.fromkeys(_HEADINGS, 0)
        for comparison in beside.comparisons:
            counts[comparison.verdict] += 1
        lines.append(
            f"  {counts['match']} agree, {counts['differ']} differ, {counts['theirs_only']} coded alone, "
            f"{counts['ours_only']} reported alone"
        )
        if beside.theirs_out_of_scope:
            many = f"{beside.theirs_out_of_scope:,} coded events"
            lines.append(f"  {many} lie outside the countries and days reported (--all counts them)")
        if beside.ours_out_of_scope:
            lines.append(
                f"  {beside.ours_out_of_scope:,} reported events are of kinds, countries or days that are not coded there"
            )
        for verdict, heading in _HEADINGS.items():
            if counts[verdict]:
                lines += ["", heading]
                lines += [line for one in beside.comparisons if one.verdict == verdict for line in _told(one)]
        yield ("\n".join(lines) + "\n\n").encode()


def _told(comparison: Comparison) -> Iterator[str]:
    names = " = ".join(name for name in (comparison.event_id, comparison.reference_id) if name is not None)
    yield f"  {names}  {comparison.statement}"
    for difference in comparison.differences:
        yield f"      {difference.what}: {difference.ours}; coded: {difference.theirs} ({difference.detail})"
    if comparison.verdict in ("ours_only", "theirs_only"):
        yield from (f"      {reason.detail}" for reason in comparison.reasons)
    if comparison.rivals:
        yield f"      may also be: {', '.join(comparison.rivals)}"


_WRITERS = {"terminal": _terminal, "json": _json, "jsonl": _json_lines, "csv": _csv}

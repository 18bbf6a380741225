"""`harmattan evaluate outlook`: the whole table of how forecasts would have done, red team included."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from harmattan.surfaces.cli.inputs import Lexicons, Output
from harmattan.surfaces.cli.outlook import Store

if TYPE_CHECKING:
    from harmattan.evaluation.outlooks import OutlookScores, Scores

EXAMPLES = (
    "[bold]Examples[/bold]\n\n"
    "harmattan evaluate outlook --series country_month.csv --first 2018-01\n\n"
    "harmattan evaluate outlook --split 2018-01:2020-12 --split 2021-01:2023-12 --region Sahel=ML,BF,NE,TD,MR"
)
_MONTH = r"\d{4}-(?:0[1-9]|1[0-2])"


def evaluate_outlook(
    series: Annotated[
        Path | None,
        typer.Option("--series", metavar="FILE", help="A file of counts by place and month, instead of kept data."),
    ] = None,
    first: Annotated[
        str | None,
        typer.Option("--first", metavar="YYYY-MM", help="First month that is forecast; without it the last six years."),
    ] = None,
    split: Annotated[
        list[str] | None,
        typer.Option("--split", metavar="FROM:TO", help="Months (YYYY-MM:YYYY-MM) to score apart; repeatable."),
    ] = None,
    region: Annotated[
        list[str] | None,
        typer.Option(
            "--region", metavar="NAME=A,B,…", help="Places to score apart as well, by code or name; repeatable."
        ),
    ] = None,
    months: Annotated[int, typer.Option("--months", metavar="N", min=1, max=12, help="Horizons 1 to N.")] = 6,
    kept: Annotated[
        str | None, typer.Option("--from", metavar="NAME", help="Which kept series, where there are several.")
    ] = None,
    target: Annotated[
        str | None, typer.Option("--target", metavar="NAME", help="Which count, where a series has several.")
    ] = None,
    form: Annotated[Literal["terminal", "json"], typer.Option("--format", help="Form of the output.")] = "terminal",
    output: Output = None,
    store: Store = None,
    lexicon: Lexicons = None,
) -> None:
    """Score forecasts from monthly rolling origins that never look ahead, beside baselines and degenerate forecasts.

    CRPS (estimator qd), ignorance by VIEWS' bins, 90 % interval score, coverage where there was fighting, randomised PIT, average
    precision of onset and escalation, and the skill over conflictology with paired bootstrap intervals. A metric that prefers a
    degenerate forecast is named.
    """
    import msgspec

    from harmattan.evaluation.outlooks import evaluate, score_table
    from harmattan.pipeline.foresight import Choice, need_libraries, see_file, see_store
    from harmattan.stages.outlooks.months import month_number, month_text
    from harmattan.store import default_place
    from harmattan.surfaces.cli.output import opened, write
    from harmattan.surfaces.cli.progress import steps

    need_libraries()
    lexicons = tuple(str(path) for path in lexicon or ())
    for month in [first] if first else []:
        if not re.fullmatch(_MONTH, month):
            raise typer.BadParameter(f"{month!r} is no month; give YYYY-MM", param_hint="--first")
    splits = [_split(text) for text in split or ()]
    with opened(output) as stream:
        if series is not None:
            seen = see_file(series, target=target, lexicons=lexicons)
        else:
            seen = see_store(store or default_place(), Choice(series=kept, target=target), lexicons=lexicons)
        start = first or month_text(max(seen.panel.last - 71, seen.panel.first + 48))
        with steps("past forecasts") as tell:
            found = evaluate(
                seen.panel, first=month_number(start) or 0, horizons=tuple(range(1, months + 1)), tell=tell
            )
            regions = _regions(region or (), seen.panel.places, lexicons)
            scores = score_table(found, seen.series, seen.panel.first, regions, splits)
        shown = msgspec.json.encode(scores) + b"\n" if form == "json" else as_text(scores).encode()
        write(stream, shown, output)


def _split(text: str) -> tuple[str, str]:
    found = re.fullmatch(rf"({_MONTH}):({_MONTH})", text)
    if found is None or found[1] > found[2]:
        raise typer.BadParameter(f"{text!r} is no stretch of months such as 2021-01:2023-12", param_hint="--split")
    return found[1], found[2]


def _regions(given: Sequence[str], places: Sequence[str], lexicons: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the places of each region as the panel calls them; a place that it does not have is a usage error."""
    from harmattan.lexicons import load
    from harmattan.plugins.references import Countries

    countries = Countries(load([Path(path) for path in lexicons]))
    by_code = {countries.find(place) or place: place for place in places}
    found = {}
    for text in given:
        name, sign, members = text.partition("=")
        if not sign or not name.strip() or not members.strip():
            raise typer.BadParameter(f"{text!r} is no NAME=A,B,…", param_hint="--region")
        named = []
        for member in members.split(","):
            place = by_code.get(countries.find(member) or member.strip())
            if place is None:
                raise typer.BadParameter(f"{member.strip()!r} is no place of the series", param_hint="--region")
            named.append(place)
        found[name.strip()] = named
    return found


def as_text(scores: OutlookScores) -> str:
    """Return the table as lines for people."""
    return "\n".join(line for part in scores.parts for line in (*_part(part, scores.series), "")).rstrip() + "\n"


def _part(part: Scores, series: str) -> list[str]:
    from harmattan.evaluation.outlooks import METRICS

    span = part.skill
    lines = [
        f"{series}: {part.title}: {part.forecasts:,} forecasts, {part.active:,} where there was fighting, {part.onsets} onsets, "
        f"{part.escalations:,} escalations",
        f"skill over conflictology {span.value:+.3f}, 90 % interval {span.by_place[0]:+.3f} to {span.by_place[1]:+.3f} "
        f"over places, {span.by_time[0]:+.3f} to {span.by_time[1]:+.3f} over half-years",
        "",
        f"{'':<22}" + "".join(f"{metric.title:>{max(len(metric.title), 8) + 2}}" for metric in METRICS.values()),
    ]
    for method, row in part.scores.items():
        cells = []
        for name, metric in METRICS.items():
            value = row[name]
            wide = max(len(metric.title), 8) + 2
            shown = "–" if value is None else f"{value:,.4f}" if abs(value) < 1 else f"{value:,.3f}"
            cells.append(f"{shown:>{wide}}")
        lines.append(f"{method:<22}" + "".join(cells))
    for beaten, names in part.beaten_by.items():
        lines.append(f"{METRICS[beaten].title} prefers {' and '.join(names)} to the outlook: don't judge by it alone")
    lines.append("each model alone, CRPS: " + ", ".join(f"{name} {value:.2f}" for name, value in part.alone.items()))
    return lines

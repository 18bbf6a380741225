"""`harmattan outlook`: what may come next, beside the naive baseline."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from harmattan.surfaces.cli.inputs import Lexicons, Output, form_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harmattan.pipeline.foresight import Seen
    from harmattan.stages.outlooks import Foresight, Panel

Form = Literal["terminal", "html", "json", "jsonl"]
_FORMS: dict[str, Form] = {
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".txt": "terminal",
    "": "terminal",
}
FAILED = 1
SHOWN_REFUSALS = 10
_CROWD = 5
"""Places above which a terminal shows the months and odds of each alone."""

EXAMPLES = (
    "[bold]Examples[/bold]\n\n"
    "harmattan reference add country_month.csv\n\n"
    "harmattan outlook ML --months 6\n\n"
    "harmattan outlook Mali Niger -o sahel.html\n\n"
    "harmattan outlook ML --border NE   (the odds that violence crosses it, both ways)\n\n"
    "harmattan outlook --series deaths.csv --as-of 2023-12 --months 6 --format jsonl"
)

Store = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="DIR",
        envvar="HARMATTAN_STORE",
        help="Folder of the kept reference data; without it the user's data folder (~/.local/share/harmattan).",
    ),
]


def outlook(
    places: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="\\[PLACE]...",
            show_default=False,
            help="Countries by name or ISO code; without any, all places there are.",
        ),
    ] = None,
    series: Annotated[
        Path | None,
        typer.Option(
            "--series",
            metavar="FILE",
            help="Look ahead from this file (country or place, month, deaths; CSV, JSON Lines, Parquet), not from kept data.",
        ),
    ] = None,
    months: Annotated[int, typer.Option("--months", metavar="N", min=1, max=36, help="Months ahead, 1 to 36.")] = 6,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="YYYY-MM", help="The last month that may be known; without it the last of the data."
        ),
    ] = None,
    kept: Annotated[
        str | None, typer.Option("--from", metavar="NAME", help="Which kept series, where there are several.")
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--target", metavar="NAME", help="Which count, where a series has several (deaths_state_based, …)."
        ),
    ] = None,
    unit: Annotated[
        Literal["country", "admin1", "cell"],
        typer.Option(
            "--by", help="Unit: countries, districts or PRIO-GRID cells of one country (these need kept events)."
        ),
    ] = "country",
    border: Annotated[
        str | None,
        typer.Option(
            "--border", metavar="COUNTRY", help="The odds that violence crosses the border with this country."
        ),
    ] = None,
    missing: Annotated[
        Literal["auto", "unknown", "zero"],
        typer.Option(
            "--missing",
            help="What months without a row are in a file of counts; auto tells files that list deaths alone.",
        ),
    ] = "auto",
    form: Annotated[
        Form | None,
        typer.Option(
            "--format", help="Form of the output; without it, by the name of the output, else for the terminal."
        ),
    ] = None,
    output: Output = None,
    store: Store = None,
    lexicon: Lexicons = None,
) -> None:
    """Say what may come, with odds, reasons and the record of past calls, always beside the naive baseline.

    Forecasts are full distributions of deaths by month: a pool of simple models, weighed by how they did and
    recalibrated by where outcomes fell. Nothing after the last known month is looked at, and nothing is downloaded. Rows
    that can't be used and places without an outlook are named on standard error with the reason; the exit status is then 1.
    """
    from msgspec.structs import replace

    from harmattan.pipeline.foresight import Choice, look_ahead, need_libraries, see_file, see_store
    from harmattan.stages.outlooks import OutlookSettings
    from harmattan.stages.outlooks.months import month_number
    from harmattan.store import default_place
    from harmattan.surfaces.cli.output import opened, write
    from harmattan.surfaces.cli.progress import steps

    need_libraries()
    shape: Form = form_of(output, _FORMS, "an outlook") if form is None else form
    if as_of is not None and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", as_of):
        raise typer.BadParameter(f"{as_of!r} is no month; give YYYY-MM", param_hint="--as-of")
    if series is not None and (kept or unit != "country"):
        raise typer.BadParameter("--from and --by go with kept data, not with --series")
    lexicons = tuple(str(path) for path in lexicon or ())
    if unit != "country" and len(places or ()) != 1:
        raise typer.BadParameter("--by admin1 and --by cell need one country", param_hint="PLACE")
    wanted = _codes(places or [], lexicons) if series is None else list(places or [])
    with opened(output) as stream:
        if series is not None:
            silent = {"auto": None, "unknown": False, "zero": True}[missing]
            seen = see_file(series, as_of=as_of, target=target, silent_is_zero=silent, lexicons=lexicons)
        else:
            country = wanted[0] if unit != "country" else None
            choice = Choice(series=kept, target=target, unit=unit, country=country, as_of=as_of)
            seen = see_store(store or default_place(), choice, lexicons=lexicons)
            if country is not None:
                wanted = []
        status = _complain(seen)
        if border is not None:
            known = (
                seen if as_of is None else replace(seen, panel=seen.panel.until(month_number(as_of) or seen.panel.last))
            )
            ends = _ends(known, wanted, border, lexicons)
            write(stream, _crossings(known.panel, ends, months, lexicons, shape), output)
            raise typer.Exit(status)
        chosen = _chosen(seen, wanted, lexicons)
        with steps("past forecasts") as tell:
            found = look_ahead(seen, as_of=as_of, settings=OutlookSettings(months=months), tell=tell)
        status = max(status, _declined(found, chosen))
        write(stream, _shown(found, chosen, shape, lexicons, stream is sys.stdout.buffer), output)
    raise typer.Exit(status)


def _codes(places: Sequence[str], lexicons: tuple[str, ...]) -> list[str]:
    """Return the ISO codes of countries; one that is not known is a usage error."""
    from harmattan.lexicons import load
    from harmattan.plugins.references import Countries

    countries = Countries(load([Path(path) for path in lexicons]))
    found = []
    for place in places:
        code = countries.find(place)
        if code is None:
            raise typer.BadParameter(
                f"{place!r} is no country that is known; give a name or an ISO code such as ML", param_hint="PLACE"
            )
        found.append(code)
    return found


def _chosen(seen: Seen, wanted: Sequence[str], lexicons: tuple[str, ...]) -> set[str] | None:
    """Return the places to show, as the panel calls them; None for all. Raises SettingsError for one that is not there."""
    from harmattan.errors import SettingsError
    from harmattan.lexicons import load
    from harmattan.plugins.references import Countries

    if not wanted:
        return None
    countries = Countries(load([Path(path) for path in lexicons]))
    by_code = {countries.find(place) or place: place for place in seen.panel.places}
    found = set()
    for place in wanted:
        named = place if place in seen.panel.places else by_code.get(countries.find(place) or place)
        if named is None:
            raise SettingsError(
                f"{seen.series} has no counts for {countries.shown(place)}; nothing can be said of it from these data"
            )
        found.add(named)
    return found


def _complain(seen: Seen) -> int:
    """Say which rows were not taken; a whole column without a name is no failure."""
    from harmattan.surfaces.cli.inputs import complain

    for refusal in seen.refusals[:SHOWN_REFUSALS]:
        complain(refusal)
    if len(seen.refusals) > SHOWN_REFUSALS:
        sys.stderr.write(f"harmattan: and {len(seen.refusals) - SHOWN_REFUSALS} more rows that can't be used\n")
    return FAILED if any(refusal.code != "no_place" for refusal in seen.refusals) else 0


def _declined(found: Foresight, chosen: set[str] | None) -> int:
    lines = [one for one in found.declined if chosen is None or one.place in chosen]
    for one in lines[:SHOWN_REFUSALS]:
        sys.stderr.write(f"harmattan: {one.place}: no outlook: {one.reason}\n")
    if len(lines) > SHOWN_REFUSALS:
        sys.stderr.write(f"harmattan: and {len(lines) - SHOWN_REFUSALS} more places without an outlook\n")
    return FAILED if lines else 0


def _shown(found: Foresight, chosen: set[str] | None, form: Form, lexicons: tuple[str, ...], on_screen: bool) -> bytes:
    from harmattan.lexicons import load
    from harmattan.plugins.references import Countries
    from harmattan.surfaces.outlook import render
    from harmattan.surfaces.outlook.terminal import render_terminal
    from harmattan.surfaces.outlook.view import sheets

    outlooks = [one for one in found.outlooks if chosen is None or one.place in chosen]
    if not outlooks and form in ("terminal", "html"):
        return b""
    name_of = Countries(load([Path(path) for path in lexicons])).shown
    if form == "terminal":
        from rich.console import Console

        width = min(Console().width, 120) if on_screen else 100
        ready = sheets(outlooks, name_of)
        return render_terminal(ready, width, full=len(ready) <= _CROWD).encode(
            sys.stdout.encoding or "utf-8", "replace"
        )
    return render(outlooks, form, name_of=name_of).encode()


def _ends(seen: Seen, wanted: Sequence[str], border: str, lexicons: tuple[str, ...]) -> tuple[str, str]:
    """Return the two places of a border as the panel calls them. Anything but one place before it is a usage error."""
    if len(wanted) != 1:
        raise typer.BadParameter("--border needs one country before it, such as: harmattan outlook ML --border NE")
    one, other = (next(iter(_chosen(seen, [place], lexicons) or {place})) for place in (wanted[0], border))
    return one, other


def _crossings(panel: Panel, ends: tuple[str, str], months: int, lexicons: tuple[str, ...], form: Form) -> bytes:
    """Return the odds of crossing the border between two places, both ways, and what follows whom."""
    import msgspec

    from harmattan.errors import SettingsError
    from harmattan.lexicons import load
    from harmattan.plugins.references import Countries
    from harmattan.stages.outlooks.spread import crossing, following
    from harmattan.surfaces.outlook.borders import border_lines

    countries = Countries(load([Path(path) for path in lexicons]))
    one, other = ends
    odds = [crossing(panel, one, other, horizon=months), crossing(panel, other, one, horizon=months)]
    if odds[0] is None or odds[1] is None:
        gap = countries.gap(countries.find(one) or one, countries.find(other) or other)
        far = (
            "they have no common border"
            if gap is None
            else f"they lie {gap} km apart"
            if gap
            else "too little is known of it"
        )
        raise SettingsError(f"{countries.shown(one)} and {countries.shown(other)}: no odds of crossing: {far}")
    followed = [one_ for one_ in following(panel) if one_.place in ends]
    if form in ("json", "jsonl"):
        return msgspec.json.encode({"crossings": odds, "following": followed}) + b"\n"
    lines = border_lines([found for found in odds if found is not None], followed, countries.shown)
    return ("\n".join(lines) + "\n").encode()

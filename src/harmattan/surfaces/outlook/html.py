"""Outlooks as one HTML file that asks nothing of any network."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from harmattan.surfaces.outlook.fan import fan_svg
from harmattan.surfaces.outlook.view import Sheet
from harmattan.surfaces.outlook.words import NAIVE
from harmattan.surfaces.report.html import style

if TYPE_CHECKING:
    from jinja2 import Template

MOST_PLACES = 40
"""Places that a page shows in full; the others stand in its table."""


def render_html(sheets: Sequence[Sheet]) -> str:
    """Return the page."""
    from markupsafe import Markup

    return _template("outlook.html.j2").render(
        sheets=sheets,
        shown=sheets[:MOST_PLACES],
        naive=NAIVE,
        css=Markup(style()),
        own=Markup(fan_style()),
        draw=lambda sheet: Markup(fan_svg(sheet)),
    )


def render_section(sheets: Sequence[Sheet]) -> str:
    """Return the sheets as a fragment that stands in another page, which has the style."""
    from markupsafe import Markup

    return _template("sheets.html.j2").render(
        shown=sheets, naive=NAIVE, draw=lambda sheet: Markup(fan_svg(sheet)), level="h3"
    )


def fan_style() -> str:
    """Return the style that charts and tables of outlooks need beside that of the report."""
    return files("harmattan.surfaces.outlook").joinpath("templates", "outlook.css").read_text(encoding="utf-8")


@lru_cache(maxsize=4)
def _template(name: str) -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("harmattan.surfaces.outlook", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)

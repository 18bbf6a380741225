"""Family trees as one HTML file that asks nothing of any network."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from harmattan.surfaces.family.tree import tree_svg
from harmattan.surfaces.family.view import Families, Story
from harmattan.surfaces.report.html import style

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

MOST = 200
"""Stories on a page, the widest ones; how many more there are is said."""


def render_html(families: Families, *, public: bool = False) -> str:
    """Return the page with its style and drawings inside."""
    from markupsafe import Markup

    def draw(story: Story) -> Markup:
        return Markup(tree_svg(story))

    own = files("harmattan.surfaces.family").joinpath("templates", "family.css").read_text(encoding="utf-8")
    return _template().render(families=families, css=Markup(style() + own), draw=draw, most=MOST, public=public)


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("harmattan.surfaces.family", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=False, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("family.html.j2")

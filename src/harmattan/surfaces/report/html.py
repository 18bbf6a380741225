"""The report as one HTML file that asks nothing of any network."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from harmattan.surfaces.report import words
from harmattan.surfaces.report.control_map import Turn, control_map_svg, turns_of
from harmattan.surfaces.report.drawing import scale_svg, strip_svg
from harmattan.surfaces.report.graph import core_of, edge_key, graph_svg
from harmattan.surfaces.report.lanes import holdings_svg, hues_of, timeline_svg
from harmattan.surfaces.report.map import chart_of, map_svg
from harmattan.surfaces.report.over_time import OverTime
from harmattan.surfaces.report.view import Report, Strip, StripGroup

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

SECTIONS = (
    ("glance", "At a glance"), ("scope", "Scope of attacks"), ("who", "Who"), ("response", "Response"),
    ("spread", "Spread"), ("time", "Over time"), ("stories", "Who took it from whom"),
    ("outside", "Outside powers, unconfirmed"), ("ahead", "What may come"),
    ("evidence", "Evidence"), ("method", "Sources and method"),
)  # fmt: skip
LIMIT = 12
"""Lines of a list before the rest is folded."""
OPEN_CLAIMS = 80
"""Claims up to which the documents of the evidence stand open."""


COMPUTED = ("computed", "Computed outlook")
"""The last section, where there is one: what no author wrote."""


def render_html(report: Report) -> str:
    """Return the report as a page with its style, script and drawings inside."""
    from markupsafe import Markup

    # The family's page takes its style from this one.
    from harmattan.surfaces.family.tree import tree_svg

    def draw_strip(strip: Strip, group: StripGroup) -> Markup:
        return Markup(strip_svg(strip, group))

    def draw_scale(group: StripGroup) -> Markup:
        return Markup(scale_svg(group))

    chart = chart_of(report.spread.spots)
    drawn: dict[str, Markup | None] = dict.fromkeys(("map_wide", "map_narrow", "graph_wide", "graph_narrow"))
    core = core_of(report.who.edges)
    inside = {key for edge in core for key in (edge.subject, edge.object)}
    nodes = tuple(node for node in report.who.nodes if node.key in inside)
    for name, width in (("wide", 860.0), ("narrow", 350.0)):
        if chart is not None:
            drawn[f"map_{name}"] = Markup(map_svg(chart, width, f"map-{name}", "Places that claims name"))
        if core:
            drawn[f"graph_{name}"] = Markup(graph_svg(nodes, core, width, f"graph-{name}"))
    drawn |= _over_time(report.over_time)
    kinds = sorted({edge.kind for edge in report.who.edges}, key=list(words.RELATIONS).index)
    present = {entry.kind for exhibit in report.exhibits for entry in exhibit.entries}
    from harmattan.surfaces.outlook.html import fan_style, render_section

    return _template().render(
        report=report,
        sections=(*SECTIONS, COMPUTED) if report.computed else SECTIONS,
        css=Markup(style() + (fan_style() if report.computed else "")),
        computed=Markup(render_section(report.computed)) if report.computed else "",
        js=Markup(_read("report.js")),
        limit=LIMIT,
        folded=report.glance.claims > OPEN_CLAIMS,
        kinds=[(code, name) for code, name in words.KINDS.items() if code in present],
        edge_kinds=[(kind, words.RELATIONS[kind], Markup(edge_key(kind))) for kind in kinds],
        unsure_key=Markup(edge_key(None)),
        precisions=words.PRECISIONS,
        off=chart.off if chart else (),
        draw_strip=draw_strip,
        draw_scale=draw_scale,
        draw_tree=lambda story: Markup(tree_svg(story, lambda _, node: f"#x{node.mark.removeprefix('D')}")),
        left_out=len(report.who.edges) - len(core),
        turns=_turns(report.over_time),
        hues=hues_of(report.over_time.control),
        **drawn,
    )


def _turns(over_time: OverTime) -> tuple[Turn, ...]:
    if not over_time.control or over_time.until is None:
        return ()
    return turns_of(over_time.control, over_time.until)


def _over_time(over_time: OverTime) -> dict[str, Markup | None]:
    """Return the drawings of the section on time, for wide and narrow pages; None where there is nothing to draw."""
    from markupsafe import Markup

    drawn: dict[str, Markup | None] = {}
    for name, width in (("wide", 860.0), ("narrow", 350.0)):
        control, until = over_time.control, over_time.until
        moments = over_time.moments
        drawn[f"timeline_{name}"] = Markup(timeline_svg(moments, width, f"moments-{name}")) if moments else None
        drawn[f"holdings_{name}"] = drawn[f"control_{name}"] = None
        if control and until is not None:
            drawn[f"holdings_{name}"] = Markup(holdings_svg(control, until, width, f"holdings-{name}"))
            chart = control_map_svg(control, turns_of(control, until), width, f"control-{name}")
            drawn[f"control_{name}"] = None if chart is None else Markup(chart)
    return drawn


def linkable(url: str) -> bool:
    """Tell whether an address may stand behind a link: a document's address is as foreign as its text."""
    return url.lower().startswith(("https://", "http://"))


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("harmattan.surfaces.report", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=False, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["linkable"] = linkable
    environment.globals["day"] = words.day
    return environment.get_template("report.html.j2")


def _read(name: str) -> str:
    return files("harmattan.surfaces.report").joinpath("templates", name).read_text(encoding="utf-8")


def style() -> str:
    """Return the style of a page, light, dark and on paper."""
    dark = _read("dark.css")
    rules = f"@media (prefers-color-scheme: dark) {{ :root:not([data-theme=light]) {{\n{dark}}} }}\n"
    rules += f":root[data-theme=dark] {{\n{dark}}}\n"
    # Paper is white, whatever the screen shows.
    light = "@media print { :root, :root[data-theme=dark], :root:not([data-theme=light]) {\n"
    base = _read("report.css") + _read("time.css")
    variables = base[base.index("{") + 1 : base.index("}")]
    return base.replace("/* dark */", rules + light + variables + "} }")

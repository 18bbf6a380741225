"""The situation report: one view of a situation, in four forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from harmattan.errors import SettingsError
from harmattan.records.bundle import Situation
from harmattan.surfaces.report.vocabulary import Vocabulary, default_vocabulary

if TYPE_CHECKING:
    from rich.console import Console

Form = Literal["html", "markdown", "json", "terminal"]


def render(situation: Situation, form: Form, *, vocabulary: Vocabulary | None = None, public: bool = False) -> str:
    """Return the report of a situation as one string that ends with a line break.

    `html` is a self-contained page, `markdown` GitHub-flavoured, `json` the situation itself, `terminal` plain text
    100 columns wide. `vocabulary` defaults to that of the lexicon that ships with the package. `public` says
    that the situation was masked for publication. Raises SettingsError for any other form.
    """
    if form == "json":
        import msgspec

        return msgspec.json.format(msgspec.json.encode(situation), indent=2).decode() + "\n"
    from harmattan.surfaces.report.compose import compose

    report = compose(situation, vocabulary if vocabulary is not None else default_vocabulary(), public=public)
    if form == "html":
        from harmattan.surfaces.report.html import render_html

        return render_html(report).rstrip() + "\n"
    if form == "markdown":
        from harmattan.surfaces.report.markdown import render_markdown

        return render_markdown(report)
    if form == "terminal":
        from harmattan.surfaces.report.terminal import render_plain

        return render_plain(report, width=100)
    raise SettingsError(f"{form!r} is no form of a report: take html, markdown, json or terminal")


def print_terminal(
    situation: Situation, console: Console, *, vocabulary: Vocabulary | None = None, public: bool = False
) -> None:
    """Print the report of a situation to a console, as wide as the console is."""
    from harmattan.surfaces.report.compose import compose
    from harmattan.surfaces.report.terminal import print_report

    report = compose(situation, vocabulary if vocabulary is not None else default_vocabulary(), public=public)
    print_report(report, console)

"""The situation report: one view of a situation, in several forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from harmattan.errors import SettingsError
from harmattan.records.bundle import Situation
from harmattan.records.picture import Picture
from harmattan.surfaces.report.vocabulary import Vocabulary, default_vocabulary

if TYPE_CHECKING:
    from rich.console import Console

Form = Literal["html", "markdown", "json", "picture", "terminal"]


def render(
    situation: Situation,
    form: Form,
    *,
    vocabulary: Vocabulary | None = None,
    picture: Picture | None = None,
    public: bool = False,
) -> str:
    """Return the report of a situation as one string that ends with a line break.

    `html` is a self-contained page, `markdown` GitHub-flavoured, `json` the situation itself, `picture` its picture over
    time in JSON, `terminal` plain text 100 columns wide. `vocabulary` defaults to that of the lexicon that ships with the
    package, and `picture` to what `harmattan.pipeline.picture` makes with it. `public` says that the situation was masked
    for publication. Raises SettingsError for any other form.
    """
    if form in ("json", "picture"):
        import msgspec

        from harmattan.pipeline.picture import picture as make_picture

        shown: Situation | Picture = situation
        if form == "picture":
            shown = picture if picture is not None else make_picture(situation)
        return msgspec.json.format(msgspec.json.encode(shown), indent=2).decode() + "\n"
    from harmattan.surfaces.report.compose import compose

    words = vocabulary if vocabulary is not None else default_vocabulary()
    report = compose(situation, words, picture=picture, public=public)
    if form == "html":
        from harmattan.surfaces.report.html import render_html

        return render_html(report).rstrip() + "\n"
    if form == "markdown":
        from harmattan.surfaces.report.markdown import render_markdown

        return render_markdown(report)
    if form == "terminal":
        from harmattan.surfaces.report.terminal import render_plain

        return render_plain(report, width=100)
    raise SettingsError(f"{form!r} is no form of a report: take html, markdown, json, picture or terminal")


def print_terminal(
    situation: Situation,
    console: Console,
    *,
    vocabulary: Vocabulary | None = None,
    picture: Picture | None = None,
    public: bool = False,
) -> None:
    """Print the report of a situation to a console, as wide as the console is."""
    from harmattan.surfaces.report.compose import compose
    from harmattan.surfaces.report.terminal import print_report

    words = vocabulary if vocabulary is not None else default_vocabulary()
    print_report(compose(situation, words, picture=picture, public=public), console)

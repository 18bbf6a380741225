"""Outlooks for readers: terminal, HTML and JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from harmattan.records.outlook import Outlook
from harmattan.surfaces.outlook.view import month_after, sheets

Form = Literal["terminal", "html", "json", "jsonl"]


def render(outlooks: Sequence[Outlook], form: Form, *, name_of: Callable[[str], str] = str, width: int = 100) -> str:
    """Return outlooks as one string that ends with a line break.

    `html` is a self-contained page, `json` the records, `jsonl` one line for each place and month with quantiles and odds alone.
    """
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(list(outlooks)), indent=2).decode() + "\n"
    if form == "jsonl":
        return "".join(line_of(one) for one in outlooks if one.target == "deaths")
    if form == "html":
        from harmattan.surfaces.outlook.html import render_html

        return render_html(sheets(outlooks, name_of)).rstrip() + "\n"
    from harmattan.surfaces.outlook.terminal import render_terminal

    return render_terminal(sheets(outlooks, name_of), width)


def line_of(one: Outlook) -> str:
    """Return the JSON line of one place and month."""
    found = {
        "place": one.place,
        "month": month_after(one.issued, one.horizon),
        "issued": one.issued,
        "quantiles": one.distribution,
        "exceeds": one.exceeds,
    }
    return msgspec.json.encode(found).decode() + "\n"


__all__ = ["Form", "line_of", "render"]

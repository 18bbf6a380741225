"""Pieces of Markdown: text that stays text, links to evidence, lists that fold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from harmattan.surfaces.report.plain import safe
from harmattan.surfaces.report.view import Tag

SPECIAL = re.compile(r"([\\`*_\[\]|~])")
LEADING = re.compile(r"^(#{1,6}(?=\s)|[-+](?=\s)|\d+(?=[.)]\s)|={2,}$|-{2,}$|>)")
FOLD = 12
"""Lines of a list before the rest is folded."""


def text(value: str) -> str:
    """Return a text on one line that Markdown and HTML read as nothing but text."""
    line = SPECIAL.sub(r"\\\1", safe(value)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return LEADING.sub(r"\\\1", line) if not line[:1].isdigit() else re.sub(r"^(\d+)([.)]\s)", r"\1\\\2", line)


def refs(numbers: Iterable[int]) -> str:
    """Return links to pieces of evidence."""
    return " ".join(f"[[{n}]](#e{n})" for n in numbers)


def tags(marks: Iterable[Tag]) -> str:
    """Return marks beside a line."""
    return " ".join(f"`{tag.label}`" for tag in marks)


def folded(items: list[str], missing: str) -> list[str]:
    """Return a list whose first dozen show and whose rest is folded."""
    if not items:
        return [f"*{missing}*", ""]
    out = [*items[:FOLD], ""]
    if len(items) > FOLD:
        out += ["<details>", f"<summary>{len(items) - FOLD} more</summary>", "", *items[FOLD:], "", "</details>", ""]
    return out


def fenced(lines: Iterable[str]) -> list[str]:
    """Return lines that are shown as they stand, indents too."""
    kept = [" " * (len(line) - len(line.lstrip(" "))) + safe(line.strip()).replace("`", "'") for line in lines]
    return ["```text", *kept, "```"]

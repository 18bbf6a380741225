"""Family trees as lines of text."""

from __future__ import annotations

from collections import defaultdict

from harmattan.surfaces.family.view import Families, Node, Story
from harmattan.surfaces.report.words import counted


def render_terminal(families: Families, width: int = 100) -> str:
    """Return the stories as indented trees, no line longer than the width."""
    lines = [
        f"{counted(families.documents, 'document')}, {counted(families.origins, 'origin')};"
        f" {counted(len(families.stories), 'text')} that others took over,"
        f" {counted(len(families.relays), 'passage')} relayed"
    ]
    for story in (*families.stories, *families.relays):
        lines.append("")
        lines += tree_lines(story)
    if families.alone:
        lines += ["", f"{counted(len(families.alone), 'document')} that nobody else carries"]
        lines += [f"  {mark} {title}" + (f" · {source}" if source else "") for mark, title, source in families.alone]
    return "".join(f"{_fit(line, width)}\n" for line in lines)


def tree_lines(story: Story) -> list[str]:
    """Return a story as an indented tree below a line that says what it is."""
    count = len(story.nodes) + story.more
    head = (
        f"{count} documents, one origin"
        if story.kind == "text"
        else f"one passage in {count} reports otherwise their own"
    )
    lines = [f"{head}{f' · {story.span}' if story.span else ''}"]
    below: dict[int, list[int]] = defaultdict(list)
    for place, node in enumerate(story.nodes):
        if node.above:
            below[node.above[0]].append(place)
    stack = [(0, "", "")]
    while stack:
        place, lead, branch = stack.pop()
        lines.append(f"  {lead}{branch}{_named(story, story.nodes[place])}")
        under = lead + {"": "", "├─ ": "│  ", "└─ ": "   "}[branch]
        children = below[place]
        stack += [(each, under, "└─ " if each == children[-1] else "├─ ") for each in reversed(children)]
    if story.more:
        lines.append(f"  {story.more} more are not shown")
    return lines


def _named(story: Story, node: Node) -> str:
    said = [f"{node.mark} {node.what}", f"{node.similarity} %" if node.above else "", node.source, node.published]
    others = [story.nodes[each].mark for each in node.above[1:]]
    said.append(f"and of {', '.join(others)}" if others else "")
    return " · ".join([*filter(None, said), node.title])


def _fit(line: str, width: int) -> str:
    return line if len(line) <= width else f"{line[: width - 1]}…"

"""The tree of one story as a drawing: time runs down, a text hangs on the one that it was taken from."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from harmattan.surfaces.family.view import Node, Story

ROW, STEP, LEFT, WIDE = 46, 34, 16, 860
COLOURS = {
    "origin": "indigo", "copy": "ochre", "excerpt": "ochre", "rewrite": "plum", "spun": "brick", "translation": "teal",
    "update": "green",
}  # fmt: skip


Address = Callable[[Story, Node], str]


def tree_svg(story: Story, address: Address | None = None) -> str:
    """Return the drawing of a story; every text in it is escaped. `address` gives where a document leads."""
    address = address or _address
    height = ROW * len(story.nodes) + 12
    lines = [_edge(story, node) for node in story.nodes]
    dots = [_node(node, address(story, node)) for node in story.nodes]
    label = escape(f"Family tree of: {story.title}")
    return (
        f'<svg class="tree" viewBox="0 0 {WIDE} {height}" role="group">'
        f"<title>{label}</title>{''.join(lines)}{''.join(dots)}</svg>"
    )


def _place(node: Node) -> tuple[float, float]:
    return LEFT + STEP * min(node.depth, 8), ROW * node.row + ROW / 2


def _edge(story: Story, node: Node) -> str:
    drawn = []
    x, y = _place(node)
    for number, above in enumerate(node.above):
        px, py = _place(story.nodes[above])
        if number == 0:
            drawn.append(f'<path class="edge {node.relation}" d="M{px:g} {py:g}V{y:g}H{x:g}"/>')
        else:
            drawn.append(
                f'<path class="edge second" d="M{px:g} {py:g}C{px + 300:g} {py:g} {x + 300:g} {y:g} {x:g} {y:g}"/>'
            )
    return "".join(drawn)


def _address(story: Story, node: Node) -> str:
    return f"#s{story.number}-{node.mark}"


def _node(node: Node, address: str) -> str:
    x, y = _place(node)
    room = WIDE - x - 30
    title = _fit(f"{node.mark}  {node.title}", room / 8.1)
    said = [node.source, node.published, node.what if not node.above else f"{node.what}, {node.similarity} %"]
    under = _fit(" · ".join(filter(None, said)), room / 6.9)
    anchor = escape(address, quote=True)
    return (
        f'<a href="{anchor}"><circle class="dot {node.relation}" cx="{x:g}" cy="{y:g}" r="6"/>'
        f'<text class="name" x="{x + 14:g}" y="{y - 2:g}">{escape(title)}</text>'
        f'<text class="under" x="{x + 14:g}" y="{y + 15:g}">{escape(under)}</text></a>'
    )


def _fit(text: str, room: float) -> str:
    most = max(8, int(room))
    return text if len(text) <= most else f"{text[: most - 1]}…"

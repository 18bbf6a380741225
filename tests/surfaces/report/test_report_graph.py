"""The graph: boxes apart, doubt dashed, every edge with its evidence."""

from __future__ import annotations

import pytest
from lxml import etree

from harmattan.surfaces.report.graph import graph_svg
from harmattan.surfaces.report.view import Edge, Node


def edge(subject, target, kind="backs", certain=True, refs=(1,)):
    return Edge(
        subject=subject, object=target, subject_name=subject, object_name=target, kind=kind, words=kind,
        certain=certain, period=None, refs=refs,
    )  # fmt: skip


def graph(edges, width=860.0, label=lambda key: f"Movement for {key}"):
    keys = dict.fromkeys(key for e in edges for key in (e.subject, e.object))
    nodes = tuple(Node(key=key, label=label(key), group="group") for key in keys)
    return etree.fromstring(graph_svg(nodes, tuple(edges), width, "g"))


SHAPES = {
    "star": [edge("hub", f"leaf {n}") for n in range(12)],
    "chain": [edge(f"n{n}", f"n{n + 1}") for n in range(9)],
    "pairs": [edge(f"a{n}", f"b{n}") for n in range(8)],
    "full": [edge(f"n{i}", f"n{j}") for i in range(6) for j in range(i)],
    "twins": [edge("a", "b", "rival"), edge("b", "a", "ally"), edge("a", "b", "backs")],
}


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("width", [350.0, 860.0])
def test_boxes_never_meet_and_stay_on_the_sheet(name, width):
    root = graph(SHAPES[name], width)
    _, _, wide, tall = map(float, root.get("viewBox").split())
    boxes = []
    for rect in root.xpath("//rect[starts-with(@class,'node')]"):
        x, y, w, h = (float(rect.get(key)) for key in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 0
        assert x + w <= wide
        assert y + h <= tall
        boxes.append((x, y, x + w, y + h))
    for i, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[i + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def test_what_is_not_established_is_dashed():
    root = graph([edge("a", "b", certain=False), edge("c", "d")])
    assert sorted(path.get("class") for path in root.xpath("//path[starts-with(@class,'edge')]")) == [
        "edge backs", "edge backs unsure",
    ]  # fmt: skip
    titles = root.xpath("//path[contains(@class,'unsure')]/title/text()")
    assert "not established" in titles[0]


def test_every_edge_leads_to_its_evidence():
    root = graph([edge("a", "b", refs=(7, 9)), edge("b", "c", "rival", refs=(3,))])
    assert sorted(root.xpath("//a/@href")) == ["#e3", "#e7"]


def test_twin_edges_do_not_lie_on_each_other():
    lines = graph(SHAPES["twins"]).xpath("//path[starts-with(@class,'edge')]/@d")
    assert len(set(lines)) == 3


def test_rivalry_is_marked_at_both_ends_and_backing_at_one():
    root = graph([edge("a", "b", "rival"), edge("c", "d")])
    rival, backs = root.xpath("//path[starts-with(@class,'edge')]")
    assert rival.get("marker-start")
    assert backs.get("marker-start") is None


def test_same_graph_same_drawing():
    assert etree.tostring(graph(SHAPES["full"])) == etree.tostring(graph(SHAPES["full"]))


def test_long_or_hostile_label_stays_in_its_box():
    root = graph([edge("a", "b")], label=lambda key: f"<b>{'Unbroken' * 12}&</b> {key}")
    assert root.xpath("//b") == []
    assert all(len(text) <= 30 for text in root.xpath("//text/text()"))

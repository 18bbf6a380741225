"""Markdown: the same sections, every number a link, nothing of a source read as markup."""

from __future__ import annotations

import re

import exercise
import msgspec
import pytest
from markdown_it import MarkdownIt

from harmattan.surfaces.report import render
from harmattan.surfaces.report.html import COMPUTED, SECTIONS
from harmattan.surfaces.report.markdown_text import text


@pytest.fixture(scope="module")
def markdown(situation):
    return render(situation, "markdown", vocabulary=exercise.VOCABULARY)


def test_sections_stand_in_order(markdown):
    titles = re.findall(r"^## (.+)$", markdown, re.M)
    assert titles == [name for _, name in (*SECTIONS, COMPUTED)]
    assert markdown.startswith("# Situation report: Niger\n")
    assert "Private, verbatim" in markdown


def test_every_number_leads_to_its_evidence(markdown, situation):
    anchors = set(re.findall(r'<a id="([^"]+)"></a>', markdown))
    assert set(re.findall(r"\]\(#([^)]+)\)", markdown)) <= anchors
    assert {f"e{n}" for n in range(1, len(situation.claims) + 1)} <= anchors


def test_tables_have_as_many_cells_as_heads(markdown):
    rows = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown)
    heads = cells = None
    tables = 0
    for token in rows:
        if token.type == "thead_open":
            heads = 0
        elif token.type == "th_open":
            heads += 1
        elif token.type == "tbody_open":
            tables += 1
        elif token.type == "tr_open":
            cells = 0
        elif token.type == "td_open":
            cells += 1
        elif token.type == "tr_close" and cells:
            assert cells == heads
    assert tables >= 6


def test_bounds_are_arrows(markdown):
    row = next(line for line in markdown.splitlines() if "at most 1,200" in line and line.startswith("|"))
    assert "◄" in row
    assert "●" not in row


@pytest.mark.parametrize(
    "nasty",
    ["# head", "- item", "1. one", "> quote", "a | b", "*x* _y_ `z`", "[a](javascript:b)", "<script>x</script>", "&lt;b&gt;",
     "a\n\n# b", "![i](x)", "~~s~~", "---", "==="],
)  # fmt: skip
def test_words_of_a_source_stay_words(nasty):
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text(nasty))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in tokens[1].children or ()} <= {"text", "text_special"}
    shown = "".join(child.content for child in tokens[1].children or ())
    assert shown == " ".join(nasty.split())


def test_hostile_claim_adds_no_heading_link_or_tag(situation):
    nasty = "x](http://evil.example) <img src=x> | # y\n# z"
    claims = tuple(msgspec.structs.replace(claim, statement=nasty) for claim in situation.claims)
    out = render(msgspec.structs.replace(situation, claims=claims), "markdown", vocabulary=exercise.VOCABULARY)
    assert "<img" not in out
    assert not re.search(r"^# z", out, re.M)
    html = MarkdownIt("gfm-like", {"linkify": False, "html": False}).render(out)
    assert 'href="http://evil' not in html

import re
from itertools import combinations, product

import pytest
import trafilatura
from trafilatura.xpaths import AUTHOR_XPATHS

from harmattan.stages.reading.formats.imprint import _BYLINE_MARKS, _bylines, _told_in, imprint_of

REPORT = "<p>" + "The authorities said on Monday that gunmen had attacked the depot at the port. " * 5 + "</p>"
HEADS = {
    "silent": "<title>Raid at the port</title>",
    "meta": '<meta name="author" content="Ada Example"><meta property="article:published_time" content="2024-05-12T10:30Z">',
    "an account": '<meta name="twitter:site" content="@paper"><link rel="canonical" href="https://www.paper.example/raid">',
    "a site": '<base href="https://www.paper.example/"><title>Raid at the port - Paper</title>',
    "a name": '<meta property="og:site_name" content="BBC">',
    "JSON-LD": '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Raid", "datePublished": "2024-05-12",'
    '"author": {"@type": "Person", "name": "Ada Example"}, "publisher": {"@type": "Organization", "name": "The Paper"}}</script>',
    "broken JSON-LD": '<script type="application/ld+json">{"@type": "NewsArticle", </script>',
}
BODIES = {
    "none": "",
    "a byline": '<div class="byline">By <a href="/b">Ben Example</a></div>',
    "a byline with its date": '<span itemprop="author name">Ben Example <time datetime="2024-05-13">13 May</time></span>',
    "readers alone": '<div class="comments"><span class="author">Cat Example</span></div>',
    "a sidebar before it": '<div class="sidebar"><p class="byline">Cat Example</p></div><i id="the-author">Ben Example</i>',
    "too long, then a name": f'<p class="byline">{"many words " * 30}</p><b class="writer">Ben Example</b>',
    "an element of its own": "<author>Ben Example</author>",
    "one within another": '<div class="author-box"><p>About <span class="author">Ben Example</span></p></div>',
    "an address": '<p>Of <a rel="author" href="/b">Ben Example</a></p><h1>Raid</h1><h1>Port</h1>',
}


def told_by(markup):
    return imprint_of(trafilatura.load_html(markup), markup)


@pytest.mark.parametrize("marked", [None, "body", "html"])
@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("head", HEADS)
def test_a_page_tells_all_that_trafilatura_finds_in_the_whole_of_it(head, body, marked):
    markup = f"<!doctype html><html><head>{HEADS[head]}</head><body>{BODIES[body]}{REPORT}</body></html>"
    markup = markup.replace(f"<{marked}>", f'<{marked} class="single author-ben">')
    whole = trafilatura.extract_metadata(trafilatura.load_html(markup))
    found = told_by(markup)
    assert (found.title, found.author, found.publisher, found.url) == (
        whole.title or None,
        whole.author or None,
        whole.sitename or None,
        whole.url or None,
    )


def test_every_mark_that_trafilatura_looks_for_in_attributes_is_known():
    quoted = [literal for path in AUTHOR_XPATHS for literal in re.findall(r"@[\w-]+ ?(?:=|,) ?'([^']*)'", path.path)]
    assert len(quoted) > 10
    for literal in quoted:
        for alternative in literal.split("|"):
            assert any(mark in alternative for mark in _BYLINE_MARKS), alternative


def test_a_page_is_left_as_it_was():
    markup = f"<html><head><title>Raid</title></head><body>{BODIES['a byline with its date']}{REPORT}</body></html>"
    tree = trafilatura.load_html(markup)
    before = trafilatura.metadata.tostring(tree)
    imprint_of(tree, markup)
    assert trafilatura.metadata.tostring(tree) == before


def test_a_finder_that_breaks_costs_no_other_part(monkeypatch):
    def broken(*_, **__):
        raise ValueError("no name like this")

    monkeypatch.setattr("trafilatura.metadata.extract_sitename", broken)
    found = told_by(f"<html><head>{HEADS['meta']}<title>Raid</title></head><body>{REPORT}</body></html>")
    assert (found.title, found.author, found.publisher) == ("Raid", "Ada Example", None)


def test_bylines_that_share_their_surroundings_are_copied_into_one():
    markup = f"<html><body>{'<div>' * 200}{'<p class=author>Ada Example</p>' * 2000}"
    tree = trafilatura.load_html(markup)
    bylines = _bylines(tree)
    assert len(list(bylines.iter("p"))) == 2000
    assert len(list(bylines.iter())) <= len(list(tree.iter()))
    assert told_by(markup).author == "Ada Example"


def test_a_page_that_marks_no_byline_is_not_searched_for_one():
    markup = f"<html><body>{REPORT}</body></html>"
    assert "uthor" in markup
    assert _bylines(trafilatura.load_html(markup)) is None


NAMES = [
    *(("property", name) for name in ("og:title", "og:site_name", "og:url", "og:author", "OG:title", "og:description")),
    *(("property", name) for name in ("article:author", "article:publisher")),
    *(("name", name) for name in ("author", "DC.creator", "citation_title", "twitter:site", "application-name")),
    *(("name", name) for name in ("x-twitter:app:name:iphone", "twitter:url", "description", "viewport")),
    *(("itemprop", name) for name in ("author", "headline", "name")),
    ("http-equiv", "refresh"),
]
SAID = (
    "Raid",
    "Ada Example",
    "<b>Port</b> &amp; sea",
    "https://www.paper.example/raid",
    "@paper",
    " ",
    "by Ben",
    "",
    None,
)


def meta_of(content, *names):
    attributes = [*names, *([] if content is None else [("content", content)])]
    return "<meta " + " ".join(f'{name}="{value}"' for name, value in attributes) + ">"


SINGLE = [meta_of(content, name) for name in NAMES for content in SAID]
TWO_NAMES = [meta_of("Ada Example", *names) for names in combinations(NAMES, 2)]
TWO = [
    meta_of(first, name) + meta_of(second, other)
    for name, other in product(NAMES, NAMES)
    for first, second in (("Raid at sea", "Ada Example"), ("https://www.paper.example/raid", "https://paper.example/"))
]


@pytest.mark.parametrize("heads", [SINGLE, TWO_NAMES, TWO], ids=["single", "two names", "two"])
def test_a_head_tells_what_trafilatura_finds_in_it(heads):
    for head in heads:
        body = f"<body><meta name=author content=Nobody>{REPORT}</body>"
        tree = trafilatura.load_html(f"<html><head>{head}</head>{body}</html>")
        whole = trafilatura.metadata.examine_meta(tree)
        assert _told_in(list(tree.iter("head"))) == (whole.title, whole.author, whole.sitename, whole.url), head


def test_a_headline_that_is_no_text_is_no_title():
    data = '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": ["Raid", "Port"]}'
    markup = f'<html><head><script type="application/ld+json">{data}</script></head><body>{REPORT}</body></html>'
    assert told_by(markup).title is None

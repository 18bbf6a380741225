"""What a page says of itself: title, author, publisher and address, by the finders of trafilatura."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from functools import lru_cache
from html import unescape
from itertools import islice
from typing import Any

import msgspec
from courlan import is_valid_url
from lxml import etree
from trafilatura import metadata
from trafilatura.json_metadata import normalize_authors
from trafilatura.settings import Document
from trafilatura.utils import HTML_STRIP_TAGS, line_processing

_HOST = re.compile(r"https?://(?:www\.|w[0-9]+\.)?([^/]+)")
_BYLINE_MARKS = (
    "uthor",
    "yline",
    "byl",
    "BBL",
    "username",
    "screenname",
    "writer",
    "submitted-by",
    "posted-by",
    "journalist-name",
    "channel-name",
    "zuozhe",
    "bianji",
    "xiaobian",
)
"""What marks the elements in which trafilatura looks for an author, each in one of `_MARKED` attributes.

Its search tries regular expressions on every element of a page, a third of the time of the main text; with these it is
led to the few elements that it could take.
"""
_MARKED = frozenset({"class", "id", "itemprop", "rel", "data-testid", "data-component"})
_VALUES = etree.XPath("descendant-or-self::*/@*", smart_strings=False)
"""The values of all attributes of a page as bare strings, without the elements that bear them: half the work."""
_FIELDS = {
    "property": {**dict.fromkeys(metadata.PROPERTY_AUTHOR, "author"), "article:publisher": "site"},
    "name": {
        "twitter:url": "address",
        **dict.fromkeys(metadata.TWITTER_ATTRS, "application"),
        **dict.fromkeys(metadata.METANAME_PUBLISHER, "site"),
        **dict.fromkeys(metadata.METANAME_TITLE, "title"),
        **dict.fromkeys(metadata.METANAME_AUTHOR, "author"),
    },
    "itemprop": {"author": "author", "headline": "title"},
}
"""What a meta element tells by its property, name or itemprop, by the lists of trafilatura."""
_ADDRESSING = frozenset({"canonical", "alternate"})
_LONGEST = 10_000


class Imprint(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of itself; null where it says nothing."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None


def imprint_of(tree: Any, markup: str) -> Imprint:
    """Return what a parsed page says of itself: in its head and JSON-LD first, in its body only where these are silent.

    The tree is left as it was. A part that breaks a finder is null and costs no other part.
    """
    heads = list(tree.iterdescendants("head"))
    title, author, site, url = _found(_told_in, heads) or (None, None, None, None)
    if author and " " not in author:
        author = None
    if "+json" in markup:  # the types of JSON-LD: spares the others a walk over the whole page
        told = Document(title=title, author=author, sitename=site)
        _found(metadata.extract_meta_json, tree, told)
        title, author, site = told.title, told.author, told.sitename
    title = title or _found(_title, tree)
    bylines = None if author else _found(_bylines, tree)
    if bylines is not None:
        author = _found(metadata.extract_author, bylines)
    if not url and _has_link(heads):
        url = _found(metadata.extract_url, tree)
    site = _publisher(site or _found(metadata.extract_sitename, tree), url)
    return Imprint(title=_line(title), author=_line(author), publisher=_line(site), url=_line(url))


def _told_in(heads: Sequence[Any]) -> tuple[str | None, str | None, str | None, str | None]:
    """Return the title, author, site and address that the meta elements in the head of a page tell.

    It is what `trafilatura.metadata.examine_meta` finds, by the same names, in one walk and not two.
    """
    graph: dict[str, str | None] = {}
    rest: list[tuple[str, str]] = []
    for head in heads:
        for meta in head.iterchildren("meta"):
            content = meta.get("content")
            if not content or content.isspace():
                continue
            stated = meta.get("property")
            if stated is None:
                name = meta.get("name")
                kind, name = ("name", name) if name is not None else ("itemprop", meta.get("itemprop"))
                field = name and _FIELDS[kind].get(name.lower())
                if field or (kind == "name" and "twitter:app:name" in (name or "").lower()):
                    rest.append((field or "application", content))
            elif not stated.startswith("og:"):
                field = _FIELDS["property"].get(stated.lower())
                if field:
                    rest.append((field, content))
            elif stated in metadata.OG_AUTHOR:
                graph["author"] = normalize_authors(None, content)
            elif stated in metadata.OG_PROPERTIES:
                graph[metadata.OG_PROPERTIES[stated]] = content
            elif stated == "og:url" and is_valid_url(content):
                graph["url"] = content
    title, author, site, url = map(graph.get, ("title", "author", "sitename", "url"))
    application = None
    for field, content in rest:
        content = (HTML_STRIP_TAGS.sub("", content) if "<" in content else content).strip()
        if not content:
            continue
        if field == "author":
            author = normalize_authors(author, content)
        elif field == "title":
            title = title or content
        elif field == "site":
            site = site or content
        elif field == "application":
            application = content
        elif not url and is_valid_url(content):
            url = content
    return title, author, site or application, url


def _title(tree: Any) -> str | None:
    """Return the title in the body of a page: a first heading that stands alone, else what trafilatura takes for it."""
    headings = list(islice(tree.iterdescendants("h1"), 2))
    if len(headings) == 1 and not len(headings[0]):
        title = " ".join((headings[0].text or "").split())
        if title and title.isprintable():
            return title
    found: str | None = metadata.extract_title(tree)
    return found


def _has_link(heads: Sequence[Any]) -> bool:
    """Return whether the head of a page has a link that may give its address."""
    return any(
        link.tag == "base" or link.get("rel") in _ADDRESSING
        for head in heads
        for link in head.iterdescendants("link", "base")
    )


def _line(value: Any) -> str | None:
    """Return a value as a line, as `trafilatura.settings.Document.clean_and_trim` makes it; null where there is nothing."""
    if not isinstance(value, str):  # JSON-LD has lists at times
        return None
    if value.isprintable() and "&" not in value and len(value) < _LONGEST:
        return " ".join(value.split()) or None
    return line_processing(unescape(value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…")) or None


def _bylines(tree: Any) -> Any:
    """Return a page of nothing but the elements that may name its author, or None where there are none."""
    if next(tree.iterdescendants("author"), None) is not None:
        return tree
    told = "\n".join(set(_VALUES(tree)))
    marks = tuple(mark for mark in _BYLINE_MARKS if mark in told)
    if not marks:
        return None
    marked = dict.fromkeys(value.getparent() for value in _bearers_of(marks)(tree) if value.attrname in _MARKED)
    if not marked:
        return None
    if tree in marked:
        return tree
    return _only((element for element in marked if marked.keys().isdisjoint(element.iterancestors())), tree)


@lru_cache(maxsize=64)
def _bearers_of(marks: tuple[str, ...]) -> Any:
    """Return a way to the attributes that have one of the marks."""
    held = " or ".join(f"contains(., '{mark}')" for mark in marks)
    return etree.XPath(f"descendant-or-self::*/@*[{held}]")


def _only(elements: Iterable[Any], tree: Any) -> Any:
    """Return a page with copies of these elements alone, in order, within elements like those that they stand in."""
    shells = {tree: tree.makeelement("html")}
    for element in elements:
        kept = deepcopy(element)
        kept.tail = None
        for around in element.iterancestors():
            shell = shells.get(around)
            if shell is not None:
                shell.append(kept)
                break
            shell = shells[around] = around.makeelement(around.tag, around.attrib)
            shell.append(kept)
            kept = shell
    return shells[tree]


def _found(finder: Callable[..., Any], *parts: Any) -> Any:
    try:
        return finder(*parts)
    except Exception:  # a page can break any of the parsers below; what the others find is still good
        return None


def _publisher(name: str | None, url: str | None) -> str | None:
    """Return the name of the site: as it gives it, without the @ of an account and with a capital; else its host."""
    if name:
        name = name.lstrip("@")
        return name.title() if name and "." not in name and not name[0].isupper() else name
    host = _HOST.match(url) if url else None
    return host[1] if host else None

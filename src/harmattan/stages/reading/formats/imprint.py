"""What a page says of itself: title, author, publisher and address, by the finders of trafilatura."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from copy import deepcopy
from functools import lru_cache
from typing import Any

import msgspec

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
_MARKED = "//@class|//@id|//@itemprop|//@rel|//@data-testid|//@data-component"


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
    from trafilatura import metadata
    from trafilatura.settings import Document

    head = _only(tree.iter("head"), tree)
    told = _found(metadata.examine_meta, head) or Document()
    if told.author and " " not in told.author:
        told.author = None
    if "+json" in markup:  # the types of JSON-LD: spares the others a walk over the whole page
        _found(metadata.extract_meta_json, tree, told)
    told.title = told.title or _found(metadata.extract_title, tree)
    bylines = None if told.author else _found(_bylines, tree, markup)
    if bylines is not None:
        told.author = _found(metadata.extract_author, bylines)
    told.url = told.url or _found(metadata.extract_url, head)
    told.sitename = _publisher(told.sitename or _found(metadata.extract_sitename, head), told.url)
    told.clean_and_trim()
    return Imprint(
        title=told.title or None,
        author=told.author or None,
        publisher=told.sitename or None,
        url=told.url or None,
    )


def _bylines(tree: Any, markup: str) -> Any:
    """Return a page of nothing but the elements that may name its author, or None where there are none."""
    if not any(mark in markup for mark in _BYLINE_MARKS):
        return None
    if tree.find(".//author") is not None:
        return tree
    values, bearers = _marked()
    if not any(mark in value for value in set(values(tree)) for mark in _BYLINE_MARKS):
        return None
    marked = dict.fromkeys(value.getparent() for value in bearers(tree) if any(mark in value for mark in _BYLINE_MARKS))
    if tree in marked:
        return tree
    return _only((element for element in marked if marked.keys().isdisjoint(element.iterancestors())), tree)


@lru_cache(maxsize=1)
def _marked() -> tuple[Any, Any]:
    """Return two ways to the attributes that may be marked: as bare strings, which is cheap, and with their elements."""
    from lxml import etree

    return etree.XPath(_MARKED, smart_strings=False), etree.XPath(_MARKED)


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


def _found(finder: Callable[..., Any], *parts: Any, **how: Any) -> Any:
    with suppress(Exception):  # a page can break any of the parsers below; what the others find is still good
        return finder(*parts, **how)
    return None


def _publisher(name: str | None, url: str | None) -> str | None:
    """Return the name of the site: as it gives it, without the @ of an account and with a capital; else its host."""
    if name:
        name = name.lstrip("@")
        return name.title() if name and "." not in name and not name[0].isupper() else name
    host = _HOST.match(url) if url else None
    return host[1] if host else None

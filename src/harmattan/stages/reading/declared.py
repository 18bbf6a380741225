"""What a page says of itself beside its text: when it was published and changed, and by whom.

The library that finds dates in pages completes a month with today's day, and takes a date from the story or from the
list of other stories beside it where the page declares none. A date here is one that the page states in full, in a
place that stands for the page; where such places contradict each other, it is null.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from harmattan.stages.reading.provenance import iso_date, written_date

_PUBLISHED = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "rnews:datepublished",
    "parsely-pub-date", "sailthru.date", "publication_date", "publish_date", "publish-date", "publishdate", "pubdate",
    "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "citation_publication_date",
    "citation_date",
)  # fmt: skip
"""Names under which the head of a page declares it, the plainest first."""
_BUILT = ("dc.date", "dcterms.date", "date")
"""Names that may stand for the day of the build."""
_UPDATED = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "dc.date.modified",
    "dcterms.modified", "last-modified", "lastmod", "revised",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl")
_LINKED = {name: re.compile(rf'"{name}"\s*:\s*"([^"\\]{{8,40}})"') for name in ("datePublished", "dateModified")}
"""A value in the linked data of a page, wherever it stands there."""
_ADDRESS = re.compile(r"(?:/|-|_)((?:19|20)\d\d)([/-])(\d{1,2})\2(\d{1,2})(?=[/_-]|$)")
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:date|dateline|published|publish|posted|pubdate|timestamp|byline|entry-meta)", re.I
)
_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:comments?|related|sidebar|aside|latest|popular|recommend\w*|teaser)(?:$|[\s_-])", re.I
)
_BESIDE_TAGS = frozenset(("aside", "footer", "nav", "form"))
"""A footer of an article is its own."""
_LONGEST_BYLINE = 120
_MOST_PLACES = 200
"""Elements that may state a date; a page of news in brief has more, and none of them is its own."""


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of its dates (ISO 8601) and its author; null where it says nothing."""

    published: str | None = None
    updated: str | None = None
    author: str | None = None


def declared_by(tree: Any, markup: str, address: str | None) -> Declared:
    """Return what the page of an lxml tree declares: when it was published and changed, and whom its head names as author.

    An agency may be the author; an address is none. `markup` is what the tree was made of.
    """
    said = _said(tree)
    linked = _linked(tree)
    published = (
        _first_of(said, _PUBLISHED)
        or _agreed(_LINKED["datePublished"].findall(linked))
        or _agreed(_marked(tree, markup, "datePublished"))
        or _first_of(said, _BUILT)
        or _in_address(address)
        or _agreed(_bylines(tree))
    )
    updated = (
        _first_of(said, _UPDATED)
        or _agreed(_LINKED["dateModified"].findall(linked))
        or _agreed(_marked(tree, markup, "dateModified"))
    )
    return Declared(published=published, updated=updated, author=_author(said))


def _author(said: Mapping[str, Sequence[str]]) -> str | None:
    for name in _AUTHORS:
        for value in said.get(name, ()):
            line = " ".join(value.split())
            if 1 < len(line) <= _LONGEST_BYLINE and "://" not in line and "@" not in line:
                return line
    return None


def _first_of(said: Mapping[str, Sequence[str]], names: Iterable[str]) -> str | None:
    """Return the date that stands under the first of the names that has one."""
    for name in names:
        if name in said and (date := _agreed(said[name])):
            return date
    return None


def _agreed(values: Iterable[str | None]) -> str | None:
    """Return the first of several dates where all are of one day; values that are no full date do not count."""
    dates = [date for value in values if (date := iso_date(value)) is not None]
    return dates[0] if dates and len({date[:10] for date in dates}) == 1 else None


def _said(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content")
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _linked(tree: Any) -> str:
    return "\n".join(
        element.text or ""
        for element in tree.iter("script")
        if (element.get("type") or "").strip().lower() == "application/ld+json"
    )


def _marked(tree: Any, markup: str, name: str) -> Iterator[str | None]:
    """Yield what elements are marked as, whatever is beside the story left out."""
    if name not in markup:  # spares most pages a walk over all their elements
        return
    for element in _bearers()(tree, name=name):
        if not _is_beside(element):
            yield element.get("datetime") or element.get("content") or element.text


@lru_cache(maxsize=1)
def _bearers() -> Any:
    """Return a way to the elements that bear a mark, quicker than a walk over all of them."""
    from lxml import etree

    return etree.XPath("descendant::*[@itemprop=$name]")


def _bylines(tree: Any) -> Iterator[str | None]:
    """Yield the dates above or below a story: those of its first byline, and of any other place that has one."""
    first: Any = None
    for number, element in enumerate(_stating(tree)):
        if number > _MOST_PLACES:
            return
        value = element.get("datetime") or " ".join("".join(element.itertext()).split())
        if len(value) > _LONGEST_BYLINE or _is_beside(element):
            continue
        date = iso_date(value) or written_date(value)
        if date is None:
            continue
        holder = _holder(element)
        if first is None:
            first = holder
            yield date
        elif holder is not first:
            yield date


def _stating(tree: Any) -> Iterator[Any]:
    for element in tree.iter("time", "span", "p", "div", "li", "abbr", "small", "em"):
        if element.tag == "time" or _BYLINE.search(element.get("class") or element.get("id") or ""):
            yield element


def _holder(element: Any) -> Any:
    """Return what holds a byline: the dates in it are of one story, the first its publication."""
    parent = element.getparent()
    above = parent.getparent() if parent is not None else None
    return above if above is not None and above.tag in ("div", "header", "p", "span", "ul") else parent


def _is_beside(element: Any) -> bool:
    """Return whether an element stands in a list of other stories, among comments or in the frame of the page."""
    foot = False
    for above in (element, *element.iterancestors()):
        if above.tag in ("html", "body"):
            break
        if above.tag == "article":
            foot = False
        elif above.tag == "footer":
            foot = True
        elif above.tag in _BESIDE_TAGS:
            return True
        if _BESIDE.search(f"{above.get('class') or ''} {above.get('id') or ''}"):
            return True
    return foot


def _in_address(address: str | None) -> str | None:
    found = _ADDRESS.search(address or "")
    return iso_date(f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}") if found is not None else None

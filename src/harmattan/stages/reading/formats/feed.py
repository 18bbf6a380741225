"""RSS (0.9 to 2.0) and Atom: each entry of the file is a document.

Read entry by entry with lxml. The feed libraries that were tried complete a half date from today's and keep the whole
tree in memory; a date here is what the feed says, or null.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from html import unescape
from html.entities import html5
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

import msgspec

from harmattan.ports import Blob
from harmattan.records.document import Block, OriginSpan
from harmattan.stages.reading.draft import Draft, Fault, Format, ReadingSettings
from harmattan.stages.reading.encoding import decode
from harmattan.stages.reading.formats.html import fragment_of
from harmattan.stages.reading.provenance import iso_date

_LOOKS = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?.{0,500}?\?>\s*|<!--.{0,1000}?-->\s*|<!DOCTYPE\s[^>\[]{0,500}(?:\[[^\]]*\]\s*)?>\s*)*"
    rb"<(?:rss|feed|rdf:RDF)\b",
    re.DOTALL | re.IGNORECASE,
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_OF_XML = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_MAILED = re.compile(r"\S+@\S+\s*\((.+)\)$")
_WEB = re.compile(r"https?://\S+$", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--(?:(?!-->).)*-->\s*)*$", re.IGNORECASE | re.DOTALL)
_ENTRY_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_TAIL = 2000
"""Characters at the end of a feed in which its root is closed, whatever comment comes after it."""
_MOST_ELEMENTS = 100_000
"""Elements of one entry, or before the first one; each is held until its entry was read."""
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_BODIES = ("encoded", "content", "description", "summary", "fulltext")
_DATES = ("pubdate", "published", "issued", "date", "created")
_CHANGES = ("updated", "modified")


class _Channel(msgspec.Struct):
    """What the feed says of all its entries, as far as it was read."""

    kind: str
    title: str | None = None
    link: str | None = None
    base: str | None = None
    language: str | None = None
    author: str | None = None


def parse(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    """Yield a document for each entry; where the way back to bytes is the whole file.

    An entry that comes again word for word is left out. One that bears the id of another with other words may be an
    update or a slip of the feed, and either may matter: both are documents, and a fault says so.
    """
    declared = _DECLARED.search(blob.data[:400])
    decoded = decode(blob.data, declared=declared[1].decode("ascii") if declared else None)
    if isinstance(decoded, Fault):
        yield decoded
        return
    channel: _Channel | None = None
    seen: dict[str, tuple[int, bytes]] = {}
    number = 0
    try:
        for event, element in _events(decoded.text):
            name = _name(element)
            if channel is None:
                if name not in ("rss", "feed", "rdf"):
                    break
                channel = _Channel(kind=name, base=element.get(_BASE), language=element.get(_LANG))
            if event == "start":
                continue
            if name not in ("item", "entry"):
                _learn(channel, element, name)
                continue
            number += 1
            yield from _once(_draft(channel, element, number, len(blob.data)), seen, number)
            _forget(element)
    except Exception as error:  # what lxml raises for broken markup differs by where it broke
        yield Fault(
            code="broken_feed", reason=f"broken after entry {number} ({_plain(error)}); what follows is not read"
        )
        return
    if channel is None:
        yield Fault(code="no_feed", reason="no RSS or Atom feed in this XML; give its text, or an HTML page")
    elif number == 0:
        yield Fault(code="empty", reason="no entry in this feed")


def _events(text: str) -> Iterator[tuple[str, Any]]:
    """Yield the start and end of each element; ValueError after the last whole entry of a cut file."""
    from lxml import etree

    text = _ILLEGAL.sub("", _DECLARATION.sub("", text, count=1))
    cut = _CLOSED.search(text[-_TAIL:]) is None
    if cut:
        # lxml would close the entry at the cut by itself and give half of it for the whole.
        text = text[: max((match.end() for match in _ENTRY_END.finditer(text)), default=len(text))]
    depth = kept = 0
    for event, element in etree.iterparse(
        BytesIO(_NAMED.sub(_character, text).encode()), events=("start", "end"), recover=True,
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8",
    ):  # fmt: skip
        depth += 1 if event == "start" else -1
        kept += event == "start"
        if kept > _MOST_ELEMENTS:
            raise ValueError(f"more than {_MOST_ELEMENTS} elements in one place")
        yield event, element
        if event == "end" and _name(element) in ("item", "entry"):
            kept = 0
    if cut or depth:
        raise ValueError("the file is cut" if cut else "its tags don't match, or are nested too deep")


def _character(match: re.Match[str]) -> str:
    """Return the character of a name that HTML knows and XML does not."""
    return match.group() if match[1] in _OF_XML else html5.get(match[1], match.group())


def _forget(element: Any) -> None:
    """Free an entry and what stood before it, so that a long feed costs no memory."""
    element.clear(keep_tail=True)
    while element.getprevious() is not None:
        del element.getparent()[0]


def _learn(channel: _Channel, element: Any, name: str) -> None:
    """Note what an element directly below the feed says of it."""
    parent = element.getparent()
    if parent is None or _name(parent) not in ("channel", "feed"):
        return
    if name == "title":
        channel.title = channel.title or _line(element)
    elif name == "link":
        channel.link = channel.link or _href(element)
    elif name == "language":
        channel.language = channel.language or _line(element)
    elif name == "author" and channel.kind == "feed":
        channel.author = channel.author or _author(element)


def _once(found: Draft | Fault, seen: dict[str, tuple[int, bytes]], number: int) -> Iterator[Draft | Fault]:
    """Yield an entry unless it came before; where another came with its id, a fault that says so goes before it."""
    if isinstance(found, Draft) and found.external_id is not None:
        told = blake2b(repr((found.text, found.title, found.url, found.published)).encode("utf-8", "replace")).digest()
        first, known = seen.setdefault(found.external_id, (number, told))
        if first != number and known == told:
            return
        if first != number:
            reason = f"entry {number}: has the id of entry {first} and says something else; both are read"
            yield Fault(code="duplicate", reason=reason)
    yield found


def _draft(channel: _Channel, entry: Any, number: int, size: int) -> Draft | Fault:
    parts: dict[str, list[Any]] = {}
    for child in entry:
        if isinstance(child.tag, str):
            parts.setdefault(_name(child), []).append(child)
    text, blocks = max((_body(part) for name in _BODIES for part in parts.get(name, ())), key=_size, default=("", None))
    title = next((line for part in parts.get("title", ()) if (line := _line(part))), None)
    if not text.strip():
        text, blocks = title or "", None
    if not text.strip():
        return Fault(code="empty", reason=f"entry {number}: neither text nor title")
    url = _url(entry.get(_BASE) or channel.base or channel.link, parts)
    identity = next((line for name in ("guid", "id") for part in parts.get(name, ()) if (line := _line(part))), None)
    changes = [date for name in _CHANGES for part in parts.get(name, ()) if (date := iso_date(_line(part)))]
    dates = [date for name in _DATES for part in parts.get(name, ()) if (date := iso_date(_line(part)))]
    authors = (_author(part) for name in ("creator", "author") for part in parts.get(name, ()))
    sources = (_source(part) for name in ("source", "publisher") for part in parts.get(name, ()))
    languages = (_line(part) for part in parts.get("language", ()))
    return Draft(
        raw=text.encode(),
        text=text,
        media_type="application/atom+xml" if channel.kind == "feed" else "application/rss+xml",
        blocks=blocks,
        origin_map=(OriginSpan(start=0, end=len(text), byte_start=0, byte_end=size),),
        external_id=identity or entry.get(_ABOUT) or url,
        source=next(filter(None, sources), None) or channel.title,
        url=url,
        title=title,
        author=next(filter(None, authors), None) or channel.author,
        # Atom demands the last change alone: an entry that says no more was published then, as far as it tells.
        published=next(iter(dates or changes), None),
        updated=next(iter(changes), None),
        language=next(filter(None, languages), None) or entry.get(_LANG) or channel.language,
    )


def _size(body: tuple[str, tuple[Block, ...] | None]) -> int:
    return len(body[0])


def _body(part: Any) -> tuple[str, tuple[Block, ...] | None]:
    """Return the text of a content or summary: markup within the XML, markup as text, or text."""
    from lxml import etree

    kind = (part.get("type") or "").lower()
    if len(part) and any(isinstance(child.tag, str) for child in part):
        return fragment_of(etree.tostring(part, encoding="unicode", with_tail=False))
    text = _text(part)
    if kind in ("text", "text/plain"):
        return text, None
    return fragment_of(text) if "<" in text else (unescape(text), None)


def _url(base: str | None, parts: dict[str, list[Any]]) -> str | None:
    links = [*parts.get("origlink", ()), *parts.get("link", ())]
    found = next((href for link in links if (href := _href(link))), None)
    if found is None:
        guid = next((part for part in parts.get("guid", ()) if part.get("isPermaLink", "true").lower() == "true"), None)
        found = _line(guid) if guid is not None else None
    if found is None:
        return None
    try:
        found = urljoin(base or "", found)
    except ValueError:
        return None
    return found if _WEB.match(found) else None


def _href(link: Any) -> str | None:
    """Return the address of a link: of the page itself, not of its comments, picture or feed."""
    if link.get("rel", "alternate") != "alternate":
        return None
    return (link.get("href") or "").strip() or _line(link)


def _author(part: Any) -> str | None:
    name = next((_line(child) for child in part if _name(child) == "name"), None)
    line = name or _line(part)
    mailed = _MAILED.match(line) if line else None
    return mailed[1].strip() if mailed else line


def _source(part: Any) -> str | None:
    """Return the name of where an entry was taken from: the text of RSS's element, the title of Atom's."""
    if len(part):
        return next((_line(child) for child in part if _name(child) == "title"), None)
    return _line(part)


def _line(part: Any) -> str | None:
    text = fragment_of(_text(part))[0] if "<" in _text(part) else unescape(_text(part))
    return " ".join(text.split()) or None


def _text(part: Any) -> str:
    """Return the text in an element, entities that the file defines itself left out."""
    return "".join(_texts(part))


def _texts(part: Any) -> Iterator[str]:
    yield part.text or ""
    for child in part:
        if isinstance(child.tag, str):
            yield from _texts(child)
        yield child.tail or ""


def _name(element: Any) -> str:
    """Return the local name of an element in lower case; empty for a comment or an entity."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _plain(error: Exception) -> str:
    return str(error).partition("\n")[0][:120] or type(error).__name__


FORMAT = Format(
    name="feed",
    suffixes=(".rss", ".atom", ".rdf", ".xml"),
    media_types=("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
    looks=lambda head: _LOOKS.match(head) is not None,
    parse=parse,
)

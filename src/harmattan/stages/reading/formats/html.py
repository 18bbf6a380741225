"""HTML: the main text of a page, its blocks and what the page says of itself, by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any, ClassVar, NamedTuple

import msgspec

from harmattan.ports import Blob
from harmattan.records.document import Block, BlockKind, OriginSpan
from harmattan.stages.reading.declared import Declared, declared_by
from harmattan.stages.reading.draft import Draft, Fault, Format, ReadingSettings
from harmattan.stages.reading.encoding import decode

_LOOKS = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z-]{2,12})", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_HEAD = 4096
_LARGEST = 20_000_000
"""Characters of a page from which its tree and the copies made of it would take a gigabyte."""
_MOST_TAGS = 400_000
"""Tags of a page, closing ones too, for the same reason; the longest reports online have some 30,000."""
_SHORTEST = 80
"""Characters of a report below which trafilatura looks for another one in the page."""
_ENOUGH = 3 * _SHORTEST
"""Characters of paragraphs from which it takes nothing but paragraphs for text."""
_SMALL = 30_000
"""Characters of a page up to which it pays to ask trafilatura's own rules first."""
_UNSOUND = (
    "aside", "audio", "button", "fencedframe", "fieldset", "figure", "footer", "form", "iframe", "input", "label", "link", "nav",
    "noindex", "noscript", "object", "option", "select", "source", "svg", "time",
)  # fmt: skip
"""Elements that no report has inside."""
_NO_PAGE = 1_000_000
"""Tags from which it is no page: also the plain way takes some ten microseconds for each."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The main text of a page and its blocks."""

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None


def parse(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    """Yield the report that the page carries; where the way back to bytes is the whole page."""
    charset = _CHARSET.search(blob.data[:_HEAD])
    decoded = decode(blob.data, declared=charset[1].decode("ascii", "replace") if charset else None)
    if isinstance(decoded, Fault):
        yield decoded
        return
    page = page_of(decoded.text)
    if isinstance(page, Fault):
        yield page
        return
    yield Draft(
        raw=blob.data,
        text=page.text,
        media_type="text/html",
        blocks=page.blocks,
        origin_map=(OriginSpan(start=0, end=len(page.text), byte_start=0, byte_end=len(blob.data)),),
        source=page.publisher,
        url=page.url,
        title=page.title,
        author=page.author,
        published=page.published,
        updated=page.updated,
        language=page.language,
    )


def page_of(markup: str) -> Page | Fault:
    """Return the main text of a page with its blocks; a page without any, or of tags without end, is a fault."""
    from harmattan.stages.reading.formats.imprint import Imprint, imprint_of  # trafilatura is slow to load

    if _has_more_tags(markup, _NO_PAGE):
        return Fault(code="too_large", reason=f"more than {_NO_PAGE:,} tags in this page; save its text")
    declaration = _DECLARATION.match(markup)
    markup = markup if declaration is None else markup[declaration.end() :]
    tree = _tree_of(markup)
    imprint = Imprint() if tree is None else imprint_of(tree, markup)
    declared = Declared() if tree is None else declared_by(tree, markup, imprint.url)
    # The library takes a name in capitals, an agency's, for no author.
    author = imprint.author or declared.author
    body = None if tree is None else _main_text(tree, markup)
    text, blocks = ("", ()) if body is None else _join(_stretches(body))
    if not text:
        text, blocks = _join(_Plain.stretches_of(markup))
    if not text:
        return Fault(code="no_text", reason="no text in this page (a script may fill it in); save its text")
    language = _LANGUAGE.search(markup[:_HEAD])
    return Page(
        text=text,
        blocks=blocks,
        title=imprint.title,
        author=author,
        publisher=imprint.publisher,
        url=imprint.url,
        published=declared.published,
        updated=declared.updated,
        language=language[1] if language else None,
    )


def fragment_of(markup: str) -> tuple[str, tuple[Block, ...]]:
    """Return all the text of a piece of markup with its blocks, scripts and forms left out; empty where it has none."""
    return _join(_Plain.stretches_of(markup))


@lru_cache(maxsize=1)
def extraction_options() -> Any:
    """Return how trafilatura is asked for the main text: without readers' comments, and a short report is a report."""
    from trafilatura.settings import Extractor

    return Extractor(config=_config(_SHORTEST), comments=False)


@lru_cache(maxsize=1)
def _own_rules_alone() -> Any:
    """Return how it is asked for what its own rules find at once; where they find little, it raises `_UnsureError`."""
    from trafilatura.settings import Extractor

    class OwnRulesAlone(Extractor):
        """Asks nothing else, and is not asked again in another way: for that, a copy is made of it."""

        __slots__ = ()

        def __copy__(self) -> Any:
            raise _UnsureError

    return OwnRulesAlone(config=_config(0), comments=False, fast=True)


class _UnsureError(Exception):
    """Trafilatura's own rules find too little."""


def _config(shortest: int) -> Any:
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(shortest))
    return config


def _has_more_tags(markup: str, most: int) -> bool:
    return len(markup) > most and markup.count("<") > most


def _tree_of(markup: str) -> Any:
    """Return the tree of a page; None where it has none or is larger than trafilatura takes."""
    import trafilatura

    if len(markup) > _LARGEST or _has_more_tags(markup, _MOST_TAGS):
        return None
    try:
        return trafilatura.load_html(markup)
    except Exception:  # a page can break the parser; the plain way is still open
        return None


def _main_text(tree: Any, markup: str) -> Any:
    """Return trafilatura's body of a parsed page, which stays as it is; None where there is none.

    By default it asks two other extractors beside its own rules, for a third of the time that a small page takes. That is
    spared where they could not be preferred: they would have to find twice as much.
    """
    if len(markup) <= _SMALL:
        measures = _measures()
        codes = list(tree.iter("script", "style"))
        half = (measures.length(tree) - sum(map(measures.length, codes)) + len(codes)) / 2
        if sum(map(len, measures.paragraphs(tree))) >= max(half, _ENOUGH):
            found = _extracted(tree, _own_rules_alone())
            if found is not None and len(found.raw_text) >= half and _is_sound(found, tree, markup):
                return found.body
    return getattr(_extracted(tree, extraction_options()), "body", None)


def _extracted(tree: Any, options: Any) -> Any:
    """Return what trafilatura finds in a page, None where it finds nothing."""
    import trafilatura

    try:
        return trafilatura.bare_extraction(tree, options=options)
    except Exception:  # a page can break any of the parsers below trafilatura; the plain way is still open
        return None


def _is_sound(found: Any, tree: Any, markup: str) -> bool:
    """Return whether what was found is most of it paragraphs, with nothing that no report has inside."""
    body = found.body
    paragraphs = ["".join(paragraph.itertext()) for paragraph in body.iter("p")]
    if sum(map(len, paragraphs)) < _ENOUGH or next(body.iter(*_UNSOUND), None) is not None:
        return False
    if sum(1 for _ in body.iter("table")) > sum(map(bool, paragraphs)):
        return False
    teasers = _measures().teasers(tree) if "easer" in markup else ()
    return all(_clean(teaser.text_content()) not in found.raw_text for teaser in teasers)


class _Measures(NamedTuple):
    """What is measured of an element."""

    paragraphs: Any
    """The texts in paragraphs under it."""
    length: Any
    """How long all text in it is, blanks in a row as one."""
    teasers: Any
    """The elements under it that are named so: trafilatura keeps some of them where it asks nothing else."""


@lru_cache(maxsize=1)
def _measures() -> _Measures:
    from lxml.etree import XPath

    return _Measures(
        paragraphs=XPath(".//p//text()", smart_strings=False),
        length=XPath("string-length(normalize-space(.))"),
        teasers=XPath(".//*[contains(@class, 'easer') or contains(@id, 'easer')]"),
    )


def _join(stretches: Iterable[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    """Return one text in which the stretches are blocks with an empty line between them."""
    pieces: list[str] = []
    blocks: list[Block] = []
    at = 0
    for kind, text in stretches:
        if not text:
            continue
        end = at + len(text)
        blocks.append(Block(start=at, end=end, kind=kind))
        pieces.append(text)
        at = end + 2
    return "\n\n".join(pieces), tuple(blocks)


def _stretches(body: Any, kind: BlockKind = "paragraph") -> list[tuple[BlockKind, str]]:
    """Return the blocks of trafilatura's body in order: its p, head, list/item, quote, table and code elements."""
    found: list[tuple[BlockKind, str]] = []
    own = [body.text or ""]
    for element in body:
        tag = element.tag
        inner = _INNER.get(tag) if isinstance(tag, str) else None
        if inner is None and tag != "lb":
            own.append("".join(element.itertext()) if isinstance(tag, str) else "")
            own.append(element.tail or "")
            continue
        found.append((kind, _clean("".join(own))))
        own = [element.tail or ""]
        if tag == "row":
            found.append(("table", " | ".join(_clean("".join(cell.itertext())) for cell in element)))
        elif inner is not None:
            within = kind if tag == "p" or tag == "list" else inner
            if len(element):
                found += _stretches(element, within)
            else:
                found.append((within, _clean(element.text or "")))
    found.append((kind, _clean("".join(own))))
    return found


_INNER: dict[str, BlockKind] = {
    "p": "paragraph",
    "head": "heading",
    "list": "paragraph",
    "item": "item",
    "quote": "quote",
    "code": "quote",
    "table": "table",
    "row": "table",
}


def _clean(text: str) -> str:
    # What is printable has no white space but blanks, and the library leaves few others.
    return text.strip() if "  " not in text and text.isprintable() else " ".join(text.split())


class _Plain(HTMLParser):
    """Reads any markup, however broken or deep: text outside scripts and menus, cut at block elements."""

    _KINDS: ClassVar[dict[str, BlockKind]] = {
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
        "li": "item",
        "blockquote": "quote",
        "tr": "table",
        **dict.fromkeys(("p", "div", "br", "section", "article", "ul", "ol", "table", "body", "dd", "dt"), "paragraph"),
    }
    _SILENT = frozenset({"script", "style", "template", "noscript", "nav", "footer", "form", "head", "svg", "select"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[tuple[BlockKind, str]] = []
        self._kind: BlockKind = "paragraph"
        self._own: list[str] = []
        self._silent: str | None = None

    @classmethod
    def stretches_of(cls, markup: str) -> Iterator[tuple[BlockKind, str]]:
        """Yield the stretches of text of a page in order."""
        parser = cls()
        try:
            parser.feed(markup)
            parser.close()
        except (AssertionError, ValueError):
            pass
        parser._cut("paragraph")
        yield from parser._found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent is None and tag in self._SILENT:
            self._silent = tag
        if tag in self._KINDS:
            self._cut(self._KINDS[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = None
        if tag in self._KINDS:
            self._cut("paragraph")

    def handle_data(self, data: str) -> None:
        if self._silent is None:
            self._own.append(data)

    def _cut(self, kind: BlockKind) -> None:
        text = _clean("".join(self._own))
        if text:
            self._found.append((self._kind, text))
        self._own = []
        self._kind = kind


FORMAT = Format(
    name="html",
    suffixes=(".html", ".htm", ".xhtml"),
    media_types=("text/html", "application/xhtml+xml"),
    looks=lambda head: _LOOKS.match(head) is not None,
    parse=parse,
)

"""DOCX: the paragraphs, headings, list items and tables of a Word document.

Read with the standard library and lxml, which takes out of the archive the few parts that hold text, each within a
bound; the library for this format unpacks every part, pictures too, however large.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from harmattan.ports import Blob
from harmattan.records.document import Block, BlockKind, OriginSpan
from harmattan.stages.reading.archives import DOCX_TYPE
from harmattan.stages.reading.draft import Draft, Fault, Format, ReadingSettings, in_mib

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADINGS = re.compile(r"heading\s*\d|title$|subtitle$", re.IGNORECASE)
_ITEMS = re.compile(r"list\b(?!.*continue)", re.IGNORECASE)
_QUOTES = re.compile(r"quote", re.IGNORECASE)
_DEEPEST = 200
"""Tables in tables; lxml itself stops at 256 elements."""
_PART_LIMIT = 32 * 1024 * 1024
"""Bytes of a part; the text of a book of a thousand pages, with its marks, has some five."""

_MOST_TAGS = 2_000_000
"""Tags of a part: lxml holds some 200 bytes for each element, and a book of a thousand pages has fewer."""


def parse(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    """Yield the text of the document; where the way back to bytes is the whole file."""
    try:
        yield _draft(blob, settings)
    except Exception as error:  # zipfile and lxml raise all sorts on broken files
        yield Fault(code="broken_docx", reason=f"this Word document is broken ({_plain(error)}); save it again")


def _draft(blob: Blob, settings: ReadingSettings) -> Draft | Fault:
    if not blob.data.startswith(b"PK"):
        return Fault(
            code="broken_docx", reason="this is no Word document, or one locked with a password; save it again"
        )
    archive = zipfile.ZipFile(BytesIO(blob.data))
    limit = min(settings.max_bytes, _PART_LIMIT)
    root = _part(archive, "word/document.xml", limit)
    if isinstance(root, Fault):
        return root
    if root is None:
        return Fault(code="broken_docx", reason="this Word document has no text part; save it again")
    body = root.find(f"{_W}body")
    text, blocks = _join(_stretches(body if body is not None else root, _styles(archive, limit), 0))
    if not text:
        return Fault(code="no_text", reason="no text in this Word document (pictures are not read)")
    said = _core(archive, limit)
    heading = next((block for block in blocks[:1] if block.kind == "heading"), None)
    return Draft(
        raw=blob.data,
        text=text,
        media_type=DOCX_TYPE,
        blocks=blocks,
        origin_map=(OriginSpan(start=0, end=len(text), byte_start=0, byte_end=len(blob.data)),),
        title=said.get("title") or (text[heading.start : heading.end] if heading else None),
        author=said.get("creator"),
        language=said.get("language"),
    )


def _part(archive: zipfile.ZipFile, name: str, limit: int) -> Any:
    """Return the root of a part, None where the file has none; no entity is resolved and nothing is fetched."""
    from lxml import etree

    try:
        with archive.open(name) as stream:
            data = stream.read(limit + 1)
    except KeyError:
        return None
    except RuntimeError:
        return Fault(code="encrypted", reason="this Word document is locked with a password; save it without one")
    if len(data) > limit:
        return Fault(code="too_large", reason=f"a part of it is larger than the limit of {in_mib(limit)}; split it")
    if data.count(b"<") > _MOST_TAGS:
        return Fault(code="too_large", reason=f"more than {_MOST_TAGS} tags in a part of it; split it")
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _styles(archive: zipfile.ZipFile, limit: int) -> dict[str, BlockKind]:
    """Return what the paragraphs of a style are; the name counts, since ids are translated with the program."""
    root = _part(archive, "word/styles.xml", limit)
    kinds: dict[str, BlockKind] = {}
    for style in () if root is None or isinstance(root, Fault) else root.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        kind = _kind_of(name.get(f"{_W}val", "")) if name is not None else None
        if kind is not None:
            kinds[style.get(f"{_W}styleId", "")] = kind
    return kinds


def _kind_of(name: str) -> BlockKind | None:
    kinds: tuple[tuple[re.Pattern[str], BlockKind], ...] = (
        (_HEADINGS, "heading"), (_ITEMS, "item"), (_QUOTES, "quote"),
    )  # fmt: skip
    return next((kind for pattern, kind in kinds if pattern.search(name)), None)


def _core(archive: zipfile.ZipFile, limit: int) -> dict[str, str]:
    """Return what the document says of itself; the dates there are those of the file, not of the report."""
    root = _part(archive, "docProps/core.xml", limit)
    if root is None or isinstance(root, Fault):
        return {}
    found = {child.tag.rpartition("}")[2]: _clean(child.text or "") for child in root if isinstance(child.tag, str)}
    return {name: value for name, value in found.items() if value}


def _stretches(parent: Any, styles: dict[str, BlockKind], depth: int) -> Iterator[tuple[BlockKind, str]]:
    """Yield the blocks below an element in order; a row of a table is one."""
    for element in parent if depth < _DEEPEST else ():
        if element.tag == f"{_W}p":
            yield _kind(element, styles), _clean(_text(element))
        elif element.tag == f"{_W}tr":
            cells = (
                _clean(" ".join(_text(line) for line in cell.iter(f"{_W}p"))) for cell in element.findall(f"{_W}tc")
            )
            yield "table", " | ".join(cell for cell in cells if cell)
        elif element.tag in _HOLDERS:
            yield from _stretches(element, styles, depth + 1)


_HOLDERS = frozenset(f"{_W}{name}" for name in ("tbl", "sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))


def _kind(paragraph: Any, styles: dict[str, BlockKind]) -> BlockKind:
    shape = paragraph.find(f"{_W}pPr")
    if shape is None:
        return "paragraph"
    style = shape.find(f"{_W}pStyle")
    name = style.get(f"{_W}val", "") if style is not None else ""
    kind = styles.get(name) or (_kind_of(name) if name else None)
    if kind is None and shape.find(f"{_W}outlineLvl") is not None:
        return "heading"
    number = shape.find(f"{_W}numPr/{_W}numId")
    if kind is None and number is not None and number.get(f"{_W}val") != "0":
        return "item"
    return kind or "paragraph"


def _text(paragraph: Any) -> str:
    """Return the text of a paragraph as it stands after all changes: deletions and field codes are left out."""
    pieces = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if any(above.tag in _LEFT_OUT for above in element.iterancestors()):
            continue
        name = element.tag.rpartition("}")[2]
        pieces.append(element.text or "" if name == "t" else "-" if name == "noBreakHyphen" else " ")
    return "".join(pieces)


_LEFT_OUT = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}tabs"))


def _join(stretches: Iterator[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    pieces: list[str] = []
    blocks: list[Block] = []
    at = 0
    for kind, text in stretches:
        if text:
            blocks.append(Block(start=at, end=at + len(text), kind=kind))
            pieces.append(text)
            at += len(text) + 2
    return "\n\n".join(pieces), tuple(blocks)


def _clean(text: str) -> str:
    return " ".join(text.split())


def _plain(error: Exception) -> str:
    return str(error).partition("\n")[0][:120] or type(error).__name__


FORMAT = Format(name="docx", suffixes=(".docx",), media_types=(DOCX_TYPE,), looks=lambda head: False, parse=parse)
